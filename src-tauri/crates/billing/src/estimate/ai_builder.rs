//! AI Builder's capabilities: AI Builder credits of each, and the feature that it is in Copilot Credits.
//!
//! Which of the two kinds of credits pays is not decided here.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::catalogue::{Feature, text};
use crate::units::{Credits, MILLIONTHS, Quantity, Usd};

/// A prompt to a model of some size.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Prompt {
    /// Its name.
    pub capability: String,
    /// What it is in Copilot Credits.
    pub feature: Feature,
    /// AI Builder credits of a thousand tokens sent.
    #[serde(deserialize_with = "text::credits")]
    pub input: Credits,
    /// AI Builder credits of a thousand tokens received.
    #[serde(deserialize_with = "text::credits")]
    pub output: Credits,
}

impl Prompt {
    /// AI Builder credits of a thousand tokens, of which some percent are sent and the others received.
    #[must_use]
    pub fn mixed(&self, percent_sent: u8) -> Credits {
        let sent = i64::from(percent_sent.min(100));
        Credits((self.input.0 * sent + self.output.0 * (100 - sent)) / 100)
    }
}

/// What one unit of a model's quantity is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Unit {
    /// A page.
    Page,
    /// An image.
    Image,
    /// A thousand characters.
    ThousandCharacters,
}

/// A prebuilt or custom model.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Model {
    /// Its name.
    pub capability: String,
    /// What is counted.
    pub unit: Unit,
    /// What it is in Copilot Credits.
    pub feature: Feature,
    /// AI Builder credits of a unit.
    #[serde(deserialize_with = "text::credits")]
    pub rate: Credits,
}

impl Model {
    /// AI Builder credits of some units; `None` where they don't fit.
    #[must_use]
    pub fn credits(&self, units: Quantity) -> Option<Credits> {
        let credits = i128::from(self.rate.0) * i128::from(units.0) / i128::from(MILLIONTHS);
        i64::try_from(credits).ok().map(Credits)
    }
}

/// The map.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AiBuilder {
    /// Price of a million AI Builder credits.
    #[serde(deserialize_with = "text::usd")]
    pub usd_per_million_credits: Usd,
    /// Document title and date.
    pub source: String,
    /// Prompts.
    #[serde(rename = "prompt")]
    pub prompts: Vec<Prompt>,
    /// Models.
    #[serde(rename = "model")]
    pub models: Vec<Model>,
}

static BUILT_IN: LazyLock<AiBuilder> =
    LazyLock::new(|| toml::from_str(include_str!("../catalogue/ai_builder.toml")).expect("tests read the map"));

impl AiBuilder {
    /// The map that the program was built with.
    #[must_use]
    pub fn built_in() -> &'static Self {
        &BUILT_IN
    }

    /// The model of that name.
    #[must_use]
    pub fn model(&self, capability: &str) -> Option<&Model> {
        self.models.iter().find(|model| model.capability == capability)
    }

    /// What AI Builder credits cost; `None` where it does not fit.
    #[must_use]
    pub fn price(&self, credits: Credits) -> Option<Usd> {
        let millions = i128::from(MILLIONTHS) * i128::from(MILLIONTHS);
        let usd = i128::from(credits.0) * i128::from(self.usd_per_million_credits.0) / millions;
        i64::try_from(usd).ok().map(Usd)
    }
}

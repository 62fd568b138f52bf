//! Planning ranges of tasks that are charged by their complexity: published for budgets, never used for rating.

use std::sync::LazyLock;

use serde::{Deserialize, Deserializer};

use crate::catalogue::{Certainty, text};
use crate::units::{Credits, Quantity};

/// How heavy a task is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Weight {
    /// Few steps.
    Light,
    /// Some.
    Medium,
    /// Many; its range has no upper end.
    Heavy,
}

impl Weight {
    /// The word that commands use.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Medium => "medium",
            Self::Heavy => "heavy",
        }
    }
}

/// The range of one weight.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Band {
    /// How heavy.
    pub band: Weight,
    /// Credits a task at least.
    #[serde(deserialize_with = "text::credits")]
    pub from: Credits,
    /// Credits a task at most; absent where none is named.
    #[serde(default, deserialize_with = "optional")]
    pub to: Option<Credits>,
    /// The figure to plan with, where one is published.
    #[serde(default, deserialize_with = "optional")]
    pub middle: Option<Credits>,
}

/// The ranges of a service.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlanningRange {
    /// The service or harness.
    pub subject: String,
    /// Document title and date.
    pub source: String,
    /// How sure it is.
    pub certainty: Certainty,
    /// Lightest first.
    pub bands: Vec<Band>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Text {
    range: Vec<PlanningRange>,
}

fn optional<'de, D: Deserializer<'de>>(input: D) -> Result<Option<Credits>, D::Error> {
    text::credits(input).map(Some)
}

static BUILT_IN: LazyLock<Vec<PlanningRange>> = LazyLock::new(|| {
    let text: Text =
        toml::from_str(include_str!("../catalogue/planning.toml")).expect("tests read the planning ranges");
    text.range
});

/// Every range that is published.
#[must_use]
pub fn ranges() -> &'static [PlanningRange] {
    &BUILT_IN
}

/// The ranges of a service or harness.
#[must_use]
pub fn range(subject: &str) -> Option<&'static PlanningRange> {
    BUILT_IN.iter().find(|range| range.subject == subject)
}

impl PlanningRange {
    /// Credits to plan for some tasks of a weight; `None` without a published figure, or where it does not fit.
    #[must_use]
    pub fn planned(&self, weight: Weight, tasks: Quantity) -> Option<Credits> {
        let middle = self.bands.iter().find(|band| band.band == weight)?.middle?;
        let credits = i128::from(middle.0) * i128::from(tasks.0) / i128::from(crate::units::MILLIONTHS);
        i64::try_from(credits).ok().map(Credits)
    }
}

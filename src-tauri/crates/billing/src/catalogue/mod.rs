//! Rate cards and prices as one dated catalogue.
//!
//! The catalogue is data (`rates.toml`), built into the program; a settlement run records its hash. This module looks
//! rates up; it does not decide who is charged. Offers and what is published for planning lie in files of their own,
//! beside this one: no run depends on them, so they are not part of the hash.

mod feature;
mod overrides;
pub(crate) mod text;

use std::sync::LazyLock;

use serde::Deserialize;
use sha2::{Digest, Sha256};

pub use feature::Feature;
pub use overrides::{
    MAX_BASIS, MAX_RATE, OverrideChange, OverrideRefusal, OverrideTarget, OverrideValue, RateOverrides,
};

use crate::time::Instant;
use crate::units::{Credits, Usd};

/// Where a figure comes from, and how sure it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub enum Certainty {
    /// Microsoft states it.
    #[serde(rename = "stated")]
    Stated,
    /// It follows from what Microsoft states, by arithmetic.
    #[serde(rename = "derived")]
    Derived,
    /// Somebody else states it.
    #[serde(rename = "third party")]
    ThirdParty,
    /// Meterdesk assumes it.
    #[serde(rename = "assumption")]
    Assumption,
}

impl Certainty {
    /// The word that commands use.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Stated => "stated",
            Self::Derived => "derived",
            Self::ThirdParty => "third party",
            Self::Assumption => "assumption",
        }
    }
}

/// What one unit of a row's quantity is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Per {
    /// One event, action, page, minute or call.
    Unit,
    /// Tokens of one call, rounded up to the next thousand.
    ThousandTokens,
}

/// What a card says of a person who holds Microsoft 365 Copilot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Licensed {
    /// Not charged in employee-facing, signed-in, interactive use.
    Included,
    /// Charged as for anybody.
    Billed,
}

/// A feature's rate on a card.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rate {
    /// The feature.
    pub feature: Feature,
    /// Credits (or messages) per unit.
    pub credits: Credits,
    /// What one unit is.
    pub per: Per,
    /// What holds for a licensed person.
    pub licensed: Licensed,
    /// How sure it is.
    pub certainty: Certainty,
    /// Where the workbook's own value comes from, if it overrides the catalogue's.
    pub overridden: Option<String>,
}

/// A dated rate card.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RateCard {
    /// Its name.
    pub id: String,
    /// From when it holds, until the next one.
    pub from: Instant,
    /// How sure that time is.
    pub from_certainty: Certainty,
    /// Where the workbook's own time comes from, if it overrides the catalogue's.
    pub from_overridden: Option<String>,
    /// The unit on screen.
    pub unit: String,
    /// Document title and date.
    pub source: String,
    /// How sure it is.
    pub certainty: Certainty,
    /// What is to be known about it.
    pub note: String,
    /// Rates.
    pub rates: Vec<Rate>,
}

impl RateCard {
    /// The feature's rate, if the card has one.
    #[must_use]
    pub fn rate(&self, feature: Feature) -> Option<&Rate> {
        self.rates.iter().find(|rate| rate.feature == feature)
    }
}

/// The catalogue.
#[derive(Debug, Clone)]
pub struct Catalogue {
    /// Rate cards, oldest first.
    pub cards: Vec<RateCard>,
    /// Price of one pay-as-you-go credit.
    pub usd_per_credit: Usd,
    /// Where the price comes from.
    pub price_source: String,
    /// SHA-256 of the catalogue's text.
    pub hash: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CatalogueText {
    card: Vec<CardText>,
    pay_as_you_go: PriceText,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CardText {
    id: String,
    from: String,
    from_certainty: Option<Certainty>,
    unit: String,
    source: String,
    certainty: Certainty,
    note: String,
    rates: Vec<RateText>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RateText {
    feature: Feature,
    rate: String,
    per: Per,
    licensed: Licensed,
    certainty: Option<Certainty>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PriceText {
    usd_per_credit: String,
    source: String,
    #[serde(rename = "certainty")]
    _certainty: Certainty,
}

static BUILT_IN: LazyLock<Catalogue> =
    LazyLock::new(|| Catalogue::read(include_str!("rates.toml")).expect("a test reads the built-in catalogue"));

impl Catalogue {
    /// The catalogue that the program was built with.
    #[must_use]
    pub fn built_in() -> &'static Self {
        &BUILT_IN
    }

    /// The card of that name.
    #[must_use]
    pub fn card(&self, id: &str) -> Option<&RateCard> {
        self.cards.iter().find(|card| card.id == id)
    }

    /// The card that holds at a time; `None` before the first.
    #[must_use]
    pub fn card_at(&self, at: Instant) -> Option<&RateCard> {
        self.cards.iter().rev().find(|card| card.from <= at)
    }

    /// The newest card: what estimates without a date go by.
    #[must_use]
    pub fn newest_card(&self) -> &RateCard {
        self.cards.last().expect("the catalogue has cards")
    }

    /// What an amount of credits costs as pay-as-you-go. Exact: nothing is rounded.
    #[must_use]
    pub fn pay_as_you_go(&self, credits: Credits) -> Usd {
        let hundred_millionths = i128::from(credits.0) * i128::from(self.usd_per_credit.0) / 1_000_000;
        Usd(i64::try_from(hundred_millionths)
            .expect("a price of at most one dollar a credit keeps the amount in range"))
    }

    fn read(text: &str) -> Result<Self, String> {
        let read: CatalogueText = toml::from_str(text).map_err(|error| error.to_string())?;
        let mut cards = Vec::new();
        for card in read.card {
            let rates = card.rates.into_iter().map(|line| {
                let credits = line
                    .rate
                    .parse()
                    .map_err(|error| format!("{} {:?}: {error}", card.id, line.feature))?;
                Ok(Rate {
                    feature: line.feature,
                    credits,
                    per: line.per,
                    licensed: line.licensed,
                    certainty: line.certainty.unwrap_or(card.certainty),
                    overridden: None,
                })
            });
            cards.push(RateCard {
                rates: rates.collect::<Result<_, String>>()?,
                from: card.from.parse().map_err(|error| format!("{}: {error}", card.id))?,
                from_certainty: card.from_certainty.unwrap_or(card.certainty),
                from_overridden: None,
                id: card.id,
                unit: card.unit,
                source: card.source,
                certainty: card.certainty,
                note: card.note,
            });
        }
        let price: Credits = read
            .pay_as_you_go
            .usd_per_credit
            .parse()
            .map_err(|error| format!("price: {error}"))?;
        Ok(Self {
            cards,
            usd_per_credit: Usd(price.0 * 100),
            price_source: read.pay_as_you_go.source,
            hash: crate::hex(&Sha256::digest(text.as_bytes())),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cards_follow_each_other_and_name_each_feature_once() {
        let cards = &Catalogue::built_in().cards;
        assert!(
            cards.windows(2).all(|pair| pair[0].from < pair[1].from),
            "each card begins after the one before"
        );
        for card in cards {
            let mut features: Vec<_> = card.rates.iter().map(|rate| rate.feature).collect();
            features.sort();
            features.dedup();
            assert_eq!(features.len(), card.rates.len(), "{} names a feature twice", card.id);
            assert!(!card.source.is_empty(), "{} has a source", card.id);
        }
    }

    #[test]
    fn the_card_is_chosen_by_the_time_of_use() {
        let at = |text: &str| {
            Catalogue::built_in()
                .card_at(text.parse().expect("valid"))
                .map(|card| card.id.as_str())
        };
        assert_eq!(at("2025-03-24T23:59:59Z"), Some("msg-2025-02"));
        assert_eq!(at("2025-03-25T00:00:00Z"), Some("msg-2025-03"));
        assert_eq!(at("2026-11-17T10:00:00Z"), Some("cc-2026-08"));
        assert_eq!(at("2023-12-31T23:59:59Z"), Some("pva-2019"));
        assert_eq!(at("2019-12-01T00:00:00Z"), Some("pva-2019"));
        assert_eq!(at("2019-11-30T23:59:59Z"), None);
    }

    #[test]
    fn one_micro_credit_costs_one_hundred_millionth_of_a_dollar() {
        assert_eq!(Catalogue::built_in().pay_as_you_go(Credits(1)), Usd(1));
        assert_eq!(
            Catalogue::built_in().pay_as_you_go(Credits::whole(12)).to_string(),
            "0.12"
        );
    }

    #[test]
    fn a_feature_is_found_under_the_names_of_usage_data() {
        assert_eq!(Feature::parse("Classic answer"), Some(Feature::ClassicAnswer));
        assert_eq!(
            Feature::parse("tenantGraphGrounding"),
            Some(Feature::TenantGraphGrounding)
        );
        assert_eq!(
            Feature::parse("Text and generative AI tools (premium)"),
            Some(Feature::AiToolPremiumResponse)
        );
        assert_eq!(
            Feature::parse("Process Agent"),
            None,
            "an unknown name is never folded into a known one"
        );
    }
}

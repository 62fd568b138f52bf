//! What a workbook takes for true instead of the built-in catalogue, where that is not sure: dates and rates.
//!
//! Knowledge of what was published holds for all time, unlike a set-up: an override rates earlier use anew as well. What
//! Microsoft states can't be overridden. Nothing here decides who may override.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{Catalogue, Certainty, Feature, Licensed, Per, Rate, RateCard};
use crate::ids::PersonId;
use crate::time::Instant;
use crate::units::Credits;

/// The most that a unit may be overridden to cost: sums of the largest workbook stay exact in 64 bits.
pub const MAX_RATE: Credits = Credits::whole(90);

/// Characters in the reason of an override.
pub const MAX_BASIS: usize = 300;

/// What of the catalogue is overridden.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum OverrideTarget {
    /// From when a card holds.
    CardFrom {
        /// Name of the card.
        card: String,
    },
    /// What one unit of a feature costs on a card.
    Rate {
        /// Name of the card.
        card: String,
        /// The feature.
        feature: Feature,
    },
}

/// What holds instead.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum OverrideValue {
    /// From then on.
    From(Instant),
    /// So many micro-credits a unit.
    Credits(i64),
}

/// A change of an override.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OverrideChange {
    /// What it is about.
    pub target: OverrideTarget,
    /// What holds since; `None` where the override was taken back.
    pub value: Option<OverrideValue>,
    /// Where the value comes from, in the words of whoever set it; empty where it was taken back.
    pub basis: String,
    /// When.
    pub at: Instant,
    /// Who.
    pub by: PersonId,
    /// Place in the journal.
    pub seq: u64,
}

/// Every change, oldest first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RateOverrides {
    changes: Vec<OverrideChange>,
}

/// Why something can't be overridden.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OverrideRefusal {
    /// The acting person may only look.
    #[error("{0} may look at rates but not override them: an administrator role is needed")]
    MayOnlyLook(String),
    /// There is no such card.
    #[error("There is no rate card \"{0}\"; use one that the list of rate cards shows")]
    CardUnknown(String),
    /// The card's beginning is published.
    #[error("The rate card {card} holds from {} on, which is published: {source_title}. What is published can't be overridden", from.format("%-d %B %Y"))]
    DateStated {
        /// Name of the card.
        card: String,
        /// From when it holds.
        from: Instant,
        /// Document title and date.
        source_title: String,
    },
    /// The rate is published.
    #[error("{} costs {credits} a unit on the rate card {card}, which is published: {source_title}. What is published can't be overridden", feature.label())]
    RateStated {
        /// Name of the card.
        card: String,
        /// The feature.
        feature: Feature,
        /// What it costs.
        credits: Credits,
        /// Document title and date.
        source_title: String,
    },
    /// The card is not one of features.
    #[error("On the rate card {0} sessions were sold, not features: it takes no rate")]
    NoFeatures(String),
    /// The date lies outside of what the neighbouring cards leave.
    #[error("Choose a time after {} and before {}: the rate cards keep their order", after.format("%-d %B %Y"), before.map_or_else(|| "the end of time".to_owned(), |before| before.format("%-d %B %Y").to_string()))]
    OutOfOrder {
        /// When the card before begins.
        after: Instant,
        /// When the card after begins; `None` for the newest.
        before: Option<Instant>,
    },
    /// The rate is too high.
    #[error("Use at most {MAX_RATE} a unit: more would not let every sum stay exact")]
    TooMuch,
    /// No reason is given.
    #[error("Say where this value comes from: receipts name it")]
    BasisBlank,
    /// The reason is too long.
    #[error("Use at most {MAX_BASIS} characters; these are {0}")]
    BasisTooLong(usize),
    /// It holds already.
    #[error("This value holds already")]
    AsBefore,
    /// There is nothing to take back.
    #[error("Nothing is overridden there")]
    NotOverridden,
}

impl OverrideRefusal {
    /// The code of the contract.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::MayOnlyLook(_) => "not_allowed",
            Self::CardUnknown(_) => "not_found",
            Self::DateStated { .. }
            | Self::RateStated { .. }
            | Self::NoFeatures(_)
            | Self::AsBefore
            | Self::NotOverridden => "conflict",
            Self::OutOfOrder { .. } | Self::TooMuch | Self::BasisBlank | Self::BasisTooLong(_) => "invalid_field",
        }
    }

    /// The request's field to blame, where one is.
    #[must_use]
    pub const fn field(&self) -> Option<&'static str> {
        match self {
            Self::MayOnlyLook(_) => None,
            Self::CardUnknown(_) | Self::NoFeatures(_) => Some("card"),
            Self::DateStated { .. } | Self::OutOfOrder { .. } => Some("from"),
            Self::RateStated { .. } => Some("feature"),
            Self::TooMuch => Some("credits"),
            Self::BasisBlank | Self::BasisTooLong(_) => Some("basis"),
            Self::AsBefore | Self::NotOverridden => None,
        }
    }
}

impl OverrideTarget {
    /// The card that it is about.
    #[must_use]
    pub fn card(&self) -> &str {
        match self {
            Self::CardFrom { card } | Self::Rate { card, .. } => card,
        }
    }
}

impl RateOverrides {
    /// Notes a change.
    pub fn note(&mut self, change: OverrideChange) {
        self.changes.push(change);
    }

    fn last(&self, target: &OverrideTarget) -> Option<&OverrideChange> {
        self.changes.iter().rfind(|change| change.target == *target)
    }

    /// Every change, oldest first.
    #[must_use]
    pub fn history(&self) -> &[OverrideChange] {
        &self.changes
    }

    /// The override that holds for a target.
    #[must_use]
    pub fn present(&self, target: &OverrideTarget) -> Option<&OverrideChange> {
        self.last(target).filter(|change| change.value.is_some())
    }

    /// Place in the journal of the target's last change; 0 where there was none.
    #[must_use]
    pub fn revision(&self, target: &OverrideTarget) -> u64 {
        self.last(target).map_or(0, |change| change.seq)
    }

    /// Whether no override holds.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.changes.iter().all(|change| self.present(&change.target).is_none())
    }

    /// Whether an override may be set, on the catalogue as it holds with the present ones.
    ///
    /// # Errors
    /// Why it may not.
    pub fn check(
        &self,
        built_in: &Catalogue,
        target: &OverrideTarget,
        value: OverrideValue,
        basis: &str,
    ) -> Result<(), OverrideRefusal> {
        let card_unknown = || OverrideRefusal::CardUnknown(target.card().to_owned());
        let card = built_in.card(target.card()).ok_or_else(card_unknown)?;
        match (target, value) {
            (OverrideTarget::CardFrom { .. }, OverrideValue::From(from)) => self.check_date(built_in, card, from)?,
            (OverrideTarget::Rate { feature, .. }, OverrideValue::Credits(credits)) => {
                check_rate(card, *feature, Credits(credits))?;
            }
            _ => return Err(card_unknown()),
        }
        let length = basis.trim().chars().count();
        if length == 0 {
            return Err(OverrideRefusal::BasisBlank);
        }
        if length > MAX_BASIS {
            return Err(OverrideRefusal::BasisTooLong(length));
        }
        let present = self.present(target);
        if present.is_some_and(|change| change.value == Some(value) && change.basis == basis.trim()) {
            return Err(OverrideRefusal::AsBefore);
        }
        Ok(())
    }

    /// Whether the override of a target may be taken back.
    ///
    /// # Errors
    /// Why it may not.
    pub fn check_clear(&self, built_in: &Catalogue, target: &OverrideTarget) -> Result<(), OverrideRefusal> {
        let card_unknown = || OverrideRefusal::CardUnknown(target.card().to_owned());
        let card = built_in.card(target.card()).ok_or_else(card_unknown)?;
        if self.present(target).is_none() {
            return Err(OverrideRefusal::NotOverridden);
        }
        match target {
            OverrideTarget::CardFrom { .. } => self.check_date(built_in, card, card.from),
            OverrideTarget::Rate { .. } => Ok(()),
        }
    }

    fn check_date(&self, built_in: &Catalogue, card: &RateCard, from: Instant) -> Result<(), OverrideRefusal> {
        if card.from_certainty == Certainty::Stated {
            return Err(OverrideRefusal::DateStated {
                card: card.id.clone(),
                from: card.from,
                source_title: card.source.clone(),
            });
        }
        let cards = built_in.overridden(self).cards;
        let place = cards.iter().position(|known| known.id == card.id).unwrap_or_default();
        let after = place.checked_sub(1).map_or(card.from, |before| cards[before].from);
        let before = cards.get(place + 1).map(|next| next.from);
        if from <= after || before.is_some_and(|before| from >= before) {
            return Err(OverrideRefusal::OutOfOrder { after, before });
        }
        Ok(())
    }

    /// A text that is the same exactly where the overrides that hold are.
    fn fingerprint(&self) -> String {
        let mut held: Vec<_> = self
            .changes
            .iter()
            .filter(|change| self.present(&change.target) == Some(change))
            .map(|change| (&change.target, change.value))
            .collect();
        held.sort_by(|one, other| one.0.cmp(other.0));
        serde_json::to_string(&held).unwrap_or_default()
    }
}

fn check_rate(card: &RateCard, feature: Feature, credits: Credits) -> Result<(), OverrideRefusal> {
    if card.rates.is_empty() {
        return Err(OverrideRefusal::NoFeatures(card.id.clone()));
    }
    if let Some(rate) = card.rate(feature).filter(|rate| rate.certainty == Certainty::Stated) {
        return Err(OverrideRefusal::RateStated {
            card: card.id.clone(),
            feature,
            credits: rate.credits,
            source_title: card.source.clone(),
        });
    }
    if credits > MAX_RATE || credits < Credits::ZERO {
        return Err(OverrideRefusal::TooMuch);
    }
    Ok(())
}

impl Catalogue {
    /// The catalogue with a workbook's overrides; its hash tells it from the built-in one.
    #[must_use]
    pub fn overridden(&self, overrides: &RateOverrides) -> Self {
        let mut catalogue = self.clone();
        if overrides.is_empty() {
            return catalogue;
        }
        for card in &mut catalogue.cards {
            let id = card.id.clone();
            let date = OverrideTarget::CardFrom { card: id.clone() };
            if let Some(change) = overrides.present(&date)
                && let Some(OverrideValue::From(from)) = change.value
            {
                card.from = from;
                card.from_overridden = Some(change.basis.clone());
            }
            for feature in Feature::ALL.iter().copied() {
                let target = OverrideTarget::Rate {
                    card: id.clone(),
                    feature,
                };
                if let Some(change) = overrides.present(&target)
                    && let Some(OverrideValue::Credits(credits)) = change.value
                {
                    set_rate(card, feature, Credits(credits), &change.basis);
                }
            }
        }
        let both = format!("{} {}", self.hash, overrides.fingerprint());
        catalogue.hash = crate::hex(&Sha256::digest(both.as_bytes()));
        catalogue
    }
}

fn set_rate(card: &mut RateCard, feature: Feature, credits: Credits, basis: &str) {
    if let Some(rate) = card.rates.iter_mut().find(|rate| rate.feature == feature) {
        rate.credits = credits;
        rate.overridden = Some(basis.to_owned());
        return;
    }
    card.rates.push(Rate {
        feature,
        credits,
        per: feature.per(),
        licensed: unpublished_licensed(card),
        certainty: Certainty::Assumption,
        overridden: Some(basis.to_owned()),
    });
}

/// A rate that the card does not have is charged to licensed people where the card charges anything to them.
fn unpublished_licensed(card: &RateCard) -> Licensed {
    if card.rates.iter().any(|rate| rate.licensed == Licensed::Billed) {
        Licensed::Billed
    } else {
        Licensed::Included
    }
}

impl Feature {
    /// What one unit of its quantity is.
    #[must_use]
    pub const fn per(self) -> Per {
        match self {
            Self::AiToolBasicTokens | Self::AiToolStandardTokens | Self::AiToolPremiumTokens => Per::ThousandTokens,
            _ => Per::Unit,
        }
    }
}

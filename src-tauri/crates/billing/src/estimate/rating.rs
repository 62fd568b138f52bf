//! Rating lines of use on the card of a date, with the reason why each is charged or not.

use crate::catalogue::{Catalogue, Feature, Licensed, RateCard};
use crate::metering::{Charge, Rated, rate};
use crate::time::Instant;
use crate::units::{Credits, Quantity};
use crate::usage::{Audience, Circumstances, Trigger};

/// Why a charge is as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// Employee-facing, interactive, and the licence of the person includes it.
    Included,
    /// The person holds no licence.
    Unlicensed,
    /// The card charges the feature to licensed people too.
    BilledByCard,
    /// Use from outside is charged, licensed or not.
    External,
    /// No person's licence covers what an agent does by itself.
    Autonomous,
}

impl Reason {
    /// The reason in a sentence.
    #[must_use]
    pub const fn sentence(self) -> &'static str {
        match self {
            Self::Included => "Not charged: the person's Microsoft 365 Copilot license includes it.",
            Self::Unlicensed => "Charged: the person has no Microsoft 365 Copilot license.",
            Self::BilledByCard => {
                "Charged: this rate card charges it to people with a Microsoft 365 Copilot license too."
            }
            Self::External => "Charged: a license includes employee-facing use only, and this serves people outside.",
            Self::Autonomous => {
                "Charged: the agent started by itself, and a license includes only what its holder asks for."
            }
        }
    }
}

/// One rated line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RatedLine {
    /// The feature.
    pub feature: Feature,
    /// How much.
    pub quantity: Quantity,
    /// What it is worth, charged or not.
    pub credits: Credits,
    /// Whether it is charged.
    pub billed: bool,
    /// Why.
    pub reason: Reason,
}

/// Rated lines with their sums.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RatedUse<'a> {
    /// The card that held.
    pub card: &'a RateCard,
    /// The lines, in the order given.
    pub lines: Vec<RatedLine>,
    /// What all lines are worth.
    pub credits: Credits,
    /// What is charged of it.
    pub billed: Credits,
    /// What is not: the rest.
    pub not_billed: Credits,
}

/// Why lines can't be rated.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RatingRefusal {
    /// No card holds.
    #[error("No rate card holds at that time; the first begins on {}", first.format("%Y-%m-%d"))]
    BeforeRateCards {
        /// When the first begins.
        first: Instant,
    },
    /// The card has no rate for the feature.
    #[error("The rate card {card} has no rate for {}", feature.label())]
    NotOnCard {
        /// Place of the line.
        line: usize,
        /// The feature.
        feature: Feature,
        /// Name of the card.
        card: String,
    },
    /// The credits don't fit.
    #[error("The credits of this quantity are more than the program can hold exactly")]
    TooLarge {
        /// Place of the line.
        line: usize,
    },
}

/// Rates lines of one use.
///
/// # Errors
/// When no card holds, the card lacks a feature, or an amount does not fit.
pub fn rate_lines<'a>(
    catalogue: &'a Catalogue,
    at: Instant,
    lines: &[(Feature, Quantity)],
    circumstances: Circumstances,
    licensed: bool,
) -> Result<RatedUse<'a>, RatingRefusal> {
    let card = catalogue.card_at(at).ok_or_else(|| RatingRefusal::BeforeRateCards {
        first: catalogue.cards[0].from,
    })?;
    let mut rated = RatedUse {
        card,
        lines: Vec::with_capacity(lines.len()),
        credits: Credits::ZERO,
        billed: Credits::ZERO,
        not_billed: Credits::ZERO,
    };
    for (line, &(feature, quantity)) in lines.iter().enumerate() {
        let on_card = card.rate(feature).ok_or_else(|| RatingRefusal::NotOnCard {
            line,
            feature,
            card: card.id.clone(),
        })?;
        let too_large = || RatingRefusal::TooLarge { line };
        let Rated { credits, charge } = rate(
            catalogue,
            at.timestamp(),
            Some(feature),
            quantity,
            circumstances,
            licensed,
        )
        .ok_or_else(too_large)?;
        let billed = charge == Charge::Billed;
        let sum = if billed {
            &mut rated.billed
        } else {
            &mut rated.not_billed
        };
        *sum = sum.checked_add(credits).ok_or_else(too_large)?;
        rated.credits = rated.credits.checked_add(credits).ok_or_else(too_large)?;
        rated.lines.push(RatedLine {
            feature,
            quantity,
            credits,
            billed,
            reason: reason(charge, on_card.licensed, circumstances, licensed),
        });
    }
    Ok(rated)
}

fn reason(charge: Charge, on_card: Licensed, circumstances: Circumstances, licensed: bool) -> Reason {
    if charge != Charge::Billed {
        Reason::Included
    } else if circumstances.audience == Audience::External {
        Reason::External
    } else if circumstances.trigger != Trigger::Interactive {
        Reason::Autonomous
    } else if licensed && on_card == Licensed::Billed {
        Reason::BilledByCard
    } else {
        Reason::Unlicensed
    }
}

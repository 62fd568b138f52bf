//! What Copilot Credits are sold as: capacity packs, pre-purchase plans, credits included with licences.
//!
//! The offers are dated data (`catalogue/offers.toml`), built into the program. Nothing here decides which of them pays for
//! a use.

mod compare;
mod mix;

use std::sync::LazyLock;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

pub use compare::{BreakEven, Comparison, MAX_CREDITS_PER_MONTH, MAX_MONTHS, Offer, OfferCost, compare};

pub use mix::{Buying, LEVELS, MONTHS, Mix, MixKind, MixPrices, Need, Needs, SwapLevels, TierPrice, buying};

use crate::catalogue::{Certainty, text};
use crate::units::{Credits, MILLIONTHS, Usd};

/// A capacity pack: credits for each month, without carry-over.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pack {
    /// Its name.
    pub id: String,
    /// First day of sale.
    pub from: NaiveDate,
    /// Credits (or messages) a month.
    #[serde(deserialize_with = "text::credits")]
    pub credits_per_month: Credits,
    /// Price a month.
    #[serde(deserialize_with = "text::usd")]
    pub usd_per_month: Usd,
    /// Document title and date.
    pub source: String,
    /// How sure it is.
    pub certainty: Certainty,
    /// What is to be known about it.
    pub note: String,
}

/// A family of pre-purchase plans.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum PlanName {
    /// Copilot Credit Pre-Purchase Plan.
    #[serde(rename = "p3")]
    CopilotCredit,
    /// Agent Pre-Purchase Plan.
    #[serde(rename = "agentP3")]
    Agent,
}

impl PlanName {
    /// The name in the catalogue.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::CopilotCredit => "p3",
            Self::Agent => "agentP3",
        }
    }

    /// The label on screen.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::CopilotCredit => "Copilot Credit Pre-Purchase Plan",
            Self::Agent => "Microsoft Agent Pre-Purchase Plan",
        }
    }
}

/// A pre-purchase plan: retail use paid beforehand at a discount, to be used within its term.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    /// Which family.
    pub name: PlanName,
    /// First day of sale.
    pub from: NaiveDate,
    /// Term in months.
    pub months: u32,
    /// Retail use that one unit buys.
    #[serde(deserialize_with = "text::usd")]
    pub usd_per_unit: Usd,
    /// Document title and date.
    pub source: String,
    /// How sure it is.
    pub certainty: Certainty,
    /// What is to be known about it.
    pub note: String,
    /// Tiers, smallest first.
    pub tiers: Vec<Tier>,
}

/// One size of a pre-purchase plan.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tier {
    /// Its number.
    pub tier: u8,
    /// Commit units for the whole term.
    #[serde(deserialize_with = "text::credits")]
    pub units: Credits,
    /// What the price lies below retail, in percent.
    #[serde(deserialize_with = "text::credits")]
    pub discount_percent: Credits,
    /// Price for the whole term.
    #[serde(deserialize_with = "text::usd")]
    pub usd: Usd,
    /// How sure the price is.
    pub certainty: Certainty,
}

/// Credits that come with a licence of another product.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Included {
    /// Its name.
    pub id: String,
    /// From when.
    pub from: NaiveDate,
    /// The licences that include them.
    pub licences: Vec<String>,
    /// Credits per licensed user and month, without carry-over.
    #[serde(deserialize_with = "text::credits")]
    pub credits_per_user_month: Credits,
    /// Document title and date.
    pub source: String,
    /// How sure it is.
    pub certainty: Certainty,
    /// What is to be known about it.
    pub note: String,
}

/// A licence per person that includes use.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Seat {
    /// Its name in the catalogue.
    pub id: String,
    /// From when.
    pub from: NaiveDate,
    /// Product name.
    pub name: String,
    /// List price per person and month.
    #[serde(deserialize_with = "text::usd")]
    pub usd_per_month: Usd,
    /// Document title and date.
    pub source: String,
    /// How sure it is.
    pub certainty: Certainty,
    /// What is to be known about it.
    pub note: String,
}

/// Every offer, oldest first within its kind.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Offers {
    /// Capacity packs.
    #[serde(rename = "pack")]
    pub packs: Vec<Pack>,
    /// Pre-purchase plans.
    #[serde(rename = "plan")]
    pub plans: Vec<Plan>,
    /// Credits included with licences.
    pub included: Vec<Included>,
    /// Licences per person.
    #[serde(rename = "seat")]
    pub seats: Vec<Seat>,
}

static BUILT_IN: LazyLock<Offers> =
    LazyLock::new(|| toml::from_str(include_str!("../catalogue/offers.toml")).expect("a test reads the offers"));

impl Offers {
    /// The offers that the program was built with.
    #[must_use]
    pub fn built_in() -> &'static Self {
        &BUILT_IN
    }

    /// The pack on sale on a day; `None` before the first.
    #[must_use]
    pub fn pack_on(&self, day: NaiveDate) -> Option<&Pack> {
        self.packs.iter().rev().find(|pack| pack.from <= day)
    }

    /// The licence per person on sale on a day; `None` before the first.
    #[must_use]
    pub fn seat_on(&self, day: NaiveDate) -> Option<&Seat> {
        self.seats.iter().rev().find(|seat| seat.from <= day)
    }

    /// The plan of a family on sale on a day; `None` before the first.
    #[must_use]
    pub fn plan_on(&self, name: PlanName, day: NaiveDate) -> Option<&Plan> {
        self.plans
            .iter()
            .rev()
            .find(|plan| plan.name == name && plan.from <= day)
    }
}

impl Plan {
    /// The credits that a tier pays for within its term, at the retail price of a credit.
    #[must_use]
    pub fn credits(&self, tier: &Tier, usd_per_credit: Usd) -> Credits {
        let retail = i128::from(tier.units.0) * i128::from(self.usd_per_unit.0);
        Credits(i64::try_from(retail / i128::from(usd_per_credit.0)).expect("a test reads every tier"))
    }

    /// What the units of a tier would cost without the discount.
    #[must_use]
    pub fn retail(&self, tier: &Tier) -> Usd {
        let retail = i128::from(tier.units.0) * i128::from(self.usd_per_unit.0) / i128::from(MILLIONTHS);
        Usd(i64::try_from(retail).expect("a test reads every tier"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_tiers_price_is_its_retail_use_less_the_discount() {
        for plan in &Offers::built_in().plans {
            for (place, tier) in plan.tiers.iter().enumerate() {
                assert_eq!(usize::from(tier.tier), place + 1, "tiers are numbered from one");
                let percent = i128::from(100 * MILLIONTHS - tier.discount_percent.0);
                let price = i128::from(plan.retail(tier).0) * percent / i128::from(100 * MILLIONTHS);
                assert_eq!(i128::from(tier.usd.0), price, "{:?} tier {}", plan.name, tier.tier);
            }
        }
    }

    #[test]
    fn the_pack_on_sale_goes_by_the_day() {
        let on = |day: &str| {
            let day = day.parse().expect("valid");
            Offers::built_in().pack_on(day).map(|pack| pack.id.as_str())
        };
        assert_eq!(on("2023-11-30"), None, "packs are on sale since December 2023");
        assert_eq!(on("2025-08-31"), Some("message-pack"));
        assert_eq!(on("2025-09-01"), Some("capacity-pack"));
    }

    #[test]
    fn every_offer_names_a_source_and_follows_the_one_before() {
        let offers = Offers::built_in();
        assert!(offers.packs.windows(2).all(|pair| pair[0].from < pair[1].from));
        let sources = offers.packs.iter().map(|offer| &offer.source);
        let sources = sources.chain(offers.plans.iter().map(|offer| &offer.source));
        let sources = sources.chain(offers.included.iter().map(|offer| &offer.source));
        let sources = sources.chain(offers.seats.iter().map(|offer| &offer.source));
        assert!(sources.into_iter().all(|source| !source.is_empty()));
    }
}

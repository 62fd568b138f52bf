//! Shared costs: what no bill charges to anybody in particular, and the rule by which it is divided.
//!
//! What such a cost comes to is stated by the caller; only a pre-purchase plan's is worked out here.

use std::collections::BTreeMap;

use super::divide::{divide, half_to_even};
use super::{CENT, Charged, Whose};
use crate::ids::PurchaseId;
use crate::platform::Purchase;
use crate::units::Credits;

/// What a cost is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SharedOf {
    /// Prepaid capacity: packs.
    Prepaid,
    /// A pre-purchase plan.
    PrePurchase(PurchaseId),
    /// What a bill charges for which nobody here used a credit.
    NotAttributed,
}

/// A cost that is shared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SharedCost {
    /// What it is of.
    pub of: SharedOf,
    /// What it comes to.
    pub cents: i64,
}

/// By which rule shared costs are divided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SharedRule {
    /// In proportion to the credits that the very capacity or plan paid. What nobody's credits explain stays apart.
    Used,
    /// In proportion to all credits that somebody paid.
    Billed,
    /// The same for everybody who has a name.
    Evenly,
    /// One bears all.
    One(Whose),
    /// They stay apart.
    Apart,
}

/// A shared cost after its division.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SharedPart {
    /// The cost.
    pub cost: SharedCost,
    /// What of it is divided: all or nothing.
    pub divided: i64,
    /// What the parts are in proportion to, added up: micro-credits, or how many share it.
    pub weights: i128,
}

impl SharedPart {
    /// What of it nobody bears.
    #[must_use]
    pub const fn apart(&self) -> i64 {
        self.cost.cents - self.divided
    }
}

/// What everybody is charged.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Divided {
    /// Everybody who used something, or bears something.
    pub charged: BTreeMap<Whose, Charged>,
    /// The shared costs.
    pub shared: Vec<SharedPart>,
}

impl SharedRule {
    /// What somebody's part of a cost is in proportion to.
    #[must_use]
    pub fn weight(&self, of: SharedOf, whose: &Whose, charged: &Charged) -> i64 {
        match self {
            Self::Used => match of {
                SharedOf::Prepaid => charged.credits.prepaid.0,
                SharedOf::PrePurchase(plan) => charged.by_plan.get(&plan).map_or(0, |credits| credits.0),
                SharedOf::NotAttributed => 0,
            },
            Self::Billed => charged.credits.billed().0,
            Self::Evenly => i64::from(matches!(whose, Whose::Named(_))),
            Self::One(one) => i64::from(one == whose),
            Self::Apart => 0,
        }
    }
}

/// Divides the costs.
pub(super) fn share(mut charged: BTreeMap<Whose, Charged>, costs: &[SharedCost], rule: &SharedRule) -> Divided {
    if let (SharedRule::One(one), false) = (rule, costs.is_empty()) {
        charged.entry(one.clone()).or_default();
    }
    let mut shared = Vec::with_capacity(costs.len());
    for cost in costs {
        let weighed = charged.iter().map(|(whose, known)| rule.weight(cost.of, whose, known));
        let weights: Vec<i64> = weighed.collect();
        let parts = divide(cost.cents, &weights);
        for ((known, part), weight) in charged.values_mut().zip(&parts).zip(&weights) {
            if *weight != 0 {
                known.shared.insert(cost.of, *part);
            }
        }
        shared.push(SharedPart {
            cost: *cost,
            divided: parts.iter().sum(),
            weights: weights.iter().map(|weight| i128::from(*weight)).sum(),
        });
    }
    Divided { charged, shared }
}

/// What credits of a pre-purchase plan cost at its price for each credit of its term, in cents, half a cent to the even one.
///
/// Source: Microsoft, Azure reservations: amortized cost spreads a purchase over what it pays for (Copilot Credit Pre-Purchase Plan,
/// 2026-07-17).
#[must_use]
pub fn plan_cents(plan: &Purchase, credits: Credits) -> i64 {
    let term = i128::from(plan.facts.credits).max(1);
    half_to_even(
        i128::from(plan.facts.price) * i128::from(credits.0),
        term * i128::from(CENT),
    )
}

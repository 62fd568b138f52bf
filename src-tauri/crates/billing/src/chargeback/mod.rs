//! Chargeback: what was billed, divided among those who used it, exact to the cent.
//!
//! Who belongs where, and what a bill states, is said by the caller; no invoice is written here.

mod divide;
mod shared;
mod statement;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

pub use divide::{divide, whole_cents};
pub use shared::{Divided, SharedCost, SharedOf, SharedPart, SharedRule, plan_cents};
pub use statement::{LineSum, StatedUse, lines};

use self::divide::in_cents;
use crate::catalogue::Catalogue;
use crate::ids::PurchaseId;
use crate::settlement::{Judged, Outcome, PayAsYouGo, Payer};
use crate::units::Credits;

/// A cent in [`crate::units::Usd`].
const CENT: i64 = 1_000_000;

/// Who is charged.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Whose {
    /// A department, cost center or group; or a name that was given for shared costs alone.
    Named(String),
    /// People who belong to none.
    Without,
    /// Use of nobody: autonomous or external.
    Nobody,
}

/// Credits by how they were paid. What was blocked used nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Consumed {
    /// Credits that a bill states money for.
    pub pay_as_you_go: Credits,
    /// Credits that pre-purchase plans paid.
    pub pre_purchased: Credits,
    /// Credits that prepaid capacity paid, those over it included.
    pub prepaid: Credits,
    /// Credits that a licence includes or a rule does not charge.
    pub not_billed: Credits,
}

impl Consumed {
    /// Adds a part of a use.
    pub fn add(&mut self, part: Judged) {
        match part.outcome {
            Outcome::Paid(Payer::PayAsYouGo(_)) => self.pay_as_you_go += part.credits,
            Outcome::Paid(Payer::PrePurchase(..)) => self.pre_purchased += part.credits,
            Outcome::Paid(Payer::Allocation(_) | Payer::TenantPool | Payer::OverCapacity) => {
                self.prepaid += part.credits
            }
            Outcome::Included | Outcome::NotCharged(_) => self.not_billed += part.credits,
            Outcome::Blocked(_) => {}
        }
    }

    /// Adds others to them.
    pub fn add_all(&mut self, other: Self) {
        self.pay_as_you_go += other.pay_as_you_go;
        self.pre_purchased += other.pre_purchased;
        self.prepaid += other.prepaid;
        self.not_billed += other.not_billed;
    }

    /// Credits that somebody paid, whoever it was: billed credits, as Microsoft's reports count them.
    #[must_use]
    pub fn billed(&self) -> Credits {
        self.pay_as_you_go + self.pre_purchased + self.prepaid
    }
}

/// What one department, or whoever else is charged, used and owes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Charged {
    /// What it used.
    pub credits: Consumed,
    /// The same as far as each pre-purchase plan paid it.
    pub by_plan: BTreeMap<PurchaseId, Credits>,
    /// Its part of each bill, in cents.
    pub bills: BTreeMap<PayAsYouGo, i64>,
    /// Its part of each shared cost, in cents.
    pub shared: BTreeMap<SharedOf, i64>,
}

impl Charged {
    /// Its part of all bills, in cents.
    #[must_use]
    pub fn bill_cents(&self) -> i64 {
        self.bills.values().sum()
    }

    /// Its part of all shared costs, in cents.
    #[must_use]
    pub fn shared_cents(&self) -> i64 {
        self.shared.values().sum()
    }
}

/// The money that is divided.
#[derive(Debug, Clone, Copy)]
pub enum Bills<'a> {
    /// Each policy's and plan's credits at the price of pay-as-you-go, rounded to the cent once.
    Settled(&'a Catalogue),
    /// What a bill states of each policy and plan, in cents; `None` is what it states of anything else.
    Stated(&'a BTreeMap<Option<PayAsYouGo>, i64>),
}

/// Use being added up by whoever is charged for it.
#[derive(Debug, Default)]
pub struct Chargeback {
    charged: BTreeMap<Whose, Charged>,
    /// What each policy or plan is billed for, by who used it.
    used: BTreeMap<PayAsYouGo, BTreeMap<Whose, Credits>>,
}

impl Chargeback {
    /// Adds a part of a use. `in_bill`: the bill states its day, so it divides the bill.
    pub fn add(&mut self, whose: &Whose, part: Judged, in_bill: bool) {
        let charged = self.charged.entry(whose.clone()).or_default();
        charged.credits.add(part);
        match part.outcome {
            Outcome::Paid(Payer::PayAsYouGo(arrangement)) if in_bill => {
                let used = self.used.entry(arrangement).or_default();
                *used.entry(whose.clone()).or_default() += part.credits;
            }
            Outcome::Paid(Payer::PrePurchase(plan, _)) => *charged.by_plan.entry(plan).or_default() += part.credits,
            _ => {}
        }
    }

    /// Credits that each pre-purchase plan paid.
    #[must_use]
    pub fn by_plan(&self) -> BTreeMap<PurchaseId, Credits> {
        let mut sums: BTreeMap<PurchaseId, Credits> = BTreeMap::new();
        for (plan, credits) in self.charged.values().flat_map(|charged| &charged.by_plan) {
            *sums.entry(*plan).or_default() += *credits;
        }
        sums
    }

    /// Who used something.
    pub fn whose(&self) -> impl Iterator<Item = &Whose> {
        self.charged.keys()
    }

    /// Divides each bill in proportion to the credits that it is for, and then the shared costs by their rule. What a bill states
    /// for which nobody used a credit is a shared cost of its own, [`SharedOf::NotAttributed`].
    #[must_use]
    pub fn finish(mut self, bills: &Bills<'_>, costs: &[SharedCost], rule: &SharedRule) -> Divided {
        let mut not_attributed = 0;
        for (arrangement, cents) in self.amounts(bills) {
            let used = arrangement.and_then(|arrangement| Some((arrangement, self.used.get(&arrangement)?)));
            let used = used.filter(|(_, used)| used.values().any(|credits| *credits != Credits::ZERO));
            let Some((arrangement, used)) = used else {
                not_attributed += cents;
                continue;
            };
            let weights: Vec<i64> = used.values().map(|credits| credits.0).collect();
            for (whose, part) in used.keys().zip(divide(cents, &weights)) {
                if let Some(charged) = self.charged.get_mut(whose) {
                    charged.bills.insert(arrangement, part);
                }
            }
        }
        let mut costs = costs.to_vec();
        if not_attributed != 0 {
            costs.push(SharedCost {
                of: SharedOf::NotAttributed,
                cents: not_attributed,
            });
        }
        shared::share(self.charged, &costs, rule)
    }

    fn amounts(&self, bills: &Bills<'_>) -> Vec<(Option<PayAsYouGo>, i64)> {
        match bills {
            Bills::Stated(stated) => stated.iter().map(|(of, cents)| (*of, *cents)).collect(),
            Bills::Settled(catalogue) => {
                let priced = |used: &BTreeMap<Whose, Credits>| {
                    let credits: Credits = used.values().copied().sum();
                    in_cents(catalogue.pay_as_you_go(credits))
                };
                self.used.iter().map(|(of, used)| (Some(*of), priced(used))).collect()
            }
        }
    }
}

//! Chargeback: what was billed, divided among those who used it, exact to the cent.
//!
//! A policy's or plan's bill is its credits at the price of pay-as-you-go, rounded once. Who belongs where is said by the
//! caller, and no invoice is written here.

use std::collections::BTreeMap;

use crate::catalogue::Catalogue;
use crate::settlement::{Judged, Outcome, PayAsYouGo, Payer};
use crate::units::{Credits, Usd};

/// A cent in [`Usd`].
const CENT: i64 = 1_000_000;

/// What one department, or whoever else is charged, used and owes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Charged {
    /// Credits that a bill states money for.
    pub pay_as_you_go: Credits,
    /// Credits that pre-purchase plans paid.
    pub pre_purchased: Credits,
    /// Credits that prepaid capacity paid, those over it included.
    pub prepaid: Credits,
    /// Credits that a licence includes or a rule does not charge.
    pub not_billed: Credits,
    /// Its part of the bills, in cents.
    pub bill_cents: i64,
    /// Its part of what prepaid capacity cost, in cents.
    pub prepaid_cents: i64,
}

/// Divides an amount in proportion to weights: each part is rounded down, and the cents that are left go to the parts that lost
/// most by it, the earlier of two alike. The parts add up to the amount; without any weight nobody has a part.
///
/// # Panics
/// When a weight is below zero.
#[must_use]
pub fn divide(cents: i64, weights: &[i64]) -> Vec<i64> {
    assert!(
        weights.iter().all(|weight| *weight >= 0),
        "nobody used less than nothing"
    );
    let whole: i128 = weights.iter().map(|weight| i128::from(*weight)).sum();
    if whole == 0 {
        return vec![0; weights.len()];
    }
    let exact = |weight: i64| i128::from(cents) * i128::from(weight);
    let part = |weight: i64| i64::try_from(exact(weight).div_euclid(whole)).expect("a part is at most the whole");
    let mut parts: Vec<i64> = weights.iter().map(|weight| part(*weight)).collect();
    let mut lost: Vec<usize> = (0..weights.len()).collect();
    lost.sort_by_key(|place| std::cmp::Reverse(exact(weights[*place]).rem_euclid(whole)));
    let left = cents - parts.iter().sum::<i64>();
    for place in lost.into_iter().take(usize::try_from(left).unwrap_or(0)) {
        parts[place] += 1;
    }
    parts
}

/// Money in whole cents, half a cent to the even one.
fn in_cents(amount: Usd) -> i64 {
    let (cents, rest) = (amount.0.div_euclid(CENT), amount.0.rem_euclid(CENT));
    match (rest * 2).cmp(&CENT) {
        std::cmp::Ordering::Less => cents,
        std::cmp::Ordering::Greater => cents + 1,
        std::cmp::Ordering::Equal => cents + cents.rem_euclid(2),
    }
}

/// Use being added up by whoever is charged for it.
#[derive(Debug, Default)]
pub struct Chargeback {
    charged: BTreeMap<String, Charged>,
    /// What each policy or plan is billed for, by who used it.
    bills: BTreeMap<PayAsYouGo, BTreeMap<String, Credits>>,
}

impl Chargeback {
    /// Adds a part of a use. What was blocked used nothing.
    pub fn add(&mut self, whose: &str, part: Judged) {
        let charged = self.charged.entry(whose.to_owned()).or_default();
        match part.outcome {
            Outcome::Paid(Payer::PayAsYouGo(arrangement)) => {
                charged.pay_as_you_go += part.credits;
                let bill = self.bills.entry(arrangement).or_default();
                *bill.entry(whose.to_owned()).or_default() += part.credits;
            }
            Outcome::Paid(Payer::PrePurchase(..)) => charged.pre_purchased += part.credits,
            Outcome::Paid(Payer::Allocation(_) | Payer::TenantPool | Payer::OverCapacity) => {
                charged.prepaid += part.credits;
            }
            Outcome::Included | Outcome::NotCharged(_) => charged.not_billed += part.credits,
            Outcome::Blocked(_) => {}
        }
    }

    /// Divides each bill in proportion to the credits that it is for, and what prepaid capacity cost in proportion to the
    /// credits that it paid.
    #[must_use]
    pub fn finish(mut self, catalogue: &Catalogue, prepaid_cents: i64) -> BTreeMap<String, Charged> {
        for bill in self.bills.values() {
            let credits: Credits = bill.values().copied().sum();
            let weights: Vec<i64> = bill.values().map(|credits| credits.0).collect();
            let parts = divide(in_cents(catalogue.pay_as_you_go(credits)), &weights);
            for (whose, part) in bill.keys().zip(parts) {
                if let Some(charged) = self.charged.get_mut(whose) {
                    charged.bill_cents += part;
                }
            }
        }
        let weights: Vec<i64> = self.charged.values().map(|charged| charged.prepaid.0).collect();
        for (charged, part) in self.charged.values_mut().zip(divide(prepaid_cents, &weights)) {
            charged.prepaid_cents = part;
        }
        self.charged
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::ids::PolicyId;

    #[test]
    fn the_cents_that_rounding_leaves_go_to_who_lost_most() {
        assert_eq!(divide(100, &[1, 1, 1]), [34, 33, 33]);
        assert_eq!(divide(100, &[2, 3, 3]), [25, 38, 37]);
        assert_eq!(divide(-100, &[1, 1, 1]), [-33, -33, -34]);
        assert_eq!(divide(5, &[0, 0]), [0, 0], "nobody used anything");
    }

    #[test]
    fn half_a_cent_goes_to_the_even_cent() {
        let cents = [500_000, 1_500_000, 2_500_000, 2_500_001, -500_000].map(|amount| in_cents(Usd(amount)));
        assert_eq!(cents, [0, 2, 2, 3, 0]);
    }

    proptest! {
        #[test]
        fn parts_add_up_and_none_is_a_cent_away_from_its_share(
            cents in -1_000_000_i64..1_000_000,
            weights in proptest::collection::vec(0_i64..1_000_000_000, 1..20),
        ) {
            let parts = divide(cents, &weights);
            let whole: i64 = weights.iter().sum();
            prop_assert_eq!(parts.iter().sum::<i64>(), if whole == 0 { 0 } else { cents });
            for (part, weight) in parts.iter().zip(&weights) {
                let off = i128::from(*part) * i128::from(whole) - i128::from(cents) * i128::from(*weight);
                prop_assert!(whole == 0 || off.abs() < i128::from(whole), "{} of {}", part, weight);
            }
        }

        #[test]
        fn departments_owe_exactly_what_the_policies_are_billed(
            uses in proptest::collection::vec((0_usize..5, 0_u128..3, 0_i64..50_000_000), 1..60),
            prepaid in 0_i64..100_000,
        ) {
            let mut chargeback = Chargeback::default();
            let mut bills: BTreeMap<u128, Credits> = BTreeMap::new();
            for (whose, policy, credits) in &uses {
                let credits = Credits(*credits);
                let payer = Payer::policy(PolicyId(uuid::Uuid::from_u128(*policy)));
                chargeback.add(["A", "B", "C", "D", ""][*whose], Judged { credits, outcome: Outcome::Paid(payer) });
                *bills.entry(*policy).or_default() += credits;
                chargeback.add("A", Judged { credits, outcome: Outcome::Paid(Payer::TenantPool) });
            }
            let catalogue = Catalogue::built_in();
            let billed: i64 = bills.values().map(|credits| in_cents(catalogue.pay_as_you_go(*credits))).sum();
            let charged = chargeback.finish(catalogue, prepaid);
            prop_assert_eq!(charged.values().map(|charged| charged.bill_cents).sum::<i64>(), billed);
            let used: i64 = uses.iter().map(|(.., credits)| credits).sum();
            let divided: i64 = charged.values().map(|charged| charged.prepaid_cents).sum();
            prop_assert_eq!(divided, if used == 0 { 0 } else { prepaid });
        }
    }
}

//! What settled use costs on a basis that is named, and what a period is forecast to cost.
//!
//! Capacity packs cost nothing here: they never show in Azure's cost (Microsoft, What you see in the admin center vs. your Azure
//! bill, 2026-08-21). Who used what, settlement has found out.

mod forecast;

use std::collections::HashMap;
use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Sub};

use rust_decimal::Decimal;

pub use forecast::{FORECAST_DAYS, Forecast, forecast};

use crate::catalogue::Catalogue;
use crate::ids::PurchaseId;
use crate::platform::Purchase;
use crate::settlement::{Outcome, Payer};
use crate::units::{Credits, MILLIONTHS};

const DAY: i64 = 86_400;
/// Places after the point of a [`Cost`].
const PLACES: u32 = 14;
/// [`Cost`] units in one unit of [`crate::units::Usd`].
const FINE: i128 = 1_000_000;

/// Which money is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CostBasis {
    /// Actual cost as Azure bills it: pay-as-you-go of complete days, what a pre-purchase plan pays for at 0, and the plan's
    /// own price on the day on which a term begins.
    Billed,
    /// What Meterdesk settled until now: pay-as-you-go only, today included.
    Settled,
    /// Pay-as-you-go of complete days, and what a pre-purchase plan pays for at the plan's price for each credit of its term.
    Amortized,
}

/// Money in 1e-14 US dollars: fine enough for the price of one micro-credit of a pre-purchase plan, so that sums of any
/// grouping are the same to the last place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Cost(pub i128);

impl Cost {
    /// Nothing.
    pub const ZERO: Self = Self(0);

    /// Without its sign.
    #[must_use]
    pub const fn magnitude(self) -> Self {
        Self(self.0.abs())
    }

    /// The same in US dollars.
    #[must_use]
    pub fn usd(self) -> Decimal {
        Decimal::from_i128_with_scale(self.0, PLACES).normalize()
    }

    /// This share of the whole in thousandths, rounded down; `None` of nothing.
    #[must_use]
    pub fn permille_of(self, whole: Self) -> Option<i64> {
        (whole.0 != 0)
            .then(|| self.0.saturating_mul(1_000).div_euclid(whole.0))
            .and_then(|permille| i64::try_from(permille).ok())
    }
}

impl Add for Cost {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl Sub for Cost {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0 - other.0)
    }
}

impl AddAssign for Cost {
    fn add_assign(&mut self, other: Self) {
        self.0 += other.0;
    }
}

impl Sum for Cost {
    fn sum<I: Iterator<Item = Self>>(costs: I) -> Self {
        costs.fold(Self::ZERO, Add::add)
    }
}

impl fmt::Display for Cost {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.usd().fmt(f)
    }
}

/// What a micro-credit of each payer costs on a basis, in 1e-14 US dollars.
#[derive(Debug, Clone)]
pub struct Prices {
    pay_as_you_go: i128,
    purchases: HashMap<PurchaseId, i128>,
}

impl Prices {
    /// The prices of a basis. The price of a pre-purchase plan's credit is rounded down to 1e-14 dollars a micro-credit.
    #[must_use]
    pub fn of(basis: CostBasis, catalogue: &Catalogue, purchases: &[Purchase]) -> Self {
        let price = |purchase: &Purchase| {
            let credits = i128::from(purchase.facts.credits).max(1);
            (
                purchase.facts.purchase,
                i128::from(purchase.facts.price) * FINE / credits,
            )
        };
        Self {
            pay_as_you_go: i128::from(catalogue.pay_as_you_go(Credits(MILLIONTHS)).0) * FINE / i128::from(MILLIONTHS),
            purchases: match basis {
                CostBasis::Amortized => purchases.iter().map(price).collect(),
                CostBasis::Billed | CostBasis::Settled => HashMap::new(),
            },
        }
    }

    /// What credits cost that had this outcome.
    #[must_use]
    pub fn cost(&self, outcome: Outcome, credits: Credits) -> Cost {
        let price = match outcome {
            Outcome::Paid(Payer::PayAsYouGo(_)) => self.pay_as_you_go,
            Outcome::Paid(Payer::PrePurchase(purchase, _)) => self.purchases.get(&purchase).copied().unwrap_or(0),
            _ => 0,
        };
        Cost(price * i128::from(credits.0))
    }
}

/// The prices of pre-purchase plans that are charged on days since 1970-01-01 in `[from, until)`: each on the day on which a
/// term of it begins.
#[must_use]
pub fn charged_purchases(purchases: &[Purchase], (from, until): (i64, i64)) -> Vec<(i64, PurchaseId, Cost)> {
    let charged = |purchase: &Purchase| {
        let begins = |day: &i64| {
            let term = purchase.term_at(day * DAY + DAY - 1);
            term.is_some_and(|start| start.div_euclid(DAY) == *day)
        };
        let cost = Cost(i128::from(purchase.facts.price) * FINE);
        let id = purchase.facts.purchase;
        (from..until)
            .filter(begins)
            .map(|day| (day, id, cost))
            .collect::<Vec<_>>()
    };
    purchases.iter().flat_map(charged).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;
    use crate::ids::PolicyId;
    use crate::offers::PlanName;
    use crate::platform::{NewPurchase, PurchaseScope};
    use crate::settlement::PayAsYouGo;

    const PURCHASE: PurchaseId = PurchaseId(Uuid::from_u128(3));
    const POLICY: PayAsYouGo = PayAsYouGo::Policy(PolicyId(Uuid::from_u128(1)));

    /// 300,000 credits for 2,850 dollars: 0.0095 a credit.
    fn bought() -> Purchase {
        Purchase {
            facts: NewPurchase {
                purchase: PURCHASE,
                family: PlanName::CopilotCredit,
                tier: 1,
                credits: 300_000 * MILLIONTHS,
                price: 2_850 * 100_000_000,
                months: 12,
                within: PurchaseScope::Shared,
                auto_renew: true,
            },
            bought_at: "2026-02-10T10:00:00Z".parse().expect("valid"),
            seq: 1,
        }
    }

    fn spelled(basis: CostBasis, payer: Payer) -> String {
        Prices::of(basis, Catalogue::built_in(), &[bought()])
            .cost(Outcome::Paid(payer), Credits::whole(12))
            .to_string()
    }

    #[test]
    fn twelve_credits_cost_twelve_cents_or_the_plans_price_or_nothing() {
        let (own, bought) = (Payer::PayAsYouGo(POLICY), Payer::PrePurchase(PURCHASE, POLICY));
        for basis in [CostBasis::Billed, CostBasis::Settled, CostBasis::Amortized] {
            assert_eq!(spelled(basis, own), "0.12");
            assert_eq!(
                spelled(basis, Payer::TenantPool),
                "0",
                "packs never show in Azure's cost"
            );
        }
        assert_eq!(spelled(CostBasis::Billed, bought), "0");
        assert_eq!(spelled(CostBasis::Settled, bought), "0");
        assert_eq!(spelled(CostBasis::Amortized, bought), "0.114");
    }

    #[test]
    fn a_plan_is_charged_where_a_term_begins() {
        let day = |text: &str| text.parse::<crate::time::Instant>().expect("valid").timestamp() / DAY;
        let (first, again) = (day("2026-02-10T00:00:00Z"), day("2027-02-10T00:00:00Z"));
        let charged = charged_purchases(&[bought()], (first - 5, again + 5));
        let days: Vec<i64> = charged.iter().map(|(day, ..)| *day).collect();
        assert_eq!(days, [first, again]);
        assert_eq!(charged[0].2.to_string(), "2850");
    }

    proptest! {
        #[test]
        fn however_credits_are_divided_their_cost_is_the_same(parts in proptest::collection::vec(0_i64..1_000_000_000, 0..20)) {
            let prices = Prices::of(CostBasis::Amortized, Catalogue::built_in(), &[bought()]);
            for payer in [Payer::PayAsYouGo(POLICY), Payer::PrePurchase(PURCHASE, POLICY)] {
                let outcome = Outcome::Paid(payer);
                let one_by_one: Cost = parts.iter().map(|part| prices.cost(outcome, Credits(*part))).sum();
                prop_assert_eq!(one_by_one, prices.cost(outcome, Credits(parts.iter().sum())));
            }
        }
    }
}

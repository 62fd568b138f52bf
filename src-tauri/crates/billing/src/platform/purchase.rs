//! Pre-purchase plans that were bought: what is left of a term is not here, settlement counts it.

use chrono::{DateTime, Datelike, Months};
use serde::{Deserialize, Serialize};

use crate::ids::{PurchaseId, SubscriptionId};
use crate::offers::PlanName;
use crate::time::Instant;
use crate::units::Credits;

/// Through which channel capacity packs were bought.
///
/// Source: Microsoft, Manage consumption-based billing for agent capabilities (2025-06-04), Set up prepaid capacity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum PurchaseChannel {
    /// The Microsoft 365 admin center.
    AdminCenter,
    /// Partner Center, by a partner.
    PartnerCenter,
}

impl PurchaseChannel {
    /// The label on screen.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::AdminCenter => "Microsoft 365 admin center",
            Self::PartnerCenter => "Partner Center",
        }
    }
}

/// Whose pay-as-you-go a pre-purchase plan pays down.
///
/// Source: Microsoft, Copilot Credit Pre-Purchase Plan (2026-07-17), Scopes. A workbook knows no management groups but by
/// name: each holds every subscription of the tenant (assumption).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "scope", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum PurchaseScope {
    /// Every subscription of the billing account.
    Shared,
    /// The subscriptions of a management group.
    ManagementGroup {
        /// Its name.
        management_group: String,
    },
    /// One subscription.
    Subscription {
        /// Which.
        subscription: SubscriptionId,
    },
    /// One resource group.
    ResourceGroup {
        /// Its subscription.
        subscription: SubscriptionId,
        /// Its name.
        resource_group: String,
    },
}

impl PurchaseScope {
    /// Whether what is billed there is in the scope.
    #[must_use]
    pub fn holds(&self, subscription: SubscriptionId, resource_group: &str) -> bool {
        match self {
            Self::Shared | Self::ManagementGroup { .. } => true,
            Self::Subscription { subscription: of } => *of == subscription,
            Self::ResourceGroup {
                subscription: of,
                resource_group: name,
            } => *of == subscription && name == resource_group,
        }
    }
}

/// What the journal keeps of a pre-purchase plan, amounts as they were on the day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct NewPurchase {
    /// Its identity.
    pub purchase: PurchaseId,
    /// Which family.
    pub family: PlanName,
    /// Its tier.
    pub tier: u8,
    /// Micro-credits that it pays for within its term, at the retail price of the day.
    pub credits: i64,
    /// Price in 1e-8 US dollars.
    pub price: i64,
    /// Term in months.
    pub months: u32,
    /// Whose pay-as-you-go it pays down.
    pub within: PurchaseScope,
    /// Whether the same plan is bought again at the end of a term.
    pub auto_renew: bool,
}

/// A pre-purchase plan that was bought.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Purchase {
    /// What was bought.
    pub facts: NewPurchase,
    /// When.
    pub bought_at: Instant,
    /// Place in the journal.
    pub seq: u64,
}

impl Purchase {
    /// The term that a second falls in, as its first second; `None` before it was bought and after it ended.
    ///
    /// Source: Microsoft, Copilot Credit Pre-Purchase Plan (2026-07-17): one year, what is left is lost, renewed by itself
    /// unless that was turned off.
    #[must_use]
    pub fn term_at(&self, at: i64) -> Option<i64> {
        let from = self.bought_at.timestamp();
        if at < from {
            return None;
        }
        let first_end = self.term_start(1)?;
        if at < first_end {
            return Some(from);
        }
        if !self.facts.auto_renew {
            return None;
        }
        let years = DateTime::from_timestamp(at, 0)?.year() - self.bought_at.year();
        let most = u32::try_from(years * 12).ok()? / self.facts.months.max(1) + 1;
        (0..=most)
            .rev()
            .filter_map(|term| self.term_start(term))
            .find(|start| *start <= at)
    }

    /// First second of the term of that number, counted from 0.
    fn term_start(&self, term: u32) -> Option<i64> {
        let months = Months::new(term.checked_mul(self.facts.months)?);
        self.bought_at.checked_add_months(months).map(|at| at.timestamp())
    }

    /// The second in which the present term ends, for one that runs at a second.
    #[must_use]
    pub fn ends_after(&self, at: i64) -> Option<i64> {
        let start = self.term_at(at)?;
        (1..)
            .map_while(|term| self.term_start(term))
            .take(1_000)
            .find(|end| *end > start.max(at))
    }

    /// Family before family, then the scope, the earlier before the later.
    ///
    /// Source of the first: Microsoft, Agent Pre-Purchase Plan (2025-11-12): the Copilot plan is used first. Of two of one
    /// family, the one bought earlier pays first (assumption).
    #[must_use]
    pub fn order(&self) -> (u8, u64) {
        (u8::from(self.facts.family == PlanName::Agent), self.seq)
    }

    /// Micro-credits of a term.
    #[must_use]
    pub const fn credits(&self) -> Credits {
        Credits(self.facts.credits)
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn bought(auto_renew: bool) -> Purchase {
        Purchase {
            facts: NewPurchase {
                purchase: PurchaseId(Uuid::nil()),
                family: PlanName::CopilotCredit,
                tier: 1,
                credits: 1,
                price: 1,
                months: 12,
                within: PurchaseScope::Shared,
                auto_renew,
            },
            bought_at: "2026-02-28T10:00:00Z".parse().expect("valid"),
            seq: 1,
        }
    }

    fn second(text: &str) -> i64 {
        text.parse::<Instant>().expect("valid").timestamp()
    }

    #[test]
    fn a_term_is_a_year_and_is_renewed_unless_that_is_off() {
        let start = second("2026-02-28T10:00:00Z");
        let once = bought(false);
        assert_eq!(once.term_at(start - 1), None);
        assert_eq!(once.term_at(start), Some(start));
        assert_eq!(once.term_at(second("2027-02-28T09:59:59Z")), Some(start));
        assert_eq!(
            once.term_at(second("2027-02-28T10:00:00Z")),
            None,
            "what is left is lost"
        );
        assert_eq!(once.ends_after(start), Some(second("2027-02-28T10:00:00Z")));
        let renewed = bought(true);
        assert_eq!(
            renewed.term_at(second("2028-03-01T00:00:00Z")),
            Some(second("2028-02-28T10:00:00Z"))
        );
        assert_eq!(
            renewed.term_at(second("2028-01-01T00:00:00Z")),
            Some(second("2027-02-28T10:00:00Z"))
        );
    }
}

//! A policy's budget as it is shown, and who may see what was spent.

use std::collections::BTreeMap;

use meterdesk_billing::budget::{Budget, BudgetPeriod, BudgetWish, Reset, money_at};
use meterdesk_billing::catalogue::Catalogue;
use meterdesk_billing::directory::{ActorFacts, AdminRole};
use meterdesk_billing::ids::{GroupId, PolicyId};
use meterdesk_billing::tenant::{Policy, Refusal};
use meterdesk_billing::time::Instant;
use meterdesk_billing::units::{Credits, Usd};
use meterdesk_store::Snapshot;

use crate::error::ApiError;
use crate::text::instant;
use crate::use_cases::identity;
use crate::wire::*;

/// What stands where somebody's role doesn't see spending.
pub(crate) const NOT_AVAILABLE: &str = "Not available for your role";

/// What policies spent, as far as the acting person sees it.
pub(crate) struct Spending {
    paid: Option<BTreeMap<(PolicyId, i64), Credits>>,
}

impl Spending {
    /// Reads what was spent since a time, if the person may see it.
    pub(crate) async fn read(snapshot: &mut Snapshot, actor: &ActorFacts, from: Instant) -> Result<Self, ApiError> {
        if !actor.roles.iter().copied().any(AdminRole::sees_spending) {
            return Ok(Self { paid: None });
        }
        let rows = snapshot.paid_by_month(from.timestamp()).await?;
        let paid = rows
            .into_iter()
            .map(|(policy, month, credits)| ((policy, month), credits));
        Ok(Self {
            paid: Some(paid.collect()),
        })
    }

    /// For the column Budget used: spending of this calendar year, as no budget is older.
    pub(crate) async fn of_year(snapshot: &mut Snapshot, actor: &ActorFacts) -> Result<Self, ApiError> {
        let from = Reset::Year.period(snapshot.tenant().now).from;
        Self::read(snapshot, actor, from).await
    }

    pub(crate) fn is_available(&self) -> bool {
        self.paid.is_some()
    }

    /// Credits that a policy paid for in months that begin in a period.
    pub(crate) fn credits(&self, policy: PolicyId, period: BudgetPeriod) -> Credits {
        let (from, until) = (period.from.timestamp(), period.until.timestamp());
        let paid = self.paid.iter().flatten();
        paid.filter(|((payer, month), _)| *payer == policy && (from..until).contains(month))
            .map(|(_, credits)| *credits)
            .sum()
    }

    /// The column Budget used; `None` for a policy without a budget.
    pub(crate) fn budget_used(&self, policy: &Policy, now: Instant) -> Option<BudgetUsed> {
        let budget = policy.budget()?;
        Some(if self.is_available() {
            BudgetUsed::Known {
                used: self.budget_use(policy.id, budget, now),
            }
        } else {
            BudgetUsed::NotAvailable {
                reason: NOT_AVAILABLE.to_owned(),
            }
        })
    }

    pub(crate) fn budget_use(&self, policy: PolicyId, budget: &Budget, now: Instant) -> BudgetUse {
        let period = budget.reset().period(now);
        let spent = usd(self.credits(policy, period));
        BudgetUse {
            percent: u32::try_from(budget.percent_used(spent)).unwrap_or(u32::MAX),
            spent: spent.to_string(),
            amount: budget.amount().to_string(),
            from: instant(period.from),
            until: instant(period.until),
            as_of: instant(now),
        }
    }
}

/// What pay-as-you-go charges for credits.
pub(crate) fn usd(credits: Credits) -> Usd {
    Catalogue::built_in().pay_as_you_go(credits)
}

/// Reads a budget that a request asks for.
pub(crate) fn parse(input: &BudgetInput) -> Result<Budget, ApiError> {
    let recipients = input
        .recipients
        .iter()
        .map(|group| identity(group, "budget.recipients").map(GroupId))
        .collect::<Result<_, _>>()?;
    let wish = BudgetWish {
        amount: input.amount.clone(),
        reset: input.reset.into(),
        thresholds: input.thresholds.clone(),
        recipients,
    };
    Budget::parse(&wish).map_err(|refusal| Refusal::from(refusal).into())
}

/// A budget as it is shown.
pub(crate) async fn budget_view(snapshot: &mut Snapshot, budget: &Budget) -> Result<BudgetView, ApiError> {
    let mut recipients = Vec::with_capacity(budget.recipients().len());
    for group in budget.recipients() {
        let known = snapshot.group(*group).await?;
        let name = snapshot.group_name(*group).await?.unwrap_or_default();
        recipients.push(BudgetRecipient {
            id: group.to_string(),
            name: if known.is_some() {
                name
            } else {
                format!("{name} (deleted group)")
            },
            mail: known.and_then(|known| known.mail),
        });
    }
    let money = |percent: &u8| ThresholdMoney {
        percent: u32::from(*percent),
        amount: money_at(budget.amount(), *percent).to_string(),
    };
    Ok(BudgetView {
        amount: budget.amount().to_string(),
        reset: budget.reset().into(),
        reset_label: budget.reset().label().to_owned(),
        thresholds: budget.thresholds().iter().map(money).collect(),
        recipients,
    })
}

impl From<BudgetReset> for Reset {
    fn from(reset: BudgetReset) -> Self {
        match reset {
            BudgetReset::Month => Self::Month,
            BudgetReset::Quarter => Self::Quarter,
            BudgetReset::Year => Self::Year,
        }
    }
}

impl From<Reset> for BudgetReset {
    fn from(reset: Reset) -> Self {
        match reset {
            Reset::Month => Self::Month,
            Reset::Quarter => Self::Quarter,
            Reset::Year => Self::Year,
        }
    }
}

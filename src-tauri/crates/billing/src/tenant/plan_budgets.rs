//! What somebody asks of the budgets of billing plans in Azure, what their actions do, and why something is refused.
//!
//! What the decisions are is in `decide`; what a look finds, in [`crate::budget`].

use std::collections::HashMap;

use chrono::DateTime;

use crate::articles::ArticleKey;
use crate::budget::{DailyCharges, MOST_FORECAST, PlanBudget, looks};
use crate::catalogue::Catalogue;
use crate::ids::PlanId;
use crate::platform::PlanBudgetAct;
use crate::tenant::plans::PlanTarget;
use crate::tenant::state::Tenant;
use crate::time::Instant;
use crate::units::Usd;

/// What somebody asks of a plan's budget.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PlanBudgetCommand {
    /// Set, change or remove it.
    Set {
        /// The plan.
        target: PlanTarget,
        /// The new budget; `None` removes it.
        budget: Option<PlanBudget>,
    },
    /// Raise it and link again what its action took off the plan.
    Raise {
        /// The plan.
        target: PlanTarget,
        /// The new amount.
        amount: Usd,
    },
}

/// Why something is refused about a plan's budget.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PlanBudgetRefusal {
    /// Not a whole percentage.
    #[error("\"{0}\" is not a percentage for a forecast; enter a whole number from 1 to {MOST_FORECAST}")]
    NotAForecast(String),
    /// An action stands at a threshold of the budget.
    #[error("The action is to run at {0}%, but the budget has no alert there; choose one of its percentages")]
    NoAlertThere(u8),
    /// Azure roles are missing.
    #[error("{actor} needs the Azure role Owner or Contributor on {place} to set a budget there")]
    RightMissing {
        /// Name of the acting person.
        actor: String,
        /// The subscription and resource group.
        place: String,
    },
    /// There is no budget to remove or raise.
    #[error("The billing plan \"{0}\" has no budget")]
    NoBudget(String),
    /// Raised means more.
    #[error("Enter more than {}, which is the budget now", .0.spoken())]
    NotRaised(Usd),
    /// No action has taken anything off the plan that is still off it.
    #[error("No action of a budget has taken environments off the billing plan \"{0}\" that could be linked again")]
    NothingToLink(String),
}

impl PlanBudgetRefusal {
    /// The code of the contract.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotAForecast(_) | Self::NoAlertThere(_) | Self::NotRaised(_) => "invalid_field",
            Self::RightMissing { .. } => "not_allowed",
            Self::NoBudget(_) | Self::NothingToLink(_) => "conflict",
        }
    }

    /// The request's field to blame, where one is.
    #[must_use]
    pub const fn field(&self) -> Option<&'static str> {
        match self {
            Self::NotAForecast(_) => Some("forecast"),
            Self::NoAlertThere(_) => Some("unlinkAt"),
            Self::NotRaised(_) => Some("amount"),
            Self::RightMissing { .. } | Self::NoBudget(_) | Self::NothingToLink(_) => None,
        }
    }

    /// The public article that says why, where one does.
    #[must_use]
    pub const fn article(&self) -> Option<ArticleKey> {
        match self {
            Self::RightMissing { .. } => Some(ArticleKey::ResourceGroups),
            Self::NotAForecast(_)
            | Self::NoAlertThere(_)
            | Self::NoBudget(_)
            | Self::NotRaised(_)
            | Self::NothingToLink(_) => None,
        }
    }
}

/// Reads the percentage of a forecast alert.
///
/// # Errors
/// When it is no whole percentage of 1 to [`MOST_FORECAST`].
pub fn parse_forecast(text: &str) -> Result<u8, PlanBudgetRefusal> {
    let trimmed = text.trim();
    let digits = !trimmed.is_empty() && trimmed.bytes().all(|byte| byte.is_ascii_digit());
    let percent = trimmed
        .parse()
        .ok()
        .filter(|percent| digits && (1..=MOST_FORECAST).contains(percent));
    percent.ok_or_else(|| PlanBudgetRefusal::NotAForecast(trimmed.to_owned()))
}

/// Whether some plan's budget has an action that could still take an environment off.
#[must_use]
pub fn any_action_armed(tenant: &Tenant) -> bool {
    let platform = tenant.platform.now();
    platform.present_plans().any(|plan| {
        plan.budget().is_some_and(|budget| budget.unlink_at.is_some())
            && platform.linked_to(plan.facts.plan).next().is_some()
    })
}

/// The first action that a look after one second and up to another finds due, as the tenant is set up; with the second of
/// that look. An action runs once for a threshold of the same amount in a period.
#[must_use]
pub fn first_action_due<S: std::hash::BuildHasher>(
    tenant: &Tenant,
    catalogue: &Catalogue,
    charged: &HashMap<PlanId, DailyCharges, S>,
    (after, upto): (i64, i64),
) -> Option<(Instant, PlanBudgetAct)> {
    let platform = tenant.platform.now();
    let nothing = DailyCharges::new();
    looks(after, upto).find_map(|at| {
        platform.present_plans().find_map(|plan| {
            let id = plan.facts.plan;
            let budget = plan.budget()?;
            let cost = budget.cost(catalogue, charged.get(&id).unwrap_or(&nothing), at);
            let percent = budget.action_due(&cost)?;
            let amount = budget.budget.amount().0;
            let environments: Vec<_> = platform.linked_to(id).map(|known| known.facts.environment).collect();
            let ran = plan
                .budget_acts
                .iter()
                .any(|(_, act)| (act.from, act.amount, act.percent) == (cost.period.from, amount, percent));
            let act = PlanBudgetAct {
                plan: id,
                percent,
                amount,
                spent: cost.actual.0,
                from: cost.period.from,
                environments,
            };
            let due = !ran && !act.environments.is_empty();
            due.then_some((DateTime::from_timestamp(at, 0)?, act))
        })
    })
}

//! Decisions about budgets of billing plans in Azure. A budget mails; its action takes environments off the plan.

use super::budget::require_recipients;
use super::plans::{linked, own_plan, present_plan};
use super::{Context, require_revision};
use crate::budget::PlanBudget;
use crate::directory::ActorFacts;
use crate::ids::EnvironmentId;
use crate::platform::BillingPlan;
use crate::tenant::event::Event;
use crate::tenant::plan_budgets::{PlanBudgetCommand, PlanBudgetRefusal};
use crate::tenant::refusal::Refusal;
use crate::tenant::state::{AzureRole, Tenant};

pub(super) fn decide(
    tenant: &Tenant,
    command: PlanBudgetCommand,
    context: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    let actor = &context.facts.actor;
    match command {
        PlanBudgetCommand::Set { target, budget } => {
            let plan = present_plan(tenant, target.plan)?;
            require_revision(&format!("\"{}\"", plan.facts.name), plan.revision, target.revision)?;
            require_cost_role(tenant, actor, plan)?;
            match &budget {
                Some(budget) => {
                    require_recipients(&budget.budget, context.facts)?;
                    require_alert(budget)?;
                }
                None if plan.budget().is_none() => {
                    return Err(PlanBudgetRefusal::NoBudget(plan.facts.name.clone()).into());
                }
                None => {}
            }
            let plan = target.plan;
            Ok(vec![Event::PlanBudgetSet { plan, budget }])
        }
        PlanBudgetCommand::Raise { target, amount } => {
            let plan = own_plan(tenant, actor, target)?;
            require_cost_role(tenant, actor, plan)?;
            let name = || plan.facts.name.clone();
            let budget = plan.budget().ok_or_else(|| PlanBudgetRefusal::NoBudget(name()))?;
            if amount <= budget.budget.amount() {
                return Err(PlanBudgetRefusal::NotRaised(budget.budget.amount()).into());
            }
            let off = still_off(tenant, plan);
            if off.is_empty() {
                return Err(PlanBudgetRefusal::NothingToLink(name()).into());
            }
            let raised = PlanBudget {
                budget: budget.budget.raised_to(amount)?,
                ..budget.clone()
            };
            let set = Event::PlanBudgetSet {
                plan: target.plan,
                budget: Some(raised),
            };
            let again = linked(tenant, actor, &plan.facts, &off, false)?;
            Ok([set].into_iter().chain(again).collect())
        }
    }
}

/// Environments that the last action of the plan's budget took off and that no plan has since.
#[must_use]
pub fn still_off(tenant: &Tenant, plan: &BillingPlan) -> Vec<EnvironmentId> {
    let last = plan.budget_acts.last().into_iter();
    let off = last.flat_map(|(_, act)| act.environments.iter().copied());
    let unlinked = off.filter(|id| {
        tenant
            .platform
            .now()
            .environment(*id)
            .is_some_and(|known| known.plan.is_none())
    });
    unlinked.collect()
}

fn require_alert(budget: &PlanBudget) -> Result<(), PlanBudgetRefusal> {
    match budget.unlink_at {
        Some(percent) if !budget.budget.thresholds().contains(&percent) => {
            Err(PlanBudgetRefusal::NoAlertThere(percent))
        }
        _ => Ok(()),
    }
}

fn require_cost_role(tenant: &Tenant, actor: &ActorFacts, plan: &BillingPlan) -> Result<(), Refusal> {
    cost_role_missing(tenant, actor, plan).map_or(Ok(()), Err)
}

/// Why somebody can't set the plan's budget; `None` where they can.
///
/// Source: Microsoft, Tutorial: create and manage budgets (Azure Cost Management): Owner or Contributor at the scope.
#[must_use]
pub fn cost_role_missing(tenant: &Tenant, actor: &ActorFacts, plan: &BillingPlan) -> Option<Refusal> {
    let facts = &plan.facts;
    let Some(subscription) = tenant.subscription(facts.subscription) else {
        return Some(Refusal::SubscriptionUnknown);
    };
    let roles = subscription.roles_at(actor.id, &facts.resource_group);
    let may = |role| matches!(role, AzureRole::Owner | AzureRole::Contributor);
    (!roles.into_iter().any(may)).then(|| {
        PlanBudgetRefusal::RightMissing {
            actor: actor.display_name.clone(),
            place: format!("\"{}\", resource group \"{}\"", subscription.name, facts.resource_group),
        }
        .into()
    })
}

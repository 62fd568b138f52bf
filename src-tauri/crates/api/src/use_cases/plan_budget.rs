//! Budgets of billing plans in Azure Cost Management: list, set, raise.

use meterdesk_billing::budget::{BudgetPeriod, DailyCharges, LOOK_AT, PlanBudget, looks, parse_amount};
use meterdesk_billing::directory::ActorFacts;
use meterdesk_billing::ids::PlanId;
use meterdesk_billing::platform::BillingPlan;
use meterdesk_billing::tenant::{
    Command, Event, PlanBudgetCommand, PlanBudgetRefusal, PlanRefusal, PlanTarget, PlatformCommand, Refusal,
    cost_role_missing, parse_forecast, still_off,
};
use meterdesk_billing::units::Usd;
use meterdesk_store::{RunTimeline, Snapshot};

use super::cost::has_role;
use super::identity;
use super::plan_budget_action::daily_charges;
use crate::act::{Begun, acting, begin};
use crate::error::ApiError;
use crate::lists::{Cell, Column, columns};
use crate::pages::page;
use crate::settle::{settle, settle_after_act};
use crate::text::{counted, instant, second};
use crate::use_cases::budget::{budget_view, parse};
use crate::wire::*;
use crate::{App, Caller};

columns!(PlanBudgetListed of PlanBudgetRow:
    Column::new("name", "Billing plan", |row| Cell::text(&row.name)),
    Column::new("place", "Azure subscription", |row| Cell::text(&row.subscription)),
    Column::new("group", "Resource group", |row| Cell::text(&row.resource_group)),
    Column::new("amount", "Budget (USD)", |row| {
        row.budget.as_ref().map_or(Cell::Nothing, |budget| Cell::amount(&budget.amount))
    }),
    Column::new("spent", "Cost of the period (USD)", |row| {
        row.used.as_ref().map_or(Cell::Nothing, |used| Cell::amount(&used.spent))
    }),
    Column::new("forecast", "Forecast (USD)", |row| row.forecast.as_deref().map_or(Cell::Nothing, Cell::amount)),
    Column::new("action", "Action at", |row| {
        row.unlink_at.map_or(Cell::Nothing, |percent| Cell::text(format!("{percent}%")))
    }),
);

/// Billing plans where the acting person has a role in Azure, oldest first, with their budgets.
///
/// # Errors
/// When the page is not one, or the workbook can't be read.
pub async fn plan_budget_list(
    app: &App,
    caller: &Caller,
    request: PlanBudgetList,
) -> Result<PlanBudgetListed, ApiError> {
    let page = page::<PlanBudgetListed>(app, request.cursor.as_deref(), request.limit, request.sort.as_ref())?;
    settle(app, RunTimeline::Actual).await?;
    let mut snapshot = app.workbook.read().await?;
    let actor = acting(&mut snapshot, caller).await?;
    let charged = daily_charges(&mut snapshot).await?;
    let search = request.search.unwrap_or_default().trim().to_lowercase();
    let plans: Vec<_> = snapshot.tenant().platform.now().present_plans().cloned().collect();
    let mut rows = Vec::new();
    for plan in plans {
        let facts = &plan.facts;
        let seen = has_role(snapshot.tenant(), &actor, facts.subscription, &facts.resource_group);
        if seen && facts.name.to_lowercase().contains(&search) {
            rows.push(row(&mut snapshot, &actor, &plan, charged.get(&facts.plan)).await?);
        }
    }
    let (rows, total, next) = page.of::<PlanBudgetListed>(rows);
    Ok(PlanBudgetListed { rows, total, next })
}

/// Sets, changes or removes the budget of a billing plan.
///
/// # Errors
/// The refusal that stands against it, or when the workbook can't be written.
pub async fn plan_budget_set(
    app: &App,
    caller: &Caller,
    request: PlanBudgetSet,
) -> Result<PlanBudgetChanged, ApiError> {
    let target = target(&request.plan, request.revision)?;
    let budget = match &request.budget {
        None => None,
        Some(input) => Some(PlanBudget {
            budget: parse(input)?,
            forecast: match &request.forecast {
                None => None,
                Some(text) => Some(parse_forecast(text).map_err(Refusal::from)?),
            },
            unlink_at: match request.unlink_at {
                None => None,
                Some(percent) => {
                    let known = u8::try_from(percent);
                    Some(known.map_err(|_| Refusal::from(PlanBudgetRefusal::NoAlertThere(u8::MAX)))?)
                }
            },
        }),
    };
    settle(app, RunTimeline::Actual).await?;
    let preview = request.preview;
    let begun = begin!(app, caller, request);
    done(app, *begun, PlanBudgetCommand::Set { target, budget }, preview).await
}

/// Raises a budget and links again what its action took off the plan.
///
/// # Errors
/// The refusal that stands against it, or when the workbook can't be written.
pub async fn plan_budget_raise(
    app: &App,
    caller: &Caller,
    request: PlanBudgetRaise,
) -> Result<PlanBudgetChanged, ApiError> {
    let target = target(&request.plan, request.revision)?;
    let amount = parse_amount(&request.amount).map_err(|refusal| ApiError {
        field: Some("amount".to_owned()),
        ..Refusal::from(refusal).into()
    })?;
    settle(app, RunTimeline::Actual).await?;
    let preview = request.preview;
    let begun = begin!(app, caller, request);
    done(app, *begun, PlanBudgetCommand::Raise { target, amount }, preview).await
}

fn target(plan: &str, revision: Option<u64>) -> Result<PlanTarget, ApiError> {
    Ok(PlanTarget {
        plan: PlanId(identity(plan, "plan")?),
        revision,
    })
}

async fn done(
    app: &App,
    mut begun: Begun,
    command: PlanBudgetCommand,
    preview: bool,
) -> Result<PlanBudgetChanged, ApiError> {
    let id = match &command {
        PlanBudgetCommand::Set { target, .. } | PlanBudgetCommand::Raise { target, .. } => target.plan,
    };
    let events = begun
        .decide(Command::Platform(PlatformCommand::PlanBudget(command)))
        .await?;
    let charged = daily_charges(&mut begun.act).await?;
    let plan = begun.act.tenant().platform.now().plan(id).cloned();
    let plan = plan.ok_or(Refusal::from(PlanRefusal::Unknown))?;
    let actor = begun.actor.clone();
    let budget = row(&mut begun.act, &actor, &plan, charged.get(&id)).await?;
    let effects = effects(&budget, &events);
    let answer = begun.finish(PlanBudgetChanged { budget, effects }).await?;
    if !preview {
        settle_after_act(app).await;
    }
    Ok(answer)
}

fn effects(row: &PlanBudgetRow, events: &[Event]) -> Vec<String> {
    let mut effects = Vec::new();
    let linked = events
        .iter()
        .filter(|event| matches!(event, Event::PlanLinked { .. }))
        .count();
    match (&row.budget, row.unlink_at) {
        (None, _) => effects.push("Nobody is told what this billing plan costs.".to_owned()),
        (Some(_), None) => effects.push("It mails only: use goes on whatever it costs.".to_owned()),
        (Some(_), Some(percent)) => effects.push(format!(
            "At {percent}% the action takes every environment off the billing plan. Until then it mails only."
        )),
    }
    if linked > 0 {
        effects.push(format!(
            "{} to the billing plan again, which pays from now on.",
            counted(linked as u64, "environment is linked", "environments are linked")
        ));
    }
    effects
}

async fn row(
    snapshot: &mut Snapshot,
    actor: &ActorFacts,
    plan: &BillingPlan,
    charged: Option<&DailyCharges>,
) -> Result<PlanBudgetRow, ApiError> {
    let nothing = DailyCharges::new();
    let budget = plan.budget();
    let view = match budget {
        Some(budget) => Some(budget_view(snapshot, &budget.budget).await?),
        None => None,
    };
    let tenant = snapshot.tenant();
    let now = tenant.now.timestamp();
    // The last look lies at most a day back; one that a new budget has not had yet is made up for now.
    let last_look = looks(now - 86_400, now).last().unwrap_or(now);
    let next_look = looks(now, now + 86_400).next().unwrap_or(now + LOOK_AT);
    let cost = budget.map(|budget| {
        (
            budget,
            budget.cost(&tenant.catalogue(), charged.unwrap_or(&nothing), last_look),
        )
    });
    let platform = tenant.platform.now();
    let off = still_off(tenant, plan);
    let names = off.iter().filter_map(|id| platform.environment(*id));
    let names: Vec<_> = names.map(|known| known.facts.name.clone()).collect();
    let acted = plan.budget_acts.last().filter(|_| !names.is_empty());
    Ok(PlanBudgetRow {
        plan: plan.facts.plan.to_string(),
        name: plan.facts.name.clone(),
        subscription: tenant
            .subscription(plan.facts.subscription)
            .map_or_else(String::new, |known| known.name.clone()),
        resource_group: plan.facts.resource_group.clone(),
        budget: view,
        forecast_at: budget.and_then(|budget| budget.forecast).map(u32::from),
        unlink_at: budget.and_then(|budget| budget.unlink_at).map(u32::from),
        used: cost.map(|(budget, cost)| BudgetUse {
            percent: u32::try_from(budget.budget.percent_used(cost.actual)).unwrap_or(u32::MAX),
            spent: cost.actual.to_string(),
            amount: budget.budget.amount().to_string(),
            from: instant(cost.period.from),
            until: instant(cost.period.until),
            as_of: second(last_look),
        }),
        forecast: cost.map(|(_, cost)| cost.forecast.to_string()),
        next_look: second(next_look),
        environments: u32::try_from(platform.linked_to(plan.facts.plan).count()).unwrap_or(u32::MAX),
        acted: acted.map(|(at, act)| PlanBudgetActed {
            at: instant(*at),
            percent: u32::from(act.percent),
            spent: Usd(act.spent).to_string(),
            environments: names,
        }),
        missing: cost_role_missing(tenant, actor, plan).map(|refusal| refusal.to_string()),
        revision: plan.revision,
    })
}

/// "November 2026", "the quarter from October 2026", "2026".
pub(super) fn period_name(period: BudgetPeriod) -> String {
    match (period.until - period.from).num_days() {
        ..=31 => period.from.format("%B %Y").to_string(),
        32..=92 => period.from.format("the quarter from %B %Y").to_string(),
        _ => period.from.format("%Y").to_string(),
    }
}

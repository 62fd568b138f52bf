//! Alerts of budgets of billing plans, as happenings: each look of Azure that found one.

use meterdesk_billing::budget::{AlertKind, PlanAlert, PlanBudget, alerts};
use meterdesk_billing::platform::BillingPlan;
use meterdesk_billing::tenant::Tenant;
use meterdesk_store::Snapshot;

use super::plan_budget::period_name;
use super::plan_budget_action::daily_charges;
use crate::error::ApiError;
use crate::text::{listed, second};
use crate::use_cases::budget::spoken_money;
use crate::wire::{HappeningCause, HappeningRow};

/// Every alert by now, by plan and oldest first.
pub(super) async fn alert_rows(snapshot: &mut Snapshot) -> Result<Vec<HappeningRow>, ApiError> {
    let plans = snapshot.tenant().platform.now().plans.iter();
    let watched: Vec<BillingPlan> = plans.filter(|plan| !plan.budgets.is_empty()).cloned().collect();
    let mut rows = Vec::new();
    if watched.is_empty() {
        return Ok(rows);
    }
    let charged = daily_charges(snapshot).await?;
    for plan in watched {
        let Some(charged) = charged.get(&plan.facts.plan) else {
            continue;
        };
        let deleted = plan.deleted_at.map(|at| (at.timestamp(), None));
        let changes = plan
            .budgets
            .iter()
            .map(|change| (change.at.timestamp(), change.budget.as_ref()));
        let changes: Vec<(i64, Option<&PlanBudget>)> = changes.chain(deleted).collect();
        let now = snapshot.tenant().now.timestamp();
        let found = alerts(&snapshot.tenant().catalogue(), &changes, charged, now);
        for alert in found {
            let mut told = Vec::new();
            for group in &alert.recipients {
                told.push(snapshot.group_name(*group).await?.unwrap_or_default());
            }
            rows.push(row(snapshot.tenant(), &plan, &alert, &told));
        }
    }
    Ok(rows)
}

fn row(tenant: &Tenant, plan: &BillingPlan, alert: &PlanAlert, told: &[String]) -> HappeningRow {
    let id = plan.facts.plan;
    let name = tenant.platform.now().plan(id).map_or("", |known| &known.facts.name);
    let (kind, reached) = match alert.kind {
        AlertKind::Actual => ("actual", "reached"),
        AlertKind::Forecast => ("forecast", "is forecast to reach"),
    };
    let mail = match told {
        [] => "nobody is told".to_owned(),
        _ => format!("the alert mail to {} was sent", listed(told)),
    };
    HappeningRow {
        id: format!(
            "planBudgetAlert-{id}-{}-{}-{kind}-{}",
            alert.period.from.timestamp(),
            alert.amount.0,
            alert.percent
        ),
        at: second(alert.at),
        cause: HappeningCause::Usage,
        kind: "planBudgetAlert".to_owned(),
        text: format!(
            "The billing plan \"{name}\" {reached} {}% of its budget of {} for {}: {}. In Azure {mail}; a budget only mails, so \
             use goes on.",
            alert.percent,
            spoken_money(alert.amount),
            period_name(alert.period),
            spoken_money(alert.measured)
        ),
        actor: None,
        policy: None,
        service: None,
        import: None,
        day: None,
    }
}

//! Use that goes on by itself: rows of the scenario's plan for the time that passes, and switching it off.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use chrono::TimeDelta;
use meterdesk_billing::tenant::{Command, Tenant};
use meterdesk_billing::time::Instant;
use meterdesk_billing::usage::UsageRow;
use meterdesk_scenario as scenario;

use crate::act::{Begun, begin};
use crate::error::{ApiError, ErrorCode};
use crate::jobs::Job;
use crate::text::instant;
use crate::wire::*;
use crate::{App, Caller};

/// How much time is planned and written at once, which bounds the rows held in memory.
const AT_ONCE: TimeDelta = TimeDelta::days(2);

/// Whether use goes on by itself.
///
/// # Errors
/// When the workbook can't be read.
pub async fn usage_plan_get(app: &App, _caller: &Caller, _request: UsagePlanGet) -> Result<UsagePlanView, ApiError> {
    Ok(view(app.workbook.read().await?.tenant()))
}

/// Lets planned use go on, or stops it. Anybody may: a plan is no part of the tenant.
///
/// # Errors
/// When the workbook has no plan, it stands as wanted already, or the workbook can't be written.
pub async fn usage_plan_switch(
    app: &App,
    caller: &Caller,
    request: UsagePlanSwitch,
) -> Result<UsagePlanSwitched, ApiError> {
    let mut begun = begin!(app, caller, request);
    let goes_on = request.goes_on;
    begun.decide(Command::SwitchUsagePlan { goes_on }).await?;
    let plan = view(begun.act.tenant());
    begun.finish(UsagePlanSwitched { plan }).await
}

fn view(tenant: &Tenant) -> UsagePlanView {
    let plan = tenant.usage_plan.as_ref();
    let span = plan.and_then(|_| scenario::plan_span(&tenant.scenario));
    UsagePlanView {
        planned: span.is_some(),
        goes_on: plan.is_some_and(meterdesk_billing::tenant::UsagePlan::goes_on),
        after: span.map(|(after, _)| instant(after)),
        until: span.map(|(_, until)| instant(until)),
        stopped_at: plan.and_then(|plan| plan.stopped_at()).map(instant),
    }
}

/// Adds what is used while the clock moves, and says how many rows that are. A preview only counts them. A job learns how far
/// it is, and may stop it.
pub(crate) async fn go_on(
    begun: &mut Begun,
    (after, upto): (Instant, Instant),
    job: Option<&Job>,
) -> Result<u64, ApiError> {
    let tenant = begun.act.tenant();
    let (Some(plan), Some((first, last))) = (tenant.usage_plan.clone(), scenario::plan_span(&tenant.scenario)) else {
        return Ok(0);
    };
    if upto <= first || after >= last {
        return Ok(0);
    }
    let (name, seed) = (tenant.scenario.clone(), tenant.seed);
    let Some(planned) = blocking(move || scenario::plan(&name, seed)).await? else {
        return Ok(0);
    };
    let (planned, plan) = (Arc::new(planned), Arc::new(plan));
    let (mut from, upto) = (after.max(first), upto.min(last));
    let mut count = 0;
    let begins = from;
    if let Some(job) = job {
        job.step("Adding planned use");
        job.total_seconds.store(seconds(begins, upto), Ordering::Relaxed);
    }
    while from < upto {
        if let Some(job) = job {
            job.go_on()?;
            job.rows.store(count, Ordering::Relaxed);
            job.seconds.store(seconds(begins, from), Ordering::Relaxed);
        }
        let to = upto.min(from + AT_ONCE);
        let (planned, plan) = (Arc::clone(&planned), Arc::clone(&plan));
        let counting = move || -> Vec<UsageRow> {
            let rows = planned.rows(from, to);
            rows.filter(|row| plan.counts_at(row.at)).collect()
        };
        let rows = blocking(counting).await?;
        if !begun.act.is_preview() {
            begun.act.add_planned(&rows).await?;
        }
        count += rows.len() as u64;
        from = to;
    }
    Ok(count)
}

/// When the plan of use ends, where that is after `from` and at `to` at the latest and use goes on until then.
pub(crate) fn ended_between(tenant: &Tenant, from: Instant, to: Instant) -> Option<Instant> {
    let (_, until) = scenario::plan_span(&tenant.scenario)?;
    let goes_on = tenant
        .usage_plan
        .as_ref()
        .is_some_and(meterdesk_billing::tenant::UsagePlan::goes_on);
    (goes_on && from < until && until <= to).then_some(until)
}

fn seconds(from: Instant, to: Instant) -> u64 {
    (to - from).num_seconds().max(0).cast_unsigned()
}

async fn blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, ApiError> {
    let stopped = |error| ApiError::new(ErrorCode::Internal, format!("Planning use stopped: {error}"));
    tokio::task::spawn_blocking(work).await.map_err(stopped)
}

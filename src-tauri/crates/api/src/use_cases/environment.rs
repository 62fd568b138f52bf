//! Environments: list, make, and what of capacity and overage is set for one.

use meterdesk_billing::ids::EnvironmentId;
use meterdesk_billing::payment::capacity_period;
use meterdesk_billing::platform::{Environment, EnvironmentKind};
use meterdesk_billing::settlement::{Outcome, Payer};
use meterdesk_billing::tenant::{Command, EnvironmentTarget, Event, PlatformCommand, PlatformRefusal, Tenant};
use meterdesk_billing::units::Credits;
use meterdesk_store::{RunRow, RunTimeline};

use super::identity;
use crate::act::{Begun, begin};
use crate::error::{ApiError, ErrorCode};
use crate::pages::plain_page;
use crate::settle::{settle, settle_after_act};
use crate::text::{instant, second};
use crate::wire::*;
use crate::{App, Caller};

/// Environments, oldest first, with what they used in the present capacity period.
///
/// # Errors
/// When the page is not one, or the workbook can't be read.
pub async fn environment_list(
    app: &App,
    _caller: &Caller,
    request: EnvironmentList,
) -> Result<EnvironmentListed, ApiError> {
    let page = plain_page(request.cursor.as_deref(), request.limit)?;
    settle(app, RunTimeline::Actual).await?;
    let mut snapshot = app.workbook.read().await?;
    let search = request.search.unwrap_or_default().trim().to_lowercase();
    let (from, until) = capacity_period(snapshot.tenant());
    let used = snapshot
        .run_rows(RunTimeline::Actual, from.div_euclid(86_400), until.div_euclid(86_400))
        .await?;
    let tenant = snapshot.tenant();
    let known = tenant.platform.now().environments.iter();
    let found = known.filter(|known| {
        known.facts.name.to_lowercase().contains(&search) || known.facts.environment.to_string().contains(&search)
    });
    let rows = found.map(|known| EnvironmentRow {
        used: Some(use_of(tenant, known, &used)),
        ..row(tenant, known)
    });
    let (rows, total, next) = page.cut(rows.collect());
    Ok(EnvironmentListed { rows, total, next })
}

/// Makes an environment known.
///
/// # Errors
/// The refusal that stands against it, or when the workbook can't be written.
pub async fn environment_create(
    app: &App,
    caller: &Caller,
    request: EnvironmentCreate,
) -> Result<EnvironmentChanged, ApiError> {
    let command = PlatformCommand::CreateEnvironment {
        name: request.name.clone(),
        kind: kind_of(request.kind),
        region: request.region.clone(),
        managed: request.managed,
    };
    let preview = request.preview;
    let begun = begin!(app, caller, request);
    done(app, *begun, command, preview).await
}

/// Saves *Manage capacity* for an environment.
///
/// # Errors
/// The refusal that stands against it, or when the workbook can't be written.
pub async fn allocation_set(
    app: &App,
    caller: &Caller,
    request: AllocationSet,
) -> Result<EnvironmentChanged, ApiError> {
    let command = PlatformCommand::SetAllocation {
        target: EnvironmentTarget {
            environment: EnvironmentId(identity(&request.environment, "environment")?),
            revision: request.revision,
        },
        credits: request
            .credits
            .as_deref()
            .map(|text| credits(text, "credits"))
            .transpose()?,
        draw: request.draw_from_tenant,
        bill_to_plan: request.bill_to_plan,
    };
    let preview = request.preview;
    let begun = begin!(app, caller, request);
    done(app, *begun, command, preview).await
}

/// Reads an amount of credits.
pub(super) fn credits(text: &str, field: &str) -> Result<Credits, ApiError> {
    text.parse().map_err(|error| {
        let message = format!("This is no amount of Copilot Credits: {error}");
        ApiError::new(ErrorCode::InvalidField, message).at(field)
    })
}

async fn done(
    app: &App,
    mut begun: Begun,
    command: PlatformCommand,
    preview: bool,
) -> Result<EnvironmentChanged, ApiError> {
    let events = begun.decide(Command::Platform(command)).await?;
    let tenant = begun.act.tenant();
    let id = match events.as_slice() {
        [Event::EnvironmentCreated(facts)] => facts.environment,
        [Event::AllocationSet(facts)] => facts.environment,
        _ => return Err(meterdesk_billing::tenant::Refusal::from(PlatformRefusal::EnvironmentUnknown).into()),
    };
    let platform = tenant.platform.now();
    let known = platform
        .environment(id)
        .ok_or(meterdesk_billing::tenant::Refusal::from(
            PlatformRefusal::EnvironmentUnknown,
        ))?;
    let answer = EnvironmentChanged {
        environment: row(tenant, known),
        available: (platform.owned() - platform.allocated()).to_string(),
    };
    let answer = begun.finish(answer).await?;
    if !preview {
        settle_after_act(app).await;
    }
    Ok(answer)
}

fn row(tenant: &Tenant, known: &Environment) -> EnvironmentRow {
    let plan = known.plan.and_then(|plan| tenant.platform.now().plan(plan));
    EnvironmentRow {
        id: known.facts.environment.to_string(),
        name: known.facts.name.clone(),
        kind: key_of(known.facts.environment_kind),
        kind_label: known.facts.environment_kind.label().to_owned(),
        region: known.facts.region.clone(),
        managed: known.facts.managed,
        allocated: known.allocated.to_string(),
        draw_from_tenant: known.draw,
        bill_to_plan: known.bill_to_plan,
        plan: plan.map(|plan| plan.facts.plan.to_string()),
        plan_name: plan.map(|plan| plan.facts.name.clone()),
        used: None,
        revision: known.revision,
    }
}

/// Sums of the rows that name the environment. Rows that name none are those of the default environment.
fn use_of(tenant: &Tenant, known: &Environment, rows: &[RunRow]) -> EnvironmentUse {
    let platform = tenant.platform.now();
    let (from, until) = capacity_period(tenant);
    let is_default = known.facts.environment_kind == EnvironmentKind::Default;
    let named = |row: &&RunRow| match row.environment.trim() {
        "" => is_default && !row.service.has_no_environment(),
        name => platform
            .environment_named(name)
            .is_some_and(|found| found.facts.environment == known.facts.environment),
    };
    let mut sums = [Credits::ZERO; 6];
    for row in rows.iter().filter(named) {
        let place = match row.outcome {
            Outcome::Paid(Payer::Allocation(_)) => 0,
            Outcome::Paid(Payer::TenantPool) => 1,
            Outcome::Paid(Payer::OverCapacity) => 2,
            Outcome::Paid(Payer::PrePurchase(..)) => 3,
            Outcome::Paid(Payer::PayAsYouGo(_)) => 4,
            Outcome::Blocked(_) => 5,
            Outcome::Included | Outcome::NotCharged(_) => continue,
        };
        sums[place] += row.credits;
    }
    let [
        allocation,
        tenant_pool,
        over_capacity,
        pre_purchase,
        pay_as_you_go,
        blocked,
    ] = sums.map(|sum| sum.to_string());
    EnvironmentUse {
        from: day(from),
        until: day(until),
        as_of: instant(tenant.now),
        allocation,
        tenant_pool,
        over_capacity,
        pre_purchase,
        pay_as_you_go,
        blocked,
    }
}

/// The day of a first second.
pub(super) fn day(at: i64) -> String {
    second(at).chars().take("YYYY-MM-DD".len()).collect()
}

const fn kind_of(key: EnvironmentKindKey) -> EnvironmentKind {
    match key {
        EnvironmentKindKey::Production => EnvironmentKind::Production,
        EnvironmentKindKey::Sandbox => EnvironmentKind::Sandbox,
        EnvironmentKindKey::Trial => EnvironmentKind::Trial,
        EnvironmentKindKey::SubscriptionBasedTrial => EnvironmentKind::SubscriptionBasedTrial,
        EnvironmentKindKey::Developer => EnvironmentKind::Developer,
        EnvironmentKindKey::Teams => EnvironmentKind::Teams,
        EnvironmentKindKey::Default => EnvironmentKind::Default,
        EnvironmentKindKey::CopilotChat => EnvironmentKind::CopilotChat,
    }
}

const fn key_of(kind: EnvironmentKind) -> EnvironmentKindKey {
    match kind {
        EnvironmentKind::Production => EnvironmentKindKey::Production,
        EnvironmentKind::Sandbox => EnvironmentKindKey::Sandbox,
        EnvironmentKind::Trial => EnvironmentKindKey::Trial,
        EnvironmentKind::SubscriptionBasedTrial => EnvironmentKindKey::SubscriptionBasedTrial,
        EnvironmentKind::Developer => EnvironmentKindKey::Developer,
        EnvironmentKind::Teams => EnvironmentKindKey::Teams,
        EnvironmentKind::Default => EnvironmentKindKey::Default,
        EnvironmentKind::CopilotChat => EnvironmentKindKey::CopilotChat,
    }
}

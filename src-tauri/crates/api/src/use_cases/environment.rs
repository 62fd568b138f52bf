//! Environments: list, make, and what of capacity and overage is set for one.

use meterdesk_billing::ids::EnvironmentId;
use meterdesk_billing::payment::{Drawn, capacity_period};
use meterdesk_billing::platform::{Environment, EnvironmentKind, PLATFORM_REGIONS, Stage, Workload};
use meterdesk_billing::settlement::{BlockedReason, Outcome, PayAsYouGo, Payer};
use meterdesk_billing::tenant::{Command, EnvironmentTarget, Event, PlatformCommand, PlatformRefusal, Tenant};
use meterdesk_billing::units::Credits;
use meterdesk_store::{RunRow, RunTimeline, Snapshot};

use super::identity;
use super::standing::standing_of;
use crate::act::{Begun, begin};
use crate::error::{ApiError, ErrorCode};
use crate::lists::{Cell, Column, columns};
use crate::pages::page;
use crate::settle::{settle, settle_after_act, state_now};
use crate::text::{instant, second};
use crate::wire::*;
use crate::{App, Caller};

columns!(EnvironmentListed of EnvironmentRow:
    Column::new("name", "Name", |row| Cell::text(&row.name)),
    Column::new("type", "Type", |row| Cell::text(&row.kind_label)),
    Column::new("region", "Region", |row| Cell::text(&row.region)),
    Column::new("managed", "Managed", |row| Cell::text(if row.managed { "Yes" } else { "No" })),
    Column::new("group", "Environment group", |row| Cell::maybe(row.group_name.as_ref())),
    Column::new("state", "State", |row| Cell::text(stage_label(row.stage))),
    Column::new("workload", "Runs", |row| Cell::text(&row.workload_label)),
    Column::new("allocated", "Allocated (credits a month)", |row| Cell::amount(&row.allocated)),
    Column::new("prepaid", "Prepaid consumed (credits)", |row| {
        row.used.as_ref().map_or(Cell::Nothing, |used| Cell::amount(&used.prepaid))
    }),
    Column::new("charged", "Billed to pay-as-you-go (credits)", |row| {
        row.used.as_ref().map_or(Cell::Nothing, |used| Cell::amount(&used.charged))
    }),
    Column::new("plan", "Billing plan", |row| Cell::maybe(row.plan_name.as_ref())),
    Column::new("draw", "Draws on tenant capacity", |row| Cell::text(if row.draw_from_tenant { "Yes" } else { "No" })),
    Column::new("status", "Capacity status", |row| {
        row.standing.as_ref().map_or(Cell::Nothing, |standing| Cell::text(&standing.status_label))
    }),
);

const fn stage_label(stage: StageKey) -> &'static str {
    match stage {
        StageKey::Ready => "Ready",
        StageKey::Converting => "Converting to production",
        StageKey::Trial => "Trial",
        StageKey::Ended => "Trial ended",
    }
}

/// Environments, oldest first, with what they used in the present capacity period.
///
/// # Errors
/// When the page is not one, or the workbook can't be read.
pub async fn environment_list(
    app: &App,
    _caller: &Caller,
    request: EnvironmentList,
) -> Result<EnvironmentListed, ApiError> {
    let page = page::<EnvironmentListed>(app, request.cursor.as_deref(), request.limit, request.sort.as_ref())?;
    settle(app, RunTimeline::Actual).await?;
    let mut snapshot = app.workbook.read().await?;
    let search = request.search.unwrap_or_default().trim().to_lowercase();
    let rows = rows_with_use(&mut snapshot).await?;
    let tenant = snapshot.tenant();
    let found = rows
        .into_iter()
        .filter(|row| row.name.to_lowercase().contains(&search) || row.id.contains(&search));
    let (rows, total, next) = page.of::<EnvironmentListed>(found.collect());
    let (from, until) = capacity_period(tenant);
    Ok(EnvironmentListed {
        regions: PLATFORM_REGIONS.map(str::to_owned).to_vec(),
        rows,
        total,
        next,
        from: day(from),
        until: day(until),
        as_of: instant(tenant.now),
    })
}

/// Every environment with its use of the present period and how it stands.
pub(super) async fn rows_with_use(snapshot: &mut Snapshot) -> Result<Vec<EnvironmentRow>, ApiError> {
    let used = rows_of_period(snapshot).await?;
    let balances = state_now(snapshot).await?.balances;
    let happened = snapshot.run_happenings().await?;
    let tenant = snapshot.tenant();
    let known = tenant.platform.now().environments.iter();
    Ok(known
        .map(|known| {
            let sums = sums_of(tenant, known, &used);
            EnvironmentRow {
                used: Some(use_of(tenant, &sums)),
                standing: standing_of(tenant, &balances, &happened, known, sums.drawn()),
                ..row(tenant, known)
            }
        })
        .collect())
}

/// Sums of the published runs in the present capacity period.
pub(super) async fn rows_of_period(snapshot: &mut Snapshot) -> Result<Vec<RunRow>, ApiError> {
    let (from, until) = capacity_period(snapshot.tenant());
    let days = (from.div_euclid(86_400), until.div_euclid(86_400));
    Ok(snapshot.run_rows(RunTimeline::Actual, days.0, days.1).await?)
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
        workload: request.workload.map_or(Workload::None, workload_of),
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

pub(super) fn row(tenant: &Tenant, known: &Environment) -> EnvironmentRow {
    let platform = tenant.platform.now();
    let plan = known.plan.and_then(|plan| platform.plan(plan));
    let group = known.group.and_then(|group| platform.environment_group(group));
    let linked = known.linked_to.and_then(|to| platform.environment(to));
    let (stage, until) = match known.stage_at(tenant.now) {
        Stage::Ready => (StageKey::Ready, None),
        Stage::Converting(at) => (StageKey::Converting, Some(at)),
        Stage::TrialUntil(at) => (StageKey::Trial, Some(at)),
        Stage::Ended(at) => (StageKey::Ended, Some(at)),
    };
    let left = until
        .filter(|_| stage == StageKey::Trial)
        .map(|until| until - tenant.now);
    let days_left = left.map(|left| u32::try_from((left.num_seconds() + 86_399) / 86_400).unwrap_or(0));
    EnvironmentRow {
        id: known.facts.environment.to_string(),
        name: known.facts.name.clone(),
        kind: key_of(known.kind_at(tenant.now)),
        kind_label: known.kind_at(tenant.now).label().to_owned(),
        region: known.facts.region.clone(),
        managed: known.facts.managed,
        allocated: known.allocated.to_string(),
        draw_from_tenant: known.draw,
        bill_to_plan: known.bill_to_plan,
        plan: plan.map(|plan| plan.facts.plan.to_string()),
        plan_name: plan.map(|plan| plan.facts.name.clone()),
        workload: workload_key(known.facts.workload),
        workload_label: known.facts.workload.label().to_owned(),
        stage,
        stage_until: until.map(instant),
        days_left,
        group: group.map(|group| group.id.to_string()),
        group_name: group.map(|group| group.name.clone()),
        draw_locked: platform.draw_lock(known).is_some(),
        linked_to: linked.map(|linked| linked.facts.environment.to_string()),
        linked_to_name: linked.map(|linked| linked.facts.name.clone()),
        used: None,
        standing: None,
        revision: known.revision,
    }
}

/// Credits of the rows of an environment.
pub(super) struct Sums {
    allocation: Credits,
    tenant_pool: Credits,
    over_capacity: Credits,
    pre_purchase: Credits,
    pay_as_you_go: Credits,
    by_policy: Credits,
    blocked: Credits,
}

impl Sums {
    /// What had to be paid on the Power Platform side.
    pub(super) fn drawn(&self) -> Drawn {
        Drawn {
            allocation: self.allocation,
            pool: self.tenant_pool,
            over: self.over_capacity,
            charged: self.pre_purchase + self.pay_as_you_go,
        }
    }
}

/// Whether the row is one of the environment.
pub(super) fn is_of(tenant: &Tenant, known: &Environment, row: &RunRow) -> bool {
    let platform = tenant.platform.now();
    let found = platform.environment_of_use(row.service, &row.environment);
    found.is_some_and(|found| found.facts.environment == known.facts.environment)
}

pub(super) fn sums_of(tenant: &Tenant, known: &Environment, rows: &[RunRow]) -> Sums {
    let mut sums = [Credits::ZERO; 7];
    for row in rows.iter().filter(|row| is_of(tenant, known, row)) {
        let place = match row.outcome {
            Outcome::Paid(Payer::Allocation(_)) => 0,
            Outcome::Paid(Payer::TenantPool) => 1,
            Outcome::Paid(Payer::OverCapacity) => 2,
            Outcome::Paid(Payer::PrePurchase(_, PayAsYouGo::Plan(_))) => 3,
            Outcome::Paid(Payer::PayAsYouGo(PayAsYouGo::Plan(_))) => 4,
            Outcome::Paid(Payer::PrePurchase(..) | Payer::PayAsYouGo(_)) => 5,
            // A billing policy that covers nobody here is no matter of the environment.
            Outcome::Blocked(BlockedReason::NotCovered) => continue,
            Outcome::Blocked(_) => 6,
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
        by_policy,
        blocked,
    ] = sums;
    Sums {
        allocation,
        tenant_pool,
        over_capacity,
        pre_purchase,
        pay_as_you_go,
        by_policy,
        blocked,
    }
}

fn use_of(tenant: &Tenant, sums: &Sums) -> EnvironmentUse {
    let (from, until) = capacity_period(tenant);
    EnvironmentUse {
        from: day(from),
        until: day(until),
        as_of: instant(tenant.now),
        allocation: sums.allocation.to_string(),
        tenant_pool: sums.tenant_pool.to_string(),
        over_capacity: sums.over_capacity.to_string(),
        pre_purchase: sums.pre_purchase.to_string(),
        pay_as_you_go: sums.pay_as_you_go.to_string(),
        by_policy: sums.by_policy.to_string(),
        blocked: sums.blocked.to_string(),
        prepaid: (sums.allocation + sums.tenant_pool + sums.over_capacity).to_string(),
        charged: (sums.pre_purchase + sums.pay_as_you_go).to_string(),
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

pub(super) const fn workload_of(key: WorkloadKey) -> Workload {
    match key {
        WorkloadKey::None => Workload::None,
        WorkloadKey::CopilotForSales => Workload::CopilotForSales,
        WorkloadKey::Dynamics365 => Workload::Dynamics365,
    }
}

const fn workload_key(workload: Workload) -> WorkloadKey {
    match workload {
        Workload::None => WorkloadKey::None,
        Workload::CopilotForSales => WorkloadKey::CopilotForSales,
        Workload::Dynamics365 => WorkloadKey::Dynamics365,
    }
}

//! The exhaustion drill: last month's use asked for again in this month, under today's set-up and with one more act each.
//!
//! Who pays is worked out by the settlement itself, as if the set-up held throughout. Nothing of it is kept.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use chrono::DateTime;
use meterdesk_billing::coverage::Timeline;
use meterdesk_billing::drill::{Done, Mend};
use meterdesk_billing::ids::EnvironmentId;
use meterdesk_billing::payment::{Names, Payments};
use meterdesk_billing::platform::{Environment, Platform, Workload};
use meterdesk_billing::settlement::{
    CarriedState, Happening, Outcome, PayAsYouGo, Payer, Settled, Settlement, Stop, Told,
};
use meterdesk_billing::tenant::Tenant;
use meterdesk_billing::time::Month;
use meterdesk_billing::units::Credits;
use meterdesk_billing::usage::{Service, UsageUnit};
use meterdesk_store::{RunTimeline, Snapshot, UsageRows};

use super::environment::day;
use crate::error::ApiError;
use crate::jobs::{Job, Outcome as Ended};
use crate::receipts::state_before;
use crate::settle::{coverage, features, names, settle};
use crate::text::{counted, grouped, instant, second};
use crate::wire::*;
use crate::{App, Caller};

/// Begins the drill as a work that `job_get` follows.
///
/// # Errors
/// None here: what stands against it, the work says.
pub async fn drill_start(app: &App, _caller: &Caller, _request: DrillStart) -> Result<DrillStarted, ApiError> {
    let (id, job) = app.jobs.begin("The drill was cancelled; nothing was changed");
    let (app, work) = (app.clone(), Arc::clone(&job));
    tokio::spawn(async move {
        let result = Box::pin(drill(&app, work.as_ref())).await;
        work.end(result.map(|view| Ended::Drill(Box::new(view))));
    });
    Ok(DrillStarted { job: id })
}

/// What is asked for again, and what it starts from.
struct Script {
    /// Seconds of last month: first, and first after it.
    of: (i64, i64),
    /// The same of this month.
    range: (i64, i64),
    state: CarriedState,
    names: Names,
}

/// How the month goes under one set-up.
struct Course {
    settled: Settled,
    uses: u64,
    /// Uses that are refused, by the environment that pays for them.
    refused: BTreeMap<Option<EnvironmentId>, u64>,
    /// The last use of a conversation that somebody or something paid for, by environment.
    last_conversation: BTreeMap<Option<EnvironmentId>, i64>,
    billed: Credits,
}

/// How often the month is gone through: with today's set-up, and with each mend.
const COURSES: u64 = 4;

fn length((from, until): (i64, i64)) -> u64 {
    (until - from).unsigned_abs()
}

async fn drill(app: &App, job: &Job) -> Result<DrillView, ApiError> {
    job.step("Settling last month");
    settle(app, RunTimeline::Actual).await?;
    let mut snapshot = app.workbook.read().await?;
    let tenant = snapshot.tenant().clone();
    let this = Month::of(tenant.now);
    let first = this.start().timestamp();
    let last = Month::of(DateTime::from_timestamp(first - 1, 0).unwrap_or(tenant.now));
    let script = Script {
        of: (last.start().timestamp(), first),
        range: (first, this.end().timestamp()),
        state: state_before(&mut snapshot, first).await?,
        names: names(&mut snapshot).await?,
    };
    job.total_seconds
        .store(COURSES * length(script.range), Ordering::Relaxed);
    job.step("Going through the month with today's set-up");
    let today = course(&mut snapshot, &tenant, &script, job).await?;
    let platform = tenant.platform.now();
    let target = first_to_stop(&today).and_then(|id| platform.environment(id));
    let mut mends = Vec::new();
    if let Some(environment) = target {
        let spare = spare(platform, &today, environment);
        for (key, mend, step) in [
            (
                MendKey::Reallocate,
                Mend::Reallocate { spare },
                "Going through it with capacity reallocated",
            ),
            (MendKey::Buy, Mend::Buy, "Going through it with another pack"),
            (
                MendKey::LinkPlan,
                Mend::LinkPlan,
                "Going through it with a billing plan",
            ),
        ] {
            job.step(step);
            mends.push(match mend.of(&tenant, environment) {
                Ok(mended) => {
                    let then = course(&mut snapshot, &mended.tenant, &script, job).await?;
                    DrillMend {
                        mend: key,
                        text: done(platform, environment, &mended.done),
                        course: Some(view(&tenant, &then, Some(environment.facts.environment))),
                    }
                }
                Err(why) => DrillMend {
                    mend: key,
                    text: format!("{why}."),
                    course: None,
                },
            });
        }
    }
    let id = target.map(|known| known.facts.environment);
    Ok(DrillView {
        month: day(script.range.0),
        use_of: day(script.of.0),
        as_of: instant(tenant.now),
        uses: today.uses,
        events: events(platform, &today),
        today: view(&tenant, &today, id),
        environment: id.map(|id| id.to_string()),
        environment_name: target.map(|known| known.facts.name.clone()),
        mends,
    })
}

/// Settles the month under a set-up. Use of a day of last month is asked for on the same day of this one; days that this month
/// doesn't have are left out.
async fn course(snapshot: &mut Snapshot, tenant: &Tenant, script: &Script, job: &Job) -> Result<Course, ApiError> {
    job.go_on()?;
    let timeline = Timeline::AsIf(tenant.now);
    let coverage = coverage(snapshot, timeline, script.range).await?;
    let features = features(snapshot).await?;
    let catalogue = tenant.catalogue();
    let payments = Payments::compile(tenant, timeline, script.range, &script.names);
    let payers = payers(tenant.platform.now(), &script.names);
    let (mut uses, mut refused, mut last_conversation) = (0, BTreeMap::new(), BTreeMap::new());
    let mut billed = Credits::ZERO;
    let listener = |told: Told<'_>| {
        if told.unit.service.has_no_environment() || told.considered.is_empty() {
            return;
        }
        let place = usize::try_from(told.unit.environment).ok();
        let environment = place.and_then(|place| payers.get(place).copied()).flatten();
        let is_refused = told
            .parts
            .iter()
            .any(|part| matches!(part.outcome, Outcome::Blocked(_)));
        *refused.entry(environment).or_insert(0) += u64::from(is_refused);
        if !is_refused && told.unit.conversation != 0 {
            last_conversation.insert(environment, told.unit.at);
        }
        for part in told.parts {
            if let Outcome::Paid(Payer::PayAsYouGo(PayAsYouGo::Plan(_))) = part.outcome {
                billed += part.credits;
            }
        }
    };
    let mut settlement = Settlement::new(&catalogue, &coverage, &features, script.state.clone())
        .paying(&payments)
        .telling(listener);
    let shift = script.range.0 - script.of.0;
    snapshot
        .each_unit(UsageRows::All, script.of, |unit| {
            let at = unit.at + shift;
            if at < script.range.1 && !unit.service.has_no_environment() {
                uses += 1;
                settlement.add(&UsageUnit {
                    at,
                    act_seq: None,
                    ..*unit
                });
            }
        })
        .await?;
    job.go_on()?;
    let settled = settlement.finish();
    job.seconds.fetch_add(length(script.range), Ordering::Relaxed);
    Ok(Course {
        settled,
        uses,
        refused,
        last_conversation,
        billed,
    })
}

/// The environment that pays for each interned name.
fn payers(platform: &Platform, names: &Names) -> Vec<Option<EnvironmentId>> {
    let pays = |name: &Option<String>| {
        let known = platform.environment_of_use(Service::CopilotStudio, name.as_deref()?)?;
        match known.facts.workload {
            Workload::Dynamics365 => known.linked_to,
            Workload::None | Workload::CopilotForSales => Some(known.facts.environment),
        }
    };
    names.environments.iter().map(pays).collect()
}

/// When something happened first in an environment.
fn when(course: &Course, wanted: impl Fn(&Happening) -> bool) -> Option<i64> {
    let happened = course.settled.happenings.iter();
    happened
        .filter(|(happening, _)| wanted(happening))
        .map(|(_, at)| *at)
        .min()
}

fn stopped(course: &Course, wanted: Stop, of: EnvironmentId) -> Option<i64> {
    when(
        course,
        |happening| matches!(happening, Happening::UseStopped { stop, environment, .. } if *stop == wanted && *environment == Some(of)),
    )
}

/// The environment in which use stops first.
fn first_to_stop(course: &Course) -> Option<EnvironmentId> {
    let happened = course.settled.happenings.iter();
    let stops = happened.filter_map(|(happening, at)| match happening {
        Happening::UseStopped { environment, .. } => Some((*at, (*environment)?)),
        _ => None,
    });
    stops.min().map(|(_, environment)| environment)
}

/// The environment that has most of its allocation left at the month's end, besides the one that runs out.
fn spare(platform: &Platform, course: &Course, besides: &Environment) -> Option<(EnvironmentId, Credits)> {
    let used = &course.settled.state.balances.allocation;
    let others = platform
        .environments
        .iter()
        .filter(|known| known.facts.environment != besides.facts.environment);
    let left = others.map(|known| {
        let id = known.facts.environment;
        (known.allocated - Credits(used.get(&id).copied().unwrap_or(0)), id)
    });
    left.max()
        .filter(|(left, _)| *left > Credits::ZERO)
        .map(|(left, id)| (id, left))
}

fn view(tenant: &Tenant, course: &Course, of: Option<EnvironmentId>) -> DrillCourse {
    let first_flow = of.and_then(|id| stopped(course, Stop::AtFull, id));
    let first_agent = of.and_then(|id| stopped(course, Stop::AtEnforcement, id));
    DrillCourse {
        first_flow: first_flow.map(second),
        first_agent: first_agent.map(second),
        last_conversation: last_conversation(course, of, first_agent).map(second),
        refused: of.map_or(0, |id| course.refused.get(&Some(id)).copied().unwrap_or(0)),
        refused_in_all: course.refused.values().sum(),
        billed: course.billed.to_string(),
        usd: tenant.catalogue().pay_as_you_go(course.billed).to_string(),
    }
}

/// The last use of a conversation that goes on although agents are stopped.
fn last_conversation(course: &Course, of: Option<EnvironmentId>, first_agent: Option<i64>) -> Option<i64> {
    let last = course.last_conversation.get(&Some(of?)).copied()?;
    first_agent.filter(|stopped| last >= *stopped).map(|_| last)
}

fn events(platform: &Platform, course: &Course) -> Vec<DrillEvent> {
    let name = |id: Option<EnvironmentId>| {
        id.and_then(|id| platform.environment(id)).map_or_else(
            || "environments that this workbook does not know".to_owned(),
            |known| format!("\"{}\"", known.facts.name),
        )
    };
    let mut events: Vec<(i64, DrillEventKey, Option<EnvironmentId>, String)> = Vec::new();
    for (happening, at) in &course.settled.happenings {
        let (kind, environment, text) = match happening {
            Happening::CapacityLow { environment, .. } => (
                DrillEventKey::Low,
                Some(*environment),
                format!(
                    "Little is left of the allocation of {}: users of agents of Dynamics 365 are told.",
                    name(Some(*environment))
                ),
            ),
            Happening::CapacityUsedUp { environment: None, .. } => {
                (DrillEventKey::UsedUp, None, "The tenant's pool is used up.".to_owned())
            }
            Happening::CapacityUsedUp { environment, .. } => (
                DrillEventKey::UsedUp,
                *environment,
                format!("The allocation of {} is used up.", name(*environment)),
            ),
            Happening::UseStopped {
                stop: Stop::AtFull,
                environment,
                ..
            } => (
                DrillEventKey::FirstFlow,
                *environment,
                format!(
                    "The first agent flow or agent of Dynamics 365 is blocked in {}.",
                    name(*environment)
                ),
            ),
            Happening::UseStopped {
                stop: Stop::AtEnforcement,
                environment,
                ..
            } => (
                DrillEventKey::FirstAgent,
                *environment,
                format!("The first custom agent is blocked in {}.", name(*environment)),
            ),
            Happening::PlanCharged { plan, environment, .. } => (
                DrillEventKey::PlanCharged,
                *environment,
                format!(
                    "The billing plan \"{}\" is charged for {} from here on.",
                    platform.plan(*plan).map_or("", |plan| plan.facts.name.as_str()),
                    name(*environment)
                ),
            ),
            _ => continue,
        };
        events.push((*at, kind, environment, text));
        if let Happening::UseStopped {
            stop: Stop::AtEnforcement,
            ..
        } = happening
            && let Some(last) = last_conversation(course, environment, Some(*at))
        {
            let text = format!("The last conversation that was going on in {} ends.", name(environment));
            events.push((last, DrillEventKey::LastConversation, environment, text));
        }
    }
    events.sort_by_key(|(at, kind, ..)| (*at, *kind as u8));
    events
        .into_iter()
        .map(|(at, kind, environment, text)| DrillEvent {
            at: second(at),
            kind,
            environment: environment.map(|id| id.to_string()),
            text,
        })
        .collect()
}

fn done(platform: &Platform, environment: &Environment, done: &Done) -> String {
    let credits = |amount: &Credits| format!("{} Copilot Credits a month", grouped(&amount.to_string()));
    let name = &environment.facts.name;
    match done {
        Done::Allocated(amount) => format!("Allocate the {} that are left to \"{name}\".", credits(amount)),
        Done::Moved(from, amount) => format!(
            "Move {} from \"{}\", which would have them left at the end of the month, to \"{name}\".",
            credits(amount),
            platform
                .environment(*from)
                .map_or("", |known| known.facts.name.as_str())
        ),
        Done::Bought(amount, usd) => format!(
            "Buy {} for ${usd} a month, and allocate its {} to \"{name}\".",
            counted(1, "pack", "packs"),
            credits(amount)
        ),
        Done::Linked(Some(plan)) => format!(
            "Link \"{name}\" to the billing plan \"{}\".",
            platform.plan(*plan).map_or("", |plan| plan.facts.name.as_str())
        ),
        Done::Linked(None) => format!("Make a billing plan and link \"{name}\" to it."),
    }
}

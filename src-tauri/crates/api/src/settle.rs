//! Keeping the settlement runs current: which months need a new run, and publishing them together.
//!
//! What a run says is decided by `meterdesk-billing`; a month whose input is unchanged keeps its run.

use std::collections::HashMap;

use chrono::DateTime;
use meterdesk_billing::budget::{BudgetWatch, budget_fingerprint};
use meterdesk_billing::catalogue::Feature;
use meterdesk_billing::coverage::{Belonging, Coverage, Population, Span, Timeline, groups_needed};
use meterdesk_billing::directory::Product;
use meterdesk_billing::payment::{Names, Payments};
use meterdesk_billing::settlement::{CLAIMS_TO_A_MARK, CarriedState, Settled, Settlement};
use meterdesk_billing::time::{Moment, Month};
use meterdesk_store::{Act, Head, RunOrigin, RunTimeline, Snapshot, UsageRows};

use crate::App;
use crate::census::used_before;
use crate::error::{ApiError, ErrorCode};
use crate::nested::{nestings, within};
use crate::run_content::UsageContent;

/// Other processes may act while a month is being settled; then it is settled again on what they did.
const ATTEMPTS: usize = 8;

/// A month that needs a new run.
struct NewRun {
    month: i64,
    input: String,
    content: String,
    settled: Settled,
}

/// What a computation of runs rests on.
#[derive(PartialEq)]
struct Basis {
    head: Head,
    months: Vec<(i64, i64)>,
}

/// Makes sure that the published runs of a timeline are those of the present journal, clock and usage.
pub(crate) async fn settle(app: &App, timeline: RunTimeline) -> Result<(), ApiError> {
    if app.workbook.read_only().is_some() {
        return Ok(());
    }
    for _ in 0..ATTEMPTS {
        let mut snapshot = app.workbook.read().await?;
        let months = months_to_settle(&mut snapshot).await?;
        let basis = Basis {
            head: snapshot.head().clone(),
            months,
        };
        let runs = new_runs(&mut snapshot, timeline, &basis.months).await?;
        drop(snapshot);
        if runs.is_empty() {
            return Ok(());
        }
        let mut act = app.workbook.act(false).await?;
        let present = Basis {
            head: act.head().clone(),
            months: months_to_settle(&mut act).await?,
        };
        if present != basis {
            continue;
        }
        publish(&mut act, timeline, &runs).await?;
        let all: Vec<i64> = basis.months.iter().map(|(month, _)| *month).collect();
        act.drop_runs_except(timeline, &all).await?;
        if timeline == RunTimeline::Actual {
            act.correct_closed_months().await?;
        }
        act.commit(None).await?;
        return Ok(());
    }
    Err(ApiError::new(
        ErrorCode::Busy,
        "The workbook is being changed so often that it can't be settled; try again",
    ))
}

/// Does within an act what [`settle`] does between acts, for one whose meaning rests on figures.
pub(crate) async fn settle_within(act: &mut Act) -> Result<(), ApiError> {
    if act.is_preview() {
        return Ok(());
    }
    let months = months_to_settle(act).await?;
    let runs = new_runs(act, RunTimeline::Actual, &months).await?;
    publish(act, RunTimeline::Actual, &runs).await?;
    Ok(act.correct_closed_months().await?)
}

async fn publish(act: &mut Act, timeline: RunTimeline, runs: &[NewRun]) -> Result<(), ApiError> {
    let catalogue = act.tenant().catalogue();
    for run in runs {
        let origin = RunOrigin {
            input: &run.input,
            content: &run.content,
            catalogue: &catalogue.hash,
        };
        act.publish_run(timeline, run.month, origin, &run.settled).await?;
    }
    Ok(())
}

/// Months to settle: those with usage, and later ones in which a budget was set, as earlier spending may be past it.
async fn months_to_settle(snapshot: &mut Snapshot) -> Result<Vec<(i64, i64)>, ApiError> {
    let mut months = snapshot.months_with_usage().await?;
    let Some((first, _)) = months.first().copied() else {
        return Ok(months);
    };
    let changes = snapshot.tenant().policies.iter().flat_map(|policy| &policy.budgets);
    for month in changes.map(|change| Month::of(change.at).start().timestamp()) {
        if month > first && months.iter().all(|(known, _)| *known != month) {
            months.push((month, 0));
        }
    }
    months.sort_unstable();
    Ok(months)
}

/// Settles what an act changed, so that the next reader finds it done. The act itself is done whatever comes of this:
/// whoever reads next settles again, and is told what stands against it.
pub(crate) async fn settle_after_act(app: &App) {
    let _ = settle(app, RunTimeline::Actual).await;
}

async fn new_runs(
    snapshot: &mut Snapshot,
    timeline: RunTimeline,
    months: &[(i64, i64)],
) -> Result<Vec<NewRun>, ApiError> {
    let mut state = CarriedState::default();
    let mut earlier = String::new();
    let mut runs = Vec::new();
    for &(month, generation) in months {
        let (from, until) = range(snapshot, timeline, month);
        let rest = rest(snapshot, timeline, (from, until), &state);
        let history = history(snapshot, timeline, (from, until), months);
        let input = format!("usage {generation}; {rest}{history}");
        let published = snapshot.run(timeline, month).await?;
        if let Some(run) = published.filter(|run| run.input == input && !run.content.is_empty()) {
            (state, earlier) = (run.state, run.content);
            continue;
        }
        let (settled, usage) = settle_month(snapshot, timeline, UsageRows::All, (from, until), state).await?;
        let rest = if history.is_empty() {
            rest
        } else {
            format!("{rest}; after {earlier}")
        };
        let content = usage.finish(&rest);
        (state, earlier) = (settled.state.clone(), content.clone());
        runs.push(NewRun {
            month,
            input,
            content,
            settled,
        });
    }
    Ok(runs)
}

/// The seconds of a month that a run counts: not ahead of the clock and, under the actual set-up, not before the workbook.
pub(crate) fn range(snapshot: &Snapshot, timeline: RunTimeline, month: i64) -> (i64, i64) {
    let tenant = snapshot.tenant();
    let end = DateTime::from_timestamp(month, 0).map_or(month, |at| Month::of(at).end().timestamp());
    let from = match timeline {
        RunTimeline::Actual => month.max(tenant.started_at.timestamp()),
        RunTimeline::AsIfToday => month,
    };
    (from, end.min(tenant.now.timestamp() + 1).max(from))
}

fn rule_timeline(snapshot: &Snapshot, timeline: RunTimeline) -> Timeline {
    match timeline {
        RunTimeline::Actual => Timeline::Actual,
        RunTimeline::AsIfToday => Timeline::AsIf(snapshot.tenant().now),
    }
}

/// A text that is the same exactly where the run of the same usage would be the same.
fn rest(snapshot: &Snapshot, timeline: RunTimeline, (from, until): (i64, i64), state: &CarriedState) -> String {
    let set_up = snapshot
        .tenant()
        .coverage_fingerprint(rule_timeline(snapshot, timeline), until);
    let budgets = match timeline {
        RunTimeline::Actual => budget_fingerprint(snapshot.tenant(), until),
        RunTimeline::AsIfToday => "none".to_owned(),
    };
    let carried = serde_json::to_string(state).unwrap_or_default();
    let catalogue = snapshot.tenant().catalogue().hash.clone();
    format!("seconds {from}..{until}; set-up {set_up}; budgets {budgets}; rates {catalogue}; carried {carried}")
}

/// While a disconnection is reaching people, the outcome depends on earlier usage too: how often that has changed.
fn history(snapshot: &Snapshot, timeline: RunTimeline, (from, until): (i64, i64), months: &[(i64, i64)]) -> String {
    if timeline != RunTimeline::Actual || snapshot.tenant().disconnecting_in((from, until)).is_empty() {
        return String::new();
    }
    let earlier = months.iter().filter(|(month, _)| *month < until);
    let changes: Vec<String> = earlier.map(|(month, changes)| format!("{month} {changes}")).collect();
    format!("; earlier usage {}", changes.join(", "))
}

/// Judges usage of a span of seconds under the snapshot's set-up.
pub(crate) async fn settle_month(
    snapshot: &mut Snapshot,
    timeline: RunTimeline,
    which: UsageRows<'_>,
    (from, until): (i64, i64),
    state: CarriedState,
) -> Result<(Settled, UsageContent), ApiError> {
    let coverage = coverage(snapshot, rule_timeline(snapshot, timeline), (from, until)).await?;
    let features = features(snapshot).await?;
    // As if a set-up held, nobody is told anything: budgets belong to what did happen.
    let budgets = match timeline {
        RunTimeline::Actual => BudgetWatch::compile(snapshot.tenant(), (from, until)),
        RunTimeline::AsIfToday => BudgetWatch::default(),
    };
    let catalogue = snapshot.tenant().catalogue();
    let payments = payments(snapshot, rule_timeline(snapshot, timeline), (from, until)).await?;
    let mut settlement = Settlement::new(&catalogue, &coverage, &features, state)
        .paying(&payments)
        .watching(budgets);
    if keeps_uses(timeline, which) {
        settlement = settlement.keeping_uses().marking(CLAIMS_TO_A_MARK);
    }
    let mut content = UsageContent::new(snapshot.names().await?);
    snapshot
        .each_unit(which, (from, until), |unit| {
            content.add(unit);
            settlement.add(unit);
        })
        .await?;
    Ok((settlement.finish(), content))
}

/// Only published runs of what did happen are asked who used which agent, and what became of a use.
fn keeps_uses(timeline: RunTimeline, which: UsageRows<'_>) -> bool {
    timeline == RunTimeline::Actual && which == UsageRows::All
}

/// What the published runs hand on as of now: what payers have paid, among others.
pub(crate) async fn state_now(snapshot: &mut Snapshot) -> Result<CarriedState, ApiError> {
    let now = snapshot.tenant().now.timestamp();
    let months = months_to_settle(snapshot).await?;
    for (month, _) in months.into_iter().rev().filter(|(month, _)| *month <= now) {
        if let Some(run) = snapshot.run(RunTimeline::Actual, month).await? {
            return Ok(run.state);
        }
    }
    Ok(CarriedState::default())
}

/// Compiles what besides billing policies pays, for use at times in a range of seconds.
pub(crate) async fn payments(
    snapshot: &mut Snapshot,
    timeline: Timeline,
    range: (i64, i64),
) -> Result<Payments, ApiError> {
    let names = names(snapshot).await?;
    Ok(Payments::compile(snapshot.tenant(), timeline, range, &names))
}

/// What the interned names of usage stand for, as far as payment asks.
pub(crate) async fn names(snapshot: &mut Snapshot) -> Result<Names, ApiError> {
    let mut names = Names {
        environments: snapshot.environment_names().await?,
        agents: HashMap::new(),
    };
    for name in Payments::agents_to_know(snapshot.tenant()) {
        if let Some(number) = snapshot.agent_number(&name).await? {
            names.agents.insert(name, number);
        }
    }
    Ok(names)
}

/// What each interned feature name means.
pub(crate) async fn features(snapshot: &mut Snapshot) -> Result<Vec<Option<Feature>>, ApiError> {
    let names = snapshot.feature_names().await?;
    Ok(names
        .into_iter()
        .map(|name| name.as_deref().and_then(Feature::parse))
        .collect())
}

/// Compiles who is covered, for use at times in a range of seconds.
pub(crate) async fn coverage(
    snapshot: &mut Snapshot,
    timeline: Timeline,
    range: (i64, i64),
) -> Result<Coverage, ApiError> {
    // As if a set-up held throughout, its directory holds throughout too: who belongs at that time belongs always.
    let held_at = match timeline {
        Timeline::Actual => None,
        Timeline::AsIf(at) => Some(Moment {
            at: at.timestamp(),
            act_seq: None,
        }),
    };
    let population = |rows: Vec<Belonging>| match held_at {
        None => Population::from_rows(rows, range),
        Some(moment) => {
            let belonging = rows.into_iter().filter(|row| row.span.holds_at(moment));
            let throughout = belonging.map(|row| Belonging {
                span: Span::ALWAYS,
                ..row
            });
            Population::from_rows(throughout, range)
        }
    };
    let (mut groups, mut nested) = (HashMap::new(), HashMap::new());
    let nestings = nestings(snapshot).await?;
    for group in groups_needed(snapshot.tenant()) {
        let members = snapshot.memberships(group).await?;
        if let Some(nestings) = &nestings {
            nested.insert(group, population(within(snapshot, group, nestings).await?));
        }
        groups.insert(group, population(members));
    }
    let licences = snapshot.licences(Product::Microsoft365Copilot).await?;
    let licensed = population(licences);
    let coverage = Coverage::compile(snapshot.tenant(), timeline, groups, licensed).with_nested(nested);
    Ok(match timeline {
        Timeline::Actual => coverage.knowing(used_before(snapshot, range, None).await?),
        Timeline::AsIf(_) => coverage,
    })
}

//! What became of single uses: settled again, for those who ask row by row. Lines and traces are never stored.

use std::collections::HashMap;
use std::sync::Arc;

use meterdesk_billing::catalogue::Feature;
use meterdesk_billing::coverage::{Coverage, Timeline};
use meterdesk_billing::payment::{Considered, Names, Payments};
use meterdesk_billing::settlement::{CarriedState, Judged, Settlement, Told, judge};
use meterdesk_billing::time::Month;
use meterdesk_billing::usage::UsageUnit;
use meterdesk_store::{RunTimeline, Snapshot, UsageRows};

use crate::error::ApiError;
use crate::settle::{coverage, features, names, range};

/// What became of a use, and who was considered on the way.
#[derive(Debug, Clone, Default)]
pub(crate) struct Traced {
    pub(crate) parts: Vec<Judged>,
    pub(crate) considered: Vec<Considered>,
}

/// Uses to be told of.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Asked<'a> {
    /// Rows that count.
    Rows(&'a [UsageUnit]),
    /// Uses of one time that did not take place, with their features and the name of their environment.
    Uses(&'a [UsageUnit], &'a [Option<Feature>], &'a str),
}

impl Asked<'_> {
    const fn are_rows(self) -> bool {
        matches!(self, Self::Rows(_))
    }
}

/// Who is covered in a range of seconds: kept in memory where that is allowed, which it is not within an act.
async fn coverage_of(snapshot: &mut Snapshot, keep: bool, range: (i64, i64)) -> Result<Arc<Coverage>, ApiError> {
    if let Some(kept) = snapshot.kept_coverage(range).filter(|_| keep) {
        return Ok(kept);
    }
    let coverage = Arc::new(coverage(snapshot, Timeline::Actual, range).await?);
    if keep {
        snapshot.keep_coverage(range, &coverage);
    }
    Ok(coverage)
}

/// Who is covered in the month of a row: the same that [`traced`] has used to tell what became of it.
pub(crate) async fn coverage_of_row(snapshot: &mut Snapshot, at: i64) -> Result<Arc<Coverage>, ApiError> {
    let month = month_of(at);
    let range = if snapshot.tenant().platform.history().is_empty() {
        (month.start().timestamp(), month.end().timestamp())
    } else {
        range(snapshot, RunTimeline::Actual, month.start().timestamp())
    };
    coverage_of(snapshot, true, range).await
}

/// What became of each, in their order. All of them are judged: none is before the workbook or ahead of its clock.
pub(crate) async fn traced(snapshot: &mut Snapshot, asked: Asked<'_>) -> Result<Vec<Traced>, ApiError> {
    let mut features = features(snapshot).await?;
    let mut units = match asked {
        Asked::Rows(units) | Asked::Uses(units, ..) => units.to_vec(),
    };
    if let Asked::Uses(_, named, _) = asked {
        for (unit, feature) in units.iter_mut().zip(named) {
            unit.feature = i64::try_from(features.len()).unwrap_or(i64::MAX);
            features.push(*feature);
        }
    }
    // Where nothing but billing policies was ever set up, no payer can run out: a use is judged by itself.
    if snapshot.tenant().platform.history().is_empty() {
        return alone(snapshot, asked, (&units, &features)).await;
    }
    let mut found = vec![Traced::default(); units.len()];
    let mut months: Vec<Month> = units.iter().map(|unit| month_of(unit.at)).collect();
    months.sort();
    months.dedup();
    for month in months {
        in_month(snapshot, asked, (&units, &features), month, &mut found).await?;
    }
    Ok(found)
}

fn month_of(at: i64) -> Month {
    Month::of(chrono::DateTime::from_timestamp(at, 0).unwrap_or_default())
}

async fn alone(
    snapshot: &mut Snapshot,
    asked: Asked<'_>,
    (units, features): (&[UsageUnit], &[Option<Feature>]),
) -> Result<Vec<Traced>, ApiError> {
    let seconds = || units.iter().map(|unit| unit.at);
    let (Some(first), Some(last)) = (seconds().min(), seconds().max()) else {
        return Ok(Vec::new());
    };
    let whole_months = (month_of(first).start().timestamp(), month_of(last).end().timestamp());
    let coverage = coverage_of(snapshot, asked.are_rows(), whole_months).await?;
    let catalogue = snapshot.tenant().catalogue();
    Ok(units
        .iter()
        .map(|unit| Traced {
            parts: vec![judge(&catalogue, &coverage, feature_of(features, unit), unit)],
            considered: Vec::new(),
        })
        .collect())
}

/// Finds the uses of a month among those asked about.
async fn in_month(
    snapshot: &mut Snapshot,
    asked: Asked<'_>,
    (units, features): (&[UsageUnit], &[Option<Feature>]),
    month: Month,
    found: &mut [Traced],
) -> Result<(), ApiError> {
    let mut names = names(snapshot).await?;
    let mut own: Vec<(usize, UsageUnit)> = Vec::new();
    for (place, unit) in units.iter().enumerate().filter(|(_, unit)| month_of(unit.at) == month) {
        let mut unit = *unit;
        if let Asked::Uses(_, _, environment) = asked {
            unit.environment = i64::try_from(names.environments.len()).unwrap_or(i64::MAX);
            names.environments.push(Some(environment.to_owned()));
        }
        own.push((place, unit));
    }
    own.sort_by_key(|(_, unit)| unit.at);
    let keep = asked.are_rows();
    judge_alone(snapshot, (&mut own, found), (&names, features), (month, keep)).await?;
    for near in spans(&own, &snapshot.marks(month.start().timestamp()).await?) {
        let extra: Vec<UsageUnit> = if asked.are_rows() {
            Vec::new()
        } else {
            near.iter().map(|(_, unit)| *unit).collect()
        };
        let mut places: HashMap<(i64, u64, i64), Vec<usize>> = HashMap::new();
        for (place, unit) in near {
            places.entry(key(unit)).or_default().push(*place);
        }
        let ends = near.last().map_or(0, |(_, unit)| unit.at.saturating_add(1));
        let again = Again {
            month,
            asked: (near[0].1.at, ends),
            keep,
        };
        settled_again(snapshot, again, (&names, features), &extra, |told| {
            let Some(waiting) = places.get_mut(&key(told.unit)) else {
                return;
            };
            let same = |place: &usize| {
                let unit = &units[*place];
                if extra.is_empty() {
                    unit == told.unit
                } else {
                    unit.feature == told.unit.feature
                }
            };
            if let Some(which) = waiting.iter().position(same) {
                found[waiting.remove(which)] = Traced {
                    parts: told.parts.to_vec(),
                    considered: told.considered.to_vec(),
                };
            }
        })
        .await?;
    }
    Ok(())
}

/// Tells what becomes of uses on which no other use has an effect, and leaves the others.
async fn judge_alone(
    snapshot: &mut Snapshot,
    (own, found): (&mut Vec<(usize, UsageUnit)>, &mut [Traced]),
    (names, features): (&Names, &[Option<Feature>]),
    (month, keep): (Month, bool),
) -> Result<(), ApiError> {
    let (Some((_, first)), Some((_, last))) = (own.first(), own.last()) else {
        return Ok(());
    };
    let seconds = (first.at, last.at.saturating_add(1));
    let range = range(snapshot, RunTimeline::Actual, month.start().timestamp());
    let coverage = coverage_of(snapshot, keep, range).await?;
    let catalogue = snapshot.tenant().catalogue();
    let payments = Payments::compile(snapshot.tenant(), Timeline::Actual, seconds, names);
    let settlement = Settlement::new(&catalogue, &coverage, features, CarriedState::default()).paying(&payments);
    own.retain(|(place, unit)| match settlement.alone(unit) {
        None => true,
        Some(judged) => {
            found[*place] = Traced {
                parts: vec![judged],
                considered: Vec::new(),
            };
            false
        }
    });
    Ok(())
}

/// Uses in the order of time, in pieces between which a run kept what payers had paid: nobody settles what lies between.
fn spans<'a>(own: &'a [(usize, UsageUnit)], marks: &[i64]) -> Vec<&'a [(usize, UsageUnit)]> {
    let mark = |at: i64| marks.partition_point(|mark| *mark <= at);
    own.chunk_by(|(_, one), (_, next)| mark(one.at) == mark(next.at))
        .collect()
}

/// Tells of each use with a time in `[from, until)` by whom each part of it was paid, or why it was not. The runs of the months
/// are current.
pub(crate) async fn each_judged(
    snapshot: &mut Snapshot,
    (from, until): (i64, i64),
    mut listen: impl FnMut(&UsageUnit, Judged) + Send,
) -> Result<(), ApiError> {
    if snapshot.tenant().platform.history().is_empty() {
        let features = features(snapshot).await?;
        let coverage = coverage(snapshot, Timeline::Actual, (from, until)).await?;
        let catalogue = snapshot.tenant().catalogue();
        let judging = |unit: &UsageUnit| listen(unit, judge(&catalogue, &coverage, feature_of(&features, unit), unit));
        return Ok(snapshot.each_unit(UsageRows::All, (from, until), judging).await?);
    }
    listened(snapshot, (from, until), |unit, parts| {
        if (from..until).contains(&unit.at) {
            parts.iter().for_each(|part| listen(unit, *part));
        }
    })
    .await
}

/// What is settled again.
#[derive(Debug, Clone, Copy)]
struct Again {
    month: Month,
    /// Seconds of the use that is asked for.
    asked: (i64, i64),
    /// Whether coverage may be kept in memory.
    keep: bool,
}

/// Settles as much of a month again as has to do with the use asked for, with uses that did not take place among its own,
/// and tells of each use; of some that is earlier too.
async fn settled_again(
    snapshot: &mut Snapshot,
    Again {
        month,
        asked: (from, until),
        keep,
    }: Again,
    (names, features): (&Names, &[Option<Feature>]),
    extra: &[UsageUnit],
    listener: impl FnMut(Told<'_>) + Send,
) -> Result<(), ApiError> {
    let first = month.start().timestamp();
    let (begins, ends) = range(snapshot, RunTimeline::Actual, first);
    let mut state = state_before(snapshot, first).await?;
    // What comes later changes nothing about what is asked for; what came before is in the balances of a mark.
    let mut span = (begins, until.min(ends).max(begins));
    if let Some((at, balances)) = snapshot.mark_before(first, from).await? {
        state.balances = balances;
        span.0 = at;
    }
    let coverage = coverage_of(snapshot, keep, (begins, ends)).await?;
    let catalogue = snapshot.tenant().catalogue();
    let payments = Payments::compile(snapshot.tenant(), Timeline::Actual, span, names);
    let mut settlement = Settlement::new(&catalogue, &coverage, features, state)
        .paying(&payments)
        .telling(listener);
    snapshot
        .each_unit(UsageRows::All, span, |unit| settlement.add(unit))
        .await?;
    for unit in extra {
        settlement.add(unit);
    }
    drop(settlement.finish());
    Ok(())
}

/// Settles use of a span of seconds again, and tells of each unit of it, and of some earlier ones, with its parts.
async fn listened(
    snapshot: &mut Snapshot,
    (from, until): (i64, i64),
    mut listener: impl FnMut(&UsageUnit, &[Judged]) + Send,
) -> Result<(), ApiError> {
    let (features, names) = (features(snapshot).await?, names(snapshot).await?);
    let until = until.min(snapshot.tenant().now.timestamp() + 1);
    let mut month = month_of(from);
    while month.start().timestamp() < until {
        let telling = |told: Told<'_>| listener(told.unit, told.parts);
        let again = Again {
            month,
            asked: (from, until),
            keep: false,
        };
        settled_again(snapshot, again, (&names, &features), &[], telling).await?;
        month = month.next();
    }
    Ok(())
}

fn feature_of(features: &[Option<Feature>], unit: &UsageUnit) -> Option<Feature> {
    let place = usize::try_from(unit.feature).ok()?;
    features.get(place).copied().flatten()
}

fn key(unit: &UsageUnit) -> (i64, u64, i64) {
    (unit.at, unit.order, unit.feature)
}

/// What the last settled month before this one handed on.
pub(crate) async fn state_before(snapshot: &mut Snapshot, first: i64) -> Result<CarriedState, ApiError> {
    let months = snapshot.months_with_usage().await?;
    let mut earlier: Vec<i64> = months
        .into_iter()
        .map(|(month, _)| month)
        .filter(|month| *month < first)
        .collect();
    earlier.sort_unstable();
    while let Some(month) = earlier.pop() {
        if let Some(run) = snapshot.run(RunTimeline::Actual, month).await? {
            return Ok(run.state);
        }
    }
    Ok(CarriedState::default())
}

//! Credits per day, split by who paid or by environment, on exactly one basis.

use std::collections::BTreeMap;

use chrono::{Datelike, Days, NaiveDate};
use meterdesk_billing::catalogue::Catalogue;
use meterdesk_billing::settlement::{BlockedReason, Outcome};
use meterdesk_billing::tenant::Tenant;
use meterdesk_billing::time::{day_start, next_day};
use meterdesk_billing::units::Credits;
use meterdesk_store::{ReportedDay, RunRow, RunTimeline};

use crate::error::{ApiError, ErrorCode};
use crate::payer;
use crate::settle::settle;
use crate::text::{grouped, instant, spoken_day};
use crate::wire::*;
use crate::{App, Caller};

const DEFAULT_DAYS: u64 = 30;
const MOST_DAYS: i64 = 400;

/// Credits per day.
///
/// # Errors
/// When the range is not one, or the workbook can't be read.
pub async fn usage_series(app: &App, _caller: &Caller, request: UsageSeries) -> Result<UsageSeriesView, ApiError> {
    let timeline = request.timeline.unwrap_or(UsageTimeline::Actual);
    let run_timeline = match timeline {
        UsageTimeline::Actual => RunTimeline::Actual,
        UsageTimeline::AsIfToday => RunTimeline::AsIfToday,
    };
    settle(app, run_timeline).await?;
    let mut snapshot = app.workbook.read().await?;
    let range = Range::of(&request, snapshot.tenant().now.date_naive())?;
    let (refused, metered): (Vec<_>, Vec<_>) = snapshot
        .run_rows(run_timeline, range.first_day(), range.end_day())
        .await?
        .into_iter()
        .partition(|row| row.outcome == Outcome::Blocked(BlockedReason::Refused));
    // A reported day counts from its first second on; metered rows ahead of the clock are in no run.
    let after_today = day_start(next_day(snapshot.tenant().now.date_naive())) / 86_400;
    let reported = snapshot
        .reported_days(range.first_day(), range.end_day().min(after_today))
        .await?;
    let basis = request.basis.unwrap_or(if metered.is_empty() && !reported.is_empty() {
        UsageBasis::Reported
    } else {
        UsageBasis::Metered
    });
    let rows = metered.iter().map(|row| row.rows).sum();
    let paid: Credits = metered
        .iter()
        .filter(|row| matches!(row.outcome, Outcome::Paid(payer) if payer.charges()))
        .map(|row| row.credits)
        .sum();
    let (cells, other_basis_has_figures) = match basis {
        UsageBasis::Metered => (
            metered_cells(snapshot.tenant(), &metered, request.by),
            !reported.is_empty(),
        ),
        UsageBasis::Reported => (reported_cells(&reported, request.by), !metered.is_empty()),
    };
    let table = Table::of(&cells, &range);
    let (basis_name, money) = match basis {
        UsageBasis::Metered => ("metered", Some(Catalogue::built_in().pay_as_you_go(paid).to_string())),
        UsageBasis::Reported => ("reported:environmentReport", None),
    };
    let outside = snapshot.usage_outside().await?;
    Ok(UsageSeriesView {
        basis: basis_name.to_owned(),
        timeline,
        from: range.from.to_string(),
        until: range.until.to_string(),
        as_of: instant(snapshot.tenant().now),
        summary: summary(&table, &range),
        series: table.series,
        days: table.days,
        total: table.total.to_string(),
        pay_as_you_go_usd: money,
        rows,
        refused: refused.iter().map(|row| row.prompts).sum(),
        ahead_of_clock: outside.ahead_of_clock,
        before_workbook: outside.before_workbook,
        other_basis_has_figures,
    })
}

/// Days from `from` until before `until`.
struct Range {
    from: NaiveDate,
    until: NaiveDate,
}

impl Range {
    fn of(request: &UsageSeries, today: NaiveDate) -> Result<Self, ApiError> {
        let invalid = |field: &str, message: &str| ApiError::new(ErrorCode::InvalidField, message).at(field);
        let day = |text: &Option<String>, field: &str| {
            let read = |text: &String| {
                text.parse::<NaiveDate>()
                    .map_err(|_| invalid(field, "use a day such as 2026-11-01"))
            };
            text.as_ref().map(read).transpose()
        };
        if request.month_so_far == Some(true) {
            if request.from.is_some() || request.until.is_some() {
                return Err(invalid(
                    "monthSoFar",
                    "ask for this month so far, or for from and until",
                ));
            }
            return Ok(Self {
                from: today.with_day(1).unwrap_or(today),
                until: next_day(today),
            });
        }
        let until = day(&request.until, "until")?.unwrap_or(next_day(today));
        let from = day(&request.from, "from")?;
        let from = from
            .or_else(|| until.checked_sub_days(Days::new(DEFAULT_DAYS)))
            .unwrap_or(until);
        let length = (until - from).num_days();
        if length < 1 {
            return Err(invalid("until", "the last day must not be before the first"));
        }
        if length > MOST_DAYS {
            return Err(invalid("from", "choose at most 400 days at once"));
        }
        Ok(Self { from, until })
    }

    fn first_day(&self) -> i64 {
        day_start(self.from) / 86_400
    }

    fn end_day(&self) -> i64 {
        day_start(self.until) / 86_400
    }
}

/// What a series is, in the order of the chart: who paid first, then what nobody paid.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct SeriesKey {
    place: (u8, u64, u64),
    key: String,
    label: String,
    outcome: Option<u8>,
}

type Cells = BTreeMap<SeriesKey, BTreeMap<i64, Credits>>;

fn add(cells: &mut Cells, series: SeriesKey, day: i64, credits: Credits) {
    *cells.entry(series).or_default().entry(day).or_default() += credits;
}

fn metered_cells(tenant: &Tenant, rows: &[RunRow], by: UsageSplit) -> Cells {
    // A series has many rows: each is worded once.
    let mut by_payer: BTreeMap<Outcome, BTreeMap<i64, Credits>> = BTreeMap::new();
    let mut by_environment: BTreeMap<&str, BTreeMap<i64, Credits>> = BTreeMap::new();
    for row in rows {
        let days = match by {
            UsageSplit::Payer => by_payer.entry(row.outcome).or_default(),
            UsageSplit::Environment => by_environment.entry(&row.environment).or_default(),
        };
        *days.entry(row.day).or_default() += row.credits;
    }
    let by_payer = by_payer.into_iter();
    let by_payer = by_payer.map(|(outcome, days)| (payer_series(tenant, outcome), days));
    let by_environment = by_environment.into_iter();
    let by_environment = by_environment.map(|(name, days)| (environment_series(name, name), days));
    let mut cells = Cells::new();
    for (series, days) in by_payer.chain(by_environment) {
        for (day, credits) in days {
            add(&mut cells, series.clone(), day, credits);
        }
    }
    cells
}

fn payer_series(tenant: &Tenant, outcome: Outcome) -> SeriesKey {
    let (kind, detail) = outcome.to_stored();
    let place = match outcome {
        Outcome::Paid(payer) => {
            let (kind, age) = payer::place(tenant, payer);
            (0, u64::from(kind), age)
        }
        Outcome::Included => (1, 0, 0),
        Outcome::NotCharged(rule) => (2, rule as u64, 0),
        Outcome::Blocked(reason) => (3, reason as u64, 0),
    };
    SeriesKey {
        place,
        key: format!("{kind}:{detail}"),
        label: payer::outcome_label(tenant, outcome),
        outcome: Some(place.0),
    }
}

fn environment_series(id: &str, name: &str) -> SeriesKey {
    let label = if !name.is_empty() {
        name
    } else if !id.is_empty() {
        id
    } else {
        "No environment named"
    };
    SeriesKey {
        place: (u8::from(id.is_empty()), 0, 0),
        key: format!("environment:{id}"),
        label: label.to_owned(),
        outcome: None,
    }
}

fn reported_cells(rows: &[ReportedDay], by: UsageSplit) -> Cells {
    let mut cells = Cells::new();
    let named = |place, key: &str, label: &str| SeriesKey {
        place: (place, 0, 0),
        key: key.to_owned(),
        label: label.to_owned(),
        outcome: None,
    };
    // A report may name an environment on one day and leave its name out on another: the last name stands for all.
    let names: BTreeMap<&str, &str> = rows
        .iter()
        .filter(|row| !row.environment_name.is_empty())
        .map(|row| (row.environment.as_str(), row.environment_name.as_str()))
        .collect();
    for row in rows {
        match by {
            UsageSplit::Payer => {
                add(
                    &mut cells,
                    named(0, "reported:prepaid", "Prepaid, as reported"),
                    row.day,
                    Credits(row.prepaid),
                );
                let label = "Pay-as-you-go, as reported";
                add(
                    &mut cells,
                    named(1, "reported:payAsYouGo", label),
                    row.day,
                    Credits(row.pay_as_you_go),
                );
            }
            UsageSplit::Environment => {
                let name = names.get(row.environment.as_str()).copied().unwrap_or_default();
                add(
                    &mut cells,
                    environment_series(&row.environment, name),
                    row.day,
                    Credits(row.prepaid) + Credits(row.pay_as_you_go),
                );
            }
        }
    }
    cells
}

struct Table {
    series: Vec<UsageSeriesHead>,
    days: Vec<UsageDay>,
    total: Credits,
}

impl Table {
    fn of(cells: &Cells, range: &Range) -> Self {
        let mut days = Vec::new();
        let mut day = range.from;
        let mut total = Credits::ZERO;
        while day < range.until {
            let number = day_start(day) / 86_400;
            let credits: Vec<Credits> = cells
                .values()
                .map(|days| days.get(&number).copied().unwrap_or_default())
                .collect();
            let sum: Credits = credits.iter().copied().sum();
            total += sum;
            days.push(UsageDay {
                day: day.to_string(),
                credits: credits.iter().map(Credits::to_string).collect(),
                total: sum.to_string(),
            });
            day = next_day(day);
        }
        let series = cells.iter().map(|(series, days)| UsageSeriesHead {
            key: series.key.clone(),
            label: series.label.clone(),
            outcome: series.outcome.map(outcome_kind),
            total: days.values().copied().sum::<Credits>().to_string(),
        });
        Self {
            series: series.collect(),
            days,
            total,
        }
    }
}

const fn outcome_kind(place: u8) -> OutcomeKind {
    match place {
        0 => OutcomeKind::Paid,
        1 => OutcomeKind::Included,
        2 => OutcomeKind::NotCharged,
        _ => OutcomeKind::Blocked,
    }
}

fn summary(table: &Table, range: &Range) -> String {
    let last = range.until.pred_opt().unwrap_or(range.until);
    let span = format!("{} to {}", spoken_day(range.from), spoken_day(last));
    let of = |text: &str| text.parse::<Credits>().unwrap_or_default();
    let largest = table
        .series
        .iter()
        .max_by_key(|series| of(&series.total))
        .filter(|series| of(&series.total) > Credits::ZERO);
    match largest {
        None => format!("No Copilot Credits from {span}."),
        Some(largest) => format!(
            "{} Copilot Credits from {span}; the largest part is {} with {}.",
            grouped(&table.total.to_string()),
            largest.label,
            grouped(&largest.total)
        ),
    }
}

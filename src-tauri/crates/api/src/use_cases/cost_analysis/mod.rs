//! Billing › Cost management: what was charged, by what it was for, beside the period before, with a forecast.
//!
//! Money comes from what published runs settled. It is not the credits page that Microsoft calls Cost management under Copilot.

mod asked;
mod grouping;

use std::collections::{BTreeMap, HashMap};

use chrono::{DateTime, NaiveDate};
use foldhash::fast::FixedState;
use meterdesk_billing::costs::{Cost, CostBasis, FORECAST_DAYS, forecast};
use meterdesk_billing::directory::AdminRole;
use meterdesk_billing::settlement::PayAsYouGo;
use meterdesk_billing::tenant::Tenant;
use meterdesk_billing::time::Month;
use meterdesk_store::{RunTimeline, Snapshot};

use self::asked::{Range, counted_until, number, previous, range};
use self::grouping::{Group, Question};
use super::budget::NOT_AVAILABLE;
use crate::act::acting;
use crate::error::ApiError;
use crate::lists::{Cell, Column, columns};
use crate::pages::page;
use crate::settle::settle;
use crate::text::{grouped, instant, spoken_day};
use crate::wire::*;
use crate::{App, Caller};

columns!(CostAnalysisListed of CostGroupRow:
    Column::new("name", "Name", |row| Cell::text(&row.label)),
    Column::new("usd", "Cost (USD)", |row| Cell::amount(&row.usd)),
    Column::new("share", "Share (%)", |row| row.share_percent.as_deref().map_or(Cell::Nothing, Cell::amount)),
    Column::new("previous", "Period before (USD)", |row| Cell::amount(&row.previous_usd)),
    Column::new("change", "Change (USD)", |row| Cell::amount(&row.change_usd)),
);

/// Groups that a chart shows by themselves.
const TOP: usize = 9;
/// Groups that are named as drivers of a change.
const DRIVERS: usize = 5;
const OTHERS: &str = "others";

/// What a group costs in the period and in the one before.
#[derive(Debug, Clone, Copy, Default)]
struct Pair {
    now: Cost,
    before: Cost,
}

impl Pair {
    fn change(self) -> Cost {
        self.now - self.before
    }
}

/// A question with its days and its sums.
struct Found {
    question: Question,
    range: Range,
    counted_until: NaiveDate,
    before: Range,
    today: NaiveDate,
    /// The dearest first; of two alike, the one whose cost rose more.
    groups: Vec<(Group, Pair)>,
    /// All costs by day, those that a forecast rests on included.
    days: BTreeMap<i64, Cost>,
    /// Prices of pre-purchase plans among them, which no weekday foretells.
    once: BTreeMap<i64, Cost>,
}

impl Found {
    async fn of(snapshot: &mut Snapshot, view: Option<&CostQuestion>) -> Result<Self, ApiError> {
        let nothing = CostQuestion {
            period: None,
            from: None,
            until: None,
            basis: None,
            by: None,
            filters: Vec::new(),
        };
        let view = view.unwrap_or(&nothing);
        let today = snapshot.tenant().now.date_naive();
        let range = range(view, today)?;
        let question = Question::of(snapshot, view).await?;
        let counted_until = counted_until(question.basis, range, today);
        let before = previous(range, counted_until);
        let (first, counted) = (range.days().0, number(counted_until));
        let earliest = if counted_until < range.until {
            before.days().0.min(number(today) - FORECAST_DAYS)
        } else {
            before.days().0
        };
        let (before_from, before_until) = before.days();
        let mut sums: HashMap<Group, Pair, FixedState> = HashMap::default();
        let mut days: BTreeMap<i64, Cost> = BTreeMap::new();
        let mut once = BTreeMap::new();
        question.each_purchase(snapshot.tenant(), (earliest, range.days().1), |_, day, cost| {
            *once.entry(day).or_default() += cost;
        });
        question
            .each_cost(snapshot, (earliest, counted), |group, day, cost| {
                *days.entry(day).or_default() += cost;
                if day >= first {
                    sums.entry(group).or_default().now += cost;
                } else if (before_from..before_until).contains(&day) {
                    sums.entry(group).or_default().before += cost;
                }
            })
            .await?;
        let mut groups: Vec<_> = sums
            .into_iter()
            .filter(|(_, pair)| (pair.now, pair.before) != (Cost::ZERO, Cost::ZERO))
            .collect();
        groups.sort_unstable_by_key(|(group, pair)| (std::cmp::Reverse((pair.now, pair.change())), *group));
        Ok(Self {
            question,
            range,
            counted_until,
            before,
            today,
            groups,
            days,
            once,
        })
    }

    fn sum(&self) -> Pair {
        self.groups.iter().fold(Pair::default(), |sum, (_, pair)| Pair {
            now: sum.now + pair.now,
            before: sum.before + pair.before,
        })
    }
}

async fn sees_money(snapshot: &mut Snapshot, caller: &Caller) -> Result<bool, ApiError> {
    let actor = acting(snapshot, caller).await?;
    Ok(actor.roles.iter().copied().any(AdminRole::sees_spending))
}

/// Costs as a chart shows them.
///
/// # Errors
/// When the question is none, or the workbook can't be read.
pub async fn cost_analysis_get(
    app: &App,
    caller: &Caller,
    request: CostAnalysisGet,
) -> Result<CostAnalysisView, ApiError> {
    settle(app, RunTimeline::Actual).await?;
    let mut snapshot = app.workbook.read().await?;
    let mut found = Found::of(&mut snapshot, request.view.as_ref()).await?;
    let available = sees_money(&mut snapshot, caller).await?;
    if !available {
        found.groups.clear();
        found.days.clear();
    }
    let granularity = request.granularity.unwrap_or(CostGranularity::Day);
    let (series, columns) = chart(&mut snapshot, &found, granularity).await?;
    let sum = found.sum();
    let filters: Vec<Group> = found.question.filters.iter().map(|(_, group)| *group).collect();
    let labels = found.question.labelled(&mut snapshot, &filters).await?;
    let drivers = drivers(&mut snapshot, &found).await?;
    let tenant = snapshot.tenant();
    let shown = found.question.filters.iter().zip(labels);
    Ok(CostAnalysisView {
        not_available: (!available).then(|| NOT_AVAILABLE.to_owned()),
        from: found.range.from.to_string(),
        until: found.range.until.to_string(),
        counted_until: found.counted_until.to_string(),
        as_of: instant(tenant.now),
        basis: found.question.basis.into(),
        basis_note: basis_note(found.question.basis).to_owned(),
        granularity,
        by: found.question.by,
        filters: shown
            .map(|((filter, group), (_, label))| CostFilterShown {
                by: filter.by,
                key: filter.key.clone(),
                label: if *group == Group::Unknown {
                    filter.key.clone()
                } else {
                    label
                },
            })
            .collect(),
        summary: summary(&found, &series),
        total_usd: sum.now.to_string(),
        series,
        columns,
        previous: CostPrevious {
            from: found.before.from.to_string(),
            until: found.before.until.to_string(),
            usd: sum.before.to_string(),
            change_usd: sum.change().to_string(),
            change_percent: sum.change().permille_of(sum.before).map(percent),
            drivers,
        },
        budget: available.then(|| budget(tenant, &filters)).flatten(),
        forecast: if available {
            forecast_of(tenant, &found, sum.now)
        } else {
            None
        },
    })
}

/// All groups with their costs, the dearest first.
///
/// # Errors
/// When the question is none, the page is not one, or the workbook can't be read.
pub async fn cost_analysis_list(
    app: &App,
    caller: &Caller,
    request: CostAnalysisList,
) -> Result<CostAnalysisListed, ApiError> {
    let page = page::<CostAnalysisListed>(app, request.cursor.as_deref(), request.limit, request.sort.as_ref())?;
    settle(app, RunTimeline::Actual).await?;
    let mut snapshot = app.workbook.read().await?;
    let mut found = Found::of(&mut snapshot, request.view.as_ref()).await?;
    let not_available = (!sees_money(&mut snapshot, caller).await?).then(|| NOT_AVAILABLE.to_owned());
    if not_available.is_some() {
        found.groups.clear();
    }
    let whole = found.sum().now;
    let search = request.search.unwrap_or_default().trim().to_lowercase();
    // Names are looked up for all groups only where they choose or order them.
    let (rows, total, next) = if search.is_empty() && page.order.is_none() {
        let (shown, total, next) = page.cut(std::mem::take(&mut found.groups));
        (rows(&mut snapshot, &found.question, shown, whole).await?, total, next)
    } else {
        let groups = std::mem::take(&mut found.groups);
        let mut all = rows(&mut snapshot, &found.question, groups, whole).await?;
        all.retain(|row| row.label.to_lowercase().contains(&search));
        page.of::<CostAnalysisListed>(all)
    };
    Ok(CostAnalysisListed {
        rows,
        total,
        next,
        not_available,
    })
}

async fn rows(
    snapshot: &mut Snapshot,
    question: &Question,
    groups: Vec<(Group, Pair)>,
    whole: Cost,
) -> Result<Vec<CostGroupRow>, ApiError> {
    let of: Vec<Group> = groups.iter().map(|(group, _)| *group).collect();
    let labels = question.labelled(snapshot, &of).await?;
    let rows = groups.into_iter().zip(labels);
    Ok(rows
        .map(|((_, pair), (key, label))| CostGroupRow {
            key,
            label,
            usd: pair.now.to_string(),
            previous_usd: pair.before.to_string(),
            change_usd: pair.change().to_string(),
            share_percent: pair.now.permille_of(whole).map(percent),
        })
        .collect())
}

/// The largest groups and the others, column by column.
async fn chart(
    snapshot: &mut Snapshot,
    found: &Found,
    granularity: CostGranularity,
) -> Result<(Vec<CostSeries>, Vec<CostColumn>), ApiError> {
    let costly = || found.groups.iter().filter(|(_, pair)| pair.now != Cost::ZERO);
    let top: Vec<Group> = costly().take(TOP).map(|(group, _)| *group).collect();
    let others: Cost = costly().skip(TOP).map(|(_, pair)| pair.now).sum();
    let with_others = costly().nth(TOP).is_some();
    let (first, counted) = (found.range.days().0, number(found.counted_until));
    let mut cells: HashMap<(usize, i64), Cost> = HashMap::new();
    let mut totals: BTreeMap<i64, Cost> = BTreeMap::new();
    let column = |day: i64| match granularity {
        CostGranularity::Month => first_of_month(day).max(first),
        CostGranularity::Day | CostGranularity::Accumulated => day,
    };
    for day in first..counted {
        let cost = found.days.get(&day).copied().unwrap_or_default();
        *totals.entry(column(day)).or_default() += cost;
    }
    if !top.is_empty() {
        let places: HashMap<Group, usize> = top.iter().enumerate().map(|(place, group)| (*group, place)).collect();
        found
            .question
            .each_cost(snapshot, (first, counted), |group, day, cost| {
                if let Some(place) = places.get(&group) {
                    *cells.entry((*place, column(day))).or_default() += cost;
                }
            })
            .await?;
    }
    let width = top.len() + usize::from(with_others);
    let mut running = vec![Cost::ZERO; width];
    let mut running_total = Cost::ZERO;
    let mut columns = Vec::with_capacity(totals.len());
    for (day, total) in totals {
        let mut costs: Vec<Cost> = (0..top.len())
            .map(|place| cells.get(&(place, day)).copied().unwrap_or_default())
            .collect();
        if with_others {
            let shown = costs.iter().copied().sum();
            costs.push(total - shown);
        }
        let mut total = total;
        if granularity == CostGranularity::Accumulated {
            for (sum, cost) in running.iter_mut().zip(&mut costs) {
                *sum += *cost;
                *cost = *sum;
            }
            running_total += total;
            total = running_total;
        }
        columns.push(CostColumn {
            day: date(day).to_string(),
            usd: costs.iter().map(Cost::to_string).collect(),
            total_usd: total.to_string(),
        });
    }
    let labels = found.question.labelled(snapshot, &top).await?;
    let named = labels.into_iter().zip(costly());
    let mut series: Vec<CostSeries> = named
        .map(|((key, label), (_, pair))| CostSeries {
            key,
            label,
            usd: pair.now.to_string(),
        })
        .collect();
    if with_others {
        series.push(CostSeries {
            key: OTHERS.to_owned(),
            label: "Others".to_owned(),
            usd: others.to_string(),
        });
    }
    Ok((series, columns))
}

/// What changed most against the period before; the last row is the rest together.
async fn drivers(snapshot: &mut Snapshot, found: &Found) -> Result<Vec<CostDriver>, ApiError> {
    let mut changed: Vec<_> = found
        .groups
        .iter()
        .filter(|(_, pair)| pair.change() != Cost::ZERO)
        .copied()
        .collect();
    changed.sort_by_key(|(_, pair)| std::cmp::Reverse(pair.change().magnitude()));
    let rest = changed.split_off(changed.len().min(DRIVERS));
    let groups: Vec<Group> = changed.iter().map(|(group, _)| *group).collect();
    let labels = found.question.labelled(snapshot, &groups).await?;
    let mut drivers: Vec<CostDriver> = labels
        .into_iter()
        .zip(&changed)
        .map(|((key, label), (_, pair))| driver(key, label, *pair))
        .collect();
    if !rest.is_empty() {
        let sum = rest.iter().fold(Pair::default(), |sum, (_, pair)| Pair {
            now: sum.now + pair.now,
            before: sum.before + pair.before,
        });
        drivers.push(driver(OTHERS.to_owned(), "Others".to_owned(), sum));
    }
    Ok(drivers)
}

fn driver(key: String, label: String, pair: Pair) -> CostDriver {
    CostDriver {
        key,
        label,
        previous_usd: pair.before.to_string(),
        usd: pair.now.to_string(),
        change_usd: pair.change().to_string(),
    }
}

/// The budget of the one billing policy or plan that the question is narrowed to, if it is.
fn budget(tenant: &Tenant, filters: &[Group]) -> Option<CostBudget> {
    let [Group::Arrangement(arrangement)] = filters else {
        return None;
    };
    let (name, budget) = match arrangement {
        PayAsYouGo::Policy(id) => {
            let policy = tenant.policy(*id)?;
            (&policy.name, policy.budget()?)
        }
        PayAsYouGo::Plan(id) => {
            let plan = tenant.platform.now().plan(*id)?;
            (&plan.facts.name, &plan.budget()?.budget)
        }
    };
    Some(CostBudget {
        name: name.clone(),
        amount_usd: budget.amount().to_string(),
        reset_label: budget.reset().label().to_owned(),
    })
}

fn forecast_of(tenant: &Tenant, found: &Found, so_far: Cost) -> Option<CostForecast> {
    if found.counted_until >= found.range.until || found.counted_until < found.today {
        return None;
    }
    let now = number(found.counted_until);
    let began = number(tenant.started_at.date_naive());
    let first = began.max(now - FORECAST_DAYS);
    // A day that isn't over tells too little: settled cost of today is left out of what the forecast rests on.
    let complete = number(found.today).min(now);
    let once = |day: i64| found.once.get(&day).copied().unwrap_or_default();
    let usual = found.days.range(first..complete);
    let known = usual.map(|(day, cost)| (*day, *cost - once(*day))).collect();
    let found_ahead = forecast(&known, first, complete, number(found.range.until))?;
    let rest = if complete == now {
        found_ahead.rest
    } else {
        let today = forecast(&known, first, complete, now)?.rest;
        found_ahead.rest - today
    };
    let begins: Cost = found.once.range(now..).map(|(_, cost)| *cost).sum();
    let rest = rest + begins;
    Some(CostForecast {
        until: found.range.until.to_string(),
        usd: (so_far + rest).to_string(),
        rest_usd: rest.to_string(),
        off_percent: found_ahead.off_permille.map(percent),
        method: "Each day to come costs the mean of the same weekday in the last four weeks; a term of a pre-purchase plan that begins is added.".to_owned(),
    })
}

const fn basis_note(basis: CostBasis) -> &'static str {
    match basis {
        CostBasis::Billed => {
            "Actual cost as Azure bills it: pay-as-you-go of complete days, known a day later. What a pre-purchase plan pays for is $0; \
             the plan's own price stands on the day on which a term begins. Capacity packs are no part of it."
        }
        CostBasis::Settled => {
            "What Meterdesk settled until now, today included: credits that pay-as-you-go paid, at the price of a credit. \
             Azure shows them up to a day later."
        }
        CostBasis::Amortized => {
            "Amortized cost: pay-as-you-go of complete days, and what a pre-purchase plan pays for at its price for each credit of \
             its term. Credits of a term that nobody uses are no part of it."
        }
    }
}

impl From<CostBasis> for CostBasisKey {
    fn from(basis: CostBasis) -> Self {
        match basis {
            CostBasis::Billed => Self::Billed,
            CostBasis::Settled => Self::Settled,
            CostBasis::Amortized => Self::Amortized,
        }
    }
}

/// Thousandths as per cent with one place.
fn percent(permille: i64) -> String {
    let sign = if permille < 0 { "-" } else { "" };
    let magnitude = permille.unsigned_abs();
    format!("{sign}{}.{}", magnitude / 10, magnitude % 10)
}

fn summary(found: &Found, series: &[CostSeries]) -> String {
    let last = found.counted_until.pred_opt().unwrap_or(found.counted_until);
    if found.counted_until == found.range.from {
        return format!(
            "Nothing of the days from {} on is known yet.",
            spoken_day(found.range.from)
        );
    }
    let span = format!("from {} to {}", spoken_day(found.range.from), spoken_day(last));
    match series.first() {
        None => format!("Nothing was charged {span}."),
        Some(first) => format!(
            "{} {span}; the largest part is {} with {}.",
            spoken_cost(&found.sum().now.to_string()),
            first.label,
            spoken_cost(&first.usd)
        ),
    }
}

/// Dollars with all the places that they have, and at least two.
fn spoken_cost(decimal: &str) -> String {
    let (whole, fraction) = decimal.split_once('.').unwrap_or((decimal, ""));
    format!("${}.{fraction:0<2}", grouped(whole))
}

fn date(day: i64) -> NaiveDate {
    DateTime::from_timestamp(day * 86_400, 0)
        .unwrap_or_default()
        .date_naive()
}

fn first_of_month(day: i64) -> i64 {
    number(Month::of_day(date(day)).first_day())
}

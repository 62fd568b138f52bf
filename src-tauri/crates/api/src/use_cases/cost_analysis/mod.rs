//! Billing › Cost management: what was charged, by what it was for, beside the period before, with a forecast.
//!
//! Money comes from what published runs settled. It is not the credits page that Microsoft calls Cost management under Copilot.

mod asked;
mod found;
mod grouping;

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use chrono::{DateTime, NaiveDate};
use meterdesk_billing::costs::{Cost, CostBasis, FORECAST_DAYS, forecast};
use meterdesk_billing::directory::AdminRole;
use meterdesk_billing::settlement::PayAsYouGo;
use meterdesk_billing::tenant::Tenant;
use meterdesk_billing::time::Month;
use meterdesk_store::{RunTimeline, Snapshot};

use self::asked::number;
pub(crate) use self::found::Found;
use self::found::{Pair, TOP};
use self::grouping::Group;
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

const OTHERS: &str = "others";

/// What was found for whoever asks, and whether they see money.
async fn found(
    app: &App,
    snapshot: &mut Snapshot,
    (caller, view): (&Caller, Option<&CostQuestion>),
) -> Result<(Arc<Found>, bool), ApiError> {
    let actor = acting(snapshot, caller).await?;
    if actor.roles.iter().copied().any(AdminRole::sees_spending) {
        Ok((Found::of(app, snapshot, view).await?, true))
    } else {
        Ok((Arc::new(Found::without_costs(snapshot, view).await?), false))
    }
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
    let (found, available) = found(app, &mut snapshot, (caller, request.view.as_ref())).await?;
    let granularity = request.granularity.unwrap_or(CostGranularity::Day);
    let (series, columns) = chart(&mut snapshot, &found, granularity).await?;
    let sum = found.sum;
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
    let (found, available) = found(app, &mut snapshot, (caller, request.view.as_ref())).await?;
    let search = request.search.unwrap_or_default().trim().to_lowercase();
    // Names are looked up for all groups only where they choose or order them.
    let (rows, total, next) = if search.is_empty() && page.order.is_none() {
        let (shown, total, next) = page.cut_of(&found.groups);
        (rows(&mut snapshot, &found, shown).await?, total, next)
    } else {
        let mut all = rows(&mut snapshot, &found, &found.groups).await?;
        all.retain(|row| row.label.to_lowercase().contains(&search));
        page.of::<CostAnalysisListed>(all)
    };
    Ok(CostAnalysisListed {
        rows,
        total,
        next,
        not_available: (!available).then(|| NOT_AVAILABLE.to_owned()),
    })
}

async fn rows(snapshot: &mut Snapshot, found: &Found, groups: &[(Group, Pair)]) -> Result<Vec<CostGroupRow>, ApiError> {
    let of: Vec<Group> = groups.iter().map(|(group, _)| *group).collect();
    let labels = found.question.labelled(snapshot, &of).await?;
    let rows = groups.iter().zip(labels);
    Ok(rows
        .map(|((_, pair), (key, label))| CostGroupRow {
            key,
            label,
            usd: pair.now.to_string(),
            previous_usd: pair.before.to_string(),
            change_usd: pair.change().to_string(),
            share_percent: pair.now.permille_of(found.sum.now).map(percent),
        })
        .collect())
}

/// The largest groups and the others, column by column.
async fn chart(
    snapshot: &mut Snapshot,
    found: &Found,
    granularity: CostGranularity,
) -> Result<(Vec<CostSeries>, Vec<CostColumn>), ApiError> {
    let top: Vec<(Group, Pair)> = found.costly().take(TOP).copied().collect();
    let others: Cost = found.costly().skip(TOP).map(|(_, pair)| pair.now).sum();
    let with_others = found.costly().nth(TOP).is_some();
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
    for ((place, day), cost) in &found.top_days {
        *cells.entry((*place, column(*day))).or_default() += *cost;
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
    let groups: Vec<Group> = top.iter().map(|(group, _)| *group).collect();
    let labels = found.question.labelled(snapshot, &groups).await?;
    let named = labels.into_iter().zip(&top);
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
    let (changed, rest) = &found.drivers;
    let groups: Vec<Group> = changed.iter().map(|(group, _)| *group).collect();
    let labels = found.question.labelled(snapshot, &groups).await?;
    let mut drivers: Vec<CostDriver> = labels
        .into_iter()
        .zip(changed)
        .map(|((key, label), (_, pair))| driver(key, label, *pair))
        .collect();
    drivers.extend(rest.map(|rest| driver(OTHERS.to_owned(), "Others".to_owned(), rest)));
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
            spoken_cost(&found.sum.now.to_string()),
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

//! Licensing › Copilot Studio: the summary's cards, and what an environment's agents used.

use std::collections::BTreeMap;

use chrono::{DateTime, Months, NaiveDate};
use meterdesk_billing::ids::EnvironmentId;
use meterdesk_billing::payment::{Balances, capacity_period};
use meterdesk_billing::settlement::{Outcome, PayAsYouGo, Payer};
use meterdesk_billing::tenant::{PlatformRefusal, Refusal, Tenant};
use meterdesk_billing::time::{Month, day_start, next_day};
use meterdesk_billing::units::Credits;
use meterdesk_billing::usage::Service;
use meterdesk_store::{RunRow, RunTimeline};

use super::agent_sums::{AgentSum, AgentUse, agent_sums};
use super::environment::{day, rows_of_period, sums_of};
use super::identity;
use crate::error::ApiError;
use crate::settle::{settle, state_now};
use crate::text::{grouped, instant, spoken_day};
use crate::wire::*;
use crate::{App, Caller};

/// Rows of a card that shows the largest.
const TOP: usize = 5;

/// Credits paid by prepaid capacity, or over it, and billed to plans.
type Split = (Credits, Credits);

/// The page's summary.
///
/// # Errors
/// When the workbook can't be read.
pub async fn licensing_get(app: &App, _caller: &Caller, _request: LicensingGet) -> Result<LicensingView, ApiError> {
    settle(app, RunTimeline::Actual).await?;
    let mut snapshot = app.workbook.read().await?;
    let rows = rows_of_period(&mut snapshot).await?;
    let balances = state_now(&mut snapshot).await?.balances;
    let sums = agent_sums(&mut snapshot, false).await?;
    let today = snapshot.tenant().now.date_naive();
    let first = Month::of(snapshot.tenant().now).first_day();
    let trend_from = first.checked_sub_months(Months::new(2)).unwrap_or(first);
    let days = (day_start(trend_from) / 86_400, day_start(next_day(today)) / 86_400);
    let trend_rows = snapshot.run_rows(RunTimeline::Actual, days.0, days.1).await?;
    let trend = trend(days, &trend_rows);
    let totals = trend.values().fold(Split::default(), |sum, (prepaid, charged)| {
        (sum.0 + *prepaid, sum.1 + *charged)
    });
    let tenant = snapshot.tenant();
    let platform = tenant.platform.now();
    let (from, until) = capacity_period(tenant);
    Ok(LicensingView {
        from: day(from),
        until: day(until),
        as_of: instant(tenant.now),
        active_plans: u32::try_from(platform.plans.iter().filter(|plan| plan.enabled).count()).unwrap_or(u32::MAX),
        charged: rows
            .iter()
            .filter_map(split)
            .map(|(_, charged)| charged)
            .sum::<Credits>()
            .to_string(),
        owned: platform.owned().to_string(),
        assigned: platform.allocated().to_string(),
        available: (platform.owned() - platform.allocated()).to_string(),
        consumed: consumed(tenant, &balances).to_string(),
        products: products(tenant, &sums),
        environments: top_environments(tenant, &rows),
        agents: top_agents(tenant, &sums),
        trend: trend
            .iter()
            .map(|(day, split)| trend_day(spelled(*day), *split))
            .collect(),
        trend_totals: trend_day("Total".to_owned(), totals),
        trend_summary: trend_summary(&trend, totals),
    })
}

/// What an environment's agents used.
///
/// # Errors
/// When there is no such environment, or the workbook can't be read.
pub async fn environment_use_get(
    app: &App,
    _caller: &Caller,
    request: EnvironmentUseGet,
) -> Result<EnvironmentUseView, ApiError> {
    let id = EnvironmentId(identity(&request.environment, "environment")?);
    settle(app, RunTimeline::Actual).await?;
    let mut snapshot = app.workbook.read().await?;
    if snapshot.tenant().platform.now().environment(id).is_none() {
        return Err(Refusal::from(PlatformRefusal::EnvironmentUnknown).into());
    }
    let mut sums = agent_sums(&mut snapshot, false).await?;
    sums.retain(|(used, _)| used.environment == Some(id));
    sums.sort_by_key(|(_, sum)| std::cmp::Reverse(sum.billed()));
    let tenant = snapshot.tenant();
    let platform = tenant.platform.now();
    let (from, until) = capacity_period(tenant);
    Ok(EnvironmentUseView {
        from: day(from),
        until: day(until),
        as_of: instant(tenant.now),
        products: products(tenant, &sums),
        rows: sums
            .iter()
            .map(|(used, sum)| AgentFeatureUse {
                agent: used.agent.clone(),
                product: used.product(platform).to_owned(),
                feature: used.feature.clone(),
                billed: sum.billed().to_string(),
                not_billed: sum.not_billed.to_string(),
                blocked: sum.blocked.to_string(),
            })
            .collect(),
    })
}

/// What prepaid capacity paid, or was used over it, in the present period.
fn consumed(tenant: &Tenant, balances: &Balances) -> Credits {
    if balances.period != capacity_period(tenant).0 {
        return Credits::ZERO;
    }
    Credits(balances.allocation.values().sum::<i64>() + balances.pool)
}

/// A row of the Power Platform side; `None` for what is paid elsewhere or not at all.
fn split(row: &RunRow) -> Option<Split> {
    match row.outcome {
        Outcome::Paid(Payer::Allocation(_) | Payer::TenantPool | Payer::OverCapacity) => {
            Some((row.credits, Credits::ZERO))
        }
        Outcome::Paid(Payer::PayAsYouGo(PayAsYouGo::Plan(_)) | Payer::PrePurchase(_, PayAsYouGo::Plan(_))) => {
            Some((Credits::ZERO, row.credits))
        }
        _ => None,
    }
}

fn products(tenant: &Tenant, sums: &[(AgentUse, AgentSum)]) -> Vec<ProductUse> {
    let mut by_product: BTreeMap<&'static str, Split> = BTreeMap::new();
    for (used, sum) in sums.iter().filter(|(_, sum)| sum.billed() > Credits::ZERO) {
        let split = by_product.entry(used.product(tenant.platform.now())).or_default();
        split.0 += sum.prepaid;
        split.1 += sum.charged;
    }
    let product = |(product, (prepaid, charged)): (&str, Split)| ProductUse {
        product: product.to_owned(),
        prepaid: prepaid.to_string(),
        charged: charged.to_string(),
    };
    by_product.into_iter().map(product).collect()
}

fn top_environments(tenant: &Tenant, rows: &[RunRow]) -> Vec<NamedUse> {
    let known = tenant.platform.now().environments.iter();
    let named = known.map(|known| {
        let drawn = sums_of(tenant, known, rows).drawn();
        let key = known.facts.environment.to_string();
        (
            key,
            known.facts.name.clone(),
            None,
            (drawn.total() - drawn.charged, drawn.charged),
        )
    });
    top(named.collect())
}

fn top_agents(tenant: &Tenant, sums: &[(AgentUse, AgentSum)]) -> Vec<NamedUse> {
    let mut by_agent: BTreeMap<(String, String, String), Split> = BTreeMap::new();
    for (used, sum) in sums.iter().filter(|(used, _)| used.service == Service::CopilotStudio) {
        let id = used.environment.map_or_else(String::new, |id| id.to_string());
        let known = used.environment.and_then(|id| tenant.platform.now().environment(id));
        let name = known.map_or_else(|| used.environment_name.clone(), |known| known.facts.name.clone());
        let split = by_agent.entry((id, name, used.agent.clone())).or_default();
        split.0 += sum.prepaid;
        split.1 += sum.charged;
    }
    let named = by_agent
        .into_iter()
        .map(|((id, environment, agent), split)| (format!("{id}/{agent}"), agent, Some(environment), split));
    top(named.collect())
}

fn top(mut named: Vec<(String, String, Option<String>, Split)>) -> Vec<NamedUse> {
    named.retain(|(_, _, _, (prepaid, charged))| *prepaid + *charged > Credits::ZERO);
    named.sort_by_key(|(_, _, _, (prepaid, charged))| std::cmp::Reverse(*prepaid + *charged));
    let shown = named.into_iter().take(TOP);
    shown
        .map(|(key, name, environment, (prepaid, charged))| NamedUse {
            key,
            name,
            environment,
            prepaid: prepaid.to_string(),
            charged: charged.to_string(),
            total: (prepaid + charged).to_string(),
        })
        .collect()
}

fn trend((first, end): (i64, i64), rows: &[RunRow]) -> BTreeMap<i64, Split> {
    let mut by_day: BTreeMap<i64, Split> = (first..end).map(|day| (day, Split::default())).collect();
    for row in rows {
        if let (Some((prepaid, charged)), Some(sum)) = (split(row), by_day.get_mut(&row.day)) {
            sum.0 += prepaid;
            sum.1 += charged;
        }
    }
    by_day
}

fn date(day: i64) -> NaiveDate {
    DateTime::from_timestamp(day * 86_400, 0)
        .unwrap_or_default()
        .date_naive()
}

fn spelled(day: i64) -> String {
    date(day).to_string()
}

fn trend_day(day: String, (prepaid, charged): Split) -> TrendDay {
    TrendDay {
        day,
        prepaid: prepaid.to_string(),
        charged: charged.to_string(),
        total: (prepaid + charged).to_string(),
    }
}

fn trend_summary(trend: &BTreeMap<i64, Split>, (prepaid, charged): Split) -> String {
    let most = trend
        .iter()
        .max_by_key(|(day, (prepaid, charged))| (*prepaid + *charged, std::cmp::Reverse(**day)));
    match most {
        Some((day, (of_prepaid, of_charged))) if prepaid + charged > Credits::ZERO => format!(
            "{} Copilot Credits from {} on: {} by prepaid capacity, {} billed to pay-as-you-go. The most on {}: {}.",
            grouped(&(prepaid + charged).to_string()),
            trend
                .keys()
                .next()
                .map_or_else(String::new, |first| spoken_day(date(*first))),
            grouped(&prepaid.to_string()),
            grouped(&charged.to_string()),
            spoken_day(date(*day)),
            grouped(&(*of_prepaid + *of_charged).to_string()),
        ),
        _ => "No Copilot Credits were consumed in these days.".to_owned(),
    }
}

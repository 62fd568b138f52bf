//! Manage Agents: what each agent used in the present capacity period, and how it stands with its limit.

use std::collections::BTreeMap;

use meterdesk_billing::ids::EnvironmentId;
use meterdesk_billing::payment::{Balances, capacity_period};
use meterdesk_billing::platform::{Agent, AgentKind};
use meterdesk_billing::tenant::Tenant;
use meterdesk_billing::units::Credits;
use meterdesk_store::RunTimeline;

use super::agent_sums::{AgentSum, agent_sums};
use super::environment::day;
use crate::error::ApiError;
use crate::lists::{Cell, Column, columns};
use crate::pages::page;
use crate::settle::{settle, state_now};
use crate::text::instant;
use crate::wire::*;
use crate::{App, Caller};

columns!(AgentListed of AgentRow:
    Column::new("agent", "Agent", |row| Cell::text(&row.agent)),
    Column::new("environment", "Environment", |row| Cell::text(&row.environment_name)),
    Column::new("kind", "Comes with", |row| Cell::text(match row.kind {
        AgentKindKey::Custom => "Copilot Studio",
        AgentKindKey::Dynamics365 => "Dynamics 365",
    })),
    Column::new("status", "Status", |row| Cell::text(&row.status_label)),
    Column::new("limit", "Monthly limit (credits)", |row| row.limit.as_ref().map_or(Cell::Nothing, |limit| Cell::amount(limit))),
    Column::new("billed", "Billed credits", |row| Cell::amount(&row.billed)),
    Column::new("notBilled", "Non-billed credits", |row| Cell::amount(&row.not_billed)),
    Column::new("blocked", "Blocked credits", |row| Cell::amount(&row.blocked)),
);

/// Agents, the one with the most billed credits first.
///
/// # Errors
/// When the page is not one, or the workbook can't be read.
pub async fn agent_list(app: &App, _caller: &Caller, request: AgentList) -> Result<AgentListed, ApiError> {
    let page = page::<AgentListed>(app, request.cursor.as_deref(), request.limit, request.sort.as_ref())?;
    settle(app, RunTimeline::Actual).await?;
    let mut snapshot = app.workbook.read().await?;
    let balances = state_now(&mut snapshot).await?.balances;
    let mut sums: BTreeMap<(Option<EnvironmentId>, String, String), AgentSum> = BTreeMap::new();
    for (used, sum) in agent_sums(&mut snapshot, false).await? {
        let name = used.environment.map_or(used.environment_name, |_| String::new());
        let total = sums.entry((used.environment, name, used.agent)).or_default();
        total.prepaid += sum.prepaid;
        total.charged += sum.charged;
        total.not_billed += sum.not_billed;
        total.blocked += sum.blocked;
    }
    let tenant = snapshot.tenant();
    let platform = tenant.platform.now();
    for ((environment, _), agent) in &platform.agents {
        let is_there = |(id, _, name): &(Option<EnvironmentId>, String, String)| {
            *id == Some(*environment) && name.to_lowercase() == agent.name.to_lowercase()
        };
        if !sums.keys().any(is_there) {
            sums.insert(
                (Some(*environment), String::new(), agent.name.clone()),
                AgentSum::default(),
            );
        }
    }
    let search = request.search.unwrap_or_default().trim().to_lowercase();
    let wanted = request.environment;
    let mut rows: Vec<_> = sums
        .into_iter()
        .map(|((environment, name, agent), sum)| row(tenant, &balances, (environment, name), agent, &sum))
        .filter(|row| wanted.is_none() || row.environment == wanted)
        .filter(|row| {
            row.agent.to_lowercase().contains(&search) || row.environment_name.to_lowercase().contains(&search)
        })
        .collect();
    let billed = |row: &AgentRow| row.billed.parse::<Credits>().unwrap_or_default();
    rows.sort_by_key(|row| std::cmp::Reverse(billed(row)));
    let (rows, total, next) = page.of::<AgentListed>(rows);
    let (from, until) = capacity_period(tenant);
    Ok(AgentListed {
        rows,
        total,
        next,
        from: day(from),
        until: day(until),
        as_of: instant(tenant.now),
    })
}

fn row(
    tenant: &Tenant,
    balances: &Balances,
    (environment, name): (Option<EnvironmentId>, String),
    agent: String,
    sum: &AgentSum,
) -> AgentRow {
    let platform = tenant.platform.now();
    let known = environment.and_then(|id| platform.agents.get(&(id, agent.to_lowercase())));
    let status = status(known, counted(tenant, balances, environment, &agent));
    let limit = known.and_then(|known| known.limit.as_ref());
    let environment_name = environment
        .and_then(|id| platform.environment(id))
        .map_or(name, |known| known.facts.name.clone());
    AgentRow {
        environment: environment.map(|id| id.to_string()),
        environment_name,
        kind: match platform.kind_of_agent(environment, &agent) {
            AgentKind::Custom => AgentKindKey::Custom,
            AgentKind::Dynamics365 => AgentKindKey::Dynamics365,
        },
        agent,
        billed: sum.billed().to_string(),
        not_billed: sum.not_billed.to_string(),
        blocked: sum.blocked.to_string(),
        status_label: match status {
            AgentStatusKey::NoLimit => "",
            AgentStatusKey::Within => "Within limit",
            AgentStatusKey::Nearing => "Nearing limit",
            AgentStatusKey::Over => "Over limit",
        }
        .to_owned(),
        status,
        limit: limit.map(|limit| limit.credits().to_string()),
        notify_at: limit.map(|limit| limit.notify_at),
        stop: limit.map(|limit| limit.stop),
        stopped: status == AgentStatusKey::Over && limit.is_some_and(|limit| limit.stop),
        revision: known.map_or(0, |known| known.revision),
    }
}

/// What counted for the agent's limit in the present period.
fn counted(tenant: &Tenant, balances: &Balances, environment: Option<EnvironmentId>, agent: &str) -> Credits {
    if balances.period != capacity_period(tenant).0 {
        return Credits::ZERO;
    }
    let agents = environment.and_then(|id| balances.agents.get(&id));
    Credits(
        agents
            .and_then(|agents| agents.get(&agent.to_lowercase()))
            .copied()
            .unwrap_or(0),
    )
}

fn status(known: Option<&Agent>, used: Credits) -> AgentStatusKey {
    let Some(limit) = known.and_then(|known| known.limit.as_ref()) else {
        return AgentStatusKey::NoLimit;
    };
    if used >= limit.credits() {
        AgentStatusKey::Over
    } else if i128::from(used.0) * 100 >= i128::from(limit.credits) * i128::from(limit.notify_at) {
        AgentStatusKey::Nearing
    } else {
        AgentStatusKey::Within
    }
}

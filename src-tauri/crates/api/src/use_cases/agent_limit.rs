//! Agents of which something is set: list, limit, and whose agent one is.

use meterdesk_billing::ids::EnvironmentId;
use meterdesk_billing::payment::{Balances, capacity_period};
use meterdesk_billing::platform::{Agent, AgentKind, AgentLimit};
use meterdesk_billing::tenant::{Command, Event, PlatformCommand, PlatformRefusal, Refusal, Tenant};
use meterdesk_billing::units::Credits;
use meterdesk_store::RunTimeline;

use super::environment::credits;
use super::identity;
use super::platform_happening::environment_name;
use crate::act::{Begun, begin};
use crate::error::{ApiError, ErrorCode};
use crate::pages::plain_page;
use crate::settle::{settle, settle_after_act, state_now};
use crate::wire::*;
use crate::{App, Caller};

/// The per cent of a limit from which on administrators are told, where nobody says.
///
/// Source: a third party's test of the page (2026): 80 is preset.
const NOTIFY_AT: u8 = 80;

/// Agents of which something is set, by environment and name.
///
/// # Errors
/// When the page is not one, or the workbook can't be read.
pub async fn agent_limit_list(
    app: &App,
    _caller: &Caller,
    request: AgentLimitList,
) -> Result<AgentLimitListed, ApiError> {
    let page = plain_page(request.cursor.as_deref(), request.limit)?;
    settle(app, RunTimeline::Actual).await?;
    let mut snapshot = app.workbook.read().await?;
    let balances = state_now(&mut snapshot).await?.balances;
    let search = request.search.unwrap_or_default().trim().to_lowercase();
    let tenant = snapshot.tenant();
    let agents = tenant.platform.now().agents.iter();
    let rows = agents.map(|(key, agent)| AgentLimitRow {
        used: agent.limit.as_ref().map(|_| used(tenant, key, &balances).to_string()),
        ..row(tenant, key.0, agent)
    });
    let found = rows.filter(|row| {
        row.agent.to_lowercase().contains(&search) || row.environment_name.to_lowercase().contains(&search)
    });
    let (rows, total, next) = page.cut(found.collect());
    Ok(AgentLimitListed { rows, total, next })
}

/// Sets, changes or removes an agent's monthly limit.
///
/// # Errors
/// The refusal that stands against it, or when the workbook can't be written.
pub async fn agent_limit_set(app: &App, caller: &Caller, request: AgentLimitSet) -> Result<AgentChanged, ApiError> {
    let amount = request
        .limit
        .as_deref()
        .map(|text| credits(text, "limit"))
        .transpose()?;
    let notify_at = request.notify_at.as_deref().map(per_cent).transpose()?;
    let limit = amount.map(|amount| AgentLimit {
        credits: amount.0,
        notify_at: notify_at.unwrap_or(NOTIFY_AT),
        stop: request.stop.unwrap_or(false),
    });
    let command = PlatformCommand::SetAgentLimit {
        environment: EnvironmentId(identity(&request.environment, "environment")?),
        agent: request.agent.clone(),
        limit,
    };
    let preview = request.preview;
    let begun = begin!(app, caller, request);
    done(app, *begun, command, preview).await
}

/// Reads a whole per cent; which of them a limit takes is decided with the limit.
fn per_cent(text: &str) -> Result<u8, ApiError> {
    text.trim().parse().map_err(|_| {
        let message = "Enter a whole percentage from 50 to 100";
        ApiError::new(ErrorCode::InvalidField, message).at("notifyAt")
    })
}

/// Says whose agent it is.
///
/// # Errors
/// The refusal that stands against it, or when the workbook can't be written.
pub async fn agent_kind_set(app: &App, caller: &Caller, request: AgentKindSet) -> Result<AgentChanged, ApiError> {
    let command = PlatformCommand::SetAgentKind {
        environment: EnvironmentId(identity(&request.environment, "environment")?),
        agent: request.agent.clone(),
        kind: match request.kind {
            AgentKindKey::Custom => AgentKind::Custom,
            AgentKindKey::Dynamics365 => AgentKind::Dynamics365,
        },
    };
    let preview = request.preview;
    let begun = begin!(app, caller, request);
    done(app, *begun, command, preview).await
}

async fn done(app: &App, mut begun: Begun, command: PlatformCommand, preview: bool) -> Result<AgentChanged, ApiError> {
    let events = begun.decide(Command::Platform(command)).await?;
    let tenant = begun.act.tenant();
    let changed = match events.as_slice() {
        [Event::AgentLimitSet { environment, agent, .. } | Event::AgentKindSet { environment, agent, .. }] => {
            let agents = &tenant.platform.now().agents;
            agents
                .get(&(*environment, agent.to_lowercase()))
                .map(|known| row(tenant, *environment, known))
        }
        _ => None,
    };
    let agent = changed.ok_or(Refusal::from(PlatformRefusal::EnvironmentUnknown))?;
    let answer = begun.finish(AgentChanged { agent }).await?;
    if !preview {
        settle_after_act(app).await;
    }
    Ok(answer)
}

fn used(tenant: &Tenant, key: &(EnvironmentId, String), balances: &Balances) -> Credits {
    let agents = balances.agents.get(&key.0);
    let used = agents.and_then(|agents| agents.get(&key.1)).copied();
    let of_now = balances.period == capacity_period(tenant).0;
    Credits(used.filter(|_| of_now).unwrap_or(0))
}

fn row(tenant: &Tenant, environment: EnvironmentId, agent: &Agent) -> AgentLimitRow {
    let limit = agent.limit.as_ref();
    AgentLimitRow {
        environment: environment.to_string(),
        environment_name: environment_name(tenant.platform.now(), environment).to_owned(),
        agent: agent.name.clone(),
        kind: agent.kind.map(|kind| match kind {
            AgentKind::Custom => AgentKindKey::Custom,
            AgentKind::Dynamics365 => AgentKindKey::Dynamics365,
        }),
        limit: limit.map(|limit| limit.credits().to_string()),
        notify_at: limit.map(|limit| limit.notify_at),
        stop: limit.map(|limit| limit.stop),
        used: None,
        revision: agent.revision,
    }
}

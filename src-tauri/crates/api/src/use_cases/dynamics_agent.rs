//! The agents of Dynamics 365: what each does, where it runs in this tenant, and what a run costs on the rate card in force.

use std::collections::BTreeMap;

use meterdesk_billing::catalogue::{Feature, OverrideTarget, RateCard};
use meterdesk_billing::ids::EnvironmentId;
use meterdesk_billing::metering::credits_of;
use meterdesk_billing::payment::capacity_period;
use meterdesk_billing::platform::{DynamicsAgent, Environment, EnvironmentKind, Home, RunCharge, Workload};
use meterdesk_billing::tenant::Tenant;
use meterdesk_billing::units::{Credits, Quantity};
use meterdesk_store::RunTimeline;

use super::agent_sums::{AgentSum, agent_sums};
use super::environment::{day, rows_with_use};
use crate::error::ApiError;
use crate::settle::settle;
use crate::text::instant;
use crate::wire::*;
use crate::{App, Caller};

/// Agents of Dynamics 365, with what they used in the present capacity period.
///
/// # Errors
/// When the workbook can't be read.
pub async fn dynamics_agent_list(
    app: &App,
    _caller: &Caller,
    _request: DynamicsAgentList,
) -> Result<DynamicsAgentListed, ApiError> {
    settle(app, RunTimeline::Actual).await?;
    let mut snapshot = app.workbook.read().await?;
    let mut used: BTreeMap<(String, Option<EnvironmentId>), AgentSum> = BTreeMap::new();
    for (by, sum) in agent_sums(&mut snapshot, false).await? {
        let total = used.entry((by.agent, by.environment)).or_default();
        total.prepaid += sum.prepaid;
        total.charged += sum.charged;
        total.blocked += sum.blocked;
    }
    let standings = rows_with_use(&mut snapshot).await?;
    let tenant = snapshot.tenant();
    let catalogue = tenant.catalogue();
    let card = catalogue.card_at(tenant.now).unwrap_or(catalogue.newest_card());
    let rows: Vec<_> = DynamicsAgent::ALL
        .into_iter()
        .map(|agent| row(tenant, card, agent, (&used, &standings)))
        .collect();
    let (from, until) = capacity_period(tenant);
    Ok(DynamicsAgentListed {
        total: u32::try_from(rows.len()).unwrap_or(u32::MAX),
        rows,
        next: None,
        card: card.id.clone(),
        unit: card.unit.clone(),
        from: day(from),
        until: day(until),
        as_of: instant(tenant.now),
    })
}

type Used = BTreeMap<(String, Option<EnvironmentId>), AgentSum>;

fn row(
    tenant: &Tenant,
    card: &RateCard,
    agent: DynamicsAgent,
    (used, standings): (&Used, &[EnvironmentRow]),
) -> DynamicsAgentRow {
    let rated = |feature: Feature| credits_of(card.rate(feature)?, Quantity::whole(1));
    let lines: Vec<_> = agent
        .run()
        .into_iter()
        .map(|line| (line, rated(line.feature)))
        .collect();
    let per_run = lines
        .iter()
        .try_fold(Credits::ZERO, |sum, (_, credits)| Some(sum + (*credits)?));
    let unpublished = match agent.charge() {
        RunCharge::Unpublished(feature) => Some(feature),
        RunCharge::Events(_) => None,
    };
    let target = unpublished.map(|feature| OverrideTarget::Rate {
        card: card.id.clone(),
        feature,
    });
    let revision = target
        .as_ref()
        .map_or(0, |target| tenant.rate_overrides.revision(target));
    DynamicsAgentRow {
        key: key(agent),
        label: agent.label().to_owned(),
        product: agent.product().to_owned(),
        does: agent.does().to_owned(),
        metered_as: agent.metered_as().to_owned(),
        home: home(agent.home()).to_owned(),
        unit_of_run: agent.unit_of_run().to_owned(),
        lines: lines
            .into_iter()
            .map(|(line, credits)| DynamicsAgentLine {
                label: line.label.to_owned(),
                feature: line.feature.label().to_owned(),
                credits: credits.map(|credits| credits.to_string()),
            })
            .collect(),
        per_run: per_run.map(|credits| credits.to_string()),
        unpublished: unpublished.map(|feature| feature.key().to_owned()),
        basis: unpublished.and_then(|feature| card.rate(feature)?.overridden.clone()),
        revision,
        source: agent.source().to_owned(),
        environments: environments(tenant, agent, used, standings),
    }
}

const fn home(home: Home) -> &'static str {
    match home {
        Home::Of(Workload::CopilotForSales) => {
            "A production environment of Copilot for Sales; with a CRM that isn't Dynamics 365, msdyn_viva."
        }
        Home::Of(Workload::Dynamics365) => {
            "A Dynamics 365 environment that is linked to a Power Platform environment, whose capacity or plan pays."
        }
        Home::Of(Workload::None) => "Any environment.",
        Home::Default => "The default environment, unless Business Central is linked to another.",
    }
}

/// Environments that the agent is at home in, and others in which it was used in this period.
fn environments(
    tenant: &Tenant,
    agent: DynamicsAgent,
    used: &Used,
    standings: &[EnvironmentRow],
) -> Vec<DynamicsAgentEnvironment> {
    let is_home = |known: &Environment| match agent.home() {
        Home::Of(workload) => known.facts.workload == workload,
        Home::Default => known.facts.environment_kind == EnvironmentKind::Default,
    };
    let known = tenant.platform.now().environments.iter();
    known
        .filter_map(|known| {
            let sum = used.get(&(agent.metered_as().to_owned(), Some(known.facts.environment)));
            if sum.is_none() && !is_home(known) {
                return None;
            }
            let sum = sum.copied().unwrap_or_default();
            let id = known.facts.environment.to_string();
            let standing = standings.iter().find(|row| row.id == id);
            let standing = standing.and_then(|row| row.standing.as_ref());
            let against = against(tenant, known);
            Some(DynamicsAgentEnvironment {
                id,
                name: known.facts.name.clone(),
                ready: against.is_none(),
                text: against.map_or_else(
                    || standing.map_or_else(String::new, |standing| standing.text.clone()),
                    str::to_owned,
                ),
                billed: sum.billed().to_string(),
                blocked: sum.blocked.to_string(),
            })
        })
        .collect()
}

/// What stands against both billing models of an environment.
pub(in crate::use_cases) fn against(tenant: &Tenant, known: &Environment) -> Option<&'static str> {
    match known.facts.workload {
        Workload::CopilotForSales if known.kind_at(tenant.now) != EnvironmentKind::Production => {
            Some("Both billing models need a production environment: convert it to production first.")
        }
        Workload::Dynamics365 if known.linked_to.is_none() => {
            Some("It is not linked to a Power Platform environment: nothing pays for its agents.")
        }
        _ => None,
    }
}

/// The agent that a key names.
pub(super) const fn ran(key: DynamicsAgentKey) -> DynamicsAgent {
    match key {
        DynamicsAgentKey::LeadResearch => DynamicsAgent::LeadResearch,
        DynamicsAgentKey::CaseManagement => DynamicsAgent::CaseManagement,
        DynamicsAgentKey::SalesQualification => DynamicsAgent::SalesQualification,
        DynamicsAgentKey::OpportunityResearch => DynamicsAgent::OpportunityResearch,
        DynamicsAgentKey::SalesOrder => DynamicsAgent::SalesOrder,
        DynamicsAgentKey::Payables => DynamicsAgent::Payables,
        DynamicsAgentKey::CustomerIntent => DynamicsAgent::CustomerIntent,
        DynamicsAgentKey::QualityEvaluation => DynamicsAgent::QualityEvaluation,
    }
}

const fn key(agent: DynamicsAgent) -> DynamicsAgentKey {
    match agent {
        DynamicsAgent::LeadResearch => DynamicsAgentKey::LeadResearch,
        DynamicsAgent::CaseManagement => DynamicsAgentKey::CaseManagement,
        DynamicsAgent::SalesQualification => DynamicsAgentKey::SalesQualification,
        DynamicsAgent::OpportunityResearch => DynamicsAgentKey::OpportunityResearch,
        DynamicsAgent::SalesOrder => DynamicsAgentKey::SalesOrder,
        DynamicsAgent::Payables => DynamicsAgentKey::Payables,
        DynamicsAgent::CustomerIntent => DynamicsAgentKey::CustomerIntent,
        DynamicsAgent::QualityEvaluation => DynamicsAgentKey::QualityEvaluation,
    }
}

//! The tenant at a glance, and the journal's end.

use meterdesk_billing::directory::AdminRole;
use meterdesk_billing::settings::{Assumption, assumptions};
use meterdesk_billing::tenant::{REGIONS, Tenant};
use meterdesk_billing::usage::Service;
use meterdesk_store::PersonRecord;

use super::azure_rights::azure_rights;
use crate::error::{ApiError, ErrorCode};
use crate::text::instant;
use crate::wire::*;
use crate::{App, Caller};

const MOST_ACTORS: u32 = 100;

/// The tenant, its workbook and who may act.
///
/// # Errors
/// When the workbook can't be read.
pub async fn tenant_get(app: &App, _caller: &Caller, _request: TenantGet) -> Result<TenantView, ApiError> {
    let mut snapshot = app.workbook.read().await?;
    let tenant = snapshot.tenant().clone();
    let actors = snapshot.administrators(MOST_ACTORS).await?;
    let default_actor = snapshot.person(&tenant.default_actor.to_string()).await?;
    let default_actor = default_actor
        .ok_or_else(|| ApiError::new(ErrorCode::Damaged, "the workbook's first administrator is missing"))?;
    let (people, groups) = snapshot.directory_size().await?;
    let count = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    let catalogue = tenant.catalogue();
    let card = catalogue.card_at(tenant.now);
    Ok(TenantView {
        id: tenant.id.to_string(),
        name: tenant.name.clone(),
        scenario: tenant.scenario.clone(),
        seed: tenant.seed.to_string(),
        started_at: instant(tenant.started_at),
        now: instant(tenant.now),
        default_actor: actor_view(&tenant, default_actor),
        actors: actors.into_iter().map(|actor| actor_view(&tenant, actor)).collect(),
        people,
        groups,
        subscriptions: count(tenant.subscriptions.len()),
        policies: count(tenant.present_policies().count()),
        connected_services: count(
            Service::PAY_AS_YOU_GO
                .iter()
                .filter(|service| !tenant.present_connections(**service).is_empty())
                .count(),
        ),
        imports: count(
            tenant
                .imports
                .iter()
                .filter(|import| import.reverted_at.is_none())
                .count(),
        ),
        next_step: next_step(&tenant),
        rate_card: RateCardView {
            id: card.map_or_else(String::new, |card| card.id.clone()),
            effective_from: card.map_or_else(String::new, |card| instant(card.from)),
            unit: card.map_or_else(String::new, |card| card.unit.clone()),
            source: card.map_or_else(String::new, |card| card.source.clone()),
        },
        regions: REGIONS.map(str::to_owned).to_vec(),
        assumptions: assumptions(&tenant.settings).map(assumption_view).collect(),
        read_only: app.workbook.read_only().map(str::to_owned),
    })
}

/// The first step of setting up that is not done.
fn next_step(tenant: &Tenant) -> Option<NextStep> {
    let is_connected = Service::PAY_AS_YOU_GO
        .iter()
        .any(|service| !tenant.present_connections(*service).is_empty());
    let is_imported = tenant.imports.iter().any(|import| import.reverted_at.is_none());
    [
        (NextStep::Policy, tenant.present_policies().next().is_some()),
        (NextStep::Connect, is_connected),
        (NextStep::Prompt, tenant.prompt_tried),
        (NextStep::Import, is_imported),
    ]
    .into_iter()
    .find_map(|(step, is_done)| (!is_done).then_some(step))
}

fn actor_view(tenant: &Tenant, person: PersonRecord) -> ActorView {
    ActorView {
        azure_rights: azure_rights(tenant, person.id),
        id: person.id.to_string(),
        display_name: person.display_name,
        user_principal_name: person.user_principal_name,
        roles: person
            .roles
            .into_iter()
            .map(|role| AdminRole::label(role).to_owned())
            .collect(),
    }
}

fn assumption_view(assumption: Assumption) -> AssumptionView {
    AssumptionView {
        id: assumption.id.to_owned(),
        text: assumption.text.to_owned(),
        basis: assumption.basis.to_owned(),
    }
}

/// The last entry of the journal.
///
/// # Errors
/// When the workbook can't be read.
pub async fn journal_head(app: &App, _caller: &Caller, _request: JournalHeadGet) -> Result<JournalHead, ApiError> {
    let snapshot = app.workbook.read().await?;
    let head = snapshot.head().clone();
    Ok(JournalHead {
        branch: snapshot.branch().name().to_owned(),
        seq: head.seq,
        hash: head.hash,
    })
}

//! Pay-as-you-go services: list, connect, disconnect.

use meterdesk_billing::ids::PolicyId;
use meterdesk_billing::platform::PlanKind;
use meterdesk_billing::tenant::{Command, Connection, PolicyTarget, Refusal, Tenant};
use meterdesk_billing::usage::Service;
use meterdesk_store::Snapshot;

use super::identity;
use super::policy::{covered, users_label};
use super::service_rules::service_rules;
use crate::act::begin;
use crate::census::{connecting, disconnecting, policy_people};
use crate::error::ApiError;
use crate::lists::{Cell, Column, columns, order, ordered};
use crate::text::instant;
use crate::wire::*;
use crate::{App, Caller};

columns!(ServiceListed of ServiceRow:
    Column::new("service", "Service", |row| Cell::text(&row.label)),
    Column::new("policy", "Billing policy", |row| {
        let names: Vec<_> = row.connections.iter().map(|connection| connection.policy_name.as_str()).collect();
        Cell::text(names.join("; "))
    }),
    Column::new("connected-to", "Connected to", |row| {
        let labels: Vec<_> = row.connections.iter().map(|connection| connection.users_label.as_str()).collect();
        Cell::text(labels.join("; "))
    }),
);

/// The pay-as-you-go services.
///
/// # Errors
/// When the workbook can't be read.
pub async fn service_list(app: &App, _caller: &Caller, request: ServiceList) -> Result<ServiceListed, ApiError> {
    let order = order::<ServiceListed>(request.sort.as_ref())?;
    let mut snapshot = app.workbook.read().await?;
    let mut rows = Vec::new();
    for service in Service::PAY_AS_YOU_GO {
        rows.push(service_row(&mut snapshot, service).await?);
    }
    let total = u32::try_from(rows.len()).unwrap_or(u32::MAX);
    Ok(ServiceListed {
        rows: ordered::<ServiceListed>(rows, order),
        total,
        next: None,
    })
}

/// Connects a billing policy to a service.
///
/// # Errors
/// The refusal that stands against it, or when the workbook can't be written.
pub async fn service_connect(
    app: &App,
    caller: &Caller,
    request: ServiceConnect,
) -> Result<ServiceConnected, ApiError> {
    let target = target(request.service, &request.policy, request.revision)?;
    let mut begun = begin!(app, caller, request);
    begun.decide(Command::ConnectService(target)).await?;
    let (share, covers) = connecting(&mut begun.act, target).await?;
    let (service, people) = after(&mut begun.act, target).await?;
    let tenant = begun.act.tenant();
    let answer = ServiceConnected {
        service,
        as_of: instant(tenant.now),
        people,
        licensed: share.licensed,
        gained: share.alone,
        covered_twice: share.shared,
        also_covered_by: policy_people(tenant, &covers, &share.others),
        paid_by: policy_people(tenant, &covers, &share.payers),
        chat_plan: chat_plan(tenant, target.service),
    };
    begun.finish(answer).await
}

/// The Copilot Chat plan that is active while a policy is connected to Copilot Chat.
///
/// Source: Microsoft, Set up pay-as-you-go for Microsoft 365 Copilot services (2025-04-21): both can exist, nobody is charged
/// twice, and turning off the plan first is advised.
fn chat_plan(tenant: &Tenant, service: Service) -> Option<ActivePlan> {
    let mut plans = tenant.platform.now().present_plans();
    let active = plans.find(|plan| plan.facts.plan_kind == PlanKind::CopilotChat && plan.enabled)?;
    (service == Service::CopilotChat).then(|| ActivePlan {
        id: active.facts.plan.to_string(),
        name: active.facts.name.clone(),
    })
}

/// Disconnects a billing policy from a service.
///
/// # Errors
/// The refusal that stands against it, or when the workbook can't be written.
pub async fn service_disconnect(
    app: &App,
    caller: &Caller,
    request: ServiceDisconnect,
) -> Result<ServiceDisconnected, ApiError> {
    let target = target(request.service, &request.policy, request.revision)?;
    let mut begun = begin!(app, caller, request);
    begun.decide(Command::DisconnectService(target)).await?;
    let (share, covers, lost_later) = disconnecting(&mut begun.act, target).await?;
    let (service, people) = after(&mut begun.act, target).await?;
    let ending = service
        .connections
        .iter()
        .find(|connection| connection.policy == target.policy.to_string());
    let ends_at = ending
        .and_then(|connection| connection.ends_at.clone())
        .unwrap_or_default();
    let as_of = instant(begun.act.tenant().now);
    let paid_by = policy_people(begun.act.tenant(), &covers, &share.payers_without);
    begun
        .finish(ServiceDisconnected {
            service,
            ends_at,
            as_of,
            people,
            licensed: share.licensed,
            lost: share.alone,
            lost_later,
            lost_at_once: share.alone - lost_later,
            still_covered: share.shared,
            paid_by,
        })
        .await
}

fn target(service: ServiceKey, policy: &str, revision: Option<u64>) -> Result<PolicyTarget, ApiError> {
    Ok(PolicyTarget {
        service: service.into(),
        policy: PolicyId(identity(policy, "policy")?),
        revision,
    })
}

async fn after(snapshot: &mut Snapshot, target: PolicyTarget) -> Result<(ServiceRow, u32), ApiError> {
    let scope = snapshot
        .tenant()
        .policy_ever(target.policy)
        .ok_or(Refusal::PolicyUnknown)?
        .scope;
    let people = covered(snapshot, scope).await?;
    Ok((service_row(snapshot, target.service).await?, people))
}

async fn service_row(snapshot: &mut Snapshot, service: Service) -> Result<ServiceRow, ApiError> {
    let present: Vec<Connection> = snapshot
        .tenant()
        .present_connections(service)
        .into_iter()
        .cloned()
        .collect();
    let mut connections = Vec::with_capacity(present.len());
    for connection in present {
        let policy = snapshot
            .tenant()
            .policy_ever(connection.policy)
            .cloned()
            .ok_or(Refusal::PolicyUnknown)?;
        connections.push(ServiceConnection {
            policy: policy.id.to_string(),
            users_label: users_label(snapshot, policy.scope).await?,
            people: covered(snapshot, policy.scope).await?,
            connected_at: instant(connection.period.from),
            ends_at: connection.period.until.map(instant),
            policy_deleted: policy.deleted_at.is_some(),
            policy_name: policy.name,
        });
    }
    Ok(ServiceRow {
        service: service.into(),
        label: service.label().to_owned(),
        connections,
        rules: service_rules(&snapshot.tenant().catalogue(), service, snapshot.tenant().now),
        revision: snapshot.tenant().service_revision(service),
    })
}

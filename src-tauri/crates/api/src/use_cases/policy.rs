//! Billing policies: list, look at, make, delete.

use meterdesk_billing::ids::{GroupId, PolicyId, SubscriptionId};
use meterdesk_billing::settings::{Choice, SettingKey};
use meterdesk_billing::tenant::{Command, Connection, CreatePolicy, Event, Policy, Refusal, Scope};
use meterdesk_store::{Having, RunTimeline, Snapshot};

use super::budget::{self, Spending};
use super::identity;
use crate::act::{acting, begin};
use crate::error::ApiError;
use crate::lists::{Cell, Column, columns};
use crate::nested::members_set;
use crate::pages::page;
use crate::settle::settle;
use crate::text::instant;
use crate::wire::*;
use crate::{App, Caller};

columns!(PolicyListed of PolicyView:
    Column::new("name", "Name", |row| Cell::text(&row.name)),
    Column::new("users", "Users", |row| Cell::text(&row.users_label)),
    Column::new("services", "Services", |row| {
        let labels: Vec<_> = row.services.iter().map(|connection| connection.label.as_str()).collect();
        Cell::text(labels.join("; "))
    }),
    Column::new("budget-used", "Budget used (%)", |row| match &row.budget_used {
        Some(BudgetUsed::Known { used }) => Cell::count(used.percent),
        Some(BudgetUsed::NotAvailable { .. }) | None => Cell::Nothing,
    }),
);

/// Billing policies, oldest first.
///
/// # Errors
/// When the page is not one, or the workbook can't be read.
pub async fn policy_list(app: &App, caller: &Caller, request: PolicyList) -> Result<PolicyListed, ApiError> {
    let page = page::<PolicyListed>(app, request.cursor.as_deref(), request.limit, request.sort.as_ref())?;
    settle(app, RunTimeline::Actual).await?;
    let mut snapshot = app.workbook.read().await?;
    let spending = spending_seen_by(&mut snapshot, caller).await?;
    let search = request.search.unwrap_or_default().trim().to_lowercase();
    let found: Vec<Policy> = snapshot
        .tenant()
        .present_policies()
        .filter(|policy| policy.name.to_lowercase().contains(&search) || policy.id.to_string().contains(&search))
        .cloned()
        .collect();
    let mut rows = Vec::with_capacity(found.len());
    for policy in &found {
        rows.push(policy_view(&mut snapshot, policy, &spending).await?);
    }
    let (rows, total, next) = page.of::<PolicyListed>(rows);
    Ok(PolicyListed { rows, total, next })
}

/// One billing policy.
///
/// # Errors
/// When there is no such policy, or the workbook can't be read.
pub async fn policy_get(app: &App, caller: &Caller, request: PolicyGet) -> Result<PolicyView, ApiError> {
    settle(app, RunTimeline::Actual).await?;
    let mut snapshot = app.workbook.read().await?;
    let spending = spending_seen_by(&mut snapshot, caller).await?;
    let id = PolicyId(identity(&request.policy, "policy")?);
    let policy = snapshot.tenant().policy(id).cloned().ok_or(Refusal::PolicyUnknown)?;
    policy_view(&mut snapshot, &policy, &spending).await
}

/// Makes a billing policy.
///
/// # Errors
/// The refusal that stands against it, or when the workbook can't be written.
pub async fn policy_create(app: &App, caller: &Caller, request: PolicyCreate) -> Result<PolicyCreated, ApiError> {
    let scope = match &request.users {
        PolicyUsers::AllUsers {} => Scope::AllUsers,
        PolicyUsers::Group { group } => Scope::Group(GroupId(identity(group, "users")?)),
    };
    let wish = CreatePolicy {
        name: request.name.clone(),
        subscription: SubscriptionId(identity(&request.subscription, "subscription")?),
        resource_group: request.resource_group.clone(),
        region: request.region.clone(),
        scope,
        terms_accepted: request.terms_accepted,
        budget: request.budget.as_ref().map(budget::parse).transpose()?,
    };
    let mut begun = begin!(app, caller, request);
    begun.decide(Command::CreatePolicy(wish)).await?;
    let made = begun
        .act
        .tenant()
        .policies
        .last()
        .cloned()
        .ok_or(Refusal::PolicyUnknown)?;
    let spending = Spending::of_year(&mut begun.act, &begun.actor).await?;
    let policy = policy_view(&mut begun.act, &made, &spending).await?;
    begun.finish(PolicyCreated { policy }).await
}

/// Deletes a billing policy; its services are disconnected.
///
/// # Errors
/// The refusal that stands against it, or when the workbook can't be written.
pub async fn policy_delete(app: &App, caller: &Caller, request: PolicyDelete) -> Result<PolicyDeleted, ApiError> {
    let id = PolicyId(identity(&request.policy, "policy")?);
    let mut begun = begin!(app, caller, request);
    let events = begun
        .decide(Command::DeletePolicy {
            policy: id,
            revision: request.revision,
        })
        .await?;
    let policy = begun
        .act
        .tenant()
        .policy_ever(id)
        .cloned()
        .ok_or(Refusal::PolicyUnknown)?;
    let people = covered(&mut begun.act, policy.scope).await?;
    let disconnected = |connection: &&Connection| {
        connection.policy == id
            && events.iter().any(
                |event| matches!(event, Event::ServiceDisconnected { service, .. } if *service == connection.service),
            )
            && connection
                .period
                .until
                .is_some_and(|until| until > begun.act.tenant().now)
    };
    let disconnects = begun
        .act
        .tenant()
        .connections
        .iter()
        .filter(disconnected)
        .map(connection_view)
        .collect();
    begun
        .finish(PolicyDeleted {
            policy: id.to_string(),
            name: policy.name,
            disconnects,
            people,
        })
        .await
}

async fn spending_seen_by(snapshot: &mut Snapshot, caller: &Caller) -> Result<Spending, ApiError> {
    let actor = acting(snapshot, caller).await?;
    Spending::of_year(snapshot, &actor).await
}

pub(super) async fn policy_view(
    snapshot: &mut Snapshot,
    policy: &Policy,
    spending: &Spending,
) -> Result<PolicyView, ApiError> {
    let tenant = snapshot.tenant();
    let connections = tenant
        .connections
        .iter()
        .filter(|known| known.policy == policy.id && known.period.contains(tenant.now));
    let mut services: Vec<_> = connections.map(connection_view).collect();
    services.sort_by_key(|connection| connection.service as u8);
    let subscription_name = tenant
        .subscription(policy.subscription)
        .map_or_else(String::new, |known| known.name.clone());
    Ok(PolicyView {
        id: policy.id.to_string(),
        name: policy.name.clone(),
        users: match policy.scope {
            Scope::AllUsers => PolicyUsers::AllUsers {},
            Scope::Group(group) => PolicyUsers::Group {
                group: group.to_string(),
            },
        },
        users_label: users_label(snapshot, policy.scope).await?,
        people: covered(snapshot, policy.scope).await?,
        services,
        subscription: policy.subscription.to_string(),
        subscription_name,
        resource_group: policy.resource_group.clone(),
        region: policy.region.clone(),
        budget: match policy.budget() {
            Some(budget) => Some(budget::budget_view(snapshot, budget).await?),
            None => None,
        },
        budget_used: spending.budget_used(policy, snapshot.tenant().now),
        created_at: instant(policy.created_at),
        created_by: snapshot.display_name(policy.created_by).await?,
        revision: policy.revision,
    })
}

fn connection_view(connection: &Connection) -> PolicyConnection {
    PolicyConnection {
        service: connection.service.into(),
        label: connection.service.label().to_owned(),
        connected_at: instant(connection.period.from),
        ends_at: connection.period.until.map(instant),
    }
}

/// The label of the column Users.
pub(super) async fn users_label(snapshot: &mut Snapshot, scope: Scope) -> Result<String, ApiError> {
    let Scope::Group(group) = scope else {
        return Ok("All users".to_owned());
    };
    let name = snapshot.group_name(group).await?.unwrap_or_default();
    let deleted = snapshot.tenant().groups.deleted(group).is_some();
    Ok(if deleted {
        format!("{name} (deleted group)")
    } else {
        name
    })
}

/// How many people a scope covers now.
pub(super) async fn covered(snapshot: &mut Snapshot, scope: Scope) -> Result<u32, ApiError> {
    let Scope::Group(group) = scope else {
        let everybody = snapshot.set_of(Having::Place).await?;
        return Ok(u32::try_from(everybody.count_ones(..)).unwrap_or(u32::MAX));
    };
    let tenant = snapshot.tenant();
    let gone = tenant.groups.deleted(group).is_some();
    if gone && tenant.settings.now(SettingKey::DeletedGroup) == Choice::UseBlocked {
        return Ok(0);
    }
    let now = tenant.now;
    let members = members_set(snapshot, group, now).await?;
    Ok(u32::try_from(members.count_ones(..)).unwrap_or(u32::MAX))
}

//! Acts in Azure: subscriptions, resource groups, and who has which role.

use meterdesk_billing::ids::{PolicyId, SubscriptionId};
use meterdesk_billing::settings::{Choice, SettingKey};
use meterdesk_billing::tenant::{
    AzureCommand, AzureRole, Command, Event, Impediment, Policy, Refusal, RoleAssignment, SubscriptionTarget, Tenant,
};
use meterdesk_billing::usage::Service;
use meterdesk_store::Snapshot;

use super::azure::row;
use super::identity;
use crate::act::{Begun, begin};
use crate::error::ApiError;
use crate::settle::settle_after_act;
use crate::text::listed;
use crate::wire::*;
use crate::{App, Caller};

/// Creates an Azure subscription with its first resource group.
///
/// # Errors
/// The refusal that stands against it, or when the workbook can't be written.
pub async fn subscription_create(
    app: &App,
    caller: &Caller,
    request: SubscriptionCreate,
) -> Result<SubscriptionChanged, ApiError> {
    let command = AzureCommand::CreateSubscription {
        name: request.name.clone(),
        resource_group: request.resource_group.clone(),
        region: request.region.clone(),
    };
    let preview = request.preview;
    let begun = begin!(app, caller, request);
    done(app, *begun, command, preview).await
}

/// Disables an Azure subscription.
///
/// # Errors
/// The refusal that stands against it, or when the workbook can't be written.
pub async fn subscription_disable(
    app: &App,
    caller: &Caller,
    request: SubscriptionDisable,
) -> Result<SubscriptionChanged, ApiError> {
    let command = AzureCommand::Disable(target(&request.subscription, request.revision)?);
    let preview = request.preview;
    let begun = begin!(app, caller, request);
    done(app, *begun, command, preview).await
}

/// Enables a disabled Azure subscription again.
///
/// # Errors
/// The refusal that stands against it, or when the workbook can't be written.
pub async fn subscription_enable(
    app: &App,
    caller: &Caller,
    request: SubscriptionEnable,
) -> Result<SubscriptionChanged, ApiError> {
    let command = AzureCommand::Enable(target(&request.subscription, request.revision)?);
    let preview = request.preview;
    let begun = begin!(app, caller, request);
    done(app, *begun, command, preview).await
}

/// Gives a person a role.
///
/// # Errors
/// The refusal that stands against it, or when the workbook can't be written.
pub async fn subscription_role_grant(
    app: &App,
    caller: &Caller,
    request: SubscriptionRoleGrant,
) -> Result<SubscriptionChanged, ApiError> {
    let target = target(&request.subscription, request.revision)?;
    let wish = (request.user.clone(), request.role, request.resource_group.clone());
    let preview = request.preview;
    let mut begun = begin!(app, caller, request);
    let (person, assignment) = assignment(&mut begun.act, wish).await?;
    let command = AzureCommand::GrantRole {
        target,
        assignment,
        person,
    };
    done(app, *begun, command, preview).await
}

/// Takes a role from a person.
///
/// # Errors
/// The refusal that stands against it, or when the workbook can't be written.
pub async fn subscription_role_remove(
    app: &App,
    caller: &Caller,
    request: SubscriptionRoleRemove,
) -> Result<SubscriptionChanged, ApiError> {
    let target = target(&request.subscription, request.revision)?;
    let wish = (request.user.clone(), request.role, request.resource_group.clone());
    let preview = request.preview;
    let mut begun = begin!(app, caller, request);
    let (person, assignment) = assignment(&mut begun.act, wish).await?;
    let command = AzureCommand::RemoveRole {
        target,
        assignment,
        person,
    };
    done(app, *begun, command, preview).await
}

/// Creates a resource group.
///
/// # Errors
/// The refusal that stands against it, or when the workbook can't be written.
pub async fn resource_group_create(
    app: &App,
    caller: &Caller,
    request: ResourceGroupCreate,
) -> Result<SubscriptionChanged, ApiError> {
    let command = AzureCommand::CreateResourceGroup {
        target: target(&request.subscription, request.revision)?,
        name: request.name.clone(),
        region: request.region.clone(),
    };
    let preview = request.preview;
    let begun = begin!(app, caller, request);
    done(app, *begun, command, preview).await
}

/// Deletes a resource group.
///
/// # Errors
/// The refusal that stands against it, or when the workbook can't be written.
pub async fn resource_group_delete(
    app: &App,
    caller: &Caller,
    request: ResourceGroupDelete,
) -> Result<SubscriptionChanged, ApiError> {
    let command = AzureCommand::DeleteResourceGroup {
        target: target(&request.subscription, request.revision)?,
        name: request.name.clone(),
    };
    let preview = request.preview;
    let begun = begin!(app, caller, request);
    done(app, *begun, command, preview).await
}

fn target(subscription: &str, revision: Option<u64>) -> Result<SubscriptionTarget, ApiError> {
    Ok(SubscriptionTarget {
        subscription: SubscriptionId(identity(subscription, "subscription")?),
        revision,
    })
}

/// The name of the person and what they are to be.
async fn assignment(
    snapshot: &mut Snapshot,
    (user, role, resource_group): (String, AzureRoleKey, Option<String>),
) -> Result<(String, RoleAssignment), ApiError> {
    let person = snapshot.person(&user).await?.ok_or(Refusal::PersonUnknown(user))?;
    let role = match role {
        AzureRoleKey::Owner => AzureRole::Owner,
        AzureRoleKey::Contributor => AzureRole::Contributor,
        AzureRoleKey::Reader => AzureRole::Reader,
    };
    let assignment = RoleAssignment {
        person: person.id,
        role,
        resource_group,
    };
    Ok((person.display_name, assignment))
}

/// Does it, and says what follows.
async fn done(
    app: &App,
    mut begun: Begun,
    command: AzureCommand,
    preview: bool,
) -> Result<SubscriptionChanged, ApiError> {
    let before = impeded(begun.act.tenant());
    let events = begun.decide(Command::Azure(command)).await?;
    let tenant = begun.act.tenant();
    let (subscription, concerned) = match events.as_slice() {
        [Event::SubscriptionCreated { subscription }] => (subscription.id, None),
        [Event::SubscriptionDisabled { subscription } | Event::SubscriptionEnabled { subscription }] => {
            (*subscription, Some(None))
        }
        [
            Event::ResourceGroupDeleted {
                subscription,
                resource_group,
            },
        ] => (*subscription, Some(Some(resource_group.as_str()))),
        [Event::RoleRemoved { subscription, .. } | Event::RoleGranted { subscription, .. }] => {
            (*subscription, Some(None))
        }
        [Event::ResourceGroupCreated { subscription, .. }] => (*subscription, None),
        _ => return Err(Refusal::SubscriptionUnknown.into()),
    };
    let policies: Vec<ChargedPolicy> = concerned
        .into_iter()
        .flat_map(|resource_group| charging(tenant, subscription, resource_group))
        .collect();
    let effects = effects(tenant, &events, &before, &policies);
    let known = tenant
        .subscription(subscription)
        .cloned()
        .ok_or(Refusal::SubscriptionUnknown)?;
    let actor = begun.actor.clone();
    let subscription = row(&mut begun.act, &actor, known).await?;
    let answer = SubscriptionChanged {
        subscription,
        policies,
        effects,
    };
    let answer = begun.finish(answer).await?;
    if !preview {
        settle_after_act(app).await;
    }
    Ok(answer)
}

/// Billing policies that charge a subscription, or one resource group of it, oldest first.
pub(super) fn charging(
    tenant: &Tenant,
    subscription: SubscriptionId,
    resource_group: Option<&str>,
) -> Vec<ChargedPolicy> {
    let charges = |policy: &&Policy| {
        policy.subscription == subscription && resource_group.is_none_or(|name| policy.resource_group == name)
    };
    let policies = tenant.present_policies().filter(charges);
    policies.map(|policy| charged(tenant, policy)).collect()
}

/// A billing policy and what it pays for now.
pub(super) fn charged(tenant: &Tenant, policy: &Policy) -> ChargedPolicy {
    let connections = tenant.connections.iter();
    let present = connections.filter(|known| known.policy == policy.id && known.period.contains(tenant.now));
    let services: Vec<Service> = present.map(|known| known.service).collect();
    ChargedPolicy {
        policy: policy.id.to_string(),
        name: policy.name.clone(),
        resource_group: policy.resource_group.clone(),
        services_label: services_label(&services),
        services: services.into_iter().map(ServiceKey::from).collect(),
    }
}

fn services_label(services: &[Service]) -> String {
    let labels: Vec<_> = services.iter().map(|service| service.label().to_owned()).collect();
    if labels.is_empty() {
        "no service".to_owned()
    } else {
        listed(&labels)
    }
}

/// Policies that can't be charged now, where the switches say that this blocks use.
fn impeded(tenant: &Tenant) -> Vec<PolicyId> {
    tenant
        .present_policies()
        .filter(|policy| {
            tenant
                .impediments(policy.id)
                .any(|by| tenant.settings.now(by.switch()) == Choice::UseBlocked)
        })
        .map(|policy| policy.id)
        .collect()
}

/// What follows from the act, as sentences.
fn effects(tenant: &Tenant, events: &[Event], before: &[PolicyId], policies: &[ChargedPolicy]) -> Vec<String> {
    let after = impeded(tenant);
    let name = |id: &PolicyId| {
        tenant
            .policy(*id)
            .map_or_else(String::new, |policy| format!("\"{}\"", policy.name))
    };
    let only_in = |one: &[PolicyId], other: &[PolicyId]| -> Vec<String> {
        one.iter().filter(|id| !other.contains(id)).map(name).collect()
    };
    let mut sentences = Vec::new();
    let new_policies = "No new billing policy can be billed to it";
    match events {
        [Event::SubscriptionDisabled { .. }] => sentences.push(format!("{new_policies} until it is enabled again.")),
        [Event::ResourceGroupDeleted { .. }] => sentences.push(format!("{new_policies}, and roles on it are gone.")),
        _ => {}
    }
    let stops = only_in(&after, before);
    if !stops.is_empty() {
        sentences.push(format!(
            "{} {} for nothing from now on: use that only {} covered is blocked.",
            listed(&stops),
            if stops.len() == 1 { "pays" } else { "pay" },
            if stops.len() == 1 { "it" } else { "they" },
        ));
    }
    let resumes = only_in(before, &after);
    if !resumes.is_empty() {
        let verb = if resumes.len() == 1 { "pays" } else { "pay" };
        sentences.push(format!("{} {verb} again from now on.", listed(&resumes)));
    }
    let switch = match events {
        [Event::SubscriptionDisabled { .. }] => Some(SettingKey::DisabledSubscription),
        [Event::ResourceGroupDeleted { .. }] => Some(Impediment::ResourceGroupDeleted.switch()),
        _ => None,
    };
    match switch {
        Some(_) if policies.is_empty() => sentences.push("No billing policy charges it.".to_owned()),
        Some(switch) if tenant.settings.now(switch) == Choice::KeepsPaying => {
            let names: Vec<_> = policies.iter().map(|policy| format!("\"{}\"", policy.name)).collect();
            let verb = if names.len() == 1 { "goes" } else { "go" };
            sentences.push(format!("{} {verb} on paying.", listed(&names)));
        }
        _ => {}
    }
    sentences
}

//! Decisions about Azure: who may change subscriptions, resource groups and roles, and when it is refused.

use super::{Context, REGIONS, require_revision};
use crate::directory::{ActorFacts, AdminRole};
use crate::ids::SubscriptionId;
use crate::tenant::azure::{AzureCommand, AzureRefusal, SubscriptionTarget};
use crate::tenant::event::Event;
use crate::tenant::refusal::Refusal;
use crate::tenant::state::{AzureRole, ResourceGroup, RoleAssignment, Subscription, SubscriptionState, Tenant};

/// Characters in a subscription's name. Source: Azure, naming rules and restrictions for Azure resources (2024): 1 to 64.
const MAX_SUBSCRIPTION_NAME: usize = 64;

/// Characters in a resource group's name. Source: the same document, resource groups: 1 to 90.
const MAX_RESOURCE_GROUP_NAME: usize = 90;

pub(super) fn decide(tenant: &Tenant, command: AzureCommand, context: &mut Context<'_>) -> Result<Vec<Event>, Refusal> {
    let actor = &context.facts.actor;
    let event = match command {
        AzureCommand::CreateSubscription {
            name,
            resource_group,
            region,
        } => {
            require_creator(actor)?;
            let name = subscription_name(tenant, &name)?;
            let name_of_group = resource_group_name(&[], &resource_group, "resourceGroup")?;
            let region = known_region(region)?;
            let owner = RoleAssignment {
                person: actor.id,
                role: AzureRole::Owner,
                resource_group: None,
            };
            let subscription = Subscription {
                id: SubscriptionId(context.ids.next_id()),
                name,
                state: SubscriptionState::Active,
                resource_groups: vec![ResourceGroup {
                    name: name_of_group,
                    region,
                }],
                role_assignments: vec![owner],
            };
            Event::SubscriptionCreated { subscription }
        }
        AzureCommand::Disable(target) => {
            let known = target_of(tenant, target, actor, Need::Owner, None)?;
            require_other_state(known, SubscriptionState::Disabled)?;
            Event::SubscriptionDisabled { subscription: known.id }
        }
        AzureCommand::Enable(target) => {
            let known = target_of(tenant, target, actor, Need::Owner, None)?;
            require_other_state(known, SubscriptionState::Active)?;
            Event::SubscriptionEnabled { subscription: known.id }
        }
        AzureCommand::CreateResourceGroup { target, name, region } => {
            let known = target_of(tenant, target, actor, Need::Contributor, None)?;
            if known.state == SubscriptionState::Disabled {
                return Err(Refusal::SubscriptionDisabled(known.name.clone()));
            }
            let resource_group = ResourceGroup {
                name: resource_group_name(&known.resource_groups, &name, "name")?,
                region: known_region(region)?,
            };
            Event::ResourceGroupCreated {
                subscription: known.id,
                resource_group,
            }
        }
        AzureCommand::DeleteResourceGroup { target, name } => {
            let known = target_of(tenant, target, actor, Need::Contributor, Some(&name))?;
            Event::ResourceGroupDeleted {
                subscription: known.id,
                resource_group: name,
            }
        }
        AzureCommand::GrantRole {
            target,
            assignment,
            person,
        } => {
            let known = target_of(tenant, target, actor, Need::Owner, assignment.resource_group.as_deref())?;
            if known.role_assignments.contains(&assignment) {
                return Err(AzureRefusal::RoleHeld {
                    person,
                    role: assignment.role.label(),
                    place: place(known, assignment.resource_group.as_deref()),
                }
                .into());
            }
            Event::RoleGranted {
                subscription: known.id,
                assignment,
            }
        }
        AzureCommand::RemoveRole {
            target,
            assignment,
            person,
        } => {
            let known = target_of(tenant, target, actor, Need::Owner, assignment.resource_group.as_deref())?;
            require_removable(known, &assignment, person)?;
            Event::RoleRemoved {
                subscription: known.id,
                assignment,
            }
        }
    };
    Ok(vec![event])
}

/// Which role in Azure an act takes.
///
/// Source: Azure built-in roles (2025): an Owner manages everything and assigns roles, a Contributor manages everything but
/// assigns none, a Reader looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Need {
    Owner,
    Contributor,
}

impl Need {
    const fn is_met_by(self, role: AzureRole) -> bool {
        match self {
            Self::Owner => matches!(role, AzureRole::Owner),
            Self::Contributor => role.may_set_up_billing(),
        }
    }

    const fn words(self) -> &'static str {
        match self {
            Self::Owner => "Owner",
            Self::Contributor => "Owner or Contributor",
        }
    }
}

/// The subscription of an act, once the act may take place there.
fn target_of<'a>(
    tenant: &'a Tenant,
    target: SubscriptionTarget,
    actor: &ActorFacts,
    need: Need,
    resource_group: Option<&str>,
) -> Result<&'a Subscription, Refusal> {
    let known = tenant
        .subscription(target.subscription)
        .ok_or(Refusal::SubscriptionUnknown)?;
    if let Some(name) = resource_group
        && !known.resource_groups.iter().any(|group| group.name == name)
    {
        return Err(Refusal::ResourceGroupUnknown {
            resource_group: name.to_owned(),
            subscription: known.name.clone(),
        });
    }
    let holds = known.role_assignments.iter().any(|held| {
        held.person == actor.id
            && need.is_met_by(held.role)
            && (held.resource_group.is_none() || held.resource_group.as_deref() == resource_group)
    });
    if !holds {
        return Err(AzureRefusal::RightMissing {
            actor: actor.display_name.clone(),
            role: need.words(),
            place: place(known, resource_group),
        }
        .into());
    }
    let revision = tenant.subscription_revision(known.id);
    require_revision(&format!("\"{}\"", known.name), revision, target.revision)?;
    Ok(known)
}

fn place(subscription: &Subscription, resource_group: Option<&str>) -> String {
    match resource_group {
        Some(name) => format!("the resource group \"{name}\""),
        None => format!("the subscription \"{}\"", subscription.name),
    }
}

/// Documented is a role on the billing account, which no workbook has; that these two roles stand for it is an assumption.
fn require_creator(actor: &ActorFacts) -> Result<(), Refusal> {
    let may = |role: &AdminRole| matches!(role, AdminRole::Global | AdminRole::Billing);
    if actor.roles.iter().any(may) {
        Ok(())
    } else {
        Err(AzureRefusal::MayNotCreate(actor.display_name.clone()).into())
    }
}

fn require_other_state(subscription: &Subscription, wanted: SubscriptionState) -> Result<(), Refusal> {
    if subscription.state != wanted {
        return Ok(());
    }
    let state = match wanted {
        SubscriptionState::Active => "active",
        SubscriptionState::Disabled => "disabled",
    };
    Err(AzureRefusal::StateAlready {
        name: subscription.name.clone(),
        state,
    }
    .into())
}

/// Source: Azure, troubleshoot role assignments (2025): the last Owner of a subscription can't be removed.
fn require_removable(subscription: &Subscription, assignment: &RoleAssignment, person: String) -> Result<(), Refusal> {
    if !subscription.role_assignments.contains(assignment) {
        return Err(AzureRefusal::RoleNotHeld {
            person,
            role: assignment.role.label(),
            place: place(subscription, assignment.resource_group.as_deref()),
        }
        .into());
    }
    let owns = |held: &&RoleAssignment| held.role == AzureRole::Owner && held.resource_group.is_none();
    if owns(&assignment) && subscription.role_assignments.iter().filter(owns).count() == 1 {
        return Err(AzureRefusal::LastOwner {
            person,
            subscription: subscription.name.clone(),
        }
        .into());
    }
    Ok(())
}

fn subscription_name(tenant: &Tenant, name: &str) -> Result<String, AzureRefusal> {
    let taken = tenant.subscriptions.iter().map(|known| known.name.as_str());
    free_name(name, "subscription", MAX_SUBSCRIPTION_NAME, taken, "name")
}

fn resource_group_name(known: &[ResourceGroup], name: &str, field: &'static str) -> Result<String, AzureRefusal> {
    let taken = known.iter().map(|group| group.name.as_str());
    let name = free_name(name, "resource group", MAX_RESOURCE_GROUP_NAME, taken, field)?;
    let allowed = |letter: char| letter.is_alphanumeric() || "_-().".contains(letter);
    if name.ends_with('.') || !name.chars().all(allowed) {
        return Err(AzureRefusal::NameMalformed { field });
    }
    Ok(name)
}

/// The name without spaces around it, unless it is blank, too long or taken.
fn free_name<'a>(
    name: &str,
    what: &'static str,
    limit: usize,
    mut taken: impl Iterator<Item = &'a str>,
    field: &'static str,
) -> Result<String, AzureRefusal> {
    let name = name.trim();
    let length = name.chars().count();
    if name.is_empty() {
        return Err(AzureRefusal::NameBlank { what, field });
    }
    if length > limit {
        return Err(AzureRefusal::NameTooLong { limit, length, field });
    }
    if taken.any(|known| known.to_lowercase() == name.to_lowercase()) {
        return Err(AzureRefusal::NameTaken {
            what,
            name: name.to_owned(),
            field,
        });
    }
    Ok(name.to_owned())
}

fn known_region(region: String) -> Result<String, Refusal> {
    if REGIONS.contains(&region.as_str()) {
        Ok(region)
    } else {
        Err(Refusal::RegionUnknown(region))
    }
}

//! What somebody asks of Azure in a rehearsal, why it is refused, and what it does to the state.
//!
//! Only what billing needs of Azure is here: subscriptions, resource groups and three built-in roles. What the decisions
//! are is in `decide`.

use super::event::Event;
use super::state::{AzureRole, RoleAssignment, Subscription, SubscriptionState, Tenant};
use crate::ids::{PersonId, SubscriptionId};
use crate::settings::SettingChange;
use crate::time::Instant;

/// A subscription, and the revision of it that the wish rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SubscriptionTarget {
    /// The subscription.
    pub subscription: SubscriptionId,
    /// Its revision when it was shown.
    pub revision: Option<u64>,
}

/// What somebody asks of Azure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AzureCommand {
    /// Create a subscription with its first resource group.
    CreateSubscription {
        /// Name.
        name: String,
        /// Name of the resource group.
        resource_group: String,
        /// Region of the resource group.
        region: String,
    },
    /// Disable a subscription.
    Disable(SubscriptionTarget),
    /// Enable a disabled subscription again.
    Enable(SubscriptionTarget),
    /// Create a resource group.
    CreateResourceGroup {
        /// Where.
        target: SubscriptionTarget,
        /// Name.
        name: String,
        /// Region.
        region: String,
    },
    /// Delete a resource group.
    DeleteResourceGroup {
        /// Where.
        target: SubscriptionTarget,
        /// Name.
        name: String,
    },
    /// Give a person a role.
    GrantRole {
        /// Where.
        target: SubscriptionTarget,
        /// Person, role and resource group.
        assignment: RoleAssignment,
        /// Name of the person.
        person: String,
    },
    /// Take a role from a person.
    RemoveRole {
        /// Where.
        target: SubscriptionTarget,
        /// Person, role and resource group.
        assignment: RoleAssignment,
        /// Name of the person.
        person: String,
    },
}

impl AzureCommand {
    /// The subscription that it is about; `None` where it makes one.
    #[must_use]
    pub const fn subscription(&self) -> Option<SubscriptionId> {
        match self {
            Self::CreateSubscription { .. } => None,
            Self::Disable(target)
            | Self::Enable(target)
            | Self::CreateResourceGroup { target, .. }
            | Self::DeleteResourceGroup { target, .. }
            | Self::GrantRole { target, .. }
            | Self::RemoveRole { target, .. } => Some(target.subscription),
        }
    }
}

/// Why something is refused in Azure.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AzureRefusal {
    /// The acting person can't create subscriptions.
    #[error(
        "{0} can't create an Azure subscription: the role Global administrator or Billing administrator is needed here"
    )]
    MayNotCreate(String),
    /// The acting person lacks a role in Azure.
    #[error("{actor} needs the Azure role {role} on {place}")]
    RightMissing {
        /// Name of the acting person.
        actor: String,
        /// What is needed.
        role: &'static str,
        /// On what.
        place: String,
    },
    /// A name is blank.
    #[error("Enter a name for the {what}")]
    NameBlank {
        /// What is to be named.
        what: &'static str,
        /// The request's field.
        field: &'static str,
    },
    /// A name is longer than it may be.
    #[error("Use at most {limit} characters; this name has {length}")]
    NameTooLong {
        /// Characters allowed.
        limit: usize,
        /// Characters given.
        length: usize,
        /// The request's field.
        field: &'static str,
    },
    /// A resource group's name has characters that it may not have.
    #[error("Use letters, digits, underscores, hyphens, parentheses and full stops, and don't end with a full stop")]
    NameMalformed {
        /// The request's field.
        field: &'static str,
    },
    /// A name is taken.
    #[error("There is already a {what} named \"{name}\"")]
    NameTaken {
        /// What is to be named.
        what: &'static str,
        /// The name.
        name: String,
        /// The request's field.
        field: &'static str,
    },
    /// The subscription is in that state already.
    #[error("The Azure subscription \"{name}\" is {state} already")]
    StateAlready {
        /// Its name.
        name: String,
        /// Its state.
        state: &'static str,
    },
    /// The person holds the role there already.
    #[error("{person} is {role} on {place} already")]
    RoleHeld {
        /// Name of the person.
        person: String,
        /// The role.
        role: &'static str,
        /// On what.
        place: String,
    },
    /// The person does not hold the role there.
    #[error("{person} is not {role} on {place}; somebody may have removed the role meanwhile")]
    RoleNotHeld {
        /// Name of the person.
        person: String,
        /// The role.
        role: &'static str,
        /// On what.
        place: String,
    },
    /// A subscription keeps one Owner.
    #[error("{person} is the last Owner of the subscription \"{subscription}\"; make somebody else Owner first")]
    LastOwner {
        /// Name of the person.
        person: String,
        /// Name of the subscription.
        subscription: String,
    },
}

impl AzureRefusal {
    /// The code of the contract.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::MayNotCreate(_) | Self::RightMissing { .. } => "not_allowed",
            Self::NameBlank { .. } | Self::NameTooLong { .. } | Self::NameMalformed { .. } | Self::NameTaken { .. } => {
                "invalid_field"
            }
            Self::StateAlready { .. } | Self::RoleHeld { .. } | Self::LastOwner { .. } => "conflict",
            Self::RoleNotHeld { .. } => "not_found",
        }
    }

    /// The request's field to blame, where one is.
    #[must_use]
    pub const fn field(&self) -> Option<&'static str> {
        match self {
            Self::MayNotCreate(_) => None,
            Self::RightMissing { .. } | Self::StateAlready { .. } => Some("subscription"),
            Self::NameBlank { field, .. }
            | Self::NameTooLong { field, .. }
            | Self::NameMalformed { field }
            | Self::NameTaken { field, .. } => Some(field),
            Self::RoleHeld { .. } | Self::RoleNotHeld { .. } | Self::LastOwner { .. } => Some("role"),
        }
    }
}

impl Tenant {
    /// Folds what happened in Azure, or to a switch, into the state.
    pub(super) fn apply_azure(&mut self, (at, seq): (Instant, u64), actor: PersonId, event: &Event) {
        let id = match event {
            Event::SettingSet { key, choice } => {
                self.settings.set(SettingChange {
                    key: *key,
                    choice: *choice,
                    at,
                    by: actor,
                    seq,
                });
                return;
            }
            Event::SubscriptionAdded { subscription } | Event::SubscriptionCreated { subscription } => {
                self.subscriptions.push(subscription.clone());
                subscription.id
            }
            Event::SubscriptionDisabled { subscription }
            | Event::SubscriptionEnabled { subscription }
            | Event::ResourceGroupCreated { subscription, .. }
            | Event::ResourceGroupDeleted { subscription, .. }
            | Event::RoleGranted { subscription, .. }
            | Event::RoleRemoved { subscription, .. } => *subscription,
            _ => return,
        };
        self.subscription_revisions.insert(id, seq);
        if let Some(known) = self.subscriptions.iter_mut().find(|known| known.id == id) {
            known.change(event);
        }
        self.note_impediments(at, seq);
    }

    /// Place in the journal of the last change to the subscription; 0 where it is unknown.
    #[must_use]
    pub fn subscription_revision(&self, id: SubscriptionId) -> u64 {
        self.subscription_revisions.get(&id).copied().unwrap_or(0)
    }
}

impl Subscription {
    /// Roles that somebody holds on a resource group of it: those given there, and those on the whole subscription.
    #[must_use]
    pub fn roles_at(&self, person: PersonId, resource_group: &str) -> Vec<AzureRole> {
        let at_scope = self.role_assignments.iter().filter(|held| {
            let place = held.resource_group.as_deref();
            held.person == person && place.is_none_or(|group| group == resource_group)
        });
        at_scope.map(|held| held.role).collect()
    }

    fn change(&mut self, event: &Event) {
        match event {
            Event::SubscriptionDisabled { .. } => self.state = SubscriptionState::Disabled,
            Event::SubscriptionEnabled { .. } => self.state = SubscriptionState::Active,
            Event::ResourceGroupCreated { resource_group, .. } => self.resource_groups.push(resource_group.clone()),
            Event::ResourceGroupDeleted { resource_group, .. } => {
                self.resource_groups.retain(|known| known.name != *resource_group);
                // Roles on a resource group go with it.
                self.role_assignments
                    .retain(|held| held.resource_group.as_deref() != Some(resource_group));
            }
            Event::RoleGranted { assignment, .. } => self.role_assignments.push(assignment.clone()),
            Event::RoleRemoved { assignment, .. } => self.role_assignments.retain(|held| held != assignment),
            _ => {}
        }
    }
}

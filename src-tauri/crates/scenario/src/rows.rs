//! Short forms in which scenarios write directory and Azure rows. Everything holds from a beginning, without an end.

use meterdesk_billing::directory::{Held, PersonRow};
use meterdesk_billing::ids::{IdSource, SubscriptionId};
use meterdesk_billing::tenant::{AzureRole, ResourceGroup, RoleAssignment, Subscription, SubscriptionState};

/// What a person holds from the beginning on.
pub(crate) fn held<T>(person: u32, what: T, from: i64) -> Held<T> {
    Held {
        person,
        what,
        from,
        until: None,
    }
}

/// A subscription as written in a scenario; people are places in the directory.
#[derive(Debug)]
pub(crate) struct SubscriptionSketch {
    pub(crate) name: &'static str,
    pub(crate) state: SubscriptionState,
    /// Name and region.
    pub(crate) resource_groups: &'static [(&'static str, &'static str)],
    /// Who, as what, and on which resource group where it is not on the subscription.
    pub(crate) roles: &'static [(u32, AzureRole, Option<&'static str>)],
}

impl SubscriptionSketch {
    pub(crate) fn drawn_up(&self, ids: &mut IdSource, people: &[PersonRow]) -> Subscription {
        let resource_group = |(name, region): &(&str, &str)| ResourceGroup {
            name: (*name).to_owned(),
            region: (*region).to_owned(),
        };
        let assignment = |(person, role, on): &(u32, AzureRole, Option<&str>)| RoleAssignment {
            person: people[*person as usize].id,
            role: *role,
            resource_group: on.map(str::to_owned),
        };
        Subscription {
            id: SubscriptionId(ids.next_id()),
            name: self.name.to_owned(),
            state: self.state,
            resource_groups: self.resource_groups.iter().map(resource_group).collect(),
            role_assignments: self.roles.iter().map(assignment).collect(),
        }
    }
}

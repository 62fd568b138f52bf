//! What a person may do in Azure, in a few words.
//!
//! It tells the role assignments of the tenant's subscriptions; it decides nothing.

use meterdesk_billing::ids::PersonId;
use meterdesk_billing::tenant::{AzureRole, Tenant};

use crate::text::listed;

/// Names that are spelled out before the rest is counted.
const SPELLED_OUT: usize = 2;

/// The person's highest Azure role and where it is held: "Owner of Shared Services and 2 more".
pub(super) fn azure_rights(tenant: &Tenant, person: PersonId) -> String {
    for role in [AzureRole::Owner, AzureRole::Contributor, AzureRole::Reader] {
        let held = tenant.subscriptions.iter().flat_map(|subscription| {
            let of_person = subscription
                .role_assignments
                .iter()
                .filter(move |held| held.person == person && held.role == role);
            of_person.map(|held| held.resource_group.as_ref().unwrap_or(&subscription.name).as_str())
        });
        let mut places: Vec<_> = held.map(str::to_owned).collect();
        if places.is_empty() {
            continue;
        }
        if places.len() > SPELLED_OUT {
            let more = places.split_off(SPELLED_OUT).len();
            places.push(format!("{more} more"));
        }
        let preposition = if role == AzureRole::Owner { "of" } else { "on" };
        return format!("Azure: {} {preposition} {}", role.label(), listed(&places));
    }
    "Azure: no rights".to_owned()
}

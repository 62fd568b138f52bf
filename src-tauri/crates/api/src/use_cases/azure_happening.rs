//! What happened in Azure and to the switches of the rules, in sentences.

use std::collections::HashMap;

use meterdesk_billing::ids::{PersonId, SubscriptionId};
use meterdesk_billing::tenant::{Event, RoleAssignment, Tenant};

/// The sentence of such an event; empty for any other.
pub(super) fn sentence(tenant: &Tenant, event: &Event, names: &HashMap<PersonId, String>) -> String {
    let name = |id: &SubscriptionId| tenant.subscription(*id).map_or("", |known| &known.name).to_owned();
    let person = |held: &RoleAssignment| names.get(&held.person).cloned().unwrap_or_default();
    let place = |id: &SubscriptionId, held: &RoleAssignment| match &held.resource_group {
        Some(group) => format!("the resource group \"{group}\" of \"{}\"", name(id)),
        None => format!("the Azure subscription \"{}\"", name(id)),
    };
    match event {
        Event::SubscriptionCreated { subscription } => {
            format!("The Azure subscription \"{}\" was created.", subscription.name)
        }
        Event::SubscriptionDisabled { subscription } => {
            format!("The Azure subscription \"{}\" was disabled.", name(subscription))
        }
        Event::SubscriptionEnabled { subscription } => {
            format!("The Azure subscription \"{}\" was enabled again.", name(subscription))
        }
        Event::ResourceGroupCreated {
            subscription,
            resource_group,
        } => format!(
            "The resource group \"{}\" was created in \"{}\".",
            resource_group.name,
            name(subscription)
        ),
        Event::ResourceGroupDeleted {
            subscription,
            resource_group,
        } => format!(
            "The resource group \"{resource_group}\" of \"{}\" was deleted.",
            name(subscription)
        ),
        Event::RoleGranted {
            subscription,
            assignment,
        } => format!(
            "{} was made {} on {}.",
            person(assignment),
            assignment.role.label(),
            place(subscription, assignment)
        ),
        Event::RoleRemoved {
            subscription,
            assignment,
        } => format!(
            "{} is no longer {} on {}.",
            person(assignment),
            assignment.role.label(),
            place(subscription, assignment)
        ),
        Event::SettingSet { key, choice } => {
            let setting = key.setting();
            let value = setting.alternative(*choice).map_or("", |held| held.label);
            format!("The setting \"{}\" was changed to \"{value}\".", setting.label)
        }
        _ => String::new(),
    }
}

//! What happened to security groups, in sentences.

use std::collections::HashMap;

use meterdesk_billing::ids::{GroupId, PersonId};
use meterdesk_billing::tenant::Event;

/// The group that such an event is about.
pub(super) fn group_of(event: &Event) -> Option<GroupId> {
    match event {
        Event::GroupCreated { group, .. }
        | Event::GroupDeleted { group }
        | Event::GroupMemberAdded { group, .. }
        | Event::GroupMemberRemoved { group, .. }
        | Event::GroupLicencesSet { group, .. }
        | Event::GroupLicencesReprocessed { group, .. } => Some(*group),
        _ => None,
    }
}

/// The sentence of such an event; empty for any other.
pub(super) fn sentence(event: &Event, people: &HashMap<PersonId, String>, groups: &HashMap<GroupId, String>) -> String {
    let group = |id: &GroupId| groups.get(id).map_or("", String::as_str);
    let person = |id: &PersonId| people.get(id).map_or("", String::as_str);
    match event {
        Event::GroupCreated { name, mail: None, .. } => format!("The security group \"{name}\" was made."),
        Event::GroupCreated {
            name, mail: Some(mail), ..
        } => format!("The mail-enabled security group \"{name}\" was made, with the address {mail}."),
        Event::GroupDeleted { group: id } => format!("The security group \"{}\" was deleted.", group(id)),
        Event::GroupMemberAdded { group: id, person: who } => {
            format!("{} was added to the group \"{}\".", person(who), group(id))
        }
        Event::GroupMemberRemoved {
            group: id,
            person: who,
            left,
        } => {
            let emptied = if *left == 0 { ", which has no members now" } else { "" };
            format!("{} was removed from the group \"{}\"{emptied}.", person(who), group(id))
        }
        _ => String::new(),
    }
}

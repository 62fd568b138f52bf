//! Decisions about security groups: who may change them, and when it is refused.

use super::{Context, require_revision};
use crate::directory::{ActorFacts, AdminRole};
use crate::ids::GroupId;
use crate::tenant::event::Event;
use crate::tenant::groups::{GroupCommand, GroupRefusal, GroupTarget, MemberFacts};
use crate::tenant::refusal::Refusal;
use crate::tenant::state::Tenant;

/// Characters in a group's name. Source: Microsoft Graph, group resource type (2025), displayName.
const MAX_NAME: usize = 256;

pub(super) fn decide(tenant: &Tenant, command: GroupCommand, context: &mut Context<'_>) -> Result<Vec<Event>, Refusal> {
    require_role(&context.facts.actor)?;
    let event = match command {
        GroupCommand::Create {
            name,
            mail,
            name_taken,
            mail_taken,
        } => Event::GroupCreated {
            name: new_name(&name, name_taken)?,
            mail: mail.map(|mail| new_mail(&mail, mail_taken)).transpose()?,
            group: GroupId(context.ids.next_id()),
        },
        GroupCommand::Delete(target) => {
            require_shown(tenant, &target)?;
            require_no_licences(tenant, &target)?;
            Event::GroupDeleted { group: target.group.id }
        }
        GroupCommand::AddMember { target, person } => {
            require_assigned(tenant, &target)?;
            if person.is_member {
                return Err(GroupRefusal::MemberAlready {
                    person: person.name,
                    group: target.group.name,
                }
                .into());
            }
            Event::GroupMemberAdded {
                group: target.group.id,
                person: person.id,
            }
        }
        GroupCommand::RemoveMember { target, person } => {
            require_assigned(tenant, &target)?;
            require_member(&target, &person)?;
            Event::GroupMemberRemoved {
                group: target.group.id,
                person: person.id,
                left: target.group.entries.saturating_sub(1),
            }
        }
    };
    Ok(vec![event])
}

/// Source: Microsoft Entra built-in roles (2025): these create, change and delete security groups.
fn require_role(actor: &ActorFacts) -> Result<(), Refusal> {
    if actor.roles.iter().copied().any(AdminRole::manages_groups) {
        Ok(())
    } else {
        Err(GroupRefusal::MayNotChange(actor.display_name.clone()).into())
    }
}

pub(super) fn require_shown(tenant: &Tenant, target: &GroupTarget) -> Result<(), Refusal> {
    let present = tenant.groups.revision(target.group.id);
    require_revision(&format!("\"{}\"", target.group.name), present, target.revision)
}

/// Source: Microsoft, Group-based licensing: additional scenarios (2018): a group with licences can't be deleted.
fn require_no_licences(tenant: &Tenant, target: &GroupTarget) -> Result<(), GroupRefusal> {
    let products = tenant.licences.of_group(target.group.id);
    if products.is_empty() {
        return Ok(());
    }
    let labels: Vec<_> = products.iter().map(|product| product.label()).collect();
    Err(GroupRefusal::GivesLicences {
        group: target.group.name.clone(),
        products: labels.join(" and "),
    })
}

fn require_assigned(tenant: &Tenant, target: &GroupTarget) -> Result<(), Refusal> {
    if target.group.dynamic {
        return Err(GroupRefusal::Dynamic(target.group.name.clone()).into());
    }
    require_shown(tenant, target)
}

fn require_member(target: &GroupTarget, person: &MemberFacts) -> Result<(), GroupRefusal> {
    if person.is_member {
        Ok(())
    } else {
        Err(GroupRefusal::NoMember {
            person: person.name.clone(),
            group: target.group.name.clone(),
        })
    }
}

fn new_name(name: &str, taken: bool) -> Result<String, GroupRefusal> {
    let name = name.trim();
    let length = name.chars().count();
    if name.is_empty() {
        Err(GroupRefusal::NameBlank)
    } else if length > MAX_NAME {
        Err(GroupRefusal::NameTooLong {
            limit: MAX_NAME,
            length,
        })
    } else if taken {
        Err(GroupRefusal::NameTaken(name.to_owned()))
    } else {
        Ok(name.to_owned())
    }
}

/// Only what makes an address of two parts is checked: which domains a tenant has is no part of the workbook.
fn new_mail(mail: &str, taken: bool) -> Result<String, GroupRefusal> {
    let mail = mail.trim();
    let parts: Vec<_> = mail.split('@').collect();
    let plain = !mail.chars().any(|letter| letter.is_whitespace() || letter.is_control());
    match parts.as_slice() {
        [name, domain] if plain && !name.is_empty() && domain.contains('.') && !domain.starts_with('.') => {}
        _ => return Err(GroupRefusal::MailMalformed(mail.to_owned())),
    }
    if taken {
        return Err(GroupRefusal::MailTaken(mail.to_owned()));
    }
    Ok(mail.to_owned())
}

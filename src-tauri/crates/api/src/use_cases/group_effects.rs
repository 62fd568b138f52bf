//! What follows from a change of a security group, in sentences.
//!
//! Who stands how is decided in `meterdesk-billing`: here one person's standing before and after is put side by side.

use meterdesk_billing::coverage::{Cover, Standing};
use meterdesk_billing::ids::GroupId;
use meterdesk_billing::settings::{Choice, SettingKey};
use meterdesk_billing::tenant::{Policy, Scope, Tenant};
use meterdesk_billing::usage::Service;
use meterdesk_store::{GroupRecord, PersonRecord, Snapshot};

use crate::error::ApiError;
use crate::nested::belongs;
use crate::text::{counted, listed};

/// Services that billing policies pay for.
const SERVICES: [Service; 3] = [Service::CopilotChat, Service::SharePointAgents, Service::RetrievalApi];

/// What follows once the person is in the group.
pub(super) async fn after_joining(
    snapshot: &mut Snapshot,
    group: &GroupRecord,
    person: &PersonRecord,
) -> Result<Vec<String>, ApiError> {
    let mut sentences = Vec::new();
    for (service, before, after) in standings(snapshot, group.id, person, true).await? {
        let (label, name) = (service.label(), &person.display_name);
        let sentence = match (before, after) {
            (Standing::Nobody, Standing::Covered(winner, _)) => {
                format!(
                    "{} pays for {name}'s use of {label} from now on.",
                    named(snapshot.tenant(), winner)
                )
            }
            (Standing::Covered(old, _), Standing::Covered(new, _)) if old.policy != new.policy => format!(
                "{} pays for {name}'s use of {label} from now on, not {}.",
                named(snapshot.tenant(), new),
                named(snapshot.tenant(), old)
            ),
            (Standing::Covered(winner, others), Standing::Covered(_, more)) if more.len() > others.len() => format!(
                "{} goes on paying for {name}'s use of {label}: it comes before what is added.",
                named(snapshot.tenant(), winner)
            ),
            (Standing::Licensed(covers), Standing::Licensed(more)) if more.len() > covers.len() => format!(
                "{name}'s Microsoft 365 Copilot license includes {label}: a policy pays only for what the license leaves out."
            ),
            _ => continue,
        };
        sentences.push(sentence);
    }
    Ok(or_nothing(sentences))
}

/// What follows once the person is out of the group, which then has the members that the record says.
pub(super) async fn after_leaving(
    snapshot: &mut Snapshot,
    group: &GroupRecord,
    person: &PersonRecord,
) -> Result<Vec<String>, ApiError> {
    let mut sentences = Vec::new();
    for (service, before, after) in standings(snapshot, group.id, person, false).await? {
        let (label, name) = (service.label(), &person.display_name);
        let sentence = match (before, after) {
            (Standing::Covered(..), Standing::Nobody) => {
                format!("No billing policy pays for {name}'s use of {label} any more: it is refused from now on.")
            }
            (Standing::Covered(old, _), Standing::Covered(new, _)) if old.policy != new.policy => format!(
                "{} pays for {name}'s use of {label} from now on, not {}.",
                named(snapshot.tenant(), new),
                named(snapshot.tenant(), old)
            ),
            _ => continue,
        };
        sentences.push(sentence);
    }
    if group.members == 0 && group.nested_groups == 0 {
        let names = names_of(covering(snapshot.tenant(), group.id));
        if !names.is_empty() {
            let stays_off = snapshot.tenant().settings.now(SettingKey::EmptiedGroup) == Choice::UseBlocked;
            let then = if stays_off {
                "and, as the setting for emptied groups says, nobody who joins the group later"
            } else {
                "until somebody joins the group"
            };
            let verb = if names.len() == 1 { "covers" } else { "cover" };
            sentences.push(format!(
                "The group has no members then: {} {verb} nobody, {then}.",
                listed(&names)
            ));
        }
    }
    Ok(or_nothing(sentences))
}

/// What follows once the group is deleted.
pub(super) fn after_deletion(snapshot: &Snapshot, group: &GroupRecord, alerts_of: &[String]) -> Vec<String> {
    let tenant = snapshot.tenant();
    let mut sentences = Vec::new();
    let names = names_of(covering(tenant, group.id));
    if !names.is_empty() {
        let one = names.len() == 1;
        let names = listed(&names);
        sentences.push(match (tenant.settings.now(SettingKey::DeletedGroup), one) {
            (Choice::UseBlocked, one) => format!(
                "{names} {} nobody from now on, of the group's {} now: use that only {} covered is blocked.",
                if one { "covers" } else { "cover" },
                counted(group.members.into(), "member", "members"),
                if one { "it" } else { "they" },
            ),
            (_, true) => format!("{names} goes on paying for whoever is in the group now."),
            (_, false) => format!("{names} go on paying for whoever is in the group now."),
        });
        sentences
            .push("Whom a billing policy covers can't be changed: it takes a new one for another group.".to_owned());
    }
    if !alerts_of.is_empty() {
        let names: Vec<_> = alerts_of.iter().map(|name| format!("\"{name}\"")).collect();
        sentences.push(format!("Budget alerts of {} reach nobody through it.", listed(&names)));
    }
    or_nothing(sentences)
}

fn or_nothing(mut sentences: Vec<String>) -> Vec<String> {
    if sentences.is_empty() {
        sentences.push("Nothing changes in who pays for what.".to_owned());
    }
    sentences
}

fn covering(tenant: &Tenant, group: GroupId) -> impl Iterator<Item = &Policy> {
    let policies = tenant.present_policies();
    policies.filter(move |policy| policy.scope == Scope::Group(group))
}

fn names_of<'a>(policies: impl Iterator<Item = &'a Policy>) -> Vec<String> {
    policies.map(|policy| format!("\"{}\"", policy.name)).collect()
}

fn named(tenant: &Tenant, cover: Cover) -> String {
    let name = tenant.policy_ever(cover.policy).map_or("", |policy| &policy.name);
    format!("\"{name}\"")
}

/// How the person stands at each service, and how once they are directly in the group or no longer so.
async fn standings(
    snapshot: &mut Snapshot,
    group: GroupId,
    person: &PersonRecord,
    joins: bool,
) -> Result<Vec<(Service, Standing, Standing)>, ApiError> {
    let now = snapshot.tenant().now;
    let mut found = Vec::new();
    for service in SERVICES {
        let (mut before, mut after) = (Vec::new(), Vec::new());
        let mut covers = snapshot.tenant().covers_at(service, now);
        covers.retain(|cover| cover.chargeable);
        for cover in covers {
            let (included, then) = match cover.scope {
                Scope::AllUsers => (true, true),
                Scope::Group(of) => (
                    belongs(snapshot, of, person.index, None).await?,
                    belongs(snapshot, of, person.index, Some((group, joins))).await?,
                ),
            };
            before.extend(included.then_some(cover));
            after.extend(then.then_some(cover));
        }
        let standing = |covers| Standing::of(person.copilot_licensed(), covers);
        found.push((service, standing(before), standing(after)));
    }
    Ok(found)
}

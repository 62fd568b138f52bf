//! Security groups: list, look at, make, delete, and who is in them.

use meterdesk_billing::ids::GroupId;
use meterdesk_billing::licences::{Change, Path};
use meterdesk_billing::tenant::{
    Command, Event, GroupCommand, GroupFacts, GroupRefusal, GroupTarget, MemberFacts, Refusal, Scope,
};
use meterdesk_billing::time::Moment;
use meterdesk_store::{GroupFilter, GroupKey, GroupRecord, NewGroup, PersonRecord, Snapshot};

use super::azure_act::charged;
use super::group_effects::{after_deletion, after_joining, after_leaving};
use super::identity;
use super::licence::{
    self,
    reach::{Reach, changes, write},
};
use crate::act::{Begun, begin};
use crate::error::ApiError;
use crate::lists::{Cell, Column, columns};
use crate::pages::page;
use crate::settle::settle_after_act;
use crate::wire::*;
use crate::{App, Caller};

columns!(GroupListed of GroupRow:
    Column::new("name", "Group name", |row| Cell::text(&row.name)),
    Column::new("mail", "Email", |row| Cell::maybe(row.mail.as_ref())),
    Column::new("type", "Membership type", |row| {
        Cell::text(match &row.dynamic_department {
            Some(department) => format!("Dynamic: department is {department}"),
            None => "Assigned".to_owned(),
        })
    }),
    Column::new("nested", "Groups in it", |row| Cell::count(row.nested_groups)),
    Column::new("members", "Members", |row| Cell::count(row.members)),
);

/// Groups, by name.
///
/// # Errors
/// When the page is not one, or the workbook can't be read.
pub async fn group_list(app: &App, _caller: &Caller, request: GroupList) -> Result<GroupListed, ApiError> {
    let page = page::<GroupListed>(app, request.cursor.as_deref(), request.limit, request.sort.as_ref())?;
    let filter = GroupFilter {
        search: request.search,
        mail_enabled: request.mail_enabled,
    };
    let order = page.order.map(|order| {
        let key = match order.by {
            "mail" => GroupKey::Mail,
            "type" => GroupKey::MembershipType,
            "nested" => GroupKey::NestedGroups,
            "members" => GroupKey::Members,
            _ => GroupKey::Name,
        };
        (key, order.descending)
    });
    let mut snapshot = app.workbook.read().await?;
    let (groups, total) = snapshot.groups(&filter, order, page.rows).await?;
    let next = page.next(groups.len(), total);
    let rows = groups.into_iter().map(|group| row(&snapshot, group)).collect();
    Ok(GroupListed { rows, total, next })
}

/// One group, and what rests on it.
///
/// # Errors
/// When there is no such group now, or the workbook can't be read.
pub async fn group_get(app: &App, _caller: &Caller, request: GroupGet) -> Result<GroupView, ApiError> {
    let mut snapshot = app.workbook.read().await?;
    let group = existing(&mut snapshot, &request.group).await?;
    let now = snapshot.tenant().now.timestamp();
    let moment = Moment { at: now, act_seq: None };
    let mut nested = Vec::new();
    for nesting in snapshot.nestings().await? {
        if nesting.group == group.id
            && nesting.span.holds_at(moment)
            && let Some(inner) = snapshot.group(nesting.member).await?
        {
            nested.push(NestedGroupRow {
                id: inner.id.to_string(),
                name: inner.name,
                members: inner.members,
            });
        }
    }
    let (licences, licence_failures) = licence::of_group(&mut snapshot, &group).await?;
    let tenant = snapshot.tenant();
    Ok(GroupView {
        licences,
        licence_failures,
        policies: covering(&snapshot, group.id),
        alerts_of: alerts_of(&snapshot, group.id),
        nested_count: tenant.nested_count(moment),
        nested,
        group: row(&snapshot, group),
    })
}

/// Makes a security group without members.
///
/// # Errors
/// The refusal that stands against it, or when the workbook can't be written.
pub async fn group_create(app: &App, caller: &Caller, request: GroupCreate) -> Result<GroupChanged, ApiError> {
    let mut begun = begin!(app, caller, request);
    let command = GroupCommand::Create {
        name_taken: begun.act.group_called(&request.name).await?.is_some(),
        mail_taken: match &request.mail {
            Some(mail) => begun.act.group_called(mail).await?.is_some(),
            None => false,
        },
        name: request.name,
        mail: request.mail,
    };
    let events = begun.decide(Command::Group(command)).await?;
    let [Event::GroupCreated { group: id, name, mail }] = events.as_slice() else {
        return Err(Refusal::from(GroupRefusal::Unknown).into());
    };
    let made = GroupRecord {
        id: *id,
        name: name.clone(),
        mail: mail.clone(),
        dynamic_department: None,
        members: 0,
        nested_groups: 0,
    };
    let new = NewGroup {
        id: *id,
        name,
        mail: mail.as_deref(),
    };
    if !begun.act.is_preview() {
        begun.act.make_group(new).await?;
    }
    finish(app, *begun, made, Vec::new()).await
}

/// Deletes a security group.
///
/// # Errors
/// The refusal that stands against it, or when the workbook can't be written.
pub async fn group_delete(app: &App, caller: &Caller, request: GroupDelete) -> Result<GroupChanged, ApiError> {
    let (named, revision) = (request.group.clone(), request.revision);
    let mut begun = begin!(app, caller, request);
    let group = existing(&mut begun.act, &named).await?;
    let target = target(&group, revision);
    begun.decide(Command::Group(GroupCommand::Delete(target))).await?;
    let effects = after_deletion(&begun.act, &group, &alerts_of(&begun.act, group.id));
    if !begun.act.is_preview() {
        begun.act.delete_group(group.id).await?;
    }
    finish(app, *begun, group, effects).await
}

/// Makes a person a direct member of a security group.
///
/// # Errors
/// The refusal that stands against it, or when the workbook can't be written.
pub async fn group_member_add(app: &App, caller: &Caller, request: GroupMemberAdd) -> Result<GroupChanged, ApiError> {
    let (named, user, revision) = (request.group.clone(), request.user.clone(), request.revision);
    let mut begun = begin!(app, caller, request);
    let mut group = existing(&mut begun.act, &named).await?;
    let (person, member) = member(&mut begun.act, &group, user).await?;
    let command = GroupCommand::AddMember {
        target: target(&group, revision),
        person: member,
    };
    begun.decide(Command::Group(command)).await?;
    let mut effects = after_joining(&mut begun.act, &group, &person).await?;
    group.members += 1;
    if !begun.act.is_preview() {
        begun.act.begin_membership(group.id, person.id).await?;
    }
    effects.extend(reach(&mut begun, &group, &person, Reach::Joined(person.index)).await?);
    finish(app, *begun, group, effects).await
}

/// Takes a direct member out of a security group.
///
/// # Errors
/// The refusal that stands against it, or when the workbook can't be written.
pub async fn group_member_remove(
    app: &App,
    caller: &Caller,
    request: GroupMemberRemove,
) -> Result<GroupChanged, ApiError> {
    let (named, user, revision) = (request.group.clone(), request.user.clone(), request.revision);
    let mut begun = begin!(app, caller, request);
    let mut group = existing(&mut begun.act, &named).await?;
    let (person, member) = member(&mut begun.act, &group, user).await?;
    let command = GroupCommand::RemoveMember {
        target: target(&group, revision),
        person: member,
    };
    begun.decide(Command::Group(command)).await?;
    group.members = group.members.saturating_sub(1);
    let mut effects = after_leaving(&mut begun.act, &group, &person).await?;
    if !begun.act.is_preview() {
        begun.act.end_membership(group.id, person.id).await?;
    }
    effects.extend(reach(&mut begun, &group, &person, Reach::Left(person.index)).await?);
    finish(app, *begun, group, effects).await
}

/// What the group's licences mean for somebody who joined or left, written and in sentences.
async fn reach(
    begun: &mut Begun,
    group: &GroupRecord,
    person: &PersonRecord,
    how: Reach<'_>,
) -> Result<Vec<String>, ApiError> {
    let gives = begun.act.tenant().licences.of_group(group.id);
    if gives.is_empty() {
        return Ok(Vec::new());
    }
    let changes = changes(&mut begun.act, group.id, &gives, how).await?;
    if !begun.act.is_preview() {
        write(&mut begun.act, &changes).await?;
    }
    let name = &person.display_name;
    let sentences = changes.iter().filter_map(|change| match change {
        Change::Begun(_, product, Path::Group(_)) => Some(format!("{name} gets {} from it.", product.label())),
        Change::Begun(_, product, Path::Direct) => Some(format!(
            "{} becomes a direct license of {name}, as another one needs it.",
            product.label()
        )),
        Change::Ended(_, product, _) => Some(format!("{name} has {} from it no more.", product.label())),
        Change::Failed(_, _, (product, error)) => Some(format!(
            "{name} gets nothing from it: {} for {}.",
            error.label(),
            product.label()
        )),
        Change::Mended(..) => None,
    });
    Ok(sentences.collect())
}

async fn finish(app: &App, begun: Begun, group: GroupRecord, effects: Vec<String>) -> Result<GroupChanged, ApiError> {
    let preview = begun.act.is_preview();
    let answer = GroupChanged {
        policies: covering(&begun.act, group.id),
        group: row(&begun.act, group),
        effects,
    };
    let answer = begun.finish(answer).await?;
    if !preview {
        settle_after_act(app).await;
    }
    Ok(answer)
}

async fn existing(snapshot: &mut Snapshot, named: &str) -> Result<GroupRecord, ApiError> {
    let id = GroupId(identity(named, "group")?);
    let known = snapshot.group(id).await?;
    known.ok_or_else(|| Refusal::from(GroupRefusal::Unknown).into())
}

fn target(group: &GroupRecord, revision: Option<u64>) -> GroupTarget {
    GroupTarget {
        group: GroupFacts {
            id: group.id,
            name: group.name.clone(),
            dynamic: group.dynamic_department.is_some(),
            entries: group.members + group.nested_groups,
        },
        revision,
    }
}

async fn member(
    snapshot: &mut Snapshot,
    group: &GroupRecord,
    user: String,
) -> Result<(PersonRecord, MemberFacts), ApiError> {
    let person = snapshot.person(&user).await?.ok_or(Refusal::PersonUnknown(user))?;
    let facts = MemberFacts {
        id: person.id,
        name: person.display_name.clone(),
        is_member: snapshot.is_member(group.id, person.index).await?,
    };
    Ok((person, facts))
}

fn row(snapshot: &Snapshot, group: GroupRecord) -> GroupRow {
    GroupRow {
        id: group.id.to_string(),
        name: group.name,
        mail: group.mail,
        dynamic_department: group.dynamic_department,
        members: group.members,
        nested_groups: group.nested_groups,
        revision: snapshot.tenant().groups.revision(group.id),
    }
}

/// Billing policies that cover the group, oldest first.
fn covering(snapshot: &Snapshot, group: GroupId) -> Vec<ChargedPolicy> {
    let tenant = snapshot.tenant();
    let policies = tenant
        .present_policies()
        .filter(|policy| policy.scope == Scope::Group(group));
    policies.map(|policy| charged(tenant, policy)).collect()
}

/// Names of the billing policies whose budget alerts go to the group.
fn alerts_of(snapshot: &Snapshot, group: GroupId) -> Vec<String> {
    let alerting = snapshot.tenant().present_policies().filter(|policy| {
        policy
            .budget()
            .is_some_and(|budget| budget.recipients().contains(&group))
    });
    alerting.map(|policy| policy.name.clone()).collect()
}

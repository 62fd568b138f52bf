//! Licences that groups give: which groups give a product, what a group gives, changing it and trying again.

use std::collections::BTreeMap;

use meterdesk_billing::directory::Product;
use meterdesk_billing::ids::GroupId;
use meterdesk_billing::licences::{Change, MINUTES_UNTIL_PROCESSED};
use meterdesk_billing::tenant::{Command, GroupFacts, GroupRefusal, GroupTarget, LicenceCommand, LicenceWish, Refusal};
use meterdesk_store::{GroupRecord, Snapshot};

use super::people::products;
use super::reach::{Reach, changes, counts, failures_of, write};
use super::standing;
use crate::act::{Begun, begin};
use crate::error::ApiError;
use crate::pages::plain_page;
use crate::settle::settle_after_act;
use crate::text::{counted, instant, listed, second};
use crate::use_cases::identity;
use crate::wire::*;
use crate::{App, Caller};

/// Groups that give a product, by name.
///
/// # Errors
/// When the page is not one, or the workbook can't be read.
pub async fn licence_group_list(
    app: &App,
    _caller: &Caller,
    request: LicenceGroupList,
) -> Result<LicenceGroupListed, ApiError> {
    let page = plain_page(request.cursor.as_deref(), request.limit)?;
    let product: Product = request.product.into();
    let mut snapshot = app.workbook.read().await?;
    let grants = snapshot.tenant().licences.grants();
    let groups: Vec<_> = grants
        .filter(|grant| grant.product == product)
        .map(|grant| grant.group)
        .collect();
    let mut rows = Vec::new();
    let assigned = BTreeMap::from([(product, snapshot.licences_by_group(product).await?)]);
    for group in groups {
        if let Some(record) = snapshot.group(group).await? {
            let given = given(&mut snapshot, &record, &assigned).await?;
            rows.extend(given);
        }
    }
    rows.sort_by_key(|row| row.name.to_lowercase());
    let (rows, total, next) = page.cut(rows);
    Ok(LicenceGroupListed { rows, total, next })
}

/// What a group gives, and for whom it fails.
pub(in crate::use_cases) async fn of_group(
    snapshot: &mut Snapshot,
    group: &GroupRecord,
) -> Result<(Vec<LicenceGroupRow>, Vec<LicenceFailure>), ApiError> {
    let mut assigned = BTreeMap::new();
    for product in snapshot.tenant().licences.of_group(group.id) {
        assigned.insert(product, snapshot.licences_by_group(product).await?);
    }
    let rows = given(snapshot, group, &assigned).await?;
    let number = snapshot.group_number(group.id).await?;
    let failed = snapshot.failed_assignments(number).await?;
    let failures = failures_of(snapshot, failed).await?;
    Ok((rows, failures))
}

/// What a group gives; how many people take each product by which group is known already, of products not asked for not.
async fn given(
    snapshot: &mut Snapshot,
    group: &GroupRecord,
    assigned: &BTreeMap<Product, BTreeMap<i64, u32>>,
) -> Result<Vec<LicenceGroupRow>, ApiError> {
    let grants: Vec<_> = snapshot
        .tenant()
        .licences
        .grants()
        .filter(|grant| grant.group == group.id && assigned.contains_key(&grant.product))
        .copied()
        .collect();
    let Some(number) = snapshot.group_number(group.id).await?.filter(|_| !grants.is_empty()) else {
        return Ok(Vec::new());
    };
    let failed = snapshot.failed_assignments(Some(number)).await?.len();
    let mut rows = Vec::new();
    for grant in grants {
        let assigned = assigned.get(&grant.product).and_then(|groups| groups.get(&number));
        let tenant = snapshot.tenant();
        let reaches = tenant.licences.processed_at(group.id);
        rows.push(LicenceGroupRow {
            group: group.id.to_string(),
            name: group.name.clone(),
            product: grant.product.into(),
            product_name: grant.product.label().to_owned(),
            members: group.members,
            assigned: assigned.copied().unwrap_or(0),
            failed: u32::try_from(failed).unwrap_or(u32::MAX),
            since: instant(grant.since),
            reaches_at: reaches.map(instant),
            processing: reaches.is_some_and(|at| at > tenant.now),
            revision: tenant.groups.revision(group.id),
        });
    }
    Ok(rows)
}

/// Changes what a group gives its direct members.
///
/// # Errors
/// The refusal that stands against it, or when the workbook can't be written.
pub async fn group_licences_set(
    app: &App,
    caller: &Caller,
    request: GroupLicencesSet,
) -> Result<GroupLicencesChanged, ApiError> {
    let (named, revision) = (request.group.clone(), request.revision);
    let wish = LicenceWish {
        add: products(&request.add),
        remove: products(&request.remove),
    };
    let mut begun = begin!(app, caller, request);
    let answer = set(&mut begun, &named, wish, revision).await?;
    finish(app, *begun, answer).await
}

/// The same within an act.
pub(crate) async fn set(
    begun: &mut Begun,
    named: &str,
    wish: LicenceWish,
    revision: Option<u64>,
) -> Result<GroupLicencesChanged, ApiError> {
    let group = existing(&mut begun.act, named).await?;
    let before = begun.act.tenant().licences.of_group(group.id);
    let mut standings = Vec::new();
    for product in &wish.add {
        standings.push(standing(&mut begun.act, *product).await?);
    }
    let command = LicenceCommand::SetGroup {
        target: target(&group, revision),
        wish,
        standings,
    };
    begun.decide(Command::Licence(command)).await?;
    let after = begun.act.tenant().licences.of_group(group.id);
    let changes = changes(&mut begun.act, group.id, &before, Reach::Set(&after)).await?;
    reached(begun, &group, &changes).await
}

/// Tries a group's licences again for its direct members.
///
/// # Errors
/// The refusal that stands against it, or when the workbook can't be written.
pub async fn group_licences_reprocess(
    app: &App,
    caller: &Caller,
    request: GroupLicencesReprocess,
) -> Result<GroupLicencesChanged, ApiError> {
    let named = request.group.clone();
    let mut begun = begin!(app, caller, request);
    let group = existing(&mut begun.act, &named).await?;
    let given = begun.act.tenant().licences.of_group(group.id);
    begun
        .decide(Command::Licence(LicenceCommand::Reprocess(target(&group, None))))
        .await?;
    let changes = changes(&mut begun.act, group.id, &given, Reach::Again).await?;
    let answer = reached(&mut begun, &group, &changes).await?;
    finish(app, *begun, answer).await
}

async fn finish(app: &App, begun: Begun, answer: GroupLicencesChanged) -> Result<GroupLicencesChanged, ApiError> {
    let preview = begun.act.is_preview();
    let answer = begun.finish(answer).await?;
    if !preview {
        settle_after_act(app).await;
    }
    Ok(answer)
}

/// Writes what follows for the members, unless it is a preview, and says so.
async fn reached(begun: &mut Begun, group: &GroupRecord, changes: &[Change]) -> Result<GroupLicencesChanged, ApiError> {
    let number = begun.act.group_number(group.id).await?;
    let mut failing: std::collections::BTreeSet<_> = begun
        .act
        .failed_assignments(number)
        .await?
        .into_iter()
        .map(|failed| failed.person)
        .collect();
    for change in changes {
        match change {
            Change::Failed(person, ..) => {
                failing.insert(*person);
            }
            Change::Mended(person, _) => {
                failing.remove(person);
            }
            Change::Begun(..) | Change::Ended(..) => {}
        }
    }
    if !begun.act.is_preview() {
        write(&mut begun.act, changes).await?;
    }
    let tenant = begun.act.tenant();
    let gives = tenant.licences.of_group(group.id);
    Ok(GroupLicencesChanged {
        group: group.id.to_string(),
        products: gives.iter().map(|product| product.label().to_owned()).collect(),
        failed: u32::try_from(failing.len()).unwrap_or(u32::MAX),
        reaches_at: second(tenant.now.timestamp() + MINUTES_UNTIL_PROCESSED * 60),
        effects: effects(group, changes),
    })
}

fn effects(group: &GroupRecord, changes: &[Change]) -> Vec<String> {
    let (reached, failed, ended) = counts(changes);
    let people = |count| counted(count, "direct member", "direct members");
    let mut sentences = Vec::new();
    if reached > 0 {
        sentences.push(format!(
            "{} of \"{}\" get what it gives, within {MINUTES_UNTIL_PROCESSED} minutes.",
            people(reached),
            group.name
        ));
    }
    if !failed.is_empty() {
        let reasons: Vec<_> = failed
            .iter()
            .map(|(error, count)| format!("{count} × {error}"))
            .collect();
        sentences.push(format!(
            "{} get nothing from it: {}.",
            people(failed.values().sum()),
            listed(&reasons)
        ));
    }
    if ended > 0 {
        sentences.push(format!("{} have less from it at once.", people(ended)));
    }
    if group.nested_groups > 0 {
        sentences.push("People of the groups in it get nothing: only direct members do.".to_owned());
    }
    if sentences.is_empty() {
        sentences.push("Nothing changes for its direct members.".to_owned());
    }
    sentences
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

//! What an act about groups does to their members' licences: the rules are asked, and what they answer is written.

use std::collections::{BTreeMap, BTreeSet};

use meterdesk_billing::directory::Product;
use meterdesk_billing::ids::GroupId;
use meterdesk_billing::licences::{Change, Holder, Licensing, MINUTES_UNTIL_PROCESSED, Path, Products};
use meterdesk_billing::usage::PersonIndex;
use meterdesk_store::{Act, FailedAssignment, Snapshot};

use super::standing;
use crate::error::ApiError;
use crate::text::second;
use crate::wire::*;

/// What an act is to do with a group's licences.
#[derive(Debug, Clone, Copy)]
pub(in crate::use_cases) enum Reach<'a> {
    /// Give the members these products, and no others.
    Set(&'a [Product]),
    /// Try again for everybody.
    Again,
    /// Give them to a person who joined.
    Joined(PersonIndex),
    /// Take them from a person who left.
    Left(PersonIndex),
}

/// Works out what follows for the members of a group that gives these products before the act.
pub(in crate::use_cases) async fn changes(
    snapshot: &mut Snapshot,
    group: GroupId,
    before: &[Product],
    reach: Reach<'_>,
) -> Result<Vec<Change>, ApiError> {
    let Some(number) = snapshot.group_number(group).await? else {
        return Ok(Vec::new());
    };
    let now = snapshot.tenant().now.timestamp();
    let members = match reach {
        Reach::Set(_) | Reach::Again => snapshot.members_at(group, now).await?,
        Reach::Joined(person) | Reach::Left(person) => vec![person],
    };
    let mut products = before.to_vec();
    if let Reach::Set(after) = reach {
        products.extend(after.iter().filter(|product| !before.contains(product)));
    }
    let (mut licensing, members) = licensing(snapshot, number, &products, &members).await?;
    licensing.set_grants(number, before.iter().copied());
    Ok(match reach {
        Reach::Set(after) => licensing.set_group(number, after, &members),
        Reach::Again => licensing.reprocess(number, &members),
        Reach::Joined(person) => licensing.join(number, person),
        Reach::Left(person) => licensing.leave(number, person),
    })
}

/// Who takes licences of these products, and what else their members have that matters; members in their order.
async fn licensing(
    snapshot: &mut Snapshot,
    group: i64,
    products: &[Product],
    members: &[PersonIndex],
) -> Result<(Licensing, Vec<PersonIndex>), ApiError> {
    let mut licensing = Licensing::default();
    let mut taken = BTreeMap::new();
    for product in products {
        let standing = standing(snapshot, *product).await?;
        licensing.set_owned(*product, snapshot.tenant().licences_owned(*product, standing.brought));
        taken.insert(*product, standing.assigned);
    }
    let mut holders: BTreeMap<PersonIndex, Holder> = BTreeMap::new();
    let others: Vec<_> = Products::around(products)
        .into_iter()
        .filter(|other| !products.contains(other))
        .collect();
    let mut held = snapshot.held_paths(products, members).await?;
    for (product, taken) in taken {
        // Everybody else's licences only count.
        let own: BTreeSet<_> = held
            .iter()
            .filter(|held| held.product == product)
            .map(|held| held.person)
            .collect();
        let own = u32::try_from(own.len()).unwrap_or(u32::MAX);
        licensing.set_used_by_others(product, taken.saturating_sub(own));
    }
    held.extend(snapshot.held_paths(&others, members).await?);
    for held in held {
        let holder = holders.entry(held.person).or_default();
        holder.paths.insert((held.product, held.path));
    }
    for failed in snapshot.failed_assignments(Some(group)).await? {
        let holder = holders.entry(failed.person).or_default();
        holder.failures.insert(group, failed.failure);
    }
    let located = snapshot.members_with_locations(members).await?;
    let ordered = located.iter().map(|(person, _)| *person).collect();
    for (person, location) in located {
        holders.entry(person).or_default().location = location;
    }
    for (person, holder) in holders {
        licensing.set_person(person, holder);
    }
    Ok((licensing, ordered))
}

/// Writes what follows for the members, by the act's last entry: what begins does so once it is processed.
pub(in crate::use_cases) async fn write(act: &mut Act, changes: &[Change]) -> Result<(), ApiError> {
    let from = act.tenant().now.timestamp() + MINUTES_UNTIL_PROCESSED * 60;
    let seq = act.head().seq;
    Ok(act.write_licences(changes, from, seq).await?)
}

/// How many people something follows for: who gets what, who gets nothing and why.
pub(super) fn counts(changes: &[Change]) -> (u64, BTreeMap<&'static str, u64>, u64) {
    let (mut reached, mut ended) = (BTreeSet::new(), BTreeSet::new());
    let mut failed: BTreeMap<&'static str, u64> = BTreeMap::new();
    for change in changes {
        match change {
            Change::Begun(person, _, Path::Group(_)) => {
                reached.insert(*person);
            }
            Change::Ended(person, ..) => {
                ended.insert(*person);
            }
            Change::Failed(_, _, (_, error)) => *failed.entry(error.label()).or_default() += 1,
            Change::Begun(_, _, Path::Direct) | Change::Mended(..) => {}
        }
    }
    (reached.len() as u64, failed, ended.len() as u64)
}

/// Identities and names of the groups among these paths, by their places in the file.
pub(super) async fn group_names(
    snapshot: &mut Snapshot,
    paths: impl Iterator<Item = Path>,
) -> Result<BTreeMap<i64, (GroupId, String)>, ApiError> {
    let groups: BTreeSet<i64> = paths
        .filter_map(|path| match path {
            Path::Direct => None,
            Path::Group(group) => Some(group),
        })
        .collect();
    let mut names = BTreeMap::new();
    for group in groups {
        if let Some(known) = snapshot.group_at(group).await? {
            names.insert(group, known);
        }
    }
    Ok(names)
}

/// Failures as they cross the edge.
pub(super) async fn failures_of(
    snapshot: &mut Snapshot,
    failed: Vec<FailedAssignment>,
) -> Result<Vec<LicenceFailure>, ApiError> {
    let groups = group_names(snapshot, failed.iter().map(|failed| Path::Group(failed.group))).await?;
    let places: Vec<_> = failed.iter().map(|failed| failed.person).collect();
    let people = snapshot.names_of(&places).await?;
    let rows = failed.into_iter().zip(people).filter_map(|(failed, person)| {
        let (group, name) = groups.get(&failed.group)?;
        let (product, error) = failed.failure;
        Some(LicenceFailure {
            user: person.id,
            user_name: person.display_name,
            group: group.to_string(),
            group_name: name.clone(),
            product_name: product.label().to_owned(),
            reason: error.into(),
            text: error.sentence().to_owned(),
            at: second(failed.shown_from),
        })
    });
    Ok(rows.collect())
}

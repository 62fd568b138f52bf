//! Who has which licence: of some people, and of a product.

use std::collections::BTreeSet;

use meterdesk_billing::directory::{AdminRole, Product};
use meterdesk_billing::licences::{Path, ProductKind, Products};
use meterdesk_billing::tenant::LicenceRefusal;

use super::people::{facts_of, found};
use super::reach::{failures_of, group_names};
use super::standing;
use crate::act::acting;
use crate::error::ApiError;
use crate::pages::plain_page;
use crate::wire::*;
use crate::{App, Caller};

/// The licences of people: what the tenant owns, and which of it they have.
///
/// # Errors
/// When somebody is not in the directory, or the workbook can't be read.
pub async fn user_licences_get(
    app: &App,
    caller: &Caller,
    request: UserLicencesGet,
) -> Result<UserLicencesView, ApiError> {
    let mut snapshot = app.workbook.read().await?;
    let actor = acting(&mut snapshot, caller).await?;
    let people = found(&mut snapshot, &request.users).await?;
    let facts = facts_of(&mut snapshot, &people).await?;
    let places: BTreeSet<_> = people.iter().map(|person| person.index).collect();
    let failed = snapshot.failed_assignments(None).await?;
    let failed: Vec<_> = failed
        .into_iter()
        .filter(|failed| places.contains(&failed.person))
        .collect();
    let failed = failures_of(&mut snapshot, failed).await?;
    let mut products = Vec::new();
    for product in Product::ALL {
        let standing = standing(&mut snapshot, product).await?;
        let owned = snapshot.tenant().licences_owned(product, standing.brought);
        let holders = facts.iter().filter(|person| person.holds(product)).count();
        let for_people = Products::of(product).kind == ProductKind::User;
        if !for_people || owned == 0 && holders == 0 {
            continue;
        }
        let from: BTreeSet<_> = facts
            .iter()
            .flat_map(|person| &person.inherited)
            .filter(|(held, _)| *held == product)
            .map(|(_, group)| group.clone())
            .collect();
        let direct = facts.iter().filter(|person| person.direct.contains(&product)).count();
        let of_product = failed.iter().filter(|failed| failed.product_name == product.label());
        let sentence = |failed: &LicenceFailure| {
            format!(
                "{}: the group \"{}\" can't give it ({:?}). {}",
                failed.user_name, failed.group_name, failed.reason, failed.text
            )
        };
        products.push(UserProductRow {
            product: product.into(),
            name: product.label().to_owned(),
            owned,
            available: owned.saturating_sub(standing.assigned),
            direct: u32::try_from(direct).unwrap_or(u32::MAX),
            holders: u32::try_from(holders).unwrap_or(u32::MAX),
            inherited_from: from.into_iter().collect(),
            failures: of_product.map(sentence).collect(),
        });
    }
    let may = actor.roles.iter().copied().any(AdminRole::assigns_licences);
    Ok(UserLicencesView {
        people: people
            .into_iter()
            .map(|person| LicencePerson {
                id: person.id.to_string(),
                guest: person.is_guest(),
                display_name: person.display_name,
                user_principal_name: person.user_principal_name,
                usage_location: Some(person.usage_location).filter(|location| !location.is_empty()),
            })
            .collect(),
        products,
        missing: (!may).then(|| LicenceRefusal::MayNotAssign(actor.display_name).to_string()),
    })
}

/// Who has a product, and whom a group failed to give it, by display name.
///
/// # Errors
/// When the page is not one, or the workbook can't be read.
pub async fn licence_user_list(
    app: &App,
    _caller: &Caller,
    request: LicenceUserList,
) -> Result<LicenceUserListed, ApiError> {
    let page = plain_page(request.cursor.as_deref(), request.limit)?;
    let product: Product = request.product.into();
    let mut snapshot = app.workbook.read().await?;
    let (people, total) = snapshot
        .licence_people(product, request.search.as_deref(), page.rows)
        .await?;
    let places: Vec<_> = people.iter().map(|person| person.index).collect();
    let held = snapshot.held_paths(&[product], &places).await?;
    let names = group_names(&mut snapshot, held.iter().map(|held| held.path)).await?;
    let failed = snapshot.failed_assignments(None).await?;
    let failed: Vec<_> = failed
        .into_iter()
        .filter(|failed| failed.failure.0 == product && places.contains(&failed.person))
        .collect();
    let failed = failures_of(&mut snapshot, failed).await?;
    let next = page.next(people.len(), total);
    let rows = people.into_iter().map(|person| {
        let of = || held.iter().filter(|held| held.person == person.index);
        let groups = of().filter_map(|held| match held.path {
            Path::Direct => None,
            Path::Group(group) => Some(names.get(&group)?.1.clone()),
        });
        LicenceUserRow {
            direct: of().any(|held| held.path == Path::Direct),
            groups: groups.collect(),
            failures: failed
                .iter()
                .filter(|failed| failed.user == person.id)
                .cloned()
                .collect(),
            id: person.id,
            display_name: person.display_name,
            user_principal_name: person.user_principal_name,
        }
    });
    Ok(LicenceUserListed {
        rows: rows.collect(),
        total,
        next,
    })
}

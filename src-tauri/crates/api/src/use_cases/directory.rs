//! People.

use meterdesk_billing::ids::GroupId;
use meterdesk_store::{PersonFilter, PersonKey};

use super::identity;
use crate::error::ApiError;
use crate::lists::{Cell, Column, columns};
use crate::pages::page;
use crate::wire::*;
use crate::{App, Caller};

columns!(UserListed of UserRow:
    Column::new("name", "Display name", |row| Cell::text(&row.display_name)),
    Column::new("upn", "Username", |row| Cell::text(&row.user_principal_name)),
    Column::new("department", "Department", |row| Cell::maybe(row.department.as_ref())),
    Column::new("location", "Usage location", |row| Cell::maybe(row.usage_location.as_ref())),
    Column::plain("licences", "Licenses", |row| Cell::text(row.licences.join("; "))),
    Column::plain("roles", "Roles", |row| Cell::text(row.roles.join("; "))),
);

/// People, by display name.
///
/// # Errors
/// When the page is not one, or the workbook can't be read.
pub async fn user_list(app: &App, _caller: &Caller, request: UserList) -> Result<UserListed, ApiError> {
    let page = page::<UserListed>(app, request.cursor.as_deref(), request.limit, request.sort.as_ref())?;
    let group = request
        .group
        .as_deref()
        .map(|group| identity(group, "group"))
        .transpose()?
        .map(GroupId);
    let filter = PersonFilter {
        search: request.search,
        copilot_licensed: request.copilot_licensed,
        group,
    };
    let order = page.order.map(|order| {
        let key = match order.by {
            "upn" => PersonKey::UserPrincipalName,
            "department" => PersonKey::Department,
            "location" => PersonKey::UsageLocation,
            _ => PersonKey::Name,
        };
        (key, order.descending)
    });
    let (people, total) = app.workbook.read().await?.people(&filter, order, page.rows).await?;
    let next = page.next(people.len(), total);
    let rows = people.into_iter().map(|person| UserRow {
        id: person.id.to_string(),
        copilot_licensed: person.copilot_licensed(),
        display_name: person.display_name,
        user_principal_name: person.user_principal_name,
        department: Some(person.department).filter(|department| !department.is_empty()),
        usage_location: Some(person.usage_location).filter(|location| !location.is_empty()),
        licences: person
            .licences
            .iter()
            .map(|product| product.label().to_owned())
            .collect(),
        roles: person.roles.into_iter().map(|role| role.label().to_owned()).collect(),
    });
    Ok(UserListed {
        rows: rows.collect(),
        total,
        next,
    })
}

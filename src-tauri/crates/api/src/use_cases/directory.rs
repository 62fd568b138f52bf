//! People.

use meterdesk_billing::ids::GroupId;
use meterdesk_store::PersonFilter;

use super::identity;
use crate::error::ApiError;
use crate::pages::{next, page};
use crate::wire::*;
use crate::{App, Caller};

/// People, by display name.
///
/// # Errors
/// When the page is not one, or the workbook can't be read.
pub async fn user_list(app: &App, _caller: &Caller, request: UserList) -> Result<UserListed, ApiError> {
    let page = page(request.cursor.as_deref(), request.limit)?;
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
    let (people, total) = app.workbook.read().await?.people(&filter, page).await?;
    let next = next(page, people.len(), total);
    let rows = people.into_iter().map(|person| UserRow {
        id: person.id.to_string(),
        display_name: person.display_name,
        user_principal_name: person.user_principal_name,
        department: Some(person.department).filter(|department| !department.is_empty()),
        usage_location: Some(person.usage_location).filter(|location| !location.is_empty()),
        copilot_licensed: person.copilot_licensed,
        roles: person.roles.into_iter().map(|role| role.label().to_owned()).collect(),
    });
    Ok(UserListed {
        rows: rows.collect(),
        total,
        next,
    })
}

//! People whom a file names and the directory doesn't: told in a preview, and added where somebody wants that.
//!
//! They come with the names that the file gives, without licences and roles; of groups they are in the dynamic ones of their
//! departments.

use meterdesk_billing::directory::{DirectoryData, PersonRow};
use meterdesk_billing::ids::PersonId;
use meterdesk_billing::tenant::{Command, DatasetRef};
use meterdesk_store::UnknownPerson;
use uuid::Uuid;

use crate::act::Begun;
use crate::error::ApiError;
use crate::text::counted;

/// How many names a preview shows.
pub(super) const SHOWN: usize = 20;

/// Adds them within an act, and says so.
///
/// # Errors
/// When the workbook can't be written.
pub(super) async fn add(begun: &mut Begun, people: Vec<UnknownPerson>, file_name: &str) -> Result<String, ApiError> {
    let tenant = begun.act.tenant().id.0;
    let rows: Vec<PersonRow> = people.into_iter().map(|person| row(tenant, person)).collect();
    let count = rows.len() as u64;
    let data = DirectoryData {
        people: rows,
        ..DirectoryData::default()
    };
    let dataset = DatasetRef {
        hash: data.content_hash(),
        people: count,
    };
    begun.act.add_people(data.people).await?;
    let file_name = file_name.to_owned();
    begun.decide(Command::AddPeople { dataset, file_name }).await?;
    Ok(format!(
        "{} added to the directory first.",
        counted(count, "person was", "people were")
    ))
}

fn row(tenant: Uuid, person: UnknownPerson) -> PersonRow {
    let UnknownPerson {
        user_principal_name,
        display_name,
        department,
    } = person;
    PersonRow {
        // The same in every workbook of the tenant.
        id: PersonId(Uuid::new_v5(&tenant, user_principal_name.to_lowercase().as_bytes())),
        display_name: Some(display_name)
            .filter(|name| !name.is_empty())
            .unwrap_or_else(|| user_principal_name.clone()),
        user_principal_name,
        department,
        usage_location: String::new(),
    }
}

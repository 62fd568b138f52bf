//! People whom a file names and the directory doesn't: told in a preview, and added where somebody wants that.
//!
//! They come with the names that the file gives, without licences and roles; of groups they are in the dynamic ones of their
//! departments.

use meterdesk_billing::directory::{DirectoryData, PersonRow};
use meterdesk_billing::ids::PersonId;
use meterdesk_billing::tenant::{Command, DatasetRef};
use meterdesk_store::UnknownPerson;
use uuid::Uuid;

use crate::act::{Start, start};
use crate::error::{ApiError, ErrorCode};
use crate::text::counted;
use crate::wire::*;
use crate::{App, Caller};

/// How many names a preview shows.
pub(super) const SHOWN: usize = 20;

/// Adds them, as an act of its own before the import's, and says so.
///
/// # Errors
/// When the workbook can't be written.
pub(super) async fn add(
    app: &App,
    caller: &Caller,
    request: &ImportStart,
    (people, file_name): (Vec<UnknownPerson>, &str),
) -> Result<String, ApiError> {
    let own = ImportStart {
        command_id: None,
        ..request.clone()
    };
    let mut begun = match start::<_, ImportView>(app, caller, &own).await? {
        Start::Begun(begun) => begun,
        Start::Answered(_) => {
            return Err(ApiError::new(
                ErrorCode::Internal,
                "an act without an id was answered before",
            ));
        }
    };
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
    let told = format!(
        "{} added to the directory first.",
        counted(count, "person was", "people were")
    );
    begun.finish(told).await
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

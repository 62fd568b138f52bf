//! A workbook with a few entries, and its file under the hands of somebody else.

use std::path::{Path, PathBuf};

use meterdesk_billing::ids::PersonId;
use meterdesk_billing::tenant::{Event, ImportKind};
use meterdesk_billing::time::Instant;
use meterdesk_billing::units::Quantity;
use meterdesk_billing::usage::{Circumstances, Service, UsageRow};
use meterdesk_store::{ImportSpec, Staged, StoreError, Workbook};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{Connection, SqliteConnection};
use tempfile::TempDir;
use uuid::Uuid;

pub(crate) const ACTOR: PersonId = PersonId(Uuid::from_u128(1));

pub(crate) fn start() -> Instant {
    "2026-11-17T10:00:00Z".parse().unwrap()
}

/// A folder with a workbook of three entries in it.
pub(crate) async fn workbook() -> (TempDir, PathBuf, Workbook) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("w.meterdesk");
    let workbook = Workbook::create(&path).await.unwrap();
    let begun = Event::WorkbookCreated {
        tenant: meterdesk_billing::ids::TenantId(Uuid::from_u128(2)),
        name: "Somebody's company".to_owned(),
        scenario: "empty".to_owned(),
        seed: 0,
        default_actor: ACTOR,
    };
    append(&workbook, &[begun]).await.unwrap();
    for hour in ["11", "12"] {
        let to = format!("2026-11-17T{hour}:00:00Z").parse().unwrap();
        append(&workbook, &[Event::ClockAdvanced { to }]).await.unwrap();
    }
    (folder, path, workbook)
}

pub(crate) async fn append(workbook: &Workbook, events: &[Event]) -> Result<(), StoreError> {
    let mut act = workbook.act(false).await?;
    act.append(start(), ACTOR, events);
    act.commit(None).await
}

/// Does to the file what Meterdesk never would.
pub(crate) async fn tamper(path: &Path, sql: &'static str) {
    let options = SqliteConnectOptions::new().filename(path).create_if_missing(true);
    let mut connection = SqliteConnection::connect_with(&options).await.unwrap();
    sqlx::raw_sql(sql).execute(&mut connection).await.unwrap();
    connection.close().await.unwrap();
}

/// A number that the file holds.
pub(crate) async fn number(path: &Path, sql: &'static str) -> i64 {
    let options = SqliteConnectOptions::new().filename(path);
    let mut connection = SqliteConnection::connect_with(&options).await.unwrap();
    let number = sqlx::query_scalar(sql).fetch_one(&mut connection).await.unwrap();
    connection.close().await.unwrap();
    number
}

pub(crate) fn spec(file_name: &str, preview: bool) -> ImportSpec {
    ImportSpec {
        kind: ImportKind::MeteredUsage,
        file_name: file_name.to_owned(),
        has_event_ids: true,
        overlap: None,
        allow_shrink: false,
        preview,
        period: None,
        columns: Vec::new(),
    }
}

/// Rows of autonomous use, which need nobody of the directory.
pub(crate) fn rows(count: u64) -> Vec<Staged<UsageRow>> {
    let row = |number: u64| Staged {
        row: number + 2,
        byte: number * 80,
        record: UsageRow {
            event_id: Some(format!("id-{number}")),
            at: start().timestamp(),
            user: String::new(),
            service: Service::CopilotStudio,
            agent: "Helper".to_owned(),
            environment: "North".to_owned(),
            feature: "Generative answer".to_owned(),
            quantity: Quantity::whole(1),
            circumstances: Circumstances {
                trigger: meterdesk_billing::usage::Trigger::Autonomous,
                ..Circumstances::default()
            },
            channel: String::new(),
            conversation: String::new(),
            harness: String::new(),
        },
    };
    (0..count).map(row).collect()
}

//! What SQLite reports, told apart: each kind has its own way to be mended.

use std::path::Path;
use std::time::Duration;

use meterdesk_store::StoreError;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{Connection, SqliteConnection};

use crate::support::workbook;

fn options(path: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new().filename(path).busy_timeout(Duration::ZERO)
}

async fn failure(options: &SqliteConnectOptions, sql: &'static str) -> StoreError {
    let mut connection = SqliteConnection::connect_with(options).await.unwrap();
    let failed = sqlx::raw_sql(sql).execute(&mut connection).await;
    let error = failed.map(|_| ()).expect_err("this can't be done");
    connection.close().await.unwrap();
    error.into()
}

#[tokio::test]
async fn a_file_that_may_not_be_written_is_read_only() {
    let (_folder, path, workbook) = workbook().await;
    workbook.close().await;
    let failed = failure(&options(&path).read_only(true), "DELETE FROM journal").await;
    assert!(matches!(failed, StoreError::ReadOnly(_)), "{failed:?}");
}

#[tokio::test]
async fn a_full_disk_is_said_to_be_full() {
    let (_folder, path, _workbook) = workbook().await;
    let grow = "PRAGMA max_page_count = 1; CREATE TABLE large (x TEXT); INSERT INTO large VALUES (zeroblob(1000000))";
    let failed = failure(&options(&path), grow).await;
    assert!(matches!(failed, StoreError::DiskFull), "{failed:?}");
}

#[tokio::test]
async fn a_file_that_somebody_else_is_writing_is_busy() {
    let (_folder, path, workbook) = workbook().await;
    let act = workbook.act(false).await.unwrap();
    let failed = failure(&options(&path), "BEGIN IMMEDIATE").await;
    assert!(matches!(failed, StoreError::Busy { .. }), "{failed:?}");
    drop(act);
}

#[tokio::test]
async fn pages_that_make_no_sense_are_damage() {
    let (_folder, path, workbook) = workbook().await;
    workbook.close().await;
    let mut bytes = std::fs::read(&path).unwrap();
    bytes[4096..].fill(0xA5);
    std::fs::write(&path, bytes).unwrap();
    let failed = failure(&options(&path), "SELECT * FROM journal").await;
    assert!(matches!(failed, StoreError::Damaged(_)), "{failed:?}");
}

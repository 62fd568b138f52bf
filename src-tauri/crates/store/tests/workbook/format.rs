//! A workbook of an older format: backed up, brought forward, and everything in it kept.

use std::path::{Path, PathBuf};

use meterdesk_store::{ImportState, Page, Workbook};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{Connection, SqliteConnection};

use crate::support::{number, tamper, workbook};

const FIRST: &str = concat!(
    include_str!("../../src/schema/0001_workbook.sql"),
    "PRAGMA application_id = 0x4D545244; PRAGMA user_version = 1;"
);

const CONTENT: &str = "
    INSERT INTO import (id, object, kind, file_name, state, published_seq) VALUES
        (2, 'old', 'meteredUsage', 'old.csv', 'published', 1),
        (3, 'new', 'meteredUsage', 'new.csv', 'published', 2),
        (4, 'gone', 'meteredUsage', 'gone.csv', 'reverted', 3);
    INSERT INTO usage_row (id, import, at, service, agent, environment, feature, quantity, circumstances, channel, conversation,
        harness) VALUES
        (1, 2, 1794909600, 0, 0, 0, 0, 1000000, 8, 0, '', 0),
        (2, 3, 1794909600, 0, 0, 0, 0, 2000000, 8, 0, '', 0),
        (3, 4, 1794909600, 0, 0, 0, 0, 4000000, 8, 0, '', 0);
    INSERT INTO usage_key VALUES (x'01', 2, 1), (x'01', 3, 2), (x'02', 4, 3);
    INSERT INTO usage_superseded VALUES (1);
    INSERT INTO month_usage VALUES (1793491200, 5);
    INSERT INTO environment_day VALUES (2, 2, 20000, 7, 'North', '', '', 'MCSMessages', 0, 3, 4);
    INSERT INTO word (id, kind, text) VALUES (7, 'environment', 'e7');
    INSERT INTO partition_owner VALUES ('environmentReport', 7, 20000, 2);";

/// The journal of another workbook in a file of the first format, with imports.
async fn first_format(folder: &Path) -> PathBuf {
    let (_other, source, made) = workbook().await;
    made.close().await;
    let path = folder.join("old.meterdesk");
    tamper(&path, FIRST).await;
    let options = SqliteConnectOptions::new().filename(&path);
    let mut connection = SqliteConnection::connect_with(&options).await.unwrap();
    sqlx::query("ATTACH ? AS source")
        .bind(source.to_string_lossy().into_owned())
        .execute(&mut connection)
        .await
        .unwrap();
    for statement in ["INSERT INTO journal SELECT * FROM source.journal", CONTENT] {
        sqlx::raw_sql(statement).execute(&mut connection).await.unwrap();
    }
    connection.close().await.unwrap();
    path
}

#[tokio::test]
async fn a_workbook_of_the_first_format_keeps_what_counts() {
    let folder = tempfile::tempdir().unwrap();
    let path = first_format(folder.path()).await;
    let workbook = Workbook::open(&path).await.unwrap();
    assert_eq!(workbook.read_only(), None);
    let mut snapshot = workbook.read().await.unwrap();
    assert!(snapshot.branch().is_main());
    assert_eq!(snapshot.head().seq, 3);
    let (imports, _) = snapshot.imports(None, Page { offset: 0, limit: 9 }).await.unwrap();
    let listed: Vec<_> = imports
        .iter()
        .map(|import| (import.file_name.as_str(), import.state))
        .collect();
    assert_eq!(
        listed,
        [
            ("gone.csv", ImportState::Reverted),
            ("new.csv", ImportState::Published),
            ("old.csv", ImportState::Published)
        ]
    );
    let mut counted = Vec::new();
    let all = meterdesk_store::UsageRows::All;
    snapshot
        .each_unit(all, (0, i64::MAX), |unit| counted.push(unit.quantity.0))
        .await
        .unwrap();
    assert_eq!(
        counted,
        [2_000_000],
        "the replaced row and the reverted import stand back"
    );
    assert_eq!(snapshot.months_with_usage().await.unwrap(), [(1_793_491_200, 5)]);
    assert_eq!(snapshot.reported_days(0, 30_000).await.unwrap().len(), 1);
    drop(snapshot);
    workbook.close().await;
    let shared = "SELECT sum(row) FROM usage_key_shared WHERE key = x'01'";
    assert_eq!(number(&path, shared).await, 1 + 2, "the id that two imports state");
    assert_eq!(number(&path, "SELECT count(*) FROM usage_key_shared").await, 2);
    let backup = folder.path().join("old.meterdesk.format-1.backup");
    assert_eq!(number(&backup, "PRAGMA user_version").await, 1);
    assert_eq!(number(&backup, "SELECT count(*) FROM usage_superseded").await, 1);
}

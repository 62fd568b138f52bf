//! Opening a file that is not as this program left it.

use meterdesk_store::{StoreError, Workbook};

use crate::support::{append, number, start, tamper, workbook};
use meterdesk_billing::tenant::Event;

async fn refusal(path: &std::path::Path) -> StoreError {
    Workbook::open(path)
        .await
        .map(|_| ())
        .expect_err("this file is not opened")
}

#[tokio::test]
async fn a_workbook_is_read_again_as_it_was_written() {
    let (_folder, path, workbook) = workbook().await;
    let head = workbook.read().await.unwrap().head().clone();
    assert_eq!(head.seq, 3);
    workbook.close().await;
    let again = Workbook::open(&path).await.unwrap();
    let mut snapshot = again.read().await.unwrap();
    assert_eq!(*snapshot.head(), head);
    assert_eq!(snapshot.tenant().now.to_rfc3339(), "2026-11-17T12:00:00+00:00");
    let seqs: Vec<_> = snapshot
        .journal()
        .await
        .unwrap()
        .iter()
        .map(|entry| entry.seq)
        .collect();
    assert_eq!(seqs, [1, 2, 3]);
    assert_eq!(again.read_only(), None);
}

#[tokio::test]
async fn a_database_of_another_program_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("other.db");
    tamper(&path, "CREATE TABLE note (text TEXT); INSERT INTO note VALUES ('mine')").await;
    let before = std::fs::read(&path).unwrap();
    assert!(matches!(refusal(&path).await, StoreError::NotAWorkbook(_)));
    assert!(std::fs::read(&path).unwrap() == before, "not a byte of it changes");
    assert_eq!(
        std::fs::read_dir(folder.path()).unwrap().count(),
        1,
        "and nothing appears beside it"
    );
}

#[tokio::test]
async fn a_newer_format_says_what_it_is_and_what_is_known() {
    let (_folder, path, workbook) = workbook().await;
    workbook.close().await;
    tamper(&path, "PRAGMA user_version = 99").await;
    let refused = refusal(&path).await;
    assert!(
        matches!(refused, StoreError::Newer { found: 99, known } if known < 99),
        "{refused}"
    );
}

#[tokio::test]
async fn an_entry_changed_in_any_column_is_damage() {
    for change in [
        "UPDATE journal SET body = replace(body, '11:00', '11:30') WHERE seq = 2",
        "UPDATE journal SET at = at + 1 WHERE seq = 2",
        "UPDATE journal SET actor = '00000000-0000-0000-0000-000000000009' WHERE seq = 3",
        "UPDATE journal SET kind = 'policyDeleted' WHERE seq = 2",
        "UPDATE journal SET version = 2 WHERE seq = 2",
        "UPDATE journal SET seq = 4 WHERE seq = 3",
        "UPDATE journal SET prev_hash = '' WHERE seq = 3",
        "UPDATE journal SET hash = '' WHERE seq = 3",
        "DELETE FROM journal WHERE seq = 1",
        "DELETE FROM journal WHERE seq = 2",
        "INSERT INTO journal SELECT branch, 4, at, actor, command_id, kind, version, body, hash, hash FROM journal WHERE seq = 3",
        "UPDATE journal SET version = -1 WHERE seq = 3",
    ] {
        let (_folder, path, workbook) = workbook().await;
        workbook.close().await;
        tamper(&path, change).await;
        let refused = refusal(&path).await;
        assert!(matches!(refused, StoreError::Damaged(_)), "{change}: {refused}");
    }
}

#[tokio::test]
async fn damage_done_while_the_workbook_is_open_is_found_by_who_reads_the_journal() {
    let (_folder, path, workbook) = workbook().await;
    tamper(
        &path,
        "UPDATE journal SET body = replace(body, '11:00', '11:30') WHERE seq = 2",
    )
    .await;
    let refused = workbook.read().await.unwrap().journal().await.unwrap_err();
    assert!(matches!(refused, StoreError::Damaged(_)), "{refused}");
}

#[tokio::test]
async fn an_entry_of_a_newer_program_stops_an_open_workbook_from_acting_on_a_state_it_does_not_know() {
    let (_folder, path, workbook) = workbook().await;
    // The chain of hashes is not looked at before this act: the entry does not follow, or is unknown; either way, no act.
    tamper(&path, "INSERT INTO journal SELECT branch, 4, at, actor, NULL, 'unheardOf', 1, '{}', hash, '' FROM journal WHERE seq = 3").await;
    let to = "2026-11-17T13:00:00Z".parse().unwrap();
    append(&workbook, &[Event::ClockAdvanced { to }]).await.unwrap_err();
    assert_eq!(
        number(&path, "SELECT max(seq) FROM journal").await,
        4,
        "nothing was appended"
    );
}

#[tokio::test]
async fn a_dropped_act_and_a_preview_leave_no_trace() {
    let (_folder, path, workbook) = workbook().await;
    let head = workbook.read().await.unwrap().head().clone();
    let to = "2026-11-17T13:00:00Z".parse().unwrap();
    let mut dropped = workbook.act(false).await.unwrap();
    dropped.append(start(), crate::support::ACTOR, &[Event::ClockAdvanced { to }]);
    assert_eq!(dropped.tenant().now, to, "within the act the state has moved");
    drop(dropped);
    let mut preview = workbook.act(true).await.unwrap();
    preview.append(start(), crate::support::ACTOR, &[Event::ClockAdvanced { to }]);
    preview.commit(None).await.unwrap();
    assert_eq!(*workbook.read().await.unwrap().head(), head);
    assert_eq!(number(&path, "SELECT count(*) FROM journal").await, 3);
}

#[tokio::test]
async fn the_file_is_written_through_a_log_that_is_flushed() {
    let (_folder, path, _workbook) = workbook().await;
    let wal: String = {
        use sqlx::Connection;
        let mut connection = sqlx::SqliteConnection::connect(&format!("sqlite:{}", path.display()))
            .await
            .unwrap();
        sqlx::query_scalar("PRAGMA journal_mode")
            .fetch_one(&mut connection)
            .await
            .unwrap()
    };
    assert_eq!(wal, "wal");
}

#[tokio::test]
async fn a_backup_is_a_whole_workbook() {
    let (folder, _path, workbook) = workbook().await;
    let copy = folder.path().join("copy.meterdesk");
    workbook.back_up(&copy).await.unwrap();
    let copied = Workbook::open(&copy).await.unwrap();
    assert_eq!(
        copied.read().await.unwrap().head(),
        workbook.read().await.unwrap().head()
    );
}

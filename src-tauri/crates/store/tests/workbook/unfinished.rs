//! Imports whose process went away: listed as interrupted, taken over, cleared.

use meterdesk_store::{ImportState, Page, Staging, StoreError, UsageRows, Workbook};

use crate::support::{number, rows, spec, tamper, workbook};

const ALL: Page = Page { offset: 0, limit: 100 };

async fn listed(workbook: &Workbook) -> Vec<(String, ImportState)> {
    let (records, total) = workbook.read().await.unwrap().imports(None, ALL).await.unwrap();
    assert_eq!(records.len(), total as usize);
    records
        .into_iter()
        .map(|record| (record.file_name, record.state))
        .collect()
}

/// Makes the lease that of a process that runs no more.
const PROCESS_GONE: &str = "UPDATE lease SET holder = substr(holder, 1, instr(holder, '|')) || '4194305|0|gone'";

/// Makes the lease one that was not renewed in time.
const LEASE_OVER: &str = "UPDATE lease SET expires = 0";

#[tokio::test]
async fn an_import_under_way_keeps_others_waiting_and_is_not_listed() {
    let (_folder, path, workbook) = workbook().await;
    let mut staging = Staging::begin(&workbook, spec("a.csv", false)).await.unwrap();
    staging.add_usage(rows(3)).await.unwrap();
    let other = Workbook::open(&path).await.unwrap();
    let refused = Staging::begin(&other, spec("b.csv", false)).await.unwrap_err();
    assert!(
        matches!(refused, StoreError::Busy { ref purpose } if purpose == "An import"),
        "{refused}"
    );
    assert_eq!(listed(&other).await, []);
    staging.discard().await.unwrap();
    assert_eq!(
        number(&path, "SELECT count(*) FROM usage_row").await,
        0,
        "its rows are gone"
    );
    Staging::begin(&other, spec("b.csv", false))
        .await
        .unwrap()
        .discard()
        .await
        .unwrap();
}

#[tokio::test]
async fn an_import_left_by_a_process_that_is_gone_is_interrupted_and_taken_over() {
    for left_by in [PROCESS_GONE, LEASE_OVER] {
        let (_folder, path, workbook) = workbook().await;
        let mut left = Staging::begin(&workbook, spec("a.csv", false)).await.unwrap();
        left.add_usage(rows(3)).await.unwrap();
        tamper(&path, left_by).await;
        assert_eq!(
            listed(&workbook).await,
            [("a.csv".to_owned(), ImportState::Interrupted)]
        );

        let mut next = Staging::begin(&workbook, spec("b.csv", false)).await.unwrap();
        assert_eq!(
            number(&path, "SELECT count(*) FROM usage_row").await,
            0,
            "what was left is cleared"
        );
        assert_eq!(
            listed(&workbook).await,
            [("a.csv".to_owned(), ImportState::Interrupted)],
            "and stays listed"
        );
        let lost = left.add_usage(rows(3)).await.unwrap_err();
        assert!(
            matches!(lost, StoreError::LeaseLost),
            "the first one may not go on: {lost}"
        );
        assert_eq!(number(&path, "SELECT count(*) FROM usage_row").await, 0);
        next.add_usage(rows(2)).await.unwrap();
        next.discard().await.unwrap();
        assert_eq!(number(&path, "SELECT count(*) FROM usage_row").await, 0);
    }
}

#[tokio::test]
async fn an_import_that_lost_its_lease_can_not_publish() {
    let (_folder, path, workbook) = workbook().await;
    let mut left = Staging::begin(&workbook, spec("a.csv", false)).await.unwrap();
    left.add_usage(rows(3)).await.unwrap();
    tamper(&path, LEASE_OVER).await;
    let next = Staging::begin(&workbook, spec("b.csv", false)).await.unwrap();
    let mut act = workbook.act(false).await.unwrap();
    let lost = act.publish(&mut left, "").await.unwrap_err();
    assert!(matches!(lost, StoreError::LeaseLost), "{lost}");
    drop(act);
    next.discard().await.unwrap();
}

#[tokio::test]
async fn a_preview_left_behind_is_forgotten() {
    let (_folder, path, workbook) = workbook().await;
    let mut left = Staging::begin(&workbook, spec("a.csv", true)).await.unwrap();
    left.add_usage(rows(3)).await.unwrap();
    tamper(&path, PROCESS_GONE).await;
    assert_eq!(listed(&workbook).await, [], "a preview is never listed");
    let next = Staging::begin(&workbook, spec("b.csv", false)).await.unwrap();
    next.discard().await.unwrap();
    assert_eq!(number(&path, "SELECT count(*) FROM usage_row").await, 0);
    assert_eq!(
        number(
            &path,
            "SELECT count(*) FROM import WHERE kind NOT IN ('triedUse', 'plannedUse')"
        )
        .await,
        0
    );
}

#[tokio::test]
async fn a_publication_that_is_not_committed_counts_nowhere() {
    let (_folder, path, workbook) = workbook().await;
    let mut staging = Staging::begin(&workbook, spec("a.csv", false)).await.unwrap();
    staging.add_usage(rows(3)).await.unwrap();
    let mut act = workbook.act(false).await.unwrap();
    let counts = act.publish(&mut staging, "hash").await.unwrap().unwrap();
    assert_eq!(counts.added, 3);
    drop(act);
    let mut seen = 0;
    let mut snapshot = workbook.read().await.unwrap();
    snapshot
        .each_unit(UsageRows::All, (i64::MIN, i64::MAX), |_| seen += 1)
        .await
        .unwrap();
    assert_eq!(seen, 0, "rows of an import that is not published count nowhere");
    drop(snapshot);
    staging.discard().await.unwrap();
    assert_eq!(number(&path, "SELECT count(*) FROM usage_row").await, 0);
}

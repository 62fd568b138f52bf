//! Which rows of published imports count: the newest that states an event id, and for files without ids the newest that
//! replaces a range. For reports: who owns an environment's day.
//!
//! Everything here follows from the published imports alone, so it can be worked out anew after any change.

use chrono::DateTime;
use meterdesk_billing::time::Month;
use sqlx::{Row, SqliteConnection};

use super::ImportState;
use crate::StoreError;

pub(super) async fn set_state(
    connection: &mut SqliteConnection,
    import: i64,
    state: ImportState,
) -> Result<(), StoreError> {
    sqlx::query("UPDATE import SET state = ? WHERE id = ?")
        .bind(state.key())
        .bind(import)
        .execute(connection)
        .await?;
    Ok(())
}

/// For every event id that the import states: among the published rows with it, all but the newest import's stand back.
pub(super) async fn supersede_by_key(connection: &mut SqliteConnection, import: i64) -> Result<(), StoreError> {
    sqlx::query(
        "DELETE FROM usage_superseded WHERE row IN (SELECT theirs.row FROM usage_key mine JOIN usage_key theirs \
         ON theirs.key = mine.key WHERE mine.import = ?)",
    )
    .bind(import)
    .execute(&mut *connection)
    .await?;
    sqlx::query(
        "INSERT OR IGNORE INTO usage_superseded SELECT theirs.row FROM usage_key mine \
         JOIN usage_key theirs ON theirs.key = mine.key JOIN import i ON i.id = theirs.import AND i.state = 'published' \
         WHERE mine.import = ? AND EXISTS (SELECT 1 FROM usage_key newer JOIN import n ON n.id = newer.import \
         AND n.state = 'published' WHERE newer.key = theirs.key AND n.published_seq > i.published_seq)",
    )
    .bind(import)
    .execute(connection)
    .await?;
    Ok(())
}

/// Files without event ids that stand for their time range: older such files' rows in it stand back.
pub(super) async fn supersede_by_range(connection: &mut SqliteConnection) -> Result<(), StoreError> {
    let any: bool = sqlx::query_scalar("SELECT EXISTS (SELECT 1 FROM import WHERE replaces_range)")
        .fetch_one(&mut *connection)
        .await?;
    if !any {
        return Ok(());
    }
    sqlx::query(
        "DELETE FROM usage_superseded WHERE row IN (SELECT r.id FROM import i JOIN usage_row r ON r.import = i.id \
         WHERE i.has_event_ids = 0)",
    )
    .execute(&mut *connection)
    .await?;
    sqlx::query(
        "INSERT OR IGNORE INTO usage_superseded SELECT r.id FROM import i JOIN usage_row r ON r.import = i.id \
         WHERE i.has_event_ids = 0 AND i.state = 'published' AND EXISTS (SELECT 1 FROM import n WHERE n.state = 'published' \
         AND n.has_event_ids = 0 AND n.replaces_range AND n.published_seq > i.published_seq \
         AND r.at BETWEEN n.first_at AND n.last_at)",
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Rows that count again once the import is taken back: the next newest of each event id, and what its range replaced.
pub(super) const RESTORED: &str = "SELECT (SELECT count(DISTINCT mine.key) FROM usage_key mine JOIN usage_key theirs \
        ON theirs.key = mine.key AND theirs.import <> mine.import JOIN import i ON i.id = theirs.import AND i.state = 'published' \
        WHERE mine.import = ?1 AND mine.row NOT IN (SELECT row FROM usage_superseded)) \
     + (SELECT count(*) FROM import i JOIN usage_row r ON r.import = i.id JOIN import mine ON mine.id = ?1 \
        WHERE mine.replaces_range AND i.has_event_ids = 0 AND i.state = 'published' AND i.id <> ?1 \
        AND i.published_seq < mine.published_seq AND r.at BETWEEN mine.first_at AND mine.last_at \
        AND NOT EXISTS (SELECT 1 FROM import n WHERE n.state = 'published' AND n.has_event_ids = 0 AND n.replaces_range \
        AND n.id <> ?1 AND n.published_seq > i.published_seq AND r.at BETWEEN n.first_at AND n.last_at))";

pub(super) const HEIRS_COUNT: &str = "SELECT count(*) FROM partition_owner o JOIN environment_day d ON d.environment = o.scope AND d.day = o.day \
     WHERE o.import = ?1 AND d.import = (SELECT i.id FROM import i WHERE i.state = 'published' AND i.id <> ?1 \
     AND EXISTS (SELECT 1 FROM environment_day e WHERE e.import = i.id AND e.environment = o.scope AND e.day = o.day) \
     ORDER BY i.published_seq DESC LIMIT 1)";

/// Gives the days that a reverted report owned to the newest published one that states them, or to none.
pub(super) async fn reassign_partitions(connection: &mut SqliteConnection, import: i64) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT OR REPLACE INTO partition_owner (kind, scope, day, import) SELECT o.kind, o.scope, o.day, \
         (SELECT i.id FROM import i JOIN environment_day d ON d.import = i.id WHERE i.state = 'published' \
          AND d.environment = o.scope AND d.day = o.day ORDER BY i.published_seq DESC LIMIT 1) AS heir \
         FROM partition_owner o WHERE o.import = ? AND heir IS NOT NULL",
    )
    .bind(import)
    .execute(&mut *connection)
    .await?;
    sqlx::query("DELETE FROM partition_owner WHERE import = ?")
        .bind(import)
        .execute(connection)
        .await?;
    Ok(())
}

/// Marks every month in which the import's rows, or rows that share an event id with them, lie.
pub(super) async fn touch_months(connection: &mut SqliteConnection, import: i64) -> Result<(), StoreError> {
    let row = sqlx::query(
        "SELECT min(first), max(last) FROM (SELECT min(at) AS first, max(at) AS last FROM usage_row WHERE import = ?1 \
         UNION ALL SELECT min(b.at), max(b.at) FROM usage_key mine JOIN usage_key theirs ON theirs.key = mine.key \
         JOIN usage_row b ON b.id = theirs.row WHERE mine.import = ?1)",
    )
    .bind(import)
    .fetch_one(&mut *connection)
    .await?;
    let (first, last): (Option<i64>, Option<i64>) = (row.try_get(0)?, row.try_get(1)?);
    let (Some(first), Some(last)) = (first, last) else {
        return Ok(());
    };
    touch_months_between(connection, first, last).await
}

/// Marks the months of a span of seconds, both ends included, as having other usage than before.
pub(crate) async fn touch_months_between(
    connection: &mut SqliteConnection,
    first: i64,
    last: i64,
) -> Result<(), StoreError> {
    let month = |at| DateTime::from_timestamp(at, 0).map(Month::of);
    let (Some(mut month), Some(last)) = (month(first), month(last)) else {
        return Ok(());
    };
    while month <= last {
        sqlx::query(
            "INSERT INTO month_usage (month, generation) VALUES (?, 1) ON CONFLICT DO UPDATE SET generation = generation + 1",
        )
        .bind(month.start().timestamp())
        .execute(&mut *connection)
        .await?;
        month = month.next();
    }
    Ok(())
}

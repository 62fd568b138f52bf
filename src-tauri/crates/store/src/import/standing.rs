//! Which rows of a branch's imports count: the newest that states an event id, and for files without ids the newest that
//! replaces a range. For reports: who owns an environment's day.
//!
//! Everything here follows from the imports that count on a branch, so it can be worked out anew after any change.

use chrono::DateTime;
use meterdesk_billing::tenant::{ImportKind, Tenant};
use meterdesk_billing::time::Month;
use sqlx::{AssertSqlSafe, Row, SqliteConnection};

use super::partitions::own;
use crate::StoreError;
use crate::dictionary::{ROWS_PER_STATEMENT, values};
use crate::event_key::{Keyed, note_shared};

/// Lets an import count on a branch whose journal names it at `seq`.
pub(super) async fn count_import(
    connection: &mut SqliteConnection,
    branch: i64,
    import: i64,
    seq: i64,
) -> Result<(), StoreError> {
    sqlx::query("INSERT INTO branch_import (branch, import, seq) VALUES (?, ?, ?)")
        .bind(branch)
        .bind(import)
        .bind(seq)
        .execute(connection)
        .await?;
    Ok(())
}

/// Takes an import back on a branch.
pub(super) async fn take_back(connection: &mut SqliteConnection, branch: i64, import: i64) -> Result<(), StoreError> {
    sqlx::query("UPDATE branch_import SET reverted = 1 WHERE branch = ? AND import = ?")
        .bind(branch)
        .bind(import)
        .execute(connection)
        .await?;
    Ok(())
}

/// For every event id that the import states: among the branch's counting rows with it, all but the newest import's
/// stand back.
pub(super) async fn supersede_by_key(
    connection: &mut SqliteConnection,
    branch: i64,
    import: i64,
) -> Result<(), StoreError> {
    sqlx::query(
        "DELETE FROM usage_superseded WHERE branch = ?1 AND row IN (SELECT theirs.row FROM usage_key_shared mine \
         JOIN usage_key_shared theirs ON theirs.key = mine.key WHERE mine.import = ?2)",
    )
    .bind(branch)
    .bind(import)
    .execute(&mut *connection)
    .await?;
    sqlx::query(
        "INSERT OR IGNORE INTO usage_superseded SELECT ?1, theirs.row FROM usage_key_shared mine \
         JOIN usage_key_shared theirs ON theirs.key = mine.key \
         JOIN branch_import b ON b.branch = ?1 AND b.import = theirs.import AND NOT b.reverted \
         WHERE mine.import = ?2 AND EXISTS (SELECT 1 FROM usage_key_shared newer \
         JOIN branch_import c ON c.branch = ?1 AND c.import = newer.import AND NOT c.reverted \
         WHERE newer.key = theirs.key AND c.seq > b.seq)",
    )
    .bind(branch)
    .bind(import)
    .execute(connection)
    .await?;
    Ok(())
}

/// Takes in event ids of planned or tried use, whose rows are written already: on each branch, those whose event id a newer
/// import states stand back.
pub(crate) async fn take_in(connection: &mut SqliteConnection, import: i64, keys: &[Keyed]) -> Result<(), StoreError> {
    let head = "INSERT INTO usage_key (key, import, row)";
    for keys in keys.chunks(ROWS_PER_STATEMENT) {
        let mut query = sqlx::query(AssertSqlSafe(values(head, 3, keys.len())));
        for (key, row) in keys {
            query = query.bind(key.as_slice()).bind(import).bind(row);
        }
        query.execute(&mut *connection).await?;
    }
    note_shared(connection, import, keys).await?;
    sqlx::query(
        "INSERT OR IGNORE INTO usage_superseded SELECT c.branch, mine.row FROM usage_key_shared mine \
         JOIN usage_key_shared theirs ON theirs.key = mine.key AND theirs.import <> mine.import \
         JOIN branch_import c ON c.import = theirs.import AND NOT c.reverted \
         JOIN branch_import b ON b.branch = c.branch AND b.import = mine.import \
         WHERE mine.import = ? AND mine.row >= ? AND c.seq > b.seq",
    )
    .bind(import)
    .bind(keys.iter().map(|(_, row)| *row).min())
    .execute(connection)
    .await?;
    Ok(())
}

/// Files without event ids that stand for their time range: older such files' rows in it stand back.
pub(super) async fn supersede_by_range(connection: &mut SqliteConnection, branch: i64) -> Result<(), StoreError> {
    let any: bool = sqlx::query_scalar("SELECT EXISTS (SELECT 1 FROM import WHERE replaces_range)")
        .fetch_one(&mut *connection)
        .await?;
    if !any {
        return Ok(());
    }
    sqlx::query(
        "DELETE FROM usage_superseded WHERE branch = ? AND row IN (SELECT r.id FROM import i JOIN usage_row r ON r.import = i.id \
         WHERE i.has_event_ids = 0)",
    )
    .bind(branch)
    .execute(&mut *connection)
    .await?;
    sqlx::query(
        "INSERT OR IGNORE INTO usage_superseded SELECT ?1, r.id FROM branch_import b JOIN import i ON i.id = b.import \
         JOIN usage_row r ON r.import = i.id \
         WHERE b.branch = ?1 AND NOT b.reverted AND i.has_event_ids = 0 AND EXISTS (SELECT 1 FROM branch_import c \
         JOIN import n ON n.id = c.import WHERE c.branch = ?1 AND NOT c.reverted \
         AND n.has_event_ids = 0 AND n.replaces_range AND c.seq > b.seq \
         AND r.at BETWEEN n.first_at AND n.last_at)",
    )
    .bind(branch)
    .execute(connection)
    .await?;
    Ok(())
}

/// Rows that count again once the import `?1` is taken back on the branch `?2`: the next newest of each event id, and
/// what its range replaced.
pub(super) const RESTORED: &str = "SELECT (SELECT count(DISTINCT mine.key) FROM usage_key_shared mine JOIN usage_key_shared theirs \
        ON theirs.key = mine.key AND theirs.import <> mine.import \
        JOIN branch_import b ON b.branch = ?2 AND b.import = theirs.import AND NOT b.reverted \
        JOIN usage_row t ON t.id = theirs.row AND (t.act_branch IS NULL OR EXISTS (SELECT 1 FROM lineage l \
        WHERE l.branch = ?2 AND l.source = t.act_branch AND t.act_seq <= l.until_seq)) \
        WHERE mine.import = ?1 AND mine.row NOT IN (SELECT row FROM usage_superseded WHERE branch = ?2)) \
     + (SELECT count(*) FROM branch_import b JOIN import i ON i.id = b.import JOIN usage_row r ON r.import = i.id \
        JOIN import mine ON mine.id = ?1 JOIN branch_import a ON a.branch = ?2 AND a.import = ?1 \
        WHERE b.branch = ?2 AND NOT b.reverted AND mine.replaces_range AND i.has_event_ids = 0 AND i.id <> ?1 \
        AND b.seq < a.seq AND r.at BETWEEN mine.first_at AND mine.last_at \
        AND NOT EXISTS (SELECT 1 FROM branch_import c JOIN import n ON n.id = c.import WHERE c.branch = ?2 AND NOT c.reverted \
        AND n.has_event_ids = 0 AND n.replaces_range \
        AND n.id <> ?1 AND c.seq > b.seq AND r.at BETWEEN n.first_at AND n.last_at))";

/// Marks every month in which the import's rows, or rows that share an event id with them, lie.
pub(super) async fn touch_months(
    connection: &mut SqliteConnection,
    branch: i64,
    import: i64,
) -> Result<(), StoreError> {
    let row = sqlx::query(
        "SELECT min(first), max(last) FROM (SELECT min(at) AS first, max(at) AS last FROM usage_row WHERE import = ?1 \
         UNION ALL SELECT min(b.at), max(b.at) FROM usage_key_shared mine JOIN usage_key_shared theirs ON theirs.key = mine.key \
         JOIN usage_row b ON b.id = theirs.row WHERE mine.import = ?1)",
    )
    .bind(import)
    .fetch_one(&mut *connection)
    .await?;
    let (first, last): (Option<i64>, Option<i64>) = (row.try_get(0)?, row.try_get(1)?);
    let (Some(first), Some(last)) = (first, last) else {
        return Ok(());
    };
    touch_months_between(connection, branch, first, last).await
}

/// Marks the months of a span of seconds, both ends included, as having other usage on the branch than before.
pub(crate) async fn touch_months_between(
    connection: &mut SqliteConnection,
    branch: i64,
    first: i64,
    last: i64,
) -> Result<(), StoreError> {
    let month = |at| DateTime::from_timestamp(at, 0).map(Month::of);
    let (Some(mut month), Some(last)) = (month(first), month(last)) else {
        return Ok(());
    };
    while month <= last {
        sqlx::query(
            "INSERT INTO month_usage (branch, month, generation) VALUES (?, ?, 1) ON CONFLICT DO UPDATE SET generation = generation + 1",
        )
        .bind(branch)
        .bind(month.start().timestamp())
        .execute(&mut *connection)
        .await?;
        month = month.next();
    }
    Ok(())
}

/// Gives a new branch the imports that its journal names, and the months of the branch that it was made on.
pub(crate) async fn inherit(
    connection: &mut SqliteConnection,
    (from, branch): (i64, i64),
    tenant: &Tenant,
) -> Result<(), StoreError> {
    // Imports without an identity are nobody's act: their rows say themselves where they count.
    sqlx::query(
        "INSERT INTO branch_import (branch, import, seq) SELECT ?, b.import, b.seq FROM branch_import b \
         JOIN import i ON i.id = b.import WHERE b.branch = ? AND i.object IS NULL",
    )
    .bind(branch)
    .bind(from)
    .execute(&mut *connection)
    .await?;
    for import in &tenant.imports {
        sqlx::query(
            "INSERT INTO branch_import (branch, import, seq, reverted) SELECT ?, b.import, b.seq, ? FROM branch_import b \
             JOIN import i ON i.id = b.import WHERE b.branch = ? AND i.object = ?",
        )
        .bind(branch)
        .bind(import.reverted_at.is_some())
        .bind(from)
        .bind(import.id.to_string())
        .execute(&mut *connection)
        .await?;
    }
    sqlx::query("INSERT INTO month_usage (branch, month, generation) SELECT ?, month, generation FROM month_usage WHERE branch = ?")
        .bind(branch)
        .bind(from)
        .execute(connection)
        .await?;
    Ok(())
}

/// Lets an import count on a new branch too.
pub(crate) async fn bring(
    connection: &mut SqliteConnection,
    branch: i64,
    object: &str,
    seq: u64,
) -> Result<(), StoreError> {
    let import: i64 = sqlx::query_scalar("SELECT id FROM import WHERE object = ?")
        .bind(object)
        .fetch_one(&mut *connection)
        .await?;
    count_import(connection, branch, import, seq.cast_signed()).await
}

/// Which rows of a new branch stand back, and who owns an environment's day there.
pub(crate) async fn stand(connection: &mut SqliteConnection, (from, branch): (i64, i64)) -> Result<(), StoreError> {
    // Where the same imports count in the same order, the same rows stand back. The new branch knows no import that the
    // other doesn't, and orders those that it shares as the other does.
    let differs: bool = sqlx::query_scalar(
        "SELECT EXISTS (SELECT import, reverted FROM branch_import WHERE branch = ? \
         EXCEPT SELECT import, reverted FROM branch_import WHERE branch = ?)",
    )
    .bind(from)
    .bind(branch)
    .fetch_one(&mut *connection)
    .await?;
    if differs {
        return work_out(connection, branch).await;
    }
    for copy in [
        "INSERT INTO usage_superseded (branch, row) SELECT ?, row FROM usage_superseded WHERE branch = ?",
        "INSERT INTO partition_owner (branch, kind, scope, day, import) SELECT ?, kind, scope, day, import \
         FROM partition_owner WHERE branch = ?",
    ] {
        sqlx::query(copy)
            .bind(branch)
            .bind(from)
            .execute(&mut *connection)
            .await?;
    }
    Ok(())
}

/// Works out for a new branch which rows stand back, and who owns an environment's day.
async fn work_out(connection: &mut SqliteConnection, branch: i64) -> Result<(), StoreError> {
    let counting = sqlx::query(
        "SELECT i.id, i.kind FROM branch_import b JOIN import i ON i.id = b.import WHERE b.branch = ? AND NOT b.reverted \
         ORDER BY b.seq, i.id",
    )
    .bind(branch)
    .fetch_all(&mut *connection)
    .await?;
    // What stands back by its key does so for a newer import, so the oldest one needs no look of its own.
    for (place, row) in counting.iter().enumerate() {
        let (import, kind): (i64, String) = (row.try_get(0)?, row.try_get(1)?);
        match ImportKind::ALL.into_iter().find(|known| known.key() == kind) {
            None | Some(ImportKind::MeteredUsage) if place == 0 => {}
            None | Some(ImportKind::MeteredUsage) => supersede_by_key(connection, branch, import).await?,
            // Which conversations stand follows from the order of their logs alone.
            Some(ImportKind::ConversationLog) => {}
            Some(report) => own(connection, (branch, import), report).await?,
        }
    }
    supersede_by_range(connection, branch).await
}

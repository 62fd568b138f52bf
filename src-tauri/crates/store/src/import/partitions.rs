//! Which report stands for a day of its scope, or for a stated period: the newest that counts on the branch and states it.
//!
//! Metered usage has no such parts; its rows stand back one by one.

use meterdesk_billing::tenant::ImportKind;
use sqlx::{AssertSqlSafe, SqliteConnection};

use crate::StoreError;

/// Where the rows of a kind of report are kept.
struct Kept {
    table: &'static str,
    scope: &'static str,
    /// What a row comes to, in micro-credits.
    amount: &'static str,
}

const fn kept(kind: ImportKind) -> Kept {
    match kind {
        ImportKind::EnvironmentReport => Kept {
            table: "environment_day",
            scope: "environment",
            amount: "prepaid + pay_as_you_go",
        },
        _ => Kept {
            table: "report_line",
            scope: "scope",
            amount: "amount",
        },
    }
}

/// What a statement about the import `?1` on the branch `?2` counts.
async fn count(
    connection: &mut SqliteConnection,
    sql: String,
    (branch, import): (i64, i64),
) -> Result<u64, StoreError> {
    let count: i64 = sqlx::query_scalar(AssertSqlSafe(sql))
        .bind(import)
        .bind(branch)
        .fetch_one(connection)
        .await?;
    Ok(count.cast_unsigned())
}

/// What a report takes over from others.
pub(super) struct Takeover {
    /// Parts that it states less than half of the credits for that stand now.
    pub(super) shrunk: u64,
    /// Rows that stand back for it.
    pub(super) superseded: u64,
}

/// Gives the parts that a report states to it.
pub(super) async fn take_over(
    connection: &mut SqliteConnection,
    (branch, import): (i64, i64),
    kind: ImportKind,
) -> Result<Takeover, StoreError> {
    let Kept { table, scope, amount } = kept(kind);
    let key = kind.key();
    let shrunk = format!(
        "SELECT count(*) FROM partition_owner o JOIN (SELECT {scope} AS scope, day, sum({amount}) AS credits \
         FROM {table} WHERE import = ?1 GROUP BY {scope}, day) mine ON mine.scope = o.scope AND mine.day = o.day \
         WHERE o.branch = ?2 AND o.kind = '{key}' AND 2 * mine.credits < (SELECT sum({amount}) FROM {table} d \
         WHERE d.import = o.import AND d.{scope} = o.scope AND d.day = o.day)"
    );
    let shrunk = count(connection, shrunk, (branch, import)).await?;
    let superseded = format!(
        "SELECT count(*) FROM {table} d JOIN partition_owner o ON o.import = d.import AND o.scope = d.{scope} \
         AND o.day = d.day WHERE o.branch = ?2 AND o.kind = '{key}' AND EXISTS (SELECT 1 FROM {table} mine \
         WHERE mine.import = ?1 AND mine.{scope} = o.scope AND mine.day = o.day)"
    );
    let superseded = count(connection, superseded, (branch, import)).await?;
    own(connection, (branch, import), kind).await?;
    Ok(Takeover { shrunk, superseded })
}

/// Gives the parts that a report states to it, whatever it takes over.
pub(super) async fn own(
    connection: &mut SqliteConnection,
    (branch, import): (i64, i64),
    kind: ImportKind,
) -> Result<(), StoreError> {
    let Kept { table, scope, .. } = kept(kind);
    let sql = format!(
        "INSERT OR REPLACE INTO partition_owner (branch, kind, scope, day, import) \
         SELECT DISTINCT ?1, '{}', {scope}, day, import FROM {table} WHERE import = ?2",
        kind.key()
    );
    sqlx::query(AssertSqlSafe(sql))
        .bind(branch)
        .bind(import)
        .execute(connection)
        .await?;
    Ok(())
}

/// How many rows no longer stand once a report is taken back, and how many of others stand again.
pub(super) async fn taken_back(
    connection: &mut SqliteConnection,
    (branch, import): (i64, i64),
    kind: ImportKind,
) -> Result<(u64, u64), StoreError> {
    let Kept { table, scope, .. } = kept(kind);
    let removed = format!(
        "SELECT count(*) FROM partition_owner o JOIN {table} d ON d.import = o.import AND d.{scope} = o.scope \
         AND d.day = o.day WHERE o.import = ?1 AND o.branch = ?2"
    );
    let restored = format!(
        "SELECT count(*) FROM partition_owner o JOIN {table} d ON d.{scope} = o.scope AND d.day = o.day \
         WHERE o.branch = ?2 AND o.import = ?1 AND d.import = {}",
        heir(kind, "?1")
    );
    Ok((
        count(connection, removed, (branch, import)).await?,
        count(connection, restored, (branch, import)).await?,
    ))
}

/// The newest import that counts on the branch of a part `o`, states it too and is not the one given.
pub(crate) fn heir(kind: ImportKind, but: &str) -> String {
    let Kept { table, scope, .. } = kept(kind);
    format!(
        "(SELECT i.id FROM branch_import b JOIN import i ON i.id = b.import WHERE b.branch = o.branch AND NOT b.reverted \
         AND i.kind = '{}' AND i.id <> {but} AND EXISTS (SELECT 1 FROM {table} e WHERE e.import = i.id AND e.{scope} = o.scope \
         AND e.day = o.day) ORDER BY b.seq DESC LIMIT 1)",
        kind.key()
    )
}

/// Gives the parts that a report owned to the newest one that states them, or to none.
pub(super) async fn hand_back(
    connection: &mut SqliteConnection,
    (branch, import): (i64, i64),
    kind: ImportKind,
) -> Result<(), StoreError> {
    let sql = format!(
        "INSERT OR REPLACE INTO partition_owner (branch, kind, scope, day, import) SELECT o.branch, o.kind, o.scope, o.day, \
         {} AS heir FROM partition_owner o WHERE o.branch = ?1 AND o.import = ?2 AND heir IS NOT NULL",
        heir(kind, "?2")
    );
    sqlx::query(AssertSqlSafe(sql))
        .bind(branch)
        .bind(import)
        .execute(&mut *connection)
        .await?;
    sqlx::query("DELETE FROM partition_owner WHERE branch = ? AND import = ?")
        .bind(branch)
        .bind(import)
        .execute(connection)
        .await?;
    Ok(())
}

//! Clearing what an import that never came to its end leaves behind.
//!
//! Such rows count nowhere; clearing them only frees their room. It goes in short transactions, so it may be interrupted.

use sqlx::{Connection, Row, SqliteConnection};

use super::ImportState;
use crate::{StoreError, Workbook};

/// Removes the rows of an unpublished import, in short transactions, and then the import itself or its being unfinished.
pub(super) async fn clear(connection: &mut SqliteConnection, import: i64, forget: bool) -> Result<(), StoreError> {
    const STEPS: [&str; 8] = [
        "DELETE FROM conversation WHERE (import, row) IN (SELECT import, row FROM conversation WHERE import = ? LIMIT 100000)",
        "DELETE FROM report_line WHERE (import, row) IN (SELECT import, row FROM report_line WHERE import = ? LIMIT 100000)",
        "DELETE FROM usage_key_pack WHERE rowid IN (SELECT rowid FROM usage_key_pack WHERE import = ? LIMIT 500)",
        "DELETE FROM usage_key WHERE (key, import) IN (SELECT key, import FROM usage_key WHERE import = ? LIMIT 100000)",
        "DELETE FROM usage_pack WHERE rowid IN (SELECT rowid FROM usage_pack WHERE import = ? LIMIT 500)",
        "DELETE FROM usage_row WHERE id IN (SELECT id FROM usage_row WHERE import = ? LIMIT 100000)",
        "DELETE FROM environment_day WHERE (import, row) IN (SELECT import, row FROM environment_day WHERE import = ? LIMIT 100000)",
        "DELETE FROM import_rejection WHERE (import, row) IN (SELECT import, row FROM import_rejection WHERE import = ? LIMIT 100000)",
    ];
    // A commit whose success was not told may have published it: what counts is never cleared.
    let state: Option<String> = sqlx::query_scalar("SELECT state FROM import WHERE id = ?")
        .bind(import)
        .fetch_optional(&mut *connection)
        .await?;
    if state.as_deref() == Some(ImportState::Published.key()) {
        return Ok(());
    }
    for step in STEPS {
        loop {
            let mut transaction = connection.begin_with("BEGIN IMMEDIATE").await?;
            let removed = sqlx::query(step)
                .bind(import)
                .execute(&mut *transaction)
                .await?
                .rows_affected();
            transaction.commit().await?;
            if removed == 0 {
                break;
            }
        }
    }
    let last = if forget {
        "DELETE FROM import WHERE id = ?"
    } else {
        "UPDATE import SET state = 'interrupted' WHERE id = ?"
    };
    sqlx::query(last).bind(import).execute(connection).await?;
    Ok(())
}

/// Clears what imports left behind that never came to their end. Only with the lease in hand.
pub(super) async fn sweep(workbook: &Workbook) -> Result<(), StoreError> {
    let mut connection = workbook.writer()?.acquire().await?;
    let left = sqlx::query(
        "SELECT id, state FROM import i WHERE state IN ('staging', 'preview') OR state = 'interrupted' AND \
         (EXISTS (SELECT 1 FROM usage_row WHERE import = i.id) OR EXISTS (SELECT 1 FROM environment_day WHERE import = i.id) \
         OR EXISTS (SELECT 1 FROM report_line WHERE import = i.id) OR EXISTS (SELECT 1 FROM conversation WHERE import = i.id))",
    )
    .fetch_all(&mut *connection)
    .await?;
    for row in left {
        let (import, state): (i64, String) = (row.try_get(0)?, row.try_get(1)?);
        clear(&mut connection, import, state == ImportState::Preview.key()).await?;
    }
    Ok(())
}

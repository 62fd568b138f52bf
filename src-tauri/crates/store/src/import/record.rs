//! Imports as they are listed.

use meterdesk_billing::tenant::ImportKind;
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use super::{ImportSpec, ImportState, PublishedCounts, Rejection};
use crate::directory::{Page, pattern};
use crate::{Snapshot, Staging, StoreError};

/// An import as listed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportRecord {
    /// Identity; `None` where it was never published.
    pub object: Option<String>,
    /// Place in this file.
    pub number: i64,
    /// What the file was recognised as.
    pub kind: ImportKind,
    /// Its name.
    pub file_name: String,
    /// SHA-256 of its content; empty where it was never read to its end.
    pub sha256: String,
    /// State.
    pub state: ImportState,
    /// Simulated second of publishing.
    pub published_at: Option<i64>,
    /// Who published it.
    pub published_by: Option<String>,
    /// Counts and sums.
    pub counts: PublishedCounts,
    /// What deserves a look.
    pub notes: Vec<String>,
    /// The period stated for a report without dates, as days since 1970-01-01: the first, and the one after the last.
    pub period: Option<(i64, i64)>,
    /// The columns of a report.
    pub columns: Vec<String>,
}

/// Imports as the branch `?1` sees them: one that only another branch's journal names is none of them.
const SEEN: &str = "FROM import i LEFT JOIN branch_import b ON b.branch = ?1 AND b.import = i.id \
     WHERE (i.state <> 'published' OR b.import IS NOT NULL)";

const COLUMNS: &str = "SELECT object, id, kind, file_name, sha256, iif(b.reverted, 'reverted', state), published_at, \
     published_by, rows, added, skipped, superseded, rejected, ahead_of_clock, before_workbook, first_at, last_at, sums, \
     notes, control_total, period_from, period_until, columns ";

fn record(row: &SqliteRow) -> Result<ImportRecord, StoreError> {
    let damaged = |what: &str| StoreError::Damaged(format!("an import's {what} can't be read"));
    let (kind, state): (String, String) = (row.try_get(2)?, row.try_get(5)?);
    let number = |column| Ok::<u64, StoreError>(row.try_get::<i64, _>(column)?.cast_unsigned());
    Ok(ImportRecord {
        object: row.try_get(0)?,
        number: row.try_get(1)?,
        kind: ImportKind::ALL
            .into_iter()
            .find(|known| known.key() == kind)
            .ok_or_else(|| damaged("kind"))?,
        file_name: row.try_get(3)?,
        sha256: row.try_get(4)?,
        state: ImportState::parse(&state).ok_or_else(|| damaged("state"))?,
        published_at: row.try_get(6)?,
        published_by: row.try_get(7)?,
        counts: PublishedCounts {
            rows: number(8)?,
            added: number(9)?,
            skipped: number(10)?,
            superseded: number(11)?,
            rejected: number(12)?,
            ahead_of_clock: number(13)?,
            before_workbook: number(14)?,
            first_at: row.try_get(15)?,
            last_at: row.try_get(16)?,
            sums: serde_json::from_str(row.try_get(17)?).map_err(|_| damaged("sums"))?,
            control_total: row.try_get(19)?,
        },
        notes: serde_json::from_str(row.try_get(18)?).map_err(|_| damaged("notes"))?,
        period: row.try_get::<Option<i64>, _>(20)?.zip(row.try_get(21)?),
        columns: serde_json::from_str(row.try_get(22)?).map_err(|_| damaged("columns"))?,
    })
}

impl Snapshot {
    /// Imports, newest first, and how many there are. One that is under way is not listed; one that its process left
    /// unfinished is listed as interrupted.
    ///
    /// # Errors
    /// When the file can't be read.
    pub async fn imports(&mut self, search: Option<&str>, page: Page) -> Result<(Vec<ImportRecord>, u32), StoreError> {
        let busy = crate::lease::is_held(self.connection()).await?;
        let branch = self.branch.id;
        const LISTED: &str = " AND kind NOT IN ('triedUse', 'plannedUse') AND file_name LIKE ?2 ESCAPE '\\' AND (state IN ('published', \
             'interrupted') OR state = 'staging' AND NOT ?3) ";
        let rows = sqlx::query(sqlx::AssertSqlSafe(format!(
            "{COLUMNS}{SEEN}{LISTED}ORDER BY id DESC LIMIT ?4 OFFSET ?5"
        )))
        .bind(branch)
        .bind(pattern(search))
        .bind(busy)
        .bind(page.limit)
        .bind(page.offset)
        .fetch_all(self.connection())
        .await?;
        let total = sqlx::query_scalar(sqlx::AssertSqlSafe(format!("SELECT count(*) {SEEN}{LISTED}")))
            .bind(branch)
            .bind(pattern(search))
            .bind(busy)
            .fetch_one(self.connection())
            .await?;
        let mut records = rows.iter().map(record).collect::<Result<Vec<_>, _>>()?;
        for record in &mut records {
            if record.state == ImportState::Staging {
                record.state = ImportState::Interrupted;
            }
        }
        Ok((records, total))
    }

    /// The import with this identity.
    ///
    /// # Errors
    /// When the file can't be read.
    pub async fn import(&mut self, object: &str) -> Result<Option<ImportRecord>, StoreError> {
        let branch = self.branch.id;
        let row = sqlx::query(sqlx::AssertSqlSafe(format!("{COLUMNS}{SEEN} AND object = ?2")))
            .bind(branch)
            .bind(object)
            .fetch_optional(self.connection())
            .await?;
        row.as_ref().map(record).transpose()
    }

    /// Rejected rows of an import after a row of the file, 0 for all of them, in the file's order. Rows that a page passes over
    /// are read, rows before `after` are not.
    ///
    /// # Errors
    /// When the file can't be read.
    pub async fn rejections(&mut self, import: i64, after: u64, page: Page) -> Result<Vec<Rejection>, StoreError> {
        let rows = sqlx::query(
            "SELECT row, byte, column_name, found, reason FROM import_rejection WHERE import = ? AND row > ? \
             ORDER BY row LIMIT ? OFFSET ?",
        )
        .bind(import)
        .bind(after.cast_signed())
        .bind(page.limit)
        .bind(page.offset)
        .fetch_all(self.connection())
        .await?;
        rows.iter()
            .map(|row| {
                Ok(Rejection {
                    row: row.try_get::<i64, _>(0)?.cast_unsigned(),
                    byte: row.try_get::<i64, _>(1)?.cast_unsigned(),
                    column: row.try_get(2)?,
                    found: row.try_get(3)?,
                    reason: row.try_get(4)?,
                })
            })
            .collect()
    }
}

impl Staging {
    /// The import's place in this file.
    #[must_use]
    pub fn number(&self) -> i64 {
        self.import
    }

    /// What is being imported.
    #[must_use]
    pub fn spec(&self) -> &ImportSpec {
        &self.spec
    }
}

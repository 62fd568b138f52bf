//! What a workbook was made with, and how much was done in it since.

use chrono::DateTime;
use meterdesk_billing::time::Instant;
use sqlx::Row;

use crate::{Act, Snapshot, StoreError};

/// What was done since the workbook was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Since {
    /// Start of simulated time that was asked for; `None` in a workbook of an earlier format.
    pub starts_at: Option<Instant>,
    /// Entries of the journal that the scenario didn't write, on all branches.
    pub entries: u64,
    /// Imports of files, on all branches, those that were taken back included.
    pub imports: u64,
    /// Branches that were made.
    pub branches: u64,
}

impl Snapshot {
    /// What was done since the workbook was made.
    ///
    /// # Errors
    /// When the file can't be read.
    pub async fn since_made(&mut self) -> Result<Since, StoreError> {
        let row = sqlx::query(
            "SELECT o.starts_at, (SELECT count(*) FROM journal) - coalesce(o.entries, 0), \
             (SELECT count(*) FROM import WHERE object IS NOT NULL AND published_seq > coalesce(o.entries, 0)), \
             (SELECT count(*) FROM branch WHERE parent IS NOT NULL) \
             FROM (SELECT 1) LEFT JOIN origin o",
        )
        .fetch_one(self.connection())
        .await?;
        let count = |column| Ok::<_, StoreError>(row.try_get::<i64, _>(column)?.cast_unsigned());
        Ok(Since {
            starts_at: row
                .try_get::<Option<i64>, _>(0)?
                .and_then(|at| DateTime::from_timestamp(at, 0)),
            entries: count(1)?,
            imports: count(2)?,
            branches: count(3)?,
        })
    }
}

impl Act {
    /// Marks what stands in the workbook now as what it was made with.
    ///
    /// # Errors
    /// When the file can't be written.
    pub async fn mark_origin(&mut self) -> Result<(), StoreError> {
        let (starts_at, entries) = (self.tenant().now.timestamp(), self.head().seq.cast_signed());
        sqlx::query("INSERT OR REPLACE INTO origin (id, starts_at, entries) VALUES (1, ?, ?)")
            .bind(starts_at)
            .bind(entries)
            .execute(self.connection())
            .await?;
        Ok(())
    }
}

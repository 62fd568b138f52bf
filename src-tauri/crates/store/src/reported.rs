//! What Microsoft's environment report states, read for charts. Never added to metered usage, never settled.

use sqlx::Row;

use crate::{Snapshot, StoreError};

/// An environment's day as the owning report states it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportedDay {
    /// Days since 1970-01-01.
    pub day: i64,
    /// Identity of the environment as the report gives it.
    pub environment: String,
    /// Name of the environment.
    pub environment_name: String,
    /// Micro-credits consumed from prepaid capacity.
    pub prepaid: i64,
    /// Micro-credits consumed as pay-as-you-go.
    pub pay_as_you_go: i64,
}

impl Snapshot {
    /// Copilot Credits per environment and day, for days in `[from, until)`.
    ///
    /// # Errors
    /// When the file can't be read.
    pub async fn reported_days(&mut self, from: i64, until: i64) -> Result<Vec<ReportedDay>, StoreError> {
        let branch = self.branch.id;
        let rows = sqlx::query(
            "SELECT d.day, w.text, max(d.environment_name), sum(d.prepaid), sum(d.pay_as_you_go) FROM partition_owner o \
             JOIN environment_day d ON d.import = o.import AND d.environment = o.scope AND d.day = o.day \
             JOIN word w ON w.id = d.environment \
             WHERE o.branch = ?1 AND o.kind = 'environmentReport' AND o.day >= ?2 AND o.day < ?3 AND d.capacity_type = 'MCSMessages' COLLATE NOCASE \
             GROUP BY d.day, w.text ORDER BY d.day, w.text",
        )
        .bind(branch)
        .bind(from)
        .bind(until)
        .fetch_all(self.connection())
        .await?;
        rows.iter()
            .map(|row| {
                Ok(ReportedDay {
                    day: row.try_get(0)?,
                    environment: row.try_get(1)?,
                    environment_name: row.try_get(2)?,
                    prepaid: row.try_get(3)?,
                    pay_as_you_go: row.try_get(4)?,
                })
            })
            .collect()
    }
}

//! What published actual runs keep for those who would else settle a month again: what payers had paid on the way, and what
//! was served.
//!
//! It reckons nothing: both come from settlement.

use meterdesk_billing::payment::Balances;
use meterdesk_billing::settlement::{Served, Settled};
use sqlx::{Row, SqliteConnection};

use crate::{RunTimeline, Snapshot, StoreError};

/// Writes what a run keeps.
pub(crate) async fn insert(connection: &mut SqliteConnection, run: i64, settled: &Settled) -> Result<(), StoreError> {
    let (kinds, people) = settled.served.to_stored();
    sqlx::query("INSERT INTO run_served (run, kinds, people) VALUES (?, ?, ?)")
        .bind(run)
        .bind(kinds)
        .bind(people)
        .execute(&mut *connection)
        .await?;
    for (at, balances) in &settled.marks {
        sqlx::query("INSERT INTO run_mark (run, at, balances) VALUES (?, ?, ?)")
            .bind(run)
            .bind(at)
            .bind(serde_json::to_string(balances).unwrap_or_default())
            .execute(&mut *connection)
            .await?;
    }
    Ok(())
}

impl Snapshot {
    /// The last second of a month's published actual run up to `at` before which it kept what payers had paid, with that.
    ///
    /// # Errors
    /// When the file can't be read.
    pub async fn mark_before(&mut self, month: i64, at: i64) -> Result<Option<(i64, Balances)>, StoreError> {
        let branch = self.branch.id;
        let row = sqlx::query(
            "SELECT m.at, m.balances FROM run r JOIN run_mark m ON m.run = r.id \
             WHERE r.branch = ? AND r.timeline = ? AND r.month = ? AND m.at <= ? ORDER BY m.at DESC LIMIT 1",
        )
        .bind(branch)
        .bind(RunTimeline::Actual.key())
        .bind(month)
        .bind(at)
        .fetch_optional(self.connection())
        .await?;
        row.map(|row| {
            let balances = serde_json::from_str(row.try_get(1)?)
                .map_err(|_| StoreError::Damaged("a run's balances can't be read".to_owned()))?;
            Ok((row.try_get(0)?, balances))
        })
        .transpose()
    }

    /// The seconds before which a month's published actual run kept what payers had paid, in order.
    ///
    /// # Errors
    /// When the file can't be read.
    pub async fn marks(&mut self, month: i64) -> Result<Vec<i64>, StoreError> {
        let branch = self.branch.id;
        Ok(sqlx::query_scalar(
            "SELECT m.at FROM run r JOIN run_mark m ON m.run = r.id \
             WHERE r.branch = ? AND r.timeline = ? AND r.month = ? ORDER BY m.at",
        )
        .bind(branch)
        .bind(RunTimeline::Actual.key())
        .bind(month)
        .fetch_all(self.connection())
        .await?)
    }

    /// What use the published actual run of a month served; nothing where there is no run.
    ///
    /// # Errors
    /// When the file can't be read.
    pub async fn served(&mut self, month: i64) -> Result<Served, StoreError> {
        let branch = self.branch.id;
        let row = sqlx::query(
            "SELECT s.kinds, s.people FROM run r JOIN run_served s ON s.run = r.id \
             WHERE r.branch = ? AND r.timeline = ? AND r.month = ?",
        )
        .bind(branch)
        .bind(RunTimeline::Actual.key())
        .bind(month)
        .fetch_optional(self.connection())
        .await?;
        row.map_or(Ok(Served::default()), |row| {
            Served::from_stored(row.try_get(0)?, row.try_get(1)?)
                .ok_or_else(|| StoreError::Damaged("what a run served can't be read".to_owned()))
        })
    }
}

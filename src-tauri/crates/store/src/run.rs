//! Settlement runs: the published one of each month and timeline, its sums and its happenings.
//!
//! A run replaces the one before as a whole. What a run's input is, the caller decides; here it is a text to compare.

use meterdesk_billing::settlement::{BlockedReason, CarriedState, Happening, Outcome, Settled};
use sqlx::Row;

use crate::dictionary::{service_number, service_of};
use crate::{Act, Snapshot, StoreError};
use meterdesk_billing::units::Credits;
use meterdesk_billing::usage::Service;

/// Under which set-up a run was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RunTimeline {
    /// The journal's own.
    Actual,
    /// Today's, held for the whole range.
    AsIfToday,
}

impl RunTimeline {
    const fn key(self) -> &'static str {
        match self {
            Self::Actual => "actual",
            Self::AsIfToday => "asIfToday",
        }
    }
}

/// Sums of a day, an outcome and an environment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunRow {
    /// Days since 1970-01-01.
    pub day: i64,
    /// Outcome.
    pub outcome: Outcome,
    /// Service.
    pub service: Service,
    /// Name of the environment; empty where rows name none.
    pub environment: String,
    /// Rows.
    pub rows: u64,
    /// Credits.
    pub credits: Credits,
}

/// A happening that settlement found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunHappening {
    /// Second in which it happened.
    pub at: i64,
    /// What happened.
    pub happening: Happening,
}

/// What is to be known of a published run to tell whether it is still the right one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunMark {
    /// What it was made from.
    pub input: String,
    /// What it hands to the next month.
    pub state: CarriedState,
}

impl Snapshot {
    /// The published run of a month on this branch, which is named by its first second.
    ///
    /// # Errors
    /// When the file can't be read.
    pub async fn run(&mut self, timeline: RunTimeline, month: i64) -> Result<Option<RunMark>, StoreError> {
        let branch = self.branch.id;
        let row = sqlx::query("SELECT input, state FROM run WHERE branch = ? AND timeline = ? AND month = ?")
            .bind(branch)
            .bind(timeline.key())
            .bind(month)
            .fetch_optional(self.connection())
            .await?;
        row.map(|row| {
            let state = serde_json::from_str(row.try_get(1)?)
                .map_err(|_| StoreError::Damaged("a run's state can't be read".to_owned()))?;
            Ok(RunMark {
                input: row.try_get(0)?,
                state,
            })
        })
        .transpose()
    }

    /// Sums of the published runs for days in `[from, until)`.
    ///
    /// # Errors
    /// When the file can't be read.
    pub async fn run_rows(&mut self, timeline: RunTimeline, from: i64, until: i64) -> Result<Vec<RunRow>, StoreError> {
        let branch = self.branch.id;
        let rows = sqlx::query(
            "SELECT s.day, s.outcome, s.detail, s.service, w.text, sum(s.rows), sum(s.credits) FROM run r \
             JOIN run_rollup s ON s.run = r.id JOIN word w ON w.id = s.environment \
             WHERE r.branch = ?1 AND r.timeline = ?2 AND s.day >= ?3 AND s.day < ?4 \
             GROUP BY s.day, s.outcome, s.detail, s.service, w.text ORDER BY s.day, s.outcome, s.detail, s.service, w.text",
        )
        .bind(branch)
        .bind(timeline.key())
        .bind(from)
        .bind(until)
        .fetch_all(self.connection())
        .await?;
        rows.iter()
            .map(|row| {
                let outcome = Outcome::from_stored(row.try_get(1)?, row.try_get(2)?)
                    .ok_or_else(|| StoreError::Damaged("a run's outcome can't be read".to_owned()))?;
                Ok(RunRow {
                    day: row.try_get(0)?,
                    outcome,
                    service: service_of(row.try_get(3)?)?,
                    environment: row.try_get(4)?,
                    rows: row.try_get::<i64, _>(5)?.cast_unsigned(),
                    credits: Credits(row.try_get(6)?),
                })
            })
            .collect()
    }

    /// Refused requests of the published actual runs: first second of the month, service, how many.
    ///
    /// # Errors
    /// When the file can't be read.
    pub async fn refused_requests(&mut self) -> Result<Vec<(i64, Service, u64)>, StoreError> {
        let branch = self.branch.id;
        let (outcome, detail) = Outcome::Blocked(BlockedReason::Refused).to_stored();
        let rows = sqlx::query(
            "SELECT r.month, s.service, sum(s.rows) FROM run r JOIN run_rollup s ON s.run = r.id \
             WHERE r.branch = ? AND r.timeline = ? AND s.outcome = ? AND s.detail = ? GROUP BY r.month, s.service",
        )
        .bind(branch)
        .bind(RunTimeline::Actual.key())
        .bind(outcome)
        .bind(detail)
        .fetch_all(self.connection())
        .await?;
        rows.iter()
            .map(|row| {
                let count = row.try_get::<i64, _>(2)?.cast_unsigned();
                Ok((row.try_get(0)?, service_of(row.try_get(1)?)?, count))
            })
            .collect()
    }

    /// Happenings of the published actual runs.
    ///
    /// # Errors
    /// When the file can't be read.
    pub async fn run_happenings(&mut self) -> Result<Vec<RunHappening>, StoreError> {
        let branch = self.branch.id;
        let rows = sqlx::query(
            "SELECT h.at, h.body FROM run r JOIN run_happening h ON h.run = r.id WHERE r.branch = ? AND r.timeline = ? \
             ORDER BY h.at, h.body",
        )
        .bind(branch)
        .bind(RunTimeline::Actual.key())
        .fetch_all(self.connection())
        .await?;
        rows.iter()
            .map(|row| {
                let happening = serde_json::from_str(row.try_get(1)?)
                    .map_err(|_| StoreError::Damaged("a happening can't be read".to_owned()))?;
                Ok(RunHappening {
                    at: row.try_get(0)?,
                    happening,
                })
            })
            .collect()
    }
}

impl Act {
    /// Publishes the run of a month in place of the one before.
    ///
    /// # Errors
    /// When the file can't be written.
    pub async fn publish_run(
        &mut self,
        timeline: RunTimeline,
        month: i64,
        (input, catalogue): (&str, &str),
        settled: &Settled,
    ) -> Result<(), StoreError> {
        let branch = self.branch.id;
        let connection = self.connection();
        sqlx::query("DELETE FROM run WHERE branch = ? AND timeline = ? AND month = ?")
            .bind(branch)
            .bind(timeline.key())
            .bind(month)
            .execute(&mut *connection)
            .await?;
        let state = serde_json::to_string(&settled.state).unwrap_or_default();
        let run =
            sqlx::query("INSERT INTO run (branch, month, timeline, input, catalogue, state) VALUES (?, ?, ?, ?, ?, ?)")
                .bind(branch)
                .bind(month)
                .bind(timeline.key())
                .bind(input)
                .bind(catalogue)
                .bind(state)
                .execute(&mut *connection)
                .await?
                .last_insert_rowid();
        for (key, sum) in &settled.rollup {
            let (outcome, detail) = key.outcome.to_stored();
            sqlx::query(
                "INSERT INTO run_rollup (run, day, outcome, detail, service, environment, feature, rows, quantity, credits) \
                 VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            )
            .bind(run)
            .bind(key.day)
            .bind(outcome)
            .bind(detail)
            .bind(service_number(key.service))
            .bind(key.environment)
            .bind(key.feature)
            .bind(sum.rows.cast_signed())
            .bind(sum.quantity.0)
            .bind(sum.credits.0)
            .execute(&mut *connection)
            .await?;
        }
        for (happening, at) in &settled.happenings {
            sqlx::query("INSERT INTO run_happening (run, at, body) VALUES (?, ?, ?)")
                .bind(run)
                .bind(at)
                .bind(serde_json::to_string(happening).unwrap_or_default())
                .execute(&mut *connection)
                .await?;
        }
        Ok(())
    }

    /// Removes the runs of a timeline for months that have no usage any more or lie outside its range.
    ///
    /// # Errors
    /// When the file can't be written.
    pub async fn drop_runs_except(&mut self, timeline: RunTimeline, months: &[i64]) -> Result<(), StoreError> {
        let branch = self.branch.id;
        let present: Vec<i64> = sqlx::query_scalar("SELECT month FROM run WHERE branch = ? AND timeline = ?")
            .bind(branch)
            .bind(timeline.key())
            .fetch_all(self.connection())
            .await?;
        for month in present.into_iter().filter(|month| !months.contains(month)) {
            sqlx::query("DELETE FROM run WHERE branch = ? AND timeline = ? AND month = ?")
                .bind(branch)
                .bind(timeline.key())
                .bind(month)
                .execute(self.connection())
                .await?;
        }
        Ok(())
    }
}

//! Closed months: the sums that they keep, and the corrections that the first open month shows.
//!
//! Which month may be closed is not decided here.

use std::collections::BTreeMap;

use chrono::DateTime;
use meterdesk_billing::settlement::Outcome;
use meterdesk_billing::tenant::Tenant;
use meterdesk_billing::time::Month;
use meterdesk_billing::units::Credits;
use meterdesk_billing::usage::Service;
use sqlx::{Row, SqliteConnection};

use crate::dictionary::service_of;
use crate::run::outcome_of;
use crate::{Act, Snapshot, StoreError};

const DAY: i64 = 86_400;

/// The columns by which sums are kept, and the sums.
const SUMS: &str = "day, outcome, detail, service, environment, feature, rows, quantity, credits";

/// What is added to a closed month's sums, or taken from them, in a later month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CorrectionRow {
    /// First second of the month that shows it; `None` for the first open one.
    pub shown_in: Option<i64>,
    /// First second of the month that it corrects.
    pub of_month: i64,
    /// Outcome.
    pub outcome: Outcome,
    /// Service.
    pub service: Service,
    /// Rows, above or below zero.
    pub rows: i64,
    /// Credits, above or below zero.
    pub credits: Credits,
}

/// What a month shows of one outcome.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MonthSum {
    /// First second of the month.
    pub month: i64,
    /// Outcome.
    pub outcome: Outcome,
    /// Rows.
    pub rows: u64,
    /// Credits.
    pub credits: Credits,
}

impl Snapshot {
    /// What each month shows by outcome, without corrections.
    ///
    /// # Errors
    /// When the file can't be read.
    pub async fn month_sums(&mut self) -> Result<Vec<MonthSum>, StoreError> {
        if !self.shows_closed_months().await? {
            return self.packed_month_sums().await;
        }
        let branch = self.branch.id;
        let rows = sqlx::query(
            "SELECT month, outcome, detail, sum(rows), sum(credits) FROM shown_rollup WHERE branch = ? AND timeline = 'actual' \
             GROUP BY month, outcome, detail ORDER BY month, outcome, detail",
        )
        .bind(branch)
        .fetch_all(self.connection())
        .await?;
        rows.iter()
            .map(|row| {
                Ok(MonthSum {
                    month: row.try_get(0)?,
                    outcome: outcome_of(row.try_get(1)?, row.try_get(2)?)?,
                    rows: row.try_get::<i64, _>(3)?.cast_unsigned(),
                    credits: Credits(row.try_get(4)?),
                })
            })
            .collect()
    }

    /// The same from the days of the runs, which takes a fraction of the time that their rows take.
    async fn packed_month_sums(&mut self) -> Result<Vec<MonthSum>, StoreError> {
        // Sums come in the order of their keys: by day, and within one by outcome.
        let mut days: Vec<(i64, Outcome, u64, Credits)> = Vec::new();
        self.each_sum((i64::MIN, i64::MAX), |key, sum| match days.last_mut() {
            Some((day, outcome, rows, credits)) if (*day, *outcome) == (key.day, key.outcome) => {
                *rows += sum.rows;
                *credits += sum.credits;
            }
            _ => days.push((key.day, key.outcome, sum.rows, sum.credits)),
        })
        .await?;
        let mut months: BTreeMap<(i64, Outcome), (u64, Credits)> = BTreeMap::new();
        for (day, outcome, rows, credits) in days {
            let month = DateTime::from_timestamp(day * DAY, 0).map_or(0, |at| Month::of(at).start().timestamp());
            let sum = months.entry((month, outcome)).or_default();
            sum.0 += rows;
            sum.1 += credits;
        }
        let months = months.into_iter();
        Ok(months
            .map(|((month, outcome), (rows, credits))| MonthSum {
                month,
                outcome,
                rows,
                credits,
            })
            .collect())
    }

    /// Hash of what the figures that a month shows were made from: for a closed month, of the run that it was closed on.
    ///
    /// # Errors
    /// When the file can't be read.
    pub async fn run_content(&mut self, month: i64) -> Result<Option<String>, StoreError> {
        let branch = self.branch.id;
        let content: Option<String> = sqlx::query_scalar(
            "SELECT content FROM closed_month WHERE branch = ?1 AND month = ?2 \
             UNION ALL SELECT content FROM run WHERE branch = ?1 AND month = ?2 AND timeline = 'actual' LIMIT 1",
        )
        .bind(branch)
        .bind(month)
        .fetch_optional(self.connection())
        .await?;
        Ok(content.filter(|content| !content.is_empty()))
    }

    /// Corrections of closed months, by the month that shows them, the month that they correct, outcome and service.
    ///
    /// # Errors
    /// When the file can't be read.
    pub async fn corrections(&mut self) -> Result<Vec<CorrectionRow>, StoreError> {
        let branch = self.branch.id;
        let rows = sqlx::query(
            "SELECT c.month, s.of_month, s.outcome, s.detail, s.service, sum(s.rows), sum(s.credits) \
             FROM closed_month c JOIN closed_rollup s ON s.closed = c.id AND s.of_month <> c.month WHERE c.branch = ?1 \
             GROUP BY c.month, s.of_month, s.outcome, s.detail, s.service \
             UNION ALL \
             SELECT NULL, of_month, outcome, detail, service, sum(rows), sum(credits) FROM correction WHERE branch = ?1 \
             GROUP BY of_month, outcome, detail, service",
        )
        .bind(branch)
        .fetch_all(self.connection())
        .await?;
        rows.iter()
            .map(|row| {
                Ok(CorrectionRow {
                    shown_in: row.try_get(0)?,
                    of_month: row.try_get(1)?,
                    outcome: outcome_of(row.try_get(2)?, row.try_get(3)?)?,
                    service: service_of(row.try_get(4)?)?,
                    rows: row.try_get(5)?,
                    credits: Credits(row.try_get(6)?),
                })
            })
            .collect()
    }
}

impl Act {
    /// Keeps what the month shows now, the corrections of earlier months included. A preview writes nothing.
    ///
    /// # Errors
    /// When the file can't be written.
    pub async fn keep_month(&mut self, month: i64) -> Result<(), StoreError> {
        if self.is_preview() {
            return Ok(());
        }
        let branch = self.branch.id;
        let connection = self.connection();
        let closed = sqlx::query(
            "INSERT INTO closed_month (branch, month, content) \
             VALUES (?1, ?2, coalesce((SELECT content FROM run WHERE branch = ?1 AND month = ?2 AND timeline = 'actual'), ''))",
        )
        .bind(branch)
        .bind(month)
        .execute(&mut *connection)
        .await?
        .last_insert_rowid();
        sqlx::query(sqlx::AssertSqlSafe(format!(
            "INSERT INTO closed_rollup (closed, of_month, {SUMS}) \
             SELECT ?1, ?3, {SUMS} FROM run_rollup \
             WHERE run = (SELECT id FROM run WHERE branch = ?2 AND month = ?3 AND timeline = 'actual') \
             UNION ALL SELECT ?1, of_month, {SUMS} FROM correction WHERE branch = ?2"
        )))
        .bind(closed)
        .bind(branch)
        .bind(month)
        .execute(&mut *connection)
        .await?;
        sqlx::query("DELETE FROM correction WHERE branch = ?")
            .bind(branch)
            .execute(connection)
            .await?;
        Ok(())
    }
}

/// Makes the corrections anew: what the runs of the branch's closed months say now, less what closed months show of them.
pub(crate) async fn correct(connection: &mut SqliteConnection, branch: i64) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM correction WHERE branch = ?")
        .bind(branch)
        .execute(&mut *connection)
        .await?;
    sqlx::query(sqlx::AssertSqlSafe(format!(
        "INSERT INTO correction (branch, of_month, {SUMS}) \
         SELECT ?1, of_month, day, outcome, detail, service, environment, feature, sum(rows), sum(quantity), sum(credits) FROM ( \
             SELECT r.month AS of_month, {SUMS} FROM run r JOIN run_rollup s ON s.run = r.id \
             JOIN closed_month c ON c.branch = r.branch AND c.month = r.month WHERE r.branch = ?1 AND r.timeline = 'actual' \
             UNION ALL \
             SELECT of_month, day, outcome, detail, service, environment, feature, -rows, -quantity, -credits \
             FROM closed_month c JOIN closed_rollup s ON s.closed = c.id WHERE c.branch = ?1 \
         ) GROUP BY of_month, day, outcome, detail, service, environment, feature \
         HAVING sum(rows) <> 0 OR sum(quantity) <> 0 OR sum(credits) <> 0"
    )))
    .bind(branch)
    .execute(connection)
    .await?;
    Ok(())
}

/// Gives a new branch what was closed on the one that it forks off, as far as its journal closed it too.
pub(crate) async fn inherit(
    connection: &mut SqliteConnection,
    (from, branch): (i64, i64),
    tenant: &Tenant,
) -> Result<(), StoreError> {
    for closed in &tenant.closed_months {
        let month = closed.month.start().timestamp();
        sqlx::query(
            "INSERT INTO closed_month (branch, month, content) SELECT ?, month, content FROM closed_month WHERE branch = ? AND month = ?",
        )
        .bind(branch)
        .bind(from)
        .bind(month)
        .execute(&mut *connection)
        .await?;
        sqlx::query(sqlx::AssertSqlSafe(format!(
            "INSERT INTO closed_rollup (closed, of_month, {SUMS}) \
             SELECT n.id, s.of_month, s.day, s.outcome, s.detail, s.service, s.environment, s.feature, s.rows, s.quantity, s.credits \
             FROM closed_month o JOIN closed_rollup s ON s.closed = o.id JOIN closed_month n ON n.branch = ?1 AND n.month = o.month \
             WHERE o.branch = ?2 AND o.month = ?3"
        )))
        .bind(branch)
        .bind(from)
        .bind(month)
        .execute(&mut *connection)
        .await?;
    }
    Ok(())
}

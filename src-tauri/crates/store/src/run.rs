//! Settlement runs: the published one of each month and timeline, its sums and its happenings.
//!
//! A run replaces the one before as a whole. What a run's input is, the caller decides; here it is a text to compare.

use std::collections::BTreeSet;

use meterdesk_billing::catalogue::Feature;
use meterdesk_billing::settlement::{BlockedReason, CarriedState, Happening, Outcome, RollupKey, RollupSum, Settled};
use meterdesk_billing::units::{Credits, MILLIONTHS, Quantity};
use meterdesk_billing::usage::Service;
use sqlx::{Row, SqliteConnection};

use crate::dictionary::{ROWS_PER_STATEMENT, service_number, service_of, values};
use crate::{Act, Snapshot, StoreError, closing, run_detail, uses};

/// Under which set-up a run was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RunTimeline {
    /// The journal's own.
    Actual,
    /// Today's, held for the whole range.
    AsIfToday,
}

impl RunTimeline {
    pub(crate) const fn key(self) -> &'static str {
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
    /// Prompts and calls among them: a prompt may have several rows, and a row several prompts.
    pub prompts: u64,
    /// Credits.
    pub credits: Credits,
}

/// Whole prompts of a quantity in millionths.
fn prompts(quantity: i64) -> u64 {
    quantity.max(0).cast_unsigned().div_ceil(MILLIONTHS.cast_unsigned())
}

/// A happening that settlement found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunHappening {
    /// Second in which it happened.
    pub at: i64,
    /// What happened.
    pub happening: Happening,
}

/// Reads an outcome as the file keeps it.
pub(crate) fn outcome_of(kind: &str, detail: &str) -> Result<Outcome, StoreError> {
    Outcome::from_stored(kind, detail).ok_or_else(|| StoreError::Damaged("a run's outcome can't be read".to_owned()))
}

/// What is to be known of a published run to tell whether it is still the right one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunMark {
    /// What it was made from.
    pub input: String,
    /// Hash of what it was made from, by content.
    pub content: String,
    /// What it hands to the next month.
    pub state: CarriedState,
}

/// What a run was made from.
#[derive(Debug, Clone, Copy)]
pub struct RunOrigin<'a> {
    /// A text to compare within this file.
    pub input: &'a str,
    /// Hash of the same, by content: equal in another file of the same content.
    pub content: &'a str,
    /// Hash of the rates.
    pub catalogue: &'a str,
}

impl Snapshot {
    /// The published run of a month on this branch, which is named by its first second.
    ///
    /// # Errors
    /// When the file can't be read.
    pub async fn run(&mut self, timeline: RunTimeline, month: i64) -> Result<Option<RunMark>, StoreError> {
        let branch = self.branch.id;
        let row = sqlx::query("SELECT input, content, state FROM run WHERE branch = ? AND timeline = ? AND month = ?")
            .bind(branch)
            .bind(timeline.key())
            .bind(month)
            .fetch_optional(self.connection())
            .await?;
        row.map(|row| {
            let state = serde_json::from_str(row.try_get(2)?)
                .map_err(|_| StoreError::Damaged("a run's state can't be read".to_owned()))?;
            Ok(RunMark {
                input: row.try_get(0)?,
                content: row.try_get(1)?,
                state,
            })
        })
        .transpose()
    }

    /// What each published actual run was made from, by the first second of its month: a text that is the same exactly where its
    /// figures are.
    ///
    /// # Errors
    /// When the file can't be read.
    pub async fn run_contents(&mut self) -> Result<Vec<(i64, String)>, StoreError> {
        let branch = self.branch.id;
        let sql =
            "SELECT month, iif(content = '', input, content) FROM run WHERE branch = ? AND timeline = ? ORDER BY month";
        let rows = sqlx::query(sql)
            .bind(branch)
            .bind(RunTimeline::Actual.key())
            .fetch_all(self.connection())
            .await?;
        rows.iter().map(|row| Ok((row.try_get(0)?, row.try_get(1)?))).collect()
    }

    /// Sums of the published runs for days in `[from, until)`.
    ///
    /// # Errors
    /// When the file can't be read.
    pub async fn run_rows(&mut self, timeline: RunTimeline, from: i64, until: i64) -> Result<Vec<RunRow>, StoreError> {
        if timeline == RunTimeline::Actual && !self.shows_closed_months().await? {
            return self.packed_run_rows((from, until)).await;
        }
        let branch = self.branch.id;
        let asked = self.prompt_features().await?;
        let sql = format!(
            "SELECT s.day, s.outcome, s.detail, s.service, w.text, sum(s.rows), sum(s.credits), \
             sum(iif(s.feature IN ({asked}), s.quantity, 0)) FROM shown_rollup s \
             JOIN word w ON w.id = s.environment WHERE s.branch = ?1 AND s.timeline = ?2 AND s.day >= ?3 AND s.day < ?4 \
             GROUP BY s.day, s.outcome, s.detail, s.service, w.text ORDER BY s.day, s.outcome, s.detail, s.service, w.text"
        );
        let rows = sqlx::query(sqlx::AssertSqlSafe(sql))
            .bind(branch)
            .bind(timeline.key())
            .bind(from)
            .bind(until)
            .fetch_all(self.connection())
            .await?;
        rows.iter()
            .map(|row| {
                let outcome = outcome_of(row.try_get(1)?, row.try_get(2)?)?;
                Ok(RunRow {
                    day: row.try_get(0)?,
                    outcome,
                    service: service_of(row.try_get(3)?)?,
                    environment: row.try_get(4)?,
                    rows: row.try_get::<i64, _>(5)?.cast_unsigned(),
                    prompts: prompts(row.try_get(7)?),
                    credits: Credits(row.try_get(6)?),
                })
            })
            .collect()
    }

    /// Whether any month shows the sums that it was closed with in place of its run's.
    pub(crate) async fn shows_closed_months(&mut self) -> Result<bool, StoreError> {
        let branch = self.branch.id;
        Ok(
            sqlx::query_scalar("SELECT EXISTS (SELECT 1 FROM closed_month WHERE branch = ?)")
                .bind(branch)
                .fetch_one(self.connection())
                .await?,
        )
    }

    /// The sums of published actual runs from their days, which takes a fraction of the time that their rows take.
    async fn packed_run_rows(&mut self, days: (i64, i64)) -> Result<Vec<RunRow>, StoreError> {
        let asked = self.prompt_feature_numbers().await?;
        let environments = self.environment_names().await?;
        // Sums come in the order of their keys, those of one environment's features one after another.
        let mut sums: Vec<((i64, Outcome, Service, i64), RollupSum)> = Vec::new();
        self.each_sum(days, |key, sum| {
            let of = (key.day, key.outcome, key.service, key.environment);
            let quantity = if asked.contains(&key.feature) {
                sum.quantity
            } else {
                Quantity::default()
            };
            match sums.last_mut().filter(|(last, _)| *last == of) {
                Some((_, total)) => {
                    total.rows += sum.rows;
                    total.credits += sum.credits;
                    total.quantity += quantity;
                }
                None => sums.push((of, RollupSum { quantity, ..*sum })),
            }
        })
        .await?;
        let name = |environment: i64| {
            let place = usize::try_from(environment).ok();
            let name = place.and_then(|place| environments.get(place).cloned().flatten());
            name.unwrap_or_default()
        };
        let sums = sums.into_iter();
        Ok(sums
            .map(|((day, outcome, service, environment), total)| RunRow {
                day,
                outcome,
                service,
                environment: name(environment),
                rows: total.rows,
                prompts: prompts(total.quantity.0),
                credits: total.credits,
            })
            .collect())
    }

    /// The features of prompts and calls by their interned names.
    async fn prompt_feature_numbers(&mut self) -> Result<BTreeSet<i64>, StoreError> {
        let names = self.feature_names().await?;
        let is_prompt =
            |name: &Option<String>| name.as_deref().and_then(Feature::parse).is_some_and(Feature::is_prompt);
        let found = (0_i64..).zip(&names).filter(|(_, name)| is_prompt(name));
        Ok(found.map(|(number, _)| number).collect())
    }

    /// The same as a list for a statement.
    async fn prompt_features(&mut self) -> Result<String, StoreError> {
        let numbers = self.prompt_feature_numbers().await?;
        Ok(numbers.iter().map(i64::to_string).collect::<Vec<_>>().join(", "))
    }

    /// Refused prompts and calls of the published actual runs: first second of the month, service, how many.
    ///
    /// # Errors
    /// When the file can't be read.
    pub async fn refused_prompts(&mut self) -> Result<Vec<(i64, Service, u64)>, StoreError> {
        let branch = self.branch.id;
        let asked = self.prompt_features().await?;
        let (outcome, detail) = Outcome::Blocked(BlockedReason::Refused).to_stored();
        let sql = format!(
            "SELECT month, service, sum(iif(feature IN ({asked}), quantity, 0)) FROM shown_rollup \
             WHERE branch = ? AND timeline = ? AND outcome = ? AND detail = ? GROUP BY month, service"
        );
        let rows = sqlx::query(sqlx::AssertSqlSafe(sql))
            .bind(branch)
            .bind(RunTimeline::Actual.key())
            .bind(outcome)
            .bind(detail)
            .fetch_all(self.connection())
            .await?;
        rows.iter()
            .map(|row| Ok((row.try_get(0)?, service_of(row.try_get(1)?)?, prompts(row.try_get(2)?))))
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

async fn insert_sums(
    connection: &mut SqliteConnection,
    run: i64,
    sums: &[(&RollupKey, &RollupSum)],
) -> Result<(), StoreError> {
    let head =
        "INSERT INTO run_rollup (run, day, outcome, detail, service, environment, feature, rows, quantity, credits)";
    let mut query = sqlx::query(sqlx::AssertSqlSafe(values(head, 10, sums.len())));
    for (key, sum) in sums {
        let (outcome, detail) = key.outcome.to_stored();
        query = query
            .bind(run)
            .bind(key.day)
            .bind(outcome)
            .bind(detail)
            .bind(service_number(key.service));
        query = query.bind(key.environment).bind(key.feature);
        query = query
            .bind(sum.rows.cast_signed())
            .bind(sum.quantity.0)
            .bind(sum.credits.0);
    }
    query.execute(connection).await?;
    Ok(())
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
        origin: RunOrigin<'_>,
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
        let run = sqlx::query(
            "INSERT INTO run (branch, month, timeline, input, content, catalogue, state) VALUES (?, ?, ?, ?, ?, ?, ?)",
        )
        .bind(branch)
        .bind(month)
        .bind(timeline.key())
        .bind(origin.input)
        .bind(origin.content)
        .bind(origin.catalogue)
        .bind(state)
        .execute(&mut *connection)
        .await?
        .last_insert_rowid();
        let sums: Vec<_> = settled.rollup.iter().collect();
        for sums in sums.chunks(ROWS_PER_STATEMENT) {
            insert_sums(connection, run, sums).await?;
        }
        uses::insert(connection, run, settled).await?;
        if timeline == RunTimeline::Actual {
            run_detail::insert(connection, run, settled).await?;
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

    /// Corrects closed months by what the published runs say now; to be done once they are all there.
    ///
    /// # Errors
    /// When the file can't be written.
    pub async fn correct_closed_months(&mut self) -> Result<(), StoreError> {
        if self.tenant().closed_months.is_empty() {
            return Ok(());
        }
        let branch = self.branch.id;
        closing::correct(self.connection(), branch).await
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

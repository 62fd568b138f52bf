//! The days of published actual runs: their sums and, packed beside them, who used which agent.
//!
//! It writes and reads what settlement packed, and settles nothing.

use std::collections::BTreeMap;

use integer_encoding::VarInt;
use meterdesk_billing::settlement::{Outcome, RollupKey, RollupSum, Settled, UsePart, each_part};
use meterdesk_billing::units::{Credits, Quantity};
use sqlx::{Row, SqliteConnection};

use crate::dictionary::{service_number, service_of};
use crate::run::outcome_of;
use crate::{Snapshot, StoreError};

/// A day being written.
#[derive(Debug, Default)]
struct Day {
    sums: Vec<u8>,
    uses: Vec<u8>,
}

/// Writes the days of a run.
pub(crate) async fn insert(connection: &mut SqliteConnection, run: i64, settled: &Settled) -> Result<(), StoreError> {
    let mut numbers: BTreeMap<Outcome, i64> = BTreeMap::new();
    let mut day: Option<(i64, Day)> = None;
    for (key, packed) in &settled.uses {
        let sum = settled.rollup.get(key).copied().unwrap_or_default();
        let next = i64::try_from(numbers.len()).unwrap_or(i64::MAX);
        let outcome = *numbers.entry(key.outcome).or_insert(next);
        if day.as_ref().is_some_and(|(number, _)| *number != key.day)
            && let Some(written) = day.take()
        {
            insert_day(connection, run, written).await?;
        }
        let (_, day) = day.get_or_insert_with(|| (key.day, Day::default()));
        let service = service_number(key.service);
        for field in [outcome, service, key.environment, key.feature, sum.rows.cast_signed()] {
            number(&mut day.sums, field);
        }
        number(&mut day.sums, sum.quantity.0);
        number(&mut day.sums, sum.credits.0);
        number(&mut day.sums, packed.len() as u64);
        day.uses.extend_from_slice(packed);
    }
    if let Some(written) = day {
        insert_day(connection, run, written).await?;
    }
    for (outcome, number) in numbers {
        let (kind, detail) = outcome.to_stored();
        sqlx::query("INSERT INTO run_outcome (run, number, outcome, detail) VALUES (?, ?, ?, ?)")
            .bind(run)
            .bind(number)
            .bind(kind)
            .bind(detail)
            .execute(&mut *connection)
            .await?;
    }
    Ok(())
}

async fn insert_day(connection: &mut SqliteConnection, run: i64, (day, written): (i64, Day)) -> Result<(), StoreError> {
    sqlx::query("INSERT INTO run_day (run, day, sums, uses) VALUES (?, ?, ?, ?)")
        .bind(run)
        .bind(day)
        .bind(written.sums)
        .bind(written.uses)
        .execute(connection)
        .await?;
    Ok(())
}

impl Snapshot {
    /// Hands on each sum of the published actual runs for days since 1970-01-01 in `[from, until)`.
    ///
    /// # Errors
    /// When the file can't be read.
    pub async fn each_sum(
        &mut self,
        days: (i64, i64),
        mut each: impl FnMut(&RollupKey, &RollupSum),
    ) -> Result<(), StoreError> {
        self.each_day(days, "x''", |day, outcomes, sums, _| {
            each_sum(day, outcomes, sums, |key, sum, _| {
                each(key, sum);
                Ok(())
            })
        })
        .await
    }

    /// Hands on who used which agent on those days, of the sums that are `wanted`.
    ///
    /// # Errors
    /// When the file can't be read.
    pub async fn each_use(
        &mut self,
        days: (i64, i64),
        wanted: impl Fn(&RollupKey) -> bool,
        mut each: impl FnMut(&RollupKey, &UsePart),
    ) -> Result<(), StoreError> {
        self.each_day(days, "d.uses", |day, outcomes, sums, uses| {
            let mut left = uses;
            each_sum(day, outcomes, sums, |key, _, length| {
                let (own, rest) = left.split_at_checked(length).ok_or_else(damaged)?;
                left = rest;
                if wanted(key) {
                    each_part(day, own, |part| each(key, part)).ok_or_else(damaged)?;
                }
                Ok(())
            })
        })
        .await
    }

    async fn each_day(
        &mut self,
        (from, until): (i64, i64),
        uses: &'static str,
        mut each: impl FnMut(i64, &[Outcome], &[u8], &[u8]) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let branch = self.branch.id;
        let runs: Vec<i64> =
            sqlx::query_scalar("SELECT id FROM run WHERE branch = ? AND timeline = 'actual' ORDER BY month")
                .bind(branch)
                .fetch_all(self.connection())
                .await?;
        let sql = format!("SELECT d.day, d.sums, {uses} FROM run_day d WHERE d.run = ? AND d.day = ?");
        for run in runs {
            let days: Vec<i64> =
                sqlx::query_scalar("SELECT day FROM run_day WHERE run = ? AND day >= ? AND day < ? ORDER BY day")
                    .bind(run)
                    .bind(from)
                    .bind(until)
                    .fetch_all(self.connection())
                    .await?;
            if days.is_empty() {
                continue;
            }
            let outcomes = self.outcomes_of(run).await?;
            for day in days {
                let row = sqlx::query(sqlx::AssertSqlSafe(sql.as_str()))
                    .bind(run)
                    .bind(day)
                    .fetch_one(self.connection())
                    .await?;
                each(day, &outcomes, row.try_get(1)?, row.try_get(2)?)?;
            }
        }
        Ok(())
    }

    async fn outcomes_of(&mut self, run: i64) -> Result<Vec<Outcome>, StoreError> {
        let rows = sqlx::query("SELECT outcome, detail FROM run_outcome WHERE run = ? ORDER BY number")
            .bind(run)
            .fetch_all(self.connection())
            .await?;
        rows.iter()
            .map(|row| outcome_of(row.try_get(0)?, row.try_get(1)?))
            .collect()
    }
}

fn damaged() -> StoreError {
    StoreError::Damaged("a run's days can't be read".to_owned())
}

/// Hands on a day's sums, each with the length of its uses.
fn each_sum(
    day: i64,
    outcomes: &[Outcome],
    sums: &[u8],
    mut each: impl FnMut(&RollupKey, &RollupSum, usize) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let mut left = sums;
    while !left.is_empty() {
        let outcome: usize = usize::try_from(take::<i64>(&mut left)?).map_err(|_| damaged())?;
        let key = RollupKey {
            day,
            outcome: *outcomes.get(outcome).ok_or_else(damaged)?,
            service: service_of(take(&mut left)?)?,
            environment: take(&mut left)?,
            feature: take(&mut left)?,
        };
        let sum = RollupSum {
            rows: take::<i64>(&mut left)?.cast_unsigned(),
            quantity: Quantity(take(&mut left)?),
            credits: Credits(take(&mut left)?),
        };
        let length = usize::try_from(take::<u64>(&mut left)?).map_err(|_| damaged())?;
        each(&key, &sum, length)?;
    }
    Ok(())
}

fn number(bytes: &mut Vec<u8>, number: impl VarInt) {
    let mut coded = [0; 10];
    let length = number.encode_var(&mut coded);
    bytes.extend_from_slice(&coded[..length]);
}

fn take<T: VarInt>(left: &mut &[u8]) -> Result<T, StoreError> {
    let (number, length) = T::decode_var(left).ok_or_else(damaged)?;
    *left = left.get(length..).ok_or_else(damaged)?;
    Ok(number)
}

//! Staging: rows go into the file as they are read, in short transactions, and count nowhere yet.

use meterdesk_billing::settlement::MAX_TOTAL_QUANTITY;
use sqlx::{AssertSqlSafe, SqliteConnection};

use super::clear::{clear, sweep};
use super::named::Named;
use super::people::People;
use super::report::StagedReport;
use super::usage::StagedUsage;
use super::{ImportSpec, ImportState, Rejection};
use crate::dictionary::{ROWS_PER_STATEMENT, WordKind, Words, values};
use crate::{Lease, StoreError, Workbook};

/// A row of a file with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Staged<T> {
    /// Row in the file: the header is row 1.
    pub row: u64,
    /// Byte position of its start.
    pub byte: u64,
    /// The row.
    pub record: T,
}

/// A row of the environment report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EnvironmentDay {
    /// Days since 1970-01-01.
    pub day: i64,
    /// Identity of the environment as the file gives it.
    pub environment: String,
    /// Name of the environment.
    pub environment_name: String,
    /// Billing plan.
    pub plan_id: String,
    /// Its name.
    pub plan_name: String,
    /// Kind of capacity, such as MCSMessages.
    pub capacity_type: String,
    /// Entitled credits, in millionths.
    pub entitled: i64,
    /// Credits consumed from prepaid capacity, in millionths.
    pub prepaid: i64,
    /// Credits consumed as pay-as-you-go, in millionths.
    pub pay_as_you_go: i64,
}

/// An import whose rows are being read.
#[derive(Debug)]
pub struct Staging {
    pub(super) workbook: Workbook,
    pub(super) lease: Lease,
    pub(super) import: i64,
    pub(super) spec: ImportSpec,
    pub(super) rows: u64,
    pub(super) skipped: u64,
    pub(super) rejected: u64,
    pub(super) total: i128,
    pub(super) words: Words,
    pub(super) people: People,
    pub(super) named: Named,
    pub(super) usage: StagedUsage,
    pub(super) report: StagedReport,
}

impl Staging {
    /// Begins an import: takes the lease, and clears what interrupted ones left behind.
    ///
    /// # Errors
    /// When another import or settlement is under way, or the file can't be written.
    pub async fn begin(workbook: &Workbook, spec: ImportSpec) -> Result<Self, StoreError> {
        let lease = workbook.take_lease("An import").await?;
        sweep(workbook).await?;
        let mut transaction = workbook.writer()?.begin_with("BEGIN IMMEDIATE").await?;
        let state = if spec.preview {
            ImportState::Preview
        } else {
            ImportState::Staging
        };
        let import =
            sqlx::query("INSERT INTO import (kind, file_name, state, has_event_ids, packed, period_from, period_until, columns) VALUES (?, ?, ?, ?, 1, ?, ?, ?)")
                .bind(spec.kind.key())
                .bind(&spec.file_name)
                .bind(state.key())
                .bind(spec.has_event_ids)
                .bind(spec.period.map(|(from, _)| from))
                .bind(spec.period.map(|(_, until)| until))
                .bind(serde_json::to_string(&spec.columns).unwrap_or_default())
                .execute(&mut *transaction)
                .await?
                .last_insert_rowid();
        let people = People::read(&mut transaction).await?;
        transaction.commit().await?;
        let workbook = workbook.clone();
        let words = Words::default();
        Ok(Self {
            workbook,
            lease,
            import,
            spec,
            rows: 0,
            skipped: 0,
            rejected: 0,
            total: 0,
            words,
            people,
            named: Named::default(),
            usage: StagedUsage::default(),
            report: StagedReport::default(),
        })
    }

    /// Stages rows of the environment report.
    ///
    /// # Errors
    /// When the lease was lost or the file can't be written; the rows of this call are not staged then.
    pub async fn add_environment_days(&mut self, rows: Vec<Staged<EnvironmentDay>>) -> Result<(), StoreError> {
        let pool = self.workbook.writer()?.clone();
        let mut transaction = pool.begin_with("BEGIN IMMEDIATE").await?;
        self.lease.renew(&mut transaction).await?;
        self.rows += rows.len() as u64;
        let mut rejections = Vec::new();
        for staged in &rows {
            let row = &staged.record;
            self.named.day(row);
            let environment = self
                .words
                .intern(&mut transaction, WordKind::Environment, &row.environment)
                .await?;
            let inserted = sqlx::query(
                "INSERT INTO environment_day (import, row, day, environment, environment_name, plan_id, plan_name, \
                 capacity_type, entitled, prepaid, pay_as_you_go) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
            )
            .bind(self.import)
            .bind(staged.row.cast_signed())
            .bind(row.day)
            .bind(environment)
            .bind(&row.environment_name)
            .bind(&row.plan_id)
            .bind(&row.plan_name)
            .bind(&row.capacity_type)
            .bind(row.entitled)
            .bind(row.prepaid)
            .bind(row.pay_as_you_go)
            .execute(&mut *transaction)
            .await?;
            if inserted.rows_affected() == 1 {
                self.total += i128::from(row.prepaid) + i128::from(row.pay_as_you_go);
                continue;
            }
            rejections.push(Rejection {
                row: staged.row,
                byte: staged.byte,
                column: None,
                found: None,
                reason: "the file states this environment, day, plan and capacity type before; remove the repeated row"
                    .to_owned(),
            });
        }
        insert_rejections(&mut transaction, self.import, &rejections).await?;
        self.rejected += rejections.len() as u64;
        transaction.commit().await?;
        Ok(())
    }

    /// Keeps rows that could not even be read.
    ///
    /// # Errors
    /// When the lease was lost or the file can't be written.
    pub async fn add_rejections(&mut self, rejections: &[Rejection]) -> Result<(), StoreError> {
        if rejections.is_empty() {
            return Ok(());
        }
        let pool = self.workbook.writer()?.clone();
        let mut transaction = pool.begin_with("BEGIN IMMEDIATE").await?;
        self.lease.renew(&mut transaction).await?;
        insert_rejections(&mut transaction, self.import, rejections).await?;
        transaction.commit().await?;
        self.rows += rejections.len() as u64;
        self.rejected += rejections.len() as u64;
        Ok(())
    }

    /// Whether all rows together are more than can be summed exactly.
    #[must_use]
    pub fn too_much(&self) -> bool {
        self.total > i128::from(MAX_TOTAL_QUANTITY.0)
    }

    /// Ends the import without publishing: its rows are removed, and nothing else has changed.
    ///
    /// # Errors
    /// When the file can't be written; the next import clears up then.
    pub async fn discard(self) -> Result<(), StoreError> {
        let pool = self.workbook.writer()?.clone();
        let mut connection = pool.acquire().await?;
        clear(&mut connection, self.import, true).await?;
        drop(connection);
        self.lease.release(&self.workbook).await
    }
}

pub(super) async fn insert_rejections(
    connection: &mut SqliteConnection,
    import: i64,
    rejections: &[Rejection],
) -> Result<(), StoreError> {
    let head = "INSERT OR IGNORE INTO import_rejection (import, row, byte, column_name, found, reason)";
    for chunk in rejections.chunks(ROWS_PER_STATEMENT) {
        let mut query = sqlx::query(AssertSqlSafe(values(head, 6, chunk.len())));
        for rejection in chunk {
            query = query
                .bind(import)
                .bind(rejection.row.cast_signed())
                .bind(rejection.byte.cast_signed());
            query = query
                .bind(&rejection.column)
                .bind(&rejection.found)
                .bind(&rejection.reason);
        }
        query.execute(&mut *connection).await?;
    }
    Ok(())
}

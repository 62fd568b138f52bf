//! Staging: rows go into the file as they are read, in short transactions, and count nowhere yet.

use std::collections::HashMap;

use meterdesk_billing::settlement::{MAX_ROW_QUANTITY, MAX_TOTAL_QUANTITY};
use meterdesk_billing::usage::UsageRow;
use sha2::{Digest, Sha256};
use sqlx::{AssertSqlSafe, Row, SqliteConnection};

use super::clear::{clear, sweep};
use super::{ImportSpec, ImportState, Rejection, kind_key};
use crate::dictionary::{ROWS_PER_STATEMENT, WordKind, Words, service_number, values};
use crate::directory::people_by_name;
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
    words: Words,
    people: HashMap<String, i64>,
}

/// A usage row with its names interned.
#[derive(PartialEq, Eq, Clone)]
struct Interned {
    at: i64,
    person: Option<i64>,
    service: i64,
    agent: i64,
    environment: i64,
    feature: i64,
    quantity: i64,
    circumstances: i64,
    channel: i64,
    conversation: String,
    harness: i64,
}

/// The key under which an event id is found: 128 bits of its SHA-256.
pub(crate) fn event_key(event_id: &str) -> Vec<u8> {
    Sha256::digest(event_id.as_bytes())[..16].to_vec()
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
        let import = sqlx::query("INSERT INTO import (kind, file_name, state, has_event_ids) VALUES (?, ?, ?, ?)")
            .bind(kind_key(spec.kind))
            .bind(&spec.file_name)
            .bind(state.key())
            .bind(spec.has_event_ids)
            .execute(&mut *transaction)
            .await?
            .last_insert_rowid();
        let people = people_by_name(&mut transaction).await?;
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
        })
    }

    /// Stages usage rows. Rows that can't be taken become rejections.
    ///
    /// # Errors
    /// When the lease was lost or the file can't be written; the rows of this call are not staged then.
    pub async fn add_usage(&mut self, rows: Vec<Staged<UsageRow>>) -> Result<(), StoreError> {
        let pool = self.workbook.writer()?.clone();
        let mut transaction = pool.begin_with("BEGIN IMMEDIATE").await?;
        self.lease.renew(&mut transaction).await?;
        let mut first: i64 = sqlx::query_scalar("SELECT coalesce(max(id), 0) FROM usage_row")
            .fetch_one(&mut *transaction)
            .await?;
        self.rows += rows.len() as u64;
        for chunk in rows.chunks(ROWS_PER_STATEMENT) {
            let mut rejections = Vec::new();
            let mut taken: Vec<(&Staged<UsageRow>, Interned)> = Vec::with_capacity(chunk.len());
            for row in chunk {
                match self.intern(&mut transaction, row).await? {
                    Ok(interned) => taken.push((row, interned)),
                    Err(rejection) => rejections.push(rejection),
                }
            }
            if self.spec.has_event_ids {
                taken = self.without_repeats(&mut transaction, taken, &mut rejections).await?;
            }
            self.insert(&mut transaction, &taken, &mut first).await?;
            insert_rejections(&mut transaction, self.import, &rejections).await?;
            self.rejected += rejections.len() as u64;
        }
        transaction.commit().await?;
        Ok(())
    }

    async fn intern(
        &mut self,
        connection: &mut SqliteConnection,
        staged: &Staged<UsageRow>,
    ) -> Result<Result<Interned, Rejection>, StoreError> {
        let row = &staged.record;
        let reject = |column: &str, found: &str, reason: String| {
            let found = Some(found.chars().take(80).collect());
            Ok(Err(Rejection {
                row: staged.row,
                byte: staged.byte,
                column: Some(column.to_owned()),
                found,
                reason,
            }))
        };
        let person = if row.user.is_empty() {
            None
        } else if let Some(person) = self.people.get(&row.user.to_lowercase()) {
            Some(*person)
        } else {
            let reason = "nobody in this workbook's directory has this sign-in name; correct it, or leave it empty for use \
                          that is autonomous, scheduled or external";
            return reject("user", &row.user, reason.to_owned());
        };
        if row.quantity > MAX_ROW_QUANTITY {
            return reject(
                "quantity",
                &row.quantity.to_string(),
                format!("one row can state at most {MAX_ROW_QUANTITY}"),
            );
        }
        let words = &mut self.words;
        Ok(Ok(Interned {
            at: row.at,
            person,
            service: service_number(row.service),
            agent: words.intern(connection, WordKind::Agent, &row.agent).await?,
            environment: words
                .intern(connection, WordKind::Environment, &row.environment)
                .await?,
            feature: words.intern(connection, WordKind::Feature, &row.feature).await?,
            quantity: row.quantity.0,
            circumstances: row.circumstances.to_bits(),
            channel: words.intern(connection, WordKind::Channel, &row.channel).await?,
            conversation: row.conversation.clone(),
            harness: words.intern(connection, WordKind::Harness, &row.harness).await?,
        }))
    }

    /// Leaves out rows whose event id this file has stated before: the same again is skipped, another content rejected.
    async fn without_repeats<'a>(
        &mut self,
        connection: &mut SqliteConnection,
        rows: Vec<(&'a Staged<UsageRow>, Interned)>,
        rejections: &mut Vec<Rejection>,
    ) -> Result<Vec<(&'a Staged<UsageRow>, Interned)>, StoreError> {
        let keys: Vec<_> = rows
            .iter()
            .map(|(row, _)| event_key(row.record.event_id.as_deref().unwrap_or_default()))
            .collect();
        let mut seen = self.stated_before(connection, &keys).await?;
        let mut kept = Vec::with_capacity(rows.len());
        for ((row, interned), key) in rows.into_iter().zip(keys) {
            match seen.get(&key) {
                None => {
                    seen.insert(key, interned.clone());
                    kept.push((row, interned));
                }
                Some(before) if *before == interned => self.skipped += 1,
                Some(_) => rejections.push(Rejection {
                    row: row.row,
                    byte: row.byte,
                    column: Some("event_id".to_owned()),
                    found: row.record.event_id.as_ref().map(|id| id.chars().take(80).collect()),
                    reason: "this file states the same event id before with another content; give each event an id of its own"
                        .to_owned(),
                }),
            }
        }
        Ok(kept)
    }

    async fn stated_before(
        &self,
        connection: &mut SqliteConnection,
        keys: &[Vec<u8>],
    ) -> Result<HashMap<Vec<u8>, Interned>, StoreError> {
        let marks = vec!["?"; keys.len()].join(",");
        let sql = format!(
            "SELECT k.key, r.at, r.person, r.service, r.agent, r.environment, r.feature, r.quantity, r.circumstances, \
             r.channel, r.conversation, r.harness FROM usage_key k JOIN usage_row r ON r.id = k.row \
             WHERE k.import = ? AND k.key IN ({marks})"
        );
        let mut query = sqlx::query(AssertSqlSafe(sql)).bind(self.import);
        for key in keys {
            query = query.bind(key.as_slice());
        }
        let rows = query.fetch_all(connection).await?;
        rows.iter()
            .map(|row| {
                let interned = Interned {
                    at: row.try_get(1)?,
                    person: row.try_get(2)?,
                    service: row.try_get(3)?,
                    agent: row.try_get(4)?,
                    environment: row.try_get(5)?,
                    feature: row.try_get(6)?,
                    quantity: row.try_get(7)?,
                    circumstances: row.try_get(8)?,
                    channel: row.try_get(9)?,
                    conversation: row.try_get(10)?,
                    harness: row.try_get(11)?,
                };
                Ok((row.try_get(0)?, interned))
            })
            .collect()
    }

    async fn insert(
        &mut self,
        connection: &mut SqliteConnection,
        rows: &[(&Staged<UsageRow>, Interned)],
        last: &mut i64,
    ) -> Result<(), StoreError> {
        if rows.is_empty() {
            return Ok(());
        }
        let head = "INSERT INTO usage_row (id, import, at, event_id, person, service, agent, environment, feature, quantity, \
                    circumstances, channel, conversation, harness)";
        let mut query = sqlx::query(AssertSqlSafe(values(head, 14, rows.len())));
        let mut keys = Vec::new();
        for (row, interned) in rows {
            *last += 1;
            if let Some(event_id) = &row.record.event_id {
                keys.push((event_key(event_id), *last));
            }
            self.total += i128::from(interned.quantity);
            query = query
                .bind(*last)
                .bind(self.import)
                .bind(interned.at)
                .bind(&row.record.event_id)
                .bind(interned.person);
            query = query
                .bind(interned.service)
                .bind(interned.agent)
                .bind(interned.environment)
                .bind(interned.feature);
            query = query
                .bind(interned.quantity)
                .bind(interned.circumstances)
                .bind(interned.channel);
            query = query.bind(&interned.conversation).bind(interned.harness);
        }
        query.execute(&mut *connection).await?;
        if !keys.is_empty() {
            keys.sort_unstable();
            let sql = values("INSERT INTO usage_key (key, import, row)", 3, keys.len());
            let mut query = sqlx::query(AssertSqlSafe(sql));
            for (key, row) in keys {
                query = query.bind(key).bind(self.import).bind(row);
            }
            query.execute(connection).await?;
        }
        Ok(())
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

async fn insert_rejections(
    connection: &mut SqliteConnection,
    import: i64,
    rejections: &[Rejection],
) -> Result<(), StoreError> {
    for rejection in rejections {
        sqlx::query("INSERT OR IGNORE INTO import_rejection (import, row, byte, column_name, found, reason) VALUES (?, ?, ?, ?, ?, ?)")
            .bind(import)
            .bind(rejection.row.cast_signed())
            .bind(rejection.byte.cast_signed())
            .bind(&rejection.column)
            .bind(&rejection.found)
            .bind(&rejection.reason)
            .execute(&mut *connection)
            .await?;
    }
    Ok(())
}

//! Staging of metered usage: names interned, repeats left out, rows written and packed, sums kept.
//!
//! Which of the rows count, publishing decides.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap, HashSet};

use meterdesk_billing::settlement::MAX_ROW_QUANTITY;
use meterdesk_billing::usage::{UsageRow, UsageUnit, content_key};
use sqlx::{AssertSqlSafe, Row, SqliteConnection};

use super::hours::Hours;
use super::keys::Keys;
use super::stage::insert_rejections;
use super::{Rejection, Staged, Staging};
use crate::StoreError;
use crate::dictionary::{ROWS_PER_STATEMENT, WordKind, service_number, values};
use crate::directory::person_index;
use crate::event_key::{Key, key_of};
use crate::units::{conversation_key, order_without_id};

/// What the staged rows come to.
#[derive(Debug, Default)]
pub(super) struct StagedUsage {
    /// First and last second.
    pub(super) span: Option<(i64, i64)>,
    /// Rows and their quantities, by interned feature.
    pub(super) by_feature: BTreeMap<i64, (u64, i128)>,
    /// Their event ids.
    pub(super) keys: Keys,
    /// The rows as settlement reads them.
    pub(super) hours: Hours,
}

/// A usage row with its names interned.
#[derive(PartialEq, Eq, Clone)]
struct Interned<'a> {
    at: i64,
    person: Option<i64>,
    service: i64,
    agent: i64,
    environment: i64,
    feature: i64,
    quantity: i64,
    circumstances: i64,
    channel: i64,
    conversation: Cow<'a, str>,
    harness: i64,
}

/// A row that is taken, and the key of its event id.
struct Taken<'a> {
    staged: &'a Staged<UsageRow>,
    interned: Interned<'a>,
    key: Option<Key>,
}

impl Taken<'_> {
    /// What settlement sees of the row.
    fn unit(&self) -> Result<UsageUnit, StoreError> {
        let row = &self.staged.record;
        let order = match &row.event_id {
            Some(event_id) => content_key([event_id.as_str()]),
            None => {
                let names = [&row.agent, &row.environment, &row.feature];
                order_without_id(&row.conversation, names.map(|name| content_key([name.as_str()])))
            }
        };
        Ok(UsageUnit {
            at: row.at,
            person: self.interned.person.map(person_index).transpose()?,
            service: row.service,
            agent: self.interned.agent,
            environment: self.interned.environment,
            feature: self.interned.feature,
            quantity: row.quantity,
            circumstances: row.circumstances,
            act_seq: None,
            conversation: conversation_key(&row.conversation),
            order,
        })
    }
}

impl Staging {
    /// Stages usage rows. Rows that can't be taken become rejections.
    ///
    /// # Errors
    /// When the lease was lost or the file can't be written; the rows of this call are not staged then.
    pub async fn add_usage(&mut self, rows: Vec<Staged<UsageRow>>) -> Result<(), StoreError> {
        let pool = self.workbook.writer()?.clone();
        let mut transaction = pool.begin_with("BEGIN IMMEDIATE").await?;
        self.lease.renew(&mut transaction).await?;
        let mut last: i64 = sqlx::query_scalar("SELECT coalesce(max(id), 0) FROM usage_row")
            .fetch_one(&mut *transaction)
            .await?;
        self.rows += rows.len() as u64;
        for chunk in rows.chunks(ROWS_PER_STATEMENT) {
            let mut rejections = Vec::new();
            let mut taken = Vec::with_capacity(chunk.len());
            for row in chunk {
                match self.intern(&mut transaction, row).await? {
                    Ok(interned) => taken.push(interned),
                    Err(rejection) => rejections.push(rejection),
                }
            }
            if self.spec.has_event_ids {
                taken = self.without_repeats(&mut transaction, taken, &mut rejections).await?;
            }
            self.insert(&mut transaction, &taken).await?;
            for row in &taken {
                last += 1;
                self.usage.hours.add(last, &row.unit()?);
                self.count(&row.interned);
                if let Some(key) = row.key {
                    self.usage.keys.add(key, last);
                }
            }
            insert_rejections(&mut transaction, self.import, &rejections).await?;
            self.rejected += rejections.len() as u64;
        }
        self.usage.keys.write_if_many(&mut transaction, self.import).await?;
        self.usage.hours.write_if_many(&mut transaction, self.import).await?;
        transaction.commit().await?;
        Ok(())
    }

    fn count(&mut self, row: &Interned<'_>) {
        self.named.used(row.service, row.environment, row.agent);
        self.total += i128::from(row.quantity);
        let span = self.usage.span.get_or_insert((row.at, row.at));
        *span = (span.0.min(row.at), span.1.max(row.at));
        let sum = self.usage.by_feature.entry(row.feature).or_default();
        *sum = (sum.0 + 1, sum.1 + i128::from(row.quantity));
    }

    async fn intern<'a>(
        &mut self,
        connection: &mut SqliteConnection,
        staged: &'a Staged<UsageRow>,
    ) -> Result<Result<Taken<'a>, Rejection>, StoreError> {
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
        } else if let Some(person) = self.people.find(&row.user) {
            Some(person)
        } else {
            self.people.meet(&row.user, None, None);
            self.named.refused(row);
            let reason = "nobody in this workbook's directory has this sign-in name; add its people to the directory first, \
                          correct the name, or leave it empty for use that is autonomous, scheduled or external";
            return reject("user", &row.user, reason.to_owned());
        };
        if row.quantity > MAX_ROW_QUANTITY {
            return reject(
                "quantity",
                &row.quantity.to_string(),
                format!("one row can state at most {MAX_ROW_QUANTITY}"),
            );
        }
        let words = [
            (WordKind::Agent, &row.agent),
            (WordKind::Environment, &row.environment),
            (WordKind::Feature, &row.feature),
            (WordKind::Channel, &row.channel),
            (WordKind::Harness, &row.harness),
        ];
        let mut ids = [0; 5];
        for (id, (kind, text)) in ids.iter_mut().zip(words) {
            *id = match self.words.known(kind, text) {
                Some(id) => id,
                None => self.words.intern(connection, kind, text).await?,
            };
        }
        let [agent, environment, feature, channel, harness] = ids;
        Ok(Ok(Taken {
            staged,
            interned: Interned {
                at: row.at,
                person,
                service: service_number(row.service),
                agent,
                environment,
                feature,
                quantity: row.quantity.0,
                circumstances: row.circumstances.to_bits(),
                channel,
                conversation: Cow::Borrowed(&row.conversation),
                harness,
            },
            key: row.event_id.as_deref().map(key_of),
        }))
    }

    /// Leaves out rows whose event id this file has stated before: the same again is skipped, another content rejected.
    async fn without_repeats<'a>(
        &mut self,
        connection: &mut SqliteConnection,
        rows: Vec<Taken<'a>>,
        rejections: &mut Vec<Rejection>,
    ) -> Result<Vec<Taken<'a>>, StoreError> {
        let keys = &mut self.usage.keys;
        let suspects: HashSet<Key> = rows
            .iter()
            .filter_map(|row| row.key)
            .filter(|key| keys.perhaps_met(key))
            .collect();
        if suspects.is_empty() {
            return Ok(rows);
        }
        let suspects: Vec<Key> = suspects.into_iter().collect();
        let mut seen = self.stated_before(connection, &suspects).await?;
        let mut kept = Vec::with_capacity(rows.len());
        for row in rows {
            let Some(key) = row.key.filter(|key| suspects.contains(key)) else {
                kept.push(row);
                continue;
            };
            match seen.get(&key) {
                None => {
                    seen.insert(key, row.interned.clone());
                    kept.push(row);
                }
                Some(before) if *before == row.interned => self.skipped += 1,
                Some(_) => rejections.push(Rejection {
                    row: row.staged.row,
                    byte: row.staged.byte,
                    column: Some("event_id".to_owned()),
                    found: row.staged.record.event_id.as_ref().map(|id| id.chars().take(80).collect()),
                    reason: "this file states the same event id before with another content; give each event an id of its own"
                        .to_owned(),
                }),
            }
        }
        Ok(kept)
    }

    async fn stated_before<'a>(
        &self,
        connection: &mut SqliteConnection,
        keys: &[Key],
    ) -> Result<HashMap<Key, Interned<'a>>, StoreError> {
        let mut seen = HashMap::new();
        for (key, row) in self.usage.keys.rows_of(connection, self.import, keys).await? {
            let stated = sqlx::query(
                "SELECT at, person, service, agent, environment, feature, quantity, circumstances, channel, conversation, \
                 harness FROM usage_row WHERE id = ?",
            )
            .bind(row)
            .fetch_one(&mut *connection)
            .await?;
            let interned = Interned {
                at: stated.try_get(0)?,
                person: stated.try_get(1)?,
                service: stated.try_get(2)?,
                agent: stated.try_get(3)?,
                environment: stated.try_get(4)?,
                feature: stated.try_get(5)?,
                quantity: stated.try_get(6)?,
                circumstances: stated.try_get(7)?,
                channel: stated.try_get(8)?,
                conversation: Cow::Owned(stated.try_get(9)?),
                harness: stated.try_get(10)?,
            };
            seen.insert(key, interned);
        }
        Ok(seen)
    }

    /// Writes rows, numbered one after another after the last there is.
    async fn insert(&self, connection: &mut SqliteConnection, rows: &[Taken<'_>]) -> Result<(), StoreError> {
        if rows.is_empty() {
            return Ok(());
        }
        let head = "INSERT INTO usage_row (import, at, event_id, person, service, agent, environment, feature, quantity, \
                    circumstances, channel, conversation, harness)";
        let mut query = sqlx::query(AssertSqlSafe(values(head, 13, rows.len())));
        for Taken { staged, interned, .. } in rows {
            query = query
                .bind(self.import)
                .bind(interned.at)
                .bind(staged.record.event_id.as_deref())
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
            query = query.bind(staged.record.conversation.as_str()).bind(interned.harness);
        }
        query.execute(connection).await?;
        Ok(())
    }
}

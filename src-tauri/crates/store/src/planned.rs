//! Use that a scenario plans: rows that are added as the clock passes them.
//!
//! All branches share them, since they follow from the scenario alone; adding a row that is there already adds nothing.

use std::collections::{HashMap, HashSet};

use meterdesk_billing::usage::UsageRow;
use sqlx::{AssertSqlSafe, Row, SqliteConnection};

use crate::dictionary::{ROWS_PER_STATEMENT, WordKind, Words, service_number, values};
use crate::directory::people_by_name;
use crate::event_key::{Key, Keyed, key_from, key_of};
use crate::import::{take_in, touch_months_between};
use crate::{Act, StoreError};

/// The import that planned use belongs to.
pub(crate) const PLANNED: i64 = 0;

impl Act {
    /// Adds rows of planned use that are not there yet. Rows of people who are not in the directory are left out.
    ///
    /// # Errors
    /// When the file can't be written.
    pub async fn add_planned(&mut self, rows: &[UsageRow]) -> Result<(), StoreError> {
        let mut planned = Planned {
            branch: self.branch.id,
            words: Words::default(),
            people: people_by_name(self.connection()).await?,
        };
        for chunk in rows.chunks(ROWS_PER_STATEMENT) {
            planned.add(self.connection(), chunk).await?;
        }
        Ok(())
    }
}

struct Planned {
    branch: i64,
    words: Words,
    people: HashMap<String, i64>,
}

impl Planned {
    async fn add(&mut self, connection: &mut SqliteConnection, rows: &[UsageRow]) -> Result<(), StoreError> {
        let (Some(first), Some(last)) = (rows.first(), rows.last()) else {
            return Ok(());
        };
        // Also where another branch has added them: here they count from now on.
        touch_months_between(connection, self.branch, first.at, last.at).await?;
        let keyed: Vec<_> = rows
            .iter()
            .map(|row| (key_of(row.event_id.as_deref().unwrap_or_default()), row))
            .collect();
        let present = present(connection, keyed.iter().map(|(key, _)| key)).await?;
        let known = |row: &UsageRow| row.user.is_empty() || self.people.contains_key(&row.user.to_lowercase());
        let new: Vec<_> = keyed
            .into_iter()
            .filter(|(key, row)| !present.contains(key) && known(row))
            .collect();
        if new.is_empty() {
            return Ok(());
        }
        let before: i64 = sqlx::query_scalar("SELECT coalesce(max(id), 0) FROM usage_row")
            .fetch_one(&mut *connection)
            .await?;
        self.insert(connection, &new, before).await?;
        let keys: Vec<Keyed> = new.iter().map(|(key, _)| *key).zip(before + 1..).collect();
        take_in(connection, PLANNED, &keys).await
    }

    async fn insert(
        &mut self,
        connection: &mut SqliteConnection,
        rows: &[(Key, &UsageRow)],
        before: i64,
    ) -> Result<(), StoreError> {
        const COLUMNS: usize = 14;
        let mut interned = Vec::with_capacity(rows.len());
        for (_, row) in rows {
            let words = [
                (WordKind::Agent, &row.agent),
                (WordKind::Environment, &row.environment),
                (WordKind::Feature, &row.feature),
                (WordKind::Channel, &row.channel),
                (WordKind::Harness, &row.harness),
            ];
            let mut ids = [0; 5];
            for (id, (kind, text)) in ids.iter_mut().zip(words) {
                *id = self.words.intern(connection, kind, text).await?;
            }
            interned.push(ids);
        }
        let head = "INSERT INTO usage_row (id, import, at, event_id, person, service, agent, environment, feature, quantity, \
                    circumstances, channel, conversation, harness)";
        let mut query = sqlx::query(AssertSqlSafe(values(head, COLUMNS, rows.len())));
        for (((_, row), words), id) in rows.iter().zip(interned).zip(before + 1..) {
            let [agent, environment, feature, channel, harness] = words;
            let person = self.people.get(&row.user.to_lowercase()).copied();
            query = query
                .bind(id)
                .bind(PLANNED)
                .bind(row.at)
                .bind(&row.event_id)
                .bind(person);
            query = query
                .bind(service_number(row.service))
                .bind(agent)
                .bind(environment)
                .bind(feature);
            query = query
                .bind(row.quantity.0)
                .bind(row.circumstances.to_bits())
                .bind(channel);
            query = query.bind(&row.conversation).bind(harness);
        }
        query.execute(connection).await?;
        Ok(())
    }
}

/// Which of the keys planned use states already.
async fn present(
    connection: &mut SqliteConnection,
    keys: impl ExactSizeIterator<Item = &Key>,
) -> Result<HashSet<Key>, StoreError> {
    let marks = vec!["?"; keys.len()].join(",");
    let sql = format!("SELECT key FROM usage_key WHERE import = ? AND key IN ({marks})");
    let mut query = sqlx::query(AssertSqlSafe(sql)).bind(PLANNED);
    for key in keys {
        query = query.bind(key.as_slice());
    }
    let rows = query.fetch_all(connection).await?;
    rows.iter().map(|row| key_from(row.try_get(0)?)).collect()
}

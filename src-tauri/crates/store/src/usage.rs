//! What usage as a whole says: names, months, rows outside what is judged, and the rows that tried uses add.

use meterdesk_billing::ids::PersonId;
use meterdesk_billing::units::Quantity;
use meterdesk_billing::usage::{Circumstances, Service};
use sqlx::Row;

use crate::dictionary::{WordKind, Words, service_number, words_of};
use crate::event_key::key_of;
use crate::import::{take_in, touch_months_between};
use crate::{Act, Snapshot, StoreError};

/// The import that tried uses belong to.
pub(crate) const TRIED: i64 = 1;

/// A row that a tried use adds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TriedRow {
    /// Event id.
    pub event_id: String,
    /// Second of use.
    pub at: i64,
    /// Who used it.
    pub person: PersonId,
    /// The service.
    pub service: Service,
    /// Name of the agent.
    pub agent: String,
    /// Name of the environment.
    pub environment: String,
    /// Feature name.
    pub feature: String,
    /// How much.
    pub quantity: Quantity,
    /// Place of the act in the journal.
    pub act_seq: u64,
}

/// Metered rows that no figure counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct UsageOutside {
    /// Later than the clock.
    pub ahead_of_clock: u64,
    /// Earlier than the workbook's first act.
    pub before_workbook: u64,
}

impl Snapshot {
    /// The name of each interned environment, by its integer.
    ///
    /// # Errors
    /// When the file can't be read.
    pub async fn environment_names(&mut self) -> Result<Vec<Option<String>>, StoreError> {
        self.names_of_kind(WordKind::Environment).await
    }

    /// The name of each interned feature, by its integer.
    ///
    /// # Errors
    /// When the file can't be read.
    pub async fn feature_names(&mut self) -> Result<Vec<Option<String>>, StoreError> {
        self.names_of_kind(WordKind::Feature).await
    }

    async fn names_of_kind(&mut self, kind: WordKind) -> Result<Vec<Option<String>>, StoreError> {
        let words = words_of(self.connection(), kind).await?;
        let length = words.keys().max().map_or(0, |last| last + 1);
        let mut names = vec![None; usize::try_from(length).unwrap_or(0)];
        for (id, text) in words {
            if let Some(name) = usize::try_from(id).ok().and_then(|id| names.get_mut(id)) {
                *name = Some(text);
            }
        }
        Ok(names)
    }

    /// The text of each interned name, by its integer.
    ///
    /// # Errors
    /// When the file can't be read.
    pub async fn names(&mut self) -> Result<Vec<(i64, String)>, StoreError> {
        let rows = sqlx::query("SELECT id, text FROM word")
            .fetch_all(self.connection())
            .await?;
        rows.iter().map(|row| Ok((row.try_get(0)?, row.try_get(1)?))).collect()
    }

    /// First seconds of the months that have counting rows or had some, each with the number of changes to its usage.
    ///
    /// # Errors
    /// When the file can't be read.
    pub async fn months_with_usage(&mut self) -> Result<Vec<(i64, i64)>, StoreError> {
        let branch = self.branch.id;
        let rows = sqlx::query("SELECT month, generation FROM month_usage WHERE branch = ? ORDER BY month")
            .bind(branch)
            .fetch_all(self.connection())
            .await?;
        rows.iter().map(|row| Ok((row.try_get(0)?, row.try_get(1)?))).collect()
    }

    /// Counting rows that are later than the clock or earlier than the workbook.
    ///
    /// # Errors
    /// When the file can't be read.
    pub async fn usage_outside(&mut self) -> Result<UsageOutside, StoreError> {
        let (now, started_at) = (self.tenant().now.timestamp(), self.tenant().started_at.timestamp());
        let mut counts = [0_u64; 2];
        for (count, range) in counts.iter_mut().zip([(now + 1, i64::MAX), (i64::MIN, started_at)]) {
            // Planned use ahead of the clock was added on another branch, or before this one went back.
            self.each_unplanned_unit(range, |_| *count += 1).await?;
        }
        Ok(UsageOutside {
            ahead_of_clock: counts[0],
            before_workbook: counts[1],
        })
    }
}

impl Act {
    /// Adds the rows of a tried use.
    ///
    /// # Errors
    /// When the file can't be written.
    pub async fn add_tried(&mut self, rows: &[TriedRow]) -> Result<(), StoreError> {
        let mut words = Words::default();
        let branch = self.branch.id;
        let connection = self.connection();
        for row in rows {
            let agent = words.intern(connection, WordKind::Agent, &row.agent).await?;
            let environment = words
                .intern(connection, WordKind::Environment, &row.environment)
                .await?;
            let feature = words.intern(connection, WordKind::Feature, &row.feature).await?;
            let none = words.intern(connection, WordKind::Channel, "").await?;
            let no_harness = words.intern(connection, WordKind::Harness, "").await?;
            let number = sqlx::query(
                "INSERT INTO usage_row (import, at, event_id, person, service, agent, environment, feature, quantity, circumstances, \
                 channel, conversation, harness, act_branch, act_seq) \
                 VALUES (?, ?, ?, (SELECT id FROM person WHERE object = ?), ?, ?, ?, ?, ?, ?, ?, '', ?, ?, ?)",
            )
            .bind(TRIED)
            .bind(row.at)
            .bind(&row.event_id)
            .bind(row.person.to_string())
            .bind(service_number(row.service))
            .bind(agent)
            .bind(environment)
            .bind(feature)
            .bind(row.quantity.0)
            .bind(Circumstances::default().to_bits())
            .bind(none)
            .bind(no_harness)
            .bind(branch)
            .bind(row.act_seq.cast_signed())
            .execute(&mut *connection)
            .await?
            .last_insert_rowid();
            take_in(connection, TRIED, &[(key_of(&row.event_id), number)]).await?;
            touch_months_between(connection, branch, row.at, row.at).await?;
        }
        Ok(())
    }
}

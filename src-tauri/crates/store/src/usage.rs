//! Metered usage as settlement reads it, and the rows that tried uses add.

use std::collections::HashMap;

use futures_util::TryStreamExt;
use meterdesk_billing::ids::PersonId;
use meterdesk_billing::tenant::UsagePlan;
use meterdesk_billing::units::Quantity;
use meterdesk_billing::usage::{Circumstances, Service, UsageUnit, content_key};
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use crate::dictionary::{WordKind, Words, service_number, service_of, words_of};
use crate::directory::person_index;
use crate::import::{event_key, touch_months_between};
use crate::planned::PLANNED;
use crate::{Act, Branch, Snapshot, StoreError};

/// The import that tried uses belong to.
const TRIED: i64 = 1;

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

/// Rows that count on the branch `?1` with a time from `?2` until before `?3`.
pub(crate) const COUNTING: &str = "FROM usage_row r JOIN branch_import i ON i.branch = ?1 AND i.import = r.import AND NOT i.reverted \
     WHERE r.at >= ?2 AND r.at < ?3 \
     AND NOT EXISTS (SELECT 1 FROM usage_superseded s WHERE s.branch = ?1 AND s.row = r.id) \
     AND (r.act_branch IS NULL OR EXISTS (SELECT 1 FROM lineage l WHERE l.branch = ?1 AND l.source = r.act_branch \
     AND r.act_seq <= l.until_seq))";

/// The columns that [`unit`] reads, first of all.
pub(crate) const UNIT: &str = "r.at, r.person, r.service, r.agent, r.environment, r.feature, r.quantity, r.circumstances, r.act_seq, r.conversation, \
     r.event_id";

/// Narrows [`COUNTING`] to rows that count on the branch `?4` too.
const ELSEWHERE_TOO: &str = "EXISTS (SELECT 1 FROM branch_import o WHERE o.branch = ?4 AND o.import = r.import AND NOT o.reverted) \
     AND NOT EXISTS (SELECT 1 FROM usage_superseded t WHERE t.branch = ?4 AND t.row = r.id) \
     AND (r.act_branch IS NULL OR EXISTS (SELECT 1 FROM lineage m WHERE m.branch = ?4 AND m.source = r.act_branch \
     AND r.act_seq <= m.until_seq))";

/// Another branch, and its plan of use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Elsewhere<'a> {
    /// The branch.
    pub branch: &'a Branch,
    /// The plan of use as it is switched there.
    pub plan: Option<&'a UsagePlan>,
}

/// Which of a branch's counting rows are looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UsageRows<'a> {
    /// All of them.
    All,
    /// Those that count on the other branch too.
    SharedWith(Elsewhere<'a>),
    /// Those that don't count on the other branch.
    NotOn(Elsewhere<'a>),
}

/// That a row `r` is no planned use from a span in which the branch's plan was stopped. All branches share planned rows, so
/// another one may have added it.
pub(crate) fn unless_stopped(plan: Option<&UsagePlan>) -> String {
    let Some(plan) = plan else {
        return format!("r.import <> {PLANNED}");
    };
    let spans = plan
        .stopped()
        .into_iter()
        .map(|(after, upto)| format!(" AND NOT (r.import = {PLANNED} AND r.at > {after} AND r.at <= {upto})"));
    format!("1{}", spans.collect::<String>())
}

impl Snapshot {
    /// Hands each of the branch's counting rows with a time in `[from, until)` to `each`, in no order that means anything. Planned
    /// use counts only where the plan goes on.
    ///
    /// # Errors
    /// When the file can't be read.
    pub async fn each_unit(
        &mut self,
        which: UsageRows<'_>,
        (from, until): (i64, i64),
        mut each: impl FnMut(&UsageUnit),
    ) -> Result<(), StoreError> {
        let (narrowed, other) = match which {
            UsageRows::All => (String::new(), 0),
            UsageRows::SharedWith(Elsewhere { branch, plan }) => {
                (format!(" AND {ELSEWHERE_TOO} AND {}", unless_stopped(plan)), branch.id)
            }
            UsageRows::NotOn(Elsewhere { branch, plan }) => (
                format!(" AND NOT ({ELSEWHERE_TOO} AND {})", unless_stopped(plan)),
                branch.id,
            ),
        };
        let sql = format!(
            "SELECT {UNIT} {COUNTING} AND {}{narrowed}",
            unless_stopped(self.tenant().usage_plan.as_ref())
        );
        let words = self.word_keys().await?;
        let branch = self.branch.id;
        let mut rows = sqlx::query(sqlx::AssertSqlSafe(sql))
            .bind(branch)
            .bind(from)
            .bind(until)
            .bind(other)
            .fetch(self.connection());
        while let Some(row) = rows.try_next().await? {
            each(&unit(&row, &words)?);
        }
        Ok(())
    }

    /// Keys of what interned names say, which order rows that have no event id; empty where every row has one.
    pub(crate) async fn word_keys(&mut self) -> Result<HashMap<i64, u64>, StoreError> {
        let needed: bool = sqlx::query_scalar("SELECT EXISTS (SELECT 1 FROM import WHERE has_event_ids = 0)")
            .fetch_one(self.connection())
            .await?;
        if !needed {
            return Ok(HashMap::new());
        }
        let rows = sqlx::query("SELECT id, text FROM word")
            .fetch_all(self.connection())
            .await?;
        rows.iter()
            .map(|row| Ok((row.try_get(0)?, content_key([row.try_get(1)?]))))
            .collect()
    }

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
        // Planned use ahead of the clock was added on another branch, or before this one went back.
        let sql = format!("SELECT count(*) {COUNTING} AND r.import <> {PLANNED}");
        let branch = self.branch.id;
        let mut counts = [0_i64; 2];
        for (count, (from, until)) in counts.iter_mut().zip([(now + 1, i64::MAX), (i64::MIN, started_at)]) {
            *count = sqlx::query_scalar(sqlx::AssertSqlSafe(sql.clone()))
                .bind(branch)
                .bind(from)
                .bind(until)
                .fetch_one(self.connection())
                .await?;
        }
        Ok(UsageOutside {
            ahead_of_clock: counts[0].cast_unsigned(),
            before_workbook: counts[1].cast_unsigned(),
        })
    }
}

pub(crate) fn unit(row: &SqliteRow, words: &HashMap<i64, u64>) -> Result<UsageUnit, StoreError> {
    let circumstances = Circumstances::from_bits(row.try_get(7)?)
        .ok_or_else(|| StoreError::Damaged("a usage row's circumstances can't be read".to_owned()))?;
    let conversation: &str = row.try_get(9)?;
    let event_id: Option<&str> = row.try_get(10)?;
    let (agent, environment, feature): (i64, i64, i64) = (row.try_get(3)?, row.try_get(4)?, row.try_get(5)?);
    let order = match event_id {
        Some(event_id) => content_key([event_id]),
        None => [agent, environment, feature]
            .iter()
            .fold(content_key([conversation]), |key, word| {
                key.rotate_left(21) ^ words.get(word).copied().unwrap_or(0)
            }),
    };
    Ok(UsageUnit {
        at: row.try_get(0)?,
        person: row.try_get::<Option<i64>, _>(1)?.map(person_index).transpose()?,
        service: service_of(row.try_get(2)?)?,
        agent,
        environment,
        feature,
        quantity: Quantity(row.try_get(6)?),
        circumstances,
        act_seq: row.try_get::<Option<i64>, _>(8)?.map(i64::cast_unsigned),
        conversation: if conversation.is_empty() {
            0
        } else {
            content_key([conversation])
        },
        order,
    })
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
            sqlx::query("INSERT INTO usage_key (key, import, row) VALUES (?, ?, ?)")
                .bind(event_key(&row.event_id))
                .bind(TRIED)
                .bind(number)
                .execute(&mut *connection)
                .await?;
            touch_months_between(connection, branch, row.at, row.at).await?;
        }
        Ok(())
    }
}

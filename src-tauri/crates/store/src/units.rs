//! Metered rows as settlement reads them: those of files from their packs, tried and planned use row by row.
//!
//! What becomes of a row is not decided here.

use std::collections::HashMap;

use futures_util::TryStreamExt;
use meterdesk_billing::tenant::UsagePlan;
use meterdesk_billing::units::Quantity;
use meterdesk_billing::usage::{Circumstances, UsageUnit, content_key};
use sqlx::sqlite::SqliteRow;
use sqlx::{AssertSqlSafe, Row};

use crate::dictionary::service_of;
use crate::directory::person_index;
use crate::planned::PLANNED;
use crate::{Branch, Snapshot, StoreError};

macro_rules! counting {
    ($rows:literal) => {
        concat!(
            "FROM ",
            $rows,
            " JOIN branch_import i ON i.branch = ?1 AND i.import = r.import AND NOT i.reverted \
             WHERE r.at >= ?2 AND r.at < ?3 \
             AND NOT EXISTS (SELECT 1 FROM usage_superseded s WHERE s.branch = ?1 AND s.row = r.id) \
             AND (r.act_branch IS NULL OR EXISTS (SELECT 1 FROM lineage l WHERE l.branch = ?1 AND l.source = r.act_branch \
             AND r.act_seq <= l.until_seq))"
        )
    };
}

/// Rows that count on the branch `?1` with a time from `?2` until before `?3`.
pub(crate) const COUNTING: &str = counting!("usage_row r");

/// The same of tried and planned use alone.
pub(crate) const OWN: &str = concat!(
    counting!("usage_row r INDEXED BY usage_row_by_time"),
    " AND r.import < 2"
);

/// The same of files that an earlier format left unpacked.
pub(crate) const UNPACKED: &str =
    counting!("import u CROSS JOIN usage_row r ON r.import = u.id AND u.id >= 2 AND u.packed = 0");

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

impl UsageRows<'_> {
    /// A condition on rows `r`, and the branch that its `?4` stands for.
    fn condition(self) -> (String, i64) {
        match self {
            Self::All => (String::new(), 0),
            Self::SharedWith(Elsewhere { branch, plan }) => {
                (format!(" AND {ELSEWHERE_TOO} AND {}", unless_stopped(plan)), branch.id)
            }
            Self::NotOn(Elsewhere { branch, plan }) => (
                format!(" AND NOT ({ELSEWHERE_TOO} AND {})", unless_stopped(plan)),
                branch.id,
            ),
        }
    }

    /// The other branch, and whether rows that count there are looked at.
    pub(crate) fn elsewhere(self) -> Option<(i64, bool)> {
        match self {
            Self::All => None,
            Self::SharedWith(other) => Some((other.branch.id, true)),
            Self::NotOn(other) => Some((other.branch.id, false)),
        }
    }
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
    /// Whether the same rows count on the other branch, at any time: the same files with the same restatements, the same tried
    /// use, and planned use that both have stopped alike.
    ///
    /// # Errors
    /// When the file can't be read.
    pub async fn counts_the_same(&mut self, other: Elsewhere<'_>) -> Result<bool, StoreError> {
        if unless_stopped(self.tenant().usage_plan.as_ref()) != unless_stopped(other.plan) {
            return Ok(false);
        }
        let branch = self.branch.id;
        let sets = [
            "SELECT import FROM branch_import WHERE NOT reverted AND branch =",
            "SELECT row FROM usage_superseded WHERE branch =",
            "SELECT r.id FROM usage_row r INDEXED BY usage_row_by_time JOIN lineage l ON l.source = r.act_branch \
             AND r.act_seq <= l.until_seq WHERE r.import < 2 AND r.act_branch IS NOT NULL AND l.branch =",
        ];
        for set in sets {
            let sql = format!("SELECT EXISTS ({set} ?1 EXCEPT {set} ?2) OR EXISTS ({set} ?2 EXCEPT {set} ?1)");
            let differ: bool = sqlx::query_scalar(AssertSqlSafe(sql))
                .bind(branch)
                .bind(other.branch.id)
                .fetch_one(self.connection())
                .await?;
            if differ {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Hands each of the branch's counting rows with a time in `[from, until)` to `each`, in no order that means anything. Planned
    /// use counts only where the plan goes on.
    ///
    /// # Errors
    /// When the file can't be read.
    pub async fn each_unit(
        &mut self,
        which: UsageRows<'_>,
        range: (i64, i64),
        mut each: impl FnMut(&UsageUnit),
    ) -> Result<(), StoreError> {
        self.each_packed(which, range, |_, unit| each(unit)).await?;
        let unless_stopped = unless_stopped(self.tenant().usage_plan.as_ref());
        let (narrowed, other) = which.condition();
        let own = format!("SELECT {UNIT} {OWN} AND {unless_stopped}{narrowed}");
        self.each_row(own, range, other, &mut each).await?;
        let unpacked = format!("SELECT {UNIT} {UNPACKED}{narrowed}");
        self.each_row(unpacked, range, other, &mut each).await
    }

    /// The same without planned use.
    pub(crate) async fn each_unplanned_unit(
        &mut self,
        range: (i64, i64),
        mut each: impl FnMut(&UsageUnit),
    ) -> Result<(), StoreError> {
        self.each_packed(UsageRows::All, range, |_, unit| each(unit)).await?;
        let own = format!("SELECT {UNIT} {OWN} AND r.import <> {PLANNED}");
        self.each_row(own, range, 0, &mut each).await?;
        let unpacked = format!("SELECT {UNIT} {UNPACKED}");
        self.each_row(unpacked, range, 0, &mut each).await
    }

    async fn each_row(
        &mut self,
        sql: String,
        (from, until): (i64, i64),
        other: i64,
        each: &mut impl FnMut(&UsageUnit),
    ) -> Result<(), StoreError> {
        let branch = self.branch.id;
        let any: bool = sqlx::query_scalar(AssertSqlSafe(format!("SELECT EXISTS ({sql})")))
            .bind(branch)
            .bind(from)
            .bind(until)
            .bind(other)
            .fetch_one(self.connection())
            .await?;
        if !any {
            return Ok(());
        }
        // All names are read for these keys.
        let words = self.word_keys().await?;
        let mut rows = sqlx::query(AssertSqlSafe(sql))
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
}

/// What orders a row of a second that has no event id: keys of its conversation and of its agent's, environment's and
/// feature's names.
pub(crate) fn order_without_id(conversation: &str, names: [u64; 3]) -> u64 {
    names
        .into_iter()
        .fold(content_key([conversation]), |key, name| key.rotate_left(21) ^ name)
}

/// What a conversation is known by; 0 where none is named.
pub(crate) fn conversation_key(conversation: &str) -> u64 {
    if conversation.is_empty() {
        0
    } else {
        content_key([conversation])
    }
}

pub(crate) fn unit(row: &SqliteRow, words: &HashMap<i64, u64>) -> Result<UsageUnit, StoreError> {
    let circumstances = Circumstances::from_bits(row.try_get(7)?)
        .ok_or_else(|| StoreError::Damaged("a usage row's circumstances can't be read".to_owned()))?;
    let conversation: &str = row.try_get(9)?;
    let event_id: Option<&str> = row.try_get(10)?;
    let (agent, environment, feature): (i64, i64, i64) = (row.try_get(3)?, row.try_get(4)?, row.try_get(5)?);
    let key = |word| words.get(&word).copied().unwrap_or(0);
    let order = match event_id {
        Some(event_id) => content_key([event_id]),
        None => order_without_id(conversation, [agent, environment, feature].map(key)),
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
        conversation: conversation_key(conversation),
        order,
    })
}

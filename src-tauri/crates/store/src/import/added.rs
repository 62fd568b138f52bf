//! What publishing metered usage adds, what it skips and what it replaces.

use std::collections::BTreeMap;

use sqlx::{AssertSqlSafe, Row, SqliteConnection};

use super::standing::{supersede_by_key, supersede_by_range, touch_months, touch_months_between};
use super::{PublishedCounts, Staging, Sum};
use crate::StoreError;
use crate::event_key::note_shared_by_file;
use crate::packed::{hour_of, unpack};

/// Other rows with the event ids of the import `?1` that count on the branch `?2`: my row, the other row, whether their
/// contents agree.
const RIVALS: &str = "FROM usage_key_shared mine JOIN usage_key_shared theirs ON theirs.key = mine.key AND theirs.import <> mine.import \
     JOIN branch_import i ON i.branch = ?2 AND i.import = theirs.import AND NOT i.reverted \
     JOIN usage_row a ON a.id = mine.row JOIN usage_row b ON b.id = theirs.row \
     WHERE mine.import = ?1 AND b.id NOT IN (SELECT row FROM usage_superseded WHERE branch = ?2) \
     AND (b.act_branch IS NULL OR EXISTS (SELECT 1 FROM lineage l WHERE l.branch = ?2 AND l.source = b.act_branch \
     AND b.act_seq <= l.until_seq))";

const SAME: &str = "(a.at, a.service, a.agent, a.environment, a.feature, a.quantity, a.circumstances, a.channel, a.conversation, \
     a.harness) = (b.at, b.service, b.agent, b.environment, b.feature, b.quantity, b.circumstances, b.channel, b.conversation, \
     b.harness) AND a.person IS b.person";

/// Lets a staged import's rows count on a branch, and counts what that changes.
pub(super) async fn publish_usage(
    connection: &mut SqliteConnection,
    (branch, staging): (i64, &Staging),
    (now, started_at): (i64, i64),
    counts: &mut PublishedCounts,
) -> Result<(), StoreError> {
    let import = staging.import;
    let mut added = Added {
        outside: [
            packed_between(connection, import, (now + 1, i64::MAX)).await?,
            packed_between(connection, import, (i64::MIN, started_at)).await?,
        ],
        by_feature: staging.usage.by_feature.clone(),
    };
    // Whether any of its event ids is known already: mostly none is, and nothing stands back by them.
    let shares_ids = staging.spec.has_event_ids && note_shared_by_file(connection, import).await?;
    if shares_ids {
        let rivals = format!("SELECT count(*) FILTER (WHERE {SAME}), count(*) FILTER (WHERE NOT ({SAME})) {RIVALS}");
        let row = sqlx::query(AssertSqlSafe(rivals))
            .bind(import)
            .bind(branch)
            .fetch_one(&mut *connection)
            .await?;
        counts.skipped += row.try_get::<i64, _>(0)?.cast_unsigned();
        counts.superseded = row.try_get::<i64, _>(1)?.cast_unsigned();
        added
            .leave_out_same(connection, (branch, import), (now, started_at))
            .await?;
        supersede_by_key(connection, branch, import).await?;
    }
    added.tell(connection, counts).await?;
    // It vouches for what is stored, the rows that were there already included.
    counts.control_total = i64::try_from(staging.total).unwrap_or(i64::MAX);
    let by_key = superseded(connection, branch).await?;
    supersede_by_range(connection, branch).await?;
    counts.superseded += superseded(connection, branch).await?.saturating_sub(by_key);
    if shares_ids {
        return touch_months(connection, branch, import).await;
    }
    match staging.usage.span {
        Some((first, last)) => touch_months_between(connection, branch, first, last).await,
        None => Ok(()),
    }
}

async fn superseded(connection: &mut SqliteConnection, branch: i64) -> Result<u64, StoreError> {
    let count: i64 = sqlx::query_scalar("SELECT count(*) FROM usage_superseded WHERE branch = ?")
        .bind(branch)
        .fetch_one(connection)
        .await?;
    Ok(count.cast_unsigned())
}

/// Packed rows of an import with a time in a range of seconds.
async fn packed_between(
    connection: &mut SqliteConnection,
    import: i64,
    (from, until): (i64, i64),
) -> Result<u64, StoreError> {
    let packs: Vec<(i64, Vec<u8>)> =
        sqlx::query_as("SELECT rows, units FROM usage_pack WHERE import = ? AND hour >= ? AND hour <= ?")
            .bind(import)
            .bind(hour_of(from))
            .bind(hour_of(until))
            .fetch_all(connection)
            .await?;
    let mut found = 0;
    for (rows, units) in packs {
        unpack((rows, &units), |_, unit| {
            found += u64::from((from..until).contains(&unit.at));
        })?;
    }
    Ok(found)
}

/// Rows that the import adds: those that no published import states with the same content.
struct Added {
    /// Later than the clock, and earlier than the workbook.
    outside: [u64; 2],
    /// Rows and their quantities.
    by_feature: BTreeMap<i64, (u64, i128)>,
}

impl Added {
    /// Leaves out what is there already. Only before the import's rows supersede others.
    async fn leave_out_same(
        &mut self,
        connection: &mut SqliteConnection,
        (branch, import): (i64, i64),
        (now, started_at): (i64, i64),
    ) -> Result<(), StoreError> {
        let sql = format!(
            "SELECT feature, count(*), sum(quantity), count(*) FILTER (WHERE at > ?3), count(*) FILTER (WHERE at < ?4) \
             FROM usage_row WHERE id IN (SELECT mine.row {RIVALS} AND {SAME}) GROUP BY feature"
        );
        let rows = sqlx::query(AssertSqlSafe(sql))
            .bind(import)
            .bind(branch)
            .bind(now)
            .bind(started_at)
            .fetch_all(connection)
            .await?;
        for row in rows {
            let sum = self.by_feature.entry(row.try_get(0)?).or_default();
            sum.0 = sum.0.saturating_sub(row.try_get::<i64, _>(1)?.cast_unsigned());
            sum.1 -= i128::from(row.try_get::<i64, _>(2)?);
            for (outside, column) in self.outside.iter_mut().zip([3, 4]) {
                *outside = outside.saturating_sub(row.try_get::<i64, _>(column)?.cast_unsigned());
            }
        }
        self.by_feature.retain(|_, (rows, _)| *rows > 0);
        Ok(())
    }

    async fn tell(self, connection: &mut SqliteConnection, counts: &mut PublishedCounts) -> Result<(), StoreError> {
        [counts.ahead_of_clock, counts.before_workbook] = self.outside;
        for (feature, (rows, quantity)) in self.by_feature {
            counts.added += rows;
            counts.sums.push(Sum {
                label: sqlx::query_scalar("SELECT text FROM word WHERE id = ?")
                    .bind(feature)
                    .fetch_one(&mut *connection)
                    .await?,
                amount: i64::try_from(quantity).unwrap_or(i64::MAX),
                money: None,
            });
        }
        counts.sums.sort_by(|one, other| one.label.cmp(&other.label));
        Ok(())
    }
}

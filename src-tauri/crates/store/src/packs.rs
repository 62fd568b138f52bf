//! Packs of the files that count on a branch: their rows hour by hour, without those that stand back for newer ones.
//!
//! What is in a pack, [`crate::packed`] knows; tried and planned use is in none.

use std::collections::{BTreeMap, HashMap};

use fixedbitset::FixedBitSet;
use meterdesk_billing::usage::UsageUnit;

use crate::packed::{hour_of, unpack};
use crate::units::UsageRows;
use crate::{Snapshot, StoreError};

/// Rows that are asked at once whether they stand back.
const ASKED_AT_ONCE: i64 = 100_000;

/// Rows that stand back which are looked up one by one.
const MOST_LOOKED_UP: i64 = 20_000;

/// Which rows of an import count on a branch.
#[derive(Debug, Default)]
struct Standing {
    /// Whether the import counts at all.
    counts: bool,
    first: i64,
    /// Those that stand back, counted from the first.
    superseded: FixedBitSet,
}

impl Standing {
    fn holds(&self, row: i64) -> bool {
        let place = usize::try_from(row - self.first);
        self.counts && !place.is_ok_and(|place| self.superseded.contains(place))
    }
}

/// Which rows count, by branch and import, as far as was asked.
#[derive(Debug, Default)]
pub(crate) struct Standings(HashMap<(i64, i64), Standing>);

impl Snapshot {
    /// Hands on the counting rows of packs with a time in `[from, until)`, each with its number, hour by hour.
    pub(crate) async fn each_packed(
        &mut self,
        which: UsageRows<'_>,
        (from, until): (i64, i64),
        mut each: impl FnMut(i64, &UsageUnit),
    ) -> Result<(), StoreError> {
        let branch = self.branch.id;
        let hours: Vec<i64> =
            sqlx::query_scalar("SELECT DISTINCT hour FROM usage_pack WHERE hour >= ? AND hour <= ? ORDER BY hour")
                .bind(hour_of(from))
                .bind(hour_of(until))
                .fetch_all(self.connection())
                .await?;
        let mut standings = Standings::default();
        for hour in hours {
            for (import, rows, units) in self.packs_of(hour).await? {
                self.learn(&mut standings, branch, import).await?;
                if let Some((other, _)) = which.elsewhere() {
                    self.learn(&mut standings, other, import).await?;
                }
                let here = &standings.0[&(branch, import)];
                let there = which
                    .elsewhere()
                    .map(|(other, wanted)| (&standings.0[&(other, import)], wanted));
                unpack((rows, &units), |row, unit| {
                    let elsewhere = there.is_none_or(|(standing, wanted)| standing.holds(row) == wanted);
                    if (from..until).contains(&unit.at) && here.holds(row) && elsewhere {
                        each(row, unit);
                    }
                })?;
            }
        }
        Ok(())
    }

    /// How many rows of packs count, by hour since 1970-01-01T00:00:00Z, for hours in `[from, until)`; `None` where so many
    /// stand back that only reading them all can tell.
    pub(crate) async fn packed_by_hour(
        &mut self,
        (from, until): (i64, i64),
    ) -> Result<Option<BTreeMap<i64, i64>>, StoreError> {
        let branch = self.branch.id;
        let standing_back: i64 =
            sqlx::query_scalar("SELECT count(*) FROM (SELECT 1 FROM usage_superseded WHERE branch = ? LIMIT ?)")
                .bind(branch)
                .bind(MOST_LOOKED_UP + 1)
                .fetch_one(self.connection())
                .await?;
        if standing_back > MOST_LOOKED_UP {
            return Ok(None);
        }
        let packed: Vec<(i64, i64)> = sqlx::query_as(
            "SELECT p.hour, sum(p.rows) FROM usage_pack p JOIN branch_import b ON b.branch = ?1 AND b.import = p.import \
             AND NOT b.reverted WHERE p.hour >= ?2 AND p.hour < ?3 GROUP BY p.hour",
        )
        .bind(branch)
        .bind(from)
        .bind(until)
        .fetch_all(self.connection())
        .await?;
        let mut counts: BTreeMap<i64, i64> = packed.into_iter().collect();
        let superseded: Vec<i64> = sqlx::query_scalar(
            "SELECT r.at FROM usage_superseded s JOIN usage_row r ON r.id = s.row \
             JOIN branch_import b ON b.branch = ?1 AND b.import = r.import AND NOT b.reverted \
             JOIN import i ON i.id = r.import AND i.packed WHERE s.branch = ?1 AND r.import >= 2",
        )
        .bind(branch)
        .fetch_all(self.connection())
        .await?;
        for at in superseded {
            if let Some(count) = counts.get_mut(&hour_of(at)) {
                *count -= 1;
            }
        }
        counts.retain(|_, count| *count > 0);
        Ok(Some(counts))
    }

    async fn packs_of(&mut self, hour: i64) -> Result<Vec<(i64, i64, Vec<u8>)>, StoreError> {
        Ok(
            sqlx::query_as("SELECT import, rows, units FROM usage_pack WHERE hour = ? ORDER BY import, run")
                .bind(hour)
                .fetch_all(self.connection())
                .await?,
        )
    }

    /// Finds out which rows of an import count on a branch, unless it is known.
    async fn learn(&mut self, standings: &mut Standings, branch: i64, import: i64) -> Result<(), StoreError> {
        if standings.0.contains_key(&(branch, import)) {
            return Ok(());
        }
        let counts: bool = sqlx::query_scalar(
            "SELECT EXISTS (SELECT 1 FROM branch_import WHERE branch = ? AND import = ? AND NOT reverted)",
        )
        .bind(branch)
        .bind(import)
        .fetch_one(self.connection())
        .await?;
        let (first, last): (Option<i64>, Option<i64>) = sqlx::query_as(
            "SELECT (SELECT min(id) FROM usage_row WHERE import = ?1), (SELECT max(id) FROM usage_row WHERE import = ?1)",
        )
        .bind(import)
        .fetch_one(self.connection())
        .await?;
        let mut standing = Standing {
            counts,
            first: first.unwrap_or_default(),
            superseded: FixedBitSet::new(),
        };
        if let (true, Some(first), Some(last)) = (counts, first, last) {
            self.read_superseded(&mut standing, branch, (first, last)).await?;
        }
        standings.0.insert((branch, import), standing);
        Ok(())
    }

    async fn read_superseded(
        &mut self,
        standing: &mut Standing,
        branch: i64,
        (first, last): (i64, i64),
    ) -> Result<(), StoreError> {
        let mut from = first;
        while from <= last {
            // The next that stands back, so that a file of which none does is asked once.
            let next: Option<i64> =
                sqlx::query_scalar("SELECT min(row) FROM usage_superseded WHERE branch = ? AND row >= ? AND row <= ?")
                    .bind(branch)
                    .bind(from)
                    .bind(last)
                    .fetch_one(self.connection())
                    .await?;
            let Some(next) = next else { return Ok(()) };
            let rows: Vec<i64> =
                sqlx::query_scalar("SELECT row FROM usage_superseded WHERE branch = ? AND row >= ? AND row < ?")
                    .bind(branch)
                    .bind(next)
                    .bind(last.saturating_add(1).min(next + ASKED_AT_ONCE))
                    .fetch_all(self.connection())
                    .await?;
            for row in rows {
                standing
                    .superseded
                    .grow_and_insert(usize::try_from(row - first).unwrap_or_default());
            }
            from = next + ASKED_AT_ONCE;
        }
        Ok(())
    }
}

//! What imported reports state, summed by policy or plan and day, as it stands and as it was stated before.
//!
//! Sums of one kind of report never meet those of another here, and nothing is compared.

use meterdesk_billing::tenant::ImportKind;
use rust_decimal::Decimal;
use sqlx::sqlite::SqliteRow;
use sqlx::{AssertSqlSafe, Row};

use crate::import::heir;
use crate::{Snapshot, StoreError};

/// Sums of a policy's or plan's day, in micro-credits. What no row states is `None`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatedSum {
    /// Days since 1970-01-01; the first one of a period that was stated for the whole file.
    pub day: i64,
    /// The policy, plan or Azure resource, as the report names it; empty where it names none.
    pub plan: String,
    /// The plan's name, where the report has one besides its identity.
    pub plan_name: String,
    /// Credits of rows at a cost of 0.
    pub free: i64,
    /// Credits used in all.
    pub credits: Option<i64>,
    /// Credits billed.
    pub billed: Option<i64>,
    /// Credits used and not billed.
    pub not_billed: Option<i64>,
    /// Credits that prepaid capacity paid.
    pub prepaid: Option<i64>,
    /// Credits paid as they were used.
    pub pay_as_you_go: Option<i64>,
}

/// Money that a bill states of an Azure resource.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatedMoney {
    /// The resource.
    pub plan: String,
    /// Currency; empty where the bill names none.
    pub currency: String,
    /// Exact.
    pub amount: Decimal,
}

/// Which days of a kind of report are asked for: `?1` is the branch, `?2` and `?3` the first day and the one after the last, `?4` the
/// scope of a period that was stated for the whole file.
const ASKED: &str = "o.branch = ?1 AND o.day >= ?2 AND o.day < ?3 AND (?4 IS NULL OR o.scope = (SELECT id FROM word WHERE kind = 'scope' \
     AND text = ?4))";

impl Snapshot {
    /// What stands in reports of a kind, or what the ones before the newest stated of the same days. `whole` asks for files whose
    /// stated period is exactly the one asked for.
    ///
    /// # Errors
    /// When the file can't be read.
    pub async fn stated_sums(
        &mut self,
        kind: ImportKind,
        (from, until): (i64, i64),
        whole: bool,
        before: bool,
    ) -> Result<Vec<StatedSum>, StoreError> {
        let import = if before {
            heir(kind, "o.import")
        } else {
            "o.import".to_owned()
        };
        let key = kind.key();
        let sql = match kind {
            ImportKind::EnvironmentReport => format!(
                "SELECT d.day, d.plan_id, max(d.plan_name), 0, NULL, NULL, NULL, sum(d.prepaid), sum(d.pay_as_you_go) \
                 FROM partition_owner o JOIN environment_day d ON d.import = {import} AND d.environment = o.scope AND d.day = o.day \
                 WHERE o.kind = '{key}' AND d.capacity_type = 'MCSMessages' COLLATE NOCASE AND {ASKED} GROUP BY d.day, d.plan_id"
            ),
            _ => format!(
                "SELECT l.day, coalesce(l.plan, ''), '', sum(iif(ltrim(l.cost, '-') = '0', coalesce(l.credits, 0), 0)), sum(l.credits), \
                 sum(l.billed), sum(l.not_billed), sum(l.prepaid), sum(l.pay_as_you_go) \
                 FROM partition_owner o JOIN report_line l ON l.import = {import} AND l.scope = o.scope AND l.day = o.day \
                 WHERE o.kind = '{key}' AND {ASKED} GROUP BY l.day, l.plan"
            ),
        };
        let branch = self.branch.id;
        let rows = sqlx::query(AssertSqlSafe(sql))
            .bind(branch)
            .bind(from)
            .bind(until)
            .bind(whole.then(|| format!("{from}/{until}")))
            .fetch_all(self.connection())
            .await?;
        rows.iter().map(stated).collect()
    }

    /// Money that stands in bills of a kind, by resource and currency.
    ///
    /// # Errors
    /// When the file can't be read.
    pub async fn stated_money(
        &mut self,
        kind: ImportKind,
        (from, until): (i64, i64),
    ) -> Result<Vec<StatedMoney>, StoreError> {
        let sql = format!(
            "SELECT coalesce(l.plan, ''), coalesce(l.currency, ''), l.cost, count(*) FROM partition_owner o \
             JOIN report_line l ON l.import = o.import AND l.scope = o.scope AND l.day = o.day \
             WHERE o.kind = '{}' AND l.cost IS NOT NULL AND {ASKED} GROUP BY l.plan, l.currency, l.cost",
            kind.key()
        );
        let branch = self.branch.id;
        let rows = sqlx::query(AssertSqlSafe(sql))
            .bind(branch)
            .bind(from)
            .bind(until)
            .bind(None::<String>)
            .fetch_all(self.connection())
            .await?;
        rows.iter()
            .map(|row| {
                let damaged = || StoreError::Damaged("a report's cost can't be read".to_owned());
                let cost: Decimal = row.try_get::<&str, _>(2)?.parse().map_err(|_| damaged())?;
                let amount = cost.checked_mul(Decimal::from(row.try_get::<i64, _>(3)?));
                Ok(StatedMoney {
                    plan: row.try_get(0)?,
                    currency: row.try_get(1)?,
                    amount: amount.ok_or_else(damaged)?,
                })
            })
            .collect()
    }
}

fn stated(row: &SqliteRow) -> Result<StatedSum, StoreError> {
    Ok(StatedSum {
        day: row.try_get(0)?,
        plan: row.try_get(1)?,
        plan_name: row.try_get(2)?,
        free: row.try_get(3)?,
        credits: row.try_get(4)?,
        billed: row.try_get(5)?,
        not_billed: row.try_get(6)?,
        prepaid: row.try_get(7)?,
        pay_as_you_go: row.try_get(8)?,
    })
}

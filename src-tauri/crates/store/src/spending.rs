//! What published runs say of each policy's spending, and the people behind a settled row.

use meterdesk_billing::ids::{PersonId, PolicyId};
use meterdesk_billing::settlement::Payer;
use meterdesk_billing::units::Credits;
use meterdesk_billing::usage::{PersonIndex, Service};
use sqlx::Row;

use crate::dictionary::service_of;
use crate::{Snapshot, StoreError};

/// What a payer paid for a service on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaidRow {
    /// Days since 1970-01-01.
    pub day: i64,
    /// Who paid.
    pub payer: Payer,
    /// Service.
    pub service: Service,
    /// Credits.
    pub credits: Credits,
}

impl Snapshot {
    /// What each policy's subscription was charged for by the published actual runs, by the first second of the month, for months from one on.
    ///
    /// # Errors
    /// When the file can't be read.
    pub async fn paid_by_month(&mut self, from: i64) -> Result<Vec<(PolicyId, i64, Credits)>, StoreError> {
        let branch = self.branch.id;
        let rows = sqlx::query(
            "SELECT detail, month, sum(credits) FROM shown_rollup \
             WHERE branch = ?1 AND timeline = 'actual' AND month >= ?2 AND outcome = 'paid' GROUP BY detail, month",
        )
        .bind(branch)
        .bind(from)
        .fetch_all(self.connection())
        .await?;
        let mut paid = Vec::with_capacity(rows.len());
        for row in &rows {
            let payer = Payer::from_stored(row.try_get(0)?)
                .ok_or_else(|| StoreError::Damaged("a run's outcome can't be read".to_owned()))?;
            if let Some(policy) = payer.charged_policy() {
                paid.push((policy, row.try_get(1)?, Credits(row.try_get(2)?)));
            }
        }
        Ok(paid)
    }

    /// What the published actual runs say was paid, for days since 1970-01-01 in `[from, until)`: day, payer, service, credits.
    ///
    /// # Errors
    /// When the file can't be read.
    pub async fn paid_by_day(&mut self, from: i64, until: i64) -> Result<Vec<PaidRow>, StoreError> {
        let branch = self.branch.id;
        let rows = sqlx::query(
            "SELECT day, detail, service, sum(credits) FROM shown_rollup \
             WHERE branch = ?1 AND timeline = 'actual' AND day >= ?2 AND day < ?3 AND outcome = 'paid' \
             GROUP BY day, detail, service ORDER BY day, detail, service",
        )
        .bind(branch)
        .bind(from)
        .bind(until)
        .fetch_all(self.connection())
        .await?;
        let damaged = || StoreError::Damaged("a run's outcome can't be read".to_owned());
        rows.iter()
            .map(|row| {
                Ok(PaidRow {
                    day: row.try_get(0)?,
                    payer: Payer::from_stored(row.try_get(1)?).ok_or_else(damaged)?,
                    service: service_of(row.try_get(2)?)?,
                    credits: Credits(row.try_get(3)?),
                })
            })
            .collect()
    }

    /// Identity and name of the person with that index.
    ///
    /// # Errors
    /// When the file can't be read.
    pub async fn person_named(&mut self, index: PersonIndex) -> Result<(PersonId, String), StoreError> {
        let row = sqlx::query("SELECT object, display_name FROM person WHERE id = ?")
            .bind(i64::from(index))
            .fetch_one(self.connection())
            .await?;
        let object: String = row.try_get(0)?;
        let id = object
            .parse()
            .map_err(|_| StoreError::Damaged(format!("\"{object}\" is no identity")))?;
        Ok((PersonId(id), row.try_get(1)?))
    }
}

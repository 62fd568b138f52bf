//! The lease that keeps long works apart: at most one import or settlement of a workbook at a time.
//!
//! A lease runs out by the computer's clock unless it is renewed, and at once when its process on this machine is gone.
//! Acts need no lease.

use std::time::{SystemTime, UNIX_EPOCH};

use sqlx::{Connection, Row, SqliteConnection};
use uuid::Uuid;

use crate::{Snapshot, StoreError, Workbook};

const LIFETIME_SECONDS: i64 = 30;

/// The right to do a long work. Dropped without [`Lease::release`], it runs out.
#[derive(Debug)]
pub struct Lease {
    holder: String,
}

fn now() -> i64 {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |passed| i64::try_from(passed.as_secs()).unwrap_or(i64::MAX))
}

/// When the process started, in the kernel's ticks; with its number it names one process of this boot.
fn started(process: &str) -> Option<String> {
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    // The name in parentheses may hold spaces; the start is the 20th field after it.
    stat.rsplit_once(')')?.1.split_whitespace().nth(19).map(str::to_owned)
}

fn machine() -> String {
    std::fs::read_to_string("/proc/sys/kernel/random/boot_id")
        .map(|id| id.trim().to_owned())
        .unwrap_or_default()
}

fn new_holder() -> String {
    let process = std::process::id().to_string();
    let start = started(&process).unwrap_or_default();
    format!("{}|{process}|{start}|{}", machine(), Uuid::new_v4())
}

/// Whether the holder is certainly gone: a process of this boot that no longer runs.
fn gone(holder: &str) -> bool {
    let mut parts = holder.split('|');
    let mut part = || parts.next().unwrap_or_default();
    let (on, process, start) = (part(), part(), part());
    !on.is_empty() && on == machine() && started(process).as_deref() != Some(start)
}

async fn holder_of(connection: &mut SqliteConnection) -> Result<Option<(String, String)>, StoreError> {
    let row = sqlx::query("SELECT holder, purpose, expires FROM lease WHERE id = 1")
        .fetch_optional(connection)
        .await?;
    let Some(row) = row else { return Ok(None) };
    let (holder, purpose, expires): (String, String, i64) = (row.try_get(0)?, row.try_get(1)?, row.try_get(2)?);
    Ok((expires > now() && !gone(&holder)).then_some((holder, purpose)))
}

/// Whether somebody is at a long work now.
pub(crate) async fn is_held(connection: &mut SqliteConnection) -> Result<bool, StoreError> {
    Ok(holder_of(connection).await?.is_some())
}

impl Snapshot {
    /// The long work that is under way somewhere, as messages name it.
    ///
    /// # Errors
    /// When the file can't be read.
    pub async fn under_way(&mut self) -> Result<Option<String>, StoreError> {
        Ok(holder_of(self.connection()).await?.map(|(_, purpose)| purpose))
    }
}

impl Workbook {
    /// Takes the lease for a work that messages name by `purpose`.
    ///
    /// # Errors
    /// When somebody else holds it, or the file can't be written.
    pub async fn take_lease(&self, purpose: &str) -> Result<Lease, StoreError> {
        let mut transaction = self.writer()?.begin_with("BEGIN IMMEDIATE").await?;
        if let Some((_, purpose)) = holder_of(&mut transaction).await? {
            return Err(StoreError::Busy { purpose });
        }
        let holder = new_holder();
        sqlx::query("INSERT OR REPLACE INTO lease (id, holder, purpose, expires) VALUES (1, ?, ?, ?)")
            .bind(&holder)
            .bind(purpose)
            .bind(now() + LIFETIME_SECONDS)
            .execute(&mut *transaction)
            .await?;
        transaction.commit().await?;
        Ok(Lease { holder })
    }
}

impl Lease {
    /// Renews the lease inside a transaction of the work.
    pub(crate) async fn renew(&self, connection: &mut SqliteConnection) -> Result<(), StoreError> {
        let renewed = sqlx::query("UPDATE lease SET expires = ? WHERE id = 1 AND holder = ?")
            .bind(now() + LIFETIME_SECONDS)
            .bind(&self.holder)
            .execute(connection)
            .await?;
        if renewed.rows_affected() == 1 {
            Ok(())
        } else {
            Err(StoreError::LeaseLost)
        }
    }

    /// Gives the lease back.
    ///
    /// # Errors
    /// When the file can't be written; the lease runs out then.
    pub async fn release(self, workbook: &Workbook) -> Result<(), StoreError> {
        let mut connection = workbook.writer()?.acquire().await?;
        let mut transaction = connection.begin_with("BEGIN IMMEDIATE").await?;
        sqlx::query("DELETE FROM lease WHERE id = 1 AND holder = ?")
            .bind(self.holder)
            .execute(&mut *transaction)
            .await?;
        transaction.commit().await?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_second_work_is_told_what_is_under_way() {
        let folder = tempfile::tempdir().expect("folder");
        let workbook = Workbook::create(&folder.path().join("w.meterdesk"))
            .await
            .expect("made");
        let lease = workbook.take_lease("An import").await.expect("free");
        let refused = workbook.take_lease("An import").await;
        assert!(matches!(refused, Err(StoreError::Busy { purpose }) if purpose == "An import"));
        lease.release(&workbook).await.expect("released");
        workbook.take_lease("An import").await.expect("free again");
    }

    #[test]
    fn a_process_that_runs_no_more_holds_nothing() {
        let mine = new_holder();
        assert!(!gone(&mine));
        let process = format!("|{}|", std::process::id());
        assert!(gone(&mine.replace(&process, "|4194305|")), "no process has this number");
        assert!(!gone("another-machine|1|1|x"), "of another machine nothing is known");
    }
}

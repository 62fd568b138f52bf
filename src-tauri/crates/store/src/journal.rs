//! The journal: entries, the chain of hashes over them, and folding them into the tenant.
//!
//! A branch's journal begins with its ancestors' entries up to the fork, and the chain goes on across it. Nothing here
//! decides or refuses.

use chrono::DateTime;
use futures_util::TryStreamExt;
use meterdesk_billing::hex;
use meterdesk_billing::ids::PersonId;
use meterdesk_billing::tenant::{Event, Tenant};
use meterdesk_billing::time::Instant;
use serde::Serialize;
use serde_json::Value;
use sha2::{Digest, Sha256};
use sqlx::{Row, SqliteConnection};

use crate::StoreError;

/// An entry of the journal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Entry {
    /// Its place, from 1.
    pub seq: u64,
    /// Simulated time of the act.
    pub at: Instant,
    /// Who acted.
    pub actor: String,
    /// The client's id of the command, where it gave one.
    pub command_id: Option<String>,
    /// Kind of the event.
    pub kind: String,
    /// Version of the event's form.
    pub version: u32,
    /// The event.
    pub body: Value,
    /// Hash over this entry and, through the one before, over all before it.
    pub hash: String,
}

/// The end of the journal.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Head {
    /// Entries so far.
    pub seq: u64,
    /// Hash of the last; empty in an empty journal.
    pub hash: String,
}

/// A branch's journal folded up to a head.
#[derive(Debug, Clone, Default)]
pub(crate) struct Folded {
    pub(crate) tenant: Tenant,
    pub(crate) head: Head,
}

/// The hash of an entry. The client's command id is no part of it: the same script gives the same hash from anywhere.
fn entry_hash(previous: &str, seq: u64, at: Instant, actor: &str, kind: &str, version: u32, body: &str) -> String {
    let mut hash = Sha256::new();
    for part in [
        previous,
        &seq.to_string(),
        &at.timestamp().to_string(),
        actor,
        kind,
        &version.to_string(),
        body,
    ] {
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part.as_bytes());
    }
    hex(&hash.finalize())
}

struct Stored {
    seq: i64,
    at: i64,
    actor: String,
    command_id: Option<String>,
    kind: String,
    version: i64,
    body: String,
    prev_hash: String,
    hash: String,
}

impl Stored {
    fn read(row: &sqlx::sqlite::SqliteRow) -> Result<Self, sqlx::Error> {
        Ok(Self {
            seq: row.try_get(0)?,
            at: row.try_get(1)?,
            actor: row.try_get(2)?,
            command_id: row.try_get(3)?,
            kind: row.try_get(4)?,
            version: row.try_get(5)?,
            body: row.try_get(6)?,
            prev_hash: row.try_get(7)?,
            hash: row.try_get(8)?,
        })
    }

    fn damaged(&self) -> StoreError {
        StoreError::Damaged(format!(
            "entry {} of the journal does not follow from the one before",
            self.seq
        ))
    }

    /// Checks that the entry follows the head, and reads it.
    fn follow(self, head: &Head) -> Result<Entry, StoreError> {
        let seq = u64::try_from(self.seq).map_err(|_| self.damaged())?;
        let version = u32::try_from(self.version).map_err(|_| self.damaged())?;
        let at = DateTime::from_timestamp(self.at, 0).ok_or_else(|| self.damaged())?;
        let hash = entry_hash(&head.hash, seq, at, &self.actor, &self.kind, version, &self.body);
        if seq != head.seq + 1 || self.prev_hash != head.hash || self.hash != hash {
            return Err(self.damaged());
        }
        let body = serde_json::from_str(&self.body).map_err(|_| self.damaged())?;
        Ok(Entry {
            seq,
            at,
            actor: self.actor,
            command_id: self.command_id,
            kind: self.kind,
            version,
            body,
            hash,
        })
    }
}

const AFTER: &str = "SELECT j.seq, j.at, j.actor, j.command_id, j.kind, j.version, j.body, j.prev_hash, j.hash \
                     FROM lineage l JOIN journal j ON j.branch = l.source AND j.seq <= l.until_seq \
                     WHERE l.branch = ?1 AND j.seq > ?2 AND j.seq <= ?3 ORDER BY j.seq";

/// Folds the branch's entries after `folded.head`, up to the place `until`, into it.
async fn fold_until(
    connection: &mut SqliteConnection,
    branch: i64,
    mut folded: Folded,
    until: i64,
) -> Result<Folded, StoreError> {
    let mut rows = sqlx::query(AFTER)
        .bind(branch)
        .bind(folded.head.seq.cast_signed())
        .bind(until)
        .fetch(connection);
    while let Some(row) = rows.try_next().await? {
        let entry = Stored::read(&row)?.follow(&folded.head)?;
        apply(&mut folded, entry)?;
    }
    Ok(folded)
}

/// Folds the branch's entries after `folded.head` into it.
pub(crate) async fn fold(connection: &mut SqliteConnection, branch: i64, folded: Folded) -> Result<Folded, StoreError> {
    fold_until(connection, branch, folded, i64::MAX).await
}

/// The state as it was after the branch's entry at `seq`.
pub(crate) async fn fold_to(connection: &mut SqliteConnection, branch: i64, seq: u64) -> Result<Folded, StoreError> {
    fold_until(connection, branch, Folded::default(), seq.cast_signed()).await
}

/// Folds what this program knows, up to the first entry that it doesn't.
pub(crate) async fn fold_known(connection: &mut SqliteConnection, branch: i64) -> Result<Folded, StoreError> {
    let mut folded = Folded::default();
    let mut rows = sqlx::query(AFTER)
        .bind(branch)
        .bind(0_i64)
        .bind(i64::MAX)
        .fetch(connection);
    while let Some(row) = rows.try_next().await? {
        let entry = Stored::read(&row)?.follow(&folded.head)?;
        match apply(&mut folded, entry) {
            Err(StoreError::Event(_)) => break,
            other => other?,
        }
    }
    Ok(folded)
}

fn apply(folded: &mut Folded, entry: Entry) -> Result<(), StoreError> {
    let actor = entry
        .actor
        .parse()
        .map_err(|_| StoreError::Damaged(format!("entry {} names no actor", entry.seq)))?;
    let event = Event::from_stored(&entry.kind, entry.version, entry.body)?;
    folded.tenant.apply(entry.at, PersonId(actor), &event);
    folded.head = Head {
        seq: entry.seq,
        hash: entry.hash,
    };
    Ok(())
}

/// An entry made but not yet written.
#[derive(Debug)]
pub(crate) struct NewEntry {
    seq: u64,
    at: Instant,
    actor: PersonId,
    kind: String,
    version: u32,
    body: String,
    prev_hash: String,
    hash: String,
}

/// Makes the next entry and folds it.
pub(crate) fn append(folded: &mut Folded, at: Instant, actor: PersonId, event: &Event) -> NewEntry {
    let (kind, version, body) = event.to_stored();
    let body = body.to_string();
    let seq = folded.head.seq + 1;
    let prev_hash = std::mem::take(&mut folded.head.hash);
    let hash = entry_hash(&prev_hash, seq, at, &actor.to_string(), &kind, version, &body);
    folded.tenant.apply(at, actor, event);
    folded.head = Head {
        seq,
        hash: hash.clone(),
    };
    NewEntry {
        seq,
        at,
        actor,
        kind,
        version,
        body,
        prev_hash,
        hash,
    }
}

pub(crate) async fn write(
    connection: &mut SqliteConnection,
    branch: i64,
    entry: &NewEntry,
    command_id: Option<&str>,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO journal (branch, seq, at, actor, command_id, kind, version, body, prev_hash, hash) \
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )
    .bind(branch)
    .bind(entry.seq.cast_signed())
    .bind(entry.at.timestamp())
    .bind(entry.actor.to_string())
    .bind(command_id)
    .bind(&entry.kind)
    .bind(i64::from(entry.version))
    .bind(&entry.body)
    .bind(&entry.prev_hash)
    .bind(&entry.hash)
    .execute(connection)
    .await?;
    Ok(())
}

/// Every entry of a branch, oldest first, its place in the chain checked.
pub(crate) async fn entries(connection: &mut SqliteConnection, branch: i64) -> Result<Vec<Entry>, StoreError> {
    let mut head = Head::default();
    let mut entries = Vec::new();
    let mut rows = sqlx::query(AFTER)
        .bind(branch)
        .bind(0_i64)
        .bind(i64::MAX)
        .fetch(connection);
    while let Some(row) = rows.try_next().await? {
        let entry = Stored::read(&row)?.follow(&head)?;
        head = Head {
            seq: entry.seq,
            hash: entry.hash.clone(),
        };
        entries.push(entry);
    }
    Ok(entries)
}

//! Branches: lines of the journal that share its beginning.
//!
//! What is done on one is seen on no other, unless that one forked off later. Which names are allowed is not decided here.

use std::sync::Arc;

use meterdesk_billing::ids::PersonId;
use meterdesk_billing::tenant::{Event, ImportFacts, Tenant};
use sqlx::{Row, SqliteConnection};

use crate::{Act, Snapshot, StoreError, closing, groups, import, journal, licences};

/// The branch that every workbook begins with.
pub(crate) const MAIN: &str = "main";

/// A branch of the workbook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Branch {
    pub(crate) id: i64,
    pub(crate) name: String,
    /// From which identities are made. Unlike the name it never changes.
    pub(crate) path: String,
}

impl Branch {
    /// Its name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Whether it is the branch that the workbook began with.
    #[must_use]
    pub fn is_main(&self) -> bool {
        self.path == MAIN
    }
}

/// A branch as listed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BranchRecord {
    /// Its name.
    pub name: String,
    /// Name of the branch that it forked off; `None` for the first.
    pub parent: Option<String>,
    /// Place of the last entry that both share.
    pub fork_seq: Option<u64>,
    /// Entries of its own.
    pub own_entries: u64,
}

/// The branch of that name.
pub(crate) async fn resolve(connection: &mut SqliteConnection, name: &str) -> Result<Branch, StoreError> {
    let row = sqlx::query("SELECT id, name, path FROM branch WHERE name = ? COLLATE NOCASE")
        .bind(name)
        .fetch_optional(connection)
        .await?;
    let row = row.ok_or_else(|| StoreError::NoBranch(name.to_owned()))?;
    Ok(Branch {
        id: row.try_get(0)?,
        name: row.try_get(1)?,
        path: row.try_get(2)?,
    })
}

/// Every branch's place in the file.
pub(crate) async fn every(connection: &mut SqliteConnection) -> Result<Vec<i64>, StoreError> {
    Ok(sqlx::query_scalar("SELECT id FROM branch ORDER BY id")
        .fetch_all(connection)
        .await?)
}

impl Snapshot {
    /// Looks at another branch, in the same consistent view of the file.
    ///
    /// # Errors
    /// When there is no such branch, or the file can't be read.
    pub async fn turn_to(&mut self, name: &str) -> Result<(), StoreError> {
        let workbook = self.workbook.clone();
        let branch = resolve(self.connection(), name).await?;
        self.folded = workbook.state_at(self.connection(), branch.id).await?;
        self.branch = branch;
        Ok(())
    }

    /// Every branch, oldest first.
    ///
    /// # Errors
    /// When the file can't be read.
    pub async fn branches(&mut self) -> Result<Vec<BranchRecord>, StoreError> {
        let rows = sqlx::query(
            "SELECT b.name, p.name, b.fork_seq, (SELECT count(*) FROM journal j WHERE j.branch = b.id) \
             FROM branch b LEFT JOIN branch p ON p.id = b.parent ORDER BY b.id",
        )
        .fetch_all(self.connection())
        .await?;
        rows.iter()
            .map(|row| {
                Ok(BranchRecord {
                    name: row.try_get(0)?,
                    parent: row.try_get(1)?,
                    fork_seq: row.try_get::<Option<i64>, _>(2)?.map(i64::cast_unsigned),
                    own_entries: row.try_get::<i64, _>(3)?.cast_unsigned(),
                })
            })
            .collect()
    }

    /// The tenant's set-up as it was after the entry at `seq` of this branch's journal; that of now where it is shorter.
    ///
    /// # Errors
    /// When the file can't be read.
    pub async fn tenant_at(&mut self, seq: u64) -> Result<Tenant, StoreError> {
        let branch = self.branch.id;
        Ok(journal::fold_to(self.connection(), branch, seq).await?.tenant)
    }

    /// Place of the last entry that this branch and the other share.
    ///
    /// # Errors
    /// When the file can't be read.
    pub async fn shared_entries(&mut self, other: &Branch) -> Result<u64, StoreError> {
        let branch = self.branch.id;
        let shared: i64 = sqlx::query_scalar(
            "SELECT coalesce(max(min(a.until_seq, b.until_seq)), 0) FROM lineage a JOIN lineage b ON b.source = a.source \
             WHERE a.branch = ? AND b.branch = ?",
        )
        .bind(branch)
        .bind(other.id)
        .fetch_one(self.connection())
        .await?;
        Ok(shared.cast_unsigned().min(self.head().seq))
    }
}

impl Act {
    /// Makes a branch that begins as this one was after its entry at `seq`. The act goes on there, with the imports of
    /// `bring` published as its first entries; in a preview nothing is written.
    ///
    /// # Errors
    /// When the journal has no such entry, or the file can't be written.
    pub async fn fork(
        &mut self,
        name: &str,
        seq: u64,
        (actor, bring): (PersonId, &[ImportFacts]),
    ) -> Result<BranchRecord, StoreError> {
        let (from, preview) = (self.branch.id, self.is_preview());
        let connection = self.snapshot.connection();
        let folded = journal::fold_to(connection, from, seq).await?;
        if seq == 0 || folded.head.seq != seq {
            return Err(StoreError::Damaged(format!("the journal has no entry {seq}")));
        }
        let parent = owner(connection, from, seq).await?;
        let number = next_sibling(connection, &parent, seq).await?;
        let mut branch = Branch {
            id: 0,
            name: name.to_owned(),
            path: format!("{}/{seq}.{number}", parent.path),
        };
        if !preview {
            branch.id = sqlx::query_scalar("UPDATE last_branch SET number = number + 1 RETURNING number")
                .fetch_one(&mut *connection)
                .await?;
            sqlx::query("INSERT INTO branch (id, parent, fork_seq, name, path) VALUES (?, ?, ?, ?, ?)")
                .bind(branch.id)
                .bind(parent.id)
                .bind(seq.cast_signed())
                .bind(&branch.name)
                .bind(&branch.path)
                .execute(&mut *connection)
                .await?;
            import::inherit(connection, (from, branch.id), &folded.tenant).await?;
            groups::inherit(connection, (from, branch.id), seq).await?;
            licences::inherit(connection, (from, branch.id), seq).await?;
            closing::inherit(connection, (from, branch.id), &folded.tenant).await?;
        }
        let made = branch.id;
        self.snapshot.branch = branch;
        self.snapshot.folded = Arc::new(folded);
        for facts in bring {
            let at = self.tenant().now;
            self.append(at, actor, &[Event::ImportPublished(facts.clone())]);
            let seq = self.head().seq;
            if !preview {
                import::bring(self.connection(), made, &facts.import.to_string(), seq).await?;
            }
        }
        if !preview {
            import::stand(self.connection(), (from, made)).await?;
        }
        Ok(BranchRecord {
            name: name.to_owned(),
            parent: Some(parent.name),
            fork_seq: Some(seq),
            own_entries: bring.len() as u64,
        })
    }

    /// Gives a branch another name. A preview writes nothing.
    ///
    /// # Errors
    /// When there is no such branch, or the file can't be written.
    pub async fn rename_branch(&mut self, branch: &str, name: &str) -> Result<(), StoreError> {
        let preview = self.is_preview();
        let branch = resolve(self.connection(), branch).await?;
        if !preview {
            sqlx::query("UPDATE branch SET name = ? WHERE id = ?")
                .bind(name)
                .bind(branch.id)
                .execute(self.connection())
                .await?;
        }
        Ok(())
    }
}

/// The number of the next branch that forks off a branch after an entry. One more than any that is there: identities are made
/// from it.
async fn next_sibling(connection: &mut SqliteConnection, parent: &Branch, seq: u64) -> Result<u32, StoreError> {
    let paths: Vec<String> = sqlx::query_scalar("SELECT path FROM branch WHERE parent = ? AND fork_seq = ?")
        .bind(parent.id)
        .bind(seq.cast_signed())
        .fetch_all(connection)
        .await?;
    let numbers = paths
        .iter()
        .filter_map(|path| path.rsplit('.').next()?.parse::<u32>().ok());
    Ok(numbers.max().unwrap_or(0) + 1)
}

/// The branch whose own entry the one at `seq` of a branch's journal is. A new branch hangs on it, so that every line of
/// descent is as short as it can be.
async fn owner(connection: &mut SqliteConnection, branch: i64, seq: u64) -> Result<Branch, StoreError> {
    let row = sqlx::query(
        "SELECT b.id, b.name, b.path FROM lineage l JOIN branch b ON b.id = l.source \
         WHERE l.branch = ? AND l.until_seq >= ? ORDER BY l.until_seq LIMIT 1",
    )
    .bind(branch)
    .bind(seq.cast_signed())
    .fetch_one(connection)
    .await?;
    Ok(Branch {
        id: row.try_get(0)?,
        name: row.try_get(1)?,
        path: row.try_get(2)?,
    })
}

//! Reading one consistent state, and acting on one.
//!
//! An act is a transaction that holds the file's write lock from its first look at the state until its entries are
//! written, so that no decision rests on a stale state. A preview is the same without the lock and without the writing.

use std::ops::{Deref, DerefMut};
use std::sync::Arc;

use meterdesk_billing::ids::{IdSource, PersonId};
use meterdesk_billing::tenant::{Event, Tenant};
use meterdesk_billing::time::Instant;
use sqlx::{Row, Sqlite, SqliteConnection, Transaction};

use crate::branch::{Branch, resolve};
use crate::journal::{self, Entry, Folded, Head, NewEntry};
use crate::{StoreError, Workbook};

/// One consistent view of the workbook, on one branch at a time.
#[derive(Debug)]
pub struct Snapshot {
    pub(crate) workbook: Workbook,
    pub(crate) transaction: Transaction<'static, Sqlite>,
    pub(crate) branch: Branch,
    pub(crate) folded: Arc<Folded>,
    /// Whether an act is under way, or its preview: what it finds is of no journal yet, and never kept in memory.
    pub(crate) acting: bool,
}

impl Snapshot {
    /// The tenant's set-up.
    #[must_use]
    pub fn tenant(&self) -> &Tenant {
        self.folded.tenant()
    }

    /// The end of the journal.
    #[must_use]
    pub fn head(&self) -> &Head {
        &self.folded.head
    }

    /// The branch that is looked at.
    #[must_use]
    pub fn branch(&self) -> &Branch {
        &self.branch
    }

    /// Every entry of the branch's journal, oldest first.
    ///
    /// # Errors
    /// When the journal can't be read or is damaged.
    pub async fn journal(&mut self) -> Result<Vec<Entry>, StoreError> {
        let branch = self.branch.id;
        journal::entries(self.connection(), branch).await
    }

    pub(crate) fn connection(&mut self) -> &mut SqliteConnection {
        &mut self.transaction
    }
}

/// An act under way. Dropped without [`Act::commit`], it leaves no trace.
#[derive(Debug)]
pub struct Act {
    pub(crate) snapshot: Snapshot,
    entries: Vec<NewEntry>,
    preview: bool,
    /// The branch that was acted on: where a retry looks for the answer, also of an act that made another branch.
    asked_on: i64,
}

impl Deref for Act {
    type Target = Snapshot;
    fn deref(&self) -> &Snapshot {
        &self.snapshot
    }
}

impl DerefMut for Act {
    fn deref_mut(&mut self) -> &mut Snapshot {
        &mut self.snapshot
    }
}

/// The first answer to a command id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FirstAnswer {
    /// Name of the command.
    pub command: String,
    /// Its request, as canonical text.
    pub request: String,
    /// The answer, as text.
    pub answer: String,
}

impl Workbook {
    /// Looks at one consistent state of the branch that this handle works on.
    ///
    /// # Errors
    /// When there is no such branch, or the file can't be read.
    pub async fn read(&self) -> Result<Snapshot, StoreError> {
        self.look(self.readers().begin().await?).await
    }

    async fn look(&self, mut transaction: Transaction<'static, Sqlite>) -> Result<Snapshot, StoreError> {
        let branch = resolve(&mut transaction, self.branch()).await?;
        let folded = self.state_at(&mut transaction, branch.id).await?;
        Ok(Snapshot {
            workbook: self.clone(),
            transaction,
            branch,
            folded,
            acting: false,
        })
    }

    /// Begins an act, or the preview of one.
    ///
    /// # Errors
    /// When there is no such branch, the file can't be read, or it can't be written and it is no preview.
    pub async fn act(&self, preview: bool) -> Result<Act, StoreError> {
        let mut snapshot = if preview {
            self.read().await?
        } else {
            self.look(self.writer()?.begin_with("BEGIN IMMEDIATE").await?).await?
        };
        snapshot.acting = true;
        Ok(Act {
            asked_on: snapshot.branch.id,
            snapshot,
            entries: Vec::new(),
            preview,
        })
    }
}

impl Act {
    /// Whether nothing will be written.
    #[must_use]
    pub fn is_preview(&self) -> bool {
        self.preview
    }

    /// Identities for what the act creates.
    #[must_use]
    pub fn ids(&self) -> IdSource {
        IdSource::new(self.tenant().seed, &self.branch.path, self.head().seq + 1)
    }

    /// Adds events to the journal, in order. Afterwards [`Snapshot::tenant`] is the state with them.
    pub fn append(&mut self, at: Instant, actor: PersonId, events: &[Event]) {
        let folded = Arc::make_mut(&mut self.snapshot.folded);
        self.entries
            .extend(events.iter().map(|event| journal::append(folded, at, actor, event)));
    }

    /// The answer that was given to this command id before.
    ///
    /// # Errors
    /// When the file can't be read.
    pub async fn first_answer(&mut self, command_id: &str) -> Result<Option<FirstAnswer>, StoreError> {
        let asked_on = self.asked_on;
        let row = sqlx::query("SELECT command, request, answer FROM answer WHERE branch = ? AND command_id = ?")
            .bind(asked_on)
            .bind(command_id)
            .fetch_optional(self.connection())
            .await?;
        row.map(|row| {
            Ok(FirstAnswer {
                command: row.try_get(0)?,
                request: row.try_get(1)?,
                answer: row.try_get(2)?,
            })
        })
        .transpose()
    }

    /// Writes the entries and, for a command id, the answer. A preview writes nothing and just ends.
    ///
    /// # Errors
    /// When the file can't be written; then nothing was.
    pub async fn commit(mut self, answer: Option<(&str, FirstAnswer)>) -> Result<(), StoreError> {
        if self.preview {
            return Ok(());
        }
        let branch = self.branch.id;
        let command_id = answer.as_ref().map(|(command_id, _)| *command_id);
        for entry in &self.entries {
            journal::write(&mut self.snapshot.transaction, branch, entry, command_id).await?;
        }
        if let Some((command_id, first)) = &answer {
            sqlx::query("INSERT INTO answer (branch, command_id, command, request, answer) VALUES (?, ?, ?, ?, ?)")
                .bind(self.asked_on)
                .bind(*command_id)
                .bind(&first.command)
                .bind(&first.request)
                .bind(&first.answer)
                .execute(self.snapshot.connection())
                .await?;
        }
        self.snapshot.transaction.commit().await?;
        Ok(())
    }
}

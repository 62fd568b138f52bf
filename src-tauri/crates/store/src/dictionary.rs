//! Names that usage rows carry, interned, and bulk statements.

use std::collections::HashMap;

use foldhash::fast::FixedState;
use meterdesk_billing::usage::Service;
use sqlx::{Row, SqliteConnection};

use crate::StoreError;

/// What a name is a name of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum WordKind {
    Agent,
    Environment,
    Feature,
    Channel,
    Harness,
    /// What a report's rows are parted by, beside their day.
    Scope,
}

impl WordKind {
    pub(crate) const fn key(self) -> &'static str {
        match self {
            Self::Agent => "agent",
            Self::Environment => "environment",
            Self::Feature => "feature",
            Self::Channel => "channel",
            Self::Harness => "harness",
            Self::Scope => "scope",
        }
    }
}

/// Names met so far in one piece of work. The integers are private to the file and order nothing.
#[derive(Debug, Default)]
pub(crate) struct Words {
    known: [HashMap<String, i64, FixedState>; 6],
}

impl Words {
    /// The name's integer, if it was met before.
    pub(crate) fn known(&self, kind: WordKind, text: &str) -> Option<i64> {
        self.known[kind as usize].get(text).copied()
    }

    /// All names of a kind met so far.
    pub(crate) fn texts(&self, kind: WordKind) -> impl Iterator<Item = (&str, i64)> {
        self.known[kind as usize].iter().map(|(text, id)| (text.as_str(), *id))
    }

    /// The name's integer, made on first sight.
    pub(crate) async fn intern(
        &mut self,
        connection: &mut SqliteConnection,
        kind: WordKind,
        text: &str,
    ) -> Result<i64, StoreError> {
        if let Some(id) = self.known(kind, text) {
            return Ok(id);
        }
        sqlx::query("INSERT INTO word (kind, text) VALUES (?, ?) ON CONFLICT DO NOTHING")
            .bind(kind.key())
            .bind(text)
            .execute(&mut *connection)
            .await?;
        let id: i64 = sqlx::query_scalar("SELECT id FROM word WHERE kind = ? AND text = ?")
            .bind(kind.key())
            .bind(text)
            .fetch_one(connection)
            .await?;
        self.known[kind as usize].insert(text.to_owned(), id);
        Ok(id)
    }
}

/// All names of a kind by their integer.
pub(crate) async fn words_of(
    connection: &mut SqliteConnection,
    kind: WordKind,
) -> Result<HashMap<i64, String>, StoreError> {
    let rows = sqlx::query("SELECT id, text FROM word WHERE kind = ?")
        .bind(kind.key())
        .fetch_all(connection)
        .await?;
    rows.iter().map(|row| Ok((row.try_get(0)?, row.try_get(1)?))).collect()
}

/// The integer that stands for a service in the file. Never reordered.
pub(crate) const fn service_number(service: Service) -> i64 {
    match service {
        Service::CopilotChat => 0,
        Service::SharePointAgents => 1,
        Service::RetrievalApi => 2,
        Service::CopilotStudio => 3,
    }
}

/// The inverse of [`service_number`].
pub(crate) fn service_of(number: i64) -> Result<Service, StoreError> {
    Service::ALL
        .into_iter()
        .find(|service| service_number(*service) == number)
        .ok_or_else(|| StoreError::Damaged(format!("there is no service {number}")))
}

/// Rows per statement: SQLite takes up to 32,766 parameters, and larger statements gain nothing.
pub(crate) const ROWS_PER_STATEMENT: usize = 1_000;

/// `head VALUES (?, …), …` for that many rows of that many columns.
pub(crate) fn values(head: &str, columns: usize, rows: usize) -> String {
    let row = format!("({})", vec!["?"; columns].join(","));
    format!("{head} VALUES {}", vec![row; rows].join(","))
}

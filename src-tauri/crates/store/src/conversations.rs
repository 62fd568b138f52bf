//! Logged conversations that stand on a branch. What they are counted as is not known here.

use futures_util::TryStreamExt;
use meterdesk_billing::sessions::{Conversation, LogChannel};
use sqlx::sqlite::SqliteRow;
use sqlx::{AssertSqlSafe, Row};

use crate::import::REPLACED;
use crate::{Snapshot, StoreError};

/// A conversation and where it comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoggedConversation {
    /// It.
    pub conversation: Conversation,
    /// Name of the imported file.
    pub file_name: String,
    /// Row of its first message there.
    pub row: u64,
}

fn standing(and: &str) -> String {
    format!(
        "SELECT c.name, c.bot, c.channel, c.turns, i.file_name, c.row FROM conversation c JOIN branch_import b ON b.branch = ?1 \
         AND b.import = c.import AND NOT b.reverted JOIN import i ON i.id = c.import WHERE NOT {REPLACED} AND {and}"
    )
}

fn logged(row: &SqliteRow) -> Result<LoggedConversation, StoreError> {
    let damaged = |what: &str| StoreError::Damaged(format!("a conversation's {what} can't be read"));
    let channel: String = row.try_get(2)?;
    Ok(LoggedConversation {
        conversation: Conversation {
            name: row.try_get(0)?,
            bot: row.try_get(1)?,
            channel: LogChannel::ALL
                .into_iter()
                .find(|known| known.key() == channel)
                .ok_or_else(|| damaged("channel"))?,
            turns: serde_json::from_str(row.try_get(3)?).map_err(|_| damaged("messages"))?,
        },
        file_name: row.try_get(4)?,
        row: row.try_get::<i64, _>(5)?.cast_unsigned(),
    })
}

impl Snapshot {
    /// Hands over the conversations that began in a half-open span of seconds, in order of their beginning.
    ///
    /// # Errors
    /// When the file can't be read.
    pub async fn each_conversation(
        &mut self,
        (from, until): (i64, i64),
        mut each: impl FnMut(LoggedConversation),
    ) -> Result<(), StoreError> {
        let sql = standing("c.first_at >= ?2 AND c.first_at < ?3 ORDER BY c.first_at, c.name");
        let branch = self.branch.id;
        let mut rows = sqlx::query(AssertSqlSafe(sql))
            .bind(branch)
            .bind(from)
            .bind(until)
            .fetch(self.connection());
        while let Some(row) = rows.try_next().await? {
            each(logged(&row)?);
        }
        Ok(())
    }

    /// The conversation of that name that began before a second.
    ///
    /// # Errors
    /// When the file can't be read.
    pub async fn conversation(&mut self, name: &str, until: i64) -> Result<Option<LoggedConversation>, StoreError> {
        let branch = self.branch.id;
        let row = sqlx::query(AssertSqlSafe(standing("c.name = ?2 AND c.first_at < ?3")))
            .bind(branch)
            .bind(name)
            .bind(until)
            .fetch_optional(self.connection())
            .await?;
        row.as_ref().map(logged).transpose()
    }
}

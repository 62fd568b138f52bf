//! Staging, publishing and taking back logs of conversations: of several logs that state a conversation, the newest stands.
//!
//! Counts the messages of conversations, as the file has a row for each. Sessions are not known here.

use meterdesk_billing::sessions::Conversation;
use meterdesk_billing::units::MILLIONTHS;
use sqlx::{AssertSqlSafe, Row, SqliteConnection};

use super::{PublishedCounts, Staged, Staging, Sum};
use crate::dictionary::{ROWS_PER_STATEMENT, values};
use crate::{Act, StoreError};

const COLUMNS: usize = 8;

/// A newer log `n` that counts on the branch `?1` states the conversation `c`, whose log's place is `b`.
pub(crate) const REPLACED: &str = "EXISTS (SELECT 1 FROM conversation n JOIN branch_import m ON m.branch = ?1 AND m.import = n.import \
     AND NOT m.reverted WHERE n.name = c.name AND m.seq > b.seq)";

impl Staging {
    /// Stages conversations.
    ///
    /// # Errors
    /// When the lease was lost or the file can't be written; those of this call are not staged then.
    pub async fn add_conversations(&mut self, rows: Vec<Staged<Conversation>>) -> Result<(), StoreError> {
        let pool = self.workbook.writer()?.clone();
        let mut transaction = pool.begin_with("BEGIN IMMEDIATE").await?;
        self.lease.renew(&mut transaction).await?;
        let head = "INSERT INTO conversation (import, row, name, bot, channel, first_at, messages, turns)";
        for chunk in rows.chunks(ROWS_PER_STATEMENT) {
            let mut query = sqlx::query(AssertSqlSafe(values(head, COLUMNS, chunk.len())));
            for Staged { row, record, .. } in chunk {
                let turns = serde_json::to_string(&record.turns)
                    .map_err(|_| StoreError::Damaged("a conversation can't be written".to_owned()))?;
                let messages = record.turns.len() as u64;
                let (first, last) = (record.began_at(), record.turns.last().map_or(0, |turn| turn.at));
                let span = self.report.span.get_or_insert((first / DAY, last / DAY));
                *span = (span.0.min(first / DAY), span.1.max(last / DAY));
                self.rows += messages;
                self.total += i128::from(messages) * i128::from(MILLIONTHS);
                query = query
                    .bind(self.import)
                    .bind(row.cast_signed())
                    .bind(&record.name)
                    .bind(&record.bot)
                    .bind(record.channel.key())
                    .bind(first)
                    .bind(messages.cast_signed())
                    .bind(turns);
            }
            query.execute(&mut *transaction).await?;
        }
        transaction.commit().await?;
        Ok(())
    }
}

const DAY: i64 = 86_400;

/// What a log adds, what it states again and what it replaces. It counts on the branch already.
pub(super) async fn publish_conversations(
    connection: &mut SqliteConnection,
    (branch, import): (i64, i64),
    now: i64,
    counts: &mut PublishedCounts,
) -> Result<(), StoreError> {
    let own = sqlx::query(
        "SELECT count(*), coalesce(sum(messages), 0), coalesce(sum(messages) FILTER (WHERE first_at > ?2), 0) \
         FROM conversation WHERE import = ?1",
    )
    .bind(import)
    .bind(now)
    .fetch_one(&mut *connection)
    .await?;
    let (conversations, messages): (i64, i64) = (own.try_get(0)?, own.try_get(1)?);
    counts.ahead_of_clock = own.try_get::<i64, _>(2)?.cast_unsigned();
    // What the newest other log of each of its conversations states.
    let others = sqlx::query(
        "SELECT coalesce(sum(messages) FILTER (WHERE same), 0), coalesce(sum(messages) FILTER (WHERE NOT same), 0) FROM \
         (SELECT c.messages, (c.bot, c.channel, c.turns) = (mine.bot, mine.channel, mine.turns) AS same \
         FROM conversation mine JOIN conversation c ON c.name = mine.name AND c.import <> mine.import \
         JOIN branch_import b ON b.branch = ?1 AND b.import = c.import AND NOT b.reverted \
         WHERE mine.import = ?2 AND NOT EXISTS (SELECT 1 FROM conversation n JOIN branch_import m ON m.branch = ?1 \
         AND m.import = n.import AND NOT m.reverted WHERE n.name = c.name AND n.import <> ?2 AND m.seq > b.seq)) mine",
    )
    .bind(branch)
    .bind(import)
    .fetch_one(&mut *connection)
    .await?;
    let skipped: i64 = others.try_get(0)?;
    counts.skipped = skipped.cast_unsigned();
    counts.superseded = others.try_get::<i64, _>(1)?.cast_unsigned();
    counts.added = (messages - skipped).cast_unsigned();
    counts.control_total = messages.saturating_mul(MILLIONTHS);
    counts.sums = [("Conversations", conversations), ("Messages of users", messages)]
        .map(|(label, count)| Sum {
            label: label.to_owned(),
            amount: count.saturating_mul(MILLIONTHS),
            money: None,
        })
        .to_vec();
    Ok(())
}

/// How many messages no longer count once a log is taken back, and how many of other logs count again.
pub(super) async fn taken_back(
    connection: &mut SqliteConnection,
    (branch, import): (i64, i64),
) -> Result<(u64, u64), StoreError> {
    let sql = format!(
        "SELECT coalesce(sum(c.messages), 0), coalesce(sum((SELECT o.messages FROM conversation o JOIN branch_import p \
         ON p.branch = ?1 AND p.import = o.import AND NOT p.reverted WHERE o.name = c.name AND o.import <> ?2 \
         ORDER BY p.seq DESC LIMIT 1)), 0) FROM conversation c JOIN branch_import b ON b.branch = ?1 AND b.import = c.import \
         AND NOT b.reverted WHERE c.import = ?2 AND NOT {REPLACED}"
    );
    let row = sqlx::query(AssertSqlSafe(sql))
        .bind(branch)
        .bind(import)
        .fetch_one(connection)
        .await?;
    Ok((
        row.try_get::<i64, _>(0)?.cast_unsigned(),
        row.try_get::<i64, _>(1)?.cast_unsigned(),
    ))
}

impl Act {
    /// Bots of a staged log that no usage and no other log names, each with the first row that does.
    ///
    /// # Errors
    /// When the file can't be read.
    pub async fn new_bots(&mut self, staging: &Staging) -> Result<Vec<(String, u64)>, StoreError> {
        let branch = self.branch.id;
        let rows = sqlx::query(
            "SELECT bot, min(row) FROM conversation c WHERE import = ?1 \
             AND NOT EXISTS (SELECT 1 FROM word WHERE kind = 'agent' AND text = c.bot COLLATE NOCASE) \
             AND NOT EXISTS (SELECT 1 FROM conversation o JOIN branch_import b ON b.branch = ?2 AND b.import = o.import \
             AND NOT b.reverted WHERE o.import <> ?1 AND o.bot = c.bot) GROUP BY bot ORDER BY min(row)",
        )
        .bind(staging.import)
        .bind(branch)
        .fetch_all(self.connection())
        .await?;
        let bot = |row: &sqlx::sqlite::SqliteRow| Ok((row.try_get(0)?, row.try_get::<i64, _>(1)?.cast_unsigned()));
        rows.iter().map(bot).collect()
    }
}

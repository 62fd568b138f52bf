//! Publishing an import and taking it back: which rows count, in one transaction with the journal's entry.
//!
//! Which rows count afterwards is worked out in [`super::standing`].

use meterdesk_billing::settlement::MAX_TOTAL_QUANTITY;
use meterdesk_billing::tenant::{ImportKind, Timing};
use sqlx::{Row, SqliteConnection};

use super::added::publish_usage;
use super::conversations::{self, publish_conversations};
use super::partitions::{hand_back, take_over, taken_back};
use super::standing::{RESTORED, count_import, supersede_by_key, supersede_by_range, take_back, touch_months};
use super::{Overlap, Staging, Sum};
use crate::{Act, Lease, StoreError};

/// What stands against publishing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Finding {
    /// The same file is imported already; it carries no event ids, so it would count twice.
    SameFile {
        /// Name of the other import's file.
        other: String,
    },
    /// The file carries no event ids and overlaps another one in time; somebody has to choose.
    Overlaps {
        /// Name of the other import's file.
        other: String,
    },
    /// The report states less than half of what stands now for some days; somebody has to confirm.
    Shrinks {
        /// How many environment-days.
        days: u64,
    },
    /// All usage together is more than can be summed exactly.
    TooMuch,
}

/// What publishing does.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PublishedCounts {
    /// Data rows in the file.
    pub rows: u64,
    /// Rows that count.
    pub added: u64,
    /// Rows that were there already with the same content.
    pub skipped: u64,
    /// Rows of earlier imports that this one replaces.
    pub superseded: u64,
    /// Rows that could not be taken.
    pub rejected: u64,
    /// Rows that are later than the clock.
    pub ahead_of_clock: u64,
    /// Metered rows that are earlier than the workbook's first act.
    pub before_workbook: u64,
    /// The first row's second.
    pub first_at: Option<i64>,
    /// The last row's second.
    pub last_at: Option<i64>,
    /// Sums of the rows that count.
    pub sums: Vec<Sum>,
    /// Control total of all stored rows, those that were there already included, in millionths.
    pub control_total: i64,
}

impl Act {
    /// Publishes a staged import within this act: afterwards its rows count. The caller appends the journal's entry and
    /// commits, or drops the act to leave everything as it was.
    ///
    /// # Errors
    /// When the file can't be written or the lease was lost.
    pub async fn publish(
        &mut self,
        staging: &mut Staging,
        sha256: &str,
    ) -> Result<Result<PublishedCounts, Finding>, StoreError> {
        let (now, started_at) = (self.tenant().now.timestamp(), self.tenant().started_at.timestamp());
        let seq = self.head().seq.cast_signed() + 1;
        let branch = self.branch.id;
        let connection = self.connection();
        staging.lease.renew(connection).await?;
        let import = staging.import;
        staging.usage.keys.write(connection, import).await?;
        staging.usage.hours.write(connection, import).await?;
        if let Some(finding) = finding(connection, branch, staging, sha256).await? {
            return Ok(Err(finding));
        }
        let mut counts = PublishedCounts {
            rows: staging.rows,
            skipped: staging.skipped,
            rejected: staging.rejected,
            ..PublishedCounts::default()
        };
        let replaces = staging.spec.overlap == Some(Overlap::Replace) && !staging.spec.has_event_ids;
        (counts.first_at, counts.last_at) = match staging.spec.kind {
            ImportKind::MeteredUsage => staging.usage.span.unzip(),
            ImportKind::EnvironmentReport => {
                let sql = "SELECT min(day) * 86400, max(day) * 86400 FROM environment_day WHERE import = ?";
                sqlx::query_as(sql).bind(import).fetch_one(&mut *connection).await?
            }
            kind => span_of(staging, kind.timing())
                .map(|(first, last)| (first * 86_400, last * 86_400))
                .unzip(),
        };
        sqlx::query(
            "UPDATE import SET state = 'published', sha256 = ?, replaces_range = ?, published_seq = ?, first_at = ?, last_at = ? \
             WHERE id = ?",
        )
        .bind(sha256)
        .bind(replaces)
        .bind(seq)
        .bind(counts.first_at)
        .bind(counts.last_at)
        .bind(import)
        .execute(&mut *connection)
        .await?;
        count_import(connection, branch, import, seq).await?;
        match staging.spec.kind {
            ImportKind::MeteredUsage => {
                publish_usage(connection, (branch, staging), (now, started_at), &mut counts).await?;
                let total = total_quantity(connection, branch).await? + i128::from(counts.control_total);
                if total > i128::from(MAX_TOTAL_QUANTITY.0) {
                    return Ok(Err(Finding::TooMuch));
                }
            }
            ImportKind::EnvironmentReport => {
                let shrinks = publish_report(connection, (branch, import), now, &mut counts).await?;
                if shrinks > 0 && !staging.spec.allow_shrink {
                    return Ok(Err(Finding::Shrinks { days: shrinks }));
                }
            }
            ImportKind::ConversationLog => {
                publish_conversations(connection, (branch, import), now, &mut counts).await?;
            }
            kind => {
                let takeover = take_over(connection, (branch, import), kind).await?;
                if takeover.shrunk > 0 && !staging.spec.allow_shrink {
                    return Ok(Err(Finding::Shrinks { days: takeover.shrunk }));
                }
                counts.superseded = takeover.superseded;
                counts.added = staging.rows - staging.rejected;
                counts.sums = staging.report.sums();
                counts.control_total = i64::try_from(staging.total).unwrap_or(i64::MAX);
            }
        }
        Ok(Ok(counts))
    }

    /// Keeps with a published import what its journal entry is about. `object` is the identity that was decided.
    ///
    /// # Errors
    /// When the file can't be written.
    pub async fn record_import(
        &mut self,
        staging: &Staging,
        object: &str,
        actor: &str,
        (counts, notes): (&PublishedCounts, &[String]),
    ) -> Result<(), StoreError> {
        let now = self.tenant().now.timestamp();
        sqlx::query(
            "UPDATE import SET object = ?, published_at = ?, published_by = ?, rows = ?, added = ?, skipped = ?, superseded = ?, \
             rejected = ?, ahead_of_clock = ?, before_workbook = ?, sums = ?, notes = ?, control_total = ? WHERE id = ?",
        )
        .bind(object)
        .bind(now)
        .bind(actor)
        .bind(counts.rows.cast_signed())
        .bind(counts.added.cast_signed())
        .bind(counts.skipped.cast_signed())
        .bind(counts.superseded.cast_signed())
        .bind(counts.rejected.cast_signed())
        .bind(counts.ahead_of_clock.cast_signed())
        .bind(counts.before_workbook.cast_signed())
        .bind(serde_json::to_string(&counts.sums).unwrap_or_default())
        .bind(serde_json::to_string(notes).unwrap_or_default())
        .bind(counts.control_total)
        .bind(staging.import)
        .execute(self.connection())
        .await?;
        Ok(())
    }

    /// Takes an import back within this act. Returns how many rows no longer count, and how many count again.
    ///
    /// In a preview nothing is written; the numbers are the same.
    ///
    /// # Errors
    /// When there is no such import or the file can't be written.
    pub async fn revert(&mut self, object: &str) -> Result<(u64, u64), StoreError> {
        let preview = self.is_preview();
        let branch = self.branch.id;
        let connection = self.connection();
        let row = sqlx::query("SELECT id, kind FROM import WHERE object = ?")
            .bind(object)
            .fetch_one(&mut *connection)
            .await?;
        let (import, kind): (i64, String) = (row.try_get(0)?, row.try_get(1)?);
        let kind = ImportKind::ALL.into_iter().find(|known| known.key() == kind);
        if kind == Some(ImportKind::ConversationLog) {
            let counts = conversations::taken_back(connection, (branch, import)).await?;
            if !preview {
                take_back(connection, branch, import).await?;
            }
            return Ok(counts);
        }
        if let Some(report) = kind.filter(|kind| *kind != ImportKind::MeteredUsage) {
            let counts = taken_back(connection, (branch, import), report).await?;
            if !preview {
                take_back(connection, branch, import).await?;
                hand_back(connection, (branch, import), report).await?;
            }
            return Ok(counts);
        }
        let removed = count(
            connection,
            "SELECT count(*) FROM usage_row WHERE import = ?1 AND id NOT IN (SELECT row FROM usage_superseded WHERE branch = ?2)",
            (branch, import),
        )
        .await?;
        let restored = count(connection, RESTORED, (branch, import)).await?;
        if !preview {
            touch_months(connection, branch, import).await?;
            take_back(connection, branch, import).await?;
            supersede_by_key(connection, branch, import).await?;
            supersede_by_range(connection, branch).await?;
            touch_months(connection, branch, import).await?;
        }
        Ok((removed, restored))
    }
}

impl Staging {
    /// Ends a published import: gives the lease back.
    ///
    /// # Errors
    /// When the file can't be written; the lease runs out then.
    pub async fn finish(self) -> Result<(), StoreError> {
        let Self { workbook, lease, .. } = self;
        Lease::release(lease, &workbook).await
    }
}

/// First and last day that a report's figures are of.
fn span_of(staging: &Staging, timing: Timing) -> Option<(i64, i64)> {
    match timing {
        Timing::Dated => staging.report.span,
        Timing::Period | Timing::Window => staging.spec.period.map(|(from, until)| (from, until - 1)),
        Timing::Standing => None,
    }
}

async fn finding(
    connection: &mut SqliteConnection,
    branch: i64,
    staging: &Staging,
    sha256: &str,
) -> Result<Option<Finding>, StoreError> {
    if staging.too_much() {
        return Ok(Some(Finding::TooMuch));
    }
    if staging.spec.kind != ImportKind::MeteredUsage || staging.spec.has_event_ids {
        return Ok(None);
    }
    let same: Option<String> = sqlx::query_scalar(
        "SELECT i.file_name FROM branch_import b JOIN import i ON i.id = b.import WHERE b.branch = ? AND NOT b.reverted \
         AND i.kind = 'meteredUsage' AND i.has_event_ids = 0 AND i.sha256 = ? LIMIT 1",
    )
    .bind(branch)
    .bind(sha256)
    .fetch_optional(&mut *connection)
    .await?;
    if let Some(other) = same {
        return Ok(Some(Finding::SameFile { other }));
    }
    if staging.spec.overlap.is_some() {
        return Ok(None);
    }
    let overlapping: Option<String> = sqlx::query_scalar(
        "SELECT i.file_name FROM branch_import b JOIN import i ON i.id = b.import \
         WHERE b.branch = ? AND NOT b.reverted AND i.kind = 'meteredUsage' AND i.has_event_ids = 0 AND i.id <> ? \
         AND i.first_at <= ? AND i.last_at >= ? LIMIT 1",
    )
    .bind(branch)
    .bind(staging.import)
    .bind(staging.usage.span.map(|(_, last)| last))
    .bind(staging.usage.span.map(|(first, _)| first))
    .fetch_optional(connection)
    .await?;
    Ok(overlapping.map(|other| Finding::Overlaps { other }))
}

/// Environment-days that the report takes over with less than half of their credits.
async fn publish_report(
    connection: &mut SqliteConnection,
    (branch, import): (i64, i64),
    now: i64,
    counts: &mut PublishedCounts,
) -> Result<u64, StoreError> {
    let takeover = take_over(connection, (branch, import), ImportKind::EnvironmentReport).await?;
    counts.superseded = takeover.superseded;
    let row = sqlx::query(
        "SELECT count(*), count(*) FILTER (WHERE day * 86400 > ?2), coalesce(sum(prepaid), 0), coalesce(sum(pay_as_you_go), 0), \
         coalesce(sum(entitled), 0) FROM environment_day WHERE import = ?1",
    )
    .bind(import)
    .bind(now)
    .fetch_one(connection)
    .await?;
    counts.added = row.try_get::<i64, _>(0)?.cast_unsigned();
    counts.ahead_of_clock = row.try_get::<i64, _>(1)?.cast_unsigned();
    let (prepaid, pay_as_you_go): (i64, i64) = (row.try_get(2)?, row.try_get(3)?);
    counts.sums = vec![
        Sum {
            label: "Prepaid consumed".to_owned(),
            amount: prepaid,
            money: None,
        },
        Sum {
            label: "Pay-as-you-go consumed".to_owned(),
            amount: pay_as_you_go,
            money: None,
        },
    ];
    counts.control_total = prepaid + pay_as_you_go;
    Ok(takeover.shrunk)
}

/// A count of something about the import `?1` on the branch `?2`.
async fn count(
    connection: &mut SqliteConnection,
    sql: &'static str,
    (branch, import): (i64, i64),
) -> Result<u64, StoreError> {
    let count: i64 = sqlx::query_scalar(sql)
        .bind(import)
        .bind(branch)
        .fetch_one(connection)
        .await?;
    Ok(count.cast_unsigned())
}

async fn total_quantity(connection: &mut SqliteConnection, branch: i64) -> Result<i128, StoreError> {
    let row = sqlx::query(
        "SELECT coalesce(sum(control_total / 1000000), 0), coalesce(sum(control_total % 1000000), 0) FROM branch_import b \
         JOIN import i ON i.id = b.import WHERE b.branch = ? AND NOT b.reverted AND i.kind = 'meteredUsage'",
    )
    .bind(branch)
    .fetch_one(connection)
    .await?;
    let (whole, rest): (i64, i64) = (row.try_get(0)?, row.try_get(1)?);
    Ok(i128::from(whole) * 1_000_000 + i128::from(rest))
}

//! Imports: start, follow, list, look at rejected rows, take back.

mod conversations;
mod foreign;
mod people;
mod period;
mod reading;
mod work;

use std::sync::Arc;

use meterdesk_billing::ids::ImportId;
use meterdesk_billing::tenant::{self, Command, Refusal};
use meterdesk_billing::units::Credits;
use meterdesk_store::{self as store, ImportRecord, Snapshot};

pub(super) use period::written as period_written;
use work::import_file;

use super::identity;
use crate::act::begin;
use crate::error::{ApiError, ErrorCode};
use crate::jobs::Outcome;
use crate::lists::{Cell, Column, columns};
use crate::pages::page;
use crate::settle::settle_after_act;
use crate::text::second;
use crate::wire::*;
use crate::{App, Caller};

/// Reads a file and adds its usage, as a work that `job_get` follows.
///
/// # Errors
/// When the file was not chosen here.
pub async fn import_start(app: &App, caller: &Caller, request: ImportStart) -> Result<ImportStarted, ApiError> {
    let path = (app.files)(&request.file)?;
    let (id, job) = app.jobs.begin("The import was cancelled; nothing was added");
    let (app, caller) = (app.clone(), caller.clone());
    let work = Arc::clone(&job);
    tokio::spawn(async move {
        let result = Box::pin(import_file(&app, &caller, &path, &request, &work)).await;
        work.end(result.map(|view| Outcome::Import(Box::new(view))));
    });
    Ok(ImportStarted { job: id })
}

/// How a work stands.
///
/// # Errors
/// When there is no such work in this process.
pub async fn job_get(app: &App, _caller: &Caller, request: JobGet) -> Result<JobView, ApiError> {
    Ok(app.jobs.find(&request.job)?.view(&request.job))
}

/// Asks a work to stop.
///
/// # Errors
/// When there is no such work in this process.
pub async fn job_cancel(app: &App, _caller: &Caller, request: JobCancel) -> Result<JobView, ApiError> {
    let job = app.jobs.find(&request.job)?;
    job.cancel();
    Ok(job.view(&request.job))
}

/// All of them at once: imports are few, and of rejected rows only so many are kept.
const EVERY: store::Page = store::Page {
    offset: 0,
    limit: u32::MAX,
};

columns!(ImportListed of ImportView:
    Column::new("file", "File", |row| Cell::text(&row.file_name)),
    Column::new("state", "State", |row| {
        Cell::text(match row.state {
            ImportState::Published => "Counts",
            ImportState::Reverted => "Reverted",
            ImportState::Preview => "Only read",
            ImportState::Interrupted => "Interrupted, nothing added",
        })
    }),
    Column::new("at", "Imported (simulated)", |row| Cell::maybe(row.published_at.as_ref())),
    Column::new("added", "Added", |row| Cell::count(row.added)),
    Column::new("rejected", "Rejected", |row| Cell::count(row.rejected)),
    Column::plain("sums", "Sums", |row| {
        let sums: Vec<_> = row.sums.iter().map(|sum| format!("{}: {}", sum.label, sum.amount)).collect();
        Cell::text(sums.join("; "))
    }),
);

columns!(ImportRejectionListed of RejectionView:
    Column::new("row", "Row", |row| Cell::count(row.row)),
    Column::new("column", "Column", |row| Cell::maybe(row.column.as_ref())),
    Column::new("found", "Found", |row| Cell::maybe(row.found.as_ref())),
    Column::new("reason", "Why, and how to mend it", |row| Cell::text(&row.reason)),
);

/// Imports, newest first.
///
/// # Errors
/// When the page is not one, or the workbook can't be read.
pub async fn import_list(app: &App, _caller: &Caller, request: ImportList) -> Result<ImportListed, ApiError> {
    let page = page::<ImportListed>(app, request.cursor.as_deref(), request.limit, request.sort.as_ref())?;
    let mut snapshot = app.workbook.read().await?;
    let (records, _) = snapshot.imports(request.search.as_deref(), EVERY).await?;
    let mut rows = Vec::with_capacity(records.len());
    for record in records {
        rows.push(import_view(&mut snapshot, record).await?);
    }
    let (rows, total, next) = page.of::<ImportListed>(rows);
    Ok(ImportListed { rows, total, next })
}

/// Rejected rows of an import.
///
/// # Errors
/// When there is no such import, the page is not one, or the workbook can't be read.
pub async fn import_rejection_list(
    app: &App,
    _caller: &Caller,
    request: ImportRejectionList,
) -> Result<ImportRejectionListed, ApiError> {
    let page = page::<ImportRejectionListed>(app, request.cursor.as_deref(), request.limit, request.sort.as_ref())?;
    let mut snapshot = app.workbook.read().await?;
    let import = snapshot.import(&request.import).await?.ok_or(Refusal::ImportUnknown)?;
    // In the file's order the store finds the page; in another one all of them are looked at.
    let (rows, total, next) = if page.order.is_none() {
        let rows = rejections(app, &mut snapshot, &import, page.rows).await?;
        let total = u32::try_from(import.counts.rejected).unwrap_or(u32::MAX);
        let next = page.next(rows.len(), total);
        (rows.into_iter().map(rejection_view).collect(), total, next)
    } else {
        let rows = snapshot.rejections(import.number, 0, EVERY).await?;
        page.of::<ImportRejectionListed>(rows.into_iter().map(rejection_view).collect())
    };
    Ok(ImportRejectionListed { rows, total, next })
}

/// Where a page of an import's rejected rows ended, so that the next one begins there: a file may have millions of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PageEnd {
    /// Its place in the file, and its identity once it is published.
    import: (i64, Option<String>),
    /// Rejected rows up to there.
    offset: u32,
    /// The last one's row in the file.
    row: u64,
}

async fn rejections(
    app: &App,
    snapshot: &mut Snapshot,
    import: &ImportRecord,
    page: store::Page,
) -> Result<Vec<store::Rejection>, ApiError> {
    let of = (import.number, import.object.clone());
    let mut end = app.finds.rejected.lock().await;
    let goes_on = end.as_ref().filter(|end| end.import == of && end.offset == page.offset);
    let (after, offset) = goes_on.map_or((0, page.offset), |end| (end.row, 0));
    let limit = page.limit;
    let rows = snapshot
        .rejections(import.number, after, store::Page { offset, limit })
        .await?;
    if let Some(last) = rows.last() {
        *end = Some(PageEnd {
            import: of,
            offset: page
                .offset
                .saturating_add(u32::try_from(rows.len()).unwrap_or(u32::MAX)),
            row: last.row,
        });
    }
    Ok(rows)
}

/// Takes an import back.
///
/// # Errors
/// When there is no such import, it was taken back before, or the workbook can't be written.
pub async fn import_revert(app: &App, caller: &Caller, request: ImportRevert) -> Result<ImportReverted, ApiError> {
    let import = ImportId(identity(&request.import, "import")?);
    let mut begun = begin!(app, caller, request);
    begun.decide(Command::RevertImport { import }).await?;
    let (removed, restored) = begun.act.revert(&import.to_string()).await?;
    let answer = begun
        .finish(ImportReverted {
            import: import.to_string(),
            removed,
            restored,
        })
        .await?;
    if !request.preview {
        settle_after_act(app).await;
    }
    Ok(answer)
}

/// Rejected rows shown with an import; all of them are in `import_rejection_list`.
const SHOWN_REJECTIONS: u32 = 20;

async fn import_view(snapshot: &mut Snapshot, record: ImportRecord) -> Result<ImportView, ApiError> {
    let page = store::Page {
        offset: 0,
        limit: SHOWN_REJECTIONS,
    };
    let rejections = snapshot.rejections(record.number, 0, page).await?;
    let published_by = match &record.published_by {
        Some(person) => match person.parse() {
            Ok(person) => Some(snapshot.display_name(meterdesk_billing::ids::PersonId(person)).await?),
            Err(_) => Some(person.clone()),
        },
        None => None,
    };
    let state = match record.state {
        store::ImportState::Published => ImportState::Published,
        store::ImportState::Reverted => ImportState::Reverted,
        store::ImportState::Preview => ImportState::Preview,
        store::ImportState::Staging | store::ImportState::Interrupted => ImportState::Interrupted,
    };
    let view = ImportView {
        id: record.object,
        kind: kind(record.kind),
        kind_label: record.kind.label().to_owned(),
        file_name: record.file_name,
        sha256: record.sha256,
        state,
        published_at: record.published_at.map(second),
        published_by,
        notes: record.notes,
        rejections: rejections.into_iter().map(rejection_view).collect(),
        older_than_set_up: older_than_set_up(snapshot.tenant(), record.kind, &record.counts),
        period: record.period.map(period_view),
        ..counted_view(&record.counts)
    };
    Ok(view)
}

/// The counts of an import, in a view that is otherwise empty.
fn counted_view(counts: &store::PublishedCounts) -> ImportView {
    ImportView {
        id: None,
        kind: ImportKind::MeteredUsage,
        kind_label: String::new(),
        file_name: String::new(),
        sha256: String::new(),
        state: ImportState::Preview,
        published_at: None,
        published_by: None,
        rows: counts.rows,
        added: counts.added,
        skipped: counts.skipped,
        superseded: counts.superseded,
        rejected: counts.rejected,
        ahead_of_clock: counts.ahead_of_clock,
        before_workbook: counts.before_workbook,
        unknown_people: 0,
        unknown_names: Vec::new(),
        unknown: Vec::new(),
        older_than_set_up: false,
        first: counts.first_at.map(second),
        last: counts.last_at.map(second),
        period: None,
        sums: counts.sums.iter().map(sum_view).collect(),
        rejections: Vec::new(),
        notes: Vec::new(),
        needs: None,
    }
}

/// Whether metered rows are older than the set-up that the tenant has now.
fn older_than_set_up(tenant: &tenant::Tenant, kind: tenant::ImportKind, counts: &store::PublishedCounts) -> bool {
    let since = tenant.set_up_since().unwrap_or(tenant.started_at).timestamp();
    kind == tenant::ImportKind::MeteredUsage && counts.first_at.is_some_and(|first| first < since)
}

fn rejection_view(rejection: store::Rejection) -> RejectionView {
    RejectionView {
        row: rejection.row,
        byte: rejection.byte,
        column: rejection.column,
        found: rejection.found,
        reason: rejection.reason,
    }
}

pub(super) fn sum_view(sum: &store::Sum) -> ImportSum {
    ImportSum {
        label: sum.label.clone(),
        amount: sum.money.clone().unwrap_or_else(|| Credits(sum.amount).to_string()),
    }
}

fn period_view((from, until): (i64, i64)) -> StatedPeriod {
    StatedPeriod {
        from: period_written(from),
        until: period_written(until),
    }
}

pub(super) const fn kind(kind: tenant::ImportKind) -> ImportKind {
    match kind {
        tenant::ImportKind::MeteredUsage => ImportKind::MeteredUsage,
        tenant::ImportKind::EnvironmentReport => ImportKind::EnvironmentReport,
        tenant::ImportKind::AgentReport => ImportKind::AgentReport,
        tenant::ImportKind::UserReport => ImportKind::UserReport,
        tenant::ImportKind::PlanUsage => ImportKind::PlanUsage,
        tenant::ImportKind::CreditsReport => ImportKind::CreditsReport,
        tenant::ImportKind::SpendingUsers => ImportKind::SpendingUsers,
        tenant::ImportKind::SpendingGroups => ImportKind::SpendingGroups,
        tenant::ImportKind::SpendingServices => ImportKind::SpendingServices,
        tenant::ImportKind::SpendingPolicies => ImportKind::SpendingPolicies,
        tenant::ImportKind::PersonWeeks => ImportKind::PersonWeeks,
        tenant::ImportKind::AzureCost => ImportKind::AzureCost,
        tenant::ImportKind::FocusCost => ImportKind::FocusCost,
        tenant::ImportKind::People => ImportKind::People,
        tenant::ImportKind::ConversationLog => ImportKind::ConversationLog,
        tenant::ImportKind::MessageUsers => ImportKind::MessageUsers,
        tenant::ImportKind::MessageAgents => ImportKind::MessageAgents,
        tenant::ImportKind::MessagePolicies => ImportKind::MessagePolicies,
        tenant::ImportKind::LicensingEntitlements => ImportKind::LicensingEntitlements,
        tenant::ImportKind::LicensingResources => ImportKind::LicensingResources,
        tenant::ImportKind::LicensingUsers => ImportKind::LicensingUsers,
        tenant::ImportKind::LicensingPolicies => ImportKind::LicensingPolicies,
        tenant::ImportKind::LicensingAllocations => ImportKind::LicensingAllocations,
    }
}

fn io_error(error: &std::io::Error) -> ApiError {
    ApiError::new(ErrorCode::Io, format!("The file can't be read: {error}")).at("file")
}

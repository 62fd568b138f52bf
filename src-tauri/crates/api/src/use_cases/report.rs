//! Imported reports: which there are and for which time, and their rows as the files have them.
//!
//! Reported figures are Microsoft's. They are shown beside metered usage and never added to it.

use meterdesk_billing::tenant::{ImportKind as Kind, Timing};
use meterdesk_store::{self as store, ImportRecord, Snapshot};

use super::import::{kind, period_written};
use crate::error::{ApiError, ErrorCode};
use crate::lists::{Cell, Column, columns};
use crate::pages::{page, plain_page};
use crate::sheet_file::SheetFile;
use crate::text::{instant, second};
use crate::wire::*;
use crate::{App, Caller};

columns!(ReportListed of ReportView:
    Column::new("kind", "Report", |row| Cell::text(&row.kind_label)),
    Column::new("from", "From", |row| Cell::maybe(row.from.as_ref())),
    Column::new("until", "Until, not included", |row| Cell::maybe(row.until.as_ref())),
    Column::new("standing", "Rows that stand", |row| Cell::count(row.standing)),
    Column::new("rows", "Rows", |row| Cell::count(row.rows)),
    Column::plain("sums", "Sums", |row| {
        let sums: Vec<_> = row.sums.iter().map(|sum| format!("{}: {}", sum.label, sum.amount)).collect();
        Cell::text(sums.join("; "))
    }),
    Column::new("file", "File", |row| Cell::text(&row.file_name)),
);

/// Imports are few: all of them at once.
const EVERY: store::Page = store::Page {
    offset: 0,
    limit: u32::MAX,
};

/// Whether the rows of a kind are kept as the file has them.
fn is_report(kind: Kind) -> bool {
    !kind.is_own() && kind != Kind::EnvironmentReport
}

/// Imported reports that were not taken back, newest first.
///
/// # Errors
/// When the page is not one, or the workbook can't be read.
pub async fn report_list(app: &App, _caller: &Caller, request: ReportList) -> Result<ReportListed, ApiError> {
    let page = page::<ReportListed>(app, request.cursor.as_deref(), request.limit, request.sort.as_ref())?;
    let mut snapshot = app.workbook.read().await?;
    let (records, _) = snapshot.imports(request.search.as_deref(), EVERY).await?;
    let mut rows = Vec::new();
    for record in records {
        if is_report(record.kind) && record.state == store::ImportState::Published {
            let standing = snapshot.report_rows_standing(&record).await?;
            rows.push(view(record, standing));
        }
    }
    let (rows, total, next) = page.of::<ReportListed>(rows);
    Ok(ReportListed { rows, total, next })
}

fn view(record: ImportRecord, standing: u64) -> ReportView {
    let (from, until) = match (record.kind.timing(), record.period) {
        (Timing::Period | Timing::Window, Some((from, until))) => {
            (Some(period_written(from)), Some(period_written(until)))
        }
        (Timing::Dated, _) => (
            record.counts.first_at.map(|at| period_written(at.div_euclid(86_400))),
            record
                .counts
                .last_at
                .map(|at| period_written(at.div_euclid(86_400) + 1)),
        ),
        _ => (None, None),
    };
    ReportView {
        id: record.object.unwrap_or_default(),
        kind: kind(record.kind),
        kind_label: record.kind.label().to_owned(),
        file_name: record.file_name,
        from,
        until,
        rows: record.counts.added,
        standing,
        sums: record.counts.sums.iter().map(super::import::sum_view).collect(),
        imported_at: record.published_at.map(second),
    }
}

/// Rows that are held in memory at once while they are written.
const AT_ONCE: u32 = 20_000;

/// The report of that identity.
async fn known(snapshot: &mut Snapshot, id: &str) -> Result<ImportRecord, ApiError> {
    let report = snapshot.import(id).await?;
    report.filter(|report| is_report(report.kind)).ok_or_else(|| {
        ApiError::new(
            ErrorCode::NotFound,
            "There is no such report; it may have been taken back",
        )
        .at("report")
    })
}

/// Writes the rows of a report that hold a text into a file: their place, the file's columns, and whether they stand.
///
/// # Errors
/// When there is no such report, the workbook can't be read or the file can't be written.
pub async fn report_row_write(
    app: &App,
    _caller: &Caller,
    request: ReportRowWrite,
) -> Result<ReportRowWritten, ApiError> {
    let path = (app.files)(&request.file)?;
    let mut snapshot = app.workbook.read().await?;
    let report = known(&mut snapshot, &request.report).await?;
    let columns = report.columns.iter().map(String::as_str);
    let header: Vec<&str> = ["Row"].into_iter().chain(columns).chain(["Stands"]).collect();
    let mut file = SheetFile::begin(path, &header)?;
    let mut offset = 0;
    loop {
        let part = store::Page { offset, limit: AT_ONCE };
        let (rows, total) = snapshot.report_rows(&report, request.search.as_deref(), part).await?;
        for mut row in rows {
            row.cells.resize(report.columns.len(), String::new());
            row.cells.insert(0, row.row.to_string());
            row.cells.push(if row.stands { "Yes" } else { "No" }.to_owned());
            file.write(&row.cells)?;
        }
        offset += AT_ONCE;
        if offset >= total {
            break;
        }
    }
    let (rows, file_name) = file.finish()?;
    Ok(ReportRowWritten {
        rows,
        file_name,
        as_of: instant(snapshot.tenant().now),
    })
}

/// Rows of a report, in the file's order and with the file's columns.
///
/// # Errors
/// When there is no such report, the page is not one, or the workbook can't be read.
pub async fn report_row_list(app: &App, _caller: &Caller, request: ReportRowList) -> Result<ReportRowListed, ApiError> {
    let page = plain_page(request.cursor.as_deref(), request.limit)?;
    let mut snapshot = app.workbook.read().await?;
    let report = known(&mut snapshot, &request.report).await?;
    let (rows, total) = snapshot
        .report_rows(&report, request.search.as_deref(), page.rows)
        .await?;
    let standing = snapshot.report_rows_standing(&report).await?;
    let next = page.next(rows.len(), total);
    let rows = rows.into_iter().map(|row| ReportRowView {
        row: row.row,
        cells: row.cells,
        stands: row.stands,
    });
    Ok(ReportRowListed {
        columns: report.columns.clone(),
        rows: rows.collect(),
        report: view(report, standing),
        total,
        next,
    })
}

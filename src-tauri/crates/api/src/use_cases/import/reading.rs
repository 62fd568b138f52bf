//! Reading a file in a thread of its own, and handing its rows over in batches through a bounded channel.

use std::fs::File;
use std::io::{self, BufReader, Read};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use flate2::read::MultiGzDecoder;
use meterdesk_billing::sessions::Conversation;
use meterdesk_billing::tenant::ImportKind;
use meterdesk_billing::time::day_start;
use meterdesk_billing::usage::UsageRow;
use meterdesk_exchange::{
    EnvironmentDayRecord, FileSummary, OpenError, OpenedFile, RejectedRow, ReportRecord, Row, RowKind, TableReader,
    UsageRecord, open,
};
use meterdesk_store::{EnvironmentDay, Rejection, ReportLine, Staged};
use tokio::sync::mpsc;

use super::{conversations, io_error};
use crate::error::{ApiError, ErrorCode};
use crate::jobs::Job;

/// Rows handed over at once. One batch is one short write to the workbook.
pub(super) const BATCH: usize = 10_000;

/// Batches that may wait: what bounds the memory of an import.
const WAITING: usize = 2;

/// Rows of either kind with their places.
#[derive(Debug)]
pub(super) enum Rows {
    Usage(Vec<Staged<UsageRow>>),
    EnvironmentDays(Vec<Staged<EnvironmentDay>>),
    Conversations(Vec<Staged<Conversation>>),
    /// `None` for a row of a bill that is not consumption.
    Report(Vec<Option<Staged<ReportLine>>>),
}

/// What the reading thread hands over.
#[derive(Debug)]
pub(super) enum Message {
    Batch { rows: Rows, rejections: Vec<Rejection> },
    End(FileSummary),
    Failed(ApiError),
}

/// A file that is being read.
#[derive(Debug)]
pub(super) struct Reading {
    pub(super) kind: ImportKind,
    pub(super) has_event_ids: bool,
    pub(super) columns: Vec<String>,
    ignored_columns: Vec<String>,
    /// What is told of a report as a whole: columns that it lacks, and more.
    untold: Vec<String>,
    pub(super) messages: mpsc::Receiver<Message>,
}

impl Reading {
    /// What is said of the file's columns.
    pub(super) fn notes(&self) -> Vec<String> {
        let mut notes = self.untold.clone();
        // A report is kept with all of its columns.
        if !self.ignored_columns.is_empty() && self.columns.is_empty() {
            notes.push(format!(
                "Columns that Meterdesk does not use were passed over: {}.",
                self.ignored_columns.join(", ")
            ));
        }
        notes
    }
}

/// Opens a file, recognises it, and begins to read its rows.
pub(super) async fn start(path: &Path, job: &Arc<Job>) -> Result<Reading, ApiError> {
    let (file, length) = contents(path).map_err(|error| io_error(&error))?;
    job.total_bytes.store(length, Ordering::Relaxed);
    let opened = tokio::task::spawn_blocking(move || open(file))
        .await
        .map_err(|error| stopped(&error))?;
    let (sender, messages) = mpsc::channel(WAITING);
    let job = Arc::clone(job);
    match opened.map_err(not_recognised)? {
        OpenedFile::MeteredUsage(reader) => {
            let has_event_ids = reader.header().has("event_id");
            let ignored_columns = reader.header().ignored().to_vec();
            tokio::task::spawn_blocking(move || {
                read(
                    reader,
                    &sender,
                    &job,
                    |row, byte, record: UsageRecord<&str>| Staged {
                        row,
                        byte,
                        record: usage(record),
                    },
                    Rows::Usage,
                );
            });
            Ok(Reading {
                kind: ImportKind::MeteredUsage,
                has_event_ids,
                columns: Vec::new(),
                ignored_columns,
                untold: Vec::new(),
                messages,
            })
        }
        OpenedFile::EnvironmentReport(reader) => {
            let ignored_columns = reader.header().ignored().to_vec();
            tokio::task::spawn_blocking(move || {
                let staged = |row, byte, record: EnvironmentDayRecord<&str>| Staged {
                    row,
                    byte,
                    record: environment_day(&record),
                };
                read(reader, &sender, &job, staged, Rows::EnvironmentDays);
            });
            Ok(Reading {
                kind: ImportKind::EnvironmentReport,
                has_event_ids: true,
                columns: Vec::new(),
                ignored_columns,
                untold: Vec::new(),
                messages,
            })
        }
        OpenedFile::ConversationLog(reader) => {
            let ignored_columns = reader.header().ignored().to_vec();
            tokio::task::spawn_blocking(move || conversations::read(reader, &sender, &job));
            Ok(Reading {
                kind: ImportKind::ConversationLog,
                has_event_ids: true,
                columns: Vec::new(),
                ignored_columns,
                untold: Vec::new(),
                messages,
            })
        }
        OpenedFile::Report(reader) => {
            let header = reader.header();
            let (kind, columns) = (header.kind(), header.names().to_vec());
            let ignored_columns = header.ignored().to_vec();
            let untold = header.untold().iter().map(ToString::to_string);
            let untold = untold.chain(header.remarks().iter().cloned()).collect();
            tokio::task::spawn_blocking(move || {
                let staged = |row, byte, record: ReportRecord<&str>| {
                    let record = record.is_consumption.then(|| report_line(kind, record))?;
                    Some(Staged { row, byte, record })
                };
                read(reader, &sender, &job, staged, Rows::Report);
            });
            Ok(Reading {
                kind,
                has_event_ids: true,
                columns,
                ignored_columns,
                untold,
                messages,
            })
        }
    }
}

/// What a file holds, and its length: unpacked where it is packed by gzip, as Azure writes large exports; then the length is
/// not known, and 0.
fn contents(path: &Path) -> io::Result<(Box<dyn Read + Send>, u64)> {
    const GZIP: [u8; 2] = [0x1f, 0x8b];
    let mut file = File::open(path)?;
    let length = file.metadata()?.len();
    let mut start = Vec::new();
    Read::by_ref(&mut file)
        .take(GZIP.len() as u64)
        .read_to_end(&mut start)?;
    let is_packed = start == GZIP;
    // Not sought back: a pipe can be read too.
    let whole = io::Cursor::new(start).chain(file);
    if is_packed {
        let unpacked = MultiGzDecoder::new(BufReader::new(whole));
        return Ok((Box::new(unpacked), 0));
    }
    Ok((Box::new(whole), length))
}

fn stopped(error: &tokio::task::JoinError) -> ApiError {
    ApiError::new(ErrorCode::Internal, format!("Reading the file stopped: {error}"))
}

fn not_recognised(error: OpenError) -> ApiError {
    match error {
        OpenError::Io(error) => io_error(&error),
        OpenError::Header(problem) => ApiError::new(
            ErrorCode::InvalidField,
            format!("This file can't be imported: {problem}. To mend it, {}", problem.mend()),
        )
        .at("file"),
    }
}

/// Reads until the end, or until nobody listens any more: a dropped receiver is how an import is stopped.
fn read<K: RowKind, T>(
    mut reader: TableReader<Box<dyn Read + Send>, K>,
    sender: &mpsc::Sender<Message>,
    job: &Job,
    staged: impl Fn(u64, u64, K::Record<'_>) -> T,
    rows: impl Fn(Vec<T>) -> Rows,
) {
    loop {
        let mut good = Vec::with_capacity(BATCH);
        let mut rejections = Vec::new();
        let ended = loop {
            if good.len() + rejections.len() >= BATCH {
                break Ok(false);
            }
            match reader.next_row() {
                Ok(Some(Row::Good { place, record })) => good.push(staged(place.row, place.byte, record)),
                Ok(Some(Row::Rejected(row))) => rejections.push(rejection(row)),
                Ok(None) => break Ok(true),
                Err(error) => break Err(error),
            }
        };
        job.bytes.store(reader.place().byte, Ordering::Relaxed);
        match ended {
            Ok(done) => {
                let batch = Message::Batch {
                    rows: rows(good),
                    rejections,
                };
                if sender.blocking_send(batch).is_err() {
                    return;
                }
                if done {
                    break;
                }
            }
            Err(error) => {
                let _ = sender.blocking_send(Message::Failed(io_error(&error)));
                return;
            }
        }
    }
    let _ = sender.blocking_send(end(reader.finish()));
}

pub(super) fn end(summary: io::Result<FileSummary>) -> Message {
    match summary {
        Ok(summary) => Message::End(summary),
        Err(error) => Message::Failed(io_error(&error)),
    }
}

pub(super) fn rejection(row: RejectedRow) -> Rejection {
    Rejection {
        row: row.place.row,
        byte: row.place.byte,
        reason: format!("{}; to mend it, {}", row.reason(), row.mend()),
        column: row.column,
        found: row.value,
    }
}

fn usage(record: UsageRecord<&str>) -> UsageRow {
    let text = |text: Option<&str>| text.unwrap_or_default().to_owned();
    UsageRow {
        event_id: record.event_id.map(str::to_owned),
        at: record.at,
        user: text(record.user),
        service: record.service,
        agent: text(record.agent),
        environment: text(record.environment),
        feature: record.feature.to_owned(),
        quantity: record.quantity,
        circumstances: record.circumstances,
        channel: text(record.channel),
        conversation: text(record.conversation),
        harness: text(record.harness),
    }
}

fn report_line(kind: ImportKind, record: ReportRecord<&str>) -> ReportLine {
    let own = |text: Option<&str>| text.map(str::to_owned);
    let scope = match kind {
        // A newer export states its policies' and plans' days again, and says nothing of others.
        ImportKind::AzureCost | ImportKind::FocusCost | ImportKind::PlanUsage => {
            record.plan.unwrap_or_default().to_lowercase()
        }
        _ => String::new(),
    };
    ReportLine {
        day: record.day.map(|day| day_start(day) / 86_400),
        scope,
        person: own(record.person),
        display_name: own(record.display_name),
        agent: own(record.agent),
        agent_name: own(record.agent_name),
        environment: own(record.environment),
        environment_name: own(record.environment_name),
        plan: own(record.plan),
        service: own(record.service),
        feature: own(record.feature),
        department: own(record.department),
        cost_center: own(record.cost_center),
        credits: record.credits.map(|quantity| quantity.0),
        billed: record.billed.map(|quantity| quantity.0),
        not_billed: record.not_billed.map(|quantity| quantity.0),
        prepaid: record.prepaid.map(|quantity| quantity.0),
        pay_as_you_go: record.pay_as_you_go.map(|quantity| quantity.0),
        cost: record.cost,
        currency: own(record.currency),
        is_total: record.is_total,
        cells: record.cells.into_iter().map(str::to_owned).collect(),
    }
}

fn environment_day(record: &EnvironmentDayRecord<&str>) -> EnvironmentDay {
    let text = |text: Option<&str>| text.unwrap_or_default().to_owned();
    EnvironmentDay {
        day: day_start(record.day) / 86_400,
        environment: record.environment_id.to_owned(),
        environment_name: text(record.environment_name),
        plan_id: text(record.plan_id),
        plan_name: text(record.plan_name),
        capacity_type: record.capacity_type.to_owned(),
        entitled: record.entitled.0,
        prepaid: record.prepaid.0,
        pay_as_you_go: record.pay_as_you_go.0,
    }
}

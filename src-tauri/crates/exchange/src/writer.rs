//! Writes Meterdesk's own usage format so that reading gives back the same records.
//!
//! Refuses a record that its own reader would reject or read differently, instead of writing something else.

use std::borrow::Cow;
use std::io::{self, Write};

use chrono::{DateTime, SecondsFormat};

use meterdesk_billing::tenant::ImportKind;

use crate::columns::column_names;
use crate::guard::csv_guard;
use crate::scan::MAX_CELL;
use crate::times::parse_time;
use crate::usage::{AUDIENCES, TRIGGERS, TRUTHS, UsageRecord};

/// Why a record was not written.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// The bytes could not be written.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// The record has an id in a file without ids, or none in a file with ids.
    #[error("all uses of one file have an event id, or none has")]
    Ids,
    /// No person for a use that a person of the tenant must have started.
    #[error("an interactive use by an employee needs a user")]
    NoUser,
    /// A time that the format can't hold.
    #[error("the time {0} is outside of the years 1970 to 9999")]
    Time(i64),
    /// A quantity below zero.
    #[error("the quantity is negative")]
    Negative,
    /// A text that a cell can't hold: blank, with white space around it, with a NUL, or too long.
    #[error("the text of column {0} does not fit into a cell")]
    Text(&'static str),
}

/// Writes metered usage with all columns; `event_id` only where the file has ids.
#[derive(Debug)]
pub struct UsageWriter<W: Write> {
    csv: csv::Writer<W>,
    with_ids: bool,
}

impl<W: Write> UsageWriter<W> {
    /// Begins a file with its header.
    ///
    /// # Errors
    /// Gives the output's own error.
    pub fn new(output: W, with_ids: bool) -> Result<Self, WriteError> {
        let mut csv = csv::Writer::from_writer(output);
        let names = column_names(ImportKind::MeteredUsage);
        csv.write_record(names.filter(|name| with_ids || *name != "event_id"))
            .map_err(io_error)?;
        Ok(Self { csv, with_ids })
    }

    /// Writes one record.
    ///
    /// # Errors
    /// Refuses a record that would not read back as it is, and writes nothing of it; gives the output's own error.
    pub fn write<Text: AsRef<str>>(&mut self, record: &UsageRecord<Text>) -> Result<(), WriteError> {
        if record.event_id.is_some() != self.with_ids {
            return Err(WriteError::Ids);
        }
        if record.lacks_user() {
            return Err(WriteError::NoUser);
        }
        if record.quantity.0 < 0 {
            return Err(WriteError::Negative);
        }
        let time = time_text(record.at)?;
        let quantity = record.quantity.to_string();
        let circumstances = record.circumstances;
        let cells = [
            optional("event_id", &record.event_id)?,
            time.into(),
            optional("user", &record.user)?,
            record.service.key().into(),
            optional("agent", &record.agent)?,
            optional("environment", &record.environment)?,
            guarded("feature", record.feature.as_ref())?,
            quantity.into(),
            TRIGGERS.word(circumstances.trigger).into(),
            AUDIENCES.word(circumstances.audience).into(),
            TRUTHS.word(circumstances.authenticated).into(),
            optional("channel", &record.channel)?,
            optional("conversation", &record.conversation)?,
            TRUTHS.word(circumstances.test).into(),
            optional("harness", &record.harness)?,
        ];
        let skipped = usize::from(!self.with_ids);
        self.csv
            .write_record(cells.iter().skip(skipped).map(|cell| cell.as_bytes()))
            .map_err(io_error)
    }

    /// Ends the file and gives the output back.
    ///
    /// # Errors
    /// Gives the output's own error.
    pub fn finish(self) -> Result<W, WriteError> {
        let mut csv = self.csv;
        csv.flush()?;
        Ok(csv.into_inner().map_err(|error| error.into_error())?)
    }
}

fn io_error(error: csv::Error) -> WriteError {
    WriteError::Io(error.into())
}

fn time_text(at: i64) -> Result<String, WriteError> {
    let text = DateTime::from_timestamp(at, 0).map(|time| time.to_rfc3339_opts(SecondsFormat::Secs, true));
    text.filter(|text| parse_time(text).is_ok()).ok_or(WriteError::Time(at))
}

/// The cell for a text that may be blank.
fn optional<'a>(column: &'static str, text: &'a Option<impl AsRef<str>>) -> Result<Cow<'a, str>, WriteError> {
    match text {
        Some(text) => guarded(column, text.as_ref()),
        None => Ok("".into()),
    }
}

/// The cell for a text, if it reads back as the same text.
fn guarded<'a>(column: &'static str, text: &'a str) -> Result<Cow<'a, str>, WriteError> {
    let cell = csv_guard(text);
    let quotes = cell.bytes().filter(|byte| *byte == b'"').count();
    let reads_back = !text.is_empty() && cell.trim().len() == cell.len() && !cell.contains('\0');
    if reads_back && cell.len() + quotes <= MAX_CELL {
        Ok(cell)
    } else {
        Err(WriteError::Text(column))
    }
}

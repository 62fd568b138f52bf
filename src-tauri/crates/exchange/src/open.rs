//! Opens a file of any known kind: decides by its first bytes and its header which reader it needs.
//!
//! A file's name is never asked.

use std::io::{self, Read};

use crate::answer::{self, MOST_BYTES};
use crate::answer_problem::AnswerProblem;
use crate::conversations::ConversationReader;
use crate::environment_day::EnvironmentReportReader;
use crate::header::{Header, other_delimiter, recognise, recognise_as};
use crate::header_problem::{Encoding, HeaderProblem};
use crate::records::{Records, Step};
use crate::report::ReportReader;
use crate::table::TableReader;
use crate::usage::UsageReader;
use meterdesk_billing::tenant::ImportKind;

/// How much of a header that can't be split is looked at for another delimiter.
const FIRST_LOOK: usize = 4096;

/// A file that was recognised, ready to be read.
#[derive(Debug)]
pub enum OpenedFile<R> {
    /// Meterdesk's own metered usage.
    MeteredUsage(UsageReader<R>),
    /// The Power Platform environment report.
    EnvironmentReport(EnvironmentReportReader<R>),
    /// Meterdesk's own log of conversations.
    ConversationLog(ConversationReader<R>),
    /// Another report.
    Report(ReportReader<R>),
}

/// Why a file was not opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The bytes could not be read.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// The file is not one that can be read.
    #[error(transparent)]
    Header(#[from] HeaderProblem),
}

/// Opens a file by its content.
///
/// # Errors
/// Gives the input's own error, or what is wrong with the file as a whole.
pub fn open<R: Read>(input: R) -> Result<OpenedFile<R>, OpenError> {
    let mut records = Records::new(input)?;
    let header = read_header(&mut records)?;
    Ok(match header.kind() {
        ImportKind::MeteredUsage => OpenedFile::MeteredUsage(TableReader::new(records, header)),
        ImportKind::EnvironmentReport => OpenedFile::EnvironmentReport(TableReader::new(records, header)),
        ImportKind::ConversationLog => {
            OpenedFile::ConversationLog(ConversationReader::new(TableReader::new(records, header)))
        }
        _ => OpenedFile::Report(TableReader::new(records, header)),
    })
}

/// Reads the header: the first line that isn't empty.
fn read_header<R: Read>(records: &mut Records<R>) -> Result<Header, OpenError> {
    if let Some(encoding) = foreign_encoding(records.ahead()) {
        return Err(HeaderProblem::NotText(encoding).into());
    }
    if answer::looks_like_one(records.ahead()) {
        return lay_out(records);
    }
    loop {
        let first_line = String::from_utf8_lossy(first_line(records.ahead())).replace('"', "");
        match records.advance()? {
            Step::End => return Err(HeaderProblem::Empty.into()),
            Step::Broken { .. } => {
                let problem = other_delimiter(&first_line).map_or(HeaderProblem::Broken, HeaderProblem::WrongDelimiter);
                return Err(problem.into());
            }
            Step::Record => {}
        }
        let cells = records.current().map_err(|broken| {
            let encoding = if broken.holds_nul {
                Encoding::Binary
            } else {
                Encoding::Other
            };
            HeaderProblem::NotText(encoding)
        })?;
        let names: Vec<String> = cells.iter().map(str::to_owned).collect();
        if names.len() > 1 || !names.concat().is_empty() {
            return Ok(recognise(&names)?);
        }
    }
}

/// Lays out answers of the Licensing API as a table, which is read from then on.
fn lay_out<R: Read>(records: &mut Records<R>) -> Result<Header, OpenError> {
    let file = records.take_rest(MOST_BYTES)?;
    let refused = |problem: AnswerProblem| OpenError::from(HeaderProblem::Answer(problem));
    if file.len() > MOST_BYTES {
        return Err(refused(AnswerProblem::TooLong));
    }
    let answer = answer::lay_out(&file).map_err(refused)?;
    let header = recognise_as(answer.kind, &answer.columns)?;
    records.read_instead(answer.table);
    // The first line is the header that was just recognised.
    records.advance()?;
    Ok(header.with_remarks(answer.remarks))
}

/// What the file is, if its beginning shows that it isn't UTF-8 text.
fn foreign_encoding(start: &[u8]) -> Option<Encoding> {
    if start.starts_with(b"\xff\xfe") || start.starts_with(b"\xfe\xff") {
        return Some(Encoding::Utf16);
    }
    if start.starts_with(b"PK\x03\x04") {
        return Some(Encoding::Zip);
    }
    let line = first_line(start);
    let nuls_at = |parity: usize| line.iter().skip(parity).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (nuls_at(0), nuls_at(1));
    // Latin letters in UTF-16 are every other byte zero, on one side only.
    if even.min(odd) == 0 && even.max(odd) * 3 > line.len() {
        return Some(Encoding::Utf16);
    }
    let is_control = |byte: &u8| byte.is_ascii_control() && *byte != b'\t';
    line.iter().any(is_control).then_some(Encoding::Binary)
}

fn first_line(start: &[u8]) -> &[u8] {
    let look = &start[..start.len().min(FIRST_LOOK)];
    let end = look.iter().position(|byte| matches!(byte, b'\n' | b'\r'));
    &look[..end.unwrap_or(look.len())]
}

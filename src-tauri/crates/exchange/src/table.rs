//! Reads a recognised file row by row: each row is either a record of the file's kind or rejected with the reason.
//!
//! Holds one row at a time. What a kind makes of its cells is the kind's matter; nothing here decides about billing.

use std::io::{self, Read};

use crate::hashing::Fingerprint;
use crate::header::Header;
use crate::records::{Cells, Place, Records, Step};
use crate::rejected::{RejectedRow, RowProblem};
use crate::scan::Fault;
use crate::text::shortened;
use meterdesk_billing::tenant::ImportKind;

/// How a kind of file makes records of cells.
pub trait RowKind {
    /// A row that was understood; its texts are borrowed from the reader.
    type Record<'a>;

    /// Finds the kind's columns in the header.
    fn of(header: &Header) -> Self;

    /// Reads one row, which has as many cells as the header.
    ///
    /// # Errors
    /// Says which cell is at fault.
    fn read<'a>(&self, cells: &Cells<'a>) -> Result<Self::Record<'a>, CellProblem>;
}

/// A cell at fault and what is wrong with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellProblem {
    pub(crate) cell: usize,
    pub(crate) problem: RowProblem,
}

/// One data row of a file.
#[derive(Debug)]
pub enum Row<T> {
    /// The row was understood.
    Good {
        /// Where it begins.
        place: Place,
        /// What it says.
        record: T,
    },
    /// The row was not understood; the rows around it are unaffected.
    Rejected(RejectedRow),
}

/// What a file held, known at its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FileSummary {
    /// The identity of the whole content.
    pub fingerprint: Fingerprint,
    /// Rows understood by this reader.
    pub good: u64,
    /// Rows rejected by this reader.
    pub rejected: u64,
    /// Whether the last line that was read has its line end. A file cut inside its last cell lacks it, as do some sound
    /// files.
    pub ends_with_line_end: bool,
}

/// A streaming reader of one file.
#[derive(Debug)]
pub struct TableReader<R, K> {
    records: Records<R>,
    header: Header,
    kind: K,
    good: u64,
    rejected: u64,
}

impl<R: Read, K: RowKind> TableReader<R, K> {
    /// Reads the rows after the header, which `records` has just passed.
    pub(crate) fn new(records: Records<R>, header: Header) -> Self {
        Self {
            records,
            kind: K::of(&header),
            header,
            good: 0,
            rejected: 0,
        }
    }

    /// The file's header.
    pub fn header(&self) -> &Header {
        &self.header
    }

    /// The file's kind.
    pub fn file_kind(&self) -> ImportKind {
        self.header.kind()
    }

    /// Where the next row begins: how far the reader has come, and what [`Self::resume`] takes.
    pub fn place(&self) -> Place {
        self.records.place()
    }

    /// Goes on where an earlier reader of the same content stood. What is skipped is hashed, not counted.
    ///
    /// # Errors
    /// Gives the input's own error; also refuses a place before the reader's or beyond the end of the file.
    pub fn resume(&mut self, place: Place) -> io::Result<()> {
        self.records.resume(place)
    }

    /// Reads the next data row. Rows of nothing but spaces are passed over. `None` at the end of the file.
    ///
    /// # Errors
    /// Gives the input's own error; a row that can't be understood is not an error but [`Row::Rejected`].
    pub fn next_row(&mut self) -> io::Result<Option<Row<K::Record<'_>>>> {
        loop {
            match self.records.advance()? {
                Step::End => return Ok(None),
                Step::Broken { cell, fault } => {
                    self.rejected += 1;
                    return Ok(Some(Row::Rejected(self.broken(cell, fault))));
                }
                Step::Record if self.records.is_blank() => {}
                Step::Record => break,
            }
        }
        match read_record(&self.records, &self.header, &self.kind) {
            Ok(record) => {
                self.good += 1;
                let place = self.records.current_place();
                Ok(Some(Row::Good { place, record }))
            }
            Err(rejected) => {
                self.rejected += 1;
                Ok(Some(Row::Rejected(rejected)))
            }
        }
    }

    /// Reads what is left without looking at it, for the fingerprint of the whole content.
    ///
    /// # Errors
    /// Gives the input's own error.
    pub fn finish(self) -> io::Result<FileSummary> {
        Ok(FileSummary {
            ends_with_line_end: self.records.has_line_end(),
            fingerprint: self.records.finish()?,
            good: self.good,
            rejected: self.rejected,
        })
    }

    fn broken(&self, cell: usize, fault: Fault) -> RejectedRow {
        let problem = match fault {
            // Nothing follows, so it can't be said whether the quote or the rest of the line is missing.
            Fault::QuoteLeftOpen if !self.records.has_line_end() => RowProblem::CutLastLine,
            Fault::QuoteLeftOpen => RowProblem::QuoteLeftOpen,
            Fault::TextAfterQuote => RowProblem::TextAfterQuote,
            Fault::CellTooLarge => RowProblem::CellTooLarge,
            Fault::RecordTooLarge => RowProblem::RowTooLarge,
        };
        let names_a_cell = !matches!(fault, Fault::RecordTooLarge);
        RejectedRow {
            place: self.records.current_place(),
            column: self.header.names().get(cell).filter(|_| names_a_cell).cloned(),
            value: None,
            problem,
        }
    }
}

fn read_record<'a, R: Read, K: RowKind>(
    records: &'a Records<R>,
    header: &Header,
    kind: &K,
) -> Result<K::Record<'a>, RejectedRow> {
    let rejected = |column: Option<usize>, value: Option<String>, problem| RejectedRow {
        place: records.current_place(),
        column: column.and_then(|column| header.names().get(column).cloned()),
        value,
        problem,
    };
    let cells = records.current().map_err(|broken| {
        let problem = if broken.holds_nul {
            RowProblem::Nul
        } else {
            RowProblem::NotUtf8
        };
        rejected(Some(broken.cell), Some(shortened(&broken.shown)), problem)
    })?;
    let (found, expected) = (cells.len(), header.names().len());
    if found < expected {
        let problem = if records.has_line_end() {
            RowProblem::TooFewCells { found, expected }
        } else {
            RowProblem::CutLastLine
        };
        return Err(rejected(Some(found), None, problem));
    }
    if found > expected {
        return Err(rejected(None, None, RowProblem::TooManyCells { found, expected }));
    }
    kind.read(&cells)
        .map_err(|CellProblem { cell, problem }| rejected(Some(cell), Some(shortened(cells.get(cell))), problem))
}

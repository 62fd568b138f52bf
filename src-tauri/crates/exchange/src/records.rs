//! Walks a stream record by record within a fixed buffer, and keeps count of where it is.
//!
//! After a record that can't be read it goes on at the line after the one where the broken cell begins, so that a quote
//! left open costs one row and not the rest of the file. Knows nothing of columns and what they mean.

use std::io::{self, Read};

use crate::hashing::{Fingerprint, HashingReader};
use crate::scan::{Cell, Fault, Scan, scan};

/// How much of a file is held at once; also the most bytes that one record may take.
const BUFFER: usize = 1024 * 1024;

/// A place in a file: where a row begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The row as a spreadsheet numbers it: the first line is 1, blank lines count, a quoted line end doesn't.
    pub row: u64,
    /// How many bytes of the file stand before it.
    pub byte: u64,
}

/// What [`Records::advance`] came upon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    /// A record, to be read with [`Records::current`].
    Record,
    /// A record that can't be read, with its faulty cell's number.
    Broken { cell: usize, fault: Fault },
    /// The end of the file.
    End,
}

/// The cells of one record, as text.
#[derive(Debug, Clone, Copy)]
pub struct Cells<'a> {
    text: &'a str,
    cells: &'a [Cell],
}

impl<'a> Cells<'a> {
    pub(crate) fn len(&self) -> usize {
        self.cells.len()
    }

    /// A cell's text without the white space around it.
    pub(crate) fn get(&self, index: usize) -> &'a str {
        let cell = self.cells[index];
        self.text[cell.start..cell.end].trim()
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &'a str> {
        (0..self.len()).map(|index| self.get(index))
    }
}

#[derive(Debug)]
pub(crate) struct Records<R> {
    input: HashingReader<R>,
    buffer: Vec<u8>,
    /// Where the next record begins in the buffer.
    next: usize,
    /// Where the buffer's bytes end.
    end: usize,
    /// The input has nothing beyond the buffer.
    exhausted: bool,
    /// The place of the buffer's position `next`.
    place: Place,
    current: Current,
    cells: Vec<Cell>,
}

/// The record under the reader.
#[derive(Debug, Clone, Copy)]
struct Current {
    place: Place,
    start: usize,
    end: usize,
    has_line_end: bool,
}

impl<R: Read> Records<R> {
    /// Starts at the first byte, or after a UTF-8 byte order mark.
    pub(crate) fn new(input: R) -> io::Result<Self> {
        Self::with_buffer(input, BUFFER)
    }

    fn with_buffer(input: R, size: usize) -> io::Result<Self> {
        let place = Place { row: 1, byte: 0 };
        let mut records = Self {
            input: HashingReader::new(input),
            buffer: vec![0; size],
            next: 0,
            end: 0,
            exhausted: false,
            place,
            current: Current {
                place,
                start: 0,
                end: 0,
                has_line_end: true,
            },
            cells: Vec::new(),
        };
        records.fill()?;
        if records.ahead().starts_with(b"\xef\xbb\xbf") {
            records.consume(3);
        }
        Ok(records)
    }

    /// The bytes that are read ahead and not yet consumed.
    pub(crate) fn ahead(&self) -> &[u8] {
        &self.buffer[self.next..self.end]
    }

    /// Where the next record begins.
    pub(crate) fn place(&self) -> Place {
        self.place
    }

    /// Where the record under the reader began.
    pub(crate) fn current_place(&self) -> Place {
        self.current.place
    }

    /// Whether the record under the reader ended with a line end; only a file's last can lack it.
    pub(crate) fn has_line_end(&self) -> bool {
        self.current.has_line_end
    }

    /// Moves on to the next record.
    pub(crate) fn advance(&mut self) -> io::Result<Step> {
        loop {
            if self.next == self.end {
                if self.exhausted {
                    return Ok(Step::End);
                }
                self.fill()?;
                continue;
            }
            let start = self.next;
            match scan(&self.buffer[start..self.end], self.exhausted, &mut self.cells) {
                Scan::Record {
                    content,
                    next,
                    has_line_end,
                } => {
                    self.begin(start, start + content, has_line_end);
                    self.consume(next);
                    self.take_off_doubled_quotes();
                    return Ok(Step::Record);
                }
                Scan::Incomplete if start == 0 && self.end == self.buffer.len() => {
                    let cell = self.cells.len();
                    return self.pass_over(0, cell, Fault::RecordTooLarge);
                }
                Scan::Incomplete => self.fill()?,
                Scan::Broken { cell, at, fault } => return self.pass_over(at, cell, fault),
            }
        }
    }

    /// The cells of the record under the reader, or the number of the first cell that isn't text.
    pub(crate) fn current(&self) -> Result<Cells<'_>, NotText> {
        let bytes = &self.buffer[self.current.start..self.current.end];
        match std::str::from_utf8(bytes) {
            Ok(text) if !bytes.contains(&0) => Ok(Cells {
                text,
                cells: &self.cells,
            }),
            _ => Err(self.first_cell_without_text(bytes)),
        }
    }

    /// Whether all cells of the record under the reader are empty or hold spaces only.
    pub(crate) fn is_blank(&self) -> bool {
        let record = &self.buffer[self.current.start..self.current.end];
        let is_space = |byte: &u8| *byte == b' ';
        self.cells
            .iter()
            .all(|cell| record[cell.start..cell.end].iter().all(is_space))
    }

    /// Goes to `place`, which an earlier walk through the same content gave, without reading the rows before it.
    pub(crate) fn resume(&mut self, place: Place) -> io::Result<()> {
        if place.byte < self.place.byte {
            return Err(io::Error::new(
                io::ErrorKind::InvalidInput,
                "a reader can't go back in its file",
            ));
        }
        while self.place.byte < place.byte {
            if self.next == self.end {
                if self.exhausted {
                    return Err(io::ErrorKind::UnexpectedEof.into());
                }
                self.fill()?;
            }
            let missing = place.byte - self.place.byte;
            let held = self.end - self.next;
            self.consume(usize::try_from(missing).map_or(held, |missing| missing.min(held)));
        }
        self.place.row = place.row;
        Ok(())
    }

    /// Takes what is left of the input out, or no more than a little beyond `most` bytes of it.
    pub(crate) fn take_rest(&mut self, most: usize) -> io::Result<Vec<u8>> {
        let mut rest = self.ahead().to_vec();
        self.consume(self.end - self.next);
        while !self.exhausted && rest.len() <= most {
            self.fill()?;
            rest.extend_from_slice(self.ahead());
            self.consume(self.end - self.next);
        }
        Ok(rest)
    }

    /// Goes on with another text in place of the input, whose first line then is row 0. The fingerprint stays the input's.
    pub(crate) fn read_instead(&mut self, text: Vec<u8>) {
        self.next = 0;
        self.end = text.len();
        self.buffer = text;
        self.exhausted = true;
        self.place = Place { row: 0, byte: 0 };
    }

    /// Reads what is left of the input and gives the fingerprint of all of it.
    pub(crate) fn finish(mut self) -> io::Result<Fingerprint> {
        self.input.drain()?;
        Ok(self.input.fingerprint())
    }

    /// Moves what is left in the buffer to its front and fills the rest.
    fn fill(&mut self) -> io::Result<()> {
        self.buffer.copy_within(self.next..self.end, 0);
        self.end -= self.next;
        self.next = 0;
        let room = self.buffer.len() - self.end;
        let filled = self.input.fill(&mut self.buffer[self.end..])?;
        self.exhausted = filled < room;
        self.end += filled;
        Ok(())
    }

    fn consume(&mut self, bytes: usize) {
        self.next += bytes;
        self.place.byte += bytes as u64;
    }

    fn begin(&mut self, start: usize, end: usize, has_line_end: bool) {
        self.current = Current {
            place: self.place,
            start,
            end,
            has_line_end,
        };
        self.place.row += 1;
    }

    /// Leaves a broken record: consumes up to the first line end at or after `from`, counted from the record's start.
    fn pass_over(&mut self, from: usize, cell: usize, fault: Fault) -> io::Result<Step> {
        self.begin(self.next, self.next, false);
        self.consume(from);
        loop {
            let line_end = self.ahead().iter().position(|byte| matches!(byte, b'\n' | b'\r'));
            match line_end {
                Some(at) => {
                    self.consume(at);
                    self.consume_line_end()?;
                    self.current.has_line_end = true;
                    break;
                }
                None => {
                    self.consume(self.end - self.next);
                    if self.exhausted {
                        break;
                    }
                    self.fill()?;
                }
            }
        }
        Ok(Step::Broken { cell, fault })
    }

    fn consume_line_end(&mut self) -> io::Result<()> {
        if self.ahead().len() == 1 && !self.exhausted {
            self.fill()?;
        }
        let width = if self.ahead().starts_with(b"\r\n") { 2 } else { 1 };
        self.consume(width);
        Ok(())
    }

    /// Makes one quote of each doubled one. The room that is left over is filled with spaces: the bytes there may be the
    /// tail of a character.
    fn take_off_doubled_quotes(&mut self) {
        let start = self.current.start;
        for cell in self.cells.iter_mut().filter(|cell| cell.doubled) {
            let bytes = &mut self.buffer[start + cell.start..start + cell.end];
            let (mut from, mut to) = (0, 0);
            while from < bytes.len() {
                bytes[to] = bytes[from];
                from += if bytes[from] == b'"' { 2 } else { 1 };
                to += 1;
            }
            bytes[to..].fill(b' ');
            cell.end = cell.start + to;
        }
    }

    fn first_cell_without_text(&self, record: &[u8]) -> NotText {
        let broken = self.cells.iter().enumerate().find_map(|(index, cell)| {
            let bytes = &record[cell.start..cell.end];
            let holds_nul = bytes.contains(&0);
            let shown = || String::from_utf8_lossy(bytes).into_owned();
            (holds_nul || std::str::from_utf8(bytes).is_err()).then(|| NotText {
                cell: index,
                holds_nul,
                shown: shown(),
            })
        });
        broken.expect("bytes outside of cells are commas and quotes, which are text")
    }
}

/// A cell whose bytes are not text.
#[derive(Debug)]
pub(crate) struct NotText {
    pub(crate) cell: usize,
    pub(crate) holds_nul: bool,
    /// The cell with replacement characters.
    pub(crate) shown: String,
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Everything that a walk sees, with a buffer so small that most records cross its edge.
    fn walk(bytes: &[u8], buffer: usize) -> (Vec<Result<Vec<String>, Fault>>, Vec<Place>) {
        let mut records = Records::with_buffer(bytes, buffer).unwrap();
        let (mut rows, mut places) = (Vec::new(), vec![records.place()]);
        loop {
            match records.advance().unwrap() {
                Step::End => return (rows, places),
                Step::Record => rows.push(Ok(records.current().unwrap().iter().map(str::to_owned).collect())),
                Step::Broken { fault, .. } => rows.push(Err(fault)),
            }
            places.push(records.place());
        }
    }

    fn table() -> impl Strategy<Value = Vec<Vec<String>>> {
        let cell = prop_oneof!["[a-z]{1,6}", "[a-zé€\", \r\n]{0,12}"].prop_map(|text| text.trim().to_owned());
        (1..6_usize)
            .prop_flat_map(move |width| prop::collection::vec(prop::collection::vec(cell.clone(), width), 0..20))
    }

    proptest! {
        #[test]
        fn a_well_formed_file_reads_as_the_csv_crate_reads_it(rows in table(), buffer in 128..300_usize) {
            let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
            for row in &rows {
                writer.write_record(row).unwrap();
            }
            let bytes = writer.into_inner().unwrap();
            let (read, places) = walk(&bytes, buffer);
            prop_assert_eq!(read, rows.into_iter().map(Ok).collect::<Vec<_>>());
            prop_assert_eq!(places.last().unwrap().byte, bytes.len() as u64);
        }

        #[test]
        fn the_buffers_size_changes_nothing(
            chunks in prop::collection::vec("[a\",\r\né]{0,20}", 0..20),
            buffer in 128..140_usize,
        ) {
            // The end of each chunk closes or breaks what quote is open, so that no record outgrows the small buffer.
            let bytes = chunks.join("x\"x\n");
            prop_assert_eq!(walk(bytes.as_bytes(), buffer), walk(bytes.as_bytes(), BUFFER));
        }
    }

    #[test]
    fn a_quote_left_open_costs_one_line() {
        let (rows, places) = walk(b"a,\"b\nc,d\n\"e\",f\n", 64);
        let words = |texts: [&str; 2]| Ok(texts.map(str::to_owned).to_vec());
        assert_eq!(rows, [Err(Fault::QuoteLeftOpen), words(["c", "d"]), words(["e", "f"])]);
        assert_eq!(places.last(), Some(&Place { row: 4, byte: 15 }));
    }

    #[test]
    fn a_record_beyond_the_buffer_is_passed_over_and_the_next_one_read() {
        let long = format!("{}\r\nb\r\n", "a,".repeat(100));
        let (rows, places) = walk(long.as_bytes(), 64);
        assert_eq!(rows, [Err(Fault::RecordTooLarge), Ok(vec!["b".to_owned()])]);
        assert_eq!(places[1], Place { row: 2, byte: 202 });
    }

    #[test]
    fn a_line_end_across_the_buffers_edge_is_one_line_end() {
        for length in 64..200 {
            let file = format!("{}\r\nb\n", ",".repeat(length));
            let (rows, places) = walk(file.as_bytes(), 64);
            assert_eq!(rows, [Err(Fault::RecordTooLarge), Ok(vec!["b".to_owned()])], "{length}");
            assert_eq!(places[1].byte, length as u64 + 2);
        }
    }

    #[test]
    fn a_walk_resumes_where_another_stopped() {
        let bytes = b"a\n\"b\nb\"\nc\nd\n";
        let (_, places) = walk(bytes, 64);
        let mut records = Records::with_buffer(&bytes[..], 64).unwrap();
        records.resume(places[2]).unwrap();
        records.advance().unwrap();
        assert_eq!(records.current().unwrap().get(0), "c");
        assert_eq!(records.current_place(), Place { row: 3, byte: 8 });
        assert!(records.resume(places[0]).is_err(), "it can't go back");
        let beyond = Place { row: 9, byte: 99 };
        assert_eq!(
            records.resume(beyond).unwrap_err().kind(),
            io::ErrorKind::UnexpectedEof,
            "the file is shorter than it was"
        );
        let print = records.finish().unwrap();
        assert_eq!(
            print,
            crate::hashing::fingerprint(&bytes[..]).unwrap(),
            "what is skipped is hashed all the same"
        );
    }
}

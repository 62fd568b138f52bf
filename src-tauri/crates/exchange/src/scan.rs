//! Finds the cells of one CSV record in a slice of bytes.
//!
//! Pure and strict: a quote that is not closed, or text between a closing quote and the next comma, is a fault and never
//! repaired by guessing, because a guess could swallow the rows that follow. Reads nothing, decodes nothing.

/// The most bytes that one cell may take in the file, its inner quotes counted as written.
pub const MAX_CELL: usize = 64 * 1024;

/// Where a cell's text stands in the record, without its enclosing quotes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Cell {
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// Whether the text still holds doubled quotes, which stand for one.
    pub(crate) doubled: bool,
}

/// What is wrong with a record's shape.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    QuoteLeftOpen,
    TextAfterQuote,
    CellTooLarge,
    RecordTooLarge,
}

/// What a slice begins with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scan {
    /// A whole record of `content` bytes; the next one begins at `next`. Without a line end it is the file's last.
    Record {
        content: usize,
        next: usize,
        has_line_end: bool,
    },
    /// The beginning of a record whose end lies beyond the slice.
    Incomplete,
    /// A record that can't be read: its cell number `cell`, which begins at `at`, is at fault.
    Broken { cell: usize, at: usize, fault: Fault },
}

/// Scans the record at the start of `bytes` into `cells`. `at_end` says that nothing follows the slice.
pub(crate) fn scan(bytes: &[u8], at_end: bool, cells: &mut Vec<Cell>) -> Scan {
    cells.clear();
    let mut at = 0;
    loop {
        let found = if bytes.get(at) == Some(&b'"') {
            quoted(bytes, at, at_end)
        } else {
            bare(bytes, at, at_end)
        };
        let cell_start = at;
        match found {
            Found::Cell { cell, after } => {
                cells.push(cell);
                at = after;
            }
            Found::Beyond => return Scan::Incomplete,
            Found::Fault(fault) => {
                return Scan::Broken {
                    cell: cells.len(),
                    at: cell_start,
                    fault,
                };
            }
        }
        let line_end = match (bytes.get(at), bytes.get(at + 1)) {
            (Some(b','), _) => {
                at += 1;
                continue;
            }
            (Some(b'\r'), Some(b'\n')) => 2,
            // The line feed of this line end may be the first byte beyond the slice.
            (Some(b'\r'), None) if !at_end => return Scan::Incomplete,
            (Some(_), _) => 1,
            (None, _) => 0,
        };
        return Scan::Record {
            content: at,
            next: at + line_end,
            has_line_end: line_end > 0,
        };
    }
}

enum Found {
    Cell { cell: Cell, after: usize },
    Beyond,
    Fault(Fault),
}

fn ends_cell(byte: u8) -> bool {
    matches!(byte, b',' | b'\n' | b'\r')
}

/// A cell without enclosing quotes; a quote inside it is an ordinary character.
fn bare(bytes: &[u8], start: usize, at_end: bool) -> Found {
    let rest = &bytes[start..];
    let length = rest.iter().position(|byte| ends_cell(*byte));
    let end = start + length.unwrap_or(rest.len());
    if end - start > MAX_CELL {
        return Found::Fault(Fault::CellTooLarge);
    }
    if length.is_none() && !at_end {
        return Found::Beyond;
    }
    let cell = Cell {
        start,
        end,
        doubled: false,
    };
    Found::Cell { cell, after: end }
}

/// A cell that begins with a quote at `open`.
fn quoted(bytes: &[u8], open: usize, at_end: bool) -> Found {
    let start = open + 1;
    let mut at = start;
    let mut doubled = false;
    loop {
        let quote = bytes[at..].iter().position(|byte| *byte == b'"');
        let end = at + quote.unwrap_or(bytes.len() - at);
        if end - start > MAX_CELL {
            return Found::Fault(Fault::CellTooLarge);
        }
        match (quote, bytes.get(end + 1)) {
            (Some(_), Some(b'"')) => {
                doubled = true;
                at = end + 2;
            }
            (Some(_), Some(next)) if !ends_cell(*next) => {
                // A quote that closes badly on a later line most likely opens that line's cell.
                let spans_lines = bytes[start..end].iter().any(|byte| matches!(byte, b'\n' | b'\r'));
                let fault = if spans_lines {
                    Fault::QuoteLeftOpen
                } else {
                    Fault::TextAfterQuote
                };
                return Found::Fault(fault);
            }
            (None | Some(_), None) if !at_end => return Found::Beyond,
            (None, _) => return Found::Fault(Fault::QuoteLeftOpen),
            (Some(_), _) => {
                let cell = Cell { start, end, doubled };
                return Found::Cell { cell, after: end + 1 };
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(bytes: &str) -> (Scan, Vec<&str>) {
        let mut cells = Vec::new();
        let scan = scan(bytes.as_bytes(), true, &mut cells);
        (scan, cells.iter().map(|cell| &bytes[cell.start..cell.end]).collect())
    }

    #[test]
    fn every_line_end_ends_a_record() {
        for (line_end, width) in [("\n", 1), ("\r\n", 2), ("\r", 1)] {
            let text = format!("a,,\"b,\n\"{line_end}next");
            let record = Scan::Record {
                content: 8,
                next: 8 + width,
                has_line_end: true,
            };
            assert_eq!(texts(&text), (record, vec!["a", "", "b,\n"]), "{line_end:?}");
        }
    }

    #[test]
    fn a_trailing_comma_makes_a_last_blank_cell() {
        assert_eq!(texts("a,").1, ["a", ""]);
    }

    #[test]
    fn quotes_are_taken_at_their_word() {
        let broken = |cell, at, fault| Scan::Broken { cell, at, fault };
        assert_eq!(texts("a,\"b").0, broken(1, 2, Fault::QuoteLeftOpen));
        assert_eq!(texts("a,\"b\"c\n").0, broken(1, 2, Fault::TextAfterQuote));
        assert_eq!(
            texts("a \"b\",c\n").1,
            ["a \"b\"", "c"],
            "a quote inside a bare cell is text"
        );
        assert_eq!(texts("\"\",\"\"\"\"\n").1, ["", "\"\""]);
    }

    #[test]
    fn a_record_that_may_go_on_is_not_judged() {
        let mut cells = Vec::new();
        for text in ["", "a", "a,", "\"a", "\"a\"", "\"a\"\"", "a\r"] {
            assert_eq!(
                scan(text.as_bytes(), false, &mut cells),
                Scan::Incomplete,
                "{text:?} may be only a beginning"
            );
        }
    }

    #[test]
    fn a_cell_may_be_as_long_as_the_limit_and_no_longer() {
        let fits = "x".repeat(MAX_CELL);
        assert_eq!(texts(&format!("{fits}\n")).1, [fits.as_str()]);
        assert_eq!(texts(&format!("\"{fits}\"\n")).1, [fits.as_str()]);
        for text in [format!("{fits}x\n"), format!("\"{fits}x\"\n"), format!("\"{fits}x")] {
            let fault = Fault::CellTooLarge;
            assert_eq!(texts(&text).0, Scan::Broken { cell: 0, at: 0, fault });
        }
    }
}

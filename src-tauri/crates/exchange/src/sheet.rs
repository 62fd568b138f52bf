//! Writes a table of texts as a CSV file that is safe to open in a spreadsheet.
//!
//! Such a file is for reading: Meterdesk does not take it in again.

use std::io::{self, Write};

use crate::guard::csv_guard;

/// Writes rows of texts under a header, each cell guarded against being taken for a formula.
#[derive(Debug)]
pub struct SheetWriter<W: Write> {
    csv: csv::Writer<W>,
    columns: usize,
}

impl<W: Write> SheetWriter<W> {
    /// Begins a file with its header.
    ///
    /// # Errors
    /// Gives the output's own error.
    pub fn new(output: W, header: &[&str]) -> io::Result<Self> {
        let mut sheet = Self {
            csv: csv::Writer::from_writer(output),
            columns: header.len(),
        };
        sheet.write(header)?;
        Ok(sheet)
    }

    /// Writes one row, with as many cells as the header has.
    ///
    /// # Errors
    /// Refuses another number of cells and writes none of them; gives the output's own error.
    pub fn write(&mut self, cells: &[&str]) -> io::Result<()> {
        if cells.len() != self.columns {
            let message = format!("{} cells do not fit under {} columns", cells.len(), self.columns);
            return Err(io::Error::new(io::ErrorKind::InvalidInput, message));
        }
        let guarded = cells.iter().map(|cell| csv_guard(cell).into_owned());
        Ok(self.csv.write_record(guarded.collect::<Vec<_>>())?)
    }

    /// Ends the file and gives the output back.
    ///
    /// # Errors
    /// Gives the output's own error.
    pub fn finish(self) -> io::Result<W> {
        self.csv.into_inner().map_err(csv::IntoInnerError::into_error)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_with_commas_quotes_lines_or_a_formula_stays_one_harmless_cell() {
        let mut sheet = SheetWriter::new(Vec::new(), &["Name", "Paid by", "Why"]).expect("memory takes it");
        sheet
            .write(&["=HYPERLINK(\"x\")", "Sales, \"EU\"", "one\ntwo"])
            .expect("memory takes it");
        assert!(
            sheet.write(&["too", "few"]).is_err(),
            "a row has as many cells as the header"
        );
        let text = String::from_utf8(sheet.finish().expect("memory takes it")).expect("it is text");
        let rows: Vec<Vec<String>> = csv::ReaderBuilder::new()
            .has_headers(false)
            .from_reader(text.as_bytes())
            .records()
            .map(|row| row.expect("it is CSV").iter().map(str::to_owned).collect())
            .collect();
        assert_eq!(rows[0], ["Name", "Paid by", "Why"]);
        assert_eq!(rows[1], ["'=HYPERLINK(\"x\")", "Sales, \"EU\"", "one\ntwo"]);
    }
}

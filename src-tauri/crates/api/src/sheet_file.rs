//! A table written into a CSV file beside its place, and put there when it is complete.
//!
//! A file that is there already is never left half overwritten.

use std::ffi::OsString;
use std::fs::File;
use std::io::BufWriter;
use std::path::{Path, PathBuf};

use meterdesk_exchange::SheetWriter;

use crate::error::{ApiError, ErrorCode};

/// A file that is being written.
pub(crate) struct SheetFile {
    path: PathBuf,
    part: OsString,
    sheet: SheetWriter<BufWriter<File>>,
    rows: u32,
}

impl SheetFile {
    /// Begins the file with its header.
    pub(crate) fn begin(path: PathBuf, header: &[&str]) -> Result<Self, ApiError> {
        let mut part = path.clone().into_os_string();
        part.push(".part");
        let begun = File::create(&part).and_then(|file| SheetWriter::new(BufWriter::new(file), header));
        let sheet = begun.map_err(|error| unwritten(&path, &error))?;
        Ok(Self {
            path,
            part,
            sheet,
            rows: 0,
        })
    }

    /// Writes a row.
    pub(crate) fn write(&mut self, cells: &[String]) -> Result<(), ApiError> {
        let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
        self.sheet
            .write(&cells)
            .map_err(|error| unwritten(&self.path, &error))?;
        self.rows += 1;
        Ok(())
    }

    /// Puts the file in its place; gives its rows besides the header, and its name.
    pub(crate) fn finish(self) -> Result<(u32, String), ApiError> {
        let Self {
            path,
            part,
            sheet,
            rows,
        } = self;
        let flushed = sheet
            .finish()
            .and_then(|buffer| buffer.into_inner().map_err(Into::into));
        flushed
            .and_then(|file| file.sync_all())
            .and_then(|()| std::fs::rename(&part, &path))
            .map_err(|error| unwritten(&path, &error))?;
        Ok((
            rows,
            path.file_name().unwrap_or_default().to_string_lossy().into_owned(),
        ))
    }
}

fn unwritten(path: &Path, error: &std::io::Error) -> ApiError {
    let message = format!("{} can't be written: {error}", path.display());
    ApiError::new(ErrorCode::Io, message).at("file")
}

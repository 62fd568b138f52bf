//! Writing a table of a screen into a file, cell by cell as it is shown.
//!
//! It knows nothing of what is in the table. Lists that have more rows than a screen are written by `list_export`.

use super::list_export::AS_OF;
use crate::error::{ApiError, ErrorCode};
use crate::sheet_file::SheetFile;
use crate::text::instant;
use crate::wire::*;
use crate::{App, Caller};

/// More rows or columns than these no screen shows.
const MOST_ROWS: usize = 5_000;
const MOST_COLUMNS: usize = 100;

/// Writes a table into a file.
///
/// # Errors
/// When it is none, or the file can't be written.
pub async fn table_export(app: &App, _caller: &Caller, request: TableExport) -> Result<TableExported, ApiError> {
    let TableExport { columns, rows, file } = request;
    let path = (app.files)(&file)?;
    let none = |field: &str, message: String| Err(ApiError::new(ErrorCode::InvalidField, message).at(field));
    if columns.is_empty() || columns.len() > MOST_COLUMNS {
        return none("columns", format!("a table has 1 to {MOST_COLUMNS} columns"));
    }
    if rows.len() > MOST_ROWS {
        return none("rows", format!("a table has at most {MOST_ROWS} rows"));
    }
    if let Some(place) = rows.iter().position(|row| row.len() != columns.len()) {
        let message = format!(
            "row {} has {} cells and not {}",
            place + 1,
            rows[place].len(),
            columns.len()
        );
        return none("rows", message);
    }
    let as_of = instant(app.workbook.read().await?.tenant().now);
    let header: Vec<_> = columns.iter().map(String::as_str).chain([AS_OF]).collect();
    let mut sheet = SheetFile::begin(path, &header)?;
    for mut row in rows {
        row.push(as_of.clone());
        sheet.write(&row)?;
    }
    let (rows, file_name) = sheet.finish()?;
    Ok(TableExported { rows, file_name, as_of })
}

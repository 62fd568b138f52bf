//! Folders that stand for the files in them.
//!
//! Folders inside are left out, and no file is opened.

use std::path::PathBuf;

use crate::error::{ApiError, ErrorCode};

/// The files, with those of folders in the folders' places: in the order of their names, hidden ones left out.
///
/// # Errors
/// When a folder can't be read or holds no file.
pub fn files_in(named: &[PathBuf]) -> Result<Vec<PathBuf>, ApiError> {
    let mut files = Vec::new();
    for path in named {
        if !path.is_dir() {
            files.push(path.clone());
            continue;
        }
        let problem = |said: String| ApiError::new(ErrorCode::BadRequest, format!("{}: {said}", path.display()));
        let entries = path.read_dir().map_err(|error| problem(error.to_string()))?;
        let mut found = Vec::new();
        for entry in entries {
            let entry = entry.map_err(|error| problem(error.to_string()))?.path();
            let hidden = entry
                .file_name()
                .is_some_and(|name| name.to_string_lossy().starts_with('.'));
            if entry.is_file() && !hidden {
                found.push(entry);
            }
        }
        if found.is_empty() {
            return Err(problem("there is no file in this folder".to_owned()));
        }
        found.sort();
        files.extend(found);
    }
    Ok(files)
}

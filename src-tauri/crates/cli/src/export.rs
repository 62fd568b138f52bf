//! Exporting into a file that the command line names.

use std::path::PathBuf;
use std::sync::Arc;

use clap::Args;
use meterdesk_api::error::{ApiError, ErrorCode};
use meterdesk_api::{App, Caller, FileSource, call};
use serde_json::Value;

/// What the request calls the file.
const FILE: &str = "file";

/// Writes what a command exports into a file.
#[derive(Debug, Args)]
pub(crate) struct Export {
    /// The workbook.
    workbook: PathBuf,
    /// Name of the command, such as coverage_export.
    name: String,
    /// The file. It must not exist.
    file: PathBuf,
    /// Its request as JSON, without the file.
    #[arg(default_value = "{}")]
    request: String,
    /// The acting person, by identity or sign-in name.
    #[arg(long = "as")]
    actor: Option<String>,
    /// The branch; main where none is named.
    #[arg(long)]
    branch: Option<String>,
}

impl Export {
    /// # Errors
    /// When the file exists, or the command is refused or fails.
    pub(crate) async fn run(self) -> Result<Value, ApiError> {
        if self.file.exists() {
            let message = format!("{} exists; name another file, or delete it first", self.file.display());
            return Err(ApiError::new(ErrorCode::Conflict, message).at(FILE));
        }
        let mut request = crate::request_of(&self.request, &self.name, None)?;
        let Some(fields) = request.as_object_mut() else {
            return Err(ApiError::new(ErrorCode::BadRequest, "the request is not a JSON object"));
        };
        fields.insert(FILE.to_owned(), FILE.into());
        let path = self.file;
        let files: FileSource = Arc::new(move |_| Ok(path.clone()));
        let app = App::open(&self.workbook, files).await?;
        let caller = Caller {
            actor: self.actor,
            branch: self.branch,
        };
        let answer = call(&app, &caller, &self.name, request).await;
        app.close().await;
        answer
    }
}

//! Exporting into a file that the command line names.

use std::path::PathBuf;
use std::sync::Arc;

use clap::Args;
use meterdesk_api::error::{ApiError, ErrorCode};
use meterdesk_api::{App, Caller, FileSource, call};
use serde_json::{Value, json};

/// The command that writes lists.
const COMMAND: &str = "list_export";

/// The name here of a month's charges, which are no list, and the command that writes them.
const FOCUS: &str = "focus";
const FOCUS_COMMAND: &str = "focus_write";

/// What its request calls the file.
const FILE: &str = "file";

/// Writes a list into a CSV file.
#[derive(Debug, Args)]
pub(crate) struct Export {
    /// The workbook.
    workbook: PathBuf,
    /// The list: policies, services, highUsage, coverage, users, groups, subscriptions, imports, rejections, happenings,
    /// branches, settings and others; or `focus`, a month's charges in the columns of FOCUS 1.2.
    list: String,
    /// The file. It must not exist.
    file: PathBuf,
    /// The request of the list's command as JSON: search, filters, sort.
    #[arg(default_value = "{}")]
    request: String,
    /// The columns wanted, in this order; all where none is named.
    #[arg(long, value_delimiter = ',')]
    columns: Vec<String>,
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
        let asked = crate::request_of(&self.request, COMMAND, None)?;
        let (command, mut request) = if self.list == FOCUS {
            (FOCUS_COMMAND, asked)
        } else {
            (COMMAND, json!({ "list": self.list, "request": asked }))
        };
        if !request.is_object() {
            return Err(ApiError::new(ErrorCode::BadRequest, "the request is not a JSON object"));
        }
        request[FILE] = FILE.into();
        if !self.columns.is_empty() {
            request["columns"] = self.columns.into();
        }
        let path = self.file;
        let files: FileSource = Arc::new(move |_| Ok(path.clone()));
        let app = App::open(&self.workbook, files).await?;
        let caller = Caller {
            actor: self.actor,
            branch: self.branch,
        };
        let answer = call(&app, &caller, command, request).await;
        app.close().await;
        answer
    }
}

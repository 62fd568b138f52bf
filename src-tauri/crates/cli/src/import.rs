//! Importing a file from a terminal: the table's own work, followed until it ends.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use clap::{Args, ValueEnum};
use meterdesk_api::error::{ApiError, ErrorCode};
use meterdesk_api::{App, Caller, call};
use serde_json::{Value, json};

/// Import a file.
#[derive(Debug, Args)]
pub(crate) struct Import {
    /// The workbook.
    workbook: PathBuf,
    /// The file.
    file: PathBuf,
    /// Read and count, add nothing.
    #[arg(long)]
    preview: bool,
    /// What to do with a file without event ids that overlaps another one.
    #[arg(long)]
    on_overlap: Option<OnOverlap>,
    /// A report that states much less than the one before it may take its place.
    #[arg(long)]
    allow_shrink: bool,
    /// The period that a report without dates is for: its first day and the day after its last, such as 2026-05-01/2026-06-01.
    #[arg(long, value_parser = period)]
    period: Option<(String, String)>,
    /// Instead, the last day of it: of the month so far, or of the thirty days of a report of windows.
    #[arg(long, conflicts_with = "period")]
    as_of: Option<String>,
    /// The acting person, by identity or sign-in name.
    #[arg(long = "as")]
    actor: Option<String>,
    /// The branch; main where none is named.
    #[arg(long)]
    branch: Option<String>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum OnOverlap {
    Replace,
    Add,
}

/// How often the work is asked how it stands.
const ASK_EVERY: Duration = Duration::from_millis(50);

impl Import {
    /// Imports the file and answers the import; progress goes to standard error where that is a terminal.
    pub(crate) async fn run(self) -> Result<Value, ApiError> {
        let file = self.file.clone();
        let app = App::open(&self.workbook, Arc::new(move |_| Ok(file.clone()))).await?;
        let result = self.follow(&app).await;
        app.close().await;
        result
    }

    async fn follow(&self, app: &App) -> Result<Value, ApiError> {
        let caller = Caller {
            actor: self.actor.clone(),
            branch: self.branch.clone(),
        };
        let on_overlap = self.on_overlap.map(|choice| match choice {
            OnOverlap::Replace => "replace",
            OnOverlap::Add => "add",
        });
        let request = json!({
            "file": "the file of the command line",
            "preview": self.preview,
            "allowShrink": self.allow_shrink,
            "onOverlap": on_overlap,
            "period": self.period.as_ref().map(|(from, until)| json!({ "from": from, "until": until })),
            "asOf": self.as_of,
        });
        let started = call(app, &caller, "import_start", request).await?;
        let mut timer = tokio::time::interval(ASK_EVERY);
        loop {
            timer.tick().await;
            let job = call(app, &caller, "job_get", started.clone()).await?;
            match job["state"].as_str() {
                Some("running") => progress(&job),
                Some("done") => return Ok(job["import"].clone()),
                _ => {
                    let unknown = |_| ApiError::new(ErrorCode::Internal, "the import ended without saying why");
                    return Err(serde_json::from_value(job["problem"].clone()).map_or_else(unknown, naming_flags));
                }
            }
        }
    }
}

fn period(text: &str) -> Result<(String, String), String> {
    let (from, until) = text
        .split_once('/')
        .ok_or("write the first day and the day after the last, such as 2026-05-01/2026-06-01")?;
    Ok((from.to_owned(), until.to_owned()))
}

/// At a terminal, what has to be stated is a flag that is missing.
fn naming_flags(error: ApiError) -> ApiError {
    let flags = match error.field.as_deref() {
        Some("period") => "--period 2026-05-01/2026-06-01 or --as-of 2026-05-31",
        Some("asOf") => "--as-of 2026-05-31",
        _ => return error,
    };
    match error.code {
        ErrorCode::NeedsChoice => ApiError {
            code: ErrorCode::BadRequest,
            message: format!("{}: {flags}", error.message),
            ..error
        },
        _ => error,
    }
}

#[expect(clippy::print_stderr, reason = "progress is for the person at the terminal")]
fn progress(job: &Value) {
    use std::io::IsTerminal;
    if std::io::stderr().is_terminal() {
        eprint!(
            "\r{} rows, {} of {} bytes ",
            job["rows"], job["bytes"], job["totalBytes"]
        );
    }
}

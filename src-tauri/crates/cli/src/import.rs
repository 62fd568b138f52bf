//! Importing files from a terminal: the table's own work, one file after the other, each followed until it ends.
//!
//! What a file is, is left to the table's work. A folder is its own files, without those of folders in it.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use clap::{Args, ValueEnum};
use meterdesk_api::error::{ApiError, ErrorCode};
use meterdesk_api::{App, Caller, call, files_in};
use serde_json::{Value, json};

/// Import a file, several, or the files of a folder.
#[derive(Debug, Args)]
pub(crate) struct Import {
    /// The workbook.
    workbook: PathBuf,
    /// Files, and folders whose files are imported in the order of their names.
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// Read and count, add nothing.
    #[arg(long)]
    preview: bool,
    /// What to do with a file without event ids that overlaps another one.
    #[arg(long)]
    on_overlap: Option<OnOverlap>,
    /// A report that states much less than the one before it may take its place.
    #[arg(long)]
    allow_shrink: bool,
    /// First add the people whom a file names and the directory doesn't.
    #[arg(long)]
    add_people: bool,
    /// First add the environments that a file names and the workbook doesn't have, as production environments.
    #[arg(long)]
    add_environments: bool,
    /// First add the agents that a file names and the workbook doesn't have, as custom ones of their environments.
    #[arg(long)]
    add_agents: bool,
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
    /// Imports and tells what came of it: of one file the import; of several a line for each, `{file, import}` or
    /// `{file, problem}`. Progress goes to standard error where that is a terminal.
    ///
    /// # Errors
    /// What is against the one file; of several, the first problem, once all others are imported.
    pub(crate) async fn run(self, tell: impl Fn(Value)) -> Result<(), ApiError> {
        let several = self.files.len() > 1 || self.files.iter().any(|path| path.is_dir());
        let files = Arc::new(files_in(&self.files)?);
        let by_place = {
            let files = Arc::clone(&files);
            move |place: &str| {
                let found = place.parse().ok().and_then(|place: usize| files.get(place));
                found
                    .cloned()
                    .ok_or_else(|| ApiError::new(ErrorCode::Internal, "a file was not named"))
            }
        };
        let app = App::open(&self.workbook, Arc::new(by_place)).await?;
        let result = if several {
            self.each(&app, &files, tell).await
        } else {
            self.follow(&app, 0).await.map(tell)
        };
        app.close().await;
        result
    }

    async fn each(&self, app: &App, files: &[PathBuf], tell: impl Fn(Value)) -> Result<(), ApiError> {
        let mut problems = Vec::new();
        for (place, file) in files.iter().enumerate() {
            let name = file.display().to_string();
            match self.follow(app, place).await {
                Ok(import) => tell(json!({ "file": name, "import": import })),
                Err(problem) => {
                    tell(json!({ "file": name, "problem": problem }));
                    problems.push(problem);
                }
            }
        }
        let count = problems.len();
        match problems.into_iter().next() {
            None => Ok(()),
            Some(first) => Err(ApiError {
                message: format!(
                    "{count} of {} files were not imported; the first: {}",
                    files.len(),
                    first.message
                ),
                ..first
            }),
        }
    }

    async fn follow(&self, app: &App, place: usize) -> Result<Value, ApiError> {
        let caller = Caller {
            actor: self.actor.clone(),
            branch: self.branch.clone(),
        };
        let on_overlap = self.on_overlap.map(|choice| match choice {
            OnOverlap::Replace => "replace",
            OnOverlap::Add => "add",
        });
        let request = json!({
            "file": place.to_string(),
            "preview": self.preview,
            "allowShrink": self.allow_shrink,
            "addPeople": self.add_people,
            "addEnvironments": self.add_environments,
            "addAgents": self.add_agents,
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

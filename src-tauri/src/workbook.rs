//! The one workbook of this window: where it lies, its opening, and the calls upon it.
//!
//! How a workbook is made, opened or refused is the api crate's business.

use std::{
    fmt, fs, io,
    path::{Path, PathBuf},
    time::Duration,
};

use meterdesk_api::{
    App, FileSource, NewWorkbook,
    error::{ApiError, ErrorCode},
};
use tauri::async_runtime;
use tokio::{sync::OnceCell, time::timeout};

use crate::flags::Flags;

/// How long the program's end waits for a work under way. What was not published is gone then, and nothing else.
const CLOSING: Duration = Duration::from_secs(2);

/// The window's workbook. A workbook that can't be opened stays here as the error that every command answers.
pub(crate) struct Workbook {
    path: PathBuf,
    opening: Opening,
    files: FileSource,
    opened: OnceCell<Result<App, ApiError>>,
}

impl fmt::Debug for Workbook {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Workbook")
            .field("path", &self.path)
            .field("opening", &self.opening)
            .finish_non_exhaustive()
    }
}

/// What the start-up flags ask for.
#[derive(Debug, Clone)]
enum Opening {
    /// The file that is there.
    Open,
    /// The file that is there, else a new one.
    OpenOrCreate(NewWorkbook),
    /// A new one in any case.
    StartOver(NewWorkbook),
    /// Starting over needs to know from what; a person's own workbook is not replaced by a guess.
    StartOverFromNothing,
}

impl Opening {
    fn of(flags: &Flags, path: &Path) -> Self {
        let scenario = match (&flags.scenario, &flags.workbook) {
            (Some(name), _) => name.clone(),
            (None, None) => "demo".to_owned(),
            (None, Some(_)) if flags.start_over => return Self::StartOverFromNothing,
            (None, Some(_)) => return Self::Open,
        };
        let new = NewWorkbook {
            path: path.to_owned(),
            scenario,
            seed: flags.seed,
            at: flags.at,
        };
        if flags.start_over {
            Self::StartOver(new)
        } else {
            Self::OpenOrCreate(new)
        }
    }

    async fn carry_out(self, path: PathBuf, files: FileSource) -> Result<App, ApiError> {
        match self {
            Self::OpenOrCreate(new) if !path.exists() => {
                make_folder(&path)?;
                App::create(&new, files).await
            }
            Self::Open | Self::OpenOrCreate(_) => App::open(&path, files).await,
            Self::StartOver(new) => {
                make_folder(&path)?;
                App::start_over(&new, files).await
            }
            Self::StartOverFromNothing => Err(ApiError::new(
                ErrorCode::InvalidField,
                "Starting over makes a new workbook in the place of this one. Name what it is made from: --scenario NAME",
            )
            .at("scenario")),
        }
    }
}

impl Workbook {
    pub(crate) fn of(flags: &Flags, files: FileSource) -> Self {
        let path = flags.workbook.clone().unwrap_or_else(demo_path);
        Self {
            opening: Opening::of(flags, &path),
            path,
            files,
            opened: OnceCell::new(),
        }
    }

    /// The opened workbook; the first caller opens it, the others wait.
    pub(crate) async fn opened(&self) -> Result<&App, ApiError> {
        self.opened
            .get_or_init(|| {
                guarded(
                    self.opening
                        .clone()
                        .carry_out(self.path.clone(), FileSource::clone(&self.files)),
                )
            })
            .await
            .as_ref()
            .map_err(Clone::clone)
    }

    /// Asks something of the opened workbook.
    pub(crate) async fn ask<A, Work>(&self, question: impl FnOnce(App) -> Work) -> Result<A, ApiError>
    where
        A: Send + 'static,
        Work: Future<Output = Result<A, ApiError>> + Send + 'static,
    {
        let app = self.opened().await?.clone();
        guarded(question(app)).await
    }

    /// Closes the workbook, if it is open, so that it is one whole file again.
    pub(crate) async fn close(&self) {
        if let Some(Ok(app)) = self.opened.get() {
            // Running out of time loses nothing: the next opening finds what was committed.
            let _ = timeout(CLOSING, app.close()).await;
        }
    }

    /// The workbook's name as shown.
    pub(crate) fn name(&self) -> String {
        self.path
            .file_stem()
            .unwrap_or(self.path.as_os_str())
            .to_string_lossy()
            .into_owned()
    }
}

/// Does the work as a task of its own: a fault in it becomes an answer, and the window stays.
async fn guarded<A: Send + 'static>(
    work: impl Future<Output = Result<A, ApiError>> + Send + 'static,
) -> Result<A, ApiError> {
    let fault = |_| {
        ApiError::new(
            ErrorCode::Internal,
            "Meterdesk met a fault of its own and stopped this command. What was saved before is safe.",
        )
    };
    async_runtime::spawn(work).await.map_err(fault).flatten()
}

fn make_folder(path: &Path) -> Result<(), ApiError> {
    let refused =
        |problem: io::Error| ApiError::new(ErrorCode::Io, format!("The workbook's folder can't be made: {problem}"));
    path.parent().map_or(Ok(()), fs::create_dir_all).map_err(refused)
}

/// Where the demo workbook lies that opens when nobody names one.
fn demo_path() -> PathBuf {
    dirs::data_dir()
        .unwrap_or_else(std::env::temp_dir)
        .join(Path::new("org.meterdesk.Meterdesk/workbooks/demo.meterdesk"))
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;

    fn workbook(arguments: &[&str]) -> Workbook {
        let flags = Flags::parse_from([&["meterdesk"], arguments].concat());
        Workbook::of(&flags, App::no_files())
    }

    #[tokio::test]
    async fn a_missing_workbook_is_made_only_from_a_named_scenario() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("new/tenant.meterdesk");
        let named = path.to_string_lossy();
        let refused = workbook(&[&named]).opened().await.map(drop);
        assert_eq!(
            refused.expect_err("nothing says what to make").code,
            ErrorCode::NotFound
        );
        assert!(!path.exists(), "opening makes no file");

        let made = workbook(&[&named, "--scenario", "empty"]);
        made.opened().await.expect("the empty scenario can be made");
        made.close().await;
        assert!(path.exists());
        workbook(&[&named]).opened().await.expect("it is a workbook");
    }

    #[tokio::test]
    async fn starting_over_leaves_other_peoples_files_alone() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("thesis.txt");
        fs::write(&path, "three years of work").expect("the folder can be written");
        let named = path.to_string_lossy();
        for arguments in [
            &[&*named, "--start-over"][..],
            &[&*named, "--start-over", "--scenario", "empty"],
        ] {
            let refused = workbook(arguments).opened().await.map(drop);
            assert!(
                refused.expect_err("a text is no workbook").is_refusal(),
                "{arguments:?}"
            );
            assert_eq!(fs::read_to_string(&path).ok().as_deref(), Some("three years of work"));
        }
    }

    #[tokio::test]
    async fn a_fault_of_a_command_is_an_answer() {
        let answer: Result<(), _> = guarded(async { panic!("a fault") }).await;
        assert_eq!(answer.expect_err("a panic is no answer").code, ErrorCode::Internal);
    }
}

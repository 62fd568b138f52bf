//! The one workbook of this window: where it lies, its opening, and the calls upon it.
//!
//! How a workbook is made, opened or refused is the api crate's business.

use std::{
    fmt, fs, io,
    path::{Path, PathBuf},
    sync::{
        Arc, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use meterdesk_api::{
    App, FileSource, NewWorkbook,
    error::{ApiError, ErrorCode},
};
use tauri::async_runtime;
use tokio::{
    sync::{OnceCell, RwLock},
    time::timeout,
};

use crate::flags::Flags;

/// How long the program's end waits for a work under way. What was not published is gone then, and nothing else.
const CLOSING: Duration = Duration::from_secs(2);

/// The window's workbook. A workbook that can't be opened stays here as the error that every command answers.
pub(crate) struct Workbook {
    files: FileSource,
    present: std::sync::RwLock<Arc<Present>>,
    /// Held for reading by whoever asks something: another workbook takes this one's place only when nobody does.
    asking: RwLock<()>,
    /// How often another workbook has taken the place of the one before.
    replaced: AtomicU64,
}

/// The workbook that is there now.
struct Present {
    path: PathBuf,
    opening: Opening,
    opened: OnceCell<Result<App, ApiError>>,
}

impl fmt::Debug for Workbook {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Workbook")
            .field("path", &self.present().path)
            .field("replaced", &self.replaced)
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
    /// A new one where no file is.
    Create(NewWorkbook),
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
            Self::Create(new) => {
                make_folder(&path)?;
                App::create(&new, files).await
            }
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

impl Present {
    /// The opened workbook; the first caller opens it, the others wait.
    async fn opened(&self, files: &FileSource) -> Result<App, ApiError> {
        let opening = || {
            guarded(
                self.opening
                    .clone()
                    .carry_out(self.path.clone(), FileSource::clone(files)),
            )
        };
        self.opened.get_or_init(opening).await.clone()
    }

    /// Closes the workbook, if it is open, so that it is one whole file again.
    async fn close(&self) {
        if let Some(Ok(app)) = self.opened.get() {
            // Running out of time loses nothing: the next opening finds what was committed.
            let _ = timeout(CLOSING, app.close()).await;
        }
    }
}

impl Workbook {
    pub(crate) fn of(flags: &Flags, files: FileSource) -> Self {
        let path = flags.workbook.clone().unwrap_or_else(demo_path);
        let present = Present {
            opening: Opening::of(flags, &path),
            path,
            opened: OnceCell::new(),
        };
        Self {
            files,
            present: std::sync::RwLock::new(Arc::new(present)),
            asking: RwLock::new(()),
            replaced: AtomicU64::new(0),
        }
    }

    fn present(&self) -> Arc<Present> {
        Arc::clone(&self.present.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// The opened workbook; the first caller opens it, the others wait.
    pub(crate) async fn opened(&self) -> Result<App, ApiError> {
        self.present().opened(&self.files).await
    }

    /// How often another workbook has taken the place of the one before.
    pub(crate) fn replaced(&self) -> u64 {
        self.replaced.load(Ordering::Relaxed)
    }

    /// Asks something of the opened workbook.
    pub(crate) async fn ask<A, Work>(&self, question: impl FnOnce(App) -> Work) -> Result<A, ApiError>
    where
        A: Send + 'static,
        Work: Future<Output = Result<A, ApiError>> + Send + 'static,
    {
        let _asking = self.asking.read().await;
        let app = self.opened().await?;
        guarded(question(app)).await
    }

    /// Makes the workbook anew from the scenario and the seed that it was made from.
    pub(crate) async fn start_over(&self) -> Result<(), ApiError> {
        let new = self.opened().await?.origin().await?;
        self.replace(new.path.clone(), Opening::StartOver(new)).await
    }

    /// Opens another workbook in the place of this one.
    pub(crate) async fn open(&self, path: &Path) -> Result<(), ApiError> {
        self.replace(path.to_owned(), Opening::Open).await
    }

    /// Makes a workbook and opens it in the place of this one.
    pub(crate) async fn make(&self, new: NewWorkbook) -> Result<(), ApiError> {
        self.replace(new.path.clone(), Opening::Create(new)).await
    }

    /// Puts another workbook in the place of this one; where that fails, this one stays.
    async fn replace(&self, path: PathBuf, opening: Opening) -> Result<(), ApiError> {
        let _nobody_asks = self.asking.write().await;
        let before = self.present();
        before.opened(&self.files).await?.require_rest().await?;
        // What is made anew takes the place of this very file.
        let in_place = path == before.path;
        if in_place {
            before.close().await;
        }
        let opened = guarded(opening.carry_out(path.clone(), FileSource::clone(&self.files))).await;
        let (path, opened, problem) = match opened {
            Ok(app) => (path, OnceCell::from(Ok(app)), None),
            Err(problem) if in_place => (path, OnceCell::new(), Some(problem)),
            Err(problem) => return Err(problem),
        };
        if !in_place {
            before.close().await;
        }
        let present = Arc::new(Present {
            path,
            opening: Opening::Open,
            opened,
        });
        *self.present.write().unwrap_or_else(PoisonError::into_inner) = present;
        self.replaced.fetch_add(1, Ordering::Relaxed);
        problem.map_or(Ok(()), Err)
    }

    /// Closes the workbook, if it is open, so that it is one whole file again.
    pub(crate) async fn close(&self) {
        self.present().close().await;
    }

    /// The workbook's name as shown.
    pub(crate) fn name(&self) -> String {
        let path = &self.present().path;
        path.file_stem()
            .unwrap_or(path.as_os_str())
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
    async fn starting_over_gives_the_same_workbook_and_forgets_what_was_done() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("tenant.meterdesk");
        let made = workbook(&[
            &path.to_string_lossy(),
            "--scenario",
            "empty",
            "--at",
            "2026-12-01T08:00:00Z",
        ]);
        let journal = async || {
            made.opened()
                .await
                .expect("it is open")
                .journal()
                .await
                .expect("it can be read")
        };
        let before = journal().await;
        let branch = serde_json::json!({ "name": "Other" });
        let app = made.opened().await.expect("it is open");
        let caller = meterdesk_api::Caller::default();
        for (name, request) in [
            ("branch_create", branch),
            ("clock_advance", serde_json::json!({ "by": "P1D" })),
        ] {
            meterdesk_api::call(&app, &caller, name, request)
                .await
                .expect("it can be done");
        }
        made.start_over().await.expect("nothing is under way");
        assert_eq!(journal().await, before);
        assert_eq!(made.replaced(), 1);
        let app = made.opened().await.expect("it is open");
        let branches = meterdesk_api::call(&app, &caller, "branch_list", serde_json::json!({})).await;
        assert_eq!(branches.expect("it can be read")["total"], 1);
        made.close().await;
    }

    #[tokio::test]
    async fn a_workbook_that_cannot_be_opened_leaves_the_one_that_is_open() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("tenant.meterdesk");
        let made = workbook(&[&path.to_string_lossy(), "--scenario", "empty"]);
        made.opened().await.expect("it can be made");
        let missing = folder.path().join("missing.meterdesk");
        assert_eq!(
            made.open(&missing).await.expect_err("nothing is there").code,
            ErrorCode::NotFound
        );
        let over = NewWorkbook {
            path: path.clone(),
            scenario: "empty".to_owned(),
            seed: 1,
            at: None,
        };
        assert_eq!(
            made.make(over).await.expect_err("a workbook is there").code,
            ErrorCode::Conflict
        );
        let app = made.opened().await.expect("the workbook is open again");
        assert_eq!(app.origin().await.expect("it can be read").seed, 0);
        made.close().await;
    }

    #[tokio::test]
    async fn a_fault_of_a_command_is_an_answer() {
        let answer: Result<(), _> = guarded(async { panic!("a fault") }).await;
        assert_eq!(answer.expect_err("a panic is no answer").code, ErrorCode::Internal);
    }
}

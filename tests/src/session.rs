//! One session: the program's window on a workbook of its own, and the command line on the same workbook.

use std::{
    panic::{AssertUnwindSafe, catch_unwind, resume_unwind},
    path::{Path, PathBuf},
    thread,
};

use futures_util::FutureExt;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::{cli::Cli, driver::Driver, evidence, page::Page, programs::built, start::Start};

/// What a test has in hand.
#[derive(Debug)]
pub struct Session {
    /// The program's window.
    pub page: Page,
    /// The command line on the same workbook.
    pub cli: Cli,
    folder: PathBuf,
}

impl Session {
    /// The session's own folder, gone after the test.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }
}

/// What somebody who brings a WebDriver client of their own has in hand.
#[derive(Debug)]
pub struct OtherClient {
    /// Host and port of tauri-driver.
    pub address: String,
    /// The capabilities that open the window.
    pub capabilities: Value,
    /// The command line on the same workbook.
    pub cli: Cli,
}

/// Starts tauri-driver and lets the journey bring its own client, which opens and closes the window itself.
///
/// # Panics
/// When the driver does not start, or the journey fails.
pub async fn journey_of_other_client(start: Start, walk: impl FnOnce(&OtherClient)) {
    let folder = TempDir::with_prefix("meterdesk-e2e-").expect("a temporary folder can be made");
    let log = folder.path().join("driver.log");
    let failures = evidence::folder(thread::current().name().unwrap_or("unnamed"));
    let workbook = start.workbook(folder.path());
    let driver = Driver::start_for_other_clients(&start, folder.path(), &log).await;
    let options = json!({ "application": built("meterdesk"), "args": start.arguments(&workbook) });
    let client = OtherClient {
        address: driver.address().to_owned(),
        capabilities: json!({ "alwaysMatch": { "tauri:options": options } }),
        cli: Cli::new(workbook),
    };
    let outcome = catch_unwind(AssertUnwindSafe(|| walk(&client)));
    driver.end().await;
    if let Err(failure) = outcome {
        evidence::keep_log(&failures, &log);
        eprintln!("the driver's log is in {}", failures.display());
        resume_unwind(failure);
    }
}

/// Opens the window, walks the journey, and closes it. When the journey fails, what was on screen is kept under `failures`.
///
/// # Panics
/// When the window does not open, or the journey fails.
pub async fn journey(start: Start, walk: impl AsyncFnOnce(&Session)) {
    let folder = TempDir::with_prefix("meterdesk-e2e-").expect("a temporary folder can be made");
    let log = folder.path().join("driver.log");
    let failures = evidence::folder(thread::current().name().unwrap_or("unnamed"));
    let workbook = start.workbook(folder.path());
    let driver = Driver::start(&start, folder.path(), &log).await;
    let window = match driver.open(&start, &workbook).await {
        Ok(window) => window,
        Err(reason) => {
            evidence::keep_log(&failures, &log);
            panic!("{reason}; see {}", failures.display());
        }
    };
    let session = Session {
        page: Page::new(window.clone()),
        cli: Cli::new(workbook),
        folder: folder.path().to_owned(),
    };
    let walked = async {
        // A window is there before its workbook is made, and the command line would find none.
        session.page.wait_idle().await;
        walk(&session).await;
    };
    let outcome = AssertUnwindSafe(walked).catch_unwind().await;
    if outcome.is_err() {
        evidence::keep(&failures, &window, &log).await;
    }
    // A window that is gone already, closed by the journey, can't be closed again.
    let _ = window.quit().await;
    if let Err(failure) = outcome {
        eprintln!("what was on screen is in {}", failures.display());
        resume_unwind(failure);
    }
}

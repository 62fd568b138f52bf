//! Tells the web view when the workbook has changed, whoever changed it.
//!
//! It says that something changed, never what: the pages read again.

use std::time::Duration;

use meterdesk_api::error::ApiError;
use tauri::{
    AppHandle, Emitter, Manager,
    async_runtime::{self, JoinHandle},
};
use tokio::{
    sync::Mutex,
    time::{MissedTickBehavior, interval},
};

use crate::workbook::Workbook;

const CHANGED: &str = "workbook-changed";
const EVERY: Duration = Duration::from_millis(250);

/// Watches from the program's start to its end.
#[derive(Debug)]
pub(crate) struct Watch(Mutex<Option<JoinHandle<Result<(), ApiError>>>>);

impl Watch {
    pub(crate) fn start(app: &AppHandle) -> Self {
        Self(Mutex::new(Some(async_runtime::spawn(watch(app.clone())))))
    }

    /// Lets go of the workbook, so that closing it is the last that happens to it.
    pub(crate) async fn end(&self) {
        let task = self.0.lock().await.take();
        if let Some(task) = task {
            task.abort();
            // How it ended does not matter: aborted, or long over because the workbook could not be read.
            let _ = task.await;
        }
    }
}

/// Ends only when the workbook can't be opened, or can't be read any more; every command says so then.
async fn watch(app: AppHandle) -> Result<(), ApiError> {
    let workbook = app.state::<Workbook>();
    let mut replaced = workbook.replaced();
    let mut watcher = workbook.opened().await?.watcher().await?;
    let mut looks = interval(EVERY);
    looks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        looks.tick().await;
        if workbook.replaced() != replaced {
            replaced = workbook.replaced();
            watcher = workbook.opened().await?.watcher().await?;
            let _ = app.emit(CHANGED, ());
        }
        if watcher.has_changed().await? {
            // Nobody listens while the page loads, and then it reads anyway.
            let _ = app.emit(CHANGED, ());
        }
    }
}

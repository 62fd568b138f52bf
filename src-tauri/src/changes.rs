//! Tells the web view when the workbook has changed, whoever changed it.
//!
//! It says that something changed, never what: the pages read again.

use std::time::Duration;

use meterdesk_api::error::ApiError;
use tauri::{AppHandle, Emitter, Manager};
use tokio::time::{MissedTickBehavior, interval};

use crate::workbook::Workbook;

const CHANGED: &str = "workbook-changed";
const EVERY: Duration = Duration::from_millis(250);

/// Watches for as long as the program runs and the workbook can be read.
///
/// # Errors
/// When the workbook can't be opened, or can't be read any more.
pub(crate) async fn watch(app: AppHandle) -> Result<(), ApiError> {
    let workbook = app.state::<Workbook>();
    let mut watcher = workbook.opened().await?.watcher().await?;
    let mut seen = watcher.data_version().await?;
    let mut looks = interval(EVERY);
    looks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        looks.tick().await;
        let version = watcher.data_version().await?;
        if version != seen {
            seen = version;
            // Nobody listens while the page loads, and then it reads anyway.
            let _ = app.emit(CHANGED, ());
        }
    }
}

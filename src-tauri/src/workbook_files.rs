//! The commands that put another workbook in the place of this one, or a copy beside it.
//!
//! Paths stay on this side: the web view learns the workbook's name. Where the flags name files, no native dialog is shown.

use std::{
    collections::VecDeque,
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
};

use meterdesk_api::{
    NewWorkbook,
    error::{ApiError, ErrorCode},
};
use tauri::{AppHandle, State};
use tauri_plugin_dialog::{DialogExt, FileDialogBuilder, FilePath};
use tokio::sync::oneshot;

use crate::{window, workbook::Workbook};

/// Workbook files that the start-up flags name ahead.
#[derive(Debug)]
pub(crate) struct WorkbookFiles {
    /// Set where the flags name files, even when all of them are taken.
    ahead: Option<Mutex<VecDeque<PathBuf>>>,
}

impl WorkbookFiles {
    pub(crate) fn new(ahead: Vec<PathBuf>) -> Self {
        Self {
            ahead: (!ahead.is_empty()).then(|| Mutex::new(ahead.into())),
        }
    }

    /// The file that a workbook is to be read from or written to; nothing when the person cancels.
    async fn choose(&self, app: &AppHandle, name: Option<&str>) -> Option<PathBuf> {
        if let Some(ahead) = &self.ahead {
            return ahead.lock().unwrap_or_else(PoisonError::into_inner).pop_front();
        }
        let (answer, answered) = oneshot::channel();
        // Nobody listens any more when the window was closed behind the dialog.
        let tell = move |file: Option<FilePath>| drop(answer.send(file));
        let dialog: FileDialogBuilder<_> = app.dialog().file().add_filter("Meterdesk workbooks", &["meterdesk"]);
        match name {
            None => dialog.pick_file(tell),
            Some(name) => dialog.set_file_name(name).save_file(tell),
        }
        answered.await.ok().flatten()?.into_path().ok()
    }
}

/// Makes the workbook anew from its scenario and seed. What was done in it is gone.
#[tauri::command]
pub(crate) async fn workbook_start_over(workbook: State<'_, Workbook>) -> Result<(), ApiError> {
    workbook.start_over().await
}

/// Writes a copy of the workbook, every branch of it, and answers the copy's name; nothing when the person cancels.
#[tauri::command]
pub(crate) async fn workbook_save_copy(
    app: AppHandle,
    files: State<'_, WorkbookFiles>,
    workbook: State<'_, Workbook>,
) -> Result<Option<String>, ApiError> {
    let suggested = format!("{} copy.meterdesk", workbook.name());
    let Some(path) = files.choose(&app, Some(&suggested)).await else {
        return Ok(None);
    };
    let name = name_of(&path);
    workbook.ask(async move |app| app.save_copy(&path).await).await?;
    Ok(Some(name))
}

/// Opens another workbook in this window, and answers its name; nothing when the person cancels.
#[tauri::command]
pub(crate) async fn workbook_open(
    app: AppHandle,
    files: State<'_, WorkbookFiles>,
    workbook: State<'_, Workbook>,
) -> Result<Option<String>, ApiError> {
    let Some(path) = files.choose(&app, None).await else {
        return Ok(None);
    };
    workbook.open(&path).await?;
    window::name_after(&app, &workbook.name());
    Ok(Some(workbook.name()))
}

/// Makes a workbook from a scenario and opens it in this window; nothing when the person cancels.
#[tauri::command]
pub(crate) async fn workbook_new(
    app: AppHandle,
    files: State<'_, WorkbookFiles>,
    workbook: State<'_, Workbook>,
    scenario: String,
    seed: String,
) -> Result<Option<String>, ApiError> {
    let no_seed = |_| ApiError::new(ErrorCode::InvalidField, "A seed is a whole number from 0 up").at("seed");
    let seed = seed.trim().parse().map_err(no_seed)?;
    let Some(path) = files.choose(&app, Some(&format!("{scenario}.meterdesk"))).await else {
        return Ok(None);
    };
    let new = NewWorkbook {
        path,
        scenario,
        seed,
        at: None,
    };
    workbook.make(new).await?;
    window::name_after(&app, &workbook.name());
    Ok(Some(workbook.name()))
}

fn name_of(path: &Path) -> String {
    path.file_name()
        .unwrap_or(path.as_os_str())
        .to_string_lossy()
        .into_owned()
}

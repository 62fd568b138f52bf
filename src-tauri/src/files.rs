//! Files that the person chose.
//!
//! The web view gets a token and a name to show; paths stay on this side. Files are neither read nor judged here.

use std::{
    collections::{BTreeMap, VecDeque},
    path::{Path, PathBuf},
    sync::{Mutex, MutexGuard, PoisonError},
};

use meterdesk_api::error::{ApiError, ErrorCode};
use serde::Serialize;
use tauri::{AppHandle, State};
use tauri_plugin_dialog::DialogExt;
use tokio::sync::oneshot;
use uuid::Uuid;

/// A chosen file as the web view knows it.
#[derive(Debug, Serialize)]
pub(crate) struct ChosenFile {
    /// Stands for the file in a later command, for as long as the window is open; never a path.
    file: String,
    /// The file's name without its folder.
    name: String,
}

/// The chosen files of this window, and those that the start-up flags chose ahead.
#[derive(Debug)]
pub(crate) struct Files {
    /// Set where the flags name files, even when all of them are taken: the native dialog then stays away.
    ahead: Option<Mutex<VecDeque<PathBuf>>>,
    chosen: Mutex<BTreeMap<String, PathBuf>>,
}

impl Files {
    pub(crate) fn new(ahead: Vec<PathBuf>) -> Self {
        Self {
            ahead: (!ahead.is_empty()).then(|| Mutex::new(ahead.into())),
            chosen: Mutex::default(),
        }
    }

    /// The path behind a token.
    ///
    /// # Errors
    /// When this window gave out no such token.
    pub(crate) fn path(&self, token: &str) -> Result<PathBuf, ApiError> {
        lock(&self.chosen).get(token).cloned().ok_or_else(|| {
            ApiError::new(
                ErrorCode::NotFound,
                "The file was not chosen in this window. Choose it again.",
            )
            .at("file")
        })
    }

    fn remember(&self, path: PathBuf) -> ChosenFile {
        let token = Uuid::new_v4().to_string();
        let name = name_of(&path);
        lock(&self.chosen).insert(token.clone(), path);
        ChosenFile { file: token, name }
    }
}

/// Lets the person choose a file; nothing when they cancel.
#[tauri::command]
pub(crate) async fn file_choose(app: AppHandle, files: State<'_, Files>) -> Result<Option<ChosenFile>, ApiError> {
    let path = match &files.ahead {
        Some(ahead) => lock(ahead).pop_front(),
        None => ask(&app).await,
    };
    Ok(path.map(|path| files.remember(path)))
}

async fn ask(app: &AppHandle) -> Option<PathBuf> {
    let (answer, answered) = oneshot::channel();
    app.dialog()
        .file()
        .add_filter("Usage files", &["csv"])
        .add_filter("All files", &["*"])
        .pick_file(move |file| {
            // Nobody listens any more when the window was closed behind the dialog.
            let _ = answer.send(file);
        });
    answered.await.ok().flatten()?.into_path().ok()
}

fn name_of(path: &Path) -> String {
    path.file_name()
        .unwrap_or(path.as_os_str())
        .to_string_lossy()
        .into_owned()
}

/// Both maps stay whole when a holder panics, so a poisoned lock is as good as another.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_web_view_learns_the_name_but_not_the_folder() {
        let files = Files::new(Vec::new());
        let chosen = files.remember(PathBuf::from("/home/ada/secret/usage.csv"));
        let seen = serde_json::to_string(&chosen).expect("a chosen file is JSON");
        assert_eq!(chosen.name, "usage.csv");
        assert!(!seen.contains("secret"), "{seen} tells the folder");
    }

    #[test]
    fn only_tokens_that_were_given_out_stand_for_files() {
        let files = Files::new(Vec::new());
        let chosen = files.remember(PathBuf::from("/home/ada/usage.csv"));
        assert_eq!(files.path(&chosen.file), Ok(PathBuf::from("/home/ada/usage.csv")));
        let refused = files.path("/home/ada/usage.csv").expect_err("a path is no token");
        assert_eq!(
            (refused.code, refused.field.as_deref()),
            (ErrorCode::NotFound, Some("file"))
        );
    }
}

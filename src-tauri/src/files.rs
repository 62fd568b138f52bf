//! Files that the person chose.
//!
//! The web view gets a token and a name to show; paths stay on this side. Files are neither read nor judged here.

use std::{
    collections::{BTreeMap, VecDeque},
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use meterdesk_api::{
    FileSource,
    error::{ApiError, ErrorCode},
    files_in,
};
use serde::Serialize;
use tauri::{AppHandle, State, Wry};
use tauri_plugin_dialog::{DialogExt, FileDialogBuilder};
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
    ahead: Ahead,
    /// The same for files to write.
    ahead_to_write: Ahead,
    chosen: Arc<Chosen>,
}

/// Files that the flags chose.
type Ahead = Option<Mutex<VecDeque<PathBuf>>>;

/// The files behind the tokens.
#[derive(Debug, Default)]
struct Chosen(Mutex<BTreeMap<String, PathBuf>>);

impl Files {
    pub(crate) fn new(to_read: Vec<PathBuf>, to_write: Vec<PathBuf>) -> Self {
        let ahead = |files: Vec<PathBuf>| (!files.is_empty()).then(|| Mutex::new(files.into()));
        Self {
            ahead: ahead(to_read),
            ahead_to_write: ahead(to_write),
            chosen: Arc::default(),
        }
    }

    /// What the workbook asks for the file behind a token.
    pub(crate) fn source(&self) -> FileSource {
        let chosen = Arc::clone(&self.chosen);
        Arc::new(move |token| chosen.path(token))
    }
}

impl Chosen {
    /// The path behind a token; refused when this window gave out no such token.
    fn path(&self, token: &str) -> Result<PathBuf, ApiError> {
        lock(&self.0).get(token).cloned().ok_or_else(|| {
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
        lock(&self.0).insert(token.clone(), path);
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
    Ok(path.map(|path| files.chosen.remember(path)))
}

/// Lets the person choose several files; none when they cancel.
#[tauri::command]
pub(crate) async fn file_choose_several(app: AppHandle, files: State<'_, Files>) -> Result<Vec<ChosenFile>, ApiError> {
    let paths = match &files.ahead {
        Some(ahead) => lock(ahead).drain(..).collect(),
        None => ask_several(&app).await,
    };
    Ok(paths.into_iter().map(|path| files.chosen.remember(path)).collect())
}

/// Lets the person choose a folder, which stands for the files in it; none when they cancel.
#[tauri::command]
pub(crate) async fn file_choose_folder(app: AppHandle, files: State<'_, Files>) -> Result<Vec<ChosenFile>, ApiError> {
    let folder = match &files.ahead {
        Some(ahead) => lock(ahead).pop_front(),
        None => ask_folder(&app).await,
    };
    let paths = files_in(folder.as_slice())?;
    Ok(paths.into_iter().map(|path| files.chosen.remember(path)).collect())
}

/// Lets the person choose where a file goes, under a name that is offered; nothing when they cancel.
#[tauri::command]
pub(crate) async fn file_choose_to_write(
    app: AppHandle,
    files: State<'_, Files>,
    name: String,
) -> Result<Option<ChosenFile>, ApiError> {
    let path = match &files.ahead_to_write {
        Some(ahead) => lock(ahead).pop_front(),
        None => ask_where_to(&app, &name).await,
    };
    Ok(path.map(|path| files.chosen.remember(path)))
}

async fn ask_where_to(app: &AppHandle, name: &str) -> Option<PathBuf> {
    let (answer, answered) = oneshot::channel();
    app.dialog()
        .file()
        .set_file_name(name)
        .add_filter("CSV files", &["csv"])
        .save_file(move |file| {
            // Nobody listens any more when the window was closed behind the dialog.
            let _ = answer.send(file);
        });
    answered.await.ok().flatten()?.into_path().ok()
}

async fn ask(app: &AppHandle) -> Option<PathBuf> {
    let (answer, answered) = oneshot::channel();
    to_import(app).pick_file(move |file| {
        // Nobody listens any more when the window was closed behind the dialog.
        let _ = answer.send(file);
    });
    answered.await.ok().flatten()?.into_path().ok()
}

async fn ask_several(app: &AppHandle) -> Vec<PathBuf> {
    let (answer, answered) = oneshot::channel();
    to_import(app).pick_files(move |files| {
        let _ = answer.send(files);
    });
    let files = answered.await.ok().flatten().unwrap_or_default();
    files.into_iter().filter_map(|file| file.into_path().ok()).collect()
}

async fn ask_folder(app: &AppHandle) -> Option<PathBuf> {
    let (answer, answered) = oneshot::channel();
    app.dialog().file().pick_folder(move |folder| {
        let _ = answer.send(folder);
    });
    answered.await.ok().flatten()?.into_path().ok()
}

/// The dialog for files that can be imported.
fn to_import(app: &AppHandle) -> FileDialogBuilder<Wry> {
    app.dialog()
        .file()
        .add_filter("Usage, reports and answers", &["csv", "json", "gz"])
        .add_filter("All files", &["*"])
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
        let chosen = Chosen::default().remember(PathBuf::from("/home/ada/secret/usage.csv"));
        let seen = serde_json::to_string(&chosen).expect("a chosen file is JSON");
        assert_eq!(chosen.name, "usage.csv");
        assert!(!seen.contains("secret"), "{seen} tells the folder");
    }

    #[test]
    fn only_tokens_that_were_given_out_stand_for_files() {
        let files = Files::new(Vec::new(), Vec::new());
        let chosen = files.chosen.remember(PathBuf::from("/home/ada/usage.csv"));
        let source = files.source();
        assert_eq!(source(&chosen.file), Ok(PathBuf::from("/home/ada/usage.csv")));
        let refused = source("/home/ada/usage.csv").expect_err("a path is no token");
        assert_eq!(
            (refused.code, refused.field.as_deref()),
            (ErrorCode::NotFound, Some("file"))
        );
    }
}

//! One open workbook and who calls upon it.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use meterdesk_store::{Entry, Watcher, Workbook};

use crate::error::{ApiError, ErrorCode};
use crate::jobs::Jobs;

/// Finds the file that a window or a command line has given out a name for.
pub type FileSource = Arc<dyn Fn(&str) -> Result<PathBuf, ApiError> + Send + Sync>;

/// An open workbook with its long works. Cheap to clone.
#[derive(Clone)]
pub struct App {
    pub(crate) workbook: Workbook,
    pub(crate) files: FileSource,
    pub(crate) jobs: Jobs,
}

impl std::fmt::Debug for App {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("App")
            .field("workbook", &self.workbook.path())
            .finish_non_exhaustive()
    }
}

/// Who calls: the acting person, by identity or sign-in name. Nobody named means the workbook's default.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Caller {
    /// The acting person.
    pub actor: Option<String>,
}

impl App {
    /// Opens a workbook. `files` finds the files that imports name.
    ///
    /// # Errors
    /// Says plainly when the file is missing, no workbook, newer, or damaged.
    pub async fn open(path: &Path, files: FileSource) -> Result<Self, ApiError> {
        Ok(Self {
            workbook: Workbook::open(path).await?,
            files,
            jobs: Jobs::default(),
        })
    }

    /// For command lines: no file has been given out a name.
    #[must_use]
    pub fn no_files() -> FileSource {
        Arc::new(|_| Err(ApiError::new(ErrorCode::NotFound, "no such file was chosen").at("file")))
    }

    /// The journal, oldest entry first.
    ///
    /// # Errors
    /// When the workbook can't be read or its journal is damaged.
    pub async fn journal(&self) -> Result<Vec<Entry>, ApiError> {
        Ok(self.workbook.read().await?.journal().await?)
    }

    /// Notices acts of other processes.
    ///
    /// # Errors
    /// When the workbook can't be read.
    pub async fn watcher(&self) -> Result<Watcher, ApiError> {
        Ok(self.workbook.watcher().await?)
    }

    /// Closes the workbook's connections.
    pub async fn close(&self) {
        self.workbook.close().await;
    }
}

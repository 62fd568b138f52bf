//! One open workbook and who calls upon it.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use meterdesk_store::{Entry, Watcher, Workbook};

use crate::error::{ApiError, ErrorCode};
use crate::far_off::FarOffDays;
use crate::jobs::Jobs;
use crate::use_cases::Finds;

/// Finds the file that a window or a command line has given out a name for.
pub type FileSource = Arc<dyn Fn(&str) -> Result<PathBuf, ApiError> + Send + Sync>;

/// An open workbook with its long works. Cheap to clone.
#[derive(Clone)]
pub struct App {
    pub(crate) workbook: Workbook,
    pub(crate) files: FileSource,
    pub(crate) jobs: Jobs,
    pub(crate) far_off: FarOffDays,
    pub(crate) finds: Finds,
    /// Rows that a list answers at once, whatever its request says: while a list is being written into a file.
    pub(crate) rows_at_once: Option<u32>,
}

impl std::fmt::Debug for App {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("App")
            .field("workbook", &self.workbook.path())
            .finish_non_exhaustive()
    }
}

/// Who calls, and on which branch. Like the acting person, the branch belongs to the call and not to the workbook.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Caller {
    /// The acting person, by identity or sign-in name; the workbook's default where nobody is named.
    pub actor: Option<String>,
    /// Name of the branch; `main` where none is named.
    pub branch: Option<String>,
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
            far_off: FarOffDays::default(),
            finds: Finds::default(),
            rows_at_once: None,
        })
    }

    /// The same workbook on the branch of a call.
    #[must_use]
    pub fn on_branch_of(&self, caller: &Caller) -> Self {
        match &caller.branch {
            Some(branch) => self.on(branch),
            None => self.clone(),
        }
    }

    /// The same workbook on a branch.
    pub(crate) fn on(&self, branch: &str) -> Self {
        Self {
            workbook: self.workbook.on(branch),
            ..self.clone()
        }
    }

    /// For command lines: no file has been given out a name.
    #[must_use]
    pub fn no_files() -> FileSource {
        Arc::new(|_| Err(ApiError::new(ErrorCode::NotFound, "no such file was chosen").at("file")))
    }

    /// The journal of the branch, oldest entry first.
    ///
    /// # Errors
    /// When there is no such branch, the workbook can't be read or its journal is damaged.
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

    /// Copies the whole workbook, every branch of it, into a new file, while it may be in use. The copy appears when it is
    /// complete.
    ///
    /// # Errors
    /// When there is a file already, or it can't be written.
    pub async fn save_copy(&self, target: &Path) -> Result<(), ApiError> {
        if target.exists() {
            return Err(meterdesk_store::StoreError::Exists(target.to_owned()).into());
        }
        Ok(self.workbook.back_up(target).await?)
    }

    /// Closes the workbook's connections.
    pub async fn close(&self) {
        self.workbook.close().await;
    }
}

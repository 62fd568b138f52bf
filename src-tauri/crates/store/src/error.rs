//! What can go wrong with a workbook, as facts.

use std::path::PathBuf;

use meterdesk_billing::tenant::EventError;

/// What went wrong with a workbook.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// There is no such file.
    #[error("there is no workbook at {0}; check the path, or make a new workbook there")]
    NotFound(PathBuf),
    /// The workbook has no such branch.
    #[error("this workbook has no branch \"{0}\"; choose one that it has")]
    NoBranch(String),
    /// There is a file already where a new workbook should be made.
    #[error("there is something at {0} already; choose another name or remove it first")]
    Exists(PathBuf),
    /// The file is something else.
    #[error("what is at {0} is not a Meterdesk workbook; choose another file")]
    NotAWorkbook(PathBuf),
    /// The file was written by a newer Meterdesk.
    #[error(
        "this workbook was written by a newer Meterdesk (format {found}; this one reads up to {known}); update Meterdesk to open it"
    )]
    Newer {
        /// Its format.
        found: i64,
        /// The newest format that this program knows.
        known: i64,
    },
    /// The file or its journal is damaged.
    #[error("the workbook is damaged ({0}); restore it from a backup")]
    Damaged(String),
    /// The file can't be written.
    #[error("the workbook can only be read: {0}")]
    ReadOnly(String),
    /// An import or settlement is under way elsewhere.
    #[error("{purpose} is under way in another window or process; try again when it has ended")]
    Busy {
        /// What is under way.
        purpose: String,
    },
    /// The lease was lost to somebody else.
    #[error("the work was taken over by another process")]
    LeaseLost,
    /// An entry of the journal can't be read.
    #[error(transparent)]
    Event(#[from] EventError),
    /// The SQLite that this program was built with is too old to be safe.
    #[error("this program was built with SQLite {0}; 3.51.3 or newer is needed")]
    SqliteTooOld(String),
    /// No room is left on the disk.
    #[error("there is no room left on the disk; nothing was changed")]
    DiskFull,
    /// A file could not be read or written.
    #[error("{0}")]
    Io(String),
    /// Something else that the database reports.
    #[error("the workbook's database reports: {0}")]
    Database(#[source] sqlx::Error),
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        let code = match &error {
            sqlx::Error::Database(database) => database.code().and_then(|code| code.parse::<i32>().ok()),
            _ => None,
        };
        // Primary result codes of SQLite are the low byte.
        match code.map(|code| code & 0xff) {
            Some(11 | 26) => Self::Damaged(error.to_string()),
            Some(8) => Self::ReadOnly("the file or its folder is not writable".to_owned()),
            Some(10) => Self::Io(format!("the workbook can't be read or written: {error}")),
            Some(13) => Self::DiskFull,
            Some(14) => {
                Self::Io("the workbook's file can't be opened; check that its folder can be written".to_owned())
            }
            Some(5) => Self::Busy {
                purpose: "Another act".to_owned(),
            },
            _ => Self::Database(error),
        }
    }
}

impl From<std::io::Error> for StoreError {
    fn from(error: std::io::Error) -> Self {
        Self::Io(error.to_string())
    }
}

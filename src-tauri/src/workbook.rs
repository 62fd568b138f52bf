//! The one workbook of this window: where it lies, and its opening.
//!
//! How a workbook is made, opened or refused is the api crate's business.

use std::path::{Path, PathBuf};

use meterdesk_api::error::ApiError;
use tokio::sync::OnceCell;

use crate::flags::Flags;

/// The window's workbook. A workbook that can't be opened stays here as the error that every command answers.
#[derive(Debug)]
pub(crate) struct Workbook {
    path: PathBuf,
    opened: OnceCell<Result<(), ApiError>>,
}

impl Workbook {
    pub(crate) fn of(flags: &Flags) -> Self {
        Self {
            path: flags.workbook.clone().unwrap_or_else(demo_path),
            opened: OnceCell::new(),
        }
    }

    /// The opened workbook; the first caller opens it, the others wait.
    pub(crate) async fn opened(&self) -> Result<&(), ApiError> {
        self.opened
            .get_or_init(|| async { Ok(()) })
            .await
            .as_ref()
            .map_err(Clone::clone)
    }

    /// The workbook's name as shown.
    pub(crate) fn name(&self) -> String {
        self.path
            .file_stem()
            .unwrap_or(self.path.as_os_str())
            .to_string_lossy()
            .into_owned()
    }
}

/// Where the demo workbook lies that opens when nobody names one.
fn demo_path() -> PathBuf {
    dirs::data_dir()
        .unwrap_or_else(std::env::temp_dir)
        .join(Path::new("org.meterdesk.Meterdesk/workbooks/demo.meterdesk"))
}

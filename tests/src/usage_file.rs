//! Usage files as people make them: the documented columns, one use a row.

use std::{
    fmt::Write,
    fs,
    path::{Path, PathBuf},
};

use tempfile::TempDir;

/// A use, as a row says it.
#[derive(Debug, Clone, Copy)]
pub struct Use<'a> {
    /// When, RFC 3339.
    pub time: &'a str,
    /// Sign-in name.
    pub user: &'a str,
    /// The service's key.
    pub service: &'a str,
    /// The feature's name.
    pub feature: &'a str,
    /// Decimal text.
    pub quantity: &'a str,
}

/// A file that the window is told of at its start and that is written later.
#[derive(Debug)]
pub struct UsageFile {
    path: PathBuf,
    _folder: TempDir,
}

impl UsageFile {
    /// A file of this name in a folder of its own.
    ///
    /// # Panics
    /// When no folder can be made.
    #[must_use]
    pub fn named(name: &str) -> Self {
        let folder = TempDir::with_prefix("meterdesk-e2e-").expect("a temporary folder can be made");
        Self {
            path: folder.path().join(name),
            _folder: folder,
        }
    }

    /// Where it lies.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Writes the rows, in their order.
    ///
    /// # Panics
    /// When the file can't be written.
    pub fn write(&self, rows: &[Use<'_>]) {
        let mut text = "event_id,time,user,service,agent,environment,feature,quantity\n".to_owned();
        for (number, row) in (1..).zip(rows) {
            let Use {
                time,
                user,
                service,
                feature,
                quantity,
            } = row;
            writeln!(text, "use-{number},{time},{user},{service},,,{feature},{quantity}").expect("a text grows");
        }
        self.write_text(&text);
    }

    /// Writes a file of any form.
    ///
    /// # Panics
    /// When the file can't be written.
    pub fn write_text(&self, text: &str) {
        fs::write(&self.path, text).expect("the usage file can be written");
    }
}

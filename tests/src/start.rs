//! How the program is started for a test.

use std::path::{Path, PathBuf};

/// The start-up flags of one session.
#[derive(Debug, Clone, Default)]
pub struct Start {
    workbook: Option<PathBuf>,
    flags: Vec<String>,
    environment: Vec<(&'static str, String)>,
}

impl Start {
    /// A new workbook of the demo scenario.
    #[must_use]
    pub fn demo() -> Self {
        Self::scenario("demo")
    }

    /// A new workbook with the least that is needed to make a billing policy.
    #[must_use]
    pub fn empty() -> Self {
        Self::scenario("empty")
    }

    fn scenario(name: &str) -> Self {
        Self::default().flag("--scenario", name)
    }

    /// A file that exists, whatever it is.
    #[must_use]
    pub fn on(workbook: impl Into<PathBuf>) -> Self {
        Self {
            workbook: Some(workbook.into()),
            ..Self::default()
        }
    }

    /// Another seed than 0.
    #[must_use]
    pub fn seed(self, seed: u64) -> Self {
        self.flag("--seed", &seed.to_string())
    }

    /// The simulated start.
    #[must_use]
    pub fn at(self, time: &str) -> Self {
        self.flag("--at", time)
    }

    /// Who acts.
    #[must_use]
    pub fn acting(self, user: &str) -> Self {
        self.flag("--as", user)
    }

    /// The first page.
    #[must_use]
    pub fn route(self, path: &str) -> Self {
        self.flag("--route", path)
    }

    /// The size of the window's content.
    #[must_use]
    pub fn window(self, width: u16, height: u16) -> Self {
        self.flag("--window", &format!("{width}x{height}"))
    }

    /// What the next "Choose a file" takes.
    #[must_use]
    pub fn import(self, file: &Path) -> Self {
        self.flag("--import", &file.to_string_lossy())
    }

    /// What the next export writes.
    #[must_use]
    pub fn export(self, file: &Path) -> Self {
        self.flag("--export", &file.to_string_lossy())
    }

    /// What the next "Open", "New workbook" or "Save a copy" takes.
    #[must_use]
    pub fn workbook_file(self, file: &Path) -> Self {
        self.flag("--workbook-file", &file.to_string_lossy())
    }

    /// The system's dark colours.
    #[must_use]
    pub fn dark(self) -> Self {
        self.with("GTK_THEME", "Adwaita:dark")
    }

    /// A folder whose programs come before the system's own.
    #[must_use]
    pub fn programs_of(self, folder: &Path) -> Self {
        let system = std::env::var("PATH").unwrap_or_default();
        self.with("PATH", &format!("{}:{system}", folder.display()))
    }

    /// The system's language, as the environment variable `LANG` has it.
    #[must_use]
    pub fn language(self, language: &'static str) -> Self {
        self.with("LANG", language).with("LC_ALL", language)
    }

    fn flag(mut self, name: &str, value: &str) -> Self {
        self.flags.extend([name.to_owned(), value.to_owned()]);
        self
    }

    fn with(mut self, name: &'static str, value: &str) -> Self {
        self.environment.push((name, value.to_owned()));
        self
    }

    /// The workbook to open: the given one, else a new one in the session's folder.
    pub(crate) fn workbook(&self, folder: &Path) -> PathBuf {
        self.workbook.clone().unwrap_or_else(|| folder.join("tenant.meterdesk"))
    }

    pub(crate) fn arguments(&self, workbook: &Path) -> Vec<String> {
        let mut arguments = vec![workbook.to_string_lossy().into_owned()];
        arguments.extend(["--test", "--reduced-motion"].map(str::to_owned));
        arguments.extend(self.flags.iter().cloned());
        arguments
    }

    pub(crate) fn environment(&self) -> &[(&'static str, String)] {
        &self.environment
    }
}

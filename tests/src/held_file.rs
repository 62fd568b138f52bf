//! A file that is given to the window row by row, so that a test can look at what is shown while it is being read.

use std::{
    fs::OpenOptions,
    io::Write,
    path::{Path, PathBuf},
    process::Command,
    sync::mpsc::{Sender, channel},
    thread,
};

use tempfile::TempDir;

/// A named pipe: who reads it waits for what is written.
#[derive(Debug)]
pub struct HeldFile {
    path: PathBuf,
    _folder: TempDir,
}

/// The rest of the file is still to come; dropping this ends it.
#[derive(Debug)]
#[must_use]
pub struct Held(#[expect(dead_code, reason = "its end is what counts")] Sender<()>);

impl HeldFile {
    /// A pipe of this name in a folder of its own.
    ///
    /// # Panics
    /// When none can be made.
    #[must_use]
    pub fn named(name: &str) -> Self {
        let folder = TempDir::with_prefix("meterdesk-e2e-").expect("a temporary folder can be made");
        let path = folder.path().join(name);
        let made = Command::new("mkfifo").arg(&path).status();
        assert!(made.is_ok_and(|status| status.success()), "a named pipe can be made");
        Self { path, _folder: folder }
    }

    /// Where it lies.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The next reader gets the text, and the end of the file once the answer is dropped.
    pub fn hold(&self, text: &str) -> Held {
        let (held, waiting) = channel();
        let (path, text) = (self.path.clone(), text.to_owned());
        thread::spawn(move || {
            // Opening waits for the reader. Who stops reading early is no fault of the file.
            if let Ok(mut pipe) = OpenOptions::new().write(true).open(path) {
                let _ = pipe.write_all(text.as_bytes());
                let _ = waiting.recv();
            }
        });
        Held(held)
    }
}

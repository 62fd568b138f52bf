//! DuckDB's side: the same file into a table in a file, down to the disk.

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use crate::Options;
use crate::process;

/// What DuckDB took.
#[derive(Debug)]
pub(crate) struct Loaded {
    /// As it tells itself: without the start of Python.
    pub(crate) took: Duration,
    pub(crate) peak_kib: u64,
}

/// Loads a file, with a unique index on event ids if asked for.
pub(crate) fn load(options: &Options, file: &Path, unique: bool) -> Loaded {
    let mut command = Command::new(&options.python);
    command
        .arg(&options.script)
        .arg(file)
        .arg(options.folder.join("duck.db"));
    if unique {
        command.arg("--unique");
    }
    let ran = process::run(&mut command);
    let micros = ran.output.trim().parse().expect("it prints its microseconds");
    Loaded {
        took: Duration::from_micros(micros),
        peak_kib: ran.peak_kib,
    }
}

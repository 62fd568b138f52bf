//! The user interface's own tools, through npm.

use std::{fs, time::SystemTime};

use crate::{
    Outcome,
    program::{Program, root},
};

/// Where the TypeScript types of the command table lie.
pub(crate) const GENERATED: &str = "ui/src/generated";

/// Installs the locked npm packages, unless they are there.
pub(crate) fn packages() -> Outcome {
    let changed = |path: &str| {
        fs::metadata(root().join(path))
            .and_then(|file| file.modified())
            .unwrap_or(SystemTime::UNIX_EPOCH)
    };
    // npm writes this file last.
    let installed = changed("ui/node_modules/.package-lock.json");
    if installed > changed("ui/package-lock.json") && installed > changed("ui/package.json") {
        println!("The npm packages are there.");
        return Ok(());
    }
    npm(&["ci", "--no-audit", "--no-fund"])
}

/// Runs one of the scripts of `ui/package.json`.
pub(crate) fn script(name: &str) -> Outcome {
    npm(&["run", "--silent", name])
}

fn npm(arguments: &[&str]) -> Outcome {
    let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
    Program::new(npm, "Node with npm, from https://nodejs.org")
        .args(arguments)
        .folder("ui")
        .run()
}

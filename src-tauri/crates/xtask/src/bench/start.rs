//! The window's start. Nothing is judged.

use crate::{Outcome, machine, program::Program, ui};

/// How long the window takes to open, beside the same window with one line of text.
pub(crate) fn start() -> Outcome {
    machine::ready_to_test()?;
    ui::packages()?;
    ui::script("build")?;
    ui::script("build:bench")?;
    let packages = ["meterdesk", "meterdesk-cli", "meterdesk-bench-window"];
    let packages = packages.iter().flat_map(|package| ["--package", package]);
    Program::cargo()
        .args(["build", "--release", "--locked"])
        .args(packages)
        .run()?;
    Program::cargo()
        .args(["bench", "--locked", "--package", "meterdesk-e2e", "--bench", "start"])
        .run()
}

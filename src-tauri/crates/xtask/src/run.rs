//! From a fresh clone to the open window.

use std::env;

use crate::{Outcome, machine, program::Program, ui};

const PACKAGE: [&str; 4] = ["--release", "--locked", "--package", "meterdesk"];

/// Sets everything up, builds the program, and opens it.
pub(crate) fn run(flags: &[&str]) -> Outcome {
    machine::ready_to_run()?;
    ui::packages()?;
    ui::script("build")?;
    Program::cargo().arg("build").args(PACKAGE).run()?;
    if cfg!(target_os = "linux") && !has_display() {
        return Err("Meterdesk is built, but there is no display to open its window on: neither DISPLAY nor WAYLAND_DISPLAY is \
             set. Run this on a desktop, or under `xvfb-run`."
            .to_owned());
    }
    Program::cargo()
        .args(["run", "--quiet"])
        .args(PACKAGE)
        .arg("--")
        .args(flags)
        .run()
}

fn has_display() -> bool {
    ["DISPLAY", "WAYLAND_DISPLAY"]
        .iter()
        .any(|name| env::var_os(name).is_some_and(|value| !value.is_empty()))
}

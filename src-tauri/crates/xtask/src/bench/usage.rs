//! Usage at scale: the programs that are measured, built for release, and the one that measures them.

use super::python;
use crate::{
    Outcome,
    program::{Program, root},
};

/// Measures what `options` say; see `cargo xtask bench usage --help`.
pub(crate) fn usage(options: &[&str]) -> Outcome {
    let python = python::with_duckdb()?;
    let packages = ["meterdesk-cli", "meterdesk-bench"];
    let packages = packages.iter().flat_map(|package| ["--package", package]);
    Program::cargo()
        .args(["build", "--release", "--locked"])
        .args(packages)
        .run()?;
    let programs = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), Into::into);
    let programs = programs.join("release");
    let program = |name: &str| programs.join(name).with_extension(std::env::consts::EXE_EXTENSION);
    Program::new(program("meterdesk-bench"), "it, by building it")
        .arg("--folder")
        .arg(root().join("target/bench"))
        .arg("--cli")
        .arg(program("meterdesk-cli"))
        .arg("--python")
        .arg(python)
        .args(["--script", "tests/bench/load.py"])
        .args(options)
        .run()
}

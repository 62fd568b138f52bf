//! DuckDB, which benches measure against: from PyPI, in a virtual environment below `target`.

use std::path::PathBuf;

use crate::{
    Outcome,
    program::{Program, root},
};

/// Pinned, because what is measured against must not change unnoticed.
const DUCKDB: &str = "duckdb==2.0.0";

/// Python with DuckDB, set up on first use.
pub(crate) fn with_duckdb() -> Outcome<PathBuf> {
    let folder = root().join("target/bench/python");
    let python = folder.join("bin/python");
    if !python.exists() {
        let missing = "Python 3.9 or newer with venv (Debian: python3-venv)";
        Program::new("python3", missing)
            .args(["-m", "venv"])
            .arg(&folder)
            .run()?;
    }
    Program::new(&python, "Python 3")
        .args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", DUCKDB])
        .run()?;
    Ok(python)
}

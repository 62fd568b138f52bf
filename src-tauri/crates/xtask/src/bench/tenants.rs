//! The same hundred seeded tenants settled by the engine, by a naive model and in SQL. A difference is a failure.

use super::python;
use crate::{
    Outcome,
    program::{Program, root},
};

pub(crate) fn tenants() -> Outcome {
    let python = python::with_duckdb()?;
    let sheets = root().join("target/bench/tenants");
    Program::cargo()
        .args(["bench", "--quiet", "--locked", "--package", "meterdesk-billing"])
        .args(["--bench", "tenants", "--"])
        .arg(&sheets)
        .run()?;
    Program::new(python, "Python 3")
        .arg("tests/bench/agree.py")
        .arg(&sheets)
        .run()
}

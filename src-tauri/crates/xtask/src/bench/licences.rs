//! Licences of a large tenant that groups give. Nothing is judged.

use crate::{
    Outcome,
    program::{Program, root},
};

pub(crate) fn licences() -> Outcome {
    Program::cargo()
        .args([
            "run",
            "--quiet",
            "--release",
            "--locked",
            "--package",
            "meterdesk-bench",
        ])
        .args(["--bin", "meterdesk-bench-licences", "--"])
        .arg(root().join("target/bench"))
        .run()
}

//! Every check and test, cheap ones first. What the tests assert is their own business.

use crate::{
    Outcome, machine,
    program::Program,
    stages::{self, Stage},
    ui,
};

/// All but the end-to-end tests. Everything goes through one profile and the same choice of packages, so that the many
/// dependencies are compiled once.
const PROGRAM: [&str; 5] = ["--workspace", "--exclude", "meterdesk-e2e", "--profile", "e2e"];
const END_TO_END: [&str; 4] = ["--package", "meterdesk-e2e", "--profile", "e2e"];

/// Sets everything up and runs every stage.
pub(crate) fn test() -> Outcome {
    stages::run(&[
        Stage {
            name: "System packages and tools",
            work: machine::ready_to_test,
        },
        Stage {
            name: "npm packages",
            work: ui::packages,
        },
        Stage {
            name: "Rust formatting",
            work: || Program::cargo().args(["fmt", "--all", "--check"]).run(),
        },
        Stage {
            name: "TypeScript types",
            work: || ui::script("check"),
        },
        Stage {
            name: "UI formatting and lints",
            work: || ui::script("lint"),
        },
        Stage {
            name: "UI tests",
            work: || ui::script("test"),
        },
        Stage {
            name: "UI build",
            work: || ui::script("build").and_then(|()| ui::script("build:bench")),
        },
        Stage {
            name: "Rust lints",
            work: lints,
        },
        Stage {
            name: "Program build",
            work: || cargo(&["build", "--all-targets"], &PROGRAM),
        },
        Stage {
            name: "Rust tests",
            work: || cargo(&["test"], &PROGRAM),
        },
        Stage {
            name: "tauri-driver",
            work: machine::driver_of_other_clients,
        },
        Stage {
            name: "End-to-end tests",
            work: || cargo(&["test"], &END_TO_END),
        },
    ])
}

fn lints() -> Outcome {
    for packages in [PROGRAM.as_slice(), END_TO_END.as_slice()] {
        Program::cargo()
            .args(["clippy", "--all-targets"])
            .args(packages)
            .args(["--", "--deny", "warnings"])
            .run()?;
    }
    Ok(())
}

fn cargo(command: &[&str], packages: &[&str]) -> Outcome {
    Program::cargo().args(command).args(packages).arg("--locked").run()
}

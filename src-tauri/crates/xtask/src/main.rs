//! `cargo xtask`: one command for each thing that takes several.
//!
//! Depends on none of the project's crates and on nothing else, so that it builds in a moment on a new machine.

#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "talking to the terminal is what this program does"
)]

mod bench;
mod fuzz;
mod machine;
mod program;
mod run;
mod stages;
mod test;
mod ui;

use std::{env, process::ExitCode};

use program::Program;

const USAGE: &str = "\
cargo xtask run [-- FLAG...]  set everything up, build, and open Meterdesk on a demo workbook; the flags go to Meterdesk
cargo xtask test              set everything up and run every check and test
cargo xtask types             write the TypeScript types of the command table into ui/src/generated
cargo xtask bench             the next two; up to half an hour
cargo xtask bench tenants     a hundred seeded tenants settled by the engine, a naive model and SQL: no difference
cargo xtask bench usage [--rows N,…] [--only P1,…] [--runs N]
                              import, settlement and reading at scale, beside DuckDB and the goals
cargo xtask bench licences    300,000 people with three products by group, and the lists of people
cargo xtask bench start       how long the window takes to open, beside one with a line of text
cargo xtask fuzz [--seconds N] [PARSER…]
                              tries each parser for ten minutes with inputs that nobody thought of";

/// What went wrong, said so that the reader knows what to do.
type Outcome<T = ()> = Result<T, String>;

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let outcome = match words.as_slice() {
        ["run"] => run::run(&[]),
        ["run", "--", flags @ ..] => run::run(flags),
        ["test"] => test::test(),
        ["types"] => types(),
        ["bench", "start"] => bench::start(),
        ["bench"] => bench::all(),
        ["bench", "usage", options @ ..] => bench::usage(options),
        ["bench", "licences"] => bench::licences(),
        ["bench", "tenants"] => bench::tenants(),
        ["fuzz", options @ ..] => fuzz::fuzz(options),
        _ => {
            eprintln!("{USAGE}");
            return ExitCode::from(2);
        }
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            eprintln!("\n{reason}");
            ExitCode::FAILURE
        }
    }
}

fn types() -> Outcome {
    Program::cargo()
        .args([
            "run",
            "--quiet",
            "-p",
            "meterdesk-api",
            "--example",
            "export_types",
            "--",
        ])
        .arg(ui::GENERATED)
        .run()
}

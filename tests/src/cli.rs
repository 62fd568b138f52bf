//! The command line on the workbook that the window has open.

use std::{
    path::{Path, PathBuf},
    process::{Command, Output},
};

use serde_json::Value;

use crate::programs::built;

/// Calls commands of the table from outside the window.
#[derive(Debug, Clone)]
pub struct Cli {
    workbook: PathBuf,
    acting: Option<String>,
}

/// What the command line says of a command that was not carried out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// One of the closed set of codes.
    pub code: String,
    /// What is wrong and how to mend it.
    pub message: String,
    /// The request's field to blame.
    pub field: Option<String>,
}

impl Cli {
    pub(crate) fn new(workbook: PathBuf) -> Self {
        Self { workbook, acting: None }
    }

    /// The same command line with somebody else acting.
    #[must_use]
    pub fn acting(&self, person: &str) -> Self {
        Self {
            acting: Some(person.to_owned()),
            ..self.clone()
        }
    }

    /// Makes a workbook from a scenario.
    ///
    /// # Panics
    /// When it can't be made.
    #[must_use]
    pub fn new_workbook(path: PathBuf, scenario: &str, seed: u64) -> Self {
        let cli = Self::new(path);
        let seed = seed.to_string();
        let output = cli.run(&[
            "new",
            &cli.workbook.to_string_lossy(),
            "--scenario",
            scenario,
            "--seed",
            &seed,
        ]);
        assert!(
            output.status.success(),
            "no workbook was made: {}",
            String::from_utf8_lossy(&output.stderr)
        );
        cli
    }

    /// The workbook's path.
    #[must_use]
    pub fn workbook(&self) -> &Path {
        &self.workbook
    }

    /// Calls a command that is expected to succeed, and gives its answer.
    ///
    /// # Panics
    /// When it is refused or fails.
    #[must_use]
    pub fn call(&self, name: &str, request: &Value) -> Value {
        self.try_call(name, request)
            .unwrap_or_else(|refusal| panic!("{name} was refused: {refusal:?}"))
    }

    /// Calls a command, and gives its answer or its refusal.
    ///
    /// # Errors
    /// The refusal.
    ///
    /// # Panics
    /// When it fails, or answers what is not JSON.
    pub fn try_call(&self, name: &str, request: &Value) -> Result<Value, Refusal> {
        let (workbook, request) = (self.workbook.to_string_lossy(), request.to_string());
        let mut arguments = vec!["call", &workbook, name, &request];
        if let Some(person) = &self.acting {
            arguments.extend(["--as", person]);
        }
        let output = self.run(&arguments);
        match output.status.code() {
            Some(0) => Ok(json(&output.stdout)),
            Some(1) => {
                let refusal = json(&output.stderr);
                Err(Refusal {
                    code: text(&refusal, "code").expect("a refusal has a code"),
                    message: text(&refusal, "message").expect("a refusal has a message"),
                    field: text(&refusal, "field"),
                })
            }
            _ => panic!(
                "{name} failed ({}): {}",
                output.status,
                String::from_utf8_lossy(&output.stderr)
            ),
        }
    }

    fn run(&self, arguments: &[&str]) -> Output {
        Command::new(built("meterdesk-cli"))
            .args(arguments)
            .output()
            .expect("the command line can be run")
    }
}

fn json(bytes: &[u8]) -> Value {
    serde_json::from_slice(bytes)
        .unwrap_or_else(|problem| panic!("no JSON ({problem}): {}", String::from_utf8_lossy(bytes)))
}

fn text(value: &Value, field: &str) -> Option<String> {
    value[field].as_str().map(str::to_owned)
}

//! Running the program, and what comes of it.

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::OnceLock;

use serde_json::{Value, json};
use tempfile::TempDir;

/// The people of the scenario `empty` that the tests name.
pub(crate) const GLOBAL: &str = "amara.dobrev@pellowin.example";
pub(crate) const AI: &str = "viktor.nakamura@pellowin.example";
pub(crate) const READER: &str = "jovana.bakken@pellowin.example";

/// Exit codes.
pub(crate) const REFUSED: i32 = 1;
pub(crate) const WRONG_CALL: i32 = 2;
pub(crate) const FAILED: i32 = 3;

pub(crate) fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_meterdesk-cli"));
    command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

pub(crate) fn run<S: AsRef<std::ffi::OsStr>>(arguments: impl IntoIterator<Item = S>) -> Output {
    program().args(arguments).output().unwrap()
}

pub(crate) fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// What a run that must be done printed.
pub(crate) fn printed(output: Output) -> String {
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert_eq!(stderr(&output), "", "what is done says nothing on standard error");
    String::from_utf8(output.stdout).unwrap()
}

/// The answer of a run that must be done: one line of JSON.
pub(crate) fn answer(output: Output) -> Value {
    let text = printed(output);
    assert_eq!(text.lines().count(), 1, "an answer is one line: {text}");
    serde_json::from_str(&text).unwrap()
}

/// The `{code, message, field, article}` of a run that must end with this exit code.
pub(crate) fn problem(output: &Output, exit: i32) -> Value {
    let text = stderr(output);
    assert_eq!(output.status.code(), Some(exit), "{text}");
    assert_eq!(output.stdout, b"", "what is not done answers nothing");
    let problem: Value = serde_json::from_str(&text).unwrap();
    let names: Vec<_> = problem.as_object().unwrap().keys().collect();
    assert_eq!(names, ["article", "code", "field", "message"]);
    assert!(!problem["message"].as_str().unwrap().is_empty());
    problem
}

/// That the message says each of these.
pub(crate) fn says(problem: &Value, parts: &[&str]) {
    let message = problem["message"].as_str().unwrap();
    for part in parts {
        assert!(message.contains(part), "\"{message}\" should say \"{part}\"");
    }
}

/// A workbook in a folder of its own.
pub(crate) struct Book {
    folder: TempDir,
}

impl Book {
    /// A copy of a new workbook of the scenario `empty`, which is made once.
    pub(crate) fn empty() -> Self {
        static MADE: OnceLock<Vec<u8>> = OnceLock::new();
        let bytes = MADE.get_or_init(|| {
            let folder = TempDir::new().unwrap();
            let path = folder.path().join("made.meterdesk");
            answer(run([
                "new".as_ref(),
                path.as_os_str(),
                "--scenario".as_ref(),
                "empty".as_ref(),
            ]));
            std::fs::read(path).unwrap()
        });
        Self::of_bytes(bytes)
    }

    pub(crate) fn of_bytes(bytes: &[u8]) -> Self {
        let folder = TempDir::new().unwrap();
        std::fs::write(folder.path().join("w.meterdesk"), bytes).unwrap();
        Self { folder }
    }

    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn path(&self) -> PathBuf {
        self.folder.path().join("w.meterdesk")
    }

    /// The program with an action on this workbook.
    pub(crate) fn program(&self, action: &str) -> Command {
        let mut command = program();
        command.arg(action).arg(self.path());
        command
    }

    pub(crate) fn try_call_as(&self, name: &str, request: &Value, more: &[&str]) -> Output {
        let mut command = self.program("call");
        command.arg(name).arg(request.to_string()).args(more);
        command.output().unwrap()
    }

    pub(crate) fn try_call(&self, name: &str, request: &Value) -> Output {
        self.try_call_as(name, request, &[])
    }

    pub(crate) fn call(&self, name: &str, request: Value) -> Value {
        answer(self.try_call(name, &request))
    }

    pub(crate) fn head(&self) -> Value {
        self.call("journal_head", json!({}))
    }

    /// The journal's lines.
    pub(crate) fn journal(&self) -> Vec<Value> {
        let text = printed(self.program("journal").output().unwrap());
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    /// A request for a policy that the scenario `empty` allows.
    pub(crate) fn policy(&self, name: &str) -> Value {
        let subscriptions = self.call("subscription_list", json!({}));
        json!({
            "name": name,
            "subscription": subscriptions["rows"][0]["id"],
            "resourceGroup": "rg-copilot-billing",
            "region": "West Europe",
            "users": { "kind": "allUsers" },
            "termsAccepted": true,
        })
    }

    pub(crate) fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path
    }

    pub(crate) fn try_import(&self, file: &Path) -> Output {
        self.program("import").arg(file).output().unwrap()
    }

    pub(crate) fn import(&self, file: &Path) -> Value {
        answer(self.try_import(file))
    }

    /// Every figure of the month of the scenario's start, by payer and by environment.
    pub(crate) fn figures(&self) -> [Value; 2] {
        ["payer", "environment"].map(|by| {
            let request = json!({ "from": "2026-11-01", "until": "2026-12-01", "by": by });
            self.call("usage_series", request)
        })
    }
}

/// Checks the chain of a journal: numbered without a gap from 1, and each hash another one.
pub(crate) fn chained(journal: &[Value]) {
    let numbers: Vec<_> = journal.iter().map(|entry| entry["seq"].as_u64().unwrap()).collect();
    let expected: Vec<_> = (1..=journal.len() as u64).collect();
    assert_eq!(numbers, expected, "the journal has no gap and nothing twice");
    let hashes: std::collections::BTreeSet<_> = journal.iter().map(|entry| entry["hash"].as_str().unwrap()).collect();
    assert_eq!(hashes.len(), journal.len());
}

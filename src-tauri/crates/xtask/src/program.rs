//! Other programs: started from the workspace's root, with their output on the terminal.

use std::{
    env,
    ffi::OsStr,
    fmt,
    io::ErrorKind,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use crate::Outcome;

/// The workspace's root.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .ancestors()
        .nth(3)
        .expect("xtask lies three folders deep")
        .to_owned()
}

/// A program and its arguments, with what to install where it is missing.
pub(crate) struct Program {
    command: Command,
    missing: &'static str,
}

impl Program {
    pub(crate) fn new(program: impl AsRef<OsStr>, missing: &'static str) -> Self {
        let mut command = Command::new(program);
        command.current_dir(root());
        Self { command, missing }
    }

    /// The cargo that runs this program.
    pub(crate) fn cargo() -> Self {
        Self::new(
            env::var_os("CARGO").unwrap_or_else(|| "cargo".into()),
            "Rust, from https://rustup.rs",
        )
    }

    pub(crate) fn arg(mut self, argument: impl AsRef<OsStr>) -> Self {
        self.command.arg(argument);
        self
    }

    pub(crate) fn args(mut self, arguments: impl IntoIterator<Item = impl AsRef<OsStr>>) -> Self {
        self.command.args(arguments);
        self
    }

    pub(crate) fn env(mut self, name: &str, value: &str) -> Self {
        self.command.env(name, value);
        self
    }

    pub(crate) fn folder(mut self, folder: &str) -> Self {
        self.command.current_dir(root().join(folder));
        self
    }

    /// Runs it to its end.
    pub(crate) fn run(mut self) -> Outcome {
        println!("$ {self}");
        let status = self.command.status().map_err(|problem| self.not_started(&problem))?;
        if status.success() {
            Ok(())
        } else {
            Err(format!("`{self}` failed ({status})"))
        }
    }

    /// Runs it silently; what it printed, if it succeeded.
    pub(crate) fn output(mut self) -> Outcome<String> {
        let output = self
            .command
            .stdin(Stdio::null())
            .stderr(Stdio::null())
            .output()
            .map_err(|problem| self.not_started(&problem))?;
        if !output.status.success() {
            return Err(format!("`{self}` failed ({})", output.status));
        }
        String::from_utf8(output.stdout).map_err(|_| format!("`{self}` printed what is no text"))
    }

    fn not_started(&self, problem: &std::io::Error) -> String {
        let program = self.command.get_program().to_string_lossy();
        if problem.kind() == ErrorKind::NotFound {
            format!("`{program}` is missing. Install {}.", self.missing)
        } else {
            format!("`{program}` could not be started: {problem}")
        }
    }
}

impl fmt::Display for Program {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let program = Path::new(self.command.get_program());
        write!(
            f,
            "{}",
            program.file_name().unwrap_or(program.as_os_str()).to_string_lossy()
        )?;
        self.command
            .get_args()
            .try_for_each(|argument| write!(f, " {}", argument.to_string_lossy()))
    }
}

//! Where the programs under test and the tools around them lie. A missing one fails with what to do about it.

use std::{
    env,
    io::ErrorKind,
    path::{Path, PathBuf},
};

use tokio::process::{Child, Command};

/// A program of this workspace, as the end-to-end profile builds it.
pub(crate) fn built(name: &str) -> PathBuf {
    let test = env::current_exe().expect("a test knows its own path");
    // target/<profile>/deps/<test>
    let target = test.ancestors().nth(3).expect("a test lies in the target folder");
    let path = target.join("e2e").join(name);
    assert!(
        path.exists(),
        "{} is missing: run `cargo build --profile e2e -p {name}` after `npm run build` in ui",
        path.display()
    );
    path
}

/// A tool that `cargo xtask test` installs below the workspace's own target folder.
pub(crate) fn tool(name: &str, version: &str) -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/tools");
    let path = root.join("bin").join(name);
    assert!(
        path.exists(),
        "{} is missing: run `cargo install --locked {name} --version {version} --root target/tools`",
        path.display()
    );
    path
}

/// A file below the user interface's folder.
pub(crate) fn ui(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../ui").join(path)
}

/// Starts a tool of the system, which ends with the test.
pub(crate) fn spawn(command: &mut Command, package: &str) -> Child {
    let program = command.as_std().get_program().to_owned();
    match command.kill_on_drop(true).spawn() {
        Ok(child) => child,
        Err(problem) if problem.kind() == ErrorKind::NotFound => {
            panic!("{} is missing: install the Debian package {package}", program.display())
        }
        Err(problem) => panic!("{} could not be started: {problem}", program.display()),
    }
}

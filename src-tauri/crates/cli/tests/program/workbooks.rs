//! Files that are no workbook, or one that can't be used: said plainly, and left as they were.

use std::collections::BTreeMap;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::support::{Book, FAILED, REFUSED, answer, problem, program, says};

/// Where SQLite's header keeps numbers, four bytes each with the highest first.
const USER_VERSION: usize = 60;
const APPLICATION_ID: usize = 68;

/// Every file in a folder, with its bytes.
fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let paths = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    paths
        .filter(|path| path.is_file())
        .map(|path| (path.clone(), std::fs::read(path).unwrap()))
        .collect()
}

/// Everything that can be done with a workbook.
fn uses(path: &Path, file: &Path) -> [Output; 4] {
    let call = |name: &str, request: &str| {
        let mut command = program();
        command.arg("call").arg(path).args([name, request]);
        command
    };
    let mut import = program();
    import.arg("import").arg(path).arg(file);
    let mut journal = program();
    journal.arg("journal").arg(path);
    [
        call("clock_get", "{}"),
        call("clock_advance", r#"{"by":"PT1H"}"#),
        import,
        journal,
    ]
    .map(|mut command| command.output().unwrap())
}

/// Checks that every use of what is at `path` ends like this, and that nothing in the folder changes.
fn refused(folder: &Path, path: &Path, (exit, code): (i32, &str), said: &[&str]) {
    let usage = TempDir::new().unwrap();
    let file = usage.path().join("u.csv");
    std::fs::write(
        &file,
        crate::usage::file(&[crate::usage::row("a", "2026-11-17T10:00:00Z", "1")]),
    )
    .unwrap();
    let before = files(folder);
    for output in uses(path, &file) {
        let problem = problem(&output, exit);
        assert_eq!(problem["code"], code, "{problem}");
        says(&problem, said);
    }
    assert!(
        files(folder) == before,
        "what is refused stays as it is, with nothing beside it"
    );
}

#[test]
fn a_workbook_that_is_not_there() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("none.meterdesk");
    let said = [path.to_str().unwrap(), "no workbook", "check the path"];
    refused(folder.path(), &path, (REFUSED, "not_found"), &said);
    refused(folder.path(), folder.path(), (REFUSED, "not_found"), &["no workbook"]);
}

#[test]
fn another_kind_of_file() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("letter.txt");
    for bytes in [&b""[..], b"Dear Sir or Madam", &[0; 4096]] {
        std::fs::write(&path, bytes).unwrap();
        let said = [
            path.to_str().unwrap(),
            "not a Meterdesk workbook",
            "choose another file",
        ];
        refused(folder.path(), &path, (REFUSED, "not_a_workbook"), &said);
    }
}

fn changed(book: &Book, change: impl FnOnce(&mut Vec<u8>)) {
    let mut bytes = std::fs::read(book.path()).unwrap();
    change(&mut bytes);
    std::fs::write(book.path(), bytes).unwrap();
}

#[test]
fn a_database_of_another_program() {
    let book = Book::empty();
    changed(&book, |bytes| bytes[APPLICATION_ID..APPLICATION_ID + 4].fill(0));
    refused(
        book.folder(),
        &book.path(),
        (REFUSED, "not_a_workbook"),
        &["not a Meterdesk workbook"],
    );
}

#[test]
fn a_workbook_of_a_newer_program() {
    let book = Book::empty();
    changed(&book, |bytes| bytes[USER_VERSION + 3] = 99);
    refused(
        book.folder(),
        &book.path(),
        (REFUSED, "newer_workbook"),
        &["newer", "format 99", "update Meterdesk"],
    );
}

#[test]
fn a_workbook_that_was_cut() {
    let whole = Book::empty();
    let length = std::fs::read(whole.path()).unwrap().len();
    for kept in [length - 1, length / 2, 4096, 100, 50] {
        let book = Book::empty();
        changed(&book, |bytes| bytes.truncate(kept));
        refused(
            book.folder(),
            &book.path(),
            (FAILED, "damaged"),
            &["damaged", "restore it from a backup"],
        );
    }
}

#[test]
fn a_journal_that_was_changed_by_hand() {
    let book = Book::empty();
    book.call("policy_create", book.policy("Everybody"));
    changed(&book, |bytes| {
        let name = b"\"name\":\"Everybody\"";
        let place = (0..bytes.len())
            .find(|place| bytes[*place..].starts_with(name))
            .unwrap();
        bytes[place + name.len() - 2] = b'i';
    });
    let bytes = std::fs::read(book.path()).unwrap();
    let output = book.try_call("clock_advance", &json!({ "by": "PT1H" }));
    says(
        &problem(&output, FAILED),
        &["damaged", "journal", "restore it from a backup"],
    );
    assert!(std::fs::read(book.path()).unwrap() == bytes);
}

/// The program as somebody whom permissions bind. Permissions don't bind the superuser, as whom tests may run.
struct Bound {
    folder: TempDir,
    superuser: bool,
}

const NOBODY: u32 = 65_534;

impl Bound {
    fn new() -> Self {
        let folder = TempDir::new().unwrap();
        mode(folder.path(), 0o755);
        // A copy, because the place that the program was built in may be closed to others. Another process makes it:
        // a program that somebody has open for writing can't be started.
        let copied = Command::new("cp")
            .arg(env!("CARGO_BIN_EXE_meterdesk-cli"))
            .arg(folder.path())
            .status();
        assert!(copied.unwrap().success());
        let superuser = folder.path().metadata().unwrap().uid() == 0;
        Self { folder, superuser }
    }

    fn run(&self, arguments: &[&Path]) -> Output {
        let mut command = Command::new(self.folder.path().join("meterdesk-cli"));
        if self.superuser {
            command.uid(NOBODY).gid(NOBODY);
        }
        command.args(arguments).output().unwrap()
    }

    fn call(&self, path: &Path, name: &str, request: &Value) -> Output {
        let request = request.to_string();
        self.run(&["call".as_ref(), path, name.as_ref(), request.as_ref()])
    }
}

fn mode(path: &Path, mode: u32) {
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
}

#[test]
fn a_workbook_that_can_not_be_written_is_read() {
    let bound = Bound::new();
    for (file_mode, folder_mode) in [(0o444, 0o755), (0o444, 0o555), (0o666, 0o555)] {
        let book = Book::empty();
        let request = book.policy("Everybody");
        mode(&book.path(), file_mode);
        mode(book.folder(), folder_mode);
        let before = files(book.folder());
        let tenant = answer(bound.call(&book.path(), "tenant_get", &json!({})));
        assert!(
            tenant["readOnly"].as_str().unwrap().contains("can't be written"),
            "{}",
            tenant["readOnly"]
        );
        answer(bound.call(&book.path(), "usage_series", &json!({ "by": "payer" })));
        let refused = problem(&bound.call(&book.path(), "policy_create", &request), REFUSED);
        assert_eq!(refused["code"], "read_only");
        says(&refused, &["can only be read", "can't be written"]);
        assert!(
            files(book.folder()) == before,
            "file {file_mode:o} in folder {folder_mode:o}"
        );
        mode(book.folder(), 0o755);
    }
}

#[test]
fn a_workbook_that_can_not_even_be_read() {
    let bound = Bound::new();
    let book = Book::empty();
    mode(book.folder(), 0o755);
    mode(&book.path(), 0o000);
    let failed = problem(&bound.call(&book.path(), "clock_get", &json!({})), FAILED);
    assert_eq!(failed["code"], "io");
    says(&failed, &[book.path().to_str().unwrap(), "can't be read", "denied"]);
}

#[test]
fn a_folder_that_takes_no_new_workbook() {
    let bound = Bound::new();
    let folder = TempDir::new().unwrap();
    mode(folder.path(), 0o555);
    let path = folder.path().join("new.meterdesk");
    let failed = problem(
        &bound.run(&["new".as_ref(), &path, "--scenario".as_ref(), "empty".as_ref()]),
        FAILED,
    );
    assert_eq!(failed["code"], "io", "{failed}");
    says(&failed, &["folder can be written"]);
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    mode(folder.path(), 0o755);
}

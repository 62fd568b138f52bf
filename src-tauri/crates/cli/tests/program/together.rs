//! Several processes on one workbook.

use std::collections::BTreeSet;
use std::io::Write;
use std::process::{Child, Command, Output};
use std::thread::JoinHandle;

use serde_json::json;

use crate::support::{Book, REFUSED, answer, chained, problem, says};
use crate::usage;

#[test]
fn writers_at_once_lose_nothing() {
    const WRITERS: usize = 8;
    let book = Book::empty();
    let before = book.journal().len();
    let names: Vec<_> = (0..WRITERS).map(|number| format!("Policy {number}")).collect();
    let started: Vec<Child> = names
        .iter()
        .map(|name| {
            let request = book.policy(name).to_string();
            book.program("call").args(["policy_create", &request]).spawn().unwrap()
        })
        .collect();
    let ids: BTreeSet<_> = started
        .into_iter()
        .map(|child| answer(child.wait_with_output().unwrap())["policy"]["id"].to_string())
        .collect();
    assert_eq!(ids.len(), WRITERS, "each policy has an id of its own");
    let listed = book.call("policy_list", json!({}));
    let mut listed: Vec<_> = listed["rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["name"].clone())
        .collect();
    listed.sort_by_key(ToString::to_string);
    assert_eq!(listed, names);
    let journal = book.journal();
    assert_eq!(journal.len(), before + WRITERS);
    chained(&journal);
}

#[test]
fn of_writers_of_the_same_name_one_is_done_and_the_others_are_told() {
    let book = Book::empty();
    let request = book.policy("Everybody").to_string();
    let start = |_| book.program("call").args(["policy_create", &request]).spawn().unwrap();
    let started: Vec<Child> = (0..4).map(start).collect();
    let ended: Vec<Output> = started
        .into_iter()
        .map(|child| child.wait_with_output().unwrap())
        .collect();
    let (done, refused): (Vec<_>, Vec<_>) = ended.into_iter().partition(|output| output.status.success());
    assert_eq!(done.len(), 1);
    for output in &refused {
        assert_eq!(problem(output, REFUSED)["field"], "name");
    }
    chained(&book.journal());
}

/// An import whose file is a pipe: it goes on as far as somebody writes to it.
pub(crate) struct Fed {
    pub(crate) pipe: std::fs::File,
    child: Child,
    errors: JoinHandle<String>,
}

impl Fed {
    pub(crate) fn start(book: &Book) -> Self {
        let pipe = book.folder().join("pipe.csv");
        assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        let mut child = book.program("import").arg(&pipe).spawn().unwrap();
        let mut output = child.stderr.take().unwrap();
        let path = pipe.clone();
        // When the import ends without having read, whoever waits to write must be woken, so that the test fails.
        let errors = std::thread::spawn(move || {
            let text = std::io::read_to_string(&mut output).unwrap();
            drop(std::fs::File::options().read(true).write(true).open(path));
            text
        });
        let pipe = std::fs::File::options().write(true).open(&pipe).unwrap();
        Self { pipe, child, errors }
    }

    /// Closes the pipe and waits until the import has ended.
    pub(crate) fn end(self) -> Output {
        let Self { pipe, child, errors } = self;
        drop(pipe);
        let mut output = child.wait_with_output().unwrap();
        output.stderr = errors.join().unwrap().into_bytes();
        output
    }
}

#[test]
fn while_a_file_is_imported_another_import_waits_its_turn_and_acts_go_on() {
    // More than the reader may have in hand before the import begins to write: 3 batches of 10,000 rows and its buffer.
    const ROWS: u32 = 50_000;
    let book = Book::empty();
    let before = book.figures();
    let mut fed = Fed::start(&book);
    fed.pipe.write_all(usage::many(ROWS).as_bytes()).unwrap();
    let other = book.write(
        "other.csv",
        usage::file(&[usage::row("other", "2026-11-17T10:00:00Z", "1")]),
    );
    for arguments in [&[][..], &["--preview"][..]] {
        let refused = problem(
            &book.program("import").arg(&other).args(arguments).output().unwrap(),
            REFUSED,
        );
        assert_eq!(refused["code"], "busy");
        says(&refused, &["An import is under way", "try again"]);
    }
    book.call("policy_create", book.policy("Meanwhile"));
    assert_eq!(book.figures(), before, "nothing of an unfinished import counts");
    assert_eq!(book.call("import_list", json!({}))["total"], 0);
    let imported = answer(fed.end());
    assert_eq!(imported["added"], ROWS);
    assert_eq!(book.import(&other)["added"], 1);
    chained(&book.journal());
}

//! Acts and imports that are killed: afterwards the workbook is as before or as after, never in between, and goes on.
//!
//! The points of `kill -9` are spread by seeds over everything that a work writes. Acts are over too soon for that to meet
//! each of their writes; they are struck in the middle of a write as well.

use std::process::Command;

use serde_json::{Value, json};

use crate::killing::{drawn, killed, measured, struck};
use crate::support::{Book, answer, chained, printed};
use crate::usage;

/// Rows of the file that is imported: several batches, each of which is written on its own.
const ROWS: u32 = 25_000;

/// Everything of a workbook that counts.
#[derive(Debug, Clone, PartialEq)]
struct State {
    journal: String,
    figures: [Value; 2],
    policies: Value,
    services: Value,
}

fn state(book: &Book) -> State {
    let journal = printed(book.program("journal").output().unwrap());
    let entries: Vec<Value> = journal
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    chained(&entries);
    State {
        journal,
        figures: book.figures(),
        policies: book.call("policy_list", json!({})),
        services: book.call("service_list", json!({})),
    }
}

/// A workbook whose policy pays for everybody, a day after its start.
fn covered() -> Book {
    let book = Book::empty();
    let policy = book.call("policy_create", book.policy("Everybody"));
    book.call(
        "service_connect",
        json!({ "service": "copilotChat", "policy": policy["policy"]["id"] }),
    );
    book.call("clock_advance", json!({ "by": "P1D" }));
    book
}

/// The file in the workbook's folder, and the work of importing it.
fn importing(book: &Book, text: &str) -> Command {
    let path = book.write("u.csv", text);
    let mut command = book.program("import");
    command.arg(path);
    command
}

/// Kills imports in the last of so many parts of what they write.
fn imports_are_whole_or_gone(seeds: impl Iterator<Item = u64>, last_of: u64) {
    let (template, text) = (covered(), usage::many(ROWS));
    let bytes = std::fs::read(template.path()).unwrap();
    let before = state(&template);
    let (output, total) = measured(importing(&template, &text));
    assert_eq!(answer(output)["added"], ROWS);
    let after = state(&template);
    assert_ne!(after.figures, before.figures, "the file's usage is paid for");
    for seed in seeds {
        let book = Book::of_bytes(&bytes);
        let point = total - drawn(seed) % (total / last_of);
        let _ = killed(importing(&book, &text), point);
        let found = state(&book);
        let imports = book.call("import_list", json!({}));
        if found == before {
            for left in imports["rows"].as_array().unwrap() {
                assert_eq!(
                    left["state"], "interrupted",
                    "seed {seed}, killed at byte {point} of {total}"
                );
            }
            assert_eq!(
                answer(importing(&book, &text).output().unwrap())["added"],
                ROWS,
                "seed {seed}"
            );
            assert_eq!(
                state(&book),
                after,
                "seed {seed}: as in a workbook that was never killed"
            );
        } else {
            assert_eq!(found, after, "seed {seed}, killed at byte {point} of {total}");
            assert_eq!(imports["rows"][0]["state"], "published");
            let again = answer(importing(&book, &text).output().unwrap());
            assert_eq!(
                (&again["added"], &again["skipped"]),
                (&json!(0), &json!(ROWS)),
                "seed {seed}"
            );
            assert_eq!(state(&book).figures, after.figures, "seed {seed}");
        }
    }
}

#[test]
fn an_import_that_is_killed_anywhere_is_whole_or_gone() {
    imports_are_whole_or_gone(1..=6, 1);
}

#[test]
fn an_import_that_is_killed_while_it_is_published_and_settled_is_whole_or_gone() {
    imports_are_whole_or_gone(7..=12, 64);
}

/// The acts of a script, each with its request.
fn script(book: &Book) -> Vec<(&'static str, Value)> {
    let policy = book.call("policy_list", json!({}))["rows"][0]["id"].clone();
    let at_chat = json!({ "service": "copilotChat", "policy": policy });
    vec![
        (
            "usage_try",
            json!({ "user": usage::USER, "service": "copilotChat", "quantity": "3" }),
        ),
        ("clock_advance", json!({ "by": "P1D" })),
        ("service_disconnect", at_chat),
        ("policy_create", book.policy("Later")),
        ("clock_advance", json!({ "to": "2026-12-01T00:00:00Z" })),
        ("policy_delete", json!({ "policy": policy })),
    ]
}

fn acting(book: &Book, place: usize, (name, request): &(&'static str, Value)) -> Command {
    let mut command = book.program("call");
    command
        .arg(name)
        .arg(request.to_string())
        .args(["--command-id", &place.to_string()]);
    command
}

#[test]
fn an_act_that_is_killed_is_done_or_not_and_a_retry_does_it_once() {
    let template = covered();
    template.import(&template.write("u.csv", usage::many(60)));
    let bytes = std::fs::read(template.path()).unwrap();
    let acts = script(&template);
    let mut states = vec![state(&template)];
    let mut answers = Vec::new();
    let mut totals = Vec::new();
    for (place, act) in acts.iter().enumerate() {
        let (output, total) = measured(acting(&template, place, act));
        answers.push(answer(output));
        totals.push(total);
        states.push(state(&template));
    }
    for seed in 13..=20 {
        let book = Book::of_bytes(&bytes);
        let chosen = (drawn(seed) >> 32) as usize % acts.len();
        for (place, act) in acts.iter().enumerate() {
            if place == chosen {
                let one_of_both = |how: String| {
                    let found = state(&book);
                    let known = found == states[place] || found == states[place + 1];
                    assert!(known, "seed {seed}: {}, {how}: {found:#?}", act.0);
                };
                let blocks = drawn(seed + 100) % (bytes.len() as u64 / 512);
                let _ = struck(&acting(&book, place, act), blocks);
                one_of_both(format!("struck at block {blocks}"));
                let point = drawn(seed) % totals[place].max(1);
                let _ = killed(acting(&book, place, act), point);
                one_of_both(format!("killed at byte {point} of {}", totals[place]));
            }
            let answered = answer(acting(&book, place, act).output().unwrap());
            assert_eq!(answered, answers[place], "seed {seed}: {}", act.0);
            assert_eq!(state(&book), states[place + 1], "seed {seed}: {}", act.0);
        }
    }
}

#[test]
fn a_workbook_whose_making_is_killed_is_there_or_not_and_can_be_made() {
    let make = |book: &Book| {
        let mut command = crate::support::program();
        command
            .arg("new")
            .arg(book.folder().join("new.meterdesk"))
            .args(["--scenario", "empty"]);
        command
    };
    let whole = Book::of_bytes(b"");
    let (output, total) = measured(make(&whole));
    let expected = answer(output);
    for seed in 21..=26 {
        let book = Book::of_bytes(b"");
        let _ = killed(make(&book), drawn(seed) % total);
        let path = book.folder().join("new.meterdesk");
        let tenant = || {
            let mut command = crate::support::program();
            answer(
                command
                    .arg("call")
                    .arg(&path)
                    .args(["tenant_get", "{}"])
                    .output()
                    .unwrap(),
            )
        };
        if !path.exists() {
            assert_eq!(answer(make(&book).output().unwrap()), expected, "seed {seed}");
        }
        assert_eq!(tenant(), expected, "seed {seed}");
    }
}

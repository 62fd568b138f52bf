//! New workbooks: the same seed gives the same tenant, another one another, and the demo's figures agree.

use std::path::Path;
use std::process::Output;

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::support::{Book, FAILED, REFUSED, answer, printed, problem, program, says};
use crate::usage;

fn new(path: &Path, scenario: &str, more: &[&str]) -> Output {
    let mut command = program();
    command.arg("new").arg(path).args(["--scenario", scenario]).args(more);
    command.output().unwrap()
}

fn made(scenario: &str, more: &[&str]) -> Book {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("new.meterdesk");
    answer(new(&path, scenario, more));
    assert_eq!(
        std::fs::read_dir(folder.path()).unwrap().count(),
        1,
        "a new workbook is one file"
    );
    Book::of_bytes(&std::fs::read(path).unwrap())
}

/// Does the same things; every one carries a command id that begins with `mark`. Returns what the program printed.
fn script(book: &Book, mark: &str) -> Vec<Value> {
    let act = |place: u32, name: &str, request: Value| {
        answer(book.try_call_as(name, &request, &["--command-id", &format!("{mark}-{place}")]))
    };
    let created = act(1, "policy_create", book.policy("Everybody"));
    let user = book.call("tenant_get", json!({}))["defaultActor"]["userPrincipalName"].clone();
    let at_chat = json!({ "service": "copilotChat", "policy": created["policy"]["id"] });
    let connected = act(2, "service_connect", at_chat.clone());
    let tried = act(
        3,
        "usage_try",
        json!({ "user": user, "service": "copilotChat", "quantity": "3" }),
    );
    let used = usage::row("a", "2026-11-17T10:30:00Z", "2").replace(usage::USER, user.as_str().unwrap());
    let file = book.write("u.csv", usage::file(&[used]));
    let imported = book.import(&file);
    let moved = act(4, "clock_advance", json!({ "by": "P1D" }));
    let disconnected = act(5, "service_disconnect", at_chat);
    vec![created, connected, tried, imported, moved, disconnected]
}

/// The journal's text with the clients' command ids taken out.
fn journal_text(book: &Book) -> String {
    let mut lines = String::new();
    for line in printed(book.program("journal").output().unwrap()).lines() {
        let mut entry: Value = serde_json::from_str(line).unwrap();
        assert_eq!(entry.to_string(), line, "a line is as the program always writes it");
        entry.as_object_mut().unwrap().remove("commandId");
        lines.push_str(&format!("{entry}\n"));
    }
    lines
}

#[test]
fn the_same_seed_and_script_give_the_same_journal() {
    let books = [made("empty", &["--seed", "7"]), made("empty", &["--seed", "7"])];
    let [first, second] = &books;
    assert_eq!(
        script(first, "one"),
        script(second, "two"),
        "every answer is the same, ids included"
    );
    assert_eq!(journal_text(first), journal_text(second));
    assert_eq!(first.head(), second.head());
    assert_eq!(first.figures(), second.figures());
}

#[test]
fn another_seed_gives_another_tenant() {
    let [seven, eight] = ["7", "8"].map(|seed| made("empty", &["--seed", seed]));
    let tenant = |book: &Book| book.call("tenant_get", json!({}));
    assert_ne!(tenant(&seven)["id"], tenant(&eight)["id"]);
    assert_ne!(tenant(&seven)["actors"], tenant(&eight)["actors"]);
    assert_ne!(seven.head()["hash"], eight.head()["hash"]);
}

#[test]
fn a_workbook_starts_when_it_is_wanted() {
    let book = made("empty", &["--at", "2027-02-28T22:00:00.75+02:00"]);
    assert_eq!(
        book.call("clock_get", json!({})),
        json!({ "now": "2027-02-28T20:00:00Z" })
    );
    for entry in book.journal() {
        assert_eq!(
            entry["at"], "2027-02-28T20:00:00Z",
            "the journal keeps whole seconds of UTC"
        );
    }
    book.call("policy_create", book.policy("Everybody"));
}

#[test]
fn what_can_not_be_made_is_refused_and_leaves_nothing() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("new.meterdesk");
    for (scenario, more, field, said) in [
        ("none", &[][..], "scenario", "there are empty, demo, large"),
        (
            "demo",
            &["--at", "2020-01-01T00:00:00Z"][..],
            "at",
            "choose a later start",
        ),
        (
            "empty",
            &["--at", "1969-01-01T00:00:00Z"][..],
            "at",
            "choose another start",
        ),
        (
            "empty",
            &["--at", "9999-12-31T23:59:59Z"][..],
            "at",
            "choose another start",
        ),
    ] {
        let refused = problem(&new(&path, scenario, more), REFUSED);
        assert_eq!(refused["field"], field);
        says(&refused, &[said]);
    }
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    let below_a_file = folder.path().join("file");
    std::fs::write(&below_a_file, "text").unwrap();
    let failed = problem(&new(&below_a_file.join("new.meterdesk"), "empty", &[]), FAILED);
    says(&failed, &[below_a_file.to_str().unwrap(), "can't be written"]);
}

#[test]
fn a_file_that_is_there_is_not_made_over() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("Notes.txt");
    std::fs::write(&path, "precious").unwrap();
    for path in [path.as_path(), folder.path()] {
        let refused = problem(&new(path, "empty", &[]), REFUSED);
        assert_eq!(refused["code"], "conflict");
        says(&refused, &[&path.display().to_string(), "choose another name"]);
    }
    assert_eq!(std::fs::read(path).unwrap(), b"precious");
}

/// Micro-credits of a decimal text, exactly.
fn micro(text: &Value) -> i128 {
    let text = text.as_str().unwrap();
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    assert!(
        fraction.len() <= 6 && !text.starts_with('-'),
        "{text} is an amount of credits"
    );
    let digits = format!("{whole}{fraction:0<6}");
    digits.parse().unwrap()
}

fn sum<'a>(amounts: impl IntoIterator<Item = &'a Value>) -> i128 {
    amounts.into_iter().map(micro).sum()
}

#[test]
fn the_demo_has_usage_whose_parts_sum_to_its_total() {
    let book = made("demo", &[]);
    for (by, timeline) in [("payer", "actual"), ("environment", "actual"), ("payer", "asIfToday")] {
        let view = book.call("usage_series", json!({ "by": by, "timeline": timeline }));
        let total = micro(&view["total"]);
        assert!(total > 0, "the demo is alive");
        let (series, days) = (view["series"].as_array().unwrap(), view["days"].as_array().unwrap());
        assert!(
            series.len() > 1 && days.len() == 30,
            "{by}: several series over thirty days"
        );
        assert_eq!(
            sum(series.iter().map(|head| &head["total"])),
            total,
            "{by}: the series make the total"
        );
        assert_eq!(
            sum(days.iter().map(|day| &day["total"])),
            total,
            "{by}: the days make the total"
        );
        for (place, head) in series.iter().enumerate() {
            let column = days.iter().map(|day| &day["credits"][place]);
            assert_eq!(
                sum(column),
                micro(&head["total"]),
                "{by}: the days of {} make its total",
                head["label"]
            );
        }
        for day in days {
            assert_eq!(
                sum(day["credits"].as_array().unwrap()),
                micro(&day["total"]),
                "{by}: {}",
                day["day"]
            );
        }
    }
    let tenant = book.call("tenant_get", json!({}));
    assert_eq!(
        (&tenant["people"], &tenant["groups"], &tenant["subscriptions"]),
        (&json!(1500), &json!(41), &json!(6))
    );
}

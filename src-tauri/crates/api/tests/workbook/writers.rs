//! Several processes on one workbook: nothing is lost, and each sees what the others did.

use std::collections::BTreeSet;

use meterdesk_api::{App, Caller, call};
use meterdesk_store::Entry;
use serde_json::{Value, json};

use crate::support::{Book, UNLICENSED, answer, chained, ended, usage_file};

async fn act(
    app: App,
    name: &'static str,
    request: Value,
) -> (&'static str, Result<Value, meterdesk_api::error::ApiError>) {
    (name, call(&app, &Caller::default(), name, request).await)
}

/// Checks the journal's chain as anybody could who knows how it is made.
async fn follow_the_chain(app: &App) -> Vec<Entry> {
    let journal = app.journal().await.unwrap();
    let mut previous = String::new();
    for (seq, entry) in (1..).zip(&journal) {
        assert_eq!(entry.seq, seq, "places follow each other without a gap");
        previous = chained(&previous, entry, &entry.kind);
        assert_eq!(entry.hash, previous, "entry {seq} is chained to all before it");
    }
    journal
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_processes_that_write_at_once_lose_nothing() {
    let book = Book::empty().await.with_paying_policy().await;
    let (one, two) = (book.app.clone(), book.second_app().await);
    let begun = book.app.journal().await.unwrap().len();
    let mut tasks = tokio::task::JoinSet::new();
    for number in 0..12 {
        for (name, app) in [("one", &one), ("two", &two)] {
            let request = book
                .policy_request(&format!("{name} {number}"), json!({ "kind": "allUsers" }))
                .await;
            tasks.spawn(act(app.clone(), "policy_create", request));
            let trying = json!({ "user": UNLICENSED, "service": "copilotChat", "feature": "Generative answer" });
            tasks.spawn(act(app.clone(), "usage_try", trying));
            tasks.spawn(act(app.clone(), "clock_advance", json!({ "by": "PT1M" })));
        }
    }
    let mut done = 0;
    while let Some(finished) = tasks.join_next().await {
        let (name, answer) = finished.unwrap();
        assert!(answer.is_ok(), "{name} is refused by no other's act: {answer:?}");
        done += 1;
    }
    let journal = follow_the_chain(&one).await;
    assert_eq!(journal.len(), begun + done, "every act is in the journal, once");
    assert_eq!(follow_the_chain(&two).await, journal, "both read the same journal");
    for app in [&one, &two] {
        let policies = call(app, &Caller::default(), "policy_list", json!({})).await.unwrap();
        let ids: BTreeSet<_> = policies["rows"]
            .as_array()
            .unwrap()
            .iter()
            .map(|row| row["id"].to_string())
            .collect();
        assert_eq!(
            (ids.len(), &policies["total"]),
            (25, &json!(25)),
            "each policy has an id of its own"
        );
        let clock = call(app, &Caller::default(), "clock_get", json!({})).await.unwrap();
        assert_eq!(
            clock["now"], "2026-11-17T10:24:00Z",
            "each minute was added to the ones before"
        );
        let series = call(app, &Caller::default(), "usage_series", json!({ "by": "payer" }))
            .await
            .unwrap();
        assert_eq!(
            (&series["rows"], &series["total"]),
            (&json!(24), &json!("48")),
            "each use counts"
        );
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_command_id_sent_by_two_processes_at_once_is_one_act() {
    let book = Book::empty().await;
    let (one, two) = (book.app.clone(), book.second_app().await);
    for number in 0..10 {
        let request = json!({ "by": "PT1H", "commandId": format!("hour {number}") });
        let (left, right) = tokio::join!(
            tokio::spawn(act(one.clone(), "clock_advance", request.clone())),
            tokio::spawn(act(two.clone(), "clock_advance", request))
        );
        assert_eq!(
            left.unwrap().1.unwrap(),
            right.unwrap().1.unwrap(),
            "both get the one answer"
        );
    }
    assert_eq!(
        book.call("clock_get", json!({})).await["now"],
        "2026-11-17T20:00:00Z",
        "ten hours, not twenty"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn acts_go_on_while_a_file_is_imported() {
    let book = Book::empty().await;
    let two = book.second_app().await;
    let rows: Vec<_> = (0..2_000)
        .map(|number| answer(&format!("r-{number}"), "2026-11-17T10:00:00Z", "North", "1"))
        .collect();
    book.write("u.csv", &usage_file(&rows));
    let started = book.call("import_start", json!({ "file": "u.csv" })).await;
    for _ in 0..10 {
        let (_, advanced) = act(two.clone(), "clock_advance", json!({ "by": "PT1M" })).await;
        advanced.unwrap();
    }
    let view = ended(&book.app, &started).await.unwrap();
    assert_eq!(view["added"], 2_000);
    assert_eq!(book.metered("actual").await.rows, 2_000);
    assert_eq!(book.call("clock_get", json!({})).await["now"], "2026-11-17T10:10:00Z");
    follow_the_chain(&two).await;
}

#[tokio::test]
async fn an_act_of_another_process_is_noticed_and_seen() {
    let book = Book::empty().await;
    let two = book.second_app().await;
    let mut watcher = two.watcher().await.unwrap();
    assert!(!watcher.has_changed().await.unwrap(), "nothing has happened");
    book.call("clock_advance", json!({ "by": "PT1H" })).await;
    assert!(watcher.has_changed().await.unwrap(), "the other process acted");
    assert!(!watcher.has_changed().await.unwrap(), "and nothing has happened since");
    let (_, clock) = act(two, "clock_get", json!({})).await;
    assert_eq!(clock.unwrap()["now"], "2026-11-17T11:00:00Z");
}

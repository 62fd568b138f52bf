//! Imports that don't come to their end, and those that another one keeps waiting.

use std::io::Write;
use std::process::Command;
use std::sync::mpsc;

use meterdesk_api::error::ErrorCode;
use meterdesk_api::{Caller, call};
use serde_json::{Value, json};

use crate::support::{Book, Figures, START, answer, ended, usage_file, when};

/// Rows of which the first batches are staged before the file's end is known.
const MANY: usize = 25_000;

fn many() -> String {
    let rows: Vec<_> = (0..MANY)
        .map(|number| answer(&format!("m-{number}"), START, "North", "1"))
        .collect();
    usage_file(&rows)
}

/// A file whose end comes when the returned sender is dropped: a pipe that somebody goes on writing to.
fn endless(book: &Book, name: &str, text: String) -> mpsc::Sender<()> {
    let path = book.folder.path().join(name);
    assert!(
        Command::new("mkfifo").arg(&path).status().unwrap().success(),
        "a pipe can be made"
    );
    let mut pipe = std::fs::OpenOptions::new().read(true).write(true).open(path).unwrap();
    let (go_on, wait) = mpsc::channel();
    std::thread::spawn(move || {
        pipe.write_all(text.as_bytes()).unwrap();
        let _ = wait.recv();
    });
    go_on
}

async fn state(book: &Book) -> (Value, Value, Figures) {
    (
        book.call("journal_head", json!({})).await,
        book.call("import_list", json!({})).await,
        book.metered("actual").await,
    )
}

#[tokio::test]
async fn an_import_that_is_cancelled_at_once_leaves_nothing() {
    let book = Book::empty().await;
    let before = state(&book).await;
    book.write("a.csv", &usage_file(&[answer("x", START, "North", "1")]));
    let started = book.call("import_start", json!({ "file": "a.csv" })).await;
    book.call("job_cancel", started.clone()).await;
    let refused = ended(&book.app, &started).await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::Cancelled);
    assert_eq!(book.call("job_get", started).await["state"], "cancelled");
    assert_eq!(state(&book).await, before);
    let view = book.import_written("a.csv", json!({})).await.unwrap();
    assert_eq!(view["added"], 1, "the next import works");
}

#[tokio::test]
async fn an_import_under_way_shows_nothing_keeps_others_waiting_and_leaves_nothing_when_cancelled() {
    let book = Book::empty().await;
    book.import("first.csv", &usage_file(&[answer("m-0", START, "South", "3")]))
        .await;
    let before = state(&book).await;
    let end_of_file = endless(&book, "pipe.csv", many());
    let started = book.call("import_start", json!({ "file": "pipe.csv" })).await;
    when(&book.app, &started, |job| job["rows"].as_u64() >= Some(10_000)).await;
    assert_eq!(
        state(&book).await,
        before,
        "staged rows count nowhere, and the import is not listed yet"
    );

    let (second, file) = (book.second_app().await, json!({ "file": "b.csv" }));
    book.write("b.csv", &usage_file(&[answer("y", START, "North", "1")]));
    for app in [&book.app, &second] {
        let waiting = call(app, &Caller::default(), "import_start", file.clone())
            .await
            .unwrap();
        let refused = ended(app, &waiting).await.unwrap_err();
        assert_eq!(
            refused.code,
            ErrorCode::Busy,
            "one import at a time: {}",
            refused.message
        );
    }
    assert_eq!(state(&book).await, before, "the refused imports left nothing either");

    let cancelled = book.call("job_cancel", started.clone()).await;
    assert_eq!(
        cancelled["state"], "running",
        "a work that is asked to stop still has to"
    );
    drop(end_of_file);
    let refused = ended(&book.app, &started).await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::Cancelled);
    assert_eq!(state(&book).await, before);

    std::fs::remove_file(book.folder.path().join("pipe.csv")).unwrap();
    let view = book.import("pipe.csv", &many()).await;
    assert_eq!(
        (&view["added"], &view["superseded"]),
        (&json!(MANY), &json!(1)),
        "the same rows are taken the next time"
    );
    assert_eq!(book.metered("actual").await.rows, MANY as u64);
}

#[tokio::test]
async fn acts_don_t_wait_for_an_import_and_the_import_sees_them() {
    let book = Book::empty().await;
    let end_of_file = endless(&book, "pipe.csv", many());
    let started = book.call("import_start", json!({ "file": "pipe.csv" })).await;
    when(&book.app, &started, |job| job["rows"].as_u64() >= Some(10_000)).await;
    book.call("clock_advance", json!({ "by": "PT1H" })).await;
    drop(end_of_file);
    let view = ended(&book.app, &started).await.unwrap();
    assert_eq!(
        view["publishedAt"], "2026-11-17T11:00:00Z",
        "it was published after the clock had moved"
    );
    assert_eq!(view["added"], MANY);
}

#[tokio::test]
async fn a_file_that_is_no_usage_file_leaves_nothing() {
    let book = Book::empty().await;
    let before = state(&book).await;
    for text in [
        "",
        "a,b,c\n1,2,3\n",
        "event_id,time,user,service,agent,environment,feature\n",
    ] {
        let refused = book.try_import("a.csv", text, json!({})).await.unwrap_err();
        assert_eq!(
            (refused.code, refused.field.as_deref()),
            (ErrorCode::InvalidField, Some("file")),
            "{}",
            refused.message
        );
    }
    assert_eq!(state(&book).await, before);
}

#[tokio::test]
async fn rejected_rows_leave_the_good_ones_in_and_are_listed() {
    let book = Book::empty().await;
    let good = answer("x", START, "North", "1");
    let rows = [
        good.clone(),
        answer("y", "yesterday", "North", "1"),
        answer("z", START, "North", "-1"),
        good.replace("x,", "u,").replace("goran", "nobody"),
        answer("v", START, "North", "1000000000.000001"),
        answer("w", START, "North", "2"),
    ];
    let view = book.import("a.csv", &usage_file(&rows)).await;
    assert_eq!(
        (&view["rows"], &view["added"], &view["rejected"]),
        (&json!(6), &json!(2), &json!(4))
    );
    let listed = book
        .call("import_rejection_list", json!({ "import": view["id"] }))
        .await;
    assert_eq!(listed["rows"], view["rejections"]);
    let places: Vec<_> = listed["rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| (row["row"].clone(), row["column"].clone()))
        .collect();
    assert_eq!(
        places,
        [
            (json!(3), json!("time")),
            (json!(4), json!("quantity")),
            (json!(5), json!("user")),
            (json!(6), json!("quantity"))
        ]
    );
    let pages = book
        .call("import_rejection_list", json!({ "import": view["id"], "limit": 3 }))
        .await;
    assert_eq!((&pages["total"], &pages["next"]), (&json!(4), &json!("after-3")));
    assert_eq!(book.metered("actual").await.rows, 2);
}

#[tokio::test]
async fn a_page_of_rejected_rows_is_the_same_whichever_was_asked_for_before() {
    let book = Book::empty().await;
    let mut imports = Vec::new();
    for (file, bad) in [("a", 7), ("b", 5)] {
        let rows: Vec<_> = (0..2 * bad)
            .map(|number| {
                let time = if number % 2 == 0 { "yesterday" } else { START };
                answer(&format!("{file}-{number}"), time, "North", "1")
            })
            .collect();
        imports.push(book.import(&format!("{file}.csv"), &usage_file(&rows)).await["id"].clone());
    }
    let page = async |import: &Value, cursor: Value| {
        let request = json!({ "import": import, "limit": 2, "cursor": cursor });
        let page = book.call("import_rejection_list", request).await;
        (page["rows"].as_array().unwrap().clone(), page["next"].clone())
    };
    let mut read = [Vec::new(), Vec::new()];
    let mut cursors = [Value::Null, Value::Null];
    // Forwards, from one import to the other and back.
    for _ in 0..4 {
        for (place, import) in imports.iter().enumerate() {
            if read[place].is_empty() || !cursors[place].is_null() {
                let (rows, next) = page(import, cursors[place].clone()).await;
                read[place].extend(rows);
                cursors[place] = next;
            }
        }
    }
    for (import, read) in imports.iter().zip(&read) {
        let whole = book.call("import_rejection_list", json!({ "import": import })).await;
        assert_eq!(whole["rows"].as_array().unwrap(), read);
        for from in [4, 0, 2] {
            let cursor = if from == 0 {
                Value::Null
            } else {
                json!(format!("after-{from}"))
            };
            assert_eq!(page(import, cursor).await.0, read[from..read.len().min(from + 2)]);
        }
    }
}

#[tokio::test]
async fn quantities_that_could_not_be_added_exactly_are_refused_together() {
    let book = Book::empty().await;
    let most: Vec<_> = (0..60)
        .map(|number| answer(&format!("b-{number}"), START, "North", "1000000000"))
        .collect();
    book.import("a.csv", &usage_file(&most)).await;
    let before = state(&book).await;
    let more: Vec<_> = (0..60)
        .map(|number| answer(&format!("c-{number}"), START, "North", "1000000000"))
        .collect();
    let refused = book
        .try_import("b.csv", &usage_file(&more), json!({}))
        .await
        .unwrap_err();
    assert_eq!(
        (refused.code, refused.field.as_deref()),
        (ErrorCode::InvalidField, Some("file"))
    );
    assert_eq!(state(&book).await, before);
}

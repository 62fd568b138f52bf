//! Works that are cancelled at twenty seeded points: nothing of them stays, and done again they lead to the same published runs.
//!
//! Points at which the program is killed are in the tests of the terminal program.

use std::io::Write;
use std::process::Command;

use meterdesk_api::error::ErrorCode;
use serde_json::{Value, json};

use crate::planned::demo_bytes;
use crate::support::{Book, answer, ended, text, usage_file, when};

/// Rows of the file: two batches that are staged while the file is still being read, and the beginning of a third.
const ROWS: u64 = 21_000;

/// Rows that are staged at once.
const BATCH: usize = 10_000;

/// Bytes that are read from a file at once: what is less than that waits for the file's end.
const READ_AT_ONCE: usize = 1024 * 1024;

/// The next of a row of numbers that look drawn (SplitMix64).
fn drawn(seed: u64) -> u64 {
    let mut number = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    number = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    number = (number ^ (number >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    number ^ (number >> 31)
}

/// What settlement published, what everybody is shown of it, and the imports that count.
#[derive(Debug, PartialEq)]
struct Published {
    /// Months with the content of their runs, their sums and their corrections.
    months: Value,
    series: Vec<Value>,
    happenings: Value,
    imports: Vec<[Value; 4]>,
}

async fn published(book: &Book) -> Published {
    let mut series = Vec::new();
    for by in ["payer", "environment"] {
        let range = json!({ "from": "2026-11-01", "until": "2026-12-01", "by": by });
        series.push(book.call("usage_series", range).await);
    }
    let imports = book.call("import_list", json!({})).await;
    let imports = imports["rows"].as_array().unwrap().iter().map(|row| {
        assert_eq!(row["state"], "published", "what was cancelled is not listed: {row}");
        ["fileName", "added", "superseded", "sums"].map(|field| row[field].clone())
    });
    Published {
        months: book.call("month_list", json!({})).await,
        series,
        happenings: book
            .call("happening_list", json!({ "cause": "usage", "limit": 500 }))
            .await,
        imports: imports.collect(),
    }
}

/// A workbook with a policy whose budget the file passes, and some use that the file restates.
async fn paying() -> Vec<u8> {
    let book = Book::empty().await;
    let mut request = book.policy_request("Everybody", json!({ "kind": "allUsers" })).await;
    request["budget"] = json!({ "amount": "400", "reset": "month", "thresholds": ["50"] });
    let policy = book.call("policy_create", request).await["policy"]["id"].clone();
    let connect = json!({ "service": "copilotChat", "policy": policy });
    book.call("service_connect", connect).await;
    let early: Vec<_> = (0..500)
        .map(|number| answer(&format!("m-{}", number * 7), &time(number), "South", "3"))
        .collect();
    book.import("early.csv", &usage_file(&early)).await;
    book.call("clock_advance", json!({ "to": "2026-11-25T00:00:00Z" }))
        .await;
    book.into_bytes().await
}

fn time(number: u64) -> String {
    format!(
        "2026-11-{:02}T{:02}:{:02}:00Z",
        18 + number % 7,
        number % 24,
        number % 60
    )
}

fn rows() -> Vec<String> {
    // Long enough for several reads before the file's end.
    let environment = format!("North of {}", "the river ".repeat(15));
    (0..ROWS)
        .map(|number| answer(&format!("m-{number}"), &time(number), &environment, "1"))
        .collect()
}

/// Gives the import only so many rows of the file, cancels it when it has staged what it can of them, and ends the file.
async fn cancel_import_after(book: &Book, rows: &[String]) {
    let path = book.folder.path().join("u.csv");
    let made = Command::new("mkfifo").arg(&path).status().unwrap();
    assert!(made.success(), "a pipe can be made");
    let started = book.call("import_start", json!({ "file": "u.csv" })).await;
    let (writing, given) = (path.clone(), usage_file(rows));
    let read = &given.as_bytes()[..given.len() / READ_AT_ONCE * READ_AT_ONCE];
    let whole = read.iter().filter(|byte| **byte == b'\n').count().saturating_sub(1);
    let staged = whole / BATCH * BATCH;
    let pipe = tokio::task::spawn_blocking(move || {
        let mut pipe = std::fs::OpenOptions::new()
            .read(true)
            .write(true)
            .open(writing)
            .unwrap();
        pipe.write_all(given.as_bytes()).unwrap();
        pipe
    });
    when(&book.app, &started, |job| job["rows"].as_u64() >= Some(staged as u64)).await;
    book.call("job_cancel", started.clone()).await;
    drop(pipe.await.unwrap());
    let refused = ended(&book.app, &started).await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::Cancelled, "{}", refused.message);
    std::fs::remove_file(path).unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn imports_cancelled_at_twelve_points_lead_to_the_same_runs() {
    let (start, rows) = (paying().await, rows());
    let file = usage_file(&rows);
    let whole = Book::of_bytes(&start).await;
    let before = published(&whole).await;
    whole.import("u.csv", &file).await;
    let after = published(&whole).await;
    assert_ne!(after, before);
    assert_ne!(after.happenings, before.happenings, "the budget is passed");
    for seed in 101..=112 {
        let book = Book::of_bytes(&start).await;
        let point = usize::try_from(drawn(seed) % ROWS).unwrap();
        cancel_import_after(&book, &rows[..point]).await;
        assert_eq!(
            published(&book).await,
            before,
            "seed {seed}: cancelled after {point} rows"
        );
        book.import("u.csv", &file).await;
        assert_eq!(
            published(&book).await,
            after,
            "seed {seed}: cancelled after {point} rows"
        );
    }
}

/// Simulated days by which the demo goes on.
const DAYS: u64 = 8;

#[tokio::test(flavor = "multi_thread")]
async fn advances_cancelled_at_eight_points_lead_to_the_same_runs() {
    let (start, request) = (demo_bytes().await, json!({ "by": format!("P{DAYS}D") }));
    let whole = Book::of_bytes(start).await;
    let before = published(&whole).await;
    whole.call("clock_advance", request.clone()).await;
    let after = published(&whole).await;
    assert_ne!(after, before);
    let mut undone = 0;
    for seed in 113..=120 {
        let book = Book::of_bytes(start).await;
        let point = drawn(seed) % (DAYS * 86_400);
        let started = book.call("clock_advance_start", request.clone()).await;
        when(&book.app, &started, |job| {
            job["state"] != "running" || job["seconds"].as_u64() >= Some(point)
        })
        .await;
        book.call("job_cancel", started.clone()).await;
        let job = when(&book.app, &started, |job| job["state"] != "running").await;
        let at = format!("seed {seed}: cancelled after {point} seconds");
        match text(&job["state"]).as_str() {
            "cancelled" => {
                undone += 1;
                assert_eq!(published(&book).await, before, "{at}");
                book.call("clock_advance", request.clone()).await;
            }
            state => assert_eq!(state, "done", "{at}: past the point at which it can be stopped"),
        }
        assert_eq!(published(&book).await, after, "{at}");
    }
    assert!(undone > 0, "some advance was stopped before it was done");
}

//! Files without event ids are taken whole: once each, and over another one only by choice.

use meterdesk_api::error::ErrorCode;
use serde_json::json;

use crate::support::{Book, answer_without_id, file_without_ids};

fn at(hour: u32) -> String {
    format!("2026-11-17T{hour:02}:00:00Z")
}

/// Rows at hours 10 to 13, one answer each, in the north.
fn first() -> String {
    file_without_ids(&[10, 11, 12, 13].map(|hour| answer_without_id(&at(hour), "North", "1")))
}

/// Rows at hours 12 to 14, ten answers each, in the south.
fn second() -> String {
    file_without_ids(&[12, 13, 14].map(|hour| answer_without_id(&at(hour), "South", "10")))
}

async fn at_the_end_of_the_day() -> Book {
    let book = Book::empty().await;
    book.call("clock_advance", json!({ "to": "2026-11-18T00:00:00Z" }))
        .await;
    book
}

#[tokio::test]
async fn the_same_file_is_refused_under_any_name_and_choice() {
    let book = at_the_end_of_the_day().await;
    book.import("a.csv", &first()).await;
    let before = book.metered("actual").await;
    for (name, choices) in [
        ("a.csv", json!({})),
        ("b.csv", json!({})),
        ("b.csv", json!({ "onOverlap": "add" })),
        ("b.csv", json!({ "onOverlap": "replace" })),
        ("b.csv", json!({ "preview": true })),
    ] {
        let refused = book.try_import(name, &first(), choices.clone()).await.unwrap_err();
        assert_eq!(refused.code, ErrorCode::Conflict, "{name} {choices}");
        assert_eq!(refused.field.as_deref(), Some("file"));
        assert!(
            refused.message.contains("a.csv"),
            "it names the file that is there: {}",
            refused.message
        );
    }
    assert_eq!(book.metered("actual").await, before);
    assert_eq!(
        book.call("import_list", json!({})).await["total"],
        1,
        "refused imports are not listed"
    );
}

#[tokio::test]
async fn an_overlapping_file_needs_a_choice() {
    let book = at_the_end_of_the_day().await;
    book.import("a.csv", &first()).await;
    let before = book.metered("actual").await;
    let refused = book.try_import("b.csv", &second(), json!({})).await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::NeedsChoice);
    assert_eq!(refused.field.as_deref(), Some("onOverlap"));
    assert_eq!(book.metered("actual").await, before);
    let view = book
        .try_import("b.csv", &second(), json!({ "preview": true }))
        .await
        .unwrap();
    assert_eq!(view["needs"], "overlap");
}

#[tokio::test]
async fn files_that_only_follow_each_other_need_no_choice() {
    let book = at_the_end_of_the_day().await;
    book.import("a.csv", &first()).await;
    book.import("b.csv", &file_without_ids(&[answer_without_id(&at(14), "North", "1")]))
        .await;
    assert_eq!(book.metered("actual").await.rows, 5);
}

#[tokio::test]
async fn adding_counts_both() {
    let book = at_the_end_of_the_day().await;
    book.import("a.csv", &first()).await;
    let view = book.import_as("b.csv", &second(), json!({ "onOverlap": "add" })).await;
    assert_eq!((&view["added"], &view["superseded"]), (&json!(3), &json!(0)));
    let figures = book.metered("actual").await;
    assert_eq!(
        (figures.rows, figures.total.to_string()),
        (7, "68".to_owned()),
        "4 × 2 and 30 × 2 credits"
    );
}

#[tokio::test]
async fn replacing_takes_over_the_files_range_and_reverting_gives_it_back() {
    let book = at_the_end_of_the_day().await;
    book.import("a.csv", &first()).await;
    let before = book.metered("actual").await;
    let view = book
        .import_as("b.csv", &second(), json!({ "onOverlap": "replace" }))
        .await;
    assert_eq!(
        (&view["added"], &view["superseded"]),
        (&json!(3), &json!(2)),
        "hours 12 and 13 are replaced"
    );
    let figures = book.metered("actual").await;
    assert_eq!(
        (figures.rows, figures.total.to_string()),
        (5, "64".to_owned()),
        "2 × 2 and 30 × 2 credits"
    );
    let reverted = book.revert(&view).await;
    assert_eq!((&reverted["removed"], &reverted["restored"]), (&json!(3), &json!(2)));
    assert_eq!(book.metered("actual").await, before);
}

#[tokio::test]
async fn what_was_imported_after_a_replacement_is_not_replaced_by_it() {
    let book = at_the_end_of_the_day().await;
    let replacing = book
        .import_as("b.csv", &second(), json!({ "onOverlap": "replace" }))
        .await;
    book.import_as("a.csv", &first(), json!({ "onOverlap": "add" })).await;
    assert_eq!(book.metered("actual").await.rows, 7, "both files count");
    book.revert(&replacing).await;
    assert_eq!(book.metered("actual").await.rows, 4);
}

#[tokio::test]
async fn replacing_leaves_rows_with_event_ids_alone() {
    let book = at_the_end_of_the_day().await;
    let with_id = crate::support::answer("x", &at(12), "East", "3");
    book.import("ids.csv", &crate::support::usage_file(&[with_id])).await;
    book.import_as("b.csv", &second(), json!({ "onOverlap": "replace" }))
        .await;
    assert_eq!(
        book.metered("actual").await.rows,
        4,
        "an event's identity is its id, not its time"
    );
}

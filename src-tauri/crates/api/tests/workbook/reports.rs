//! The environment report: the newest one owns an environment's day, and a day that shrinks is asked about.

use meterdesk_api::error::ErrorCode;
use serde_json::{Value, json};

use crate::support::{Book, Figures, answer, report, usage_file};

async fn reported(book: &Book) -> Figures {
    book.figures("reported", "actual").await
}

fn credits(figures: &Figures, day: &str, environment: &str) -> String {
    let key = (format!("2026-11-{day}"), environment.to_owned());
    figures.credits.get(&key).map(ToString::to_string).unwrap_or_default()
}

#[tokio::test]
async fn the_newest_report_owns_a_day_and_gives_it_back_when_it_is_reverted() {
    let book = Book::empty().await;
    book.import(
        "a.csv",
        &report(&[
            ("e1", "2026-11-10", 100, 20),
            ("e1", "2026-11-11", 7, 0),
            ("e2", "2026-11-10", 9, 0),
        ]),
    )
    .await;
    let before = reported(&book).await;
    let newer = book
        .import(
            "b.csv",
            &report(&[("e1", "2026-11-10", 90, 40), ("e3", "2026-11-10", 1, 1)]),
        )
        .await;
    assert_eq!((&newer["added"], &newer["superseded"]), (&json!(2), &json!(1)));
    let after = reported(&book).await;
    assert_eq!(credits(&after, "10", "e1"), "130", "the newer report owns this day");
    assert_eq!(
        credits(&after, "11", "e1"),
        "7",
        "a day that it doesn't state is left alone"
    );
    assert_eq!(
        credits(&after, "10", "e2"),
        "9",
        "an environment that it doesn't state is left alone"
    );
    assert_eq!(credits(&after, "10", "e3"), "2");
    let reverted = book.revert(&newer).await;
    assert_eq!((&reverted["removed"], &reverted["restored"]), (&json!(2), &json!(1)));
    assert_eq!(reported(&book).await, before);
}

#[tokio::test]
async fn reverting_an_owner_passes_the_day_to_the_newest_report_left() {
    let book = Book::empty().await;
    let mut imports: Vec<Value> = Vec::new();
    for credits in [100, 110, 120] {
        let view = book
            .import(&format!("{credits}.csv"), &report(&[("e1", "2026-11-10", credits, 0)]))
            .await;
        imports.push(view);
    }
    book.revert(&imports[1]).await;
    assert_eq!(
        credits(&reported(&book).await, "10", "e1"),
        "120",
        "the owner is not the one reverted"
    );
    book.revert(&imports[2]).await;
    assert_eq!(
        credits(&reported(&book).await, "10", "e1"),
        "100",
        "a reverted report is no heir"
    );
    book.revert(&imports[0]).await;
    assert_eq!(reported(&book).await, Figures::default());
}

#[tokio::test]
async fn the_same_report_again_changes_no_figure() {
    let book = Book::empty().await;
    let file = report(&[("e1", "2026-11-10", 100, 20)]);
    book.import("a.csv", &file).await;
    let before = reported(&book).await;
    book.import("renamed.csv", &file).await;
    assert_eq!(reported(&book).await, before);
}

#[tokio::test]
async fn a_day_that_would_shrink_by_more_than_half_is_asked_about() {
    let book = Book::empty().await;
    book.import("a.csv", &report(&[("e1", "2026-11-10", 100, 0)])).await;
    book.import("half.csv", &report(&[("e1", "2026-11-10", 50, 0)])).await;
    let before = reported(&book).await;
    assert_eq!(credits(&before, "10", "e1"), "50", "exactly half is taken");
    let small = report(&[("e1", "2026-11-10", 20, 4)]);
    let refused = book.try_import("small.csv", &small, json!({})).await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::NeedsChoice);
    assert_eq!(refused.field.as_deref(), Some("allowShrink"));
    assert_eq!(reported(&book).await, before, "nothing changes before somebody chooses");
    book.import_as("small.csv", &small, json!({ "allowShrink": true }))
        .await;
    assert_eq!(credits(&reported(&book).await, "10", "e1"), "24");
}

#[tokio::test]
async fn a_reported_day_ahead_of_the_clock_counts_nothing_until_the_clock_reaches_it() {
    let book = Book::empty().await;
    let view = book
        .import(
            "a.csv",
            &report(&[("e1", "2026-11-17", 5, 0), ("e1", "2026-11-18", 100, 0)]),
        )
        .await;
    assert_eq!(view["aheadOfClock"], 1);
    assert_eq!(
        reported(&book).await.total.to_string(),
        "5",
        "the day of tomorrow counts nothing yet"
    );
    book.call("clock_advance", json!({ "to": "2026-11-17T23:59:59Z" }))
        .await;
    assert_eq!(reported(&book).await.total.to_string(), "5");
    book.call("clock_advance", json!({ "to": "2026-11-18T00:00:00Z" }))
        .await;
    assert_eq!(reported(&book).await.total.to_string(), "105");
}

#[tokio::test]
async fn a_total_is_of_one_basis_and_says_that_the_other_has_figures() {
    let book = Book::empty().await;
    book.import("a.csv", &report(&[("e1", "2026-11-17", 5, 0)])).await;
    book.import("u.csv", &usage_file(&[answer("x", "2026-11-17T10:00:00Z", "e1", "1")]))
        .await;
    for (basis, name, total) in [
        ("metered", "metered", "2"),
        ("reported", "reported:environmentReport", "5"),
    ] {
        let series = book
            .call("usage_series", json!({ "by": "environment", "basis": basis }))
            .await;
        assert_eq!((&series["basis"], &series["total"]), (&json!(name), &json!(total)));
        assert_eq!(series["otherBasisHasFigures"], true);
    }
    let series = book
        .call("usage_series", json!({ "by": "environment", "basis": "reported" }))
        .await;
    assert_eq!(series["payAsYouGoUsd"], Value::Null, "the report states no money");
}

//! Closed months go on showing what they showed; what changes in them is corrected in the first open month.

use std::collections::BTreeMap;

use proptest::prelude::*;
use rust_decimal::Decimal;
use serde_json::{Value, json};

use crate::support::{Book, answer, text, usage_file};

const DECEMBER: &str = "2026-12-01T00:00:00Z";
const JANUARY: &str = "2027-01-01T00:00:00Z";

async fn months(book: &Book) -> Vec<Value> {
    book.call("month_list", json!({})).await["rows"]
        .as_array()
        .unwrap()
        .clone()
}

async fn advance(book: &Book, to: &str) {
    book.call("clock_advance", json!({ "to": to })).await;
}

async fn close(book: &Book, month: &str) {
    book.call("month_close", json!({ "month": month })).await;
}

fn decimal(value: &Value) -> Decimal {
    text(value).parse().unwrap()
}

/// Credits and money of each month: what it shows, and what later months correct of it.
fn corrected(months: &[Value]) -> BTreeMap<String, (Decimal, Decimal)> {
    let mut sums: BTreeMap<String, (Decimal, Decimal)> = BTreeMap::new();
    for month in months {
        let sum = sums.entry(text(&month["month"])).or_default();
        sum.0 += decimal(&month["credits"]);
        sum.1 += decimal(&month["payAsYouGoUsd"]);
        for line in month["corrections"].as_array().unwrap() {
            let sum = sums.entry(text(&line["ofMonth"])).or_default();
            sum.0 += decimal(&line["credits"]);
            sum.1 += decimal(&line["payAsYouGoUsd"]);
        }
    }
    sums
}

#[tokio::test]
async fn a_late_file_is_corrected_in_the_open_month_and_changes_no_closed_figure() {
    let book = Book::empty().await.with_paying_policy().await;
    let first = usage_file(&[answer("a", "2026-11-18T08:00:00Z", "North", "5")]);
    book.import("first.csv", &first).await;
    advance(&book, DECEMBER).await;
    let series = json!({ "from": "2026-11-01", "until": "2026-12-01", "by": "payer" });
    let shown = book.call("usage_series", series.clone()).await["total"].clone();
    close(&book, "2026-11").await;
    let closed = months(&book).await[0].clone();
    assert_eq!(
        (text(&closed["state"]), text(&closed["credits"])),
        ("closed".into(), "10".into())
    );

    let late = usage_file(&[
        answer("a", "2026-11-18T08:00:00Z", "North", "2"),
        answer("b", "2026-11-30T23:59:59Z", "North", "4"),
        answer("c", DECEMBER, "North", "1"),
    ]);
    book.import("late.csv", &late).await;
    let now = months(&book).await;
    let told = json!([{ "month": "2026-12", "label": "December 2026", "credits": "2", "payAsYouGoUsd": "0.02" }]);
    assert_eq!(now[0]["correctedIn"], told, "November says where it was corrected");
    let mut kept = now[0].clone();
    kept["correctedIn"] = json!([]);
    assert_eq!(kept, closed, "November shows what it showed");
    assert_eq!(
        book.call("usage_series", series).await["total"],
        shown,
        "on every screen"
    );
    let december = &now[1];
    assert_eq!(text(&december["credits"]), "2");
    let lines = december["corrections"].as_array().unwrap();
    assert_eq!(lines.len(), 1, "{lines:?}");
    assert_eq!(text(&lines[0]["ofMonth"]), "2026-11");
    assert_eq!(
        (
            text(&lines[0]["credits"]),
            text(&lines[0]["payAsYouGoUsd"]),
            lines[0]["rows"].as_i64()
        ),
        ("2".into(), "0.02".into(), Some(1)),
        "4 + 8 credits instead of 10"
    );
}

#[tokio::test]
async fn a_month_closed_with_corrections_keeps_them_and_the_next_shows_what_changed_since() {
    let book = Book::empty().await.with_paying_policy().await;
    let import = |name: &'static str, quantity: &'static str| {
        let book = &book;
        async move {
            let file = usage_file(&[answer("a", "2026-11-18T08:00:00Z", "North", quantity)]);
            book.import(name, &file).await
        }
    };
    import("first.csv", "5").await;
    advance(&book, JANUARY).await;
    close(&book, "2026-11").await;
    let second = import("second.csv", "7").await;
    close(&book, "2026-12").await;
    book.revert(&second).await;
    let now = months(&book).await;
    let credits: Vec<_> = now
        .iter()
        .map(|month| (text(&month["credits"]), text(&month["correctionCredits"])))
        .collect();
    let expected = [("10", "0"), ("0", "4"), ("0", "-4")].map(|(own, more)| (own.to_owned(), more.to_owned()));
    assert_eq!(credits, expected);
}

#[tokio::test]
async fn a_branch_from_before_the_closing_has_an_open_month() {
    let book = Book::empty().await.with_paying_policy().await;
    let first = usage_file(&[answer("a", "2026-11-18T08:00:00Z", "North", "5")]);
    book.import("first.csv", &first).await;
    advance(&book, DECEMBER).await;
    let before = book.call("journal_head", json!({})).await["seq"].clone();
    close(&book, "2026-11").await;
    let after = book.call("journal_head", json!({})).await["seq"].clone();
    for (name, entry, state) in [("Open", before, "open"), ("Closed", after, "closed")] {
        book.call("branch_create", json!({ "name": name, "entry": entry }))
            .await;
        let caller = meterdesk_api::Caller {
            branch: Some(name.to_owned()),
            ..meterdesk_api::Caller::default()
        };
        let listed = meterdesk_api::call(&book.app, &caller, "month_list", json!({}))
            .await
            .unwrap();
        let november = &listed["rows"][0];
        assert_eq!(
            (text(&november["state"]), text(&november["credits"])),
            (state.into(), "10".into())
        );
    }
}

#[tokio::test]
async fn the_same_usage_makes_the_same_run_whatever_files_it_came_in() {
    let rows = [
        answer("a", "2026-11-18T08:00:00Z", "North", "5"),
        answer("b", "2026-11-18T09:00:00Z", "South", "1"),
        answer("c", "2026-11-19T09:00:00Z", "North", "0.5"),
    ];
    let mut runs = Vec::new();
    for files in [vec![vec![0, 1, 2]], vec![vec![2], vec![1, 0]]] {
        let book = Book::empty().await.with_paying_policy().await;
        for (place, file) in files.iter().enumerate() {
            let rows: Vec<_> = file.iter().map(|row| rows[*row].clone()).collect();
            book.import(&format!("{place}.csv"), &usage_file(&rows)).await;
        }
        advance(&book, DECEMBER).await;
        runs.push(months(&book).await[0]["run"].clone());
    }
    assert_eq!(runs[0], runs[1]);
    assert!(runs[0].is_string());
}

/// Something that is done to a workbook.
#[derive(Debug, Clone)]
enum Step {
    /// Imports events: id, day since 18 November, answers.
    Import(Vec<(u8, u8, u8)>),
    /// Takes back one of the imports, counted from the first.
    Revert(usize),
    /// Advances the clock by days.
    Advance(u8),
    /// Closes the first open month, where it is over.
    Close,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let events = prop::collection::vec((0..4_u8, 0..70_u8, 1..6_u8), 1..4);
    let step = prop_oneof![
        3 => events.prop_map(Step::Import),
        1 => (0..6_usize).prop_map(Step::Revert),
        2 => (1..40_u8).prop_map(Step::Advance),
        2 => Just(Step::Close),
    ];
    prop::collection::vec(step, 1..9)
}

async fn done(steps: &[Step], closing: bool) -> Vec<Value> {
    let book = Book::empty().await.with_paying_policy().await;
    let mut imports = Vec::new();
    for step in steps {
        match step {
            Step::Import(events) => {
                let first: chrono::DateTime<chrono::Utc> = "2026-11-18T00:00:00Z".parse().unwrap();
                let rows: Vec<_> = events
                    .iter()
                    .map(|(id, day, quantity)| {
                        let at = first + chrono::TimeDelta::days((*day).into());
                        answer(&format!("id-{id}"), &at.to_rfc3339(), "North", &quantity.to_string())
                    })
                    .collect();
                imports.push(book.import("f.csv", &usage_file(&rows)).await);
            }
            Step::Revert(place) => {
                if let Some(import) = imports.get(*place) {
                    let _ = book.try_call("import_revert", json!({ "import": import["id"] })).await;
                }
            }
            Step::Advance(days) => {
                book.call("clock_advance", json!({ "by": format!("P{days}D") })).await;
            }
            Step::Close => {
                let listed = book.call("month_list", json!({})).await;
                if let Some(month) = listed["closable"].as_str().filter(|_| closing) {
                    close(&book, month).await;
                }
            }
        }
    }
    months(&book).await
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, max_shrink_iters: 64, ..ProptestConfig::default() })]

    #[test]
    fn a_closed_month_and_its_corrections_are_a_fresh_run(steps in steps()) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let (closed, open) = runtime.block_on(async { (done(&steps, true).await, done(&steps, false).await) });
        prop_assert_eq!(corrected(&closed), corrected(&open));
        prop_assert!(open.iter().all(|month| month["corrections"].as_array().unwrap().is_empty()));
    }
}

//! Usage and the clock: what lies ahead counts later, what lies before the workbook counts only as if; and sums are exact.

use meterdesk_billing::units::{Credits, Usd};
use serde_json::json;

use crate::support::{Book, Figures, LICENSED, START, UNLICENSED, amount, answer, text, usage_file};

const FIRST_SECOND: &str = START;
const BEFORE: &str = "2026-11-17T09:59:59Z";
const NEXT_SECOND: &str = "2026-11-17T10:00:01Z";

#[tokio::test]
async fn a_row_ahead_of_the_clock_counts_nothing_until_the_clock_passes_it() {
    let book = Book::empty().await.with_paying_policy().await;
    let now = answer("now", FIRST_SECOND, "North", "1");
    let later = answer("later", NEXT_SECOND, "North", "10");
    let view = book.import("a.csv", &usage_file(&[now, later])).await;
    assert_eq!(view["aheadOfClock"], 1);
    assert_eq!(
        book.call("clock_get", json!({})).await["now"],
        START,
        "importing never moves the clock"
    );
    for timeline in ["actual", "asIfToday"] {
        let figures = book.metered(timeline).await;
        assert_eq!(
            (figures.rows, figures.total.to_string()),
            (1, "2".to_owned()),
            "{timeline}"
        );
    }
    let series = book.call("usage_series", json!({ "by": "payer" })).await;
    assert_eq!(series["aheadOfClock"], 1, "the figures say that something lies ahead");
    book.call("clock_advance", json!({ "by": "PT1S" })).await;
    for timeline in ["actual", "asIfToday"] {
        let figures = book.metered(timeline).await;
        assert_eq!(
            (figures.rows, figures.total.to_string()),
            (2, "22".to_owned()),
            "{timeline}"
        );
    }
    assert_eq!(
        book.call("usage_series", json!({ "by": "payer" })).await["aheadOfClock"],
        0
    );
}

#[tokio::test]
async fn rows_before_the_workbook_are_judged_only_as_if_todays_set_up() {
    let book = Book::empty().await.with_paying_policy().await;
    book.import("now.csv", &usage_file(&[answer("now", FIRST_SECOND, "North", "1")]))
        .await;
    let actual = book.metered("actual").await;
    let old = [
        answer("old", "2026-09-20T08:00:00Z", "North", "3"),
        answer("just", BEFORE, "North", "5"),
    ];
    let view = book.import("old.csv", &usage_file(&old)).await;
    assert_eq!(view["beforeWorkbook"], 2);
    assert!(
        text(&view["notes"][0]).contains("before this workbook's first act"),
        "the import says so: {}",
        view["notes"]
    );
    assert_eq!(book.metered("actual").await, actual, "the actual view doesn't change");
    assert_eq!(
        book.metered("asIfToday").await.total.to_string(),
        "12",
        "one and five answers in November"
    );
    let september = json!({ "from": "2026-09-01", "until": "2026-10-01", "by": "payer", "timeline": "asIfToday" });
    let series = book.call("usage_series", september).await;
    assert_eq!(
        series["series"][0]["label"], "Everybody (pay-as-you-go)",
        "it shows who would pay"
    );
    assert_eq!(
        (&series["total"], &series["payAsYouGoUsd"]),
        (&json!("6"), &json!("0.06"))
    );
    let october = json!({ "from": "2026-09-01", "until": "2026-10-01", "by": "payer" });
    assert_eq!(book.call("usage_series", october).await["total"], "0");
}

#[tokio::test]
async fn looking_as_if_changes_neither_the_journal_nor_the_actual_view() {
    let book = Book::empty().await;
    book.import("a.csv", &usage_file(&[answer("x", FIRST_SECOND, "North", "1")]))
        .await;
    let policy = book.policy("Late", json!({ "kind": "allUsers" })).await;
    book.call("clock_advance", json!({ "by": "PT1H" })).await;
    book.call(
        "service_connect",
        json!({ "service": "copilotChat", "policy": policy["id"] }),
    )
    .await;
    let head = book.call("journal_head", json!({})).await;
    let actual = book.call("usage_series", json!({ "by": "payer" })).await;
    let as_if = book
        .call("usage_series", json!({ "by": "payer", "timeline": "asIfToday" }))
        .await;
    assert_eq!(
        actual["series"][0]["outcome"], "blocked",
        "nobody could pay when it was used"
    );
    assert_eq!(as_if["series"][0]["outcome"], "paid", "the policy of today would");
    assert_eq!(book.call("usage_series", json!({ "by": "payer" })).await, actual);
    assert_eq!(book.call("journal_head", json!({})).await, head);
}

#[tokio::test]
async fn a_late_connection_pays_from_its_own_second_on() {
    let book = Book::empty().await;
    book.call("clock_advance", json!({ "to": "2026-11-18T12:00:00Z" }))
        .await;
    let book = book.with_paying_policy().await;
    let rows = [
        answer("x", "2026-11-18T11:59:59Z", "North", "1"),
        answer("y", "2026-11-18T12:00:00Z", "North", "10"),
    ];
    book.import("a.csv", &usage_file(&rows)).await;
    let series = book.call("usage_series", json!({ "by": "payer" })).await;
    let totals: Vec<_> = series["series"]
        .as_array()
        .unwrap()
        .iter()
        .map(|head| (text(&head["outcome"]), text(&head["total"])))
        .collect();
    assert_eq!(
        totals,
        [
            ("paid".to_owned(), "20".to_owned()),
            ("blocked".to_owned(), "2".to_owned())
        ]
    );
}

/// Rows whose credits need all six places: answers of two credits each, and flow actions of 0.13.
fn fractions() -> (Vec<String>, i64) {
    let mut credits = 0;
    let mut rows = Vec::new();
    for place in 1..=400_i64 {
        let quantity = place * 999_983 % 7_000_003 + 1;
        let (user, feature, hundredths) = match place % 4 {
            0 => (LICENSED, "Generative answer", 200),
            1 => (UNLICENSED, "Tenant graph grounding", 1000),
            2 => (UNLICENSED, "Agent flow action", 13),
            _ => (UNLICENSED, "Generative answer", 200),
        };
        // A quantity of millionths at hundredths of a credit: rounded half to even, at the sixth place.
        let (whole, rest) = (quantity * hundredths / 100, quantity * hundredths % 100);
        credits += whole + i64::from(rest > 50 || rest == 50 && whole % 2 == 1);
        let day = place % 5 + 12;
        let quantity = format!("{}.{:06}", quantity / 1_000_000, quantity % 1_000_000);
        let environment = ["North", "South", ""][(place % 3) as usize];
        rows.push(format!(
            "f-{place},2026-11-{day}T09:30:00Z,{user},copilotChat,Helper,{environment},{feature},{quantity}"
        ));
    }
    (rows, credits)
}

#[tokio::test]
async fn the_charts_table_equals_the_files_sums_to_the_last_micro_credit() {
    let book = Book::empty().await.with_paying_policy().await;
    let (rows, expected) = fractions();
    let view = book.import("a.csv", &usage_file(&rows)).await;
    assert_eq!((&view["added"], &view["rejected"]), (&json!(400), &json!(0)));
    for by in ["payer", "environment"] {
        let series = book
            .call("usage_series", json!({ "by": by, "timeline": "asIfToday" }))
            .await;
        let heads = series["series"].as_array().unwrap();
        let days = series["days"].as_array().unwrap();
        let over_series: Credits = heads.iter().map(|head| amount(&head["total"])).sum();
        let over_days: Credits = days.iter().map(|day| amount(&day["total"])).sum();
        assert_eq!(
            amount(&series["total"]),
            Credits(expected),
            "{by}: the total is the file's, rated row by row"
        );
        assert_eq!(over_series, Credits(expected), "{by}: the series add up to the total");
        assert_eq!(over_days, Credits(expected), "{by}: the days add up to the total");
        for day in days {
            let cells: Credits = day["credits"].as_array().unwrap().iter().map(amount).sum();
            assert_eq!(
                cells,
                amount(&day["total"]),
                "{by}: the cells of {} add up to its total",
                day["day"]
            );
        }
        for (place, head) in heads.iter().enumerate() {
            let column: Credits = days.iter().map(|day| amount(&day["credits"][place])).sum();
            assert_eq!(
                column,
                amount(&head["total"]),
                "{by}: the column of {} adds up",
                head["label"]
            );
        }
        assert_eq!(series["rows"], 400, "{by}: every row has exactly one outcome");
        let paid: Credits = heads
            .iter()
            .filter(|head| head["outcome"] == "paid")
            .map(|head| amount(&head["total"]))
            .sum();
        if by == "payer" {
            let money = Usd(paid.0).to_string();
            assert_eq!(
                series["payAsYouGoUsd"], money,
                "a micro-credit costs a hundred-millionth of a dollar"
            );
        }
    }
    assert_eq!(
        book.metered("actual").await,
        Figures::default(),
        "all of it lies before the workbook"
    );
}

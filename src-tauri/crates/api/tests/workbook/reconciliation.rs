//! Reconciliation: a worked example in which each cause is known, and what is refused in words.

use std::collections::BTreeMap;

use meterdesk_api::error::ErrorCode;
use serde_json::{Value, json};

use crate::planned::demo_bytes;
use crate::support::{Book, LICENSED, UNLICENSED, amount, usage_file};

const ACCOUNT: &str = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.PowerPlatform/accounts";

/// Generative answers, two credits each.
fn used(id: &str, day: &str, user: &str, quantity: &str) -> String {
    format!("{id},{day}T12:00:00Z,{user},copilotChat,,North,generativeAnswer,{quantity}")
}

fn bill(rows: &[(&str, &str, &str, &str)]) -> String {
    let rows = rows.iter().map(|(day, account, quantity, cost)| {
        format!(
            "{day},{ACCOUNT}/{account},Microsoft Copilot Studio,Pay As You Go Copilot Credit,{quantity},{cost},USD,\n"
        )
    });
    let head = "Date,ResourceId,MeterCategory,MeterName,Quantity,Cost,BillingCurrency,Tags\n";
    format!("{head}{}", rows.collect::<String>())
}

/// A month of one policy's use, and two exports of Azure of it: the second changed a day, and ends before the last use.
async fn november() -> Book {
    let book = Book::empty().await.with_paying_policy().await;
    book.call("clock_advance", json!({ "to": "2026-12-05T10:00:00Z" }))
        .await;
    let rows = [
        used("a", "2026-11-17", UNLICENSED, "2"),
        used("b", "2026-11-18", UNLICENSED, "10"),
        used("c", "2026-11-18", LICENSED, "4"),
        used("d", "2026-11-19", UNLICENSED, "5.15"),
        used("e", "2026-11-20", UNLICENSED, "15"),
        used("f", "2026-11-21", UNLICENSED, "20"),
        used("g", "2026-11-30", UNLICENSED, "25"),
    ];
    book.import("usage.csv", &usage_file(&rows)).await;
    let early = bill(&[
        ("11/18/2026", "Everybody", "20", "0.20"),
        ("11/19/2026", "Everybody", "10", "0.10"),
        ("11/20/2026", "Everybody", "30", "0.30"),
    ]);
    book.import("early.csv", &early).await;
    let late = bill(&[
        ("11/20/2026", "Everybody", "24", "0.24"),
        ("11/21/2026", "everybody", "33", "0.33"),
        ("11/22/2026", "Elsewhere", "5", "0.05"),
    ]);
    book.import("late.csv", &late).await;
    book
}

fn month() -> Value {
    json!({ "from": "2026-11-01", "until": "2026-12-01" })
}

fn causes(row: &Value) -> BTreeMap<String, String> {
    let causes = row["causes"].as_array().unwrap().iter();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    causes
        .map(|part| (text(&part["cause"]), text(&part["credits"])))
        .collect()
}

fn expect(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
    pairs
        .iter()
        .map(|(cause, credits)| ((*cause).to_owned(), (*credits).to_owned()))
        .collect()
}

fn row<'a>(answer: &'a Value, name: &str) -> &'a Value {
    let rows = answer["rows"].as_array().unwrap();
    rows.iter()
        .find(|row| row["name"] == name)
        .unwrap_or_else(|| panic!("{name} is in {rows:?}"))
}

#[tokio::test]
async fn each_cause_of_a_gap_is_told_with_its_credits_and_days() {
    let book = november().await;
    let answer = book.call("reconciliation_list", month()).await;
    assert_eq!(answer["compare"], "settledAzure");
    let everybody = row(&answer, "Everybody");
    assert_eq!(
        (&everybody["settled"], &everybody["azure"], &everybody["gap"]),
        (&json!("154.3"), &json!("87"), &json!("67.3"))
    );
    assert_eq!(everybody["money"], json!([{ "currency": "USD", "amount": "0.87" }]));
    assert_eq!(
        causes(everybody),
        expect(&[
            ("window", "4"),
            ("delay", "50"),
            ("rounding", "0.3"),
            ("restated", "6"),
            ("unknown", "7")
        ])
    );
    let working = &everybody["causes"][0];
    assert_eq!(
        working["working"],
        "Days after the last one that a source states. Here of 1 day: 30 November 2026."
    );
    assert_eq!(
        (&working["from"], &working["until"]),
        (&json!("2026-11-30"), &json!("2026-12-01"))
    );
    assert_eq!(
        causes(row(&answer, "Elsewhere")),
        expect(&[("unattributed", "-5"), ("unknown", "0")])
    );
    let free = row(&answer, "Used and not billed");
    assert_eq!(causes(free), expect(&[("notBilled", "8"), ("unknown", "0")]));
    let sum = &answer["sum"];
    assert_eq!(
        (&sum["settled"], &sum["azure"], &sum["gap"]),
        (&json!("162.3"), &json!("92"), &json!("70.3"))
    );
    let parts = causes(sum);
    assert_eq!(parts["unattributed"], "-5");
    let whole: i64 = sum["causes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|part| amount(&part["credits"]).0)
        .sum();
    assert_eq!(whole, 70_300_000, "causes add up to the gap");
}

#[tokio::test]
async fn a_statement_counts_for_its_period_alone_and_no_date_cuts_it() {
    let book = november().await;
    let users = "User Id,User Email,Agent Id,Agent Name,Billable credit used,Credits used,M365 Copilot Licensed\nu-1,,a-1,A,9,20,FALSE\n";
    let may = json!({ "period": { "from": "2026-11-10", "until": "2026-11-25" } });
    book.import_as("users.csv", users, may).await;
    let answer = book.call("reconciliation_list", month()).await;
    assert_eq!(answer["report"], Value::Null);
    let notes = answer["notes"].as_array().unwrap();
    assert!(
        notes.contains(&json!(
            "\"users.csv\" is of 10 November 2026 to 24 November 2026 as a whole, and counts for that period alone: it is not in these figures."
        )),
        "{notes:?}"
    );
    let mut cut = month();
    cut["report"] = json!("userReport");
    let refused = book.refused("reconciliation_list", cut).await;
    assert_eq!(
        (refused.code, refused.field.as_deref()),
        (ErrorCode::InvalidField, Some("from"))
    );
    assert!(refused.message.contains("has no dates"), "{}", refused.message);
    let its_own = json!({ "from": "2026-11-10", "until": "2026-11-25", "compare": "reportedSettled" });
    let answer = book.call("reconciliation_list", its_own).await;
    assert_eq!(answer["report"]["kind"], "userReport");
    let all = row(&answer, "All policies and plans");
    assert_eq!(
        (&all["reported"], &all["settled"]),
        (&json!("20"), &json!("0")),
        "Copilot Studio alone"
    );
    let periods: Vec<_> = answer["periods"]
        .as_array()
        .unwrap()
        .iter()
        .map(|period| period["label"].clone())
        .collect();
    assert_eq!(
        periods,
        ["December 2026", "10 November 2026 to 24 November 2026", "November 2026"].map(|label| json!(label))
    );
}

#[tokio::test]
async fn without_a_bill_nothing_is_compared_and_that_is_said() {
    let book = Book::of_bytes(demo_bytes().await).await;
    let answer = book.call("reconciliation_list", json!({})).await;
    assert_eq!(
        (&answer["from"], &answer["until"]),
        (&json!("2026-10-01"), &json!("2026-11-01"))
    );
    assert_eq!((&answer["sum"]["gap"], &answer["bill"]), (&Value::Null, &Value::Null));
    assert_eq!(
        answer["notes"],
        json!(["No bill of Azure for these days is imported, so there is nothing to compare with yet."])
    );
    let costs = book.call("cost_list", json!({ "month": "2026-10-01" })).await;
    let charged: i64 = answer["rows"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|row| row["of"].as_str().unwrap().starts_with("Billing"))
        .map(|row| amount(&row["settled"]).0)
        .sum();
    if costs["hidden"] == 0 {
        assert_eq!(
            charged,
            amount(&costs["totalCredits"]).0,
            "the same credits as Cost Management has"
        );
    }
}

#[tokio::test]
async fn a_period_that_is_none_is_refused_at_its_field() {
    let book = Book::empty().await;
    for (request, field) in [
        (json!({ "from": "2026-11-01" }), "until"),
        (json!({ "until": "2026-11-01" }), "from"),
        (json!({ "from": "May", "until": "2026-11-01" }), "from"),
        (json!({ "from": "2026-11-01", "until": "2026-11-01" }), "until"),
        (json!({ "from": "2024-11-01", "until": "2026-11-01" }), "until"),
        (json!({ "report": "userReport" }), "report"),
        (json!({ "report": "people" }), "report"),
        (json!({ "bill": "azureCost" }), "bill"),
    ] {
        let refused = book.refused("reconciliation_list", request.clone()).await;
        assert_eq!(
            (refused.code, refused.field.as_deref()),
            (ErrorCode::InvalidField, Some(field)),
            "{request}"
        );
    }
}

#[tokio::test]
async fn charges_written_in_focus_come_back_without_a_difference() {
    let book = Book::of_bytes(demo_bytes().await).await;
    book.write("focus.csv", "something older");
    let written = book
        .call("focus_write", json!({ "month": "2026-10-01", "file": "focus.csv" }))
        .await;
    assert!(written["rows"].as_u64().unwrap() > 31, "{written}");
    let costs = book.call("cost_list", json!({ "month": "2026-10-01" })).await;
    assert_eq!(
        (&written["usd"], &written["hidden"]),
        (&costs["totalUsd"], &costs["hidden"])
    );
    let view = book.import_written("focus.csv", json!({})).await.unwrap();
    assert_eq!((&view["kind"], &view["rejected"]), (&json!("focusCost"), &json!(0)));
    let october = json!({ "from": "2026-10-01", "until": "2026-11-01" });
    let answer = book.call("reconciliation_list", october).await;
    assert_eq!(answer["bill"]["kind"], "focusCost");
    assert_eq!(answer["sum"]["money"][0]["amount"], costs["totalUsd"]);
    if written["hidden"] == 0 {
        let told: Vec<_> = causes(&answer["sum"])
            .into_iter()
            .filter(|(_, credits)| credits != "0")
            .collect();
        let names: Vec<_> = told.iter().map(|(cause, _)| cause.as_str()).collect();
        let by_kind = ["notBilled", "prePurchase", "prepaidNotInAzure"];
        assert!(names.iter().all(|name| by_kind.contains(name)), "{told:?}");
    }
}

#[tokio::test]
async fn the_rows_of_a_report_are_written_with_its_own_columns() {
    let book = november().await;
    let reports = book.call("report_list", json!({ "search": "early" })).await;
    book.write("rows.csv", "");
    let request = json!({ "report": reports["rows"][0]["id"], "search": "11/", "file": "rows.csv" });
    let done = book.call("report_row_write", request).await;
    assert_eq!(done["rows"], 3);
    let file = std::fs::read_to_string(book.folder.path().join("rows.csv")).unwrap();
    let lines: Vec<_> = file.lines().collect();
    assert_eq!(
        lines[0],
        "Row,Date,ResourceId,MeterCategory,MeterName,Quantity,Cost,BillingCurrency,Tags,Stands"
    );
    assert!(
        lines[1].starts_with("2,11/18/2026,/subscriptions/") && lines[1].ends_with(",Yes"),
        "{}",
        lines[1]
    );
    assert!(lines[3].ends_with(",No"), "a newer file states that day: {}", lines[3]);
}

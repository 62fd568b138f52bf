//! Cost management: one question, answered the same by chart, table and differences, whatever it is grouped by.

use std::str::FromStr;

use meterdesk_api::error::ErrorCode;
use meterdesk_api::{Caller, call};
use rust_decimal::Decimal;
use serde_json::{Value, json};

use crate::planned::demo_bytes;
use crate::support::{Book, text};

const KINDS: [&str; 7] = [
    "service",
    "subscription",
    "arrangement",
    "environment",
    "agent",
    "department",
    "person",
];

fn money(value: &Value) -> Decimal {
    Decimal::from_str(value.as_str().unwrap()).unwrap()
}

fn sum(rows: &Value, field: &str) -> Decimal {
    rows.as_array().unwrap().iter().map(|row| money(&row[field])).sum()
}

async fn demo() -> Book {
    Book::of_bytes(demo_bytes().await).await
}

async fn asked(book: &Book, view: &Value) -> Value {
    book.call("cost_analysis_get", json!({ "view": view })).await
}

async fn listed(book: &Book, view: &Value) -> Value {
    book.call("cost_analysis_list", json!({ "view": view, "limit": 500 }))
        .await
}

#[tokio::test]
async fn chart_table_and_differences_agree_by_every_kind_and_basis() {
    let book = demo().await;
    for basis in ["billed", "settled", "amortized"] {
        let mut totals = Vec::new();
        for by in KINDS {
            let view = json!({ "period": "lastThirtyDays", "basis": basis, "by": by });
            let (chart, table) = (asked(&book, &view).await, listed(&book, &view).await);
            let total = money(&chart["totalUsd"]);
            assert!(total > Decimal::ZERO, "the demo is charged for {basis}");
            assert_eq!(sum(&chart["series"], "usd"), total, "{basis} by {by}");
            assert_eq!(sum(&chart["columns"], "totalUsd"), total, "{basis} by {by}");
            for (place, series) in chart["series"].as_array().unwrap().iter().enumerate() {
                let columns = chart["columns"].as_array().unwrap();
                let of_it: Decimal = columns.iter().map(|column| money(&column["usd"][place])).sum();
                assert_eq!(of_it, money(&series["usd"]), "{basis} by {by}: {}", series["label"]);
            }
            if table["next"].is_null() {
                assert_eq!(sum(&table["rows"], "usd"), total, "{basis} by {by}");
            }
            let first = &table["rows"][0];
            assert_eq!(first["usd"], chart["series"][0]["usd"], "{basis} by {by}");
            let previous = &chart["previous"];
            let change = total - money(&previous["usd"]);
            assert_eq!(money(&previous["changeUsd"]), change);
            assert_eq!(sum(&previous["drivers"], "changeUsd"), change, "{basis} by {by}");
            totals.push((total, previous["usd"].clone()));
        }
        assert!(
            totals.windows(2).all(|pair| pair[0] == pair[1]),
            "{basis}: one sum however it is grouped: {totals:?}"
        );
    }
}

#[tokio::test]
async fn what_was_settled_is_what_the_usage_report_says_was_charged() {
    let book = demo().await;
    let days = json!({ "from": "2026-10-01", "until": "2026-11-01" });
    let series = book
        .call(
            "usage_series",
            json!({ "from": "2026-10-01", "until": "2026-11-01", "by": "payer" }),
        )
        .await;
    let costs = asked(
        &book,
        &json!({ "from": days["from"], "until": days["until"], "basis": "settled" }),
    )
    .await;
    assert_eq!(money(&costs["totalUsd"]), money(&series["payAsYouGoUsd"]));
    let last_month = asked(&book, &json!({ "period": "lastMonth", "basis": "settled" })).await;
    assert_eq!(last_month["totalUsd"], costs["totalUsd"]);
    assert_eq!(last_month["previous"]["from"], "2026-09-01");
    assert!(last_month["forecast"].is_null(), "nothing of October is still to come");
}

#[tokio::test]
async fn a_filter_keeps_exactly_the_row_that_it_names() {
    let book = demo().await;
    for by in KINDS {
        let view = json!({ "period": "lastThirtyDays", "basis": "settled", "by": by });
        let row = listed(&book, &view).await["rows"][0].clone();
        for other in KINDS {
            let view = json!({ "period": "lastThirtyDays", "basis": "settled", "by": other,
                "filters": [{ "by": by, "key": row["key"] }] });
            let narrowed = asked(&book, &view).await;
            assert_eq!(narrowed["totalUsd"], row["usd"], "{} of {by}, by {other}", row["label"]);
            assert_eq!(narrowed["previous"]["usd"], row["previousUsd"], "{by}, by {other}");
            assert_eq!(narrowed["filters"][0]["label"], row["label"]);
        }
    }
}

#[tokio::test]
async fn accumulated_columns_end_at_the_total_and_months_hold_their_days() {
    let book = demo().await;
    let view = json!({ "from": "2026-09-15", "until": "2026-11-10", "basis": "settled" });
    let of = async |granularity: &str| {
        book.call("cost_analysis_get", json!({ "view": view, "granularity": granularity }))
            .await
    };
    let accumulated = of("accumulated").await;
    let columns = accumulated["columns"].as_array().unwrap();
    assert_eq!(columns.last().unwrap()["totalUsd"], accumulated["totalUsd"]);
    assert!(
        columns
            .windows(2)
            .all(|pair| money(&pair[0]["totalUsd"]) <= money(&pair[1]["totalUsd"]))
    );
    let months = of("month").await;
    let days: Vec<&Value> = months["columns"]
        .as_array()
        .unwrap()
        .iter()
        .map(|column| &column["day"])
        .collect();
    assert_eq!(
        days,
        ["2026-09-15", "2026-10-01", "2026-11-01"],
        "the first month begins with the range"
    );
    assert_eq!(sum(&months["columns"], "totalUsd"), money(&accumulated["totalUsd"]));
}

#[tokio::test]
async fn this_month_is_compared_forecast_and_set_against_its_budget() {
    let book = demo().await;
    let month = asked(&book, &json!({})).await;
    assert_eq!(month["basis"], "billed");
    assert_eq!(
        (&month["from"], &month["until"]),
        (&json!("2026-11-01"), &json!("2026-12-01"))
    );
    assert_eq!(month["countedUntil"], "2026-11-17", "Azure knows complete days");
    let previous = &month["previous"];
    assert_eq!(
        (&previous["from"], &previous["until"]),
        (&json!("2026-10-01"), &json!("2026-10-17"))
    );
    let forecast = &month["forecast"];
    assert_eq!(
        money(&forecast["usd"]),
        money(&month["totalUsd"]) + money(&forecast["restUsd"])
    );
    assert!(money(&forecast["restUsd"]) > Decimal::ZERO);
    assert!(month["budget"].is_null(), "no single budget is for all costs");
    let policies = book.call("policy_list", json!({})).await;
    let rows = policies["rows"].as_array().unwrap();
    let with_budget = rows.iter().find(|row| !row["budgetUsed"].is_null()).unwrap();
    let view = json!({ "filters": [{ "by": "arrangement", "key": with_budget["id"] }] });
    let narrowed = asked(&book, &view).await;
    assert_eq!(narrowed["budget"]["name"], with_budget["name"]);
}

#[tokio::test]
async fn who_sees_no_spending_sees_none_here() {
    let book = demo().await;
    let tenant = book.call("tenant_get", json!({})).await;
    let holds = |actor: &&Value| actor["roles"].as_array().unwrap().contains(&json!("Global Reader"));
    let reader = tenant["actors"].as_array().unwrap().iter().find(holds).unwrap();
    let caller = Caller {
        actor: Some(text(&reader["id"])),
        ..Caller::default()
    };
    let seen = call(&book.app, &caller, "cost_analysis_get", json!({})).await.unwrap();
    assert_eq!(seen["notAvailable"], "Not available for your role");
    assert_eq!((&seen["totalUsd"], &seen["series"]), (&json!("0"), &json!([])));
    let listed = call(&book.app, &caller, "cost_analysis_list", json!({})).await.unwrap();
    assert_eq!((&listed["total"], &listed["rows"]), (&json!(0), &json!([])));
}

#[tokio::test]
async fn what_is_no_range_or_no_value_is_refused_at_its_field() {
    let book = Book::empty().await;
    let refused = async |view: Value| book.refused("cost_analysis_get", json!({ "view": view })).await;
    let cases = [
        (json!({ "from": "2026-11-02", "until": "2026-11-02" }), "view.until"),
        (json!({ "from": "soon", "until": "2026-11-02" }), "view.from"),
        (json!({ "period": "thisMonth", "from": "2026-11-01" }), "view.period"),
        (
            json!({ "filters": [{ "by": "service", "key": "Teams" }] }),
            "view.filters",
        ),
        (
            json!({ "filters": [{ "by": "subscription", "key": "x" }] }),
            "view.filters",
        ),
    ];
    for (view, field) in cases {
        let error = refused(view.clone()).await;
        assert_eq!(error.field.as_deref(), Some(field), "{view}: {}", error.message);
        assert!(matches!(error.code, ErrorCode::InvalidField | ErrorCode::NotFound));
    }
    let nothing = asked(
        &book,
        &json!({ "filters": [{ "by": "agent", "key": "Nobody's agent" }] }),
    )
    .await;
    assert_eq!(
        (&nothing["totalUsd"], &nothing["filters"][0]["label"]),
        (&json!("0"), &json!("Nobody's agent"))
    );
}

#[tokio::test]
async fn a_view_is_saved_under_a_name_of_its_own_and_deleted() {
    let book = Book::empty().await;
    let save = |name: &str| json!({ "name": name, "parts": { "by": "agent", "filters": "department:Claims" } });
    book.call("cost_view_save", save("  Claims by agent ")).await;
    book.call("cost_view_save", save("All")).await;
    let listed = book.call("cost_view_list", json!({})).await;
    let names: Vec<_> = listed["rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| &row["name"])
        .collect();
    assert_eq!(names, ["All", "Claims by agent"]);
    assert_eq!(listed["rows"][1]["parts"]["filters"], "department:Claims");
    let refusal = async |command: &str, request| {
        let refused = book.try_call(command, request).await.unwrap_err();
        (refused.code, refused.field, refused.message)
    };
    let (code, field, message) = refusal("cost_view_save", save("claims BY agent")).await;
    assert_eq!((code, field.as_deref()), (ErrorCode::InvalidField, Some("name")));
    assert!(
        message.contains("already a view named \"Claims by agent\""),
        "{message}"
    );
    let (code, ..) = refusal("cost_view_save", save(" ")).await;
    assert_eq!(code, ErrorCode::InvalidField);
    let long = json!({ "name": "Long", "parts": { "filters": "x".repeat(5_000) } });
    let (_, field, _) = refusal("cost_view_save", long).await;
    assert_eq!(field.as_deref(), Some("parts"));
    book.call("cost_view_delete", json!({ "name": "ALL" })).await;
    let (code, ..) = refusal("cost_view_delete", json!({ "name": "All" })).await;
    assert_eq!(code, ErrorCode::NotFound);
    assert_eq!(book.call("cost_view_list", json!({})).await["total"], 1);
}

//! Statements: whoever is charged, by whatever lines, they add up to the row of the chargeback; and names follow the setting.

use meterdesk_api::error::ErrorCode;
use meterdesk_billing::units::Credits;
use serde_json::{Value, json};

use crate::planned::demo_bytes;
use crate::support::{Book, amount};

const CREDITS: [&str; 4] = [
    "payAsYouGoCredits",
    "prePurchasedCredits",
    "prepaidCredits",
    "notBilledCredits",
];

fn sum(rows: &Value, field: &str) -> Credits {
    rows.as_array().unwrap().iter().map(|row| amount(&row[field])).sum()
}

fn with(request: &Value, more: &[(&str, Value)]) -> Value {
    let mut request = request.clone();
    for (key, value) in more {
        request[*key] = value.clone();
    }
    request
}

/// A statement and all its lines, page after page.
async fn whole(book: &Book, request: &Value) -> (Value, Value) {
    let mut request = with(request, &[("limit", json!(500))]);
    let mut lines = Vec::new();
    loop {
        let answer = book.call("chargeback_statement_list", request.clone()).await;
        lines.extend(answer["rows"].as_array().unwrap().clone());
        if answer["next"].is_null() {
            return (answer, Value::Array(lines));
        }
        request["cursor"] = answer["next"].clone();
    }
}

#[tokio::test]
async fn the_lines_of_each_statement_add_up_to_the_row_of_the_chargeback() {
    let book = Book::of_bytes(demo_bytes().await).await;
    for asked in [
        json!({ "by": "department" }),
        json!({ "by": "group", "shared": "billed" }),
        json!({ "by": "costCenter", "shared": "one", "bearer": "Platform" }),
        json!({ "by": "group", "shared": "evenly", "prepaidCost": "1234.57" }),
    ] {
        let charged = book.call("chargeback_list", asked.clone()).await;
        let rows = charged["rows"].as_array().unwrap();
        assert!(rows.len() > 2, "{asked}: {rows:?}");
        for row in rows.iter().filter(|row| row["kind"] != "apart") {
            for lines in ["use", "people"] {
                let request = with(&asked, &[("whose", row["key"].clone()), ("lines", json!(lines))]);
                let (statement, found) = whole(&book, &request).await;
                assert_eq!(json!(found.as_array().unwrap().len()), statement["total"], "{request}");
                let told = (sum(&found, "amount"), &statement["sum"]["amount"], &statement["people"]);
                assert_eq!(
                    told,
                    (amount(&row["charged"]), &row["charged"], &row["people"]),
                    "{request}"
                );
                for field in CREDITS {
                    assert_eq!(sum(&found, field), amount(&row[field]), "{request}: {field}");
                }
                let shared = amount(&row["prepaidCost"]) + amount(&row["prePurchaseCost"]);
                assert_eq!(sum(&statement["shared"], "amount"), shared, "{request}");
            }
        }
    }
}

#[tokio::test]
async fn a_shared_cost_says_how_it_is_worked_out() {
    let book = Book::of_bytes(demo_bytes().await).await;
    let asked =
        |shared: &str| json!({ "by": "department", "whose": "named:Sales", "prepaidCost": "1600", "shared": shared });
    let working = async |shared: &str| {
        let statement = book.call("chargeback_statement_list", asked(shared)).await;
        statement["shared"][0]["working"]
            .as_str()
            .unwrap_or_default()
            .to_owned()
    };
    assert_eq!(working("evenly").await.split(" ÷ ").next(), Some("1,600"));
    assert!(working("used").await.ends_with(" credits that it paid"));
    assert!(working("billed").await.ends_with(" billed credits"));
    let apart = book.call("chargeback_statement_list", asked("apart")).await;
    assert_eq!(apart["shared"], json!([]));
}

#[tokio::test]
async fn names_of_people_are_concealed_until_reports_show_them() {
    let book = Book::of_bytes(demo_bytes().await).await;
    let asked = json!({ "by": "department", "whose": "named:Sales", "lines": "people", "limit": 1 });
    let concealed = book.call("chargeback_statement_list", asked.clone()).await;
    assert_eq!(concealed["concealed"], true);
    assert_eq!(concealed["rows"][0]["username"].as_str().unwrap().len(), 32);
    book.call("setting_set", json!({ "key": "reportNames", "value": "shown" }))
        .await;
    let shown = book.call("chargeback_statement_list", asked.clone()).await;
    assert_eq!(shown["concealed"], false);
    let name = shown["rows"][0]["username"].as_str().unwrap().to_owned();
    assert!(name.contains('@'), "{name}");
    assert_eq!(shown["rows"][0]["amount"], concealed["rows"][0]["amount"]);
    let found = book
        .call(
            "chargeback_statement_list",
            with(&asked, &[("search", json!(name.to_uppercase()))]),
        )
        .await;
    assert_eq!(
        (&found["total"], &found["rows"][0]["username"]),
        (&json!(1), &json!(name))
    );
}

#[tokio::test]
async fn who_is_charged_nothing_has_no_statement() {
    let book = Book::of_bytes(demo_bytes().await).await;
    for whose in ["named:Nobody's", "apart:prepaid", ""] {
        let refused = book
            .refused(
                "chargeback_statement_list",
                json!({ "by": "department", "whose": whose }),
            )
            .await;
        assert_eq!(
            (refused.code, refused.field.as_deref()),
            (ErrorCode::NotFound, Some("whose"))
        );
    }
}

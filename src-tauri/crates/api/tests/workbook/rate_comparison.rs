//! A month under two rate cards: the card of its time says what settlement says, and a draft changes what it names.

use meterdesk_api::error::ErrorCode;
use meterdesk_billing::units::Credits;
use serde_json::{Value, json};

use crate::planned::demo_bytes;
use crate::support::{Book, amount};

fn sum(rows: &Value, side: &str, field: &str) -> Credits {
    let rows = rows.as_array().unwrap().iter();
    rows.map(|row| {
        amount(if side.is_empty() {
            &row[field]
        } else {
            &row[side][field]
        })
    })
    .sum()
}

#[tokio::test]
async fn on_the_card_of_its_time_a_month_is_charged_what_settlement_says() {
    let book = Book::of_bytes(demo_bytes().await).await;
    let answer = book
        .call("rate_comparison_list", json!({ "first": "msg-2025-02" }))
        .await;
    assert_eq!(
        (&answer["month"], &answer["second"]["id"]),
        (&json!("2026-10"), &json!("cc-2026-08"))
    );
    for (side, field) in [
        ("first", "charged"),
        ("second", "charged"),
        ("second", "uncharged"),
        ("", "differenceUsd"),
    ] {
        let whole = if side.is_empty() {
            &answer["sum"][field]
        } else {
            &answer["sum"][side][field]
        };
        assert_eq!(sum(&answer["rows"], side, field), amount(whole), "{side} {field}");
    }
    let charged = book.call("chargeback_list", json!({ "by": "department" })).await["sum"].clone();
    let paid = ["payAsYouGoCredits", "prePurchasedCredits", "prepaidCredits"].map(|field| amount(&charged[field]));
    assert_eq!(
        amount(&answer["sum"]["second"]["charged"]),
        paid.into_iter().sum::<Credits>()
    );
    assert_eq!(
        amount(&answer["sum"]["second"]["uncharged"]),
        amount(&charged["notBilledCredits"])
    );
    let difference = amount(&answer["sum"]["first"]["charged"]) + amount(&answer["sum"]["difference"]);
    assert_eq!(difference, amount(&answer["sum"]["second"]["charged"]));
}

#[tokio::test]
async fn a_draft_changes_the_features_that_it_names_and_no_other() {
    let book = Book::of_bytes(demo_bytes().await).await;
    let draft = json!([{ "feature": "generativeAnswer", "credits": "4" }]);
    let ask = json!({ "first": "cc-2026-08", "second": "cc-2026-08", "draft": draft });
    let answer = book.call("rate_comparison_list", ask).await;
    assert_eq!(answer["second"]["draft"], true);
    for row in answer["rows"].as_array().unwrap() {
        let (first, second) = (amount(&row["first"]["charged"]), amount(&row["second"]["charged"]));
        if row["feature"] == "generativeAnswer" {
            assert!(
                first > Credits::ZERO && second == first + first,
                "twice the rate: {row}"
            );
        } else {
            assert_eq!(first, second, "{row}");
        }
    }
}

#[tokio::test]
async fn what_is_no_card_month_or_rate_is_refused_at_its_field() {
    let book = Book::empty().await;
    let draft = |feature: &str, credits: &str| json!({ "draft": [{ "feature": feature, "credits": credits }] });
    let twice = json!({ "draft": [{ "feature": "classicAnswer", "credits": "1" }, { "feature": "classicAnswer", "credits": "2" }] });
    for (request, field) in [
        (json!({ "first": "cc-1999" }), "first"),
        (json!({ "second": "pva-2019" }), "second"),
        (json!({ "month": "2020-01" }), "month"),
        (draft("telepathy", "1"), "draft"),
        (draft("classicAnswer", "1,5"), "draft"),
        (draft("classicAnswer", "-1"), "draft"),
        (draft("classicAnswer", "91"), "draft"),
        (twice, "draft"),
    ] {
        let refused = book.refused("rate_comparison_list", request).await;
        assert_eq!(
            (refused.code, refused.field.as_deref()),
            (ErrorCode::InvalidField, Some(field))
        );
    }
    assert_eq!(book.call("rate_comparison_list", json!({})).await["total"], 0);
}

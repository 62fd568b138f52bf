//! A workbook's own rates: settlement goes by them, for earlier use too, and says so.

use meterdesk_api::error::ErrorCode;
use serde_json::{Value, json};

use crate::support::{Book, START, UNLICENSED, amount};

fn calls(quantity: &str) -> String {
    format!(
        "event_id,time,user,service,agent,environment,feature,quantity\n\
         r1,{START},{UNLICENSED},Microsoft 365 Copilot Retrieval API,,North,Retrieval API call,{quantity}\n"
    )
}

fn own(credits: &str) -> Value {
    json!({ "card": "cc-2026-08", "feature": "retrievalApiCall", "credits": credits, "basis": "Our reseller's quote" })
}

async fn retrieval(book: &Book) -> Value {
    let cards = book.call("rate_card_list", json!({})).await;
    let rates = cards["rows"][6]["rates"].as_array().unwrap();
    rates
        .iter()
        .find(|rate| rate["feature"] == "retrievalApiCall")
        .unwrap()
        .clone()
}

#[tokio::test]
async fn an_override_rates_earlier_use_anew_and_taking_it_back_restores_every_figure() {
    let book = Book::empty().await;
    book.import("calls.csv", &calls("7")).await;
    let before = book.metered("actual").await;
    let hash = book.call("rate_card_list", json!({})).await["hash"].clone();
    book.call("rate_override_set", own("12.5")).await;
    let after = book.metered("actual").await;
    assert_eq!(amount(&json!("70")), before.total, "10 each");
    assert_eq!(amount(&json!("87.5")), after.total, "12.5 each");
    let rate = retrieval(&book).await;
    assert_eq!((&rate["credits"], &rate["published"]), (&json!("12.5"), &json!("10")));
    assert_eq!(rate["override"]["basis"], "Our reseller's quote");
    let listed = book.call("rate_card_list", json!({})).await;
    assert_ne!(listed["hash"], hash);
    assert_eq!(
        listed["history"][0]["text"],
        "The rate of Retrieval API call on the rate card cc-2026-08 was overridden to 12.5 a unit."
    );
    let told = book.call("happening_list", json!({ "cause": "act" })).await["rows"][0]["text"].clone();
    assert_eq!(
        told,
        "The rate of Retrieval API call on the rate card cc-2026-08 was overridden to 12.5 a unit in this workbook: Our \
         reseller's quote."
    );
    let clear = json!({ "card": "cc-2026-08", "feature": "retrievalApiCall" });
    book.call("rate_override_clear", clear).await;
    assert_eq!(book.metered("actual").await.total, before.total);
    assert_eq!(book.call("rate_card_list", json!({})).await["hash"], hash);
}

#[tokio::test]
async fn what_can_not_be_overridden_is_refused_at_its_field() {
    let book = Book::empty().await;
    let cases = [
        (
            json!({ "card": "cc-2026-08", "feature": "generativeAnswer", "credits": "3", "basis": "x" }),
            ErrorCode::Conflict,
            "feature",
        ),
        (
            json!({ "card": "cc-2026-08", "feature": "Process Agent", "credits": "3", "basis": "x" }),
            ErrorCode::InvalidField,
            "feature",
        ),
        (
            json!({ "card": "cc-2026-08", "feature": "retrievalApiCall", "basis": "x" }),
            ErrorCode::InvalidField,
            "credits",
        ),
        (
            json!({ "card": "cc-2026-08", "feature": "retrievalApiCall", "credits": "ten", "basis": "x" }),
            ErrorCode::InvalidField,
            "credits",
        ),
        (
            json!({ "card": "cc-2026-08", "feature": "retrievalApiCall", "credits": "91", "basis": "x" }),
            ErrorCode::InvalidField,
            "credits",
        ),
        (
            json!({ "card": "cc-2026-08", "feature": "retrievalApiCall", "credits": "9", "basis": " " }),
            ErrorCode::InvalidField,
            "basis",
        ),
        (
            json!({ "card": "msg-2025-03", "basis": "x" }),
            ErrorCode::InvalidField,
            "from",
        ),
        (
            json!({ "card": "msg-2025-03", "from": "soon", "basis": "x" }),
            ErrorCode::InvalidField,
            "from",
        ),
        (
            json!({ "card": "msg-2025-03", "from": "2026-01-01", "basis": "x" }),
            ErrorCode::InvalidField,
            "from",
        ),
        (
            json!({ "card": "cc-2025-09", "from": "2025-09-02", "basis": "x" }),
            ErrorCode::Conflict,
            "from",
        ),
        (
            json!({ "card": "cc-1999", "from": "2025-09-02", "basis": "x" }),
            ErrorCode::NotFound,
            "card",
        ),
    ];
    for (request, code, field) in cases {
        let refused = book.refused("rate_override_set", request.clone()).await;
        assert_eq!(
            (refused.code, refused.field.as_deref()),
            (code, Some(field)),
            "{request}: {}",
            refused.message
        );
    }
}

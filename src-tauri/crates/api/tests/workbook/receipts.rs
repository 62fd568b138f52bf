//! Receipts: what is told of a row is what settlement made of it, and it reads as an auditor would want it read aloud.

use std::collections::BTreeMap;

use meterdesk_api::error::ErrorCode;
use meterdesk_billing::units::Credits;
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::support::{Book, START, UNLICENSED, amount, text};

const HEADER: &str = "event_id,time,user,service,agent,environment,feature,quantity,trigger,audience,test\n";

/// The receipt as it is read aloud: one line a sentence, its source behind it.
fn aloud(receipt: &Value) -> Vec<String> {
    let mut lines = vec![text(&receipt["what"])];
    for line in receipt["lines"].as_array().unwrap() {
        for stage in line["stages"].as_array().unwrap() {
            lines.push(format!("{}:", text(&stage["title"])));
            for step in stage["steps"].as_array().unwrap() {
                lines.push(format!("{} [{}]", text(&step["text"]), text(&step["source"])));
            }
        }
    }
    lines.push(text(&receipt["summary"]));
    lines
}

pub(crate) async fn of_row(book: &Book, event_id: &str) -> Vec<String> {
    aloud(&book.call("usage_receipt", json!({ "eventId": event_id })).await)
}

#[tokio::test]
async fn a_row_or_a_use_that_is_not_judged_has_no_receipt() {
    let book = Book::empty().await;
    let row = |id: &str, at: &str| format!("{id},{at},{UNLICENSED},copilotChat,Helper,North,Generative answer,1,,,\n");
    let rows = [
        row("before", "2026-01-01T00:00:00Z"),
        row("now", START),
        row("ahead", "2027-01-01T00:00:00Z"),
    ];
    book.import("u.csv", &format!("{HEADER}{}", rows.concat())).await;
    for (id, code) in [
        ("before", ErrorCode::Conflict),
        ("ahead", ErrorCode::Conflict),
        ("nobody's", ErrorCode::NotFound),
    ] {
        let refused = book.refused("usage_receipt", json!({ "eventId": id })).await;
        assert_eq!(
            (refused.code, refused.field.as_deref()),
            (code, Some("eventId")),
            "{id}: {}",
            refused.message
        );
    }
    let listed = book.call("usage_row_list", json!({})).await;
    assert_eq!(listed["total"], 1, "only what is judged is listed");
    let by_row = json!({ "row": listed["rows"][0]["row"] });
    let by_id = json!({ "eventId": "now" });
    assert_eq!(
        book.call("usage_receipt", by_row).await,
        book.call("usage_receipt", by_id).await
    );
    let asked = |parts: Value| {
        let mut request = json!({ "user": UNLICENSED, "service": "copilotChat" });
        for (field, value) in parts.as_object().unwrap() {
            request[field] = value.clone();
        }
        request
    };
    for (parts, code, field) in [
        (json!({ "at": "2027-01-01" }), ErrorCode::Conflict, "at"),
        (json!({ "at": "soon" }), ErrorCode::InvalidField, "at"),
        (json!({ "quantity": "0" }), ErrorCode::InvalidField, "quantity"),
        (json!({ "service": null }), ErrorCode::InvalidField, "service"),
        (json!({ "user": "nobody@x.example" }), ErrorCode::NotFound, "user"),
        (json!({ "eventId": "now" }), ErrorCode::InvalidField, "row"),
    ] {
        let refused = book.refused("usage_receipt", asked(parts.clone())).await;
        assert_eq!(
            (refused.code, refused.field.as_deref()),
            (code, Some(field)),
            "{parts}: {}",
            refused.message
        );
    }
    let before = book.call("journal_head", json!({})).await;
    let told = book.call("usage_receipt", asked(json!({}))).await;
    assert_eq!(
        (&told["hypothetical"], &told["outcome"]),
        (&json!(true), &json!("blocked"))
    );
    assert_eq!(book.call("journal_head", json!({})).await, before, "asking is no act");
    assert_eq!(
        book.call("usage_row_list", json!({})).await["total"],
        1,
        "and adds no row"
    );
}

#[tokio::test]
async fn an_overridden_rate_is_told_with_where_it_comes_from() {
    let book = Book::empty().await;
    let own = json!({ "card": "cc-2026-08", "feature": "retrievalApiCall", "credits": "12.5", "basis": "Our reseller's quote" });
    book.call("rate_override_set", own).await;
    let asked = json!({ "user": UNLICENSED, "service": "retrievalApi", "quantity": "2" });
    let told = aloud(&book.call("usage_receipt", asked).await);
    assert_eq!(
        told[2],
        "2 × Retrieval API call at 12.5 Copilot Credits each, by the rate card cc-2026-08, which holds from 3 August 2026 on: \
         25 Copilot Credits. [Microsoft, Copilot Studio: requirements and Copilot Credits management (2026-08-03)]"
    );
    assert_eq!(
        told[3],
        "This workbook overrides what the rate card says there. [Set in this workbook: Our reseller's quote]"
    );
}

/// A row: person, service, feature, hour, millionths, trigger, audience, whether a test.
type Row = (usize, usize, usize, u32, i64, usize, usize, bool);

fn any_row() -> impl Strategy<Value = Row> {
    (
        0..8_usize,
        0..4_usize,
        0..5_usize,
        0..16_u32,
        1..5_000_000_i64,
        0..3_usize,
        0..2_usize,
        any::<bool>(),
    )
}

fn file(people: &[String], rows: &[Row]) -> String {
    let services = ["copilotChat", "sharePointAgents", "retrievalApi", "copilotStudio"];
    let features = [
        "Generative answer",
        "SharePoint agent interaction",
        "Retrieval API call",
        "Agent flow actions",
        "Process Agent",
    ];
    let mut file = HEADER.to_owned();
    for (number, (person, service, feature, hour, quantity, trigger, audience, test)) in rows.iter().enumerate() {
        let trigger = ["interactive", "autonomous", "schedule"][*trigger];
        let audience = ["employee", "external"][*audience];
        let person = people.get(*person).map_or("", String::as_str);
        let person = if trigger == "interactive" && audience == "employee" {
            &people[0]
        } else {
            person
        };
        file.push_str(&format!(
            "r{number},2026-11-17T{hour:02}:30:00Z,{person},{},Helper,North,{},{}.{:06},{trigger},{audience},{test}\n",
            services[*service],
            features[*feature],
            quantity / 1_000_000,
            quantity % 1_000_000,
        ));
    }
    file
}

async fn receipts_say_what_was_settled(rows: Vec<Row>) {
    let book = Book::empty().await;
    let group = book.group("Agent pilot").await;
    for (policy, service) in [
        (book.policy("Pilot", group).await, "copilotChat"),
        (
            book.policy("Everybody", json!({ "kind": "allUsers" })).await,
            "retrievalApi",
        ),
    ] {
        book.call("service_connect", json!({ "service": service, "policy": policy["id"] }))
            .await;
    }
    book.call("clock_advance", json!({ "by": "PT8H" })).await;
    let people = book.call("user_list", json!({ "limit": 8 })).await;
    let people: Vec<String> = people["rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|person| text(&person["userPrincipalName"]))
        .collect();
    book.import("u.csv", &file(&people, &rows)).await;
    let listed = book.call("usage_row_list", json!({ "limit": 500 })).await;
    let mut sums: BTreeMap<String, Credits> = BTreeMap::new();
    for row in listed["rows"].as_array().unwrap() {
        let receipt = book.call("usage_receipt", json!({ "row": row["row"] })).await;
        let parts = receipt["lines"][0]["parts"].as_array().unwrap();
        assert_eq!(receipt["outcome"], row["outcome"]);
        assert_eq!(receipt["credits"], row["credits"]);
        for part in parts {
            let sum = sums.entry(text(&part["label"])).or_insert(Credits(0));
            *sum += amount(&part["credits"]);
        }
    }
    let series = json!({ "from": "2026-11-01", "until": "2026-12-01", "by": "payer" });
    let series = book.call("usage_series", series).await;
    let settled: BTreeMap<String, Credits> = series["series"]
        .as_array()
        .unwrap()
        .iter()
        .map(|head| (text(&head["label"]), amount(&head["total"])))
        .filter(|(_, total)| *total != Credits(0))
        .collect();
    sums.retain(|_, sum| *sum != Credits(0));
    assert_eq!(sums, settled, "receipts of all rows add up to the run");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]
    #[test]
    fn the_receipts_of_all_rows_are_the_run(rows in proptest::collection::vec(any_row(), 1..25)) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(receipts_say_what_was_settled(rows));
    }
}

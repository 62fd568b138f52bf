//! The Copilot credits report: four tables of the same use, and names that only a Global administrator reveals.

use meterdesk_api::error::ErrorCode;
use meterdesk_api::{Caller, call};
use meterdesk_billing::units::Credits;
use serde_json::{Value, json};

use crate::planned::demo_bytes;
use crate::support::{Book, amount, text};

async fn demo() -> Book {
    Book::of_bytes(demo_bytes().await).await
}

async fn rows(book: &Book, table: &str) -> Vec<Value> {
    let mut rows = Vec::new();
    let mut cursor = Value::Null;
    loop {
        let request = json!({ "table": table, "limit": 500, "cursor": cursor });
        let part = book.call("credits_report_list", request).await;
        rows.extend(part["rows"].as_array().unwrap().clone());
        cursor = part["next"].clone();
        if cursor.is_null() {
            return rows;
        }
    }
}

fn sum(rows: &[Value], field: &str) -> Credits {
    rows.iter().map(|row| amount(&row[field])).sum()
}

async fn admin(book: &Book, role: &str) -> Caller {
    let tenant = book.call("tenant_get", json!({})).await;
    let holds = |actor: &&Value| actor["roles"] == json!([role]);
    let found = tenant["actors"].as_array().unwrap().iter().find(holds).unwrap().clone();
    Caller {
        actor: Some(text(&found["id"])),
        ..Caller::default()
    }
}

#[tokio::test]
async fn every_table_adds_up_to_the_credits_used() {
    let book = demo().await;
    for (window, field) in [("sevenDays", "pastSevenDays"), ("thirtyDays", "pastThirtyDays")] {
        let report = book.call("credits_report_get", json!({ "window": window })).await;
        let used = amount(&report["credits"]);
        assert!(used > Credits::ZERO);
        let days = report["days"].as_array().unwrap();
        assert_eq!(days.len(), if window == "sevenDays" { 7 } else { 30 }, "today included");
        assert_eq!(sum(days, "credits"), used);
        assert_eq!(days.last().unwrap()["cumulative"], report["credits"]);
        for table in ["agents", "policies", "usersAndAgents"] {
            assert_eq!(sum(&rows(&book, table).await, field), used, "{table}, {window}");
        }
        assert!(
            sum(&rows(&book, "users").await, field) <= used,
            "use of nobody has no user"
        );
    }
}

#[tokio::test]
async fn users_are_those_of_the_high_usage_tab_and_two_of_them_raise_alerts() {
    let book = demo().await;
    let report = book.call("credits_report_get", json!({})).await;
    assert_eq!(
        (&report["veryMuch"], &report["much"]),
        (&json!(1), &json!(1)),
        "3,412 and 2,310 credits"
    );
    let listed = book.call("high_usage_list", json!({})).await;
    let users = rows(&book, "users").await;
    for (user, known) in users.iter().zip(listed["rows"].as_array().unwrap()) {
        for field in ["pastSevenDays", "pastThirtyDays", "lastActivity"] {
            assert_eq!(user[field], known[field], "{field}");
        }
        assert_ne!(user["username"], known["userPrincipalName"], "it is concealed");
    }
}

#[tokio::test]
async fn only_a_global_administrator_reveals_names_and_concealed_ones_stay_the_same_in_all_tables() {
    let book = demo().await;
    let concealed = rows(&book, "users").await;
    let (users, pairs) = (&concealed, rows(&book, "usersAndAgents").await);
    let known = |name: &Value| users.iter().any(|user| user["username"] == *name);
    assert!(
        pairs
            .iter()
            .all(|pair| pair["username"].is_null() || known(&pair["username"]))
    );
    let names: Vec<String> = users.iter().map(|user| text(&user["username"])).collect();
    assert!(
        names.iter().all(|name| name.len() == 32 && !name.contains('@')),
        "{names:?}"
    );

    let reveal = json!({ "key": "reportNames", "value": "shown" });
    let billing = admin(&book, "Billing administrator").await;
    let refused = call(&book.app, &billing, "setting_set", reveal.clone())
        .await
        .unwrap_err();
    assert_eq!(refused.code, ErrorCode::NotAllowed, "{}", refused.message);
    let seen = call(&book.app, &billing, "credits_report_get", json!({}))
        .await
        .unwrap();
    assert_eq!((&seen["concealed"], &seen["mayReveal"]), (&json!(true), &json!(false)));

    book.call("setting_set", reveal).await;
    let report = book.call("credits_report_get", json!({})).await;
    assert_eq!(
        (&report["concealed"], &report["mayReveal"]),
        (&json!(false), &json!(true))
    );
    let shown = rows(&book, "users").await;
    assert_eq!(shown.len(), concealed.len());
    for (one, other) in shown.iter().zip(&concealed) {
        assert!(text(&one["username"]).contains('@'));
        assert_eq!(one["pastThirtyDays"], other["pastThirtyDays"]);
    }
    let policies = rows(&book, "policies").await;
    let listed = book.call("policy_list", json!({})).await;
    let ids: Vec<&Value> = listed["rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| &row["id"])
        .collect();
    assert!(
        policies
            .iter()
            .all(|row| row["billingPolicyId"].is_null() || ids.contains(&&row["billingPolicyId"]))
    );
}

#[tokio::test]
async fn a_search_finds_what_the_table_shows() {
    let book = demo().await;
    let agents = rows(&book, "agents").await;
    let name = text(&agents[0]["agentName"]);
    let found = book
        .call("credits_report_list", json!({ "table": "agents", "search": name }))
        .await;
    assert_eq!(found["rows"][0], agents[0]);
    let by_name = book
        .call(
            "credits_report_list",
            json!({ "table": "agents", "sort": { "by": "agentName" } }),
        )
        .await;
    assert_eq!(by_name["total"], json!(agents.len()));
}

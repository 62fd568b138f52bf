//! Who is covered: what a connection would do before it is saved, and what a disconnection leaves to whom.

use meterdesk_api::error::ErrorCode;
use serde_json::{Value, json};

use crate::support::{Book, START, UNLICENSED, text, usage_file};

/// Somebody without Microsoft 365 Copilot who is in the group "Agent pilot" alone.
async fn another(book: &Book) -> String {
    let group = book.group("Agent pilot").await;
    let members = book
        .call(
            "user_list",
            json!({ "group": group["group"], "copilotLicensed": false }),
        )
        .await;
    let rows = members["rows"].as_array().unwrap().clone();
    let names = rows.iter().map(|row| text(&row["userPrincipalName"]));
    names
        .into_iter()
        .find(|name| name != UNLICENSED)
        .expect("the group has several members")
}

async fn connect(book: &Book, service: &str, policy: &Value) -> Value {
    book.call("service_connect", json!({ "service": service, "policy": policy["id"] }))
        .await
}

/// The parts of an answer that count people.
fn counts<const N: usize>(answer: &Value, parts: [&str; N]) -> [u64; N] {
    parts.map(|part| answer[part].as_u64().unwrap_or_else(|| panic!("{part} in {answer}")))
}

/// "Agent pilot" has five people, two of them licensed; "Sales team" has three, one licensed. One unlicensed is in both.
async fn pilot_and_sales(book: &Book) -> (Value, Value) {
    let (pilot, sales) = (book.group("Agent pilot").await, book.group("Sales team").await);
    (book.policy("Pilot", pilot).await, book.policy("Sales", sales).await)
}

#[tokio::test]
async fn a_connection_says_before_it_is_saved_who_gains_and_who_pays_for_those_covered_twice() {
    let book = Book::empty().await;
    let (pilot, sales) = pilot_and_sales(&book).await;
    let request = json!({ "service": "sharePointAgents", "policy": sales["id"], "preview": true });
    let first = book.call("service_connect", request.clone()).await;
    assert_eq!(
        counts(&first, ["people", "licensed", "gained", "coveredTwice"]),
        [3, 1, 2, 0]
    );
    connect(&book, "sharePointAgents", &pilot).await;
    let second = book.call("service_connect", request).await;
    assert_eq!(
        counts(&second, ["people", "licensed", "gained", "coveredTwice"]),
        [3, 1, 1, 1]
    );
    for by in ["alsoCoveredBy", "paidBy"] {
        let shares = second[by].as_array().unwrap();
        assert_eq!(shares.len(), 1, "{by}: {second}");
        assert_eq!(
            (&shares[0]["policyName"], &shares[0]["people"]),
            (&json!("Pilot"), &json!(1))
        );
    }
    connect(&book, "retrievalApi", &sales).await;
    let older = book
        .call(
            "service_connect",
            json!({ "service": "retrievalApi", "policy": pilot["id"], "preview": true }),
        )
        .await;
    assert_eq!(older["alsoCoveredBy"][0]["policyName"], "Sales");
    assert_eq!(older["paidBy"][0]["policyName"], "Pilot", "the older policy takes over");
}

#[tokio::test]
async fn a_disconnection_says_who_loses_what_and_when() {
    let book = Book::empty().await;
    let (pilot, sales) = pilot_and_sales(&book).await;
    for policy in [&pilot, &sales] {
        connect(&book, "sharePointAgents", policy).await;
    }
    let used = json!({ "user": another(&book).await, "service": "sharePointAgents", "agent": "Handbook" });
    book.call("usage_try", used).await;
    let request = json!({ "service": "sharePointAgents", "policy": pilot["id"] });
    let done = book.call("service_disconnect", request).await;
    let parts = ["people", "licensed", "lost", "lostLater", "lostAtOnce", "stillCovered"];
    assert_eq!(counts(&done, parts), [5, 2, 2, 1, 1, 1]);
    assert_eq!(done["paidBy"][0]["policyName"], "Sales");
    assert_eq!(done["asOf"], START);
}

// Source: Set up pay-as-you-go (2025-04-21), Disable pay-as-you-go.
#[tokio::test]
async fn for_two_hours_people_keep_the_agents_that_they_used_and_no_other() {
    let book = Book::empty().await;
    let (pilot, _) = pilot_and_sales(&book).await;
    connect(&book, "sharePointAgents", &pilot).await;
    book.call("clock_advance", json!({ "by": "PT1H" })).await;
    let other = another(&book).await;
    let send = |user: &str, agent: &str| json!({ "user": user, "service": "sharePointAgents", "agent": agent });
    book.call("usage_try", send(UNLICENSED, "Handbook")).await;
    let request = json!({ "service": "sharePointAgents", "policy": pilot["id"] });
    book.call("service_disconnect", request).await;

    let tried = async |user: &str, agent: &str| {
        let answer = book.call("usage_try", send(user, agent)).await;
        let reasons = answer["reasons"].to_string();
        (text(&answer["outcome"]), reasons)
    };
    let (kept, why) = tried(UNLICENSED, "Handbook").await;
    assert!(
        kept == "paid" && why.contains("used this agent before"),
        "{kept}: {why}"
    );
    for (user, agent) in [(UNLICENSED, "Travel"), (other.as_str(), "Handbook"), (UNLICENSED, "")] {
        let (gone, why) = tried(user, agent).await;
        assert!(
            gone == "blocked" && why.contains("gone at once"),
            "{user}, {agent}: {why}"
        );
    }
    book.call("clock_advance", json!({ "by": "PT2H" })).await;
    let (off, why) = tried(UNLICENSED, "Handbook").await;
    assert!(
        off == "blocked" && !why.contains("gone at once"),
        "two hours later: {why}"
    );
}

#[tokio::test]
async fn earlier_usage_that_comes_later_counts_for_a_disconnection() {
    let book = Book::empty().await;
    let (pilot, _) = pilot_and_sales(&book).await;
    connect(&book, "sharePointAgents", &pilot).await;
    book.call("clock_advance", json!({ "by": "PT1H" })).await;
    let request = json!({ "service": "sharePointAgents", "policy": pilot["id"] });
    book.call("service_disconnect", request).await;
    book.call("clock_advance", json!({ "by": "P1D" })).await;
    let row = |id: &str, time: &str| {
        format!("{id},{time},{UNLICENSED},SharePoint agents,Handbook,,SharePoint agent interaction,1")
    };
    let blocked = async || {
        let figures = book
            .call(
                "usage_series",
                json!({ "from": "2026-11-17", "until": "2026-11-18", "by": "payer" }),
            )
            .await;
        let series = figures["series"].as_array().unwrap();
        series.iter().any(|series| series["outcome"] == "blocked")
    };
    book.import("window.csv", &usage_file(&[row("a", "2026-11-17T12:00:00Z")]))
        .await;
    assert!(blocked().await, "nothing tells that the agent was used before");
    book.import("earlier.csv", &usage_file(&[row("b", "2026-10-01T12:00:00Z")]))
        .await;
    assert!(!blocked().await, "a row of an earlier month tells it");
}

#[tokio::test]
async fn a_list_of_policies_is_refused_in_words() {
    let book = Book::empty().await;
    let (pilot, sales) = pilot_and_sales(&book).await;
    let request = json!({ "service": "copilotChat", "policy": [pilot["id"], sales["id"]] });
    for command in ["service_connect", "service_disconnect"] {
        let refused = book.refused(command, request.clone()).await;
        assert_eq!(refused.code, ErrorCode::BadRequest);
        assert!(
            refused
                .message
                .contains("one policy is connected or disconnected per Save"),
            "{}",
            refused.message
        );
    }
    assert_eq!(
        book.call("service_list", json!({})).await["rows"][0]["connections"],
        json!([])
    );
}

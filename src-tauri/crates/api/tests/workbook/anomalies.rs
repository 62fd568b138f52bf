//! Anomalies of the demo: its one spike is found, with its working, and nothing is told that is none.

use meterdesk_api::error::ErrorCode;
use serde_json::json;

use crate::planned::demo_bytes;
use crate::support::{Book, amount, answer, text, usage_file};

#[tokio::test]
async fn the_spike_of_the_demo_is_found_and_little_else() {
    let book = Book::of_bytes(demo_bytes().await).await;
    let answer = book.call("anomaly_list", json!({})).await;
    let rows = answer["rows"].as_array().unwrap();
    let agents: Vec<_> = rows.iter().filter(|row| row["of"] == "agent").collect();
    let [spike] = &agents[..] else {
        panic!("one agent: {rows:?}")
    };
    assert_eq!(spike["day"], "2026-11-05");
    assert!(amount(&spike["credits"]).0 > amount(&spike["limit"]).0);
    assert!(
        text(&spike["working"]).contains("were used on 5 November 2026."),
        "{spike}"
    );
    assert_eq!(rows.len(), 1, "nothing else: {rows:?}");
    assert_eq!(
        spike["text"],
        "The agent \"Benefits Guide\" used 10,372 Copilot Credits on 5 November 2026, where 1,511 are usual."
    );
    let quiet = json!({ "from": "2026-11-06", "until": "2026-11-18", "of": "agent" });
    assert_eq!(book.call("anomaly_list", quiet).await["total"], 0);
}

#[tokio::test]
async fn days_that_are_none_are_refused_at_their_field() {
    let book = Book::empty().await;
    for (request, field) in [
        (json!({ "from": "May" }), "from"),
        (json!({ "from": "2026-11-02", "until": "2026-11-02" }), "until"),
        (json!({ "from": "2025-01-01", "until": "2026-11-02" }), "from"),
    ] {
        let refused = book.refused("anomaly_list", request).await;
        assert_eq!(
            (refused.code, refused.field.as_deref()),
            (ErrorCode::InvalidField, Some(field))
        );
    }
    assert_eq!(book.call("anomaly_list", json!({})).await["total"], 0);
}

#[tokio::test]
async fn a_day_is_the_same_whatever_days_are_asked_for() {
    let book = Book::of_bytes(demo_bytes().await).await;
    let asked = async |from: &str, until: &str| {
        let answer = book.call("anomaly_list", json!({ "from": from, "until": until })).await;
        answer["rows"].clone()
    };
    let alone = asked("2026-11-05", "2026-11-06").await;
    assert_eq!(alone.as_array().unwrap().len(), 1);
    assert_eq!(alone, asked("2026-10-01", "2026-11-18").await);
    assert_eq!(alone, asked("2025-11-01", "2026-11-18").await);
    assert_eq!(asked("2026-11-06", "2026-11-18").await, json!([]));
}

#[tokio::test]
async fn only_days_with_use_of_the_services_asked_for_are_told() {
    let book = Book::of_bytes(demo_bytes().await).await;
    let spike = book.call("anomaly_list", json!({})).await["rows"][0].clone();
    let total =
        async |services: &[&str]| book.call("anomaly_list", json!({ "services": services })).await["total"].clone();
    assert_eq!(spike["services"], json!(["Microsoft 365 Copilot Chat"]), "{spike}");
    assert_eq!(total(&["copilotChat", "retrievalApi"]).await, 1);
    assert_eq!(total(&["copilotStudio", "sharePointAgents", "retrievalApi"]).await, 0);
}

/// Ten answers, of two credits each, on each of ten working days, and sixty times as many on the eleventh.
fn use_with_a_spike() -> String {
    let usual = [17, 18, 19, 20, 23, 24, 25, 26, 27, 30].map(|day| (format!("2026-11-{day}T11:00:00Z"), "10"));
    let days = usual.into_iter().chain([("2026-12-01T11:00:00Z".to_owned(), "600")]);
    let rows: Vec<_> = days
        .map(|(time, answers)| answer(&time, &time, "North", answers))
        .collect();
    usage_file(&rows)
}

#[tokio::test]
async fn a_day_that_is_over_is_a_notification_until_the_use_is_taken_back() {
    let book = Book::empty().await.with_paying_policy().await;
    let told = async || {
        let listed = book.call("notification_list", json!({})).await;
        let rows = listed["rows"].as_array().unwrap().clone();
        rows.into_iter()
            .filter(|row| row["kind"] == "farOff")
            .collect::<Vec<_>>()
    };
    let import = book.import("use.csv", &use_with_a_spike()).await;
    assert_eq!(told().await.len(), 0, "the day has not come");
    book.call("clock_advance", json!({ "to": "2026-12-01T23:00:00Z" }))
        .await;
    assert_eq!(told().await.len(), 0, "the day is not over");
    assert_eq!(
        book.call("anomaly_list", json!({})).await["total"],
        1,
        "and yet far off"
    );
    book.call("clock_advance", json!({ "to": "2026-12-02T01:00:00Z" }))
        .await;
    let rows = told().await;
    let [row] = &rows[..] else { panic!("{rows:?}") };
    assert_eq!(
        row["text"],
        "Goran Esposito used 1,200 Copilot Credits on 1 December 2026, where 20 are usual. By an assumed rule that is far off."
    );
    assert_eq!(
        (&row["day"], &row["at"]),
        (&json!("2026-12-01"), &json!("2026-12-02T00:00:00Z"))
    );
    assert_eq!(told().await, rows, "the same one, however often it is asked for");
    book.revert(&import).await;
    assert_eq!(told().await.len(), 0);
}

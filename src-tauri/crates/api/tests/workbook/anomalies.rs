//! Anomalies of the demo: its one spike is found, with its working, and nothing is told that is none.

use meterdesk_api::error::ErrorCode;
use serde_json::json;

use crate::planned::demo_bytes;
use crate::support::{Book, amount, text};

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
    assert!(rows.len() <= 3, "nothing absurd: {rows:?}");
    let quiet = json!({ "from": "2026-11-06", "until": "2026-11-18", "of": "agent" });
    assert_eq!(book.call("anomaly_list", quiet).await["total"], 0);
}

#[tokio::test]
async fn days_that_are_none_are_refused_at_their_field() {
    let book = Book::empty().await;
    for (request, field) in [
        (json!({ "from": "May" }), "from"),
        (json!({ "from": "2026-11-02", "until": "2026-11-02" }), "until"),
        (json!({ "from": "2026-01-01", "until": "2026-11-02" }), "from"),
    ] {
        let refused = book.refused("anomaly_list", request).await;
        assert_eq!(
            (refused.code, refused.field.as_deref()),
            (ErrorCode::InvalidField, Some(field))
        );
    }
    assert_eq!(book.call("anomaly_list", json!({})).await["total"], 0);
}

//! Notifications are what happened, less what needs nobody's attention.

use serde_json::{Value, json};

use crate::support::{Book, START, UNLICENSED, answer, usage_file};

async fn kinds(book: &Book) -> Vec<String> {
    let listed = book.call("notification_list", json!({})).await;
    let happened = book.call("happening_list", json!({ "limit": 500 })).await;
    let happened = happened["rows"].as_array().unwrap().clone();
    let rows = listed["rows"].as_array().unwrap().clone();
    let places: Vec<_> = rows
        .iter()
        .map(|row| happened.iter().position(|known| known == row).expect("it happened"))
        .collect();
    assert!(places.is_sorted(), "in the order of what happened");
    assert_eq!(listed["total"], rows.len());
    let kind = |row: &Value| row["kind"].as_str().unwrap().to_owned();
    rows.iter().map(kind).collect()
}

#[tokio::test]
async fn a_disconnection_is_pending_until_it_has_reached_everybody() {
    let book = Book::empty().await;
    let sales = book.group("Sales team").await;
    let policy = book.policy("Sales", sales).await;
    let pair = json!({ "service": "copilotChat", "policy": policy["id"] });
    book.call("service_connect", pair.clone()).await;
    assert!(kinds(&book).await.is_empty(), "a connection needs nobody's attention");
    book.call("service_disconnect", pair).await;
    assert_eq!(kinds(&book).await, ["serviceDisconnected"]);
    book.call("clock_advance", json!({ "by": "PT2H" })).await;
    assert_eq!(kinds(&book).await, ["serviceDisconnectionReached"]);
}

#[tokio::test]
async fn a_refused_prompt_is_told() {
    let book = Book::empty().await;
    let prompt = json!({ "user": UNLICENSED, "service": "copilotChat" });
    book.call("usage_try", prompt).await;
    assert!(kinds(&book).await.contains(&"useRefused".to_owned()));
}

#[tokio::test]
async fn an_import_is_told_while_rows_of_it_were_rejected_and_it_counts() {
    let book = Book::empty().await;
    book.import("good.csv", &usage_file(&[answer("a", START, "North", "1")]))
        .await;
    assert!(!kinds(&book).await.contains(&"importPublished".to_owned()));
    let bad = usage_file(&[answer("b", START, "North", "1"), answer("c", START, "North", "many")]);
    let import = book.import("bad.csv", &bad).await;
    assert!(kinds(&book).await.contains(&"importPublished".to_owned()));
    book.revert(&import).await;
    assert!(!kinds(&book).await.contains(&"importPublished".to_owned()));
}

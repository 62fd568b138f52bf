//! Refusals name the public article that they rest on, and every article that is named is in the list.

use serde_json::{Value, json};

use crate::support::Book;

#[tokio::test]
async fn a_refusal_names_an_article_of_the_list() {
    let book = Book::empty().await;
    let listed = book.call("article_list", json!({})).await;
    let keys: Vec<Value> = listed["rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["key"].clone())
        .collect();
    let mut request = book.policy_request("P", json!({ "kind": "allUsers" })).await;
    request["termsAccepted"] = json!(false);
    let refused = book.refused("policy_create", request).await;
    let article = serde_json::to_value(refused.article).unwrap();
    assert_eq!(article, "copilotNode", "{refused:?}");
    assert!(keys.contains(&article), "{article} is in {keys:?}");
}

#[tokio::test]
async fn a_rule_of_meterdesks_own_rests_on_no_article() {
    let book = Book::empty().await;
    let refused = book
        .refused("clock_advance", json!({ "to": "2020-01-01T00:00:00Z" }))
        .await;
    assert_eq!(refused.article, None, "{refused:?}");
}

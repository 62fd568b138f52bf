//! What lists say of people and groups besides their names.

use serde_json::{Value, json};

use crate::planned::demo_bytes;
use crate::support::Book;

async fn rows(book: &Book, list: &str, search: &str) -> Vec<Value> {
    let request = json!({ "search": search, "limit": 500 });
    book.call(list, request).await["rows"].as_array().unwrap().clone()
}

#[tokio::test]
async fn a_group_says_where_its_members_come_from() {
    let book = Book::of_bytes(demo_bytes().await).await;
    let group = async |name: &str| {
        let found = rows(&book, "group_list", name).await;
        found.into_iter().find(|row| row["name"] == *name).unwrap()
    };
    let dynamic = group("Customer Care").await;
    assert_eq!(
        (&dynamic["dynamicDepartment"], &dynamic["members"]),
        (&json!("Customer Care"), &json!(150))
    );
    let nesting = group("Plant managers").await;
    assert_eq!(
        (
            &nesting["dynamicDepartment"],
            &nesting["members"],
            &nesting["nestedGroups"]
        ),
        (&Value::Null, &json!(14), &json!(1)),
        "its own members are counted, those of the group in it are not"
    );
}

#[tokio::test]
async fn one_person_has_no_usage_location() {
    let book = Book::of_bytes(demo_bytes().await).await;
    let mut without = 0;
    let mut cursor = Value::Null;
    loop {
        let page = book.call("user_list", json!({ "limit": 500, "cursor": cursor })).await;
        let people = page["rows"].as_array().unwrap();
        without += people.iter().filter(|row| row["usageLocation"].is_null()).count();
        cursor = page["next"].clone();
        if cursor.is_null() {
            break;
        }
    }
    assert_eq!(without, 1);
}

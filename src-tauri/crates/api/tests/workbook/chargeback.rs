//! Chargeback: departments and cost centers owe exactly what the month's bills come to.

use meterdesk_api::error::ErrorCode;
use meterdesk_billing::units::Credits;
use serde_json::{Value, json};

use crate::planned::demo_bytes;
use crate::support::{Book, amount};

async fn demo() -> Book {
    Book::of_bytes(demo_bytes().await).await
}

fn sum(rows: &Value, field: &str) -> Credits {
    rows.as_array().unwrap().iter().map(|row| amount(&row[field])).sum()
}

#[tokio::test]
async fn what_departments_owe_is_what_the_month_shows() {
    let book = demo().await;
    let answer = book
        .call("chargeback_list", json!({ "by": "department", "prepaidCost": "1600" }))
        .await;
    assert_eq!(answer["month"], "2026-10", "the last month that is over");
    let rows = &answer["rows"];
    assert!(rows.as_array().unwrap().len() > 3, "{rows}");
    for field in [
        "payAsYouGoCredits",
        "prepaidCredits",
        "notBilledCredits",
        "bill",
        "prepaidCost",
        "prePurchaseCost",
        "charged",
    ] {
        assert_eq!(sum(rows, field), amount(&answer["sum"][field]), "{field}");
    }
    let months = book.call("month_list", json!({})).await;
    let october = months["rows"]
        .as_array()
        .unwrap()
        .iter()
        .find(|row| row["month"] == "2026-10")
        .unwrap()
        .clone();
    let (month, divided) = (amount(&october["payAsYouGoUsd"]), sum(rows, "bill"));
    let off = (month.0 - divided.0).abs();
    let payers = 20;
    assert!(
        off <= payers * Credits::whole(1).0 / 200,
        "half a cent for each bill at most: {month} and {divided}"
    );
    assert_eq!(amount(&answer["sum"]["prepaidCost"]), Credits::whole(1_600));
    let sales = book
        .call("chargeback_list", json!({ "by": "department", "search": "no dep" }))
        .await;
    assert_eq!(
        sales["sum"]["bill"], answer["sum"]["bill"],
        "a search narrows the rows alone"
    );
}

#[tokio::test]
async fn cost_centers_come_from_the_imported_list_of_people() {
    let book = demo().await;
    let users = book.call("user_list", json!({ "limit": 500 })).await;
    let rows = users["rows"]
        .as_array()
        .unwrap()
        .iter()
        .enumerate()
        .map(|(place, user)| {
            let name = user["userPrincipalName"].as_str().unwrap().to_uppercase();
            format!("{name},N,D,J,Oslo,Norway,CC-{}\n", place % 2)
        });
    let file = format!(
        "userPrincipalName,displayName,department,jobTitle,city,country,costCenter\n{}",
        rows.collect::<String>()
    );
    let department = book.call("chargeback_list", json!({ "by": "department" })).await;
    let before = book.call("chargeback_list", json!({ "by": "costCenter" })).await;
    book.import("people.csv", &file).await;
    let after = book.call("chargeback_list", json!({ "by": "costCenter" })).await;
    assert_eq!(
        (&before["sum"], &after["sum"]),
        (&department["sum"], &department["sum"])
    );
    let names = |answer: &Value| -> Vec<String> {
        let rows = answer["rows"].as_array().unwrap().iter();
        rows.map(|row| row["name"].as_str().unwrap().to_owned()).collect()
    };
    assert!(!names(&before).iter().any(|name| name.starts_with("CC-")));
    assert!(names(&after).contains(&"CC-0".to_owned()) && names(&after).contains(&"No cost center".to_owned()));
}

#[tokio::test]
async fn groups_owe_together_what_departments_do_though_people_are_in_several() {
    let book = demo().await;
    let ask = |by: &str| json!({ "by": by, "prepaidCost": "1600" });
    let departments = book.call("chargeback_list", ask("department")).await;
    let groups = book.call("chargeback_list", ask("group")).await;
    let rows = groups["rows"].as_array().unwrap();
    let people: u64 = rows.iter().filter_map(|row| row["people"].as_u64()).sum();
    assert!(
        people > groups["sum"]["people"].as_u64().unwrap(),
        "some are in several groups"
    );
    for field in [
        "payAsYouGoCredits",
        "prePurchasedCredits",
        "prepaidCredits",
        "notBilledCredits",
        "bill",
        "prepaidCost",
        "prePurchaseCost",
    ] {
        let whole = amount(&departments["sum"][field]);
        assert_eq!(
            (sum(&groups["rows"], field), amount(&groups["sum"][field])),
            (whole, whole),
            "{field}"
        );
    }
}

#[tokio::test]
async fn a_month_or_a_cost_that_is_none_is_refused_at_its_field() {
    let book = Book::empty().await;
    for (request, field) in [
        (json!({ "by": "department", "month": "May" }), "month"),
        (json!({ "by": "department", "month": "2020-01" }), "month"),
        (json!({ "by": "department", "prepaidCost": "-1" }), "prepaidCost"),
        (json!({ "by": "department", "prepaidCost": "0.001" }), "prepaidCost"),
        (
            json!({ "by": "department", "prepaidCost": "99999999999" }),
            "prepaidCost",
        ),
        (json!({ "by": "department", "shared": "one" }), "bearer"),
        (
            json!({ "by": "department", "shared": "one", "bearer": "n".repeat(121) }),
            "bearer",
        ),
        (
            json!({ "by": "department", "basis": "azure", "bill": "azureCost" }),
            "bill",
        ),
    ] {
        let refused = book.refused("chargeback_list", request).await;
        assert_eq!(
            (refused.code, refused.field.as_deref()),
            (ErrorCode::InvalidField, Some(field))
        );
    }
    let nothing = book
        .call("chargeback_list", json!({ "by": "department", "prepaidCost": "5" }))
        .await;
    assert_eq!(nothing["rows"].as_array().unwrap().len(), 1, "{nothing}");
    assert_eq!(
        (&nothing["rows"][0]["kind"], &nothing["rows"][0]["charged"]),
        (&json!("apart"), &json!("5")),
        "what paid for nothing stays apart"
    );
}

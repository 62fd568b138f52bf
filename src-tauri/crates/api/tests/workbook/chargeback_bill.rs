//! Chargeback of Azure's bill: imported money is divided by the credits of its days, and what nobody used is told apart.

use meterdesk_api::error::ErrorCode;
use meterdesk_billing::units::Credits;
use serde_json::{Value, json};

use crate::support::{Book, LICENSED, UNLICENSED, amount, usage_file};

const ACCOUNT: &str = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.PowerPlatform/accounts";
const PEOPLE: &str = "userPrincipalName,displayName,department,jobTitle,city,country,costCenter\n";

fn bill(rows: &[(u32, &str, &str, &str)]) -> String {
    let rows = rows.iter().map(|(day, account, cost, currency)| {
        format!("11/{day}/2026,{ACCOUNT}/{account},Microsoft Copilot Studio,Pay As You Go Copilot Credit,1,{cost},{currency}\n")
    });
    let head = "Date,ResourceId,MeterCategory,MeterName,Quantity,Cost,BillingCurrency\n";
    format!("{head}{}", rows.collect::<String>())
}

/// Two cost centers under one policy: on the 18th A uses 20 credits and B 40; on the 30th B uses 140.
async fn november() -> Book {
    let book = Book::empty().await.with_paying_policy().await;
    book.call("clock_advance", json!({ "to": "2026-12-05T10:00:00Z" }))
        .await;
    let users = book.call("user_list", json!({ "limit": 500 })).await;
    let mut people = String::from(PEOPLE);
    for user in users["rows"].as_array().unwrap() {
        let name = user["userPrincipalName"].as_str().unwrap();
        let center = if name == UNLICENSED { "A" } else { "B" };
        people.push_str(&format!("{name},N,D,J,Oslo,Norway,{center}\n"));
    }
    book.import("people.csv", &people).await;
    let other = unlicensed(&book).await;
    let used = |id: &str, day: &str, user: &str, quantity: &str| {
        format!("{id},{day}T12:00:00Z,{user},copilotChat,,North,generativeAnswer,{quantity}")
    };
    let rows = [
        used("a", "2026-11-18", UNLICENSED, "10"),
        used("b", "2026-11-18", &other, "20"),
        used("c", "2026-11-30", &other, "70"),
    ];
    book.import("usage.csv", &usage_file(&rows)).await;
    book
}

/// Somebody else of the paying policy without a licence.
async fn unlicensed(book: &Book) -> String {
    let users = book.call("user_list", json!({ "limit": 500 })).await;
    let rows = users["rows"].as_array().unwrap().iter();
    let mut others =
        rows.filter(|user| user["userPrincipalName"] != UNLICENSED && user["userPrincipalName"] != LICENSED);
    let free = |user: &Value| user["copilotLicensed"] == false;
    let found = others.find(|user| free(user)).expect("somebody has no license");
    found["userPrincipalName"].as_str().unwrap().to_owned()
}

fn ask(more: &Value) -> Value {
    let mut request = json!({ "by": "costCenter", "month": "2026-11", "basis": "azure" });
    for (key, value) in more.as_object().unwrap() {
        request[key] = value.clone();
    }
    request
}

fn charged(answer: &Value) -> Vec<(String, String)> {
    let rows = answer["rows"].as_array().unwrap().iter();
    let text = |value: &Value| value.as_str().unwrap_or("nothing").to_owned();
    rows.map(|row| (text(&row["name"]), text(&row["charged"]))).collect()
}

fn expect(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs
        .iter()
        .map(|(name, charged)| ((*name).to_owned(), (*charged).to_owned()))
        .collect()
}

#[tokio::test]
async fn without_a_bill_there_is_no_money_and_the_way_to_import_is_said() {
    let book = november().await;
    let answer = book.call("chargeback_list", ask(&json!({}))).await;
    assert_eq!(charged(&answer), expect(&[("B", "nothing"), ("A", "nothing")]));
    assert_eq!(answer["sum"]["charged"], Value::Null);
    assert_eq!(answer["sum"]["payAsYouGoCredits"], "200");
    assert_eq!(answer["basis"]["isWhole"], false);
    let notes = answer["notes"].to_string();
    assert!(notes.contains("Rehearsal › Import"), "{notes}");
    let settled = book.call("chargeback_list", ask(&json!({ "basis": "settled" }))).await;
    assert_eq!(charged(&settled), expect(&[("B", "1.8"), ("A", "0.2")]));
    assert_eq!(settled["basis"]["label"], "Settled by Meterdesk");
}

#[tokio::test]
async fn a_bill_of_some_days_is_divided_by_the_credits_of_those_days() {
    let book = november().await;
    let files = [
        (18, "Everybody", "0.60", "USD"),
        (19, "Everybody", "0.005", "USD"),
        (19, "Elsewhere", "0.30", "USD"),
    ];
    book.import("bill.csv", &bill(&files)).await;
    let answer = book.call("chargeback_list", ask(&json!({}))).await;
    // 60.5 cents and 30, 90.5 in all: 90, half a cent to the even one.
    assert_eq!(
        charged(&answer),
        expect(&[("B", "0.4"), ("A", "0.2"), ("Not attributed", "0.3")])
    );
    assert_eq!(answer["sum"]["charged"], "0.9");
    assert_eq!(
        (
            &answer["basis"]["bill"],
            &answer["basis"]["files"],
            &answer["basis"]["isWhole"]
        ),
        (&json!("azureCost"), &json!(["bill.csv"]), &json!(false))
    );
    let notes = answer["notes"].to_string();
    assert!(
        notes.contains("leaves out 1 November 2026 to 17 November 2026 and 20 November 2026 to 30 November 2026"),
        "{notes}"
    );
    let source = answer["shared"][0]["source"].as_str().unwrap();
    assert!(source.contains("\"Elsewhere\""), "{source}");
    // The whole month: the last day counts as well, and B used ten times what A did.
    book.import(
        "rest.csv",
        &bill(&[(1, "Everybody", "0", "USD"), (30, "Everybody", "1.40", "USD")]),
    )
    .await;
    let answer = book.call("chargeback_list", ask(&json!({}))).await;
    assert_eq!(
        charged(&answer),
        expect(&[("B", "1.8"), ("A", "0.2"), ("Not attributed", "0.3")])
    );
    assert_eq!(answer["basis"]["isWhole"], true);
}

#[tokio::test]
async fn what_is_not_attributed_goes_where_the_rule_says() {
    let book = november().await;
    book.import(
        "bill.csv",
        &bill(&[(18, "Everybody", "0.60", "USD"), (18, "Elsewhere", "0.30", "USD")]),
    )
    .await;
    let by = |rule: &str, bearer: Option<&str>| ask(&json!({ "shared": rule, "bearer": bearer }));
    for (request, found) in [
        (
            by("apart", None),
            expect(&[("B", "0.4"), ("A", "0.2"), ("Not attributed", "0.3")]),
        ),
        (by("billed", None), expect(&[("B", "0.67"), ("A", "0.23")])),
        (by("evenly", None), expect(&[("B", "0.55"), ("A", "0.35")])),
        (by("one", Some(" a ")), expect(&[("A", "0.5"), ("B", "0.4")])),
        (
            by("one", Some("Platform")),
            expect(&[("B", "0.4"), ("Platform", "0.3"), ("A", "0.2")]),
        ),
    ] {
        let answer = book.call("chargeback_list", request.clone()).await;
        assert_eq!(charged(&answer), found, "{request}");
        let rows = answer["rows"].as_array().unwrap();
        let sum: Credits = rows.iter().map(|row| amount(&row["charged"])).sum();
        assert_eq!((sum, &answer["sum"]["charged"]), (amount(&json!("0.9")), &json!("0.9")));
    }
}

#[tokio::test]
async fn currencies_are_never_added_up() {
    let book = november().await;
    book.import(
        "bill.csv",
        &bill(&[(18, "Everybody", "0.60", "EUR"), (19, "Everybody", "3", "USD")]),
    )
    .await;
    let answer = book.call("chargeback_list", ask(&json!({}))).await;
    assert_eq!(
        (&answer["sum"]["charged"], &answer["basis"]["currencies"]),
        (&json!("3"), &json!(["EUR", "USD"]))
    );
    let euros = book
        .call(
            "chargeback_list",
            ask(&json!({ "currency": "eur", "prepaidCost": "2" })),
        )
        .await;
    assert_eq!(
        (&euros["sum"]["charged"], &euros["sum"]["currency"]),
        (&json!("2.6"), &json!("EUR")),
        "a cost that is typed is in the bill's currency"
    );
    let refused = book
        .refused("chargeback_list", ask(&json!({ "currency": "CHF" })))
        .await;
    assert_eq!(
        (refused.code, refused.field.as_deref()),
        (ErrorCode::InvalidField, Some("currency"))
    );
}

#[tokio::test]
async fn a_file_of_the_chargeback_names_its_month_basis_and_rule() {
    let book = november().await;
    book.import("bill.csv", &bill(&[(18, "Everybody", "0.60", "USD")]))
        .await;
    book.write("list.csv", "something older");
    let request = ask(&json!({ "shared": "apart" }));
    let export = json!({ "list": "chargeback", "request": request, "file": "list.csv" });
    book.call("list_export", export).await;
    let text = std::fs::read_to_string(book.folder.path().join("list.csv")).unwrap();
    let mut lines = text.lines();
    assert!(
        lines
            .next()
            .unwrap()
            .contains("Charged,Currency,Month (UTC),Basis,Shared costs")
    );
    let first = lines.next().unwrap();
    assert!(
        first.contains("0.4,USD,2026-11,Azure's bill (imported),Kept apart"),
        "{first}"
    );
}

//! The buying mix of a month: whose use is priced, what a licence would include of it, and what stays.

use meterdesk_api::error::ErrorCode;
use meterdesk_billing::units::Credits;
use serde_json::{Value, json};

use crate::planned::demo_bytes;
use crate::support::{Book, LICENSED, UNLICENSED, USAGE_HEADER, amount};

fn row<'a>(answer: &'a Value, name: &str) -> &'a Value {
    let rows = answer["rows"].as_array().unwrap();
    rows.iter()
        .find(|row| row["name"] == name)
        .unwrap_or_else(|| panic!("no {name} in {rows:?}"))
}

#[tokio::test]
async fn departments_together_are_the_tenant_and_the_order_is_by_cost() {
    let book = Book::of_bytes(demo_bytes().await).await;
    let answer = book.call("buying_mix_list", json!({ "by": "department" })).await;
    assert_eq!(answer["month"], "2026-10", "the last month that is over");
    let rows = answer["rows"].as_array().unwrap();
    let sum = |field: &str| -> Credits { rows.iter().map(|row| amount(&row[field])).sum() };
    for field in ["credits", "includableCredits", "meteredCredits"] {
        assert_eq!(sum(field), amount(&answer["tenant"][field]), "{field}");
    }
    let costs: Vec<Credits> = rows.iter().map(|row| amount(&row["best"]["usd"])).collect();
    assert!(costs.is_sorted_by(|one, two| one >= two), "{costs:?}");
    let apart: Credits = costs.into_iter().sum();
    assert_eq!(apart, amount(&answer["apartUsd"]));
    assert!(
        amount(&answer["tenant"]["best"]["usd"]) <= apart,
        "who buys together pays no more"
    );
    for mix in rows
        .iter()
        .flat_map(|row| [&row["best"], &row["second"]])
        .filter(|mix| !mix.is_null())
    {
        let parts = ["licencesUsd", "packsUsd", "tierUsd", "payAsYouGoUsd"].map(|part| amount(&mix[part]));
        assert_eq!(parts.into_iter().sum::<Credits>(), amount(&mix["usd"]), "{mix}");
    }
    let prices: Vec<&str> = answer["prices"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|row| row["id"].as_str())
        .collect();
    assert_eq!(prices, ["credit", "licence", "pack", "plan"]);
}

#[tokio::test]
async fn the_month_uses_what_was_paid_and_included_and_nothing_else() {
    let book = Book::of_bytes(demo_bytes().await).await;
    let answer = book
        .call("buying_mix_list", json!({ "by": "costCenter", "month": "2026-10" }))
        .await;
    let charged = book
        .call("chargeback_list", json!({ "by": "department", "month": "2026-10" }))
        .await;
    let sum = &charged["sum"];
    let paid = amount(&sum["payAsYouGoCredits"]) + amount(&sum["prePurchasedCredits"]) + amount(&sum["prepaidCredits"]);
    let used = amount(&answer["tenant"]["credits"]);
    assert!(
        paid <= used && used <= paid + amount(&sum["notBilledCredits"]),
        "{used}"
    );
    assert_eq!(answer["total"], 2, "nobody has a cost center yet, and nobody is nobody");
}

#[tokio::test]
async fn a_group_has_its_members_and_keeping_licences_takes_what_they_include_away() {
    let book = Book::empty().await;
    let policy = book.policy("Everybody", json!({ "kind": "allUsers" })).await;
    book.call(
        "service_connect",
        json!({ "service": "sharePointAgents", "policy": policy["id"] }),
    )
    .await;
    book.call("clock_advance", json!({ "by": "P1D" })).await;
    let file = format!(
        "{USAGE_HEADER}\na,2026-11-18T09:00:00Z,{UNLICENSED},SharePoint agents,A,,SharePoint agent interaction,500\n\
         b,2026-11-18T09:00:00Z,{LICENSED},SharePoint agents,A,,SharePoint agent interaction,300\n"
    );
    book.import("use.csv", &file).await;
    let ask = |keep: bool| json!({ "by": "group", "month": "2026-11", "keepLicences": keep });
    let all = book.call("buying_mix_list", ask(false)).await;
    let pilot = row(&all, "Agent pilot");
    assert_eq!((&pilot["people"], &pilot["held"]), (&json!(2), &json!(1)));
    assert_eq!(
        (&pilot["credits"], &pilot["meteredCredits"]),
        (&json!("9600"), &json!("9600"))
    );
    assert_eq!(
        (&pilot["best"]["licences"], &pilot["best"]["usd"]),
        (&json!(2), &json!("720"))
    );
    assert_eq!(all["apartUsd"], Value::Null, "groups overlap");
    let kept = book.call("buying_mix_list", ask(true)).await;
    let pilot = row(&kept, "Agent pilot");
    assert_eq!(
        (&pilot["credits"], &pilot["best"]["licences"]),
        (&json!("6000"), &json!(1))
    );
}

#[tokio::test]
async fn a_month_that_is_none_is_refused_at_its_field() {
    let book = Book::empty().await;
    let refused = book
        .refused("buying_mix_list", json!({ "by": "department", "month": "2020-01" }))
        .await;
    assert_eq!(
        (refused.code, refused.field.as_deref()),
        (ErrorCode::InvalidField, Some("month"))
    );
    let nothing = book.call("buying_mix_list", json!({ "by": "department" })).await;
    assert_eq!(
        (&nothing["total"], &nothing["tenant"]["best"]["label"]),
        (&json!(0), &json!("Nothing to buy"))
    );
}

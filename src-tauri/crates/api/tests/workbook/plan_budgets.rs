//! Azure › Cost Management: costs add up whatever they are added up by, and the action of a plan's budget runs while time moves.

use meterdesk_billing::units::Credits;
use serde_json::{Value, json};

use crate::planned::demo_bytes;
use crate::support::{Book, UNLICENSED, amount, text, usage_file};

/// A billing plan that is charged for an environment's use, with a budget of three dollars whose action runs at 100 %.
async fn armed() -> (Book, Value) {
    let book = Book::empty().await;
    let environment = json!({ "name": "West", "kind": "production", "region": "Asia" });
    let environment = book.call("environment_create", environment).await["environment"]["id"].clone();
    let subscription = book.call("subscription_list", json!({})).await["rows"][0].clone();
    let plan = json!({ "name": "West plan", "kind": "azureSubscription", "subscription": subscription["id"],
        "resourceGroup": subscription["resourceGroups"][0]["name"], "region": "Asia", "environments": [environment] });
    let plan = book.call("plan_create", plan).await["plan"]["id"].clone();
    let budget = json!({ "plan": plan, "budget": { "amount": "3", "reset": "month", "thresholds": ["50"] },
        "forecast": "110", "unlinkAt": 100 });
    book.call("plan_budget_set", budget).await;
    (book, plan)
}

/// What becomes of a use now.
async fn tried(book: &Book) -> String {
    let used = json!({ "user": UNLICENSED, "service": "copilotStudio", "environment": "West", "agent": "Helper" });
    text(&book.call("usage_try", used).await["outcome"])
}

async fn happened(book: &Book, kind: &str) -> Vec<(String, String)> {
    let rows = book.call("happening_list", json!({ "limit": 500 })).await["rows"].clone();
    let rows = rows.as_array().unwrap().iter();
    rows.filter(|row| row["kind"] == kind)
        .map(|row| (text(&row["at"]), text(&row["text"])))
        .collect()
}

#[tokio::test]
async fn the_action_runs_at_the_look_that_finds_it_due_however_far_time_moves_at_once() {
    let (book, plan) = armed().await;
    // More than four dollars on the 17th; the look of the 18th at 08:00 knows that whole day.
    book.import(
        "use.csv",
        &usage_file(&[format!(
            "a,2026-11-17T12:00:00Z,{UNLICENSED},copilotStudio,Helper,West,Generative answer,205"
        )]),
    )
    .await;
    book.call("clock_advance", json!({ "to": "2026-11-18T07:59:59Z" }))
        .await;
    assert_eq!(happened(&book, "planBudgetActed").await, []);
    assert_eq!(tried(&book).await, "paid", "use goes on until the look");
    let advanced = book
        .call("clock_advance", json!({ "to": "2026-11-29T00:00:00Z" }))
        .await;
    assert_eq!(advanced["now"], "2026-11-29T00:00:00Z");
    assert!(
        advanced["happened"].to_string().contains("off the plan"),
        "the advance says so: {advanced}"
    );
    let acted = happened(&book, "planBudgetActed").await;
    assert_eq!(acted.len(), 1, "{acted:?}");
    assert_eq!(acted[0].0, "2026-11-18T08:00:00Z");
    assert!(acted[0].1.contains("\"West\" off the plan"), "{acted:?}");
    let alerts = happened(&book, "planBudgetAlert").await;
    assert_eq!(
        alerts.len(),
        3,
        "50%, 100% and the forecast, at the same look: {alerts:?}"
    );
    assert_eq!(tried(&book).await, "blocked", "nothing pays any more");

    // Raised and linked again, the plan pays at once.
    for (wanted, field) in [("3", "amount"), ("0", "amount"), ("much", "amount")] {
        let refused = book
            .refused("plan_budget_raise", json!({ "plan": plan, "amount": wanted }))
            .await;
        assert_eq!(refused.field.as_deref(), Some(field), "{wanted}: {refused:?}");
    }
    let raised = book
        .call("plan_budget_raise", json!({ "plan": plan, "amount": "30" }))
        .await;
    assert_eq!(
        (&raised["budget"]["environments"], &raised["budget"]["acted"]),
        (&json!(1), &Value::Null)
    );
    assert_eq!(tried(&book).await, "paid");
}

#[tokio::test]
async fn costs_add_up_by_resource_by_meter_and_by_tag_and_capacity_packs_are_not_there() {
    let book = Book::of_bytes(demo_bytes().await).await;
    let mut totals = Vec::new();
    for by in ["resource", "meter", "tag"] {
        let listed = book
            .call("cost_list", json!({ "by": by, "month": "2026-10-01", "limit": 500 }))
            .await;
        let rows = listed["rows"].as_array().unwrap();
        for (column, total) in [("usd", "totalUsd"), ("credits", "totalCredits")] {
            let sum: Credits = rows.iter().map(|row| amount(&row[column])).sum();
            assert_eq!(sum, amount(&listed[total]), "{by}: {column}");
        }
        totals.push((text(&listed["totalUsd"]), text(&listed["totalCredits"])));
        assert_eq!(listed["knownUntil"], "2026-11-01T00:00:00Z");
    }
    totals.dedup();
    assert_eq!(totals.len(), 1, "the same money whatever it is added up by: {totals:?}");

    // Pre-purchased use is there at nothing.
    let november = book.call("cost_list", json!({})).await;
    assert_eq!(november["knownUntil"], "2026-11-17T00:00:00Z", "complete days only");
    let sandbox = november["rows"]
        .as_array()
        .unwrap()
        .iter()
        .find(|row| row["name"] == "Sandbox agents")
        .cloned();
    let sandbox = sandbox.unwrap_or_else(|| panic!("{november}"));
    let of = |field: &str| amount(&sandbox[field]).0;
    assert!(of("prepurchased") > 0, "{sandbox}");
    assert_eq!(
        of("credits") - of("prepurchased"),
        of("usd") * 100,
        "a cent for each other credit"
    );

    let refused = book.refused("cost_list", json!({ "month": "2027-01-01" })).await;
    assert_eq!(refused.field.as_deref(), Some("month"));
}

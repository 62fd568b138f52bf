//! Set-up guides and the agents of Dynamics 365: steps are judged against the tenant, and a run is charged as far as a figure is
//! known.

use meterdesk_api::{Caller, call};
use serde_json::{Value, json};

use crate::planned::demo_bytes;
use crate::support::{Book, UNLICENSED, text};

async fn step(book: &Book, guide: &str, key: &str) -> Value {
    let view = book.call("guide_get", json!({ "guide": guide })).await;
    let sections = view["sections"].as_array().unwrap().iter();
    let mut steps = sections.flat_map(|section| section["steps"].as_array().unwrap());
    let found = steps.find(|step| step["key"] == key).cloned();
    found.unwrap_or_else(|| panic!("{guide} has a step {key}: {view}"))
}

async fn state(book: &Book, guide: &str, key: &str) -> String {
    text(&step(book, guide, key).await["state"])
}

async fn environment(book: &Book, name: &str, kind: &str, workload: &str) -> Value {
    let request = json!({ "name": name, "kind": kind, "region": "Europe", "workload": workload });
    book.call("environment_create", request).await["environment"]["id"].clone()
}

#[tokio::test]
async fn each_step_of_the_guide_for_sales_follows_what_is_done() {
    const SALES: &str = "copilotForSales";
    let book = Book::empty().await;
    for (key, expected) in [
        ("model", "toDo"),
        ("environment", "toDo"),
        ("purchase", "toDo"),
        ("assign", "blocked"),
        ("subscription", "done"),
        ("link", "blocked"),
        ("quota", "note"),
    ] {
        assert_eq!(state(&book, SALES, key).await, expected, "{key} at first");
    }
    let viva = environment(&book, "msdyn_viva", "trial", "copilotForSales").await;
    book.call("capacity_purchase", json!({ "packs": 1 })).await;
    assert_eq!(state(&book, SALES, "purchase").await, "done");
    assert_eq!(state(&book, SALES, "environment").await, "toDo", "it is a trial");
    assert_eq!(state(&book, SALES, "assign").await, "blocked", "a trial takes nothing");
    let assign = step(&book, SALES, "assign").await;
    assert!(text(&assign["text"]).contains("msdyn_viva"), "{assign}");

    book.call("environment_convert", json!({ "environment": viva })).await;
    assert_eq!(
        state(&book, SALES, "environment").await,
        "blocked",
        "it is being converted"
    );
    book.call("clock_advance", json!({ "by": "PT4H" })).await;
    assert_eq!(state(&book, SALES, "environment").await, "done");
    assert_eq!(state(&book, SALES, "assign").await, "toDo");
    let credits = json!({ "environment": viva, "credits": "1000", "drawFromTenant": false });
    book.call("allocation_set", credits).await;
    for (key, expected) in [
        ("model", "done"),
        ("assign", "done"),
        ("link", "optional"),
        ("quota", "done"),
    ] {
        assert_eq!(state(&book, SALES, key).await, expected, "{key} with prepaid capacity");
    }
    let view = book.call("guide_get", json!({ "guide": SALES })).await;
    assert_eq!(
        view["done"], view["needed"],
        "everything that is needed is done: {view}"
    );

    book.call(
        "usage_try",
        json!({ "user": UNLICENSED, "service": "copilotStudio", "agent": "Lead Research", "environment": "msdyn_viva",
            "feature": "Generative answer", "quantity": "500" }),
    )
    .await;
    let quota = step(&book, SALES, "quota").await;
    assert_eq!(quota["state"], "toDo", "{quota}");
    assert_eq!(quota["place"], "capacity", "there is something to reallocate");
    let available = step(&book, SALES, "availability").await;
    assert!(text(&available["found"]).contains("unavailable"), "{available}");
}

#[tokio::test]
async fn whoever_lacks_the_role_is_told_who_could() {
    let book = Book::of_bytes(demo_bytes().await).await;
    let tenant = book.call("tenant_get", json!({})).await;
    let actors = tenant["actors"].as_array().unwrap();
    let reader = actors
        .iter()
        .find(|one| one["roles"] == json!(["Global Reader"]))
        .unwrap();
    let caller = Caller {
        actor: Some(text(&reader["id"])),
        ..Caller::default()
    };
    let asked = json!({ "guide": "dynamics365" });
    let view = call(&book.app, &caller, "guide_get", asked).await.unwrap();
    let environment = &view["sections"][0]["steps"][1];
    assert_eq!(environment["state"], "blocked", "{environment}");
    assert!(!environment["who"].as_array().unwrap().is_empty(), "{environment}");
    assert_eq!(
        state(&book, "dynamics365", "environment").await,
        "toDo",
        "a Global administrator can"
    );
}

#[tokio::test]
async fn the_guide_for_copilot_chat_follows_the_policy_and_the_plan_of_the_other_center() {
    const CHAT: &str = "copilotChat";
    let book = Book::empty().await;
    assert_eq!(state(&book, CHAT, "add").await, "toDo");
    assert_eq!(state(&book, CHAT, "connect").await, "blocked");
    assert_eq!(state(&book, CHAT, "coexistence").await, "done");
    let book = book.with_paying_policy().await;
    assert_eq!(state(&book, CHAT, "add").await, "done");
    assert_eq!(state(&book, CHAT, "connect").await, "done");
    let subscription = book.call("subscription_list", json!({})).await["rows"][0].clone();
    let plan = json!({ "name": "Chat", "kind": "copilotChat", "subscription": subscription["id"],
        "resourceGroup": subscription["resourceGroups"][0]["name"] });
    book.call("plan_create", plan).await;
    assert_eq!(state(&book, CHAT, "coexistence").await, "optional");
}

#[tokio::test]
async fn a_run_is_charged_by_published_events_or_by_the_figure_that_somebody_set() {
    let book = Book::empty().await;
    book.call("capacity_purchase", json!({ "packs": 1 })).await;
    environment(&book, "Everybody", "default", "none").await;
    let run = async |agent: &str, preview: bool| {
        let request =
            json!({ "user": UNLICENSED, "service": "copilotStudio", "dynamicsAgent": agent, "preview": preview });
        book.call("usage_try", request).await
    };
    let order = run("salesOrder", false).await;
    assert_eq!(
        (&order["credits"], &order["outcome"]),
        (&json!("16"), &json!("paid")),
        "{order}"
    );
    let case = run("caseManagement", true).await;
    assert_eq!(
        (&case["credits"], &case["outcome"]),
        (&json!("0"), &json!("notCharged")),
        "{case}"
    );

    let agents = async |key: &str| {
        let listed = book.call("dynamics_agent_list", json!({})).await;
        let row = listed["rows"]
            .as_array()
            .unwrap()
            .iter()
            .find(|row| row["key"] == key)
            .cloned();
        (listed, row.unwrap())
    };
    let (listed, row) = agents("caseManagement").await;
    assert_eq!(row["meteredAs"], "Data Entry Agent");
    assert_eq!(row["perRun"], Value::Null);
    let figure = json!({ "card": listed["card"], "feature": row["unpublished"], "credits": "7", "basis": "A quote" });
    book.call("rate_override_set", figure).await;
    let (_, row) = agents("caseManagement").await;
    assert_eq!((&row["perRun"], &row["basis"]), (&json!("7"), &json!("A quote")));
    let case = run("caseManagement", false).await;
    assert_eq!(
        (&case["credits"], &case["outcome"]),
        (&json!("7"), &json!("paid")),
        "{case}"
    );
    let (_, row) = agents("caseManagement").await;
    assert_eq!(
        row["environments"][0]["billed"], "7",
        "usage bears the name of what runs: {row}"
    );
    let stated = json!({ "card": listed["card"], "feature": "generativeAnswer", "credits": "7", "basis": "A quote" });
    book.refused("rate_override_set", stated).await;

    for (field, value) in [("service", "copilotChat"), ("feature", "Agent action")] {
        let mut request = json!({ "user": UNLICENSED, "service": "copilotStudio", "dynamicsAgent": "payables" });
        request[field] = json!(value);
        let refused = book.refused("usage_try", request).await;
        assert_eq!(refused.field.as_deref(), Some(field), "{refused:?}");
    }
}

//! Budgets through the table: money beside percentages, what was spent, who sees it, and what a hard stop would have done.

use meterdesk_api::error::ErrorCode;
use meterdesk_api::{App, Caller, NewWorkbook, call};
use meterdesk_billing::units::Credits;
use serde_json::{Value, json};

use crate::support::{Book, UNLICENSED};

async fn demo() -> (tempfile::TempDir, App) {
    let folder = tempfile::tempdir().unwrap();
    let new = NewWorkbook {
        path: folder.path().join("demo.meterdesk"),
        scenario: "demo".to_owned(),
        seed: 0,
        at: None,
    };
    let app = App::create(&new, App::no_files()).await.unwrap();
    (folder, app)
}

async fn asked(app: &App, name: &str, request: Value) -> Value {
    call(app, &Caller::default(), name, request).await.unwrap()
}

async fn named(app: &App, name: &str) -> Value {
    let listed = asked(app, "policy_list", json!({ "search": name })).await;
    listed["rows"][0].clone()
}

fn credits(value: &Value) -> Credits {
    value.as_str().unwrap().parse().unwrap()
}

#[tokio::test]
async fn the_demo_tenant_stands_at_41_and_92_per_cent_with_the_80_per_cent_mail_sent() {
    let (_folder, app) = demo().await;
    let chat = named(&app, "Copilot Chat for everybody").await;
    assert_eq!(chat["budgetUsed"]["used"]["percent"], 41);
    assert_eq!(chat["budget"]["amount"], "2000");
    let service = named(&app, "Service knowledge").await;
    let used = &service["budgetUsed"]["used"];
    assert_eq!((&used["percent"], &used["spent"]), (&json!(92), &json!("462.24")));
    assert_eq!(
        named(&app, "Plant managers").await["budgetUsed"],
        Value::Null,
        "it has no budget"
    );

    let spending = asked(&app, "policy_spending", json!({ "policy": service["id"] })).await["spending"].clone();
    let months = spending["months"].as_array().unwrap();
    assert_eq!(months.len(), 6);
    assert_eq!(
        (&months[5]["month"], &months[5]["usd"]),
        (&json!("2026-11-01"), &json!("462.24"))
    );
    assert_eq!(months[5]["credits"], "46224");
    let thresholds = spending["budget"]["thresholds"].as_array().unwrap();
    let [eighty, hundred] = thresholds.as_slice() else {
        panic!("two thresholds: {thresholds:?}")
    };
    assert_eq!((&eighty["percent"], &eighty["amount"]), (&json!(80), &json!("400")));
    assert_eq!(eighty["mailArrived"], true);
    assert_eq!(hundred["passedAt"], Value::Null, "100% is still to come");

    let stop = &spending["hardStop"];
    assert_eq!(stop["from"], "2026-10-01T00:00:00Z", "October passed 100%");
    let part = |name: &str| credits(&stop[name]["credits"]);
    assert_eq!(part("actual"), part("withStop") + part("stopped") + part("passedOn"));
    assert_eq!(part("actual"), credits(&months[4]["credits"]));
    assert!(
        (credits(&json!("50000"))..credits(&json!("50100"))).contains(&part("withStop")),
        "the stop comes right after $500"
    );
    assert!(part("stopped") > Credits::ZERO && stop["people"].as_u64().unwrap() > 0);
    let most = stop["most"].as_array().unwrap();
    assert!(
        most.windows(2)
            .all(|pair| credits(&pair[0]["credits"]) >= credits(&pair[1]["credits"]))
    );

    let told = asked(
        &app,
        "happening_list",
        json!({ "search": "Budget owners", "cause": "time" }),
    )
    .await;
    let mails: Vec<_> = told["rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["text"].as_str().unwrap())
        .collect();
    assert!(
        mails[0].starts_with("\"Service knowledge\" reached 80% of its budget of $500.00 for November 2026"),
        "{mails:?}"
    );
}

#[tokio::test]
async fn a_global_reader_sees_budgets_but_not_what_was_spent() {
    let (_folder, app) = demo().await;
    let tenant = asked(&app, "tenant_get", json!({})).await;
    let holds = |actor: &&Value| actor["roles"].as_array().unwrap().contains(&json!("Global Reader"));
    let reader = tenant["actors"].as_array().unwrap().iter().find(holds).unwrap();
    let caller = Caller {
        actor: Some(reader["id"].as_str().unwrap().to_owned()),
        ..Caller::default()
    };
    let service = named(&app, "Service knowledge").await;
    let read = call(&app, &caller, "policy_get", json!({ "policy": service["id"] }))
        .await
        .unwrap();
    assert_eq!(read["budget"], service["budget"]);
    let unavailable = json!("Not available for your role");
    assert_eq!(
        read["budgetUsed"],
        json!({ "kind": "notAvailable", "reason": unavailable })
    );
    let spending = call(&app, &caller, "policy_spending", json!({ "policy": service["id"] }))
        .await
        .unwrap();
    assert_eq!(
        (&spending["spending"], &spending["notAvailable"]),
        (&Value::Null, &unavailable)
    );
    let set = json!({ "policy": service["id"], "budget": { "amount": "1", "reset": "year" } });
    let refused = call(&app, &caller, "policy_budget_set", set).await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::NotAllowed);
}

#[tokio::test]
async fn a_budget_moves_with_use_and_its_mail_comes_a_day_later_while_use_goes_on() {
    let book = Book::empty().await;
    let policy = book.policy("Everybody", json!({ "kind": "allUsers" })).await;
    book.call(
        "service_connect",
        json!({ "service": "sharePointAgents", "policy": policy["id"] }),
    )
    .await;
    let set = json!({ "policy": policy["id"], "budget": { "amount": "0.24", "reset": "month", "thresholds": ["50"] } });
    book.call("policy_budget_set", set).await;
    let used = async || {
        let read = book.call("policy_get", json!({ "policy": policy["id"] })).await;
        read["budgetUsed"]["used"]["percent"].clone()
    };
    let told = async |kind: &str| {
        let rows = book.call("happening_list", json!({})).await["rows"].clone();
        rows.as_array()
            .unwrap()
            .iter()
            .filter(|row| row["kind"] == kind)
            .count()
    };
    let prompt = async || {
        let tried = book
            .call(
                "usage_try",
                json!({ "user": UNLICENSED, "service": "sharePointAgents" }),
            )
            .await;
        assert_eq!(tried["outcome"], "paid");
    };
    assert_eq!(used().await, 0);
    prompt().await;
    assert_eq!((used().await, told("budgetThresholdPassed").await), (json!(50), 1));
    book.call("clock_advance", json!({ "by": "PT1H" })).await;
    prompt().await;
    book.call("clock_advance", json!({ "by": "PT1S" })).await;
    prompt().await;
    assert_eq!((used().await, told("budgetThresholdPassed").await), (json!(150), 2));
    let spending = book.call("policy_spending", json!({ "policy": policy["id"] })).await;
    let stop = &spending["spending"]["hardStop"];
    assert_eq!(
        (&stop["stopped"]["usd"], &stop["stoppedUses"], &stop["people"]),
        (&json!("0.12"), &json!(1), &json!(1))
    );
    assert_eq!(
        (&stop["withStop"]["usd"], &stop["actual"]["usd"]),
        (&json!("0.24"), &json!("0.36"))
    );
    book.call("clock_advance", json!({ "by": "P2D" })).await;
    assert_eq!(told("budgetMailArrived").await, 0, "nobody was to be told");
    book.call("policy_budget_set", json!({ "policy": policy["id"] })).await;
    assert_eq!(used().await, Value::Null, "the budget was removed");
}

#[tokio::test]
async fn a_mail_arrives_a_day_after_its_threshold() {
    let (_folder, app) = demo().await;
    let service = named(&app, "Bids and proposals").await;
    let owners = asked(
        &app,
        "group_list",
        json!({ "mailEnabled": true, "search": "Budget owners" }),
    )
    .await;
    let budget = json!({ "amount": "10", "reset": "month", "recipients": [owners["rows"][0]["id"]] });
    asked(
        &app,
        "policy_budget_set",
        json!({ "policy": service["id"], "budget": budget }),
    )
    .await;
    let hundred = async || {
        let spending = asked(&app, "policy_spending", json!({ "policy": service["id"] })).await;
        spending["spending"]["budget"]["thresholds"][0].clone()
    };
    let before = hundred().await;
    assert_eq!(
        before["passedAt"], "2026-11-17T10:00:00Z",
        "already spent when it was set"
    );
    assert_eq!(
        (&before["mailBy"], &before["mailArrived"]),
        (&json!("2026-11-18T10:00:00Z"), &json!(false))
    );
    asked(&app, "clock_advance", json!({ "by": "P1D" })).await;
    assert_eq!(hundred().await["mailArrived"], true);
    let newest = asked(
        &app,
        "happening_list",
        json!({ "search": "Bids and proposals", "cause": "time" }),
    )
    .await;
    assert_eq!(newest["rows"][0]["kind"], "budgetMailArrived");
}

#[tokio::test]
async fn what_is_no_budget_is_refused_at_its_field_and_changes_nothing() {
    let book = Book::empty().await;
    let policy = book.policy("Everybody", json!({ "kind": "allUsers" })).await;
    let group = book.group("Sales team").await;
    let before = book.call("journal_head", json!({})).await;
    let some = |parts: Value| {
        let mut budget = json!({ "amount": "5", "reset": "month" });
        for (name, value) in parts.as_object().unwrap() {
            budget[name] = value.clone();
        }
        budget
    };
    for (parts, field) in [
        (json!({ "amount": "0" }), "budget.amount"),
        (json!({ "amount": "1.005" }), "budget.amount"),
        (json!({ "thresholds": ["0"] }), "budget.thresholds.0"),
        (json!({ "thresholds": ["80", "101"] }), "budget.thresholds.1"),
        (json!({ "thresholds": ["80", "80"] }), "budget.thresholds.1"),
        (
            json!({ "thresholds": ["1", "2", "3", "4", "5"] }),
            "budget.thresholds.4",
        ),
        (json!({ "recipients": [policy["id"]] }), "budget.recipients"),
        (json!({ "recipients": [group["group"]] }), "budget.recipients"),
        (json!({ "recipients": ["nobody"] }), "budget.recipients"),
    ] {
        let set = json!({ "policy": policy["id"], "budget": some(parts.clone()) });
        let refused = book.refused("policy_budget_set", set).await;
        assert_eq!(refused.field.as_deref(), Some(field), "{parts}");
        let mut create = book.policy_request("Other", json!({ "kind": "allUsers" })).await;
        create["budget"] = some(parts.clone());
        let refused = book.refused("policy_create", create).await;
        assert_eq!(refused.field.as_deref(), Some(field), "{parts}");
    }
    let stale = json!({ "policy": policy["id"], "budget": some(json!({})), "revision": 1 });
    assert_eq!(
        book.refused("policy_budget_set", stale).await.code,
        ErrorCode::ChangedMeanwhile
    );
    assert_eq!(book.call("journal_head", json!({})).await, before);

    let typing = json!({ "amount": "249.50", "reset": "quarter", "thresholds": ["80", "", "101"] });
    let shown = book.call("budget_preview", typing).await;
    assert_eq!(shown["always"], "249.5");
    assert_eq!(shown["amounts"], json!(["199.6", null, null]));
    assert_eq!(shown["until"], "2027-01-01T00:00:00Z");
}

//! A preview answers what the act would, changes nothing, and the answer is what reads say afterwards.

use std::collections::BTreeMap;

use meterdesk_api::{COMMANDS, Caller, call};
use serde_json::{Value, json};

use crate::planned::demo_bytes;
use crate::support::{Book, UNLICENSED, amount, answer, ended, report, text, usage_file, when};

/// A request on the prepared workbook.
struct Case {
    command: &'static str,
    what: &'static str,
    request: Value,
}

/// When most of the prepared workbook was set up and used: after the action of a budget has run.
const USED: &str = "2026-11-18T10:15:00Z";

/// A workbook in which every command finds something to do.
async fn prepared() -> Vec<u8> {
    let book = Book::empty().await;
    kill_switch(&book).await;
    let pilot = book.group("Agent pilot").await;
    let sales = book.group("Sales team").await;
    let chat = book.policy("Pilot", pilot).await;
    let other = book.policy("Sales", sales).await;
    for (service, policy) in [
        ("copilotChat", &chat),
        ("sharePointAgents", &chat),
        ("sharePointAgents", &other),
    ] {
        let request = json!({ "service": service, "policy": policy["id"] });
        book.call("service_connect", request).await;
    }
    let ending = json!({ "service": "sharePointAgents", "policy": other["id"] });
    book.call("service_disconnect", ending).await;
    let other = json!({ "name": "Other", "resourceGroup": "rg-other", "region": "UK South" });
    let other = book.call("subscription_create", other).await["subscription"]["id"].clone();
    book.call("subscription_disable", json!({ "subscription": other }))
        .await;
    book.call("clock_advance", json!({ "by": "PT1H" })).await;
    book.import(
        "first.csv",
        &usage_file(&[
            answer("a", USED, "North", "1.5"),
            answer("b", USED, "North", "2"),
            answer("c", "2026-10-01T08:00:00Z", "South", "3"),
        ]),
    )
    .await;
    book.import("first report.csv", &report(&[("e1", "2026-11-16", 100, 10)]))
        .await;
    book.import("second.csv", &usage_file(&[answer("b", USED, "North", "4")]))
        .await;
    book.call("branch_create", json!({ "name": "Other", "entry": 6 })).await;
    book.call("group_create", json!({ "name": "Newcomers" })).await;
    let own = json!({ "card": "cc-2025-11", "feature": "retrievalApiCall", "credits": "9", "basis": "A quote" });
    book.call("rate_override_set", own).await;
    platform(&book).await;
    licences(&book).await;
    book.into_bytes().await
}

/// Four licences for makers, three of them given by a group, and two of Microsoft 365 Copilot that nobody takes.
async fn licences(book: &Book) {
    let lines = [("copilotStudioUser", 4), ("microsoft365Copilot", 2)];
    let lines = lines.map(|(product, licences)| json!({ "product": product, "licences": licences }));
    book.call("licence_buy", json!({ "lines": lines })).await;
    let pilot = book.group("Agent pilot").await["group"].clone();
    let given = json!({ "group": pilot, "add": ["copilotStudioUser"] });
    book.call("group_licences_set", given).await;
    book.call("trial_start", json!({ "product": "copilotStudioTrial" }))
        .await;
}

/// An environment that the action of a budget has taken off its billing plan.
async fn kill_switch(book: &Book) {
    let environment = json!({ "name": "West", "kind": "production", "region": "Asia" });
    let environment = book.call("environment_create", environment).await["environment"]["id"].clone();
    let subscription = rows(book, "subscription_list").await[0].clone();
    let plan = json!({ "name": "West plan", "kind": "azureSubscription", "subscription": subscription["id"],
        "resourceGroup": subscription["resourceGroups"][0]["name"], "region": "Asia", "environments": [environment] });
    let plan = book.call("plan_create", plan).await["plan"]["id"].clone();
    book.call("clock_advance", json!({ "by": "PT15M" })).await;
    let used = json!({ "user": UNLICENSED, "service": "copilotStudio", "environment": "West", "agent": "Helper" });
    book.call("usage_try", used).await;
    let budget = json!({ "plan": plan, "budget": { "amount": "0.01", "reset": "month" }, "unlinkAt": 100 });
    book.call("plan_budget_set", budget).await;
    book.call("clock_advance", json!({ "by": "P1D" })).await;
    let acted = book.call("plan_budget_list", json!({})).await;
    assert!(acted["rows"][0]["acted"].is_object(), "its action has run: {acted}");
}

/// Two environments, of which one is linked to a plan, a pack and a Copilot credit policy.
async fn platform(book: &Book) {
    book.call("capacity_purchase", json!({ "packs": 1 })).await;
    for name in ["North", "South"] {
        let environment = json!({ "name": name, "kind": "production", "region": "Europe" });
        book.call("environment_create", environment).await;
    }
    let subscription = rows(book, "subscription_list").await[0].clone();
    let plan = json!({ "name": "Plan", "kind": "azureSubscription", "subscription": subscription["id"],
        "resourceGroup": subscription["resourceGroups"][0]["name"], "region": "Europe" });
    let plan = book.call("plan_create", plan).await["plan"]["id"].clone();
    let environment = rows(book, "environment_list").await[1]["id"].clone();
    book.call("plan_link", json!({ "plan": plan, "environment": environment }))
        .await;
    for (name, kind, workload) in [("Trial", "trial", "none"), ("Service", "production", "dynamics365")] {
        let environment =
            json!({ "name": name, "kind": kind, "region": "Europe", "managed": true, "workload": workload });
        book.call("environment_create", environment).await;
    }
    book.call("environment_group_create", json!({ "name": "Personal" }))
        .await;
    let policy = json!({ "name": "Credits", "users": { "kind": "allUsers" } });
    book.call("credit_policy_create", policy).await;
}

/// What the cases of the Power Platform side are told by.
const PLATFORM: &str = "on the Power Platform side";

/// Requests on the Power Platform side.
async fn platform_cases(book: &Book) -> Vec<Case> {
    let mut environments = rows(book, "environment_list").await;
    environments.retain(|known| known["name"] != "West");
    let (north, south) = (&environments[0]["id"], &environments[1]["id"]);
    let (trial, service) = (&environments[2]["id"], &environments[3]["id"]);
    let environment_group = rows(book, "environment_group_list").await[0]["id"].clone();
    let plans = rows(book, "plan_list").await;
    let (west, plan) = (&plans[0]["id"], &plans[1]["id"]);
    let policy = rows(book, "credit_policy_list").await[0]["id"].clone();
    let subscription = rows(book, "subscription_list").await[0].clone();
    let group = &subscription["resourceGroups"][0]["name"];
    let case = |command, request| Case {
        command,
        what: PLATFORM,
        request,
    };
    vec![
        case("capacity_purchase", json!({ "packs": 3 })),
        case("capacity_return", json!({ "packs": 1 })),
        case(
            "plan_budget_set",
            json!({ "plan": plan, "budget": { "amount": "20", "reset": "month", "thresholds": ["80"] },
                "forecast": "110", "unlinkAt": 80 }),
        ),
        case("plan_budget_raise", json!({ "plan": west, "amount": "25" })),
        case("chat_credits_apply", json!({ "applied": true })),
        case("capacity_included_set", json!({ "licences": 10 })),
        case(
            "environment_create",
            json!({ "name": "East", "kind": "sandbox", "region": "Asia" }),
        ),
        case(
            "allocation_set",
            json!({ "environment": north, "credits": "12.5", "drawFromTenant": false }),
        ),
        case("environment_edit", json!({ "environment": south, "managed": true })),
        case("environment_convert", json!({ "environment": trial })),
        case("environment_extend", json!({ "environment": trial })),
        case("environment_link", json!({ "environment": service, "to": south })),
        case(
            "environment_regroup",
            json!({ "environment": service, "group": environment_group }),
        ),
        case("environment_group_create", json!({ "name": "Shared" })),
        case(
            "environment_group_publish",
            json!({ "group": environment_group, "draw": false }),
        ),
        case(
            "environment_draw_set",
            json!({ "environments": [north, south], "draw": false }),
        ),
        case(
            "plan_create",
            json!({ "name": "Chat plan", "kind": "copilotChat", "subscription": subscription["id"], "resourceGroup": group }),
        ),
        case("plan_link", json!({ "plan": plan, "environment": south })),
        case("plan_unlink", json!({ "plan": plan, "environment": north })),
        case("plan_enable", json!({ "plan": plan, "enabled": false })),
        case(
            "plan_environments_change",
            json!({ "plan": plan, "add": [south], "remove": [north] }),
        ),
        case(
            "plan_edit",
            json!({ "plan": plan, "name": "Care", "products": ["dataverse"], "enabled": false }),
        ),
        case("plan_delete", json!({ "plan": plan })),
        case(
            "prepurchase_buy",
            json!({ "family": "copilotCredit", "tier": 1, "scope": "resourceGroup",
                "subscription": subscription["id"], "resourceGroup": group }),
        ),
        case(
            "credit_policy_create",
            json!({ "name": "More", "users": { "kind": "allUsers" } }),
        ),
        case("credit_policy_delete", json!({ "creditPolicy": policy })),
        case(
            "agent_limit_set",
            json!({ "environment": north, "agent": "Order Status", "limit": "100", "stop": true }),
        ),
        case(
            "agent_kind_set",
            json!({ "environment": north, "agent": "Order Status", "kind": "dynamics365" }),
        ),
    ]
}

/// Checks that the lists of the Power Platform side show what an act there answered.
fn platform_agrees(what: &str, done: &Value, after: &BTreeMap<String, Value>) {
    let without_use = |row: &Value| {
        let mut row = row.clone();
        if let Some(fields) = row.as_object_mut() {
            fields.remove("used");
            fields.remove("standing");
        }
        row
    };
    for (field, list) in [
        ("environment", "environment_list {}"),
        ("plan", "plan_list {}"),
        ("purchase", "prepurchase_list {}"),
        ("agent", "agent_limit_list {}"),
        ("environmentGroup", "environment_group_list {}"),
    ] {
        if done[field].is_object() {
            let rows = after[list]["rows"].as_array().unwrap();
            let found = rows.iter().any(|row| without_use(row) == without_use(&done[field]));
            assert!(found, "{list} shows what {what} answered: {}", done[field]);
        }
    }
    if done["budget"]["plan"].is_string() {
        let rows = after["plan_budget_list {}"]["rows"].as_array().unwrap();
        assert!(rows.contains(&done["budget"]), "{what}: {}", done["budget"]);
    }
    if done["credits"].is_object() {
        assert_eq!(after["chat_credits_get {}"], done["credits"], "{what}");
    }
    if done["deleted"].is_string() {
        let rows = after["plan_list {}"]["rows"].as_array().unwrap();
        assert!(
            rows.iter().all(|row| row["id"] != done["deleted"]),
            "{what}: it is gone"
        );
        let linked = after["environment_list {}"]["rows"].as_array().unwrap().iter();
        assert!(
            linked.filter(|row| row["plan"] == done["deleted"]).count() == 0,
            "{what}"
        );
        assert_eq!(done["effects"].as_array().unwrap().len(), 3, "{what}: {done}");
    }
    if done["rows"].is_array() {
        assert_eq!(after["credit_policy_list {}"]["rows"], done["rows"], "{what}");
    }
    if done["owned"].is_string() {
        for field in ["owned", "available", "packs", "licences"] {
            assert_eq!(after["capacity_get {}"][field], done[field], "{what}: {field}");
        }
    }
}

/// At least one request for every command that writes.
async fn cases(book: &Book) -> Vec<Case> {
    let policies = book.call("policy_list", json!({})).await["rows"].clone();
    let imports = book.call("import_list", json!({})).await["rows"].clone();
    let (pilot, sales) = (&policies[0]["id"], &policies[1]["id"]);
    let subscriptions = book.call("subscription_list", json!({})).await["rows"].clone();
    let (subscription, disabled) = (&subscriptions[0]["id"], &subscriptions[1]["id"]);
    let group_of_it = &subscriptions[0]["resourceGroups"][0]["name"];
    book.write(
        "third.csv",
        &usage_file(&[
            answer("a", USED, "North", "1.5"),
            answer("b", USED, "North", "0.000001"),
            answer("d", "2026-11-30T00:00:00Z", "North", "7"),
            answer("e", USED, "South", "minus one"),
            answer("f", "2026-10-01T08:00:00Z", "South", "1"),
        ]),
    );
    book.write(
        "second report.csv",
        &report(&[("e1", "2026-11-16", 1, 0), ("e2", "2026-11-16", 5, 0)]),
    );
    let group = book.group("Sales team").await;
    let new_policy = book.policy_request("Third", group.clone()).await;
    let chat_group = book.group("Agent pilot").await;
    let empty = book.call("group_list", json!({ "search": "Newcomers" })).await;
    let case = |command, what, request| Case { command, what, request };
    let mut cases = vec![
        case("branch_create", "of what is", json!({ "name": "What if" })),
        case(
            "branch_create",
            "from before the imports",
            json!({ "name": "What if", "entry": 7 }),
        ),
        case(
            "branch_create",
            "without the imports since",
            json!({ "name": "What if", "entry": 7, "withoutLaterImports": true }),
        ),
        case(
            "branch_rename",
            "of a branch",
            json!({ "branch": "Other", "name": "Another" }),
        ),
        case("branch_delete", "of a branch", json!({ "branch": "Other" })),
        case("clock_advance", "past a disconnection", json!({ "by": "PT2H" })),
        case("clock_advance_start", "as a work", json!({ "by": "PT2H" })),
        case("policy_create", "for a group", new_policy.clone()),
        case(
            "policy_create",
            "with a budget",
            json!({ "budget": { "amount": "99.5", "reset": "quarter", "thresholds": ["80"] }, "name": "Fourth",
                "subscription": new_policy["subscription"], "resourceGroup": new_policy["resourceGroup"],
                "region": "West Europe", "users": { "kind": "allUsers" }, "termsAccepted": true }),
        ),
        case(
            "policy_budget_set",
            "that is already spent",
            json!({ "policy": pilot, "budget": { "amount": "0.05", "reset": "month", "thresholds": ["10"] } }),
        ),
        case("policy_delete", "of a connected policy", json!({ "policy": pilot })),
        case("policy_delete", "of a disconnecting policy", json!({ "policy": sales })),
        case(
            "service_connect",
            "a second policy",
            json!({ "service": "copilotChat", "policy": sales }),
        ),
        case(
            "service_disconnect",
            "the only policy",
            json!({ "service": "copilotChat", "policy": pilot }),
        ),
        case(
            "usage_try",
            "by somebody covered",
            json!({ "user": UNLICENSED, "service": "copilotChat", "quantity": "2.5" }),
        ),
        case(
            "usage_try",
            "that is refused",
            json!({ "user": UNLICENSED, "service": "retrievalApi" }),
        ),
        case(
            "group_create",
            "that is mail-enabled",
            json!({ "name": "New", "mail": "new@pellowin.example" }),
        ),
        case(
            "group_delete",
            "that a policy covers",
            json!({ "group": group["group"] }),
        ),
        case(
            "group_member_add",
            "somebody who gains a service",
            json!({ "group": empty["rows"][0]["id"], "user": UNLICENSED }),
        ),
        case(
            "group_member_remove",
            "somebody covered",
            json!({ "group": chat_group["group"], "user": UNLICENSED }),
        ),
        case(
            "subscription_create",
            "with its first resource group",
            json!({ "name": "New", "resourceGroup": "rg-new", "region": "UK South" }),
        ),
        case(
            "subscription_disable",
            "that policies charge",
            json!({ "subscription": subscription }),
        ),
        case(
            "subscription_enable",
            "that is disabled",
            json!({ "subscription": disabled }),
        ),
        case(
            "subscription_role_grant",
            "on a resource group",
            json!({ "subscription": subscription, "resourceGroup": group_of_it, "user": UNLICENSED, "role": "reader" }),
        ),
        case("subscription_role_remove", "of somebody", {
            let held = &subscriptions[0]["roleAssignments"][1];
            json!({ "subscription": subscription, "user": held["person"], "role": held["roleKey"] })
        }),
        case(
            "resource_group_create",
            "in it",
            json!({ "subscription": subscription, "name": "rg-more", "region": "UK South" }),
        ),
        case(
            "resource_group_delete",
            "that policies charge",
            json!({ "subscription": subscription, "name": group_of_it }),
        ),
        case(
            "cost_view_save",
            "that others open",
            json!({ "name": "Claims", "parts": { "by": "agent" } }),
        ),
        case("cost_view_delete", "that nobody needs", json!({ "name": "CLAIMS" })),
        case(
            "setting_set",
            "that settlement obeys",
            json!({ "key": "overlapPayer", "value": "newestPays" }),
        ),
        case(
            "rate_override_set",
            "of a derived rate",
            json!({ "card": "cc-2026-08", "feature": "retrievalApiCall", "credits": "12.5", "basis": "A quote" }),
        ),
        case(
            "rate_override_set",
            "of an uncertain time",
            json!({ "card": "msg-2025-03", "from": "2025-03-20", "basis": "The message center" }),
        ),
        case(
            "rate_override_clear",
            "of a rate",
            json!({ "card": "cc-2025-11", "feature": "retrievalApiCall" }),
        ),
        case("month_close", "of a month that is over", json!({ "month": "2026-11" })),
        case("usage_plan_switch", "off", json!({ "goesOn": false })),
        case("import_start", "of usage", json!({ "file": "third.csv" })),
        case(
            "import_start",
            "of a report",
            json!({ "file": "second report.csv", "allowShrink": true }),
        ),
        case(
            "import_revert",
            "of the older file",
            json!({ "import": imports[2]["id"] }),
        ),
        case(
            "import_revert",
            "of the newer file",
            json!({ "import": imports[0]["id"] }),
        ),
        case("import_revert", "of a report", json!({ "import": imports[1]["id"] })),
    ];
    cases.extend(platform_cases(book).await);
    cases.extend(licence_cases(book).await);
    cases
}

/// Requests about licences.
async fn licence_cases(book: &Book) -> Vec<Case> {
    let pilot = book.group("Agent pilot").await["group"].clone();
    let sales = book.group("Sales team").await["group"].clone();
    let case = |command, what, request| Case { command, what, request };
    vec![
        case(
            "licence_buy",
            "two in one go",
            json!({ "lines": [{ "product": "copilotStudioUser", "licences": 2 },
                { "product": "dynamics365Premium", "licences": 3 }] }),
        ),
        case(
            "licence_remove",
            "that nobody takes",
            json!({ "product": "microsoft365Copilot", "licences": 1 }),
        ),
        case(
            "user_licences_set",
            "that includes use",
            json!({ "users": [UNLICENSED], "add": ["microsoft365Copilot"], "usageLocation": "FR" }),
        ),
        case(
            "group_licences_set",
            "to a group that is too large",
            json!({ "group": sales, "add": ["copilotStudioUser"] }),
        ),
        case("group_licences_reprocess", "of a group", json!({ "group": pilot })),
        case(
            "trial_start",
            "by somebody",
            json!({ "user": UNLICENSED, "product": "copilotStudioTrial" }),
        ),
        case(
            "trial_extend",
            "of who acts",
            json!({ "product": "copilotStudioTrial" }),
        ),
    ]
}

/// Every answer that a read gives on the workbook.
async fn reads(book: &Book) -> BTreeMap<String, Value> {
    let mut requests: Vec<(&str, Value)> = Vec::new();
    for command in COMMANDS.iter().filter(|command| !command.writes) {
        match command.name {
            // Works belong to a process, not to the workbook.
            "job_get" | "job_cancel" => {}
            // The calculators ask nothing of the workbook.
            "usage_rate" | "offer_compare" | "usage_estimate" | "business_central_estimate" | "session_count" => {}
            "budget_preview" => {}
            // It writes a file, which is no part of the workbook.
            "list_export" | "table_export" | "credit_report_write" | "focus_write" | "report_row_write" => {}
            // A work of its own, whose id is another each time.
            "drill_start" => {}
            "licence_user_list" | "licence_group_list" => {
                for product in ["copilotStudioUser", "microsoft365Copilot"] {
                    requests.push((command.name, json!({ "product": product })));
                }
            }
            "user_licences_get" => requests.push((command.name, json!({ "users": [UNLICENSED] }))),
            "guide_get" => {
                for guide in ["copilotForSales", "dynamics365", "caseManagement", "copilotChat"] {
                    requests.push((command.name, json!({ "guide": guide })));
                }
            }
            "environment_use_get" => {
                for environment in rows(book, "environment_list").await {
                    requests.push((command.name, json!({ "environment": environment["id"] })));
                }
            }
            "usage_receipt" => {
                for row in rows(book, "usage_row_list").await {
                    requests.push((command.name, json!({ "row": row["row"] })));
                }
            }
            "coverage_list" => {
                for service in ["copilotChat", "sharePointAgents", "retrievalApi"] {
                    requests.push((command.name, json!({ "service": service })));
                }
            }
            "policy_get" | "policy_spending" => {
                for policy in rows(book, "policy_list").await {
                    requests.push((command.name, json!({ "policy": policy["id"] })));
                }
            }
            "group_get" => {
                for group in rows(book, "group_list").await {
                    requests.push((command.name, json!({ "group": group["id"] })));
                }
            }
            "branch_compare" => {
                for branch in rows(book, "branch_list").await {
                    requests.push((command.name, json!({ "a": "main", "b": branch["name"] })));
                }
            }
            "chargeback_list" => requests.push((command.name, json!({ "by": "department" }))),
            "chargeback_statement_list" => {
                let charged = book.call("chargeback_list", json!({ "by": "department" })).await;
                let rows = charged["rows"].as_array().unwrap().iter();
                for row in rows.filter(|row| row["kind"] != "apart") {
                    requests.push((command.name, json!({ "by": "department", "whose": row["key"] })));
                }
            }
            "report_row_list" => {
                for report in rows(book, "report_list").await {
                    requests.push((command.name, json!({ "report": report["id"] })));
                }
            }
            "conversation_get" => {
                for one in rows(book, "conversation_list").await {
                    requests.push((command.name, json!({ "conversation": one["conversation"] })));
                }
            }
            "import_rejection_list" => {
                for import in rows(book, "import_list").await {
                    requests.push((command.name, json!({ "import": import["id"] })));
                }
            }
            "usage_series" => {
                for by in ["payer", "environment"] {
                    for (basis, timeline) in [("metered", "actual"), ("metered", "asIfToday"), ("reported", "actual")] {
                        let request = json!({ "from": "2026-10-01", "until": "2026-12-31", "by": by, "basis": basis, "timeline": timeline });
                        requests.push((command.name, request));
                    }
                }
            }
            name => requests.push((name, json!({}))),
        }
    }
    let mut answers = BTreeMap::new();
    for (name, request) in requests {
        let answer = book.call(name, request.clone()).await;
        answers.insert(format!("{name} {request}"), answer);
    }
    answers
}

async fn rows(book: &Book, list: &str) -> Vec<Value> {
    book.call(list, json!({})).await["rows"].as_array().unwrap().clone()
}

/// Calls a writing command; an import is followed to its end and answers its view.
async fn answered(book: &Book, case: &Case, preview: bool) -> Value {
    let mut request = case.request.clone();
    request["preview"] = json!(preview);
    let answer = book.call(case.command, request).await;
    if case.command == "clock_advance_start" {
        return when(&book.app, &answer, |job| job["state"] != "running").await["clock"].clone();
    }
    if case.command != "import_start" {
        return answer;
    }
    let mut view = ended(&book.app, &answer).await.unwrap();
    let state = if preview { "preview" } else { "published" };
    assert_eq!(view["state"], state, "an import says whether it was published");
    for of_publishing in ["id", "state", "publishedAt", "publishedBy"] {
        view[of_publishing] = Value::Null;
    }
    view
}

#[tokio::test]
async fn every_command_that_writes_has_a_preview_that_tells_and_keeps_the_truth() {
    let bytes = prepared().await;
    let all = cases(&Book::of_bytes(&bytes).await).await;
    for command in COMMANDS.iter().filter(|command| command.writes) {
        let tried = all.iter().any(|case| case.command == command.name);
        assert!(tried, "{} writes: its preview needs a case here", command.name);
    }
    for place in 0..all.len() {
        let mut book = Book::of_bytes(&bytes).await;
        let case = cases(&book).await.swap_remove(place);
        if case.command == "usage_plan_switch" {
            book = Book::of_bytes(demo_bytes().await).await;
        }
        if case.command == "month_close" {
            book.call("clock_advance", json!({ "to": "2026-12-01T00:00:00Z" }))
                .await;
        }
        if case.command == "cost_view_delete" {
            book.call("cost_view_save", json!({ "name": "Claims", "parts": {} }))
                .await;
        }
        if case.command == "environment_extend" {
            // A trial is extended in its last seven days.
            book.call("clock_advance", json!({ "to": "2026-12-12T00:00:00Z" }))
                .await;
        }
        let what = format!("{} {}", case.command, case.what);
        let before = reads(&book).await;
        let previewed = answered(&book, &case, true).await;
        assert_eq!(
            reads(&book).await,
            before,
            "the preview of {what} changes nothing that can be read"
        );
        let done = answered(&book, &case, false).await;
        assert_eq!(previewed, done, "the preview of {what} answers what the act does");
        let after = reads(&book).await;
        let anew = reads(&book.copied().await).await;
        for (asked, answer) in after.iter().filter(|(asked, _)| !asked.starts_with("workbook_get")) {
            let told = format!("after {what}, {asked} answers what a program that has just begun answers");
            assert_eq!(Some(answer), anew.get(asked), "{told}");
        }
        // A branch is a line of the journal, and no entry of the line that it leaves.
        let told_by = if case.command.starts_with("branch_") {
            "branch_list {}"
        } else {
            "journal_head {}"
        };
        assert_ne!(before[told_by], after[told_by], "{what} is kept");
        agrees(&book, &case, &done, (&before, &after)).await;
    }
}

/// Checks that reads say what the act answered.
async fn agrees(
    book: &Book,
    case: &Case,
    done: &Value,
    (before, after): (&BTreeMap<String, Value>, &BTreeMap<String, Value>),
) {
    let what = format!("{} {}", case.command, case.what);
    let series = |answers: &BTreeMap<String, Value>, basis: &str| {
        let found = answers.iter().find(|(request, _)| {
            request.starts_with("usage_series") && request.contains("\"actual\"") && request.contains(basis)
        });
        found.unwrap().1.clone()
    };
    match case.command {
        "branch_create" => {
            let made = after["branch_list {}"]["rows"].as_array().unwrap().last().unwrap();
            assert_eq!(*made, done["branch"], "the list shows the branch that {what} answered");
        }
        "branch_delete" => {
            assert_eq!(done["branches"], json!(["Other"]));
            assert_eq!(after["branch_list {}"]["total"], 1);
        }
        "branch_rename" => {
            let names = |answers: &BTreeMap<String, Value>| {
                let rows = answers["branch_list {}"]["rows"].as_array().unwrap().clone();
                rows.iter().map(|row| text(&row["name"])).collect::<Vec<_>>()
            };
            assert_eq!(names(before), ["main", "Other"]);
            assert_eq!(names(after), ["main", "Another"]);
        }
        "clock_advance" | "clock_advance_start" => {
            assert_eq!(done["from"], before["clock_get {}"]["now"]);
            assert_eq!(done["now"], after["clock_get {}"]["now"]);
            assert_eq!(
                done["happened"].as_array().unwrap().len(),
                1,
                "one disconnection ends in these hours"
            );
            let happened = after["happening_list {}"]["rows"].as_array().unwrap();
            let listed = |sentence: &Value| happened.iter().any(|row| row["text"] == *sentence);
            assert!(
                done["happened"].as_array().unwrap().iter().all(listed),
                "what happened is listed"
            );
        }
        "policy_create" => {
            let made = book.call("policy_get", json!({ "policy": done["policy"]["id"] })).await;
            assert_eq!(made, done["policy"]);
        }
        "policy_budget_set" => {
            let read = book
                .call("policy_get", json!({ "policy": case.request["policy"] }))
                .await;
            assert_eq!(read, done["policy"]);
            assert_eq!(
                read["budgetUsed"]["used"]["percent"], 220,
                "11 credits, $0.11, of $0.05"
            );
            let passed = after["happening_list {}"]["rows"].as_array().unwrap().iter();
            let passed = passed.filter(|row| row["kind"] == "budgetThresholdPassed");
            assert_eq!(
                passed.count(),
                2,
                "what is spent already is told when the budget is set"
            );
        }
        "policy_delete" => {
            let gone = book.refused("policy_get", case.request.clone()).await;
            assert_eq!(gone.field.as_deref(), Some("policy"), "the deleted policy is gone");
            let known = &before[&format!("policy_get {}", case.request)];
            assert_eq!(done["people"], known["people"]);
            let still_open = |connection: &&Value| connection["endsAt"].is_null();
            let open: Vec<_> = known["services"]
                .as_array()
                .unwrap()
                .iter()
                .filter(still_open)
                .collect();
            let disconnects = done["disconnects"].as_array().unwrap();
            assert_eq!(disconnects.len(), open.len(), "{what} disconnects what was connected");
            for connection in disconnects {
                let row = service(book, &connection["service"]).await;
                let ending = row["connections"].as_array().unwrap().iter();
                let ends = ending.filter(|held| held["policy"] == case.request["policy"]);
                assert_eq!(
                    ends.map(|held| &held["endsAt"]).collect::<Vec<_>>(),
                    [&connection["endsAt"]]
                );
            }
        }
        "service_connect" | "service_disconnect" => {
            assert_eq!(service(book, &case.request["service"]).await, done["service"]);
            let policy = book
                .call("policy_get", json!({ "policy": case.request["policy"] }))
                .await;
            assert_eq!(policy["people"], done["people"]);
            let parts = ["licensed", "gained", "coveredTwice", "lost", "stillCovered"];
            let sum: u64 = parts.iter().filter_map(|part| done[*part].as_u64()).sum();
            assert_eq!(
                sum,
                done["people"].as_u64().unwrap(),
                "everybody of the policy is in one part"
            );
            if case.command == "service_disconnect" {
                assert_eq!(policy["services"][0]["endsAt"], done["endsAt"]);
            }
        }
        "usage_try" => {
            let (was, is) = (series(before, "metered"), series(after, "metered"));
            let refused = done["outcome"] == "blocked";
            let lines = if refused {
                0
            } else {
                done["lines"].as_array().unwrap().len() as u64
            };
            assert_eq!(
                is["rows"].as_u64().unwrap() - was["rows"].as_u64().unwrap(),
                lines,
                "{what} adds its lines"
            );
            assert_eq!(
                done["eventIds"].as_array().unwrap().len() as u64,
                lines,
                "each added row has its id"
            );
            if !refused {
                let added = amount(&is["total"]).0 - amount(&was["total"]).0;
                assert_eq!(
                    added,
                    amount(&done["credits"]).0,
                    "the figures grow by the credits that {what} names"
                );
            }
            let newest = &after["happening_list {}"]["rows"][0];
            assert_eq!(newest["kind"], if refused { "useRefused" } else { "usageTried" });
        }
        name if name.starts_with("cost_view_") => {
            assert_eq!(after["cost_view_list {}"]["rows"], done["views"]);
        }
        "setting_set" => {
            let settings = after["setting_list {}"]["rows"].as_array().unwrap();
            assert!(
                settings.contains(&done["setting"]),
                "the list shows what {what} answered"
            );
            assert_eq!(done["setting"]["value"], case.request["value"]);
            let was = before["setting_list {}"]["rows"].as_array().unwrap();
            assert!(!was.contains(&done["setting"]));
        }
        name if name.starts_with("rate_override_") => {
            let cards = after["rate_card_list {}"]["rows"].as_array().unwrap();
            assert!(cards.contains(&done["card"]), "the list shows what {what} answered");
            assert_ne!(
                before["rate_card_list {}"]["hash"], after["rate_card_list {}"]["hash"],
                "runs tell the catalogues apart"
            );
        }
        name if name.starts_with("subscription_") || name.starts_with("resource_group_") => {
            let listed = after["subscription_list {}"]["rows"].as_array().unwrap();
            assert!(
                listed.contains(&done["subscription"]),
                "the list shows what {what} answered"
            );
            if name == "subscription_disable" || name == "resource_group_delete" {
                assert_eq!(done["policies"].as_array().unwrap().len(), 2, "both policies charge it");
                assert_eq!(done["effects"].as_array().unwrap().len(), 2, "{done}");
            }
        }
        "licence_buy" | "licence_remove" => {
            let listed = after["licence_list {}"]["rows"].as_array().unwrap();
            for row in done["rows"].as_array().unwrap() {
                assert!(listed.contains(row), "the list shows what {what} answered: {row}");
            }
        }
        "trial_start" | "trial_extend" => {
            let listed = after["trial_list {}"]["rows"].as_array().unwrap();
            assert!(listed.contains(&done["trial"]), "the list shows what {what} answered");
        }
        "user_licences_set" => {
            let (was, is) = [before, after]
                .map(|answers| answers["user_list {}"]["rows"].as_array().unwrap().clone())
                .map(|people| {
                    people
                        .into_iter()
                        .find(|row| row["userPrincipalName"] == UNLICENSED)
                        .unwrap()
                })
                .into();
            assert_eq!(
                (&was["copilotLicensed"], &is["copilotLicensed"]),
                (&json!(false), &json!(true))
            );
            assert_eq!(is["usageLocation"], "FR", "{what}");
        }
        "group_licences_set" | "group_licences_reprocess" => {
            let group = book.call("group_get", json!({ "group": done["group"] })).await;
            assert_eq!(group["licences"][0]["reachesAt"], done["reachesAt"], "{what}");
            assert_eq!(group["licences"][0]["failed"], done["failed"], "{what}");
        }
        name if name.starts_with("group_") => {
            let listed = after["group_list {}"]["rows"].as_array().unwrap();
            let gone = name == "group_delete";
            assert_ne!(
                listed.contains(&done["group"]),
                gone,
                "the list shows what {what} answered"
            );
            assert!(
                !done["effects"].as_array().unwrap().is_empty() || name == "group_create",
                "{done}"
            );
        }
        "month_close" => assert_eq!(
            after["month_list {}"]["rows"][0], done["month"],
            "the list shows it closed"
        ),
        "usage_plan_switch" => assert_eq!(after["usage_plan_get {}"], done["plan"]),
        "import_start" => {
            let mut listed = after["import_list {}"]["rows"][0].clone();
            assert_eq!(listed["state"], "published");
            for of_publishing in ["id", "state", "publishedAt", "publishedBy"] {
                listed[of_publishing] = Value::Null;
            }
            // What the workbook lacked is told by the reading alone: it may have it since.
            listed["unknown"] = done["unknown"].clone();
            assert_eq!(listed, *done, "the list shows what the import answered");
        }
        "import_revert" => {
            let list = after["import_list {}"]["rows"].as_array().unwrap();
            let row = list.iter().find(|row| row["id"] == case.request["import"]).unwrap();
            assert_eq!(row["state"], "reverted");
            if row["kind"] == "meteredUsage" {
                // Rows of October lie before the workbook, so only the view of today's set-up counts all of them.
                let rows = |answers: &BTreeMap<String, Value>| {
                    let found = answers.iter().find(|(request, _)| request.contains("asIfToday"));
                    found.unwrap().1["rows"].as_u64().unwrap()
                };
                let (removed, restored) = (done["removed"].as_u64().unwrap(), done["restored"].as_u64().unwrap());
                assert_eq!(
                    rows(before) + restored - removed,
                    rows(after),
                    "{what} removes and restores what it says"
                );
            } else {
                assert_ne!(
                    series(before, "reported"),
                    series(after, "reported"),
                    "the report's figures are gone"
                );
            }
        }
        _ if case.what == PLATFORM => platform_agrees(&what, done, after),
        other => panic!("say how to check {other} ({})", text(&done["outcome"])),
    }
}

async fn service(book: &Book, key: &Value) -> Value {
    let listed = rows(book, "service_list").await;
    listed.into_iter().find(|row| row["service"] == *key).unwrap()
}

#[tokio::test]
async fn a_preview_of_an_import_that_needs_a_choice_says_which_and_adds_nothing() {
    let book = Book::of_bytes(&prepared().await).await;
    book.write("small.csv", &report(&[("e1", "2026-11-16", 1, 0)]));
    let before = reads(&book).await;
    let view = book
        .import_written("small.csv", json!({ "preview": true }))
        .await
        .unwrap();
    assert_eq!(view["needs"], "shrink", "110 credits would become 1");
    assert_eq!(reads(&book).await, before);
}

#[tokio::test]
async fn a_preview_is_refused_as_the_act_is() {
    let book = Book::of_bytes(&prepared().await).await;
    let policies = rows(&book, "policy_list").await;
    let refusals = [
        ("clock_advance", json!({ "to": USED })),
        ("policy_delete", json!({ "policy": policies[0]["id"], "revision": 1 })),
        (
            "service_connect",
            json!({ "service": "copilotChat", "policy": policies[0]["id"] }),
        ),
        (
            "service_disconnect",
            json!({ "service": "retrievalApi", "policy": policies[0]["id"] }),
        ),
        (
            "usage_try",
            json!({ "user": "nobody@pellowin.example", "service": "copilotChat" }),
        ),
        ("import_revert", json!({ "import": policies[0]["id"] })),
    ];
    for (name, mut request) in refusals {
        let refused = book.refused(name, request.clone()).await;
        request["preview"] = json!(true);
        let previewed = call(&book.app, &Caller::default(), name, request).await.unwrap_err();
        assert_eq!(previewed, refused, "{name}");
    }
}

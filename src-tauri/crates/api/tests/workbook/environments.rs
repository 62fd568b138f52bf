//! Environments, their capacity and what their agents used: what lists, reports and two programs at once say of them.

use meterdesk_api::error::ErrorCode;
use meterdesk_api::{App, Caller, call};
use meterdesk_billing::units::Credits;
use serde_json::{Value, json};

use crate::planned::demo_bytes;
use crate::support::{Book, UNLICENSED, text};

fn credits(value: &Value) -> Credits {
    text(value).parse().unwrap()
}

async fn environment(book: &Book, name: &str) -> Value {
    let found = book.call("environment_list", json!({ "search": name })).await;
    found["rows"][0].clone()
}

#[tokio::test]
async fn environments_say_how_they_stand_and_what_would_mend_it() {
    let book = Book::of_bytes(demo_bytes().await).await;
    let care = environment(&book, "Customer Care").await;
    assert_eq!(care["standing"]["flowsStopped"], true, "{care}");
    let mends = care["standing"]["mends"].as_array().unwrap();
    assert!(
        mends.contains(&json!("buy")) && mends.contains(&json!("linkPlan")),
        "{mends:?}"
    );
    let notice = &care["standing"]["notices"][0];
    assert_eq!(notice["audience"], "dynamicsUsers");
    assert!(!notice["since"].is_null(), "it says since when Dynamics 365 knows");
    let office = environment(&book, "Back Office").await;
    assert_eq!(office["standing"]["status"], "coveredOverage");
    assert_eq!(office["standing"]["notices"], json!([]));
    let viva = environment(&book, "msdyn_viva").await;
    let refused = book
        .refused("allocation_set", json!({ "environment": viva["id"], "credits": "5" }))
        .await;
    assert_eq!(refused.code, ErrorCode::Conflict);
    assert!(refused.message.contains("production"), "{}", refused.message);
}

#[tokio::test]
async fn agents_environments_and_products_sum_to_the_same() {
    let book = Book::of_bytes(demo_bytes().await).await;
    let view = book.call("licensing_get", json!({})).await;
    let agents = book.call("agent_list", json!({ "limit": 500 })).await;
    let environments = book.call("environment_list", json!({})).await;
    let sum = |rows: &Value, fields: &[&str]| -> Credits {
        let rows = rows.as_array().unwrap().iter();
        rows.flat_map(|row| fields.iter().map(|field| credits(&row[*field])))
            .sum()
    };
    let of_agents = sum(&agents["rows"], &["billed"]);
    assert!(of_agents > Credits::ZERO);
    assert_eq!(sum(&view["products"], &["prepaid", "charged"]), of_agents);
    let mut of_environments = Credits::ZERO;
    let mut of_details = Credits::ZERO;
    for row in environments["rows"].as_array().unwrap() {
        of_environments += credits(&row["used"]["prepaid"]) + credits(&row["used"]["charged"]);
        let used = book
            .call("environment_use_get", json!({ "environment": row["id"] }))
            .await;
        of_details += sum(&used["rows"], &["billed"]);
    }
    assert_eq!(of_environments, of_agents, "every environment of the demo is known");
    assert_eq!(of_details, of_agents);
    assert_eq!(
        sum(&view["trend"], &["prepaid", "charged"]),
        credits(&view["trendTotals"]["total"])
    );
}

/// The header and the cells of a file that has no quotes.
fn cells_of(file: &str) -> (Vec<String>, Vec<Vec<String>>) {
    assert!(!file.contains('"'), "it can be split at its commas");
    let mut lines = file.trim_start_matches('\u{feff}').lines().map(|line| {
        let cells = line.split(',').map(|cell| cell.trim_start_matches('\'').to_owned());
        cells.collect::<Vec<_>>()
    });
    (lines.next().unwrap(), lines.collect())
}

#[tokio::test]
async fn reports_have_the_columns_of_the_real_files_and_read_back_without_a_difference() {
    let book = Book::of_bytes(demo_bytes().await).await;
    let period = json!({ "from": "2026-11-01", "until": "2026-11-18" });
    /// A report, the kind that it is imported as, and each sum with its column.
    type Report = (&'static str, &'static str, &'static [(&'static str, &'static str)]);
    let figures: [Report; 3] = [
        (
            "agent",
            "agentReport",
            &[
                ("Credits billed", "Billed credit"),
                ("Credits not billed", "Non-billed credit"),
            ],
        ),
        (
            "user",
            "userReport",
            &[
                ("Credits billed", "Billable credit used"),
                ("Credits used", "Credits used"),
            ],
        ),
        (
            "environment",
            "environmentReport",
            &[
                ("Pay-as-you-go consumed", "Pay as you go Consumed Quantity"),
                ("Prepaid consumed", "Prepaid Consumed Quantity"),
            ],
        ),
    ];
    for (report, kind, sums) in figures {
        let name = format!("{report}.csv");
        book.write(&name, "something older");
        let done = book
            .call("credit_report_write", json!({ "report": report, "file": name }))
            .await;
        let (header, rows) = cells_of(&std::fs::read_to_string(book.folder.path().join(&name)).unwrap());
        assert_eq!(done["rows"], rows.len(), "{report}");
        assert!(rows.len() > 3, "{report}");
        let stated = if report == "environment" {
            json!({})
        } else {
            json!({ "period": period })
        };
        let view = book.import_written(&name, stated).await.unwrap();
        assert_eq!(
            (&view["kind"], &view["rejected"], &view["notes"]),
            (&json!(kind), &json!(0), &json!([])),
            "{view}"
        );
        assert_eq!(view["added"], rows.len(), "every row of it is read back");
        for (label, column) in sums {
            let place = header.iter().position(|name| name == column).unwrap();
            let written: Credits = rows.iter().map(|row| row[place].parse::<Credits>().unwrap()).sum();
            let read = view["sums"]
                .as_array()
                .unwrap()
                .iter()
                .find(|sum| sum["label"] == *label);
            assert_eq!(credits(&read.unwrap()["amount"]), written, "{report}: {label}");
        }
        if report == "environment" {
            continue;
        }
        let mut shown = Vec::new();
        let mut asked = json!({ "report": view["id"], "limit": 500 });
        loop {
            let page = book.call("report_row_list", asked.clone()).await;
            assert_eq!(page["columns"], json!(header));
            shown.extend(page["rows"].as_array().unwrap().iter().map(|row| row["cells"].clone()));
            if page["next"].is_null() {
                break;
            }
            asked["cursor"] = page["next"].clone();
        }
        assert_eq!(json!(shown), json!(rows), "{report}: every cell");
    }
}

#[tokio::test]
async fn a_published_rule_locks_the_pool_for_everybody() {
    let book = Book::of_bytes(demo_bytes().await).await;
    let group = book
        .call("environment_group_create", json!({ "name": "Personal" }))
        .await;
    let group = group["environmentGroup"]["id"].clone();
    let care = environment(&book, "Customer Care").await;
    let id = &care["id"];
    let sandbox = environment(&book, "Agent Sandbox").await;
    let unmanaged = json!({ "environment": sandbox["id"], "group": group });
    let refused = book.refused("environment_regroup", unmanaged).await;
    assert_eq!(refused.field.as_deref(), Some("group"));
    book.call("environment_regroup", json!({ "environment": id, "group": group }))
        .await;
    book.call("environment_group_publish", json!({ "group": group, "draw": true }))
        .await;
    let locked = environment(&book, "Customer Care").await;
    assert_eq!(
        (&locked["drawFromTenant"], &locked["drawLocked"]),
        (&json!(true), &json!(true))
    );
    for (command, request) in [
        ("allocation_set", json!({ "environment": id, "drawFromTenant": false })),
        ("environment_draw_set", json!({ "environments": [id], "draw": false })),
    ] {
        let refused = book.refused(command, request).await;
        assert!(
            refused.message.contains("TenantPoolLockedByPolicy"),
            "{}",
            refused.message
        );
        assert!(refused.message.contains("Personal"), "{}", refused.message);
    }
    book.call("environment_regroup", json!({ "environment": id })).await;
    let free = environment(&book, "Customer Care").await;
    assert_eq!(free["drawFromTenant"], true, "the value that the rule set stays");
    book.call("allocation_set", json!({ "environment": id, "drawFromTenant": false }))
        .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_that_allocate_the_last_credits_at_once_never_allocate_more_than_is_owned() {
    let book = Book::empty().await;
    book.call("capacity_purchase", json!({ "packs": 1 })).await;
    let mut ids = Vec::new();
    for name in ["North", "South"] {
        let made = json!({ "name": name, "kind": "production", "region": "Europe" });
        ids.push(book.call("environment_create", made).await["environment"]["id"].clone());
    }
    let apps: Vec<App> = vec![book.app.clone(), book.second_app().await];
    let mut tasks = tokio::task::JoinSet::new();
    for step in 1..=8_u32 {
        for (app, id) in apps.iter().zip(&ids) {
            let request = json!({ "environment": id, "credits": (step * 2_500).to_string() });
            let app = app.clone();
            tasks.spawn(async move { call(&app, &Caller::default(), "allocation_set", request).await });
        }
    }
    let mut refused = 0;
    while let Some(finished) = tasks.join_next().await {
        if let Err(refusal) = finished.unwrap() {
            refused += 1;
            let known = refusal.code == ErrorCode::LimitReached || refusal.code == ErrorCode::Conflict;
            assert!(known, "{refusal:?}");
        }
        let capacity = book.call("capacity_get", json!({})).await;
        assert!(
            credits(&capacity["allocated"]) <= credits(&capacity["owned"]),
            "{capacity}"
        );
    }
    for (app, id) in apps.iter().zip(&ids) {
        let request = json!({ "environment": id, "credits": "20000", "drawFromTenant": false });
        let answer = call(app, &Caller::default(), "allocation_set", request).await;
        refused += usize::from(answer.is_err());
    }
    assert!(refused > 0, "not everybody can have what they want");
    let over = json!({ "environment": ids[0], "credits": "25001" });
    let refusal = book.refused("allocation_set", over).await;
    assert_eq!(refusal.field.as_deref(), Some("credits"));
    assert!(refusal.message.contains("available to allocate"), "{}", refusal.message);
}

#[tokio::test]
async fn use_of_copilot_chat_is_shown_in_the_environment_that_paid_for_it_whatever_the_row_names() {
    let book = Book::empty().await;
    book.call("capacity_purchase", json!({ "packs": 1 })).await;
    let north = json!({ "name": "North", "kind": "production", "region": "Europe" });
    book.call("environment_create", north).await;
    let everybody = json!({ "name": "Everybody", "users": { "kind": "allUsers" } });
    book.call("credit_policy_create", everybody).await;
    book.call(
        "usage_try",
        json!({ "user": UNLICENSED, "service": "copilotChat", "agent": "Benefits", "environment": "North" }),
    )
    .await;
    let used = |row: &Value| credits(&row["used"]["prepaid"]);
    let of_chat = environment(&book, "Microsoft 365 Copilot Chat").await;
    assert_eq!(used(&of_chat), Credits::whole(12), "{of_chat}");
    assert_eq!(used(&environment(&book, "North").await), Credits::ZERO);
    let agents = book.call("agent_list", json!({})).await;
    assert_eq!(
        (&agents["rows"][0]["environment"], &agents["rows"][0]["billed"]),
        (&of_chat["id"], &json!("12")),
        "{agents}"
    );
    let detail = book
        .call("environment_use_get", json!({ "environment": of_chat["id"] }))
        .await;
    assert_eq!(detail["rows"][0]["agent"], "Benefits", "{detail}");
}

#[tokio::test]
async fn a_notification_threshold_that_is_no_percentage_is_refused_at_its_field() {
    let book = Book::of_bytes(demo_bytes().await).await;
    let care = environment(&book, "Customer Care").await;
    for wrong in ["", "eighty", "80.5", "-80", "49", "101", "4000"] {
        let request = json!({ "environment": care["id"], "agent": "Order Status", "limit": "5000", "notifyAt": wrong });
        let refused = book.refused("agent_limit_set", request).await;
        assert_eq!(refused.field.as_deref(), Some("notifyAt"), "{wrong}: {refused:?}");
    }
}

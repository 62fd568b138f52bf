//! The workbook that usage is imported into: the large scenario with 50 policies, and environments with capacity and plans.

use std::path::{Path, PathBuf};

use meterdesk_api::{App, Caller, NewWorkbook, call};
use meterdesk_billing::ids::PersonId;
use meterdesk_billing::tenant::{Event, Tenant};
use meterdesk_scenario::Scenario;
use serde_json::{Value, json};

use crate::usage_file::{after_the_month, environment};

const POLICIES: usize = 50;
/// Environments that the workbook knows; use in others draws on the tenant's pool.
const KNOWN: u32 = 60;
/// So that capacity runs dry within the month, whatever its number of rows.
const ROWS_A_PACK: u64 = 60_000;

/// The large scenario, which the usage is of.
pub(crate) fn scenario() -> Scenario {
    meterdesk_scenario::build("large", 0).expect("there is such a scenario")
}

async fn act(app: &App, name: &str, request: Value) -> Value {
    let told = request.to_string();
    let answer = call(app, &Caller::default(), name, request).await;
    answer.unwrap_or_else(|error| panic!("{name} {told}: {}", error.message))
}

/// A workbook for so many rows of usage, without them, unless it is there.
pub(crate) async fn prepare(folder: &Path, rows: u64, scenario: &Scenario) -> PathBuf {
    let path = folder.join(format!("{rows}.meterdesk"));
    if path.exists() {
        return path;
    }
    eprintln!("making {}", path.display());
    let part = path.with_extension("part");
    let _ = std::fs::remove_file(&part);
    let new = NewWorkbook {
        path: part.clone(),
        scenario: "large".to_owned(),
        seed: 0,
        at: Some("2026-09-01T00:00:00Z".parse().expect("it is a time")),
    };
    let app = App::create(&new, App::no_files()).await;
    let app = app.unwrap_or_else(|error| panic!("the workbook can't be made: {}", error.message));
    let subscription = &scenario.subscriptions[0];
    let resource_group = &subscription.resource_groups[0];
    let begun = act(&app, "policy_list", json!({})).await["total"]
        .as_u64()
        .unwrap_or_default() as usize;
    let services = ["sharePointAgents", "sharePointAgents", "retrievalApi"];
    for number in begun..POLICIES {
        let group = &scenario.directory.groups[number];
        let request = json!({
            "name": format!("Policy {number}"), "subscription": subscription.id.to_string(),
            "resourceGroup": resource_group.name, "region": resource_group.region, "termsAccepted": true,
            "users": { "kind": "group", "group": group.id.to_string() },
        });
        let made = act(&app, "policy_create", request).await;
        let connect = json!({ "service": services[number % services.len()], "policy": made["policy"]["id"] });
        act(&app, "service_connect", connect).await;
    }
    act(&app, "capacity_purchase", json!({ "packs": rows / ROWS_A_PACK + 1 })).await;
    let plan = json!({
        "name": "Shared plan", "kind": "azureSubscription", "subscription": subscription.id.to_string(),
        "resourceGroup": resource_group.name, "region": "Europe",
    });
    let plan = act(&app, "plan_create", plan).await["plan"]["id"].clone();
    for number in 0..KNOWN {
        let request = json!({ "name": environment(number), "kind": "production", "region": "Europe" });
        let made = act(&app, "environment_create", request).await;
        let id = made["environment"]["id"].clone();
        let set =
            json!({ "environment": id, "credits": (rows / 2_000).to_string(), "drawFromTenant": number % 2 == 0 });
        act(&app, "allocation_set", set).await;
        if number % 3 == 0 {
            act(&app, "plan_link", json!({ "plan": plan, "environment": id })).await;
        }
    }
    act(&app, "clock_advance", json!({ "to": after_the_month().to_rfc3339() })).await;
    app.close().await;
    std::fs::rename(&part, &path).expect("the workbook can be named");
    path
}

/// The set-up that the journal makes.
pub(crate) async fn tenant(path: &Path) -> Tenant {
    let app = App::open(path, App::no_files()).await;
    let app = app.unwrap_or_else(|error| panic!("the workbook can't be opened: {}", error.message));
    let journal = app.journal().await;
    let journal = journal.unwrap_or_else(|error| panic!("the journal can't be read: {}", error.message));
    app.close().await;
    let mut tenant = Tenant::default();
    for entry in journal {
        let event = Event::from_stored(&entry.kind, entry.version, entry.body).expect("this program wrote it");
        let actor = PersonId(entry.actor.parse().expect("an actor is an identity"));
        tenant.apply(entry.at, actor, &event);
    }
    tenant
}

/// A copy to work on, in place of the one before.
pub(crate) fn copy(of: &Path, name: &str) -> PathBuf {
    let path = of.with_file_name(format!("{name}.meterdesk"));
    for ending in ["", "-wal", "-shm"] {
        let _ = std::fs::remove_file(format!("{}{ending}", path.display()));
    }
    std::fs::copy(of, &path).expect("the workbook can be copied");
    path
}

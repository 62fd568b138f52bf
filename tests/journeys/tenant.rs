//! What the journeys need to know of the tenant, and what they take for given, through the command line.

use meterdesk_e2e::Cli;
use serde_json::{Value, json};

/// Sign-in names of people with (true) or without (false) a Microsoft 365 Copilot licence.
pub(crate) fn people(cli: &Cli, licensed: bool) -> Vec<String> {
    let people = cli.call("user_list", &json!({ "copilotLicensed": licensed }));
    let rows = people["rows"].as_array().expect("a list has rows");
    rows.iter().map(|person| text(&person["userPrincipalName"])).collect()
}

/// The id of somebody who may act and has this role and no other.
pub(crate) fn administrator(cli: &Cli, role: &str) -> String {
    let tenant = cli.call("tenant_get", &json!({}));
    let actors = tenant["actors"].as_array().expect("a tenant has administrators");
    let person = actors.iter().find(|person| person["roles"] == json!([role]));
    text(&person.unwrap_or_else(|| panic!("nobody is {role}: {actors:?}"))["id"])
}

/// The request for a policy for all users that the empty scenario has everything for.
pub(crate) fn policy_for_all_users(cli: &Cli, name: &str) -> Value {
    let subscriptions = cli.call("subscription_list", &json!({}));
    json!({
        "name": name,
        "subscription": subscriptions["rows"][0]["id"],
        "resourceGroup": "rg-copilot-billing",
        "region": "West Europe",
        "users": { "kind": "allUsers" },
        "termsAccepted": true,
    })
}

/// Makes a policy for all users and connects it to Microsoft 365 Copilot Chat; answers its id.
pub(crate) fn chat_is_paid_for(cli: &Cli, name: &str) -> String {
    let created = cli.call("policy_create", &policy_for_all_users(cli, name));
    let policy = text(&created["policy"]["id"]);
    let _ = cli.call(
        "service_connect",
        &json!({ "service": "copilotChat", "policy": policy }),
    );
    policy
}

pub(crate) fn text(value: &Value) -> String {
    value
        .as_str()
        .unwrap_or_else(|| panic!("{value} is no text"))
        .to_owned()
}

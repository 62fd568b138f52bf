//! Billing plans of the Power Platform admin center, as the article "Set up pay-as-you-go" (2025-01-27) walks through them.

use meterdesk_e2e::{Cli, Page, Start, journey};
use serde_json::{Value, json};

use crate::tenant::{administrator, text};

fn environment(cli: &Cli, name: &str, kind: &str, region: &str) -> Value {
    let request = json!({ "name": name, "kind": kind, "region": region });
    cli.call("environment_create", &request)["environment"]["id"].clone()
}

/// The first step of the wizard, for the first subscription that there is.
pub(crate) async fn details(page: &Page, cli: &Cli, name: &str) {
    let subscription = cli.call("subscription_list", &json!({}))["rows"][0].clone();
    page.fill("Name", name).await;
    page.choose("Azure subscription", &text(&subscription["name"])).await;
    page.press_id("plan-resource-group").await;
    let group = text(&subscription["resourceGroups"][0]["name"]);
    page.press_id(&format!("plan-resource-group-{group}")).await;
}

fn plan(cli: &Cli, name: &str) -> Value {
    cli.call("plan_list", &json!({ "search": name }))["rows"][0].clone()
}

#[tokio::test]
async fn a_billing_plan_is_made_used_edited_and_deleted_as_the_article_says() {
    journey(Start::empty(), async |session| {
        let (page, cli) = (&session.page, &session.cli);
        let _ = cli.call("capacity_purchase", &json!({ "packs": 1 }));
        let care = environment(cli, "Care", "production", "Europe");
        let tests = environment(cli, "Care tests", "sandbox", "Europe");
        environment(cli, "Trial of Sales", "trial", "Europe");
        environment(cli, "Overseas", "production", "Asia");
        page.wait_idle().await;

        // "Select Licensing > Pay-as-you-go plans", "New billing plan".
        page.press_id("nav-billing-plans").await;
        assert_eq!(page.text("page-title").await, "Billing plans");
        page.press("button", "New billing plan").await;
        page.press("button", "Next").await;
        assert_eq!(page.focused().await, "plan-name", "a plan needs a name");
        details(page, cli, "Customer care").await;
        page.press("button", "Next").await;
        assert_eq!(page.text("plan-wizard-step").await, "Select environments");

        // Region, then environments of that region: production and sandbox, never a trial.
        page.choose("Region", "Europe").await;
        page.press("checkbox", "Care").await;
        let offered = page.names_by_role("checkbox").await;
        assert_eq!(offered, ["Care", "Care tests"], "no trial, and none of another region");
        page.press("button", "Save").await;
        page.by_test_id("panel-plan").await;
        let made = plan(cli, "Customer care");
        let id = text(&made["id"]);
        assert_eq!(page.value(&format!("plan-status-{id}-panel")).await, "provisioning");
        assert_eq!(made["products"], json!(["copilotStudio", "dataverse"]));

        // It pays once it is Enabled.
        let _ = cli.call(
            "allocation_set",
            &json!({ "environment": care, "drawFromTenant": false }),
        );
        let someone = cli.call("user_list", &json!({ "copilotLicensed": false }))["rows"][0]["id"].clone();
        let used = || {
            let request =
                json!({ "user": someone, "service": "copilotStudio", "environment": "Care", "agent": "Helper" });
            cli.call("usage_try", &request)["payer"].clone()
        };
        let _ = cli.call("clock_advance", &json!({ "by": "PT15M" }));
        page.wait_value(&format!("plan-status-{id}-panel"), "enabled").await;
        assert!(text(&used()).contains("Customer care"), "the plan pays");

        // An environment has one plan: the second one asks.
        page.press_id("panel-close").await;
        let other = cli.call(
            "plan_create",
            &json!({ "name": "Tests", "kind": "azureSubscription",
            "subscription": made["subscription"], "resourceGroup": made["resourceGroup"], "region": "Europe",
            "environments": [tests] }),
        )["plan"]["id"]
            .clone();
        page.press("button", "Customer care").await;
        page.press("button", "Add environments").await;
        page.press("checkbox", "Care tests").await;
        page.press("button", "Move environment").await;
        page.press_id("azure-save").await;
        page.wait_gone("panel-add-environments").await;
        let linked = plan(cli, "Customer care")["environments"].as_array().map(Vec::len);
        assert_eq!(linked, Some(2));
        let plans = cli.call("plan_list", &json!({}))["rows"].clone();
        let left = plans
            .as_array()
            .and_then(|rows| rows.iter().find(|row| row["id"] == other).cloned());
        assert_eq!(
            left.map(|row| row["environments"].clone()),
            Some(json!([])),
            "it was taken off there"
        );

        // "Edit": name and status. A disabled plan keeps its environments.
        page.press("button", "Edit").await;
        page.fill("Name", "Customer care EU").await;
        page.press("radio", "Disabled").await;
        page.press_id("azure-save").await;
        page.wait_gone("panel-edit-plan").await;
        let edited = plan(cli, "Customer care EU");
        assert_eq!(
            (&edited["status"], edited["environments"].as_array().map(Vec::len)),
            (&json!("disabled"), Some(2))
        );
        assert_eq!(
            edited["account"], "Customer care",
            "the resource in Azure keeps its name"
        );

        // Removing an environment and deleting the plan hold at once; the account resource stays.
        page.press("button", "Remove Care").await;
        let effects = page.text("plan-effects").await;
        assert!(effects.contains("taken off at once"), "{effects}");
        page.press("button", "Remove environment").await;
        page.wait_gone("confirm-dialog").await;
        page.press_id("plan-delete").await;
        let effects = page.text("plan-effects").await;
        assert!(
            effects.contains("account resource \"Customer care\" stays"),
            "{effects}"
        );
        page.press_id("confirm-accept").await;
        page.wait_gone("panel-plan").await;
        assert_eq!(cli.call("plan_list", &json!({}))["total"], 1);
    })
    .await;
}

#[tokio::test]
async fn a_copilot_chat_plan_needs_no_products_no_region_and_no_environments() {
    journey(Start::empty(), async |session| {
        let (page, cli) = (&session.page, &session.cli);
        page.wait_idle().await;
        page.press_id("nav-billing-plans").await;
        page.press("button", "New billing plan").await;
        page.press("radio", "Microsoft 365 Copilot Chat").await;
        assert_eq!(page.count_test_id("plan-products").await, 0);
        details(page, cli, "Chat").await;
        page.press("button", "Save").await;
        page.by_test_id("panel-plan").await;
        let made = plan(cli, "Chat");
        assert_eq!(
            made["environments"][0]["name"], "Microsoft 365 Copilot Chat",
            "made by itself"
        );
        assert_eq!((&made["region"], &made["products"]), (&json!(""), &json!([])));

        // Somebody without the role looks, and is told who changes plans.
        page.press_id("panel-close").await;
        page.act_as(&administrator(cli, "Global Reader")).await;
        page.press("button", "Chat").await;
        assert_eq!(page.count_test_id("plan-delete").await, 0);
    })
    .await;
}

// "Or within Power Apps": an app › Settings › Set up pay-as-you-go › Connect subscription.
#[tokio::test]
async fn a_plan_is_made_from_the_settings_of_an_app_too() {
    journey(Start::empty(), async |session| {
        let (page, cli) = (&session.page, &session.cli);
        page.wait_idle().await;
        environment(cli, "Care", "production", "Europe");
        environment(cli, "Trial of Sales", "trial", "Europe");
        page.press_id("nav-apps").await;
        page.press("button", "Trial of Sales").await;
        connect(page, "Trial plan").await;
        let refused = page.text("problem-bar").await;
        assert!(refused.contains("can't be linked"), "the same rules hold: {refused}");
        page.press_id("azure-cancel").await;
        page.press_id("confirm-accept").await;

        page.press("button", "Care").await;
        connect(page, "Care plan").await;
        page.wait_gone("panel-app-settings").await;
        let made = plan(cli, "Care plan");
        assert_eq!(made["environments"][0]["name"], "Care");
        page.press("button", "Care").await;
        assert_eq!(page.value("app-plan").await, text(&made["id"]));
        page.press("link", "Edit pay-as-you-go billing").await;
        page.by_test_id("panel-plan").await;
    })
    .await;
}

async fn connect(page: &Page, name: &str) {
    page.fill("Billing plan name", name).await;
    page.choose("Azure subscription", "Shared Services").await;
    page.press_id("plan-resource-group").await;
    page.press_id("plan-resource-group-rg-copilot-billing").await;
    page.press("button", "Connect subscription").await;
}

//! The Power Platform side, buying and Azure by keyboard alone. The focus is never lost.

use meterdesk_e2e::{Cli, Page, Start, journey};
use serde_json::json;
use thirtyfour::Key;

use crate::keyboard::{enter, never_lost};
use crate::tenant::text;

fn environment(cli: &Cli, name: &str) -> String {
    let found = cli.call("environment_list", &json!({ "search": name }));
    text(&found["rows"][0]["id"])
}

/// Walks to a field with the Tab key, and writes in it.
async fn write(page: &Page, id: &str, text: &str) {
    page.tab_to(id).await;
    // What stood there is marked as a whole on arrival, or is written over.
    page.type_keys(Key::Control + "a").await;
    page.type_keys(text).await;
}

/// Walks to a list with the Tab key, opens it, and takes its first choice.
async fn take_first(page: &Page, id: &str) {
    page.tab_to(id).await;
    page.type_keys(Key::Down).await;
    page.type_keys(Key::Enter).await;
    page.wait_focus(id).await;
}

/// Walks to a check box or a radio button with the Tab key, and presses the space bar.
async fn tick(page: &Page, id: &str) {
    page.tab_to(id).await;
    page.type_keys(" ").await;
    never_lost(page).await;
}

#[tokio::test]
async fn packs_are_bought_and_allocated_and_an_environment_gets_its_plan_by_keyboard_alone() {
    journey(Start::empty(), async |session| {
        let (page, cli) = (&session.page, &session.cli);
        page.wait_idle().await;
        let request = json!({ "name": "Care", "kind": "production", "region": "Europe" });
        let care = text(&cli.call("environment_create", &request)["environment"]["id"]);
        enter(page, "nav-purchase").await;
        page.wait_focus("page-title").await;
        write(page, "pack-quantity", "2").await;
        enter(page, "pack-buy").await;
        enter(page, "confirm-accept").await;
        page.wait_value("pack-owned", "2").await;
        never_lost(page).await;

        enter(page, "nav-copilot-studio").await;
        page.wait_focus("page-title").await;
        enter(page, "capacity-manage").await;
        page.tab_to("picker-environment").await;
        page.type_keys("Care").await;
        page.by_test_id(&format!("picker-option-{care}")).await;
        page.type_keys(Key::Down).await;
        page.type_keys(Key::Enter).await;
        write(page, &format!("capacity-allocate-{care}"), "20000").await;
        enter(page, "capacity-save").await;
        page.wait_focus("capacity-save").await;
        let owned = cli.call("capacity_get", &json!({}));
        assert_eq!(owned["allocated"], "20000", "it is allocated");
        page.type_keys(Key::Escape).await;
        page.wait_focus("capacity-manage").await;

        enter(page, "nav-billing-plans").await;
        page.wait_focus("page-title").await;
        enter(page, "plan-create").await;
        write(page, "plan-name", "Customer care").await;
        take_first(page, "plan-subscription").await;
        take_first(page, "plan-resource-group").await;
        enter(page, "plan-wizard-next").await;
        page.wait_focus("plan-wizard-step").await;
        page.tab_to("plan-region").await;
        page.type_keys("Eu").await;
        page.type_keys(Key::Enter).await;
        tick(page, &format!("plan-environment-{care}")).await;
        enter(page, "plan-wizard-finish").await;
        page.by_test_id("panel-plan").await;
        let plan = cli.call("plan_list", &json!({}))["rows"][0].clone();
        assert_eq!(plan["environments"][0]["name"], "Care");

        enter(page, &format!("plan-environment-remove-{care}")).await;
        enter(page, "confirm-accept").await;
        page.wait_gone("confirm-dialog").await;
        never_lost(page).await;
        enter(page, "plan-delete").await;
        enter(page, "confirm-accept").await;
        page.wait_gone("panel-plan").await;
        never_lost(page).await;
        assert_eq!(cli.call("plan_list", &json!({}))["total"], 0, "it is deleted");

        enter(page, "nav-products").await;
        page.wait_focus("page-title").await;
        enter(page, "product-remove-packs").await;
        write(page, "remove-packs-quantity", "1").await;
        enter(page, "azure-save").await;
        page.wait_gone("panel-remove-packs").await;
        never_lost(page).await;
        assert_eq!(cli.call("capacity_get", &json!({}))["owned"], "25000", "a pack is gone");
    })
    .await;
}

#[tokio::test]
async fn a_trial_becomes_a_production_environment_and_an_agent_gets_its_limit_by_keyboard_alone() {
    journey(Start::demo(), async |session| {
        let (page, cli) = (&session.page, &session.cli);
        page.wait_idle().await;
        let viva = environment(cli, "msdyn_viva");
        enter(page, "nav-environments").await;
        page.wait_focus("page-title").await;
        enter(page, &format!("environment-open-{viva}")).await;
        enter(page, "environment-convert").await;
        enter(page, "confirm-accept").await;
        page.wait_gone("confirm-dialog").await;
        never_lost(page).await;
        page.until(async || page.text("detail-environment-state").await.contains("Converting"))
            .await;
        page.type_keys(Key::Escape).await;
        page.wait_gone("panel-environment").await;
        page.wait_focus(&format!("environment-open-{viva}")).await;

        enter(page, "nav-agents").await;
        page.wait_focus("page-title").await;
        let agents = page.by_role_name("button", "Order Status").await;
        let agent = agents.attr("data-testid").await.ok().flatten().unwrap_or_default();
        enter(page, &agent).await;
        write(page, "agent-limit", "70000").await;
        enter(page, "azure-save").await;
        page.wait_gone("panel-agent-limit").await;
        page.wait_focus(&agent).await;
        let agents = cli.call("agent_list", &json!({ "search": "Order Status" }));
        assert_eq!(agents["rows"][0]["limit"], "70000");

        enter(page, "nav-dynamics-agents").await;
        page.wait_focus("page-title").await;
        enter(page, "dynamics-agent-open-salesOrder").await;
        enter(page, "dynamics-agent-run").await;
        enter(page, "run-agent-preview").await;
        enter(page, "run-agent-close").await;
        page.wait_focus("dynamics-agent-run").await;
    })
    .await;
}

#[tokio::test]
async fn a_reservation_a_budget_a_guide_and_the_drill_are_reached_by_keyboard_alone() {
    journey(Start::demo(), async |session| {
        let (page, cli) = (&session.page, &session.cli);
        page.wait_idle().await;
        let before = cli.call("prepurchase_list", &json!({}))["total"].clone();
        enter(page, "nav-reservations").await;
        page.wait_focus("page-title").await;
        enter(page, "reservation-buy").await;
        take_first(page, "reservation-tier").await;
        enter(page, "azure-save").await;
        page.wait_gone("panel-buy-reservation").await;
        page.wait_focus("reservation-buy").await;
        let after = cli.call("prepurchase_list", &json!({}))["total"].clone();
        assert_ne!(after, before, "one more was bought");

        enter(page, "nav-cost-management").await;
        page.wait_focus("page-title").await;
        page.tab_to("tab-costs").await;
        page.type_keys(Key::Right).await;
        page.type_keys(Key::Enter).await;
        let plans = cli.call("plan_budget_list", &json!({ "search": "Back office" }));
        let plan = text(&plans["rows"][0]["plan"]);
        let budget = format!("plan-budget-open-{plan}");
        enter(page, &budget).await;
        write(page, "budget-amount", "750").await;
        enter(page, "azure-save").await;
        page.wait_gone("panel-plan-budget").await;
        page.wait_focus(&budget).await;
        let plans = cli.call("plan_budget_list", &json!({ "search": "Back office" }));
        assert_eq!(plans["rows"][0]["budget"]["amount"], "750");

        enter(page, "nav-guides").await;
        page.wait_focus("page-title").await;
        page.tab_to("tab-sales").await;
        page.type_keys(Key::Right).await;
        page.type_keys(Key::Enter).await;
        page.by_test_id("guide-progress").await;
        never_lost(page).await;

        enter(page, "nav-drill").await;
        page.wait_focus("page-title").await;
        enter(page, "drill-run").await;
        page.by_test_id("drill-found").await;
        page.wait_focus("drill-run").await;
        enter(page, "drill-go-reallocate").await;
        page.by_test_id("panel-capacity").await;
        never_lost(page).await;
    })
    .await;
}

//! What is bought, in the order of Microsoft's articles: capacity packs in the Microsoft 365 admin center or Partner Center,
//! credits for Copilot Chat, a pre-purchase plan in Azure.

use meterdesk_e2e::{Cli, Page, Start, journey};
use serde_json::{Value, json};

use crate::tenant::{administrator, chat_is_paid_for, people, policy_for_all_users, text};

const FORECAST: &str = "Also alert when the forecast reaches this percentage of budget (optional)";
const CHAT: &str = "/copilot/billing-usage?tab=services&panel=service&service=copilotChat";

async fn order(page: &Page, packs: &str) {
    page.fill("Quantity", packs).await;
    page.press("button", "Buy").await;
}

// Manage consumption-based billing (Dynamics 365, 2025-09-29): "Purchase a Copilot message pack subscription using the
// Microsoft 365 admin center", "Assign prepaid capacity to the Power Platform environment".
#[tokio::test]
async fn packs_are_bought_assigned_and_removed_down_to_what_is_allocated() {
    journey(Start::empty(), async |session| {
        let (page, cli) = (&session.page, &session.cli);
        page.wait_idle().await;
        page.press_id("nav-purchase").await;
        assert_eq!(page.text("page-title").await, "Purchase services");
        order(page, "0").await;
        let field = page.by_css("[data-field=packs]").await;
        let said = field.text().await.expect("it can be read");
        assert!(said.contains("Buy 1 to"), "it stands under the field: {said}");

        order(page, "2").await;
        let effects = page.text("capacity-effects").await;
        assert!(effects.contains("50,000 Copilot Credits a month"), "{effects}");
        assert!(effects.contains("$400.00"), "{effects}");
        page.press("button", "Place order").await;
        page.wait_value("pack-owned", "2").await;

        // A partner sold another one.
        page.press_id("pack-channel-partnerCenter").await;
        order(page, "1").await;
        page.press("button", "Record packs").await;
        page.wait_value("pack-owned", "3").await;
        assert_eq!(cli.call("capacity_get", &json!({}))["owned"], "75000");

        // Assigned to an environment, they can't be removed below that.
        let request = json!({ "name": "Care", "kind": "production", "region": "Europe" });
        let care = cli.call("environment_create", &request)["environment"]["id"].clone();
        let allocate = |credits: &str| cli.call("allocation_set", &json!({ "environment": care, "credits": credits }));
        let _ = allocate("60000");
        page.press_id("nav-products").await;
        let row = page.text("product-row-capacityPacks").await;
        assert!(
            row.contains("75,000") && row.contains("Microsoft 365 admin center, Partner Center"),
            "{row}"
        );
        page.press("button", "Remove packs").await;
        page.fill("Packs to remove", "1").await;
        page.press_id("azure-save").await;
        let said = page.by_css("[data-field=packs]").await.text().await;
        let said = said.expect("it can be read");
        assert!(said.contains("lower the allocations by 10000"), "{said}");
        let _ = allocate("50000");
        page.press_id("azure-save").await;
        page.wait_gone("panel-remove-packs").await;
        assert_eq!(cli.call("capacity_get", &json!({}))["owned"], "50000");

        page.press_id("nav-happenings").await;
        let happened = page.text("list-happenings").await;
        for told in [
            "2 capacity packs were bought through the Microsoft 365 admin center",
            "1 capacity pack was bought through Partner Center",
            "1 capacity pack was removed",
        ] {
            assert!(happened.contains(told), "{told} is told: {happened}");
        }
    })
    .await;
}

// Manage self-service purchases and trials: users buy without a role where that is allowed.
#[tokio::test]
async fn who_has_no_role_buys_only_by_self_service() {
    journey(Start::empty().route("/billing/purchase"), async |session| {
        let (page, cli) = (&session.page, &session.cli);
        page.wait_idle().await;
        page.act_as(&administrator(cli, "Global Reader")).await;
        order(page, "1").await;
        let refused = page.text("problem-bar").await;
        assert!(refused.contains("Billing administrator"), "it names who may: {refused}");
        page.press_id("confirm-cancel").await;
        let allow = json!({ "key": "selfServicePurchase", "value": "allowed" });
        let _ = cli.call("setting_set", &allow);
        order(page, "1").await;
        page.press("button", "Place order").await;
        page.wait_value("pack-owned", "1").await;
    })
    .await;
}

fn prompt(cli: &Cli) -> Value {
    let somebody = people(cli, false).into_iter().next();
    let request = json!({ "user": somebody, "service": "copilotChat" });
    cli.call("usage_try", &request)["payer"].clone()
}

// Use Copilot Studio capacity packs for Microsoft 365 Copilot Chat (2025-09-18 and 2026-09-25).
#[tokio::test]
async fn once_a_pack_is_owned_copilot_chat_draws_on_credits_first() {
    journey(Start::empty(), async |session| {
        let (page, cli) = (&session.page, &session.cli);
        page.wait_idle().await;
        let policy = chat_is_paid_for(cli, "Everybody");
        page.go(CHAT).await;
        assert_eq!(page.count_test_id("copilot-credits").await, 0, "nothing was bought yet");
        let _ = cli.call("capacity_purchase", &json!({ "packs": 1 }));
        page.by_test_id("copilot-credits").await;
        assert_eq!(prompt(cli), "Everybody");

        page.press(
            "checkbox",
            "Apply available Microsoft Copilot Studio credit capacity to Microsoft 365 Copilot Chat",
        )
        .await;
        let effects = page.text("copilot-credits-effects").await;
        assert!(
            effects.contains("The environment \"Microsoft 365 Copilot Chat\" is made"),
            "{effects}"
        );
        page.press("button", "Apply credits").await;
        page.wait_gone("confirm-dialog").await;
        let made = cli.call("environment_list", &json!({ "search": "Copilot Chat" }));
        assert_eq!(made["total"], 1);
        assert_ne!(prompt(cli), "Everybody", "credits pay first");
        page.press_id("copilot-credits-apply").await;
        page.press("button", "Stop applying credits").await;
        page.wait_gone("confirm-dialog").await;
        assert_eq!(prompt(cli), "Everybody");

        // A credit policy alone: the environment is used again, and no billing policy is needed.
        page.press("button", "Add new Copilot Credit policy").await;
        page.fill("Name", "Staff credits").await;
        page.press_id("azure-save").await;
        page.wait_gone("panel-create-credit-policy").await;
        let again = cli.call("environment_list", &json!({ "search": "Copilot Chat" }));
        assert_eq!(again["total"], 1, "it is used again");
        let disconnect = json!({ "service": "copilotChat", "policy": policy });
        let _ = cli.call("service_disconnect", &disconnect);
        let _ = cli.call("clock_advance", &json!({ "by": "PT3H" }));
        assert!(prompt(cli).is_string(), "prepaid credits pay without a billing policy");
        page.press("button", "Delete Staff credits").await;
        page.press("button", "Delete Copilot credit policy").await;
        page.wait_gone("confirm-dialog").await;
        assert!(prompt(cli).is_null(), "nothing pays now");

        // Only a Global administrator changes it.
        page.press_id("service-cancel").await;
        page.act_as(&administrator(cli, "AI administrator")).await;
        page.go(CHAT).await;
        page.press_id("copilot-credits-apply").await;
        let said = page.by_test_id("confirm-dialog").await.text().await;
        let said = said.expect("it can be read");
        assert!(said.contains("Global"), "{said}");
    })
    .await;
}

// Set up pay-as-you-go (Microsoft 365 Copilot services, 2025-04-21): where it is on in the Power Platform admin center too,
// turning it off there first is advised.
#[tokio::test]
async fn connecting_while_a_copilot_chat_plan_is_on_advises_to_turn_it_off_first() {
    journey(Start::empty(), async |session| {
        let (page, cli) = (&session.page, &session.cli);
        page.wait_idle().await;
        let place = cli.call("subscription_list", &json!({}))["rows"][0].clone();
        let plan = cli.call(
            "plan_create",
            &json!({ "name": "Chat", "kind": "copilotChat", "subscription": place["id"],
                "resourceGroup": place["resourceGroups"][0]["name"] }),
        );
        let created = cli.call("policy_create", &policy_for_all_users(cli, "Everybody"));
        let policy = text(&created["policy"]["id"]);
        page.go(CHAT).await;
        page.press("switch", "Connect Everybody").await;
        let advice = page.text("connect-advice").await;
        assert!(advice.contains("nobody is charged twice"), "{advice}");
        assert_eq!(page.axe_violations().await, [], "the advice is accessible");

        // The link leads to the plan; there it is turned off, and the advice is gone.
        page.press_id("connect-advice-plan").await;
        page.by_test_id("panel-plan").await;
        let disable = json!({ "plan": plan["plan"]["id"], "enabled": false });
        let _ = cli.call("plan_edit", &disable);
        page.go(CHAT).await;
        page.press("switch", "Connect Everybody").await;
        page.by_test_id("connect-effects").await;
        assert_eq!(page.count_test_id("connect-advice").await, 0);

        // It can be passed over.
        let _ = cli.call("plan_edit", &json!({ "plan": plan["plan"]["id"], "enabled": true }));
        page.by_test_id("connect-advice").await;
        page.press("button", "Save").await;
        page.wait_gone("panel-service").await;
        let services = cli.call("service_list", &json!({}));
        assert!(services.to_string().contains(&policy), "it is connected: {services}");
    })
    .await;
}

// Copilot Credit Pre-Purchase Plan (2026-07-17).
#[tokio::test]
async fn a_pre_purchase_plan_is_bought_by_an_owner_and_cannot_be_undone() {
    journey(Start::empty(), async |session| {
        let (page, cli) = (&session.page, &session.cli);
        page.wait_idle().await;
        page.press_id("nav-reservations").await;
        page.press("button", "Add").await;
        page.press_id("azure-save").await;
        assert_eq!(page.focused().await, "reservation-tier", "a tier is needed");
        page.press_id("reservation-tier").await;
        page.press_id("reservation-tier-copilotCredit-1").await;
        page.press("radio", "Single resource group").await;
        page.choose("Azure subscription", "Shared Services").await;
        page.press_id("plan-resource-group").await;
        page.press_id("plan-resource-group-rg-copilot-billing").await;
        page.press("button", "Buy now").await;
        page.wait_gone("panel-buy-reservation").await;
        let bought = cli.call("prepurchase_list", &json!({}))["rows"][0].clone();
        let id = text(&bought["id"]);
        let row = page.text(&format!("reservation-row-{id}")).await;
        assert!(row.contains("rg-copilot-billing"), "{row}");
        assert_eq!(
            page.names_by_role("button")
                .await
                .iter()
                .filter(|name| name.contains("Cancel"))
                .count(),
            0
        );

        // Who owns no subscription is refused where it matters.
        page.act_as(&administrator(cli, "AI administrator")).await;
        page.press("button", "Add").await;
        page.press_id("reservation-tier").await;
        page.press_id("reservation-tier-copilotCredit-1").await;
        page.press("button", "Buy now").await;
        let refused = page.text("problem-bar").await;
        assert!(refused.contains("Owner"), "{refused}");
    })
    .await;
}

// Manage consumption-based billing: "If there's no quantity to allocate, purchase more."
#[tokio::test]
async fn what_mends_a_depleted_environment_leads_to_purchase_services() {
    journey(Start::demo(), async |session| {
        let (page, cli) = (&session.page, &session.cli);
        page.wait_idle().await;
        let found = cli.call("environment_list", &json!({ "search": "Customer Care" }));
        let care = text(&found["rows"][0]["id"]);
        page.go(&format!("/power-platform/environments?panel=environment&id={care}"))
            .await;
        page.press("button", "Buy capacity packs").await;
        assert_eq!(page.text("page-title").await, "Purchase services");
    })
    .await;
}

/// An environment whose use a billing plan pays, with five dollars of it on the day that the workbook begins.
pub(crate) fn charged_plan(cli: &Cli) -> String {
    let request = json!({ "name": "West", "kind": "production", "region": "Asia" });
    let west = cli.call("environment_create", &request)["environment"]["id"].clone();
    let place = cli.call("subscription_list", &json!({}))["rows"][0].clone();
    let plan = cli.call(
        "plan_create",
        &json!({ "name": "West plan", "kind": "azureSubscription", "subscription": place["id"],
            "resourceGroup": place["resourceGroups"][0]["name"], "region": "Asia", "environments": [west] }),
    );
    let _ = cli.call("clock_advance", &json!({ "by": "PT15M" }));
    let somebody = people(cli, false).into_iter().next();
    let request = json!({ "user": somebody, "service": "copilotStudio", "environment": "West", "agent": "Helper",
        "quantity": "300" });
    let _ = cli.call("usage_try", &request);
    text(&plan["plan"]["id"])
}

// "Use Microsoft Cost Management in the Azure portal to view detailed usage and adjust spending limits (budgets) to free up
// more capacity": what is true of that.
#[tokio::test]
async fn a_budget_only_mails_unless_its_action_unlinks_and_raising_it_frees_something_only_then() {
    journey(Start::empty(), async |session| {
        let (page, cli) = (&session.page, &session.cli);
        page.wait_idle().await;
        let plan = charged_plan(cli);
        page.press_id("nav-cost-management").await;
        assert_eq!(page.text("page-title").await, "Cost Management");
        page.press("tab", "Budgets").await;
        page.press("button", "West plan").await;
        page.fill("Budget ($ USD)", "1").await;
        page.fill(FORECAST, "300").await;
        page.press_id("plan-budget-action").await;
        page.press_id("plan-budget-action-100").await;
        page.press_id("azure-save").await;
        assert_eq!(page.focused().await, "plan-budget-forecast", "300% is none");
        page.fill(FORECAST, "110").await;
        page.press_id("azure-save").await;
        page.wait_gone("panel-plan-budget").await;

        // Nothing is known of today yet; the morning after, the action runs.
        assert_eq!(page.value(&format!("plan-budget-spent-{plan}")).await, "0");
        page.advance_time("1 day").await;
        let acted = page.value(&format!("plan-budget-acted-{plan}")).await;
        assert_eq!(acted, "2026-11-18T08:00:00Z");
        assert_eq!(page.axe_violations().await, [], "the list is accessible");
        page.press("button", "Raise budget and link again").await;
        page.fill("New budget ($ USD)", "1").await;
        page.press_id("azure-save").await;
        let said = page.by_css("[data-field=amount]").await.text().await;
        assert!(
            said.expect("it can be read").contains("more than"),
            "it is raised, not repeated"
        );
        page.fill("New budget ($ USD)", "100").await;
        page.press_id("azure-save").await;
        page.wait_gone("panel-raise-budget").await;
        let linked = cli.call("plan_list", &json!({}))["rows"][0]["environments"][0]["name"].clone();
        assert_eq!(linked, "West");

        page.press("tab", "Cost analysis").await;
        let row = page.text(&format!("cost-row-{plan}")).await;
        assert!(
            row.contains("West plan") && !row.contains("Helper"),
            "no agent is there: {row}"
        );
        page.press_id("nav-happenings").await;
        let happened = page.text("list-happenings").await;
        for told in ["its action took \"West\" off the plan", "reached 100% of its budget"] {
            assert!(happened.contains(told), "{told} is told: {happened}");
        }
    })
    .await;
}

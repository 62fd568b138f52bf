//! Billing › Purchase services and Your products, Azure › Reservations, and the section Copilot Credits of Copilot Chat.

use meterdesk_e2e::{Page, Session};
use serde_json::json;
use thirtyfour::Key;

use super::{BILLING, first};
use crate::buying::charged_plan;
use crate::tenant::{administrator, text};

pub(super) async fn walk(page: &Page, look: &mut impl AsyncFnMut(&Page, &str)) {
    page.go("/billing/purchase").await;
    page.fill("Quantity", "some").await;
    page.press_id("pack-buy").await;
    look(page, "a quantity that is none").await;
    page.fill("Quantity", "0").await;
    page.press_id("pack-buy").await;
    look(page, "a quantity that is refused").await;
    page.fill("Quantity", "2").await;
    page.press_id("pack-buy").await;
    look(page, "an order of packs").await;
    page.press_id("confirm-cancel").await;
    page.fill("Licenses", "10").await;
    page.press_id("included-save").await;
    look(page, "the question before licenses are set").await;
    page.press_id("confirm-cancel").await;
    page.go("/billing/products").await;
    page.press_id("product-remove-packs").await;
    page.press_id("azure-save").await;
    look(page, "packs to remove, with none named").await;
    page.press_id("azure-cancel").await;
    buying_mix(page, look).await;
    reservation(page, look).await;
    copilot_credits(page, look).await;
}

/// Billing › Buying mix: its filters, the working of the tenant's mix, and groups with the licences that people hold kept.
async fn buying_mix(page: &Page, look: &mut impl AsyncFnMut(&Page, &str)) {
    page.go("/billing/buying-mix").await;
    page.press_id("mix-month").await;
    look(page, "the months of the buying mix").await;
    page.press_id("mix-month-2026-10").await;
    page.press_id("mix-tenant-open").await;
    look(page, "the working of the tenant's mix").await;
    page.press_id("panel-close").await;
    page.press_id("mix-by").await;
    look(page, "whose use is priced together").await;
    page.press_id("mix-by-group").await;
    page.press_id("mix-keep").await;
    page.press_id(&first(page, "mix-open-").await).await;
    look(page, "the working of a group's mix").await;
    page.press_id("panel-close").await;
}

async fn reservation(page: &Page, look: &mut impl AsyncFnMut(&Page, &str)) {
    page.go("/azure/reservations").await;
    page.press_id("reservation-buy").await;
    page.press_id("azure-save").await;
    look(page, "a reservation with its errors").await;
    page.press_id("reservation-tier").await;
    look(page, "the tiers of pre-purchase plans").await;
    page.press_id(&first(page, "reservation-tier-").await).await;
    page.press_id("reservation-scope-resourceGroup").await;
    look(page, "a reservation for a resource group").await;
    page.press_id("reservation-scope-managementGroup").await;
    page.press_id("azure-save").await;
    look(page, "a reservation for a management group without a name").await;
    page.press_id("azure-cancel").await;
    page.press_id("confirm-accept").await;
}

async fn copilot_credits(page: &Page, look: &mut impl AsyncFnMut(&Page, &str)) {
    page.go(&format!("{BILLING}?tab=services&panel=service&service=copilotChat"))
        .await;
    page.press_id("copilot-credits-apply").await;
    look(page, "the question before credits are applied").await;
    page.press_id("confirm-cancel").await;
    page.press_id("credit-policy-create").await;
    page.press_id("credit-policy-users-group").await;
    page.press_id("azure-save").await;
    look(page, "a Copilot credit policy with its errors").await;
    page.press_id("picker-credit-group").await;
    look(page, "the groups offered for a Copilot credit policy").await;
    page.press_id(&first(page, "picker-option-").await).await;
    page.fill("Name", "Early shift credits").await;
    page.press_id("azure-save").await;
    look(page, "the section Copilot Credits with a policy").await;
    page.press_id(&first(page, "credit-policy-delete-").await).await;
    look(page, "the question before a Copilot credit policy goes").await;
    page.press_id("confirm-accept").await;
    page.wait_gone("confirm-dialog").await;
    page.press_id(&first(page, "credit-policy-delete-").await).await;
    page.press_id("confirm-accept").await;
    page.by_test_id("credit-policies-none").await;
    look(page, "the section Copilot Credits without a policy").await;
    page.press_id("service-cancel").await;
}

/// Where nothing was bought; and the advice before a connection while a Copilot Chat plan is on.
pub(super) async fn empty(session: &Session, look: &mut impl AsyncFnMut(&Page, &str)) {
    let (page, cli) = (&session.page, &session.cli);
    for address in ["/billing/products", "/azure/reservations"] {
        page.go(address).await;
        look(page, &format!("{address} with nothing")).await;
    }
    let place = cli.call("subscription_list", &json!({}))["rows"][0].clone();
    let plan = cli.call(
        "plan_create",
        &json!({ "name": "Chat", "kind": "copilotChat", "subscription": place["id"],
            "resourceGroup": place["resourceGroups"][0]["name"] }),
    );
    let policy = cli.call(
        "policy_create",
        &crate::tenant::policy_for_all_users(cli, "For a while"),
    );
    let policy = text(&policy["policy"]["id"]);
    page.go(&format!("{BILLING}?tab=services&panel=service&service=copilotChat"))
        .await;
    page.press_id(&format!("connection-switch-{policy}")).await;
    page.by_test_id("connect-advice").await;
    look(page, "the advice before a connection").await;
    page.press_id("service-cancel").await;
    let _ = cli.call("policy_delete", &json!({ "policy": policy }));
    let _ = cli.call("plan_delete", &json!({ "plan": plan["plan"]["id"] }));
}

/// Azure › Cost Management: costs by each part, and the budgets with their panels.
pub(super) async fn costs(session: &Session, look: &mut impl AsyncFnMut(&Page, &str)) {
    const COSTS: &str = "/azure/cost-management";
    let page = &session.page;
    for by in ["meter", "tag"] {
        page.go(&format!("{COSTS}?costBy={by}")).await;
        look(page, &format!("costs by {by}")).await;
    }
    page.press_id("cost-month").await;
    look(page, "the months of costs").await;
    page.type_keys(Key::Escape).await;
    page.press_id("cost-by").await;
    look(page, "what costs are added up by").await;
    page.type_keys(Key::Escape).await;
    page.go(&format!("{COSTS}?tab=budgets")).await;
    look(page, "the budgets of billing plans").await;
    page.act_as(&administrator(&session.cli, "Billing administrator")).await;
    page.press("button", "Back office agents").await;
    look(page, "a billing plan's budget that a Reader can't change").await;
    page.press_id("azure-cancel").await;
    page.act_as(&administrator(&session.cli, "Global administrator")).await;
    page.press_id(&first(page, "plan-budget-open-").await).await;
    page.press_id("azure-save").await;
    look(page, "a billing plan's budget with its errors").await;
    page.press_id("plan-budget-action").await;
    look(page, "the actions of a budget").await;
    page.press_id("plan-budget-action-100").await;
    page.press_id("azure-cancel").await;
    page.press_id("confirm-accept").await;
}

/// What the action of a budget did, and the panel that takes it back.
pub(super) async fn acted(session: &Session, look: &mut impl AsyncFnMut(&Page, &str)) {
    let (page, cli) = (&session.page, &session.cli);
    // Whatever stood open on the page before is gone on this one.
    page.go("/azure/cost-management?tab=budgets").await;
    page.act_as(&administrator(cli, "Global administrator")).await;
    let plan = charged_plan(cli);
    let budget = json!({ "plan": plan, "budget": { "amount": "1", "reset": "month" }, "unlinkAt": 100 });
    let _ = cli.call("plan_budget_set", &budget);
    // A look knows complete days: the second one surely knows that of the charge.
    let _ = cli.call("clock_advance", &json!({ "by": "P2D" }));
    page.by_test_id(&format!("plan-budget-raise-{plan}")).await;
    look(page, "a budget whose action has run").await;
    page.press_id(&first(page, "plan-budget-raise-").await).await;
    page.press_id("azure-save").await;
    look(page, "a budget to raise, without an amount").await;
    page.press_id("azure-cancel").await;
}

//! Power Platform › Pay-as-you-go plans: the wizard of both kinds, a plan's panel, and what stands before each change.

use meterdesk_e2e::Page;

use super::first;

const PLANS: &str = "/power-platform/billing-plans";

pub(super) async fn walk(page: &Page, look: &mut impl AsyncFnMut(&Page, &str)) {
    page.go(PLANS).await;
    page.press_id("plan-create").await;
    page.press_id("plan-wizard-next").await;
    look(page, "a new billing plan with its errors").await;
    page.press_id("plan-kind-copilotChat").await;
    look(page, "a new billing plan for Copilot Chat").await;
    page.press_id("plan-kind-azureSubscription").await;
    page.press_id("plan-products").await;
    look(page, "the products of a billing plan").await;
    page.press_id("plan-products").await;
    page.fill("Name", "Field service").await;
    page.press_id("plan-subscription").await;
    look(page, "the subscriptions of a billing plan").await;
    page.press("option", "Shared Services").await;
    page.press_id("plan-resource-group").await;
    look(page, "the resource groups of a billing plan").await;
    page.press_id(&first(page, "plan-resource-group-").await).await;
    page.press_id("plan-wizard-next").await;
    page.press_id("plan-wizard-finish").await;
    look(page, "a new billing plan without a region").await;
    page.choose("Region", "Asia").await;
    look(page, "a region without environments").await;
    page.choose("Region", "Europe").await;
    look(page, "the environments of a new billing plan").await;
    page.press_id("plan-wizard-cancel").await;
    page.press_id("confirm-accept").await;
    page.press("button", "Back office agents").await;
    look(page, "a billing plan's panel").await;
    page.press_id("plan-edit").await;
    look(page, "a billing plan to edit").await;
    page.press_id("azure-cancel").await;
    page.press_id("plan-environments-add").await;
    page.press_id("azure-save").await;
    look(page, "environments to add, with none chosen").await;
    page.press("checkbox", "Agent Sandbox").await;
    look(page, "the question before an environment moves").await;
    page.press_id("confirm-cancel").await;
    page.press_id("azure-cancel").await;
    for effect in ["plan-switch", "plan-delete", "plan-environment-remove-"] {
        page.press_id(&first(page, effect).await).await;
        look(page, &format!("the dialog of {effect}")).await;
        page.press_id("confirm-cancel").await;
    }
    page.press_id("panel-close").await;
    page.go("/power-platform/apps").await;
    page.press("button", "Human Resources").await;
    page.press_id("azure-save").await;
    look(page, "pay-as-you-go of an app with its errors").await;
    page.press_id("azure-cancel").await;
    page.press("button", "Agent Sandbox").await;
    look(page, "the settings of an app whose environment has a plan").await;
    page.press_id("panel-close").await;
}

/// Where there is no plan, and in a region without environments.
pub(super) async fn empty(page: &Page, look: &mut impl AsyncFnMut(&Page, &str)) {
    page.go(PLANS).await;
    look(page, "no billing plans").await;
}

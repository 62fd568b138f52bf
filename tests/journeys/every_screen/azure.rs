//! Azure › Subscriptions and Settings: panels, small forms with their errors, and what stands before an act.

use meterdesk_e2e::Page;

use super::first;

pub(super) async fn walk(page: &Page, look: &mut impl AsyncFnMut(&Page, &str)) {
    page.go("/azure/subscriptions").await;
    page.press_id("subscription-create").await;
    look(page, "the panel Create a new subscription").await;
    page.press_id("azure-save").await;
    look(page, "a new subscription with its errors").await;
    page.press_id("azure-region").await;
    look(page, "the regions of a subscription").await;
    page.press_id("azure-region").await;
    page.press_id("azure-cancel").await;
    page.press("button", "Shared Services").await;
    look(page, "a subscription's panel").await;
    page.press_id("resource-group-create").await;
    look(page, "the panel Create a new resource group").await;
    page.press_id("azure-cancel").await;
    page.press_id("role-grant").await;
    look(page, "the panel Grant a role").await;
    page.press_id("azure-save").await;
    look(page, "a role to grant with its errors").await;
    page.press_id("grant-place").await;
    look(page, "the places of a role").await;
    page.press_id("grant-place-subscription").await;
    page.press_id("azure-cancel").await;
    for effect in ["subscription-state", "resource-group-delete-", "role-remove-"] {
        page.press_id(&first(page, effect).await).await;
        look(page, &format!("the dialog of {effect}")).await;
        page.press_id("confirm-cancel").await;
    }
    settings(page, look).await;
}

async fn settings(page: &Page, look: &mut impl AsyncFnMut(&Page, &str)) {
    page.go("/settings").await;
    let settings = page.test_ids().await;
    for setting in settings.iter().filter_map(|id| id.strip_prefix("setting-open-")) {
        page.go(&format!("/settings/{setting}")).await;
        look(page, &format!("the setting {setting}")).await;
    }
    page.press_id("setting-save").await;
    look(page, "a setting that holds already").await;
    page.go("/settings/nothing").await;
    look(page, "a setting that is not there").await;
}

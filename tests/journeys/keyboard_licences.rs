//! Licences, billed sessions and the buying mix by keyboard alone. The focus is never lost.

use meterdesk_e2e::{Page, Start, journey};
use serde_json::json;
use thirtyfour::Key;

use crate::keyboard::{enter, never_lost};
use crate::tenant::text;

/// Walks to a check box with the Tab key, and presses the space bar.
async fn tick(page: &Page, id: &str) {
    page.tab_to(id).await;
    page.type_keys(" ").await;
    never_lost(page).await;
}

#[tokio::test]
async fn licenses_are_purchased_and_assigned_by_keyboard_alone() {
    journey(Start::empty(), async |session| {
        let (page, cli) = (&session.page, &session.cli);
        page.wait_idle().await;
        let _ = cli.call("capacity_purchase", &json!({ "packs": 1 }));
        enter(page, "nav-purchase").await;
        page.wait_focus("page-title").await;
        tick(page, "offer-choose-copilotStudioUser").await;
        enter(page, "offer-check-out").await;
        page.tab_to("check-out-copilotStudioUser").await;
        page.type_keys(Key::Control + "a").await;
        page.type_keys("2").await;
        page.by_test_id("check-out-effects").await;
        enter(page, "azure-save").await;
        page.wait_gone("panel-check-out").await;
        never_lost(page).await;

        enter(page, "nav-active-users").await;
        page.wait_focus("page-title").await;
        let person = cli.call("user_list", &json!({}))["rows"][0].clone();
        tick(page, &format!("user-choose-{}", text(&person["id"]))).await;
        enter(page, "user-manage-licenses").await;
        tick(page, "licenses-tick-copilotStudioUser").await;
        page.by_test_id("licenses-effects").await;
        enter(page, "azure-save").await;
        page.wait_gone("panel-manage-licenses").await;
        never_lost(page).await;

        enter(page, "nav-licenses").await;
        page.wait_focus("page-title").await;
        enter(page, "license-open-copilotStudioUser").await;
        page.by_test_id("license-facts").await;
        page.tab_to("license-tab-users").await;
        page.type_keys(Key::Right).await;
        page.type_keys(Key::Enter).await;
        never_lost(page).await;
        enter(page, "license-assign").await;
        page.by_test_id("panel-assign-licenses").await;
        page.type_keys(Key::Escape).await;
        page.wait_focus("license-assign").await;
        page.type_keys(Key::Escape).await;
        page.wait_focus("license-open-copilotStudioUser").await;
        let owned = cli.call("licence_list", &json!({ "search": "Copilot Studio user" }));
        assert_eq!(
            (&owned["rows"][0]["owned"], &owned["rows"][0]["assigned"]),
            (&json!(2), &json!(1))
        );
    })
    .await;
}

#[tokio::test]
async fn sessions_and_the_buying_mix_are_read_by_keyboard_alone() {
    journey(Start::demo(), async |session| {
        let (page, cli) = (&session.page, &session.cli);
        page.wait_idle().await;
        enter(page, "nav-sessions").await;
        page.wait_focus("page-title").await;
        page.tab_to("tab-bots").await;
        for next in ["tab-conversations", "tab-rules", "tab-flows"] {
            page.type_keys(Key::Right).await;
            page.wait_focus(next).await;
            page.type_keys(Key::Enter).await;
            page.wait_idle().await;
            page.wait_focus(next).await;
        }
        let first = cli.call("conversation_list", &json!({ "limit": 1 }))["rows"][0].clone();
        let opener = format!("conversation-open-{}", text(&first["conversation"]));
        page.go("/reports/sessions?tab=conversations").await;
        enter(page, &opener).await;
        page.by_test_id("conversation-summary").await;
        page.type_keys(Key::Escape).await;
        page.wait_focus(&opener).await;

        enter(page, "nav-buying-mix").await;
        page.wait_focus("page-title").await;
        enter(page, "mix-tenant-open").await;
        page.by_test_id("panel-buying-mix").await;
        page.type_keys(Key::Escape).await;
        page.wait_focus("mix-tenant-open").await;
        tick(page, "mix-keep").await;
        page.wait_idle().await;
        never_lost(page).await;
    })
    .await;
}

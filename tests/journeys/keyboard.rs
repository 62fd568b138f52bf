//! Everything by keyboard alone: create, connect, disconnect, delete, advance time. The focus is never lost.

use meterdesk_e2e::{NewPolicy, Page, Start, journey};
use serde_json::json;
use thirtyfour::Key;

#[tokio::test]
async fn a_policy_is_made_used_and_deleted_by_keyboard_alone() {
    journey(Start::empty(), async |session| {
        let page = &session.page;
        page.wait_idle().await;
        enter(page, "nav-billing-usage").await;
        page.wait_focus("page-title").await;

        enter(page, "policy-add").await;
        page.tab_to("policy-name").await;
        page.type_keys(NewPolicy::IN_EMPTY.name).await;
        for field in ["policy-subscription", "policy-resource-group", "policy-region"] {
            page.tab_to(field).await;
            // Opens the list with its first choice marked, and takes it.
            page.type_keys(Key::Down).await;
            page.type_keys(Key::Enter).await;
            page.wait_focus(field).await;
        }
        page.tab_to("policy-terms").await;
        page.type_keys(" ").await;
        enter(page, "policy-wizard-next").await;
        page.wait_focus("policy-wizard-step").await;
        page.tab_to("policy-users-all").await;
        page.type_keys(" ").await;
        while page.count_test_id("policy-wizard-finish").await == 0 {
            enter(page, "policy-wizard-next").await;
        }
        enter(page, "policy-wizard-finish").await;
        let policy = page.value("policy-created").await;
        enter(page, "policy-created-connect").await;

        let switch = format!("connection-switch-{policy}");
        enter(page, "service-open-copilotChat").await;
        page.tab_to(&switch).await;
        page.type_keys(" ").await;
        enter(page, "service-save").await;
        page.wait_focus("service-open-copilotChat").await;
        let services = session.cli.call("service_list", &json!({}));
        assert_eq!(
            services["rows"][0]["connections"][0]["policy"],
            json!(policy),
            "it is connected"
        );

        enter(page, "service-open-copilotChat").await;
        page.tab_to(&switch).await;
        page.type_keys(" ").await;
        enter(page, "service-save").await;
        enter(page, "confirm-accept").await;
        let services = session.cli.call("service_list", &json!({}));
        let ends = services["rows"][0]["connections"][0]["endsAt"]
            .as_str()
            .map(str::to_owned);
        assert_eq!(
            ends.as_deref(),
            Some("2026-11-17T12:00:00Z"),
            "it is being disconnected"
        );

        enter(page, "clock-advance").await;
        page.wait_focus("clock-advance-hour").await;
        page.type_keys(Key::Down).await;
        page.type_keys(Key::Enter).await;
        assert_eq!(page.value("clock-now").await, "2026-11-17T12:00:00Z");
        never_lost(page).await;

        page.tab_to("tab-services").await;
        page.type_keys(Key::Left).await;
        page.type_keys(Key::Enter).await;
        enter(page, &format!("policy-open-{policy}")).await;
        enter(page, "policy-delete").await;
        enter(page, "confirm-accept").await;
        let policies = session.cli.call("policy_list", &json!({}));
        assert_eq!(policies["total"], 0, "it is deleted");
    })
    .await;
}

#[tokio::test]
async fn what_was_opened_by_keyboard_is_closed_by_escape() {
    journey(Start::demo(), async |session| {
        let page = &session.page;
        page.wait_idle().await;
        for opener in ["help-open", "window-menu", "actor-switch", "clock-advance"] {
            enter(page, opener).await;
            page.until(async || page.focused().await != opener).await;
            page.type_keys(Key::Escape).await;
            page.wait_focus(opener).await;
        }
    })
    .await;
}

#[tokio::test]
async fn a_panel_that_opens_with_another_page_takes_the_focus() {
    journey(Start::empty(), async |session| {
        let page = &session.page;
        page.wait_idle().await;
        enter(page, "home-next-action").await;
        page.until(async || page.focused().await != "page-title").await;
        page.by_role_name("textbox", "Name").await;
        page.type_keys(Key::Escape).await;
        page.wait_focus("page-title").await;
    })
    .await;
}

/// Walks to it with the Tab key and presses Enter.
pub(crate) async fn enter(page: &Page, id: &str) {
    page.tab_to(id).await;
    page.type_keys(Key::Enter).await;
    never_lost(page).await;
}

pub(crate) async fn never_lost(page: &Page) {
    // The focus goes back a turn after what had it went away.
    page.until(async || !["body", "html", "nothing"].contains(&&*page.focused().await))
        .await;
}

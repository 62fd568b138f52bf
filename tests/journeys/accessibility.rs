//! Every page, and every panel, keeps the rules of accessibility, in light and in dark, and gives each test id once.

use meterdesk_e2e::{Page, Start, journey};

#[tokio::test]
async fn every_page_is_accessible_in_light_colours() {
    journey(Start::demo(), async |session| {
        session.page.wait_idle().await;
        assert_eq!(session.page.colours().await, "light");
        walk(&session.page).await;
    })
    .await;
}

#[tokio::test]
async fn every_page_is_accessible_in_dark_colours() {
    journey(Start::demo(), async |session| {
        session.page.wait_idle().await;
        session.page.press_id("window-menu").await;
        session.page.press("menuitemradio", "Dark").await;
        assert_eq!(session.page.colours().await, "dark");
        walk(&session.page).await;
    })
    .await;
}

/// Every page that the navigation leads to, then the panels.
async fn walk(page: &Page) {
    let pages = page.names_by_role_in("navigation", "link").await;
    assert!(pages.len() >= 8, "the navigation leads to pages: {pages:?}");
    for name in &pages {
        page.press("link", name).await;
        check(page, name).await;
    }
    page.press_id("nav-billing-usage").await;
    page.press_id("policy-add").await;
    check(page, "the wizard").await;
    page.press_id("policy-wizard-cancel").await;
    page.press("button", "Service knowledge").await;
    check(page, "the policy's panel").await;
    page.press_id("policy-tab-budget").await;
    check(page, "the policy's spending").await;
    page.press_id("budget-view-settings").await;
    check(page, "the policy's budget settings").await;
    page.press_id("panel-close").await;
    page.press_id("tab-services").await;
    check(page, "the services").await;
    page.press_id("service-open-copilotChat").await;
    check(page, "the service's panel").await;
    page.press_id("service-cancel").await;
    page.press_id("nav-subscriptions").await;
    page.press("button", "Shared Services").await;
    check(page, "a subscription's panel").await;
    page.press_id("role-grant").await;
    check(page, "the panel Grant a role").await;
    page.press_id("azure-cancel").await;
    page.press_id("panel-close").await;
    page.press_id("nav-settings").await;
    page.press("link", "Which policy pays on overlap").await;
    check(page, "a setting's page").await;
    page.press_id("nav-usage").await;
    page.press_id("try-open").await;
    check(page, "the panel Send a prompt").await;
}

async fn check(page: &Page, place: &str) {
    assert_eq!(page.axe_violations().await, [], "{place} is accessible");
    let doubled = page.doubled_test_ids().await;
    assert!(doubled.is_empty(), "test ids are unique on {place}: {doubled:?}");
}

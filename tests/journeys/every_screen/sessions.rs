//! Reports › Sessions: the report with its choices, conversations and the working of one, the time line, and flows.

use meterdesk_e2e::Page;

use super::first;

const SESSIONS: &str = "/reports/sessions";

pub(super) async fn walk(page: &Page, look: &mut impl AsyncFnMut(&Page, &str)) {
    page.go(SESSIONS).await;
    page.by_test_id("sessions-capacity").await;
    page.press_id("sessions-bot").await;
    look(page, "the bots whose sessions can be shown").await;
    page.press_id("sessions-bot-IT Help").await;
    page.wait_idle().await;
    look(page, "the sessions of one bot").await;
    page.go(SESSIONS).await;
    state_licenses(page, "some").await;
    look(page, "a number of base licenses that is none").await;
    state_licenses(page, "1").await;
    page.by_test_id("sessions-over-2023-12-01").await;
    look(page, "a month with more billed sessions than a base license includes").await;
    page.press_id("session-open-Order Status-2026-11-01").await;
    page.press_id("sessions-month").await;
    look(page, "the months of conversations").await;
    page.press_id("sessions-month-2023-12").await;
    page.wait_idle().await;
    page.press_id(&first(page, "conversation-open-").await).await;
    page.by_test_id("conversation-summary").await;
    look(page, "the working of a conversation").await;
    page.press_id("panel-close").await;
    page.go(&format!("{SESSIONS}?tab=conversations&panel=conversation&id=nothing"))
        .await;
    look(page, "a conversation that is not there").await;
    page.press_id("panel-close").await;
    page.go(&format!("{SESSIONS}?tab=rules")).await;
    page.by_test_id("session-rule-sessions-2019").await;
    look(page, "the rules on one time line").await;
    page.go(&format!("{SESSIONS}?tab=flows")).await;
    page.by_test_id("flow-quota").await;
    look(page, "the flows of bots").await;
}

async fn state_licenses(page: &Page, number: &str) {
    page.fill("Base licenses", number).await;
    // It counts once the field is left.
    page.press_id("page-title").await;
    page.wait_idle().await;
}

/// Where no log was imported.
pub(super) async fn empty(page: &Page, look: &mut impl AsyncFnMut(&Page, &str)) {
    for tab in ["bots", "conversations", "rules", "flows"] {
        page.go(&format!("{SESSIONS}?tab={tab}")).await;
        look(page, &format!("sessions without a log: {tab}")).await;
    }
}

//! The bar on top: menus, About, the date to advance to, and what an advance says.

use meterdesk_e2e::{Page, Session};
use serde_json::json;
use thirtyfour::Key;

use super::USAGE;
use crate::tenant::text;

pub(super) async fn walk(page: &Page, look: &mut impl AsyncFnMut(&Page, &str)) {
    for menu in ["clock-advance", "actor-switch", "window-menu"] {
        page.go("/").await;
        page.press_id(menu).await;
        look(page, &format!("the menu of {menu}")).await;
        page.type_keys(Key::Escape).await;
    }
    page.press_id("window-menu").await;
    page.press_id("about-open").await;
    look(page, "About Meterdesk").await;
    page.press_id("about-close").await;
    page.press_id("clock-advance").await;
    page.press_id("clock-advance-date").await;
    look(page, "the date to advance to").await;
    page.fill("Date (UTC)", "2026-11-31").await;
    page.press_id("clock-date-accept").await;
    look(page, "a date that does not exist").await;
    page.fill("Date (UTC)", "2027-06-30").await;
    page.begin("clock-date-accept").await;
    page.by_test_id("clock-progress").await;
    look(page, "a long advance").await;
    page.begin("clock-date-cancel").await;
    page.wait_gone("clock-progress").await;
    page.by_test_id("notice").await;
    page.wait_idle().await;
    page.press_id("clock-advance").await;
    page.press_id("clock-advance-day").await;
    look(page, "the message after an advance").await;
    page.go(USAGE).await;
    page.by_test_id("usage-refused").await;
    look(page, "usage with refused requests").await;
}

/// The clock is refused only when another program has just moved it: the menu still offers the month that is over.
pub(super) async fn refused_advance(session: &Session, look: &mut impl AsyncFnMut(&Page, &str)) {
    let page = &session.page;
    page.until(async || {
        page.press_id("clock-advance").await;
        let now = text(&session.cli.call("clock_get", &json!({}))["now"]);
        let _ = session.cli.call("clock_advance", &json!({ "by": "P32D" }));
        page.press_id("clock-advance-month-end").await;
        let moved = text(&session.cli.call("clock_get", &json!({}))["now"]);
        assert!(moved > now, "time only moves forward");
        page.count_test_id("clock-problem-close").await == 1
    })
    .await;
    look(page, "an advance that was refused").await;
    page.press_id("clock-problem-close").await;
}

//! Rehearsal › Estimate: each calculator with its result, its choices and what it can't take.

use meterdesk_e2e::Page;
use thirtyfour::Key;

pub(super) async fn walk(page: &Page, look: &mut impl AsyncFnMut(&Page, &str)) {
    for calculator in ["offers", "agents", "business-central", "sessions"] {
        page.go(&format!("/rehearsal/estimate?calculator={calculator}")).await;
        page.by_test_id("estimate-summary").await;
        look(page, &format!("the calculator {calculator}")).await;
    }
    page.go("/rehearsal/estimate").await;
    page.press_id("estimate-add").await;
    page.press_id("estimate-field-licensed").await;
    look(page, "the choices of an estimate").await;
    page.type_keys(Key::Escape).await;
    page.fill("Day of use", "2024-02-30").await;
    page.press_id("estimate-calculate").await;
    look(page, "an estimate that can't be made").await;
}

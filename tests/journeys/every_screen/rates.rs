//! Settings › Rates and prices: a card, what can be overridden on it, and what it shows then.

use meterdesk_e2e::Page;

pub(super) async fn walk(page: &Page, look: &mut impl AsyncFnMut(&Page, &str)) {
    const CARD: &str = "/settings/rates?panel=rate-card&id=cc-2026-08";
    page.go(CARD).await;
    look(page, "a rate card").await;
    page.press_id("override-rate-retrievalApiCall").await;
    look(page, "the panel to override a rate").await;
    page.press_id("azure-save").await;
    look(page, "an override with its errors").await;
    page.fill("Copilot Credits a unit", "12.5").await;
    page.fill("Where the value comes from", "A quote").await;
    page.press_id("azure-save").await;
    page.wait_gone("panel-override").await;
    page.press_id("override-from").await;
    page.fill("Holds from", "2026-08-04").await;
    page.fill("Where the value comes from", "A quote").await;
    page.press_id("azure-save").await;
    page.wait_gone("panel-override").await;
    look(page, "a rate card with overrides").await;
    page.press_id("override-clear-from").await;
    page.wait_gone("override-clear-from").await;
    page.press_id("override-clear-retrievalApiCall").await;
    page.wait_gone("override-clear-retrievalApiCall").await;
    page.press_id("panel-close").await;
    look(page, "rates with the history of overrides").await;
}

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
    comparison(page, look).await;
}

/// Settings › Compare rate cards: its choices, a draft that is none, and one.
async fn comparison(page: &Page, look: &mut impl AsyncFnMut(&Page, &str)) {
    page.go("/settings/rate-comparison").await;
    page.press_id("rates-month").await;
    look(page, "the months of the comparison").await;
    page.press_id("rates-month-2026-10").await;
    page.press_id("rates-first").await;
    look(page, "the cards to compare").await;
    page.press_id("rates-first-msg-2025-02").await;
    page.press_id("rates-draft-feature").await;
    look(page, "the features of a draft").await;
    page.press_id("rates-draft-feature-generativeAnswer").await;
    page.fill("Rate (credits)", "some").await;
    page.press_id("rates-draft-add").await;
    look(page, "a draft that is none").await;
    page.fill("Rate (credits)", "3").await;
    page.press_id("rates-draft-add").await;
    look(page, "a month under a draft").await;
    page.press_id("rates-draft-remove-generativeAnswer").await;
}

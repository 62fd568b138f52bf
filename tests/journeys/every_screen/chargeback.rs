//! Reports › Chargeback: its filters, a cost that is none, and a cost that is divided; and the anomalies of a kind.

use meterdesk_e2e::Page;

pub(super) async fn walk(page: &Page, look: &mut impl AsyncFnMut(&Page, &str)) {
    page.go("/reports/chargeback").await;
    page.by_test_id("chargeback-sum").await;
    page.press_id("chargeback-month").await;
    look(page, "the months of the chargeback").await;
    page.press_id("chargeback-month-2026-10").await;
    page.press_id("chargeback-by").await;
    look(page, "who may be charged").await;
    page.press_id("chargeback-by-costCenter").await;
    page.choose("Charged by", "Group").await;
    page.by_test_id("chargeback-group-rule").await;
    look(page, "what groups are charged").await;
    page.choose("Charged by", "Department").await;
    state_cost(page, "a lot").await;
    look(page, "a cost that is none").await;
    state_cost(page, "1600").await;
    look(page, "a cost that is divided").await;
    page.go("/reports/anomalies").await;
    page.by_test_id("anomaly-rule").await;
    page.press_id("anomaly-of").await;
    look(page, "whose anomalies are shown").await;
    page.press_id("anomaly-of-agent").await;
    look(page, "the anomalies of agents").await;
}

async fn state_cost(page: &Page, cost: &str) {
    page.fill("Cost of prepaid capacity to divide (USD)", cost).await;
    // It counts once the field is left.
    page.press_id("page-title").await;
    page.wait_idle().await;
}

//! Reports › Chargeback: its filters, a cost that is none, shared costs, a bill that is divided; and the anomalies of a kind.

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
    page.press_id("chargeback-shared").await;
    look(page, "how shared costs are divided").await;
    page.press_id("chargeback-shared-one").await;
    page.by_test_id("chargeback-bearer").await;
    look(page, "nobody named to bear shared costs").await;
    page.fill("Who bears shared costs", "Platform team").await;
    page.press_id("page-title").await;
    page.by_test_id("chargeback-row-Platform team").await;
    look(page, "one who bears shared costs").await;
    page.press_id("chargeback-basis").await;
    page.press_id("chargeback-basis-azure").await;
    page.by_test_id("chargeback-notes").await;
    look(page, "a month without a bill").await;
    statements(page, look).await;
    page.go("/reports/anomalies").await;
    page.by_test_id("anomaly-rule").await;
    page.press_id("anomaly-of").await;
    look(page, "whose anomalies are shown").await;
    page.press_id("anomaly-of-agent").await;
    look(page, "the anomalies of agents").await;
}

/// November of the walk over an empty workbook, which has a bill by now.
pub(super) async fn billed(page: &Page, look: &mut impl AsyncFnMut(&Page, &str)) {
    page.go("/reports/chargeback?ask={%22month%22:%222026-11%22,%22basis%22:%22azure%22}")
        .await;
    page.by_test_id("chargeback-bill").await;
    look(page, "a bill that is divided").await;
    page.press_id("chargeback-bill").await;
    look(page, "the kinds of a bill").await;
    page.press_id("chargeback-bill-azureCost").await;
    page.press_id("chargeback-currency").await;
    look(page, "the currencies of a bill").await;
    page.press_id("chargeback-currency-USD").await;
}

async fn state_cost(page: &Page, cost: &str) {
    page.fill("Cost of prepaid capacity (USD)", cost).await;
    // It counts once the field is left.
    page.press_id("page-title").await;
    page.wait_idle().await;
}

/// A statement by agents and by people, and the sheets that are printed.
async fn statements(page: &Page, look: &mut impl AsyncFnMut(&Page, &str)) {
    page.go("/reports/chargeback").await;
    page.press_id("chargeback-open-Sales").await;
    page.by_test_id("statement-total").await;
    look(page, "a statement").await;
    page.press_id("statement-lines").await;
    page.press_id("statement-lines-people").await;
    page.by_test_id("statement-concealed").await;
    look(page, "the people of a statement").await;
    page.press_id("statement-print").await;
    page.by_test_id("statement-sheet-named:Sales").await;
    look(page, "a statement as it is printed").await;
    page.press_id("statement-back").await;
    page.press_id("statement-chargeback").await;
    // Nobody has a cost center here, so that there are few sheets.
    page.choose("Charged by", "Cost center").await;
    page.press_id("chargeback-print").await;
    page.by_test_id("statement-sheet-nobody").await;
    look(page, "all statements as they are printed").await;
}

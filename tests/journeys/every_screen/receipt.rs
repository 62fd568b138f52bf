//! Rehearsal › Who pays?: the receipt of a row, and a question that lacks its person.

use meterdesk_e2e::Page;

use super::first;

pub(super) async fn walk(page: &Page, look: &mut impl AsyncFnMut(&Page, &str)) {
    page.go("/rehearsal/receipt").await;
    page.press_id(&first(page, "receipt-open-").await).await;
    page.by_test_id("receipt").await;
    look(page, "the receipt of a row").await;
    page.press_id("panel-close").await;
    page.press_id("receipt-ask").await;
    look(page, "a receipt asked for without a person").await;
    page.press_id("receipt-filter").await;
    look(page, "the services of rows").await;
    page.go("/rehearsal/receipt?rowsOf=retrievalApi").await;
    look(page, "the rows of one service").await;
}

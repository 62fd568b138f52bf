//! Rehearsal › Months: a month, closing one, and corrections of a closed one.

use meterdesk_e2e::{Page, Session};
use serde_json::json;

use crate::tenant::text;

pub(super) async fn walk(page: &Page, look: &mut impl AsyncFnMut(&Page, &str)) {
    page.go("/rehearsal/months?panel=month&id=2026-10").await;
    page.by_test_id("month-usage").await;
    look(page, "a month").await;
    page.press_id("month-close").await;
    page.by_test_id("problem-bar").await;
    look(page, "the dialog before a month is closed out of order").await;
    page.press_id("confirm-cancel").await;
    page.press_id("panel-close").await;
    page.press_id("month-close-2026-08").await;
    page.by_test_id("close-effects").await;
    look(page, "the dialog before a month is closed").await;
    page.press_id("confirm-cancel").await;
}

/// Closes the months of the workbook, and takes back an import of one of them. What it changes, later screens don't show.
pub(super) async fn corrections(session: &Session, look: &mut impl AsyncFnMut(&Page, &str)) {
    let (page, cli) = (&session.page, &session.cli);
    let _ = cli.call("clock_advance", &json!({ "by": "P32D" }));
    for month in ["2026-11", "2026-12"] {
        let _ = cli.call("month_close", &json!({ "month": month }));
    }
    let imports = cli.call("import_list", &json!({ "search": "usage.csv" }));
    let mut rows = imports["rows"].as_array().into_iter().flatten();
    let of_december = rows.find(|row| row["state"] == "published" && row["aheadOfClock"] != 0);
    let of_december = text(&of_december.expect("the walk has imported it")["id"]);
    let _ = cli.call("import_revert", &json!({ "import": of_december }));
    page.go("/rehearsal/months?panel=month&id=2027-01").await;
    page.by_test_id("correction-row-0").await;
    look(page, "a month with corrections of an earlier one").await;
    page.go("/rehearsal/months?panel=month&id=2026-12").await;
    page.by_test_id("month-corrected-2027-01").await;
    look(page, "a closed month that was corrected").await;
}

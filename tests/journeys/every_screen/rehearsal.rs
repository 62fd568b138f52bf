//! Rehearsal › Scenarios and What happened: the workbook's dialogs, branches and their comparison.

use meterdesk_e2e::Page;

use super::first;

const SCENARIOS: &str = "/rehearsal/scenarios";
const BRANCH: &str = "Another way";

pub(super) async fn walk(page: &Page, look: &mut impl AsyncFnMut(&Page, &str)) {
    page.go(SCENARIOS).await;
    page.press_id("workbook-start-over").await;
    look(page, "the dialog before starting over").await;
    page.press_id("confirm-cancel").await;
    page.press_id("workbook-new").await;
    look(page, "the dialog of a new workbook").await;
    page.press_id("confirm-cancel").await;
    page.press_id("workbook-copy").await;
    page.by_test_id("notice").await;
    look(page, "the message after saving a copy").await;
    page.go("/rehearsal/happenings").await;
    page.press_id(&first(page, "happening-rewind-").await).await;
    look(page, "the dialog before rewinding").await;
    page.press_id("confirm-cancel").await;
    branches(page, look).await;
}

async fn branches(page: &Page, look: &mut impl AsyncFnMut(&Page, &str)) {
    page.go(SCENARIOS).await;
    page.press_id("branch-new").await;
    look(page, "the dialog of a new branch").await;
    page.press_id("confirm-accept").await;
    look(page, "a new branch without a name").await;
    page.fill("Name of the branch", BRANCH).await;
    page.press_id("confirm-accept").await;
    page.by_test_id("branch-link").await;
    look(page, "the window on a branch").await;
    page.press_id(&format!("branch-rename-{BRANCH}")).await;
    look(page, "the dialog of renaming").await;
    page.press_id("confirm-cancel").await;
    page.press_id("branch-compare-main").await;
    look(page, "two branches that are the same").await;
    page.press_id("panel-close").await;
    page.press_id("clock-advance").await;
    page.press_id("clock-advance-day").await;
    page.go(&format!("{SCENARIOS}?panel=compare&id=main")).await;
    page.by_test_id("compare-summary").await;
    look(page, "two branches that differ").await;
    page.press_id("panel-close").await;
    page.press_id("branch-switch-main").await;
    page.wait_gone("branch-link").await;
    look(page, "the branches from main").await;
    page.press_id(&format!("branch-delete-{BRANCH}")).await;
    page.by_test_id("branch-delete-effects").await;
    look(page, "the dialog before a branch is deleted").await;
    page.press_id("confirm-cancel").await;
}

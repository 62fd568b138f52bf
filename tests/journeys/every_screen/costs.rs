//! Billing › Cost management: its choices, its charts, filters and a range that is none; and the Copilot credits report.

use meterdesk_e2e::{Page, Session};

use super::policy_named;

const COSTS: &str = "/billing/cost-management";

pub(super) async fn walk(session: &Session, look: &mut impl AsyncFnMut(&Page, &str)) {
    let page = &session.page;
    page.go(COSTS).await;
    page.by_test_id("costs-total").await;
    page.press_id("costs-by").await;
    look(page, "what costs can be grouped by").await;
    page.press_id("costs-by-person").await;
    page.press_id("costs-granularity").await;
    page.press_id("costs-granularity-accumulated").await;
    page.press_id("costs-chart").await;
    page.press_id("costs-chart-lines").await;
    look(page, "accumulated costs by person as lines").await;
    page.go(&format!(
        "{COSTS}?ask={{%22chart%22:%22donut%22,%22basis%22:%22settled%22,%22period%22:%22lastMonth%22}}"
    ))
    .await;
    page.press_id("chart-pick-sharePointAgents").await;
    page.by_test_id("costs-filter-service-sharePointAgents").await;
    look(page, "a month's costs of one service as a donut").await;
    let policy = policy_named(session, "Service knowledge");
    page.go(&format!(
        "{COSTS}?ask={{%22granularity%22:%22month%22,%22filters%22:%22arrangement:{policy}%22}}"
    ))
    .await;
    page.by_test_id("costs-budget").await;
    look(page, "a policy's costs beside its budget").await;
    page.press_id("costs-views").await;
    page.fill("Name of the view that is shown", "Service knowledge").await;
    page.press_id("azure-save").await;
    page.by_test_id("costs-view-open-1").await;
    look(page, "the saved views of costs").await;
    page.press_id("form-close").await;
    page.press_id("costs-period").await;
    page.press_id("costs-period-custom").await;
    page.fill("To (UTC)", "2026-09-01").await;
    page.press_id("costs-apply").await;
    look(page, "days that are no range").await;
}

/// Reports › Copilot credits: its days, its charts and its tables.
pub(super) async fn credits(page: &Page, look: &mut impl AsyncFnMut(&Page, &str)) {
    page.go("/reports/credits").await;
    page.by_test_id("credits-used").await;
    page.press_id("credits-window").await;
    page.press_id("credits-window-sevenDays").await;
    page.press_id("credits-view").await;
    page.press_id("credits-view-daily").await;
    look(page, "a week's credits by day").await;
    page.press_id("tab-usersAndAgents").await;
    look(page, "credits by user and agent").await;
    page.press_id("credits-details").await;
}

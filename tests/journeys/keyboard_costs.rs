//! Cost management, chargeback, anomalies and an import of unknown people by keyboard alone. The focus is never lost.

use meterdesk_e2e::{Page, Start, UsageFile, journey};
use serde_json::json;
use thirtyfour::Key;

use crate::keyboard::{enter, never_lost};
use crate::tenant::text;

/// Opens a list of choices and takes the one that is so many steps further on.
async fn take(page: &Page, id: &str, steps: usize) {
    page.tab_to(id).await;
    // The first key opens the list with the present choice marked.
    for _ in 0..=steps {
        page.type_keys(Key::Down).await;
    }
    page.type_keys(Key::Enter).await;
    page.wait_idle().await;
    page.wait_focus(id).await;
}

#[tokio::test]
async fn a_month_is_divided_and_a_statement_printed_by_keyboard_alone() {
    journey(Start::demo(), async |session| {
        let (page, cli) = (&session.page, &session.cli);
        page.wait_idle().await;
        enter(page, "nav-chargeback").await;
        page.wait_focus("page-title").await;
        take(page, "chargeback-shared", 1).await;
        let apart = cli.call("chargeback_list", &json!({ "by": "department", "shared": "apart" }));
        page.wait_value("chargeback-sum", &text(&apart["sum"]["charged"])).await;
        let kept = apart["rows"]
            .as_array()
            .expect("rows")
            .iter()
            .find(|row| row["kind"] == "apart");
        let name = text(&kept.expect("a shared cost is kept apart")["name"]);
        page.by_test_id(&format!("chargeback-row-{name}")).await;

        enter(page, "chargeback-open-Sales").await;
        page.wait_focus("page-title").await;
        take(page, "statement-lines", 1).await;
        page.by_test_id("statement-concealed").await;
        enter(page, "statement-print").await;
        page.by_test_id("statement-sheet-total-named:Sales").await;
        never_lost(page).await;
        enter(page, "statement-back").await;
        page.by_test_id("statement-total").await;
        never_lost(page).await;
        enter(page, "statement-chargeback").await;
        page.by_test_id("chargeback-sum").await;
        never_lost(page).await;
    })
    .await;
}

#[tokio::test]
async fn the_bell_leads_to_a_day_far_off_and_on_to_its_usage_by_keyboard_alone() {
    journey(Start::demo(), async |session| {
        let (page, cli) = (&session.page, &session.cli);
        page.wait_idle().await;
        let found = cli.call("anomaly_list", &json!({}));
        let id = text(&found["rows"][0]["id"]).to_owned();
        enter(page, "notifications-open").await;
        enter(page, &format!("notification-link-farOff-{id}")).await;
        page.by_test_id(&format!("anomaly-row-{id}")).await;
        never_lost(page).await;
        enter(page, &format!("anomaly-usage-{id}")).await;
        page.wait_focus("page-title").await;
        page.by_test_id("usage-total").await;
    })
    .await;
}

#[tokio::test]
async fn people_whom_a_file_names_are_added_by_keyboard_alone() {
    let file = UsageFile::named("usage.csv");
    file.write_text(
        "event_id,time,user,service,agent,environment,feature,quantity\n\
         e-1,2026-11-02T08:00:00Z,ida@real.example,Copilot Studio,Helper,Care,Classic answer,3\n",
    );
    journey(Start::empty().import(file.path()), async |session| {
        let (page, cli) = (&session.page, &session.cli);
        page.wait_idle().await;
        enter(page, "nav-import").await;
        page.wait_focus("page-title").await;
        enter(page, "import-choose").await;
        page.by_test_id("import-preview").await;
        for box_of in ["import-add-people", "import-add-environments"] {
            page.tab_to(box_of).await;
            page.type_keys(" ").await;
        }
        enter(page, "import-accept").await;
        page.by_test_id("import-result").await;
        never_lost(page).await;
        let person = cli.call("user_list", &json!({ "search": "ida@real" }));
        assert_eq!(person["total"], 1);
        let import = cli.call("import_list", &json!({}))["rows"][0].clone();
        assert_eq!((&import["added"], &import["rejected"]), (&json!(1), &json!(0)));
    })
    .await;
}

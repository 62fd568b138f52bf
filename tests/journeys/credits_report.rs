//! An admin reads the Copilot credits report, whose names are concealed until a Global administrator has them shown.

use meterdesk_e2e::{Start, journey};
use serde_json::{Value, json};

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

#[tokio::test]
async fn an_admin_reads_the_report_and_has_its_names_shown() {
    journey(Start::demo(), async |session| {
        let page = &session.page;
        page.wait_idle().await;
        page.press_id("nav-credits-report").await;
        let report = session.cli.call("credits_report_get", &json!({}));
        page.wait_value("credits-used", text(&report["credits"])).await;
        for day in report["days"].as_array().expect("days") {
            let (day, cumulative) = (text(&day["day"]), text(&day["cumulative"]));
            assert_eq!(page.value(&format!("chart-day-total-{day}")).await, cumulative, "{day}");
        }
        assert_eq!(page.value("credits-alert-very-much").await, "1");
        page.press_id("tab-policies").await;
        page.press_id("credits-details").await;
        let concealed = session.cli.call("credits_report_list", &json!({ "limit": 1 }))["rows"][0].clone();
        page.by_role_name("cell", text(&concealed["username"])).await;

        page.press_id("credits-reveal").await;
        page.press_id("setting-value-shown").await;
        page.press_id("setting-save").await;
        page.go("/reports/credits").await;
        page.wait_gone("credits-reveal").await;
        let shown = session.cli.call("credits_report_list", &json!({ "limit": 1 }))["rows"][0].clone();
        page.by_role_name("cell", text(&shown["displayName"])).await;
    })
    .await;
}

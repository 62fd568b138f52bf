//! The demo's day of six times the usual use, where people look: in charts, in their tables, and behind the bell.

use meterdesk_e2e::{Start, journey};
use serde_json::json;

#[tokio::test]
async fn the_spike_is_marked_where_days_are_shown_and_told_by_the_bell() {
    let folder = tempfile::TempDir::new().expect("a temporary folder can be made");
    let (chart, rates) = (folder.path().join("days.csv"), folder.path().join("cards.csv"));
    journey(Start::demo().export(&chart).export(&rates), async |session| {
        let page = &session.page;
        let found = session.cli.call("anomaly_list", &json!({}));
        let spike = &found["rows"][0];
        let text = spike["text"].as_str().expect("it is told in a sentence").to_owned();
        for address in [
            "/reports/usage",
            "/reports/credits?ask={%22view%22:%22daily%22}",
            "/reports/credits",
            "/billing/cost-management?ask={%22period%22:%22lastThirtyDays%22}",
        ] {
            page.go(address).await;
            assert_eq!(page.text("chart-said-2026-11-05").await, text, "{address}");
            assert!(page.text("chart-marks").await.contains("Assumption"), "{address}");
            assert_eq!(page.count_test_id("chart-mark-line-2026-11-05").await, 1, "{address}");
        }
        page.go("/reports/usage").await;
        page.press("button", "Export Copilot Credits per day").await;
        let written = std::fs::read_to_string(&chart).expect("the file is written");
        let day = written
            .lines()
            .find(|line| line.starts_with("2026-11-05,"))
            .expect("the day is in it");
        assert!(day.contains(&text.replace('"', "\"\"")), "{day}");
        page.press_id("chart-mark-line-2026-11-05").await;
        let id = spike["id"].as_str().expect("it has an id");
        page.by_test_id(&format!("anomaly-row-{id}")).await;
        page.go("/?panel=notifications").await;
        let told = page.text(&format!("notification-farOff-{id}")).await;
        assert!(told.contains(&text) && told.contains("Assumption"), "{told}");
        page.press_id(&format!("notification-link-farOff-{id}")).await;
        page.by_test_id(&format!("anomaly-row-{id}")).await;
        page.go("/settings/rates").await;
        page.press("button", "Export Rate cards").await;
        let cards = session.cli.call("rate_card_list", &json!({}));
        let written = std::fs::read_to_string(&rates).expect("the file is written");
        assert_eq!(
            written.lines().count(),
            1 + cards["rows"].as_array().expect("cards").len(),
            "{written}"
        );
    })
    .await;
}

//! Who pays?: the receipt of a row of usage, and of a use that somebody might have made.

use meterdesk_e2e::{Person, Start, journey, millionths};
use serde_json::json;

use crate::tenant::text;

#[tokio::test]
async fn an_auditor_reads_who_paid_for_a_row_and_who_would_pay_for_another_use() {
    journey(Start::demo(), async |session| {
        let (page, cli) = (&session.page, &session.cli);
        page.wait_idle().await;
        page.press_id("nav-usage").await;
        page.press_id("usage-receipts").await;
        let listed = cli.call(
            "usage_row_list",
            &json!({ "service": "sharePointAgents", "limit": 100 }),
        );
        let rows = listed["rows"].as_array().expect("there is usage");
        let paid = rows.iter().find(|row| row["outcome"] == "paid").expect("a policy paid");
        page.go("/rehearsal/receipt?rowsOf=sharePointAgents").await;
        page.press_id(&format!("receipt-open-{}", text(&paid["row"]))).await;
        assert_eq!(page.attribute("receipt", "data-outcome").await, "paid");
        assert_eq!(
            millionths(&page.value("receipt-credits").await),
            millionths(&text(&paid["credits"]))
        );
        let told = page.text("receipt").await;
        for part in [
            "What it is worth",
            "Whether it is charged",
            "Who was asked to pay",
            "What came of it",
        ] {
            assert!(told.contains(part), "{part}: {told}");
        }
        page.press_id("panel-close").await;

        let somebody = Person::all(cli, true)
            .into_iter()
            .next()
            .expect("somebody holds a license");
        page.search_and_choose("Person", &somebody.name, &somebody.id).await;
        page.press("button", "Show who pays").await;
        assert_eq!(page.attribute("receipt", "data-outcome").await, "included");
        assert_eq!(millionths(&page.value("receipt-usd").await), 0);
        page.fill("Time", "2027-01-01").await;
        page.press("button", "Show who pays").await;
        let refused = page.by_css("[data-kind=refusal][data-field=at]").await;
        let refused = refused.text().await.unwrap_or_default();
        assert!(refused.contains("ahead of the clock"), "{refused}");
    })
    .await;
}

//! Calculators answer at once, say what a number rests on, and put what they can't take under its field.

use meterdesk_e2e::{Start, journey};

#[tokio::test]
async fn an_admin_estimates_rates_offers_and_sessions() {
    journey(Start::demo(), async |session| {
        let page = &session.page;
        page.wait_idle().await;
        page.press_id("nav-estimate").await;
        assert_eq!(page.value("estimate-total").await, "12", "a grounded answer is 2 + 10");
        assert!(page.text("estimate-summary").await.contains("cc-2026-08"));
        page.choose("Holds Microsoft 365 Copilot", "Yes").await;
        page.press("button", "Calculate").await;
        assert_eq!(page.value("estimate-billed").await, "0");
        page.fill("Day of use", "2025-02-10").await;
        page.press("button", "Calculate").await;
        assert_eq!(
            page.value("estimate-total").await,
            "32",
            "grounding cost 30 in February 2025"
        );
        assert_eq!(
            page.value("estimate-billed").await,
            "32",
            "a license included nothing then"
        );
        page.fill("Day of use", "2024-02-10").await;
        page.press("button", "Calculate").await;
        let refused = page.by_css("[data-code=not_on_card]").await;
        let told = refused.text().await.unwrap_or_default();
        assert!(told.contains("has no rate for Generative answer"), "{told}");

        page.press_id("tab-offers").await;
        assert_eq!(page.value("estimate-cost-payAsYouGo").await, "12000");
        assert_eq!(page.value("estimate-cost-packs").await, "9600");
        assert_eq!(page.value("estimate-break-even").await, "20000");
        page.by_test_id("chart").await;

        page.press_id("tab-business-central").await;
        assert_eq!(page.value("estimate-total").await, "1180");

        page.press_id("tab-sessions").await;
        assert_eq!(
            page.value("estimate-billed").await,
            "2",
            "the 101st turn opens a session"
        );
    })
    .await;
}

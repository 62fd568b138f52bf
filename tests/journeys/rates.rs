//! Rates and prices: what isn't published can be overridden with a reason, use is rated anew, and it can be taken back.

use meterdesk_e2e::{Start, journey};
use serde_json::json;

#[tokio::test]
async fn an_admin_overrides_a_rate_that_no_document_states_and_takes_it_back() {
    journey(Start::demo(), async |session| {
        let (page, cli) = (&session.page, &session.cli);
        page.wait_idle().await;
        let whole = json!({ "from": "2026-08-01", "until": "2026-12-01", "by": "payer" });
        let before = cli.call("usage_series", &whole);
        page.press_id("nav-rates").await;
        page.press_id("rate-card-open-cc-2026-08").await;
        assert_eq!(page.value("rate-retrievalApiCall").await, "10");
        assert_eq!(
            page.count_test_id("override-rate-generativeAnswer").await,
            0,
            "what Microsoft states can't be overridden"
        );
        page.press_id("override-rate-retrievalApiCall").await;
        page.fill("Copilot Credits a unit", "900").await;
        page.press("button", "Override").await;
        let missing = page.text("panel-override").await;
        assert!(missing.contains("Say where this value comes from"), "{missing}");
        page.fill("Where the value comes from", "Our reseller's quote").await;
        page.press("button", "Override").await;
        page.by_css("[data-kind=refusal][data-field=credits]").await;
        page.fill("Copilot Credits a unit", "12.5").await;
        page.press("button", "Override").await;
        page.wait_gone("panel-override").await;
        assert_eq!(page.value("rate-retrievalApiCall").await, "12.5");
        assert_ne!(
            cli.call("usage_series", &whole)["total"],
            before["total"],
            "the calls of the demo are rated anew"
        );
        page.press_id("override-clear-retrievalApiCall").await;
        page.wait_value("rate-retrievalApiCall", "10").await;
        assert_eq!(cli.call("usage_series", &whole), before, "every figure is as it was");
    })
    .await;
}

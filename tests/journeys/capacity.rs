//! Capacity of environments, in the order of Microsoft's articles for Copilot for Sales and Dynamics 365: convert the trial,
//! assign prepaid capacity to the environment, and act when the quota is low or depleted.

use meterdesk_e2e::{Cli, Page, Start, journey};
use serde_json::json;

use crate::tenant::text;

fn environment(cli: &Cli, name: &str) -> String {
    let found = cli.call("environment_list", &json!({ "search": name }));
    text(&found["rows"][0]["id"])
}

async fn replace(page: &Page, id: &str, text: &str) {
    let field = page.by_test_id(id).await;
    field.clear().await.expect("the field can be cleared");
    field.send_keys(text).await.expect("the field takes text");
    page.wait_idle().await;
}

#[tokio::test]
async fn both_models_for_sales_need_a_production_environment_and_a_trial_becomes_one() {
    journey(Start::demo().route("/power-platform/environments"), async |session| {
        let (page, cli) = (&session.page, &session.cli);
        page.wait_idle().await;
        let viva = environment(cli, "msdyn_viva");
        let manage = format!("/power-platform/copilot-studio?panel=capacity&id={viva}");
        let amount = format!("capacity-allocate-{viva}");
        page.go(&manage).await;
        replace(page, &amount, "500").await;
        page.press_id("capacity-save").await;
        let said = page.text("problem-bar").await;
        assert!(
            said.contains("Convert to production"),
            "the refusal says what mends it: {said}"
        );
        page.press_id("capacity-cancel").await;
        page.press_id("confirm-accept").await;

        page.go("/power-platform/environments").await;
        page.press("button", "msdyn_viva").await;
        page.press("button", "Convert to production").await;
        page.press("button", "Continue").await;
        let state = page.text("detail-environment-state").await;
        assert!(state.contains("Converting to production"), "it takes hours: {state}");
        let _ = cli.call("clock_advance", &json!({ "by": "PT4H" }));
        page.until(async || page.text("detail-environment-type").await.contains("Production"))
            .await;

        page.go(&manage).await;
        replace(page, &amount, "500").await;
        page.press_id("capacity-save").await;
        page.by_test_id("notice").await;
        page.go(&format!("/power-platform/environments?panel=environment&id={viva}"))
            .await;
        let used = page.text("detail-environment-used").await;
        assert!(used.contains("500"), "it has capacity of its own: {used}");
        assert_eq!(page.axe_violations().await, [], "the panel is accessible");
    })
    .await;
}

#[tokio::test]
async fn a_depleted_quota_is_shown_to_users_and_admins_and_mended_by_reallocating() {
    journey(
        Start::demo().route("/power-platform/copilot-studio?tab=environments"),
        async |session| {
            let (page, cli) = (&session.page, &session.cli);
            page.wait_idle().await;
            let care = environment(cli, "Customer Care");
            let status = format!("environment-status-{care}");
            let before = page.value(&status).await;
            assert!(
                before == "overage" || before == "blocked",
                "it has passed its allocation: {before}"
            );
            page.go(&format!("/power-platform/environments?panel=environment&id={care}"))
                .await;
            let notice = page.text("environment-notice-dynamicsUsers").await;
            assert!(notice.contains("used up"), "users see why: {notice}");
            page.press("button", "Reallocate capacity").await;

            let amount = format!("capacity-allocate-{care}");
            replace(page, &amount, "199999").await;
            page.press_id("capacity-save").await;
            let panel = page.text("panel-capacity").await;
            assert!(
                panel.contains("are available to allocate"),
                "it says how much is left: {panel}"
            );
            replace(page, &amount, "90000").await;
            page.press_id("capacity-save").await;
            page.by_test_id("notice").await;
            page.press_id("panel-close").await;
            page.go("/power-platform/copilot-studio?tab=environments").await;
            assert_eq!(page.value(&status).await, "withinCapacity");
            let happened = cli.call("happening_list", &json!({ "search": "90,000" }));
            assert_eq!(happened["total"], 1, "it is in What happened");
        },
    )
    .await;
}

//! Who lacks something sees what and who could provide it; a subscription made on the way is billed, disabled and judged.

use meterdesk_e2e::{Start, journey};
use serde_json::json;

use crate::tenant::{administrator, chat_is_paid_for, people};

#[tokio::test]
async fn who_lacks_something_sees_what_and_who_could_provide_it() {
    journey(Start::empty(), async |session| {
        let page = &session.page;
        page.wait_idle().await;
        let head = session.cli.call("journal_head", &json!({}));
        page.act_as(&administrator(&session.cli, "Global Reader")).await;
        page.press_id("nav-billing-usage").await;
        assert_eq!(
            page.value("prerequisites-bar").await,
            "3",
            "role and rights are missing"
        );
        page.press("button", "What you need").await;
        for (key, met) in [
            ("role", "false"),
            ("activeSubscription", "true"),
            ("subscriptionRight", "false"),
            ("sharePointLicence", "true"),
        ] {
            let found = page.attribute(&format!("prerequisite-{key}"), "data-met").await;
            assert_eq!(found, met, "{key}");
        }
        let role = page.text("prerequisite-role").await;
        assert!(
            role.contains("(Global administrator)") && role.contains("(AI administrator)"),
            "it names who could do it: {role}"
        );
        page.press_id("panel-close").await;

        page.press_id("nav-subscriptions").await;
        page.press("button", "Shared Services").await;
        page.press("button", "Disable subscription").await;
        let refusal = page.attribute("problem-bar", "data-code").await;
        assert_eq!(refusal, "not_allowed", "a Global Reader may look and not change");
        page.press_id("confirm-cancel").await;
        assert_eq!(
            session.cli.call("journal_head", &json!({})),
            head,
            "nothing was written"
        );
    })
    .await;
}

#[tokio::test]
async fn a_subscription_that_the_wizard_creates_is_chosen_and_billed_to() {
    journey(Start::empty(), async |session| {
        let page = &session.page;
        page.wait_idle().await;
        page.press_id("nav-billing-usage").await;
        page.press("button", "Add a billing policy").await;
        page.fill("Name", "Everybody").await;
        page.press("button", "Create a new subscription").await;
        page.fill("Subscription name", "Copilot billing").await;
        page.fill("Resource group name", "rg-copilot").await;
        page.press_id("azure-region").await;
        page.press_id("azure-region-UK South").await;
        page.press("button", "Save").await;
        page.wait_gone("panel-create-subscription").await;
        page.choose("Region", "UK South").await;
        page.press("checkbox", "I accept the pay-as-you-go billing terms of service")
            .await;
        page.press("button", "Next").await;
        page.press("button", "Next").await;
        let subscription = to_review(page).await;
        assert!(
            subscription.contains("Copilot billing"),
            "the new subscription was chosen: {subscription}"
        );
        page.press("button", "Create policy").await;
        page.by_role_name("heading", "New billing policy created").await;
        let policy = session.cli.call("policy_list", &json!({}))["rows"][0].clone();
        assert_eq!(policy["subscriptionName"], "Copilot billing");
        assert_eq!(policy["resourceGroup"], "rg-copilot");
    })
    .await;
}

/// Goes on to the review, over a step for a budget where there is one, and gives what it says of the subscription.
async fn to_review(page: &meterdesk_e2e::Page) -> String {
    while page.text("policy-wizard-step").await != "Review and finish" {
        page.press("button", "Next").await;
    }
    page.text("detail-review-subscription").await
}

#[tokio::test]
async fn a_disabled_subscription_blocks_use_until_a_setting_says_otherwise() {
    journey(Start::empty(), async |session| {
        let (page, cli) = (&session.page, &session.cli);
        let policy = chat_is_paid_for(cli, "Everybody");
        let person = people(cli, false)[0].clone();
        let sent = || cli.call("usage_try", &json!({ "user": person, "service": "copilotChat" }));
        page.wait_idle().await;
        assert_eq!(sent()["payerPolicy"], json!(policy));

        page.press_id("nav-subscriptions").await;
        page.press("button", "Shared Services").await;
        page.press("button", "Disable subscription").await;
        let effects = page.text("azure-effects").await;
        assert!(
            effects.contains("\"Everybody\" pays for nothing from now on"),
            "it names the policy and what happens to it: {effects}"
        );
        page.press_id("confirm-accept").await;
        page.wait_gone("confirm-dialog").await;
        page.press_id("panel-close").await;
        assert_eq!(sent()["outcome"], "blocked");

        page.press_id("nav-settings").await;
        page.press_id("setting-open-disabledSubscription").await;
        page.press_id("setting-value-keepsPaying").await;
        page.press("button", "Save").await;
        page.by_test_id("notice").await;
        assert_eq!(page.value("setting-current").await, "keepsPaying");
        assert_eq!(sent()["payerPolicy"], json!(policy), "from now on it goes on paying");
    })
    .await;
}

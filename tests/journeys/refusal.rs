//! A refusal says what is missing where it is missing, and changes nothing.

use meterdesk_e2e::{NewPolicy, Start, journey};
use serde_json::json;

use crate::tenant::{administrator, policy_for_all_users};

#[tokio::test]
async fn who_lacks_rights_in_azure_cannot_create_a_policy() {
    journey(Start::empty(), async |session| {
        let page = &session.page;
        page.wait_idle().await;
        let head = session.cli.call("journal_head", &json!({}));
        let person = administrator(&session.cli, "Billing administrator");
        let request = policy_for_all_users(&session.cli, NewPolicy::IN_EMPTY.name);
        let refusal = session.cli.acting(&person).try_call("policy_create", &request);
        let refusal = refusal.expect_err("a Billing administrator has no right to the subscription");
        assert_eq!(
            (&*refusal.code, refusal.field.as_deref()),
            ("not_allowed", Some("subscription"))
        );

        page.act_as(&person).await;
        page.press_id("nav-billing-usage").await;
        page.press("button", "Add a billing policy").await;
        page.fill_billing_details(&NewPolicy::IN_EMPTY).await;
        page.press("button", "Next").await;

        let field = page.by_role_name("combobox", "Subscription").await;
        assert_eq!(
            field
                .attr("aria-invalid")
                .await
                .expect("the field can be read")
                .as_deref(),
            Some("true"),
            "the subscription is to blame"
        );
        assert!(
            page.text("panel-policy-wizard").await.contains(&refusal.message),
            "the message says what is missing: {}",
            refusal.message
        );
        let shown = page.by_css("[data-kind=refusal]").await;
        for (attribute, expected) in [("data-code", "not_allowed"), ("data-field", "subscription")] {
            let found = shown.attr(attribute).await.expect("the message can be read");
            assert_eq!(found.as_deref(), Some(expected), "{attribute}");
        }
        assert_eq!(
            page.text("policy-wizard-step").await,
            "Billing details",
            "the wizard stays at the step that is to be mended"
        );
        let policies = session.cli.call("policy_list", &json!({}));
        assert_eq!(policies["total"], 0, "no policy was created");
        assert_eq!(
            session.cli.call("journal_head", &json!({})),
            head,
            "nothing was written"
        );
    })
    .await;
}

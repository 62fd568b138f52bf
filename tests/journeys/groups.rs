//! Security groups: who joins one is covered by its policy, who leaves it is refused, and a deleted one covers nobody.

use meterdesk_e2e::{Page, Start, journey};
use serde_json::json;

use crate::tenant::text;

#[tokio::test]
async fn who_joins_a_policys_group_is_covered_and_who_leaves_it_is_refused() {
    journey(Start::empty(), async |session| {
        let (page, cli) = (&session.page, &session.cli);
        page.wait_idle().await;
        page.press_id("nav-groups").await;
        page.press("button", "Add a security group").await;
        page.press("button", "Create group").await;
        assert_eq!(page.focused().await, "group-name", "a group needs a name");
        page.fill("Name", "Newcomers").await;
        page.press("button", "Create group").await;
        page.wait_gone("panel-create-group").await;
        let group = cli.call("group_list", &json!({ "search": "Newcomers" }))["rows"][0].clone();
        let subscription = cli.call("subscription_list", &json!({}))["rows"][0].clone();
        let policy = cli.call(
            "policy_create",
            &json!({ "name": "Newcomers", "subscription": subscription["id"], "region": "West Europe",
                "resourceGroup": subscription["resourceGroups"][0]["name"], "termsAccepted": true,
                "users": { "kind": "group", "group": group["id"] } }),
        );
        let connect = json!({ "service": "sharePointAgents", "policy": policy["policy"]["id"] });
        let _ = cli.call("service_connect", &connect);
        let person = cli.call("user_list", &json!({ "copilotLicensed": false }))["rows"][0].clone();
        let try_it = json!({ "user": person["id"], "service": "sharePointAgents" });
        assert_eq!(cli.call("usage_try", &try_it)["outcome"], "blocked");

        page.press("button", "Newcomers").await;
        page.press("button", "Add members").await;
        page.press_id("picker-person").await;
        page.press_id(&format!("picker-option-{}", text(&person["id"]))).await;
        let effects = page.text("group-effects").await;
        assert!(
            effects.contains("\"Newcomers\" pays for"),
            "it says who pays then: {effects}"
        );
        page.press("button", "Add member").await;
        page.wait_gone("panel-add-member").await;
        page.by_test_id(&format!("group-member-row-{}", text(&person["id"])))
            .await;
        assert_eq!(cli.call("usage_try", &try_it)["outcome"], "paid");

        page.press_id(&format!("group-member-remove-{}", text(&person["id"])))
            .await;
        let effects = page.text("group-effects").await;
        assert!(
            effects.contains("is refused from now on") && effects.contains("no members then"),
            "{effects}"
        );
        page.press("button", "Remove member").await;
        page.wait_gone("confirm-dialog").await;
        assert_eq!(cli.call("usage_try", &try_it)["outcome"], "blocked");

        page.press("button", "Delete group").await;
        let effects = page.text("group-effects").await;
        assert!(effects.contains("\"Newcomers\" covers nobody from now on"), "{effects}");
        page.press_id("confirm-accept").await;
        page.wait_gone("panel-group").await;
        assert_eq!(cli.call("group_list", &json!({ "search": "Newcomers" }))["total"], 0);
    })
    .await;
}

#[tokio::test]
async fn a_group_that_is_deleted_meanwhile_is_refused_at_the_wizards_field() {
    journey(Start::empty(), async |session| {
        let (page, cli) = (&session.page, &session.cli);
        page.wait_idle().await;
        page.press_id("nav-billing-usage").await;
        page.press("button", "Add a billing policy").await;
        let new = meterdesk_e2e::NewPolicy {
            name: "Pilot",
            ..meterdesk_e2e::NewPolicy::IN_EMPTY
        };
        page.fill_billing_details(&new).await;
        page.press("button", "Next").await;
        page.press_id("policy-users-group").await;
        let group = cli.call("group_list", &json!({ "search": "Agent pilot" }))["rows"][0]["id"].clone();
        page.press_id("picker-group").await;
        page.press_id(&format!("picker-option-{}", text(&group))).await;
        while page.text("policy-wizard-step").await != "Review and finish" {
            page.press("button", "Next").await;
        }
        let _ = cli.call("group_delete", &json!({ "group": group }));
        page.press("button", "Create policy").await;
        assert_eq!(page.text("policy-wizard-step").await, "Choose users");
        let message = page.by_css("[data-kind=refusal][data-field=users]").await;
        assert!(message.text().await.expect("readable").contains("does not exist now"));
        assert_eq!(page.focused().await, "picker-group", "the field has the focus");
        assert_eq!(cli.call("policy_list", &json!({}))["total"], 0, "nothing was made");
    })
    .await;
}

/// The screens of a group: its panel, the forms and the dialogs.
pub(crate) async fn screens(page: &Page, group: &str, look: &mut impl AsyncFnMut(&Page, &str)) {
    page.go("/users/groups").await;
    page.press_id("group-create").await;
    look(page, "the panel Add a security group").await;
    page.press_id("azure-cancel").await;
    page.press_id(&format!("group-open-{group}")).await;
    look(page, "a group's panel").await;
    page.press_id("group-member-next").await;
    page.wait_enabled("group-member-previous").await;
    look(page, "more members of a group").await;
    page.press_id("group-member-add").await;
    look(page, "the panel Add a member").await;
    page.press_id("azure-cancel").await;
    page.press_id("group-delete").await;
    look(page, "the dialog before a group is deleted").await;
    page.press_id("confirm-cancel").await;
    let ids = page.test_ids().await;
    let remove = ids.iter().find(|id| id.starts_with("group-member-remove-"));
    page.press_id(remove.expect("the group has members")).await;
    look(page, "the dialog before a member is removed").await;
    page.press_id("confirm-cancel").await;
    page.press_id("panel-close").await;
}

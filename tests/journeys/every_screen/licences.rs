//! Buying, removing and assigning licences: Billing › Purchase services, Your products, Licenses, and people and groups.

use meterdesk_e2e::{Page, Session};
use serde_json::json;

use super::first;
use crate::tenant::text;

pub(super) async fn walk(session: &Session, look: &mut impl AsyncFnMut(&Page, &str)) {
    buying(&session.page, look).await;
    people(&session.page, look).await;
    groups(session, look).await;
}

async fn buying(page: &Page, look: &mut impl AsyncFnMut(&Page, &str)) {
    page.go("/billing/purchase").await;
    page.press_id("offer-search").await;
    page.type_keys("no such product").await;
    page.by_test_id("offer-none").await;
    look(page, "products without a match").await;
    page.go("/users/groups").await;
    page.go("/billing/purchase").await;
    page.press_id("offer-choose-copilotStudioUser").await;
    page.press_id("offer-check-out").await;
    page.by_test_id("check-out-effects").await;
    look(page, "the confirmation screen of an order").await;
    page.press_id("azure-cancel").await;
    page.go("/billing/products").await;
    page.press_id("product-remove-licenses").await;
    page.press_id("azure-save").await;
    look(page, "licenses to remove, with none named").await;
    page.press_id("remove-licenses-product").await;
    look(page, "the products of which licenses can be removed").await;
    page.press_id(&first(page, "remove-licenses-product-").await).await;
    page.by_test_id("remove-licenses-facts").await;
    look(page, "a product of which licenses can be removed").await;
    page.press_id("azure-cancel").await;
    page.press_id("confirm-accept").await;
}

async fn people(page: &Page, look: &mut impl AsyncFnMut(&Page, &str)) {
    page.go("/users/active?licensed=false").await;
    page.press_id(&first(page, "user-choose-").await).await;
    page.press_id("user-manage-licenses").await;
    page.press_id("licenses-tick-microsoft365Copilot").await;
    look(page, "a license of which there are none left").await;
    page.press_id("licenses-tick-microsoft365Copilot").await;
    page.press_id("licenses-tick-microsoft365E3").await;
    page.by_test_id("licenses-effects").await;
    look(page, "a person's licenses with what a change does").await;
    page.press_id("azure-cancel").await;
    page.press_id("confirm-accept").await;
}

async fn groups(session: &Session, look: &mut impl AsyncFnMut(&Page, &str)) {
    let (page, cli) = (&session.page, &session.cli);
    let lines = json!({ "lines": [{ "product": "copilotStudioUser", "licences": 2 }] });
    let _ = cli.call("licence_buy", &lines);
    let group = cli.call("group_list", &json!({ "search": "Bid and proposal team" }))["rows"][0]["id"].clone();
    let given = json!({ "group": group, "add": ["copilotStudioUser"] });
    let _ = cli.call("group_licences_set", &given);
    page.go("/billing/licenses").await;
    page.press_id("license-open-microsoft365Copilot").await;
    page.press_id("license-user-next").await;
    page.wait_enabled("license-user-previous").await;
    look(page, "the people who have a license").await;
    page.press_id("license-assign").await;
    page.press_id("azure-save").await;
    look(page, "licenses to assign, with nobody named").await;
    page.press_id("picker-licensed").await;
    look(page, "the people offered").await;
    page.press_id(&first(page, "picker-option-").await).await;
    page.press_id("assign-to-group").await;
    page.press_id("picker-licensed").await;
    page.press_id(&first(page, "picker-option-").await).await;
    page.by_test_id("assign-effects").await;
    look(page, "licenses to assign to a group").await;
    page.press_id("azure-cancel").await;
    page.press_id("confirm-accept").await;
    page.press_id("panel-close").await;
    page.press_id("license-open-copilotStudioUser").await;
    page.press_id("license-tab-groups").await;
    page.by_test_id(&format!("license-group-row-{}", text(&group))).await;
    look(page, "the groups that give a license").await;
    page.go(&format!("/users/groups?panel=group&id={}", text(&group))).await;
    page.by_test_id("group-reprocess").await;
    look(page, "a group that gives licenses, and members who get none").await;
    page.go("/billing/licenses?tab=trials").await;
    look(page, "trials").await;
    let off = json!({ "key": "adHocSubscriptions", "value": "refused" });
    let _ = cli.call("setting_set", &off);
    page.by_test_id("trial-missing").await;
    page.press_id("trial-sign-up").await;
    page.press_id("azure-save").await;
    look(page, "a trial to sign up for, with nobody named").await;
    page.press_id("picker-trial-person").await;
    look(page, "the people who could sign up").await;
    page.press_id(&first(page, "picker-option-").await).await;
    page.press_id("azure-save").await;
    look(page, "a trial that the tenant doesn't allow").await;
    page.press_id("azure-cancel").await;
    page.press_id("confirm-accept").await;
    let on = json!({ "key": "adHocSubscriptions", "value": "allowed" });
    let _ = cli.call("setting_set", &on);
    page.go("/users/active").await;
    page.act_as(&crate::tenant::administrator(cli, "Global Reader")).await;
    page.press_id(&first(page, "user-choose-").await).await;
    page.press_id("user-manage-licenses").await;
    page.by_test_id("licenses-missing").await;
    look(page, "licenses that a Global Reader can't change").await;
    page.press_id("azure-cancel").await;
    page.act_as(&crate::tenant::administrator(cli, "Global administrator"))
        .await;
    let taken = json!({ "group": group, "remove": ["copilotStudioUser"] });
    let _ = cli.call("group_licences_set", &taken);
    let fewer = json!({ "product": "copilotStudioUser", "licences": 2 });
    let _ = cli.call("licence_remove", &fewer);
}

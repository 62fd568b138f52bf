//! Copilot › Billing & usage: lists, panels, the wizard with its lists and errors, and what stands before an act.

use meterdesk_e2e::{NewPolicy, Page, Session};
use thirtyfour::Key;

use super::{BILLING, first, policy_named};
use crate::tenant::administrator;

pub(super) async fn walk(session: &Session, look: &mut impl AsyncFnMut(&Page, &str)) {
    services(session, look).await;
    a_policy(session, look).await;
    prerequisites(session, look).await;
    wizard(&session.page, look).await;
    group_and_recipients(&session.page, look).await;
}

async fn services(session: &Session, look: &mut impl AsyncFnMut(&Page, &str)) {
    let page = &session.page;
    page.go(&format!("{BILLING}?tab=services")).await;
    look(page, "the services").await;
    page.go(&format!("{BILLING}?tab=high-usage")).await;
    look(page, "the people with high usage").await;
    for service in ["copilotChat", "sharePointAgents", "retrievalApi"] {
        page.go(&format!("{BILLING}?tab=services&panel=service&service={service}"))
            .await;
        look(page, &format!("the panel of {service}")).await;
    }
    let connected = policy_named(session, "Copilot Chat for everybody");
    page.go(&format!("{BILLING}?tab=services&panel=service&service=copilotChat"))
        .await;
    page.press_id("service-save").await;
    look(page, "a hint in the service's panel").await;
    page.press_id(&format!("connection-switch-{connected}")).await;
    look(page, "what a disconnection would do").await;
    page.press_id("service-save").await;
    look(page, "the dialog before a disconnection").await;
    page.press_id("confirm-cancel").await;
    page.press_id("service-cancel").await;
    page.go(&format!(
        "{BILLING}?tab=services&panel=service&service=sharePointAgents"
    ))
    .await;
    let unconnected = policy_named(session, "Plant managers");
    page.press_id(&format!("connection-switch-{unconnected}")).await;
    look(page, "what connecting would do").await;
    page.press_id("service-cancel").await;
    page.go(&format!("{BILLING}?tab=services&panel=service&service=copilotChat"))
        .await;
    page.press_id(&format!("connection-switch-{unconnected}")).await;
    look(page, "a connection that is refused").await;
    page.press_id("service-cancel").await;
}

async fn a_policy(session: &Session, look: &mut impl AsyncFnMut(&Page, &str)) {
    let page = &session.page;
    let policy = policy_named(session, "Service knowledge");
    page.go(&format!("{BILLING}?panel=policy&id={policy}")).await;
    look(page, "a policy's panel").await;
    page.press_id("policy-tab-budget").await;
    look(page, "a policy's budget").await;
    page.press_id("budget-view-settings").await;
    look(page, "the settings of a policy's budget").await;
    page.fill("Budget ($ USD)", "0").await;
    page.press_id("budget-save").await;
    look(page, "a budget that is refused").await;
    page.press_id("policy-tab-details").await;
    page.press_id("policy-delete").await;
    look(page, "the dialog before a deletion").await;
    page.press_id("confirm-cancel").await;
    page.press_id("panel-close").await;
    let without = policy_named(session, "Plant managers");
    page.go(&format!("{BILLING}?panel=policy&id={without}")).await;
    page.press_id("policy-tab-budget").await;
    look(page, "the budget of a policy that has none").await;
    page.press_id("panel-close").await;
}

/// What a role shows that may look, but not at money.
async fn prerequisites(session: &Session, look: &mut impl AsyncFnMut(&Page, &str)) {
    let page = &session.page;
    page.go(&format!("{BILLING}?panel=prerequisites")).await;
    look(page, "what is needed").await;
    page.go(BILLING).await;
    page.act_as(&administrator(&session.cli, "Global Reader")).await;
    look(page, "the policies of a Global Reader").await;
    page.press_id("prerequisites-open").await;
    look(page, "what a Global Reader lacks").await;
    page.press_id("panel-close").await;
    let policy = policy_named(session, "Service knowledge");
    page.go(&format!("{BILLING}?panel=policy&id={policy}")).await;
    page.press_id("policy-tab-budget").await;
    look(page, "spending that a role does not see").await;
    page.press_id("panel-close").await;
    page.go(&format!("{BILLING}?tab=services&panel=service&service=copilotChat"))
        .await;
    look(page, "what a Global Reader lacks to connect").await;
    page.press_id("service-cancel").await;
    page.act_as(&administrator(&session.cli, "Global administrator")).await;
}

async fn wizard(page: &Page, look: &mut impl AsyncFnMut(&Page, &str)) {
    page.go(&format!("{BILLING}?panel=create")).await;
    look(page, "the wizard's first step").await;
    page.press_id("policy-wizard-next").await;
    look(page, "the first step with its errors").await;
    let new = NewPolicy {
        name: "Night shift",
        ..NewPolicy::IN_EMPTY
    };
    page.fill_billing_details(&new).await;
    for (field, offered) in [
        ("policy-subscription", "the subscriptions offered"),
        ("policy-resource-group", "the resource groups offered"),
        ("policy-region", "the regions offered"),
    ] {
        page.press_id(field).await;
        look(page, offered).await;
        page.type_keys(Key::Escape).await;
    }
    for (link, panel) in [
        ("policy-new-subscription", "a new subscription from the wizard"),
        ("policy-new-resource-group", "a new resource group from the wizard"),
    ] {
        page.press_id(link).await;
        look(page, panel).await;
        page.press_id("azure-cancel").await;
    }
    page.press_id("policy-wizard-next").await;
    page.press_id("policy-users-group").await;
    page.press_id("policy-wizard-next").await;
    look(page, "the second step with its error").await;
    page.press_id("picker-group").await;
    look(page, "the groups offered").await;
    page.type_keys(Key::Escape).await;
    page.press_id("policy-users-all").await;
    // A later step may be put in between.
    while page.count_test_id("policy-wizard-finish").await == 0 {
        page.press_id("policy-wizard-next").await;
        look(page, "a later step of the wizard").await;
        if page.count_test_id("budget-set").await == 1 {
            page.press_id("budget-set").await;
            look(page, "the wizard's budget").await;
            page.press_id("budget-set").await;
        }
    }
    page.press_id("policy-wizard-cancel").await;
    look(page, "the question before input is thrown away").await;
    page.press_id("confirm-cancel").await;
    page.press_id("policy-wizard-finish").await;
    look(page, "the new policy").await;
    page.press_id("policy-created-done").await;
    look(page, "the policies after a new one").await;
}

/// The wizard with a group, and with a budget that has everything that a budget can have.
async fn group_and_recipients(page: &Page, look: &mut impl AsyncFnMut(&Page, &str)) {
    page.go(&format!("{BILLING}?panel=create")).await;
    let new = NewPolicy {
        name: "Early shift",
        ..NewPolicy::IN_EMPTY
    };
    page.fill_billing_details(&new).await;
    page.press_id("policy-wizard-next").await;
    page.press_id("policy-users-group").await;
    page.press_id("picker-group").await;
    page.press_id(&first(page, "picker-option-").await).await;
    page.press_id("policy-wizard-next").await;
    page.press_id("budget-set").await;
    page.fill("Budget ($ USD)", "100").await;
    page.press_id("budget-threshold-add").await;
    page.press_id("picker-recipient").await;
    look(page, "the recipients offered").await;
    page.press_id(&first(page, "picker-option-").await).await;
    look(page, "a budget with a recipient").await;
    page.press_id("policy-wizard-next").await;
    if page.count_test_id("policy-wizard-finish").await == 0 {
        // The new percentage is empty: it is said so, and it goes.
        look(page, "a percentage that is missing").await;
        page.press_id(&first(page, "budget-threshold-remove-").await).await;
        page.press_id("policy-wizard-next").await;
    }
    look(page, "the review of a policy with a budget").await;
    page.press_id("policy-wizard-finish").await;
    page.press_id("policy-created-connect").await;
    look(page, "the services after a new policy").await;
}

/// What is shown where nothing is set up.
pub(super) async fn empty(page: &Page, look: &mut impl AsyncFnMut(&Page, &str)) {
    page.go(BILLING).await;
    look(page, "the empty list of policies").await;
    page.go(&format!("{BILLING}?tab=high-usage")).await;
    look(page, "high usage where nothing is connected").await;
    page.go(&format!("{BILLING}?tab=services&panel=service&service=copilotChat"))
        .await;
    look(page, "a service without a policy").await;
    page.go(&format!(
        "{BILLING}?panel=policy&id=00000000-0000-0000-0000-000000000000"
    ))
    .await;
    look(page, "a policy that is not there").await;
}

/// What a refusal looks like under its field and above a page.
pub(super) async fn refusals(session: &Session, look: &mut impl AsyncFnMut(&Page, &str)) {
    let page = &session.page;
    page.act_as(&administrator(&session.cli, "Global Reader")).await;
    page.go(&format!("{BILLING}?panel=create")).await;
    page.fill_billing_details(&NewPolicy::IN_EMPTY).await;
    page.press_id("policy-wizard-next").await;
    look(page, "a refusal in the wizard").await;
    page.press_id("policy-wizard-cancel").await;
    page.press_id("confirm-accept").await;
    page.go(BILLING).await;
    look(page, "the policies of whom something is missing").await;
}

//! The walk over every screen of the window: pages, tabs, panels, wizard steps, menus, dialogs and the states of lists.
//!
//! What is looked at on each is up to whoever walks. Pages are found by the navigation, so a new one is walked to as well.

use meterdesk_e2e::{NewPolicy, Page, Session, Start, UsageFile};
use serde_json::{Value, json};
use thirtyfour::Key;

use crate::tenant::text;

const BILLING: &str = "/copilot/billing-usage";
const USAGE: &str = "/reports/usage";

/// The screens of the demo, which has something of everything.
pub(crate) async fn of_demo(session: &Session, mut look: impl AsyncFnMut(&Page, &str)) {
    let page = &session.page;
    page.wait_idle().await;
    let addresses = if page.count_test_id("nav-open").await == 0 {
        page.addresses().await
    } else {
        page.press_id("nav-open").await;
        look(page, "the navigation of a narrow window").await;
        let addresses = page.addresses().await;
        page.press_id("nav-home").await;
        addresses
    };
    assert!(addresses.len() >= 8, "the navigation leads to pages: {addresses:?}");
    for address in &addresses {
        page.go(address).await;
        look(page, address).await;
        page.go(&format!("{address}?panel=help")).await;
        look(page, &format!("the help of {address}")).await;
    }
    page.go("/reports/usage?panel=notifications").await;
    look(page, "the notifications").await;
    page.go("/nowhere").await;
    look(page, "an address without a page").await;
    billing(session, &mut look).await;
    azure_and_settings(page, &mut look).await;
    let groups = session
        .cli
        .call("group_list", &json!({ "search": "Service knowledge readers" }));
    crate::groups::screens(page, &text(&groups["rows"][0]["id"]), &mut look).await;
    lists_and_usage(page, &mut look).await;
    top_bar(page, &mut look).await;
}

async fn billing(session: &Session, look: &mut impl AsyncFnMut(&Page, &str)) {
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
    let policies = session.cli.call("policy_list", &json!({}));
    let connected = text(&policies["rows"][0]["id"]);
    page.go(&format!("{BILLING}?tab=services&panel=service&service=copilotChat"))
        .await;
    page.press_id("service-save").await;
    look(page, "a hint in the service's panel").await;
    page.press_id(&format!("connection-switch-{connected}")).await;
    page.press_id("service-save").await;
    look(page, "the dialog before a disconnection").await;
    page.press_id("confirm-cancel").await;
    page.go(&format!("{BILLING}?panel=policy&id={connected}")).await;
    look(page, "a policy's panel").await;
    page.press_id("policy-tab-budget").await;
    look(page, "a policy's budget").await;
    page.press_id("budget-view-settings").await;
    look(page, "the settings of a policy's budget").await;
    page.press_id("policy-tab-details").await;
    page.press_id("policy-delete").await;
    look(page, "the dialog before a deletion").await;
    page.press_id("confirm-cancel").await;

    page.go(&format!("{BILLING}?panel=create")).await;
    look(page, "the wizard's first step").await;
    page.press_id("policy-wizard-next").await;
    look(page, "the first step with its errors").await;
    let new = NewPolicy {
        name: "Night shift",
        ..NewPolicy::IN_EMPTY
    };
    page.fill_billing_details(&new).await;
    page.press_id("policy-subscription").await;
    look(page, "the subscriptions offered").await;
    page.type_keys(Key::Escape).await;
    page.press_id("policy-resource-group").await;
    look(page, "the resource groups offered").await;
    page.type_keys(Key::Escape).await;
    page.press_id("policy-region").await;
    look(page, "the regions offered").await;
    page.type_keys(Key::Escape).await;
    page.press_id("policy-wizard-next").await;
    page.press_id("policy-users-group").await;
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

async fn azure_and_settings(page: &Page, look: &mut impl AsyncFnMut(&Page, &str)) {
    page.go(&format!("{BILLING}?panel=prerequisites")).await;
    look(page, "what is needed").await;
    page.go("/azure/subscriptions").await;
    page.press_id("subscription-create").await;
    look(page, "the panel Create a new subscription").await;
    page.press_id("azure-region").await;
    look(page, "the regions of a subscription").await;
    page.press_id("azure-region").await;
    page.press_id("azure-cancel").await;
    page.press("button", "Shared Services").await;
    look(page, "a subscription's panel").await;
    page.press_id("resource-group-create").await;
    look(page, "the panel Create a new resource group").await;
    page.press_id("azure-cancel").await;
    page.press_id("role-grant").await;
    look(page, "the panel Grant a role").await;
    page.press_id("azure-cancel").await;
    for effect in ["subscription-state", "resource-group-delete-", "role-remove-"] {
        page.press_id(&first(page, effect).await).await;
        look(page, &format!("the dialog of {effect}")).await;
        page.press_id("confirm-cancel").await;
    }
    page.go("/settings/rates?panel=rate-card&id=cc-2026-08").await;
    look(page, "a rate card").await;
    page.press_id("override-rate-retrievalApiCall").await;
    look(page, "the panel to override a rate").await;
    page.press_id("azure-cancel").await;
    page.go("/settings").await;
    page.press_id(&first(page, "setting-open-").await).await;
    look(page, "a setting's page").await;
}

/// The first test id of the page that begins so.
async fn first(page: &Page, prefix: &str) -> String {
    let ids = page.test_ids().await;
    let found = ids.iter().find(|id| id.starts_with(prefix)).cloned();
    found.unwrap_or_else(|| panic!("nothing is called {prefix}: {ids:?}"))
}

async fn lists_and_usage(page: &Page, look: &mut impl AsyncFnMut(&Page, &str)) {
    page.go("/users/active?q=nobody-is-called-this").await;
    look(page, "a list without a match").await;
    page.press_id("list-clear").await;
    page.press_id("list-next").await;
    page.press_id("user-license-filter").await;
    look(page, "the licence filter").await;
    page.go("/rehearsal/happenings").await;
    page.press_id("happening-cause-filter").await;
    look(page, "the filter of causes").await;
    for rest in [
        "by=environment",
        "basis=reported",
        "timeline=asIfToday",
        "from=2026-11-01&until=2026-11-08",
    ] {
        page.go(&format!("{USAGE}?{rest}")).await;
        look(page, &format!("usage with {rest}")).await;
    }
    for calculator in ["offers", "agents", "business-central", "sessions"] {
        page.go(&format!("/rehearsal/estimate?calculator={calculator}")).await;
        look(page, &format!("the calculator {calculator}")).await;
    }
    page.go(USAGE).await;
    page.press_id("usage-range").await;
    look(page, "the ranges offered").await;
    page.press_id("usage-range-custom").await;
    look(page, "a custom range").await;
    page.go(&format!("{USAGE}?panel=try")).await;
    look(page, "the panel Send a prompt").await;
    page.press_id("picker-person").await;
    look(page, "the people offered").await;
    page.press_id(&first(page, "picker-option-").await).await;
    page.press_id("try-service").await;
    look(page, "the services offered").await;
    page.press_id("try-service-copilotChat").await;
    page.press_id("try-preview").await;
    look(page, "what a prompt would do").await;
    page.press_id("try-close").await;
}

async fn top_bar(page: &Page, look: &mut impl AsyncFnMut(&Page, &str)) {
    for menu in ["clock-advance", "actor-switch", "window-menu"] {
        page.go("/").await;
        page.press_id(menu).await;
        look(page, &format!("the menu of {menu}")).await;
        page.type_keys(Key::Escape).await;
    }
    page.press_id("window-menu").await;
    page.press_id("about-open").await;
    look(page, "About Meterdesk").await;
    page.press_id("about-close").await;
    page.press_id("clock-advance").await;
    page.press_id("clock-advance-date").await;
    look(page, "the date to advance to").await;
    page.press_id("clock-date-cancel").await;
    page.press_id("clock-advance").await;
    page.press_id("clock-advance-hour").await;
    look(page, "the message after an advance").await;
}

/// The files that the walk over an empty workbook brings in.
#[derive(Debug)]
pub(crate) struct Files {
    usage: UsageFile,
    report: UsageFile,
    smaller: UsageFile,
}

impl Files {
    pub(crate) fn new() -> Self {
        Self {
            usage: UsageFile::named("usage.csv"),
            report: UsageFile::named("report.csv"),
            smaller: UsageFile::named("smaller report.csv"),
        }
    }

    pub(crate) fn start(&self) -> Start {
        Start::empty()
            .import(self.usage.path())
            .import(self.usage.path())
            .import(self.report.path())
            .import(self.smaller.path())
    }
}

const HEADER: &str = "time,user,service,agent,environment,feature,quantity\n";
const ENVIRONMENT_REPORT: &str = "BillingPlan Id,BillingPlan Name,Environment Id,Environment Name,Capacity Type,\
Entitled Quantity,Prepaid Consumed Quantity,Pay as you go Consumed Quantity,Usage Date\n";

/// The screens of a workbook in which nothing is set up yet, and of imports with everything that can be said of them.
pub(crate) async fn of_empty(session: &Session, files: &Files, mut look: impl AsyncFnMut(&Page, &str)) {
    let page = &session.page;
    page.wait_idle().await;
    look(page, "Home with nothing set up").await;
    page.go("/?panel=notifications").await;
    look(page, "no notifications").await;
    page.go(BILLING).await;
    look(page, "the empty list of policies").await;
    page.go(&format!("{BILLING}?tab=services&panel=service&service=copilotChat"))
        .await;
    look(page, "a service without a policy").await;
    page.go(&format!(
        "{BILLING}?panel=policy&id=00000000-0000-0000-0000-000000000000"
    ))
    .await;
    look(page, "a policy that is not there").await;

    let people = session.cli.call("user_list", &json!({ "copilotLicensed": false }));
    let user = text(&people["rows"][0]["userPrincipalName"]);
    let row = |time: &str, quantity: &str| format!("{time},{user},copilotChat,,North,generativeAnswer,{quantity}\n");
    files.usage.write_text(&format!(
        "{HEADER}{}{}{}{}",
        row("2026-09-17T10:00:00Z", "3"),
        row("2026-11-17T09:00:00Z", "3"),
        row("2026-12-17T10:00:00Z", "3"),
        row("2026-11-17T09:30:00Z", "many"),
    ));
    let report = |credits: &str| format!("{ENVIRONMENT_REPORT},,e1,North,MCSMessages,0,{credits},0,2026-11-16\n");
    files.report.write_text(&report("1000"));
    files.smaller.write_text(&report("10"));
    page.go("/rehearsal/import").await;
    page.press_id("import-choose").await;
    page.by_test_id("import-preview").await;
    look(page, "what a file would do").await;
    page.press_id("import-accept").await;
    page.by_test_id("import-result").await;
    look(page, "what an import did").await;
    page.press_id("import-again").await;
    files
        .usage
        .write_text(&format!("{HEADER}{}", row("2026-11-17T09:15:00Z", "1")));
    page.press_id("import-choose").await;
    page.press_id("import-accept").await;
    look(page, "a file that overlaps an earlier one").await;
    page.press_id("import-discard").await;
    page.press_id("import-choose").await;
    page.press_id("import-accept").await;
    page.by_test_id("import-result").await;
    page.press_id("import-again").await;
    page.press_id("import-choose").await;
    page.by_test_id("import-shrink").await;
    look(page, "a report that states much less").await;
    page.press_id("import-discard").await;
    look(page, "the imports").await;
    let imports = session.cli.call("import_list", &json!({}));
    let published = imports["rows"].as_array().into_iter().flatten();
    let published = published
        .filter(|row| row["state"] == "published" && row["rejected"] != 0)
        .find_map(|row| row["id"].as_str().map(str::to_owned));
    let published = published.expect("something was imported");
    page.press_id(&format!("import-revert-{published}")).await;
    look(page, "the dialog before a revert").await;
    page.press_id("confirm-cancel").await;
    page.press_id(&format!("import-rejected-{published}")).await;
    look(page, "the rejected rows of an import").await;
    page.go(USAGE).await;
    look(page, "usage with remarks").await;
    refusals(session, &mut look).await;
}

/// What a refusal looks like under its field and above a page.
async fn refusals(session: &Session, look: &mut impl AsyncFnMut(&Page, &str)) {
    let page = &session.page;
    let tenant = session.cli.call("tenant_get", &json!({}));
    let actors = tenant["actors"].as_array().expect("a tenant has administrators");
    let reader = actors.iter().find(|person| person["roles"] == json!(["Global Reader"]));
    page.act_as(&text(&reader.unwrap_or(&Value::Null)["id"])).await;
    page.go(&format!("{BILLING}?panel=create")).await;
    page.fill_billing_details(&NewPolicy::IN_EMPTY).await;
    page.press_id("policy-wizard-next").await;
    look(page, "a refusal in the wizard").await;
    page.go(BILLING).await;
    look(page, "the policies of whom something is missing").await;
}

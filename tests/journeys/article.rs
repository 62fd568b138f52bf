//! The article "Set up pay-as-you-go for Microsoft 365 Copilot services for IT admins" (2025-04-21), sentence after sentence.

use meterdesk_e2e::{Cli, NewPolicy, Page, Person, Session, Start, journey};
use serde_json::{Value, json};

use crate::tenant::{administrator, policy_for_all_users, text};

const CHAT: &str = "Microsoft 365 Copilot Chat";
const POLICY: NewPolicy<'static> = NewPolicy::IN_EMPTY;
const PILOT: &str = "Agent pilot";

#[tokio::test]
async fn pay_as_you_go_is_set_up_turned_off_and_deleted_as_the_article_says() {
    journey(Start::empty(), async |session| {
        let page = &session.page;
        page.wait_idle().await;
        prerequisites(session).await;
        related_articles(page).await;
        let policy = add_a_billing_policy(session).await;
        connect_the_billing_policy(session, &policy).await;
        disable_pay_as_you_go(session, &policy).await;
        delete_a_billing_policy(session).await;
        coexistence(page).await;
    })
    .await;
}

/// "You must have the following prerequisites": "an owner or contributor Azure role to an Azure subscription", the same "to
/// an Azure resource group linked to the same Azure subscription", and "one of the following Microsoft 365 administrator
/// roles".
async fn prerequisites(session: &Session) {
    let (page, cli) = (&session.page, &session.cli);
    for (role, met, lacks) in [
        ("Global Reader", false, "subscriptionRight"),
        ("Billing administrator", true, "subscriptionRight"),
        ("Billing administrator", true, "resourceGroupRight"),
    ] {
        page.act_as(&administrator(cli, role)).await;
        page.press_id("nav-billing-usage").await;
        page.press("button", "What you need").await;
        let has_role = page.attribute("prerequisite-role", "data-met").await;
        assert_eq!(has_role, met.to_string(), "the role of a {role}");
        assert_eq!(
            page.attribute(&format!("prerequisite-{lacks}"), "data-met").await,
            "false",
            "a {role} without rights in Azure"
        );
        let told = page.text(&format!("prerequisite-{lacks}")).await;
        assert!(told.contains("Who could provide it"), "it says who could help: {told}");
        page.press("button", "Close").await;
    }
    for (role, right) in [
        ("AI administrator", "Contributor on Shared Services"),
        ("Global administrator", "Owner of Shared Services"),
    ] {
        page.act_as(&who_has(cli, role, right)).await;
        page.press_id("nav-billing-usage").await;
        page.wait_gone("prerequisites-bar").await;
    }
    let mut elsewhere = policy_for_all_users(cli, "Elsewhere");
    elsewhere["resourceGroup"] = json!("rg-of-another-subscription");
    let refused = cli.try_call("policy_create", &elsewhere);
    let refused = refused.expect_err("a resource group of the same subscription is needed");
    assert_eq!(refused.field.as_deref(), Some("resourceGroup"));
}

/// "To learn more, see" and "Related articles".
async fn related_articles(page: &Page) {
    page.press_id("help-open").await;
    for article in ["resourceGroups", "overview", "meters", "viewCost", "setUp"] {
        page.by_test_id(&format!("learn-more-help-{article}")).await;
    }
    page.press("button", "Close").await;
}

/// "Step 1 - Add a billing policy".
async fn add_a_billing_policy(session: &Session) -> String {
    let (page, cli) = (&session.page, &session.cli);
    // "Go to Copilot > Billing & usage. On the Billing policies tab, select Add a billing policy."
    page.by_role_name("button", "Copilot").await;
    page.press("link", "Billing & usage").await;
    page.press("tab", "Billing policies").await;
    page.by_role_name("heading", "You don't have any billing policies")
        .await;
    page.press("button", "Add a billing policy").await;
    // "Select the Azure subscription, resource group, and region for the pay-as-you-go setup."
    page.fill_billing_details(&POLICY).await;
    page.press("button", "Next").await;
    // "Select the user scope": "All users in the tenant are included in the billing policy".
    page.press("radio", "All users").await;
    page.press("button", "Next").await;
    page.press("button", "Next").await;
    // "Review the details and select Create policy".
    for (name, shown) in [
        ("review-subscription", POLICY.subscription),
        ("review-resource-group", "rg-copilot-billing"),
        ("review-region", POLICY.region),
        ("review-users", "All users"),
    ] {
        let detail = page.text(&format!("detail-{name}")).await;
        assert!(detail.contains(shown), "the review shows {shown}: {detail}");
    }
    page.press("button", "Create policy").await;
    page.by_role_name("heading", "New billing policy created").await;
    let policy = page.value("policy-created").await;
    page.press_id("policy-created-done").await;
    let everybody = cli.call("tenant_get", &json!({}))["people"].clone();
    let made = cli.call("policy_get", &json!({ "policy": policy }));
    assert_eq!(made["people"], everybody, "all users in the tenant are included");

    // "Specific group: Assign a specific security group to be included in the billing policy".
    let groups = cli.call("group_list", &json!({ "search": PILOT }));
    page.press("button", "Add a billing policy").await;
    page.fill_billing_details(&NewPolicy { name: PILOT, ..POLICY }).await;
    page.press("button", "Next").await;
    page.press("radio", "Specific group").await;
    page.search_and_choose("Group", PILOT, &text(&groups["rows"][0]["id"]))
        .await;
    page.press("button", "Next").await;
    page.press("button", "Next").await;
    page.press("button", "Create policy").await;
    page.press("button", "Connect your services").await;
    let policies = cli.call("policy_list", &json!({ "search": PILOT }));
    assert_eq!(policies["rows"][0]["people"], groups["rows"][0]["members"]);
    policy
}

/// "Step 2 - Connect a billing policy": until then nobody is paid for.
async fn connect_the_billing_policy(session: &Session, policy: &str) {
    let (page, cli) = (&session.page, &session.cli);
    let people = Person::all(cli, false);
    let preview = |person: &Person| {
        cli.call(
            "usage_try",
            &json!({ "user": person.id, "service": "copilotChat", "agent": "Benefits guide", "preview": true }),
        )
    };
    assert_eq!(
        preview(&people[0])["outcome"],
        "blocked",
        "a policy alone pays for nothing"
    );
    page.press("tab", "Pay-as-you-go services").await;
    page.connect(CHAT, POLICY.name).await;
    assert_eq!(preview(&people[0])["outcome"], "paid");
    assert_eq!(connection(&session.cli)["policy"], json!(policy));
}

/// "Disable pay-as-you-go": "Unselect the billing policy", "Read and accept the confirmation", and "it can take up to two
/// hours for users to stop being able to use the agents. Also, if the agent hasn't been used, it's no longer available once
/// pay-as-you-go is turned off."
async fn disable_pay_as_you_go(session: &Session, policy: &str) {
    let (page, cli) = (&session.page, &session.cli);
    let people = Person::all(cli, false);
    let (used_it, never_used_it) = (&people[0], &people[1]);
    let prompt = |person: &Person, preview: bool| {
        let request =
            json!({ "user": person.id, "service": "copilotChat", "agent": "Benefits guide", "preview": preview });
        text(&cli.call("usage_try", &request)["outcome"])
    };
    assert_eq!(prompt(used_it, false), "paid");
    page.wait_idle().await;

    page.press("button", CHAT).await;
    // "Unselect the billing policy, one at a time".
    page.press("switch", &format!("Connect {}", POLICY.name)).await;
    page.press("switch", &format!("Connect {PILOT}")).await;
    let panel = page.text("panel-service").await;
    assert!(
        panel.contains("one policy is connected or disconnected at a time"),
        "{panel}"
    );
    page.press("button", "Save").await;
    // "Read and accept the confirmation".
    page.by_role_name("alertdialog", &format!("Disconnect \"{}\" from {CHAT}?", POLICY.name))
        .await;
    let effects = page.text("disconnect-effects").await;
    assert!(effects.contains("12:00 UTC"), "it says until when: {effects}");
    page.press_id("confirm-accept").await;
    page.wait_gone("panel-service").await;
    let row = page.text("service-row-copilotChat").await;
    assert!(row.contains("Disconnecting, at the latest by"), "it is pending: {row}");
    assert_eq!(connection(cli)["endsAt"], "2026-11-17T12:00:00Z", "two hours later");
    assert_eq!(prompt(used_it, true), "paid", "who has used the agent keeps it for now");
    assert_eq!(
        prompt(never_used_it, true),
        "blocked",
        "an agent never used goes at once"
    );

    page.advance_time("2 hours").await;
    assert_eq!(prompt(used_it, true), "blocked", "after two hours nobody has it");
    assert!(
        !page.text("service-row-copilotChat").await.contains(POLICY.name),
        "no policy is connected to it any more"
    );
    // Turned on again, so that the next section has something to disconnect.
    page.connect(CHAT, POLICY.name).await;
    assert_eq!(connection(cli)["policy"], json!(policy));
}

/// "Delete a billing policy": "select a billing policy, and select the Delete billing policy button", "Accept the
/// confirmation dialogue. Any services connected to the billing policy are disconnected."
async fn delete_a_billing_policy(session: &Session) {
    let page = &session.page;
    page.press("tab", "Billing policies").await;
    page.press("button", POLICY.name).await;
    page.press("button", "Delete billing policy").await;
    let effects = page.text("delete-effects").await;
    assert!(effects.contains(CHAT), "it names what is disconnected: {effects}");
    page.press_id("confirm-accept").await;
    page.wait_gone("panel-policy").await;
    let left = session.cli.call("policy_list", &json!({}));
    assert_eq!(left["total"], 1, "the other policy stays");
    assert_eq!(left["rows"][0]["name"], PILOT);
    let ends = connection(&session.cli)["endsAt"].clone();
    assert!(ends.is_string(), "its service is being disconnected");
}

/// "What if pay-as-you-go is already set up in the Power Platform admin center?" "The two setups can coexist", "you're only
/// billed once", and "it's recommended to turn off" the other one first.
async fn coexistence(page: &Page) {
    page.press("tab", "Pay-as-you-go services").await;
    let note = page.text("coexistence").await;
    for told in [
        "Power Platform admin center",
        "side by side",
        "use is billed once, wherever it was set up",
        "turn pay-as-you-go off in the Power Platform admin center before you turn it on here",
    ] {
        assert!(note.contains(told), "{told:?} is said: {note}");
    }
}

/// The connection of Microsoft 365 Copilot Chat.
fn connection(cli: &Cli) -> Value {
    cli.call("service_list", &json!({}))["rows"][0]["connections"][0].clone()
}

/// The id of somebody with the role, and with that right in Azure.
fn who_has(cli: &Cli, role: &str, right: &str) -> String {
    let tenant = cli.call("tenant_get", &json!({}));
    let actors = tenant["actors"].as_array().expect("a tenant has administrators");
    let person = actors
        .iter()
        .find(|person| person["roles"] == json!([role]) && text(&person["azureRights"]).contains(right));
    text(&person.unwrap_or_else(|| panic!("no {role} has {right}: {actors:?}"))["id"])
}

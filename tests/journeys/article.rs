//! The article "Set up pay-as-you-go for Microsoft 365 Copilot services for IT admins" (2025-04-21), sentence after sentence.

use meterdesk_e2e::{NewPolicy, Page, Person, Session, Start, journey};
use serde_json::{Value, json};

use crate::tenant::{administrator, text};

const CHAT: &str = "Microsoft 365 Copilot Chat";
const POLICY: NewPolicy<'static> = NewPolicy::IN_EMPTY;

#[tokio::test]
async fn pay_as_you_go_is_set_up_turned_off_and_deleted_as_the_article_says() {
    journey(Start::empty(), async |session| {
        let page = &session.page;
        page.wait_idle().await;
        prerequisites(session).await;
        let policy = add_a_billing_policy(page).await;
        connect_the_billing_policy(session, &policy).await;
        disable_pay_as_you_go(session, &policy).await;
        delete_a_billing_policy(session).await;
        coexistence(page).await;
    })
    .await;
}

/// "You must have the following prerequisites": an Azure role on the subscription and on a resource group linked to the
/// same subscription, and one of three administrator roles.
async fn prerequisites(session: &Session) {
    let page = &session.page;
    for (role, lacks) in [
        ("Global Reader", "role"),
        ("Billing administrator", "subscriptionRight"),
    ] {
        page.act_as(&administrator(&session.cli, role)).await;
        page.press_id("nav-billing-usage").await;
        page.press("button", "What you need").await;
        assert_eq!(
            page.attribute(&format!("prerequisite-{lacks}"), "data-met").await,
            "false",
            "{role} lacks it"
        );
        let told = page.text(&format!("prerequisite-{lacks}")).await;
        assert!(told.contains("Who could provide it"), "it says who could help: {told}");
        page.press("button", "Close").await;
    }
    page.act_as(&administrator(&session.cli, "Global administrator")).await;
    page.press_id("nav-billing-usage").await;
    assert_eq!(
        page.count_test_id("prerequisites-bar").await,
        0,
        "the subscription's Owner lacks nothing"
    );
}

/// "Step 1 - Add a billing policy".
async fn add_a_billing_policy(page: &Page) -> String {
    page.press("tab", "Billing policies").await;
    page.by_role_name("heading", "You don't have any billing policies")
        .await;
    page.press("button", "Add a billing policy").await;
    // "Select the Azure subscription, resource group, and region", "Select the user scope", "Review the details and select
    // Create policy".
    let policy = page.create_policy_for_all_users(&POLICY).await;
    page.press("button", "Connect your services").await;
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
    page.press("switch", &format!("Connect {}", POLICY.name)).await;
    page.press("button", "Save").await;
    page.by_role_name("alertdialog", &format!("Disconnect \"{}\" from {CHAT}?", POLICY.name))
        .await;
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
    page.by_role_name("heading", "You don't have any billing policies")
        .await;
    let ends = connection(&session.cli)["endsAt"].clone();
    assert!(ends.is_string(), "its service is being disconnected");
}

/// "What if pay-as-you-go is already set up in the Power Platform admin center?" "The two setups can coexist", "you're only
/// billed once", and "it's recommended to turn off" the other one first.
async fn coexistence(page: &Page) {
    page.press("tab", "Pay-as-you-go services").await;
    let note = page.text("coexistence").await;
    for told in ["Power Platform admin center", "billed once", "turn"] {
        assert!(note.contains(told), "{told:?} is said: {note}");
    }
}

/// The connection of Microsoft 365 Copilot Chat.
fn connection(cli: &meterdesk_e2e::Cli) -> Value {
    cli.call("service_list", &json!({}))["rows"][0]["connections"][0].clone()
}

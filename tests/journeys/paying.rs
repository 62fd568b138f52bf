//! Who is covered pays through the policy, and its budget tells but never stops.

use meterdesk_e2e::{NewPolicy, Person, Start, journey, millionths};
use serde_json::{Value, json};

use crate::tenant::text;

const AGENTS: &str = "SharePoint agents";

#[tokio::test]
async fn a_prompt_is_refused_or_paid_and_the_budget_moves_without_stopping_anything() {
    journey(Start::empty(), async |session| {
        let (page, cli) = (&session.page, &session.cli);
        page.wait_idle().await;
        let groups = cli.call("group_list", &json!({ "search": "Agent pilot" }));
        let group = text(&groups["rows"][0]["id"]);

        page.press_id("nav-billing-usage").await;
        page.press("button", "Add a billing policy").await;
        page.fill_billing_details(&NewPolicy::IN_EMPTY).await;
        page.press("button", "Next").await;
        page.press("radio", "Specific group").await;
        page.search_and_choose("Group", "Agent pilot", &group).await;
        page.press("button", "Next").await;
        page.press("checkbox", "Set a budget for this policy").await;
        page.fill("Budget ($ USD)", "0.20").await;
        page.press("button", "Next").await;
        page.press("button", "Create policy").await;
        let policy = page.value("policy-created").await;
        page.press("button", "Connect your services").await;
        page.connect(AGENTS, NewPolicy::IN_EMPTY.name).await;

        let unlicensed = Person::all(cli, false);
        let prompt = |person: &&Person| {
            let request = json!({ "user": person.id, "service": "sharePointAgents", "preview": true });
            text(&cli.call("usage_try", &request)["outcome"])
        };
        let covered = unlicensed.iter().find(|person| prompt(person) == "paid");
        let uncovered = unlicensed.iter().find(|person| prompt(person) == "blocked");
        let (covered, uncovered) = (
            covered.expect("a member of the group"),
            uncovered.expect("somebody else"),
        );

        page.press_id("nav-usage").await;
        page.press("button", "Send a prompt").await;
        assert_eq!(page.send_prompt(uncovered, AGENTS).await, "blocked");
        assert_eq!(
            millionths(&page.value("try-usd").await),
            0,
            "a refused use costs nothing"
        );
        assert_eq!(page.send_prompt(covered, AGENTS).await, "paid");
        assert_eq!(millionths(&page.value("try-credits").await), 12_000_000);
        assert_eq!(millionths(&page.value("try-usd").await), 120_000);
        page.press_id("try-close").await;

        page.press_id("nav-billing-usage").await;
        let used = format!("policy-budget-used-{policy}");
        assert_eq!(
            page.value(&used).await,
            "0",
            "spending is shown up to four hours behind"
        );
        page.advance_time("1 day").await;
        assert_eq!(page.value(&used).await, "60", "$0.12 of $0.20");

        let sent = cli.call(
            "usage_try",
            &json!({ "user": covered.id, "service": "sharePointAgents" }),
        );
        assert_eq!(sent["outcome"], "paid");
        assert_eq!(mails(cli), 0, "the mail takes up to a day");
        let sent = cli.call(
            "usage_try",
            &json!({ "user": covered.id, "service": "sharePointAgents" }),
        );
        assert_eq!(sent["outcome"], "paid", "use goes on past the budget");
        page.advance_time("1 day").await;
        assert_eq!(page.value(&used).await, "180");
        assert_eq!(mails(cli), 1, "one mail for the one threshold passed");
        page.press_id("nav-happenings").await;
        let happened = page.text("list-happenings").await;
        assert!(happened.contains("100 %"), "what happened tells of it: {happened}");
    })
    .await;
}

/// How many budget mails have arrived.
fn mails(cli: &meterdesk_e2e::Cli) -> usize {
    let happened = cli.call("happening_list", &json!({ "limit": 200 }));
    let rows = happened["rows"].as_array().expect("a list has rows");
    rows.iter()
        .filter(|row| row["kind"] == Value::from("budgetMailArrived"))
        .count()
}

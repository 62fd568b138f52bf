//! Who is covered pays through the policy, and its budget tells but never stops.

use meterdesk_e2e::{Cli, NewPolicy, Person, Start, journey, millionths};
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
        assert_eq!(page.value(&used).await, "60", "$0.12 of $0.20");
        let again = json!({ "user": covered.id, "service": "sharePointAgents" });
        for used_percent in ["120", "180"] {
            assert_eq!(
                cli.call("usage_try", &again)["outcome"],
                "paid",
                "a budget stops nothing"
            );
            page.wait_value(&used, used_percent).await;
        }
    })
    .await;
}

#[tokio::test]
async fn the_mail_at_100_percent_arrives_within_a_day_while_use_goes_on() {
    journey(Start::demo(), async |session| {
        let (page, cli) = (&session.page, &session.cli);
        page.wait_idle().await;
        assert_eq!(
            told(cli),
            [("budgetMailArrived", false), ("budgetThresholdPassed", false)]
        );
        page.advance_time("1 day").await;
        assert_eq!(
            told(cli),
            [("budgetMailArrived", false), ("budgetThresholdPassed", true)],
            "100% is passed within a day, and its mail is on its way"
        );
        page.advance_time("1 day").await;
        assert_eq!(
            told(cli),
            [("budgetMailArrived", true), ("budgetThresholdPassed", true)]
        );

        page.press_id("nav-happenings").await;
        let happened = page.text("list-happenings").await;
        assert!(happened.contains("100%"), "it is told on the page too: {happened}");
        let paid = |until: &str| {
            let day = cli.call(
                "usage_series",
                &json!({ "from": "2026-11-18", "until": until, "by": "payer" }),
            );
            millionths(day["total"].as_str().expect("a total is a text"))
        };
        assert!(paid("2026-11-20") > paid("2026-11-19"), "use goes on the day after");
    })
    .await;
}

/// Which happenings of the budget of the demo's SharePoint agents at 100 % are there since the workbook's start.
fn told(cli: &Cli) -> [(&'static str, bool); 2] {
    let happened = cli.call("happening_list", &json!({ "limit": 200 }));
    let rows = happened["rows"].as_array().expect("a list has rows");
    ["budgetMailArrived", "budgetThresholdPassed"].map(|kind| {
        let is_there = |row: &Value| {
            row["kind"] == kind
                && text(&row["text"]).contains("100%")
                && text(&row["at"]).as_str() > "2026-11-17T10:00:00Z"
        };
        (kind, rows.iter().any(is_there))
    })
}

//! A month in which an environment passes its allocation, draws from the pool, reaches 125 % and gets capacity back; and the
//! same month with a billing plan.
//!
//! Sources: Microsoft, Manage Copilot Credits and capacity (2026-09-18); Billing rates and management of Copilot Studio
//! (2026-08-03).

use meterdesk_e2e::{Cli, Page, Person, Session, Start, UsageFile, journey};
use serde_json::{Value, json};

use crate::tenant::text;

/// What others ask for once everything is used up.
const LATER: &str = "event_id,time,user,service,agent,environment,feature,quantity,trigger
flow,2026-11-17T10:30:00Z,,copilotStudio,Order Status,Care,Agent flow actions,100,autonomous
answer,2026-11-17T10:31:00Z,,copilotStudio,Order Status,Care,Generative answer,1,autonomous
";

/// One pack of 25,000 credits: 5,000 are allocated to "Care", 15,000 to "Reserve", 5,000 are in the pool.
struct Month<'a> {
    page: &'a Page,
    cli: &'a Cli,
    person: String,
    care: Value,
}

impl<'a> Month<'a> {
    async fn begin(session: &'a Session) -> Self {
        let (page, cli) = (&session.page, &session.cli);
        let _ = cli.call("capacity_purchase", &json!({ "packs": 1 }));
        let made = |name: &str, credits: &str| {
            let request = json!({ "name": name, "kind": "production", "region": "Europe" });
            let id = cli.call("environment_create", &request)["environment"]["id"].clone();
            let _ = cli.call("allocation_set", &json!({ "environment": id, "credits": credits }));
            id
        };
        let care = made("Care", "5000");
        made("Reserve", "15000");
        page.wait_idle().await;
        Self {
            page,
            cli,
            person: Person::all(cli, false)[0].id.clone(),
            care,
        }
    }

    fn ask(&self, feature: &str, quantity: u32, preview: bool) -> Value {
        self.cli.call(
            "usage_try",
            &json!({ "user": self.person, "service": "copilotStudio", "environment": "Care", "agent": "Order Status",
                "feature": feature, "quantity": quantity.to_string(), "preview": preview }),
        )
    }

    /// So many credits of generative answers, two each.
    fn answers(&self, credits: u32) -> Value {
        self.ask("Generative answer", credits / 2, false)
    }

    /// What would become of another answer or flow action.
    fn next(&self, feature: &str) -> String {
        text(&self.ask(feature, 1, true)["outcome"])
    }

    /// Waits until the list of environments and the panel, which is left open, show the status.
    async fn stands(&self, status: &str) {
        let id = text(&self.care);
        self.page.go("/power-platform/environments").await;
        self.page.wait_value(&format!("environment-status-{id}"), status).await;
        self.page
            .go(&format!("/power-platform/environments?panel=environment&id={id}"))
            .await;
        self.page.wait_value("environment-status", status).await;
    }

    /// Waits until What happened tells it.
    async fn tells(&self, words: &str) {
        self.page.go("/rehearsal/happenings").await;
        self.page
            .until(async || self.page.text("list-happenings").await.contains(words))
            .await;
    }
}

#[tokio::test]
async fn an_environment_passes_its_allocation_draws_from_the_pool_stops_and_gets_capacity_back() {
    let file = UsageFile::named("november.csv");
    journey(Start::empty().import(file.path()), async |session| {
        let month = Month::begin(session).await;
        let page = month.page;

        // Within capacity: its allocation pays.
        assert_eq!(month.answers(5_000)["payer"], "Prepaid, allocated to Care");
        month.stands("withinCapacity").await;
        month.tells("used up").await;

        // Past its allocation the tenant's pool pays: covered overage.
        assert!(text(&month.answers(4_000)["payer"]).contains("pool"));
        month.stands("coveredOverage").await;
        assert_eq!(month.next("Agent flow actions"), "paid");

        // The pool is used up: flows are blocked, the agent still answers.
        let _ = month.answers(1_000);
        month.stands("overage").await;
        let dynamics = page.text("environment-notice-dynamicsUsers").await;
        assert!(
            dynamics.contains("used up"),
            "users of Dynamics 365 are told: {dynamics}"
        );
        let authors = page.text("environment-notice-flowAuthors").await;
        assert!(authors.contains("still answers"), "authors are warned: {authors}");
        assert_eq!(month.next("Agent flow actions"), "blocked");
        assert_eq!(month.next("Generative answer"), "paid");

        // 125 % of the 25,000 that the tenant owns: the agent is refused, and says so in the published words.
        let _ = month.answers(20_000);
        assert_eq!(month.next("Generative answer"), "paid", "30,000 are used");
        let _ = month.answers(1_250);
        let refused = month.ask("Generative answer", 1, false);
        assert_eq!(refused["outcome"], "blocked");
        let words = "This agent is currently unavailable. It has reached its usage limit. Please try again later.";
        assert_eq!(refused["sees"], words);
        month.stands("blocked").await;
        assert!(page.text("environment-notice-agentUsers").await.contains(words));
        assert!(page.text("panel-environment").await.contains("Only in Meterdesk"));

        // What others ask for meanwhile is refused as well, and the tenant's administrators are told.
        let _ = month.cli.call("clock_advance", &json!({ "by": "PT1H" }));
        file.write_text(LATER);
        page.go("/rehearsal/import").await;
        page.import_file().await;
        month.tells("agent flows and Dynamics 365 agents stop").await;
        month.tells("get an e-mail").await;

        // Another pack: capacity is back.
        month.stands("blocked").await;
        page.press("button", "Buy capacity packs").await;
        assert_eq!(page.text("page-title").await, "Purchase services");
        let _ = month.cli.call("capacity_purchase", &json!({ "packs": 1 }));
        assert_eq!(month.next("Generative answer"), "paid");
        assert_eq!(month.next("Agent flow actions"), "paid");
        month.stands("coveredOverage").await;
        assert_eq!(
            page.count_test_id("environment-notice-agentUsers").await,
            0,
            "nobody is told any more"
        );
    })
    .await;
}

#[tokio::test]
async fn with_a_plan_the_same_month_goes_on_and_the_plan_is_charged() {
    journey(Start::empty(), async |session| {
        let month = Month::begin(session).await;
        let subscription = month.cli.call("subscription_list", &json!({}))["rows"][0].clone();
        let _ = month.cli.call(
            "plan_create",
            &json!({ "name": "Customer care", "kind": "azureSubscription", "subscription": subscription["id"],
                "resourceGroup": subscription["resourceGroups"][0]["name"], "region": "Europe",
                "environments": [month.care] }),
        );
        let _ = month.cli.call("clock_advance", &json!({ "by": "PT1H" }));
        for credits in [5_000, 5_000] {
            let used = month.answers(credits);
            assert!(
                !text(&used["payer"]).contains("Customer care"),
                "prepaid capacity is first: {used}"
            );
        }
        let used = month.answers(20_000);
        assert!(text(&used["payer"]).contains("Customer care"), "{used}");
        assert_eq!(used["usd"], "200", "pay-as-you-go is a cent a credit");
        let _ = month.answers(10_000);
        for feature in ["Agent flow actions", "Generative answer"] {
            assert_eq!(month.next(feature), "paid", "past 125 % nothing stops: {feature}");
        }
        month.stands("coveredOverage").await;
        assert_eq!(month.page.count_test_id("environment-notice-dynamicsUsers").await, 0);
        month.tells("is charged for").await;
        let stopped = month.cli.call("happening_list", &json!({ "search": "get an e-mail" }));
        assert_eq!(stopped["total"], 0, "nothing was stopped");
    })
    .await;
}

//! Three articles on consumption-based billing, sentence after sentence, by their set-up guides: Copilot for Sales (2025-06-04),
//! Dynamics 365 (2025-09-29) and the autonomous case management agent (2025-03-04).

use meterdesk_e2e::{Cli, Page, Person, Session, Start, journey};
use serde_json::{Value, json};

use crate::plans::details;
use crate::tenant::text;

/// A guide that is being followed.
struct Guide<'a> {
    page: &'a Page,
    cli: &'a Cli,
    tab: &'static str,
}

impl<'a> Guide<'a> {
    async fn open(session: &'a Session, tab: &'static str) -> Self {
        let (page, cli) = (&session.page, &session.cli);
        page.wait_idle().await;
        Self { page, cli, tab }
    }

    async fn show(&self) {
        self.page.go(&format!("/rehearsal/guides?tab={}", self.tab)).await;
    }

    async fn is(&self, step: &str, state: &str) {
        self.show().await;
        self.page.wait_value(&format!("guide-step-{step}"), state).await;
    }

    /// What the step says.
    async fn says(&self, step: &str, words: &[&str]) {
        self.show().await;
        let id = format!("guide-step-{step}");
        self.page
            .until(async || {
                let said = self.page.text(&id).await;
                words.iter().all(|word| said.contains(word))
            })
            .await;
    }

    /// Goes where the step is done.
    async fn go(&self, step: &str) {
        self.show().await;
        self.page.press_id(&format!("guide-go-{step}")).await;
    }

    /// "Selected Copilot and agent capabilities use consumption-based billing, charging per use", "the number of messages per
    /// event depends on its complexity", "support two billing models", "both can be used", "prepaid capacity is consumed first",
    /// and "other Microsoft services on the tenant" consume it too.
    async fn introduction(&self, product: &str) {
        self.show().await;
        let said = self.page.text("guide-intro").await;
        for words in [
            product,
            "charged per use",
            "depends on its complexity",
            "two billing models, prepaid capacity and pay-as-you-go",
            "prepaid capacity is consumed first",
            "other services of the tenant consume from it too",
        ] {
            assert!(said.contains(words), "it says {words:?}: {said}");
        }
        self.is("model", "toDo").await;
        self.says(
            "model",
            &["bought in advance as packs", "charges what was used in the month"],
        )
        .await;
    }

    /// "Purchase a Copilot message pack subscription using the Microsoft 365 admin center."
    async fn purchase(&self) {
        let page = self.page;
        self.is("purchase", "toDo").await;
        self.go("purchase").await;
        assert_eq!(page.text("page-title").await, "Purchase services");
        page.fill("Quantity", "1").await;
        page.press("button", "Buy").await;
        page.press("button", "Place order").await;
        page.wait_value("pack-owned", "1").await;
        self.is("purchase", "done").await;
    }

    /// "Assign prepaid capacity to the Power Platform environment using the Power Platform admin center."
    async fn assign(&self, environment: &str, credits: &str) {
        let page = self.page;
        self.is("assign", "toDo").await;
        self.go("assign").await;
        let amount = page.by_test_id(&format!("capacity-allocate-{environment}")).await;
        amount.clear().await.expect("the field can be cleared");
        amount.send_keys(credits).await.expect("the field takes text");
        page.wait_idle().await;
        if page.attribute("capacity-draw", "checked").await == "true" {
            page.press("checkbox", "Draw from the available capacity in my tenant")
                .await;
        }
        page.press_id("capacity-save").await;
        page.by_test_id("notice").await;
        self.is("assign", "done").await;
        self.is("model", "done").await;
    }

    /// "You first need an active Azure subscription. Then, you link the subscription to your Power Platform environment."
    async fn link(&self, name: &str, environment: &str) {
        let page = self.page;
        self.is("subscription", "done").await;
        self.go("link").await;
        details(page, self.cli, name).await;
        page.press("button", "Next").await;
        page.choose("Region", "Europe").await;
        page.press("checkbox", environment).await;
        page.press("button", "Save").await;
        page.by_test_id("panel-plan").await;
        self.is("link", "blocked").await;
        self.says("link", &["still being provisioned"]).await;
        let _ = self.cli.call("clock_advance", &json!({ "by": "PT1H" }));
        self.is("link", "done").await;
    }

    fn ask(&self, environment: &str, agent: &str, credits: u32) -> Value {
        let person = Person::all(self.cli, false)[0].id.clone();
        self.cli.call(
            "usage_try",
            &json!({ "user": person, "service": "copilotStudio", "environment": environment, "agent": agent,
                "feature": "Generative answer", "quantity": (credits / 2).to_string() }),
        )
    }

    /// "Related information", and "Learn more" beside what it is about.
    async fn related(&self, articles: &[&str]) {
        self.show().await;
        for article in articles {
            self.page.by_test_id(&format!("learn-more-help-{article}")).await;
        }
        for (step, article) in [
            ("model", "studioBilling"),
            ("purchase", "capacityPacks"),
            ("assign", "manageCapacity"),
            ("link", "payAsYouGoPlans"),
            ("view", "manageCapacity"),
            ("costs", "usageCosts"),
        ] {
            self.page.by_test_id(&format!("learn-more-step-{step}-{article}")).await;
        }
        assert_eq!(self.page.axe_violations().await, [], "the guide is accessible");
    }
}

fn environment(cli: &Cli, name: &str, kind: &str, workload: &str) -> String {
    let request = json!({ "name": name, "kind": kind, "region": "Europe", "workload": workload });
    text(&cli.call("environment_create", &request)["environment"]["id"])
}

const RELATED: [&str; 4] = [
    "studioLicences",
    "studioBilling",
    "sharingControls",
    "generativeActions",
];

#[tokio::test]
async fn the_article_for_copilot_for_sales_holds_sentence_by_sentence() {
    journey(Start::empty(), async |session| {
        let guide = Guide::open(session, "sales").await;
        let (page, cli) = (guide.page, guide.cli);
        guide.introduction("Copilot for Sales").await;

        // "Both models require that you use a production Power Platform environment."
        let viva = environment(cli, "msdyn_viva", "trial", "copilotForSales");
        guide.purchase().await;
        guide.is("environment", "toDo").await;
        guide.is("assign", "blocked").await;
        guide.is("link", "blocked").await;
        let refused = cli.try_call("allocation_set", &json!({ "environment": viva, "credits": "500" }));
        assert!(
            refused
                .expect_err("a trial takes nothing")
                .message
                .contains("production")
        );
        guide.go("environment").await;
        page.press("button", "Convert to production").await;
        page.press("button", "Continue").await;
        guide.is("environment", "blocked").await;
        let _ = cli.call("clock_advance", &json!({ "by": "PT4H" }));
        guide.is("environment", "done").await;

        // "If you are using a non-Dynamics 365 CRM, such as Salesforce, you must assign the prepaid capacity to msdyn_viva."
        guide.says("assign", &["Salesforce", "msdyn_viva"]).await;
        guide.assign(&viva, "500").await;
        guide.is("link", "optional").await;

        // "If the available capacity is low or depleted, take timely action": "the AI capability is unavailable until more
        // capacity is added".
        assert_eq!(guide.ask("msdyn_viva", "Lead Research", 300)["outcome"], "paid");
        let used = guide.ask("msdyn_viva", "Somebody's own agent", 200);
        assert_eq!(used["outcome"], "paid", "other services consume from it too");
        guide.is("quota", "toDo").await;
        guide
            .says("availability", &["unavailable now", "until more capacity is added"])
            .await;
        assert_eq!(guide.ask("msdyn_viva", "Lead Research", 2)["outcome"], "blocked");
        guide.go("quota").await;
        page.by_test_id("panel-capacity").await;

        // Pay-as-you-go: the plan pays after prepaid capacity.
        guide.link("Sales agents", "msdyn_viva").await;
        let used = guide.ask("msdyn_viva", "Lead Research", 100);
        assert!(text(&used["payer"]).contains("Sales agents"), "{used}");
        guide.is("quota", "done").await;
        guide.says("costs", &["Sales agents", "only sends mails"]).await;
        guide.go("costs").await;
        assert_eq!(page.text("page-title").await, "Cost Management");

        // "You can view message capacity and usage in the Power Platform admin center."
        guide.go("view").await;
        assert_eq!(page.text("page-title").await, "Copilot Studio");
        page.press("tab", "Environments").await;
        assert_eq!(
            page.value(&format!("environment-status-{viva}")).await,
            "coveredOverage"
        );
        guide.related(&RELATED).await;
    })
    .await;
}

#[tokio::test]
async fn the_article_for_dynamics_365_holds_sentence_by_sentence() {
    journey(Start::empty(), async |session| {
        let guide = Guide::open(session, "dynamics").await;
        let (page, cli) = (guide.page, guide.cli);
        guide.introduction("Dynamics 365").await;

        // "Both models require that you link your Dynamics 365 environment to a Power Platform environment."
        let service = environment(cli, "Service", "production", "dynamics365");
        let power = environment(cli, "Power", "production", "none");
        guide.purchase().await;
        guide.is("environment", "toDo").await;
        guide.is("assign", "blocked").await;
        assert_eq!(
            guide.ask("Service", "Data Entry Agent", 2)["outcome"],
            "blocked",
            "nothing pays"
        );
        let _ = cli.call("environment_link", &json!({ "environment": service, "to": power }));
        guide.is("environment", "done").await;
        guide.assign(&power, "1000").await;

        // "Message capacity on the Power Platform environment is consumed by Dynamics 365 environments."
        let used = guide.ask("Service", "Data Entry Agent", 900);
        assert_eq!(used["payer"], "Prepaid, allocated to Power");

        // "Dynamics 365 regularly checks the available capacity": "users receive in-app notifications".
        guide.is("quota", "toDo").await;
        guide
            .says("quota", &["checks the quota regularly", "told in the app"])
            .await;
        let address = format!("/power-platform/environments?panel=environment&id={service}");
        page.go(&address).await;
        let low = page.text("environment-notice-dynamicsUsers").await;
        assert!(low.contains("running low") && low.contains("reallocate"), "{low}");
        let _ = guide.ask("Service", "Data Entry Agent", 100);
        page.go(&address).await;
        page.until(async || page.text("environment-notice-dynamicsUsers").await.contains("used up"))
            .await;
        guide.says("availability", &["unavailable now"]).await;
        assert_eq!(guide.ask("Service", "Data Entry Agent", 2)["outcome"], "blocked");

        // "Allocate more capacity to the environment from the total available on the tenant."
        guide.go("quota").await;
        let _ = cli.call("allocation_set", &json!({ "environment": power, "credits": "2000" }));
        guide.is("quota", "done").await;
        guide.says("availability", &["is available"]).await;

        guide.link("Service agents", "Power").await;
        let _ = guide.ask("Service", "Data Entry Agent", 1_000);
        let used = guide.ask("Service", "Data Entry Agent", 100);
        assert!(
            text(&used["payer"]).contains("Service agents"),
            "prepaid capacity is first: {used}"
        );
        guide.related(&RELATED).await;
        guide.related(&["studioEnvironments", "payAsYouGoOverview"]).await;
    })
    .await;
}

#[tokio::test]
async fn the_article_for_the_case_management_agent_holds_sentence_by_sentence() {
    journey(Start::empty(), async |session| {
        let guide = Guide::open(session, "cases").await;
        let (page, cli) = (guide.page, guide.cli);
        guide.introduction("Data Entry Agent").await;
        let service = environment(cli, "Service", "production", "dynamics365");
        let power = environment(cli, "Power", "production", "none");
        let _ = cli.call("environment_link", &json!({ "environment": service, "to": power }));
        let _ = cli.call(
            "allocation_set",
            &json!({ "environment": power, "drawFromTenant": false }),
        );

        // "The plan mandates the usage of an Azure subscription the system charges when the agent runs."
        guide.link("Case agents", "Power").await;

        // "Uses the Data Entry Agent in the background"; how many credits a run takes isn't published.
        guide
            .says(
                "agent",
                &["Data Entry Agent in the background", "No figure for a run is published"],
            )
            .await;
        guide.go("agent").await;
        page.press("button", "Set a figure").await;
        page.press_id("azure-save").await;
        let focused = page.focused().await;
        assert_eq!(focused, "override-value", "a figure is needed");
        for (id, words) in [("override-value", "12"), ("override-basis", "Our own measurement")] {
            let field = page.by_test_id(id).await;
            field.send_keys(words).await.expect("the field takes text");
        }
        page.press_id("azure-save").await;
        page.wait_gone("panel-override").await;
        assert_eq!(page.value("dynamics-agent-per-run").await, "12");

        page.press("button", "Run agent").await;
        let person = &Person::all(cli, false)[0];
        page.search_and_choose("Person", &person.name, &person.id).await;
        page.press("button", "Run").await;
        assert_eq!(page.attribute("try-result", "data-outcome").await, "paid");
        let result = page.text("try-result").await;
        for words in ["12 Copilot Credits", "$0.12", "Case agents"] {
            assert!(result.contains(words), "{words} is said: {result}");
        }
        assert_eq!(page.axe_violations().await, [], "the panel is accessible");
        let agents = cli.call("agent_list", &json!({ "search": "Data Entry" }));
        assert_eq!(
            (&agents["rows"][0]["agent"], &agents["rows"][0]["kind"]),
            (&json!("Data Entry Agent"), &json!("dynamics365")),
            "usage bears the name of what runs"
        );
        guide.says("agent", &["takes 12 Copilot Credits for a run"]).await;
        guide.related(&RELATED).await;
    })
    .await;
}

/// Microsoft, Set up pay-as-you-go for Microsoft 365 Copilot services (2025-04-21): "the two setups can coexist", and "you're
/// only billed once".
#[tokio::test]
async fn set_ups_in_both_admin_centers_coexist_and_use_is_charged_once() {
    journey(Start::empty(), async |session| {
        let guide = Guide::open(session, "chat").await;
        let (page, cli) = (guide.page, guide.cli);
        guide.is("coexistence", "done").await;
        let subscription = cli.call("subscription_list", &json!({}))["rows"][0].clone();
        let place = |request: Value| {
            let mut request = request;
            request["subscription"] = subscription["id"].clone();
            request["resourceGroup"] = subscription["resourceGroups"][0]["name"].clone();
            request
        };
        let _ = cli.call("plan_create", &place(json!({ "name": "Chat", "kind": "copilotChat" })));
        let _ = cli.call("clock_advance", &json!({ "by": "PT1H" }));
        guide.is("coexistence", "optional").await;
        guide
            .says(
                "coexistence",
                &["charged once", "recommended to turn pay-as-you-go off"],
            )
            .await;

        guide.is("add", "toDo").await;
        guide.is("connect", "blocked").await;
        let policy = place(
            json!({ "name": "Everybody", "region": "West Europe", "users": { "kind": "allUsers" },
            "termsAccepted": true }),
        );
        let policy = cli.call("policy_create", &policy)["policy"]["id"].clone();
        guide.is("connect", "toDo").await;
        guide.go("connect").await;
        page.by_test_id("panel-service").await;
        let _ = cli.call(
            "service_connect",
            &json!({ "service": "copilotChat", "policy": policy }),
        );
        guide.is("connect", "done").await;

        let person = Person::all(cli, false)[0].id.clone();
        let used = cli.call(
            "usage_try",
            &json!({ "user": person, "service": "copilotChat", "agent": "Benefits" }),
        );
        assert_eq!(
            (&used["credits"], &used["usd"]),
            (&json!("12"), &json!("0.12")),
            "once: {used}"
        );

        // "It's recommended to turn off pay-as-you-go in the Power Platform admin center": a button leads there.
        guide.go("coexistence").await;
        page.by_test_id("panel-plan").await;
        for article in ["overview", "meters", "viewCost"] {
            guide.show().await;
            page.by_test_id(&format!("learn-more-help-{article}")).await;
        }
    })
    .await;
}

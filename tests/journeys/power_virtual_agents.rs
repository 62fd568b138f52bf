//! "Licensing for Power Virtual Agents" (2 December 2019), sentence by sentence: buying, giving access, trials, the unit.

use meterdesk_e2e::{Page, Start, UsageFile, journey};
use serde_json::{Value, json};
use thirtyfour::Key;

use crate::tenant::{administrator, text};

/// The day of the article.
const THEN: &str = "2019-12-02T09:00:00Z";

/// "1. Navigate to Microsoft 365 admin center. 2. Select Billing -> Purchase services. 3. Search for Power Virtual Agents."
async fn find_the_products(page: &Page) {
    page.press_id("nav-purchase").await;
    page.press_id("offer-search").await;
    page.type_keys("Power Virtual Agents").await;
    page.by_test_id("offer-powerVirtualAgents").await;
    page.wait_gone("offer-microsoft365E3").await;
}

#[tokio::test]
async fn base_and_user_licenses_are_purchased_and_users_are_given_access() {
    journey(Start::empty().at(THEN), async |session| {
        let (page, cli) = (&session.page, &session.cli);
        page.wait_idle().await;
        find_the_products(page).await;

        // Without the base license the user license is refused on the confirmation screen.
        page.press_id("offer-choose-powerVirtualAgentsUser").await;
        page.press_id("offer-check-out").await;
        page.press_id("azure-save").await;
        let refused = page.by_css("[data-kind=refusal]").await;
        let refused = refused.text().await.expect("readable");
        assert!(refused.contains("needs Power Virtual Agents"), "{refused}");
        page.press_id("azure-cancel").await;

        // "4. Select Power Virtual Agents and Power Virtual Agents user license."
        page.press_id("offer-choose-powerVirtualAgents").await;
        page.press_id("offer-check-out").await;
        // "5. On the confirmation screen, select the number of licenses you would like to purchase."
        page.fill("Number of licenses: Power Virtual Agents user license", "3")
            .await;
        let effects = page.text("check-out-effects").await;
        assert!(
            effects.contains("no list price is public") && effects.contains("at no cost"),
            "{effects}"
        );
        // "6. Complete the check out process."
        page.press("button", "Place order").await;
        page.wait_gone("panel-check-out").await;
        page.press_id("nav-products").await;
        let owned = page.text("product-row-powerVirtualAgentsUser").await;
        assert!(
            owned.contains('3') && owned.contains("2 Dec 2020"),
            "it renews: {owned}"
        );

        // "2. Select Users -> Active users. 3. Select users … and select Manage product licenses."
        page.press_id("nav-active-users").await;
        let person = cli.call("user_list", &json!({ "copilotLicensed": false }))["rows"][0].clone();
        let person = text(&person["id"]);
        page.press_id(&format!("user-choose-{person}")).await;
        page.press("button", "Manage product licenses (1)").await;
        // "4. Select Power Virtual Agents user license and click Save changes."
        page.press("checkbox", "Power Virtual Agents user license").await;
        page.by_test_id("licenses-effects").await;
        page.press("button", "Save changes").await;
        page.wait_gone("panel-manage-licenses").await;
        let row = page.text(&format!("user-row-{person}")).await;
        assert!(row.contains("Power Virtual Agents user license"), "{row}");

        // "To simplify User License management you can assign licenses to an AAD security group."
        page.press_id("nav-licenses").await;
        page.press("button", "Power Virtual Agents user license").await;
        page.press("button", "Assign licenses").await;
        page.press_id("assign-to-group").await;
        page.press_id("picker-licensed").await;
        page.type_keys("Agent pilot").await;
        let group = cli.call("group_list", &json!({ "search": "Agent pilot" }))["rows"][0]["id"].clone();
        page.press_id(&format!("picker-option-{}", text(&group))).await;
        let effects = page.text("assign-effects").await;
        assert!(effects.contains("CountViolation"), "there are too few: {effects}");
        page.press("button", "Assign").await;
        page.wait_gone("panel-assign-licenses").await;
        let assigned = cli.call("licence_list", &json!({ "search": "user license" }));
        assert_eq!(assigned["rows"][0]["available"], 0, "{assigned}");
        page.press_id("license-tab-groups").await;
        let row = page.text(&format!("license-group-row-{}", text(&group))).await;
        assert!(row.contains("Processing until"), "in the background: {row}");
    })
    .await;
}

#[tokio::test]
async fn users_trial_it_for_a_limited_time_where_the_flag_allows_it() {
    journey(
        Start::empty().at(THEN).route("/billing/licenses?tab=trials"),
        async |session| {
            let (page, cli) = (&session.page, &session.cli);
            page.wait_idle().await;
            // "You can choose to disable or enable the ability … by modifying the AllowAdHocSubscriptions flag."
            let _ = cli.call(
                "setting_set",
                &json!({ "key": "adHocSubscriptions", "value": "refused" }),
            );
            let person = cli.call("user_list", &json!({}))["rows"][0]["id"].clone();
            page.press("button", "Sign up for a trial").await;
            page.press_id("trial-product-powerVirtualAgentsTrial").await;
            page.press_id("picker-trial-person").await;
            page.press_id(&format!("picker-option-{}", text(&person))).await;
            page.press("button", "Start trial").await;
            let refused = page.by_css("[data-kind=refusal]").await;
            let refused = refused.text().await.expect("readable");
            assert!(refused.contains("AllowAdHocSubscriptions"), "{refused}");
            let _ = cli.call(
                "setting_set",
                &json!({ "key": "adHocSubscriptions", "value": "allowed" }),
            );
            page.press("button", "Start trial").await;
            page.wait_gone("panel-sign-up").await;
            // "Users in your organization can trial Power Virtual Agents for limited time period."
            let trial = format!("trial-row-{}", text(&person));
            assert!(page.text(&trial).await.contains("60 days left"));
            let _ = cli.call("clock_advance", &json!({ "by": "P61D" }));
            page.until(async || page.text(&trial).await.contains("Expired")).await;
            page.press_id(&format!("trial-extend-{}", text(&person))).await;
            page.until(async || page.text(&trial).await.contains("30 days left, extended"))
                .await;
            let again = json!({ "user": person, "product": "powerVirtualAgentsTrial" });
            let refused = cli.try_call("trial_extend", &again).expect_err("a second extension");
            assert!(refused.message.contains("extended once"), "{}", refused.message);
            page.type_keys(Key::Escape).await;
        },
    )
    .await;
}

#[tokio::test]
async fn who_may_not_buy_or_assign_is_told_who_could() {
    journey(Start::empty().at(THEN), async |session| {
        let cli = &session.cli;
        session.page.wait_idle().await;
        let reader = cli.acting(&administrator(cli, "Global Reader"));
        let lines = json!({ "lines": [{ "product": "powerVirtualAgents", "licences": 1 }] });
        let refused = reader.try_call("licence_buy", &lines).expect_err("refused");
        assert!(
            refused.message.contains("Billing administrator is needed"),
            "{}",
            refused.message
        );
    })
    .await;
}

#[tokio::test]
async fn the_billing_unit_is_the_billed_session_as_the_article_defines_it() {
    journey(Start::empty().at(THEN), async |session| {
        let cli = &session.cli;
        session.page.wait_idle().await;
        let counted = |channel: &str, messages: Value| {
            let asked = json!({ "on": "2019-12-02", "channel": channel, "messages": messages });
            let counted = cli.call("session_count", &asked);
            (counted["total"].clone(), counted["billed"].clone())
        };
        let sessions = |total: u32, billed: u32| (json!(total), json!(billed));
        // "The billed session begins when an authored topic is triggered": a greeting alone is none.
        let greeting = json!([{ "minute": 0, "topicKind": "system" }]);
        assert_eq!(
            counted("web", greeting),
            sessions(1, 0),
            "the number of billed sessions is lower"
        );
        // "1. When all of the customer's questions are answered", "3. … the interaction is escalated to a live agent."
        for ending in ["answered", "escalated"] {
            let twice = json!([{ "minute": 0, "event": ending }, { "minute": 1 }]);
            assert_eq!(counted("web", twice), sessions(2, 2), "{ending} ends it");
        }
        // "2. … For web this means when customer closes the tab with the chat open."
        let closed = json!([{ "minute": 0, "event": "closed" }, { "minute": 1 }]);
        assert_eq!(counted("web", closed), sessions(2, 2));
        // "… for persistent channels … the customer didn't write any message for more than 30 minutes."
        let silent = |minutes: u32| json!([{ "minute": 0 }, { "minute": minutes }]);
        assert_eq!(counted("persistent", silent(30)), sessions(1, 1));
        assert_eq!(counted("persistent", silent(31)), sessions(2, 2));
    })
    .await;
}

/// Two bots in the hours before the article: a greeting alone, an order in an authored topic, and a ticket in Teams.
const LOG: &str = "conversation,time,bot,channel,topic,end,answer,skill,flow,flow_made_from
c1,2019-12-02T07:00:00Z,Order Status,web,system,closed,,,,
c2,2019-12-02T07:10:00Z,Order Status,web,system,,,,,
c2,2019-12-02T07:11:00Z,Order Status,web,authored,answered,,,Look up order,agent
c3,2019-12-02T07:20:00Z,IT Help,teams,authored,,,,Create ticket,powerAutomate
c3,2019-12-02T07:55:00Z,IT Help,teams,authored,escalated,,,,
";

#[tokio::test]
async fn the_product_reports_total_sessions_and_the_billed_ones_are_computed_here() {
    let file = UsageFile::named("conversations.csv");
    file.write_text(LOG);
    journey(Start::empty().at(THEN).import(file.path()), async |session| {
        let (page, cli) = (&session.page, &session.cli);
        page.wait_idle().await;
        page.import_file().await;
        // "Currently, we only report the total number of sessions in the product. We do not report the number of billed sessions."
        page.go("/reports/sessions").await;
        let note = page.text("sessions-not-shown").await;
        assert!(
            note.contains("showed the total number of sessions only") && note.contains("computed by Meterdesk"),
            "{note}"
        );
        // "A billed session … represents one unit of consumption. The billed session begins when an authored topic is triggered."
        let definition = page.text("sessions-definition").await;
        assert!(definition.contains("begins with an authored topic"), "{definition}");
        // "The number of billed sessions will be always lower than the number of sessions."
        let report = cli.call("session_report_get", &json!({}));
        assert_eq!((&report["sessions"], &report["billed"]), (&json!(4), &json!(3)));
        let row = page.text("session-row-Order Status-2019-12-01").await;
        assert!(row.contains("Order Status"), "{row}");

        // A session opens with why it was billed and where it was cut: Teams closes after more than 30 minutes of silence.
        page.press_id("session-open-IT Help-2019-12-01").await;
        page.press_id("conversation-open-c3").await;
        let summary = page.text("conversation-summary").await;
        assert_eq!(summary, "2 turns in 2 sessions. It counts as 2 billed sessions.");
        let first = page.text("conversation-billed-1").await;
        assert!(
            first.contains("An authored topic was triggered") && first.contains("30 minutes"),
            "{first}"
        );
        let second = page.text("conversation-billed-2").await;
        assert!(second.contains("A live agent took over"), "{second}");
        page.press_id("panel-close").await;

        // "Flow runs created using this template do not accrue to your overall Power Automate quotas."
        page.press_id("tab-flows").await;
        let quota = page.text("flow-quota").await;
        assert!(
            quota.starts_with("1 run of flows made with the link in Power Virtual Agents: none"),
            "{quota}"
        );
        let listed = cli.call("flow_list", &json!({}));
        assert_eq!((&listed["freeRuns"], &listed["countedRuns"]), (&json!(1), &json!(1)));

        // "Visit Microsoft Volume Licensing to quickly access licensing terms, conditions, and supplemental information."
        page.go("/billing/purchase?panel=help").await;
        let help = page.text("panel-help").await;
        assert!(help.contains("Microsoft Volume Licensing"), "{help}");
    })
    .await;
}

//! The window and the command line on workbooks: what one does the other sees, and both do the same.

use std::time::Duration;

use meterdesk_e2e::{Cli, NewPolicy, Start, journey};
use serde_json::json;

use crate::tenant::{chat_is_paid_for, policy_for_all_users, text};

#[tokio::test]
async fn a_policy_made_on_the_command_line_appears_within_a_second() {
    journey(Start::empty().route("/copilot/billing-usage"), async |session| {
        let page = &session.page;
        page.wait_idle().await;
        page.by_test_id("list-empty").await;
        let request = policy_for_all_users(&session.cli, "Made elsewhere");
        let created = session.cli.call("policy_create", &request);
        let row = format!("policy-row-{}", text(&created["policy"]["id"]));
        page.by_test_id_within(Duration::from_secs(1), &row).await;
        assert!(page.text(&row).await.contains("Made elsewhere"));
    })
    .await;
}

#[tokio::test]
async fn the_same_acts_make_the_same_ids_and_the_same_journal_from_window_and_command_line() {
    const SEED: u64 = 7;
    journey(Start::empty().seed(SEED), async |session| {
        let page = &session.page;
        page.wait_idle().await;
        page.press_id("nav-billing-usage").await;
        page.press("button", "Add a billing policy").await;
        let by_window = page.create_policy_for_all_users(&NewPolicy::IN_EMPTY).await;
        page.press("button", "Connect your services").await;
        page.connect("Microsoft 365 Copilot Chat", NewPolicy::IN_EMPTY.name)
            .await;
        page.press_id("nav-happenings").await;

        let elsewhere = Cli::new_workbook(session.folder().join("elsewhere.meterdesk"), "empty", SEED);
        let by_command_line = chat_is_paid_for(&elsewhere, NewPolicy::IN_EMPTY.name);
        assert_eq!(by_window, by_command_line, "the policy has the same id");
        let head = elsewhere.call("journal_head", &json!({}));
        assert_eq!(
            session.cli.call("journal_head", &json!({})),
            head,
            "the journals are the same"
        );
        assert_eq!(
            page.value("journal-head").await,
            text(&head["hash"]),
            "the window shows that hash"
        );

        let other_seed = Cli::new_workbook(session.folder().join("other.meterdesk"), "empty", SEED + 1);
        assert_ne!(
            other_seed.call("tenant_get", &json!({}))["id"],
            elsewhere.call("tenant_get", &json!({}))["id"]
        );
    })
    .await;
}

//! Who is covered by whom: asked before a connection is saved, seen on a page of its own, and written into a file.

use meterdesk_e2e::{Start, journey};
use serde_json::json;

#[tokio::test]
async fn who_is_covered_is_said_before_saving_and_listed_after() {
    let folder = tempfile::TempDir::new().expect("a temporary folder can be made");
    let file = folder.path().join("covered.csv");
    journey(Start::empty().export(&file), async |session| {
        let (page, cli) = (&session.page, &session.cli);
        page.wait_idle().await;
        let subscription = cli.call("subscription_list", &json!({}))["rows"][0].clone();
        let groups = cli.call("group_list", &json!({}))["rows"].clone();
        for (name, group) in [("Pilot", "Agent pilot"), ("Sales", "Sales team")] {
            let rows = groups.as_array().expect("a list has rows");
            let group = rows
                .iter()
                .find(|row| row["name"] == group)
                .expect("the scenario has it");
            let request = json!({
                "name": name, "subscription": subscription["id"], "resourceGroup": "rg-copilot-billing",
                "region": "West Europe", "users": { "kind": "group", "group": group["id"] }, "termsAccepted": true,
            });
            let _ = cli.call("policy_create", &request);
        }
        page.press_id("nav-billing-usage").await;
        page.press("tab", "Pay-as-you-go services").await;
        page.connect("SharePoint agents", "Pilot").await;
        page.press("button", "SharePoint agents").await;
        page.press("switch", "Connect Sales").await;
        let said = page.text("connect-effects").await;
        for told in [
            "1 person gains SharePoint agents",
            "1 person is covered twice, also by \"Pilot\" (1 person). Who pays: \"Pilot\" (1 person)",
            "Nothing changes for 1 person with a Microsoft 365 Copilot license",
        ] {
            assert!(said.contains(told), "{told:?} is said before saving:\n{said}");
        }
        page.press("button", "Save").await;
        page.wait_gone("panel-service").await;

        page.press_id("nav-coverage").await;
        page.choose("Service", "SharePoint agents").await;
        page.choose("Status", "Covered twice").await;
        assert_eq!(page.value("coverage-total-covered").await, "4");
        assert_eq!(page.value("coverage-total-nobody").await, "6");
        let twice = page.text("list-coverage").await;
        assert!(twice.contains("Member of \"Agent pilot\"; the oldest"), "{twice}");
        page.press("button", "Export").await;
        assert!(page.text("notice").await.contains("\"covered.csv\" was written: 1 row"));
        let written = std::fs::read_to_string(&file).expect("the file is written");
        assert_eq!(written.lines().count(), 2, "{written}");
    })
    .await;
}

//! The labels of the Power Platform admin center, of buying and of Azure, word for word: found by role and exact name.

use meterdesk_e2e::{Page, Session, Start, journey};
use serde_json::json;

use crate::labels::all;
use crate::tenant::text;

#[tokio::test]
async fn the_labels_of_capacity_stand_word_for_word() {
    journey(Start::demo().route("/power-platform/copilot-studio"), async |session| {
        let page = &session.page;
        page.wait_idle().await;
        all(
            page,
            &[
                ("button", "Manage Copilot Credits"),
                ("button", "Manage Agents"),
                ("button", "Download report"),
                ("tab", "Summary"),
                ("tab", "Environments"),
                ("heading", "Pay-as-you-go credits"),
                ("heading", "Prepaid capacity"),
                ("heading", "Capacity consumption by product"),
                ("heading", "Total capacity consumption trend"),
                ("heading", "Copilot credit usage by environment"),
                ("button", "View all agents"),
            ],
        )
        .await;
        terms(page, "licensing-prepaid", &["Available", "Assigned", "Consumed"]).await;
        let care = environment(session, "Customer Care");
        page.go(&format!("/power-platform/copilot-studio?panel=capacity&id={care}"))
            .await;
        all(
            page,
            &[
                ("heading", "Allocate capacity"),
                ("heading", "Capacity overages"),
                ("textbox", "Copilot Credits"),
                ("checkbox", "Draw from the available capacity in my tenant"),
                ("checkbox", "Bill to my pay-as-you-go billing plan"),
            ],
        )
        .await;
        page.press_id("panel-close").await;
        page.press("button", "Manage Agents").await;
        let agents = page.text("list-agents").await;
        for label in ["Within limit", "Nearing limit", "Over limit"] {
            assert!(agents.contains(label), "{label}: {agents}");
        }
        page.press("button", "Order Status").await;
        all(
            page,
            &[("heading", "Set limit"), ("switch", "Stop usage"), ("button", "Save")],
        )
        .await;
    })
    .await;
}

#[tokio::test]
async fn the_labels_of_environments_and_billing_plans_stand_word_for_word() {
    journey(Start::demo().route("/power-platform/environments"), async |session| {
        let page = &session.page;
        page.wait_idle().await;
        all(page, &[("heading", "Environments"), ("button", "New environment")]).await;
        page.press("button", "msdyn_viva").await;
        page.press("button", "Convert to production").await;
        all(page, &[("button", "Continue")]).await;
        page.press("button", "Cancel").await;
        page.press_id("panel-close").await;

        page.press("link", "Pay-as-you-go plans").await;
        all(page, &[("heading", "Billing plans")]).await;
        page.press("button", "New billing plan").await;
        all(
            page,
            &[
                ("radio", "Azure subscription"),
                ("radio", "Microsoft 365 Copilot Chat"),
                ("textbox", "Name"),
                ("combobox", "Azure subscription"),
                ("combobox", "Resource group"),
                ("combobox", "Power Platform products"),
            ],
        )
        .await;
        crate::plans::details(page, &session.cli, "Front office").await;
        page.press("button", "Next").await;
        all(page, &[("heading", "Select environments"), ("combobox", "Region")]).await;
        page.press("button", "Cancel").await;
        page.press_id("confirm-accept").await;
        page.press("button", "Back office agents").await;
        all(
            page,
            &[
                ("button", "Edit"),
                ("button", "Add environments"),
                ("button", "Delete billing plan"),
            ],
        )
        .await;
        page.press("button", "Edit").await;
        all(page, &[("radio", "Enabled"), ("radio", "Disabled")]).await;
        page.press("button", "Cancel").await;
        page.press_id("panel-close").await;

        page.press("link", "Power Apps").await;
        page.press("button", "Human Resources").await;
        all(
            page,
            &[("heading", "Set up pay-as-you-go"), ("button", "Connect subscription")],
        )
        .await;
        page.press("button", "Cancel").await;
        page.press("button", "Agent Sandbox").await;
        all(page, &[("heading", "Settings"), ("link", "Edit pay-as-you-go billing")]).await;
    })
    .await;
}

#[tokio::test]
async fn the_labels_of_buying_stand_word_for_word() {
    journey(Start::demo().route("/billing/purchase"), async |session| {
        let page = &session.page;
        page.wait_idle().await;
        all(
            page,
            &[
                ("heading", "Purchase services"),
                ("textbox", "Quantity"),
                ("button", "Buy"),
            ],
        )
        .await;
        page.press("link", "Your products").await;
        all(page, &[("heading", "Your products"), ("button", "Remove packs")]).await;
        page.press("link", "Reservations").await;
        page.press("button", "Add").await;
        page.press_id("reservation-tier").await;
        let tiers = page.names_by_role("option").await;
        assert!(
            tiers
                .iter()
                .any(|name| name.starts_with("Copilot Credit Pre-Purchase Plan")),
            "{tiers:?}"
        );
        page.press_id("reservation-tier-copilotCredit-1").await;
        all(
            page,
            &[
                ("radio", "Single resource group"),
                ("radio", "Single subscription"),
                ("radio", "Shared"),
                ("radio", "Management group"),
                ("button", "Buy now"),
            ],
        )
        .await;
        page.press("button", "Cancel").await;
        page.press_id("confirm-accept").await;
        page.go("/copilot/billing-usage?tab=services&panel=service&service=copilotChat")
            .await;
        all(
            page,
            &[
                ("heading", "Manage billing for Microsoft 365 Copilot Chat"),
                ("heading", "Copilot Credits"),
                (
                    "checkbox",
                    "Apply available Microsoft Copilot Studio credit capacity to Microsoft 365 Copilot Chat",
                ),
                ("heading", "Copilot credit policies"),
            ],
        )
        .await;
    })
    .await;
}

fn environment(session: &Session, name: &str) -> String {
    let found = session.cli.call("environment_list", &json!({ "search": name }));
    text(&found["rows"][0]["id"])
}

async fn terms(page: &Page, card: &str, labels: &[&str]) {
    let shown = page.text(card).await;
    for label in labels {
        assert!(shown.contains(label), "{label}: {shown}");
    }
}

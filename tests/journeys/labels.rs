//! The labels of Copilot › Billing & usage are the real admin center's, word for word: found by role and exact name.

use meterdesk_e2e::{NewPolicy, Page, Start, journey};

pub(crate) async fn all(page: &Page, labels: &[(&str, &str)]) {
    for (role, name) in labels {
        page.by_role_name(role, name).await;
    }
}

#[tokio::test]
async fn labels_are_the_admin_centers_word_for_word() {
    journey(Start::empty(), async |session| {
        let page = &session.page;
        page.wait_idle().await;
        page.press("link", "Billing & usage").await;
        all(
            page,
            &[
                ("heading", "Billing & usage"),
                ("tab", "Billing policies"),
                ("tab", "Pay-as-you-go services"),
                ("tab", "High-usage users"),
                ("heading", "You don't have any billing policies"),
            ],
        )
        .await;
        page.press("button", "Add a billing policy").await;
        all(
            page,
            &[
                ("heading", "Billing details"),
                ("checkbox", "I accept the pay-as-you-go billing terms of service"),
            ],
        )
        .await;
        page.fill_billing_details(&NewPolicy::IN_EMPTY).await;
        page.press("button", "Next").await;
        all(
            page,
            &[
                ("heading", "Choose users"),
                ("radio", "All users"),
                ("radio", "Specific group"),
            ],
        )
        .await;
        page.press("radio", "All users").await;
        page.press("button", "Next").await;
        page.press("checkbox", "Set a budget for this policy").await;
        all(
            page,
            &[
                ("group", "Send alerts when usage reaches this percentage of budget"),
                ("textbox", "Budget ($ USD)"),
            ],
        )
        .await;
        page.press("checkbox", "Set a budget for this policy").await;
        page.press("button", "Next").await;
        all(page, &[("heading", "Review and finish")]).await;
        page.press("button", "Create policy").await;
        all(page, &[("heading", "New billing policy created")]).await;
        page.press("button", "Connect your services").await;
        all(
            page,
            &[
                ("columnheader", "Service"),
                ("columnheader", "Billing policy"),
                ("columnheader", "Connected to"),
                ("button", "Microsoft 365 Copilot Chat"),
                ("button", "SharePoint agents"),
                ("button", "Microsoft 365 Copilot Retrieval API"),
            ],
        )
        .await;
        page.press("button", "SharePoint agents").await;
        all(
            page,
            &[
                ("heading", "Manage billing for SharePoint agents"),
                ("columnheader", "Billing policy name"),
                ("columnheader", "Connection status"),
                ("columnheader", "Included in policy"),
                ("columnheader", "Azure subscription"),
                ("columnheader", "Resource group"),
                ("button", "Save"),
            ],
        )
        .await;
        page.press("button", "Cancel").await;
        page.press("tab", "Billing policies").await;
        all(
            page,
            &[
                ("columnheader", "Name"),
                ("columnheader", "Users"),
                ("columnheader", "Services"),
                ("columnheader", "Budget used"),
                ("button", "Connect a service"),
                ("button", "Add a billing policy"),
            ],
        )
        .await;
        page.press("button", NewPolicy::IN_EMPTY.name).await;
        all(
            page,
            &[("button", "Delete billing policy"), ("term", "Billing Policy ID")],
        )
        .await;
    })
    .await;
}

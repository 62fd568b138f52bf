//! Copilot › Billing & usage, as an administrator uses it.

use crate::page::Page;

/// What is put into the wizard for a policy that covers all users.
#[derive(Debug, Clone, Copy)]
pub struct NewPolicy<'a> {
    /// Its name.
    pub name: &'a str,
    /// The subscription's name.
    pub subscription: &'a str,
    /// The resource group as it is offered: its name and region.
    pub resource_group: &'a str,
    /// The region.
    pub region: &'a str,
}

impl NewPolicy<'static> {
    /// What the empty scenario has everything for.
    pub const IN_EMPTY: Self = Self {
        name: "Everybody",
        subscription: "Shared Services",
        resource_group: "rg-copilot-billing (West Europe)",
        region: "West Europe",
    };
}

impl Page {
    /// Fills in the first step of the wizard that is open.
    pub async fn fill_billing_details(&self, policy: &NewPolicy<'_>) {
        self.fill("Name", policy.name).await;
        self.choose("Subscription", policy.subscription).await;
        self.choose("Resource group", policy.resource_group).await;
        self.choose("Region", policy.region).await;
        self.press("checkbox", "I accept the pay-as-you-go billing terms of service")
            .await;
    }

    /// Walks the open wizard to its end for all users, and gives the Billing Policy ID.
    pub async fn create_policy_for_all_users(&self, policy: &NewPolicy<'_>) -> String {
        self.fill_billing_details(policy).await;
        self.press("button", "Next").await;
        self.by_role_name("heading", "Choose users").await;
        self.press("radio", "All users").await;
        self.press("button", "Next").await;
        self.by_role_name("heading", "Budget").await;
        self.press("button", "Next").await;
        self.by_role_name("heading", "Review and finish").await;
        self.press("button", "Create policy").await;
        self.by_role_name("heading", "New billing policy created").await;
        self.value("policy-created").await
    }

    /// Connects a policy to a service on the tab of services.
    pub async fn connect(&self, service: &str, policy: &str) {
        self.press("button", service).await;
        self.press("switch", &format!("Connect {policy}")).await;
        self.press("button", "Save").await;
        self.wait_gone("panel-service").await;
    }
}

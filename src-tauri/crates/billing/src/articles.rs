//! Microsoft's public articles that help texts and refusals point to, as one dated list.
//!
//! The list is data (`catalogue/articles.toml`), built into the program. Nothing here is opened or fetched, and no rule
//! depends on it.

use std::sync::LazyLock;

use serde::Deserialize;

/// An article of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum ArticleKey {
    /// Setting up pay-as-you-go, from the prerequisites to the deletion of a policy.
    SetUp,
    /// The same in the Copilot node, step by step.
    CopilotNode,
    /// The pay-as-you-go service as a whole.
    Overview,
    /// What is metered.
    Meters,
    /// Where cost is shown.
    ViewCost,
    /// Budgets of billing policies.
    Budget,
    /// SharePoint agents.
    SharePointAgents,
    /// Microsoft 365 Copilot Retrieval API.
    RetrievalApi,
    /// The report of Copilot Credits.
    CreditsReport,
    /// Billing › Cost management (money).
    CostManagement,
    /// Copilot › Cost management (credits).
    UsageBasedBilling,
    /// Resource groups in Azure.
    ResourceGroups,
    /// Administrator roles.
    AdminRoles,
    /// What Copilot Credits are charged for, feature by feature.
    CopilotCreditRates,
    /// Copilot Credit capacity packs.
    CapacityPacks,
    /// The Copilot Credit pre-purchase plan.
    PrePurchasePlan,
    /// Billed sessions of Power Virtual Agents.
    BilledSessions,
    /// Roles in Azure.
    AzureRoles,
    /// What subscriptions and resource groups may be called.
    AzureNames,
    /// Billing of agents of Copilot for Sales.
    SalesBilling,
    /// Converting a trial environment to a production environment.
    ConvertTrial,
    /// Copilot Credits and capacity of environments.
    ManageCapacity,
    /// Groups of environments and their rules.
    EnvironmentGroups,
    /// Setting up billing plans in the Power Platform admin center.
    PayAsYouGoPlans,
    /// Billing of agents of Dynamics 365.
    DynamicsBilling,
    /// Billing of the autonomous case management agent.
    CaseManagementBilling,
    /// What billing plans used and cost.
    UsageCosts,
    /// Licences of Copilot Studio.
    StudioLicences,
    /// Licences that groups give.
    GroupLicensing,
    /// Trials that people sign up for.
    SelfServiceSignUp,
    /// How Copilot Studio is sold.
    StudioBilling,
    /// How agents are shared.
    SharingControls,
    /// How an agent decides what to do.
    GenerativeActions,
    /// Environments of Copilot Studio.
    StudioEnvironments,
    /// The pay-as-you-go plan as a whole.
    PayAsYouGoOverview,
}

/// A public article.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Article {
    /// What names it in the program.
    pub key: ArticleKey,
    /// Its title.
    pub title: String,
    /// Where it is published.
    pub address: String,
    /// Date of the version that was read (YYYY-MM-DD); where the page bears none, of the article that names it. Only a year
    /// where it is known from elsewhere, as it stood in that year.
    pub dated: String,
    /// What it is for.
    pub about: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ArticlesText {
    article: Vec<Article>,
}

static BUILT_IN: LazyLock<Vec<Article>> = LazyLock::new(|| {
    toml::from_str::<ArticlesText>(include_str!("catalogue/articles.toml"))
        .expect("a test reads the built-in articles")
        .article
});

/// Every article, in the list's order.
#[must_use]
pub fn articles() -> &'static [Article] {
    &BUILT_IN
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;

    #[test]
    fn each_article_stands_once_with_an_address_of_the_documentation() {
        let mut keys: Vec<_> = articles().iter().map(|article| article.key).collect();
        keys.sort();
        keys.dedup();
        assert_eq!(keys.len(), articles().len(), "a key stands twice");
        for article in articles() {
            assert!(
                article.address.starts_with("https://learn.microsoft.com/en-us/"),
                "{:?}: {}",
                article.key,
                article.address
            );
            let year = article.dated.len() == 4 && article.dated.parse::<u16>().is_ok_and(|year| year > 2000);
            assert!(
                year || article.dated.parse::<NaiveDate>().is_ok(),
                "{:?} has a date or a year: {}",
                article.key,
                article.dated
            );
            assert!(
                !article.title.is_empty() && article.about.ends_with('.'),
                "{:?}",
                article.key
            );
        }
    }

    #[test]
    fn every_key_has_its_article() {
        // The list is ordered as the keys are declared, so the last key's place says how many there are.
        assert_eq!(articles().len(), ArticleKey::PayAsYouGoOverview as usize + 1);
        assert!(
            articles().is_sorted_by_key(|article| article.key),
            "the order of the keys"
        );
    }
}

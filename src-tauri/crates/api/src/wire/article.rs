//! Public articles that help texts and refusals point to.

wire! {
    /// Asks for the articles.
    pub struct ArticleList {}

    /// Every article.
    pub struct ArticleListed {
        /// The rows.
        pub rows: Vec<ArticleView>,
        /// How many there are.
        pub total: u32,
        /// Cursor of the next rows; there never are any.
        pub next: Option<String>,
    }

    /// A public article of Microsoft's documentation.
    pub struct ArticleView {
        /// What names it in this contract.
        pub key: ArticleKey,
        /// Its title.
        pub title: String,
        /// Where it is published.
        pub address: String,
        /// Date of the version that was read (YYYY-MM-DD); where the page bears none, of the article that names it. Only a
        /// year where the page is known as it was in that year.
        pub dated: String,
        /// What it is for.
        pub about: String,
    }
}

words! {
    /// An article of the list.
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
}

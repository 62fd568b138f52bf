//! Set-up guides: the steps of an article, each with its state in this tenant.

words! {
    /// A guide.
    pub enum GuideKey {
        /// Copilot for Sales.
        CopilotForSales,
        /// Dynamics 365.
        Dynamics365,
        /// The autonomous case management agent.
        CaseManagement,
        /// Microsoft 365 Copilot Chat.
        CopilotChat,
    }

    /// How a step stands.
    pub enum GuideState {
        /// It is done.
        Done,
        /// It can be done now.
        ToDo,
        /// Something else has to be done first, or by somebody else.
        Blocked,
        /// The other billing model is set up, so it need not be done.
        Optional,
        /// Nothing is done here: it says how things stand.
        Note,
    }

    /// Where a step is done.
    pub enum GuidePlace {
        /// Billing › Purchase services.
        Purchase,
        /// Power Platform › Environments; with an id, that environment.
        Environments,
        /// Licensing › Copilot Studio.
        CopilotStudio,
        /// Manage capacity; with an id, of that environment.
        Capacity,
        /// Licensing › Pay-as-you-go plans; with an id, that plan.
        Plans,
        /// The wizard of a new billing plan.
        NewPlan,
        /// Azure › Subscriptions.
        Subscriptions,
        /// Azure › Cost Management.
        CostManagement,
        /// The agents of Dynamics 365; with an id, that agent.
        DynamicsAgents,
        /// Copilot › Billing & usage › Billing policies.
        Policies,
        /// The wizard of a new billing policy.
        NewPolicy,
        /// Copilot › Billing & usage › Pay-as-you-go services; with an id, that service.
        Services,
    }
}

wire! {
    /// Asks for a guide.
    pub struct GuideGet {
        /// Which one.
        pub guide: GuideKey,
    }

    /// A guide.
    pub struct GuideView {
        /// Which one.
        pub guide: GuideKey,
        /// Its title, as the article has it.
        pub title: String,
        /// What is charged, in sentences.
        pub intro: Vec<String>,
        /// The article that it follows.
        pub article: super::ArticleKey,
        /// Its sections.
        pub sections: Vec<GuideSection>,
        /// Related information, in the article's order.
        pub related: Vec<super::ArticleKey>,
        /// Steps that are done.
        pub done: u32,
        /// Steps that have to be done, those included.
        pub needed: u32,
        /// Simulated time of all this (RFC 3339).
        pub as_of: String,
    }

    /// A section of a guide.
    pub struct GuideSection {
        /// Heading.
        pub title: String,
        /// Its steps.
        pub steps: Vec<GuideStep>,
    }

    /// A step of a guide.
    pub struct GuideStep {
        /// What names it.
        pub key: String,
        /// What is to be done.
        pub title: String,
        /// How it stands.
        pub state: GuideState,
        /// The same in words.
        pub state_label: String,
        /// What there is in this tenant, in a sentence or two.
        pub found: String,
        /// The rule behind it.
        pub text: String,
        /// The role that it takes; absent where it takes none.
        pub needs: Option<String>,
        /// People who could do it, where the acting person can't.
        pub who: Vec<super::PersonAble>,
        /// Where it is done.
        pub place: Option<GuidePlace>,
        /// What there is opened.
        pub place_id: Option<String>,
        /// What the button says.
        pub place_label: Option<String>,
        /// What to read about it.
        pub article: Option<super::ArticleKey>,
    }
}

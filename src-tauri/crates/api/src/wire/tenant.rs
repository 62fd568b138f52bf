//! The tenant and its workbook at a glance.

wire! {
    /// Asks for the tenant.
    pub struct TenantGet {}

    /// The tenant, its workbook and who may act.
    pub struct TenantView {
        /// Identity of the tenant.
        pub id: String,
        /// Name of the organisation.
        pub name: String,
        /// The scenario that the workbook was made from.
        pub scenario: String,
        /// The seed that the scenario was made from.
        pub seed: String,
        /// The workbook's first act (RFC 3339).
        pub started_at: String,
        /// Simulated time (RFC 3339).
        pub now: String,
        /// Who acts where nobody is named.
        pub default_actor: ActorView,
        /// The people who can be chosen to act: everybody with an administrator role.
        pub actors: Vec<ActorView>,
        /// People in the directory now.
        pub people: u32,
        /// Groups in the directory now.
        pub groups: u32,
        /// Azure subscriptions.
        pub subscriptions: u32,
        /// Billing policies.
        pub policies: u32,
        /// Services with at least one connected billing policy.
        pub connected_services: u32,
        /// Published imports.
        pub imports: u32,
        /// The next step of setting up; absent when all are done.
        pub next_step: Option<NextStep>,
        /// The rate card of this instant.
        pub rate_card: RateCardView,
        /// Regions that a billing policy can be made in.
        pub regions: Vec<String>,
        /// What Meterdesk assumes because it is not publicly documented.
        pub assumptions: Vec<AssumptionView>,
        /// Set where the workbook can only be read, with the reason.
        pub read_only: Option<String>,
    }

    /// A person who can act.
    pub struct ActorView {
        /// Identity of the person.
        pub id: String,
        /// Name as shown.
        pub display_name: String,
        /// Sign-in name.
        pub user_principal_name: String,
        /// Administrator roles, as labels.
        pub roles: Vec<String>,
        /// What the person may do in Azure, in a few words.
        pub azure_rights: String,
    }

    /// A dated rate card.
    pub struct RateCardView {
        /// Its name in the catalogue.
        pub id: String,
        /// From when it holds (RFC 3339).
        pub effective_from: String,
        /// The unit of its rates on screen.
        pub unit: String,
        /// Document title and date that it comes from.
        pub source: String,
    }

    /// Something that is not publicly known, and what Meterdesk takes for true.
    pub struct AssumptionView {
        /// Its name.
        pub id: String,
        /// What Meterdesk does.
        pub text: String,
        /// Why that was chosen, and what is known.
        pub basis: String,
    }

    /// Asks for the journal's head.
    pub struct JournalHeadGet {}

    /// The last entry of the journal.
    pub struct JournalHead {
        /// The branch.
        pub branch: String,
        /// Entries so far.
        pub seq: u64,
        /// Hash of the last entry, which covers all before it.
        pub hash: String,
    }
}

words! {
    /// A step of setting up pay-as-you-go, in the order of Microsoft's article, "Set up Microsoft Copilot pay-as-you-go
    /// services" (17 July 2026); the last is Meterdesk's own.
    pub enum NextStep {
        /// Add a billing policy.
        Policy,
        /// Connect a policy to a service.
        Connect,
        /// Send a prompt to see that it works.
        Prompt,
        /// Bring in usage of one's own.
        Import,
    }
}

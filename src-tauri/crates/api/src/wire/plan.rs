//! Billing plans.

words! {
    /// What a billing plan is for.
    pub enum PlanKindKey {
        /// An Azure subscription for environments that are linked.
        AzureSubscription,
        /// Microsoft 365 Copilot Chat.
        CopilotChat,
    }

    /// How far along a billing plan is.
    pub enum PlanStatusKey {
        /// It is being made in Azure and pays for nothing yet.
        Provisioning,
        /// It pays.
        Enabled,
        /// It pays for nothing, and keeps its environments.
        Disabled,
    }

    /// A Power Platform product whose meters a billing plan bears.
    pub enum PlanProductKey {
        /// Copilot Studio, which counts Copilot Credits.
        CopilotStudio,
        /// Dataverse.
        Dataverse,
        /// Power Apps.
        PowerApps,
        /// Power Automate.
        PowerAutomate,
        /// Power Pages.
        PowerPages,
        /// Windows 365 for Agents.
        Windows365ForAgents,
    }
}

wire! {
    /// Asks for billing plans, oldest first.
    pub struct PlanList {
        /// Part of a name or id.
        #[serde(default)]
        pub search: Option<String>,
        /// The order of the rows; the list's own where absent.
        #[serde(default)]
        pub sort: Option<super::ListSort>,
        /// Where to go on, from the answer before.
        #[serde(default)]
        pub cursor: Option<String>,
        /// Rows wanted, 1 to 500.
        #[serde(default)]
        pub limit: Option<u32>,
    }

    /// Billing plans, oldest first.
    pub struct PlanListed {
        /// The rows.
        pub rows: Vec<PlanRow>,
        /// How many there are in all.
        pub total: u32,
        /// Cursor of the next rows.
        pub next: Option<String>,
    }

    /// A billing plan.
    pub struct PlanRow {
        /// Billing plan id.
        pub id: String,
        /// Name.
        pub name: String,
        /// What it is for.
        pub kind: PlanKindKey,
        /// How far along it is at the simulated time.
        pub status: PlanStatusKey,
        /// Whether it was left enabled.
        pub enabled: bool,
        /// When it is provisioned (RFC 3339); absent where it was at once.
        pub ready_at: Option<String>,
        /// Products whose meters it bears; none for a Copilot Chat plan, which has no choice.
        pub products: Vec<PlanProductKey>,
        /// What keeps it from being charged, in words; absent where nothing does.
        pub not_chargeable: Option<String>,
        /// Azure subscription, by id.
        pub subscription: String,
        /// The same, by name.
        pub subscription_name: String,
        /// Resource group.
        pub resource_group: String,
        /// Region; empty for a Copilot Chat plan.
        pub region: String,
        /// Environments that are linked to it.
        pub environments: Vec<PlanEnvironment>,
        /// Name of its account resource in Azure.
        pub account: String,
        /// When it was made (RFC 3339).
        pub created_at: String,
        /// Who made it.
        pub created_by: String,
        /// Whether the acting person may change it.
        pub may_change: bool,
        /// Place in the journal of its last change; send it back with an edit.
        pub revision: u64,
    }

    /// An environment that is linked to a plan.
    pub struct PlanEnvironment {
        /// Environment id.
        pub id: String,
        /// Name.
        pub name: String,
        /// What it is for, as the screen says it.
        pub kind_label: String,
    }

    /// Asks which environments of a region could be linked to a billing plan.
    pub struct PlanCandidateList {
        /// The plan that they would be linked to; absent for one that is not made yet.
        #[serde(default)]
        pub plan: Option<String>,
        /// The region of one that is not made yet; a plan that is there has its own.
        #[serde(default)]
        pub region: Option<String>,
        /// Part of a name or id.
        #[serde(default)]
        pub search: Option<String>,
        /// Where to go on, from the answer before.
        #[serde(default)]
        pub cursor: Option<String>,
        /// Rows wanted, 1 to 500.
        #[serde(default)]
        pub limit: Option<u32>,
    }

    /// Environments of the region, those that can be linked first.
    pub struct PlanCandidateListed {
        /// The rows.
        pub rows: Vec<PlanCandidate>,
        /// How many there are in all.
        pub total: u32,
        /// Cursor of the next rows.
        pub next: Option<String>,
        /// Every region that a plan can be made in.
        pub regions: Vec<String>,
    }

    /// An environment of the plan's region that is not linked to it.
    pub struct PlanCandidate {
        /// Environment id.
        pub id: String,
        /// Name.
        pub name: String,
        /// What it is for, as the screen says it.
        pub kind_label: String,
        /// Name of the plan that it is linked to now.
        pub linked_to: Option<String>,
        /// Why it can't be linked; absent where it can.
        pub missing: Option<String>,
    }

    /// Makes a billing plan.
    pub struct PlanCreate {
        /// Name, unique in the tenant.
        pub name: String,
        /// What it is for.
        pub kind: PlanKindKey,
        /// Azure subscription, by id.
        pub subscription: String,
        /// A resource group of it.
        pub resource_group: String,
        /// Region whose environments can be linked; a Copilot Chat plan has none.
        #[serde(default)]
        pub region: Option<String>,
        /// Products whose meters it bears; Copilot Studio where absent. A Copilot Chat plan has no choice.
        #[serde(default)]
        pub products: Option<Vec<PlanProductKey>>,
        /// Ids of environments to link at once; a Copilot Chat plan has its own.
        #[serde(default)]
        pub environments: Option<Vec<String>>,
        /// Whether an environment that is linked to another plan is taken off that one. Default: it is refused.
        #[serde(default)]
        pub move_linked: Option<bool>,
        /// Answer without doing it.
        #[serde(default)]
        #[ts(as = "Option<bool>", optional)]
        pub preview: bool,
        /// Made by the client; a retry with the same one returns the first answer.
        #[serde(default)]
        pub command_id: Option<String>,
    }

    /// Links an environment to a billing plan.
    pub struct PlanLink {
        /// Billing plan id.
        pub plan: String,
        /// Environment id.
        pub environment: String,
        /// Whether an environment that is linked to another plan is taken off that one. Default: it is refused.
        #[serde(default)]
        pub move_linked: Option<bool>,
        /// The revision that the decision rests on; refused if the plan has changed since.
        #[serde(default)]
        pub revision: Option<u64>,
        /// Answer without doing it.
        #[serde(default)]
        #[ts(as = "Option<bool>", optional)]
        pub preview: bool,
        /// Made by the client; a retry with the same one returns the first answer.
        #[serde(default)]
        pub command_id: Option<String>,
    }

    /// Takes an environment off a billing plan.
    pub struct PlanUnlink {
        /// Billing plan id.
        pub plan: String,
        /// Environment id.
        pub environment: String,
        /// The revision that the decision rests on; refused if the plan has changed since.
        #[serde(default)]
        pub revision: Option<u64>,
        /// Answer without doing it.
        #[serde(default)]
        #[ts(as = "Option<bool>", optional)]
        pub preview: bool,
        /// Made by the client; a retry with the same one returns the first answer.
        #[serde(default)]
        pub command_id: Option<String>,
    }

    /// Enables or disables a billing plan. A disabled plan keeps its environments and pays for nothing.
    pub struct PlanEnable {
        /// Billing plan id.
        pub plan: String,
        /// Whether it should pay.
        pub enabled: bool,
        /// The revision that the decision rests on; refused if the plan has changed since.
        #[serde(default)]
        pub revision: Option<u64>,
        /// Answer without doing it.
        #[serde(default)]
        #[ts(as = "Option<bool>", optional)]
        pub preview: bool,
        /// Made by the client; a retry with the same one returns the first answer.
        #[serde(default)]
        pub command_id: Option<String>,
    }

    /// Links environments to a billing plan and takes others off it, all in one act.
    pub struct PlanEnvironmentsChange {
        /// Billing plan id.
        pub plan: String,
        /// Ids of environments to link.
        #[serde(default)]
        pub add: Option<Vec<String>>,
        /// Ids of environments to take off.
        #[serde(default)]
        pub remove: Option<Vec<String>>,
        /// Whether an environment that is linked to another plan is taken off that one. Default: it is refused.
        #[serde(default)]
        pub move_linked: Option<bool>,
        /// The revision that the decision rests on; refused if the plan has changed since.
        #[serde(default)]
        pub revision: Option<u64>,
        /// Answer without doing it.
        #[serde(default)]
        #[ts(as = "Option<bool>", optional)]
        pub preview: bool,
        /// Made by the client; a retry with the same one returns the first answer.
        #[serde(default)]
        pub command_id: Option<String>,
    }

    /// Changes name, products or status of a billing plan. What is absent stays.
    pub struct PlanEdit {
        /// Billing plan id.
        pub plan: String,
        /// Name, unique in the tenant.
        #[serde(default)]
        pub name: Option<String>,
        /// Products whose meters it bears.
        #[serde(default)]
        pub products: Option<Vec<PlanProductKey>>,
        /// Whether it should pay.
        #[serde(default)]
        pub enabled: Option<bool>,
        /// The revision that the decision rests on; refused if the plan has changed since.
        #[serde(default)]
        pub revision: Option<u64>,
        /// Answer without doing it.
        #[serde(default)]
        #[ts(as = "Option<bool>", optional)]
        pub preview: bool,
        /// Made by the client; a retry with the same one returns the first answer.
        #[serde(default)]
        pub command_id: Option<String>,
    }

    /// Deletes a billing plan. Its environments are taken off it at once.
    pub struct PlanDelete {
        /// Billing plan id.
        pub plan: String,
        /// The revision that the decision rests on; refused if the plan has changed since.
        #[serde(default)]
        pub revision: Option<u64>,
        /// Answer without doing it.
        #[serde(default)]
        #[ts(as = "Option<bool>", optional)]
        pub preview: bool,
        /// Made by the client; a retry with the same one returns the first answer.
        #[serde(default)]
        pub command_id: Option<String>,
    }

    /// What the deletion did.
    pub struct PlanDeleted {
        /// Id of the plan that is gone.
        pub deleted: String,
        /// Its name.
        pub name: String,
        /// What follows from it, in sentences.
        pub effects: Vec<String>,
    }

    /// The plan after the change.
    pub struct PlanChanged {
        /// The plan as it is now.
        pub plan: PlanRow,
        /// What follows from the change, in sentences.
        pub effects: Vec<String>,
    }
}

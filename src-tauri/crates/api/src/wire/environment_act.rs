//! What can be done with environments and their groups.

words! {
    /// What of Microsoft's own runs in an environment.
    pub enum WorkloadKey {
        /// Nothing that asks for more than any environment does.
        None,
        /// Copilot for Sales.
        CopilotForSales,
        /// A Dynamics 365 environment.
        Dynamics365,
    }

    /// Where an environment stands between trial and production.
    pub enum StageKey {
        /// It can be used as what it is.
        Ready,
        /// It is becoming a production environment.
        Converting,
        /// A standard trial.
        Trial,
        /// A standard trial that has ended.
        Ended,
    }
}

wire! {
    /// Edits an environment. What is absent stays.
    pub struct EnvironmentEdit {
        /// Environment id.
        pub environment: String,
        /// Whether it should be a Managed Environment.
        #[serde(default)]
        pub managed: Option<bool>,
        /// What of Microsoft's own runs in it.
        #[serde(default)]
        pub workload: Option<WorkloadKey>,
        /// The revision that the decision rests on; refused if the environment has changed since.
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

    /// *Convert to production*.
    pub struct EnvironmentConvert {
        /// Environment id.
        pub environment: String,
        /// The revision that the decision rests on; refused if the environment has changed since.
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

    /// Extends a standard trial once.
    pub struct EnvironmentExtend {
        /// Environment id.
        pub environment: String,
        /// The revision that the decision rests on; refused if the environment has changed since.
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

    /// Links a Dynamics 365 environment to a Power Platform environment, or takes the link away.
    pub struct EnvironmentLink {
        /// Id of the Dynamics 365 environment.
        pub environment: String,
        /// Id of the Power Platform environment; absent to take the link away.
        #[serde(default)]
        pub to: Option<String>,
        /// The revision that the decision rests on; refused if the environment has changed since.
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

    /// Puts an environment into a group, or takes it out.
    pub struct EnvironmentRegroup {
        /// Environment id.
        pub environment: String,
        /// Id of the group; absent to take the environment out of its group.
        #[serde(default)]
        pub group: Option<String>,
        /// The revision that the decision rests on; refused if the environment has changed since.
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

    /// Asks for environment groups.
    pub struct EnvironmentGroupList {
        /// Part of a name or id.
        #[serde(default)]
        pub search: Option<String>,
        /// Where to go on, from the answer before.
        #[serde(default)]
        pub cursor: Option<String>,
        /// Rows wanted, 1 to 500.
        #[serde(default)]
        pub limit: Option<u32>,
        /// The order of the rows; the list's own where absent.
        #[serde(default)]
        pub sort: Option<super::ListSort>,
    }

    /// Environment groups, oldest first.
    pub struct EnvironmentGroupListed {
        /// The rows.
        pub rows: Vec<EnvironmentGroupRow>,
        /// How many there are in all.
        pub total: u32,
        /// Cursor of the next rows.
        pub next: Option<String>,
    }

    /// An environment group.
    pub struct EnvironmentGroupRow {
        /// Group id.
        pub id: String,
        /// Name.
        pub name: String,
        /// What the published rule *Draw from tenant credit pool* sets and locks; absent where none is published.
        pub draw: Option<bool>,
        /// Names of the environments in it.
        pub environments: Vec<String>,
        /// Place in the journal of its last change; send it back with an edit.
        pub revision: u64,
    }

    /// Makes an environment group.
    pub struct EnvironmentGroupCreate {
        /// Name, unique in the tenant.
        pub name: String,
        /// Answer without doing it.
        #[serde(default)]
        #[ts(as = "Option<bool>", optional)]
        pub preview: bool,
        /// Made by the client; a retry with the same one returns the first answer.
        #[serde(default)]
        pub command_id: Option<String>,
    }

    /// Publishes the rule *Draw from tenant credit pool* of a group, or takes it back.
    pub struct EnvironmentGroupPublish {
        /// Group id.
        pub group: String,
        /// What the rule sets and locks; absent to take it back.
        #[serde(default)]
        pub draw: Option<bool>,
        /// The revision that the decision rests on; refused if the group has changed since.
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

    /// The environment group after the change.
    pub struct EnvironmentGroupChanged {
        /// The group as it is now.
        pub environment_group: EnvironmentGroupRow,
    }
}

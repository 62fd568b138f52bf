//! People and groups.

wire! {
    /// Asks for people.
    pub struct UserList {
        /// Part of a name or sign-in name.
        #[serde(default)]
        pub search: Option<String>,
        /// Only people with (true) or without (false) a Microsoft 365 Copilot licence.
        #[serde(default)]
        pub copilot_licensed: Option<bool>,
        /// Only members of this group.
        #[serde(default)]
        pub group: Option<String>,
        /// Where to go on, from the answer before.
        #[serde(default)]
        pub cursor: Option<String>,
        /// Rows wanted, 1 to 500.
        #[serde(default)]
        pub limit: Option<u32>,
    }

    /// People, by display name.
    pub struct UserListed {
        /// The rows.
        pub rows: Vec<UserRow>,
        /// How many there are in all.
        pub total: u32,
        /// Cursor of the next rows.
        pub next: Option<String>,
    }

    /// A person.
    pub struct UserRow {
        /// Identity.
        pub id: String,
        /// Name as shown.
        pub display_name: String,
        /// Sign-in name.
        pub user_principal_name: String,
        /// Department, where known.
        pub department: Option<String>,
        /// Two-letter country of use, without which no licence can be assigned; absent where none is set.
        pub usage_location: Option<String>,
        /// Whether a Microsoft 365 Copilot licence is held now.
        pub copilot_licensed: bool,
        /// Administrator roles, as labels.
        pub roles: Vec<String>,
    }

    /// Asks for groups.
    pub struct GroupList {
        /// Part of a name or address.
        #[serde(default)]
        pub search: Option<String>,
        /// Only groups that are (true) or are not (false) mail-enabled.
        #[serde(default)]
        pub mail_enabled: Option<bool>,
        /// Where to go on, from the answer before.
        #[serde(default)]
        pub cursor: Option<String>,
        /// Rows wanted, 1 to 500.
        #[serde(default)]
        pub limit: Option<u32>,
    }

    /// Groups, by name.
    pub struct GroupListed {
        /// The rows.
        pub rows: Vec<GroupRow>,
        /// How many there are in all.
        pub total: u32,
        /// Cursor of the next rows.
        pub next: Option<String>,
    }

    /// A security group.
    pub struct GroupRow {
        /// Identity.
        pub id: String,
        /// Name.
        pub name: String,
        /// Mail address of a mail-enabled group.
        pub mail: Option<String>,
        /// The department whose people a dynamic group has; absent where members are assigned.
        pub dynamic_department: Option<String>,
        /// Direct members now, groups left out.
        pub members: u32,
        /// Groups that are members now. Their people are not covered by a billing policy for this group (assumption).
        pub nested_groups: u32,
    }
}

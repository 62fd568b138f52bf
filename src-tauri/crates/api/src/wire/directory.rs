//! People.

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
        /// Names of the products held now.
        pub licences: Vec<String>,
        /// Administrator roles, as labels.
        pub roles: Vec<String>,
    }
}

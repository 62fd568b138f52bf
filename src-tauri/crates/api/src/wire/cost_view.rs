//! Saved views of Cost management.

use std::collections::BTreeMap;

wire! {
    /// Asks for the saved views.
    pub struct CostViewList {}

    /// The saved views, by name.
    pub struct CostViewListed {
        /// The rows.
        pub rows: Vec<CostViewRow>,
        /// How many there are in all.
        pub total: u32,
        /// Always absent: all views fit in one answer.
        pub next: Option<String>,
    }

    /// A saved view.
    pub struct CostViewRow {
        /// Its name.
        pub name: String,
        /// What the page's address keeps, by the name of the part.
        pub parts: BTreeMap<String, String>,
    }

    /// Saves a view under a name that none has yet.
    pub struct CostViewSave {
        /// Its name, at most 64 characters.
        pub name: String,
        /// What the page's address keeps.
        pub parts: BTreeMap<String, String>,
        /// Answer without doing it.
        #[serde(default)]
        #[ts(as = "Option<bool>", optional)]
        pub preview: bool,
        /// Made by the client; a retry with the same one returns the first answer.
        #[serde(default)]
        pub command_id: Option<String>,
    }

    /// Deletes a view.
    pub struct CostViewDelete {
        /// Its name.
        pub name: String,
        /// Answer without doing it.
        #[serde(default)]
        #[ts(as = "Option<bool>", optional)]
        pub preview: bool,
        /// Made by the client; a retry with the same one returns the first answer.
        #[serde(default)]
        pub command_id: Option<String>,
    }

    /// Views were saved or deleted.
    pub struct CostViewsChanged {
        /// The views as they are now.
        pub views: Vec<CostViewRow>,
    }
}

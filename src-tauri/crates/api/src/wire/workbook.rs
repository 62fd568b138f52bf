//! The workbook itself: what it was made from, and what was done in it since.

wire! {
    /// Asks what the workbook is.
    pub struct WorkbookGet {}

    /// What the workbook is.
    pub struct WorkbookView {
        /// Its file, with the folder.
        pub file: String,
        /// The scenario that it was made from.
        pub scenario: String,
        /// The seed that it was made from.
        pub seed: String,
        /// The workbook's first act (RFC 3339).
        pub started_at: String,
        /// Entries of the journal that the scenario didn't write, on all branches.
        pub acts: u64,
        /// Files imported since, on all branches.
        pub imports: u64,
        /// Branches made since.
        pub branches: u64,
        /// The long work that is under way in some window or process.
        pub under_way: Option<String>,
    }

    /// Asks for the scenarios.
    pub struct ScenarioList {}

    /// Scenarios that a workbook can be made from.
    pub struct ScenarioListed {
        /// The rows.
        pub rows: Vec<ScenarioRow>,
        /// How many there are in all.
        pub total: u32,
        /// Cursor of the next rows.
        pub next: Option<String>,
    }

    /// A scenario.
    pub struct ScenarioRow {
        /// Its name.
        pub name: String,
        /// What it is for.
        pub about: String,
    }
}

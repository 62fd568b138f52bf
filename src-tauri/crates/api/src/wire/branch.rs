//! Branches: lines of the journal that share its beginning, and how two of them differ.

wire! {
    /// Asks for the branches.
    pub struct BranchList {
        /// The order of the rows; the list's own where absent.
        #[serde(default)]
        pub sort: Option<super::ListSort>,
    }

    /// Branches, oldest first.
    pub struct BranchListed {
        /// The rows.
        pub rows: Vec<BranchRow>,
        /// How many there are in all.
        pub total: u32,
        /// Cursor of the next rows.
        pub next: Option<String>,
    }

    /// A branch.
    pub struct BranchRow {
        /// Its name.
        pub name: String,
        /// Whether it is the one that the workbook began with.
        pub is_main: bool,
        /// Name of the branch that it forked off.
        pub parent: Option<String>,
        /// Place in the journal of the last entry that both share.
        pub fork_entry: Option<u64>,
        /// Simulated time of that entry (RFC 3339).
        pub forked_at: Option<String>,
        /// That entry, in a sentence.
        pub fork_text: Option<String>,
        /// Entries of its own, after the fork.
        pub own_entries: u64,
        /// Entries in all: the place of the last one.
        pub entries: u64,
        /// Simulated time on it (RFC 3339).
        pub now: String,
    }

    /// Makes a branch that begins as the caller's branch was: now, after an entry of the journal, or at a happening.
    pub struct BranchCreate {
        /// Name, unique in the workbook.
        pub name: String,
        /// Place of the last entry that both share.
        #[serde(default)]
        pub entry: Option<u64>,
        /// A happening that the branch begins at, instead of an entry.
        #[serde(default)]
        pub happening: Option<String>,
        /// Leave out imports that were published after the fork. Usually they come along, so that the branch judges the same
        /// usage.
        #[serde(default)]
        #[ts(as = "Option<bool>", optional)]
        pub without_later_imports: bool,
        /// Answer without doing it.
        #[serde(default)]
        #[ts(as = "Option<bool>", optional)]
        pub preview: bool,
        /// Made by the client; a retry with the same one returns the first answer.
        #[serde(default)]
        pub command_id: Option<String>,
    }

    /// The branch is made.
    pub struct BranchCreated {
        /// The branch.
        pub branch: BranchRow,
        /// Entries of the caller's branch that the new one leaves behind.
        pub left_behind: u64,
        /// Names of the imports that came along.
        pub brought: Vec<String>,
    }

    /// Deletes a branch: its own entries, and what only it has. Never the first branch, nor the one that the caller works on.
    pub struct BranchDelete {
        /// Its name.
        pub branch: String,
        /// Whether the branches that descend from it go with it; refused otherwise where there are any.
        #[serde(default)]
        #[ts(as = "Option<bool>", optional)]
        pub with_descendants: bool,
        /// Answer without doing it.
        #[serde(default)]
        #[ts(as = "Option<bool>", optional)]
        pub preview: bool,
        /// Made by the client; a retry with the same one returns the first answer.
        #[serde(default)]
        pub command_id: Option<String>,
    }

    /// The branch is deleted.
    pub struct BranchDeleted {
        /// Names of what went: the branch, and those that descended from it.
        pub branches: Vec<String>,
        /// Their own entries.
        pub entries: u64,
        /// Names of the imported files that no other branch had.
        pub imports: Vec<String>,
    }

    /// Gives a branch another name.
    pub struct BranchRename {
        /// Its name so far.
        pub branch: String,
        /// Its new name.
        pub name: String,
        /// Answer without doing it.
        #[serde(default)]
        #[ts(as = "Option<bool>", optional)]
        pub preview: bool,
        /// Made by the client; a retry with the same one returns the first answer.
        #[serde(default)]
        pub command_id: Option<String>,
    }

    /// The branch has its new name.
    pub struct BranchRenamed {
        /// Its name before.
        pub was: String,
        /// Its name now.
        pub name: String,
    }

    /// Asks how two branches differ.
    pub struct BranchCompare {
        /// Name of the one.
        pub a: String,
        /// Name of the other.
        pub b: String,
    }

    /// How two branches differ: set-up, and who paid for the usage that both have judged.
    pub struct BranchCompared {
        /// Name of the one.
        pub a: String,
        /// Name of the other.
        pub b: String,
        /// Place of the last entry that both share.
        pub shared_entries: u64,
        /// Simulated time of that entry (RFC 3339).
        pub shared_until: String,
        /// Entries of the one after it.
        pub a_entries: u64,
        /// Entries of the other after it.
        pub b_entries: u64,
        /// What differs in set-up.
        pub set_up: Vec<SetUpDifference>,
        /// First second that both have judged (RFC 3339).
        pub from: String,
        /// Last second that both have judged: the clock that is behind (RFC 3339).
        pub until: String,
        /// Who paid for usage that is on both, one row per outcome.
        pub rows: Vec<OutcomeDifference>,
        /// All of that usage.
        pub total: OutcomeDifference,
        /// Usage of the same time that only one of them has.
        pub not_shared: OutcomeDifference,
        /// Everything of that time: the rows' total and what is not shared, and so each branch's own figures.
        pub everything: OutcomeDifference,
        /// The largest difference, in a sentence.
        pub summary: String,
    }

    /// Something that the two branches have set up differently.
    pub struct SetUpDifference {
        /// What it is about, such as a policy or a service.
        pub what: String,
        /// Which one.
        pub name: String,
        /// How it is on the one; absent where it is not there.
        pub a: Option<String>,
        /// How it is on the other.
        pub b: Option<String>,
    }

    /// What became of the same usage on the two branches. The differences are those of the other from the one.
    pub struct OutcomeDifference {
        /// Name of the row, the same for the same outcome.
        pub key: String,
        /// The label on screen.
        pub label: String,
        /// On the one.
        pub a: OutcomeSum,
        /// On the other.
        pub b: OutcomeSum,
        /// Metered rows: the other's less the one's.
        pub rows_difference: i64,
        /// Copilot Credits: the other's less the one's.
        pub credits_difference: String,
        /// US dollars: the other's less the one's.
        pub usd_difference: String,
    }

    /// Sums over usage.
    pub struct OutcomeSum {
        /// Metered rows.
        pub rows: u64,
        /// Copilot Credits.
        pub credits: String,
        /// What pay-as-you-go charged, in US dollars.
        pub usd: String,
    }
}

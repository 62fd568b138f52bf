//! Security groups: who is in them, and acts that change them.

use super::ChargedPolicy;

wire! {
    /// Asks for groups.
    pub struct GroupList {
        /// Part of a name or address.
        #[serde(default)]
        pub search: Option<String>,
        /// Only groups that are (true) or are not (false) mail-enabled.
        #[serde(default)]
        pub mail_enabled: Option<bool>,
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
        /// Groups that are members now. Whether a billing policy for this group covers their people, a setting says.
        pub nested_groups: u32,
        /// Place in the journal of its last change by an act, 0 before the first; send it back with an edit.
        pub revision: u64,
    }

    /// Asks for one group.
    pub struct GroupGet {
        /// Group id.
        pub group: String,
    }

    /// A security group, and what rests on it.
    pub struct GroupView {
        /// The group.
        pub group: GroupRow,
        /// Groups that are in it now.
        pub nested: Vec<NestedGroupRow>,
        /// Billing policies that cover it, oldest first.
        pub policies: Vec<ChargedPolicy>,
        /// Names of the billing policies whose budget alerts go to it.
        pub alerts_of: Vec<String>,
        /// Whether billing policies cover the people of groups in a group now.
        pub nested_count: bool,
        /// Products that it gives its direct members.
        pub licences: Vec<super::LicenceGroupRow>,
        /// Members for whom that failed.
        pub licence_failures: Vec<super::LicenceFailure>,
    }

    /// A group in a group.
    pub struct NestedGroupRow {
        /// Identity.
        pub id: String,
        /// Name.
        pub name: String,
        /// Its direct members now.
        pub members: u32,
    }

    /// Makes a security group without members.
    pub struct GroupCreate {
        /// Name, unique among the tenant's groups.
        pub name: String,
        /// Mail address, which makes the group mail-enabled: it can then receive budget alerts.
        #[serde(default)]
        pub mail: Option<String>,
        /// Answer without doing it.
        #[serde(default)]
        #[ts(as = "Option<bool>", optional)]
        pub preview: bool,
        /// Made by the client; a retry with the same one returns the first answer.
        #[serde(default)]
        pub command_id: Option<String>,
    }

    /// Deletes a security group.
    pub struct GroupDelete {
        /// Group id.
        pub group: String,
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

    /// Makes a person a direct member of a security group.
    pub struct GroupMemberAdd {
        /// Group id.
        pub group: String,
        /// Identity or sign-in name of the person.
        pub user: String,
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

    /// Takes a direct member out of a security group.
    pub struct GroupMemberRemove {
        /// Group id.
        pub group: String,
        /// Identity or sign-in name of the person.
        pub user: String,
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

    /// A group was changed, and what that means for billing.
    pub struct GroupChanged {
        /// The group as it is now; a deleted one as it was.
        pub group: GroupRow,
        /// Billing policies that cover it.
        pub policies: Vec<ChargedPolicy>,
        /// What follows, as sentences.
        pub effects: Vec<String>,
    }
}

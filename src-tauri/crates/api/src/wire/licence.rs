//! Licences: products, buying them, assigning them to people and groups.

words! {
    /// A product.
    pub enum LicenceProduct {
        /// Microsoft 365 Copilot.
        Microsoft365Copilot,
        /// Microsoft 365 E3.
        Microsoft365E3,
        /// Office 365 E1.
        Office365E1,
        /// Power Virtual Agents: the base licence.
        PowerVirtualAgents,
        /// Power Virtual Agents user license.
        PowerVirtualAgentsUser,
        /// A person's trial of Power Virtual Agents.
        PowerVirtualAgentsTrial,
        /// Copilot Credit capacity pack.
        CopilotStudioPack,
        /// Microsoft Copilot Studio user license.
        CopilotStudioUser,
        /// A person's trial of Copilot Studio.
        CopilotStudioTrial,
        /// Dynamics 365 Premium.
        Dynamics365Premium,
    }

    /// Whom a product is for.
    pub enum LicenceProductKind {
        /// The whole tenant; nobody is assigned it.
        Tenant,
        /// People who are assigned it.
        User,
        /// A person who signs up for it.
        Trial,
    }

    /// Why a group gives a person nothing.
    pub enum LicenceFailureReason {
        /// There aren't enough licences.
        CountViolation,
        /// A product that the person has excludes it.
        MutuallyExclusiveViolation,
        /// The person lacks a product that it needs.
        DependencyViolation,
        /// It can't be used where the person is.
        ProhibitedInUsageLocationViolation,
    }
}

wire! {
    /// Asks for the products that can be bought, and those that could be once.
    pub struct LicenceOfferList {
        /// Part of a name or description.
        #[serde(default)]
        pub search: Option<String>,
        /// Where to go on, from the answer before.
        #[serde(default)]
        pub cursor: Option<String>,
        /// Rows wanted, 1 to 500.
        #[serde(default)]
        pub limit: Option<u32>,
    }

    /// Products, those on sale first.
    pub struct LicenceOfferListed {
        /// The rows.
        pub rows: Vec<LicenceOfferRow>,
        /// How many there are in all.
        pub total: u32,
        /// Cursor of the next rows.
        pub next: Option<String>,
        /// The simulated time of these offers (RFC 3339).
        pub as_of: String,
    }

    /// A product as it is offered.
    pub struct LicenceOfferRow {
        /// Which.
        pub product: LicenceProduct,
        /// Name.
        pub name: String,
        /// Whom it is for.
        pub kind: LicenceProductKind,
        /// What it is.
        pub about: String,
        /// Whether it is sold at the simulated time.
        pub on_sale: bool,
        /// When it was, is or will be sold, in words.
        pub sale: String,
        /// List price of a licence a month in USD; absent where none is public.
        pub usd_per_month: Option<String>,
        /// Names of the products of which the tenant needs one.
        pub needs: Vec<String>,
        /// Licences that the tenant owns.
        pub owned: u32,
        /// Document that states it.
        pub source: String,
        /// How sure it is.
        pub certainty: String,
        /// What is to be known about it; empty where nothing is.
        pub note: String,
    }

    /// So many licences of a product.
    pub struct LicenceLine {
        /// The product.
        pub product: LicenceProduct,
        /// How many.
        pub licences: u32,
    }

    /// Buys licences, all in one go.
    pub struct LicenceBuy {
        /// What and how many, each product once.
        pub lines: Vec<LicenceLine>,
        /// Answer without doing it.
        #[serde(default)]
        #[ts(as = "Option<bool>", optional)]
        pub preview: bool,
        /// Made by the client; a retry with the same one returns the first answer.
        #[serde(default)]
        pub command_id: Option<String>,
    }

    /// Removes licences, never below what is assigned.
    pub struct LicenceRemove {
        /// The product.
        pub product: LicenceProduct,
        /// How many.
        pub licences: u32,
        /// The revision that the decision rests on; refused if the product was bought or removed since.
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

    /// Licences after they were bought or removed.
    pub struct LicencesChanged {
        /// The products concerned.
        pub rows: Vec<LicenceRow>,
        /// What follows, as sentences.
        pub effects: Vec<String>,
    }

    /// Asks for the products that the tenant owns.
    pub struct LicenceList {
        /// Part of a name.
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

    /// Products that the tenant owns.
    pub struct LicenceListed {
        /// The rows.
        pub rows: Vec<LicenceRow>,
        /// How many there are in all.
        pub total: u32,
        /// Cursor of the next rows.
        pub next: Option<String>,
    }

    /// A product that the tenant owns.
    pub struct LicenceRow {
        /// Which.
        pub product: LicenceProduct,
        /// Name.
        pub name: String,
        /// Whom it is for.
        pub kind: LicenceProductKind,
        /// Licences that the tenant owns.
        pub owned: u32,
        /// Licences that people take; absent for a product of the whole tenant.
        pub assigned: Option<u32>,
        /// Licences that nobody takes; absent for a product of the whole tenant.
        pub available: Option<u32>,
        /// Groups that give it to their members.
        pub groups: u32,
        /// People whom a group failed to give it.
        pub failures: u32,
        /// When the licences renew themselves next (RFC 3339).
        pub renews_at: Option<String>,
        /// Since when one was bought (RFC 3339); absent where the directory brought them.
        pub since: Option<String>,
        /// Place in the journal of its last purchase or removal, 0 before the first; send it back with a removal.
        pub revision: u64,
    }

    /// Asks what licences people have.
    pub struct UserLicencesGet {
        /// Identities or sign-in names, at most 500.
        pub users: Vec<String>,
    }

    /// The licences of people.
    pub struct UserLicencesView {
        /// The people.
        pub people: Vec<LicencePerson>,
        /// Products for people that the tenant owns or that one of them has.
        pub products: Vec<UserProductRow>,
        /// Why the acting person can't change them; absent where they can.
        pub missing: Option<String>,
    }

    /// A person whose licences are looked at.
    pub struct LicencePerson {
        /// Identity.
        pub id: String,
        /// Name as shown.
        pub display_name: String,
        /// Sign-in name.
        pub user_principal_name: String,
        /// Two-letter country of use; absent where none is set.
        pub usage_location: Option<String>,
        /// Whether the person is a guest, who is assigned nothing.
        pub guest: bool,
    }

    /// A product with respect to these people.
    pub struct UserProductRow {
        /// Which.
        pub product: LicenceProduct,
        /// Name.
        pub name: String,
        /// Licences that the tenant owns.
        pub owned: u32,
        /// Licences that nobody takes.
        pub available: u32,
        /// How many of these people have it directly.
        pub direct: u32,
        /// How many of them have it by any path.
        pub holders: u32,
        /// Names of the groups that one of them inherits it from.
        pub inherited_from: Vec<String>,
        /// Why a group could not give it to one of them, in sentences.
        pub failures: Vec<String>,
    }

    /// Changes the direct licences and the usage location of people.
    pub struct UserLicencesSet {
        /// Identities or sign-in names, at most 500.
        pub users: Vec<String>,
        /// Products to assign.
        #[serde(default)]
        #[ts(as = "Option<Vec<LicenceProduct>>", optional)]
        pub add: Vec<LicenceProduct>,
        /// Products to take away.
        #[serde(default)]
        #[ts(as = "Option<Vec<LicenceProduct>>", optional)]
        pub remove: Vec<LicenceProduct>,
        /// Their new usage location, two letters; absent leaves it.
        #[serde(default)]
        pub usage_location: Option<String>,
        /// Answer without doing it.
        #[serde(default)]
        #[ts(as = "Option<bool>", optional)]
        pub preview: bool,
        /// Made by the client; a retry with the same one returns the first answer.
        #[serde(default)]
        pub command_id: Option<String>,
    }

    /// The licences of people were changed.
    pub struct UserLicencesChanged {
        /// How many people were concerned.
        pub people: u32,
        /// What follows, as sentences.
        pub effects: Vec<String>,
    }

    /// Asks who has a product.
    pub struct LicenceUserList {
        /// The product.
        pub product: LicenceProduct,
        /// Part of a name.
        #[serde(default)]
        pub search: Option<String>,
        /// Where to go on, from the answer before.
        #[serde(default)]
        pub cursor: Option<String>,
        /// Rows wanted, 1 to 500.
        #[serde(default)]
        pub limit: Option<u32>,
    }

    /// Who has a product, and whom a group failed to give it, by display name.
    pub struct LicenceUserListed {
        /// The rows.
        pub rows: Vec<LicenceUserRow>,
        /// How many there are in all.
        pub total: u32,
        /// Cursor of the next rows.
        pub next: Option<String>,
    }

    /// Somebody with a path to a product, or whom a group failed to give it.
    pub struct LicenceUserRow {
        /// Identity.
        pub id: String,
        /// Name as shown.
        pub display_name: String,
        /// Sign-in name.
        pub user_principal_name: String,
        /// Whether it is assigned directly.
        pub direct: bool,
        /// Names of the groups that it is inherited from.
        pub groups: Vec<String>,
        /// Why a group could not give it.
        pub failures: Vec<LicenceFailure>,
    }

    /// That a group could not give a person its products.
    pub struct LicenceFailure {
        /// The person.
        pub user: String,
        /// Name of the person.
        pub user_name: String,
        /// The group.
        pub group: String,
        /// Name of the group.
        pub group_name: String,
        /// The product that failed; the group's others are not given either.
        pub product_name: String,
        /// Why.
        pub reason: LicenceFailureReason,
        /// What it means and what mends it.
        pub text: String,
        /// When that is known (RFC 3339); later than the simulated time while it is being processed.
        pub at: String,
    }

    /// Asks which groups give a product.
    pub struct LicenceGroupList {
        /// The product.
        pub product: LicenceProduct,
        /// Where to go on, from the answer before.
        #[serde(default)]
        pub cursor: Option<String>,
        /// Rows wanted, 1 to 500.
        #[serde(default)]
        pub limit: Option<u32>,
    }

    /// Groups that give a product, by name.
    pub struct LicenceGroupListed {
        /// The rows.
        pub rows: Vec<LicenceGroupRow>,
        /// How many there are in all.
        pub total: u32,
        /// Cursor of the next rows.
        pub next: Option<String>,
    }

    /// A group that gives a product.
    pub struct LicenceGroupRow {
        /// The group.
        pub group: String,
        /// Its name.
        pub name: String,
        /// The product.
        pub product: LicenceProduct,
        /// Name of the product.
        pub product_name: String,
        /// Direct members of the group now.
        pub members: u32,
        /// Members who have it from the group, or will once it is processed.
        pub assigned: u32,
        /// Members for whom the group failed.
        pub failed: u32,
        /// When it was assigned (RFC 3339).
        pub since: String,
        /// When the last change has reached the members (RFC 3339).
        pub reaches_at: Option<String>,
        /// Whether that is still to come.
        pub processing: bool,
        /// Place in the journal of the group's last change by an act; send it back with an edit.
        pub revision: u64,
    }

    /// Asks for the trials that people signed up for.
    pub struct TrialList {
        /// Where to go on, from the answer before.
        #[serde(default)]
        pub cursor: Option<String>,
        /// Rows wanted, 1 to 500.
        #[serde(default)]
        pub limit: Option<u32>,
    }

    /// Trials, the one that ends last first.
    pub struct TrialListed {
        /// The rows.
        pub rows: Vec<TrialRow>,
        /// How many there are in all.
        pub total: u32,
        /// Cursor of the next rows.
        pub next: Option<String>,
        /// Why nobody can sign up now; absent where people can.
        pub missing: Option<String>,
    }

    /// A trial that a person signed up for.
    pub struct TrialRow {
        /// The person.
        pub user: String,
        /// Name of the person.
        pub user_name: String,
        /// The product.
        pub product: LicenceProduct,
        /// Name of the product.
        pub product_name: String,
        /// When it began (RFC 3339).
        pub started_at: String,
        /// When it ends or ended (RFC 3339).
        pub ends_at: String,
        /// Days left, begun ones counted whole; 0 once it has ended.
        pub days_left: u32,
        /// Whether it was extended, which is possible once.
        pub extended: bool,
    }

    /// Signs a person up for a trial.
    pub struct TrialStart {
        /// Identity or sign-in name of the person; the acting person where absent.
        #[serde(default)]
        pub user: Option<String>,
        /// The trial.
        pub product: LicenceProduct,
        /// Answer without doing it.
        #[serde(default)]
        #[ts(as = "Option<bool>", optional)]
        pub preview: bool,
        /// Made by the client; a retry with the same one returns the first answer.
        #[serde(default)]
        pub command_id: Option<String>,
    }

    /// Extends a person's trial, once.
    pub struct TrialExtend {
        /// Identity or sign-in name of the person; the acting person where absent.
        #[serde(default)]
        pub user: Option<String>,
        /// The trial.
        pub product: LicenceProduct,
        /// Answer without doing it.
        #[serde(default)]
        #[ts(as = "Option<bool>", optional)]
        pub preview: bool,
        /// Made by the client; a retry with the same one returns the first answer.
        #[serde(default)]
        pub command_id: Option<String>,
    }

    /// A trial began or was extended.
    pub struct TrialChanged {
        /// The trial.
        pub trial: TrialRow,
        /// What follows, as sentences.
        pub effects: Vec<String>,
    }

    /// Changes what a group gives its direct members.
    pub struct GroupLicencesSet {
        /// Group id.
        pub group: String,
        /// Products to assign.
        #[serde(default)]
        #[ts(as = "Option<Vec<LicenceProduct>>", optional)]
        pub add: Vec<LicenceProduct>,
        /// Products to take away.
        #[serde(default)]
        #[ts(as = "Option<Vec<LicenceProduct>>", optional)]
        pub remove: Vec<LicenceProduct>,
        /// The group's revision that the decision rests on; refused if the group has changed since.
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

    /// Tries a group's licences again for its direct members.
    pub struct GroupLicencesReprocess {
        /// Group id.
        pub group: String,
        /// Answer without doing it.
        #[serde(default)]
        #[ts(as = "Option<bool>", optional)]
        pub preview: bool,
        /// Made by the client; a retry with the same one returns the first answer.
        #[serde(default)]
        pub command_id: Option<String>,
    }

    /// A group's licences were changed or tried again.
    pub struct GroupLicencesChanged {
        /// Group id.
        pub group: String,
        /// Names of the products that it gives then.
        pub products: Vec<String>,
        /// Members for whom it fails then.
        pub failed: u32,
        /// When it reaches the members (RFC 3339).
        pub reaches_at: String,
        /// What follows, as sentences.
        pub effects: Vec<String>,
    }
}

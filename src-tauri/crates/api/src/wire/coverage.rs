//! Who is covered at a service, person by person.

use super::ServiceKey;

wire! {
    /// Asks who is covered at a service.
    pub struct CoverageList {
        /// The service.
        pub service: ServiceKey,
        /// The time asked about (RFC 3339), between the workbook's first act and now; now where absent.
        #[serde(default)]
        pub at: Option<String>,
        /// Part of a name or sign-in name.
        #[serde(default)]
        pub search: Option<String>,
        /// Only people who stand so.
        #[serde(default)]
        pub filter: Option<CoverageStanding>,
        /// Only people for whom this billing policy pays.
        #[serde(default)]
        pub policy: Option<String>,
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

    /// Who is covered, by display name.
    pub struct CoverageListed {
        /// The rows.
        pub rows: Vec<CoverageRow>,
        /// How many there are in all.
        pub total: u32,
        /// Cursor of the next rows.
        pub next: Option<String>,
        /// The time that rows and totals are of (RFC 3339).
        pub as_of: String,
        /// Label of the service.
        pub service_label: String,
        /// How everybody in the tenant stands, whatever was searched for.
        pub totals: CoverageTotals,
        /// The policies that cover somebody, in the order in which they pay, with the people for whom each pays.
        pub policies: Vec<CoveragePolicy>,
    }

    /// How everybody in the tenant stands: `licensed`, `covered` and `nobody` together are `people`.
    pub struct CoverageTotals {
        /// Everybody.
        pub people: u32,
        /// With a Microsoft 365 Copilot license, which includes the service.
        pub licensed: u32,
        /// Without one; a billing policy pays.
        pub covered: u32,
        /// Of the covered, those whom more than one policy covers.
        pub twice: u32,
        /// Without a license and without a policy.
        pub nobody: u32,
    }

    /// A billing policy that covers people at the service.
    pub struct CoveragePolicy {
        /// Billing Policy ID.
        pub policy: String,
        /// Name of the policy.
        pub policy_name: String,
        /// The label of its users: "All users" or the group's name.
        pub users_label: String,
        /// For how many people it pays.
        pub pays_for: u32,
        /// Set while disconnecting: when that has reached everybody at the latest (RFC 3339).
        pub ends_at: Option<String>,
    }

    /// How a person stands.
    pub struct CoverageRow {
        /// Identity.
        pub id: String,
        /// Name as shown.
        pub display_name: String,
        /// Sign-in name.
        pub user_principal_name: String,
        /// How the person stands. Somebody covered twice is `twice`.
        pub standing: CoverageStanding,
        /// Billing Policy ID of the policy that pays.
        pub payer: Option<String>,
        /// Its name.
        pub payer_name: Option<String>,
        /// Names of the other policies that cover the person, in the order in which they would pay.
        pub also_covered_by: Vec<String>,
        /// Why, in a sentence.
        pub why: String,
    }
}

words! {
    /// How somebody stands at a service.
    pub enum CoverageStanding {
        /// No license; a billing policy pays.
        Covered,
        /// No license and no billing policy.
        Nobody,
        /// No license; more than one billing policy covers.
        Twice,
        /// A Microsoft 365 Copilot license includes the service.
        Licensed,
    }
}

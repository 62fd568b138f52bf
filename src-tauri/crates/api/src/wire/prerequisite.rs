//! What pay-as-you-go billing needs, and who could provide it.

use super::ServiceKey;

words! {
    /// What somebody wants to do.
    pub enum PrerequisitePurpose {
        /// Make a billing policy.
        CreatePolicy,
        /// Connect a service to a billing policy.
        ConnectService,
    }
}

wire! {
    /// Asks what somebody needs and whether it is there.
    pub struct PrerequisiteCheck {
        /// What for; absent means making a billing policy.
        #[serde(default)]
        pub purpose: Option<PrerequisitePurpose>,
        /// The service to connect.
        #[serde(default)]
        pub service: Option<ServiceKey>,
        /// The subscription to bill to; absent asks whether any will do.
        #[serde(default)]
        pub subscription: Option<String>,
        /// The resource group of that subscription.
        #[serde(default)]
        pub resource_group: Option<String>,
    }

    /// What is needed, in the order of seeing to it.
    pub struct PrerequisitesChecked {
        /// Whether all of it is there.
        pub met: bool,
        /// Each thing that is needed.
        pub prerequisites: Vec<PrerequisiteRow>,
    }

    /// Something that is needed.
    pub struct PrerequisiteRow {
        /// Its name.
        pub key: String,
        /// What is needed, in a few words.
        pub label: String,
        /// Whether it is there.
        pub met: bool,
        /// What there is, or what is missing.
        pub text: String,
        /// Who could provide it; empty where it is there, or where nobody could.
        pub who: Vec<PersonAble>,
        /// Document title and date.
        pub source: String,
    }

    /// Somebody who could provide what is missing.
    pub struct PersonAble {
        /// Identity of the person.
        pub id: String,
        /// Name of the person.
        pub display_name: String,
        /// By virtue of what: a role or a right.
        pub because: String,
    }
}

//! Pay-as-you-go services and their connections to billing policies.

use super::{ReasonView, ServiceKey};

wire! {
    /// Asks for the pay-as-you-go services.
    pub struct ServiceList {
        /// The order of the rows; the list's own where absent.
        #[serde(default)]
        pub sort: Option<super::ListSort>,
    }

    /// The pay-as-you-go services.
    pub struct ServiceListed {
        /// The rows.
        pub rows: Vec<ServiceRow>,
        /// How many there are in all.
        pub total: u32,
        /// Always absent: all services fit in one answer.
        pub next: Option<String>,
    }

    /// A pay-as-you-go service.
    pub struct ServiceRow {
        /// The service.
        pub service: ServiceKey,
        /// Its label.
        pub label: String,
        /// Policies connected to it, oldest policy first, disconnecting ones included.
        pub connections: Vec<ServiceConnection>,
        /// What holds for the service, each with its source.
        pub rules: Vec<ReasonView>,
        /// Place in the journal of its last change; send it back with an edit.
        pub revision: u64,
    }

    /// A billing policy connected to a service.
    pub struct ServiceConnection {
        /// Billing Policy ID.
        pub policy: String,
        /// Name of the policy.
        pub policy_name: String,
        /// The label of its users: "All users" or the group's name.
        pub users_label: String,
        /// How many people the policy covers now.
        pub people: u32,
        /// Since when (RFC 3339).
        pub connected_at: String,
        /// Set while disconnecting: when it has reached everybody at the latest (RFC 3339).
        pub ends_at: Option<String>,
        /// The policy was deleted; the disconnection is still reaching people.
        pub policy_deleted: bool,
    }

    /// Connects a billing policy to a service.
    pub struct ServiceConnect {
        /// The service.
        pub service: ServiceKey,
        /// Billing Policy ID.
        #[serde(deserialize_with = "one_policy")]
        #[schemars(with = "String")]
        pub policy: String,
        /// The service's revision that the decision rests on; refused if it has changed since.
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

    /// The service is connected.
    pub struct ServiceConnected {
        /// The service as it is now.
        pub service: ServiceRow,
        /// The time that the counts are of (RFC 3339).
        pub as_of: String,
        /// How many people the policy covers: `licensed`, `gained` and `covered_twice` together.
        pub people: u32,
        /// Of them, those whose Microsoft 365 Copilot license includes the service already.
        pub licensed: u32,
        /// Of them, those whom no other policy covers: they gain the service.
        pub gained: u32,
        /// Of them, those whom another connected policy covers too.
        pub covered_twice: u32,
        /// The other policies that cover people twice, oldest first; a person may be in several.
        pub also_covered_by: Vec<PolicyPeople>,
        /// Who pays for the people covered twice; together they are `covered_twice`.
        pub paid_by: Vec<PolicyPeople>,
        /// A Copilot Chat plan of the Power Platform admin center that is not disabled: turning it off first is advised.
        pub chat_plan: Option<ActivePlan>,
    }

    /// A billing plan of the Power Platform admin center.
    pub struct ActivePlan {
        /// Billing plan id.
        pub id: String,
        /// Its name.
        pub name: String,
    }

    /// A policy, and for how many people something holds of it.
    pub struct PolicyPeople {
        /// Billing Policy ID.
        pub policy: String,
        /// Name of the policy.
        pub policy_name: String,
        /// How many people.
        pub people: u32,
        /// Set while the policy is disconnecting: when that has reached everybody at the latest (RFC 3339).
        pub ends_at: Option<String>,
    }

    /// Disconnects a billing policy from a service.
    pub struct ServiceDisconnect {
        /// The service.
        pub service: ServiceKey,
        /// Billing Policy ID.
        #[serde(deserialize_with = "one_policy")]
        #[schemars(with = "String")]
        pub policy: String,
        /// The service's revision that the decision rests on; refused if it has changed since.
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

    /// The service is disconnecting.
    pub struct ServiceDisconnected {
        /// The service as it is now.
        pub service: ServiceRow,
        /// When it has reached everybody at the latest (RFC 3339).
        pub ends_at: String,
        /// The time that the counts are of (RFC 3339).
        pub as_of: String,
        /// How many people the policy covers: `licensed`, `lost` and `still_covered` together.
        pub people: u32,
        /// Of them, those whose Microsoft 365 Copilot license goes on including the service.
        pub licensed: u32,
        /// Of them, those whom no other policy covers: they lose the service.
        pub lost: u32,
        /// Of those who lose it, the ones for whom something goes on until `ends_at`: agents that they used before, or calls
        /// of the Retrieval API.
        pub lost_later: u32,
        /// Of those who lose it, the ones for whom it ends at once, because they have used no agent of it.
        pub lost_at_once: u32,
        /// Of them, those whom another connected policy goes on covering.
        pub still_covered: u32,
        /// Who pays for the people still covered; together they are `still_covered`.
        pub paid_by: Vec<PolicyPeople>,
    }
}

/// The Billing Policy ID of a request that changes one connection.
///
/// A list is refused in words: the admin center takes one change per Save, and so does this.
fn one_policy<'de, D: serde::Deserializer<'de>>(from: D) -> Result<String, D::Error> {
    struct One;
    impl<'de> serde::de::Visitor<'de> for One {
        type Value = String;
        fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str("one Billing Policy ID: one policy is connected or disconnected per Save")
        }
        fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<String, E> {
            Ok(text.to_owned())
        }
    }
    from.deserialize_str(One)
}

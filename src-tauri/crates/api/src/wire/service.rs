//! Pay-as-you-go services and their connections to billing policies.

use super::ServiceKey;

wire! {
    /// Asks for the pay-as-you-go services.
    pub struct ServiceList {}

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
        /// How many people the policy covers.
        pub people: u32,
    }

    /// Disconnects a billing policy from a service.
    pub struct ServiceDisconnect {
        /// The service.
        pub service: ServiceKey,
        /// Billing Policy ID.
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
        /// How many people the policy covers.
        pub people: u32,
    }
}

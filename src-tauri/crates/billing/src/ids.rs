//! Identities of the tenant's objects, made from the seed and the place in the journal.
//!
//! The same script of acts gives the same identities everywhere; nothing here is random.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! id {
    ($($(#[$doc:meta])* $name:ident;)+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }
    )+};
}

id! {
    /// A billing policy of the Microsoft 365 admin center.
    PolicyId;
    /// An Azure subscription.
    SubscriptionId;
    /// A billing plan of the Power Platform admin center.
    PlanId;
    /// A Power Platform environment.
    EnvironmentId;
    /// A group of Power Platform environments.
    EnvironmentGroupId;
    /// A pre-purchase plan that was bought.
    PurchaseId;
    /// A Copilot credit policy of the Microsoft 365 admin center.
    CreditPolicyId;
    /// A security group.
    GroupId;
    /// A person of the directory.
    PersonId;
    /// One import of a file.
    ImportId;
    /// The tenant.
    TenantId;
}

/// Makes the identities of the objects that one act creates.
#[derive(Debug, Clone)]
pub struct IdSource {
    act: String,
    index: u32,
}

impl IdSource {
    /// For the act whose first event takes the place `seq` on the branch at `branch_path`.
    #[must_use]
    pub fn new(seed: u64, branch_path: &str, seq: u64) -> Self {
        Self {
            act: format!("meterdesk/{seed}/{branch_path}/{seq}"),
            index: 0,
        }
    }

    /// The next identity of this act.
    pub fn next_id(&mut self) -> Uuid {
        let id = Uuid::new_v5(&Uuid::NAMESPACE_OID, format!("{}/{}", self.act, self.index).as_bytes());
        self.index += 1;
        id
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_place_gives_the_same_identity_and_another_seed_another() {
        let first = IdSource::new(0, "main", 7).next_id();
        assert_eq!(first, IdSource::new(0, "main", 7).next_id());
        assert_ne!(first, IdSource::new(1, "main", 7).next_id());
        assert_ne!(first, IdSource::new(0, "main", 8).next_id());
    }
}

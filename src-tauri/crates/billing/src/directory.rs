//! People, groups, licences and roles as rows with validity, and the facts that decisions need of them.
//!
//! The rules never hold the directory: a dataset is handed to the store as a whole, and a decision is handed the few
//! facts that it needs.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::ids::{GroupId, PersonId};

/// An administrator role of the tenant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum AdminRole {
    /// Global administrator.
    Global,
    /// Billing administrator.
    Billing,
    /// AI administrator.
    Ai,
    /// SharePoint administrator.
    SharePoint,
    /// License administrator.
    License,
    /// User administrator.
    User,
    /// Global Reader.
    GlobalReader,
    /// Power Platform administrator.
    PowerPlatform,
    /// Dynamics 365 administrator.
    Dynamics365,
    /// Administrator of one Power Platform environment: no role of the tenant, but one who acts in it.
    Environment,
}

impl AdminRole {
    /// Every role.
    pub const ALL: [Self; 10] = [
        Self::Global,
        Self::Billing,
        Self::Ai,
        Self::SharePoint,
        Self::License,
        Self::User,
        Self::GlobalReader,
        Self::PowerPlatform,
        Self::Dynamics365,
        Self::Environment,
    ];

    /// The label on screen.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Global => "Global administrator",
            Self::Billing => "Billing administrator",
            Self::Ai => "AI administrator",
            Self::SharePoint => "SharePoint administrator",
            Self::License => "License administrator",
            Self::User => "User administrator",
            Self::GlobalReader => "Global Reader",
            Self::PowerPlatform => "Power Platform administrator",
            Self::Dynamics365 => "Dynamics 365 administrator",
            Self::Environment => "Environment administrator",
        }
    }

    /// Whether the role may make, connect and delete billing policies.
    ///
    /// Source: Set up pay-as-you-go for Microsoft 365 Copilot services (2025-04-21), Prerequisites.
    #[must_use]
    pub const fn manages_billing_policies(self) -> bool {
        matches!(self, Self::Global | Self::Billing | Self::Ai)
    }

    /// Whether the role may make, change and delete security groups.
    ///
    /// Source: Microsoft Entra built-in roles (2025). The role Groups administrator isn't in these workbooks.
    #[must_use]
    pub const fn manages_groups(self) -> bool {
        matches!(self, Self::Global | Self::User)
    }

    /// Whether the role may assign licences and set usage locations.
    ///
    /// Source: Microsoft Entra built-in roles (2025).
    #[must_use]
    pub const fn assigns_licences(self) -> bool {
        matches!(self, Self::Global | Self::License | Self::User)
    }

    /// Whether the role sees what billing policies spent.
    ///
    /// Source: Create a budget for pay-as-you-go billing (2026-02-02): a Global Reader sees policies and budgets, not
    /// spending. That no other role sees it is an assumption.
    #[must_use]
    pub const fn sees_spending(self) -> bool {
        self.manages_billing_policies()
    }
}

/// A product whose licence matters to billing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Product {
    /// Microsoft 365 Copilot.
    Microsoft365Copilot,
    /// A Microsoft 365 plan with SharePoint.
    Microsoft365E3,
    /// An Office 365 plan with SharePoint.
    Office365E1,
    /// The base licence of Power Virtual Agents.
    PowerVirtualAgents,
    /// The licence of a person who builds bots with Power Virtual Agents.
    PowerVirtualAgentsUser,
    /// A person's trial of Power Virtual Agents.
    PowerVirtualAgentsTrial,
    /// The capacity pack of Copilot Studio.
    CopilotStudioPack,
    /// The licence of a person who builds agents with Copilot Studio.
    CopilotStudioUser,
    /// A person's trial of Copilot Studio.
    CopilotStudioTrial,
    /// A Dynamics 365 Premium licence, which includes Copilot Credits.
    Dynamics365Premium,
}

impl Product {
    /// Every product. A new one goes to the end: datasets are told apart by its place.
    pub const ALL: [Self; 10] = [
        Self::Microsoft365Copilot,
        Self::Microsoft365E3,
        Self::Office365E1,
        Self::PowerVirtualAgents,
        Self::PowerVirtualAgentsUser,
        Self::PowerVirtualAgentsTrial,
        Self::CopilotStudioPack,
        Self::CopilotStudioUser,
        Self::CopilotStudioTrial,
        Self::Dynamics365Premium,
    ];

    /// The product's name.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Microsoft365Copilot => "Microsoft 365 Copilot",
            Self::Microsoft365E3 => "Microsoft 365 E3",
            Self::Office365E1 => "Office 365 E1",
            Self::PowerVirtualAgents => "Power Virtual Agents",
            Self::PowerVirtualAgentsUser => "Power Virtual Agents user license",
            Self::PowerVirtualAgentsTrial => "Power Virtual Agents trial",
            Self::CopilotStudioPack => "Copilot Credit capacity pack",
            Self::CopilotStudioUser => "Microsoft Copilot Studio user license",
            Self::CopilotStudioTrial => "Microsoft Copilot Studio trial",
            Self::Dynamics365Premium => "Dynamics 365 Premium",
        }
    }

    /// Products with SharePoint: billing policies need one licence of any of them in the tenant.
    pub const WITH_SHAREPOINT: [Self; 2] = [Self::Microsoft365E3, Self::Office365E1];
}

/// A person of a dataset.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonRow {
    /// Identity.
    pub id: PersonId,
    /// Sign-in name, unique.
    pub user_principal_name: String,
    /// Name as shown.
    pub display_name: String,
    /// Department; empty where unknown.
    pub department: String,
    /// Two-letter country of use, without which no licence can be assigned; empty where none is set.
    pub usage_location: String,
}

/// A security group of a dataset.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupRow {
    /// Identity.
    pub id: GroupId,
    /// Name.
    pub name: String,
    /// Mail address of a mail-enabled group.
    pub mail: Option<String>,
    /// The department whose people a dynamic group has; `None` where members are assigned. A dataset states the members of
    /// a dynamic group like those of any other.
    pub dynamic_department: Option<String>,
}

/// That a group was a member of another from a time until another, in seconds since 1970-01-01T00:00:00Z.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NestedGroup {
    /// Place of the group that has the member.
    pub group: u32,
    /// Place of the group that is the member.
    pub member: u32,
    /// First second.
    pub from: i64,
    /// First second after; `None` while it goes on.
    pub until: Option<i64>,
}

/// That something held for a person from a time until another, in seconds since 1970-01-01T00:00:00Z.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Held<T> {
    /// Place of the person in the dataset.
    pub person: u32,
    /// What was held: a group's place in the dataset, a product, a role.
    pub what: T,
    /// First second.
    pub from: i64,
    /// First second after; `None` while it goes on.
    pub until: Option<i64>,
}

/// A whole directory, as a scenario makes it or an import brings it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DirectoryData {
    /// People.
    pub people: Vec<PersonRow>,
    /// Groups.
    pub groups: Vec<GroupRow>,
    /// Direct memberships: `what` is the group's place in `groups`.
    pub memberships: Vec<Held<u32>>,
    /// Groups in groups.
    pub nested: Vec<NestedGroup>,
    /// Licences.
    pub licences: Vec<Held<Product>>,
    /// Administrator roles.
    pub roles: Vec<Held<AdminRole>>,
}

impl DirectoryData {
    /// SHA-256 over the dataset's content in its own order, as hexadecimal text.
    #[must_use]
    pub fn content_hash(&self) -> String {
        let mut hash = Sha256::new();
        let mut text = |value: &str| {
            hash.update((value.len() as u64).to_le_bytes());
            hash.update(value.as_bytes());
        };
        for person in &self.people {
            text(&person.id.to_string());
            text(&person.user_principal_name);
            text(&person.display_name);
            text(&person.department);
            text(&person.usage_location);
        }
        text("groups");
        for group in &self.groups {
            text(&group.id.to_string());
            text(&group.name);
            text(group.mail.as_deref().unwrap_or_default());
            text(group.dynamic_department.as_deref().unwrap_or_default());
        }
        for nested in &self.nested {
            text(&format!("{nested:?}"));
        }
        fn holdings<T: Copy>(text: &mut impl FnMut(&str), heading: &str, rows: &[Held<T>], what: impl Fn(T) -> u64) {
            text(heading);
            for row in rows {
                text(&format!(
                    "{} {} {} {:?}",
                    row.person,
                    what(row.what),
                    row.from,
                    row.until
                ));
            }
        }
        holdings(&mut text, "memberships", &self.memberships, u64::from);
        holdings(&mut text, "licences", &self.licences, |product| product as u64);
        holdings(&mut text, "roles", &self.roles, |role| role as u64);
        crate::hex(&hash.finalize())
    }
}

/// The acting person, as a decision needs to know them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActorFacts {
    /// Identity.
    pub id: PersonId,
    /// Name as shown.
    pub display_name: String,
    /// Administrator roles held now.
    pub roles: Vec<AdminRole>,
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn another_content_has_another_hash() {
        let person = PersonRow {
            id: PersonId(Uuid::nil()),
            user_principal_name: "a@b.example".into(),
            display_name: "A".into(),
            department: String::new(),
            usage_location: String::new(),
        };
        let one = DirectoryData {
            people: vec![person.clone()],
            ..DirectoryData::default()
        };
        let mut other = one.clone();
        assert_eq!(one.content_hash(), other.content_hash());
        other.licences.push(Held {
            person: 0,
            what: Product::Microsoft365Copilot,
            from: 0,
            until: None,
        });
        assert_ne!(one.content_hash(), other.content_hash());
    }
}

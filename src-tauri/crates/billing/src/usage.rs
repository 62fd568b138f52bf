//! What was used: one metered unit of usage as settlement sees it, and the words that usage files use.
//!
//! Texts (agents, environments, feature names) are interned by the caller; nothing here orders by an interned integer.

use serde::{Deserialize, Serialize};

use crate::units::Quantity;

/// A service whose use is metered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Service {
    /// Agents in Microsoft 365 Copilot Chat, for people without a Microsoft 365 Copilot licence.
    CopilotChat,
    /// Agents made in SharePoint.
    SharePointAgents,
    /// Microsoft 365 Copilot Retrieval API (preview).
    RetrievalApi,
    /// Agents of Copilot Studio, paid on the Power Platform side.
    CopilotStudio,
}

impl Service {
    /// Every service, in the order that screens show.
    pub const ALL: [Self; 4] = [
        Self::CopilotChat,
        Self::SharePointAgents,
        Self::RetrievalApi,
        Self::CopilotStudio,
    ];

    /// The services that a billing policy of the Microsoft 365 admin center can be connected to.
    pub const PAY_AS_YOU_GO: [Self; 3] = [Self::CopilotChat, Self::SharePointAgents, Self::RetrievalApi];

    /// The short name that commands and files use.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::CopilotChat => "copilotChat",
            Self::SharePointAgents => "sharePointAgents",
            Self::RetrievalApi => "retrievalApi",
            Self::CopilotStudio => "copilotStudio",
        }
    }

    /// The label on screen.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::CopilotChat => "Microsoft 365 Copilot Chat",
            Self::SharePointAgents => "SharePoint agents",
            Self::RetrievalApi => "Microsoft 365 Copilot Retrieval API",
            Self::CopilotStudio => "Copilot Studio",
        }
    }

    /// The service that a file's cell names, by key or label; spelling of case, spaces and marks is forgiven.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let wanted = folded(text);
        let aliases = [
            ("microsoftcopilotchat", Self::CopilotChat),
            ("copilotchat", Self::CopilotChat),
        ];
        Self::ALL
            .into_iter()
            .find(|service| folded(service.key()) == wanted || folded(service.label()) == wanted)
            .or_else(|| {
                aliases
                    .into_iter()
                    .find(|(alias, _)| *alias == wanted)
                    .map(|(_, service)| service)
            })
    }

    /// Whether disconnecting takes the agents that a person never used away at once, while used ones stay for up to two
    /// hours. Calls of the Retrieval API are charged until the disconnection is through.
    ///
    /// Sources: Set up pay-as-you-go for Microsoft 365 Copilot services (2025-04-21), Disable pay-as-you-go; Retrieval API
    /// pay-as-you-go consumption (2026-06-18).
    #[must_use]
    pub const fn unused_agents_go_at_once(self) -> bool {
        matches!(self, Self::CopilotChat | Self::SharePointAgents)
    }

    /// Whether its use belongs to no Power Platform environment: neither prepaid capacity nor a billing plan can pay.
    #[must_use]
    pub const fn has_no_environment(self) -> bool {
        matches!(self, Self::SharePointAgents | Self::RetrievalApi)
    }

    /// Whether a billing policy can pay for this service.
    #[must_use]
    pub fn takes_billing_policies(self) -> bool {
        Self::PAY_AS_YOU_GO.contains(&self)
    }
}

/// Letters and digits only, in lower case: what is left of a name when its spelling is forgiven.
#[must_use]
pub fn folded(text: &str) -> String {
    text.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// What started the use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Trigger {
    /// A person asked.
    #[default]
    Interactive,
    /// The agent started by itself.
    Autonomous,
    /// A schedule started it.
    Schedule,
}

/// Whom the agent serves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Audience {
    /// People of the tenant.
    #[default]
    Employee,
    /// People outside, such as customers on a web site.
    External,
}

/// The circumstances of a use that decide whether it is charged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Circumstances {
    /// What started it.
    pub trigger: Trigger,
    /// Whom it served.
    pub audience: Audience,
    /// Whether the agent ran under the person's own signed-in identity.
    pub authenticated: bool,
    /// Whether it ran in a test pane.
    pub test: bool,
    /// Whether the row says that somebody asked, not that they were served: the set-up of that time decides which.
    pub attempt: bool,
}

impl Default for Circumstances {
    fn default() -> Self {
        Self {
            trigger: Trigger::Interactive,
            audience: Audience::Employee,
            authenticated: true,
            test: false,
            attempt: false,
        }
    }
}

impl Circumstances {
    /// Packs the circumstances into the integer that the store keeps.
    #[must_use]
    pub const fn to_bits(self) -> i64 {
        let trigger = match self.trigger {
            Trigger::Interactive => 0,
            Trigger::Autonomous => 1,
            Trigger::Schedule => 2,
        };
        let external = matches!(self.audience, Audience::External) as i64;
        trigger
            | external << 2
            | (self.authenticated as i64) << 3
            | (self.test as i64) << 4
            | (self.attempt as i64) << 5
    }

    /// The inverse of [`Self::to_bits`]; `None` for a number that it never gives.
    #[must_use]
    pub const fn from_bits(bits: i64) -> Option<Self> {
        let trigger = match bits & 0b11 {
            0 => Trigger::Interactive,
            1 => Trigger::Autonomous,
            2 => Trigger::Schedule,
            _ => return None,
        };
        if bits < 0 || bits >> 6 != 0 {
            return None;
        }
        let audience = if bits & 0b100 != 0 {
            Audience::External
        } else {
            Audience::Employee
        };
        Some(Self {
            trigger,
            audience,
            authenticated: bits & 0b1000 != 0,
            test: bits & 0b1_0000 != 0,
            attempt: bits & 0b10_0000 != 0,
        })
    }
}

/// One row of a usage file or of a scenario, as texts, before names are interned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UsageRow {
    /// Unique in the workbook; `None` in a file without ids.
    pub event_id: Option<String>,
    /// Seconds since 1970-01-01T00:00:00Z.
    pub at: i64,
    /// Sign-in name; empty for use without a person of the tenant.
    pub user: String,
    /// The service used.
    pub service: Service,
    /// Name of the agent; empty where none is named.
    pub agent: String,
    /// Name of the environment; empty where none is named.
    pub environment: String,
    /// Feature as the file names it.
    pub feature: String,
    /// How much.
    pub quantity: Quantity,
    /// Under which circumstances.
    pub circumstances: Circumstances,
    /// Channel; empty where none is named.
    pub channel: String,
    /// Conversation; empty where none is named.
    pub conversation: String,
    /// Harness; empty where none is named.
    pub harness: String,
}

/// A person as settlement knows them: a small integer, given by whoever loads the directory.
pub type PersonIndex = u32;

/// One metered row of usage, its texts interned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UsageUnit {
    /// Seconds since 1970-01-01T00:00:00Z.
    pub at: i64,
    /// Who used it; `None` for use without a person of the tenant (external or autonomous).
    pub person: Option<PersonIndex>,
    /// The service used.
    pub service: Service,
    /// The agent, interned; meaningless to the rules.
    pub agent: i64,
    /// The environment, interned; meaningless to the rules.
    pub environment: i64,
    /// The feature name, interned: an index into the feature names given to settlement.
    pub feature: i64,
    /// How much.
    pub quantity: Quantity,
    /// Under which circumstances.
    pub circumstances: Circumstances,
    /// For a use that is itself an act of this branch: its place in the journal, which orders it among acts of one second.
    pub act_seq: Option<u64>,
    /// The conversation or run that it belongs to, as [`content_key`] of its name; 0 where none is named.
    pub conversation: u64,
    /// Orders rows of one second: [`content_key`] of the event id or, without one, of what the row says.
    pub order: u64,
}

/// A number made of texts alone, the same on every machine: what orders rows must not depend on how texts are interned.
#[must_use]
pub fn content_key<'a>(texts: impl IntoIterator<Item = &'a str>) -> u64 {
    // FNV-1a; a byte that no text holds ends each.
    let bytes = texts.into_iter().flat_map(|text| text.bytes().chain([0xff]));
    bytes.fold(0xcbf2_9ce4_8422_2325, |key, byte| {
        (key ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_service_is_found_by_key_label_or_loose_spelling() {
        assert_eq!(Service::parse("Microsoft 365 Copilot Chat"), Some(Service::CopilotChat));
        assert_eq!(Service::parse("microsoft copilot-chat"), Some(Service::CopilotChat));
        assert_eq!(Service::parse("sharepointAgents"), Some(Service::SharePointAgents));
        assert_eq!(Service::parse("SharePoint"), None, "a part of a name is not the name");
    }

    #[test]
    fn circumstances_survive_packing() {
        for trigger in [Trigger::Interactive, Trigger::Autonomous, Trigger::Schedule] {
            for audience in [Audience::Employee, Audience::External] {
                for bits in 0..8 {
                    let circumstances = Circumstances {
                        trigger,
                        audience,
                        authenticated: bits & 1 != 0,
                        test: bits & 2 != 0,
                        attempt: bits & 4 != 0,
                    };
                    assert_eq!(Circumstances::from_bits(circumstances.to_bits()), Some(circumstances));
                }
            }
        }
        assert_eq!(Circumstances::from_bits(3), None);
        assert_eq!(Circumstances::from_bits(64), None);
    }
}

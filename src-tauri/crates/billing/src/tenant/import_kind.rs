//! What an imported file is: Meterdesk's own usage or conversations, or a report of one of Microsoft's products.
//!
//! Reported figures are shown as they are stated. They are never rated and never settled.

use serde::{Deserialize, Serialize};

/// What a file was recognised as. Labels name the place where an admin downloads it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum ImportKind {
    /// Meterdesk's own usage file.
    MeteredUsage,
    /// The Power Platform environment report.
    EnvironmentReport,
    /// The Power Platform report of agents and features.
    AgentReport,
    /// The Power Platform report of users.
    UserReport,
    /// The Power Platform usage report of a pay-as-you-go plan.
    PlanUsage,
    /// The Microsoft 365 report of Copilot credits by users and agents.
    CreditsReport,
    /// Microsoft 365 Cost management: users.
    SpendingUsers,
    /// Microsoft 365 Cost management: groups.
    SpendingGroups,
    /// Microsoft 365 Cost management: agents and services.
    SpendingServices,
    /// Microsoft 365 Cost management: spending policies.
    SpendingPolicies,
    /// Viva Insights: a person's week.
    PersonWeeks,
    /// Azure Cost Management, in the columns of an Enterprise Agreement or a Microsoft Customer Agreement.
    AzureCost,
    /// Azure Cost Management in the columns of FOCUS.
    FocusCost,
    /// People with their departments and cost centers.
    People,
    /// Meterdesk's own log of conversations with bots.
    ConversationLog,
    /// Microsoft 365 Message consumption of 2025: users.
    MessageUsers,
    /// Microsoft 365 Message consumption of 2025: agents.
    MessageAgents,
    /// Microsoft 365 Message consumption of 2025: billing policies.
    MessagePolicies,
    /// Licensing API: what an environment or the tenant is entitled to, and used of it.
    LicensingEntitlements,
    /// Licensing API: what agents and other resources consumed.
    LicensingResources,
    /// Licensing API: what users consumed.
    LicensingUsers,
    /// Licensing API: billing policies.
    LicensingPolicies,
    /// Licensing API: what is allocated to environments.
    LicensingAllocations,
}

/// For which time a report's figures hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Timing {
    /// Each row says its day.
    Dated,
    /// The file doesn't say; its figures are for a period that whoever downloaded it knows.
    Period,
    /// The file doesn't say; its figures are for the seven and thirty days until the day of the download.
    Window,
    /// It holds until another one is imported.
    Standing,
}

impl ImportKind {
    /// Every kind.
    pub const ALL: [Self; 23] = [
        Self::MeteredUsage,
        Self::EnvironmentReport,
        Self::AgentReport,
        Self::UserReport,
        Self::PlanUsage,
        Self::CreditsReport,
        Self::SpendingUsers,
        Self::SpendingGroups,
        Self::SpendingServices,
        Self::SpendingPolicies,
        Self::PersonWeeks,
        Self::AzureCost,
        Self::FocusCost,
        Self::People,
        Self::ConversationLog,
        Self::MessageUsers,
        Self::MessageAgents,
        Self::MessagePolicies,
        Self::LicensingEntitlements,
        Self::LicensingResources,
        Self::LicensingUsers,
        Self::LicensingPolicies,
        Self::LicensingAllocations,
    ];

    /// The short name that commands and workbooks use.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::MeteredUsage => "meteredUsage",
            Self::EnvironmentReport => "environmentReport",
            Self::AgentReport => "agentReport",
            Self::UserReport => "userReport",
            Self::PlanUsage => "planUsage",
            Self::CreditsReport => "creditsReport",
            Self::SpendingUsers => "spendingUsers",
            Self::SpendingGroups => "spendingGroups",
            Self::SpendingServices => "spendingServices",
            Self::SpendingPolicies => "spendingPolicies",
            Self::PersonWeeks => "personWeeks",
            Self::AzureCost => "azureCost",
            Self::FocusCost => "focusCost",
            Self::People => "people",
            Self::ConversationLog => "conversationLog",
            Self::MessageUsers => "messageUsers",
            Self::MessageAgents => "messageAgents",
            Self::MessagePolicies => "messagePolicies",
            Self::LicensingEntitlements => "licensingEntitlements",
            Self::LicensingResources => "licensingResources",
            Self::LicensingUsers => "licensingUsers",
            Self::LicensingPolicies => "licensingPolicies",
            Self::LicensingAllocations => "licensingAllocations",
        }
    }

    /// The name on screen.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::MeteredUsage => "Metered usage (Meterdesk)",
            Self::EnvironmentReport => "Environment report (Power Platform admin center)",
            Self::AgentReport => "Agent report (Power Platform admin center)",
            Self::UserReport => "User report (Power Platform admin center)",
            Self::PlanUsage => "Pay-as-you-go plan usage report (Power Platform admin center)",
            Self::CreditsReport => "Copilot credits, users and agents (Microsoft 365 admin center)",
            Self::SpendingUsers => "Cost management, users (Microsoft 365 admin center)",
            Self::SpendingGroups => "Cost management, groups (Microsoft 365 admin center)",
            Self::SpendingServices => "Cost management, agents and services (Microsoft 365 admin center)",
            Self::SpendingPolicies => "Cost management, spending policies (Microsoft 365 admin center)",
            Self::PersonWeeks => "Consumption by person and week (Viva Insights)",
            Self::AzureCost => "Cost details (Azure Cost Management)",
            Self::FocusCost => "Cost and usage, FOCUS (Azure Cost Management)",
            Self::People => "People and departments (Microsoft Entra)",
            Self::ConversationLog => "Conversation log (Meterdesk)",
            Self::MessageUsers => "Message consumption, users (Microsoft 365 admin center, 2025)",
            Self::MessageAgents => "Message consumption, agents (Microsoft 365 admin center, 2025)",
            Self::MessagePolicies => "Message consumption, billing policies (Microsoft 365 admin center, 2025)",
            Self::LicensingEntitlements => "Entitlements (Power Platform Licensing API)",
            Self::LicensingResources => "Resources (Power Platform Licensing API)",
            Self::LicensingUsers => "Users (Power Platform Licensing API)",
            Self::LicensingPolicies => "Billing policies (Power Platform Licensing API)",
            Self::LicensingAllocations => "Allocations (Power Platform Licensing API)",
        }
    }

    /// Whether it is a format of Meterdesk's own.
    #[must_use]
    pub const fn is_own(self) -> bool {
        matches!(self, Self::MeteredUsage | Self::ConversationLog)
    }

    /// For which time its figures hold.
    #[must_use]
    pub const fn timing(self) -> Timing {
        match self {
            Self::MeteredUsage
            | Self::EnvironmentReport
            | Self::PlanUsage
            | Self::PersonWeeks
            | Self::AzureCost
            | Self::FocusCost
            | Self::ConversationLog => Timing::Dated,
            Self::AgentReport
            | Self::UserReport
            | Self::SpendingUsers
            | Self::SpendingGroups
            | Self::SpendingServices
            | Self::SpendingPolicies
            | Self::LicensingEntitlements
            | Self::LicensingResources
            | Self::LicensingUsers => Timing::Period,
            Self::CreditsReport | Self::MessageUsers | Self::MessageAgents | Self::MessagePolicies => Timing::Window,
            Self::People | Self::LicensingPolicies | Self::LicensingAllocations => Timing::Standing,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_journal_names_a_kind_by_its_key() {
        for kind in ImportKind::ALL {
            assert_eq!(serde_json::to_value(kind).expect("a word"), kind.key());
        }
    }
}

//! The columns of Microsoft's reports, and what they mean.
//!
//! Headers are those of exports of 2025 and 2026; where a report has renamed a column since, both names are known.

use crate::columns::{Absence, Column};

/// What a column states, as far as it means the same in several reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Meaning {
    Day,
    Person,
    DisplayName,
    Agent,
    AgentName,
    Environment,
    EnvironmentName,
    Plan,
    Service,
    Feature,
    Department,
    CostCenter,
    Credits,
    Billed,
    NotBilled,
    Prepaid,
    PayAsYouGo,
    Cost,
    Currency,
    /// An Azure resource.
    Resource,
    /// A category of Azure meters.
    Category,
}

impl Meaning {
    /// Whether it is an amount of credits or money.
    pub(crate) const fn is_figure(self) -> bool {
        matches!(
            self,
            Self::Credits | Self::Billed | Self::NotBilled | Self::Prepaid | Self::PayAsYouGo | Self::Cost
        )
    }

    /// What can't be said of the rows of a file without the column.
    pub(crate) const fn unsaid(self) -> &'static str {
        match self {
            Self::Day => "on which day they were used",
            Self::Person => "who used them",
            Self::DisplayName => "what somebody is called",
            Self::Agent => "through which agent they were used",
            Self::AgentName => "what the agent is called",
            Self::Environment => "in which environment they were used",
            Self::EnvironmentName => "what the environment is called",
            Self::Plan | Self::Resource => "under which billing policy or plan they were used",
            Self::Service | Self::Category => "which service they are of",
            Self::Feature => "which feature used them",
            Self::Department => "to which department somebody belongs",
            Self::CostCenter => "to which cost center somebody belongs",
            Self::Credits => "how many credits were used",
            Self::Billed => "how many credits were billed",
            Self::NotBilled => "how many credits were not billed",
            Self::Prepaid => "how many credits prepaid capacity paid",
            Self::PayAsYouGo => "how many credits were paid as they were used",
            Self::Cost => "what they cost",
            Self::Currency => "in which currency the cost is",
        }
    }
}

/// A column without which the rows can't be placed.
pub(super) const fn needed(name: &'static str, also: &'static [&'static str], meaning: Meaning) -> Column {
    Column {
        also,
        meaning: Some(meaning),
        ..Column::new(name, Absence::Refused, &[])
    }
}

/// A column whose absence is told.
pub(super) const fn stated(name: &'static str, also: &'static [&'static str], meaning: Meaning) -> Column {
    Column {
        also,
        meaning: Some(meaning),
        ..Column::new(name, Absence::Told, &[])
    }
}

/// A column that is shown as it is, and tells the report from others.
pub(super) const fn shown(name: &'static str, also: &'static [&'static str]) -> Column {
    Column {
        also,
        ..Column::new(name, Absence::Told, &[])
    }
}

/// A column that only some files have.
pub(super) const fn perhaps(name: &'static str, also: &'static [&'static str], meaning: Meaning) -> Column {
    Column {
        also,
        meaning: Some(meaning),
        ..Column::new(name, Absence::Unmissed, &[])
    }
}

pub(crate) const AGENTS: &[Column] = &[
    stated("Agent Name", &[], Meaning::AgentName),
    stated("Agent Id", &[], Meaning::Agent),
    stated("Product", &[], Meaning::Service),
    stated(
        "AI Feature/Billable Feature",
        &["Billable Feature", "AI Feature"],
        Meaning::Feature,
    ),
    stated("Billed credit", &["Billed credits"], Meaning::Billed),
    stated("Non-billed credit", &["Non-billed credits"], Meaning::NotBilled),
    shown("Channel", &[]),
    shown("Knowledge Sources", &[]),
    shown("Tool Used", &[]),
    shown("LLM Model", &[]),
    shown("Scenario Name", &[]),
    stated("Environment Id", &[], Meaning::Environment),
    stated("Environment Name", &[], Meaning::EnvironmentName),
];

pub(crate) const USERS: &[Column] = &[
    stated("User Id", &[], Meaning::Person),
    perhaps("User Email", &[], Meaning::Person),
    stated("Agent Id", &[], Meaning::Agent),
    stated("Agent Name", &[], Meaning::AgentName),
    stated("Billable credit used", &["Billable credits used"], Meaning::Billed),
    stated("Credits used", &[], Meaning::Credits),
    shown("M365 Copilot Licensed", &[]),
];

pub(crate) const PLAN_USAGE: &[Column] = &[
    stated("Billing Policy ID", &[], Meaning::Plan),
    shown("Billing Policy", &[]),
    stated("Environment ID", &[], Meaning::Environment),
    stated("Environment Name", &[], Meaning::EnvironmentName),
    shown("Environment Region", &[]),
    stated("Caller ID", &[], Meaning::Person),
    shown("Caller Type", &[]),
    stated("Resource Type", &[], Meaning::Service),
    stated("Resource ID", &[], Meaning::Agent),
    shown("Meter Category", &[]),
    stated("Meter Subcategory", &[], Meaning::Feature),
    needed("Usage Datetime", &["Usage Date"], Meaning::Day),
    shown("Entitled Quantity", &[]),
    stated("Consumed Quantity", &[], Meaning::Credits),
    shown("Overage Quantity", &[]),
    stated("Billed Quantity", &[], Meaning::Billed),
    shown("Unit of measure", &[]),
    shown("Status", &[]),
];

pub(crate) const CREDITS: &[Column] = &[
    stated("Agent ID", &[], Meaning::Agent),
    stated("Agent name", &[], Meaning::AgentName),
    stated("Username", &[], Meaning::Person),
    stated("Billing Policy ID", &[], Meaning::Plan),
    shown("Past seven days", &["Past 7 days"]),
    stated("Past 30 days", &["Past thirty days"], Meaning::Credits),
    shown("Last activity date (UTC)", &["Last activity date"]),
];

pub(crate) const SPENDING_USERS: &[Column] = &[
    shown("Display Name", &[]),
    stated("User Principal Name", &[], Meaning::Person),
    shown("Monthly credit limit", &[]),
    stated("Monthly credits used", &[], Meaning::Credits),
    shown("User ID", &[]),
    shown("Microsoft 365 Copilot license", &[]),
    shown("Last activity date", &[]),
    shown("Session Count", &[]),
    shown("% Used", &[]),
];

pub(crate) const SPENDING_GROUPS: &[Column] = &[
    shown("Display Name", &[]),
    shown("Total Users", &[]),
    stated("Monthly credits used", &[], Meaning::Credits),
    shown("Members that used credits", &[]),
    shown("Avg credits per user per day", &[]),
    shown("Group ID", &[]),
    shown("Session Count", &[]),
    shown("Last activity date", &[]),
];

pub(crate) const SPENDING_SERVICES: &[Column] = &[
    stated("Service Name", &[], Meaning::Service),
    shown("Active users", &[]),
    stated("Monthly credits used", &[], Meaning::Credits),
    stated("Prepaid credits used", &[], Meaning::Prepaid),
    stated("Pay-as-you-go credits used", &[], Meaning::PayAsYouGo),
    shown("Last activity date", &[]),
];

pub(crate) const SPENDING_POLICIES: &[Column] = &[
    stated("Spending policy", &[], Meaning::Plan),
    shown("Applies to", &[]),
    shown("Active users", &[]),
    stated("Credits used", &[], Meaning::Credits),
    shown("Current spending limit", &[]),
    shown("Credit usage rate", &[]),
    shown("Billing method", &[]),
    shown("Policy status", &[]),
];

pub(crate) const PERSON_WEEKS: &[Column] = &[
    stated("UserPrincipalName", &["PersonId"], Meaning::Person),
    shown("EntraId", &[]),
    shown("PeopleHistoricalId", &[]),
    shown("ServiceId", &[]),
    stated("ServiceName", &[], Meaning::Service),
    stated("SpendingPolicyId", &[], Meaning::Plan),
    needed("MetricDate", &[], Meaning::Day),
    shown("Session count", &[]),
    shown("Spending policy limit", &[]),
    stated("Total Copilot Credits used", &[], Meaning::Credits),
    shown("User limit", &[]),
];

pub(crate) const AZURE_COST: &[Column] = &[
    needed("Date", &["UsageDate", "UsageDateTime"], Meaning::Day),
    stated("ResourceId", &["InstanceId"], Meaning::Resource),
    stated("MeterCategory", &[], Meaning::Category),
    stated("MeterName", &["Meter"], Meaning::Feature),
    stated("Quantity", &["UsageQuantity"], Meaning::Credits),
    stated("Cost", &["CostInBillingCurrency", "PreTaxCost"], Meaning::Cost),
    stated(
        "BillingCurrency",
        &["BillingCurrencyCode", "Currency"],
        Meaning::Currency,
    ),
];

pub(crate) const FOCUS_COST: &[Column] = &[
    needed("ChargePeriodStart", &[], Meaning::Day),
    stated("ResourceId", &[], Meaning::Resource),
    stated("ServiceName", &[], Meaning::Category),
    stated("SkuMeter", &["x_SkuMeterName"], Meaning::Feature),
    stated("ConsumedQuantity", &[], Meaning::Credits),
    stated("BilledCost", &[], Meaning::Cost),
    stated("BillingCurrency", &[], Meaning::Currency),
    shown("ChargePeriodEnd", &[]),
    shown("ChargeCategory", &[]),
    shown("EffectiveCost", &[]),
];

pub(crate) const PEOPLE: &[Column] = &[
    needed("userPrincipalName", &["User principal name"], Meaning::Person),
    stated("displayName", &["Display name"], Meaning::DisplayName),
    stated("department", &[], Meaning::Department),
    shown("jobTitle", &[]),
    shown("city", &[]),
    shown("country", &[]),
    perhaps("costCenter", &["Cost center"], Meaning::CostCenter),
];

pub(crate) const MESSAGE_USERS: &[Column] = &[
    needed("Username", &[], Meaning::Person),
    shown("Display name", &[]),
    shown("Past 7 days", &["Past seven days"]),
    stated("Past 30 days", &["Past thirty days"], Meaning::Credits),
    shown("Last activity date (UTC)", &["Last activity date"]),
];

pub(crate) const MESSAGE_AGENTS: &[Column] = &[
    needed("Agent ID", &[], Meaning::Agent),
    stated("Agent name", &[], Meaning::AgentName),
    shown("Past 7 days", &["Past seven days"]),
    stated("Past 30 days", &["Past thirty days"], Meaning::Credits),
    shown("Last activity date (UTC)", &["Last activity date"]),
];

pub(crate) const MESSAGE_POLICIES: &[Column] = &[
    needed("Billing Policy ID", &[], Meaning::Plan),
    shown("Past 7 days", &["Past seven days"]),
    stated("Past 30 days", &["Past thirty days"], Meaning::Credits),
    shown("Last activity date (UTC)", &["Last activity date"]),
];

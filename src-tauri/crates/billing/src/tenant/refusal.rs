//! Why a command is refused: facts with their data, worded once.

use super::azure::AzureRefusal;
use super::buying::BuyingRefusal;
use super::closing::ClosingRefusal;
use super::cost_views::CostViewRefusal;
use super::environments::EnvironmentRefusal;
use super::groups::GroupRefusal;
use super::licences::LicenceRefusal;
use super::plan_budgets::PlanBudgetRefusal;
use super::plans::PlanRefusal;
use super::platform::PlatformRefusal;
use super::trials::TrialRefusal;
use super::usage_plan::UsagePlanRefusal;
use crate::budget::BudgetRefusal;
use crate::catalogue::OverrideRefusal;
use crate::settings::SettingRefusal;
use crate::time::Instant;

/// Why a command is refused. A refusal changes nothing.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The acting person has none of the roles that manage billing policies.
    #[error(
        "{actor} can't manage billing policies: the role Global administrator, Billing administrator or AI administrator is needed"
    )]
    RoleMissing {
        /// Name of the acting person.
        actor: String,
    },
    /// The acting person may not bill to the subscription or resource group.
    #[error("{0}")]
    AzureRightMissing(String),
    /// The name is blank.
    #[error("Enter a name for the billing policy")]
    NameBlank,
    /// The name is longer than a resource may be named.
    #[error("Use at most {limit} characters; this name has {length}")]
    NameTooLong {
        /// Characters allowed.
        limit: usize,
        /// Characters given.
        length: usize,
    },
    /// Another policy has the name.
    #[error("There is already a billing policy named \"{0}\"")]
    NameTaken(String),
    /// The terms were not accepted.
    #[error("Accept the pay-as-you-go billing terms of service")]
    TermsNotAccepted,
    /// No such subscription.
    #[error("Choose an Azure subscription of this tenant")]
    SubscriptionUnknown,
    /// The subscription is disabled.
    #[error("The Azure subscription \"{0}\" is disabled; choose an active one, or have it enabled in Azure")]
    SubscriptionDisabled(String),
    /// The resource group is not one of the subscription.
    #[error("\"{resource_group}\" is not a resource group of the subscription \"{subscription}\"")]
    ResourceGroupUnknown {
        /// What was named.
        resource_group: String,
        /// Name of the subscription.
        subscription: String,
    },
    /// The region is not on the list.
    #[error("\"{0}\" is not a region that Meterdesk knows")]
    RegionUnknown(String),
    /// No such group.
    #[error("Choose a security group of this tenant; the one named does not exist now")]
    GroupUnknown,
    /// The tenant has as many policies as it may.
    #[error("A tenant can have {0} billing policies; delete one first")]
    TooManyPolicies(usize),
    /// No such policy.
    #[error("There is no billing policy with this ID; it may have been deleted")]
    PolicyUnknown,
    /// The object was changed since it was shown.
    #[error("{what} was changed meanwhile (entry {revision} of the journal); look at it again")]
    ChangedMeanwhile {
        /// What was changed.
        what: String,
        /// Its revision now.
        revision: u64,
    },
    /// The service is not paid by billing policies.
    #[error("{0} is not paid through billing policies")]
    ServiceNotPayAsYouGo(&'static str),
    /// The policy is connected already.
    #[error("\"{policy}\" is already connected to {service}")]
    AlreadyConnected {
        /// Name of the policy.
        policy: String,
        /// Label of the service.
        service: &'static str,
    },
    /// The policy is still disconnecting.
    #[error("\"{policy}\" is still disconnecting from {service}, at the latest by {}", ends_at.format("%Y-%m-%d %H:%M UTC"))]
    StillDisconnecting {
        /// Name of the policy.
        policy: String,
        /// Label of the service.
        service: &'static str,
        /// When it ends.
        ends_at: Instant,
    },
    /// An all-users policy is connected, so no other may be.
    #[error("\"{connected}\" covers all users of {service}; disconnect it before you connect a policy for a group")]
    AllUsersConnected {
        /// Name of the connected policy.
        connected: String,
        /// Label of the service.
        service: &'static str,
    },
    /// Other policies are connected, so an all-users policy may not be.
    #[error("\"{connected}\" is connected to {service}; disconnect it before you connect a policy for all users")]
    GroupConnected {
        /// Name of the connected policy.
        connected: String,
        /// Label of the service.
        service: &'static str,
    },
    /// The service needs a Microsoft 365 Copilot licence in the tenant.
    #[error("Microsoft 365 Copilot Retrieval API needs at least one Microsoft 365 Copilot license in the tenant")]
    CopilotLicenceMissing,
    /// Nobody in the tenant holds a licence with SharePoint.
    #[error("A billing policy needs at least one license with SharePoint in the tenant; assign one first")]
    SharePointLicenceMissing,
    /// The policy is not connected.
    #[error("\"{policy}\" is not connected to {service}")]
    NotConnected {
        /// Name of the policy.
        policy: String,
        /// Label of the service.
        service: &'static str,
    },
    /// The clock only goes forward.
    #[error("Simulated time only moves forward; it is {} now", now.format("%Y-%m-%d %H:%M:%S UTC"))]
    ClockBackward {
        /// Simulated time.
        now: Instant,
    },
    /// Farther than the clock goes.
    #[error("Simulated time can be moved up to {} years at once", years)]
    ClockTooFar {
        /// Years.
        years: u32,
    },
    /// No such import.
    #[error("There is no import with this ID")]
    ImportUnknown,
    /// The import was taken back already.
    #[error("The import of \"{0}\" was reverted already")]
    ImportReverted(String),
    /// It is refused in Azure.
    #[error(transparent)]
    Azure(#[from] AzureRefusal),
    /// The group can't be changed.
    #[error(transparent)]
    Group(#[from] GroupRefusal),
    /// It is refused about licences.
    #[error(transparent)]
    Licence(#[from] LicenceRefusal),
    /// It is refused about trials.
    #[error(transparent)]
    Trial(#[from] TrialRefusal),
    /// It is refused on the Power Platform side.
    #[error(transparent)]
    Platform(#[from] PlatformRefusal),
    /// It is refused about an environment.
    #[error(transparent)]
    Environment(#[from] EnvironmentRefusal),
    /// It is refused about what is bought.
    #[error(transparent)]
    Buying(#[from] BuyingRefusal),
    /// It is refused about a billing plan's budget.
    #[error(transparent)]
    PlanBudget(#[from] PlanBudgetRefusal),
    /// It is refused about billing plans.
    #[error(transparent)]
    Plan(#[from] PlanRefusal),
    /// The switch can't be changed.
    #[error(transparent)]
    Setting(#[from] SettingRefusal),
    /// The catalogue can't be overridden there.
    #[error(transparent)]
    Override(#[from] OverrideRefusal),
    /// No such person.
    #[error("There is no person \"{0}\" in the directory now; use a sign-in name such as name@company.example")]
    PersonUnknown(String),
    /// The budget can't be taken.
    #[error(transparent)]
    Budget(#[from] BudgetRefusal),
    /// The month can't be closed.
    #[error(transparent)]
    Closing(#[from] ClosingRefusal),
    /// The view of Cost management can't be saved or deleted.
    #[error(transparent)]
    CostView(#[from] CostViewRefusal),
    /// Planned use can't be switched.
    #[error(transparent)]
    UsagePlan(#[from] UsagePlanRefusal),
}

impl Refusal {
    /// The code of the contract.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Azure(refusal) => refusal.code(),
            Self::Group(refusal) => refusal.code(),
            Self::Licence(refusal) => refusal.code(),
            Self::Trial(refusal) => refusal.code(),
            Self::Platform(refusal) => refusal.code(),
            Self::Environment(refusal) => refusal.code(),
            Self::Buying(refusal) => refusal.code(),
            Self::PlanBudget(refusal) => refusal.code(),
            Self::Plan(refusal) => refusal.code(),
            Self::Setting(refusal) => refusal.code(),
            Self::Override(refusal) => refusal.code(),
            Self::Budget(refusal) => refusal.code(),
            Self::UsagePlan(refusal) => refusal.code(),
            Self::Closing(refusal) => refusal.code(),
            Self::CostView(refusal) => refusal.code(),
            Self::RoleMissing { .. } | Self::AzureRightMissing(_) => "not_allowed",
            Self::NameBlank
            | Self::NameTooLong { .. }
            | Self::NameTaken(_)
            | Self::TermsNotAccepted
            | Self::SubscriptionDisabled(_)
            | Self::RegionUnknown(_)
            | Self::ClockBackward { .. }
            | Self::ClockTooFar { .. } => "invalid_field",
            Self::SubscriptionUnknown
            | Self::ResourceGroupUnknown { .. }
            | Self::GroupUnknown
            | Self::PolicyUnknown
            | Self::ImportUnknown
            | Self::PersonUnknown(_) => "not_found",
            Self::TooManyPolicies(_) => "limit_reached",
            Self::ChangedMeanwhile { .. } => "changed_meanwhile",
            Self::ServiceNotPayAsYouGo(_)
            | Self::AlreadyConnected { .. }
            | Self::StillDisconnecting { .. }
            | Self::AllUsersConnected { .. }
            | Self::GroupConnected { .. }
            | Self::CopilotLicenceMissing
            | Self::SharePointLicenceMissing
            | Self::NotConnected { .. }
            | Self::ImportReverted(_) => "conflict",
        }
    }

    /// The request's field to blame, where one is.
    #[must_use]
    pub const fn field(&self) -> Option<&'static str> {
        match self {
            Self::Azure(refusal) => refusal.field(),
            Self::Group(refusal) => refusal.field(),
            Self::Licence(refusal) => refusal.field(),
            Self::Trial(refusal) => refusal.field(),
            Self::Platform(refusal) => refusal.field(),
            Self::Environment(refusal) => refusal.field(),
            Self::Buying(refusal) => refusal.field(),
            Self::PlanBudget(refusal) => refusal.field(),
            Self::Plan(refusal) => refusal.field(),
            Self::Setting(refusal) => refusal.field(),
            Self::Override(refusal) => refusal.field(),
            Self::Budget(refusal) => refusal.field(),
            Self::UsagePlan(refusal) => refusal.field(),
            Self::Closing(refusal) => refusal.field(),
            Self::CostView(refusal) => Some(refusal.field()),
            Self::NameBlank | Self::NameTooLong { .. } | Self::NameTaken(_) | Self::TooManyPolicies(_) => Some("name"),
            Self::TermsNotAccepted => Some("termsAccepted"),
            Self::SubscriptionUnknown | Self::SubscriptionDisabled(_) | Self::AzureRightMissing(_) => {
                Some("subscription")
            }
            Self::ResourceGroupUnknown { .. } => Some("resourceGroup"),
            Self::RegionUnknown(_) => Some("region"),
            Self::GroupUnknown => Some("users"),
            Self::PolicyUnknown
            | Self::AlreadyConnected { .. }
            | Self::StillDisconnecting { .. }
            | Self::NotConnected { .. } => Some("policy"),
            Self::AllUsersConnected { .. } | Self::GroupConnected { .. } => Some("policy"),
            Self::ServiceNotPayAsYouGo(_) | Self::CopilotLicenceMissing => Some("service"),
            Self::ClockBackward { .. } | Self::ClockTooFar { .. } => Some("to"),
            Self::ImportUnknown | Self::ImportReverted(_) => Some("import"),
            Self::PersonUnknown(_) => Some("user"),
            Self::RoleMissing { .. } | Self::ChangedMeanwhile { .. } | Self::SharePointLicenceMissing => None,
        }
    }
}

//! Which public article a refusal rests on.
//!
//! Refusals by rules of Meterdesk's own, such as that simulated time only moves forward, rest on none. Each kind is named,
//! so that a new one is decided on.

use super::Refusal;
use super::azure::AzureRefusal;
use super::environments::EnvironmentRefusal;
use super::groups::GroupRefusal;
use super::platform::PlatformRefusal;
use crate::articles::ArticleKey;
use crate::settings::SettingRefusal;

impl Refusal {
    /// The article that says why, where one does.
    #[must_use]
    pub const fn article(&self) -> Option<ArticleKey> {
        match self {
            Self::RoleMissing { .. } => Some(ArticleKey::AdminRoles),
            Self::AzureRightMissing(_) | Self::TooManyPolicies(_) | Self::StillDisconnecting { .. } => {
                Some(ArticleKey::SetUp)
            }
            Self::SubscriptionUnknown | Self::SubscriptionDisabled(_) | Self::ResourceGroupUnknown { .. } => {
                Some(ArticleKey::ResourceGroups)
            }
            Self::NameBlank
            | Self::RegionUnknown(_)
            | Self::TermsNotAccepted
            | Self::GroupUnknown
            | Self::AlreadyConnected { .. }
            | Self::NotConnected { .. } => Some(ArticleKey::CopilotNode),
            Self::ServiceNotPayAsYouGo(_)
            | Self::AllUsersConnected { .. }
            | Self::GroupConnected { .. }
            | Self::SharePointLicenceMissing => Some(ArticleKey::Overview),
            Self::CopilotLicenceMissing => Some(ArticleKey::RetrievalApi),
            Self::Override(_) => Some(ArticleKey::CopilotCreditRates),
            Self::Budget(_) => Some(ArticleKey::Budget),
            Self::Azure(refusal) => refusal.article(),
            Self::Group(refusal) => refusal.article(),
            Self::Licence(refusal) => refusal.article(),
            Self::Trial(refusal) => refusal.article(),
            Self::Environment(refusal) => refusal.article(),
            Self::Buying(refusal) => refusal.article(),
            Self::PlanBudget(refusal) => refusal.article(),
            Self::Plan(refusal) => refusal.article(),
            Self::Setting(SettingRefusal::MayOnlyLook(_) | SettingRefusal::OnlyGlobal(_))
            | Self::Platform(PlatformRefusal::RoleMissing { .. }) => Some(ArticleKey::AdminRoles),
            Self::Platform(PlatformRefusal::NotEnoughCapacity { .. } | PlatformRefusal::Allocated { .. }) => {
                Some(ArticleKey::CapacityPacks)
            }
            Self::Setting(SettingRefusal::NoSuchValue(_) | SettingRefusal::AsBefore(_))
            | Self::UsagePlan(_)
            | Self::Closing(_)
            | Self::CostView(_)
            | Self::Platform(_)
            | Self::NameTooLong { .. }
            | Self::NameTaken(_)
            | Self::PolicyUnknown
            | Self::ChangedMeanwhile { .. }
            | Self::ClockBackward { .. }
            | Self::ClockTooFar { .. }
            | Self::ImportUnknown
            | Self::ImportReverted(_)
            | Self::PersonUnknown(_) => None,
        }
    }
}

impl AzureRefusal {
    const fn article(&self) -> Option<ArticleKey> {
        match self {
            Self::RightMissing { .. } | Self::RoleHeld { .. } | Self::RoleNotHeld { .. } | Self::LastOwner { .. } => {
                Some(ArticleKey::AzureRoles)
            }
            Self::NameBlank { .. } | Self::NameTooLong { .. } | Self::NameMalformed { .. } | Self::NameTaken { .. } => {
                Some(ArticleKey::AzureNames)
            }
            Self::MayNotCreate(_) => Some(ArticleKey::CopilotNode),
            Self::StateAlready { .. } => None,
        }
    }
}

impl EnvironmentRefusal {
    const fn article(&self) -> Option<ArticleKey> {
        match self {
            Self::NeedsProduction { .. }
            | Self::NotATrial { .. }
            | Self::Converting { .. }
            | Self::NoRoom(_)
            | Self::NotEditable(_)
            | Self::BeginsAsTrial(_) => Some(ArticleKey::ConvertTrial),
            Self::SalesElsewhere { .. } => Some(ArticleKey::SalesBilling),
            Self::PoolLocked { .. } | Self::NotManaged(_) => Some(ArticleKey::EnvironmentGroups),
            Self::NotAllocatable { .. } => Some(ArticleKey::ManageCapacity),
            Self::RoleMissing { .. }
            | Self::DynamicsEnvironment { .. }
            | Self::NotDynamics(_)
            | Self::LinkTarget { .. }
            | Self::TrialEnded { .. }
            | Self::NotExtendable(_)
            | Self::InTheWay(_)
            | Self::GroupUnknown
            | Self::AsBefore(_)
            | Self::NothingChosen => None,
        }
    }
}

impl GroupRefusal {
    const fn article(&self) -> Option<ArticleKey> {
        match self {
            Self::MayNotChange(_) => Some(ArticleKey::AdminRoles),
            Self::GivesLicences { .. } => Some(ArticleKey::GroupLicensing),
            Self::Unknown
            | Self::NameBlank
            | Self::NameTooLong { .. }
            | Self::NameTaken(_)
            | Self::MailMalformed(_)
            | Self::MailTaken(_)
            | Self::Dynamic(_)
            | Self::MemberAlready { .. }
            | Self::NoMember { .. } => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_lacking_names_the_article_about_it() {
        let right = AzureRefusal::RightMissing {
            actor: "Ada".to_owned(),
            role: "Owner",
            place: "the subscription".to_owned(),
        };
        for (refusal, article) in [
            (Refusal::CopilotLicenceMissing, ArticleKey::RetrievalApi),
            (Refusal::Azure(right), ArticleKey::AzureRoles),
            (
                Refusal::Group(GroupRefusal::MayNotChange("Ada".to_owned())),
                ArticleKey::AdminRoles,
            ),
            (
                Refusal::Setting(SettingRefusal::MayOnlyLook("Ada".to_owned())),
                ArticleKey::AdminRoles,
            ),
        ] {
            assert_eq!(refusal.article(), Some(article), "{refusal}");
        }
        assert_eq!(Refusal::PolicyUnknown.article(), None, "a rule of Meterdesk's own");
    }
}

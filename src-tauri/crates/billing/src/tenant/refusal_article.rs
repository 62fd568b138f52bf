//! Which public article a refusal rests on.
//!
//! Refusals by rules of Meterdesk's own, such as that simulated time only moves forward, rest on none.

use super::Refusal;
use crate::articles::ArticleKey;

impl Refusal {
    /// The article that says why, where one does.
    #[must_use]
    pub const fn article(&self) -> Option<ArticleKey> {
        match self {
            Self::RoleMissing { .. } => Some(ArticleKey::AdminRoles),
            Self::AzureRightMissing(_) => Some(ArticleKey::SetUp),
            Self::SubscriptionUnknown | Self::SubscriptionDisabled(_) | Self::ResourceGroupUnknown { .. } => {
                Some(ArticleKey::ResourceGroups)
            }
            Self::TermsNotAccepted | Self::GroupUnknown => Some(ArticleKey::CopilotNode),
            Self::TooManyPolicies(_) => Some(ArticleKey::SetUp),
            Self::ServiceNotPayAsYouGo(_) | Self::AllUsersConnected { .. } => Some(ArticleKey::Overview),
            Self::StillDisconnecting { .. } => Some(ArticleKey::SetUp),
            Self::CopilotLicenceMissing => Some(ArticleKey::RetrievalApi),
            Self::Override(_) => Some(ArticleKey::CopilotCreditRates),
            Self::Budget(_) => Some(ArticleKey::Budget),
            _ => None,
        }
    }
}

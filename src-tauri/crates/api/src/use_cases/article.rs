//! The dated list of public articles. Opening one is the shell's work.

use meterdesk_billing::articles::{self, Article, articles};

use crate::error::ApiError;
use crate::wire::*;
use crate::{App, Caller};

/// Every article that help texts and refusals point to.
///
/// # Errors
/// None: the list is part of the program.
pub async fn article_list(_app: &App, _caller: &Caller, _request: ArticleList) -> Result<ArticleListed, ApiError> {
    let rows: Vec<_> = articles().iter().map(view).collect();
    Ok(ArticleListed {
        total: u32::try_from(rows.len()).unwrap_or(u32::MAX),
        rows,
        next: None,
    })
}

/// Where an article is published; every key has one.
#[must_use]
pub fn article_address(key: ArticleKey) -> Option<&'static str> {
    let article = articles().iter().find(|article| ArticleKey::from(article.key) == key)?;
    Some(&article.address)
}

fn view(article: &Article) -> ArticleView {
    ArticleView {
        key: article.key.into(),
        title: article.title.clone(),
        address: article.address.clone(),
        dated: article.dated.clone(),
        about: article.about.clone(),
    }
}

impl From<articles::ArticleKey> for ArticleKey {
    fn from(key: articles::ArticleKey) -> Self {
        use articles::ArticleKey as Key;
        match key {
            Key::SetUp => Self::SetUp,
            Key::CopilotNode => Self::CopilotNode,
            Key::Overview => Self::Overview,
            Key::Meters => Self::Meters,
            Key::ViewCost => Self::ViewCost,
            Key::Budget => Self::Budget,
            Key::SharePointAgents => Self::SharePointAgents,
            Key::RetrievalApi => Self::RetrievalApi,
            Key::CreditsReport => Self::CreditsReport,
            Key::CostManagement => Self::CostManagement,
            Key::UsageBasedBilling => Self::UsageBasedBilling,
            Key::ResourceGroups => Self::ResourceGroups,
            Key::AdminRoles => Self::AdminRoles,
            Key::CopilotCreditRates => Self::CopilotCreditRates,
            Key::CapacityPacks => Self::CapacityPacks,
            Key::PrePurchasePlan => Self::PrePurchasePlan,
            Key::BilledSessions => Self::BilledSessions,
            Key::AzureRoles => Self::AzureRoles,
            Key::AzureNames => Self::AzureNames,
            Key::SalesBilling => Self::SalesBilling,
            Key::ConvertTrial => Self::ConvertTrial,
            Key::ManageCapacity => Self::ManageCapacity,
            Key::EnvironmentGroups => Self::EnvironmentGroups,
            Key::PayAsYouGoPlans => Self::PayAsYouGoPlans,
            Key::DynamicsBilling => Self::DynamicsBilling,
            Key::CaseManagementBilling => Self::CaseManagementBilling,
            Key::UsageCosts => Self::UsageCosts,
            Key::StudioLicences => Self::StudioLicences,
            Key::GroupLicensing => Self::GroupLicensing,
            Key::SelfServiceSignUp => Self::SelfServiceSignUp,
            Key::StudioBilling => Self::StudioBilling,
            Key::SharingControls => Self::SharingControls,
            Key::GenerativeActions => Self::GenerativeActions,
            Key::StudioEnvironments => Self::StudioEnvironments,
            Key::PayAsYouGoOverview => Self::PayAsYouGoOverview,
        }
    }
}

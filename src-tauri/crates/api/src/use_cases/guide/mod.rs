//! Set-up guides: the steps of four articles, each judged against this tenant. Nothing of it is stored.
//!
//! What may be done is decided where it is done; a guide only looks.

mod chat;
mod models;
mod step;

use meterdesk_billing::platform::Workload;
use meterdesk_store::RunTimeline;

use self::step::{Facts, needed};
use super::environment::rows_with_use;
use crate::act::acting;
use crate::error::ApiError;
use crate::settle::settle;
use crate::text::instant;
use crate::wire::*;
use crate::{App, Caller};

/// A guide, as it stands now for whoever acts.
///
/// # Errors
/// When the workbook can't be read.
pub async fn guide_get(app: &App, caller: &Caller, request: GuideGet) -> Result<GuideView, ApiError> {
    settle(app, RunTimeline::Actual).await?;
    let mut snapshot = app.workbook.read().await?;
    let actor = acting(&mut snapshot, caller).await?;
    let standings = rows_with_use(&mut snapshot).await?;
    let tenant = snapshot.tenant().clone();
    let mut facts = Facts {
        tenant: &tenant,
        actor: &actor,
        standings: &standings,
        snapshot: &mut snapshot,
    };
    let sections = match request.guide {
        GuideKey::CopilotForSales => models::sections(&mut facts, Workload::CopilotForSales, false).await?,
        GuideKey::Dynamics365 => models::sections(&mut facts, Workload::Dynamics365, false).await?,
        GuideKey::CaseManagement => models::sections(&mut facts, Workload::Dynamics365, true).await?,
        GuideKey::CopilotChat => {
            let all = PrerequisiteCheck {
                purpose: Some(PrerequisitePurpose::CreatePolicy),
                subscription: None,
                resource_group: None,
                service: None,
            };
            let prerequisites = super::prerequisite_check(app, caller, all).await?.prerequisites;
            chat::sections(&mut facts, prerequisites)
        }
    };
    let steps = || sections.iter().flat_map(|section| &section.steps);
    let needed = needed(steps());
    let done = steps().filter(|step| step.state == GuideState::Done).count();
    Ok(GuideView {
        guide: request.guide,
        title: title(request.guide).to_owned(),
        intro: intro(request.guide).map(str::to_owned).to_vec(),
        article: article(request.guide),
        related: related(request.guide).to_vec(),
        done: u32::try_from(done).unwrap_or(u32::MAX),
        needed,
        sections,
        as_of: instant(tenant.now),
    })
}

const fn title(guide: GuideKey) -> &'static str {
    match guide {
        GuideKey::CopilotForSales => "Manage consumption-based billing for agent capabilities",
        GuideKey::Dynamics365 => "Manage consumption-based billing and capacity",
        GuideKey::CaseManagement => "Set up a pay-as-you-go plan",
        GuideKey::CopilotChat => "Set up pay-as-you-go for Microsoft 365 Copilot services",
    }
}

const fn intro(guide: GuideKey) -> [&'static str; 2] {
    match guide {
        GuideKey::CopilotForSales => [
            "Selected Copilot and agent capabilities in Copilot for Sales are charged per use, in Copilot Credits. How many a use \
             takes depends on its complexity.",
            "There are two billing models, prepaid capacity and pay-as-you-go. An environment can have both; prepaid capacity is \
             consumed first, and other services of the tenant consume from it too.",
        ],
        GuideKey::Dynamics365 => [
            "Selected Copilot and agent capabilities in Dynamics 365 are charged per use, in Copilot Credits. How many a use takes \
             depends on its complexity.",
            "There are two billing models, prepaid capacity and pay-as-you-go. An environment can have both; prepaid capacity is \
             consumed first, and other services of the tenant consume from it too.",
        ],
        GuideKey::CaseManagement => [
            "The autonomous case management agent uses the Data Entry Agent in the background, and usage bears that name. What it \
             runs is charged per use, in Copilot Credits; how many a use takes depends on its complexity.",
            "There are two billing models, prepaid capacity and pay-as-you-go. An environment can have both; prepaid capacity is \
             consumed first, and other services of the tenant consume from it too.",
        ],
        GuideKey::CopilotChat => [
            "A billing policy says which Azure subscription is charged for agents that people without a Microsoft 365 Copilot \
             license use.",
            "The policy is made first, and then connected to the service Microsoft 365 Copilot Chat.",
        ],
    }
}

const fn article(guide: GuideKey) -> ArticleKey {
    match guide {
        GuideKey::CopilotForSales => ArticleKey::SalesBilling,
        GuideKey::Dynamics365 => ArticleKey::DynamicsBilling,
        GuideKey::CaseManagement => ArticleKey::CaseManagementBilling,
        GuideKey::CopilotChat => ArticleKey::SetUp,
    }
}

/// Related information, in the article's order.
const fn related(guide: GuideKey) -> &'static [ArticleKey] {
    const STUDIO: &[ArticleKey] = &[
        ArticleKey::StudioLicences,
        ArticleKey::StudioBilling,
        ArticleKey::SharingControls,
        ArticleKey::GenerativeActions,
        ArticleKey::StudioEnvironments,
        ArticleKey::PayAsYouGoOverview,
    ];
    match guide {
        GuideKey::CopilotForSales => {
            let (sales, _) = STUDIO.split_at(4);
            sales
        }
        GuideKey::Dynamics365 | GuideKey::CaseManagement => STUDIO,
        GuideKey::CopilotChat => &[ArticleKey::Overview, ArticleKey::Meters, ArticleKey::ViewCost],
    }
}

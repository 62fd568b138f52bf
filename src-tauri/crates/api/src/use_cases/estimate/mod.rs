//! The calculators. They ask nothing of the workbook: the same request has the same answer in each.

mod fields;
mod offers;
mod sessions;

use meterdesk_billing::catalogue::{Catalogue, Feature, RateCard};
use meterdesk_billing::estimate::business_central::{self, Agent, Work};
use meterdesk_billing::estimate::rating::{RatingRefusal, rate_lines};
use meterdesk_billing::estimate::usage::{self, Expected, PerSession};
use meterdesk_billing::units::Quantity;
use meterdesk_billing::usage::{Audience, Circumstances, Trigger};

pub(super) use fields::time;
use fields::{invalid, more_than_zero, or_zero, percent, too_large, whole};
pub use offers::offer_compare;
pub use sessions::session_count;

use crate::error::{ApiError, ErrorCode};
use crate::text::{grouped, instant, spoken_day};
use crate::wire::*;
use crate::{App, Caller};
/// Rates some use on the card of a date.
///
/// # Errors
/// When a line can't be rated: the refusal names it.
pub async fn usage_rate(_: &App, _: &Caller, request: UsageRate) -> Result<UsageRated, ApiError> {
    let at = time(&request.on, "on")?;
    if request.lines.is_empty() {
        return Err(invalid("Name at least one feature and how many of it", "lines"));
    }
    let lines: Vec<(Feature, Quantity)> = request
        .lines
        .iter()
        .enumerate()
        .map(|(place, line)| {
            let field = format!("lines[{place}].feature");
            let feature = Feature::parse(&line.feature)
                .ok_or_else(|| invalid(format!("\"{}\" is on no rate card", line.feature), field))?;
            Ok((
                feature,
                more_than_zero(&line.quantity, &format!("lines[{place}].quantity"))?,
            ))
        })
        .collect::<Result<_, ApiError>>()?;
    let circumstances = Circumstances {
        trigger: match request.trigger {
            RatedTrigger::Interactive => Trigger::Interactive,
            RatedTrigger::Autonomous => Trigger::Autonomous,
        },
        audience: match request.audience {
            RatedAudience::Employee => Audience::Employee,
            RatedAudience::External => Audience::External,
        },
        ..Circumstances::default()
    };
    let licensed = request.person.copilot_licensed;
    let rated = rate_lines(Catalogue::built_in(), at, &lines, circumstances, licensed).map_err(refused)?;
    Ok(UsageRated {
        lines: rated
            .lines
            .iter()
            .map(|line| UsageRatedLine {
                feature: line.feature.key().to_owned(),
                label: line.feature.label().to_owned(),
                quantity: line.quantity.to_string(),
                credits: line.credits.to_string(),
                billed: line.billed,
                reason: line.reason.sentence().to_owned(),
            })
            .collect(),
        credits: rated.credits.to_string(),
        billed: rated.billed.to_string(),
        not_billed: rated.not_billed.to_string(),
        unit: rated.card.unit.clone(),
        rate_card: rated.card.id.clone(),
        card: card_view(rated.card),
        summary: format!(
            "{} {} charged, {} not charged, on the rate card {}, which holds from {} on.",
            grouped(&rated.billed.to_string()),
            rated.card.unit,
            grouped(&rated.not_billed.to_string()),
            rated.card.id,
            spoken_day(rated.card.from.date_naive()),
        ),
    })
}

/// A card with its date and source.
pub(super) fn card_view(card: &RateCard) -> RateCardView {
    RateCardView {
        id: card.id.clone(),
        effective_from: instant(card.from),
        unit: card.unit.clone(),
        source: card.source.clone(),
    }
}

fn refused(refusal: RatingRefusal) -> ApiError {
    let message = refusal.to_string();
    match refusal {
        RatingRefusal::BeforeRateCards { .. } => invalid(message, "on"),
        RatingRefusal::NotOnCard { line, .. } => {
            ApiError::new(ErrorCode::NotOnCard, message).at(format!("lines[{line}].feature"))
        }
        RatingRefusal::TooLarge { line } => invalid(message, format!("lines[{line}].quantity")),
    }
}

/// Estimates a month with Microsoft's formula for agents.
///
/// # Errors
/// When a field is no amount of its kind, or the estimate does not fit.
pub async fn usage_estimate(_: &App, _: &Caller, request: UsageEstimate) -> Result<UsageEstimated, ApiError> {
    let (calls, prompts) = (&request.per_session, &request.prompts);
    let expected = Expected {
        users: whole(&request.users, "users")?,
        interactions_per_user: more_than_zero(&request.interactions_per_user, "interactionsPerUser")?,
        knowledge: percent(&request.knowledge_percent, "knowledgePercent")?,
        tenant_graph: percent(&request.tenant_graph_percent, "tenantGraphPercent")?,
        per_session: PerSession {
            tools: [
                or_zero(calls.prompt.as_deref(), "perSession.prompt")?,
                or_zero(calls.mcp.as_deref(), "perSession.mcp")?,
                or_zero(calls.connector.as_deref(), "perSession.connector")?,
                or_zero(calls.rest.as_deref(), "perSession.rest")?,
                or_zero(calls.computer_use.as_deref(), "perSession.computerUse")?,
            ],
            flow_actions: or_zero(calls.agent_flow.as_deref(), "perSession.agentFlow")?,
            basic_prompts: or_zero(prompts.basic.as_deref(), "prompts.basic")?,
            standard_prompts: or_zero(prompts.standard.as_deref(), "prompts.standard")?,
            premium_prompts: or_zero(prompts.premium.as_deref(), "prompts.premium")?,
        },
    };
    let estimate = usage::estimate(Catalogue::built_in(), &expected).ok_or_else(|| too_large("users"))?;
    Ok(UsageEstimated {
        classic: estimate.classic.to_string(),
        generative: estimate.generative.to_string(),
        graph: estimate.graph.to_string(),
        tools: estimate.tools.to_string(),
        flows: estimate.flows.to_string(),
        prompts: estimate.prompts.to_string(),
        total: estimate.total.to_string(),
        summary: format!(
            "Microsoft's estimator gives {} Copilot Credits for a month.",
            grouped(&estimate.total.to_string())
        ),
        card: card_view(Catalogue::built_in().newest_card()),
        source: usage::SOURCE.to_owned(),
    })
}

/// Estimates an agent of Business Central.
///
/// # Errors
/// When a field is no amount of its kind, or the estimate does not fit.
pub async fn business_central_estimate(
    _: &App,
    _: &Caller,
    request: BusinessCentralEstimate,
) -> Result<BusinessCentralEstimated, ApiError> {
    let agent = match request.agent {
        BusinessCentralAgent::SalesOrder => Agent::SalesOrder,
        BusinessCentralAgent::Payables => Agent::Payables,
    };
    let lines = request.lines_per_document.as_deref().unwrap_or("1");
    let attachment_share = or_zero(request.attachment_share.as_deref(), "attachmentShare")?;
    if attachment_share > Quantity::whole(1) {
        return Err(invalid("Use a share from 0 to 1, such as 0.4", "attachmentShare"));
    }
    let work = Work {
        documents: whole(&request.documents, "documents")?,
        lines_per_document: more_than_zero(lines, "linesPerDocument")?,
        attachment_share,
    };
    let (events, credits) =
        business_central::estimate(Catalogue::built_in(), agent, work).ok_or_else(|| too_large("linesPerDocument"))?;
    Ok(BusinessCentralEstimated {
        events: events
            .iter()
            .map(|line| BusinessCentralEventRow {
                event: line.event.to_owned(),
                label: line.label.to_owned(),
                feature: line.feature.key().to_owned(),
                feature_label: line.feature.label().to_owned(),
                quantity: line.quantity.to_string(),
                credits: line.credits.to_string(),
            })
            .collect(),
        credits: credits.to_string(),
        summary: format!("{} Copilot Credits for all of it.", grouped(&credits.to_string())),
        card: card_view(Catalogue::built_in().newest_card()),
        source: business_central::source().to_owned(),
    })
}

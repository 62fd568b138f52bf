//! The calculators. They ask nothing of the workbook: the same request has the same answer in each.

use chrono::NaiveDate;
use meterdesk_billing::catalogue::{Catalogue, Certainty, Feature, RateCard};
use meterdesk_billing::estimate::business_central::{self, Agent, Work};
use meterdesk_billing::estimate::rating::{RatingRefusal, rate_lines};
use meterdesk_billing::estimate::usage::{self, Expected, PerSession, Share};
use meterdesk_billing::offers::{
    self, Comparison, MAX_CREDITS_PER_MONTH, MAX_MONTHS, Offer, OfferCost, Offers, PlanName,
};
use meterdesk_billing::sessions::{self, Channel, Definition, Event, Message, TopicKind};
use meterdesk_billing::time::{Instant, day_start};
use meterdesk_billing::units::{Credits, MILLIONTHS, Quantity, Usd};
use meterdesk_billing::usage::{Audience, Circumstances, Trigger};

use crate::error::{ApiError, ErrorCode};
use crate::text::{counted, grouped, instant, spoken_day};
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

/// Compares what the same use costs under each offer.
///
/// # Errors
/// When the credits or months are none that can be compared.
pub async fn offer_compare(_: &App, _: &Caller, request: OfferCompare) -> Result<OfferCompared, ApiError> {
    let credits = Credits(more_than_zero(&request.credits_per_month, "creditsPerMonth")?.0);
    if credits > MAX_CREDITS_PER_MONTH {
        let most = grouped(&MAX_CREDITS_PER_MONTH.to_string());
        return Err(invalid(
            format!("Compare at most {most} credits a month"),
            "creditsPerMonth",
        ));
    }
    let months = u32::try_from(request.months)
        .ok()
        .filter(|months| (1..=MAX_MONTHS).contains(months))
        .ok_or_else(|| invalid(format!("Compare from 1 to {MAX_MONTHS} months"), "months"))?;
    let compared = offers::compare(Catalogue::built_in(), Offers::built_in(), credits, months);
    let least = compared.offers.iter().map(|row| row.cost.0).min().unwrap_or_default();
    let break_even = &compared.break_even;
    Ok(OfferCompared {
        offers: compared
            .offers
            .iter()
            .map(|row| OfferCostRow {
                offer: row.offer.key(),
                label: row.offer.label(),
                bought: bought(row, months),
                quantity: row.quantity.to_string(),
                cost: row.cost.to_string(),
                per_credit: row.per_credit.to_string(),
                drawn: row.cost.0 / DRAWN_TIMES <= least,
            })
            .collect(),
        cheapest: compared.cheapest.key(),
        break_even: break_even.pack.to_string(),
        further_break_evens: FurtherBreakEvens {
            plans: break_even
                .plans
                .iter()
                .map(|(offer, credits)| PlanBreakEven {
                    offer: offer.key(),
                    label: offer.label(),
                    credits_per_term: credits.to_string(),
                })
                .collect(),
            licence: LicenceBreakEven {
                usd_per_month: break_even.seat_usd.to_string(),
                pay_as_you_go_credits_per_month: break_even.seat_pay_as_you_go.to_string(),
                pack_credits_per_month: break_even.seat_packs.to_string(),
            },
        },
        summary: cheapest_sentence(&compared, credits, months),
        sources: sources(Catalogue::built_in(), Offers::built_in()),
    })
}

/// What an offer's quantity counts, in words.
fn bought(row: &OfferCost, months: u32) -> String {
    let count = grouped(&row.quantity.to_string());
    let one = count == "1";
    match row.offer {
        Offer::PayAsYouGo => format!("{count} Copilot Credits in {months} months"),
        Offer::Packs | Offer::PacksAndPayAsYouGo if one => "1 pack in each month".to_owned(),
        Offer::Packs | Offer::PacksAndPayAsYouGo => format!("{count} packs in each month"),
        Offer::PlanAndPayAsYouGo { .. } if one => "1 plan for 12 months".to_owned(),
        Offer::PlanAndPayAsYouGo { .. } => format!("{count} plans of 12 months, one after the other"),
    }
}

fn cheapest_sentence(compared: &Comparison, credits: Credits, months: u32) -> String {
    let cost = |offer: Offer| {
        compared
            .offers
            .iter()
            .find(|row| row.offer == offer)
            .map(|row| row.cost)
    };
    let cheapest = cost(compared.cheapest).unwrap_or(Usd::ZERO);
    let use_of = format!(
        "For {} Copilot Credits a month over {}",
        grouped(&credits.to_string()),
        counted(months.into(), "month", "months")
    );
    let (offer, dollars) = (in_a_sentence(&compared.cheapest.label()), spoken_usd(cheapest));
    match cost(Offer::PayAsYouGo).filter(|alone| *alone > cheapest) {
        Some(alone) => format!(
            "{use_of}, the cheapest is {offer}: {dollars}, {} less than pay-as-you-go alone.",
            spoken_usd(alone - cheapest)
        ),
        None => format!("{use_of}, the cheapest is {offer}: {dollars}."),
    }
}

fn spoken_usd(amount: Usd) -> String {
    let spoken = amount.spoken();
    format!("${}", grouped(spoken.strip_prefix('$').unwrap_or(&spoken)))
}

/// A label within a sentence: its first letter is small.
fn in_a_sentence(label: &str) -> String {
    let mut letters = label.chars();
    letters
        .next()
        .map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

/// What costs more than this many times the cheapest would make every other bar of a chart too short to see.
const DRAWN_TIMES: i64 = 4;

/// Where the compared prices come from. A comparison goes by the newest of each kind.
fn sources(catalogue: &Catalogue, offers: &Offers) -> Vec<OfferSource> {
    let price = OfferSource {
        offer: "Pay-as-you-go".to_owned(),
        source: catalogue.price_source.clone(),
        certainty: Certainty::Stated.key().to_owned(),
        note: String::new(),
    };
    let source = |offer: &str, source: &str, certainty: Certainty, note: &str| OfferSource {
        offer: offer.to_owned(),
        source: source.to_owned(),
        certainty: certainty.key().to_owned(),
        note: note.to_owned(),
    };
    let pack = offers.packs.last();
    let pack = pack.map(|pack| source("Capacity packs", &pack.source, pack.certainty, &pack.note));
    let plan = offers.plans.iter().rfind(|plan| plan.name == PlanName::CopilotCredit);
    let plan = plan.map(|plan| source("Pre-purchase plan", &plan.source, plan.certainty, &plan.note));
    let seat = offers.seats.last();
    let seat = seat.map(|seat| source(&seat.name, &seat.source, seat.certainty, &seat.note));
    [Some(price), pack, plan, seat].into_iter().flatten().collect()
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

/// Counts sessions of Power Virtual Agents.
///
/// # Errors
/// When there were no billed sessions at that time, or the conversation is none.
pub async fn session_count(_: &App, _: &Caller, request: SessionCount) -> Result<SessionsCounted, ApiError> {
    let definition = Definition::at(time(&request.on, "on")?)
        .ok_or_else(|| invalid("Sessions were billed from 2019-12-01 on", "on"))?;
    let sessions = match (request.turns, &request.messages) {
        (Some(turns), None) => {
            let turns = u64::try_from(turns).ok().filter(|turns| *turns > 0);
            sessions::of_turns(turns.ok_or_else(|| invalid("Count at least one turn", "turns"))?)
        }
        (None, Some(messages)) => {
            let channel = match request.channel {
                SessionChannel::Web => Channel::Web,
                SessionChannel::Persistent => Channel::Persistent,
            };
            sessions::count(definition, channel, &conversation(messages)?)
        }
        _ => return Err(invalid("Name either turns or messages", "turns")),
    };
    Ok(SessionsCounted {
        total: sessions.total,
        billed: sessions.billed,
        summary: format!(
            "{}, {} of them billed.",
            counted(sessions.total, "session", "sessions"),
            grouped(&sessions.billed.to_string())
        ),
        definition: definition.sentence().to_owned(),
        source: definition.source().to_owned(),
    })
}

fn conversation(messages: &[SessionMessage]) -> Result<Vec<Message>, ApiError> {
    if messages.is_empty() {
        return Err(invalid("Name at least one message", "messages"));
    }
    let mut now = 0;
    messages
        .iter()
        .enumerate()
        .map(|(place, message)| {
            let minute = u64::try_from(message.minute).ok().filter(|minute| *minute >= now);
            let backwards = "Minutes are counted from 0, and messages come in order of time";
            now = minute.ok_or_else(|| invalid(backwards, format!("messages[{place}].minute")))?;
            Ok(Message {
                minute: now,
                topic: match message.topic_kind {
                    SessionTopicKind::Authored => TopicKind::Authored,
                    SessionTopicKind::System => TopicKind::System,
                },
                event: message.event.map(|event| match event {
                    SessionEvent::Answered => Event::Answered,
                    SessionEvent::Closed => Event::Closed,
                    SessionEvent::Escalated => Event::Escalated,
                }),
                premium: message.premium,
            })
        })
        .collect()
}

fn invalid(message: impl Into<String>, field: impl Into<String>) -> ApiError {
    ApiError::new(ErrorCode::InvalidField, message).at(field)
}

fn too_large(field: &str) -> ApiError {
    invalid(
        "The estimate is more than the program can hold exactly; use smaller numbers",
        field,
    )
}

/// A day, meaning its beginning in UTC, or an instant.
pub(super) fn time(text: &str, field: &str) -> Result<Instant, ApiError> {
    let text = text.trim();
    let day = text.parse::<NaiveDate>().ok().map(day_start);
    let instant = || text.parse::<Instant>().ok().map(|at| at.timestamp());
    day.or_else(instant)
        .and_then(|second| chrono::DateTime::from_timestamp(second, 0))
        .ok_or_else(|| {
            invalid(
                "Use a day such as 2026-11-17, or a time such as 2026-11-17T10:00:00Z",
                field,
            )
        })
}

fn amount(text: &str, field: &str) -> Result<Quantity, ApiError> {
    Quantity::parse(text).map_err(|error| invalid(format!("This is no amount: {error}"), field))
}

fn more_than_zero(text: &str, field: &str) -> Result<Quantity, ApiError> {
    let amount = amount(text, field)?;
    if amount == Quantity::ZERO {
        return Err(invalid("Use more than 0", field));
    }
    Ok(amount)
}

fn or_zero(text: Option<&str>, field: &str) -> Result<Quantity, ApiError> {
    text.map_or(Ok(Quantity::ZERO), |text| amount(text, field))
}

/// A whole number from 1 on.
fn whole(text: &str, field: &str) -> Result<u32, ApiError> {
    let amount = more_than_zero(text, field)?;
    if amount.0 % MILLIONTHS != 0 {
        return Err(invalid("Use a whole number", field));
    }
    u32::try_from(amount.0 / MILLIONTHS)
        .map_err(|_| invalid(format!("Use at most {}", grouped(&u32::MAX.to_string())), field))
}

/// A percentage from 0 to 100 with at most two places.
fn percent(text: &str, field: &str) -> Result<Share, ApiError> {
    const HUNDREDTH: i64 = MILLIONTHS / 100;
    let amount = amount(text, field)?;
    if amount.0 % HUNDREDTH != 0 {
        return Err(invalid("Use at most two places after the point", field));
    }
    u16::try_from(amount.0 / HUNDREDTH)
        .ok()
        .and_then(Share::of_hundredths)
        .ok_or_else(|| invalid("Use a percentage from 0 to 100", field))
}

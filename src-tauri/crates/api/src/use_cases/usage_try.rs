//! Trying a use: what the person sees, what it costs, who pays and why.

use meterdesk_billing::catalogue::Feature;
use meterdesk_billing::coverage::{Coverage, Timeline};
use meterdesk_billing::payment::{Considered, Names, Payments};
use meterdesk_billing::platform::DynamicsAgent;
use meterdesk_billing::settlement::{
    BlockedReason, Judged, MAX_ROW_QUANTITY, Outcome, Payer, Settlement, considering, working,
};
use meterdesk_billing::tenant::{Command, Event, Refusal, Tenant, UseFacts};
use meterdesk_billing::units::{Credits, Quantity, Usd};
use meterdesk_billing::usage::{Circumstances, Service, UsageUnit};
use meterdesk_store::{PersonRecord, RunTimeline, TriedRow, Users};

use super::dynamics_agent::ran;
use crate::act::begin;
use crate::census::used_before;
use crate::error::{ApiError, ErrorCode};
use crate::payer;
use crate::settle::{coverage, settle, settle_after_act, state_now};
use crate::text::listed;
use crate::wire::*;
use crate::{App, Caller};

/// Prompts that can be sent at once.
const MOST: Quantity = Quantity::whole(10_000);

/// One metered feature of the use.
struct Line {
    name: String,
    feature: Option<Feature>,
    unit: UsageUnit,
    /// Its parts; more than one where a payer ran out in the middle.
    parts: Vec<Judged>,
    considered: Vec<Considered>,
}

impl Line {
    fn credits(&self) -> Credits {
        self.parts.iter().map(|part| part.credits).sum()
    }

    /// The whole line with the outcome of its first part.
    fn judged(&self) -> Option<Judged> {
        let first = self.parts.first()?;
        Some(Judged {
            credits: self.credits(),
            outcome: first.outcome,
        })
    }
}

/// Sends prompts as somebody. A refused use adds no row; it is recorded as a refused use.
///
/// # Errors
/// When the person, feature or quantity can't be taken, or the workbook can't be written.
pub async fn usage_try(app: &App, caller: &Caller, request: UsageTry) -> Result<UsageTried, ApiError> {
    let service: Service = request.service.into();
    let ran = request.dynamics_agent.map(ran);
    let features = match ran {
        Some(agent) => features_of_a_run(agent, &request)?,
        None => features_of(service, request.feature.as_deref())?,
    };
    let quantity = quantity_of(request.quantity.as_deref())?;
    let agent_name = request.agent.clone().or(ran.map(|agent| agent.metered_as().to_owned()));
    let agent_name = agent_name.unwrap_or_default();
    // What payers have left now is what the runs hand on.
    settle(app, RunTimeline::Actual).await?;
    let mut begun = begin!(app, caller, request);
    let person = begun
        .act
        .person(&request.user)
        .await?
        .ok_or_else(|| Refusal::PersonUnknown(request.user.clone()))?;
    let at = begun.act.tenant().now.timestamp();
    let range = (at, at + 1);
    let used_before = used_before(&mut begun.act, range, Some(Users::One(person.index))).await?;
    let coverage = coverage(&mut begun.act, Timeline::Actual, range)
        .await?
        .knowing(used_before);
    let agent = begun.act.agent_number(&agent_name).await?;
    let act_seq = begun.act.head().seq + 1;
    let catalogue = begun.act.tenant().catalogue();
    let state = state_now(&mut begun.act).await?;
    let payments = payments_of(
        begun.act.tenant(),
        request.environment.as_deref(),
        (&agent_name, agent.unwrap_or(NEW_AGENT)),
        range,
    );
    let meanings: Vec<_> = features.iter().map(|(_, feature)| *feature).collect();
    let mut lines: Vec<Line> = (0..)
        .zip(features)
        .map(|(place, (name, feature))| Line {
            unit: unit(&person, (service, agent), quantity, (at, act_seq), place),
            name,
            feature,
            parts: Vec::new(),
            considered: Vec::new(),
        })
        .collect();
    let units: Vec<UsageUnit> = lines.iter().map(|line| line.unit).collect();
    let mut settlement = Settlement::new(&catalogue, &coverage, &meanings, state)
        .paying(&payments)
        .telling(|told| {
            let line = usize::try_from(told.unit.feature)
                .ok()
                .and_then(|place| lines.get_mut(place));
            if let Some(line) = line {
                line.parts = told.parts.to_vec();
                line.considered = told.considered.to_vec();
            }
        });
    units.iter().for_each(|unit| settlement.add(unit));
    let _ = settlement.finish();
    let mut answer = answer(begun.act.tenant(), &coverage, service, &lines);
    let went_through = answer.outcome != OutcomeKind::Blocked;
    let facts = UseFacts {
        person: person.id,
        service,
        agent: agent_name,
        environment: request.environment.clone().unwrap_or_default(),
        event_ids: Vec::new(),
        lines: lines
            .iter()
            .map(|line| (line.name.clone(), line.unit.quantity.0))
            .collect(),
        credits: lines.iter().map(Line::credits).sum::<Credits>().0,
        reason: if went_through {
            String::new()
        } else {
            answer.sees.clone()
        },
    };
    let events = begun.decide(Command::RecordUse { facts, went_through }).await?;
    if let [Event::UsageTried(used)] = events.as_slice() {
        answer.event_ids.clone_from(&used.event_ids);
        let rows: Vec<TriedRow> = used
            .event_ids
            .iter()
            .zip(&lines)
            .map(|(event_id, line)| TriedRow {
                event_id: event_id.clone(),
                at,
                person: person.id,
                service,
                agent: used.agent.clone(),
                environment: used.environment.clone(),
                feature: line.name.clone(),
                quantity: line.unit.quantity,
                act_seq,
            })
            .collect();
        if !begun.act.is_preview() {
            begun.act.add_tried(&rows).await?;
        }
    }
    let answer = begun.finish(answer).await?;
    if !request.preview {
        settle_after_act(app).await;
    }
    Ok(answer)
}

/// What one prompt to a service meters.
///
/// Sources: SharePoint agents: Microsoft, Copilot credits report (2026-04-03). Copilot Chat: an agent on shared tenant data
/// answers with a generative answer and tenant graph grounding, Microsoft, Message consumption report (2025-07-16).
pub(super) const fn features_of_a_prompt(service: Service) -> &'static [Feature] {
    match service {
        Service::CopilotChat => &[Feature::GenerativeAnswer, Feature::TenantGraphGrounding],
        Service::SharePointAgents => &[Feature::SharePointAgentInteraction],
        Service::RetrievalApi => &[Feature::RetrievalApiCall],
        Service::CopilotStudio => &[Feature::GenerativeAnswer],
    }
}

/// What the use meters: the named feature, or what one prompt does.
pub(super) fn features_of(service: Service, named: Option<&str>) -> Result<Vec<(String, Option<Feature>)>, ApiError> {
    if let Some(name) = named.map(str::trim) {
        if name.is_empty() {
            return Err(ApiError::new(ErrorCode::InvalidField, "Name a feature, or leave it out").at("feature"));
        }
        let feature = Feature::parse(name);
        return Ok(vec![(
            feature.map_or_else(|| name.to_owned(), |feature| feature.label().to_owned()),
            feature,
        )]);
    }
    Ok(features_of_a_prompt(service)
        .iter()
        .map(|feature| (feature.label().to_owned(), Some(*feature)))
        .collect())
}

/// What one run of an agent of Dynamics 365 meters. It runs on the Power Platform side.
fn features_of_a_run(agent: DynamicsAgent, request: &UsageTry) -> Result<Vec<(String, Option<Feature>)>, ApiError> {
    let refused = |message: &str, field| Err(ApiError::new(ErrorCode::InvalidField, message).at(field));
    if request.service != ServiceKey::CopilotStudio {
        return refused(
            "An agent of Dynamics 365 is paid as Copilot Studio is: choose that service",
            "service",
        );
    }
    if request.feature.is_some() {
        return refused(
            "What the agent meters follows from the agent: leave the feature out",
            "feature",
        );
    }
    let lines = agent.run().into_iter();
    Ok(lines
        .map(|line| (line.feature.label().to_owned(), Some(line.feature)))
        .collect())
}

pub(super) fn quantity_of(text: Option<&str>) -> Result<Quantity, ApiError> {
    let invalid = |message: String| ApiError::new(ErrorCode::InvalidField, message).at("quantity");
    let quantity =
        Quantity::parse(text.unwrap_or("1")).map_err(|error| invalid(format!("This is no quantity: {error}")))?;
    if quantity == Quantity::ZERO || quantity > MOST.min(MAX_ROW_QUANTITY) {
        return Err(invalid(format!("Send more than 0 and at most {MOST} at once")));
    }
    Ok(quantity)
}

/// A name that no row has yet gets a number that none has.
pub(super) const NEW_AGENT: i64 = -1;

/// What besides billing policies pays, for the one environment and agent that the use names.
fn payments_of(tenant: &Tenant, environment: Option<&str>, (named, agent): (&str, i64), range: (i64, i64)) -> Payments {
    let known = Payments::agents_to_know(tenant).into_iter();
    let names = Names {
        environments: vec![Some(environment.unwrap_or_default().to_owned())],
        agents: known.filter(|name| name == named).map(|name| (name, agent)).collect(),
    };
    Payments::compile(tenant, Timeline::Actual, range, &names)
}

fn unit(
    person: &PersonRecord,
    (service, agent): (Service, Option<i64>),
    quantity: Quantity,
    (at, act_seq): (i64, u64),
    place: u32,
) -> UsageUnit {
    UsageUnit {
        at,
        person: Some(person.index),
        service,
        agent: agent.unwrap_or(NEW_AGENT),
        environment: 0,
        feature: i64::from(place),
        quantity,
        circumstances: Circumstances::default(),
        act_seq: Some(act_seq),
        conversation: 0,
        order: u64::from(place),
    }
}

fn answer(tenant: &Tenant, coverage: &Coverage, service: Service, lines: &[Line]) -> UsageTried {
    let catalogue = &*tenant.catalogue();
    let parts = || lines.iter().flat_map(|line| &line.parts);
    let stopped = parts().find_map(|part| match part.outcome {
        Outcome::Blocked(reason) => Some(reason),
        _ => None,
    });
    let blocked = stopped.is_some();
    let mut payers: Vec<Payer> = Vec::new();
    for part in parts() {
        if let Outcome::Paid(payer) = part.outcome
            && !payers.contains(&payer)
        {
            payers.push(payer);
        }
    }
    let payer = payers.first().filter(|_| !blocked);
    let outcome = if blocked {
        OutcomeKind::Blocked
    } else if payer.is_some() {
        OutcomeKind::Paid
    } else if parts().any(|part| part.outcome == Outcome::Included) {
        OutcomeKind::Included
    } else {
        OutcomeKind::NotCharged
    };
    let paid: Credits = parts()
        .filter(|part| matches!(part.outcome, Outcome::Paid(payer) if payer.charges()))
        .map(|part| part.credits)
        .sum();
    let usd = if blocked {
        Usd::ZERO
    } else {
        catalogue.pay_as_you_go(paid)
    };
    let mut reasons: Vec<ReasonView> = Vec::new();
    for line in lines {
        let Some(judged) = line.judged() else { continue };
        let feature = (line.feature, line.name.as_str());
        let mut steps = working(tenant, catalogue, coverage, feature, &line.unit, judged);
        // The order of payment comes before what follows from it: the price, or why it is blocked.
        let followed = match judged.outcome {
            Outcome::Paid(payer) => payer.charges(),
            _ => true,
        };
        let place = steps.len().saturating_sub(usize::from(followed));
        steps.splice(place..place, considering(tenant, &line.considered));
        for step in steps {
            let reason = ReasonView {
                text: step.text,
                source: step.source,
                assumption: step.assumption,
            };
            if !reasons.contains(&reason) {
                reasons.push(reason);
            }
        }
    }
    UsageTried {
        outcome,
        sees: sees(service, stopped).to_owned(),
        credits: lines.iter().map(Line::credits).sum::<Credits>().to_string(),
        usd: usd.to_string(),
        payer: payer.map(|_| {
            let names: Vec<_> = payers.iter().map(|payer| payer::name(tenant, *payer)).collect();
            listed(&names)
        }),
        payer_policy: payer
            .copied()
            .and_then(Payer::charged_policy)
            .map(|policy| policy.to_string()),
        lines: lines
            .iter()
            .map(|line| UsageTriedLine {
                feature: line
                    .feature
                    .map_or_else(|| line.name.clone(), |feature| feature.key().to_owned()),
                label: line.name.clone(),
                quantity: line.unit.quantity.to_string(),
                credits: line.credits().to_string(),
            })
            .collect(),
        reasons,
        event_ids: Vec::new(),
    }
}

/// The exact wording that a refused person sees is not published; this says what happens.
///
/// At the point of enforcement and at an agent's limit it is: Microsoft, error codes of Copilot Studio (2026).
const fn sees(service: Service, stopped: Option<BlockedReason>) -> &'static str {
    match (service, stopped) {
        (Service::RetrievalApi, None) => "The call is answered.",
        (_, None) => "The agent answers.",
        (_, Some(BlockedReason::CapacityEnforced | BlockedReason::CapacityUsedUp | BlockedReason::AgentLimit)) => {
            "This agent is currently unavailable. It has reached its usage limit. Please try again later."
        }
        (Service::CopilotStudio, Some(BlockedReason::NotChargeable)) => {
            "The agent is unavailable: the billing plan of its environment can't be charged."
        }
        (_, Some(BlockedReason::NotChargeable)) => {
            "It is not available: the billing policy that covers this person can't be charged."
        }
        (Service::RetrievalApi, Some(_)) => "The call is refused: pay-as-you-go does not cover this person.",
        (Service::CopilotStudio, Some(_)) => "The agent is unavailable: nothing is set up that could pay for it.",
        (_, Some(_)) => "The agent is not available: pay-as-you-go does not cover this person.",
    }
}

//! The rules on one time line: billed sessions, messages, Copilot Credits; what the workbook's conversations come to by each,
//! and what each says of the five common scenarios.

use chrono::DateTime;
use meterdesk_billing::catalogue::{Certainty, Feature, RateCard};
use meterdesk_billing::sessions::{Answered, Consumption, Definition, SCENARIOS, Unit};
use meterdesk_billing::time::Instant;

use super::{Rules, unit_key, unit_label};
use crate::error::ApiError;
use crate::text::instant;
use crate::wire::*;
use crate::{App, Caller};

/// A rule of the time line.
struct Step {
    key: String,
    unit: Unit,
    from: Instant,
    from_certainty: Certainty,
    text: String,
    source: String,
    /// The card that it counts by.
    card: RateCard,
    own: Consumption,
    all: Consumption,
}

/// The rules, oldest first, and the scenarios.
///
/// # Errors
/// When the workbook can't be read.
pub async fn session_rule_list(
    app: &App,
    _caller: &Caller,
    _request: SessionRuleList,
) -> Result<SessionRuleListed, ApiError> {
    let mut snapshot = app.workbook.read().await?;
    let rules = Rules::of(snapshot.tenant());
    let now = snapshot.tenant().now;
    let mut steps = steps(&rules);
    let mut conversations = 0;
    snapshot
        .each_conversation((i64::MIN, now.timestamp() + 1), |logged| {
            let conversation = logged.conversation;
            conversations += 1;
            let held = rules.card(&conversation).map(|card| match Unit::of(card) {
                Unit::BilledSessions => {
                    let began = DateTime::from_timestamp(conversation.began_at(), 0).unwrap_or_default();
                    key_of(Definition::at(began).unwrap_or(Definition::Of2019))
                }
                Unit::Messages | Unit::CopilotCredits => card.id.as_str(),
            });
            for step in &mut steps {
                let consumed = conversation.consumed_by(&step.card, step.from);
                step.all += consumed;
                if held == Some(step.key.as_str()) {
                    step.own += consumed;
                }
            }
        })
        .await?;
    let scenarios = SCENARIOS.iter().map(|scenario| SessionScenario {
        key: scenario.key.to_owned(),
        text: scenario.text.to_owned(),
        answers: steps
            .iter()
            .map(|step| {
                let answered = match step.unit {
                    Unit::BilledSessions => scenario.by_session(step.from),
                    Unit::Messages | Unit::CopilotCredits => Some(scenario.by_card(&step.card)),
                };
                let (answer, label) = answer(answered);
                SessionScenarioAnswer {
                    rule: step.key.clone(),
                    answer,
                    label: label.to_owned(),
                }
            })
            .collect(),
    });
    let scenarios = scenarios.collect();
    let ends: Vec<_> = steps.iter().skip(1).map(|step| Some(step.from)).chain([None]).collect();
    let rules = steps.into_iter().zip(ends).map(|(step, until)| view(step, until));
    Ok(SessionRuleListed {
        rules: rules.collect(),
        scenarios,
        conversations,
        as_of: instant(now),
    })
}

fn view(step: Step, until: Option<Instant>) -> SessionRule {
    let day = |at: Instant| at.date_naive().to_string();
    let amount = |consumed: &Consumption| match step.unit {
        Unit::BilledSessions => consumed.sessions.billed.to_string(),
        Unit::Messages => consumed.messages.to_string(),
        Unit::CopilotCredits => consumed.credits.to_string(),
    };
    SessionRule {
        unit: unit_key(step.unit),
        unit_label: unit_label(step.unit).to_owned(),
        from: day(step.from),
        until: until.map(day),
        conversations: step.own.conversations,
        counted: amount(&step.own),
        all: amount(&step.all),
        key: step.key,
        text: step.text,
        source: step.source,
        from_certainty: step.from_certainty.key().to_owned(),
    }
}

/// The rate cards, and the definitions of a billed session in the place of the card of sessions.
fn steps(rules: &Rules) -> Vec<Step> {
    let mut steps = Vec::new();
    for card in &rules.catalogue.cards {
        let step = |key: String, from, from_certainty, text: String, source: &str| Step {
            key,
            unit: Unit::of(card),
            from,
            from_certainty,
            text,
            source: source.to_owned(),
            card: card.clone(),
            own: Consumption::default(),
            all: Consumption::default(),
        };
        if Unit::of(card) != Unit::BilledSessions {
            let text = card_text(card);
            steps.push(step(
                card.id.clone(),
                card.from,
                card.from_certainty,
                text,
                &card.source,
            ));
            continue;
        }
        for (definition, from_certainty) in [
            (Definition::Of2019, card.from_certainty),
            (Definition::Of2023, Certainty::Assumption),
        ] {
            let (key, text) = (key_of(definition).to_owned(), definition.sentence().to_owned());
            let from = definition.since().max(card.from);
            steps.push(step(key, from, from_certainty, text, definition.source()));
        }
    }
    steps
}

/// The name of a definition among the rules.
const fn key_of(definition: Definition) -> &'static str {
    match definition {
        Definition::Of2019 => "sessions-2019",
        Definition::Of2023 => "sessions-2023",
    }
}

/// How a card counts the answers of a conversation.
pub(super) fn card_text(card: &RateCard) -> String {
    let rate = |feature| card.rate(feature).map(|rate| rate.credits.to_string());
    let unit = match Unit::of(card) {
        Unit::BilledSessions | Unit::Messages => "messages",
        Unit::CopilotCredits => "Copilot Credits",
    };
    match (rate(Feature::ClassicAnswer), rate(Feature::GenerativeAnswer)) {
        (Some(classic), Some(generative)) => {
            format!("In {unit}: a classic answer is {classic}, a generative answer {generative}.")
        }
        (Some(classic), None) => format!("In {unit}: each request that is answered is {classic}."),
        _ => format!("In {unit}; answers have no rate."),
    }
}

const fn answer(answered: Option<Answered>) -> (SessionAnswer, &'static str) {
    match answered {
        Some(Answered::Billed) => (SessionAnswer::Billed, "Billed"),
        Some(Answered::NotBilled) => (SessionAnswer::NotBilled, "Not billed"),
        Some(Answered::Included) => (SessionAnswer::Included, "Included"),
        None => (SessionAnswer::Nothing, "Nothing was sold"),
    }
}

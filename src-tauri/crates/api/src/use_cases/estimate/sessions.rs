//! Billed sessions of Power Virtual Agents.

use meterdesk_billing::sessions::{self, Channel, Definition, Event, Message, TopicKind};

use super::fields::{invalid, time};
use crate::error::ApiError;
use crate::text::{counted, grouped};
use crate::wire::*;
use crate::{App, Caller};

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
                second: now.saturating_mul(60),
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

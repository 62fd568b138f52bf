//! Logged conversations, and the working of one: where it was cut into sessions, and why it was billed.

use chrono::{DateTime, NaiveDate};
use meterdesk_billing::sessions::{
    Answer, Begin, Consumption, Conversation, Cut, Definition, End, Ending, FlowOrigin, Session, TopicKind, Turn, Unit,
};
use meterdesk_billing::time::Month;

use super::{Rules, Sum, amount_cell, billed_cell, channel_key, channel_label, unit_key};
use crate::error::{ApiError, ErrorCode};
use crate::lists::{Cell, Column, columns};
use crate::pages::page;
use crate::text::{counted, grouped, instant, second};
use crate::wire::*;
use crate::{App, Caller};

columns!(ConversationListed of ConversationRow:
    Column::new("began", "Began (UTC)", |row| Cell::text(&row.began)),
    Column::new("conversation", "Conversation", |row| Cell::text(&row.conversation)),
    Column::new("bot", "Bot", |row| Cell::text(&row.bot)),
    Column::new("channel", "Channel", |row| Cell::text(&row.channel_label)),
    Column::new("turns", "Turns", |row| Cell::count(row.consumed.turns)),
    Column::new("sessions", "Total sessions", |row| Cell::count(row.consumed.sessions)),
    Column::new("billed", "Billed sessions", |row| billed_cell(&row.consumed)),
    Column::new("messages", "Messages", |row| amount_cell(row.consumed.messages.as_ref())),
    Column::new("credits", "Copilot Credits", |row| amount_cell(row.consumed.credits.as_ref())),
);

/// Messages of a conversation that are answered with it.
const SHOWN_TURNS: usize = 300;

/// Conversations, the newest first.
///
/// # Errors
/// When the month is none, the page is not one, or the workbook can't be read.
pub async fn conversation_list(
    app: &App,
    _caller: &Caller,
    request: ConversationList,
) -> Result<ConversationListed, ApiError> {
    let page = page::<ConversationListed>(app, request.cursor.as_deref(), request.limit, request.sort.as_ref())?;
    let month = request.month.as_deref().map(month).transpose()?;
    let mut snapshot = app.workbook.read().await?;
    let rules = Rules::of(snapshot.tenant());
    let now = snapshot.tenant().now;
    let (from, until) = month.map_or((i64::MIN, i64::MAX), |month| {
        (month.start().timestamp(), month.end().timestamp())
    });
    let search = request.search.unwrap_or_default().trim().to_lowercase();
    let mut rows = Vec::new();
    snapshot
        .each_conversation((from, until.min(now.timestamp() + 1)), |logged| {
            let conversation = logged.conversation;
            let is_asked = request.bot.as_ref().is_none_or(|bot| *bot == conversation.bot);
            let found = |text: &str| text.to_lowercase().contains(&search);
            if is_asked && (found(&conversation.name) || found(&conversation.bot)) {
                rows.push(row(&rules, &conversation));
            }
        })
        .await?;
    rows.reverse();
    let (rows, total, next) = page.of::<ConversationListed>(rows);
    Ok(ConversationListed {
        rows,
        total,
        next,
        as_of: instant(now),
    })
}

fn month(text: &str) -> Result<Month, ApiError> {
    let day = NaiveDate::parse_from_str(&format!("{}-01", text.trim()), "%Y-%m-%d");
    let year_is_known = |day: &NaiveDate| (1970..=9998).contains(&chrono::Datelike::year(day));
    day.ok().filter(year_is_known).map(Month::of_day).ok_or_else(|| {
        let message = format!("\"{text}\" is no month: write it as 2023-10");
        ApiError::new(ErrorCode::InvalidField, message).at("month")
    })
}

fn row(rules: &Rules, conversation: &Conversation) -> ConversationRow {
    let mut sum = Sum::default();
    sum.add(rules, conversation);
    ConversationRow {
        conversation: conversation.name.clone(),
        bot: conversation.bot.clone(),
        channel: channel_key(conversation.channel),
        channel_label: channel_label(conversation.channel).to_owned(),
        began: second(conversation.began_at()),
        consumed: sum.view(),
    }
}

/// A conversation with its working.
///
/// # Errors
/// When there is no such conversation, or the workbook can't be read.
pub async fn conversation_get(
    app: &App,
    _caller: &Caller,
    request: ConversationGet,
) -> Result<ConversationView, ApiError> {
    let mut snapshot = app.workbook.read().await?;
    let rules = Rules::of(snapshot.tenant());
    let until = snapshot.tenant().now.timestamp() + 1;
    let logged = snapshot.conversation(&request.conversation, until).await?;
    let logged = logged.ok_or_else(|| {
        let message = "There is no such conversation; its log may have been taken back";
        ApiError::new(ErrorCode::NotFound, message).at("conversation")
    })?;
    let conversation = logged.conversation;
    let began = DateTime::from_timestamp(conversation.began_at(), 0).unwrap_or_default();
    let unit = rules.unit(&conversation);
    let definition = Definition::at(began);
    let mut cut = definition
        .map(|definition| conversation.cut(definition))
        .unwrap_or_default();
    if unit != Some(Unit::BilledSessions) {
        cut.billed.clear();
    }
    let (rule, source) = match (unit, definition, rules.card(&conversation)) {
        (Some(Unit::BilledSessions), Some(definition), _) => {
            (definition.sentence().to_owned(), definition.source().to_owned())
        }
        (Some(_), _, Some(card)) => (super::rules::card_text(card), card.source.clone()),
        _ => ("Nothing was sold yet.".to_owned(), String::new()),
    };
    let consumed = conversation.consumed(&rules.catalogue, rules.switches);
    Ok(ConversationView {
        row: row(&rules, &conversation),
        unit: unit.map(unit_key),
        summary: summary(unit, &consumed),
        rule,
        source,
        sessions: spans(&conversation, &cut.sessions),
        billed: spans(&conversation, &cut.billed),
        turns: turns(&conversation, &cut),
        turn_count: conversation.turns.len() as u64,
        file_name: logged.file_name,
        file_row: logged.row,
    })
}

fn summary(unit: Option<Unit>, consumed: &Consumption) -> String {
    let turns = counted(consumed.turns, "turn", "turns");
    let sessions = counted(consumed.sessions.total, "session", "sessions");
    let what = match unit {
        None => "nothing, as nothing was sold yet".to_owned(),
        Some(Unit::BilledSessions) => counted(consumed.sessions.billed, "billed session", "billed sessions"),
        Some(Unit::Messages) => format!("{} messages", grouped(&consumed.messages.to_string())),
        Some(Unit::CopilotCredits) => format!("{} Copilot Credits", grouped(&consumed.credits.to_string())),
    };
    format!("{turns} in {sessions}. It counts as {what}.")
}

fn spans(conversation: &Conversation, sessions: &[Session]) -> Vec<SessionSpan> {
    let at = |place: usize| conversation.turns.get(place).map_or(0, |turn| turn.at);
    let span = |(number, session): (u64, &Session)| SessionSpan {
        number,
        first: session.first as u64 + 1,
        last: session.last as u64 + 1,
        from: second(at(session.first)),
        until: second(at(session.last)),
        begin: match session.begin {
            Begin::FirstMessage => "A message while no session was open",
            Begin::AuthoredTopic => "An authored topic was triggered",
            Begin::Premium => "Premium functionality: a flow or a skill",
        }
        .to_owned(),
        end: end_key(session.end),
        end_label: end_label(session.end).to_owned(),
    };
    (1..).zip(sessions).map(span).collect()
}

const fn end_key(end: End) -> SessionEnd {
    match end {
        End::Answered => SessionEnd::Answered,
        End::Closed => SessionEnd::Closed,
        End::Escalated => SessionEnd::Escalated,
        End::Silence => SessionEnd::Silence,
        End::Hour => SessionEnd::Hour,
        End::Turns => SessionEnd::Turns,
    }
}

const fn end_label(end: End) -> &'static str {
    match end {
        End::Answered => "All questions were answered",
        End::Closed => "The user closed the chat",
        End::Escalated => "A live agent took over",
        End::Silence => "No message for more than 30 minutes",
        End::Hour => "More than 60 minutes since it began",
        End::Turns => "More than 100 turns",
    }
}

fn turns(conversation: &Conversation, cut: &Cut) -> Vec<ConversationTurn> {
    let shown = conversation.turns.iter().take(SHOWN_TURNS).enumerate();
    let turn = |(place, turn): (usize, &Turn)| ConversationTurn {
        number: place as u64 + 1,
        at: second(turn.at),
        said: said(turn),
        working: working(place, cut),
    };
    shown.map(turn).collect()
}

fn said(turn: &Turn) -> String {
    let mut parts = vec![
        match turn.topic {
            TopicKind::Authored => "Authored topic",
            TopicKind::System => "System topic",
        }
        .to_owned(),
    ];
    if turn.answer == Answer::Generative {
        parts.push("generative answer".to_owned());
    }
    if turn.skill {
        parts.push("skill".to_owned());
    }
    if let Some(flow) = &turn.flow {
        let made = match flow.origin {
            FlowOrigin::Agent => "made from the agent",
            FlowOrigin::PowerAutomate => "made in Power Automate",
        };
        parts.push(format!("flow \"{}\", {made}", flow.name));
    }
    if let Some(ending) = turn.ending {
        parts.push(
            match ending {
                Ending::Answered => "then all questions were answered",
                Ending::Closed => "then the chat was closed",
                Ending::Escalated => "then a live agent took over",
                Ending::Silence => "then silence",
            }
            .to_owned(),
        );
    }
    parts.join(", ")
}

/// What a message does to sessions.
fn working(place: usize, cut: &Cut) -> String {
    let mut done = Vec::new();
    for (what, sessions) in [("session", &cut.sessions), ("billed session", &cut.billed)] {
        for (number, session) in (1..).zip(sessions) {
            if session.first == place {
                done.push(match session.begin {
                    Begin::FirstMessage => format!("{what} {number} begins"),
                    Begin::AuthoredTopic => format!("{what} {number} begins: an authored topic"),
                    Begin::Premium => format!("{what} {number} begins: premium functionality"),
                });
            }
            if session.last == place {
                let end = end_label(session.end).to_lowercase();
                done.push(format!("{what} {number} ends: {end}"));
            }
        }
    }
    let sentence = |text: &String| {
        let mut letters = text.chars();
        let first = letters.next().map(char::to_uppercase);
        format!(
            "{}{}.",
            first.into_iter().flatten().collect::<String>(),
            letters.as_str()
        )
    };
    done.iter().map(sentence).collect::<Vec<_>>().join(" ")
}

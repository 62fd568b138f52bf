//! Billed sessions of Power Virtual Agents (2019 to 2023): how a conversation falls into sessions, and which are billed.
//!
//! All sessions and billed sessions are two measures. A session begins with its first message; a billed session begins
//! when something that is billed is triggered, and counts its own time and turns from there. Who pays is not decided here.
//!
//! Sources: Microsoft, Power Virtual Agents licensing (2019-12-02); Power Virtual Agents billed sessions (2023-03-24).

use chrono::{DateTime, NaiveDate};

use crate::time::Instant;

/// Turns of a session; one more opens the next.
pub const MOST_TURNS: u64 = 100;
/// Minutes since its first message that a session lasts.
const LONGEST_MINUTES: u64 = 60;
/// Minutes without a message that a session survives.
const LONGEST_SILENCE_MINUTES: u64 = 30;

/// A published definition of the billed session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Definition {
    /// Begins with an authored topic; ends also when the questions are answered or a person takes over.
    Of2019,
    /// Begins also with premium functionality, such as a flow or a skill. Answers and hand-overs end nothing.
    Of2023,
}

impl Definition {
    /// The definition that holds at a time; `None` before billed sessions were sold.
    ///
    /// The day on which the second replaced the first is not published. Assumption: the first day of its page's year.
    /// It holds on after sessions went off sale, for those who had bought them.
    #[must_use]
    pub fn at(at: Instant) -> Option<Self> {
        let midnight = |year, month, day| {
            let day = NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default();
            DateTime::from_timestamp(crate::time::day_start(day), 0).unwrap_or_default()
        };
        if at >= midnight(2023, 1, 1) {
            Some(Self::Of2023)
        } else if at >= midnight(2019, 12, 1) {
            Some(Self::Of2019)
        } else {
            None
        }
    }

    /// What begins and ends a billed session.
    #[must_use]
    pub const fn sentence(self) -> &'static str {
        match self {
            Self::Of2019 => {
                "A billed session begins with an authored topic. It ends when the questions are answered, the user closes \
                 the chat or a person takes over, after 30 minutes without a message, after 60 minutes, or with the 100th \
                 turn."
            }
            Self::Of2023 => {
                "A billed session begins with an authored topic or with premium functionality, such as a flow or a skill. \
                 It ends when the user closes the chat, after 30 minutes without a message, after 60 minutes, or with the \
                 100th turn."
            }
        }
    }

    /// Document title and date.
    #[must_use]
    pub const fn source(self) -> &'static str {
        match self {
            Self::Of2019 => "Microsoft, Power Virtual Agents licensing (2019-12-02)",
            Self::Of2023 => "Microsoft, Power Virtual Agents: billed sessions (2023-03-24)",
        }
    }

    fn bills(self, message: Message) -> bool {
        match self {
            Self::Of2019 => message.topic == TopicKind::Authored,
            Self::Of2023 => message.topic == TopicKind::Authored || message.premium,
        }
    }

    fn ends_after(self, message: Message, channel: Channel) -> bool {
        match message.event {
            // In a persistent channel there is nothing to close: silence is what closes.
            Some(Event::Closed) => channel == Channel::Web,
            Some(Event::Answered | Event::Escalated) => self == Self::Of2019,
            None => false,
        }
    }
}

/// Where the conversation takes place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Channel {
    /// A chat on a web page, closed with its tab.
    #[default]
    Web,
    /// A channel that stays, such as Teams or Facebook.
    Persistent,
}

/// Who made the topic of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum TopicKind {
    /// The customer.
    #[default]
    Authored,
    /// It comes with every bot: greeting, escalation and the like.
    System,
}

/// What ended with a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Event {
    /// All questions were answered.
    Answered,
    /// The user ended or closed the chat.
    Closed,
    /// A live agent took over.
    Escalated,
}

/// One message of the user with its answer: a turn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Message {
    /// Minutes since the conversation began. Messages come in order of time.
    pub minute: u64,
    /// Topic that it was in.
    pub topic: TopicKind,
    /// What ended with it.
    pub event: Option<Event>,
    /// Whether it used premium functionality.
    pub premium: bool,
}

/// How many sessions there were.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Sessions {
    /// All.
    pub total: u64,
    /// Billed ones.
    pub billed: u64,
}

/// The sessions of one conversation.
///
/// The 2019 text names silence for persistent channels only. Assumption: it closes a chat on the web too, as the text of
/// 2023 says of all channels.
#[must_use]
pub fn count(definition: Definition, channel: Channel, messages: &[Message]) -> Sessions {
    let mut sessions = Sessions::default();
    let (mut any, mut billed) = (Open::default(), Open::default());
    for message in messages {
        any.close_before(message.minute);
        billed.close_before(message.minute);
        sessions.total += any.take(message.minute, true);
        sessions.billed += billed.take(message.minute, definition.bills(*message));
        if definition.ends_after(*message, channel) {
            (any, billed) = (Open::default(), Open::default());
        }
    }
    sessions
}

/// The sessions of an uninterrupted conversation of some turns in an authored topic.
#[must_use]
pub const fn of_turns(turns: u64) -> Sessions {
    let sessions = turns.div_ceil(MOST_TURNS);
    Sessions {
        total: sessions,
        billed: sessions,
    }
}

/// The session that is open, if one is.
#[derive(Default)]
struct Open {
    session: Option<Span>,
}

struct Span {
    first_minute: u64,
    last_minute: u64,
    turns: u64,
}

impl Open {
    fn close_before(&mut self, minute: u64) {
        let over = |span: &Span| {
            minute.saturating_sub(span.last_minute) > LONGEST_SILENCE_MINUTES
                || minute.saturating_sub(span.first_minute) > LONGEST_MINUTES
                || span.turns >= MOST_TURNS
        };
        if self.session.as_ref().is_some_and(over) {
            self.session = None;
        }
    }

    /// Adds a turn to the open session, or opens one where the turn may; says how many it opened.
    fn take(&mut self, minute: u64, opens: bool) -> u64 {
        match &mut self.session {
            Some(span) => {
                span.last_minute = minute;
                span.turns += 1;
                0
            }
            None if opens => {
                self.session = Some(Span {
                    first_minute: minute,
                    last_minute: minute,
                    turns: 1,
                });
                1
            }
            None => 0,
        }
    }
}

//! Billed sessions of Power Virtual Agents (2019 to 2023): how a conversation falls into sessions, and which are billed.
//!
//! All sessions and billed sessions are two measures. A session begins with its first message; a billed session begins
//! when something that is billed is triggered, and counts its own time and turns from there. Who pays is not decided here.
//!
//! Sources: Microsoft, Power Virtual Agents licensing (2019-12-02); Power Virtual Agents billed sessions (2023-03-24).

mod counting;
mod cutting;
mod log;
mod scenarios;

use chrono::{DateTime, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::time::Instant;

pub use counting::{Consumption, Unit};
pub use cutting::{Begin, Cut, End, MOST_TURNS, Session, cut};
pub use log::{Answer, Conversation, Ending, FlowOrigin, FlowRun, LogChannel, MOST_MESSAGES, Turn};
pub use scenarios::{Answered, Plan, SCENARIOS, Scenario};

/// The first day on which the product itself showed billed sessions; before, it showed the number of all sessions.
///
/// Source: Microsoft, Power Virtual Agents blog, See how many billed sessions your bot consumes (2020-02-27): figures begin
/// with the day on which they were first shown.
#[must_use]
pub fn shown_since() -> NaiveDate {
    NaiveDate::from_ymd_opt(2020, 2, 27).unwrap_or_default()
}

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
    #[must_use]
    pub fn at(at: Instant) -> Option<Self> {
        [Self::Of2023, Self::Of2019]
            .into_iter()
            .find(|definition| definition.since() <= at)
    }

    /// The first instant at which it holds.
    ///
    /// The day on which the second replaced the first is not published. Assumption: the first day of its page's year.
    /// It holds on after sessions went off sale, for those who had bought them.
    #[must_use]
    pub fn since(self) -> Instant {
        let day = match self {
            Self::Of2019 => NaiveDate::from_ymd_opt(2019, 12, 1),
            Self::Of2023 => NaiveDate::from_ymd_opt(2023, 1, 1),
        };
        DateTime::from_timestamp(crate::time::day_start(day.unwrap_or_default()), 0).unwrap_or_default()
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

    /// What of a message begins a billed session, if anything does.
    fn bills(self, message: Message) -> Option<Begin> {
        if message.topic == TopicKind::Authored {
            return Some(Begin::AuthoredTopic);
        }
        (self == Self::Of2023 && message.premium).then_some(Begin::Premium)
    }

    /// How a message ends the sessions that are open, if it does.
    fn ends_after(self, message: Message, channel: Channel) -> Option<End> {
        match message.event? {
            // In a persistent channel there is nothing to close: silence is what closes.
            Event::Closed => (channel == Channel::Web).then_some(End::Closed),
            Event::Answered => (self == Self::Of2019).then_some(End::Answered),
            Event::Escalated => (self == Self::Of2019).then_some(End::Escalated),
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
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
    /// Seconds since the conversation began. Messages come in order of time.
    pub second: u64,
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

impl std::ops::AddAssign for Sessions {
    fn add_assign(&mut self, other: Self) {
        self.total += other.total;
        self.billed += other.billed;
    }
}

/// How many sessions one conversation has.
#[must_use]
pub fn count(definition: Definition, channel: Channel, messages: &[Message]) -> Sessions {
    cut(definition, channel, messages).count()
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

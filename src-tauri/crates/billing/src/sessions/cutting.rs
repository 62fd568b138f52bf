//! Where a conversation is cut into sessions, and why: each session with its first and last message, its beginning and its end.
//!
//! Counts nothing across conversations, and knows no dates.

use super::{Channel, Definition, Message, Sessions};

/// Turns of a session; one more opens the next.
pub const MOST_TURNS: u64 = 100;
/// Seconds since its first message that a session lasts.
const LONGEST: u64 = 60 * 60;
/// Seconds without a message that a session survives.
const LONGEST_SILENCE: u64 = 30 * 60;

/// What begins a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Begin {
    /// A message while no session was open; any session begins so.
    FirstMessage,
    /// A topic that the customer made; begins a billed session.
    AuthoredTopic,
    /// A flow or a skill; begins a billed session from 2023 on.
    Premium,
}

/// How a session ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum End {
    /// All questions were answered (2019).
    Answered,
    /// The user ended or closed a chat on the web.
    Closed,
    /// A live agent took over (2019).
    Escalated,
    /// More than 30 minutes without a message.
    Silence,
    /// More than 60 minutes after its first message.
    Hour,
    /// More than 100 turns.
    Turns,
}

impl End {
    /// Every way in which a session ends.
    pub const ALL: [Self; 6] = [
        Self::Answered,
        Self::Closed,
        Self::Escalated,
        Self::Silence,
        Self::Hour,
        Self::Turns,
    ];
}

/// A session, or a billed session, of a conversation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Session {
    /// Place of its first message in the conversation.
    pub first: usize,
    /// Place of its last message.
    pub last: usize,
    /// What began it.
    pub begin: Begin,
    /// How it ended. With nothing written after it, it is silence that ends it.
    pub end: End,
}

/// The sessions of one conversation. The two measures overlap: a billed session keeps its own time and turns.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Cut {
    /// All sessions, in order.
    pub sessions: Vec<Session>,
    /// Billed sessions, in order.
    pub billed: Vec<Session>,
}

impl Cut {
    /// How many there are of each.
    #[must_use]
    pub fn count(&self) -> Sessions {
        Sessions {
            total: self.sessions.len() as u64,
            billed: self.billed.len() as u64,
        }
    }
}

/// Cuts a conversation into its sessions.
///
/// The 2019 text names silence for persistent channels only. Assumption: it closes a chat on the web too, as the text of
/// 2023 says of all channels.
#[must_use]
pub fn cut(definition: Definition, channel: Channel, messages: &[Message]) -> Cut {
    let (mut any, mut billed) = (Measure::default(), Measure::default());
    for (place, message) in messages.iter().enumerate() {
        any.take(place, *message, Some(Begin::FirstMessage));
        billed.take(place, *message, definition.bills(*message));
        if let Some(end) = definition.ends_after(*message, channel) {
            any.close(end);
            billed.close(end);
        }
    }
    any.close(End::Silence);
    billed.close(End::Silence);
    Cut {
        sessions: any.done,
        billed: billed.done,
    }
}

/// One of the two measures: the session that is open, if one is, and those before it.
#[derive(Default)]
struct Measure {
    open: Option<Open>,
    done: Vec<Session>,
}

struct Open {
    first: usize,
    last: usize,
    begin: Begin,
    first_second: u64,
    last_second: u64,
    turns: u64,
}

impl Open {
    /// Why it is over before a message at that second, if it is.
    fn is_over(&self, second: u64) -> Option<End> {
        if second.saturating_sub(self.last_second) > LONGEST_SILENCE {
            Some(End::Silence)
        } else if second.saturating_sub(self.first_second) > LONGEST {
            Some(End::Hour)
        } else {
            (self.turns >= MOST_TURNS).then_some(End::Turns)
        }
    }
}

impl Measure {
    /// Adds a turn to the open session, or opens one where the turn may.
    fn take(&mut self, place: usize, message: Message, begin: Option<Begin>) {
        if let Some(end) = self.open.as_ref().and_then(|open| open.is_over(message.second)) {
            self.close(end);
        }
        match (&mut self.open, begin) {
            (Some(open), _) => {
                open.last = place;
                open.last_second = message.second;
                open.turns += 1;
            }
            (none, Some(begin)) => {
                *none = Some(Open {
                    first: place,
                    last: place,
                    begin,
                    first_second: message.second,
                    last_second: message.second,
                    turns: 1,
                });
            }
            (None, None) => {}
        }
    }

    fn close(&mut self, end: End) {
        let ended = self.open.take().map(|open| Session {
            first: open.first,
            last: open.last,
            begin: open.begin,
            end,
        });
        self.done.extend(ended);
    }
}

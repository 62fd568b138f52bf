//! A conversation as a log has it: who spoke with which bot where, turn by turn.
//!
//! How a log is written in a file, and where it is kept, is not known here.

use serde::{Deserialize, Serialize};

use super::{Channel, Cut, Definition, Event, Message, TopicKind, cut};

/// Messages of one conversation; longer ones are no conversations.
pub const MOST_MESSAGES: usize = 10_000;

/// The channel of a conversation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum LogChannel {
    /// A chat on a web page.
    Web,
    /// Microsoft Teams.
    Teams,
    /// Facebook.
    Facebook,
}

impl LogChannel {
    /// Every channel.
    pub const ALL: [Self; 3] = [Self::Web, Self::Teams, Self::Facebook];

    /// The word that logs and workbooks use.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Web => "web",
            Self::Teams => "teams",
            Self::Facebook => "facebook",
        }
    }

    /// What sort of channel it is to the rules of sessions.
    #[must_use]
    pub const fn sort(self) -> Channel {
        match self {
            Self::Web => Channel::Web,
            Self::Teams | Self::Facebook => Channel::Persistent,
        }
    }
}

/// What a log says came after a turn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Ending {
    /// All questions were answered.
    Answered,
    /// The user ended or closed the chat.
    Closed,
    /// A live agent took over.
    Escalated,
    /// Nothing more was written.
    Silence,
}

/// How the bot answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Answer {
    /// With what was written beforehand.
    #[default]
    Classic,
    /// With what a model made.
    Generative,
}

/// Where a flow was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum FlowOrigin {
    /// With the link in Power Virtual Agents.
    Agent,
    /// In Power Automate.
    PowerAutomate,
}

impl FlowOrigin {
    /// Whether runs of such a flow count towards the tenant's Power Automate quota.
    ///
    /// Source: Microsoft, Licensing for Power Virtual Agents (2019-12-02), Using Power Automate.
    #[must_use]
    pub const fn counts_towards_quota(self) -> bool {
        matches!(self, Self::PowerAutomate)
    }
}

/// A run of a flow that a turn caused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct FlowRun {
    /// The flow's name.
    pub name: String,
    /// Where the flow was made.
    pub origin: FlowOrigin,
}

/// A message of the user with its answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Turn {
    /// When it was written, in seconds since 1970-01-01T00:00:00Z.
    pub at: i64,
    /// The topic that it was in.
    pub topic: TopicKind,
    /// What came after it, where the log says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ending: Option<Ending>,
    /// How the bot answered.
    #[serde(default)]
    pub answer: Answer,
    /// Whether it used a skill.
    #[serde(default)]
    pub skill: bool,
    /// The flow that it ran.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub flow: Option<FlowRun>,
}

/// A whole conversation: at least one turn, in order of time, the last with its ending.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conversation {
    /// What identifies it among all logs.
    pub name: String,
    /// Name of the bot.
    pub bot: String,
    /// Its channel.
    pub channel: LogChannel,
    /// Its turns.
    pub turns: Vec<Turn>,
}

impl Conversation {
    /// When it began, in seconds since 1970-01-01T00:00:00Z.
    #[must_use]
    pub fn began_at(&self) -> i64 {
        self.turns.first().map_or(0, |turn| turn.at)
    }

    /// Its messages as the rules of sessions see them.
    #[must_use]
    pub fn messages(&self) -> Vec<Message> {
        let began = self.began_at();
        let message = |turn: &Turn| Message {
            second: turn.at.saturating_sub(began).unsigned_abs(),
            topic: turn.topic,
            event: turn.ending.and_then(|ending| match ending {
                Ending::Answered => Some(Event::Answered),
                Ending::Closed => Some(Event::Closed),
                Ending::Escalated => Some(Event::Escalated),
                Ending::Silence => None,
            }),
            premium: turn.skill || turn.flow.is_some(),
        };
        self.turns.iter().map(message).collect()
    }

    /// Its sessions by a definition.
    #[must_use]
    pub fn cut(&self, definition: Definition) -> Cut {
        cut(definition, self.channel.sort(), &self.messages())
    }
}

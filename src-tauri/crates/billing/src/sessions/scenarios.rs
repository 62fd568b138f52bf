//! The five common scenarios that Microsoft's pages of sessions and of messages both name, each as a conversation to be counted.
//!
//! No answer is written here: both follow from the rules of their time, by what a plan includes.
//!
//! Sources: Microsoft, Power Virtual Agents: billed sessions (2023-03-24), common scenarios; Power Virtual Agents: billed
//! messages (December 2023), common scenarios.

use super::{Answer, Conversation, Definition, Ending, FlowOrigin, FlowRun, LogChannel, TopicKind, Turn};
use crate::catalogue::RateCard;
use crate::time::Instant;

/// What a bot is made with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Plan {
    /// The Power Virtual Agents licence.
    Standalone,
    /// The plan that comes with select Microsoft 365 subscriptions: only Teams, Dataverse for Teams, standard connectors.
    Teams,
}

/// Whether something is billed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answered {
    /// It is.
    Billed,
    /// It isn't.
    NotBilled,
    /// The plan includes it.
    Included,
}

/// A common scenario.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scenario {
    /// Its name in commands.
    pub key: &'static str,
    /// What happens.
    pub text: &'static str,
    /// What the bot is made with.
    pub plan: Plan,
    /// Where it happens.
    pub channel: LogChannel,
    topic: TopicKind,
    skill: bool,
    flow: bool,
    ending: Ending,
}

/// The five, in the order of the pages.
pub const SCENARIOS: [Scenario; 5] = [
    Scenario {
        key: "vacationDays",
        text: "Somebody books vacation days with a bot in Teams that is stored in Dataverse for Teams and uses standard connectors only.",
        plan: Plan::Teams,
        channel: LogChannel::Teams,
        topic: TopicKind::Authored,
        skill: false,
        flow: true,
        ending: Ending::Answered,
    },
    Scenario {
        key: "greetingOnly",
        text: "The bot greets a visitor of the website, who writes nothing more or is handed to a person.",
        plan: Plan::Standalone,
        channel: LogChannel::Web,
        topic: TopicKind::System,
        skill: false,
        flow: false,
        ending: Ending::Escalated,
    },
    Scenario {
        key: "greetingSkill",
        text: "The greeting leads on to a Bot Framework Composer dialog or a skill.",
        plan: Plan::Standalone,
        channel: LogChannel::Web,
        topic: TopicKind::System,
        skill: true,
        flow: false,
        ending: Ending::Closed,
    },
    Scenario {
        key: "greetingFlow",
        text: "The greeting calls a Power Automate flow.",
        plan: Plan::Standalone,
        channel: LogChannel::Web,
        topic: TopicKind::System,
        skill: false,
        flow: true,
        ending: Ending::Closed,
    },
    Scenario {
        key: "orderStatus",
        text: "A visitor of the website asks for the status of an order, in a topic that the company made.",
        plan: Plan::Standalone,
        channel: LogChannel::Web,
        topic: TopicKind::Authored,
        skill: false,
        flow: false,
        ending: Ending::Answered,
    },
];

impl Scenario {
    /// It as a conversation of one turn that begins at a second.
    #[must_use]
    pub fn conversation(&self, at: i64) -> Conversation {
        let flow = self.flow.then(|| FlowRun {
            name: self.key.to_owned(),
            origin: FlowOrigin::Agent,
        });
        Conversation {
            name: self.key.to_owned(),
            bot: String::new(),
            channel: self.channel,
            turns: vec![Turn {
                at,
                topic: self.topic,
                ending: Some(self.ending),
                answer: Answer::Classic,
                skill: self.skill,
                flow,
            }],
        }
    }

    /// Whether a session of it is billed by the definition of a time; `None` before billed sessions were sold.
    #[must_use]
    pub fn by_session(&self, at: Instant) -> Option<Answered> {
        let definition = Definition::at(at)?;
        let billed = self.conversation(at.timestamp()).cut(definition).count().billed;
        Some(self.judged(billed > 0))
    }

    /// Whether it is billed by a card of messages or credits.
    #[must_use]
    pub fn by_card(&self, card: &RateCard) -> Answered {
        let consumed = self.conversation(card.from.timestamp()).consumed_by(card, card.from);
        self.judged(consumed.messages.0 + consumed.credits.0 > 0)
    }

    fn judged(&self, is_billed: bool) -> Answered {
        match (is_billed, self.plan) {
            (true, Plan::Teams) => Answered::Included,
            (true, Plan::Standalone) => Answered::Billed,
            (false, _) => Answered::NotBilled,
        }
    }
}

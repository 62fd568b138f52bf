//! What a conversation consumes by the rule of its date: billed sessions, then messages, then Copilot Credits.
//!
//! Only what a log states is counted: answers. What flows and skills cost beyond them, and whether the person was licensed,
//! a log does not say.

use super::{Answer, Conversation, Definition, Sessions, Turn};
use crate::catalogue::{Catalogue, Feature, RateCard};
use crate::metering::{MeteringSwitches, card_under};
use crate::time::Instant;
use crate::units::Credits;

/// What is counted and sold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unit {
    /// Billed sessions of Power Virtual Agents.
    BilledSessions,
    /// Messages of Copilot Studio.
    Messages,
    /// Copilot Credits.
    CopilotCredits,
}

impl Unit {
    /// Every unit, oldest first.
    pub const ALL: [Self; 3] = [Self::BilledSessions, Self::Messages, Self::CopilotCredits];

    /// The unit of a rate card.
    #[must_use]
    pub fn of(card: &RateCard) -> Self {
        match card.unit.as_str() {
            "billed sessions" => Self::BilledSessions,
            "messages" => Self::Messages,
            _ => Self::CopilotCredits,
        }
    }

    /// The unit that a conversation is counted in that begins at a second; `None` before anything was sold.
    #[must_use]
    pub fn at(catalogue: &Catalogue, switches: MeteringSwitches, at: i64) -> Option<Self> {
        card_under(catalogue, switches, at).map(Self::of)
    }
}

/// What conversations consumed. Amounts of different units are never added up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Consumption {
    /// Conversations.
    pub conversations: u64,
    /// Messages of users.
    pub turns: u64,
    /// Sessions; the billed ones only of conversations that are counted in sessions.
    pub sessions: Sessions,
    /// Messages, of those that are counted in messages: in the card's unit.
    pub messages: Credits,
    /// Copilot Credits, of those that are counted in credits.
    pub credits: Credits,
}

impl std::ops::AddAssign for Consumption {
    fn add_assign(&mut self, other: Self) {
        self.conversations += other.conversations;
        self.turns += other.turns;
        self.sessions += other.sessions;
        self.messages += other.messages;
        self.credits += other.credits;
    }
}

impl Conversation {
    /// The card that held when it began, under switches; `None` before anything was sold.
    #[must_use]
    pub fn card<'a>(&self, catalogue: &'a Catalogue, switches: MeteringSwitches) -> Option<&'a RateCard> {
        card_under(catalogue, switches, self.began_at())
    }

    /// What it consumed by the rule that held when it began, under switches.
    #[must_use]
    pub fn consumed(&self, catalogue: &Catalogue, switches: MeteringSwitches) -> Consumption {
        let at = Instant::from_timestamp(self.began_at(), 0).unwrap_or_default();
        match self.card(catalogue, switches) {
            Some(card) => self.consumed_by(card, at),
            None => Consumption {
                conversations: 1,
                turns: self.turns.len() as u64,
                ..Consumption::default()
            },
        }
    }

    /// What it would consume by a card's rule; sessions by the definition that held at a time.
    #[must_use]
    pub fn consumed_by(&self, card: &RateCard, at: Instant) -> Consumption {
        let unit = Unit::of(card);
        let mut consumed = Consumption {
            conversations: 1,
            turns: self.turns.len() as u64,
            ..Consumption::default()
        };
        if let Some(definition) = Definition::at(at) {
            consumed.sessions = self.cut(definition).count();
        }
        if unit != Unit::BilledSessions {
            consumed.sessions.billed = 0;
        }
        let answers = || {
            self.turns
                .iter()
                .map(|turn| answer(card, turn))
                .fold(Credits::ZERO, |sum, one| sum + one)
        };
        match unit {
            Unit::BilledSessions => {}
            Unit::Messages => consumed.messages = answers(),
            Unit::CopilotCredits => consumed.credits = answers(),
        }
        consumed
    }
}

/// What a turn's answer costs on a card. Before generative answers had a rate of their own, each request was one message
/// (Microsoft, Power Virtual Agents: billed messages, December 2023).
fn answer(card: &RateCard, turn: &Turn) -> Credits {
    let feature = match turn.answer {
        Answer::Classic => Feature::ClassicAnswer,
        Answer::Generative => Feature::GenerativeAnswer,
    };
    let rate = card.rate(feature).or_else(|| card.rate(Feature::ClassicAnswer));
    rate.map_or(Credits::ZERO, |rate| rate.credits)
}

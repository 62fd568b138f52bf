//! Collects what is used while it is planned, and says what it is worth and what would be charged.
//!
//! Rates come from the rules' own catalogue, so that planned figures are the ones that settlement finds.

use chrono::NaiveDate;
use meterdesk_billing::catalogue::{Catalogue, Feature};
use meterdesk_billing::metering::{self, Charge, Rated};
use meterdesk_billing::time::{day_start, next_day};
use meterdesk_billing::units::{Credits, Quantity};
use meterdesk_billing::usage::{Audience, Circumstances, Service, Trigger};

use super::agents::{Agent, Part, Start};
use crate::demo::people::Staff;
use crate::demo::starts_at;
use crate::draw::Draw;

/// A row before it has an event id.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    pub(crate) at: i64,
    pub(crate) person: Option<u32>,
    pub(crate) agent: &'static Agent,
    pub(crate) part: Part,
    pub(crate) circumstances: Circumstances,
    pub(crate) conversation: u32,
}

/// Whether it ran in a test pane.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Pane {
    Live,
    Test,
}

/// Everything planned so far.
#[derive(Debug)]
pub(crate) struct Book<'a> {
    pub(crate) draw: Draw,
    pub(crate) entries: Vec<Entry>,
    staff: &'a Staff,
    conversations: u32,
}

impl<'a> Book<'a> {
    pub(crate) fn new(draw: Draw, staff: &'a Staff) -> Self {
        Self {
            draw,
            entries: Vec::new(),
            staff,
            conversations: 0,
        }
    }

    /// Enters a conversation. Its rows are a few seconds apart.
    pub(crate) fn enter(
        &mut self,
        agent: &'static Agent,
        person: Option<u32>,
        at: i64,
        parts: &[Part],
        pane: Pane,
    ) -> Credits {
        self.conversations += 1;
        let first = self.entries.len();
        let entries = (0..).zip(parts).map(|(place, part)| Entry {
            at: at + place * 7,
            person,
            agent,
            part: *part,
            circumstances: circumstances(agent.start, pane),
            conversation: self.conversations,
        });
        self.entries.extend(entries);
        self.entries[first..].iter().map(|entry| self.billed(entry)).sum()
    }

    /// Credits of a service's rows between two days, both included, that somebody has to pay.
    pub(crate) fn billed_between(&self, service: Service, from: NaiveDate, to: NaiveDate) -> Credits {
        let range = day_start(from)..day_start(next_day(to));
        self.entries
            .iter()
            .filter(|entry| entry.agent.service == service && range.contains(&entry.at))
            .map(|entry| self.billed(entry))
            .sum()
    }

    fn billed(&self, entry: &Entry) -> Credits {
        let licensed = entry
            .person
            .is_some_and(|person| self.staff.is_licensed(person, entry.at));
        let rated = rated(entry.at, entry.part, entry.circumstances, licensed);
        match rated.charge {
            Charge::Billed => rated.credits,
            Charge::IncludedByLicence | Charge::NotCharged(_) => Credits::ZERO,
        }
    }
}

/// What a conversation is worth on the rate card of the start, charged or not.
pub(crate) fn worth(parts: &[Part]) -> Credits {
    let at = starts_at().timestamp();
    parts
        .iter()
        .map(|part| rated(at, *part, Circumstances::default(), false).credits)
        .sum()
}

fn rated(at: i64, (feature, quantity): Part, circumstances: Circumstances, licensed: bool) -> Rated {
    let feature = Feature::ALL.iter().copied().find(|known| known.label() == feature);
    metering::rate(Catalogue::built_in(), at, feature, quantity, circumstances, licensed)
        .expect("planned quantities are small")
}

fn circumstances(start: Start, pane: Pane) -> Circumstances {
    let usual = Circumstances {
        test: pane == Pane::Test,
        ..Circumstances::default()
    };
    match start {
        Start::Person => usual,
        Start::Customer => Circumstances {
            audience: Audience::External,
            authenticated: false,
            ..usual
        },
        Start::Itself => Circumstances {
            trigger: Trigger::Autonomous,
            authenticated: false,
            ..usual
        },
        Start::Schedule => Circumstances {
            trigger: Trigger::Schedule,
            authenticated: false,
            ..usual
        },
    }
}

/// A conversation worth exactly that many whole credits: answers with grounding, plain answers, classic answers.
pub(crate) fn worth_exactly(credits: Credits) -> Vec<Part> {
    let whole = credits.0 / Credits::whole(1).0;
    let (grounded, rest) = (whole / 12, whole % 12);
    [
        (Feature::GenerativeAnswer, grounded + rest / 2),
        (Feature::TenantGraphGrounding, grounded),
        (Feature::ClassicAnswer, rest % 2),
    ]
    .into_iter()
    .filter(|(_, amount)| *amount > 0)
    .map(|(feature, amount)| (feature.label(), Quantity::whole(amount)))
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_whole_number_of_credits_can_be_met() {
        for credits in 1..100 {
            let credits = Credits::whole(credits);
            assert_eq!(worth(&worth_exactly(credits)), credits);
        }
    }
}

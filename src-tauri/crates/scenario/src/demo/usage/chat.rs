//! Agents in Microsoft 365 Copilot Chat: billed to the all-users policy, or included in a licence.

use chrono::NaiveDate;
use meterdesk_billing::units::Credits;
use meterdesk_billing::usage::Service;

use super::agents::{CHAT, SPIKING};
use super::book::{Book, Pane, worth, worth_exactly};
use super::calendar::{FIRST_DAY, LAST_DAY, Rhythm, Span, day};
use super::population::{Crowd, Population};
use crate::draw::Weighted;

/// A month: its days, credits to be paid (drawn from a range), and credits that licences include.
pub(crate) struct Month {
    pub(crate) from: NaiveDate,
    to: NaiveDate,
    pub(crate) billed: (u32, u32),
    pub(crate) included: u32,
}

/// November to date is 41 % of a budget of $2,000.
pub(crate) const MONTHS: [Month; 3] = [
    Month {
        from: FIRST_DAY,
        to: day(9, 30),
        billed: (92_000, 97_000),
        included: 37_000,
    },
    Month {
        from: day(10, 1),
        to: day(10, 31),
        billed: (106_000, 112_000),
        included: 43_000,
    },
    Month {
        from: day(11, 1),
        to: LAST_DAY,
        billed: (82_000, 82_000),
        included: 31_000,
    },
];

/// What the content pilot used of its prepaid credits in November to date, from the first day after its policy was made.
pub(crate) const PREPAID_IN_NOVEMBER: u32 = 12_480;
pub(crate) const PREPAID_FROM: NaiveDate = day(11, 3);

/// Days of Copilot Chat: the agent that had one busy day has its own.
#[derive(Debug)]
pub(crate) struct ChatDays {
    usual: Span,
    spiking: Span,
}

impl ChatDays {
    pub(crate) fn new(from: NaiveDate, to: NaiveDate, rhythm: Rhythm) -> Self {
        Self {
            usual: Span::new(from, to, rhythm),
            spiking: Span::with_spike(from, to, rhythm),
        }
    }
}

impl ChatDays {
    /// One whole day without a spike.
    pub(crate) fn whole_day(day: NaiveDate, rhythm: Rhythm) -> Self {
        Self {
            usual: Span::whole_day(day, rhythm),
            spiking: Span::whole_day(day, rhythm),
        }
    }
}

pub(crate) fn plan(book: &mut Book<'_>, population: &Population) {
    for month in MONTHS {
        let days = ChatDays::new(month.from, month.to, Rhythm::Office);
        let target = Credits::whole(i64::from(book.draw.between(month.billed.0, month.billed.1)));
        let planned = book.billed_between(Service::CopilotChat, month.from, month.to);
        fill(book, &population.unlicensed, &days, target - planned);
        fill(
            book,
            &population.licensed,
            &days,
            Credits::whole(i64::from(month.included)),
        );
    }
}

/// What prepaid credits pay for, by a Copilot credit policy.
pub(crate) fn prepaid(book: &mut Book<'_>, population: &Population) {
    let days = ChatDays::new(PREPAID_FROM, LAST_DAY, Rhythm::Office);
    let credits = Credits::whole(i64::from(PREPAID_IN_NOVEMBER));
    fill(book, &population.content_pilot, &days, credits);
}

/// Enters conversations worth exactly so many whole credits.
pub(crate) fn fill(book: &mut Book<'_>, who: &Crowd, days: &ChatDays, credits: Credits) {
    let agents = Weighted::new(CHAT.iter().map(|agent| agent.weight));
    let mut left = credits;
    while left > Credits::ZERO {
        let place = agents.draw(&mut book.draw);
        let span = if place == SPIKING { &days.spiking } else { &days.usual };
        let mut parts = CHAT[place].conversation(&mut book.draw);
        if worth(&parts) > left {
            parts = worth_exactly(left);
        }
        left = left - worth(&parts);
        let person = who.person(&mut book.draw);
        let at = span.moment(&mut book.draw);
        book.enter(&CHAT[place], Some(person), at, &parts, Pane::Live);
    }
}

//! Agents of Copilot Studio in their environments, and tries in the test pane.
//!
//! How much each environment uses goes with what is set up for it.

use chrono::NaiveDate;
use meterdesk_billing::units::Credits;

use super::agents::{Agent, CHAT, Home, Part, STUDIO, Start};
use super::book::{Book, Pane, worth};
use super::calendar::{FIRST_DAY, LAST_DAY, Rhythm, Span, day};
use super::population::Population;
use crate::draw::Weighted;

/// Credits to be paid in November to date, by environment.
pub(crate) const NOVEMBER: [(Home, i64); 6] = [
    (Home::CustomerCare, 83_900),
    (Home::BackOffice, 41_000),
    (Home::HumanResources, 17_100),
    (Home::Default, 9_600),
    (Home::Viva, 3_100),
    (Home::Sandbox, 2_400),
];

/// Who sets the pace of an environment: people at work where nobody else starts its agents.
pub(crate) fn rhythm(home: Home) -> Rhythm {
    let mut agents = STUDIO.iter().filter(|agent| agent.home == home);
    if agents.all(|agent| agent.start == Start::Person) {
        Rhythm::Office
    } else {
        Rhythm::AlwaysOn
    }
}

/// Months, and what they use in per cent of November to date.
const MONTHS: [(NaiveDate, NaiveDate, i64); 3] = [
    (FIRST_DAY, day(9, 30), 120),
    (day(10, 1), day(10, 31), 150),
    (day(11, 1), LAST_DAY, 100),
];

pub(crate) const TRIES: u32 = 170;

pub(crate) fn plan(book: &mut Book<'_>, population: &Population) {
    for (from, to, percent) in MONTHS {
        let office = Span::new(from, to, Rhythm::Office);
        let always = Span::new(from, to, Rhythm::AlwaysOn);
        for (home, november) in NOVEMBER {
            let target = Credits::whole(november * percent / 100);
            fill(book, population, home, (&office, &always), target);
        }
    }
    let span = Span::new(FIRST_DAY, LAST_DAY, Rhythm::Office);
    tries(book, population, &span, TRIES);
}

/// Enters so many tries in a test pane.
pub(crate) fn tries(book: &mut Book<'_>, population: &Population, span: &Span, count: u32) {
    let started_by_people: Vec<_> = STUDIO
        .iter()
        .chain(&CHAT)
        .filter(|agent| agent.start == Start::Person && !agent.name.is_empty())
        .collect();
    for _ in 0..count {
        let agent = *book.draw.pick(&started_by_people);
        let person = population.makers.person(&mut book.draw);
        let parts = agent.conversation(&mut book.draw);
        let at = span.moment(&mut book.draw);
        book.enter(agent, Some(person), at, &parts, Pane::Test);
    }
}

/// Enters use of an environment's agents until so much is to be paid.
fn fill(book: &mut Book<'_>, population: &Population, home: Home, (office, always): (&Span, &Span), target: Credits) {
    let agents: Vec<&'static Agent> = STUDIO.iter().filter(|agent| agent.home == home).collect();
    let weights = Weighted::new(agents.iter().map(|agent| agent.weight));
    let mut billed = Credits::ZERO;
    while billed < target {
        let agent = agents[weights.draw(&mut book.draw)];
        let parts = agent.conversation(&mut book.draw);
        billed += enter(book, population, agent, &parts, (office, always));
    }
}

/// Enters use of an environment's agents that is worth so much on the average of many days: the conversation that would
/// go beyond is had as often as it has room.
pub(crate) fn fill_on_average(
    book: &mut Book<'_>,
    population: &Population,
    home: Home,
    spans: (&Span, &Span),
    target: Credits,
) {
    let agents: Vec<&'static Agent> = STUDIO.iter().filter(|agent| agent.home == home).collect();
    let weights = Weighted::new(agents.iter().map(|agent| agent.weight));
    let mut room = target.0;
    loop {
        let agent = agents[weights.draw(&mut book.draw)];
        let parts = agent.conversation(&mut book.draw);
        let worth = worth(&parts).0;
        if worth <= room || i64::from(book.draw.below(worth as u32)) < room {
            enter(book, population, agent, &parts, spans);
        }
        if worth > room {
            return;
        }
        room -= worth;
    }
}

fn enter(
    book: &mut Book<'_>,
    population: &Population,
    agent: &'static Agent,
    parts: &[Part],
    (office, always): (&Span, &Span),
) -> Credits {
    let (person, span) = match agent.start {
        Start::Person => (Some(population.staff.person(&mut book.draw)), office),
        Start::Customer | Start::Itself | Start::Schedule => (None, always),
    };
    let at = span.moment(&mut book.draw);
    book.enter(agent, person, at, parts, Pane::Live)
}

//! SharePoint agents and the Retrieval API: use under group policies, use that licences include, and a little that no
//! policy covers.

use chrono::NaiveDate;
use meterdesk_billing::usage::Service;

use super::agents::{Agent, BID_SITES, COMPANY_SITES, SEARCH_CALLER, SERVICE_SITES};
use super::book::{Book, Pane};
use super::calendar::{FIRST_DAY, LAST_DAY, Rhythm, Span, day};
use super::population::{Crowd, Population};
use crate::draw::Weighted;

/// What a prompt to a SharePoint agent is worth.
pub(crate) const CREDITS_PER_PROMPT: i64 = 12;

/// The day after the older policy for SharePoint agents was connected.
pub(crate) const SERVICE_KNOWLEDGE_FROM: NaiveDate = day(9, 15);
pub(crate) const BIDS_FROM: NaiveDate = day(10, 13);
pub(crate) const SEARCH_FROM: NaiveDate = day(10, 6);

pub(crate) const NOVEMBER: NaiveDate = day(11, 1);
const OCTOBER: NaiveDate = day(10, 1);

/// Prompts in November to date under the older policy: 46,224 credits, $462.24.
pub(crate) const SERVICE_KNOWLEDGE_IN_NOVEMBER: u32 = 3852;

/// Prompts under the younger policy, prompts of licensed people to each kind of site, and prompts that nobody pays for.
pub(crate) const BID_PROMPTS: u32 = 1750;
pub(crate) const LICENSED_PROMPTS: u32 = 1000;
pub(crate) const UNCOVERED_PROMPTS: u32 = 45;
/// Calls of the Retrieval API by whom its policy covers, by licensed people of the same group, and by others.
pub(crate) const SEARCHES: u32 = 210;
pub(crate) const LICENSED_SEARCHES: u32 = 60;
pub(crate) const UNCOVERED_SEARCHES: u32 = 8;

pub(crate) fn plan(book: &mut Book<'_>, population: &Population) {
    service_knowledge(book, population);
    let office = |from, to| Span::new(from, to, Rhythm::Office);
    let all_along = office(FIRST_DAY, LAST_DAY);

    prompts(
        book,
        &BID_SITES,
        &population.bidders,
        &office(BIDS_FROM, LAST_DAY),
        BID_PROMPTS,
    );
    for sites in [&SERVICE_SITES[..], &BID_SITES, &COMPANY_SITES] {
        prompts(book, sites, &population.licensed, &all_along, LICENSED_PROMPTS);
    }
    let before_policies = office(FIRST_DAY, day(9, 11));
    prompts(book, &SERVICE_SITES, &population.service_readers, &before_policies, 15);
    prompts(
        book,
        &COMPANY_SITES,
        &population.uncovered_readers,
        &all_along,
        UNCOVERED_PROMPTS,
    );

    let while_connected = office(SEARCH_FROM, LAST_DAY);
    searches(book, &population.searchers, &while_connected, SEARCHES);
    searches(
        book,
        &population.licensed_searchers,
        &while_connected,
        LICENSED_SEARCHES,
    );
    searches(
        book,
        &population.uncovered_searchers,
        &while_connected,
        UNCOVERED_SEARCHES,
    );
}

fn service_knowledge(book: &mut Book<'_>, population: &Population) {
    let planned = book.billed_between(Service::SharePointAgents, NOVEMBER, LAST_DAY).0 / 1_000_000 / CREDITS_PER_PROMPT;
    let november = SERVICE_KNOWLEDGE_IN_NOVEMBER - planned as u32;
    let september = book.draw.between(1700, 2000);
    let october = book.draw.between(4300, 4800);
    for (from, to, count) in [
        (SERVICE_KNOWLEDGE_FROM, day(9, 30), september),
        (OCTOBER, day(10, 31), october),
        (NOVEMBER, LAST_DAY, november),
    ] {
        let days = Span::new(from, to, Rhythm::Office);
        prompts(book, &SERVICE_SITES, &population.service_readers, &days, count);
    }
}

/// Enters so many prompts to SharePoint agents.
pub(crate) fn prompts(book: &mut Book<'_>, sites: &'static [Agent], who: &Crowd, days: &Span, count: u32) {
    let weights = Weighted::new(sites.iter().map(|site| site.weight));
    for _ in 0..count {
        let site = &sites[weights.draw(&mut book.draw)];
        converse(book, site, who, days);
    }
}

pub(crate) fn searches(book: &mut Book<'_>, who: &Crowd, days: &Span, count: u32) {
    for _ in 0..count {
        converse(book, &SEARCH_CALLER, who, days);
    }
}

fn converse(book: &mut Book<'_>, agent: &'static Agent, who: &Crowd, days: &Span) {
    let parts = agent.conversation(&mut book.draw);
    let person = who.person(&mut book.draw);
    let at = days.moment(&mut book.draw);
    book.enter(agent, Some(person), at, &parts, Pane::Live);
}

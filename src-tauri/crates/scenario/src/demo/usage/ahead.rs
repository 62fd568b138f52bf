//! Use after the start, a day at a time: the same people, agents and rhythms as in the weeks before, at the same pace.
//!
//! A day follows from the seed and the day alone, so it doesn't matter in how many steps time gets there. A row says that
//! somebody asked; whether they were served is left to the set-up of that time.

use chrono::NaiveDate;
use meterdesk_billing::directory::PersonRow;
use meterdesk_billing::time::{Instant, day_start};
use meterdesk_billing::units::Credits;
use meterdesk_billing::usage::UsageRow;

use super::agents::{BID_SITES, COMPANY_SITES, SERVICE_SITES};
use super::book::Book;
use super::calendar::{FIRST_DAY, LAST_DAY, Rhythm, Span, days};
use super::chat::{self, ChatDays, MONTHS};
use super::population::{Crowd, Population};
use super::services::{self, CREDITS_PER_PROMPT};
use super::standouts::{self, HEAVIEST};
use super::{Numbered, default_environment, numbered, row, studio};
use crate::demo::groups::Groups;
use crate::demo::people::Staff;
use crate::demo::{NAME, starts_at};
use crate::draw::{Draw, Topic};
use crate::instant;
use crate::names::Company;

/// How far a day may be above or below its pace, in thousandths.
const SWING: (u32, u32) = (880, 1120);

/// When planned use ends. It bounds what one advance of the clock can add.
pub(crate) fn ends_at() -> Instant {
    instant("2027-06-30T23:59:59Z")
}

/// Everything that planning a day needs.
#[derive(Debug)]
pub(crate) struct Ahead {
    seed: u64,
    staff: Staff,
    population: Population,
    default_environment: String,
}

/// An amount that was used over some days, as a measure for others.
struct Pace {
    amount: u32,
    rhythm: Rhythm,
    from: NaiveDate,
    to: NaiveDate,
}

impl Pace {
    const fn office(amount: u32, from: NaiveDate) -> Self {
        Self {
            amount,
            rhythm: Rhythm::Office,
            from,
            to: LAST_DAY,
        }
    }

    /// The amount of one day. What is less than one comes up as often as it should.
    fn on(&self, day: NaiveDate, draw: &mut Draw) -> u32 {
        let all = u64::from(self.rhythm.weight_between(self.from, self.to)) * 1000;
        let weight = u64::from(self.rhythm.day_weight(day)) * u64::from(draw.between(SWING.0, SWING.1));
        let share = u64::from(self.amount) * weight;
        let rest = u64::from(draw.below(1_000_000)) * all < share % all * 1_000_000;
        (share / all) as u32 + u32::from(rest)
    }
}

impl Ahead {
    pub(crate) fn new(seed: u64, company: &Company, staff: Staff, groups: &Groups) -> Self {
        // The same draws that came first for the weeks before, so that the same people are keen.
        let population = Population::new(&staff, groups, &mut Draw::new(seed, Topic::Usage));
        Self {
            seed,
            population,
            default_environment: default_environment(company),
            staff,
        }
    }

    pub(crate) fn people(&self) -> &[PersonRow] {
        &self.staff.people
    }

    /// Rows later than `after`, up to and including `upto`, in time order.
    pub(crate) fn rows(&self, after: Instant, upto: Instant) -> impl Iterator<Item = UsageRow> + '_ {
        let (after, upto) = (after.max(starts_at()), upto.min(ends_at()));
        let within = move |row: &UsageRow| after.timestamp() < row.at && row.at <= upto.timestamp();
        days(after.date_naive(), upto.date_naive())
            .flat_map(|day| self.day(day))
            .filter(within)
    }

    fn day(&self, day: NaiveDate) -> Vec<UsageRow> {
        let number = (day_start(day) / 86_400) as u32;
        let mut book = Book::new(Draw::of_day(self.seed, number), &self.staff);
        self.standouts(&mut book, day);
        self.chat(&mut book, day);
        self.services(&mut book, day);
        self.studio(&mut book, day);
        let usual = numbered("", std::mem::take(&mut book.entries));
        self.prepaid(&mut book, day);
        let mut entries: Vec<_> = usual.chain(numbered("p", book.entries)).collect();
        entries.sort_by_key(|numbered| numbered.entry.at);
        let date = day.format("%Y%m%d");
        let row = |numbered: Numbered| {
            let Numbered {
                kind,
                number,
                mut entry,
            } = numbered;
            entry.circumstances.attempt = true;
            let ids = (
                format!("{NAME}-{}-{date}-{kind}{number:04}", self.seed),
                format!("c-{date}-{:04}", entry.conversation),
            );
            row(&entry, self.people(), &self.default_environment, ids)
        };
        entries.into_iter().map(row).collect()
    }

    fn standouts(&self, book: &mut Book<'_>, day: NaiveDate) {
        let off_at_week_ends = |amount, from| Pace {
            rhythm: Rhythm::WeekdaysOnly,
            ..Pace::office(amount, from)
        };
        let chat_days = ChatDays::whole_day(day, Rhythm::WeekdaysOnly);
        let span = Span::whole_day(day, Rhythm::WeekdaysOnly);
        for (person, heavy) in self.population.heaviest.into_iter().zip(HEAVIEST) {
            let person = Crowd::only(person);
            let (credits, prompts) = heavy.last_30_days;
            let at_chat = credits - CREDITS_PER_PROMPT * i64::from(prompts);
            let from = standouts::LAST_30_DAYS_FROM;
            let at_chat = off_at_week_ends(at_chat as u32, from).on(day, &mut book.draw);
            let prompts = off_at_week_ends(prompts, from).on(day, &mut book.draw);
            chat::fill(book, &person, &chat_days, Credits::whole(i64::from(at_chat)));
            services::prompts(book, &SERVICE_SITES, &person, &span, prompts);
        }
        let since_the_licence = off_at_week_ends(standouts::SINCE_THE_LICENCE as u32, standouts::DAY_AFTER_THE_LICENCE);
        let credits = since_the_licence.on(day, &mut book.draw);
        let person = Crowd::only(self.population.newly_licensed);
        chat::fill(book, &person, &chat_days, Credits::whole(i64::from(credits)));
    }

    fn chat(&self, book: &mut Book<'_>, day: NaiveDate) {
        let [.., november] = MONTHS;
        let days = ChatDays::whole_day(day, Rhythm::Office);
        for (who, amount) in [
            (&self.population.unlicensed, november.billed.0),
            (&self.population.licensed, november.included),
        ] {
            let credits = Pace::office(amount, november.from).on(day, &mut book.draw);
            chat::fill(book, who, &days, Credits::whole(i64::from(credits)));
        }
    }

    fn prepaid(&self, book: &mut Book<'_>, day: NaiveDate) {
        let days = ChatDays::whole_day(day, Rhythm::Office);
        let credits = Pace::office(chat::PREPAID_IN_NOVEMBER, chat::PREPAID_FROM).on(day, &mut book.draw);
        let credits = Credits::whole(i64::from(credits));
        chat::fill(book, &self.population.content_pilot, &days, credits);
    }

    fn services(&self, book: &mut Book<'_>, day: NaiveDate) {
        let population = &self.population;
        let span = Span::whole_day(day, Rhythm::Office);
        let november = services::NOVEMBER;
        let [service, bids, company] = [&SERVICE_SITES[..], &BID_SITES, &COMPANY_SITES];
        for (sites, who, amount, from) in [
            (
                service,
                &population.service_readers,
                services::SERVICE_KNOWLEDGE_IN_NOVEMBER,
                november,
            ),
            (bids, &population.bidders, services::BID_PROMPTS, services::BIDS_FROM),
            (service, &population.licensed, services::LICENSED_PROMPTS, FIRST_DAY),
            (bids, &population.licensed, services::LICENSED_PROMPTS, FIRST_DAY),
            (company, &population.licensed, services::LICENSED_PROMPTS, FIRST_DAY),
            (
                company,
                &population.uncovered_readers,
                services::UNCOVERED_PROMPTS,
                FIRST_DAY,
            ),
        ] {
            let count = Pace::office(amount, from).on(day, &mut book.draw);
            services::prompts(book, sites, who, &span, count);
        }
        for (who, amount) in [
            (&population.searchers, services::SEARCHES),
            (&population.licensed_searchers, services::LICENSED_SEARCHES),
            (&population.uncovered_searchers, services::UNCOVERED_SEARCHES),
        ] {
            let count = Pace::office(amount, services::SEARCH_FROM).on(day, &mut book.draw);
            services::searches(book, who, &span, count);
        }
    }

    fn studio(&self, book: &mut Book<'_>, day: NaiveDate) {
        let spans = [Rhythm::Office, Rhythm::AlwaysOn].map(|rhythm| Span::whole_day(day, rhythm));
        for (home, november) in studio::NOVEMBER {
            let pace = Pace {
                rhythm: studio::rhythm(home),
                ..Pace::office(november as u32, services::NOVEMBER)
            };
            let credits = Credits::whole(i64::from(pace.on(day, &mut book.draw)));
            studio::fill_on_average(book, &self.population, home, (&spans[0], &spans[1]), credits);
        }
        let tries = Pace::office(studio::TRIES, FIRST_DAY).on(day, &mut book.draw);
        studio::tries(book, &self.population, &spans[0], tries);
    }
}

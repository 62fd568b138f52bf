//! The people whose figures are known to the credit: the two heaviest users of the last 30 days, and one who was
//! licensed a week before the start.
//!
//! The heaviest are off at week-ends, and 30 days before the start is a Sunday: however the 30 days are counted, the
//! figure is the same.

use chrono::NaiveDate;
use meterdesk_billing::units::Credits;

use super::agents::SERVICE_SITES;
use super::book::Book;
use super::calendar::{FIRST_DAY, LAST_DAY, Rhythm, Span, day};
use super::chat::{self, ChatDays};
use super::population::{Crowd, Population};
use super::services::{self, CREDITS_PER_PROMPT, SERVICE_KNOWLEDGE_FROM};

/// How much a heavy user uses: credits in all, and how many prompts to SharePoint agents are in them.
pub(crate) struct Heavy {
    pub(crate) last_30_days: (i64, u32),
    before: (i64, u32),
}

pub(crate) const HEAVIEST: [Heavy; 2] = [
    Heavy {
        last_30_days: (3412, 150),
        before: (2100, 90),
    },
    Heavy {
        last_30_days: (2310, 60),
        before: (1600, 45),
    },
];

pub(crate) const LAST_30_DAYS_FROM: NaiveDate = day(10, 19);
const BEFORE_THAT: NaiveDate = day(10, 16);

/// Credits of the newly licensed person, billed and then included.
const BEFORE_THE_LICENCE: i64 = 480;
pub(crate) const SINCE_THE_LICENCE: i64 = 130;
const DAY_BEFORE_THE_LICENCE: NaiveDate = day(11, 9);
pub(crate) const DAY_AFTER_THE_LICENCE: NaiveDate = day(11, 11);

pub(crate) fn plan(book: &mut Book<'_>, population: &Population) {
    for (person, heavy) in population.heaviest.into_iter().zip(HEAVIEST) {
        let person = Crowd::only(person);
        let spans = [
            (heavy.before, FIRST_DAY, SERVICE_KNOWLEDGE_FROM, BEFORE_THAT),
            (heavy.last_30_days, LAST_30_DAYS_FROM, LAST_30_DAYS_FROM, LAST_DAY),
        ];
        for ((credits, prompts), chat_from, prompts_from, to) in spans {
            let at_chat = Credits::whole(credits) - Credits::whole(CREDITS_PER_PROMPT * i64::from(prompts));
            chat::fill(
                book,
                &person,
                &ChatDays::new(chat_from, to, Rhythm::WeekdaysOnly),
                at_chat,
            );
            let days = Span::new(prompts_from, to, Rhythm::WeekdaysOnly);
            services::prompts(book, &SERVICE_SITES, &person, &days, prompts);
        }
    }
    let person = Crowd::only(population.newly_licensed);
    for (credits, from, to) in [
        (BEFORE_THE_LICENCE, FIRST_DAY, DAY_BEFORE_THE_LICENCE),
        (SINCE_THE_LICENCE, DAY_AFTER_THE_LICENCE, LAST_DAY),
    ] {
        let days = ChatDays::new(from, to, Rhythm::WeekdaysOnly);
        chat::fill(book, &person, &days, Credits::whole(credits));
    }
}

//! Conversations with the company's three bots: a pilot in December 2019, the last quarter of billed sessions, and a few each
//! month since, so that every rule has something to count.
//!
//! What they are counted as is not decided here. They are no usage: nobody is charged for them.

use chrono::{Datelike, Days, NaiveDate, Weekday};
use meterdesk_billing::sessions::{Answer, Conversation, Ending, FlowOrigin, FlowRun, LogChannel, TopicKind, Turn};
use meterdesk_billing::time::{Month, day_start};

use crate::draw::{Draw, Topic};

struct Bot {
    name: &'static str,
    channel: LogChannel,
    flow: (&'static str, FlowOrigin),
}

const BOTS: [Bot; 3] = [
    Bot {
        name: "Order Status",
        channel: LogChannel::Web,
        flow: ("Look up order", FlowOrigin::Agent),
    },
    Bot {
        name: "IT Help",
        channel: LogChannel::Teams,
        flow: ("Create ticket", FlowOrigin::PowerAutomate),
    },
    Bot {
        name: "Store Finder",
        channel: LogChannel::Facebook,
        flow: ("Find the nearest store", FlowOrigin::Agent),
    },
];

/// Of ten conversations, how many each bot has.
const SHARES: [usize; 10] = [0, 0, 0, 0, 0, 1, 1, 1, 2, 2];

/// Conversations of the months that have many; all others since have [`SINCE`].
const MANY: [(i32, u32, u32); 4] = [(2019, 12, 40), (2023, 10, 1_150), (2023, 11, 1_420), (2023, 12, 2_480)];
const SINCE: u32 = 12;

/// All of them that begin before a day, in order of their beginning.
pub(crate) fn conversations(seed: u64, until: NaiveDate) -> impl Iterator<Item = Conversation> {
    let mut draw = Draw::new(seed, Topic::Conversations);
    let many = MANY.map(|(year, month, count)| (first_day(year, month), count));
    let mut next = Month::of_day(first_day(2024, 1));
    let since = std::iter::from_fn(move || {
        let month = next;
        next = next.next();
        (month.first_day() < until).then_some((month.first_day(), SINCE))
    });
    let months = many.into_iter().chain(since);
    let mut number = 0;
    months.flat_map(move |(first, count)| {
        let days = days_of(first, until);
        let mut begins: Vec<i64> = (0..count).map(|_| begin(&mut draw, &days)).collect();
        begins.sort_unstable();
        let made: Vec<_> = begins
            .into_iter()
            .map(|at| {
                number += 1;
                conversation(&mut draw, number, at)
            })
            .collect();
        made
    })
}

fn first_day(year: i32, month: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, 1).unwrap_or_default()
}

/// The weekdays of a month before a day; where there is none, its first day.
fn days_of(first: NaiveDate, until: NaiveDate) -> Vec<NaiveDate> {
    let end = Month::of_day(first).next().first_day().min(until);
    let mut days: Vec<_> = first
        .iter_days()
        .take_while(|day| *day < end)
        .filter(|day| !matches!(day.weekday(), Weekday::Sat | Weekday::Sun))
        .collect();
    if days.is_empty() {
        days.push(first);
    }
    days
}

/// A second of office hours, early enough for the longest conversation to end on the same day.
fn begin(draw: &mut Draw, days: &[NaiveDate]) -> i64 {
    let day = draw.pick(days);
    day_start(*day) + i64::from(draw.between(7 * 3_600, 17 * 3_600))
}

fn conversation(draw: &mut Draw, number: u32, at: i64) -> Conversation {
    let bot = &BOTS[*draw.pick(&SHARES)];
    let turn = |at: i64, topic: TopicKind| Turn {
        at,
        topic,
        ending: None,
        answer: Answer::Classic,
        skill: false,
        flow: None,
    };
    let mut turns = vec![turn(at, TopicKind::System)];
    let mut add = |draw: &mut Draw, count: u32, (least, most): (u32, u32)| {
        for _ in 0..count {
            let last = turns.last().map_or(at, |turn| turn.at);
            turns.push(turn(last + i64::from(draw.between(least, most)), TopicKind::Authored));
        }
    };
    let kind = draw.below(1_000);
    match kind {
        // A greeting, and nothing came of it.
        0..=149 => {}
        // Somebody came back after a while.
        150..=209 => {
            add(draw, 2, (20, 90));
            add(draw, 2, (1_900, 3_000));
        }
        // Somebody took more than an hour.
        210..=239 => add(draw, 6, (700, 1_500)),
        // Somebody would not stop.
        240..=241 => add(draw, 104, (5, 20)),
        _ => {
            let count = draw.between(1, 3);
            add(draw, count, (15, 120));
        }
    }
    let has_models = at >= day_start(first_day(2025, 2));
    for turn in turns.iter_mut().skip(1) {
        if has_models && draw.chance(350) {
            turn.answer = Answer::Generative;
        }
    }
    if draw.chance(180) {
        let place = draw.below(turns.len() as u32) as usize;
        turns[place].flow = Some(FlowRun {
            name: bot.flow.0.to_owned(),
            origin: bot.flow.1,
        });
    } else if draw.chance(40) {
        turns[0].skill = true;
    }
    let is_web = bot.channel == LogChannel::Web;
    let lot = draw.below(10);
    let ending = match lot {
        _ if kind < 150 && is_web && lot < 6 => Ending::Closed,
        0..=4 => Ending::Answered,
        5..=6 => Ending::Escalated,
        _ if is_web => Ending::Closed,
        _ => Ending::Silence,
    };
    if let Some(last) = turns.last_mut() {
        last.ending = Some(ending);
    }
    Conversation {
        name: format!("conversation-{number:05}"),
        bot: bot.name.to_owned(),
        channel: bot.channel,
        turns,
    }
}

/// The day before which logs were taken: of the present day there are none yet.
pub(crate) fn taken_before(now: NaiveDate) -> NaiveDate {
    now.checked_sub_days(Days::new(1)).unwrap_or(now)
}

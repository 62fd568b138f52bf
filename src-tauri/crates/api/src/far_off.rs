//! Days far off their own past, month by month, kept in memory for as long as the runs that say so stand.
//!
//! What is far off, `meterdesk-billing` says; who an agent or a person is, nobody asks here.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::mem::take;
use std::sync::Arc;

use chrono::DateTime;
use foldhash::fast::FixedState;
use meterdesk_billing::anomalies::{Anomaly, DAYS_BEFORE, LEAST_OF_A_DAY, LEAST_OF_A_PERSON, LEAST_OF_AN_AGENT, find};
use meterdesk_billing::settlement::{Outcome, RollupKey, UsePart};
use meterdesk_billing::time::Month;
use meterdesk_billing::units::Credits;
use meterdesk_billing::usage::{PersonIndex, Service};
use meterdesk_store::Snapshot;
use tokio::sync::Mutex;

use crate::error::ApiError;

const DAY: i64 = 86_400;

/// No month is longer, in days.
const LONGEST_MONTH: i64 = 31;

/// Agents and people whose past is held in memory at once.
const AT_ONCE: usize = 20_000;

/// Months that are kept; of all branches, and as they were before the last acts.
const MOST_KEPT: usize = 100;

/// Whose day it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Whose {
    /// The whole tenant's.
    Tenant,
    /// An agent's, by its interned name.
    Agent(i64),
    /// A person's.
    Person(PersonIndex),
}

impl Whose {
    const fn least(self) -> Credits {
        match self {
            Self::Tenant => LEAST_OF_A_DAY,
            Self::Agent(_) => LEAST_OF_AN_AGENT,
            Self::Person(_) => LEAST_OF_A_PERSON,
        }
    }
}

/// Some of the services.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Services(u8);

impl Services {
    /// These services.
    pub(crate) fn of(services: impl IntoIterator<Item = Service>) -> Self {
        Self(
            services
                .into_iter()
                .fold(0, |bits, service| bits | (1 << service as u8)),
        )
    }

    /// Whether one of these is among those.
    pub(crate) const fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Each of them, in the order of screens.
    pub(crate) fn each(self) -> impl Iterator<Item = Service> {
        Service::ALL
            .into_iter()
            .filter(move |service| self.meets(Self::of([*service])))
    }
}

/// A day far off its own past.
#[derive(Debug, Clone, Copy)]
pub(crate) struct FarOff {
    pub(crate) whose: Whose,
    pub(crate) found: Anomaly,
    /// What was used on that day.
    pub(crate) services: Services,
}

/// The days found, by what the runs were made from that say so.
#[derive(Debug, Clone, Default)]
pub(crate) struct FarOffDays(Arc<Mutex<HashMap<String, Arc<Vec<FarOff>>>>>);

impl FarOffDays {
    /// Days in `[from, until)`, counted since 1970-01-01, that are far off their own past, in the order of whose they are and the day.
    /// Reads the uses of a month and of the eight weeks before it where nobody has asked since one of them was settled anew.
    pub(crate) async fn within(
        &self,
        snapshot: &mut Snapshot,
        (from, until): (i64, i64),
    ) -> Result<Vec<FarOff>, ApiError> {
        let runs = snapshot.run_contents().await?;
        // Whoever asks at the same time waits for the answer instead of finding it too.
        let mut kept = self.0.lock().await;
        let mut within = Vec::new();
        let mut month = month_of(from);
        while day_of(month.start().timestamp()) < until {
            let days = (day_of(month.start().timestamp()), day_of(month.end().timestamp()));
            let concerns = |run: i64| run < days.1 && run + LONGEST_MONTH > days.0 - DAYS_BEFORE;
            let made_from = runs.iter().filter(|(run, _)| concerns(day_of(*run)));
            let key = made_from.fold(days.0.to_string(), |key, (run, content)| {
                format!("{key}\n{run} {content}")
            });
            let found = match kept.get(&key) {
                Some(found) => Arc::clone(found),
                None => {
                    if kept.len() >= MOST_KEPT {
                        kept.clear();
                    }
                    let found = Arc::new(judged(snapshot, days).await?);
                    kept.insert(key, Arc::clone(&found));
                    found
                }
            };
            within.extend(
                found
                    .iter()
                    .filter(|far| (from..until).contains(&far.found.day))
                    .copied(),
            );
            month = month.next();
        }
        Ok(within)
    }
}

const fn day_of(second: i64) -> i64 {
    second.div_euclid(DAY)
}

fn month_of(day: i64) -> Month {
    Month::of(DateTime::from_timestamp(day * DAY, 0).unwrap_or_default())
}

/// What was used on a day.
#[derive(Debug, Clone, Copy, Default)]
struct Used {
    credits: Credits,
    services: u8,
}

impl Used {
    fn add(&mut self, other: Self) {
        self.credits += other.credits;
        self.services |= other.services;
    }

    fn of(service: Service, credits: Credits) -> Self {
        Self {
            credits,
            services: Services::of([service]).0,
        }
    }
}

const fn counts(key: &RollupKey) -> bool {
    !matches!(key.outcome, Outcome::Blocked(_))
}

/// Days of a month that are far off.
async fn judged(snapshot: &mut Snapshot, days: (i64, i64)) -> Result<Vec<FarOff>, ApiError> {
    let with_past = (days.0 - DAYS_BEFORE, days.1);
    let mut tenant: BTreeMap<i64, Used> = BTreeMap::new();
    snapshot
        .each_sum(with_past, |key, sum| {
            if counts(key) && sum.credits != Credits::ZERO {
                tenant
                    .entry(key.day)
                    .or_default()
                    .add(Used::of(key.service, sum.credits));
            }
        })
        .await?;
    let mut found = far(Whose::Tenant, &tenant.into_iter().collect::<Vec<_>>(), days.0);
    // Whoever never used so much on a day is not far off, and most never do: nothing is kept of their past.
    let mut much = HashSet::new();
    each_day(snapshot, days, &Wanted::Everybody, |whose, _, used| {
        if used.credits >= whose.least() {
            much.insert(whose);
        }
    })
    .await?;
    let mut much: Vec<Whose> = much.into_iter().collect();
    much.sort_unstable();
    for some in much.chunks(AT_ONCE) {
        let mut past: BTreeMap<Whose, Vec<(i64, Used)>> = BTreeMap::new();
        each_day(snapshot, with_past, &Wanted::these(some), |whose, day, used| {
            past.entry(whose).or_default().push((day, used));
        })
        .await?;
        found.extend(past.iter().flat_map(|(whose, past)| far(*whose, past, days.0)));
    }
    Ok(found)
}

fn far(whose: Whose, days: &[(i64, Used)], from: i64) -> Vec<FarOff> {
    let credits: Vec<_> = days.iter().map(|(day, used)| (*day, used.credits)).collect();
    let services: HashMap<i64, u8> = days.iter().map(|(day, used)| (*day, used.services)).collect();
    let found = find(&credits, from, whose.least()).into_iter();
    found
        .map(|found| FarOff {
            whose,
            found,
            services: Services(services.get(&found.day).copied().unwrap_or_default()),
        })
        .collect()
}

/// Whose days are asked for.
enum Wanted {
    Everybody,
    These {
        agents: HashSet<i64, FixedState>,
        /// By person.
        people: Vec<bool>,
    },
}

impl Wanted {
    fn these(some: &[Whose]) -> Self {
        let (mut agents, mut people) = (HashSet::default(), Vec::new());
        for whose in some {
            match whose {
                Whose::Tenant => {}
                Whose::Agent(agent) => {
                    agents.insert(*agent);
                }
                Whose::Person(person) => *at(&mut people, *person) = true,
            }
        }
        Self::These { agents, people }
    }

    fn agent(&self, agent: i64) -> bool {
        match self {
            Self::Everybody => true,
            Self::These { agents, .. } => agents.contains(&agent),
        }
    }

    fn person(&self, person: PersonIndex) -> bool {
        match self {
            Self::Everybody => true,
            Self::These { people, .. } => people.get(person as usize).copied().unwrap_or_default(),
        }
    }
}

/// Somebody's place in a list by person, which grows as far as needed.
fn at<T: Default + Clone>(list: &mut Vec<T>, person: PersonIndex) -> &mut T {
    let place = person as usize;
    if list.len() <= place {
        list.resize(place + 1, T::default());
    }
    &mut list[place]
}

/// A day as it is being read, by agent and person.
#[derive(Default)]
struct DayRead {
    day: i64,
    agents: HashMap<i64, Used, FixedState>,
    people: Vec<Used>,
    /// Who is in `people` today.
    met: Vec<PersonIndex>,
}

impl DayRead {
    fn add(&mut self, wanted: &Wanted, service: Service, part: &UsePart) {
        let used = Used::of(service, part.credits);
        if wanted.agent(part.agent) {
            self.agents.entry(part.agent).or_default().add(used);
        }
        if let Some(person) = part.person.filter(|person| wanted.person(*person)) {
            let of_person = at(&mut self.people, person);
            if of_person.services == 0 {
                self.met.push(person);
            }
            of_person.add(used);
        }
    }

    /// Hands the day on and begins another.
    fn hand_on(&mut self, next: i64, each: &mut impl FnMut(Whose, i64, Used)) {
        for (agent, used) in self.agents.drain() {
            each(Whose::Agent(agent), self.day, used);
        }
        for person in self.met.drain(..) {
            each(Whose::Person(person), self.day, take(&mut self.people[person as usize]));
        }
        self.day = next;
    }
}

/// Hands on what each of the wanted used on each day, day after day.
async fn each_day(
    snapshot: &mut Snapshot,
    days: (i64, i64),
    wanted: &Wanted,
    mut each: impl FnMut(Whose, i64, Used),
) -> Result<(), ApiError> {
    let mut read = DayRead::default();
    snapshot
        .each_use(days, counts, |key, part| {
            if part.credits == Credits::ZERO {
                return;
            }
            if key.day != read.day {
                read.hand_on(key.day, &mut each);
            }
            read.add(wanted, key.service, part);
        })
        .await?;
    read.hand_on(0, &mut each);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn part(agent: i64, person: Option<PersonIndex>, credits: i64) -> UsePart {
        UsePart {
            agent,
            person,
            rows: 1,
            credits: Credits(credits),
            last: 0,
        }
    }

    #[test]
    fn a_day_is_added_up_by_agent_and_person_and_leaves_nothing_to_the_next() {
        let (mut read, mut told) = (DayRead::default(), Vec::new());
        read.add(&Wanted::Everybody, Service::CopilotChat, &part(7, Some(3), 5));
        read.add(&Wanted::Everybody, Service::CopilotStudio, &part(7, Some(3), 2));
        read.add(&Wanted::Everybody, Service::CopilotStudio, &part(8, None, 1));
        let mut tell = |whose, _, used: Used| told.push((whose, used.credits.0, Services(used.services)));
        read.hand_on(1, &mut tell);
        read.hand_on(2, &mut tell);
        told.sort_by_key(|(whose, ..)| *whose);
        let (chat, studio) = (Service::CopilotChat, Service::CopilotStudio);
        assert_eq!(
            told,
            [
                (Whose::Agent(7), 7, Services::of([chat, studio])),
                (Whose::Agent(8), 1, Services::of([studio])),
                (Whose::Person(3), 7, Services::of([chat, studio])),
            ]
        );
    }

    #[test]
    fn only_those_wanted_are_read() {
        let wanted = Wanted::these(&[Whose::Agent(7), Whose::Person(3)]);
        assert!(wanted.agent(7) && wanted.person(3));
        assert!(!wanted.agent(3) && !wanted.person(7) && !wanted.person(2));
    }
}

//! Who uses agents in the demo tenant, and how much against each other.

use crate::demo::groups::Groups;
use crate::demo::people::{DEPARTMENTS, ENGINEERING, INFORMATION_TECHNOLOGY, Staff};
use crate::draw::{Draw, Weighted};

/// How keen people are: a quarter never asks, a few ask all the time.
const KEENNESS: [u32; 20] = [0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 3, 3, 4, 5, 7];

/// How keen those are who were given agents for their work.
const KEENNESS_AT_WORK: [u32; 6] = [1, 1, 2, 2, 3, 4];
const KEENNESS_IN_BOTH: u32 = 3;

const SEARCHERS: usize = 9;
const LICENSED_SEARCHERS: usize = 2;
const MAKERS: usize = 10;

/// People to draw from, some more often than others.
#[derive(Debug)]
pub(crate) struct Crowd {
    people: Vec<u32>,
    weights: Weighted,
}

impl Crowd {
    fn new(people: Vec<u32>, weight: impl FnMut(&u32) -> u32) -> Self {
        let weights = Weighted::new(people.iter().map(weight));
        Self { people, weights }
    }

    /// One person.
    pub(crate) fn only(person: u32) -> Self {
        Self::evenly(vec![person])
    }

    fn evenly(people: Vec<u32>) -> Self {
        Self::new(people, |_| 1)
    }

    /// Who is never drawn.
    pub(crate) fn idle(&self) -> impl Iterator<Item = u32> {
        let idle = |(person, place): (&u32, usize)| (!self.weights.is_drawn(place)).then_some(*person);
        self.people.iter().zip(0..).filter_map(idle)
    }

    pub(crate) fn person(&self, draw: &mut Draw) -> u32 {
        self.people[self.weights.draw(draw)]
    }
}

/// Everybody, by what they use and who pays for it. The two heaviest users and the newly licensed person are in none of
/// the crowds, so that their figures stay as planned.
#[derive(Debug)]
pub(crate) struct Population {
    pub(crate) heaviest: [u32; 2],
    pub(crate) newly_licensed: u32,
    pub(crate) unlicensed: Crowd,
    pub(crate) licensed: Crowd,
    /// Anybody.
    pub(crate) staff: Crowd,
    /// Unlicensed, covered by the older policy for SharePoint agents.
    pub(crate) service_readers: Crowd,
    /// Unlicensed, covered by the younger one alone.
    pub(crate) bidders: Crowd,
    /// Unlicensed, covered by neither.
    pub(crate) uncovered_readers: Crowd,
    /// Unlicensed, covered by the policy for the Retrieval API.
    pub(crate) searchers: Crowd,
    /// Licensed people of the same group.
    pub(crate) licensed_searchers: Crowd,
    /// Unlicensed people outside that group.
    pub(crate) uncovered_searchers: Crowd,
    /// Who builds agents and tries them out.
    pub(crate) makers: Crowd,
    /// Whose use of Copilot Chat a Copilot credit policy pays for. In the unlicensed crowd they never ask.
    pub(crate) content_pilot: Crowd,
}

impl Population {
    pub(crate) fn new(staff: &Staff, groups: &Groups, draw: &mut Draw) -> Self {
        let is_in = |group: &[u32], person: &u32| group.binary_search(person).is_ok();
        let in_both = |person: &u32| is_in(&groups.service_readers, person) && is_in(&groups.bid_team, person);
        let is_licensed = |person: &u32| is_in(&staff.licensed, person);

        let candidates: Vec<_> = groups
            .service_readers
            .iter()
            .copied()
            .filter(|person| !is_licensed(person) && !in_both(person) && *person != staff.newly_licensed)
            .collect();
        let heaviest = draw.sample(&candidates, 2);
        let heaviest = [heaviest[0], heaviest[1]];

        let (licensed, unlicensed): (Vec<_>, Vec<_>) = (0..staff.people.len() as u32)
            .filter(|person| *person != staff.newly_licensed && !heaviest.contains(person))
            .partition(is_licensed);
        let everybody: Vec<_> = unlicensed.iter().chain(&licensed).copied().collect();
        let unlicensed_where = |holds: &dyn Fn(&u32) -> bool| -> Vec<u32> {
            unlicensed.iter().copied().filter(|person| holds(person)).collect()
        };
        let service_readers = unlicensed_where(&|person| is_in(&groups.service_readers, person));
        let bidders =
            unlicensed_where(&|person| is_in(&groups.bid_team, person) && !is_in(&groups.service_readers, person));
        let uncovered_readers =
            unlicensed_where(&|person| !is_in(&groups.service_readers, person) && !is_in(&groups.bid_team, person));
        let searchers = unlicensed_where(&|person| is_in(&groups.search_pilot, person));
        let licensed_searchers: Vec<_> = groups.search_pilot.iter().copied().filter(is_licensed).collect();
        let makers_from = unlicensed_where(&|person| {
            [ENGINEERING, INFORMATION_TECHNOLOGY].contains(&staff.department_of(*person))
                && !is_in(&groups.search_pilot, person)
        });
        let makers = draw.sample(&makers_from, MAKERS);

        let searchers = draw.sample(&searchers, SEARCHERS);
        let licensed_searchers = draw.sample(&licensed_searchers, LICENSED_SEARCHERS);
        let mut keen = |person: &u32| DEPARTMENTS[staff.department_of(*person)].liveliness * *draw.pick(&KEENNESS);
        let unlicensed = Crowd::new(unlicensed, &mut keen);
        let licensed = Crowd::new(licensed, &mut keen);
        let staff_crowd = Crowd::new(everybody, &mut keen);
        let mut at_work = |person: &u32| {
            let keenness = *draw.pick(&KEENNESS_AT_WORK);
            if in_both(person) { KEENNESS_IN_BOTH } else { keenness }
        };
        Self {
            heaviest,
            newly_licensed: staff.newly_licensed,
            unlicensed,
            licensed,
            staff: staff_crowd,
            service_readers: Crowd::new(service_readers, &mut at_work),
            bidders: Crowd::new(bidders, &mut at_work),
            uncovered_readers: Crowd::evenly(uncovered_readers),
            searchers: Crowd::evenly(searchers),
            licensed_searchers: Crowd::evenly(licensed_searchers),
            uncovered_searchers: Crowd::evenly(makers.clone()),
            makers: Crowd::evenly(makers),
            content_pilot: Crowd::evenly(groups.content_pilot.clone()),
        }
    }
}

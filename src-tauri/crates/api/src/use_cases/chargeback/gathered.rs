//! A month's use, added up by whoever is charged for it.
//!
//! Use of people who are charged alike is one sum, unless it is divided among several: then each person's is divided by itself.

use std::collections::{BTreeMap, HashMap};

use fixedbitset::FixedBitSet;
use foldhash::fast::FixedState;
use meterdesk_billing::chargeback::{Chargeback, Whose};
use meterdesk_billing::settlement::{Judged, Outcome, RollupKey, UsePart};
use meterdesk_billing::units::Credits;
use meterdesk_billing::usage::PersonIndex;

use super::belonging::Belonging;

/// A month's use by whoever is charged.
pub(super) struct Used {
    pub(super) chargeback: Chargeback,
    /// How many people of each used something.
    pub(super) people: BTreeMap<Whose, u32>,
    /// How many did at all.
    pub(super) everybody: u32,
}

/// Use being added up.
pub(super) struct Gathered<'a> {
    belonging: &'a Belonging,
    /// The key of the last use, and its place among outcomes.
    last: Option<(RollupKey, u32)>,
    outcomes: Vec<(Outcome, bool)>,
    /// By kind and outcome.
    alike: HashMap<(u32, u32), Credits, FixedState>,
    /// By person and outcome, of those whose use is divided.
    divided: HashMap<(PersonIndex, u32), Credits, FixedState>,
    users: FixedBitSet,
}

impl<'a> Gathered<'a> {
    /// Begins with nothing.
    pub(super) fn new(belonging: &'a Belonging) -> Self {
        Self {
            belonging,
            last: None,
            outcomes: Vec::new(),
            alike: HashMap::default(),
            divided: HashMap::default(),
            users: FixedBitSet::new(),
        }
    }

    /// Adds a use. `in_bill` tells whether a day is one of the bill.
    pub(super) fn add(&mut self, key: &RollupKey, part: &UsePart, in_bill: impl Fn(i64) -> bool) {
        let outcome = self.outcome(key, in_bill);
        let kind = self.belonging.place(part.person);
        match part.person.filter(|_| self.belonging.kind_at(kind).len() > 1) {
            Some(person) => *self.divided.entry((person, outcome)).or_default() += part.credits,
            None => *self.alike.entry((kind, outcome)).or_default() += part.credits,
        }
        if let Some(person) = part.person {
            self.users.grow_and_insert(person as usize);
        }
    }

    /// The place of a key's outcome. Uses come key by key.
    fn outcome(&mut self, key: &RollupKey, in_bill: impl Fn(i64) -> bool) -> u32 {
        if let Some((_, place)) = self.last.filter(|(last, _)| last == key) {
            return place;
        }
        let of = (key.outcome, in_bill(key.day));
        let known = self.outcomes.iter().position(|known| *known == of);
        let place = known.unwrap_or_else(|| {
            self.outcomes.push(of);
            self.outcomes.len() - 1
        });
        let place = u32::try_from(place).unwrap_or(u32::MAX);
        self.last = Some((*key, place));
        place
    }

    /// The sums.
    pub(super) fn finish(self) -> Used {
        let mut chargeback = Chargeback::default();
        let mut people: BTreeMap<Whose, u32> = BTreeMap::new();
        let mut add = |whose: &Whose, credits, outcome: u32| {
            let (outcome, in_bill) = self.outcomes[outcome as usize];
            chargeback.add(whose, Judged { credits, outcome }, in_bill);
        };
        for ((kind, outcome), credits) in self.alike {
            let whose = self.belonging.kind_at(kind);
            whose.iter().for_each(|whose| add(whose, credits, outcome));
        }
        for ((person, outcome), credits) in self.divided {
            let parts = self.belonging.parts(Some(person), credits);
            parts.for_each(|(whose, part)| add(whose, part, outcome));
        }
        let users = self
            .users
            .ones()
            .filter_map(|person| PersonIndex::try_from(person).ok());
        for person in users {
            for whose in self.belonging.whose(Some(person)) {
                *people.entry(whose.clone()).or_default() += 1;
            }
        }
        let everybody = u32::try_from(self.users.count_ones(..)).unwrap_or(u32::MAX);
        Used {
            chargeback,
            people,
            everybody,
        }
    }
}

//! Who is covered, everybody at once, against a naive model a person at a time.

mod support;

use std::collections::BTreeMap;

use meterdesk_billing::coverage::*;
use meterdesk_billing::ids::PolicyId;
use meterdesk_billing::usage::{PersonIndex, Service};
use proptest::prelude::*;
use support::*;

const PEOPLE: u32 = 12;

fn policy(number: u128) -> PolicyId {
    PolicyId(uuid::Uuid::from_u128(number))
}

fn cover(number: u128) -> Cover {
    Cover {
        policy: policy(number),
        scope: group(number),
        ends_at: None,
        chargeable: true,
    }
}

#[derive(Debug, Clone)]
struct Plain {
    licensed: Vec<PersonIndex>,
    /// Members of each policy's group, oldest policy first; `None` for all users.
    covers: Vec<Option<Vec<PersonIndex>>>,
}

impl Plain {
    fn census(&self) -> Census {
        let covers = (0..).zip(&self.covers).map(|(number, members)| {
            let members = members.clone().map(people_set);
            (cover(number), members)
        });
        Census::new(
            people_set(1..=PEOPLE),
            people_set(self.licensed.clone()),
            covers.collect(),
        )
    }

    fn licensed(&self, person: PersonIndex) -> bool {
        self.licensed.contains(&person)
    }

    /// Policies that cover the person, the oldest first.
    fn covering(&self, person: PersonIndex) -> Vec<usize> {
        let covers = |members: &Option<Vec<_>>| members.as_ref().is_none_or(|members| members.contains(&person));
        (0..self.covers.len()).filter(|at| covers(&self.covers[*at])).collect()
    }
}

fn plain() -> impl Strategy<Value = Plain> {
    let some = || proptest::collection::vec(1..=PEOPLE, 0..8);
    (
        some(),
        proptest::collection::vec(proptest::option::weighted(0.9, some()), 0..5),
    )
        .prop_map(|(licensed, covers)| Plain { licensed, covers })
}

proptest! {
    #[test]
    fn everybody_stands_as_a_naive_look_says(plain in plain()) {
        let census = plain.census();
        let mut counts = CensusCounts { people: PEOPLE, ..CensusCounts::default() };
        let mut winners = BTreeMap::new();
        for person in 1..=PEOPLE {
            let covering: Vec<Cover> = plain.covering(person).iter().map(|at| cover(*at as u128)).collect();
            let expected = match covering.as_slice() {
                all if plain.licensed(person) => Standing::Licensed(all.to_vec()),
                [] => Standing::Nobody,
                [winner, others @ ..] => Standing::Covered(*winner, others.to_vec()),
            };
            match &expected {
                Standing::Licensed(_) => counts.licensed += 1,
                Standing::Nobody => counts.nobody += 1,
                Standing::Covered(winner, others) => {
                    counts.covered += 1;
                    counts.twice += u32::from(!others.is_empty());
                    *winners.entry(winner.policy).or_insert(0) += 1;
                }
            }
            prop_assert_eq!(census.standing(person), expected);
            for (kind, holds) in [
                (StandingKind::Licensed, plain.licensed(person)),
                (StandingKind::Covered, !plain.licensed(person) && !covering.is_empty()),
                (StandingKind::Twice, !plain.licensed(person) && covering.len() > 1),
                (StandingKind::Nobody, !plain.licensed(person) && covering.is_empty()),
            ] {
                prop_assert_eq!(census.people_who(Some(kind), None).contains(person as usize), holds, "{:?}", kind);
            }
        }
        counts.winners = winners.into_iter().collect();
        prop_assert_eq!(counts.licensed + counts.covered + counts.nobody, counts.people);
        prop_assert_eq!(counts.winners.iter().map(|(_, people)| people).sum::<u32>(), counts.covered);
        for (winner, people) in &counts.winners {
            prop_assert_eq!(census.people_who(None, Some(*winner)).count_ones(..) as u32, *people);
        }
        prop_assert_eq!(census.counts(), counts);
    }

    #[test]
    fn who_gains_who_is_covered_anyway_and_who_is_licensed_are_the_people_of_the_policy(plain in plain(), which in any::<prop::sample::Index>()) {
        prop_assume!(!plain.covers.is_empty());
        let which = which.index(plain.covers.len());
        let share = plain.census().share(policy(which as u128)).expect("it is one of the census");
        let mut expected = Share::default();
        let (mut others, mut payers, mut payers_without) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
        let scope: Vec<_> = (1..=PEOPLE).filter(|person| plain.covering(*person).contains(&which)).collect();
        for &person in &scope {
            let covering = plain.covering(person);
            let without: Vec<_> = covering.iter().copied().filter(|at| *at != which).collect();
            if plain.licensed(person) {
                expected.licensed += 1;
            } else if without.is_empty() {
                expected.alone += 1;
            } else {
                expected.shared += 1;
                *payers.entry(policy(covering[0] as u128)).or_insert(0) += 1;
                *payers_without.entry(policy(without[0] as u128)).or_insert(0) += 1;
                for other in without {
                    *others.entry(policy(other as u128)).or_insert(0) += 1;
                }
            }
        }
        expected.others = others.into_iter().collect();
        expected.payers = payers.into_iter().collect();
        expected.payers_without = payers_without.into_iter().collect();
        prop_assert_eq!(share.licensed + share.alone + share.shared, scope.len() as u32);
        prop_assert_eq!(share.payers.iter().map(|(_, people)| people).sum::<u32>(), share.shared);
        prop_assert_eq!(share.payers_without.iter().map(|(_, people)| people).sum::<u32>(), share.shared);
        let alone = plain.census().covered_by_none_but(policy(which as u128)).count_ones(..) as u32;
        prop_assert_eq!(alone, expected.alone);
        prop_assert_eq!(share, expected);
    }
}

#[test]
fn the_policies_of_a_time_are_those_connected_then_oldest_first() {
    let mut world = World::new();
    let (older, younger) = (world.policy("Older", group(1)), world.policy("Younger", group(2)));
    world.advance("2026-11-01T09:00:00Z");
    world.connect(Service::SharePointAgents, younger).expect("connects");
    world.connect(Service::SharePointAgents, older).expect("connects");
    world.connect(Service::CopilotChat, older).expect("connects");
    world.advance("2026-11-01T10:00:00Z");
    world.disconnect(Service::SharePointAgents, older).expect("disconnects");
    world.advance("2026-11-01T13:00:00Z");
    let policies = |time: &str| {
        let covers = world.tenant.covers_at(Service::SharePointAgents, at(time));
        covers
            .into_iter()
            .map(|cover| (cover.policy, cover.scope, cover.ends_at.is_some()))
            .collect::<Vec<_>>()
    };
    assert!(policies("2026-11-01T08:59:59Z").is_empty(), "nothing was connected");
    assert_eq!(
        policies("2026-11-01T09:59:59Z"),
        [(older, group(1), false), (younger, group(2), false)],
        "what is decided later is not known yet"
    );
    assert_eq!(
        policies("2026-11-01T11:59:59Z"),
        [(older, group(1), true), (younger, group(2), false)]
    );
    assert_eq!(policies("2026-11-01T12:00:00Z"), [(younger, group(2), false)]);
}

//! What use a month served: how much of each feature under which circumstances, and how much each person used.
//!
//! Whoever asks what other rates or licences would make of a month reads this instead of settling it again. It knows no times,
//! no payers and no agents.

use std::collections::HashMap;

use foldhash::fast::FixedState;
use serde::{Deserialize, Serialize};

use super::uses::{number, take};
use super::{Judged, Outcome};
use crate::metering::MeteringSwitches;
use crate::offers::Need;
use crate::settings::Choice;
use crate::units::{Credits, Quantity};
use crate::usage::{Circumstances, PersonIndex, UsageUnit};

/// What a row is worth on any card follows from this.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
struct Kind {
    feature: i64,
    circumstances: i64,
    licensed: bool,
    december_2023: Choice,
    flow_tests: Choice,
    /// Of one row: rounding is by row.
    quantity: i64,
}

/// Rows that are worth the same on any card.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ServedRows {
    /// Feature, interned.
    pub feature: i64,
    /// Circumstances.
    pub circumstances: Circumstances,
    /// Whether their people had a Microsoft 365 Copilot licence.
    pub licensed: bool,
    /// The switches of metering that held.
    pub switches: MeteringSwitches,
    /// Quantity of each.
    pub quantity: Quantity,
    /// How many.
    pub rows: u64,
}

/// What somebody used that is worth something, and was paid or included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct PersonServed {
    /// What a Microsoft 365 Copilot licence would include.
    pub includable: Need,
    /// The rest.
    pub rest: Need,
}

/// What a month served. Use that was blocked as a whole is none.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Served {
    kinds: HashMap<Kind, u64, FixedState>,
    /// By place; most people use something.
    people: Vec<PersonServed>,
    nobody: PersonServed,
}

/// What a unit's circumstances say beside itself.
#[derive(Debug, Clone, Copy)]
pub(super) struct About {
    pub(super) licensed: bool,
    pub(super) switches: MeteringSwitches,
    /// Whether a licence would include it, had the person one.
    pub(super) includable: bool,
}

impl Served {
    pub(super) fn note(&mut self, unit: &UsageUnit, parts: &[Judged], about: About) {
        if parts.iter().all(|part| matches!(part.outcome, Outcome::Blocked(_))) {
            return;
        }
        let kind = Kind {
            feature: unit.feature,
            circumstances: unit.circumstances.to_bits(),
            licensed: about.licensed,
            december_2023: about.switches.december_2023,
            flow_tests: about.switches.flow_tests,
            quantity: unit.quantity.0,
        };
        *self.kinds.entry(kind).or_default() += 1;
        // Blocked parts were not used, and what a rule leaves uncharged needs no payer.
        let used = |part: &&Judged| matches!(part.outcome, Outcome::Paid(_) | Outcome::Included);
        let credits: Credits = parts.iter().filter(used).map(|part| part.credits).sum();
        if credits == Credits::ZERO {
            return;
        }
        let mut need = Need::default();
        if unit.service.has_no_environment() {
            need.metered = credits;
        } else {
            need.poolable = credits;
        }
        let own = match unit.person {
            None => &mut self.nobody,
            Some(person) => {
                let place = person as usize;
                if place >= self.people.len() {
                    self.people.resize(place + 1, PersonServed::default());
                }
                &mut self.people[place]
            }
        };
        if unit.person.is_some() && about.includable {
            own.includable.add(need);
        } else {
            own.rest.add(need);
        }
    }

    /// Rows by what they are worth, in no order.
    pub fn rows(&self) -> impl Iterator<Item = ServedRows> + '_ {
        self.kinds.iter().filter_map(|(kind, rows)| {
            Some(ServedRows {
                feature: kind.feature,
                circumstances: Circumstances::from_bits(kind.circumstances)?,
                licensed: kind.licensed,
                switches: MeteringSwitches {
                    december_2023: kind.december_2023,
                    flow_tests: kind.flow_tests,
                },
                quantity: Quantity(kind.quantity),
                rows: *rows,
            })
        })
    }

    /// Everybody who used something that is worth something.
    pub fn people(&self) -> impl Iterator<Item = (PersonIndex, PersonServed)> + '_ {
        let people = (0..).zip(&self.people).map(|(person, own)| (person, *own));
        people.filter(|(_, own)| *own != PersonServed::default())
    }

    /// Use without a person: autonomous and external.
    #[must_use]
    pub const fn nobody(&self) -> PersonServed {
        self.nobody
    }

    /// Both halves as the store keeps them: a text of the kinds of rows, and the people as bytes.
    #[must_use]
    pub fn to_stored(&self) -> (String, Vec<u8>) {
        let mut kinds: Vec<(Kind, u64)> = self.kinds.iter().map(|(kind, rows)| (*kind, *rows)).collect();
        kinds.sort_unstable();
        let kinds = serde_json::to_string(&kinds).unwrap_or_default();
        let mut bytes = Vec::new();
        let whole = std::iter::once((0, self.nobody)).chain((1..).zip(self.people.iter().copied()));
        let mut before = 0_u64;
        for (place, own) in whole.filter(|(_, own)| *own != PersonServed::default()) {
            number(&mut bytes, place - before);
            before = place;
            for credits in [
                own.includable.poolable,
                own.includable.metered,
                own.rest.poolable,
                own.rest.metered,
            ] {
                number(&mut bytes, credits.0);
            }
        }
        (kinds, bytes)
    }

    /// The inverse of [`Self::to_stored`]; `None` for what it never gives.
    #[must_use]
    pub fn from_stored(kinds: &str, bytes: &[u8]) -> Option<Self> {
        let kinds: Vec<(Kind, u64)> = serde_json::from_str(kinds).ok()?;
        let mut served = Self {
            kinds: kinds.into_iter().collect(),
            ..Self::default()
        };
        let (mut left, mut place) = (bytes, 0_u64);
        while !left.is_empty() {
            place = place.checked_add(take(&mut left)?)?;
            let mut credits = || take::<i64>(&mut left).map(Credits);
            let own = PersonServed {
                includable: Need {
                    poolable: credits()?,
                    metered: credits()?,
                },
                rest: Need {
                    poolable: credits()?,
                    metered: credits()?,
                },
            };
            match place.checked_sub(1) {
                None => served.nobody = own,
                Some(person) => {
                    let person = usize::try_from(PersonIndex::try_from(person).ok()?).ok()?;
                    served.people.resize(person, PersonServed::default());
                    served.people.push(own);
                }
            }
        }
        Some(served)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::metering::NotChargedRule;
    use crate::settlement::BlockedReason;
    use crate::usage::Service;

    fn unit(person: Option<u32>, service: usize, feature: i64, quantity: i64) -> UsageUnit {
        UsageUnit {
            at: 0,
            person,
            service: Service::ALL[service % Service::ALL.len()],
            agent: 0,
            environment: 0,
            feature,
            quantity: Quantity(quantity),
            circumstances: Circumstances::default(),
            act_seq: None,
            conversation: 0,
            order: 0,
        }
    }

    fn outcome() -> impl Strategy<Value = Outcome> {
        prop_oneof![
            Just(Outcome::Included),
            Just(Outcome::Paid(crate::settlement::Payer::TenantPool)),
            Just(Outcome::NotCharged(NotChargedRule::TestUse)),
            Just(Outcome::Blocked(BlockedReason::NoPayer)),
        ]
    }

    proptest! {
        #[test]
        fn what_is_kept_is_what_was_noted_and_comes_back(
            uses in proptest::collection::vec(
                (proptest::option::of(0_u32..40), 0_usize..4, 0_i64..3, 0_i64..5, any::<[bool; 2]>(), proptest::collection::vec((outcome(), 0_i64..9), 1..3)),
                0..60,
            ),
        ) {
            let mut served = Served::default();
            let (mut rows, mut credits, mut includable) = (0, 0, 0);
            for (person, service, feature, quantity, [licensed, own], parts) in &uses {
                let parts: Vec<Judged> = parts.iter().map(|(outcome, credits)| Judged { credits: Credits(*credits), outcome: *outcome }).collect();
                let about = About { licensed: *licensed, switches: MeteringSwitches::default(), includable: *own };
                served.note(&unit(*person, *service, *feature, *quantity), &parts, about);
                rows += u64::from(!parts.iter().all(|part| matches!(part.outcome, Outcome::Blocked(_))));
                let used: i64 = parts.iter().filter(|part| matches!(part.outcome, Outcome::Paid(_) | Outcome::Included)).map(|part| part.credits.0).sum();
                credits += used;
                if person.is_some() && *own {
                    includable += used;
                }
            }
            prop_assert_eq!(served.rows().map(|kind| kind.rows).sum::<u64>(), rows);
            let own = |own: PersonServed| (own.includable.sum() + own.rest.sum()).0;
            let people: i64 = served.people().map(|(_, person)| own(person)).sum();
            prop_assert_eq!(people + own(served.nobody()), credits);
            prop_assert_eq!(served.people().map(|(_, person)| person.includable.sum().0).sum::<i64>(), includable);
            let (kinds, bytes) = served.to_stored();
            let back = Served::from_stored(&kinds, &bytes).expect("it was written so");
            prop_assert_eq!(back.people().collect::<Vec<_>>(), served.people().collect::<Vec<_>>());
            prop_assert_eq!((back.nobody(), &back.kinds), (served.nobody(), &served.kinds));
            if !bytes.is_empty() {
                prop_assert_eq!(Served::from_stored(&kinds, &bytes[..bytes.len() - 1]), None, "a byte is missing");
            }
        }
    }
}

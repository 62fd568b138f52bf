//! Units that wait until all of their month is there, by hour and each in few bytes.
//!
//! Their order within an hour means nothing, and what becomes of them is not decided here.

use std::collections::BTreeMap;

use crate::units::Quantity;
use crate::usage::{Circumstances, Service, UsageUnit};

const HOUR: i64 = 3_600;

/// Stands for use without a person.
const NOBODY: u32 = u32::MAX;

/// What a unit of a file holds, in half of its bytes.
#[derive(Debug)]
struct Small {
    conversation: u64,
    order: u64,
    quantity: i64,
    person: u32,
    agent: u32,
    environment: u32,
    feature: u32,
    second: u16,
    circumstances: u8,
    service: Service,
}

impl Small {
    /// `None` for a unit that is an act or has a number too large.
    fn of(unit: &UsageUnit) -> Option<Self> {
        if unit.act_seq.is_some() || unit.person == Some(NOBODY) {
            return None;
        }
        Some(Self {
            conversation: unit.conversation,
            order: unit.order,
            quantity: unit.quantity.0,
            person: unit.person.unwrap_or(NOBODY),
            agent: unit.agent.try_into().ok()?,
            environment: unit.environment.try_into().ok()?,
            feature: unit.feature.try_into().ok()?,
            second: unit.at.rem_euclid(HOUR).try_into().ok()?,
            circumstances: unit.circumstances.to_bits().try_into().ok()?,
            service: unit.service,
        })
    }

    fn unit(&self, hour: i64) -> UsageUnit {
        let circumstances = Circumstances::from_bits(self.circumstances.into());
        UsageUnit {
            // Exact also where the hour begins before the first second that can be told.
            at: hour.wrapping_mul(HOUR).wrapping_add(self.second.into()),
            person: (self.person != NOBODY).then_some(self.person),
            service: self.service,
            agent: self.agent.into(),
            environment: self.environment.into(),
            feature: self.feature.into(),
            quantity: Quantity(self.quantity),
            circumstances: circumstances.expect("they were circumstances before"),
            act_seq: None,
            conversation: self.conversation,
            order: self.order,
        }
    }
}

/// The units of one hour.
#[derive(Debug, Default)]
struct Hour {
    small: Vec<Small>,
    whole: Vec<UsageUnit>,
}

/// Units that wait.
#[derive(Debug, Default)]
pub(super) struct Waiting {
    hours: BTreeMap<i64, Hour>,
}

impl Waiting {
    pub(super) fn add(&mut self, unit: &UsageUnit) {
        let hour = self.hours.entry(unit.at.div_euclid(HOUR)).or_default();
        match Small::of(unit) {
            Some(small) => hour.small.push(small),
            None => hour.whole.push(*unit),
        }
    }

    /// The units of one hour after the other.
    pub(super) fn into_hours(self) -> impl Iterator<Item = Vec<UsageUnit>> {
        self.hours.into_iter().map(|(hour, units)| {
            let mut all = units.whole;
            all.extend(units.small.iter().map(|small| small.unit(hour)));
            all
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::usage::{Audience, Trigger};

    prop_compose! {
        fn any_unit()(
            at in prop_oneof![-10_000_i64..10_000, Just(i64::MIN), Just(i64::MAX)],
            person in proptest::option::of(prop_oneof![0_u32..9, Just(u32::MAX)]),
            service in 0..Service::ALL.len(),
            names in proptest::array::uniform3(prop_oneof![0_i64..9, Just(-1), Just(i64::MAX)]),
            quantity in any::<i64>(),
            (external, autonomous, test) in any::<(bool, bool, bool)>(),
            act_seq in proptest::option::of(0_u64..9),
            (conversation, order) in any::<(u64, u64)>(),
        ) -> UsageUnit {
            UsageUnit {
                at,
                person,
                service: Service::ALL[service],
                agent: names[0],
                environment: names[1],
                feature: names[2],
                quantity: Quantity(quantity),
                circumstances: Circumstances {
                    audience: if external { Audience::External } else { Audience::Employee },
                    trigger: if autonomous { Trigger::Autonomous } else { Trigger::Interactive },
                    test,
                    ..Circumstances::default()
                },
                act_seq,
                conversation,
                order,
            }
        }
    }

    proptest! {
        #[test]
        fn units_come_back_as_they_were_hour_by_hour(units in proptest::collection::vec(any_unit(), 0..40)) {
            let mut waiting = Waiting::default();
            units.iter().for_each(|unit| waiting.add(unit));
            let back: Vec<Vec<UsageUnit>> = waiting.into_hours().collect();
            let hours: Vec<i64> = back.iter().map(|units| units[0].at.div_euclid(HOUR)).collect();
            prop_assert!(hours.is_sorted());
            for (units, hour) in back.iter().zip(&hours) {
                prop_assert!(units.iter().all(|unit| unit.at.div_euclid(HOUR) == *hour));
            }
            let mut back = back.concat();
            let mut units = units;
            let order = |unit: &UsageUnit| format!("{unit:?}");
            back.sort_by_key(order);
            units.sort_by_key(order);
            prop_assert_eq!(back, units);
        }
    }

    #[test]
    fn a_unit_of_a_file_takes_few_bytes() {
        assert!(size_of::<Small>() <= 48);
    }
}

//! Who used which agent: what the sums of a day are made of, packed as bytes, so that nobody settles a month again to ask.
//!
//! It names nobody and knows no outcome: both stand with the key whose uses these are.

use integer_encoding::VarInt;

use crate::units::{Credits, MILLIONTHS};
use crate::usage::{PersonIndex, UsageUnit};

const DAY: i64 = 86_400;

/// What one person used of one agent on a day, under one key of the sums.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct UsePart {
    /// Agent, interned.
    pub agent: i64,
    /// The person; `None` for autonomous and external use.
    pub person: Option<PersonIndex>,
    /// Rows.
    pub rows: u64,
    /// Credits.
    pub credits: Credits,
    /// Second of the last use.
    pub last: i64,
}

/// Notes one use in the order in which it comes. The row counts where `counted`.
pub(super) fn note(bytes: &mut Vec<u8>, unit: &UsageUnit, credits: Credits, counted: bool) {
    write(
        bytes,
        0,
        &UsePart {
            agent: unit.agent,
            person: unit.person,
            rows: u64::from(counted),
            credits,
            last: unit.at,
        },
    );
}

/// Adds noted uses of a day up by agent and person, in an order that depends on nothing but them.
pub(super) fn pack(day: i64, noted: Vec<u8>) -> Vec<u8> {
    let mut parts = Vec::new();
    let mut left = noted.as_slice();
    while let Some(part) = read(&mut left, 0, day) {
        parts.push(part);
    }
    drop(noted);
    parts.sort_unstable_by_key(|part| (part.agent, part.person));
    let mut bytes = Vec::new();
    let mut before = 0;
    for same in parts.chunk_by(|one, other| (one.agent, one.person) == (other.agent, other.person)) {
        let sum = UsePart {
            rows: same.iter().map(|part| part.rows).sum(),
            credits: same.iter().map(|part| part.credits).sum(),
            last: same.iter().map(|part| part.last).max().unwrap_or_default(),
            ..same[0]
        };
        write(&mut bytes, before, &sum);
        before = sum.agent;
    }
    bytes.shrink_to_fit();
    bytes
}

/// Hands on the packed uses of a day, by agent and person; `None` where the bytes can't be read to their end.
#[must_use]
pub fn each_part(day: i64, packed: &[u8], mut each: impl FnMut(&UsePart)) -> Option<()> {
    let (mut left, mut before) = (packed, 0);
    while !left.is_empty() {
        let part = read(&mut left, before, day)?;
        before = part.agent;
        each(&part);
    }
    Some(())
}

fn write(bytes: &mut Vec<u8>, before: i64, part: &UsePart) {
    number(bytes, part.agent.wrapping_sub(before));
    number(bytes, part.person.map_or(0, |person| u64::from(person) + 1));
    number(bytes, part.rows);
    // Whole credits, which most are, take a byte or two.
    let (whole, rest) = (part.credits.0 / MILLIONTHS, part.credits.0 % MILLIONTHS);
    if rest == 0 {
        number(bytes, whole.wrapping_mul(2));
    } else {
        number(bytes, whole.wrapping_mul(2).wrapping_add(1));
        number(bytes, rest);
    }
    number(bytes, part.last.rem_euclid(DAY));
}

fn read(left: &mut &[u8], before: i64, day: i64) -> Option<UsePart> {
    let agent = before.wrapping_add(take::<i64>(left)?);
    let person = match take::<u64>(left)? {
        0 => None,
        next => Some(PersonIndex::try_from(next - 1).ok()?),
    };
    let rows = take(left)?;
    let coded: i64 = take(left)?;
    let rest = if coded & 1 == 0 { 0 } else { take(left)? };
    let credits = Credits((coded >> 1).checked_mul(MILLIONTHS)?.checked_add(rest)?);
    let last = day.checked_mul(DAY)?.checked_add(take(left)?)?;
    Some(UsePart {
        agent,
        person,
        rows,
        credits,
        last,
    })
}

/// A variable number of bytes, few for small numbers.
pub(super) fn number(bytes: &mut Vec<u8>, number: impl VarInt) {
    let mut coded = [0; 10];
    let length = number.encode_var(&mut coded);
    bytes.extend_from_slice(&coded[..length]);
}

/// The next number, which the bytes no longer hold then.
pub(super) fn take<T: VarInt>(left: &mut &[u8]) -> Option<T> {
    let (number, length) = T::decode_var(left)?;
    *left = left.get(length..)?;
    Some(number)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;
    use crate::units::Quantity;
    use crate::usage::{Circumstances, Service};

    const TODAY: i64 = 20_000;

    prop_compose! {
        fn any_use()(
            agent in 0_i64..5,
            person in proptest::option::of(0_u32..4),
            second in 0..DAY,
            credits in prop_oneof![(0_i64..100).prop_map(|whole| whole * MILLIONTHS), 0_i64..10 * MILLIONTHS],
            counted in any::<bool>(),
        ) -> (UsageUnit, Credits, bool) {
            let unit = UsageUnit {
                at: TODAY * DAY + second,
                person,
                service: Service::CopilotChat,
                agent,
                environment: 0,
                feature: 0,
                quantity: Quantity::whole(1),
                circumstances: Circumstances::default(),
                act_seq: None,
                conversation: 0,
                order: 0,
            };
            (unit, Credits(credits), counted)
        }
    }

    fn packed(uses: &[(UsageUnit, Credits, bool)]) -> Vec<u8> {
        let mut noted = Vec::new();
        for (unit, credits, counted) in uses {
            note(&mut noted, unit, *credits, *counted);
        }
        pack(TODAY, noted)
    }

    proptest! {
        #[test]
        fn packed_uses_are_the_sums_by_agent_and_person(uses in proptest::collection::vec(any_use(), 0..40)) {
            let mut sums: BTreeMap<(i64, Option<u32>), UsePart> = BTreeMap::new();
            for (unit, credits, counted) in &uses {
                let sum = sums.entry((unit.agent, unit.person)).or_insert(UsePart {
                    agent: unit.agent,
                    person: unit.person,
                    rows: 0,
                    credits: Credits::ZERO,
                    last: unit.at,
                });
                sum.rows += u64::from(*counted);
                sum.credits += *credits;
                sum.last = sum.last.max(unit.at);
            }
            let mut read = Vec::new();
            prop_assert!(each_part(TODAY, &packed(&uses), |part| read.push(*part)).is_some());
            prop_assert_eq!(read, sums.into_values().collect::<Vec<_>>());
        }

        #[test]
        fn no_order_of_coming_changes_the_bytes(uses in proptest::collection::vec(any_use(), 0..20)) {
            let mut turned = uses.clone();
            turned.reverse();
            prop_assert_eq!(packed(&uses), packed(&turned));
        }

        #[test]
        fn what_was_cut_off_is_told_of(uses in proptest::collection::vec(any_use(), 1..5)) {
            let whole = packed(&uses);
            prop_assert!(each_part(TODAY, &whole[..whole.len() - 1], |_| ()).is_none());
        }
    }
}

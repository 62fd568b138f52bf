//! Rows of a file packed many to a value, as settlement reads them: a month is read in a fraction of the time that row by row
//! takes.
//!
//! It holds what [`UsageUnit`] holds and nothing else of a row, and says nothing about whether a row counts.

use integer_encoding::VarInt;
use meterdesk_billing::units::Quantity;
use meterdesk_billing::usage::{Circumstances, UsageUnit};

use crate::StoreError;
use crate::dictionary::{service_number, service_of};
use crate::directory::person_index;

/// Rows being packed. Their order is kept.
#[derive(Debug, Default)]
pub(crate) struct Packer {
    bytes: Vec<u8>,
    rows: i64,
    /// First and last second of the rows.
    span: Option<(i64, i64)>,
    last_at: i64,
}

/// A finished pack.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Pack {
    pub(crate) rows: i64,
    pub(crate) first_at: i64,
    pub(crate) last_at: i64,
    pub(crate) units: Vec<u8>,
}

impl Packer {
    /// Adds a row of a file, which is no act of a branch.
    pub(crate) fn add(&mut self, unit: &UsageUnit) {
        self.number(unit.at.wrapping_sub(self.last_at));
        self.last_at = unit.at;
        self.span = Some(self.span.map_or((unit.at, unit.at), |(first, last)| {
            (first.min(unit.at), last.max(unit.at))
        }));
        self.rows += 1;
        self.number(unit.person.map_or(0, |person| u64::from(person) + 1));
        self.number(service_number(unit.service));
        self.number(unit.circumstances.to_bits());
        self.number(unit.agent);
        self.number(unit.environment);
        self.number(unit.feature);
        self.number(unit.quantity.0);
        self.bytes.extend_from_slice(&unit.conversation.to_le_bytes());
        self.bytes.extend_from_slice(&unit.order.to_le_bytes());
    }

    /// The pack; `None` where no row was added.
    pub(crate) fn finish(self) -> Option<Pack> {
        let (first_at, last_at) = self.span?;
        Some(Pack {
            rows: self.rows,
            first_at,
            last_at,
            units: self.bytes,
        })
    }

    /// A variable number of bytes, few for small numbers of either sign.
    fn number(&mut self, number: impl VarInt) {
        let mut bytes = [0; 10];
        let length = number.encode_var(&mut bytes);
        self.bytes.extend_from_slice(&bytes[..length]);
    }
}

/// Hands the rows of a pack to `each`, in the order in which they were added.
pub(crate) fn unpack(units: &[u8], mut each: impl FnMut(&UsageUnit)) -> Result<(), StoreError> {
    let mut reader = Reader {
        left: units,
        last_at: 0,
    };
    while !reader.left.is_empty() {
        let unit = reader
            .unit()
            .ok_or_else(|| StoreError::Damaged("packed usage can't be read".to_owned()))?;
        each(&unit);
    }
    Ok(())
}

struct Reader<'a> {
    left: &'a [u8],
    last_at: i64,
}

impl Reader<'_> {
    fn unit(&mut self) -> Option<UsageUnit> {
        let at = self.last_at.wrapping_add(self.number::<i64>()?);
        self.last_at = at;
        let person = match self.number::<u64>()? {
            0 => None,
            next => Some(person_index((next - 1).cast_signed()).ok()?),
        };
        Some(UsageUnit {
            at,
            person,
            service: service_of(self.number()?).ok()?,
            circumstances: Circumstances::from_bits(self.number()?)?,
            agent: self.number()?,
            environment: self.number()?,
            feature: self.number()?,
            quantity: Quantity(self.number()?),
            act_seq: None,
            conversation: self.fixed()?,
            order: self.fixed()?,
        })
    }

    fn number<T: VarInt>(&mut self) -> Option<T> {
        let (number, length) = T::decode_var(self.left)?;
        self.left = self.left.get(length..)?;
        Some(number)
    }

    fn fixed(&mut self) -> Option<u64> {
        let (bytes, left) = self.left.split_first_chunk()?;
        self.left = left;
        Some(u64::from_le_bytes(*bytes))
    }
}

#[cfg(test)]
mod tests {
    use meterdesk_billing::usage::{Audience, Service, Trigger};
    use proptest::prelude::*;

    use super::*;

    prop_compose! {
        fn any_unit()(
            (at, quantity) in (any::<i64>(), any::<i64>()),
            person in proptest::option::of(0..u32::MAX),
            service in 0..Service::ALL.len(),
            names in any::<[i64; 3]>(),
            (external, autonomous, test) in any::<(bool, bool, bool)>(),
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
                act_seq: None,
                conversation,
                order,
            }
        }
    }

    proptest! {
        #[test]
        fn what_is_packed_comes_out_again(units in proptest::collection::vec(any_unit(), 1..50)) {
            let mut packer = Packer::default();
            units.iter().for_each(|unit| packer.add(unit));
            let pack = packer.finish().expect("rows were added");
            prop_assert_eq!(pack.rows, units.len() as i64);
            prop_assert_eq!(Some(pack.first_at), units.iter().map(|unit| unit.at).min());
            prop_assert_eq!(Some(pack.last_at), units.iter().map(|unit| unit.at).max());
            let mut out = Vec::new();
            unpack(&pack.units, |unit| out.push(*unit)).expect("it is whole");
            prop_assert_eq!(out, units);
        }

        #[test]
        fn a_damaged_pack_is_told_of(units in proptest::collection::vec(any_unit(), 1..5), cut in 1_usize..16) {
            let mut packer = Packer::default();
            units.iter().for_each(|unit| packer.add(unit));
            let pack = packer.finish().expect("rows were added");
            let cut = &pack.units[..pack.units.len() - cut];
            let read = unpack(cut, |_| ());
            prop_assert!(read.is_err());
        }
    }
}

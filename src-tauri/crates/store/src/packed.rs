//! Rows of a file packed many to a value, as settlement reads them: a month is read in a fraction of the time that row by row
//! takes.
//!
//! It holds a row's number and what [`UsageUnit`] holds, nothing else of it, and says nothing about whether a row counts.

use integer_encoding::VarInt;
use meterdesk_billing::units::Quantity;
use meterdesk_billing::usage::{Circumstances, UsageUnit};

use crate::StoreError;
use crate::dictionary::{service_number, service_of};
use crate::directory::person_index;

/// Seconds of an hour.
pub(crate) const HOUR: i64 = 3_600;

/// The hour since 1970-01-01T00:00:00Z that a second lies in.
pub(crate) const fn hour_of(at: i64) -> i64 {
    at.div_euclid(HOUR)
}

/// Rows being packed. Their order is kept.
#[derive(Debug, Default)]
pub(crate) struct Packer {
    bytes: Vec<u8>,
    rows: i64,
    last_row: i64,
    last_at: i64,
}

/// A finished pack.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Pack {
    pub(crate) rows: i64,
    pub(crate) units: Vec<u8>,
}

impl Packer {
    /// Adds a row of a file, which is no act of a branch.
    pub(crate) fn add(&mut self, row: i64, unit: &UsageUnit) {
        self.number(row.wrapping_sub(self.last_row));
        self.last_row = row;
        self.number(unit.at.wrapping_sub(self.last_at));
        self.last_at = unit.at;
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

    /// The pack.
    pub(crate) fn finish(self) -> Pack {
        Pack {
            rows: self.rows,
            units: self.bytes,
        }
    }

    /// A variable number of bytes, few for small numbers of either sign.
    fn number(&mut self, number: impl VarInt) {
        let mut bytes = [0; 10];
        let length = number.encode_var(&mut bytes);
        self.bytes.extend_from_slice(&bytes[..length]);
    }
}

/// Hands the rows of a pack, each with its number, to `each` in the order in which they were added; there are as many as the
/// pack says.
pub(crate) fn unpack((rows, units): (i64, &[u8]), mut each: impl FnMut(i64, &UsageUnit)) -> Result<(), StoreError> {
    let mut reader = Reader {
        left: units,
        last_row: 0,
        last_at: 0,
    };
    let mut read = 0;
    while !reader.left.is_empty() {
        let (row, unit) = reader
            .row()
            .ok_or_else(|| StoreError::Damaged("packed usage can't be read".to_owned()))?;
        each(row, &unit);
        read += 1;
    }
    if read != rows {
        return Err(StoreError::Damaged(
            "packed usage has other rows than it says".to_owned(),
        ));
    }
    Ok(())
}

struct Reader<'a> {
    left: &'a [u8],
    last_row: i64,
    last_at: i64,
}

impl Reader<'_> {
    fn row(&mut self) -> Option<(i64, UsageUnit)> {
        let row = self.last_row.wrapping_add(self.number::<i64>()?);
        self.last_row = row;
        Some((row, self.unit()?))
    }

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

    fn packed(rows: &[(i64, UsageUnit)]) -> Pack {
        let mut packer = Packer::default();
        rows.iter().for_each(|(row, unit)| packer.add(*row, unit));
        packer.finish()
    }

    proptest! {
        #[test]
        fn what_is_packed_comes_out_again(rows in proptest::collection::vec((any::<i64>(), any_unit()), 0..50)) {
            let pack = packed(&rows);
            prop_assert_eq!(pack.rows, rows.len() as i64);
            let mut out = Vec::new();
            unpack((pack.rows, &pack.units), |row, unit| out.push((row, *unit))).expect("it is whole");
            prop_assert_eq!(out, rows);
        }

        #[test]
        fn a_damaged_pack_is_told_of(rows in proptest::collection::vec((any::<i64>(), any_unit()), 1..5), cut in 1_usize..16) {
            let pack = packed(&rows);
            let cut = &pack.units[..pack.units.len() - cut];
            prop_assert!(unpack((pack.rows, cut), |_, _| ()).is_err());
            prop_assert!(unpack((pack.rows + 1, &pack.units), |_, _| ()).is_err(), "a row is missing");
        }
    }
}

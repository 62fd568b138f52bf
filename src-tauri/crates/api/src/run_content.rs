//! The hash of all that a settlement run is made of: the same for two workbooks with the same set-up and the same usage,
//! whatever files the usage came in and in what order.
//!
//! It tells runs apart; it doesn't protect against somebody who forges usage.

use meterdesk_billing::hex;
use meterdesk_billing::usage::{Service, UsageUnit};
use sha2::{Digest, Sha256};
use xxhash_rust::xxh3::{xxh3_64, xxh3_128};

/// Stands for an interned name that the workbook doesn't know.
const NO_NAME: u64 = 0;

/// The usage of a month. Adding is commutative, as the order of rows means nothing.
#[derive(Debug)]
pub(crate) struct UsageContent {
    /// By the integer of the name.
    names: Vec<u64>,
    services: [u64; Service::ALL.len()],
    rows: u64,
    sum: u128,
}

impl UsageContent {
    /// Begins with the texts of interned names.
    pub(crate) fn new(names: impl IntoIterator<Item = (i64, String)>) -> Self {
        let mut hashes = Vec::new();
        for (id, text) in names {
            let place = usize::try_from(id).unwrap_or(0);
            if hashes.len() <= place {
                hashes.resize(place + 1, NO_NAME);
            }
            hashes[place] = xxh3_64(text.as_bytes());
        }
        Self {
            names: hashes,
            services: Service::ALL.map(|service| xxh3_64(service.key().as_bytes())),
            rows: 0,
            sum: 0,
        }
    }

    /// Adds a row. A person stands for themself by the place in the directory's datasets, which are content too.
    pub(crate) fn add(&mut self, unit: &UsageUnit) {
        let name = |id: i64| {
            let place = usize::try_from(id).ok();
            place
                .and_then(|place| self.names.get(place).copied())
                .unwrap_or(NO_NAME)
        };
        let fields = [
            unit.at.cast_unsigned(),
            unit.person.map_or(u64::MAX, u64::from),
            self.services[unit.service as usize],
            name(unit.agent),
            name(unit.environment),
            name(unit.feature),
            unit.quantity.0.cast_unsigned(),
            unit.circumstances.to_bits().cast_unsigned(),
            unit.act_seq.unwrap_or(u64::MAX),
            unit.conversation,
            unit.order,
        ];
        let mut bytes = [0; 88];
        for (place, field) in bytes.chunks_exact_mut(8).zip(fields) {
            place.copy_from_slice(&field.to_le_bytes());
        }
        self.rows += 1;
        self.sum = self.sum.wrapping_add(xxh3_128(&bytes));
    }

    /// The hash of the run: of this usage, and of what else the run rests on, the directory's datasets among it.
    pub(crate) fn finish(&self, rest: &str) -> String {
        let mut hasher = Sha256::new();
        hasher.update(self.rows.to_le_bytes());
        hasher.update(self.sum.to_le_bytes());
        hasher.update(rest.as_bytes());
        hex(&hasher.finalize())
    }
}

#[cfg(test)]
mod tests {
    use meterdesk_billing::units::Quantity;
    use meterdesk_billing::usage::Circumstances;

    use super::*;

    fn unit(at: i64, agent: i64) -> UsageUnit {
        UsageUnit {
            at,
            person: Some(3),
            service: Service::SharePointAgents,
            agent,
            environment: 9,
            feature: 8,
            quantity: Quantity(1_000_000),
            circumstances: Circumstances::default(),
            act_seq: None,
            conversation: 0,
            order: 0,
        }
    }

    fn hash(names: &[(i64, &str)], units: &[UsageUnit]) -> String {
        let mut content = UsageContent::new(names.iter().map(|(id, text)| (*id, (*text).to_owned())));
        for unit in units {
            content.add(unit);
        }
        content.finish("the rest")
    }

    #[test]
    fn neither_order_nor_interned_numbers_tell_runs_apart() {
        let one = hash(&[(1, "A"), (2, "B")], &[unit(5, 1), unit(6, 2)]);
        assert_eq!(one, hash(&[(2, "A"), (1, "B")], &[unit(6, 1), unit(5, 2)]));
        assert_ne!(
            one,
            hash(&[(1, "A"), (2, "B")], &[unit(5, 2), unit(6, 1)]),
            "other names"
        );
    }

    #[test]
    fn a_row_that_is_there_twice_counts_twice() {
        let names = [(1, "A")];
        let [once, twice, thrice] = [1, 2, 3].map(|times| hash(&names, &vec![unit(5, 1); times]));
        assert!(once != twice && twice != thrice && once != thrice);
    }
}

//! The time in which a disconnection is reaching people: who used which agents before it keeps those until the end.
//!
//! Any metered row counts as a use, whatever became of it here: it did happen. Usage is looked up by the caller.

use std::collections::{HashMap, HashSet};

use crate::tenant::{Connection, Tenant};
use crate::usage::{PersonIndex, Service, UsageUnit};

/// An act of disconnecting a policy from a service.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Disconnecting {
    /// The service.
    pub service: Service,
    /// Second of the act.
    pub at: i64,
    /// Place of the act in the journal.
    pub seq: u64,
    /// First second in which it has reached everybody.
    pub until: i64,
}

impl Disconnecting {
    pub(super) fn of(connection: &Connection) -> Option<Self> {
        Some(Self {
            service: connection.service,
            at: connection.disconnected_at?.timestamp(),
            seq: connection.revision,
            until: connection.period.until?.timestamp(),
        })
    }

    /// Whether the use comes after the act. A row that is no act counts as the later one of its second.
    pub(super) fn before(self, unit: &UsageUnit) -> bool {
        self.at < unit.at || self.at == unit.at && unit.act_seq.is_none_or(|act_seq| self.seq < act_seq)
    }
}

impl Tenant {
    /// The disconnections that are reaching people at some second in `range` (from, until), of services whose unused
    /// agents go at once.
    #[must_use]
    pub fn disconnecting_in(&self, range: (i64, i64)) -> Vec<Disconnecting> {
        self.connections
            .iter()
            .filter(|known| known.service.unused_agents_go_at_once())
            .filter_map(Disconnecting::of)
            .filter(|act| act.at < range.1 && act.until > range.0)
            .collect()
    }
}

/// Who used which agents before which disconnection.
#[derive(Debug, Clone, Default)]
pub struct UsedBefore {
    pairs: HashMap<Disconnecting, HashSet<(PersonIndex, i64)>>,
}

impl UsedBefore {
    /// Adds people and the agents, interned, that they used before the act.
    pub fn add(&mut self, act: Disconnecting, pairs: impl IntoIterator<Item = (PersonIndex, i64)>) {
        self.pairs.entry(act).or_default().extend(pairs);
    }

    pub(super) fn contains(&self, act: Disconnecting, unit: &UsageUnit) -> bool {
        let Some(person) = unit.person else { return false };
        self.pairs
            .get(&act)
            .is_some_and(|pairs| pairs.contains(&(person, unit.agent)))
    }
}

//! Who is covered by which billing policy, compiled so that one look-up answers for a person at a time.
//!
//! Populations are built from directory rows by the caller; nothing here reads a directory.

mod census;
mod disconnecting;
mod switches;

use std::collections::{BTreeMap, HashMap};

use fixedbitset::FixedBitSet;
use sha2::{Digest, Sha256};

pub use census::{Census, CensusCounts, Cover, Share, Standing, StandingKind, people_set};
pub use disconnecting::{Disconnecting, UsedBefore};

use self::switches::Switches;
use crate::ids::{GroupId, PolicyId};
use crate::tenant::{Impeded, Impediment, Scope, Tenant};
use crate::time::Instant;
use crate::usage::{PersonIndex, Service, UsageUnit};

/// Which set-up a settlement holds against usage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Timeline {
    /// The journal's own, as it changed.
    Actual,
    /// The set-up at one time, held for the whole range.
    AsIf(Instant),
}

/// A set of people over a range of time: a bit for each who belongs throughout, spans for the few who come or go.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Population {
    throughout: FixedBitSet,
    partly: BTreeMap<PersonIndex, Vec<(i64, i64)>>,
}

impl Population {
    /// From rows of (person, from, until) in seconds, for use at times in `range` (from, until).
    #[must_use]
    pub fn from_rows(rows: impl IntoIterator<Item = (PersonIndex, i64, Option<i64>)>, range: (i64, i64)) -> Self {
        let mut population = Self::default();
        for (person, from, until) in rows {
            let until = until.unwrap_or(i64::MAX);
            if from <= range.0 && until >= range.1 {
                population.throughout.grow_and_insert(person as usize);
            } else if from < range.1 && until > range.0 {
                population.partly.entry(person).or_default().push((from, until));
            }
        }
        population
    }

    /// Whether the person belongs to it at a time in seconds.
    #[must_use]
    pub fn contains(&self, person: PersonIndex, at: i64) -> bool {
        self.throughout.contains(person as usize)
            || self
                .partly
                .get(&person)
                .is_some_and(|spans| spans.iter().any(|&(from, until)| from <= at && at < until))
    }
}

#[derive(Debug)]
struct ConnectedPolicy {
    policy: PolicyId,
    /// `None`: everybody in the tenant.
    group: Option<GroupId>,
    from: i64,
    from_seq: u64,
    until: i64,
    /// What stood against charging it, and when.
    impeded: Vec<Impeded>,
    /// From then on, only whom used the agent before.
    disconnecting: Option<Disconnecting>,
}

/// Compiled coverage: per service its policies, oldest first, and the populations of their groups.
#[derive(Debug)]
pub struct Coverage {
    services: HashMap<Service, Vec<ConnectedPolicy>>,
    groups: HashMap<GroupId, Population>,
    licensed: Population,
    switches: Switches,
    used_before: UsedBefore,
}

/// The groups whose members a coverage needs to know.
#[must_use]
pub fn groups_needed(tenant: &Tenant) -> Vec<GroupId> {
    let mut groups: Vec<_> = tenant
        .connections
        .iter()
        .filter_map(|connection| match tenant.policy_ever(connection.policy)?.scope {
            Scope::Group(group) => Some(group),
            Scope::AllUsers => None,
        })
        .collect();
    groups.sort();
    groups.dedup();
    groups
}

impl Tenant {
    /// A text that is the same for two states exactly where coverage is, for use before `until` (seconds).
    #[must_use]
    pub fn coverage_fingerprint(&self, timeline: Timeline, until: i64) -> String {
        let mut text = String::new();
        for dataset in &self.datasets {
            text.push_str(&dataset.hash);
            text.push(' ');
        }
        for known in &self.connections {
            let (from, end) = (
                known.period.from.timestamp(),
                known.period.until.map(|end| end.timestamp()),
            );
            let line = match timeline {
                Timeline::Actual if from < until => {
                    let end = end.filter(|end| *end < until);
                    let disconnecting = Disconnecting::of(known).filter(|act| act.at < until);
                    format!(
                        "{} {} {from} {} {end:?} {:?}; ",
                        known.service.key(),
                        known.policy,
                        known.connected_seq,
                        disconnecting.map(|act| (act.at, act.seq)),
                    )
                }
                Timeline::AsIf(at) if known.period.contains(at) => {
                    format!("{} {}; ", known.service.key(), known.policy)
                }
                _ => continue,
            };
            text.push_str(&line);
        }
        text.push_str(&self.switches_fingerprint(timeline, until));
        if let Some(plan) = &self.usage_plan {
            text.push_str(&plan.fingerprint(until));
        }
        if let Timeline::AsIf(at) = timeline {
            text.push_str(&at.timestamp().to_string());
        }
        crate::hex(&Sha256::digest(text.as_bytes()))
    }
}

impl Coverage {
    /// Compiles the tenant's connections. `groups` holds a population for each of [`groups_needed`], `licensed` who holds
    /// Microsoft 365 Copilot.
    #[must_use]
    pub fn compile(
        tenant: &Tenant,
        timeline: Timeline,
        groups: HashMap<GroupId, Population>,
        licensed: Population,
    ) -> Self {
        let mut services: HashMap<Service, Vec<ConnectedPolicy>> = HashMap::new();
        let mut connections: Vec<_> = tenant
            .connections
            .iter()
            .filter_map(|known| Some((tenant.policy_ever(known.policy)?, known)))
            .collect();
        connections.sort_by_key(|(policy, _)| policy.created_seq);
        for (policy, connection) in connections {
            let period = connection.period;
            let (from, from_seq, until) = match timeline {
                Timeline::Actual => (
                    period.from.timestamp(),
                    connection.connected_seq,
                    period.until.map_or(i64::MAX, |until| until.timestamp()),
                ),
                Timeline::AsIf(at) if period.contains(at) => (i64::MIN, 0, i64::MAX),
                Timeline::AsIf(_) => continue,
            };
            let group = match policy.scope {
                Scope::AllUsers => None,
                Scope::Group(group) => Some(group),
            };
            services.entry(connection.service).or_default().push(ConnectedPolicy {
                policy: policy.id,
                group,
                from,
                from_seq,
                until,
                impeded: tenant
                    .impeded
                    .iter()
                    .filter(|known| known.policy == policy.id)
                    .copied()
                    .collect(),
                // As if a set-up held throughout, what it covers at that time it covers throughout.
                disconnecting: Disconnecting::of(connection).filter(|_| timeline == Timeline::Actual),
            });
        }
        Self {
            services,
            groups,
            licensed,
            switches: Switches::new(tenant, timeline),
            used_before: UsedBefore::default(),
        }
    }

    /// The same with who used which agents before each disconnection; without it, nobody used any.
    #[must_use]
    pub fn knowing(mut self, used_before: UsedBefore) -> Self {
        self.used_before = used_before;
        self
    }

    /// Whether the person holds Microsoft 365 Copilot at the time of use.
    #[must_use]
    pub fn licensed(&self, unit: &UsageUnit) -> bool {
        unit.person
            .is_some_and(|person| self.licensed.contains(person, unit.at))
    }

    /// The policies that pay for the use, in the order in which they do: the oldest first, unless a switch says the newest.
    ///
    /// Which of several pays is an assumption. A policy that can't be charged is passed over.
    pub fn covering(&self, unit: &UsageUnit) -> impl Iterator<Item = PolicyId> + '_ {
        let unit = *unit;
        self.including(unit)
            .filter(move |connected| self.switches.obstacle(&connected.impeded, &unit).is_none())
            .filter(move |connected| !self.withdraws(connected, &unit))
            .map(|connected| connected.policy)
    }

    /// The policies that would cover the use, were they not being disconnected: the person never used this agent before.
    pub fn withdrawn(&self, unit: &UsageUnit) -> impl Iterator<Item = PolicyId> + '_ {
        let unit = *unit;
        self.including(unit)
            .filter(move |connected| self.withdraws(connected, &unit))
            .map(|connected| connected.policy)
    }

    /// Where the policy is being disconnected from the service at the time of use: the second in which that has reached
    /// everybody at the latest.
    #[must_use]
    pub fn disconnecting_until(&self, policy: PolicyId, unit: &UsageUnit) -> Option<i64> {
        self.including(*unit)
            .find(|connected| connected.policy == policy && connected.disconnecting.is_some_and(|act| act.before(unit)))
            .map(|connected| connected.until)
    }

    fn withdraws(&self, connected: &ConnectedPolicy, unit: &UsageUnit) -> bool {
        unit.service.unused_agents_go_at_once()
            && connected
                .disconnecting
                .is_some_and(|act| act.before(unit) && !self.used_before.contains(act, unit))
    }

    /// The policies that cover the use but can't be charged for it, each with what keeps it from that.
    pub fn uncharged(&self, unit: &UsageUnit) -> impl Iterator<Item = (PolicyId, Impediment)> + '_ {
        let unit = *unit;
        self.including(unit).filter_map(move |connected| {
            let obstacle = self.switches.obstacle(&connected.impeded, &unit)?;
            Some((connected.policy, obstacle))
        })
    }

    /// Whether the newest of several policies pays for the use, not the oldest.
    #[must_use]
    pub fn newest_pays(&self, unit: &UsageUnit) -> bool {
        self.switches.newest_pays(unit)
    }

    fn including(&self, unit: UsageUnit) -> impl Iterator<Item = &ConnectedPolicy> {
        let oldest_first = self.services.get(&unit.service).map_or(&[][..], Vec::as_slice);
        let newest_pays = oldest_first.len() > 1 && self.switches.newest_pays(&unit);
        let places = 0..oldest_first.len();
        places
            .map(move |place| {
                let place = if newest_pays {
                    oldest_first.len() - 1 - place
                } else {
                    place
                };
                &oldest_first[place]
            })
            .filter(move |connected| connected.holds(&unit) && self.includes(connected, &unit))
    }

    fn includes(&self, connected: &ConnectedPolicy, unit: &UsageUnit) -> bool {
        let Some(person) = unit.person else { return false };
        match &connected.group {
            None => true,
            Some(group) => self
                .groups
                .get(group)
                .is_some_and(|population| population.contains(person, unit.at)),
        }
    }
}

impl ConnectedPolicy {
    /// A use in the very second of connecting is covered, unless the use itself is an earlier act of that second.
    fn holds(&self, unit: &UsageUnit) -> bool {
        let begun =
            self.from < unit.at || self.from == unit.at && unit.act_seq.is_none_or(|act_seq| self.from_seq <= act_seq);
        begun && unit.at < self.until
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_person_belongs_from_joining_until_leaving() {
        let rows = [
            (1, 0, None),
            (2, 150, None),
            (3, 0, Some(150)),
            (4, 300, None),
            (5, 100, Some(200)),
        ];
        let population = Population::from_rows(rows, (100, 200));
        let members = |at| {
            (0..7)
                .filter(|person| population.contains(*person, at))
                .collect::<Vec<_>>()
        };
        assert_eq!(members(100), [1, 3, 5]);
        assert_eq!(members(149), [1, 3, 5]);
        assert_eq!(members(150), [1, 2, 5]);
    }
}

//! Who is covered by which billing policy, compiled so that one look-up answers for a person at a time.
//!
//! Populations are built from directory rows by the caller; nothing here reads a directory.

mod candidates;
mod census;
mod credit_policies;
mod disconnecting;
mod nesting;
mod population;
mod switches;

use std::collections::HashMap;

use sha2::{Digest, Sha256};

pub use census::{Census, CensusCounts, Cover, Share, Standing, StandingKind, people_set};
pub use disconnecting::{Disconnecting, UsedBefore};
pub use nesting::{Nesting, groups_within};
pub use population::{Belonging, Point, Population, Span};

use self::candidates::Candidates;
use self::credit_policies::CreditPolicies;
use self::switches::Switches;
use crate::ids::{GroupId, PolicyId};
use crate::metering::MeteringSwitches;
use crate::settings::{Choice, SettingKey};
use crate::settlement::PayAsYouGo;
use crate::tenant::{Impeded, Impediment, Scope, Tenant};
use crate::time::{Instant, Moment};
use crate::usage::{Service, UsageUnit};

/// Which set-up a settlement holds against usage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Timeline {
    /// The journal's own, as it changed.
    Actual,
    /// The set-up at one time, held for the whole range.
    AsIf(Instant),
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

/// A service's policies, oldest first, and who may be covered by which.
#[derive(Debug, Default)]
struct Connected {
    policies: Vec<ConnectedPolicy>,
    candidates: Candidates,
}

/// Compiled coverage: per service its policies, and the populations of their groups.
#[derive(Debug)]
pub struct Coverage {
    services: [Connected; Service::ALL.len()],
    groups: HashMap<GroupId, Population>,
    nested: HashMap<GroupId, Population>,
    licensed: Population,
    switches: Switches,
    credit_policies: CreditPolicies,
    used_before: UsedBefore,
}

impl Tenant {
    /// Whether members of nested groups count at that moment.
    #[must_use]
    pub fn nested_count(&self, moment: Moment) -> bool {
        self.settings.at(SettingKey::NestedGroups, moment) == Choice::NestedToo
    }

    /// Whether members of nested groups ever counted.
    #[must_use]
    pub fn nested_ever_count(&self) -> bool {
        let mut changes = self.settings.changes(SettingKey::NestedGroups);
        changes.any(|change| change.choice == Choice::NestedToo)
    }
}

/// The groups whose members a coverage needs to know.
#[must_use]
pub fn groups_needed(tenant: &Tenant) -> Vec<GroupId> {
    let connected = tenant.connections.iter();
    let connected = connected.filter_map(|connection| Some(tenant.policy_ever(connection.policy)?.scope));
    let drawing = tenant
        .platform
        .now()
        .credit_policies
        .iter()
        .map(|policy| policy.facts.scope);
    let mut groups: Vec<_> = connected
        .chain(drawing)
        .filter_map(|scope| match scope {
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
        text.push_str(&self.groups.fingerprint(match timeline {
            Timeline::Actual => until,
            Timeline::AsIf(at) => at.timestamp() + 1,
        }));
        text.push_str(&self.licences.fingerprint(match timeline {
            Timeline::Actual => until,
            Timeline::AsIf(at) => at.timestamp() + 1,
        }));
        let platform_until = match timeline {
            Timeline::Actual => until,
            Timeline::AsIf(at) => at.timestamp() + 1,
        };
        text.push_str(&self.platform.fingerprint(platform_until));
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
        let mut services: [Connected; Service::ALL.len()] = Default::default();
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
            let connected = &mut services[connection.service as usize];
            match group {
                None => connected.candidates.add_everybody(connected.policies.len()),
                Some(group) => connected.candidates.add(connected.policies.len(), groups.get(&group)),
            }
            connected.policies.push(ConnectedPolicy {
                policy: policy.id,
                group,
                from,
                from_seq,
                until,
                impeded: tenant
                    .impeded
                    .iter()
                    .filter(|known| known.what == PayAsYouGo::Policy(policy.id))
                    .copied()
                    .collect(),
                // As if a set-up held throughout, what it covers at that time it covers throughout.
                disconnecting: Disconnecting::of(connection).filter(|_| timeline == Timeline::Actual),
            });
        }
        Self {
            services,
            groups,
            nested: HashMap::new(),
            licensed,
            switches: Switches::new(tenant, timeline),
            credit_policies: CreditPolicies::new(tenant, timeline),
            used_before: UsedBefore::default(),
        }
    }

    /// The same with who used which agents before each disconnection; without it, nobody used any.
    #[must_use]
    pub fn knowing(mut self, used_before: UsedBefore) -> Self {
        self.used_before = used_before;
        self
    }

    /// The same with everybody who is in a group when members of nested groups count; without it, none of those count.
    #[must_use]
    pub fn with_nested(mut self, nested: HashMap<GroupId, Population>) -> Self {
        for connected in &mut self.services {
            for (place, policy) in connected.policies.iter().enumerate() {
                let people = policy.group.and_then(|group| nested.get(&group));
                connected.candidates.add(place, people);
            }
        }
        self.nested = nested;
        self
    }

    /// Whether the person holds Microsoft 365 Copilot at the time of use.
    #[must_use]
    pub fn licensed(&self, unit: &UsageUnit) -> bool {
        unit.person
            .is_some_and(|person| self.licensed.contains(person, moment_of(unit)))
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

    /// Whether the person's Copilot Chat may draw on prepaid credits: under a Copilot credit policy, or under a billing policy
    /// while available credits are applied to Copilot Chat.
    #[must_use]
    pub fn draws_on_credits(&self, unit: &UsageUnit) -> bool {
        self.credit_policies.cover(unit, &self.groups)
            || self.credit_policies.applied(unit) && self.covering(unit).next().is_some()
    }

    /// The switches of metering that hold for the use.
    #[must_use]
    pub fn metering(&self, unit: &UsageUnit) -> MeteringSwitches {
        self.switches.metering(unit)
    }

    /// Whether the newest of several policies pays for the use, not the oldest.
    #[must_use]
    pub fn newest_pays(&self, unit: &UsageUnit) -> bool {
        self.switches.newest_pays(unit)
    }

    fn including(&self, unit: UsageUnit) -> impl Iterator<Item = &ConnectedPolicy> {
        let Connected { policies, candidates } = &self.services[unit.service as usize];
        let newest_first = policies.len() > 1 && self.switches.newest_pays(&unit);
        candidates
            .places(unit.person, newest_first)
            .map(|place| &policies[place])
            .filter(move |connected| connected.holds(&unit) && self.includes(connected, &unit))
    }

    fn includes(&self, connected: &ConnectedPolicy, unit: &UsageUnit) -> bool {
        let Some(person) = unit.person else { return false };
        match &connected.group {
            None => true,
            Some(group) => {
                let nested = self.nested.get(group).filter(|_| self.switches.nested_count(unit));
                nested
                    .or_else(|| self.groups.get(group))
                    .is_some_and(|population| population.contains(person, moment_of(unit)))
            }
        }
    }
}

const fn moment_of(unit: &UsageUnit) -> Moment {
    Moment {
        at: unit.at,
        act_seq: unit.act_seq,
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

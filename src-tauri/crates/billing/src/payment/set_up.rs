//! The set-up that payment rests on, along a timeline, with the names of usage looked up once.

use std::collections::{HashMap, HashSet};

use super::claim::Kind;
use crate::catalogue::Feature;
use crate::coverage::Timeline;
use crate::ids::{EnvironmentId, PolicyId, SubscriptionId};
use crate::platform::{AgentKind, DYNAMICS_365_AGENTS, Happened, Platform};
use crate::settings::{Choice, SettingKey, Settings};
use crate::settlement::PayAsYouGo;
use crate::tenant::{Event, Impeded, Tenant};
use crate::time::Moment;
use crate::usage::{Service, UsageUnit};

/// What the interned names of usage stand for.
#[derive(Debug, Clone, Default)]
pub struct Names {
    /// Name of each interned environment, by its integer.
    pub environments: Vec<Option<String>>,
    /// The integers of the agents that [`Payments::agents_to_know`] lists, as far as usage has them.
    pub agents: HashMap<String, i64>,
}

/// The set-up that payment rests on. Its environments have places, in the order of their making; the last place stands for
/// every environment that the workbook does not know.
#[derive(Debug)]
pub struct Payments {
    pub(super) timeline: Timeline,
    /// What held before the first of `happened`.
    pub(super) before: Platform,
    /// What happened in the range, oldest first.
    pub(super) happened: Vec<Happened>,
    pub(super) settings: Settings,
    pub(super) impeded: Vec<Impeded>,
    /// Where each billing policy is billed.
    pub(super) policies: HashMap<PolicyId, (SubscriptionId, String)>,
    /// Environments in the order of their places.
    pub(super) environments: Vec<EnvironmentId>,
    /// Agents that ever had a limit, in the order of their places.
    pub(super) limited: Vec<(EnvironmentId, String)>,
    /// Seconds in which something changed that accounts are made of, without `happened`.
    pub(super) turns: Vec<(i64, u64)>,
    place_of: Vec<u32>,
    chat: Option<u32>,
    limited_at: HashMap<(u32, i64), u32>,
    kinds: HashMap<(u32, i64), AgentKind>,
    dynamics: HashSet<i64>,
    waits: [bool; Service::ALL.len()],
}

/// Whether the event is one that changes who may pay, or what stops.
fn concerns(event: &Event) -> bool {
    !matches!(event, Event::AgentKindSet { .. } | Event::PlanBudgetSet { .. })
}

impl Payments {
    /// Names of agents whose integers [`Names`] needs.
    #[must_use]
    pub fn agents_to_know(tenant: &Tenant) -> Vec<String> {
        let set = tenant.platform.now().agents.values().map(|agent| agent.name.clone());
        set.chain(DYNAMICS_365_AGENTS.map(str::to_owned)).collect()
    }

    /// Compiles the tenant's set-up for use at times in a range of seconds (from, until).
    #[must_use]
    pub fn compile(tenant: &Tenant, timeline: Timeline, (from, until): (i64, i64), names: &Names) -> Self {
        let platform = &tenant.platform;
        let moment_before = |at: i64| Moment {
            at: at - 1,
            act_seq: None,
        };
        let (before, happened, turns) = match timeline {
            Timeline::Actual => {
                let within = platform.history().iter();
                let within = within.filter(|known| (from..until).contains(&known.at.timestamp()));
                let turns = turns(tenant, (from, until));
                (platform.at(moment_before(from)), within.cloned().collect(), turns)
            }
            Timeline::AsIf(at) => (platform.at(moment_before(at.timestamp() + 1)), Vec::new(), Vec::new()),
        };
        let now = platform.now();
        let environments: Vec<_> = now.environments.iter().map(|known| known.facts.environment).collect();
        let mut payments = Self {
            timeline,
            before,
            happened,
            settings: tenant.settings.clone(),
            impeded: tenant.impeded.clone(),
            policies: tenant
                .policies
                .iter()
                .map(|policy| (policy.id, (policy.subscription, policy.resource_group.clone())))
                .collect(),
            limited: now
                .agents
                .iter()
                .map(|((environment, name), _)| (*environment, name.clone()))
                .collect(),
            turns,
            place_of: Vec::new(),
            chat: None,
            limited_at: HashMap::new(),
            kinds: HashMap::new(),
            dynamics: HashSet::new(),
            waits: [false; Service::ALL.len()],
            environments,
        };
        payments.look_up(now, names);
        payments.waits = payments.services_that_wait();
        payments
    }

    fn look_up(&mut self, platform: &Platform, names: &Names) {
        let elsewhere = self.elsewhere();
        let place = |found: Option<EnvironmentId>| {
            let found = found.and_then(|id| self.environments.iter().position(|known| *known == id));
            found.and_then(|place| u32::try_from(place).ok()).unwrap_or(elsewhere)
        };
        let of_use = |service, name| {
            let known = platform.environment_of_use(service, name);
            known.map(|known| known.facts.environment)
        };
        let named = names.environments.iter().map(Option::as_deref);
        let place_of: Vec<u32> = named
            .map(|name| place(name.and_then(|name| of_use(Service::CopilotStudio, name))))
            .collect();
        let chat = of_use(Service::CopilotChat, "").map(|id| place(Some(id)));
        let mut limited_at = HashMap::new();
        let mut kinds = HashMap::new();
        for (number, (key, agent)) in (0..).zip(&platform.agents) {
            if let Some(interned) = names.agents.get(&agent.name) {
                let at = (place(Some(key.0)), *interned);
                limited_at.insert(at, number);
                kinds.extend(agent.kind.map(|kind| (at, kind)));
            }
        }
        let dynamics = DYNAMICS_365_AGENTS.iter().filter_map(|name| names.agents.get(*name));
        self.dynamics = dynamics.copied().collect();
        (self.place_of, self.chat, self.limited_at, self.kinds) = (place_of, chat, limited_at, kinds);
    }

    /// Use of a service waits for its turn in time order where a payer could run out.
    fn services_that_wait(&self) -> [bool; Service::ALL.len()] {
        let ever = |wanted: fn(&Event) -> bool| self.happened.iter().any(|known| wanted(&known.event));
        let purchases = !self.before.purchases.is_empty() || ever(|event| matches!(event, Event::PrePurchaseBought(_)));
        let anything = !self.before.is_idle() || self.happened.iter().any(|known| concerns(&known.event));
        Service::ALL.map(|service| match service {
            Service::CopilotStudio => anything,
            Service::CopilotChat => purchases || self.chat.is_some(),
            Service::SharePointAgents | Service::RetrievalApi => purchases,
        })
    }

    /// Whether use of the service has to be put in time order before it is known who pays.
    pub(crate) fn waits(&self, service: Service) -> bool {
        self.waits[service as usize]
    }

    /// The place that stands for environments that the workbook does not know.
    pub(super) fn elsewhere(&self) -> u32 {
        u32::try_from(self.environments.len()).expect("there are fewer environments than that")
    }

    /// Place of the use's environment, how enforcement treats it, and the place of its agent among those with a limit.
    pub(crate) fn sort(&self, unit: &UsageUnit, feature: Option<Feature>) -> (u32, Kind, Option<u32>) {
        if unit.service != Service::CopilotStudio {
            return (self.chat.unwrap_or(self.elsewhere()), Kind::AtFull, None);
        }
        let place = usize::try_from(unit.environment)
            .ok()
            .and_then(|interned| self.place_of.get(interned).copied())
            .unwrap_or(self.elsewhere());
        let agent = (place, unit.agent);
        let kind = match self.kinds.get(&agent) {
            _ if feature == Some(Feature::AgentFlowAction) => Kind::Flow,
            Some(AgentKind::Dynamics365) => Kind::AtFull,
            None if self.dynamics.contains(&unit.agent) => Kind::AtFull,
            Some(AgentKind::Custom) | None => Kind::Custom,
        };
        (place, kind, self.limited_at.get(&agent).copied())
    }

    /// The moment whose settings count for what is used at another.
    pub(super) fn moment(&self, moment: Moment) -> Moment {
        match self.timeline {
            Timeline::Actual => moment,
            Timeline::AsIf(at) => Moment {
                at: at.timestamp(),
                act_seq: None,
            },
        }
    }

    pub(super) fn setting(&self, key: SettingKey, moment: Moment) -> Choice {
        self.settings.at(key, self.moment(moment))
    }

    /// What keeps the arrangement from being charged at a moment.
    pub(super) fn obstacle(&self, what: PayAsYouGo, moment: Moment) -> Option<crate::tenant::Impediment> {
        let moment = self.moment(moment);
        let known = self.impeded.iter().filter(|known| known.what == what);
        known
            .filter(|known| known.holds_at(moment))
            .map(|known| known.by)
            .find(|by| self.settings.at(by.switch(), moment) == Choice::UseBlocked)
    }
}

/// Seconds in the range in which what accounts are made of changes, beside acts of the platform itself: other acts, and plans
/// that are provisioned.
fn turns(tenant: &Tenant, (from, until): (i64, i64)) -> Vec<(i64, u64)> {
    let settings = crate::settings::SETTINGS.iter();
    let changed = settings.flat_map(|setting| tenant.settings.changes(setting.key));
    let changed = changed.map(|change| (change.at.timestamp(), change.seq));
    let impeded = tenant.impeded.iter().flat_map(|known| [Some(known.from), known.until]);
    let impeded = impeded.flatten().map(|(at, seq)| (at.timestamp(), seq));
    let plans = tenant.platform.now().plans.iter();
    let provisioned = plans.filter_map(|plan| Some((plan.facts.ready_at?.timestamp(), 0)));
    let mut turns: Vec<_> = changed
        .chain(impeded)
        .chain(provisioned)
        .filter(|(at, _)| (from..until).contains(at))
        .collect();
    turns.sort_unstable();
    turns.dedup();
    turns
}

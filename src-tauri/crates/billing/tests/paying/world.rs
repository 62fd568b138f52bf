//! A tenant with environments, and settling its use.

use std::collections::{BTreeMap, HashMap};

use meterdesk_billing::catalogue::{Catalogue, Feature};
use meterdesk_billing::coverage::{Coverage, Population, Timeline, groups_needed};
use meterdesk_billing::directory::AdminRole;
use meterdesk_billing::ids::{EnvironmentId, GroupId, PlanId};
use meterdesk_billing::payment::{Names, Payments};
use meterdesk_billing::platform::{EnvironmentKind, PlanKind, PlanProduct, PurchaseChannel, Workload};
use meterdesk_billing::settings::{Choice, SettingKey};
use meterdesk_billing::settlement::*;
use meterdesk_billing::tenant::*;
use meterdesk_billing::units::{Credits, Quantity};
use meterdesk_billing::usage::{Circumstances, PersonIndex, Service, UsageUnit};

use crate::adding_up::uses_add_up;
use crate::support::{World, at, subscription_id};

/// November 2026, in seconds.
pub(crate) const MONTH: (i64, i64) = (1_793_491_200, 1_796_083_200);

/// What one unit of each is worth: 1, 0.13 and 2 credits.
pub(crate) const CLASSIC: i64 = 0;
pub(crate) const FLOW: i64 = 1;
pub(crate) const GENERATIVE: i64 = 2;
pub(crate) const FEATURES: [Option<Feature>; 3] = [
    Some(Feature::ClassicAnswer),
    Some(Feature::AgentFlowAction),
    Some(Feature::GenerativeAnswer),
];

/// Interned agents.
pub(crate) const OWN_AGENT: i64 = 11;
pub(crate) const DATA_ENTRY: i64 = 12;

/// Interned environments are places in this list; the last one is known to no workbook.
pub(crate) const ENVIRONMENTS: [&str; 4] = ["North", "South", "", "Elsewhere"];
pub(crate) const NORTH: i64 = 0;
pub(crate) const SOUTH: i64 = 1;
pub(crate) const ELSEWHERE: i64 = 3;

#[derive(Debug, Clone)]
pub(crate) struct Paying {
    pub(crate) world: World,
    pub(crate) groups: HashMap<GroupId, Vec<(PersonIndex, i64, Option<i64>)>>,
}

impl Paying {
    /// Packs, and the environments "North" and "South" in Europe. The actor may do everything, and plans are ready at once.
    pub(crate) fn with_packs(packs: u32) -> Self {
        let mut world = World::new();
        world.facts.actor.roles = vec![AdminRole::Global];
        world.facts.actor.roles.push(AdminRole::Ai);
        let mut paying = Self {
            world,
            groups: HashMap::new(),
        };
        paying.set(SettingKey::PlanProvisioning, Choice::AtOnce);
        if packs > 0 {
            paying.buy(packs);
        }
        for name in ["North", "South"] {
            paying.act(PlatformCommand::CreateEnvironment {
                name: name.into(),
                kind: EnvironmentKind::Production,
                region: "Europe".into(),
                managed: false,
                workload: Workload::None,
            });
        }
        paying
    }

    pub(crate) fn try_act(&mut self, command: PlatformCommand) -> Result<Vec<Event>, Refusal> {
        self.world.act(Command::Platform(command))
    }

    pub(crate) fn act(&mut self, command: PlatformCommand) {
        let what = format!("{command:?}");
        if let Err(refusal) = self.try_act(command) {
            panic!("{what} is refused: {refusal}");
        }
    }

    pub(crate) fn buy(&mut self, packs: u32) {
        let channel = PurchaseChannel::AdminCenter;
        self.buying(BuyingCommand::BuyPacks { packs, channel });
    }

    pub(crate) fn buying(&mut self, command: BuyingCommand) {
        self.act(PlatformCommand::Buying(command));
    }

    pub(crate) fn environment(&self, name: &str) -> EnvironmentId {
        let platform = self.world.tenant.platform.now();
        platform.environment_named(name).expect("it was made").facts.environment
    }

    /// Allocates whole credits and says whether the environment draws on the pool.
    pub(crate) fn allocate(&mut self, name: &str, credits: i64, draw: bool) {
        let target = EnvironmentTarget {
            environment: self.environment(name),
            revision: None,
        };
        self.act(PlatformCommand::SetAllocation {
            target,
            credits: Some(Credits::whole(credits)),
            draw: Some(draw),
            bill_to_plan: None,
        });
    }

    /// A plan billed to the resource group "rg-one", linked to an environment.
    pub(crate) fn plan(&mut self, name: &str, environment: &str) -> PlanId {
        let environments = vec![self.environment(environment)];
        self.act(PlatformCommand::Plan(PlanCommand::Create(CreatePlan {
            name: name.into(),
            kind: PlanKind::AzureSubscription,
            subscription: subscription_id(),
            resource_group: "rg-one".into(),
            region: "Europe".into(),
            products: vec![PlanProduct::CopilotStudio],
            environments,
            move_linked: false,
        })));
        let made = self.world.tenant.platform.now().plans.last();
        made.expect("it was made").facts.plan
    }

    pub(crate) fn set(&mut self, key: SettingKey, choice: Choice) {
        let revision = None;
        self.world
            .act(Command::SetSetting { key, choice, revision })
            .expect("the switch has the position");
    }

    pub(crate) fn coverage(&self, timeline: Timeline, range: (i64, i64)) -> Coverage {
        let tenant = &self.world.tenant;
        let population = |group: GroupId| {
            let rows = self.groups.get(&group).cloned().unwrap_or_default();
            (group, Population::from_rows(rows, range))
        };
        let groups = groups_needed(tenant).into_iter().map(population).collect();
        Coverage::compile(tenant, timeline, groups, Population::default())
    }

    pub(crate) fn payments(&self, timeline: Timeline, range: (i64, i64)) -> Payments {
        let names = Names {
            environments: ENVIRONMENTS.map(|name| Some(name.to_owned())).to_vec(),
            agents: HashMap::from([
                ("Own agent".to_owned(), OWN_AGENT),
                ("Data Entry Agent".to_owned(), DATA_ENTRY),
            ]),
        };
        Payments::compile(&self.world.tenant, timeline, range, &names)
    }

    pub(crate) fn settle_on(
        &self,
        timeline: Timeline,
        range: (i64, i64),
        units: &[UsageUnit],
        state: CarriedState,
    ) -> Settled {
        let coverage = self.coverage(timeline, range);
        let payments = self.payments(timeline, range);
        let mut settlement = Settlement::new(Catalogue::built_in(), &coverage, &FEATURES, state)
            .paying(&payments)
            .keeping_uses();
        let within = units.iter().filter(|unit| (range.0..range.1).contains(&unit.at));
        within.for_each(|unit| settlement.add(unit));
        let settled = settlement.finish();
        uses_add_up(&settled);
        settled
    }

    pub(crate) fn settle(&self, range: (i64, i64), units: &[UsageUnit], state: CarriedState) -> Settled {
        self.settle_on(Timeline::Actual, range, units, state)
    }

    /// The parts of each unit, in time order, as "payer credits".
    pub(crate) fn told(&self, units: &[UsageUnit]) -> Vec<(i64, Vec<String>)> {
        self.told_from(MONTH, units, CarriedState::default()).0
    }

    /// The same of units in a range, from a state, and what payers had paid at each hour's end.
    pub(crate) fn told_from(
        &self,
        range: (i64, i64),
        units: &[UsageUnit],
        state: CarriedState,
    ) -> (Vec<(i64, Vec<String>)>, Settled) {
        let (coverage, payments) = (
            self.coverage(Timeline::Actual, range),
            self.payments(Timeline::Actual, range),
        );
        let mut told = Vec::new();
        let mut settlement = Settlement::new(Catalogue::built_in(), &coverage, &FEATURES, state)
            .paying(&payments)
            .marking(1)
            .telling(|unit| {
                let parts = unit.parts.iter().map(|part| self.spell(*part)).collect();
                told.push((unit.unit.at, parts));
            });
        let within = units.iter().filter(|unit| (range.0..range.1).contains(&unit.at));
        within.for_each(|unit| settlement.add(unit));
        let settled = settlement.finish();
        (told, settled)
    }

    pub(crate) fn spell(&self, part: Judged) -> String {
        format!("{} {}", self.payer(part.outcome), part.credits)
    }

    /// Who paid, or what came of it instead.
    pub(crate) fn payer(&self, outcome: Outcome) -> String {
        let platform = self.world.tenant.platform.now();
        match outcome {
            Outcome::Paid(Payer::Allocation(id)) => {
                let name = &platform.environment(id).expect("it exists").facts.name;
                format!("allocation {name}")
            }
            Outcome::Paid(Payer::TenantPool) => "pool".into(),
            Outcome::Paid(Payer::OverCapacity) => "over".into(),
            Outcome::Paid(Payer::PayAsYouGo(PayAsYouGo::Plan(id))) => {
                platform.plan(id).expect("it exists").facts.name.clone()
            }
            Outcome::Paid(Payer::PayAsYouGo(PayAsYouGo::Policy(id))) => {
                self.world.tenant.policy_ever(id).expect("it exists").name.clone()
            }
            Outcome::Paid(Payer::PrePurchase(id, _)) => {
                let facts = &platform.purchase(id).expect("it exists").facts;
                format!("pre-purchase {:?}", facts.family)
            }
            Outcome::Blocked(reason) => format!("blocked {}", reason.key()),
            other => other.to_stored().0.to_owned(),
        }
    }
}

/// A use in an environment, of a second of November after the first acts.
pub(crate) fn used(second: i64, environment: i64, feature: i64, quantity: i64) -> UsageUnit {
    UsageUnit {
        at: at("2026-11-02T00:00:00Z").timestamp() + second,
        person: None,
        service: Service::CopilotStudio,
        agent: OWN_AGENT,
        environment,
        feature,
        quantity: Quantity::whole(quantity),
        circumstances: Circumstances::default(),
        act_seq: None,
        conversation: 0,
        order: second.unsigned_abs(),
    }
}

/// Credits by spelled outcome of a settlement.
pub(crate) fn sums(paying: &Paying, settled: &Settled) -> BTreeMap<String, Credits> {
    let mut sums: BTreeMap<String, Credits> = BTreeMap::new();
    for (key, sum) in &settled.rollup {
        *sums.entry(paying.payer(key.outcome)).or_default() += sum.credits;
    }
    sums
}

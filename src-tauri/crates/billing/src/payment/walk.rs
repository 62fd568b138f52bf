//! The walk through claims and acts in one time order: a state machine over what each payer has left.

use std::collections::{BTreeMap, HashMap};

use super::account::{Account, PlanState};
use super::balances::Balances;
use super::claim::{Claim, Kind};
use super::period::period;
use super::set_up::Payments;
use super::trace::{Considered, Pass};
use crate::coverage::Timeline;
use crate::ids::PurchaseId;
use crate::platform::Platform;
use crate::settings::{Choice, SettingKey};
use crate::settlement::{BlockedReason, Happening, Judged, Outcome, PayAsYouGo, Payer, Stop};
use crate::time::Moment;
use crate::units::Credits;

/// Seconds of silence after which a conversation is over: those of a billed session.
const SILENCE: i64 = 30 * 60;

/// A pre-purchase plan in its present term.
#[derive(Debug)]
struct Bought {
    purchase: PurchaseId,
    /// Place among the platform's.
    place: usize,
    term: Option<i64>,
    /// Second from which on the term has to be looked at anew.
    until: i64,
    credits: i64,
    used: i64,
}

/// The switches that hold at a moment.
#[derive(Debug, Clone, Copy)]
struct Rules {
    scope: Choice,
    exhausted: Choice,
    double: Choice,
    reset: Choice,
}

/// The state machine.
#[derive(Debug)]
pub(crate) struct Walk<'a> {
    payments: &'a Payments,
    platform: Platform,
    happened: usize,
    turns: usize,
    rules: Rules,
    accounts: Vec<Account>,
    bought: Vec<Bought>,
    /// Which of `bought` pay for an arrangement, in their order.
    paying_for: HashMap<PayAsYouGo, Vec<usize>>,
    agents: Vec<i64>,
    owned: i64,
    /// Paid by prepaid capacity in this period, and what was used over it.
    prepaid: i64,
    pool: i64,
    over: i64,
    /// What is allocated and not used yet, of all environments.
    reserved: i64,
    /// Whether a claim was reached, and accounts so made.
    begun: bool,
    until: i64,
    /// Whether the claim is worth nothing: then whoever would pay first has paid.
    worthless: bool,
    balances: Balances,
    found: BTreeMap<Happening, i64>,
    last: i64,
    parts: Vec<Judged>,
    considered: Vec<Considered>,
}

impl<'a> Walk<'a> {
    pub(crate) fn new(payments: &'a Payments, balances: Balances) -> Self {
        let mut walk = Self {
            platform: payments.before.clone(),
            happened: 0,
            turns: 0,
            rules: Rules {
                scope: Choice::TenantScope,
                exhausted: Choice::At125,
                double: Choice::PolicyPays,
                reset: Choice::FirstOfMonth,
            },
            accounts: vec![Account::ELSEWHERE; payments.environments.len() + 1],
            bought: Vec::new(),
            paying_for: HashMap::new(),
            agents: vec![0; payments.limited.len()],
            owned: 0,
            prepaid: 0,
            pool: 0,
            over: 0,
            reserved: 0,
            begun: false,
            until: i64::MIN,
            worthless: false,
            balances,
            found: BTreeMap::new(),
            last: i64::MIN,
            parts: Vec::new(),
            considered: Vec::new(),
            payments,
        };
        walk.read_balances();
        walk
    }

    /// Pays a claim, the earliest of those that are left: the parts of it and, after that, what was considered.
    pub(crate) fn pay(&mut self, claim: &Claim) -> (&[Judged], &[Considered]) {
        self.reach(claim);
        self.worthless = claim.credits == Credits::ZERO;
        self.parts.clear();
        self.considered.clear();
        if let Err(reason) = self.settle(claim) {
            let (outcome, credits) = if claim.unit.circumstances.attempt {
                (Outcome::Blocked(BlockedReason::Refused), Credits::ZERO)
            } else {
                (Outcome::Blocked(reason), claim.credits)
            };
            self.parts.push(Judged { credits, outcome });
        }
        (&self.parts, &self.considered)
    }

    /// What was found, and what the next run starts from.
    pub(crate) fn finish(mut self) -> (BTreeMap<Happening, i64>, Balances) {
        let last = self.last;
        self.balances.running.retain(|_, at| *at + SILENCE >= last);
        self.write_balances();
        (self.found, self.balances)
    }

    // --- time -----------------------------------------------------------------------------------------------------

    /// Brings acts and periods up to the claim's moment.
    fn reach(&mut self, claim: &Claim) {
        let moment = Moment {
            at: claim.unit.at,
            act_seq: claim.unit.act_seq,
        };
        self.last = self.last.max(moment.at);
        let mut changed = self.turn(moment) || !self.begun;
        if changed {
            self.begun = true;
            self.rules = self.rules_at(moment);
        }
        if moment.at >= self.until || changed {
            let (start, until) = period(self.rules.reset, self.platform.first_pack, moment.at);
            self.until = until;
            if start != self.balances.period {
                self.write_balances();
                self.balances.begin(start);
                self.read_balances();
                changed = true;
            }
        }
        if changed {
            self.set_up(moment);
        }
        for bought in &mut self.bought {
            if moment.at >= bought.until {
                bought.enter_term(&self.platform, self.payments.timeline, moment.at);
            }
        }
    }

    /// Applies acts that come before the moment; whether there were any.
    fn turn(&mut self, moment: Moment) -> bool {
        let payments = self.payments;
        let mut changed = false;
        while let Some(next) = payments.happened.get(self.happened) {
            if !moment.is_after(next.at.timestamp(), next.seq) {
                break;
            }
            self.platform.apply(next);
            self.happened += 1;
            changed = true;
        }
        while let Some((at, seq)) = payments.turns.get(self.turns) {
            if !moment.is_after(*at, *seq) {
                break;
            }
            self.turns += 1;
            changed = true;
        }
        changed
    }

    fn rules_at(&self, moment: Moment) -> Rules {
        let choice = |key| self.payments.setting(key, moment);
        Rules {
            scope: choice(SettingKey::EnforcementScope),
            exhausted: choice(SettingKey::ExhaustedEnvironment),
            double: choice(SettingKey::DoubleCoverage),
            reset: choice(SettingKey::CapacityReset),
        }
    }

    /// Makes accounts of what holds at a moment. What was paid stays.
    fn set_up(&mut self, moment: Moment) {
        self.owned = self.platform.owned().0;
        let elsewhere = self.accounts.len() - 1;
        for place in 0..elsewhere {
            let id = self.payments.environments[place];
            let known = self.platform.environment(id);
            let plan = known.map_or(PlanState::Not(Pass::NoPlan), |known| {
                plan_state(self.payments, &self.platform, known.plan, known.bill_to_plan, moment)
            });
            let account = &mut self.accounts[place];
            account.environment = Some(id);
            account.exists = known.is_some();
            account.allocated = known.map_or(0, |known| known.allocated.0);
            account.draw = known.is_some_and(|known| known.draw);
            account.plan = plan;
        }
        self.reserved = self.accounts.iter().map(Account::reserved).sum();
        self.line_up_purchases();
    }

    fn line_up_purchases(&mut self) {
        self.write_purchases();
        let mut places: Vec<_> = (0..self.platform.purchases.len()).collect();
        places.sort_by_key(|place| self.platform.purchases[*place].order());
        let bought = places.into_iter().map(|place| {
            let purchase = &self.platform.purchases[place];
            let (term, used) = self
                .balances
                .purchases
                .get(&purchase.facts.purchase)
                .map_or((None, 0), |(term, used)| (Some(*term), *used));
            Bought {
                purchase: purchase.facts.purchase,
                place,
                term,
                until: i64::MIN,
                credits: purchase.facts.credits,
                used,
            }
        });
        self.bought = bought.collect();
        self.paying_for.clear();
        if self.bought.is_empty() {
            return;
        }
        let policies = self.payments.policies.iter();
        let policies =
            policies.map(|(id, (subscription, group))| (PayAsYouGo::Policy(*id), *subscription, group.as_str()));
        let plans = self.platform.plans.iter().map(|plan| {
            let facts = &plan.facts;
            (
                PayAsYouGo::Plan(facts.plan),
                facts.subscription,
                facts.resource_group.as_str(),
            )
        });
        for (arrangement, subscription, group) in policies.chain(plans) {
            let holds = |bought: &&Bought| {
                self.platform.purchases[bought.place]
                    .facts
                    .within
                    .holds(subscription, group)
            };
            let paying: Vec<_> = (0..)
                .zip(&self.bought)
                .filter(|(_, bought)| holds(bought))
                .map(|(at, _)| at)
                .collect();
            if !paying.is_empty() {
                self.paying_for.insert(arrangement, paying);
            }
        }
    }

    // --- payment --------------------------------------------------------------------------------------------------

    /// Has the claim paid, or says why it is blocked.
    fn settle(&mut self, claim: &Claim) -> Result<(), BlockedReason> {
        let place = self.place(claim);
        if let Some(agent) = claim.agent {
            self.require_below_limit(agent)?;
        }
        let arrangement = self.arrangement(claim, place);
        let (own, pool) = if claim.prepaid {
            self.prepaid_left(place)
        } else {
            self.considered.push(Considered::Passed(Pass::NoCreditPolicy));
            (0, 0)
        };
        let left = claim.credits.0;
        match arrangement {
            Some(arrangement) => {
                let left = self.take_prepaid(place, (own, pool), left);
                let left = self.take_pre_purchase(arrangement, left, claim.unit.at);
                self.charge(arrangement, place, left, claim);
            }
            None => {
                self.admit(claim, place, own + pool)?;
                let left = self.take_prepaid(place, (own, pool), left);
                self.take_over(place, left);
                self.keep_running(claim);
            }
        }
        if let Some(agent) = claim.agent {
            self.count_for_limit(agent, claim);
        }
        self.tell_what_is_used_up(place, claim.unit.at);
        Ok(())
    }

    fn place(&self, claim: &Claim) -> usize {
        let place = claim.place as usize;
        if self.accounts[place].exists {
            place
        } else {
            self.accounts.len() - 1
        }
    }

    /// What allocation and pool have left for an environment.
    fn prepaid_left(&mut self, place: usize) -> (i64, i64) {
        let account = &self.accounts[place];
        let own = account.reserved().min(self.owned - self.prepaid).max(0);
        if account.allocated == 0 {
            self.considered.push(Considered::Passed(Pass::NothingAllocated));
        }
        if !account.draw {
            self.considered.push(Considered::Passed(Pass::DrawOff));
            return (own, 0);
        }
        if self.owned == 0 {
            self.considered.push(Considered::Passed(Pass::NothingOwned));
        }
        (own, (self.owned - self.prepaid - self.reserved).max(0))
    }

    /// The set-up that charges as it goes, if one applies. Of two in different admin centers one is charged.
    fn arrangement(&mut self, claim: &Claim, place: usize) -> Option<PayAsYouGo> {
        let policy = claim.policy.map(PayAsYouGo::Policy);
        if claim.unit.service.has_no_environment() {
            return policy;
        }
        let plan = match self.accounts[place].plan {
            PlanState::Pays(plan) => Some(PayAsYouGo::Plan(plan)),
            PlanState::Not(pass) => {
                self.considered.push(Considered::Passed(pass));
                None
            }
        };
        match (policy, plan) {
            (Some(policy), Some(plan)) => {
                let (pays, other) = if self.rules.double == Choice::PlanPays {
                    (plan, policy)
                } else {
                    (policy, plan)
                };
                self.considered.push(Considered::Passed(Pass::OtherCenterPays(other)));
                Some(pays)
            }
            (policy, plan) => policy.or(plan),
        }
    }

    fn part(&mut self, payer: Payer, left: Option<i64>, took: i64) {
        self.considered.push(Considered::Asked {
            payer,
            left: left.map(Credits),
            took: Credits(took),
        });
        let first = self.worthless && self.parts.is_empty() && left != Some(0);
        if took > 0 || first {
            self.parts.push(Judged {
                credits: Credits(took),
                outcome: Outcome::Paid(payer),
            });
        }
    }

    /// Takes what prepaid capacity has; what is left to be paid.
    fn take_prepaid(&mut self, place: usize, (own, pool): (i64, i64), left: i64) -> i64 {
        let account = &mut self.accounts[place];
        let from_own = own.min(left);
        let reserved = account.reserved();
        account.used += from_own;
        self.reserved -= reserved - account.reserved();
        self.prepaid += from_own;
        if let Some(environment) = account.environment.filter(|_| account.allocated > 0) {
            self.part(Payer::Allocation(environment), Some(own), from_own);
        }
        let from_pool = pool.min(left - from_own);
        self.pool += from_pool;
        self.prepaid += from_pool;
        if self.accounts[place].draw && self.owned > 0 && left > from_own {
            self.part(Payer::TenantPool, Some(pool), from_pool);
        }
        left - from_own - from_pool
    }

    fn take_pre_purchase(&mut self, arrangement: PayAsYouGo, mut left: i64, at: i64) -> i64 {
        let many = self.paying_for.get(&arrangement).map_or(0, Vec::len);
        for next in 0..many {
            let bought = &mut self.bought[self.paying_for[&arrangement][next]];
            let Some(term) = bought.term.filter(|_| left > 0) else {
                continue;
            };
            let before = bought.credits - bought.used;
            let took = before.min(left);
            bought.used += took;
            left -= took;
            let purchase = bought.purchase;
            self.part(Payer::PrePurchase(purchase, arrangement), Some(before), took);
            if took > 0 && took == before {
                self.found.insert(Happening::PrePurchaseUsedUp { purchase, term }, at);
            }
        }
        left
    }

    /// Charges the rest.
    fn charge(&mut self, arrangement: PayAsYouGo, place: usize, left: i64, claim: &Claim) {
        let payer = Payer::PayAsYouGo(arrangement);
        if left > 0 || self.parts.is_empty() {
            self.part(payer, None, left);
            if let PayAsYouGo::Plan(plan) = arrangement {
                let environment = self.accounts[place].environment;
                let period = self.balances.period;
                self.tell(
                    Happening::PlanCharged {
                        plan,
                        environment,
                        period,
                    },
                    claim.unit.at,
                );
            }
        }
    }

    fn take_over(&mut self, place: usize, left: i64) {
        if left > 0 || self.parts.is_empty() {
            self.accounts[place].over += left;
            self.over += left;
            self.part(Payer::OverCapacity, None, left);
        }
    }

    // --- enforcement ----------------------------------------------------------------------------------------------

    /// Whether a use that nothing further may pay for goes on. One that has begun is finished: its rest is over capacity.
    fn admit(&mut self, claim: &Claim, place: usize, left: i64) -> Result<(), BlockedReason> {
        let account = self.accounts[place];
        let no_source = account.allocated == 0 && (!account.draw || self.owned == 0);
        if !claim.prepaid || no_source {
            return Err(match account.plan {
                PlanState::Not(Pass::PlanNotChargeable(..)) if claim.prepaid => BlockedReason::NotChargeable,
                _ => claim.otherwise,
            });
        }
        if left > 0 {
            return Ok(());
        }
        let stop = match claim.kind {
            Kind::Flow | Kind::AtFull => Stop::AtFull,
            Kind::Custom if self.rules.exhausted == Choice::AtOnce && !account.draw => Stop::AtFull,
            Kind::Custom if !self.is_enforced(&account) => return Ok(()),
            Kind::Custom => Stop::AtEnforcement,
        };
        if claim.kind != Kind::AtFull && self.is_running(claim) {
            return Ok(());
        }
        let period = self.balances.period;
        let environment = account.environment;
        self.tell(
            Happening::UseStopped {
                stop,
                environment,
                period,
            },
            claim.unit.at,
        );
        Err(match stop {
            Stop::AtFull => BlockedReason::CapacityUsedUp,
            Stop::AtEnforcement => BlockedReason::CapacityEnforced,
        })
    }

    /// Whether use has reached 125 % of what it is measured against: the tenant's prepaid capacity or, where a switch says so
    /// and the environment doesn't draw on the pool, its allocation.
    fn is_enforced(&self, account: &Account) -> bool {
        let (used, of) = if self.rules.scope == Choice::EnvironmentScope && !account.draw {
            (account.used + account.over, account.allocated)
        } else {
            (self.prepaid + self.over, self.owned)
        };
        i128::from(used) * 4 >= i128::from(of) * 5
    }

    fn is_running(&self, claim: &Claim) -> bool {
        let known = self.balances.running.get(&claim.unit.conversation);
        known.is_some_and(|last| claim.unit.at - last <= SILENCE)
    }

    /// Notes that a conversation is going on. Only those that enforcement may meet are noted.
    fn keep_running(&mut self, claim: &Claim) {
        /// How many may be known before those that are over are forgotten.
        const MANY: usize = 4_096;
        if claim.unit.conversation == 0 || claim.kind == Kind::AtFull {
            return;
        }
        let running = &mut self.balances.running;
        running.insert(claim.unit.conversation, claim.unit.at);
        if running.len() > MANY && running.len().is_power_of_two() {
            running.retain(|_, last| *last + SILENCE >= claim.unit.at);
        }
    }

    fn require_below_limit(&self, agent: u32) -> Result<(), BlockedReason> {
        let limit = self.limit(agent);
        let reached = limit.is_some_and(|limit| limit.stop && self.agents[agent as usize] >= limit.credits);
        if reached {
            Err(BlockedReason::AgentLimit)
        } else {
            Ok(())
        }
    }

    fn limit(&self, agent: u32) -> Option<&crate::platform::AgentLimit> {
        let key = &self.payments.limited[agent as usize];
        self.platform.agents.get(key)?.limit.as_ref()
    }

    fn count_for_limit(&mut self, agent: u32, claim: &Claim) {
        let used = &mut self.agents[agent as usize];
        *used += claim.credits.0;
        let used = *used;
        let Some(limit) = self.limit(agent).cloned() else {
            return;
        };
        let (environment, name) = self.payments.limited[agent as usize].clone();
        let period = self.balances.period;
        if i128::from(used) * 100 >= i128::from(limit.credits) * i128::from(limit.notify_at) {
            let agent = name.clone();
            let near = Happening::AgentLimitNear {
                environment,
                agent,
                period,
            };
            self.tell(near, claim.unit.at);
        }
        if used >= limit.credits {
            let stopped = limit.stop;
            let agent = name;
            let reached = Happening::AgentLimitReached {
                environment,
                agent,
                stopped,
                period,
            };
            self.tell(reached, claim.unit.at);
        }
    }

    // --- telling --------------------------------------------------------------------------------------------------

    fn tell_what_is_used_up(&mut self, place: usize, at: i64) {
        let account = &self.accounts[place];
        let (own, draws) = (account.reserved(), account.draw && self.owned > 0);
        let own_used_up = account.allocated > 0 && own == 0 && account.used > 0;
        let environment = account.environment;
        let period = self.balances.period;
        if own_used_up {
            self.tell(Happening::CapacityUsedUp { environment, period }, at);
        }
        if draws && self.pool > 0 && self.owned - self.prepaid - self.reserved <= 0 {
            let environment = None;
            self.tell(Happening::CapacityUsedUp { environment, period }, at);
        }
    }

    /// Tells once in a period.
    fn tell(&mut self, happening: Happening, at: i64) {
        if !self.balances.told.contains(&happening) {
            self.balances.told.insert(happening.clone());
            self.found.insert(happening, at);
        }
    }

    // --- balances -------------------------------------------------------------------------------------------------

    fn read_balances(&mut self) {
        let balances = &self.balances;
        for (account, id) in self.accounts.iter_mut().zip(&self.payments.environments) {
            account.used = balances.allocation.get(id).copied().unwrap_or(0);
            account.over = balances.over.get(id).copied().unwrap_or(0);
        }
        if let Some(elsewhere) = self.accounts.last_mut() {
            elsewhere.over = balances.over_elsewhere;
        }
        for (used, (environment, name)) in self.agents.iter_mut().zip(&self.payments.limited) {
            let known = balances.agents.get(environment).and_then(|agents| agents.get(name));
            *used = known.copied().unwrap_or(0);
        }
        self.pool = balances.pool;
        self.prepaid = balances.pool + balances.allocation.values().sum::<i64>();
        self.over = balances.over_elsewhere + balances.over.values().sum::<i64>();
    }

    fn write_balances(&mut self) {
        let balances = &mut self.balances;
        for (account, id) in self.accounts.iter().zip(&self.payments.environments) {
            if account.used > 0 {
                balances.allocation.insert(*id, account.used);
            }
            if account.over > 0 {
                balances.over.insert(*id, account.over);
            }
        }
        balances.over_elsewhere = self.accounts.last().map_or(0, |account| account.over);
        balances.pool = self.pool;
        for (used, (environment, name)) in self.agents.iter().zip(&self.payments.limited) {
            if *used > 0 {
                balances
                    .agents
                    .entry(*environment)
                    .or_default()
                    .insert(name.clone(), *used);
            }
        }
        self.write_purchases();
    }

    fn write_purchases(&mut self) {
        for bought in &self.bought {
            if let Some(term) = bought.term.filter(|_| bought.used > 0) {
                self.balances.purchases.insert(bought.purchase, (term, bought.used));
            }
        }
    }
}

impl Bought {
    /// Looks at which term a second lies in. A new one has everything left.
    fn enter_term(&mut self, platform: &Platform, timeline: Timeline, at: i64) {
        let purchase = &platform.purchases[self.place];
        // As if a set-up held throughout, what was bought by then is there throughout, in one term.
        let (term, until) = match timeline {
            Timeline::Actual => (purchase.term_at(at), purchase.ends_after(at)),
            Timeline::AsIf(_) => (Some(purchase.bought_at.timestamp()), None),
        };
        if term != self.term {
            self.used = 0;
        }
        self.term = term;
        self.until = until.unwrap_or(i64::MAX);
    }
}

/// Whether the environment's plan pays at a moment.
fn plan_state(
    payments: &Payments,
    platform: &Platform,
    plan: Option<crate::ids::PlanId>,
    bill_to_plan: bool,
    moment: Moment,
) -> PlanState {
    let Some(plan) = plan.and_then(|id| platform.plan(id)) else {
        return PlanState::Not(Pass::NoPlan);
    };
    let id = plan.facts.plan;
    if !bill_to_plan {
        PlanState::Not(Pass::BillingOff(id))
    } else if !plan.enabled {
        PlanState::Not(Pass::PlanDisabled(id))
    } else if let Some(by) = payments.obstacle(PayAsYouGo::Plan(id), moment) {
        PlanState::Not(Pass::PlanNotChargeable(id, by))
    } else {
        PlanState::Pays(id)
    }
}

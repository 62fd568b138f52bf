//! The walk through claims and acts in one time order: a state machine over what each payer has left.

mod carry;
mod enforcement;
mod time;

use std::collections::{BTreeMap, HashMap};

use super::account::{Account, PlanState};
use super::balances::Balances;
use super::claim::Claim;
use super::set_up::Payments;
use super::trace::{Considered, Pass};
use crate::ids::PurchaseId;
use crate::platform::Platform;
use crate::settings::Choice;
use crate::settlement::{BlockedReason, Happening, Judged, Outcome, PayAsYouGo, Payer};
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
    /// From which per cent of its allocation on an environment is told to run low.
    low: i64,
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
                low: 100,
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

    /// What has been paid until now: a walk that starts from it pays later claims alike.
    pub(crate) fn balances(&mut self) -> Balances {
        let last = self.last;
        self.balances.running.retain(|_, at| *at + SILENCE >= last);
        self.write_balances();
        self.balances.clone()
    }

    /// What was found, and what the next run starts from.
    pub(crate) fn finish(mut self) -> (BTreeMap<Happening, i64>, Balances) {
        let balances = self.balances();
        (self.found, balances)
    }

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
            self.accounts[place].paid_by.unwrap_or(place)
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

    fn tell_what_is_used_up(&mut self, place: usize, at: i64) {
        let account = &self.accounts[place];
        let (own, draws) = (account.reserved(), account.draw && self.owned > 0);
        let own_used_up = account.allocated > 0 && own == 0 && account.used > 0;
        let environment = account.environment;
        let period = self.balances.period;
        let uncovered = !account.draw && matches!(account.plan, PlanState::Not(_));
        let runs_low = i128::from(account.used) * 100 >= i128::from(account.allocated) * i128::from(self.rules.low);
        if let Some(environment) = environment.filter(|_| account.used > 0 && uncovered && runs_low) {
            self.tell(Happening::CapacityLow { environment, period }, at);
        }
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
}

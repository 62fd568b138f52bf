//! Acts and capacity periods that come before a claim: what is set up at its moment.

use super::{Bought, Rules, Walk};
use crate::coverage::Timeline;
use crate::payment::account::{Account, PlanState};
use crate::payment::claim::Claim;
use crate::payment::period::period;
use crate::payment::set_up::Payments;
use crate::payment::trace::Pass;
use crate::platform::{BillingPlan, PlanStatus, Platform, Workload};
use crate::settings::{SettingKey, Settings};
use crate::settlement::PayAsYouGo;
use crate::time::Moment;

impl Walk<'_> {
    /// Brings acts and periods up to the claim's moment.
    pub(super) fn reach(&mut self, claim: &Claim) {
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
            low: Settings::low_percent(choice(SettingKey::LowQuota)),
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
            account.paid_by = None;
            if let Some(known) = known.filter(|known| known.facts.workload == Workload::Dynamics365) {
                let place_of = |id| self.payments.environments.iter().position(|other| *other == id);
                account.paid_by = known.linked_to.and_then(place_of);
                // Until it is linked, nothing pays for its agents.
                (account.draw, account.plan) = (false, PlanState::Not(Pass::NotLinked));
            }
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
    } else if let Some(pass) = not_paying(plan, payments.moment(moment).at) {
        PlanState::Not(pass)
    } else if let Some(by) = payments.obstacle(PayAsYouGo::Plan(id), moment) {
        PlanState::Not(Pass::PlanNotChargeable(id, by))
    } else {
        PlanState::Pays(id)
    }
}

/// Why the plan itself pays for no Copilot Credits in a second.
fn not_paying(plan: &BillingPlan, at: i64) -> Option<Pass> {
    let id = plan.facts.plan;
    match plan.status_at(at) {
        PlanStatus::Disabled => Some(Pass::PlanDisabled(id)),
        PlanStatus::Provisioning => Some(Pass::PlanProvisioning(id)),
        PlanStatus::Enabled if !plan.meters_credits() => Some(Pass::PlanWithoutMeter(id)),
        PlanStatus::Enabled => None,
    }
}

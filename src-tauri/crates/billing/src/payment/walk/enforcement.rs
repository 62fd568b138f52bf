//! What goes on and what stops where nothing further may pay, and the limits of agents.

use super::{SILENCE, Walk};
use crate::payment::account::{Account, PlanState};
use crate::payment::claim::{Claim, Kind};
use crate::payment::trace::Pass;
use crate::settings::Choice;
use crate::settlement::{BlockedReason, Happening, Stop};

impl Walk<'_> {
    /// Whether a use that nothing further may pay for goes on. One that has begun is finished: its rest is over capacity.
    pub(super) fn admit(&mut self, claim: &Claim, place: usize, left: i64) -> Result<(), BlockedReason> {
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
    pub(super) fn keep_running(&mut self, claim: &Claim) {
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

    pub(super) fn require_below_limit(&self, agent: u32) -> Result<(), BlockedReason> {
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

    pub(super) fn count_for_limit(&mut self, agent: u32, claim: &Claim) {
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
}

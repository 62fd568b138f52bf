//! The fold of what happened on the Power Platform, and that fold at any moment.

use sha2::{Digest, Sha256};

use super::{Agent, BillingPlan, CreditPolicy, Environment, EnvironmentGroup, PlanBudgetChange, Platform, Purchase};
use crate::ids::{EnvironmentGroupId, EnvironmentId, PersonId};
use crate::tenant::Event;
use crate::time::{Instant, Moment};
use crate::units::Credits;

/// An event of the Power Platform side, with its place in the journal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Happened {
    /// When.
    pub at: Instant,
    /// Place in the journal.
    pub seq: u64,
    /// Who did it.
    pub by: PersonId,
    /// What.
    pub event: Event,
}

/// Everything that happened there, oldest first, and what it has come to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PlatformTimeline {
    history: Vec<Happened>,
    now: Platform,
}

impl PlatformTimeline {
    /// What holds after everything so far.
    #[must_use]
    pub const fn now(&self) -> &Platform {
        &self.now
    }

    /// Everything that happened.
    #[must_use]
    pub fn history(&self) -> &[Happened] {
        &self.history
    }

    /// What held at a moment.
    #[must_use]
    pub fn at(&self, moment: Moment) -> Platform {
        let mut platform = Platform::default();
        let by_then = self.history.iter();
        for happened in by_then.filter(|known| moment.is_after(known.at.timestamp(), known.seq)) {
            platform.apply(happened);
        }
        platform
    }

    /// A text that is the same exactly where what happened before a second is; empty where nothing did.
    #[must_use]
    pub fn fingerprint(&self, until: i64) -> String {
        let before = self.history.iter().filter(|known| known.at.timestamp() < until);
        let text: String = before
            .map(|known| format!("{} {} {:?}; ", known.at.timestamp(), known.seq, known.event))
            .collect();
        if text.is_empty() {
            return text;
        }
        crate::hex(&Sha256::digest(text.as_bytes()))
    }

    /// Folds one more.
    pub(crate) fn push(&mut self, happened: Happened) {
        self.now.apply(&happened);
        self.history.push(happened);
    }
}

impl Platform {
    /// Folds an event; one of another side changes nothing.
    pub(crate) fn apply(&mut self, happened: &Happened) {
        let (at, seq) = (happened.at, happened.seq);
        match &happened.event {
            Event::EnvironmentCreated(facts) => self.environments.push(Environment {
                facts: facts.clone(),
                created_at: at,
                allocated: Credits::ZERO,
                draw: true,
                bill_to_plan: true,
                plan: None,
                group: None,
                linked_to: None,
                production_from: None,
                extended: false,
                revision: seq,
            }),
            Event::EnvironmentEdited {
                environment,
                managed,
                workload,
            } => self.change(*environment, seq, |known| {
                known.facts.managed = *managed;
                known.facts.workload = *workload;
            }),
            Event::EnvironmentConverted { environment, ready_at } => {
                self.change(*environment, seq, |known| known.production_from = Some(*ready_at));
            }
            Event::TrialExtended { environment } => self.change(*environment, seq, |known| known.extended = true),
            Event::DynamicsLinked { environment, to } => {
                self.change(*environment, seq, |known| known.linked_to = *to);
            }
            Event::EnvironmentGroupCreated { group, name } => self.groups.push(EnvironmentGroup {
                id: *group,
                name: name.clone(),
                draw: None,
                revision: seq,
            }),
            Event::EnvironmentGrouped { environment, group } => {
                let rule = group
                    .and_then(|id| self.environment_group(id))
                    .and_then(|group| group.draw);
                self.change(*environment, seq, |known| {
                    known.group = *group;
                    // The value that a rule set stays when the environment leaves the group.
                    known.draw = rule.unwrap_or(known.draw);
                });
            }
            Event::EnvironmentGroupRuleSet { group, draw } => self.publish_rule(*group, *draw, seq),
            Event::AllocationSet(facts) => self.change(facts.environment, seq, |environment| {
                environment.allocated = Credits(facts.credits);
                environment.draw = facts.draw;
                environment.bill_to_plan = facts.bill_to_plan;
            }),
            Event::CapacityPurchased { packs, credits, .. } => {
                self.packs += Credits(*credits);
                self.pack_count += packs;
                self.first_pack.get_or_insert(at);
                self.capacity_revision = seq;
            }
            Event::CapacityReturned { packs, credits } => {
                self.packs = self.packs - Credits(*credits);
                self.pack_count = self.pack_count.saturating_sub(*packs);
                self.capacity_revision = seq;
            }
            Event::ChatCreditsApplied { applied } => self.chat_credits = *applied,
            Event::IncludedCreditsSet { licences, credits } => {
                self.included = (*licences, Credits(*credits));
                self.capacity_revision = seq;
            }
            Event::PlanCreated(facts) => self.plans.push(BillingPlan {
                account: facts.name.clone(),
                facts: facts.clone(),
                enabled: true,
                created_at: at,
                created_by: happened.by,
                created_seq: seq,
                budgets: Vec::new(),
                budget_acts: Vec::new(),
                deleted_at: None,
                revision: seq,
            }),
            Event::PlanBudgetSet { plan, budget } => self.change_plan(*plan, seq, |known| {
                known.budgets.push(PlanBudgetChange {
                    at,
                    by: happened.by,
                    budget: budget.clone(),
                });
            }),
            Event::PlanBudgetActed(act) => {
                for environment in &act.environments {
                    self.change(*environment, seq, |known| known.plan = None);
                }
                self.change_plan(act.plan, seq, |known| known.budget_acts.push((at, act.clone())));
            }
            Event::PlanLinked { plan, environment } => {
                self.change(*environment, seq, |known| known.plan = Some(*plan));
                self.change_plan(*plan, seq, |_| ());
            }
            Event::PlanUnlinked { plan, environment } => {
                self.change(*environment, seq, |known| known.plan = None);
                self.change_plan(*plan, seq, |_| ());
            }
            Event::PlanSwitched { plan, enabled } => self.change_plan(*plan, seq, |known| known.enabled = *enabled),
            Event::PlanEdited { plan, name, products } => self.change_plan(*plan, seq, |known| {
                known.facts.name.clone_from(name);
                known.facts.products.clone_from(products);
            }),
            Event::PlanDeleted { plan } => self.change_plan(*plan, seq, |known| known.deleted_at = Some(at)),
            Event::PrePurchaseBought(facts) => self.purchases.push(Purchase {
                facts: facts.clone(),
                bought_at: at,
                seq,
            }),
            Event::CreditPolicyCreated(facts) => self.credit_policies.push(CreditPolicy {
                facts: facts.clone(),
                created_at: at,
                created_seq: seq,
                deleted_at: None,
            }),
            Event::CreditPolicyDeleted { credit_policy } => {
                let known = self.credit_policies.iter_mut();
                for policy in known.filter(|known| known.facts.credit_policy == *credit_policy) {
                    policy.deleted_at = Some(at);
                }
            }
            Event::AgentLimitSet {
                environment,
                agent,
                limit,
            } => self.agent(*environment, agent, seq).limit.clone_from(limit),
            Event::AgentKindSet {
                environment,
                agent,
                agent_kind,
            } => self.agent(*environment, agent, seq).kind = Some(*agent_kind),
            _ => {}
        }
    }

    fn change(&mut self, id: EnvironmentId, seq: u64, change: impl FnOnce(&mut Environment)) {
        let known = self.environments.iter_mut().find(|known| known.facts.environment == id);
        if let Some(environment) = known {
            change(environment);
            environment.revision = seq;
        }
    }

    /// A published rule holds at once for every environment of the group; one taken back leaves the values as they are.
    fn publish_rule(&mut self, id: EnvironmentGroupId, draw: Option<bool>, seq: u64) {
        if let Some(group) = self.groups.iter_mut().find(|known| known.id == id) {
            group.draw = draw;
            group.revision = seq;
        }
        for environment in self.environments.iter_mut().filter(|known| known.group == Some(id)) {
            environment.draw = draw.unwrap_or(environment.draw);
            environment.revision = seq;
        }
    }

    fn change_plan(&mut self, id: crate::ids::PlanId, seq: u64, change: impl FnOnce(&mut BillingPlan)) {
        if let Some(plan) = self.plans.iter_mut().find(|known| known.facts.plan == id) {
            change(plan);
            plan.revision = seq;
        }
    }

    fn agent(&mut self, environment: EnvironmentId, name: &str, seq: u64) -> &mut Agent {
        let agent = self.agents.entry((environment, name.to_lowercase())).or_default();
        name.clone_into(&mut agent.name);
        agent.revision = seq;
        agent
    }
}

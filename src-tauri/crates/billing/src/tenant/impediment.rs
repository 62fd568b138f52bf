//! What stands against a policy's paying, and since when: the fold of what happened in Azure and to its group.
//!
//! Whether an impediment blocks use is not said here: nothing is documented, so the switches of the rules decide.

use super::may_bill;
use super::state::{Scope, SubscriptionState, Tenant};
use crate::ids::{GroupId, PersonId, PolicyId, SubscriptionId};
use crate::settings::SettingKey;
use crate::settlement::PayAsYouGo;
use crate::time::{Instant, Moment};

/// Something that may stand against paying.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Impediment {
    /// The subscription is disabled.
    SubscriptionDisabled,
    /// The resource group was deleted, and what was in it. One of the same name made later does not bring it back.
    ResourceGroupDeleted,
    /// Whoever made the policy is neither Owner nor Contributor any more.
    CreatorWithoutRight,
    /// The security group that it covers was deleted.
    GroupDeleted,
    /// The last member left the security group that it covers. Who joins later does not undo that.
    GroupEmptied,
}

impl Impediment {
    /// Every impediment.
    pub const ALL: [Self; 5] = [
        Self::SubscriptionDisabled,
        Self::ResourceGroupDeleted,
        Self::CreatorWithoutRight,
        Self::GroupDeleted,
        Self::GroupEmptied,
    ];

    /// The switch that says whether it blocks use.
    #[must_use]
    pub const fn switch(self) -> SettingKey {
        match self {
            Self::SubscriptionDisabled => SettingKey::DisabledSubscription,
            Self::ResourceGroupDeleted => SettingKey::DeletedResourceGroup,
            Self::CreatorWithoutRight => SettingKey::AzureRightsAfterSetUp,
            Self::GroupDeleted => SettingKey::DeletedGroup,
            Self::GroupEmptied => SettingKey::EmptiedGroup,
        }
    }

    /// Whether it stays, whatever is done later.
    const fn stays(self) -> bool {
        matches!(
            self,
            Self::ResourceGroupDeleted | Self::GroupDeleted | Self::GroupEmptied
        )
    }

    fn holds(self, tenant: &Tenant, billed: &Billed) -> bool {
        let group = billed.group;
        let Some(subscription) = tenant.subscription(billed.subscription) else {
            return false;
        };
        match self {
            Self::SubscriptionDisabled => subscription.state == SubscriptionState::Disabled,
            Self::ResourceGroupDeleted => !subscription
                .resource_groups
                .iter()
                .any(|group| group.name == billed.resource_group),
            Self::CreatorWithoutRight => !may_bill(billed.created_by, subscription, None),
            Self::GroupDeleted => group.is_some_and(|group| tenant.groups.deleted(group).is_some()),
            Self::GroupEmptied => group.is_some_and(|group| tenant.groups.emptied_since(group, billed.created_seq)),
        }
    }
}

/// A billing policy or plan, and where it is billed.
struct Billed {
    what: PayAsYouGo,
    subscription: SubscriptionId,
    resource_group: String,
    created_by: PersonId,
    /// Whom a policy covers, where that is a group.
    group: Option<GroupId>,
    created_seq: u64,
}

/// That an impediment stood against a policy or plan: from one act until another, each with its place in the journal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Impeded {
    /// The policy or plan.
    pub what: PayAsYouGo,
    /// The impediment.
    pub by: Impediment,
    /// When it began.
    pub from: (Instant, u64),
    /// When it ended; `None` while it goes on.
    pub until: Option<(Instant, u64)>,
}

impl Impeded {
    /// Whether it stood against it at a moment.
    #[must_use]
    pub fn holds_at(&self, moment: Moment) -> bool {
        let done = |(at, seq): (Instant, u64)| moment.is_after(at.timestamp(), seq);
        done(self.from) && !self.until.is_some_and(done)
    }
}

impl Tenant {
    /// Notes which impediments began or ended with the event that was just applied.
    pub(super) fn note_impediments(&mut self, at: Instant, seq: u64) {
        let mut begun = Vec::new();
        let mut ended = Vec::new();
        for billed in self.billed() {
            for by in Impediment::ALL {
                let open = self
                    .impeded
                    .iter()
                    .position(|known| known.what == billed.what && known.by == by && known.until.is_none());
                match (open, by.holds(self, &billed)) {
                    (None, true) => begun.push(Impeded {
                        what: billed.what,
                        by,
                        from: (at, seq),
                        until: None,
                    }),
                    (Some(place), false) if !by.stays() => ended.push(place),
                    _ => {}
                }
            }
        }
        for place in ended {
            self.impeded[place].until = Some((at, seq));
        }
        self.impeded.extend(begun);
    }

    fn billed(&self) -> Vec<Billed> {
        let policies = self.policies.iter().map(|policy| Billed {
            what: PayAsYouGo::Policy(policy.id),
            subscription: policy.subscription,
            resource_group: policy.resource_group.clone(),
            created_by: policy.created_by,
            group: match policy.scope {
                Scope::Group(group) => Some(group),
                Scope::AllUsers => None,
            },
            created_seq: policy.created_seq,
        });
        let plans = self.platform.now().present_plans().map(|plan| Billed {
            what: PayAsYouGo::Plan(plan.facts.plan),
            subscription: plan.facts.subscription,
            resource_group: plan.facts.resource_group.clone(),
            created_by: plan.created_by,
            group: None,
            created_seq: plan.created_seq,
        });
        policies.chain(plans).collect()
    }

    /// What stands against the policy's paying now.
    pub fn impediments(&self, policy: PolicyId) -> impl Iterator<Item = Impediment> + '_ {
        self.impeded
            .iter()
            .filter(move |known| known.what == PayAsYouGo::Policy(policy) && known.until.is_none())
            .map(|known| known.by)
    }
}

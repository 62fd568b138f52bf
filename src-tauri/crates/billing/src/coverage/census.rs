//! Who is covered at a service at one time, everybody at once: counts, winners and what one policy adds.
//!
//! It knows people as members of sets that the caller has looked up; what a use costs is not asked here.

use fixedbitset::FixedBitSet;

use crate::ids::PolicyId;
use crate::settings::{Choice, SettingKey};
use crate::settlement::PayAsYouGo;
use crate::tenant::{Scope, Tenant};
use crate::time::{Instant, Moment};
use crate::usage::{PersonIndex, Service};

/// A billing policy that covers people at a service at one time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cover {
    /// The policy.
    pub policy: PolicyId,
    /// Whom it covers.
    pub scope: Scope,
    /// While disconnecting: when that has reached everybody at the latest.
    pub ends_at: Option<Instant>,
    /// Whether the policy can be charged: nothing in Azure stands against it that a switch lets block use.
    pub chargeable: bool,
}

impl Tenant {
    /// The policies that cover people at the service at that time, in the order in which they would pay: the oldest first,
    /// unless a switch says the newest. Those that can't be charged are among them.
    ///
    /// Of a time that has passed, a disconnection that was decided later is not known yet.
    #[must_use]
    pub fn covers_at(&self, service: Service, at: Instant) -> Vec<Cover> {
        let moment = Moment {
            at: at.timestamp(),
            act_seq: None,
        };
        let mut covers: Vec<_> = self
            .connections
            .iter()
            .filter(|known| known.service == service && known.period.contains(at))
            .filter_map(|known| {
                let policy = self.policy_ever(known.policy)?;
                let cover = Cover {
                    policy: policy.id,
                    scope: policy.scope,
                    ends_at: known.disconnecting_at(at),
                    chargeable: !self.obstructed(policy.id, moment),
                };
                Some((policy.created_seq, cover))
            })
            .collect();
        covers.sort_by_key(|(created_seq, _)| *created_seq);
        if self.newest_pays_at(at) {
            covers.reverse();
        }
        covers.into_iter().map(|(_, cover)| cover).collect()
    }

    /// Whether of several covering policies the newest pays at that time, not the oldest.
    #[must_use]
    pub fn newest_pays_at(&self, at: Instant) -> bool {
        let moment = Moment {
            at: at.timestamp(),
            act_seq: None,
        };
        self.settings.at(SettingKey::OverlapPayer, moment) == Choice::NewestPays
    }

    fn obstructed(&self, policy: PolicyId, moment: Moment) -> bool {
        let known = self
            .impeded
            .iter()
            .filter(|known| known.what == PayAsYouGo::Policy(policy));
        known
            .filter(|known| known.holds_at(moment))
            .any(|known| self.settings.at(known.by.switch(), moment) == Choice::UseBlocked)
    }
}

/// How one person stands at a service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// The Microsoft 365 Copilot licence includes what the person asks for. The policies, in the order in which they would pay, cover only
    /// what the licence leaves out.
    Licensed(Vec<Cover>),
    /// The first policy pays; the others would if it did not.
    Covered(Cover, Vec<Cover>),
    /// No policy covers the person.
    Nobody,
}

impl Standing {
    /// Of somebody whom these policies cover, in the order in which they would pay.
    #[must_use]
    pub fn of(licensed: bool, covers: Vec<Cover>) -> Self {
        if licensed {
            return Self::Licensed(covers);
        }
        let mut covers = covers.into_iter();
        match covers.next() {
            Some(winner) => Self::Covered(winner, covers.collect()),
            None => Self::Nobody,
        }
    }
}

/// A kind of standing to look for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StandingKind {
    /// Without a licence, and a policy pays.
    Covered,
    /// Without a licence, and more than one policy covers.
    Twice,
    /// Without a licence and without a policy.
    Nobody,
    /// With a licence.
    Licensed,
}

/// How many people stand how. `licensed`, `covered` and `nobody` add up to `people`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CensusCounts {
    /// Everybody.
    pub people: u32,
    /// With a licence.
    pub licensed: u32,
    /// Without a licence, and a policy pays.
    pub covered: u32,
    /// Of the covered, those with more than one policy.
    pub twice: u32,
    /// Without a licence and without a policy.
    pub nobody: u32,
    /// For how many each policy pays, in the order in which they pay; together they are `covered`.
    pub winners: Vec<(PolicyId, u32)>,
}

/// What one policy's connection means for the people in its scope. `licensed`, `alone` and `shared` add up to them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Share {
    /// Whose licence includes the service.
    pub licensed: u32,
    /// Whom no other policy covers: they gain by its connection and lose by its disconnection.
    pub alone: u32,
    /// Whom another policy covers too.
    pub shared: u32,
    /// How many of the shared each other policy covers, in the order in which they would pay; a person may be in several.
    pub others: Vec<(PolicyId, u32)>,
    /// For how many of the shared each policy pays while this one is connected; together they are `shared`.
    pub payers: Vec<(PolicyId, u32)>,
    /// The same once this one is gone; together they are `shared`.
    pub payers_without: Vec<(PolicyId, u32)>,
}

/// Everybody's standing at one service at one time.
#[derive(Debug, Clone)]
pub struct Census {
    people: FixedBitSet,
    licensed: FixedBitSet,
    covers: Vec<(Cover, FixedBitSet)>,
}

/// A set of people.
#[must_use]
pub fn people_set(people: impl IntoIterator<Item = PersonIndex>) -> FixedBitSet {
    let mut set = FixedBitSet::new();
    for person in people {
        set.grow_and_insert(person as usize);
    }
    set
}

impl Census {
    /// Of everybody in the tenant, the holders of Microsoft 365 Copilot, and the policies in the order in which they pay,
    /// each with the members of its group; `None` where it covers all users.
    #[must_use]
    pub fn new(people: FixedBitSet, licensed: FixedBitSet, covers: Vec<(Cover, Option<FixedBitSet>)>) -> Self {
        let covers = covers
            .into_iter()
            .map(|(cover, members)| {
                let mut covered = members.unwrap_or_else(|| people.clone());
                covered.intersect_with(&people);
                (cover, covered)
            })
            .collect();
        Self {
            people,
            licensed,
            covers,
        }
    }

    /// How the person stands.
    #[must_use]
    pub fn standing(&self, person: PersonIndex) -> Standing {
        let covering = self
            .covers
            .iter()
            .filter(|(_, covered)| covered.contains(person as usize))
            .map(|(cover, _)| *cover);
        Standing::of(self.licensed.contains(person as usize), covering.collect())
    }

    /// Everybody who stands so and, if a policy is named, for whom it pays. A policy pays for nobody without one.
    #[must_use]
    pub fn people_who(&self, kind: Option<StandingKind>, pays: Option<PolicyId>) -> FixedBitSet {
        let mut found = match kind {
            None => self.people.clone(),
            Some(StandingKind::Licensed) => &self.people & &self.licensed,
            Some(StandingKind::Covered) => self.sorted_out().0,
            Some(StandingKind::Twice) => self.sorted_out().1,
            Some(StandingKind::Nobody) => {
                let mut nobody = self.unlicensed();
                nobody.difference_with(&self.sorted_out().0);
                nobody
            }
        };
        if let Some(policy) = pays {
            let paid = self.winners().into_iter().find(|(winner, _)| *winner == policy);
            found.intersect_with(&paid.map(|(_, paid)| paid).unwrap_or_default());
        }
        found
    }

    /// The counts.
    #[must_use]
    pub fn counts(&self) -> CensusCounts {
        let (covered, twice) = self.sorted_out();
        let people = count(&self.people);
        let licensed = count(&(&self.people & &self.licensed));
        let covered = count(&covered);
        CensusCounts {
            people,
            licensed,
            covered,
            twice: count(&twice),
            nobody: people - licensed - covered,
            winners: counted(self.winners()),
        }
    }

    /// What the policy, one of this census, means for the people in its scope; `None` where it is not one of it.
    #[must_use]
    pub fn share(&self, policy: PolicyId) -> Option<Share> {
        let (_, scope) = self.covers.iter().find(|(cover, _)| cover.policy == policy)?;
        let unlicensed = {
            let mut unlicensed = scope.clone();
            unlicensed.difference_with(&self.licensed);
            unlicensed
        };
        let mut shared = FixedBitSet::new();
        let mut others = Vec::new();
        for (cover, covered) in self.covers.iter().filter(|(cover, _)| cover.policy != policy) {
            let both = &unlicensed & covered;
            others.push((cover.policy, both.clone()));
            shared = &shared | &both;
        }
        let among_shared = |without: Option<PolicyId>| {
            counted(first_come(
                self.covers
                    .iter()
                    .filter(|(cover, _)| Some(cover.policy) != without)
                    .map(|(cover, covered)| (cover.policy, covered)),
                shared.clone(),
            ))
        };
        Some(Share {
            licensed: count(&(scope & &self.licensed)),
            alone: count(&unlicensed) - count(&shared),
            shared: count(&shared),
            payers: among_shared(None),
            payers_without: among_shared(Some(policy)),
            others: counted(others),
        })
    }

    /// Whom nobody but this policy, one of this census, covers.
    #[must_use]
    pub fn covered_by_none_but(&self, policy: PolicyId) -> FixedBitSet {
        let mut alone = self.unlicensed();
        for (cover, covered) in &self.covers {
            if cover.policy == policy {
                alone.intersect_with(covered);
            } else {
                alone.difference_with(covered);
            }
        }
        alone
    }

    fn unlicensed(&self) -> FixedBitSet {
        let mut unlicensed = self.people.clone();
        unlicensed.difference_with(&self.licensed);
        unlicensed
    }

    /// Who is covered, and who of them more than once.
    fn sorted_out(&self) -> (FixedBitSet, FixedBitSet) {
        let unlicensed = self.unlicensed();
        let (mut once, mut twice) = (FixedBitSet::new(), FixedBitSet::new());
        for (_, covered) in &self.covers {
            let covered = &unlicensed & covered;
            twice = &twice | &(&once & &covered);
            once = &once | &covered;
        }
        (once, twice)
    }

    fn winners(&self) -> Vec<(PolicyId, FixedBitSet)> {
        let covers = self.covers.iter().map(|(cover, covered)| (cover.policy, covered));
        first_come(covers, self.unlicensed())
    }
}

/// Hands each of the people to the first policy that covers them.
fn first_come<'a>(
    covers: impl Iterator<Item = (PolicyId, &'a FixedBitSet)>,
    mut left: FixedBitSet,
) -> Vec<(PolicyId, FixedBitSet)> {
    covers
        .map(|(policy, covered)| {
            let paid = &left & covered;
            left.difference_with(&paid);
            (policy, paid)
        })
        .collect()
}

/// How many each policy has, those with nobody left out.
fn counted(sets: Vec<(PolicyId, FixedBitSet)>) -> Vec<(PolicyId, u32)> {
    sets.into_iter()
        .map(|(policy, people)| (policy, count(&people)))
        .filter(|(_, people)| *people > 0)
        .collect()
}

fn count(people: &FixedBitSet) -> u32 {
    u32::try_from(people.count_ones(..)).expect("a person is a 32-bit number")
}

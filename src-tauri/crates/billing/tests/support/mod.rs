//! A small tenant to decide and settle against.

use meterdesk_billing::directory::{ActorFacts, AdminRole};
use meterdesk_billing::ids::{GroupId, IdSource, PersonId, PolicyId, SubscriptionId};
use meterdesk_billing::tenant::*;
use meterdesk_billing::time::Instant;
use meterdesk_billing::usage::Service;
use uuid::Uuid;

pub(crate) const START: &str = "2026-11-01T08:00:00Z";

pub(crate) fn at(text: &str) -> Instant {
    text.parse().expect("test instants are valid")
}

pub(crate) fn person(number: u128) -> PersonId {
    PersonId(Uuid::from_u128(number))
}

pub(crate) fn group(number: u128) -> Scope {
    Scope::Group(GroupId(Uuid::from_u128(number)))
}

pub(crate) fn subscription_id() -> SubscriptionId {
    SubscriptionId(Uuid::from_u128(77))
}

/// A tenant in which decisions are made and applied.
#[derive(Debug, Clone)]
pub(crate) struct World {
    pub(crate) tenant: Tenant,
    pub(crate) facts: Facts,
}

impl World {
    /// One subscription with the resource groups "rg-one" and "rg-two"; the actor is AI administrator and Contributor.
    pub(crate) fn new() -> Self {
        let actor = ActorFacts {
            id: person(1),
            display_name: "Ada".into(),
            roles: vec![AdminRole::Ai],
        };
        let facts = Facts {
            actor,
            group_exists: true,
            copilot_licence_exists: true,
            sharepoint_licence_exists: true,
            recipients: Vec::new(),
        };
        let mut world = Self {
            tenant: Tenant::default(),
            facts,
        };
        world.tenant.now = at(START);
        let create = Command::CreateWorkbook {
            name: "T".into(),
            scenario: "test".into(),
            seed: 0,
            default_actor: person(1),
        };
        world.act(create).expect("a workbook begins");
        let contributor = RoleAssignment {
            person: person(1),
            role: AzureRole::Contributor,
            resource_group: None,
        };
        let named = |name: &str| ResourceGroup {
            name: name.into(),
            region: "West Europe".into(),
        };
        world
            .act(Command::AddSubscription(Subscription {
                id: subscription_id(),
                name: "Main".into(),
                state: SubscriptionState::Active,
                resource_groups: vec![named("rg-one"), named("rg-two")],
                role_assignments: vec![contributor],
            }))
            .expect("a subscription becomes known");
        world
    }

    pub(crate) fn act(&mut self, command: Command) -> Result<Vec<Event>, Refusal> {
        let at = self.tenant.now;
        let ids = IdSource::new(0, "main", self.tenant.head + 1);
        let before = self.tenant.clone();
        let events = decide(
            &self.tenant,
            command,
            Context {
                at,
                facts: &self.facts,
                ids,
            },
        )?;
        assert_eq!(self.tenant, before, "deciding changes nothing");
        for event in &events {
            self.tenant.apply(at, self.facts.actor.id, event);
        }
        Ok(events)
    }

    pub(crate) fn policy(&mut self, name: &str, scope: Scope) -> PolicyId {
        self.act(Command::CreatePolicy(wish(name, scope)))
            .expect("the policy can be made");
        self.tenant.policies.last().expect("it was made").id
    }

    pub(crate) fn connect(&mut self, service: Service, policy: PolicyId) -> Result<Vec<Event>, Refusal> {
        self.act(Command::ConnectService(PolicyTarget {
            service,
            policy,
            revision: None,
        }))
    }

    #[allow(dead_code, reason = "not every test that shares this world disconnects something")]
    pub(crate) fn disconnect(&mut self, service: Service, policy: PolicyId) -> Result<Vec<Event>, Refusal> {
        self.act(Command::DisconnectService(PolicyTarget {
            service,
            policy,
            revision: None,
        }))
    }

    pub(crate) fn advance(&mut self, to: &str) {
        self.act(Command::AdvanceClock { to: at(to) })
            .expect("time moves forward");
    }
}

pub(crate) fn wish(name: &str, scope: Scope) -> CreatePolicy {
    CreatePolicy {
        name: name.into(),
        subscription: subscription_id(),
        resource_group: "rg-one".into(),
        region: "West Europe".into(),
        scope,
        terms_accepted: true,
        budget: None,
    }
}

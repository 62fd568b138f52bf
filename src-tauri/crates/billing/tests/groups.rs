//! Security groups: who may change them, and what a changed group does to who pays.

mod support;

use std::collections::{BTreeMap, HashMap};

use meterdesk_billing::catalogue::{Catalogue, Feature};
use meterdesk_billing::coverage::{
    Belonging, Coverage, Nesting, Population, Span, Timeline, groups_needed, groups_within,
};
use meterdesk_billing::directory::AdminRole;
use meterdesk_billing::ids::{GroupId, PersonId};
use meterdesk_billing::settings::{Choice, SettingKey};
use meterdesk_billing::settlement::{BlockedReason, Outcome, Payer, judge};
use meterdesk_billing::tenant::*;
use meterdesk_billing::units::Quantity;
use meterdesk_billing::usage::{Circumstances, Service, UsageUnit};
use proptest::prelude::*;
use support::*;
use uuid::Uuid;

const SALES: u128 = 5;
const SHIFT: u128 = 6;

fn id(number: u128) -> GroupId {
    GroupId(Uuid::from_u128(number))
}

/// A tenant with a directory beside it, kept as the store does: an interval per joining.
struct Town {
    world: World,
    rows: BTreeMap<u128, Vec<(u128, Span)>>,
    nestings: Vec<Nesting>,
}

impl Town {
    /// People 10 and 11 are in the group "Sales", 12 in "Shift". A policy for Sales pays for SharePoint agents.
    fn new() -> Self {
        let mut world = World::new();
        world.facts.actor.roles.push(AdminRole::User);
        let policy = world.policy("Sales", group(SALES));
        world.connect(Service::SharePointAgents, policy).expect("connected");
        let always = |person| (person, Span::ALWAYS);
        Self {
            world,
            rows: BTreeMap::from([(SALES, vec![always(10), always(11)]), (SHIFT, vec![always(12)])]),
            nestings: Vec::new(),
        }
    }

    fn is_in(&self, number: u128, person: u128) -> bool {
        let rows = &self.rows[&number];
        rows.iter()
            .any(|(known, span)| *known == person && span.until.is_none())
    }

    fn target(&self, number: u128) -> GroupTarget {
        let rows = &self.rows[&number];
        let people = rows.iter().filter(|(_, span)| span.until.is_none()).count();
        let groups = self
            .nestings
            .iter()
            .filter(|nesting| nesting.group == id(number))
            .count();
        GroupTarget {
            group: GroupFacts {
                id: id(number),
                name: "Sales".into(),
                dynamic: false,
                entries: u32::try_from(people + groups).expect("few"),
            },
            revision: None,
        }
    }

    fn member(&self, number: u128, person: u128) -> MemberFacts {
        MemberFacts {
            id: PersonId(Uuid::from_u128(person)),
            name: format!("Person {person}"),
            is_member: self.is_in(number, person),
        }
    }

    fn add(&mut self, number: u128, person: u128) -> Result<(), Refusal> {
        let (target, member) = (self.target(number), self.member(number, person));
        self.world
            .act(Command::Group(GroupCommand::AddMember { target, person: member }))?;
        let from = (self.world.tenant.now.timestamp(), self.world.tenant.head);
        let rows = self.rows.get_mut(&number).expect("known");
        rows.push((person, Span { from, until: None }));
        Ok(())
    }

    fn remove(&mut self, number: u128, person: u128) -> Result<(), Refusal> {
        let (target, member) = (self.target(number), self.member(number, person));
        self.world
            .act(Command::Group(GroupCommand::RemoveMember { target, person: member }))?;
        let until = (self.world.tenant.now.timestamp(), self.world.tenant.head);
        let rows = self.rows.get_mut(&number).expect("known");
        for (_, span) in rows
            .iter_mut()
            .filter(|(known, span)| *known == person && span.until.is_none())
        {
            span.until = Some(until);
        }
        Ok(())
    }

    fn delete(&mut self, number: u128) {
        let target = self.target(number);
        self.world
            .act(Command::Group(GroupCommand::Delete(target)))
            .expect("it can be deleted");
    }

    fn switch(&mut self, key: SettingKey, choice: Choice) {
        let set = Command::SetSetting {
            key,
            choice,
            revision: None,
        };
        self.world.act(set).expect("the switch has it");
    }

    fn population(&self, number: u128, within: Span, range: (i64, i64)) -> Population {
        let rows = self.rows[&number].iter().filter_map(|(person, span)| {
            let person = u32::try_from(*person).expect("small");
            Some(Belonging {
                person,
                span: span.shared_with(&within)?,
            })
        });
        Population::from_rows(rows, range)
    }

    /// What becomes of a prompt that somebody sends as an act at this place in the journal; `None`: a row of now.
    fn outcome(&self, person: u32, act_seq: Option<u64>) -> Outcome {
        let tenant = &self.world.tenant;
        let at = tenant.now.timestamp();
        let range = (at, at + 1);
        let needed = groups_needed(tenant);
        let number = |group: &GroupId| group.0.as_u128();
        let direct: HashMap<_, _> = needed
            .iter()
            .map(|group| (*group, self.population(number(group), Span::ALWAYS, range)))
            .collect();
        let nested = needed.iter().map(|group| {
            let rows = groups_within(*group, &self.nestings, tenant)
                .into_iter()
                .flat_map(|(inner, within)| {
                    let rows = self.rows[&number(&inner)].clone();
                    rows.into_iter().filter_map(move |(person, span)| {
                        let person = u32::try_from(person).expect("small");
                        Some(Belonging {
                            person,
                            span: span.shared_with(&within)?,
                        })
                    })
                });
            (*group, Population::from_rows(rows, range))
        });
        let coverage =
            Coverage::compile(tenant, Timeline::Actual, direct, Population::default()).with_nested(nested.collect());
        let unit = UsageUnit {
            at,
            person: Some(person),
            service: Service::SharePointAgents,
            agent: 0,
            environment: 0,
            feature: 0,
            quantity: Quantity::whole(1),
            circumstances: Circumstances::default(),
            act_seq,
            conversation: 0,
            order: 0,
        };
        judge(
            Catalogue::built_in(),
            &coverage,
            Some(Feature::SharePointAgentInteraction),
            &unit,
        )
        .outcome
    }

    fn pays_for(&self, person: u32) -> bool {
        matches!(self.outcome(person, None), Outcome::Paid(_))
    }
}

#[test]
fn who_joins_is_covered_and_who_leaves_is_not_in_the_order_of_the_acts_of_one_second() {
    let mut town = Town::new();
    assert!(town.pays_for(10) && !town.pays_for(12));
    let before = town.world.tenant.head;
    town.add(SALES, 12).expect("a user administrator adds members");
    town.remove(SALES, 10).expect("and removes them");
    assert!(!town.pays_for(10) && town.pays_for(11) && town.pays_for(12));
    assert!(
        matches!(town.outcome(10, Some(before)), Outcome::Paid(_)),
        "a prompt that was sent before, in the same second, stays paid"
    );
    assert_eq!(
        town.outcome(12, Some(before)),
        Outcome::Blocked(BlockedReason::NotCovered)
    );
}

#[test]
fn a_deleted_group_covers_nobody_unless_the_switch_keeps_its_last_members() {
    let mut town = Town::new();
    town.world.advance("2026-11-03T08:00:00Z");
    let before = town.world.tenant.head;
    town.delete(SALES);
    assert_eq!(town.outcome(10, None), Outcome::Blocked(BlockedReason::NotChargeable));
    assert!(
        matches!(town.outcome(10, Some(before)), Outcome::Paid(_)),
        "use before it stays paid"
    );
    town.switch(SettingKey::DeletedGroup, Choice::KeepsPaying);
    assert!(town.pays_for(10) && !town.pays_for(12));
}

#[test]
fn an_emptied_group_covers_who_joins_again_unless_the_switch_keeps_it_off() {
    let mut town = Town::new();
    town.remove(SALES, 10).expect("removed");
    town.remove(SALES, 11).expect("removed");
    assert_eq!(town.outcome(11, None), Outcome::Blocked(BlockedReason::NotCovered));
    town.add(SALES, 11).expect("added again");
    assert!(town.pays_for(11), "the policy is still connected");
    town.switch(SettingKey::EmptiedGroup, Choice::UseBlocked);
    assert_eq!(town.outcome(11, None), Outcome::Blocked(BlockedReason::NotChargeable));
    let younger = town.world.policy("Younger", group(SALES));
    town.world
        .connect(Service::SharePointAgents, younger)
        .expect("connected");
    assert_eq!(
        town.outcome(11, None),
        Outcome::Paid(Payer::policy(younger)),
        "it was not emptied since"
    );
    town.world
        .disconnect(Service::SharePointAgents, younger)
        .expect("disconnected");
    town.world.advance("2026-11-01T11:00:00Z");
    assert_eq!(
        town.outcome(11, None),
        Outcome::Blocked(BlockedReason::NotChargeable),
        "the older one is still off"
    );
}

#[test]
fn members_of_nested_groups_count_only_while_the_switch_says_so() {
    let mut town = Town::new();
    town.nestings.push(Nesting {
        group: id(SALES),
        member: id(SHIFT),
        span: Span::ALWAYS,
    });
    assert!(!town.pays_for(12));
    town.switch(SettingKey::NestedGroups, Choice::NestedToo);
    assert!(town.pays_for(12) && town.pays_for(10));
    town.delete(SHIFT);
    assert!(
        !town.pays_for(12) && town.pays_for(10),
        "nobody is in the deleted group any more"
    );
}

#[test]
fn groups_are_changed_by_who_may_and_only_as_they_are() {
    let mut town = Town::new();
    let refused = |result: Result<(), Refusal>| {
        let refusal = result.expect_err("it is refused");
        (refusal.code(), refusal.field())
    };
    let twice = town.add(SALES, 10);
    assert_eq!(refused(twice), ("conflict", Some("user")));
    let nobody = town.remove(SALES, 12);
    assert_eq!(refused(nobody), ("not_found", Some("user")));
    let mut act = |command: GroupCommand| town.world.act(Command::Group(command)).map(drop);
    let new = |name: &str, mail: Option<&str>, taken| GroupCommand::Create {
        name: name.into(),
        mail: mail.map(str::to_owned),
        name_taken: taken,
        mail_taken: taken,
    };
    assert_eq!(refused(act(new("  ", None, false))), ("invalid_field", Some("name")));
    assert_eq!(
        refused(act(new(&"x".repeat(257), None, false))),
        ("invalid_field", Some("name"))
    );
    assert_eq!(refused(act(new("Sales", None, true))), ("invalid_field", Some("name")));
    for mail in ["", "sales", "sales@", "@a.example", "a b@a.example", "a@b@c.example"] {
        assert_eq!(
            refused(act(new("New", Some(mail), false))),
            ("invalid_field", Some("mail")),
            "{mail}"
        );
    }
    act(new(" New ", Some("new@a.example"), false)).expect("it can be made");
    let mut dynamic = town.target(SALES);
    dynamic.group.dynamic = true;
    let person = town.member(SALES, 12);
    let by_hand = town.world.act(Command::Group(GroupCommand::AddMember {
        target: dynamic,
        person,
    }));
    assert_eq!(refused(by_hand.map(drop)), ("conflict", Some("group")));
    let stale = GroupTarget {
        revision: Some(99),
        ..town.target(SALES)
    };
    let stale = town.world.act(Command::Group(GroupCommand::Delete(stale)));
    assert_eq!(refused(stale.map(drop)), ("changed_meanwhile", None));
    town.world.facts.actor.roles = vec![AdminRole::Ai, AdminRole::License];
    let without_role = town.add(SALES, 12);
    assert_eq!(refused(without_role), ("not_allowed", None));
}

proptest! {
    /// However people come and go, a prompt is paid exactly while its sender is in the group.
    #[test]
    fn a_prompt_is_paid_exactly_while_its_sender_is_a_member(acts in prop::collection::vec((10_u128..14, 0_i64..3), 1..40)) {
        let mut town = Town::new();
        let mut history = Vec::new();
        for (person, minutes) in acts {
            if minutes > 0 {
                let to = town.world.tenant.now + chrono::TimeDelta::minutes(minutes);
                town.world.act(Command::AdvanceClock { to }).expect("time moves forward");
                history.clear();
            }
            if town.is_in(SALES, person) {
                town.remove(SALES, person).expect("a member leaves");
            } else {
                town.add(SALES, person).expect("somebody joins");
            }
            let members: Vec<_> = (10..14).filter(|person| town.is_in(SALES, *person)).collect();
            history.push((town.world.tenant.head, members));
            for (seq, members) in &history {
                for person in 10..14_u32 {
                    let paid = matches!(town.outcome(person, Some(*seq)), Outcome::Paid(_));
                    prop_assert_eq!(paid, members.contains(&u128::from(person)), "person {} after entry {}", person, seq);
                }
            }
        }
    }
}

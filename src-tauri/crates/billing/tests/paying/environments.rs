//! What the billing models ask of environments: trials, Dynamics 365, groups, and how an environment stands.
//!
//! Sources: Microsoft, Manage consumption-based billing (Copilot for Sales, 2025-06-04; Dynamics 365, 2025-09-29); Tutorial: manage
//! Copilot Credit allocations (2026-08-28).

use chrono::TimeDelta;
use meterdesk_billing::directory::AdminRole;
use meterdesk_billing::payment::{CapacityStatus, Drawn, standing};
use meterdesk_billing::platform::{EnvironmentKind, Workload};
use meterdesk_billing::settings::{Choice, SettingKey};
use meterdesk_billing::settlement::{CarriedState, Happening};
use meterdesk_billing::tenant::{
    BuyingCommand, Command, EnvironmentCommand, EnvironmentRefusal, EnvironmentTarget, Event, PlatformCommand, Refusal,
};
use meterdesk_billing::units::Credits;
use meterdesk_billing::usage::UsageUnit;
use proptest::prelude::*;

use crate::world::*;

fn target(paying: &Paying, name: &str) -> EnvironmentTarget {
    EnvironmentTarget {
        environment: paying.environment(name),
        revision: None,
    }
}

fn ask(paying: &mut Paying, command: EnvironmentCommand) -> Result<Vec<Event>, Refusal> {
    paying.world.act(Command::Environment(command))
}

fn make(paying: &mut Paying, name: &str, kind: EnvironmentKind, workload: Workload) {
    paying.act(PlatformCommand::CreateEnvironment {
        name: name.into(),
        kind,
        region: "Europe".into(),
        managed: true,
        workload,
    });
}

fn allocation(paying: &Paying, name: &str, credits: i64) -> PlatformCommand {
    PlatformCommand::SetAllocation {
        target: target(paying, name),
        credits: Some(Credits::whole(credits)),
        draw: None,
        bill_to_plan: None,
    }
}

fn refusal(answer: Result<Vec<Event>, Refusal>) -> EnvironmentRefusal {
    match answer {
        Err(Refusal::Environment(refusal)) => refusal,
        other => panic!("it is refused: {other:?}"),
    }
}

#[test]
fn copilot_for_sales_takes_capacity_once_its_trial_is_converted() {
    let mut paying = Paying::with_packs(1);
    make(
        &mut paying,
        "msdyn_viva",
        EnvironmentKind::Trial,
        Workload::CopilotForSales,
    );
    let wish = allocation(&paying, "msdyn_viva", 100);
    let refused = refusal(paying.try_act(wish.clone()));
    assert!(
        matches!(refused, EnvironmentRefusal::NeedsProduction { .. }),
        "{refused}"
    );
    assert!(refused.to_string().contains("Convert to production"), "{refused}");
    let viva = target(&paying, "msdyn_viva");

    paying.set(SettingKey::FreeDatabase, Choice::TooLittle);
    let refused = refusal(ask(&mut paying, EnvironmentCommand::Convert(viva)));
    assert!(matches!(refused, EnvironmentRefusal::NoRoom(_)), "{refused}");
    paying.set(SettingKey::FreeDatabase, Choice::EnoughRoom);
    let roles = std::mem::replace(&mut paying.world.facts.actor.roles, vec![AdminRole::Environment]);
    let refused = refusal(ask(&mut paying, EnvironmentCommand::Convert(viva)));
    assert!(
        refused.to_string().contains("Power Platform administrator"),
        "{refused}"
    );
    paying.world.facts.actor.roles = roles;

    ask(&mut paying, EnvironmentCommand::Convert(viva)).expect("it can be converted");
    let refused = refusal(paying.try_act(wish.clone()));
    assert!(refused.to_string().contains("being converted"), "{refused}");
    paying.world.tenant.now += TimeDelta::hours(4);
    paying.act(wish);
    let refused = refusal(ask(&mut paying, EnvironmentCommand::Convert(viva)));
    assert!(matches!(refused, EnvironmentRefusal::NotATrial { .. }), "{refused}");
    let edit = EnvironmentCommand::Edit {
        target: viva,
        managed: Some(false),
        workload: None,
    };
    assert_eq!(
        refusal(ask(&mut paying, edit)),
        EnvironmentRefusal::NotEditable("msdyn_viva".into())
    );
}

#[test]
fn with_another_crm_capacity_for_sales_goes_to_its_own_environment_only() {
    let mut paying = Paying::with_packs(1);
    make(
        &mut paying,
        "Sales",
        EnvironmentKind::Production,
        Workload::CopilotForSales,
    );
    let wish = allocation(&paying, "Sales", 10);
    paying.act(wish);
    make(
        &mut paying,
        "msdyn_viva",
        EnvironmentKind::Trial,
        Workload::CopilotForSales,
    );
    let wish = allocation(&paying, "Sales", 20);
    let refused = refusal(paying.try_act(wish));
    assert!(
        matches!(refused, EnvironmentRefusal::SalesElsewhere { .. }),
        "{refused}"
    );
}

#[test]
fn a_trial_ends_after_thirty_days_and_is_extended_once_in_its_last_week() {
    let mut paying = Paying::with_packs(1);
    make(&mut paying, "Try", EnvironmentKind::Trial, Workload::None);
    let trial = target(&paying, "Try");
    let early = refusal(ask(&mut paying, EnvironmentCommand::Extend(trial)));
    assert!(early.to_string().contains("last 7 days"), "{early}");
    paying.world.tenant.now += TimeDelta::days(24);
    ask(&mut paying, EnvironmentCommand::Extend(trial)).expect("it is the last week");
    paying.world.tenant.now += TimeDelta::days(35);
    let again = refusal(ask(&mut paying, EnvironmentCommand::Extend(trial)));
    assert!(again.to_string().contains("extended already"), "{again}");
    paying.world.tenant.now += TimeDelta::days(1);
    let wish = allocation(&paying, "Try", 1);
    let refused = refusal(paying.try_act(wish));
    assert!(matches!(refused, EnvironmentRefusal::TrialEnded { .. }), "{refused}");
}

#[test]
fn nothing_pays_for_a_dynamics_environment_until_it_is_linked_and_then_the_linked_one_does() {
    let mut paying = Paying::with_packs(1);
    let south = target(&paying, "South");
    let edit = EnvironmentCommand::Edit {
        target: south,
        managed: None,
        workload: Some(Workload::Dynamics365),
    };
    ask(&mut paying, edit).expect("nothing is set for it yet");
    paying.allocate("North", 100, false);
    let wish = allocation(&paying, "South", 1);
    let refused = refusal(paying.try_act(wish));
    assert!(refused.to_string().contains("link it"), "{refused}");
    let unit = UsageUnit {
        agent: DATA_ENTRY,
        ..used(0, SOUTH, CLASSIC, 7)
    };
    assert_eq!(paying.told(&[unit]).remove(0).1, ["blocked noPayer 7"]);
    let to = Some(paying.environment("North"));
    ask(&mut paying, EnvironmentCommand::LinkDynamics { target: south, to }).expect("it can be linked");
    assert_eq!(paying.told(&[unit]).remove(0).1, ["allocation North 7"]);
    let wish = allocation(&paying, "South", 1);
    let refused = refusal(paying.try_act(wish));
    assert!(refused.to_string().contains("\"North\""), "{refused}");
}

#[test]
fn where_allocation_is_open_an_environments_administrator_allocates_to_every_environment() {
    let mut paying = Paying::with_packs(1);
    let all = std::mem::replace(&mut paying.world.facts.actor.roles, vec![AdminRole::Environment]);
    let wish = allocation(&paying, "North", 1);
    paying.act(wish);
    paying.world.facts.actor.roles = all;
    paying.set(SettingKey::CapacityAssignments, Choice::SpecificAdmins);
    paying.world.facts.actor.roles = vec![AdminRole::Environment];
    let wish = allocation(&paying, "North", 2);
    let refused = refusal(paying.try_act(wish));
    assert_eq!(refused.code(), "not_allowed", "{refused}");
}

#[test]
fn an_environment_without_pool_and_plan_is_told_to_run_low_once() {
    let mut paying = Paying::with_packs(8);
    paying.allocate("North", 1_000, false);
    paying.allocate("South", 1_000, true);
    let units: Vec<_> = (0..9)
        .flat_map(|hour| [NORTH, SOUTH].map(|place| used(hour * 3_600, place, CLASSIC, 100)))
        .collect();
    let settled = paying.settle(MONTH, &units, CarriedState::default());
    let low: Vec<_> = settled
        .happenings
        .iter()
        .filter(|(happening, _)| matches!(happening, Happening::CapacityLow { .. }))
        .collect();
    assert_eq!(low.len(), 1, "South may still draw: {low:?}");
    assert_eq!(*low[0].1, units[14].at, "at 800 of 1,000");
}

fn standing_of(paying: &Paying, units: &[UsageUnit]) -> [meterdesk_billing::payment::Standing; 2] {
    let settled = paying.settle(MONTH, units, CarriedState::default());
    ["North", "South"].map(|name| {
        let drawn = Drawn::default();
        standing(
            &paying.world.tenant,
            &settled.state.balances,
            paying.environment(name),
            drawn,
        )
        .expect("it is known")
    })
}

#[test]
fn past_its_allocation_an_environment_stands_in_overage_until_custom_agents_stop() {
    let mut paying = Paying::with_packs(4);
    paying.allocate("North", 80_000, false);
    let units = [used(0, NORTH, CLASSIC, 79_999), used(60, NORTH, CLASSIC, 3_901)];
    let settled = paying.settle(MONTH, &units, CarriedState::default());
    let drawn = Drawn {
        allocation: Credits::whole(80_000),
        over: Credits::whole(3_900),
        ..Drawn::default()
    };
    let id = paying.environment("North");
    let found = standing(&paying.world.tenant, &settled.state.balances, id, drawn).expect("it is known");
    assert_eq!((found.status, found.percent), (CapacityStatus::Overage, Some(104)));
    assert!(found.flows_stopped && !found.agents_stopped);
    assert_eq!(found.until_agents_stop, Some(Credits::whole(125_000 - 83_900)));
}

proptest! {
    // What stands on screen is what would become of the next use.
    #[test]
    fn how_an_environment_stands_agrees_with_what_becomes_of_the_next_use(
        packs in 0_u32..3,
        sets in proptest::array::uniform2((0_i64..400, any::<bool>(), any::<bool>())),
        uses in proptest::collection::vec((0_i64..2, 0_i64..3, 1_i64..9_000), 0..30),
    ) {
        let mut paying = Paying::with_packs(packs);
        for (name, (allocated, draw, plan)) in ["North", "South"].into_iter().zip(sets) {
            let platform = paying.world.tenant.platform.now();
            let free = (platform.owned() - platform.allocated()).0 / 1_000_000;
            let allocated = (allocated * 50).min(free);
            if allocated > 0 || !draw {
                paying.allocate(name, allocated, draw);
            }
            if plan {
                paying.plan(&format!("Plan of {name}"), name);
            }
        }
        let units: Vec<_> = (0..)
            .zip(uses)
            .map(|(at, (place, feature, quantity))| used(at * 60, place, feature, quantity))
            .collect();
        let found = standing_of(&paying, &units);
        for (place, found) in [NORTH, SOUTH].into_iter().zip(found) {
            let next = |feature| {
                let mut all = units.clone();
                all.push(used(1_000_000, place, feature, 1));
                let told = paying.told(&all);
                told.iter().find(|(at, _)| *at == all[all.len() - 1].at).expect("it is told").1.clone()
            };
            let blocked = |parts: Vec<String>| parts.iter().any(|part| part.starts_with("blocked"));
            prop_assert_eq!(blocked(next(FLOW)), found.flows_stopped, "flows: {:?}", found);
            prop_assert_eq!(blocked(next(CLASSIC)), found.agents_stopped, "agents: {:?}", found);
        }
    }

    #[test]
    fn allocations_together_never_pass_what_is_owned(
        packs in 0_u32..3,
        acts in proptest::collection::vec((any::<bool>(), 0_i64..60_000, 0..4), 1..40),
    ) {
        let mut paying = Paying::with_packs(packs);
        for (north, credits, trade) in acts {
            match trade {
                0 => paying.buy(1),
                1 => {
                    let owned = paying.world.tenant.platform.now().owned();
                    let removed = paying.try_act(PlatformCommand::Buying(BuyingCommand::ReturnPacks { packs: 1 }));
                    let now = paying.world.tenant.platform.now();
                    prop_assert!(now.allocated() <= now.owned(), "packs are not removed below what is allocated");
                    prop_assert!(removed.is_ok() || now.owned() == owned, "a refusal changes nothing");
                }
                _ => {}
            }
            let wish = allocation(&paying, if north { "North" } else { "South" }, credits);
            let before = paying.world.tenant.platform.now().allocated();
            let done = paying.try_act(wish);
            let platform = paying.world.tenant.platform.now();
            prop_assert!(platform.allocated() <= platform.owned());
            prop_assert!(done.is_ok() || platform.allocated() == before, "a refusal changes nothing");
        }
    }
}

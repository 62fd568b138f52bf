//! The order of payment, fact by fact.
//!
//! Sources: Microsoft, Manage Copilot Credits and capacity (2026-09-18); Copilot Credit Pre-Purchase Plan (2026-07-17); Agent
//! Pre-Purchase Plan (2025-11-12); Set up pay-as-you-go for Microsoft 365 Copilot services (2025-04-21).

use meterdesk_billing::coverage::Timeline;
use meterdesk_billing::ids::PlanId;
use meterdesk_billing::offers::PlanName;
use meterdesk_billing::platform::{AgentKind, AgentLimit, PlanKind, PlanProduct, PurchaseChannel, PurchaseScope};
use meterdesk_billing::settings::{Choice, SettingKey};
use meterdesk_billing::settlement::Happening;
use meterdesk_billing::tenant::{
    AzureCommand, BuyingCommand, Command, CreatePlan, PlanCommand, PlanTarget, PlatformCommand, Scope,
    SubscriptionTarget,
};
use meterdesk_billing::units::Credits;
use meterdesk_billing::usage::{Service, UsageUnit};

use crate::support::{group, subscription_id};
use crate::world::*;

fn one(paying: &Paying, unit: UsageUnit) -> Vec<String> {
    paying.told(&[unit]).remove(0).1
}

#[test]
fn allocation_then_pool_then_plan_and_a_row_is_divided_where_a_payer_runs_out() {
    let mut paying = Paying::with_packs(1);
    paying.allocate("North", 100, true);
    paying.plan("Care plan", "North");
    assert_eq!(
        one(&paying, used(0, NORTH, CLASSIC, 30_000)),
        ["allocation North 100", "pool 24900", "Care plan 5000"]
    );
}

#[test]
fn without_drawing_the_plan_follows_the_allocation() {
    let mut paying = Paying::with_packs(8);
    paying.allocate("North", 30_000, false);
    paying.plan("Care plan", "North");
    let settled = paying.settle(MONTH, &[used(0, NORTH, CLASSIC, 41_000)], Default::default());
    let found: Vec<_> = sums(&paying, &settled)
        .into_iter()
        .map(|(who, sum)| format!("{who} {sum}"))
        .collect();
    assert_eq!(
        found,
        ["Care plan 11000", "allocation North 30000"],
        "11,000 = $110.00 on the plan: clearing the draw doesn't stop it"
    );
}

#[test]
fn what_is_allocated_to_one_environment_is_nobody_elses() {
    let mut paying = Paying::with_packs(1);
    paying.allocate("South", 20_000, true);
    assert_eq!(one(&paying, used(0, NORTH, CLASSIC, 5_001)), ["pool 5000", "over 1"]);
}

#[test]
fn an_environment_without_allocation_draw_and_plan_can_use_nothing() {
    let mut paying = Paying::with_packs(1);
    paying.allocate("North", 10, false);
    paying.allocate("North", 0, false);
    assert_eq!(one(&paying, used(0, NORTH, CLASSIC, 1)), ["blocked noPayer 1"]);
    assert_eq!(
        one(&Paying::with_packs(0), used(0, NORTH, CLASSIC, 1)),
        ["blocked noPayer 1"],
        "nor where nothing is owned"
    );
}

// Assumption: an environment that the workbook does not know is like one of which nothing was set.
#[test]
fn an_unknown_environment_draws_on_the_pool() {
    let paying = Paying::with_packs(1);
    assert_eq!(one(&paying, used(0, ELSEWHERE, CLASSIC, 3)), ["pool 3"]);
}

#[test]
fn the_copilot_plan_pays_before_the_agent_plan_and_only_within_its_scope() {
    let mut paying = Paying::with_packs(0);
    paying.world.tenant.subscriptions[0].role_assignments[0].role = meterdesk_billing::tenant::AzureRole::Owner;
    paying.plan("Care plan", "North");
    let buy = |family, resource_group: &str| BuyingCommand::BuyPrePurchase {
        family,
        tier: 1,
        within: PurchaseScope::ResourceGroup {
            subscription: subscription_id(),
            resource_group: resource_group.into(),
        },
        auto_renew: false,
    };
    paying.buying(buy(PlanName::CopilotCredit, "rg-two"));
    assert_eq!(
        one(&paying, used(0, NORTH, CLASSIC, 5)),
        ["Care plan 5"],
        "another resource group's plan pays nothing"
    );
    paying.buying(buy(PlanName::Agent, "rg-one"));
    paying.buying(buy(PlanName::CopilotCredit, "rg-one"));
    assert_eq!(
        one(&paying, used(0, NORTH, CLASSIC, 2_400_000)),
        [
            "pre-purchase CopilotCredit 300000",
            "pre-purchase Agent 2000000",
            "Care plan 100000"
        ]
    );
    let south = one(&paying, used(0, SOUTH, CLASSIC, 5));
    assert_eq!(south, ["blocked noPayer 5"], "no plan, no pre-purchase");
}

#[test]
fn a_pre_purchase_pays_down_a_billing_policys_charge_too() {
    let mut paying = Paying::with_packs(0);
    paying.world.tenant.subscriptions[0].role_assignments[0].role = meterdesk_billing::tenant::AzureRole::Owner;
    let policy = paying.world.policy("Everybody", Scope::AllUsers);
    paying
        .world
        .connect(Service::SharePointAgents, policy)
        .expect("connects");
    paying.buying(BuyingCommand::BuyPrePurchase {
        family: PlanName::CopilotCredit,
        tier: 1,
        within: PurchaseScope::Shared,
        auto_renew: false,
    });
    let asked = UsageUnit {
        service: Service::SharePointAgents,
        person: Some(3),
        ..used(0, 2, CLASSIC, 300_001)
    };
    assert_eq!(
        one(&paying, asked),
        ["pre-purchase CopilotCredit 300000", "Everybody 1"]
    );
}

fn chat(person: u32, quantity: i64) -> UsageUnit {
    UsageUnit {
        service: Service::CopilotChat,
        person: Some(person),
        ..used(0, 2, CLASSIC, quantity)
    }
}

// Assumption: which set-up is charged where both cover isn't published.
#[test]
fn a_person_covered_in_both_admin_centers_is_charged_once() {
    let mut paying = Paying::with_packs(0);
    let policy = paying.world.policy("Everybody", Scope::AllUsers);
    paying.world.connect(Service::CopilotChat, policy).expect("connects");
    paying.act(PlatformCommand::Plan(PlanCommand::Create(CreatePlan {
        name: "Chat plan".into(),
        kind: PlanKind::CopilotChat,
        subscription: subscription_id(),
        resource_group: "rg-one".into(),
        region: String::new(),
        products: Vec::new(),
        environments: Vec::new(),
        move_linked: false,
    })));
    assert_eq!(one(&paying, chat(1, 4)), ["Everybody 4"], "the policy, by default");
    paying.set(SettingKey::DoubleCoverage, Choice::PlanPays);
    assert_eq!(one(&paying, chat(1, 4)), ["Chat plan 4"]);
    paying.set(SettingKey::DoubleCoverage, Choice::PolicyPays);
    paying
        .world
        .disconnect(Service::CopilotChat, policy)
        .expect("disconnects");
    assert_eq!(one(&paying, chat(1, 4)), ["Chat plan 4"], "once the policy is gone");
}

// Source: Use Copilot Studio capacity packs for Microsoft 365 Copilot Chat (2026-09-25): credits first, then pay-as-you-go;
// without it, blocked until the next month.
#[test]
fn a_copilot_credit_policy_lets_chat_draw_credits_first() {
    let mut paying = Paying::with_packs(1);
    let Scope::Group(id) = group(5) else { unreachable!() };
    paying.groups.insert(id, vec![(1, 0, None)]);
    paying.buying(BuyingCommand::CreateCreditPolicy {
        name: "Pilot".into(),
        scope: group(5),
    });
    assert_eq!(one(&paying, chat(1, 24_999)), ["pool 24999"]);
    assert_eq!(one(&paying, chat(2, 1)), ["blocked notCovered 1"], "not covered by it");
    let full = [chat(1, 25_000), UsageUnit { order: 9, ..chat(1, 1) }];
    assert_eq!(paying.told(&full)[1].1, ["blocked capacityUsedUp 1"]);
    let policy = paying.world.policy("Everybody", Scope::AllUsers);
    paying.world.connect(Service::CopilotChat, policy).expect("connects");
    assert_eq!(one(&paying, chat(1, 25_001)), ["pool 25000", "Everybody 1"]);
    assert_eq!(one(&paying, chat(2, 1)), ["Everybody 1"]);
}

// Source: Use Copilot Studio prepaid capacity packs for Microsoft 365 Copilot Chat (2025-09-18): credits first, for users of a
// connected billing policy, then pay-as-you-go.
#[test]
fn credits_applied_to_chat_are_drawn_by_whom_a_connected_billing_policy_covers() {
    let mut paying = Paying::with_packs(1);
    let Scope::Group(id) = group(5) else { unreachable!() };
    paying.groups.insert(id, vec![(1, 0, None)]);
    let policy = paying.world.policy("Pilot", group(5));
    paying.world.connect(Service::CopilotChat, policy).expect("connects");
    assert_eq!(one(&paying, chat(1, 1)), ["Pilot 1"], "the box is not ticked");
    let apply = |applied| BuyingCommand::ApplyCreditsToChat { applied };
    paying.buying(apply(true));
    assert_eq!(one(&paying, chat(1, 25_001)), ["pool 25000", "Pilot 1"]);
    assert_eq!(
        one(&paying, chat(2, 1)),
        ["blocked notCovered 1"],
        "no policy covers them"
    );
    paying.buying(apply(false));
    assert_eq!(one(&paying, chat(1, 1)), ["Pilot 1"]);
}

#[test]
fn packs_are_removed_down_to_what_is_allocated_and_not_below() {
    let mut paying = Paying::with_packs(3);
    paying.allocate("North", 26_000, false);
    let remove = |packs| PlatformCommand::Buying(BuyingCommand::ReturnPacks { packs });
    for (packs, code) in [(0, "invalid_field"), (4, "invalid_field"), (2, "conflict")] {
        let refusal = paying.try_act(remove(packs)).expect_err("it can't be removed");
        assert_eq!(
            (refusal.code(), refusal.field()),
            (code, Some("packs")),
            "{packs} packs: {refusal}"
        );
    }
    paying.act(remove(1));
    assert_eq!(paying.world.tenant.platform.now().owned(), Credits::whole(50_000));
}

#[test]
fn packs_are_bought_by_two_roles_unless_self_service_is_allowed() {
    let mut paying = Paying::with_packs(0);
    let buy = || {
        PlatformCommand::Buying(BuyingCommand::BuyPacks {
            packs: 1,
            channel: PurchaseChannel::PartnerCenter,
        })
    };
    let held = std::mem::take(&mut paying.world.facts.actor.roles);
    assert_eq!(paying.try_act(buy()).expect_err("no role").code(), "not_allowed");
    paying.world.facts.actor.roles = held;
    paying.set(SettingKey::SelfServicePurchase, Choice::Allowed);
    paying.world.facts.actor.roles = Vec::new();
    paying.act(buy());
    assert_eq!(paying.world.tenant.platform.now().pack_count, 1);
}

fn switched(plan: PlanId, enabled: bool) -> PlatformCommand {
    PlatformCommand::Plan(PlanCommand::Edit {
        target: PlanTarget { plan, revision: None },
        name: None,
        products: None,
        enabled: Some(enabled),
    })
}

#[test]
fn a_plan_pays_only_while_it_is_enabled_and_billing_to_it_is_on() {
    let mut paying = Paying::with_packs(0);
    let plan = paying.plan("Care plan", "North");
    let asked = || used(0, NORTH, CLASSIC, 1);
    assert_eq!(one(&paying, asked()), ["Care plan 1"]);
    paying.act(switched(plan, false));
    assert_eq!(one(&paying, asked()), ["blocked noPayer 1"]);
    paying.act(switched(plan, true));
    let disable = SubscriptionTarget {
        subscription: subscription_id(),
        revision: None,
    };
    paying.world.tenant.subscriptions[0].role_assignments[0].role = meterdesk_billing::tenant::AzureRole::Owner;
    paying
        .world
        .act(Command::Azure(AzureCommand::Disable(disable)))
        .expect("an Owner may");
    assert_eq!(one(&paying, asked()), ["blocked notChargeable 1"]);
}

#[test]
fn a_plan_without_the_meter_of_copilot_studio_pays_for_no_credits() {
    let mut paying = Paying::with_packs(0);
    let plan = paying.plan("Care plan", "North");
    let metering = |product| {
        PlatformCommand::Plan(PlanCommand::Edit {
            target: PlanTarget { plan, revision: None },
            name: None,
            products: Some(vec![product]),
            enabled: None,
        })
    };
    paying.act(metering(PlanProduct::Dataverse));
    assert_eq!(one(&paying, used(0, NORTH, CLASSIC, 1)), ["blocked noPayer 1"]);
    paying.act(metering(PlanProduct::CopilotStudio));
    assert_eq!(one(&paying, used(0, NORTH, CLASSIC, 1)), ["Care plan 1"]);
}

// Assumption: how long a new plan is being provisioned, and that it pays for nothing meanwhile.
#[test]
fn a_plan_pays_from_the_second_in_which_it_is_provisioned() {
    let mut paying = Paying::with_packs(0);
    paying.set(SettingKey::PlanProvisioning, Choice::QuarterHour);
    paying.world.advance("2026-11-02T00:00:00Z");
    paying.plan("Care plan", "North");
    let quarter = 15 * 60;
    let units = [0, quarter - 1, quarter, quarter + 1].map(|second| used(second, NORTH, CLASSIC, 1));
    let told: Vec<_> = paying.told(&units).into_iter().flat_map(|(_, parts)| parts).collect();
    assert_eq!(
        told,
        ["blocked noPayer 1", "blocked noPayer 1", "Care plan 1", "Care plan 1"]
    );
}

#[test]
fn acts_and_use_go_in_one_time_order() {
    let mut paying = Paying::with_packs(0);
    paying.world.advance("2026-11-02T00:00:10Z");
    paying.plan("Care plan", "North");
    paying.world.advance("2026-11-02T00:00:20Z");
    let plan = paying.world.tenant.platform.now().plans[0].facts.plan;
    let environment = paying.environment("North");
    paying.act(PlatformCommand::Plan(PlanCommand::Link {
        target: PlanTarget { plan, revision: None },
        add: Vec::new(),
        remove: vec![environment],
        move_linked: false,
    }));
    let units = [9, 10, 19, 20].map(|second| used(second, NORTH, CLASSIC, 1));
    let told: Vec<_> = paying
        .told(&units)
        .into_iter()
        .map(|(_, parts)| parts.join(", "))
        .collect();
    assert_eq!(
        told,
        ["blocked noPayer 1", "Care plan 1", "Care plan 1", "blocked noPayer 1"]
    );
    let as_if = paying.settle_on(
        Timeline::AsIf(crate::support::at("2026-11-02T00:00:15Z")),
        MONTH,
        &units,
        Default::default(),
    );
    let found: Vec<_> = sums(&paying, &as_if)
        .into_iter()
        .map(|(who, sum)| format!("{who} {sum}"))
        .collect();
    assert_eq!(found, ["Care plan 4"], "as if that set-up had held throughout");
}

#[test]
fn an_agents_limit_warns_and_stops_until_the_next_month() {
    let mut paying = Paying::with_packs(1);
    let environment = paying.environment("North");
    let limit = |stop| PlatformCommand::SetAgentLimit {
        environment,
        agent: "Own agent".into(),
        limit: Some(AgentLimit {
            credits: Credits::whole(100).0,
            notify_at: 80,
            stop,
        }),
    };
    paying.act(limit(true));
    let units = [
        used(0, NORTH, CLASSIC, 79),
        used(1, NORTH, CLASSIC, 1),
        used(2, NORTH, CLASSIC, 25),
        used(3, NORTH, CLASSIC, 1),
    ];
    let told: Vec<_> = paying
        .told(&units)
        .into_iter()
        .map(|(_, parts)| parts.join(", "))
        .collect();
    assert_eq!(told, ["pool 79", "pool 1", "pool 25", "blocked agentLimit 1"]);
    let settled = paying.settle(MONTH, &units, Default::default());
    let near = settled
        .happenings
        .iter()
        .find_map(|(what, at)| matches!(what, Happening::AgentLimitNear { .. }).then_some(*at));
    assert_eq!(near, Some(units[1].at), "at 80 % administrators are told");
    paying.act(limit(false));
    assert_eq!(
        paying.told(&units)[3].1,
        ["pool 1"],
        "a limit that doesn't stop only tells"
    );
}

#[test]
fn whose_agent_it_is_can_be_said() {
    let mut paying = Paying::with_packs(1);
    let full = [used(0, NORTH, CLASSIC, 25_000), used(1, NORTH, CLASSIC, 1)];
    assert_eq!(paying.told(&full)[1].1, ["over 1"]);
    let environment = paying.environment("North");
    paying.act(PlatformCommand::SetAgentKind {
        environment,
        agent: "Own agent".into(),
        kind: AgentKind::Dynamics365,
    });
    assert_eq!(paying.told(&full)[1].1, ["blocked capacityUsedUp 1"]);
}

// Source: a third party, citing the Dynamics 365 Licensing Guide (May 2026), page 41: 1,000 credits per user and month.
#[test]
fn credits_included_with_licences_join_the_pool() {
    let mut paying = Paying::with_packs(0);
    paying.buying(BuyingCommand::SetIncluded { licences: 10 });
    assert_eq!(one(&paying, used(0, NORTH, CLASSIC, 10_001)), ["pool 10000", "over 1"]);
}

//! Budgets of billing plans: they mail, and their action takes environments off the plan.

use std::collections::HashMap;

use meterdesk_billing::budget::{Budget, BudgetWish, DailyCharges, PlanBudget, Reset};
use meterdesk_billing::catalogue::Catalogue;
use meterdesk_billing::ids::PlanId;
use meterdesk_billing::settlement::{CarriedState, Outcome, PayAsYouGo, Payer};
use meterdesk_billing::tenant::{
    AzureRole, Event, PlanBudgetCommand, PlanTarget, PlatformCommand, any_action_armed, first_action_due,
    parse_forecast, still_off,
};
use meterdesk_billing::units::Credits;
use meterdesk_billing::usage::UsageUnit;

use crate::world::*;

const DAY: i64 = 86_400;

fn budget(amount: &str, unlink_at: Option<u8>) -> PlanBudget {
    let wish = BudgetWish {
        amount: amount.to_owned(),
        reset: Reset::Month,
        thresholds: vec!["50".to_owned()],
        recipients: Vec::new(),
    };
    PlanBudget {
        budget: Budget::parse(&wish).expect("it is one"),
        forecast: None,
        unlink_at,
    }
}

fn set(plan: PlanId, budget: Option<PlanBudget>) -> PlatformCommand {
    PlatformCommand::PlanBudget(PlanBudgetCommand::Set {
        target: PlanTarget { plan, revision: None },
        budget,
    })
}

fn raise(plan: PlanId, amount: &str) -> PlatformCommand {
    PlatformCommand::PlanBudget(PlanBudgetCommand::Raise {
        target: PlanTarget { plan, revision: None },
        amount: meterdesk_billing::units::Usd::parse(amount).expect("an amount"),
    })
}

/// What plans were charged for, day by day.
fn charged(paying: &Paying, units: &[UsageUnit]) -> HashMap<PlanId, DailyCharges> {
    let mut charged: HashMap<PlanId, DailyCharges> = HashMap::new();
    for (key, sum) in paying.settle(MONTH, units, CarriedState::default()).rollup {
        if let Outcome::Paid(Payer::PayAsYouGo(PayAsYouGo::Plan(plan))) = key.outcome {
            *charged.entry(plan).or_default().entry(key.day).or_insert(Credits::ZERO) += sum.credits;
        }
    }
    charged
}

// A community's kill switch for pay-as-you-go (2026-05-13): a budget whose action unlinks the environments.
#[test]
fn an_action_takes_environments_off_once_and_raising_the_budget_links_them_again() {
    let mut paying = Paying::with_packs(0);
    paying.allocate("North", 0, false);
    let plan = paying.plan("Care plan", "North");
    assert!(!any_action_armed(&paying.world.tenant));
    paying.act(set(plan, Some(budget("2", Some(100)))));
    assert!(any_action_armed(&paying.world.tenant));

    // A dollar a day from the third day of usage on.
    let days = |count: i64| {
        (2..2 + count)
            .map(|day| used(day * DAY + DAY / 2, NORTH, CLASSIC, 100))
            .collect::<Vec<_>>()
    };
    let units = days(6);
    let costs = charged(&paying, &units);
    let begins = units[0].at.div_euclid(DAY) * DAY;
    let due = |paying: &Paying| {
        first_action_due(
            &paying.world.tenant,
            Catalogue::built_in(),
            &costs,
            (begins, begins + 6 * DAY),
        )
    };
    let (at, act) = due(&paying).expect("two dollars are reached");
    assert_eq!(
        at.timestamp(),
        begins + 2 * DAY + 8 * 3_600,
        "two complete days are known on the morning of the third"
    );
    assert_eq!((act.percent, act.environments.len()), (100, 1));

    paying.world.advance(&at.to_rfc3339());
    let by = paying.world.facts.actor.id;
    paying.world.tenant.apply(at, by, &Event::PlanBudgetActed(act));
    assert!(due(&paying).is_none(), "it has run");
    let parts = paying.told(&units);
    let paid: Vec<_> = parts
        .iter()
        .filter(|(_, parts)| parts[0].starts_with("Care plan"))
        .collect();
    assert_eq!(
        paid.len(),
        2,
        "what is used after the look of 08:00 is paid by nobody: {parts:?}"
    );
    let known = paying
        .world
        .tenant
        .platform
        .now()
        .plan(plan)
        .cloned()
        .expect("it is there");
    assert_eq!(still_off(&paying.world.tenant, &known).len(), 1);

    for (amount, field) in [("2", Some("amount")), ("1", Some("amount"))] {
        assert_eq!(
            paying
                .try_act(raise(plan, amount))
                .expect_err("that is not more")
                .field(),
            field
        );
    }
    paying.act(raise(plan, "50"));
    let now = paying.world.tenant.platform.now();
    assert_eq!(now.linked_to(plan).count(), 1, "it is linked again");
    let amount = now
        .plan(plan)
        .and_then(|plan| plan.budget())
        .map(|budget| budget.budget.amount().spoken());
    assert_eq!(amount.as_deref(), Some("$50.00"));
    let refusal = paying.try_act(raise(plan, "60")).expect_err("nothing is off");
    assert_eq!(refusal.code(), "conflict");
}

#[test]
fn without_an_action_a_budget_stops_nothing() {
    let mut paying = Paying::with_packs(0);
    let plan = paying.plan("Care plan", "North");
    paying.act(set(plan, Some(budget("1", None))));
    assert!(!any_action_armed(&paying.world.tenant));
    let units = [used(0, NORTH, CLASSIC, 5_000)];
    let costs = charged(&paying, &units);
    let range = (units[0].at, units[0].at + 30 * DAY);
    assert!(first_action_due(&paying.world.tenant, Catalogue::built_in(), &costs, range).is_none());
    assert!(paying.try_act(set(plan, None)).is_ok());
    assert_eq!(
        paying.try_act(set(plan, None)).expect_err("there is none").code(),
        "conflict"
    );
}

#[test]
fn what_is_no_budget_of_a_plan_is_refused_at_its_field() {
    let mut paying = Paying::with_packs(0);
    let plan = paying.plan("Care plan", "North");
    let refused = paying
        .try_act(set(plan, Some(budget("1", Some(75)))))
        .expect_err("no alert is there");
    assert_eq!((refused.code(), refused.field()), ("invalid_field", Some("unlinkAt")));
    for text in ["", "0", "201", "-1", "1.5", "eleven"] {
        assert_eq!(
            parse_forecast(text).expect_err("none").field(),
            Some("forecast"),
            "{text}"
        );
    }
    assert_eq!(parse_forecast(" 110 "), Ok(110));
    let roles = &mut paying.world.tenant.subscriptions[0].role_assignments;
    for held in roles.iter_mut() {
        held.role = AzureRole::Reader;
    }
    let refused = paying
        .try_act(set(plan, Some(budget("1", None))))
        .expect_err("a Reader looks");
    assert_eq!(refused.code(), "not_allowed");
}

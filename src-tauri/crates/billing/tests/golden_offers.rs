//! Published prices of offers and the estimator's formula, stated anew, and the laws of comparing. Each names its source.

use meterdesk_billing::catalogue::Catalogue;
use meterdesk_billing::estimate::usage::{Estimate, Expected, PerSession, Share, estimate};
use meterdesk_billing::offers::{Comparison, MAX_CREDITS_PER_MONTH, Offer, Offers, PlanName, compare};
use meterdesk_billing::units::{Credits, Quantity, Usd};
use proptest::prelude::*;

fn compared(credits: &str, months: u32) -> Comparison {
    compare(
        Catalogue::built_in(),
        Offers::built_in(),
        credits.parse().expect("credits"),
        months,
    )
}

fn cost(comparison: &Comparison, offer: Offer) -> String {
    let row = comparison
        .offers
        .iter()
        .find(|row| row.offer == offer)
        .expect("every offer has a row");
    row.cost.to_string()
}

fn plan(tier: u8) -> Offer {
    Offer::PlanAndPayAsYouGo { tier }
}

// Sources: Microsoft, Copilot Credit Pre-Purchase Plan (2026-07-17); Copilot Credits Guide (June 2026); MC1181771.
#[test]
fn the_tiers_of_the_copilot_credit_plan() {
    let offers = Offers::built_in();
    let copilot = offers
        .plan_on(PlanName::CopilotCredit, "2026-11-17".parse().unwrap())
        .unwrap();
    let price = Catalogue::built_in().usd_per_credit;
    let tiers = [
        (300_000, 3_000, "5", "2850"),
        (1_500_000, 15_000, "6", "14100"),
        (3_000_000, 30_000, "7", "27900"),
        (15_000_000, 150_000, "8", "138000"),
        (30_000_000, 300_000, "10", "270000"),
        (75_000_000, 750_000, "12", "660000"),
        (150_000_000, 1_500_000, "14", "1290000"),
        (225_000_000, 2_250_000, "17", "1867500"),
        (300_000_000, 3_000_000, "20", "2400000"),
    ];
    assert_eq!(copilot.tiers.len(), tiers.len());
    for (tier, (credits, units, discount, usd)) in copilot.tiers.iter().zip(tiers) {
        assert_eq!(copilot.credits(tier, price), Credits::whole(credits));
        assert_eq!(tier.units, Credits::whole(units));
        assert_eq!(tier.discount_percent.to_string(), discount);
        assert_eq!(tier.usd.to_string(), usd);
        // A plan that is used up in its twelve months costs its price.
        let monthly = Credits(credits * 1_000_000 / 12).to_string();
        assert_eq!(cost(&compared(&monthly, 12), plan(tier.tier)), usd);
    }
    assert_eq!(
        copilot.retail(&copilot.tiers[0]).to_string(),
        "3000",
        "a unit is a dollar of retail use, 100 credits"
    );
}

// Source: Microsoft, Agent Pre-Purchase Plan (2025-11-12): $15,000 of Copilot Studio and $5,000 of Foundry for $19,000.
#[test]
fn the_first_tier_of_the_agent_plan_saves_five_percent() {
    let day = "2026-11-17".parse().unwrap();
    let agent = Offers::built_in().plan_on(PlanName::Agent, day).unwrap();
    let tier = &agent.tiers[0];
    assert_eq!(tier.units, Credits::whole(15_000 + 5_000));
    assert_eq!(
        (
            tier.usd.to_string().as_str(),
            tier.discount_percent.to_string().as_str()
        ),
        ("19000", "5")
    );
}

// Source: arades.de (2026-05-08), citing the Dynamics 365 Licensing Guide (May 2026), page 41.
#[test]
fn ten_premium_users_bring_ten_thousand_credits_a_month() {
    let included = &Offers::built_in().included[0];
    assert_eq!(Credits(included.credits_per_user_month.0 * 10), Credits::whole(10_000));
}

// Source: prices of a pack and of pay-as-you-go: Microsoft, Copilot Credit capacity packs (2025-09-18).
#[test]
fn a_pack_pays_from_twenty_thousand_credits_a_month_on() {
    let comparison = compared("20000", 1);
    assert_eq!(comparison.break_even.pack, Credits::whole(20_000));
    assert_eq!(cost(&comparison, Offer::PayAsYouGo), "200");
    assert_eq!(cost(&comparison, Offer::Packs), "200");
    assert_eq!(comparison.cheapest, Offer::PayAsYouGo, "of equals the first");
    assert_eq!(compared("19999", 1).cheapest, Offer::PayAsYouGo);
    assert_eq!(compared("20001", 1).cheapest, Offer::Packs);
}

// Source: community credits guide (2026): $30 a person and month.
#[test]
fn a_licence_pays_from_three_thousand_credits_on() {
    let break_even = compared("1", 1).break_even;
    assert_eq!(break_even.seat_pay_as_you_go, Credits::whole(3_000));
    assert_eq!(break_even.seat_packs, Credits::whole(3_750));
}

// Source: community credits guide (2026), its slip corrected: 1.2 million credits a year fit into the second tier.
#[test]
fn a_hundred_thousand_a_month_fit_into_the_second_tier() {
    let comparison = compared("100000", 12);
    assert_eq!(cost(&comparison, plan(2)), "14100");
    assert_eq!(
        cost(&comparison, plan(1)),
        "11850",
        "2,850 and 900,000 credits as pay-as-you-go"
    );
    assert_eq!(cost(&comparison, Offer::Packs), "9600");
    assert_eq!(comparison.cheapest, Offer::Packs);
}

#[test]
fn a_plan_is_bought_whole_for_each_started_twelve_months() {
    assert_eq!(cost(&compared("1000", 1), plan(1)), "2850");
    assert_eq!(cost(&compared("25000", 12), plan(1)), "2850");
    assert_eq!(cost(&compared("25000", 13), plan(1)), "5700");
    // What is left of the first plan is lost: the second year's use is not paid with it.
    assert_eq!(
        cost(&compared("30000", 18), plan(1)),
        "6300",
        "600 beyond the first plan, nothing beyond the second"
    );
}

#[test]
fn packs_beside_pay_as_you_go_are_as_many_as_is_cheapest() {
    let comparison = compared("30000", 2);
    assert_eq!(
        cost(&comparison, Offer::PacksAndPayAsYouGo),
        "500",
        "one pack and 5,000 credits, twice"
    );
    assert_eq!(cost(&comparison, Offer::Packs), "800");
    let row = |offer| comparison.offers.iter().find(|row| row.offer == offer).unwrap();
    assert_eq!(row(Offer::PacksAndPayAsYouGo).quantity.to_string(), "1");
    assert_eq!(row(Offer::Packs).per_credit.to_string(), "0.013333333333");
    assert_eq!(row(Offer::PayAsYouGo).per_credit.to_string(), "0.01");
    assert_eq!(row(Offer::PayAsYouGo).quantity.to_string(), "60000");
}

fn micro() -> impl Strategy<Value = Credits> {
    prop_oneof![
        1_i64..3_000_000,
        1_i64..2_000_000_000_000,
        1_i64..=MAX_CREDITS_PER_MONTH.0
    ]
    .prop_map(Credits)
}

proptest! {
    #[test]
    fn more_credits_or_months_never_cost_less(credits in micro(), more in 0_i64..1_000_000_000_000, months in 1_u32..=60, longer in 0_u32..=60) {
        let compare = |credits, months| compare(Catalogue::built_in(), Offers::built_in(), credits, months);
        let here = compare(credits, months);
        let there = compare(Credits((credits.0 + more).min(MAX_CREDITS_PER_MONTH.0)), months + longer);
        for (less, more) in here.offers.iter().zip(&there.offers) {
            prop_assert_eq!(less.offer, more.offer);
            prop_assert!(less.cost <= more.cost, "{:?}", less.offer);
        }
    }

    #[test]
    fn packs_with_pay_as_you_go_beat_either_alone_and_every_number_of_packs(credits in 1_i64..2_000_000_000_000) {
        let comparison = compared(&Credits(credits).to_string(), 1);
        let cost = |offer| comparison.offers.iter().find(|row| row.offer == offer).unwrap().cost;
        let best = cost(Offer::PacksAndPayAsYouGo);
        prop_assert!(best <= cost(Offer::PayAsYouGo) && best <= cost(Offer::Packs));
        for packs in 0..=(credits / 25_000_000_000 + 2) {
            let rest = Credits((credits - packs * 25_000_000_000).max(0));
            prop_assert!(best <= Usd(packs * 20_000_000_000) + Catalogue::built_in().pay_as_you_go(rest));
        }
    }

    #[test]
    fn the_estimates_parts_sum_and_grow_with_the_people(users in 1_u32..1_000_000, more in 0_u32..1_000, knowledge in 0_u16..=10_000, graph in 0_u16..=10_000, calls in 0_i64..50_000_000) {
        let per_session = PerSession { tools: [Quantity(calls); 5], flow_actions: Quantity(calls), basic_prompts: Quantity(calls), ..PerSession::default() };
        let expected = |users| Expected {
            users,
            interactions_per_user: Quantity::whole(20),
            knowledge: Share::of_hundredths(knowledge).unwrap(),
            tenant_graph: Share::of_hundredths(graph).unwrap(),
            per_session,
        };
        let (here, there) = (estimated(&expected(users)), estimated(&expected(users + more)));
        prop_assert_eq!(here.classic + here.generative + here.graph + here.tools + here.flows + here.prompts, here.total);
        prop_assert!(here.total <= there.total);
    }
}

fn estimated(expected: &Expected) -> Estimate {
    estimate(Catalogue::built_in(), expected).expect("it fits")
}

// Source: Microsoft, Copilot Studio agent usage estimator, formula as restated by github/awesome-copilot (2026).
#[test]
fn the_estimators_formula() {
    let expected = Expected {
        users: 1000,
        interactions_per_user: Quantity::whole(20),
        knowledge: Share::of_hundredths(7_000).unwrap(),
        tenant_graph: Share::of_hundredths(4_000).unwrap(),
        per_session: PerSession {
            tools: [
                Quantity(500_000),
                Quantity::whole(1),
                Quantity::ZERO,
                Quantity::ZERO,
                Quantity(250_000),
            ],
            flow_actions: Quantity(2_005_000),
            basic_prompts: Quantity(333_333),
            standard_prompts: Quantity(1),
            premium_prompts: Quantity::ZERO,
        },
    };
    let parts = estimated(&expected);
    let shown = [
        &parts.classic,
        &parts.generative,
        &parts.graph,
        &parts.tools,
        &parts.flows,
        &parts.prompts,
        &parts.total,
    ];
    // 20,000 sessions; flows: 40,100 actions are 401 started hundreds; prompts: 6,666.66 are 667 started tens, 0.02 one.
    let expected = ["6000", "16800", "56000", "175000", "5213", "682", "259695"];
    assert_eq!(shown.map(ToString::to_string), expected);
}

#[test]
fn an_estimate_that_does_not_fit_is_none() {
    let huge = Expected {
        users: u32::MAX,
        interactions_per_user: Quantity(i64::MAX),
        knowledge: Share::default(),
        tenant_graph: Share::default(),
        per_session: PerSession::default(),
    };
    assert_eq!(estimate(Catalogue::built_in(), &huge), None);
}

//! Overrides of the catalogue: only what isn't sure, in the cards' order, and rated by from then on for all time.

#[expect(dead_code, reason = "an override needs no policy")]
mod support;

use meterdesk_billing::catalogue::{Catalogue, Feature, MAX_RATE, OverrideTarget, OverrideValue};
use meterdesk_billing::directory::AdminRole;
use meterdesk_billing::metering::rate;
use meterdesk_billing::tenant::{Command, Refusal};
use meterdesk_billing::units::{Credits, Quantity};
use meterdesk_billing::usage::Circumstances;
use proptest::prelude::*;

use support::{World, at};

fn of_rate(card: &str, feature: Feature) -> OverrideTarget {
    OverrideTarget::Rate {
        card: card.to_owned(),
        feature,
    }
}

fn of_date(card: &str) -> OverrideTarget {
    OverrideTarget::CardFrom { card: card.to_owned() }
}

fn credits(whole: i64) -> OverrideValue {
    OverrideValue::Credits(Credits::whole(whole).0)
}

fn day(text: &str) -> OverrideValue {
    OverrideValue::From(at(&format!("{text}T00:00:00Z")))
}

fn set(world: &mut World, target: OverrideTarget, value: OverrideValue) -> Result<(), Refusal> {
    let basis = "A price list".to_owned();
    let command = Command::OverrideRate {
        target,
        value: Some(value),
        basis,
        revision: None,
    };
    world.act(command).map(|_| ())
}

fn clear(world: &mut World, target: OverrideTarget) -> Result<(), Refusal> {
    let command = Command::OverrideRate {
        target,
        value: None,
        basis: String::new(),
        revision: None,
    };
    world.act(command).map(|_| ())
}

fn worth(catalogue: &Catalogue, day: &str, feature: Feature) -> String {
    let second = at(&format!("{day}T00:00:00Z")).timestamp();
    let one = Quantity::whole(1);
    rate(catalogue, second, Some(feature), one, Circumstances::default(), false)
        .expect("it fits")
        .credits
        .to_string()
}

#[test]
fn what_is_published_is_refused_with_its_source() {
    let mut world = World::new();
    let cases = [
        (of_rate("cc-2026-08", Feature::GenerativeAnswer), credits(3), "feature"),
        (of_rate("msg-2025-02", Feature::AgentAction), credits(5), "feature"),
        (of_date("cc-2025-09"), day("2025-09-02"), "from"),
        (of_date("msg-2023-12"), day("2023-12-01"), "from"),
        (of_rate("pva-2019", Feature::ClassicAnswer), credits(1), "card"),
        (of_rate("cc-2030", Feature::ClassicAnswer), credits(1), "card"),
        (of_rate("cc-2026-08", Feature::RetrievalApiCall), credits(91), "credits"),
    ];
    for (target, value, field) in cases {
        let refused = set(&mut world, target.clone(), value).expect_err("it is published");
        assert_eq!(refused.field(), Some(field), "{target:?}: {refused}");
    }
    let refused = set(&mut world, of_rate("cc-2026-08", Feature::GenerativeAnswer), credits(3)).expect_err("published");
    assert_eq!(
        refused.to_string(),
        "Generative answer costs 2 a unit on the rate card cc-2026-08, which is published: Microsoft, Copilot Studio: \
         requirements and Copilot Credits management (2026-08-03). What is published can't be overridden"
    );
    world.facts.actor.roles = vec![AdminRole::GlobalReader];
    let refused = set(
        &mut world,
        of_rate("cc-2026-08", Feature::RetrievalApiCall),
        credits(12),
    );
    assert_eq!(refused.expect_err("it may only look").code(), "not_allowed");
}

#[test]
fn a_derived_and_an_unpublished_rate_can_be_overridden_and_taken_back() {
    let mut world = World::new();
    let built_in = Catalogue::built_in().hash.clone();
    assert_eq!(world.tenant.catalogue().hash, built_in);
    let retrieval = of_rate("cc-2026-08", Feature::RetrievalApiCall);
    set(&mut world, retrieval.clone(), credits(12)).expect("it is derived");
    set(
        &mut world,
        of_rate("cc-2025-09", Feature::RetrievalApiCall),
        credits(11),
    )
    .expect("it is unpublished");
    let own = world.tenant.catalogue().into_owned();
    assert_ne!(own.hash, built_in, "a run tells the catalogues apart");
    assert_eq!(worth(&own, "2026-11-17", Feature::RetrievalApiCall), "12");
    assert_eq!(worth(&own, "2025-09-17", Feature::RetrievalApiCall), "11");
    assert_eq!(
        worth(&own, "2025-11-17", Feature::RetrievalApiCall),
        "10",
        "the card between them stands"
    );
    clear(&mut world, retrieval.clone()).expect("it is overridden");
    clear(&mut world, of_rate("cc-2025-09", Feature::RetrievalApiCall)).expect("it is overridden");
    assert_eq!(world.tenant.catalogue().hash, built_in);
    let refused = clear(&mut world, retrieval).expect_err("nothing is overridden any more");
    assert_eq!(refused.code(), "conflict");
}

#[test]
fn an_uncertain_time_moves_between_its_neighbours_only() {
    let mut world = World::new();
    let march = of_date("msg-2025-03");
    for outside in ["2025-02-01", "2025-01-31", "2025-09-01", "2026-01-01"] {
        let refused = set(&mut world, march.clone(), day(outside)).expect_err("the cards keep their order");
        assert_eq!(refused.field(), Some("from"), "{outside}");
    }
    set(&mut world, march, day("2025-03-10")).expect("it lies between its neighbours");
    let own = world.tenant.catalogue().into_owned();
    assert_eq!(worth(&own, "2025-03-09", Feature::AgentAction), "25");
    assert_eq!(worth(&own, "2025-03-10", Feature::AgentAction), "5");
    // A card between two that moved can't be left behind its neighbour.
    set(&mut world, of_date("cc-2026-08"), day("2026-10-01")).expect("it is the newest");
    set(&mut world, of_date("cc-2025-11"), day("2026-09-01")).expect("it lies before the newest");
    let refused = clear(&mut world, of_date("cc-2026-08")).expect_err("it would begin before the card before it");
    assert_eq!(refused.field(), Some("from"));
}

#[test]
fn an_override_says_where_it_comes_from_and_rests_on_what_was_seen() {
    let mut world = World::new();
    let command = |basis: &str, revision| Command::OverrideRate {
        target: of_rate("cc-2026-08", Feature::RetrievalApiCall),
        value: Some(credits(12)),
        basis: basis.to_owned(),
        revision,
    };
    let refused = world.act(command("  ", None)).expect_err("it names no reason");
    assert_eq!((refused.code(), refused.field()), ("invalid_field", Some("basis")));
    let refused = world.act(command(&"x".repeat(301), None)).expect_err("it is too long");
    assert_eq!(refused.field(), Some("basis"));
    world
        .act(command(" A quote ", Some(0)))
        .expect("nothing was there before");
    let overrides = &world.tenant.rate_overrides;
    assert_eq!(overrides.history()[0].basis, "A quote");
    let refused = world
        .act(command("Another quote", Some(0)))
        .expect_err("it was set meanwhile");
    assert_eq!(refused.code(), "changed_meanwhile");
    let refused = world.act(command("A quote", None)).expect_err("it holds already");
    assert_eq!(refused.code(), "conflict");
}

fn any_target() -> impl Strategy<Value = OverrideTarget> {
    let cards: Vec<String> = Catalogue::built_in().cards.iter().map(|card| card.id.clone()).collect();
    let card = proptest::sample::select(cards);
    let feature = proptest::sample::select(Feature::ALL.to_vec());
    prop_oneof![
        card.clone().prop_map(|card| OverrideTarget::CardFrom { card }),
        (card, feature).prop_map(|(card, feature)| OverrideTarget::Rate { card, feature }),
    ]
}

fn any_value() -> impl Strategy<Value = Option<OverrideValue>> {
    let time = 1_700_000_000_i64..1_800_000_000;
    let time = time.prop_map(|second| chrono::DateTime::from_timestamp(second, 0).map(OverrideValue::From));
    prop_oneof![
        Just(None),
        time,
        (0_i64..100_000_000).prop_map(|credits| Some(OverrideValue::Credits(credits))),
    ]
}

proptest! {
    #[test]
    fn whatever_is_overridden_the_cards_keep_their_order_and_what_is_published_stands(
        acts in proptest::collection::vec((any_target(), any_value()), 1..12),
    ) {
        let mut world = World::new();
        for (target, value) in acts {
            let (before, basis) = (world.tenant.clone(), "A price list".to_owned());
            if world.act(Command::OverrideRate { target, value, basis, revision: None }).is_err() {
                prop_assert_eq!(&world.tenant, &before, "a refusal changes nothing");
            }
        }
        let own = world.tenant.catalogue();
        prop_assert!(own.cards.windows(2).all(|pair| pair[0].from < pair[1].from));
        for (card, published) in own.cards.iter().zip(&Catalogue::built_in().cards) {
            let mut features: Vec<_> = card.rates.iter().map(|rate| rate.feature).collect();
            features.sort();
            features.dedup();
            prop_assert_eq!(features.len(), card.rates.len(), "a feature stands once");
            for rate in &card.rates {
                prop_assert!(rate.credits <= MAX_RATE);
                if rate.overridden.is_none() {
                    prop_assert_eq!(Some(rate), published.rate(rate.feature));
                }
            }
        }
    }
}

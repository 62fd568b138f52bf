//! The demo's conversations: the same for the same seed, whole, and with every end that a billed session has.

use std::collections::BTreeSet;

use meterdesk_billing::sessions::{Conversation, Definition, End};
use meterdesk_scenario::build;

fn conversations(seed: u64) -> Vec<Conversation> {
    build("demo", seed).expect("known").conversations().collect()
}

#[test]
fn a_seed_has_its_own_conversations() {
    assert!(conversations(0) == conversations(0), "twice the same");
    assert!(
        conversations(0) != conversations(1),
        "another seed, other conversations"
    );
    for name in ["empty", "large", "limits"] {
        assert_eq!(build(name, 0).expect("known").conversations().count(), 0, "{name}");
    }
}

#[test]
fn each_conversation_is_whole_and_named_once() {
    let all = conversations(0);
    let names: BTreeSet<_> = all.iter().map(|conversation| &conversation.name).collect();
    assert_eq!(names.len(), all.len());
    assert!(all.windows(2).all(|pair| pair[0].began_at() <= pair[1].began_at()));
    for conversation in &all {
        let turns = &conversation.turns;
        assert!(
            turns.windows(2).all(|pair| pair[0].at <= pair[1].at),
            "{}",
            conversation.name
        );
        assert!(
            turns.last().is_some_and(|turn| turn.ending.is_some()),
            "{}",
            conversation.name
        );
    }
}

#[test]
fn every_end_of_a_billed_session_is_there() {
    let all = conversations(0);
    let ends: BTreeSet<End> = [Definition::Of2019, Definition::Of2023]
        .into_iter()
        .flat_map(|definition| all.iter().flat_map(move |one| one.cut(definition).billed))
        .map(|session| session.end)
        .collect();
    assert_eq!(ends, BTreeSet::from(End::ALL));
}

//! Sessions of Power Virtual Agents: the published definitions of 2019 and 2023, and their laws. Each names its source.
//!
//! Sources: Microsoft, Power Virtual Agents licensing (2019-12-02); Power Virtual Agents billed sessions (2023-03-24).

use meterdesk_billing::sessions::{Channel, Definition, Event, Message, Sessions, TopicKind, count, of_turns};
use proptest::prelude::*;

use Definition::{Of2019, Of2023};

fn at(minute: u64) -> Message {
    Message {
        second: minute * 60,
        ..Message::default()
    }
}

fn system(minute: u64) -> Message {
    Message {
        topic: TopicKind::System,
        ..at(minute)
    }
}

fn with(event: Event, message: Message) -> Message {
    Message {
        event: Some(event),
        ..message
    }
}

fn counted(definition: Definition, messages: &[Message]) -> (u64, u64) {
    let Sessions { total, billed } = count(definition, Channel::Web, messages);
    (total, billed)
}

#[test]
fn the_hundred_and_first_turn_opens_a_session() {
    for (turns, sessions) in [(0, 0), (1, 1), (100, 1), (101, 2), (200, 2), (201, 3)] {
        assert_eq!(of_turns(turns).billed, sessions, "{turns} turns");
        let messages = vec![at(0); usize::try_from(turns).unwrap()];
        assert_eq!(
            counted(Of2023, &messages),
            (sessions, sessions),
            "{turns} messages of one minute"
        );
    }
}

#[test]
fn more_than_thirty_minutes_of_silence_close() {
    assert_eq!(counted(Of2023, &[at(0), at(30)]), (1, 1));
    assert_eq!(counted(Of2023, &[at(0), at(31)]), (2, 2));
    assert_eq!(count(Of2019, Channel::Persistent, &[at(0), at(31)]).billed, 2);
}

#[test]
fn the_first_message_after_sixty_minutes_opens_a_session() {
    assert_eq!(counted(Of2023, &[at(0), at(20), at(40), at(60)]), (1, 1));
    assert_eq!(counted(Of2023, &[at(0), at(20), at(40), at(61)]), (2, 2));
}

// Source: the scenario table of the 2023 page: a greeting that only escalates is not billed.
#[test]
fn a_conversation_of_system_topics_is_not_billed() {
    for definition in [Of2019, Of2023] {
        assert_eq!(counted(definition, &[with(Event::Escalated, system(0))]), (1, 0));
        assert_eq!(
            counted(definition, &[system(0), at(1)]),
            (1, 1),
            "a topic that was authored is"
        );
    }
}

// Source: the scenario table of the 2023 page: a greeting that calls a skill or a flow is billed.
#[test]
fn premium_functionality_is_billed_from_2023_on() {
    let premium = Message {
        premium: true,
        ..system(0)
    };
    assert_eq!(counted(Of2019, &[premium]), (1, 0));
    assert_eq!(counted(Of2023, &[premium]), (1, 1));
}

#[test]
fn answers_and_hand_overs_end_a_session_in_2019_only() {
    for event in [Event::Answered, Event::Escalated] {
        let messages = [with(event, at(0)), at(1)];
        assert_eq!(counted(Of2019, &messages), (2, 2), "{event:?}");
        assert_eq!(counted(Of2023, &messages), (1, 1), "{event:?}");
    }
}

#[test]
fn closing_ends_a_chat_on_the_web_but_there_is_nothing_to_close_in_a_persistent_channel() {
    let messages = [with(Event::Closed, at(0)), at(1)];
    for definition in [Of2019, Of2023] {
        assert_eq!(count(definition, Channel::Web, &messages).billed, 2);
        assert_eq!(count(definition, Channel::Persistent, &messages).billed, 1);
    }
}

#[test]
fn a_billed_session_counts_its_hour_from_its_own_beginning() {
    let messages = [system(0), system(20), at(40), at(61), at(90)];
    assert_eq!(counted(Of2023, &messages), (2, 1));
}

#[test]
fn the_definition_goes_by_the_date() {
    let on = |text: &str| Definition::at(text.parse().unwrap());
    assert_eq!(on("2019-11-30T23:59:59Z"), None);
    assert_eq!(on("2019-12-01T00:00:00Z"), Some(Of2019));
    assert_eq!(on("2022-12-31T23:59:59Z"), Some(Of2019));
    assert_eq!(on("2023-03-24T00:00:00Z"), Some(Of2023));
}

fn message() -> impl Strategy<Value = Message> {
    let event = prop_oneof![
        6 => Just(None),
        1 => Just(Some(Event::Answered)),
        1 => Just(Some(Event::Closed)),
        1 => Just(Some(Event::Escalated)),
    ];
    (
        prop_oneof![8 => 0_u64..8, 1 => 25_u64..70],
        any::<bool>(),
        event,
        prop::bool::weighted(0.2),
    )
        .prop_map(|(minute, authored, event, premium)| Message {
            second: minute * 60,
            topic: if authored {
                TopicKind::Authored
            } else {
                TopicKind::System
            },
            event,
            premium,
        })
}

/// A conversation: each message some minutes after the one before.
fn conversation() -> impl Strategy<Value = Vec<Message>> {
    prop::collection::vec(message(), 0..400).prop_map(|mut messages| {
        let mut second = 0;
        for message in &mut messages {
            second += message.second;
            message.second = second;
        }
        messages
    })
}

proptest! {
    #[test]
    fn never_more_sessions_are_billed_than_there_are(messages in conversation()) {
        for definition in [Of2019, Of2023] {
            for channel in [Channel::Web, Channel::Persistent] {
                let sessions = count(definition, channel, &messages);
                prop_assert!(sessions.billed <= sessions.total);
                prop_assert!(sessions.total <= messages.len() as u64);
                prop_assert_eq!(sessions.total == 0, messages.is_empty());
            }
        }
    }

    #[test]
    fn where_every_topic_is_authored_every_session_is_billed(mut messages in conversation()) {
        messages.iter_mut().for_each(|message| message.topic = TopicKind::Authored);
        let sessions = count(Of2023, Channel::Web, &messages);
        prop_assert_eq!(sessions.billed, sessions.total);
    }

    #[test]
    fn one_more_message_never_takes_a_session_away(messages in conversation()) {
        let sessions = |until: usize| count(Of2019, Channel::Web, &messages[..until]);
        for until in 1..=messages.len() {
            let (before, after) = (sessions(until - 1), sessions(until));
            prop_assert!(before.total <= after.total && before.billed <= after.billed);
        }
    }
}

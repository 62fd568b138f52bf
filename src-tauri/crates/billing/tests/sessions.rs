//! Logs of conversations: where they are cut and why, what they consume by the rule of their date, and the five scenarios.
//!
//! Sources: Microsoft, Licensing for Power Virtual Agents (2019-12-02); Power Virtual Agents: billed sessions (2023-03-24);
//! Power Virtual Agents: billed messages (December 2023).

use meterdesk_billing::catalogue::Catalogue;
use meterdesk_billing::metering::MeteringSwitches;
use meterdesk_billing::sessions::{
    Answer, Answered, Begin, Channel, Conversation, Definition, End, Ending, Event, FlowOrigin, FlowRun, LogChannel,
    Message, SCENARIOS, TopicKind, Turn, Unit, cut, shown_since,
};
use meterdesk_billing::settings::Choice;
use meterdesk_billing::time::Instant;
use meterdesk_billing::units::Credits;
use proptest::prelude::*;

use Definition::{Of2019, Of2023};

fn at(text: &str) -> Instant {
    text.parse().expect("an instant")
}

fn turn(at: i64) -> Turn {
    Turn {
        at,
        topic: TopicKind::Authored,
        ending: None,
        answer: Answer::Classic,
        skill: false,
        flow: None,
    }
}

/// A conversation with turns at these minutes after a time; the last names an ending.
fn conversation(began: &str, channel: LogChannel, minutes: &[i64], ending: Ending) -> Conversation {
    let began = at(began).timestamp();
    let mut turns: Vec<Turn> = minutes.iter().map(|minute| turn(began + minute * 60)).collect();
    turns.last_mut().expect("at least one").ending = Some(ending);
    Conversation {
        name: "c".to_owned(),
        bot: "Store".to_owned(),
        channel,
        turns,
    }
}

fn billed_ends(conversation: &Conversation, definition: Definition) -> Vec<End> {
    let cut = conversation.cut(definition);
    cut.billed.iter().map(|session| session.end).collect()
}

#[test]
fn a_billed_session_ends_in_each_of_six_ways() {
    let on = "2019-12-02T09:00:00Z";
    for (ending, channel, end) in [
        (Ending::Answered, LogChannel::Web, End::Answered),
        (Ending::Closed, LogChannel::Web, End::Closed),
        (Ending::Escalated, LogChannel::Teams, End::Escalated),
        (Ending::Silence, LogChannel::Teams, End::Silence),
        (Ending::Closed, LogChannel::Teams, End::Silence),
    ] {
        let one = conversation(on, channel, &[0, 1], ending);
        assert_eq!(billed_ends(&one, Of2019), [end], "{ending:?} in {channel:?}");
    }
    let hour = conversation(on, LogChannel::Web, &[0, 20, 40, 60, 61], Ending::Closed);
    assert_eq!(billed_ends(&hour, Of2019), [End::Hour, End::Closed]);
    let turns = conversation(on, LogChannel::Web, &[0; 101], Ending::Closed);
    assert_eq!(billed_ends(&turns, Of2019), [End::Turns, End::Closed]);
    assert_eq!(End::ALL.len(), 6);
}

#[test]
fn a_second_more_than_half_an_hour_of_silence_is_more() {
    let mut one = conversation("2023-05-02T09:00:00Z", LogChannel::Teams, &[0, 30], Ending::Silence);
    assert_eq!(one.cut(Of2023).count().total, 1);
    one.turns[1].at += 1;
    assert_eq!(one.cut(Of2023).count().total, 2);
}

#[test]
fn the_working_says_what_began_a_billed_session_and_where() {
    let mut one = conversation("2023-05-02T09:00:00Z", LogChannel::Web, &[0, 1, 2], Ending::Closed);
    one.turns[0].topic = TopicKind::System;
    one.turns[1].topic = TopicKind::System;
    one.turns[1].flow = Some(FlowRun {
        name: "Look up order".to_owned(),
        origin: FlowOrigin::Agent,
    });
    let cut = one.cut(Of2023);
    assert_eq!((cut.sessions[0].first, cut.sessions[0].begin), (0, Begin::FirstMessage));
    assert_eq!((cut.billed[0].first, cut.billed[0].begin), (1, Begin::Premium));
    let earlier = one.cut(Of2019);
    assert_eq!(
        (earlier.billed[0].first, earlier.billed[0].begin),
        (2, Begin::AuthoredTopic)
    );
}

#[test]
fn the_same_conversation_is_counted_in_sessions_then_messages_then_credits() {
    let catalogue = Catalogue::built_in();
    let consumed = |began: &str| {
        let mut one = conversation(began, LogChannel::Web, &[0, 1, 2, 3], Ending::Closed);
        one.turns[3].answer = Answer::Generative;
        one.consumed(catalogue, MeteringSwitches::default())
    };
    let of = |sessions, messages, credits| (sessions, Credits::whole(messages), Credits::whole(credits));
    for (began, expected) in [
        ("2019-12-02T09:00:00Z", of(1, 0, 0)),
        ("2023-12-31T23:50:00Z", of(1, 0, 0)),
        ("2024-01-01T00:00:00Z", of(0, 4, 0)),
        ("2025-02-01T00:00:00Z", of(0, 5, 0)),
        ("2025-08-31T23:59:59Z", of(0, 5, 0)),
        ("2025-09-01T00:00:00Z", of(0, 0, 5)),
    ] {
        let found = consumed(began);
        assert_eq!(
            (found.sessions.billed, found.messages, found.credits),
            expected,
            "{began}"
        );
        assert_eq!((found.sessions.total, found.turns), (1, 4), "{began}");
    }
    let unit = |switches, on: &str| Unit::at(catalogue, switches, at(on).timestamp());
    let default = MeteringSwitches::default();
    assert_eq!(unit(default, "2019-11-30T23:59:59Z"), None);
    let messages = MeteringSwitches {
        december_2023: Choice::Messages,
        ..default
    };
    for (on, switched) in [
        ("2023-11-30T23:59:59Z", Unit::BilledSessions),
        ("2023-12-01T00:00:00Z", Unit::Messages),
    ] {
        assert_eq!(unit(default, on), Some(Unit::BilledSessions));
        assert_eq!(unit(messages, on), Some(switched), "December 2023 goes by its setting");
    }
}

// Source: the tables of common scenarios of both pages.
#[test]
fn the_five_scenarios_have_both_of_their_answers() {
    use Answered::{Billed, Included, NotBilled};
    let messages = Catalogue::built_in().card("msg-2023-12").expect("known");
    let answers: Vec<_> = SCENARIOS
        .iter()
        .map(|scenario| {
            (
                scenario.key,
                scenario.by_session(at("2023-03-24T00:00:00Z")),
                scenario.by_card(messages),
            )
        })
        .collect();
    assert_eq!(
        answers,
        [
            ("vacationDays", Some(Included), Included),
            ("greetingOnly", Some(NotBilled), Billed),
            ("greetingSkill", Some(Billed), Billed),
            ("greetingFlow", Some(Billed), Billed),
            ("orderStatus", Some(Billed), Billed),
        ]
    );
    // In 2019 premium functionality began nothing.
    let in_2019: Vec<_> = SCENARIOS
        .iter()
        .map(|scenario| scenario.by_session(at("2019-12-02T00:00:00Z")))
        .collect();
    assert_eq!(in_2019[2..4], [Some(NotBilled), Some(NotBilled)]);
}

// Source: Microsoft, Licensing for Power Virtual Agents (2019-12-02), Using Power Automate.
#[test]
fn only_flows_that_were_not_made_from_the_agent_count_towards_the_quota() {
    assert!(!FlowOrigin::Agent.counts_towards_quota());
    assert!(FlowOrigin::PowerAutomate.counts_towards_quota());
}

#[test]
fn the_product_shows_billed_sessions_only_after_the_article_of_2019() {
    assert!(at("2019-12-02T00:00:00Z").date_naive() < shown_since());
}

fn message() -> impl Strategy<Value = Message> {
    let event = prop_oneof![
        6 => Just(None),
        1 => Just(Some(Event::Answered)),
        1 => Just(Some(Event::Closed)),
        1 => Just(Some(Event::Escalated)),
    ];
    let pause = prop_oneof![8 => 0_u64..200, 1 => 1_700_u64..1_900, 1 => 0_u64..4_000];
    (pause, any::<bool>(), event, prop::bool::weighted(0.2)).prop_map(|(second, authored, event, premium)| Message {
        second,
        topic: if authored {
            TopicKind::Authored
        } else {
            TopicKind::System
        },
        event,
        premium,
    })
}

fn messages() -> impl Strategy<Value = Vec<Message>> {
    prop::collection::vec(message(), 0..300).prop_map(|mut messages| {
        let mut second = 0;
        for message in &mut messages {
            second += message.second;
            message.second = second;
        }
        messages
    })
}

/// The sessions of one measure, found by looking from each beginning for the farthest message that still belongs to it.
fn naive(
    messages: &[Message],
    begins: impl Fn(&Message) -> bool,
    ends: impl Fn(&Message) -> bool,
) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(first) = (from..messages.len()).find(|place| begins(&messages[*place])) {
        let belongs = |place: &usize| {
            place - first < 100
                && messages[*place].second - messages[first].second <= 3_600
                && messages[*place].second - messages[place - 1].second <= 1_800
                && !ends(&messages[place - 1])
        };
        let last = (first + 1..messages.len()).take_while(belongs).last().unwrap_or(first);
        found.push((first, last));
        from = last + 1;
    }
    found
}

proptest! {
    #[test]
    fn a_conversation_is_cut_as_a_naive_reading_of_the_definition_cuts_it(messages in messages()) {
        for definition in [Of2019, Of2023] {
            for channel in [Channel::Web, Channel::Persistent] {
                let ends = |message: &Message| match message.event {
                    Some(Event::Closed) => channel == Channel::Web,
                    Some(_) => definition == Of2019,
                    None => false,
                };
                let bills = |message: &Message| {
                    message.topic == TopicKind::Authored || definition == Of2023 && message.premium
                };
                let cut = cut(definition, channel, &messages);
                let spans = |sessions: &[meterdesk_billing::sessions::Session]| {
                    sessions.iter().map(|session| (session.first, session.last)).collect::<Vec<_>>()
                };
                prop_assert_eq!(spans(&cut.sessions), naive(&messages, |_| true, ends));
                prop_assert_eq!(spans(&cut.billed), naive(&messages, bills, ends));
                prop_assert!(cut.billed.len() <= cut.sessions.len());
                // Between the beginnings of two billed sessions some session begins.
                for pair in cut.billed.windows(2) {
                    let between = cut.sessions.iter().filter(|session| session.first > pair[0].first && session.first <= pair[1].first);
                    prop_assert!(between.count() > 0);
                }
            }
        }
    }
}

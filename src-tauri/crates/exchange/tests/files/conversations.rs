//! Conversation logs: what is taken as a whole, and what is said about conversations that can't be.

use meterdesk_billing::sessions::{Answer, Conversation, Ending, FlowOrigin, FlowRun, LogChannel, TopicKind, Turn};
use meterdesk_exchange::{LogWriter, Logged, OpenedFile, RejectedRow, open};
use proptest::prelude::*;

const HEADER: &str = "conversation,time,bot,channel,topic,end,answer,skill,flow,flow_made_from";

fn read(text: &str) -> (Vec<Conversation>, Vec<RejectedRow>) {
    let Ok(OpenedFile::ConversationLog(mut reader)) = open(text.as_bytes()) else {
        panic!("it was not taken for a conversation log");
    };
    let (mut good, mut rejected) = (Vec::new(), Vec::new());
    while let Some(logged) = reader.next_conversation().expect("a slice can always be read") {
        match logged {
            Logged::Conversation { conversation, .. } => good.push(conversation),
            Logged::Rejected(rows) => rejected.extend(rows),
        }
    }
    reader.finish().expect("a slice can always be read");
    (good, rejected)
}

/// What is said of rows in the middle of a file whose other conversations are sound.
fn told(lines: &[&str]) -> Vec<String> {
    let text = format!(
        "{HEADER}\nbefore,2023-05-02T08:00:00Z,Store,web,authored,closed,,,,\n{}\nafter,2023-05-03T08:00:00Z,Store,web,system,closed,,,,\n",
        lines.join("\n")
    );
    let (good, rejected) = read(&text);
    let names: Vec<_> = good.iter().map(|conversation| conversation.name.as_str()).collect();
    assert_eq!(
        names,
        ["before", "after"],
        "the conversations around it are as they were"
    );
    rejected.iter().map(ToString::to_string).collect()
}

#[test]
fn a_conversation_is_read_turn_by_turn() {
    let (good, rejected) = read(&format!(
        "{HEADER}\nc1,2023-05-02T09:00:00Z,Store,Teams,system,,,,,\nc1,2023-05-02 09:01:00,Store,teams,authored,answered,generative,true,\
         Look up order,agent\n"
    ));
    assert!(rejected.is_empty(), "{rejected:?}");
    let first = Turn {
        at: 1_683_018_000,
        topic: TopicKind::System,
        ending: None,
        answer: Answer::Classic,
        skill: false,
        flow: None,
    };
    let second = Turn {
        at: 1_683_018_060,
        topic: TopicKind::Authored,
        ending: Some(Ending::Answered),
        answer: Answer::Generative,
        skill: true,
        flow: Some(FlowRun {
            name: "Look up order".to_owned(),
            origin: FlowOrigin::Agent,
        }),
    };
    let expected = Conversation {
        name: "c1".to_owned(),
        bot: "Store".to_owned(),
        channel: LogChannel::Teams,
        turns: vec![first, second],
    };
    assert_eq!(good, [expected]);
}

#[test]
fn messages_out_of_order_leave_their_conversation_out() {
    assert_eq!(
        told(&[
            "c,2023-05-02T09:01:00Z,Store,web,authored,,,,,",
            "c,2023-05-02T09:00:00Z,Store,web,authored,closed,,,,",
        ]),
        [
            "row 3: it is left out with its conversation, because of row 4; to mend it, mend row 4 and import the file again",
            "row 4, column time: the message is earlier than the one above it in its conversation; to mend it, order the messages \
             of each conversation by time",
        ]
    );
}

#[test]
fn a_conversation_without_an_end_is_left_out() {
    assert_eq!(
        told(&["c,2023-05-02T09:01:00Z,Store,web,authored,,,,,"]),
        [
            "row 3, column end: the conversation has no end: its last message names none; to mend it, write answered, closed, \
             escalated or silence at the last message; export the log again if the conversation was still going on"
        ]
    );
}

#[test]
fn each_other_fault_names_its_row_and_its_mend() {
    for (lines, expected) in [
        (
            vec!["c,2023-05-02T09:00:00Z,Store,phone,authored,closed,,,,"],
            "row 3, column channel: \"phone\" is not one of web, teams, facebook",
        ),
        (
            vec!["c,2023-05-02T09:00:00Z,,web,authored,closed,,,,"],
            "row 3, column bot: the cell is blank",
        ),
        (
            vec!["c,2023-05-02T09:00:00Z,Store,web,authored,closed,,,Order,"],
            "row 3, column flow_made_from: the row names a flow and not where it was made",
        ),
        (
            vec![
                "c,2023-05-02T09:00:00Z,Store,web,authored,,,,,",
                "c,2023-05-02T09:00:00Z,Help desk,web,authored,closed,,,,",
            ],
            "row 4, column bot: the conversation has another bot in row 3",
        ),
        (
            vec![
                "c,2023-05-02T09:00:00Z,Store,web,authored,,,,,",
                "c,2023-05-02T09:00:00Z,Store,teams,authored,closed,,,,",
            ],
            "row 4, column channel: the conversation has another channel in row 3",
        ),
    ] {
        let told = told(&lines);
        assert!(told.iter().any(|line| line.starts_with(expected)), "{told:?}");
    }
}

#[test]
fn a_conversation_that_goes_on_below_another_one_is_not_taken_twice() {
    let (good, rejected) = read(&format!(
        "{HEADER}\na,2023-05-02T09:00:00Z,Store,web,authored,closed,,,,\nb,2023-05-02T09:00:00Z,Store,web,authored,closed,,,,\n\
         a,2023-05-02T09:05:00Z,Store,web,authored,closed,,,,\n"
    ));
    assert_eq!(good.len(), 2);
    assert_eq!(
        rejected[0].to_string(),
        "row 4, column conversation: other messages of its conversation stand apart from it, above another conversation; to mend \
         it, put the messages of a conversation one below the other, ordered by time"
    );
}

#[test]
fn a_row_that_cannot_be_read_spoils_the_conversations_that_it_may_belong_to() {
    let (good, rejected) = read(&format!(
        "{HEADER}\na,2023-05-02T09:00:00Z,Store,web,authored,closed,,,,\n\"a,2023\nb,2023-05-02T09:00:00Z,Store,web,authored,closed,,,,\n\
         c,2023-05-02T09:00:00Z,Store,web,authored,closed,,,,\n"
    ));
    let names: Vec<_> = good.iter().map(|conversation| conversation.name.as_str()).collect();
    assert_eq!(names, ["c"], "{rejected:?}");
    assert_eq!(rejected.len(), 3);
}

fn turns() -> impl Strategy<Value = Vec<Turn>> {
    let topic = prop_oneof![Just(TopicKind::Authored), Just(TopicKind::System)];
    let ending = prop::option::of(prop_oneof![
        Just(Ending::Answered),
        Just(Ending::Closed),
        Just(Ending::Escalated),
        Just(Ending::Silence)
    ]);
    let answer = prop_oneof![Just(Answer::Classic), Just(Answer::Generative)];
    let origin = prop_oneof![Just(FlowOrigin::Agent), Just(FlowOrigin::PowerAutomate)];
    let flow =
        prop::option::of(("[=+a-z][a-z ,\"]{0,8}[a-z]", origin).prop_map(|(name, origin)| FlowRun { name, origin }));
    let turn = (0_i64..5_000, topic, ending, answer, any::<bool>(), flow).prop_map(
        |(at, topic, ending, answer, skill, flow)| Turn {
            at,
            topic,
            ending,
            answer,
            skill,
            flow,
        },
    );
    prop::collection::vec(turn, 1..6).prop_map(|mut turns| {
        let mut at = 1_575_277_200;
        for turn in &mut turns {
            at += turn.at;
            turn.at = at;
        }
        if let Some(last) = turns.last_mut() {
            last.ending.get_or_insert(Ending::Closed);
        }
        turns
    })
}

proptest! {
    #[test]
    fn what_is_written_reads_back_as_it_was(conversations in prop::collection::vec((0_usize..3, turns()), 0..6)) {
        let conversations: Vec<_> = conversations
            .into_iter()
            .enumerate()
            .map(|(number, (channel, turns))| Conversation {
                name: format!("c{number}"),
                bot: "Store, north".to_owned(),
                channel: LogChannel::ALL[channel],
                turns,
            })
            .collect();
        let mut writer = LogWriter::new(Vec::new()).unwrap();
        for conversation in &conversations {
            writer.write(conversation).unwrap();
        }
        let file = String::from_utf8(writer.finish().unwrap()).unwrap();
        let (good, rejected) = read(&file);
        prop_assert!(rejected.is_empty(), "{:?}", rejected);
        prop_assert_eq!(good, conversations);
    }
}

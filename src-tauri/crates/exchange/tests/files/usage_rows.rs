//! What a row of metered usage says, and what is said about one that can't be taken.

use crate::common::{USAGE_HEADER, usage};
use meterdesk_billing::units::Quantity;
use meterdesk_billing::usage::{Audience, Circumstances, Service, Trigger};
use meterdesk_exchange::{Place, UsageRecord};

const GOOD: &str = "e1,2026-05-03T14:30:00Z,ada@example.org,copilotChat,Helper,Sales,generativeAnswer,2.5";

fn row(line: &str) -> UsageRecord<String> {
    let read = usage(format!("{USAGE_HEADER}\n{line}\n").as_bytes());
    assert_eq!(read.messages(), Vec::<String>::new(), "{line}");
    read.good.into_iter().next().expect("a row was given")
}

/// The message for one bad line between two good ones, which must both be read.
fn message(header: &str, line: &str) -> String {
    let filler = ",".repeat(header.split(',').count() - USAGE_HEADER.split(',').count());
    let read = usage(format!("{header}\n{GOOD}{filler}\n{line}\n{GOOD}{filler}\n").as_bytes());
    assert_eq!(read.good.len(), 2, "the good rows are unaffected: {line}");
    assert_eq!(read.rejected.len(), 1, "{line}");
    assert_eq!(read.rejected[0].place.row, 3, "the header is row 1");
    read.messages().remove(0)
}

#[test]
fn a_row_says_who_used_what_when_and_how_much() {
    let expected = UsageRecord {
        event_id: Some("e1".to_owned()),
        at: 1_777_818_600,
        user: Some("ada@example.org".to_owned()),
        service: Service::CopilotChat,
        agent: Some("Helper".to_owned()),
        environment: Some("Sales".to_owned()),
        feature: "generativeAnswer".to_owned(),
        quantity: Quantity(2_500_000),
        circumstances: Circumstances::default(),
        channel: None,
        conversation: None,
        harness: None,
    };
    assert_eq!(row(GOOD), expected);
}

#[test]
fn blank_places_and_unknown_features_are_kept_as_they_are() {
    let read = row("e1,2026-05-03,ada,Microsoft 365 Copilot Chat,,,Something new,0");
    assert_eq!((read.agent, read.environment), (None, None));
    assert_eq!(read.feature, "Something new");
}

#[test]
fn a_guarded_text_loses_its_mark_and_a_number_has_none() {
    let read = row("'=e1,2026-05-03,'+ada,copilotChat,'@helper,=sales,'-f,1");
    assert_eq!(read.event_id.as_deref(), Some("=e1"));
    assert_eq!(read.agent.as_deref(), Some("@helper"));
    assert_eq!(
        read.environment.as_deref(),
        Some("=sales"),
        "a formula in a text cell is only text"
    );
    assert!(message(USAGE_HEADER, "e2,2026-05-03,ada,copilotChat,,,f,'1").contains("column quantity"));
}

#[test]
fn the_optional_columns_are_read_and_blank_ones_take_their_default() {
    let header = format!("{USAGE_HEADER},trigger,audience,authenticated,channel,conversation,test,harness");
    let line = "e1,2026-05-03,,copilotStudio,,,f,1,Schedule,EXTERNAL,false,web,c-1,true,evaluation";
    let blank = "e2,2026-05-03,ada,copilotStudio,,,f,1,,,,,,,";
    let read = usage(format!("{header}\n{line}\n{blank}\n").as_bytes());
    assert_eq!(read.messages(), Vec::<String>::new());
    let expected = Circumstances {
        trigger: Trigger::Schedule,
        audience: Audience::External,
        authenticated: false,
        test: true,
        attempt: false,
    };
    assert_eq!(read.good[0].circumstances, expected);
    assert_eq!(read.good[0].channel.as_deref(), Some("web"));
    assert_eq!(read.good[0].conversation.as_deref(), Some("c-1"));
    assert_eq!(read.good[0].harness.as_deref(), Some("evaluation"));
    assert_eq!(read.good[1].circumstances, Circumstances::default());
}

#[test]
fn only_a_use_that_nobody_of_the_tenant_asked_for_goes_without_user() {
    let header = format!("{USAGE_HEADER},trigger,audience");
    for circumstances in ["autonomous,", "schedule,employee", "interactive,external", ",external"] {
        let read = usage(format!("{header}\ne1,2026-05-03,,copilotStudio,,,f,1,{circumstances}\n").as_bytes());
        assert_eq!(read.good.len(), 1, "{circumstances}: {:?}", read.messages());
    }
    assert_eq!(
        message(&header, "e1,2026-05-03,,copilotStudio,,,f,1,interactive,employee"),
        "row 3, column user: the cell is blank, but the use is interactive and not external; to mend it, name the user, or \
         set trigger or audience to what started and received the use"
    );
}

#[test]
fn a_bad_cell_is_named_with_row_column_and_mend() {
    for (line, expected) in [
        (
            ",2026-05-03,ada,copilotChat,,,f,1",
            "row 3, column event_id: the cell is blank; to mend it, fill the cell in",
        ),
        (
            "e2,13/5/2026 1:00:00 AM,ada,copilotChat,,,f,1",
            "row 3, column time: \"13/5/2026 1:00:00 AM\" would be month 13: dates with slashes are read month first; to mend \
             it, write 5/13/2026 1:00:00 AM if that is meant, or the ISO form, such as 2026-05-03",
        ),
        (
            "e2,yesterday,ada,copilotChat,,,f,1",
            "row 3, column time: \"yesterday\" is not a time that can be read; to mend it, write it as 2026-05-03T14:30:00Z, \
             2026-05-03 14:30:00, 2026-05-03 or 5/3/2026 2:30:00 PM (month first, UTC)",
        ),
        (
            "e2,2026-05-03T14:30:00,ada,copilotChat,,,f,1",
            "row 3, column time: \"2026-05-03T14:30:00\" has no offset from UTC; to mend it, write 2026-05-03T14:30:00Z if it \
             is UTC, or add its offset, such as 2026-05-03T14:30:00+02:00",
        ),
        (
            "e2,2026-05-03,ada,Chat,,,f,1",
            "row 3, column service: \"Chat\" is not a service that Meterdesk knows; to mend it, write one of copilotChat \
             (Microsoft 365 Copilot Chat), sharePointAgents (SharePoint agents), retrievalApi (Microsoft 365 Copilot Retrieval \
             API), copilotStudio (Copilot Studio)",
        ),
        (
            "e2,2026-05-03,ada,copilotChat,,,,1",
            "row 3, column feature: the cell is blank; to mend it, fill the cell in",
        ),
        (
            "e2,2026-05-03,ada,copilotChat,,,f,-3",
            "row 3, column quantity: \"-3\" is negative; to mend it, write what was used, 0 or more; take a correction out of \
             the file",
        ),
        (
            "e2,2026-05-03,ada,copilotChat,,,f,\"1,5\"",
            "row 3, column quantity: \"1,5\" is not a decimal number such as 12 or 0.5 (a point before the fraction, no \
             thousands marks); to mend it, write 1.5 if the comma stands before the fraction",
        ),
        (
            "e2,2026-05-03,ada,copilotChat,,,f,0.0000001",
            "row 3, column quantity: \"0.0000001\" has more than six places after the point; to mend it, round it to six places",
        ),
        (
            "e2,2026-05-03,ada,copilotChat,,,f,9223372036854775808",
            "row 3, column quantity: \"9223372036854775808\" is larger than 9,223,372,036,854.775807; to mend it, check the \
             number: it is larger than any real usage",
        ),
    ] {
        assert_eq!(message(USAGE_HEADER, line), expected);
    }
    for quantity in ["NaN", "inf", "1e3", "\"12,000\"", "=1+1", "twelve", "\u{200e}5"] {
        let message = message(USAGE_HEADER, &format!("e2,2026-05-03,ada,copilotChat,,,f,{quantity}"));
        assert!(message.contains("is not a decimal number"), "{message}");
    }
}

#[test]
fn a_word_that_is_not_known_is_answered_with_those_that_are() {
    for (columns, cells, column, words) in [
        ("trigger", "manual", "trigger", "interactive, autonomous, schedule"),
        ("audience", "customer", "audience", "employee, external"),
        ("Authenticated", "yes", "Authenticated", "true, false"),
        ("TEST", "1", "TEST", "true, false"),
    ] {
        assert_eq!(
            message(
                &format!("{USAGE_HEADER},{columns}"),
                &format!("e2,2026-05-03,ada,copilotChat,,,f,1,{cells}")
            ),
            format!("row 3, column {column}: \"{cells}\" is not one of {words}; to mend it, write one of {words}"),
            "the column is named as the file spells it"
        );
    }
}

#[test]
fn an_interrupted_reader_goes_on_where_it_stood() {
    use meterdesk_exchange::{OpenedFile, open};
    let file = format!("{USAGE_HEADER}\n{GOOD}\nbad\n{}\n", GOOD.replace("e1", "e3"));
    let opened = || match open(file.as_bytes()).unwrap() {
        OpenedFile::MeteredUsage(reader) => reader,
        _ => panic!("it is metered usage"),
    };
    let mut first = opened();
    first.next_row().unwrap();
    let place = first.place();
    let start = (USAGE_HEADER.len() + GOOD.len() + 2) as u64;
    assert_eq!(place, Place { row: 3, byte: start });
    let mut second = opened();
    second.resume(place).unwrap();
    let mut rest = Vec::new();
    while let Some(row) = second.next_row().unwrap() {
        rest.push(match row {
            meterdesk_exchange::Row::Good { place, record } => format!("{} {:?}", place.row, record.event_id),
            meterdesk_exchange::Row::Rejected(rejected) => rejected.place.row.to_string(),
        });
    }
    assert_eq!(rest, ["3", "4 Some(\"e3\")"]);
    assert_eq!(
        second.finish().unwrap().fingerprint,
        first.finish().unwrap().fingerprint,
        "both saw the whole content"
    );
}

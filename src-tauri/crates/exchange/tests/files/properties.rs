//! What holds for every file: what is written is read back, and nothing that can be read makes the reader fail.

use std::io::Read;

use crate::common::{REPORT_HEADER, USAGE_HEADER, usage};
use meterdesk_billing::units::Quantity;
use meterdesk_billing::usage::{Audience, Circumstances, Service, Trigger};
use meterdesk_exchange::{
    FileSummary, Logged, MAX_CELL, OpenError, OpenedFile, Row, RowKind, TableReader, UsageRecord, UsageWriter,
    WriteError, fingerprint, open,
};
use proptest::prelude::*;

/// Texts as cells can hold them, with what spreadsheets and CSV make difficult.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-z0-9@.-]{1,20}",
        "['=+@\t\r-]{0,3}[ a-zé€,\"'\r\n;|]{0,12}[a-z'\"]",
        any::<String>(),
    ]
}

fn record(with_ids: bool) -> impl Strategy<Value = UsageRecord<String>> {
    let optional = || prop::option::of(text());
    let circumstances = (
        prop::sample::select(vec![Trigger::Interactive, Trigger::Autonomous, Trigger::Schedule]),
        prop::sample::select(vec![Audience::Employee, Audience::External]),
        any::<bool>(),
        any::<bool>(),
    );
    let what = (
        prop::sample::select(Service::ALL.to_vec()),
        text(),
        0..=i64::MAX,
        0..=253_402_300_799_i64,
    );
    let texts = (optional(), optional(), optional(), optional(), optional(), optional());
    (text(), what, circumstances, texts).prop_map(move |(id, what, circumstances, texts)| {
        let (trigger, audience, authenticated, test) = circumstances;
        UsageRecord {
            event_id: with_ids.then_some(id),
            at: what.3,
            user: texts.0,
            service: what.0,
            agent: texts.1,
            environment: texts.2,
            feature: what.1,
            quantity: Quantity(what.2),
            circumstances: Circumstances {
                trigger,
                audience,
                authenticated,
                test,
                attempt: false,
            },
            channel: texts.3,
            conversation: texts.4,
            harness: texts.5,
        }
    })
}

/// The file of those records that can be written, and these.
fn written(records: Vec<UsageRecord<String>>, with_ids: bool) -> (Vec<u8>, Vec<UsageRecord<String>>) {
    let mut writer = UsageWriter::new(Vec::new(), with_ids).expect("a vector takes every byte");
    let kept = records.into_iter().filter(|record| match writer.write(record) {
        Ok(()) => true,
        Err(WriteError::Text(_) | WriteError::NoUser) => false,
        Err(error) => panic!("nothing else is wrong with these records: {error}"),
    });
    let kept = kept.collect();
    (writer.finish().expect("a vector takes every byte"), kept)
}

fn many(with_ids: bool) -> impl Strategy<Value = Vec<UsageRecord<String>>> {
    prop::collection::vec(record(with_ids), 0..20)
}

/// Reads to the end and checks what must hold on the way, whatever the bytes are.
fn read_all<R: Read, K: RowKind>(mut reader: TableReader<R, K>) -> FileSummary {
    let (mut rows, mut before) = (0, reader.place());
    loop {
        let place = match reader.next_row().expect("a slice can always be read") {
            None => break,
            Some(Row::Good { place, .. }) => place,
            Some(Row::Rejected(rejected)) => {
                assert!(rejected.to_string().len() < 2_000, "a message stays readable");
                assert!(!rejected.mend().is_empty());
                rejected.place
            }
        };
        rows += 1;
        assert!(place >= before, "rows come in the order of the file");
        before = reader.place();
        assert!(place < before, "each row takes the reader further");
    }
    let end = reader.place().byte;
    let summary = reader.finish().expect("a slice can always be read");
    assert_eq!(summary.good + summary.rejected, rows);
    assert_eq!(summary.fingerprint.bytes, end);
    summary
}

fn read_anything(bytes: &[u8]) {
    let summary = match open(bytes) {
        Ok(OpenedFile::MeteredUsage(reader)) => read_all(reader),
        Ok(OpenedFile::EnvironmentReport(reader)) => read_all(reader),
        Ok(OpenedFile::Report(reader)) => read_all(reader),
        Ok(OpenedFile::ConversationLog(mut reader)) => {
            while let Some(logged) = reader.next_conversation().expect("a slice can always be read") {
                if let Logged::Rejected(rows) = logged {
                    assert!(rows.iter().all(|row| !row.mend().is_empty()));
                }
            }
            reader.finish().expect("a slice can always be read")
        }
        Err(OpenError::Header(problem)) => {
            assert!(!problem.to_string().is_empty() && !problem.mend().is_empty());
            return;
        }
        Err(OpenError::Io(error)) => panic!("a slice can always be read: {error}"),
    };
    let whole = fingerprint(bytes).expect("a slice can always be read");
    assert_eq!(summary.fingerprint, whole);
}

/// A change at a place given as a part of the file's length.
#[derive(Debug, Clone)]
enum Mutation {
    Set(usize, u8),
    Insert(usize, Vec<u8>),
    Cut(usize),
    Remove(usize, usize),
}

fn mutation() -> impl Strategy<Value = Mutation> {
    let awkward = prop::sample::select(b"\",\n\r\0\xff\xef=-;".to_vec());
    let at = || any::<usize>();
    prop_oneof![
        (at(), prop_oneof![awkward.clone(), any::<u8>()]).prop_map(|(at, byte)| Mutation::Set(at, byte)),
        (at(), prop::collection::vec(awkward, 1..5)).prop_map(|(at, bytes)| Mutation::Insert(at, bytes)),
        at().prop_map(Mutation::Cut),
        (at(), 1..40_usize).prop_map(|(at, length)| Mutation::Remove(at, length)),
    ]
}

fn mutate(bytes: &mut Vec<u8>, mutation: Mutation) {
    let length = bytes.len();
    let place = |at: usize| at % length.max(1);
    match mutation {
        _ if length == 0 => {}
        Mutation::Set(at, byte) => bytes[place(at)] = byte,
        Mutation::Insert(at, inserted) => drop(bytes.splice(place(at)..place(at), inserted)),
        Mutation::Cut(at) => bytes.truncate(place(at)),
        Mutation::Remove(at, count) => drop(bytes.drain(place(at)..(place(at) + count).min(length))),
    }
}

proptest! {
    #[test]
    fn what_is_written_is_read_back(records in many(true)) {
        let (bytes, kept) = written(records, true);
        let read = usage(&bytes[..]);
        prop_assert_eq!(read.messages(), Vec::<String>::new());
        prop_assert_eq!(read.good, kept);
    }

    #[test]
    fn a_file_without_ids_is_read_back(records in many(false)) {
        let (bytes, kept) = written(records, false);
        prop_assert_eq!(usage(&bytes[..]).good, kept);
    }

    #[test]
    fn arbitrary_bytes_never_fail(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        read_anything(&bytes);
    }

    #[test]
    fn arbitrary_rows_never_fail(
        is_report in any::<bool>(),
        rows in prop::collection::vec(prop_oneof![any::<u8>(), prop::sample::select(b"\",\n\r\0'12-/:".to_vec())], 0..400),
    ) {
        let header = if is_report { REPORT_HEADER } else { USAGE_HEADER };
        read_anything(&[header.as_bytes(), b"\n", &rows].concat());
    }

    #[test]
    fn mutated_files_never_fail(records in many(true), mutations in prop::collection::vec(mutation(), 1..6)) {
        let (mut bytes, _) = written(records, true);
        for change in mutations {
            mutate(&mut bytes, change);
        }
        read_anything(&bytes);
    }
}

#[test]
fn a_record_that_would_not_read_back_is_not_written() {
    let good = UsageRecord {
        event_id: Some("e1".to_owned()),
        at: 0,
        user: Some("ada".to_owned()),
        service: Service::RetrievalApi,
        agent: None,
        environment: None,
        feature: "f".to_owned(),
        quantity: Quantity::ZERO,
        circumstances: Circumstances::default(),
        channel: None,
        conversation: None,
        harness: None,
    };
    let mut writer = UsageWriter::new(Vec::new(), true).unwrap();
    writer.write(&good).unwrap();
    let mut refused = |change: fn(&mut UsageRecord<String>)| {
        let mut record = good.clone();
        change(&mut record);
        writer.write(&record).unwrap_err()
    };
    assert!(matches!(refused(|record| record.event_id = None), WriteError::Ids));
    assert!(matches!(refused(|record| record.user = None), WriteError::NoUser));
    assert!(matches!(refused(|record| record.at = -1), WriteError::Time(-1)));
    assert!(matches!(
        refused(|record| record.quantity = Quantity(-1)),
        WriteError::Negative
    ));
    for text in ["", " a", "a\t", "a\0"]
        .map(str::to_owned)
        .into_iter()
        .chain(["x".repeat(MAX_CELL + 1)])
    {
        let mut record = good.clone();
        record.agent = Some(text);
        assert!(
            matches!(writer.write(&record), Err(WriteError::Text("agent"))),
            "{:?}",
            record.agent
        );
    }
    assert_eq!(
        usage(&writer.finish().unwrap()[..]).good,
        [good],
        "what was refused left no trace"
    );
}

/// Gives its bytes in pieces of changing size, as pipes and networks do.
struct InPieces<'a> {
    bytes: &'a [u8],
    size: usize,
}

impl Read for InPieces<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        self.size = self.size * 7 % 4_099 + 1;
        let count = self.size.min(buffer.len()).min(self.bytes.len());
        let (now, later) = self.bytes.split_at(count);
        buffer[..count].copy_from_slice(now);
        self.bytes = later;
        Ok(count)
    }
}

#[test]
fn a_file_larger_than_the_buffer_is_read_whole() {
    let line = |n: u32| format!("e{n},2026-05-03T14:30:00Z,ada,copilotChat,\"Help\r\ner \"\"{n}\"\"\",,f,{n}.5\r\n");
    let file: String = std::iter::once(format!("{USAGE_HEADER}\r\n"))
        .chain((0..60_000).map(line))
        .collect();
    assert!(file.len() > 3 << 20, "it must cross the buffer's edge several times");
    let pieces = InPieces {
        bytes: file.as_bytes(),
        size: 1,
    };
    let read = usage(pieces);
    assert_eq!(read.messages(), Vec::<String>::new());
    assert_eq!(read.good.len(), 60_000);
    for (n, record) in (0_u32..).zip(&read.good) {
        assert_eq!(record.event_id, Some(format!("e{n}")));
        assert_eq!(record.agent, Some(format!("Help\r\ner \"{n}\"")));
        assert_eq!(record.quantity, Quantity(i64::from(n) * 1_000_000 + 500_000));
    }
    assert_eq!(read.summary.fingerprint, fingerprint(file.as_bytes()).unwrap());
}

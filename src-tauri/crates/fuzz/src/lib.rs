//! What each parser is tried with: any bytes must be read to their end, with counts that agree and nothing lost.
//!
//! How inputs are found is the engine's matter; those that were found are kept in `corpus` and tried by every test run.

use meterdesk_billing::tenant::ImportKind;
use meterdesk_exchange::{
    FileSummary, Logged, OpenError, OpenedFile, Row, RowKind, TableReader, column_names, fingerprint, open,
    parse_figure, parse_time,
};

/// A parser: its name, and what is done with an input. It panics where the parser breaks a promise.
pub type Target = (&'static str, fn(&[u8]));

/// Every parser of files.
pub const TARGETS: [Target; 8] = [
    ("file", read),
    ("usage", |rows| read(&headed(ImportKind::MeteredUsage, rows))),
    ("environment-report", |rows| {
        read(&headed(ImportKind::EnvironmentReport, rows));
    }),
    ("conversation-log", |rows| {
        read(&headed(ImportKind::ConversationLog, rows))
    }),
    ("report", report),
    ("licensing-answer", answer),
    ("figure", figure),
    ("time", time),
];

/// The target of a name.
#[must_use]
pub fn target(name: &str) -> Option<Target> {
    TARGETS.into_iter().find(|(known, _)| *known == name)
}

/// Rows under the header of their kind.
fn headed(kind: ImportKind, rows: &[u8]) -> Vec<u8> {
    let header: Vec<&str> = column_names(kind).collect();
    let mut file = format!("\"{}\"\n", header.join("\",\"")).into_bytes();
    file.extend_from_slice(rows);
    file
}

/// Rows of a report; the first byte says of which.
fn report(input: &[u8]) {
    let Some((which, rows)) = input.split_first() else {
        return;
    };
    let kind = ImportKind::ALL[usize::from(*which) % ImportKind::ALL.len()];
    read(&headed(kind, rows));
}

/// An answer of the Licensing API: what doesn't look like one is put into one.
fn answer(input: &[u8]) {
    if matches!(input.trim_ascii_start().first(), Some(b'{' | b'[')) {
        read(input);
    } else {
        let mut file = br#"{"value":[{"users":["#.to_vec();
        file.extend_from_slice(input);
        file.extend_from_slice(b"]}]}");
        read(&file);
    }
}

/// A figure that is read, and written out, is read as the same again.
fn figure(input: &[u8]) {
    let Ok(text) = str::from_utf8(input) else { return };
    match parse_figure(text) {
        Ok(read) => assert_eq!(parse_figure(&read.to_string()), Ok(read), "{text:?}"),
        Err(problem) => assert!(!problem.mend().is_empty()),
    }
}

fn time(input: &[u8]) {
    if let Ok(text) = str::from_utf8(input) {
        let _ = parse_time(text);
    }
}

/// Reads a file to its end.
fn read(file: &[u8]) {
    match open(file) {
        Ok(OpenedFile::MeteredUsage(reader)) => rows(reader, file),
        Ok(OpenedFile::EnvironmentReport(reader)) => rows(reader, file),
        Ok(OpenedFile::Report(reader)) => rows(reader, file),
        Ok(OpenedFile::ConversationLog(mut reader)) => {
            while let Some(logged) = reader.next_conversation().expect("a slice can be read") {
                match logged {
                    Logged::Conversation { conversation, .. } => assert!(!conversation.turns.is_empty()),
                    Logged::Rejected(rows) => assert!(rows.iter().all(|row| !row.reason().is_empty())),
                }
            }
            whole(reader.finish().expect("a slice can be read"), file);
        }
        Err(OpenError::Header(problem)) => assert!(!problem.to_string().is_empty() && !problem.mend().is_empty()),
        Err(OpenError::Io(error)) => panic!("a slice can be read: {error}"),
    }
}

fn rows<K: RowKind>(mut reader: TableReader<&[u8], K>, file: &[u8]) {
    let (mut good, mut rejected) = (0, 0);
    let mut last = reader.place();
    loop {
        match reader.next_row().expect("a slice can be read") {
            None => break,
            Some(Row::Good { .. }) => good += 1,
            Some(Row::Rejected(row)) => {
                assert!(!row.reason().is_empty() && !row.mend().is_empty());
                rejected += 1;
            }
        }
        let place = reader.place();
        assert!(place > last, "each row leads on");
        last = place;
    }
    let summary = reader.finish().expect("a slice can be read");
    assert_eq!((summary.good, summary.rejected), (good, rejected));
    whole(summary, file);
}

fn whole(summary: FileSummary, file: &[u8]) {
    assert_eq!(
        summary.fingerprint,
        fingerprint(file).expect("a slice can be read"),
        "the content's identity is that of all of it"
    );
}

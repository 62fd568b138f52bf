//! Files with something wrong about them as files: what is said, and exactly how many rows it costs.

use crate::common::{REPORT_HEADER, ReadFile, USAGE_HEADER, header_problem, usage};
use meterdesk_billing::tenant::ImportKind;
use meterdesk_exchange::{ColumnProblem, Encoding, HeaderProblem, MAX_CELL, RowProblem, UsageRecord};

fn good(id: &str) -> String {
    format!("{id},2026-05-03T14:30:00Z,ada@example.org,copilotChat,Helper,Sales,generativeAnswer,2")
}

fn file(lines: &[String], line_end: &str) -> String {
    let lines = lines.iter().map(String::as_str);
    [USAGE_HEADER]
        .into_iter()
        .chain(lines)
        .map(|line| format!("{line}{line_end}"))
        .collect()
}

fn ids(read: &ReadFile<UsageRecord<String>>) -> Vec<&str> {
    read.good
        .iter()
        .filter_map(|record| record.event_id.as_deref())
        .collect()
}

/// One broken line among good ones is rejected as row 3, and all the others are read.
#[track_caller]
fn costs_itself(broken: &str, column: Option<&str>, problem: RowProblem) {
    let lines = [good("e1"), broken.to_owned(), good("e2"), good("e3")];
    let read = usage(file(&lines, "\n").as_bytes());
    assert_eq!(ids(&read), ["e1", "e2", "e3"], "the rows around it are read");
    assert_eq!(read.rejected.len(), 1, "{:?}", read.messages());
    let row = &read.rejected[0];
    assert_eq!(row.place.row, 3);
    assert_eq!(row.column.as_deref(), column);
    assert_eq!(row.problem, problem);
}

#[test]
fn byte_order_mark_and_line_ends_change_nothing() {
    let lines = [good("e1"), good("e2")];
    for line_end in ["\n", "\r\n", "\r"] {
        for mark in ["", "\u{feff}"] {
            let read = usage(format!("{mark}{}", file(&lines, line_end)).as_bytes());
            assert_eq!(ids(&read), ["e1", "e2"], "{mark:?} {line_end:?}");
            assert_eq!(read.messages(), Vec::<String>::new());
        }
    }
}

#[test]
fn columns_may_stand_in_any_order_among_others() {
    let read = usage(
        &b"note,Quantity,feature,environment,agent,service,user,time,EventID\nx,2,f,,,copilotChat,ada,2026-05-03,e1\n"
            [..],
    );
    assert_eq!(ids(&read), ["e1"]);
}

#[test]
fn blank_lines_are_passed_over_and_counted_as_lines() {
    let lines = [
        good("e1"),
        String::new(),
        ",,,,,,,".to_owned(),
        "bad".to_owned(),
        good("e2"),
    ];
    let read = usage(file(&lines, "\n").as_bytes());
    assert_eq!(ids(&read), ["e1", "e2"]);
    assert_eq!(read.rejected.len(), 1);
    assert_eq!(read.rejected[0].place.row, 5);
}

#[test]
fn a_quoted_line_end_belongs_to_its_cell_and_row() {
    let lines = [
        good("e1").replace("Helper", "\"Help\ner, \"\"the\"\" good\""),
        "bad".to_owned(),
    ];
    let read = usage(file(&lines, "\r\n").as_bytes());
    assert_eq!(read.good[0].agent.as_deref(), Some("Help\ner, \"the\" good"));
    assert_eq!(read.rejected[0].place.row, 3, "as a spreadsheet counts");
}

#[test]
fn a_cut_last_line_is_rejected() {
    for kept in ["e2", "e2,2026-05-0", "e2,2026-05-03,ada,copilotChat,\"Hel"] {
        let whole = file(&[good("e1")], "\n");
        let read = usage(format!("{whole}{kept}").as_bytes());
        assert_eq!(ids(&read), ["e1"]);
        assert_eq!(read.rejected.len(), 1, "{kept}");
        let message = &read.messages()[0];
        assert!(message.starts_with("row 3, column "), "{message}");
        assert!(
            message.ends_with("the last line is cut; to mend it, export the file again, or complete the line"),
            "{message}"
        );
        assert_eq!(read.rejected[0].place.byte, whole.len() as u64);
        assert!(!read.summary.ends_with_line_end);
    }
}

#[test]
fn a_whole_last_line_needs_no_line_end() {
    let read = usage(file(&[good("e1"), good("e2")], "\n").trim_end().as_bytes());
    assert_eq!(ids(&read), ["e1", "e2"]);
    assert!(!read.summary.ends_with_line_end, "the caller may want to say so");
}

#[test]
fn too_few_and_too_many_cells_cost_their_own_row() {
    let (expected, few, many) = (8, 3, 9);
    costs_itself(
        "e9,2026-05-03,ada",
        Some("service"),
        RowProblem::TooFewCells { found: few, expected },
    );
    costs_itself(
        &good("e9").replace(",2", ",1,5"),
        None,
        RowProblem::TooManyCells { found: 10, expected },
    );
    costs_itself(
        &format!("{},", good("e9")),
        None,
        RowProblem::TooManyCells { found: many, expected },
    );
}

#[test]
fn a_quote_left_open_costs_its_own_row() {
    costs_itself(
        &good("e9").replace("Helper", "\"Helper"),
        Some("agent"),
        RowProblem::QuoteLeftOpen,
    );
    costs_itself(
        &good("e9").replace("Helper", "\"Hel\"per"),
        Some("agent"),
        RowProblem::TextAfterQuote,
    );
}

#[test]
fn a_quote_left_open_before_another_quoted_cell_swallows_nothing() {
    let lines = [
        good("e1").replace("Helper", "\"Helper"),
        good("e2"),
        good("e3").replace("Helper", "\"Other, one\""),
        good("e4"),
    ];
    let read = usage(file(&lines, "\n").as_bytes());
    assert_eq!(ids(&read), ["e2", "e3", "e4"]);
    assert_eq!(read.rejected.len(), 1);
    assert_eq!(read.rejected[0].problem, RowProblem::QuoteLeftOpen);
}

#[test]
fn a_huge_cell_costs_its_own_row() {
    let fits = "x".repeat(MAX_CELL);
    let read = usage(file(&[good("e1").replace("Helper", &fits)], "\n").as_bytes());
    assert_eq!(read.good[0].agent.as_deref(), Some(fits.as_str()));
    for huge in [format!("{fits}x"), "x".repeat(3 << 20)] {
        costs_itself(
            &good("e9").replace("Helper", &huge),
            Some("agent"),
            RowProblem::CellTooLarge,
        );
        let quoted = format!("\"{huge}\"");
        costs_itself(
            &good("e9").replace("Helper", &quoted),
            Some("agent"),
            RowProblem::CellTooLarge,
        );
    }
    costs_itself(&",".repeat(3 << 20), None, RowProblem::RowTooLarge);
}

#[test]
fn a_nul_or_foreign_byte_in_a_cell_costs_its_own_row() {
    costs_itself(
        &good("e9").replace("Sales", "Sa\0les"),
        Some("environment"),
        RowProblem::Nul,
    );
    let mut bytes = file(&[good("e1"), good("e9").replace("Sales", "Zürich"), good("e2")], "\n").into_bytes();
    let umlaut = bytes.windows(2).position(|pair| pair == "ü".as_bytes()).unwrap();
    bytes.splice(umlaut..umlaut + 2, [0xfc]);
    let read = usage(&bytes[..]);
    assert_eq!(ids(&read), ["e1", "e2"]);
    assert_eq!(
        read.messages(),
        ["row 3, column environment: the cell is not UTF-8 text; to mend it, save the file as CSV UTF-8"]
    );
    assert_eq!(read.rejected[0].value.as_deref(), Some("Z\u{fffd}rich"));
}

#[test]
fn a_file_of_another_encoding_is_named() {
    let text = file(&[good("e1")], "\r\n");
    let utf16 = |swap: bool, mark: &str| -> Vec<u8> {
        let units = format!("{mark}{text}").encode_utf16().collect::<Vec<_>>();
        units
            .iter()
            .flat_map(|unit| if swap { unit.to_be_bytes() } else { unit.to_le_bytes() })
            .collect()
    };
    for bytes in [
        utf16(true, ""),
        utf16(false, ""),
        utf16(true, "\u{feff}"),
        utf16(false, "\u{feff}"),
    ] {
        let problem = header_problem(&bytes);
        assert_eq!(problem, HeaderProblem::NotText(Encoding::Utf16));
        assert_eq!(problem.mend(), "save the file as CSV UTF-8");
    }
    let latin1 = [b"r\xe9sum\xe9,".as_slice(), text.as_bytes()].concat();
    assert_eq!(header_problem(&latin1), HeaderProblem::NotText(Encoding::Other));
}

#[test]
fn a_file_that_is_no_text_is_named() {
    assert_eq!(
        header_problem(b"PK\x03\x04\x14\0\x06\0"),
        HeaderProblem::NotText(Encoding::Zip)
    );
    for bytes in [
        &b"\x1f\x8b\x08\0\0\0"[..],
        b"SQLite format 3\0",
        b"event_id,ti\0me\n",
        b"\x01\x02\x03",
    ] {
        assert_eq!(
            header_problem(bytes),
            HeaderProblem::NotText(Encoding::Binary),
            "{bytes:?}"
        );
    }
    for bytes in [&b""[..], b"\xef\xbb\xbf", b"\n\r\n\r", b" , ,\n"] {
        assert_eq!(header_problem(bytes), HeaderProblem::Empty, "{bytes:?}");
    }
}

#[test]
fn another_delimiter_is_named_with_its_mend() {
    let text = file(&[good("e1")], "\n");
    let quoted = text.replacen(USAGE_HEADER, &format!("\"{}\"", USAGE_HEADER.replace(',', "\",\"")), 1);
    for (delimiter, text) in [(';', &text), ('\t', &text), ('|', &text), (';', &quoted)] {
        let problem = header_problem(text.replace(',', &delimiter.to_string()).as_bytes());
        assert_eq!(problem, HeaderProblem::WrongDelimiter(delimiter));
    }
    let problem = HeaderProblem::WrongDelimiter('\t');
    assert_eq!(problem.to_string(), "the columns are separated by TAB, not by commas");
    assert_eq!(
        problem.mend(),
        "save the file with commas between the cells and a point before fractions"
    );
}

#[test]
fn missing_renamed_and_doubled_columns_are_told_together() {
    let header = USAGE_HEADER.replace("quantity", "qty").replace("agent", "time");
    let problem = header_problem(format!("{header}\n{}\n", good("e1")).as_bytes());
    assert_eq!(
        problem.to_string(),
        "Metered usage (Meterdesk): the column time is there twice, as \"time\" and \"time\"; the column agent is missing; \
         the column quantity is missing; \"qty\" may be meant"
    );
    assert_eq!(
        problem.mend(),
        "keep one column time; add the column agent; rename \"qty\" to quantity"
    );
    let problem = header_problem(REPORT_HEADER.replace(",Usage Date", "").as_bytes());
    let (column, perhaps) = ("Usage Date", None);
    let problems = vec![ColumnProblem::Missing { column, perhaps }];
    let kind = ImportKind::EnvironmentReport;
    assert_eq!(problem, HeaderProblem::Columns { kind, problems });
}

#[test]
fn a_first_line_that_is_no_header_is_shown() {
    let problem = header_problem(good("e1").as_bytes());
    assert!(
        problem
            .to_string()
            .starts_with("the first line is no header that Meterdesk knows: \"e1\", \"2026-05-03T14:30:00Z\""),
        "{problem}"
    );
    assert!(problem.mend().contains("event_id, time, user"), "{}", problem.mend());
    assert_eq!(header_problem(b"event_id,\"time\n"), HeaderProblem::Broken);
    assert_eq!(
        header_problem("x".repeat(MAX_CELL + 1).as_bytes()),
        HeaderProblem::Broken
    );
}

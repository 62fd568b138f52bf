//! Usage files with something wrong: what is good goes in, what is not is named, nothing else changes.

use serde_json::{Value, json};

use crate::support::{Book, FAILED, REFUSED, WRONG_CALL, problem, says, stderr};
use crate::usage::{HEADER, USER, file, row};

const TIME: &str = "2026-11-17T10:00:00Z";

/// Checks that the file is refused as a whole with this said, and that nothing changes.
fn refused(bytes: impl AsRef<[u8]>, said: &[&str]) {
    let book = Book::empty();
    let before = (book.head(), book.figures());
    let path = book.write("u.csv", bytes);
    let refused = problem(&book.try_import(&path), REFUSED);
    assert_eq!(
        (&refused["code"], &refused["field"]),
        (&json!("invalid_field"), &json!("file")),
        "{refused}"
    );
    says(&refused, said);
    assert_eq!((book.head(), book.figures()), before);
    assert_eq!(book.call("import_list", json!({}))["total"], 0);
}

/// Imports a file whose rows of the ids `a` and `z` are good, each of a quantity of 1, and gives its only rejected row.
fn rejected(bytes: impl AsRef<[u8]>) -> Value {
    let book = Book::empty();
    let path = book.write("u.csv", bytes);
    let import = book.import(&path);
    assert_eq!(
        (&import["added"], &import["rejected"]),
        (&json!(2), &json!(1)),
        "{import}"
    );
    let listed = book.call("import_rejection_list", json!({ "import": import["id"] }));
    assert_eq!(listed["rows"], import["rejections"]);
    let sound = Book::empty();
    let path = sound.write("u.csv", file(&[row("a", TIME, "1"), row("z", TIME, "1")]));
    sound.import(&path);
    assert_eq!(
        book.figures(),
        sound.figures(),
        "the good rows count as if the bad one were not there"
    );
    listed["rows"][0].clone()
}

/// A file whose second row is this one.
fn around(bad: &str) -> String {
    file(&[row("a", TIME, "1"), bad.to_owned(), row("z", TIME, "1")])
}

#[test]
fn a_header_that_is_not_right_is_refused_with_the_column_and_the_mend() {
    let sound = file(&[row("a", TIME, "1")]);
    let header = |from: &str, to: &str| sound.replacen(from, to, 1);
    refused(
        header(",quantity", ""),
        &["quantity is missing", "add the column quantity"],
    );
    refused(
        header(",quantity", ",Amount"),
        &["quantity is missing", "rename \"Amount\" to quantity"],
    );
    refused(header(",feature", ",user"), &["user", "keep one column user"]);
    refused(
        header("event_id,", "event_id,Event ID,"),
        &["event_id", "keep one column event_id"],
    );
    refused(sound.replace(',', ";"), &["separated by ;", "commas between the cells"]);
    refused("", &["empty"]);
    refused("Dear Sir or Madam\n", &["mend"]);
    refused([0xff, 0xfe, b'e', 0, b'v', 0], &["UTF-16", "UTF-8"]);
}

#[test]
fn a_file_that_is_not_there_fails() {
    let book = Book::empty();
    let before = book.head();
    let failed = problem(&book.try_import(&book.folder().join("none.csv")), FAILED);
    assert_eq!((&failed["code"], &failed["field"]), (&json!("io"), &json!("file")));
    says(&failed, &["can't be read"]);
    assert_eq!(book.head(), before);
}

#[test]
fn marks_line_ends_and_ways_of_writing_a_time_change_nothing() {
    let plain = file(&[
        row("a", "2026-11-17T00:00:00Z", "1.5"),
        row("b", "2026-11-17T09:30:00Z", "2"),
    ]);
    let sound = Book::empty();
    let import = sound.import(&sound.write("u.csv", &plain));
    assert_eq!((&import["added"], &import["beforeWorkbook"]), (&json!(2), &json!(2)));
    let expected = sound.call("usage_series", json!({ "by": "payer", "timeline": "asIfToday" }));
    assert_ne!(expected["total"], "0");
    for (what, text) in [
        ("a byte order mark", format!("\u{feff}{plain}")),
        ("CRLF", plain.replace('\n', "\r\n")),
        ("CR", plain.replace('\n', "\r")),
        ("no last line end", plain.trim_end().to_owned()),
        (
            "spreadsheet times",
            plain.replace("2026-11-17T00:00:00Z", "11/17/2026 12:00:00 AM"),
        ),
        (
            "another offset",
            plain.replace("2026-11-17T09:30:00Z", "2026-11-17T11:30:00+02:00"),
        ),
        (
            "a space in the time",
            plain.replace("2026-11-17T09:30:00Z", "2026-11-17 09:30:00"),
        ),
        (
            "columns in another order",
            plain.lines().map(turned).collect::<String>(),
        ),
    ] {
        let book = Book::empty();
        let import = book.import(&book.write("u.csv", &text));
        assert_eq!(
            (&import["added"], &import["rejected"]),
            (&json!(2), &json!(0)),
            "{what}: {import}"
        );
        assert_eq!(import["first"], "2026-11-17T00:00:00Z", "{what}");
        let view = book.call("usage_series", json!({ "by": "payer", "timeline": "asIfToday" }));
        assert_eq!(view, expected, "{what}");
    }
}

/// The line with its cells from the last to the first.
fn turned(line: &str) -> String {
    let mut cells: Vec<_> = line.split(',').collect();
    cells.reverse();
    format!("{}\n", cells.join(","))
}

#[test]
fn the_fifth_of_march_and_the_third_of_may_are_told_apart() {
    let book = Book::empty();
    let import = book.import(&book.write("u.csv", file(&[row("a", "5/3/2026 12:00:00 AM", "1")])));
    assert_eq!(
        import["first"], "2026-05-03T00:00:00Z",
        "dates with slashes are month first"
    );
    let day_first = rejected(around(&row("b", "17/11/2026 12:00:00 AM", "1")));
    assert_eq!((&day_first["row"], &day_first["column"]), (&json!(3), &json!("time")));
    assert!(
        day_first["reason"].as_str().unwrap().contains("month first"),
        "{day_first}"
    );
}

#[test]
fn a_bad_cell_is_named_by_row_and_column_with_its_mend() {
    let bad = |time: &str, quantity: &str| around(&row("b", time, quantity));
    let person = |name: &str| around(&row("b", TIME, "1").replace(USER, name));
    for (text, column, found, said) in [
        (bad(TIME, "-1"), "quantity", "-1", "mend"),
        (
            bad(TIME, "99999999999999999999"),
            "quantity",
            "99999999999999999999",
            "mend",
        ),
        (
            bad(TIME, "9223372036854775808"),
            "quantity",
            "9223372036854775808",
            "mend",
        ),
        (bad(TIME, "many"), "quantity", "many", "mend"),
        (bad(TIME, "NaN"), "quantity", "NaN", "mend"),
        (bad(TIME, "1e3"), "quantity", "1e3", "mend"),
        (bad(TIME, "0.0000001"), "quantity", "0.0000001", "mend"),
        (bad(TIME, "\"1,5\""), "quantity", "1,5", "mend"),
        (
            bad("yesterday", "1"),
            "time",
            "yesterday",
            "write it as 2026-05-03T14:30:00Z",
        ),
        (
            bad("2026-11-31T10:00:00Z", "1"),
            "time",
            "2026-11-31T10:00:00Z",
            "correct the day",
        ),
        (
            bad("2026-11-17T10:00:00", "1"),
            "time",
            "2026-11-17T10:00:00",
            "2026-11-17T10:00:00Z if it is UTC",
        ),
        (
            person("nobody@example.com"),
            "user",
            "nobody@example.com",
            "add its people to the directory first",
        ),
        (
            around(&row("b", TIME, "1").replace("Microsoft 365 Copilot Chat", "Chat")),
            "service",
            "Chat",
            "write one of",
        ),
    ] {
        let rejection = rejected(text);
        assert_eq!(rejection["row"], 3, "the header is row 1: {rejection}");
        assert_eq!(
            (&rejection["column"], &rejection["found"]),
            (&json!(column), &json!(found))
        );
        let reason = rejection["reason"].as_str().unwrap();
        assert!(
            reason.contains(said),
            "{column} {found}: \"{reason}\" should say \"{said}\""
        );
    }
    let huge = around(&row("b", TIME, "9000000000000"));
    let rejection = rejected(huge);
    assert_eq!(
        (&rejection["row"], &rejection["column"]),
        (&json!(3), &json!("quantity"))
    );
    assert!(rejection["reason"].as_str().unwrap().contains("at most"), "{rejection}");
}

#[test]
fn a_cut_last_line_is_rejected_wherever_it_is_cut() {
    let rows = [row("a", TIME, "1"), row("z", TIME, "1"), row("cut", TIME, "1")];
    let whole = file(&rows);
    let last = whole.len() - rows[2].len();
    // From after the first letter up to before the last comma: a file cut inside its last cell can't be told from a
    // sound one without a last line end.
    let last_comma = whole.rfind(',').unwrap();
    for cut in [last + 1, last + 4, last + 30, last_comma - 1, last_comma] {
        let rejection = rejected(&whole[..cut]);
        assert_eq!(rejection["row"], 4, "{rejection}");
        let reason = rejection["reason"].as_str().unwrap();
        assert!(
            reason.contains("cut") && reason.contains("export the file again"),
            "{reason}"
        );
    }
}

#[test]
fn a_file_of_bad_rows_alone_changes_no_figure() {
    let book = Book::empty();
    let before = book.figures();
    let import = book.import(&book.write("u.csv", format!("{HEADER}{}", row("a", "never", "1").repeat(3))));
    assert_eq!(
        (&import["added"], &import["rejected"], &import["rows"]),
        (&json!(0), &json!(3), &json!(3))
    );
    assert_eq!(book.figures(), before);
}

#[test]
fn the_same_file_again_adds_nothing() {
    let book = Book::empty();
    let path = book.write("u.csv", file(&[row("a", TIME, "1"), row("b", TIME, "2")]));
    book.import(&path);
    let before = book.figures();
    let again = book.import(&path);
    assert_eq!((&again["added"], &again["skipped"]), (&json!(0), &json!(2)));
    assert_eq!(book.figures(), before);
    let without_ids = |row: String| row.split_once(',').unwrap().1.to_owned();
    let rows = [without_ids(HEADER.to_owned()), without_ids(row("a", TIME, "1"))];
    let path = book.write("v.csv", rows.concat());
    book.import(&path);
    let before = (book.head(), book.figures());
    let refused = problem(&book.try_import(&path), REFUSED);
    assert_eq!(refused["code"], "conflict");
    says(&refused, &["imported already", "v.csv"]);
    let other = book.write("w.csv", format!("{}\n", rows.concat()));
    let choose = problem(&book.try_import(&other), REFUSED);
    assert_eq!(
        (&choose["code"], &choose["field"]),
        (&json!("needs_choice"), &json!("onOverlap"))
    );
    assert_eq!((book.head(), book.figures()), before);
    let mut adding = book.program("import");
    assert_eq!(
        crate::support::answer(adding.arg(&other).args(["--on-overlap", "add"]).output().unwrap())["added"],
        1
    );
}

#[test]
fn a_folder_is_imported_file_by_file_and_a_bad_one_holds_nothing_up() {
    let book = Book::empty();
    let folder = book.folder().join("exports");
    std::fs::create_dir(&folder).unwrap();
    let write = |name: &str, text: &str| std::fs::write(folder.join(name), text).unwrap();
    write("a.csv", &file(&[row("a", TIME, "1")]));
    write("b notes.txt", "Nothing of a usage file\n");
    write("c.csv", &file(&[row("c", TIME, "1"), row("d", TIME, "1")]));
    let output = book.try_import(&folder);
    assert_eq!(output.status.code(), Some(REFUSED), "{}", stderr(&output));
    says(
        &serde_json::from_str(&stderr(&output)).unwrap(),
        &["1 of 3 files were not imported"],
    );
    let lines: Vec<Value> = std::str::from_utf8(&output.stdout)
        .unwrap()
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let told: Vec<_> = lines
        .iter()
        .map(|line| (line["import"]["added"].clone(), line["problem"]["field"].clone()))
        .collect();
    assert_eq!(
        told,
        [
            (json!(1), Value::Null),
            (Value::Null, json!("file")),
            (json!(2), Value::Null)
        ],
        "in the order of their names"
    );
    assert!(lines[1]["file"].as_str().unwrap().ends_with("b notes.txt"));
    assert_eq!(book.call("import_list", json!({}))["total"], 2);
    let empty = book.folder().join("empty");
    std::fs::create_dir(&empty).unwrap();
    says(
        &problem(&book.try_import(&empty), WRONG_CALL),
        &["there is no file in this folder"],
    );
}

#[cfg(unix)]
#[test]
fn a_pipe_is_refused_where_something_is_to_be_added_first() {
    let book = Book::empty();
    let pipe = book.folder().join("pipe.csv");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status().unwrap();
    assert!(made.success());
    for flag in ["--add-people", "--add-environments", "--add-agents"] {
        let refused = problem(&book.program("import").arg(&pipe).arg(flag).output().unwrap(), REFUSED);
        assert_eq!(refused["field"], "file", "{refused}");
        says(&refused, &["a pipe can be read only once", "write it into a file"]);
    }
}

//! Imports and advances of time that are ended at eighty seeded points: done again, they lead to the same published runs.
//!
//! Twenty more, at which works are cancelled, are in the tests of the interface beneath the program. A workbook that
//! lets this show everything has a closed month, a budget that is passed, and use that is restated.

use std::path::Path;
use std::process::Command;
use std::sync::OnceLock;

use serde_json::{Value, json};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Connection};

use crate::killing::{drawn, killed, measured, struck};
use crate::support::{Book, answer, chained, run};
use crate::usage;

/// Rows of the file that is imported.
const ROWS: u32 = 2_000;

/// Environments that its rows are spread over, so that runs have many sums.
const ENVIRONMENTS: u32 = 16;

/// Until when time is advanced.
const LATER: &str = "2027-01-20T00:00:00Z";

/// How a work is ended.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Blow {
    /// By `kill -9`, once it has written so many bytes.
    Killed,
    /// In the middle of the write that passes a place in a file.
    Struck,
}

/// A file whose days begin at this one of November 2026. Every fourth row has the id that the row has in other files too.
fn file(rows: u32, from: u32, quantity: u32) -> String {
    let lines: Vec<_> = (0..rows)
        .map(|number| {
            let day = from + number * 60 / rows;
            let (month, day) = match day {
                1..=30 => ("2026-11", day),
                31..=61 => ("2026-12", day - 30),
                _ => ("2027-01", day - 61),
            };
            let time = format!(
                "{month}-{day:02}T{:02}:{:02}:{:02}Z",
                number % 24,
                number % 60,
                number % 59
            );
            let id = if number % 4 == 0 {
                format!("both{number}")
            } else {
                format!("{from}x{number}")
            };
            let environment = format!("North {}", number % ENVIRONMENTS);
            let row = usage::row(&id, &time, &format!("{quantity}.{:06}", number % 1_000_000));
            row.replace(",North,", &format!(",{environment},"))
        })
        .collect();
    usage::file(&lines)
}

/// The bytes of a workbook whose November is closed, on the third of December.
fn closed() -> &'static [u8] {
    static MADE: OnceLock<Vec<u8>> = OnceLock::new();
    MADE.get_or_init(|| {
        let book = Book::empty();
        let mut policy = book.policy("Everybody");
        policy["budget"] = json!({ "amount": "12", "reset": "month", "thresholds": ["50", "80"] });
        let policy = book.call("policy_create", policy);
        book.call(
            "service_connect",
            json!({ "service": "copilotChat", "policy": policy["policy"]["id"] }),
        );
        book.import(&book.write("early.csv", file(300, 18, 1)));
        book.call("clock_advance", json!({ "to": "2026-12-03T00:00:00Z" }));
        book.call("month_close", json!({ "month": "2026-11" }));
        std::fs::read(book.path()).unwrap()
    })
}

/// The same with everything imported and settled as of that day.
fn imported() -> &'static [u8] {
    static MADE: OnceLock<Vec<u8>> = OnceLock::new();
    MADE.get_or_init(|| {
        let book = Book::of_bytes(closed());
        answer(importing(&book).output().unwrap());
        std::fs::read(book.path()).unwrap()
    })
}

fn importing(book: &Book) -> Command {
    let mut command = book.program("import");
    command.arg(book.write("u.csv", file(ROWS, 19, 2)));
    command
}

fn advancing(book: &Book) -> Command {
    let mut command = book.program("call");
    let request = json!({ "to": LATER }).to_string();
    command.args(["clock_advance", &request, "--command-id", "later"]);
    command
}

/// What settlement published, and what everybody is shown of it.
#[derive(Debug, Clone, PartialEq)]
struct Published {
    /// Months with the content of their runs, their sums and their corrections.
    months: Value,
    series: Vec<Value>,
    happenings: Vec<Value>,
}

fn months(book: &Book) -> Value {
    book.call("month_list", json!({}))
}

fn published(book: &Book) -> Published {
    let series = ["payer", "environment"]
        .into_iter()
        .flat_map(|by| ["actual", "asIfToday"].map(|timeline| (by, timeline)))
        .map(|(by, timeline)| {
            let range = json!({ "from": "2026-11-01", "until": "2027-02-01", "by": by, "timeline": timeline });
            book.call("usage_series", range)
        })
        .collect();
    let happenings = book.call("happening_list", json!({ "cause": "usage", "limit": 500 }));
    Published {
        months: months(book),
        series,
        happenings: happenings["rows"].as_array().unwrap().clone(),
    }
}

/// The imports that count: their sums and how many rows they added.
fn sums(book: &Book) -> Vec<[Value; 4]> {
    let imports = book.call("import_list", json!({}));
    let rows = imports["rows"].as_array().unwrap().iter();
    rows.filter(|row| row["state"] == "published" && row["added"] != 0)
        .map(|row| ["fileName", "added", "superseded", "sums"].map(|field| row[field].clone()))
        .collect()
}

/// The length of a file in blocks of 512 bytes.
fn length(file: &Path) -> u64 {
    file.metadata().unwrap().len() / 512
}

/// That SQLite finds nothing wrong in the file.
fn sound(book: &Book) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let found: String = runtime.unwrap().block_on(async {
        let options = SqliteConnectOptions::new().filename(book.path());
        let mut connection = options.connect().await.unwrap();
        let found = sqlx::query_scalar("PRAGMA integrity_check")
            .fetch_one(&mut connection)
            .await;
        connection.close().await.unwrap();
        found.unwrap()
    });
    assert_eq!(found, "ok");
}

/// Ends the work at the points of these seeds, does it again, and compares with a workbook that nothing disturbed. Returns how
/// often the blow came before the work's act.
fn leads_to_the_same_runs(
    start: &[u8],
    work: impl Fn(&Book) -> Command,
    blow: Blow,
    seeds: impl Iterator<Item = u64>,
    after_the_blow: impl Fn(&Book, &str, bool),
) -> u32 {
    let whole = Book::of_bytes(start);
    let (before, entries_before) = (months(&whole), whole.journal().len());
    let (output, bytes) = measured(work(&whole));
    answer(output);
    let blocks = length(&whole.path());
    let (after, sums_after) = (published(&whole), sums(&whole));
    assert_ne!(after.months, before, "the work changes what months show");
    assert!(!after.happenings.is_empty(), "and finds something");
    let (mut undone, mut points, mut hits) = (0, 0, 0);
    for seed in seeds {
        let book = Book::of_bytes(start);
        let at = match blow {
            Blow::Killed => {
                // Two of three in the first half, where rows come in: the work goes on while the blow is on its way.
                let point = (drawn(seed) % bytes) >> (seed % 3);
                hits += u32::from(killed(work(&book), point));
                format!("seed {seed}: killed at byte {point} of {bytes}")
            }
            Blow::Struck => {
                // Below this length even the file that processes share can't be made.
                let point = 64 + drawn(seed) % (blocks - 64);
                hits += u32::from(struck(&work(&book), point));
                format!("seed {seed}: struck at block {point} of {blocks}")
            }
        };
        let journal = book.journal();
        chained(&journal);
        let done = journal.len() > entries_before;
        undone += u32::from(!done);
        let expected = if done { &after.months } else { &before };
        assert_eq!(&months(&book), expected, "{at}: as before or as after");
        sound(&book);
        after_the_blow(&book, &at, done);
        answer(work(&book).output().unwrap());
        assert_eq!(published(&book), after, "{at}: as in a workbook that nothing disturbed");
        assert_eq!(sums(&book), sums_after, "{at}");
        sound(&book);
        points += 1;
    }
    assert!(2 * hits > points, "{hits} of {points} blows met the work");
    undone
}

fn imports(blow: Blow, seeds: impl Iterator<Item = u64>) {
    let undone = leads_to_the_same_runs(closed(), importing, blow, seeds, |book, at, done| {
        let imports = book.call("import_list", json!({}));
        let left = imports["rows"].as_array().unwrap().iter();
        let left: Vec<_> = left.filter(|row| row["fileName"] == "u.csv").collect();
        if done {
            assert_eq!(left.len(), 1, "{at}");
            assert_eq!(left[0]["state"], "published", "{at}");
        } else {
            let told = left
                .iter()
                .all(|row| row["state"] == "interrupted" && row["added"] == 0);
            assert!(told && left.len() <= 1, "{at}: {left:?}");
        }
    });
    assert!(undone > 8, "many blows came before the import was published: {undone}");
}

/// An advance writes little before its act: what is ended is mostly the settlement of the months that it passed.
fn advances(blow: Blow, seeds: impl Iterator<Item = u64>) {
    let undone = leads_to_the_same_runs(imported(), advancing, blow, seeds, |book, at, done| {
        let now = book.call("clock_get", json!({}))["now"].clone();
        assert_eq!(now == LATER, done, "{at}: {now}");
    });
    assert!(undone < 8, "some blow came while the months were settled");
}

#[test]
fn an_import_killed_at_thirty_two_points_leads_to_the_same_runs() {
    imports(Blow::Killed, 1..=32);
}

#[test]
fn an_import_struck_at_thirty_two_points_leads_to_the_same_runs() {
    imports(Blow::Struck, 33..=64);
}

#[test]
fn an_advance_killed_at_eight_points_leads_to_the_same_runs() {
    advances(Blow::Killed, 65..=72);
}

#[test]
fn an_advance_struck_at_eight_points_leads_to_the_same_runs() {
    advances(Blow::Struck, 73..=80);
}

#[test]
fn a_copy_whose_making_is_ended_is_whole_or_absent_and_the_workbook_stays() {
    let book = Book::of_bytes(imported());
    let expected = published(&book);
    let target = book.folder().join("copy.meterdesk");
    let copying = || {
        let mut command = book.program("copy");
        command.arg(&target);
        command
    };
    let (output, bytes) = measured(copying());
    answer(output);
    let blocks = length(&target);
    for seed in 81..=88 {
        std::fs::remove_file(&target).unwrap();
        if seed % 2 == 0 {
            let _ = killed(copying(), drawn(seed) % bytes);
        } else {
            let _ = struck(&copying(), 64 + drawn(seed) % (blocks - 64));
        }
        if !target.exists() {
            answer(copying().output().unwrap());
        }
        let request = json!({}).to_string();
        let listed = answer(run([
            "call".as_ref(),
            target.as_os_str(),
            "month_list".as_ref(),
            request.as_ref(),
        ]));
        assert_eq!(listed, expected.months, "seed {seed}");
        assert_eq!(months(&book), expected.months, "seed {seed}");
    }
}

//! Statements into a folder: a file for everybody who is charged, and nothing where one of them exists.

use serde_json::{Value, json};

use crate::support::{Book, REFUSED, printed, problem, says};
use crate::usage::{USER, file, row};

/// Somebody of the scenario whose licence includes the use: what is served counts, though nobody is billed.
const LICENSED: &str = "astrid.iyer@pellowin.example";

#[test]
fn everybody_who_is_charged_has_a_file_and_none_is_written_over() {
    let book = Book::empty();
    let used = book.write(
        "u.csv",
        file(&[row("a", "2026-11-17T10:00:00Z", "1").replace(USER, LICENSED)]),
    );
    book.import(&used);
    let folder = book.folder().join("statements");
    let run = || {
        let mut command = book.program("statements");
        command.arg(&folder).arg(r#"{"by":"department","lines":"people"}"#);
        command.output().unwrap()
    };
    let said = printed(run());
    let lines: Vec<Value> = said.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let asked = json!({ "by": "department" });
    let charged = book.call("chargeback_list", asked);
    assert_eq!(json!(lines.len()), charged["total"], "{charged}");
    let name = charged["rows"][0]["name"].as_str().unwrap();
    let statement = std::fs::read_to_string(folder.join(format!("2026-11 {name}.csv"))).unwrap();
    assert!(
        statement.starts_with("\"Agent, person or shared cost\","),
        "{statement}"
    );
    assert!(
        statement.contains(&format!(",{name},2026-11,Settled by Meterdesk,")),
        "{statement}"
    );
    let again = problem(&run(), REFUSED);
    assert_eq!(
        (&again["code"], &again["field"]),
        (&json!("conflict"), &json!("folder"))
    );
    says(&again, &["exists"]);
}

//! What is exported imports back without a difference.

use meterdesk_billing::tenant::ImportKind as Kind;
use meterdesk_billing::units::Credits;
use meterdesk_exchange::column_names;
use serde_json::{Value, json};

use crate::planned::demo_bytes;
use crate::support::{Book, amount};

/// Reports whose rows can be exported from the panel of an imported report.
const REPORTS: [Kind; 14] = [
    Kind::AgentReport,
    Kind::UserReport,
    Kind::PlanUsage,
    Kind::CreditsReport,
    Kind::SpendingUsers,
    Kind::SpendingGroups,
    Kind::SpendingServices,
    Kind::SpendingPolicies,
    Kind::PersonWeeks,
    Kind::AzureCost,
    Kind::FocusCost,
    Kind::MessageUsers,
    Kind::MessageAgents,
    Kind::MessagePolicies,
];

/// Something that may stand in a column of that name.
fn cell(column: &str, row: usize) -> String {
    let name = column.to_lowercase();
    let has = |part: &str| name.contains(part);
    if has("resourceid") {
        format!("/subscriptions/s/resourceGroups/rg/providers/Microsoft.PowerPlatform/accounts/Plan{row}")
    } else if name == "metercategory" || name == "servicename" {
        "Copilot Studio".to_owned()
    } else if has("currency") {
        "USD".to_owned()
    } else if name == "username" || has("principalname") || has("email") {
        format!("ida{row}@north.example")
    } else if has("date") || has("chargeperiod") {
        format!("2026-10-0{row}")
    } else if [
        "credit", "quantity", "cost", "past", "count", "users", "limit", "members",
    ]
    .iter()
    .any(|part| has(part))
    {
        format!("{row}2.5")
    } else {
        // A text that a spreadsheet would take for a formula, with what CSV has to quote.
        format!("=north \"{row}\", and more")
    }
}

fn file_of(kind: Kind) -> String {
    let quoted = |cell: &str| format!("\"{}\"", cell.replace('"', "\"\""));
    let columns: Vec<_> = column_names(kind).collect();
    let mut lines = vec![columns.join(",")];
    for row in 1..=3 {
        let cells: Vec<_> = columns.iter().map(|column| quoted(&cell(column, row))).collect();
        lines.push(cells.join(","));
    }
    lines.join("\n") + "\n"
}

/// What a file needs stated besides.
async fn stated(book: &Book, file: &str) -> Value {
    let read = book.import_written(file, json!({ "preview": true })).await.unwrap();
    match read["needs"].as_str() {
        Some("period") => json!({ "period": { "from": "2026-10-01", "until": "2026-11-01" } }),
        Some("asOf") => json!({ "asOf": "2026-10-31" }),
        _ => json!({}),
    }
}

/// The rows of an imported report by the names of its columns.
async fn rows_of(book: &Book, view: &Value) -> (Vec<String>, Vec<Value>) {
    let request = json!({ "report": view["id"], "limit": 500 });
    let listed = book.call("report_row_list", request).await;
    let columns = listed["columns"].as_array().unwrap().iter();
    let rows = listed["rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["cells"].clone());
    (
        columns.map(|column| column.as_str().unwrap().to_owned()).collect(),
        rows.collect(),
    )
}

#[tokio::test]
async fn the_rows_of_every_report_come_back_as_they_were_exported() {
    for kind in REPORTS {
        let (one, other) = (Book::empty().await, Book::empty().await);
        one.write("report.csv", &file_of(kind));
        let wish = stated(&one, "report.csv").await;
        let first = one.import_written("report.csv", wish.clone()).await.unwrap();
        assert_eq!(
            (&first["added"], &first["rejected"]),
            (&json!(3), &json!(0)),
            "{kind:?}: {first}"
        );
        one.write("rows.csv", "");
        let request = json!({ "report": first["id"], "file": "rows.csv" });
        one.call("report_row_write", request).await;
        other.write(
            "rows.csv",
            &std::fs::read_to_string(one.folder.path().join("rows.csv")).unwrap(),
        );
        let second = other.import_written("rows.csv", wish).await.unwrap();
        for part in ["kind", "added", "rejected", "sums", "first", "last", "period"] {
            assert_eq!(second[part], first[part], "{kind:?}: {part}");
        }
        let (columns, rows) = rows_of(&one, &first).await;
        let (more, again) = rows_of(&other, &second).await;
        assert_eq!(more[1..=columns.len()], columns, "{kind:?}");
        for (row, again) in rows.iter().zip(&again) {
            let again = &again.as_array().unwrap()[1..=columns.len()];
            assert_eq!(again, row.as_array().unwrap(), "{kind:?}: every cell");
        }
        assert_eq!(rows.len(), again.len(), "{kind:?}");
    }
}

#[tokio::test]
async fn the_credits_reports_users_and_agents_come_back() {
    let book = Book::of_bytes(demo_bytes().await).await;
    book.write("users and agents.csv", "");
    let columns = ["agentId", "agentName", "username", "policy", "seven", "thirty", "last"];
    let export = json!({
        "list": "creditsReport",
        "request": { "table": "usersAndAgents" },
        "columns": columns,
        "file": "users and agents.csv",
    });
    let done = book.call("list_export", export).await;
    let report = book.call("credits_report_get", json!({ "window": "thirtyDays" })).await;
    let view = book
        .import_written("users and agents.csv", json!({ "asOf": "2026-11-17" }))
        .await
        .unwrap();
    assert_eq!(
        (&view["kind"], &view["rejected"]),
        (&json!("creditsReport"), &json!(0)),
        "{view}"
    );
    assert_eq!(view["added"], done["rows"]);
    let sum = &view["sums"][0];
    assert_eq!(
        (&sum["label"], amount(&sum["amount"])),
        (&json!("Credits used"), amount(&report["credits"]))
    );
    let listed = book
        .call(
            "credits_report_list",
            json!({ "table": "usersAndAgents", "limit": 500 }),
        )
        .await;
    let request = json!({ "report": view["id"], "limit": 500 });
    let back = book.call("report_row_list", request).await;
    let (listed, back) = (listed["rows"].as_array().unwrap(), back["rows"].as_array().unwrap());
    assert!(listed.len() > 100, "{}", listed.len());
    for (row, back) in listed.iter().zip(back) {
        let cells = &back["cells"];
        assert_eq!((&cells[1], &cells[2]), (&row["agentName"], &row["username"]));
        let credits = |text: &Value| -> Credits { text.as_str().unwrap().parse().unwrap() };
        assert_eq!(credits(&cells[5]), amount(&row["pastThirtyDays"]), "{row}");
    }
}

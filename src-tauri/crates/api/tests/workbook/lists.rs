//! Lists: their orders, their pages in each order, and the files of what they show.

use meterdesk_api::error::ErrorCode;
use serde_json::{Value, json};

use crate::planned::demo_bytes;
use crate::support::{Book, text};

/// Each list with the columns that order it and those that don't.
const LISTS: [(&str, &str, &[&str], &[&str]); 33] = [
    (
        "policy_list",
        "policies",
        &["name", "users", "services", "budget-used"],
        &[],
    ),
    ("service_list", "services", &["service", "policy", "connected-to"], &[]),
    (
        "high_usage_list",
        "highUsage",
        &["upn", "name", "seven", "thirty", "last"],
        &[],
    ),
    (
        "coverage_list",
        "coverage",
        &["name", "upn", "standing", "payer", "others"],
        &["why"],
    ),
    (
        "user_list",
        "users",
        &["name", "upn", "department", "location"],
        &["licences", "roles"],
    ),
    (
        "group_list",
        "groups",
        &["name", "mail", "type", "nested", "members"],
        &[],
    ),
    (
        "subscription_list",
        "subscriptions",
        &["name", "id", "state", "groups", "role"],
        &[],
    ),
    (
        "import_list",
        "imports",
        &["file", "state", "at", "added", "rejected"],
        &["sums"],
    ),
    (
        "chargeback_list",
        "chargeback",
        &[
            "name",
            "people",
            "payAsYouGo",
            "prePurchased",
            "prepaid",
            "notBilled",
            "bill",
            "prepaidCost",
            "prePurchaseCost",
            "notAttributed",
            "charged",
            "currency",
            "month",
            "basis",
            "rule",
        ],
        &[],
    ),
    (
        "chargeback_statement_list",
        "chargebackStatement",
        &[
            "name",
            "username",
            "service",
            "feature",
            "payAsYouGo",
            "prePurchased",
            "prepaid",
            "notBilled",
            "amount",
            "currency",
            "working",
            "of",
            "month",
            "basis",
        ],
        &[],
    ),
    (
        "rate_comparison_list",
        "rateComparison",
        &[
            "feature",
            "quantity",
            "firstRate",
            "secondRate",
            "first",
            "second",
            "difference",
            "firstUncharged",
            "secondUncharged",
            "firstUsd",
            "secondUsd",
            "differenceUsd",
        ],
        &[],
    ),
    (
        "buying_mix_list",
        "buyingMix",
        &[
            "name",
            "people",
            "held",
            "credits",
            "includable",
            "best",
            "usd",
            "second",
            "secondUsd",
            "swapBelow",
            "swapAbove",
        ],
        &[],
    ),
    (
        "anomaly_list",
        "anomalies",
        &["day", "of", "name", "credits", "median", "distance", "limit", "past"],
        &["services", "working"],
    ),
    (
        "reconciliation_list",
        "reconciliation",
        &[
            "name",
            "of",
            "reported",
            "settled",
            "azure",
            "azureFree",
            "gap",
            "delay",
            "window",
            "rounding",
            "restated",
            "prepaidNotInAzure",
            "notBilled",
            "prePurchase",
            "unattributed",
            "unknown",
        ],
        &["money"],
    ),
    (
        "report_list",
        "reports",
        &["kind", "from", "until", "standing", "rows", "file"],
        &["sums"],
    ),
    (
        "month_list",
        "months",
        &[
            "month",
            "state",
            "rows",
            "credits",
            "usd",
            "correctionCredits",
            "correctionUsd",
            "closed",
            "closedBy",
        ],
        &[],
    ),
    (
        "usage_row_list",
        "usageRows",
        &["at", "person", "service", "agent", "environment", "feature", "quantity"],
        &["credits", "outcome", "eventId"],
    ),
    ("happening_list", "happenings", &["at", "text", "cause", "actor"], &[]),
    ("branch_list", "branches", &["name", "fork", "own", "now"], &[]),
    (
        "environment_list",
        "environments",
        &[
            "name",
            "type",
            "region",
            "managed",
            "group",
            "state",
            "workload",
            "allocated",
            "prepaid",
            "charged",
            "plan",
            "draw",
            "status",
        ],
        &[],
    ),
    (
        "environment_group_list",
        "environmentGroups",
        &["name", "environments", "draw"],
        &[],
    ),
    (
        "agent_list",
        "agents",
        &[
            "agent",
            "environment",
            "status",
            "limit",
            "billed",
            "notBilled",
            "blocked",
        ],
        &[],
    ),
    (
        "drain_list",
        "drain",
        &["name", "type", "drawn", "percent", "own", "locked"],
        &[],
    ),
    ("setting_list", "settings", &["name", "value", "since"], &[]),
    (
        "product_list",
        "products",
        &[
            "name",
            "quantity",
            "assigned",
            "available",
            "credits",
            "per",
            "usd",
            "channel",
            "since",
            "renews",
        ],
        &[],
    ),
    (
        "licence_list",
        "licences",
        &["name", "owned", "assigned", "available", "groups", "failures", "renews"],
        &[],
    ),
    (
        "prepurchase_list",
        "prepurchases",
        &["name", "scope", "credits", "used", "usd", "ends", "renewal"],
        &[],
    ),
    (
        "cost_list",
        "costs",
        &[
            "name",
            "usd",
            "credits",
            "prepurchased",
            "of",
            "group",
            "subscription",
            "meter",
            "tag",
        ],
        &[],
    ),
    (
        "plan_budget_list",
        "planBudgets",
        &["name", "place", "group", "amount", "spent", "forecast", "action"],
        &[],
    ),
    (
        "session_report_list",
        "sessions",
        &[
            "month",
            "bot",
            "conversations",
            "web",
            "sessions",
            "billed",
            "messages",
            "credits",
        ],
        &[],
    ),
    (
        "conversation_list",
        "conversations",
        &[
            "began",
            "conversation",
            "bot",
            "channel",
            "turns",
            "sessions",
            "billed",
            "messages",
            "credits",
        ],
        &[],
    ),
    (
        "flow_list",
        "flows",
        &["flow", "bot", "origin", "counts", "runs", "last"],
        &[],
    ),
    (
        "plan_list",
        "plans",
        &[
            "name",
            "status",
            "kind",
            "subscription",
            "group",
            "region",
            "environments",
        ],
        &[],
    ),
];

fn asked(list: &str) -> Value {
    match list {
        "coverage_list" => json!({ "service": "sharePointAgents" }),
        "chargeback_list" => json!({ "by": "department" }),
        "chargeback_statement_list" => json!({ "by": "department", "whose": "nobody" }),
        _ => json!({}),
    }
}

/// What is written into a file of the list, cell by cell.
async fn written(book: &Book, list: &str, mut request: Value, columns: Option<&[&str]>) -> Vec<Vec<String>> {
    book.write("list.csv", "something older");
    if request.is_null() {
        request = json!({});
    }
    let export = json!({ "list": list, "request": request, "columns": columns, "file": "list.csv" });
    let done = book.call("list_export", export).await;
    let file = std::fs::read_to_string(book.folder.path().join("list.csv")).unwrap();
    let rows = rows_of(&file);
    assert_eq!(done["rows"], rows.len() - 1, "{list} says how many rows it has");
    rows
}

/// Rows of a CSV file in which no cell holds a line end.
fn rows_of(file: &str) -> Vec<Vec<String>> {
    let cells = |line: &str| {
        let (mut cells, mut quoted) = (vec![String::new()], false);
        for letter in line.chars() {
            match letter {
                '"' => quoted = !quoted,
                ',' if !quoted => cells.push(String::new()),
                letter => cells.last_mut().unwrap().push(letter),
            }
        }
        cells
    };
    file.lines().map(cells).collect()
}

#[tokio::test]
async fn every_list_has_its_orders_and_refuses_others_at_their_field() {
    let book = Book::of_bytes(demo_bytes().await).await;
    for (list, key, orders, plain) in LISTS {
        let own = book.call(list, asked(list)).await;
        for by in orders {
            let mut in_order = Vec::new();
            for descending in [false, true] {
                let mut request = asked(list);
                request["sort"] = json!({ "by": by, "descending": descending });
                let answer = book.call(list, request.clone()).await;
                assert_eq!(answer["total"], own["total"], "{list} by {by} has the same rows");
                in_order.push(written(&book, key, request, Some(&[*by])).await);
            }
            let (up, down) = (&in_order[0][1..], &in_order[1][1..]);
            let values = |rows: &[Vec<String>]| -> Vec<String> {
                rows.iter()
                    .map(|row| row[0].clone())
                    .filter(|value| !value.is_empty())
                    .collect()
            };
            let mut turned = values(down);
            turned.reverse();
            assert_eq!(values(up), turned, "{list} by {by}: descending is the other way round");
            let number = |value: &String| value.parse::<rust_decimal::Decimal>().ok();
            let (first, last) = (values(up).first().cloned(), values(up).last().cloned());
            if let (Some(first), Some(last)) = (first, last) {
                match (number(&first), number(&last)) {
                    (Some(first), Some(last)) => assert!(first <= last, "{list} by {by}"),
                    _ => assert!(first.to_lowercase() <= last.to_lowercase(), "{list} by {by}"),
                }
            }
            let empty_at = up.iter().position(|row| row[0].is_empty()).unwrap_or(up.len());
            assert!(
                up[empty_at..].iter().all(|row| row[0].is_empty()),
                "{list} by {by}: nothing comes last"
            );
        }
        for by in plain.iter().copied().chain(["rows; DROP TABLE journal"]) {
            let mut request = asked(list);
            request["sort"] = json!({ "by": by });
            let refused = book.refused(list, request).await;
            assert_eq!(
                (refused.code, refused.field.as_deref()),
                (ErrorCode::InvalidField, Some("sort")),
                "{list} {by}"
            );
        }
    }
}

#[tokio::test]
async fn pages_of_every_order_hold_each_row_once_and_a_cursor_belongs_to_its_order() {
    let book = Book::of_bytes(demo_bytes().await).await;
    for (list, by) in [
        ("user_list", "department"),
        ("group_list", "members"),
        ("coverage_list", "payer"),
    ] {
        let mut request = asked(list);
        request["sort"] = json!({ "by": by, "descending": true });
        request["limit"] = json!(37);
        let (mut seen, mut cursor) = (Vec::new(), Value::Null);
        loop {
            request["cursor"] = cursor;
            let page = book.call(list, request.clone()).await;
            seen.extend(page["rows"].as_array().unwrap().iter().map(|row| text(&row["id"])));
            cursor = page["next"].clone();
            if cursor.is_null() {
                assert_eq!(page["total"], seen.len());
                break;
            }
            let mut other = asked(list);
            other["cursor"] = cursor.clone();
            let refused = book.refused(list, other).await;
            assert_eq!(
                refused.field.as_deref(),
                Some("cursor"),
                "it is a place in another order"
            );
        }
        let each: std::collections::BTreeSet<_> = seen.iter().collect();
        assert_eq!(each.len(), seen.len(), "{list}: no row twice");
    }
}

#[tokio::test]
async fn a_file_has_what_the_list_shows_with_the_columns_wanted_and_the_time() {
    let book = Book::of_bytes(demo_bytes().await).await;
    let sort = json!({ "by": "members", "descending": true });
    let request = json!({ "search": "project", "sort": sort });
    let listed = book.call("group_list", request.clone()).await;
    let file = written(&book, "groups", request, Some(&["members", "name"])).await;
    assert_eq!(file[0], ["Members", "Group name", "As of (UTC)"]);
    let names: Vec<_> = listed["rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| text(&row["name"]))
        .collect();
    assert_eq!(file[1..].iter().map(|row| row[1].clone()).collect::<Vec<_>>(), names);
    assert!(file[1..].iter().all(|row| row[2] == "2026-11-17T10:00:00Z"), "{file:?}");
    let everybody = written(&book, "users", json!({}), None).await;
    assert_eq!(everybody.len(), 1 + 1500, "all pages of it");
    for (wish, field) in [
        (json!({ "columns": ["name", "salary"] }), "columns"),
        (json!({ "request": { "limit": 5 } }), "limit"),
        (json!({ "request": { "cursor": "after-5" } }), "cursor"),
        (json!({ "request": { "sort": { "by": "salary" } } }), "sort"),
        (json!({ "file": "never chosen.csv" }), "file"),
    ] {
        let mut export = json!({ "list": "users", "request": {}, "file": "list.csv" });
        for (name, value) in wish.as_object().unwrap() {
            export[name.as_str()] = value.clone();
        }
        assert_eq!(
            book.refused("list_export", export).await.field.as_deref(),
            Some(field),
            "{wish}"
        );
    }
}

#[tokio::test]
async fn a_table_of_a_screen_is_written_as_it_is_shown_with_formulas_guarded_and_the_time() {
    let book = Book::empty().await;
    book.write("table.csv", "");
    let table = json!({
        "columns": ["Feature", "Credits"],
        "rows": [["=1+1", "2"], ["Generative answer", "12345.5"]],
        "file": "table.csv",
    });
    let done = book.call("table_export", table.clone()).await;
    assert_eq!((&done["rows"], &done["fileName"]), (&json!(2), &json!("table.csv")));
    let file = std::fs::read_to_string(book.folder.path().join("table.csv")).unwrap();
    let lines: Vec<_> = file.trim_start_matches('\u{feff}').lines().collect();
    assert_eq!(
        lines,
        [
            "Feature,Credits,As of (UTC)",
            "'=1+1,2,2026-11-17T10:00:00Z",
            "Generative answer,12345.5,2026-11-17T10:00:00Z",
        ]
    );
    for (part, value, field) in [
        ("columns", json!([]), "columns"),
        ("rows", json!([["one cell"]]), "rows"),
        ("rows", json!(vec![["a", "b"]; 5_001]), "rows"),
        ("file", json!("never chosen.csv"), "file"),
    ] {
        let mut wrong = table.clone();
        wrong[part] = value;
        let refused = book.refused("table_export", wrong).await;
        assert_eq!(refused.field.as_deref(), Some(field), "{}", refused.message);
    }
    let kept = std::fs::read_to_string(book.folder.path().join("table.csv")).unwrap();
    assert_eq!(kept, file, "a refusal leaves the file as it was");
}

//! Conversation logs: imported, taken back, and counted by the rule of their date.
//!
//! Sources: Microsoft, Licensing for Power Virtual Agents (2019-12-02); Power Virtual Agents: billed sessions (2023-03-24).

use meterdesk_api::error::ErrorCode;
use serde_json::{Value, json};

use crate::support::{Book, START, answer, text, usage_file};

const HEADER: &str = "conversation,time,bot,channel,topic,end,answer,skill,flow,flow_made_from";

fn log(lines: &[&str]) -> String {
    format!("{HEADER}\n{}\n", lines.join("\n"))
}

/// Two bots over three years: sessions of 2019 and 2023, messages of 2024, credits of 2025.
fn years() -> String {
    log(&[
        "a,2019-12-02T09:00:00Z,Store,web,system,,,,,",
        "a,2019-12-02T09:01:00Z,Store,web,authored,answered,,,,",
        "a,2019-12-02T09:02:00Z,Store,web,authored,closed,,,,",
        "b,2023-10-04T09:00:00Z,Store,web,system,escalated,,,,",
        "c,2023-10-05T09:00:00Z,Help desk,teams,system,,,,Create ticket,powerAutomate",
        "c,2023-10-05T09:40:00Z,Help desk,teams,authored,silence,,,Look up,agent",
        "d,2024-03-01T09:00:00Z,Store,web,system,closed,,,,",
        "e,2025-10-01T09:00:00Z,Store,web,authored,,generative,,,",
        "e,2025-10-01T09:01:00Z,Store,web,authored,answered,,,Look up,agent",
    ])
}

fn row<'a>(listed: &'a Value, field: &str, name: &str) -> &'a Value {
    let found = listed["rows"].as_array().unwrap().iter().find(|row| row[field] == name);
    found.unwrap_or_else(|| panic!("{name} in {listed}"))
}

#[tokio::test]
async fn a_log_is_imported_listed_and_taken_back() {
    let book = Book::empty().await;
    let before = book.metered("actual").await;
    let view = book.import("log.csv", &years()).await;
    assert_eq!(view["kind"], "conversationLog");
    assert_eq!(
        (&view["rows"], &view["added"], &view["rejected"]),
        (&json!(9), &json!(9), &json!(0))
    );
    assert_eq!(
        view["sums"],
        json!([{ "label": "Conversations", "amount": "5" }, { "label": "Messages of users", "amount": "9" }])
    );
    let note = text(&view["notes"][0]);
    assert!(
        note.contains("\"Store\" (first in row 2) and \"Help desk\" (first in row 6)"),
        "{note}"
    );
    assert_eq!(book.call("conversation_list", json!({})).await["total"], 5);
    assert_eq!(book.metered("actual").await, before, "a log is no usage");
    let reverted = book.revert(&view).await;
    assert_eq!((&reverted["removed"], &reverted["restored"]), (&json!(9), &json!(0)));
    assert_eq!(book.call("conversation_list", json!({})).await["total"], 0);
    assert_eq!(
        book.call("import_list", json!({})).await["rows"][0]["state"],
        "reverted"
    );
}

#[tokio::test]
async fn total_and_billed_sessions_are_two_measures_per_bot_and_month() {
    let book = Book::empty().await;
    book.import("log.csv", &years()).await;
    let listed = book.call("session_report_list", json!({})).await;
    let figures: Vec<_> = listed["rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| {
            let consumed = &row["consumed"];
            json!([
                row["month"],
                row["bot"],
                consumed["sessions"],
                consumed["billed"],
                consumed["messages"],
                consumed["credits"]
            ])
        })
        .collect();
    assert_eq!(
        figures,
        [
            json!(["2025-10-01", "Store", 1, null, null, "3"]),
            json!(["2024-03-01", "Store", 1, null, "1", null]),
            json!(["2023-10-01", "Help desk", 2, 2, null, null]),
            json!(["2023-10-01", "Store", 1, 0, null, null]),
            json!(["2019-12-01", "Store", 2, 2, null, null]),
        ]
    );
    let report = book.call("session_report_get", json!({})).await;
    assert_eq!(
        (&report["sessions"], &report["billed"]),
        (&json!(5), &json!(4)),
        "only months of sessions"
    );
    let months = report["months"].as_array().unwrap();
    let shown: Vec<_> = months.iter().map(|month| month["isShown"].clone()).collect();
    assert_eq!(shown, [false, true, true, true], "in 2019 the product showed none");
    assert_eq!(
        (&months[1]["included"], &report["asIfOne"]),
        (&json!(2000), &json!(true)),
        "none is owned"
    );
    let none = book.call("session_report_get", json!({ "licences": 0 })).await;
    assert_eq!(none["months"][1]["over"], 2);
    let one = json!({ "licences": 1 });
    let with_one = book.call("session_report_get", one).await;
    assert_eq!(
        (&with_one["months"][1]["included"], &with_one["months"][1]["over"]),
        (&json!(2000), &json!(0))
    );
    let store = book.call("session_report_get", json!({ "bot": "Store" })).await;
    assert_eq!(
        store["months"][1]["over"],
        Value::Null,
        "capacity is pooled over all bots"
    );
    for licences in [json!(-1), json!(1_000_001)] {
        let refused = book
            .refused("session_report_get", json!({ "licences": licences }))
            .await;
        assert_eq!(refused.field.as_deref(), Some("licences"));
    }
    let refused = book.refused("conversation_list", json!({ "month": "2023-13" })).await;
    assert_eq!(
        (refused.code, refused.field.as_deref()),
        (ErrorCode::InvalidField, Some("month"))
    );
}

#[tokio::test]
async fn a_conversation_shows_where_it_was_cut_and_why_it_was_billed() {
    let book = Book::empty().await;
    book.import("log.csv", &years()).await;
    let shown = book.call("conversation_get", json!({ "conversation": "c" })).await;
    assert_eq!(shown["unit"], "billedSessions");
    assert_eq!(
        shown["summary"],
        "2 turns in 2 sessions. It counts as 2 billed sessions."
    );
    assert_eq!(shown["sessions"][0]["end"], "silence");
    assert_eq!(shown["billed"][0]["begin"], "Premium functionality: a flow or a skill");
    assert_eq!(shown["billed"][1]["begin"], "An authored topic was triggered");
    assert_eq!(
        shown["turns"][0]["working"],
        "Session 1 begins. Session 1 ends: no message for more than 30 minutes. Billed session 1 begins: premium functionality. \
         Billed session 1 ends: no message for more than 30 minutes."
    );
    assert_eq!((&shown["fileName"], &shown["fileRow"]), (&json!("log.csv"), &json!(6)));
    let credits = book.call("conversation_get", json!({ "conversation": "e" })).await;
    assert_eq!(
        credits["summary"],
        "2 turns in 1 session. It counts as 3 Copilot Credits."
    );
    assert_eq!(credits["billed"], json!([]));
    let refused = book.refused("conversation_get", json!({ "conversation": "z" })).await;
    assert_eq!(
        (refused.code, refused.field.as_deref()),
        (ErrorCode::NotFound, Some("conversation"))
    );
}

#[tokio::test]
async fn a_bad_conversation_is_reported_with_row_and_reason_and_changes_nothing_else() {
    let book = Book::empty().await;
    let file = log(&[
        "good,2023-10-04T09:00:00Z,Store,web,authored,closed,,,,",
        "late,2023-10-04T09:05:00Z,Store,web,authored,,,,,",
        "late,2023-10-04T09:00:00Z,Store,web,authored,closed,,,,",
        "open,2023-10-04T10:00:00Z,Store,web,authored,,,,,",
    ]);
    let view = book.import("log.csv", &file).await;
    assert_eq!(
        (&view["rows"], &view["added"], &view["rejected"]),
        (&json!(4), &json!(1), &json!(3))
    );
    let listed = book
        .call("import_rejection_list", json!({ "import": view["id"] }))
        .await;
    let told: Vec<_> = listed["rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| format!("{} {}", row["row"], text(&row["reason"]).split(';').next().unwrap()))
        .collect();
    assert_eq!(
        told,
        [
            "3 it is left out with its conversation, because of row 4",
            "4 the message is earlier than the one above it in its conversation",
            "5 the conversation has no end: its last message names none",
        ]
    );
    let report = book.call("session_report_get", json!({})).await;
    assert_eq!((&report["sessions"], &report["billed"]), (&json!(1), &json!(1)));
}

#[tokio::test]
async fn the_newest_log_of_a_conversation_stands_until_it_is_taken_back() {
    let book = Book::empty().await;
    book.import("usage.csv", &usage_file(&[answer("x", START, "North", "1")]))
        .await;
    let line = |end: &str| format!("a,2023-10-04T09:00:00Z,Store,web,authored,{end},,,,");
    let more = "a,2023-10-04T09:45:00Z,Store,web,authored,closed,,,,";
    let first = book.import("one.csv", &log(&[&line("closed")])).await;
    let again = book.import("again.csv", &log(&[&line("closed")])).await;
    assert_eq!(
        (&again["added"], &again["skipped"], &again["superseded"]),
        (&json!(0), &json!(1), &json!(0))
    );
    let grown = book.import("grown.csv", &log(&[&line(""), more])).await;
    assert_eq!(
        (&grown["added"], &grown["skipped"], &grown["superseded"]),
        (&json!(2), &json!(0), &json!(1))
    );
    let billed = async || book.call("session_report_get", json!({})).await["billed"].clone();
    assert_eq!(billed().await, 2);
    let preview = book
        .call("import_revert", json!({ "import": grown["id"], "preview": true }))
        .await;
    assert_eq!((&preview["removed"], &preview["restored"]), (&json!(2), &json!(1)));
    assert_eq!(billed().await, 2, "a preview takes nothing back");
    book.revert(&grown).await;
    assert_eq!(billed().await, 1);
    book.revert(&again).await;
    let last = book.revert(&first).await;
    assert_eq!((&last["removed"], &last["restored"]), (&json!(1), &json!(0)));
    assert_eq!(billed().await, 0);
}

#[tokio::test]
async fn a_log_ahead_of_the_clock_counts_when_time_has_passed_it() {
    let book = Book::empty().await;
    let view = book
        .import(
            "log.csv",
            &log(&["a,2026-11-18T09:00:00Z,Store,web,authored,closed,,,,"]),
        )
        .await;
    assert_eq!(view["aheadOfClock"], 1);
    let total = async || book.call("conversation_list", json!({})).await["total"].clone();
    assert_eq!(total().await, 0);
    let refused = book.refused("conversation_get", json!({ "conversation": "a" })).await;
    assert_eq!(refused.code, ErrorCode::NotFound);
    book.call("clock_advance", json!({ "to": "2026-11-19T00:00:00Z" }))
        .await;
    assert_eq!(total().await, 1);
}

#[tokio::test]
async fn one_time_line_counts_conversations_by_the_rule_of_their_date() {
    let book = Book::empty().await;
    book.import("log.csv", &years()).await;
    let listed = book.call("session_rule_list", json!({})).await;
    assert_eq!(listed["conversations"], 5);
    let rule = |listed: &Value, key: &str| {
        let rules = listed["rules"].as_array().unwrap();
        let rule = rules.iter().find(|rule| rule["key"] == key).unwrap();
        json!([
            rule["from"],
            rule["until"],
            rule["unit"],
            rule["conversations"],
            rule["counted"],
            rule["all"]
        ])
    };
    for (key, expected) in [
        (
            "sessions-2019",
            json!(["2019-12-01", "2023-01-01", "billedSessions", 1, "2", "4"]),
        ),
        (
            "sessions-2023",
            json!(["2023-01-01", "2024-01-01", "billedSessions", 2, "2", "4"]),
        ),
        (
            "msg-2023-12",
            json!(["2024-01-01", "2025-02-01", "messages", 1, "1", "9"]),
        ),
        (
            "cc-2025-09",
            json!(["2025-09-01", "2025-11-01", "copilotCredits", 1, "3", "10"]),
        ),
        (
            "cc-2026-08",
            json!(["2026-08-03", null, "copilotCredits", 0, "0", "10"]),
        ),
    ] {
        assert_eq!(rule(&listed, key), expected, "{key}");
    }
    let switch = json!({ "key": "december2023", "value": "messages" });
    book.call("setting_set", switch).await;
    let december = log(&["f,2023-12-05T09:00:00Z,Store,web,authored,closed,,,,"]);
    book.import("december.csv", &december).await;
    let listed = book.call("session_rule_list", json!({})).await;
    assert_eq!(rule(&listed, "msg-2023-12")[3], 2, "December 2023 goes by its setting");
}

#[tokio::test]
async fn the_five_scenarios_are_answered_by_each_rule() {
    let book = Book::empty().await;
    let listed = book.call("session_rule_list", json!({})).await;
    let answers = |rule: &str| -> Vec<String> {
        let scenarios = listed["scenarios"].as_array().unwrap().iter();
        let of = |scenario: &Value| {
            let answers = scenario["answers"].as_array().unwrap();
            text(&answers.iter().find(|answer| answer["rule"] == rule).unwrap()["answer"])
        };
        scenarios.map(of).collect()
    };
    assert_eq!(
        answers("sessions-2023"),
        ["included", "notBilled", "billed", "billed", "billed"]
    );
    assert_eq!(
        answers("msg-2023-12"),
        ["included", "billed", "billed", "billed", "billed"]
    );
}

#[tokio::test]
async fn flows_say_where_they_were_made_and_whether_they_count() {
    let book = Book::empty().await;
    book.import("log.csv", &years()).await;
    let listed = book.call("flow_list", json!({})).await;
    assert_eq!(
        (&listed["total"], &listed["countedRuns"], &listed["freeRuns"]),
        (&json!(3), &json!(1), &json!(2))
    );
    let ticket = row(&listed, "flow", "Create ticket");
    assert_eq!(
        (&ticket["bot"], &ticket["origin"], &ticket["counts"], &ticket["runs"]),
        (&json!("Help desk"), &json!("powerAutomate"), &json!(true), &json!(1))
    );
    assert_eq!(row(&listed, "flow", "Look up")["counts"], false);
    let store = book.call("flow_list", json!({ "bot": "Store" })).await;
    assert_eq!((&store["total"], &store["freeRuns"]), (&json!(1), &json!(1)));
}

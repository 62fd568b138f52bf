//! Use that goes on by itself: the same however the clock gets there, refused where nobody may pay, and stopped on request.

use meterdesk_api::{App, Caller, NewWorkbook, call};
use serde_json::{Value, json};
use tokio::sync::OnceCell;

use crate::support::{Book, amount, answer, files_beside, text, usage_file, when};

/// The bytes of a demo workbook, made once.
static DEMO: OnceCell<Vec<u8>> = OnceCell::const_new();

pub(crate) async fn demo_bytes() -> &'static [u8] {
    DEMO.get_or_init(|| demo_starting(None)).await
}

async fn demo_starting(at: Option<&str>) -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("w.meterdesk");
    let new = NewWorkbook {
        path: path.clone(),
        scenario: "demo".to_owned(),
        seed: 0,
        at: at.map(|at| at.parse().unwrap()),
    };
    let app = App::create(&new, files_beside(&path)).await.unwrap();
    app.close().await;
    std::fs::read(path).unwrap()
}

async fn demo() -> Book {
    Book::of_bytes(demo_bytes().await).await
}

async fn series(book: &Book) -> Value {
    let request = json!({ "from": "2026-11-01", "until": "2026-12-01", "by": "payer" });
    book.call("usage_series", request).await
}

async fn advance(book: &Book, by: &str) -> u64 {
    let moved = book.call("clock_advance", json!({ "by": by })).await;
    moved["plannedRows"].as_u64().unwrap()
}

/// Credits of the series whose label begins so.
fn credits(series: &Value, label: &str) -> i64 {
    let heads = series["series"].as_array().unwrap();
    let head = heads.iter().find(|head| text(&head["label"]).starts_with(label));
    head.map_or(0, |head| amount(&head["total"]).0 / 1_000_000)
}

#[tokio::test]
async fn time_in_one_step_and_in_many_gives_the_same_figures() {
    let (one, many) = (demo().await, demo().await);
    let preview = json!({ "by": "P1D", "preview": true });
    let previewed = one.call("clock_advance", preview).await["plannedRows"]
        .as_u64()
        .unwrap();
    let at_once = advance(&one, "P1D").await;
    assert_eq!(previewed, at_once, "a preview counts what the act adds");
    let mut in_steps = 0;
    for by in ["PT1H", "PT37M11S", "PT5H", "PT17H22M49S"] {
        in_steps += advance(&many, by).await;
    }
    assert_eq!(in_steps, at_once);
    let (whole, stepped) = (series(&one).await, series(&many).await);
    assert_eq!(whole, stepped);
    assert!(at_once > 500, "a day is busy");
    assert_eq!(whole["aheadOfClock"], 0, "nothing is added for later");
}

#[tokio::test]
async fn within_two_days_the_older_sharepoint_policy_passes_500_dollars() {
    let book = demo().await;
    assert_eq!(credits(&series(&book).await, "Service knowledge"), 46_224);
    advance(&book, "P2D").await;
    assert!(credits(&series(&book).await, "Service knowledge") > 50_000);
}

#[tokio::test]
async fn whom_nobody_pays_for_is_refused_and_uses_nothing() {
    let book = demo().await;
    let before = series(&book).await;
    assert_eq!(before["refused"], 0, "the weeks before are what did happen");
    advance(&book, "P2D").await;
    let after = series(&book).await;
    let refused = after["refused"].as_u64().unwrap();
    assert!(
        refused > 0,
        "the Retrieval API is disconnected, and goes on being called"
    );
    let not_covered = "Blocked: not covered";
    assert_eq!(
        credits(&after, not_covered),
        credits(&before, not_covered),
        "a refused request is no use, and has no credits"
    );
    let list = book
        .call("happening_list", json!({ "search": "Retrieval API refused" }))
        .await;
    assert_eq!(list["total"], 1, "told once a month, not once a request: {list}");
    assert_eq!(list["rows"][0]["kind"], "refused");
    let policy = book
        .call("policy_list", json!({ "search": "Search integration" }))
        .await["rows"][0]["id"]
        .clone();
    let connect = json!({ "service": "retrievalApi", "policy": policy });
    book.call("service_connect", connect).await;
    let as_if = json!({ "from": "2026-11-01", "until": "2026-12-01", "by": "payer", "timeline": "asIfToday" });
    let as_if = book.call("usage_series", as_if).await["refused"].as_u64().unwrap();
    assert!(
        as_if < refused,
        "as if today's set-up had held, fewer would have been refused: {as_if}"
    );
}

#[tokio::test]
async fn stopped_use_stays_stopped_until_it_goes_on() {
    let book = demo().await;
    advance(&book, "PT4H").await;
    let before = series(&book).await;
    let stopped = book.call("usage_plan_switch", json!({ "goesOn": false })).await;
    assert_eq!(stopped["plan"]["stoppedAt"], "2026-11-17T14:00:00Z");
    assert_eq!(advance(&book, "P1D").await, 0);
    assert_eq!(series(&book).await["rows"], before["rows"]);
    let refusal = book.refused("usage_plan_switch", json!({ "goesOn": false })).await;
    assert_eq!(refusal.message, "Planned use is stopped already");
    book.call("usage_plan_switch", json!({ "goesOn": true })).await;
    assert!(advance(&book, "P1D").await > 500);
    assert_ne!(series(&book).await["rows"], before["rows"]);
}

#[tokio::test]
async fn a_workbook_without_a_plan_is_never_given_rows() {
    let book = Book::empty().await;
    assert_eq!(advance(&book, "P30D").await, 0);
    assert_eq!(series(&book).await["rows"], 0);
    let plan = book.call("usage_plan_get", json!({})).await;
    assert_eq!((&plan["planned"], &plan["goesOn"]), (&json!(false), &json!(false)));
    let refusal = book.refused("usage_plan_switch", json!({ "goesOn": true })).await;
    assert_eq!(refusal.field.as_deref(), Some("goesOn"));
}

#[tokio::test]
async fn a_demo_that_starts_later_has_the_use_until_then() {
    let later = Book::of_bytes(&demo_starting(Some("2026-11-18T10:00:00Z")).await).await;
    let advanced = demo().await;
    advance(&advanced, "P1D").await;
    let [later, advanced] = [series(&later).await, series(&advanced).await];
    assert_eq!(
        (&later["rows"], &later["total"]),
        (&advanced["rows"], &advanced["total"])
    );
}

#[tokio::test]
async fn a_file_that_states_a_planned_row_stands_for_it() {
    let book = demo().await;
    let people = book.call("user_list", json!({ "limit": 1 })).await;
    let user = text(&people["rows"][0]["userPrincipalName"]);
    // The first planned row of the next day, stated by a file before the clock gets there.
    let stated = answer("demo-0-20261118-0001", "2026-11-18T00:00:01Z", "North", "1000")
        .replace(crate::support::UNLICENSED, &user);
    let view = book.import("mine.csv", &usage_file(&[stated])).await;
    assert!(
        text(&view["notes"][0]).contains("invents use"),
        "whoever imports is told: {view}"
    );
    advance(&book, "P1D").await;
    let other = demo().await;
    advance(&other, "P1D").await;
    let [with_file, without] = [series(&book).await, series(&other).await];
    let asked = |figures: &Value| figures["rows"].as_u64().unwrap() + figures["refused"].as_u64().unwrap();
    assert_eq!(
        asked(&with_file),
        asked(&without),
        "the row counts once, as the file states it"
    );
    assert_ne!(with_file["total"], without["total"]);
}

#[tokio::test]
async fn a_long_advance_says_how_far_it_is_and_stopped_it_has_changed_nothing() {
    let book = Book::of_bytes(demo_bytes().await).await;
    let before = book.call("journal_head", json!({})).await;
    let request = json!({ "to": "2027-06-30T00:00:00Z" });
    let started = book.call("clock_advance_start", request).await;
    let on_the_way = when(&book.app, &started, |job| {
        job["seconds"] != 0 || job["state"] != "running"
    })
    .await;
    assert_eq!(on_the_way["state"], "running", "{on_the_way}");
    assert!(
        on_the_way["seconds"].as_u64() < on_the_way["totalSeconds"].as_u64(),
        "{on_the_way}"
    );
    book.call("job_cancel", started.clone()).await;
    let ended = when(&book.app, &started, |job| job["state"] != "running").await;
    assert_eq!(ended["state"], "cancelled");
    assert!(
        text(&ended["problem"]["message"]).contains("time has not moved"),
        "{ended}"
    );
    assert_eq!(book.call("journal_head", json!({})).await, before);

    let started = book.call("clock_advance_start", json!({ "by": "P3D" })).await;
    let done = when(&book.app, &started, |job| job["state"] != "running").await;
    assert_eq!(done["clock"]["now"], "2026-11-20T10:00:00Z");
    let other = Book::of_bytes(demo_bytes().await).await;
    let at_once = other.call("clock_advance", json!({ "by": "P3D" })).await;
    assert_eq!(done["clock"], at_once);
    let head = async |book: &Book| book.call("journal_head", json!({})).await;
    assert_eq!(head(&book).await, head(&other).await, "the journal is the same");
}

#[tokio::test]
async fn the_end_of_the_plan_is_told_when_time_passes_it() {
    let book = Book::of_bytes(demo_bytes().await).await;
    let preview = json!({ "to": "2027-07-02T00:00:00Z", "preview": true });
    let past = book.call("clock_advance", preview).await;
    assert_eq!(past["planEnded"], "2027-06-30T23:59:59Z");
    let before = book
        .call("clock_advance", json!({ "by": "P1D", "preview": true }))
        .await;
    assert_eq!(before["planEnded"], Value::Null);
    book.call("usage_plan_switch", json!({ "goesOn": false })).await;
    let stopped = json!({ "to": "2027-07-02T00:00:00Z", "preview": true });
    assert_eq!(book.call("clock_advance", stopped).await["planEnded"], Value::Null);
}

#[tokio::test]
async fn planned_use_that_another_branch_added_does_not_count_where_the_plan_was_stopped() {
    let book = Book::of_bytes(demo_bytes().await).await;
    book.call("branch_create", json!({ "name": "Quiet" })).await;
    let quiet = Caller {
        branch: Some("Quiet".to_owned()),
        ..Caller::default()
    };
    call(&book.app, &quiet, "usage_plan_switch", json!({ "goesOn": false }))
        .await
        .unwrap();
    book.call("clock_advance", json!({ "by": "P1D" })).await;
    call(&book.app, &quiet, "clock_advance", json!({ "by": "P1D" }))
        .await
        .unwrap();
    let series = json!({ "from": "2026-11-18", "until": "2026-11-19", "by": "payer", "basis": "metered" });
    let figures = call(&book.app, &quiet, "usage_series", series.clone()).await.unwrap();
    assert_eq!(
        (&figures["rows"], &figures["refused"]),
        (&json!(0), &json!(0)),
        "{figures}"
    );
    assert_ne!(book.call("usage_series", series).await["rows"], 0);
    let compared = book.call("branch_compare", json!({ "a": "main", "b": "Quiet" })).await;
    assert_eq!(
        compared["total"]["rowsDifference"], 0,
        "what only one of them has stands apart"
    );
    assert!(
        compared["notShared"]["rowsDifference"].as_i64().unwrap() < 0,
        "{}",
        compared["notShared"]
    );
    let set_up = compared["setUp"].as_array().unwrap();
    assert!(
        set_up
            .iter()
            .any(|row| row["what"] == "Planned use" && row["b"] == "Stopped"),
        "{set_up:?}"
    );
}

//! Files with event ids: the same again is skipped, another content restates, and reverting brings the older back.

use serde_json::json;

use crate::support::{Book, Figures, START, UNLICENSED, answer, usage_file};

fn rows() -> Vec<String> {
    (0..6)
        .map(|place| answer(&format!("id-{place}"), START, "North", &format!("{place}.25")))
        .collect()
}

async fn figures_of(files: &[(&str, String)]) -> Figures {
    let book = Book::empty().await;
    for (name, text) in files {
        book.import(name, text).await;
    }
    book.metered("actual").await
}

#[tokio::test]
async fn the_same_events_again_are_skipped_and_counted() {
    let book = Book::empty().await;
    let first = book.import("a.csv", &usage_file(&rows())).await;
    let before = book.metered("actual").await;
    assert_eq!((&first["added"], &first["skipped"]), (&json!(6), &json!(0)));
    let again = book.import("a.csv", &usage_file(&rows())).await;
    assert_eq!(
        (&again["added"], &again["skipped"]),
        (&json!(0), &json!(6)),
        "every row was there already"
    );
    assert_eq!(again["superseded"], 0, "nothing is replaced by the same content");
    assert_eq!(book.metered("actual").await, before, "no figure changes");
    assert_eq!(before.rows, 6);
}

#[tokio::test]
async fn a_file_counts_once_however_it_is_named_ordered_split_or_overlapped() {
    let rows = rows();
    let whole = usage_file(&rows);
    let once = figures_of(&[("a.csv", whole.clone())]).await;
    let reversed: Vec<_> = rows.iter().rev().cloned().collect();
    let ways = [
        ("twice", vec![("a.csv", whole.clone()), ("a.csv", whole.clone())]),
        ("renamed", vec![("a.csv", whole.clone()), ("b.csv", whole.clone())]),
        (
            "re-ordered",
            vec![("a.csv", whole.clone()), ("b.csv", usage_file(&reversed))],
        ),
        (
            "split",
            vec![("a.csv", usage_file(&rows[..2])), ("b.csv", usage_file(&rows[2..]))],
        ),
        (
            "overlapping",
            vec![("a.csv", usage_file(&rows[..4])), ("b.csv", usage_file(&rows[2..]))],
        ),
        (
            "doubled inside",
            vec![("a.csv", usage_file(&[rows.clone(), reversed].concat()))],
        ),
    ];
    for (way, files) in ways {
        assert_eq!(figures_of(&files).await, once, "{way}");
    }
}

#[tokio::test]
async fn another_content_restates_an_event_until_it_is_reverted() {
    let book = Book::empty().await;
    book.import(
        "a.csv",
        &usage_file(&[answer("x", START, "North", "1"), answer("y", START, "North", "1")]),
    )
    .await;
    let older = book.metered("actual").await;
    let newer = book
        .import("b.csv", &usage_file(&[answer("x", START, "South", "5")]))
        .await;
    assert_eq!((&newer["added"], &newer["superseded"]), (&json!(1), &json!(1)));
    let restated = book.metered("actual").await;
    assert_eq!(restated.rows, 2, "an event counts once");
    assert_eq!(
        restated.total.to_string(),
        "12",
        "one answer in the north, five in the south"
    );
    let reverted = book.revert(&newer).await;
    assert_eq!((&reverted["removed"], &reverted["restored"]), (&json!(1), &json!(1)));
    assert_eq!(book.metered("actual").await, older, "the older content is back");
}

#[tokio::test]
async fn reverting_the_older_of_two_changes_no_figure() {
    let book = Book::empty().await;
    let older = book
        .import("a.csv", &usage_file(&[answer("x", START, "North", "1")]))
        .await;
    let newer = book
        .import("b.csv", &usage_file(&[answer("x", START, "North", "5")]))
        .await;
    let before = book.metered("actual").await;
    let reverted = book.revert(&older).await;
    assert_eq!((&reverted["removed"], &reverted["restored"]), (&json!(0), &json!(0)));
    assert_eq!(book.metered("actual").await, before, "the newer content stands alone");
    book.revert(&newer).await;
    assert_eq!(
        book.metered("actual").await,
        Figures::default(),
        "nothing states the event any more"
    );
}

#[tokio::test]
async fn a_restatement_can_move_an_event_to_another_month_and_back() {
    let book = Book::empty().await;
    book.import(
        "a.csv",
        &usage_file(&[answer("x", "2026-11-18T00:00:00Z", "North", "1")]),
    )
    .await;
    book.call("clock_advance", json!({ "to": "2026-12-20T00:00:00Z" }))
        .await;
    let november = book.metered("actual").await;
    let moved = book
        .import(
            "b.csv",
            &usage_file(&[answer("x", "2026-12-02T00:00:00Z", "North", "1")]),
        )
        .await;
    assert_eq!(book.metered("actual").await, Figures::default(), "November has lost it");
    let december = json!({ "from": "2026-12-01", "until": "2026-12-31", "by": "environment", "basis": "metered" });
    assert_eq!(
        book.call("usage_series", december.clone()).await["total"],
        "2",
        "December has it"
    );
    book.revert(&moved).await;
    assert_eq!(book.metered("actual").await, november, "it is back in November");
    assert_eq!(
        book.call("usage_series", december).await["total"],
        "0",
        "and gone from December"
    );
}

#[tokio::test]
async fn every_column_is_part_of_an_events_content() {
    let header = "event_id,time,user,service,agent,environment,feature,quantity,trigger,audience,authenticated,test,channel,\
                  conversation,harness";
    let cells = [
        "x",
        START,
        UNLICENSED,
        "copilotChat",
        "Helper",
        "North",
        "Generative answer",
        "1",
        "interactive",
        "employee",
        "true",
        "false",
        "Teams",
        "c-1",
        "h-1",
    ];
    let others = [
        "2026-11-17T10:00:00+01:00",
        "",
        "sharePointAgents",
        "Other",
        "South",
        "Classic answer",
        "2",
        "schedule",
        "external",
        "false",
        "true",
        "Web",
        "c-2",
        "h-2",
    ];
    let book = Book::empty().await;
    for (place, other) in (1..).zip(others) {
        let mut changed = cells;
        changed[place] = other;
        if other.is_empty() {
            changed[8] = "autonomous";
        }
        let first = book.import("a.csv", &format!("{header}\n{}\n", cells.join(","))).await;
        let restated = book
            .import("b.csv", &format!("{header}\n{}\n", changed.join(",")))
            .await;
        let counts = (&restated["skipped"], &restated["superseded"], &restated["added"]);
        assert_eq!(
            counts,
            (&json!(0), &json!(1), &json!(1)),
            "another {other:?} in column {place} restates"
        );
        book.revert(&restated).await;
        book.revert(&first).await;
    }
}

#[tokio::test]
async fn one_file_that_contradicts_itself_keeps_the_first_row_and_rejects_the_other() {
    let book = Book::empty().await;
    let file = usage_file(&[
        answer("x", START, "North", "1"),
        answer("y", START, "North", "2"),
        answer("x", START, "North", "9"),
    ]);
    let view = book.import("a.csv", &file).await;
    assert_eq!((&view["added"], &view["rejected"]), (&json!(2), &json!(1)));
    assert_eq!(
        view["rejections"][0]["row"], 4,
        "rows are numbered as a spreadsheet shows them"
    );
    assert_eq!(view["rejections"][0]["column"], "event_id");
    assert_eq!(book.metered("actual").await.total.to_string(), "6");
}

#[tokio::test]
async fn an_import_is_reverted_once() {
    let book = Book::empty().await;
    let view = book.import("a.csv", &usage_file(&rows())).await;
    book.revert(&view).await;
    let again = book.refused("import_revert", json!({ "import": view["id"] })).await;
    assert_eq!(again.field.as_deref(), Some("import"));
    let fresh = book.import("a.csv", &usage_file(&rows())).await;
    assert_eq!(fresh["added"], 6, "a reverted file can be imported again");
}

#[tokio::test]
async fn sums_of_an_import_are_those_of_the_rows_that_it_added() {
    let book = Book::empty().await;
    book.import(
        "a.csv",
        &usage_file(&[answer("x", START, "North", "1"), answer("y", START, "North", "2")]),
    )
    .await;
    let view = book
        .import(
            "b.csv",
            &usage_file(&[answer("y", START, "North", "2"), answer("z", START, "North", "4.5")]),
        )
        .await;
    assert_eq!((&view["added"], &view["skipped"]), (&json!(1), &json!(1)));
    assert_eq!(view["sums"], json!([{ "label": "Generative answer", "amount": "4.5" }]));
}

#[tokio::test]
async fn a_file_that_states_a_tried_use_again_counts_in_its_place() {
    let book = Book::empty().await.with_paying_policy().await;
    let tried = book
        .call(
            "usage_try",
            json!({ "user": UNLICENSED, "service": "copilotChat", "feature": "Generative answer" }),
        )
        .await;
    let event_id = tried["eventIds"][0].as_str().expect("the use went through");
    assert_eq!(book.metered("actual").await.rows, 1);
    let stated = book
        .import("a.csv", &usage_file(&[answer(event_id, START, "North", "3")]))
        .await;
    assert_eq!(stated["superseded"], 1, "the tried use stands back");
    assert_eq!(book.metered("actual").await.rows, 1, "one event counts once");
    book.revert(&stated).await;
    assert_eq!(book.metered("actual").await.rows, 1, "and the tried use counts again");
}

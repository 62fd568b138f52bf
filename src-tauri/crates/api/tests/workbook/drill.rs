//! The exhaustion drill: last month's use in this month, under today's set-up and with one more act each. It says what then does
//! happen, and changes nothing.

use serde_json::{Value, json};

use crate::support::{Book, text, when};

/// In "Care": 1,000 credits are used up on the 20th, a flow asks on the 21st, and on the 22nd use reaches 125 % of the pack within
/// a conversation that goes on after another was refused.
fn rows(month: &str) -> String {
    let mut file = "event_id,time,user,service,agent,environment,feature,quantity,trigger,conversation\n".to_owned();
    for (id, time, feature, quantity, conversation) in [
        ("used-up", "20T09:00:00Z", "Generative answer", "500", "one"),
        ("flow", "21T09:00:00Z", "Agent flow actions", "100", ""),
        ("enforced", "22T12:00:00Z", "Generative answer", "15125", "two"),
        ("refused", "22T12:10:00Z", "Generative answer", "1", "three"),
        ("running", "22T12:20:00Z", "Generative answer", "1", "two"),
    ] {
        file.push_str(&format!(
            "{month}-{id},{month}-{time},,copilotStudio,Helper,Care,{feature},{quantity},autonomous,{conversation}\n"
        ));
    }
    file
}

async fn with_care() -> (Book, Value) {
    let book = Book::empty().await;
    book.call("capacity_purchase", json!({ "packs": 1 })).await;
    let made = json!({ "name": "Care", "kind": "production", "region": "Europe" });
    let care = book.call("environment_create", made).await["environment"]["id"].clone();
    let own = json!({ "environment": care, "credits": "1000", "drawFromTenant": false });
    book.call("allocation_set", own).await;
    (book, care)
}

async fn drill(book: &Book) -> Value {
    let started = book.call("drill_start", json!({})).await;
    let ended = when(&book.app, &started, |job| job["state"] != "running").await;
    assert_eq!(ended["state"], "done", "{ended}");
    ended["drill"].clone()
}

fn mend<'a>(found: &'a Value, key: &str) -> &'a Value {
    let mut mends = found["mends"].as_array().unwrap().iter();
    mends.find(|mend| mend["mend"] == key).unwrap()
}

#[tokio::test]
async fn a_month_without_use_before_it_runs_out_of_nothing() {
    let (book, _) = with_care().await;
    let found = drill(&book).await;
    assert_eq!((&found["uses"], &found["environment"]), (&json!(0), &Value::Null));
    assert_eq!((&found["events"], &found["mends"]), (&json!([]), &json!([])));
}

#[tokio::test]
async fn the_drill_says_when_what_stops_and_what_each_mend_would_change() {
    let (book, care) = with_care().await;
    book.import("october.csv", &rows("2026-10")).await;
    let before = book.call("journal_head", json!({})).await;
    let found = drill(&book).await;
    assert_eq!(book.call("journal_head", json!({})).await, before, "nothing is done");
    assert_eq!((&found["uses"], &found["environment"]), (&json!(5), &care));
    assert_eq!(
        (&found["month"], &found["useOf"]),
        (&json!("2026-11-01"), &json!("2026-10-01"))
    );
    let today = &found["today"];
    assert_eq!(today["firstFlow"], "2026-11-21T09:00:00Z", "{found}");
    assert_eq!(today["firstAgent"], "2026-11-22T12:10:00Z");
    assert_eq!(today["lastConversation"], "2026-11-22T12:20:00Z");
    assert_eq!((&today["refused"], &today["billed"]), (&json!(2), &json!("0")));
    let kinds: Vec<String> = found["events"]
        .as_array()
        .unwrap()
        .iter()
        .map(|event| text(&event["kind"]))
        .collect();
    assert_eq!(kinds, ["low", "usedUp", "firstFlow", "firstAgent", "lastConversation"]);

    // 24,000 more: the flow runs; 31,263 are used then, which is past 125 % of one pack.
    let reallocated = mend(&found, "reallocate");
    assert!(text(&reallocated["text"]).contains("24,000"), "{reallocated}");
    assert_eq!(reallocated["course"]["firstFlow"], Value::Null);
    assert_eq!(reallocated["course"]["refused"], 1);
    // With two packs 125 % are 62,500.
    let bought = mend(&found, "buy");
    assert!(text(&bought["text"]).contains("$200"), "{bought}");
    assert_eq!(bought["course"]["refused"], 0);
    // A plan pays what the 1,000 don't: 13 + 30,250 + 2 + 2.
    let linked = mend(&found, "linkPlan");
    assert_eq!(
        (&linked["course"]["refused"], &linked["course"]["billed"]),
        (&json!(0), &json!("30267"))
    );
    assert_eq!(linked["course"]["usd"], "302.67");

    // What the drill says is what happens.
    book.call("clock_advance", json!({ "to": "2026-11-30T00:00:00Z" }))
        .await;
    book.import("november.csv", &rows("2026-11")).await;
    for (kind, at) in [
        ("stoppedAtFull", &today["firstFlow"]),
        ("stoppedAtEnforcement", &today["firstAgent"]),
    ] {
        let happened = book
            .call("happening_list", json!({ "cause": "usage", "limit": 500 }))
            .await;
        let mut rows = happened["rows"].as_array().unwrap().iter();
        let row = rows
            .find(|row| row["kind"] == kind)
            .unwrap_or_else(|| panic!("{kind} happens: {happened}"));
        assert_eq!(&row["at"], at, "{kind}");
    }
}

#[tokio::test]
async fn what_cannot_be_done_says_why() {
    let (book, care) = with_care().await;
    book.import("october.csv", &rows("2026-10")).await;
    let other = json!({ "name": "Other", "kind": "production", "region": "Europe" });
    let other = book.call("environment_create", other).await["environment"]["id"].clone();
    book.call("allocation_set", json!({ "environment": other, "credits": "24000" }))
        .await;
    let found = drill(&book).await;
    let moved = mend(&found, "reallocate");
    assert!(
        text(&moved["text"]).contains("from \"Other\""),
        "it is taken where it is left: {moved}"
    );
    book.call("allocation_set", json!({ "environment": care, "drawFromTenant": true }))
        .await;
    book.call(
        "allocation_set",
        json!({ "environment": other, "credits": "0", "drawFromTenant": false }),
    )
    .await;
    let found = drill(&book).await;
    let moved = mend(&found, "reallocate");
    assert_eq!(moved["course"], Value::Null, "the pool is its own already: {found}");
    assert!(
        text(&moved["text"]).contains("no environment would have anything left"),
        "{moved}"
    );
}

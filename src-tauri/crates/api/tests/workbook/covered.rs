//! Who is covered, person by person: rows, totals, filters, times and the file.

use meterdesk_api::error::ErrorCode;
use serde_json::{Value, json};

use crate::support::{Book, LICENSED, START, UNLICENSED, answer, text, usage_file};

/// "Agent pilot" is the older of two policies at SharePoint agents, "Sales team" the younger.
async fn two_groups() -> Book {
    let book = Book::empty().await;
    for (name, group) in [("Pilot", "Agent pilot"), ("Sales", "Sales team")] {
        let users = book.group(group).await;
        let policy = book.policy(name, users).await;
        book.call(
            "service_connect",
            json!({ "service": "sharePointAgents", "policy": policy["id"] }),
        )
        .await;
    }
    book
}

async fn list(book: &Book, mut request: Value) -> Value {
    request["service"] = json!("sharePointAgents");
    book.call("coverage_list", request).await
}

fn names(listed: &Value) -> Vec<String> {
    let rows = listed["rows"].as_array().unwrap();
    rows.iter().map(|row| text(&row["userPrincipalName"])).collect()
}

#[tokio::test]
async fn each_row_says_who_pays_and_why_and_the_totals_add_up() {
    let book = two_groups().await;
    let listed = list(&book, json!({})).await;
    let totals = |part: &str| listed["totals"][part].as_u64().unwrap();
    assert_eq!(
        ["people", "licensed", "covered", "twice", "nobody"].map(totals),
        [12, 2, 4, 1, 6],
        "{listed}"
    );
    assert_eq!(
        (listed["total"].as_u64(), listed["asOf"].as_str()),
        (Some(12), Some(START))
    );
    let pays: Vec<_> = listed["policies"]
        .as_array()
        .unwrap()
        .iter()
        .map(|policy| {
            (
                text(&policy["policyName"]),
                text(&policy["usersLabel"]),
                policy["paysFor"].as_u64(),
            )
        })
        .collect();
    assert_eq!(
        pays,
        [
            ("Pilot".to_owned(), "Agent pilot".to_owned(), Some(3)),
            ("Sales".to_owned(), "Sales team".to_owned(), Some(1))
        ]
    );
    let row = |user: &str| {
        let rows = listed["rows"].as_array().unwrap().clone();
        rows.into_iter().find(|row| row["userPrincipalName"] == user).unwrap()
    };
    let twice = row(UNLICENSED);
    assert_eq!(
        (&twice["standing"], &twice["payerName"], &twice["alsoCoveredBy"]),
        (&json!("twice"), &json!("Pilot"), &json!(["Sales"]))
    );
    assert!(text(&twice["why"]).contains("\"Agent pilot\"; the oldest"), "{twice}");
    let licensed = row(LICENSED);
    assert_eq!(
        (&licensed["standing"], &licensed["payer"]),
        (&json!("licensed"), &Value::Null)
    );
    let by_name: Vec<_> = listed["rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| text(&row["displayName"]).to_lowercase())
        .collect();
    assert!(by_name.is_sorted(), "{by_name:?}");
}

#[tokio::test]
async fn filters_search_and_pages_show_the_same_people_as_the_whole_list() {
    let book = two_groups().await;
    let all = list(&book, json!({})).await;
    let of_standing = |standings: &[&str]| {
        let rows = all["rows"].as_array().unwrap().iter();
        let found = rows.filter(|row| standings.contains(&row["standing"].as_str().unwrap()));
        found.map(|row| text(&row["userPrincipalName"])).collect::<Vec<_>>()
    };
    for (filter, standings) in [
        ("covered", &["covered", "twice"][..]),
        ("twice", &["twice"]),
        ("nobody", &["nobody"]),
        ("licensed", &["licensed"]),
    ] {
        let listed = list(&book, json!({ "filter": filter })).await;
        assert_eq!(names(&listed), of_standing(standings), "{filter}");
        assert_eq!(listed["totals"], all["totals"], "totals are of everybody");
    }
    let sales = all["policies"][1]["policy"].clone();
    let paid = list(&book, json!({ "policy": sales })).await;
    assert_eq!(paid["total"], all["policies"][1]["paysFor"]);
    let mut walked = Vec::new();
    let mut cursor = Value::Null;
    loop {
        let page = list(&book, json!({ "limit": 5, "cursor": cursor, "filter": "nobody" })).await;
        walked.extend(names(&page));
        cursor = page["next"].clone();
        if cursor.is_null() {
            break;
        }
    }
    assert_eq!(walked, of_standing(&["nobody"]));
    let searched = list(&book, json!({ "search": UNLICENSED, "filter": "covered" })).await;
    assert_eq!(names(&searched), [UNLICENSED]);
    let none = list(&book, json!({ "search": UNLICENSED, "filter": "nobody" })).await;
    assert_eq!((names(&none).len(), none["total"].as_u64()), (0, Some(0)));
}

#[tokio::test]
async fn a_time_that_has_passed_is_seen_with_the_set_up_of_then() {
    let book = two_groups().await;
    book.call("clock_advance", json!({ "by": "PT1H" })).await;
    let pilot = book.call("policy_list", json!({})).await["rows"][0]["id"].clone();
    book.call(
        "service_disconnect",
        json!({ "service": "sharePointAgents", "policy": pilot }),
    )
    .await;
    let now = list(&book, json!({})).await;
    assert_eq!(now["policies"][0]["endsAt"], "2026-11-17T13:00:00Z");
    let why = now["rows"].to_string();
    assert!(why.contains("disconnecting, at the latest by 17 November 2026, 13:00 UTC, for agents used before"));
    let before = list(&book, json!({ "at": "2026-11-17T10:59:59Z" })).await;
    assert_eq!(before["policies"][0]["endsAt"], Value::Null, "that was decided later");
    book.call("clock_advance", json!({ "by": "PT2H" })).await;
    let after = list(&book, json!({})).await;
    assert_eq!(after["policies"].as_array().unwrap().len(), 1);
    assert_eq!(after["totals"]["covered"], 2, "those of Sales without a licence");
    for at in ["2026-11-17T09:59:59Z", "2026-11-17T13:00:01Z", "yesterday"] {
        let request = json!({ "service": "sharePointAgents", "at": at });
        let refused = book.refused("coverage_list", request).await;
        assert_eq!(
            (refused.code, refused.field.as_deref()),
            (ErrorCode::InvalidField, Some("at"))
        );
    }
}

#[tokio::test]
async fn what_cannot_be_asked_is_refused_at_its_field() {
    let book = two_groups().await;
    for (request, field) in [
        (json!({ "service": "copilotStudio" }), "service"),
        (json!({ "service": "copilotChat", "policy": "Sales" }), "policy"),
        (
            json!({ "service": "copilotChat", "policy": "00000000-0000-0000-0000-000000000000" }),
            "policy",
        ),
        (json!({ "service": "copilotChat", "limit": 0 }), "limit"),
    ] {
        let refused = book.refused("coverage_list", request.clone()).await;
        assert_eq!(refused.field.as_deref(), Some(field), "{request}: {refused:?}");
    }
    let request = json!({ "list": "coverage", "request": { "service": "copilotChat" }, "file": "never chosen.csv" });
    assert_eq!(
        book.refused("list_export", request).await.field.as_deref(),
        Some("file")
    );
}

#[tokio::test]
async fn the_file_holds_what_the_list_shows() {
    let book = two_groups().await;
    book.write("covered.csv", "something older");
    let asked = json!({ "service": "sharePointAgents", "filter": "covered" });
    let request = json!({ "list": "coverage", "request": asked, "file": "covered.csv" });
    let done = book.call("list_export", request).await;
    let listed = list(&book, json!({ "filter": "covered" })).await;
    assert_eq!(
        (&done["rows"], &done["fileName"]),
        (&listed["total"], &json!("covered.csv"))
    );
    let file = std::fs::read_to_string(book.folder.path().join("covered.csv")).unwrap();
    let lines: Vec<&str> = file.lines().collect();
    assert_eq!(
        lines[0],
        "Display name,Username,Status,Paid by,Also covered by,Why,As of (UTC)"
    );
    let users: Vec<&str> = lines[1..].iter().map(|line| line.split(',').nth(1).unwrap()).collect();
    assert_eq!(users, names(&listed));
    assert!(
        lines.iter().any(|line| line.contains(",Covered twice,Pilot,Sales,")),
        "{file}"
    );
    let left = std::fs::read_dir(book.folder.path()).unwrap();
    assert!(
        left.flatten()
            .all(|entry| !entry.file_name().to_string_lossy().ends_with(".part")),
        "nothing half written is left"
    );
}

#[tokio::test]
async fn high_usage_is_what_policies_paid_in_thirty_days_and_asks_for_a_connection_first() {
    let book = Book::empty().await;
    let before = book.call("high_usage_list", json!({})).await;
    assert_eq!((&before["connected"], &before["total"]), (&json!(false), &json!(0)));
    let policy = book.policy("Everybody", json!({ "kind": "allUsers" })).await;
    book.call(
        "service_connect",
        json!({ "service": "sharePointAgents", "policy": policy["id"] }),
    )
    .await;
    for (user, prompts) in [(UNLICENSED, "166"), (LICENSED, "500")] {
        let request = json!({ "user": user, "service": "sharePointAgents", "quantity": prompts });
        book.call("usage_try", request).await;
    }
    let below = book.call("high_usage_list", json!({})).await;
    assert_eq!(
        below["total"], 0,
        "1,992 credits are not much, and a licence includes the other's"
    );
    let request = json!({ "user": UNLICENSED, "service": "sharePointAgents" });
    book.call("usage_try", request).await;
    let listed = book.call("high_usage_list", json!({})).await;
    assert_eq!(names(&listed), [UNLICENSED]);
    let row = &listed["rows"][0];
    assert_eq!(
        (&row["pastThirtyDays"], &row["veryMuch"]),
        (&json!("2004"), &json!(false))
    );
    assert_eq!(listed["from"], "2026-10-19");
    book.call("clock_advance", json!({ "by": "P7D" })).await;
    let later = book.call("high_usage_list", json!({ "search": UNLICENSED })).await;
    assert_eq!(
        (&later["rows"][0]["pastSevenDays"], &later["total"]),
        (&json!("0"), &json!(1))
    );
}

#[tokio::test]
async fn high_usage_counts_what_prepaid_capacity_paid() {
    let book = Book::empty().await;
    book.import("a.csv", &usage_file(&[answer("a", START, "North", "1200")]))
        .await;
    assert_eq!(
        book.call("high_usage_list", json!({})).await["total"],
        0,
        "nobody has paid for it"
    );
    book.call("clock_advance", json!({ "by": "PT1H" })).await;
    book.call("capacity_purchase", json!({ "packs": 1 })).await;
    let everybody = json!({ "name": "Credits", "users": { "kind": "allUsers" } });
    book.call("credit_policy_create", everybody).await;
    let later = answer("b", "2026-11-17T11:30:00Z", "North", "1100");
    book.import("b.csv", &usage_file(&[later])).await;
    book.call("clock_advance", json!({ "by": "PT1H" })).await;
    let listed = book.call("high_usage_list", json!({})).await;
    assert_eq!(names(&listed), [UNLICENSED]);
    assert_eq!(
        listed["rows"][0]["pastThirtyDays"], "2200",
        "no billing policy was ever made"
    );
}

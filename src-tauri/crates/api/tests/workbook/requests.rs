//! Requests that are not of a command's form, and pages that no list gives out.

use meterdesk_api::COMMANDS;
use meterdesk_api::error::ErrorCode;
use serde_json::{Value, json};

use crate::support::{Book, START, answer, usage_file};

/// A request that each list command answers, without a page.
async fn list_requests(book: &Book) -> Vec<(&'static str, Value)> {
    let import = book
        .import("a.csv", &usage_file(&[answer("x", START, "North", "1")]))
        .await;
    let people = "userPrincipalName,displayName,department,jobTitle,city,country\nida@north.example,Ida,Claims,Advisor,Oslo,Norway\n";
    let report = book.import("people.csv", people).await;
    let has_pages = |schema: &Value| schema["properties"].get("cursor").is_some();
    COMMANDS
        .iter()
        .filter(|command| has_pages(&command.request_schema()))
        .map(|command| match command.name {
            "import_rejection_list" => (command.name, json!({ "import": import["id"] })),
            "report_row_list" => (command.name, json!({ "report": report["id"] })),
            "chargeback_list" => (command.name, json!({ "by": "department" })),
            "chargeback_statement_list" => {
                let borne = json!({ "by": "department", "whose": "named:Platform", "prepaidCost": "5", "shared": "one", "bearer": "Platform" });
                (command.name, borne)
            }
            "licence_user_list" | "licence_group_list" => (command.name, json!({ "product": "microsoft365E3" })),
            "coverage_list" => (command.name, json!({ "service": "copilotChat" })),
            name => (name, json!({})),
        })
        .collect()
}

#[tokio::test]
async fn a_page_that_no_list_has_is_refused_and_names_the_field() {
    let book = Book::empty().await;
    let lists = list_requests(&book).await;
    assert!(lists.len() >= 7, "every list with pages is tried: {lists:?}");
    for (name, request) in lists {
        book.call(name, request.clone()).await;
        for limit in [json!(0), json!(501), json!(u32::MAX)] {
            let mut asked = request.clone();
            asked["limit"] = limit.clone();
            let refused = book.refused(name, asked).await;
            assert_eq!(
                (refused.code, refused.field.as_deref()),
                (ErrorCode::InvalidField, Some("limit")),
                "{name} {limit}"
            );
        }
        for cursor in [
            "",
            "after-",
            "after--1",
            "after-99999999999",
            "1; DROP TABLE journal",
            "../../etc/passwd",
        ] {
            let mut asked = request.clone();
            asked["cursor"] = json!(cursor);
            let refused = book.refused(name, asked).await;
            assert_eq!(
                (refused.code, refused.field.as_deref()),
                (ErrorCode::InvalidField, Some("cursor")),
                "{name} {cursor}"
            );
        }
        for (field, value) in [
            ("limit", json!(-1)),
            ("limit", json!("10")),
            ("limit", json!(4_294_967_296_u64)),
            ("cursor", json!(7)),
        ] {
            let mut asked = request.clone();
            asked[field] = value;
            assert_eq!(
                book.refused(name, asked.clone()).await.code,
                ErrorCode::BadRequest,
                "{name} {asked}"
            );
        }
    }
}

#[tokio::test]
async fn following_the_cursor_gives_every_row_once() {
    let book = Book::empty().await;
    let all = book.call("user_list", json!({})).await;
    let (mut seen, mut cursor) = (Vec::new(), Value::Null);
    loop {
        let page = book.call("user_list", json!({ "limit": 5, "cursor": cursor })).await;
        assert_eq!(page["total"], all["total"]);
        seen.extend(page["rows"].as_array().unwrap().clone());
        cursor = page["next"].clone();
        if cursor.is_null() {
            break;
        }
    }
    assert_eq!(Value::from(seen), all["rows"]);
}

#[tokio::test]
async fn an_unknown_field_is_a_bad_request_for_every_command() {
    let book = Book::empty().await;
    for command in COMMANDS {
        let refused = book.refused(command.name, json!({ "surprise": 1 })).await;
        assert_eq!(
            refused.code,
            ErrorCode::BadRequest,
            "{}: {}",
            command.name,
            refused.message
        );
    }
    for (name, request) in list_requests(&book).await {
        let mut asked = request;
        asked["surprise"] = json!(1);
        let refused = book.refused(name, asked).await;
        assert_eq!(refused.code, ErrorCode::BadRequest, "{name}");
        assert!(
            refused.message.contains("surprise"),
            "{name} says which: {}",
            refused.message
        );
    }
}

#[tokio::test]
async fn an_unknown_field_inside_a_field_is_a_bad_request_too() {
    let book = Book::empty().await;
    let request = book
        .policy_request("P", json!({ "kind": "allUsers", "surprise": 1 }))
        .await;
    assert_eq!(book.refused("policy_create", request).await.code, ErrorCode::BadRequest);
    let mut group = book.group("Sales team").await;
    group["surprise"] = json!(1);
    let request = book.policy_request("P", group).await;
    assert_eq!(book.refused("policy_create", request).await.code, ErrorCode::BadRequest);
}

#[tokio::test]
async fn a_request_of_another_form_is_a_bad_request() {
    let book = Book::empty().await;
    for request in [
        json!(null),
        json!([]),
        json!(["PT2H"]),
        json!("{}"),
        json!(1),
        json!({ "by": 2 }),
        json!({ "by": { "hours": 2 } }),
    ] {
        let refused = book.refused("clock_advance", request.clone()).await;
        assert_eq!(refused.code, ErrorCode::BadRequest, "{request}: {}", refused.message);
    }
    let head = book.call("journal_head", json!({})).await;
    assert_eq!(head["seq"], 3, "none of it was done");
}

#[tokio::test]
async fn only_commands_of_the_table_are_called() {
    let book = Book::empty().await;
    for name in [
        "",
        "policy_list ",
        "POLICY_LIST",
        "use_cases::policy_list",
        "journal",
        "policy_create; policy_delete",
    ] {
        let refused = book.refused(name, json!({})).await;
        assert_eq!(refused.code, ErrorCode::UnknownCommand, "{name:?}");
    }
}

#[tokio::test]
async fn ids_that_are_none_are_refused_at_their_field() {
    let book = Book::empty().await;
    for (name, request, field) in [
        ("policy_get", json!({ "policy": "' OR 1=1 --" }), "policy"),
        ("policy_delete", json!({ "policy": "" }), "policy"),
        ("policy_budget_set", json!({ "policy": "1" }), "policy"),
        ("policy_spending", json!({ "policy": "1" }), "policy"),
        ("user_list", json!({ "group": "everybody" }), "group"),
        ("import_revert", json!({ "import": "1" }), "import"),
        ("import_rejection_list", json!({ "import": "1" }), "import"),
        ("report_row_list", json!({ "report": "1" }), "report"),
        ("job_get", json!({ "job": "1" }), "job"),
        ("import_start", json!({ "file": "never written.csv" }), "file"),
        ("usage_try", json!({ "user": "%", "service": "copilotChat" }), "user"),
    ] {
        let refused = book.refused(name, request).await;
        assert_eq!(
            (refused.code, refused.field.as_deref()),
            (ErrorCode::NotFound, Some(field)),
            "{name}"
        );
    }
}

#[tokio::test]
async fn a_search_finds_marks_as_they_are_written() {
    let book = Book::empty().await;
    for search in ["%", "_", "\\", "' OR 1=1 --", "*"] {
        for list in ["user_list", "group_list", "import_list", "policy_list"] {
            let found = book.call(list, json!({ "search": search })).await;
            assert_eq!(found["total"], 0, "{list} {search}");
        }
    }
}

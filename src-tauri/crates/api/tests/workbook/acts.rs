//! Acts: the same script gives the same ids and journal, a retry gives the first answer, a stale edit is refused.

use meterdesk_api::error::ErrorCode;
use meterdesk_api::{App, Caller, call};
use serde_json::{Value, json};

use crate::support::{Book, START, UNLICENSED, answer, created, ended, usage_file};

/// What a script of acts leaves behind: every answer, and the journal's end.
async fn after_script(seed: u64, command_ids: Option<&str>) -> (Vec<Value>, Value) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("w.meterdesk");
    let app = created(&path, seed).await;
    let someone =
        read(&app, "user_list", json!({ "copilotLicensed": false })).await["rows"][0]["userPrincipalName"].clone();
    std::fs::write(
        folder.path().join("u.csv"),
        usage_file(&[answer("x", START, "North", "1").replace(UNLICENSED, someone.as_str().unwrap())]),
    )
    .unwrap();
    let subscription = read(&app, "subscription_list", json!({})).await["rows"][0].clone();
    let mut script = Script {
        app: &app,
        command_ids,
        answers: Vec::new(),
    };
    let made = script
        .act(
            "policy_create",
            json!({
                "name": "Everybody", "subscription": subscription["id"], "region": "West Europe", "termsAccepted": true,
                "resourceGroup": subscription["resourceGroups"][0]["name"], "users": { "kind": "allUsers" },
            }),
        )
        .await;
    let chat = json!({ "service": "copilotChat", "policy": made["policy"]["id"] });
    script.act("service_connect", chat.clone()).await;
    script
        .act("usage_try", json!({ "user": someone, "service": "copilotChat" }))
        .await;
    script
        .act("usage_try", json!({ "user": someone, "service": "sharePointAgents" }))
        .await;
    let import = script.act("import_start", json!({ "file": "u.csv" })).await;
    script.act("import_revert", json!({ "import": import["id"] })).await;
    script.act("service_disconnect", chat).await;
    script.act("clock_advance", json!({ "by": "PT2H" })).await;
    script
        .act("policy_delete", json!({ "policy": made["policy"]["id"] }))
        .await;
    let answers = script.answers;
    let head = read(&app, "journal_head", json!({})).await;
    app.close().await;
    (answers, head)
}

struct Script<'a> {
    app: &'a App,
    command_ids: Option<&'a str>,
    answers: Vec<Value>,
}

impl Script<'_> {
    async fn act(&mut self, name: &str, mut request: Value) -> Value {
        if let Some(prefix) = self.command_ids {
            request["commandId"] = json!(format!("{prefix}-{}", self.answers.len()));
        }
        let mut answer = read(self.app, name, request).await;
        if name == "import_start" {
            answer = ended(self.app, &answer).await.unwrap();
        }
        self.answers.push(answer.clone());
        answer
    }
}

async fn read(app: &App, name: &str, request: Value) -> Value {
    call(app, &Caller::default(), name, request).await.unwrap()
}

#[tokio::test]
async fn the_same_script_on_the_same_seed_gives_the_same_ids_and_journal() {
    let (answers, head) = after_script(0, None).await;
    assert_eq!(
        head["seq"],
        3 + 9,
        "each act of the script is one entry after the three that begin the workbook"
    );
    assert_eq!(
        after_script(0, None).await,
        (answers.clone(), head.clone()),
        "again, in another file"
    );
    assert_eq!(
        after_script(0, Some("c")).await,
        (answers.clone(), head.clone()),
        "with ids of the client's commands"
    );
    let (other_answers, other_head) = after_script(1, None).await;
    assert_ne!(other_head["hash"], head["hash"], "another seed is another journal");
    assert_ne!(
        other_answers[0]["policy"]["id"], answers[0]["policy"]["id"],
        "and other ids"
    );
}

#[tokio::test]
async fn a_retry_returns_the_first_answer_and_adds_nothing() {
    let book = Book::empty().await.with_paying_policy().await;
    let group = book.group("Sales team").await;
    let mut policy = book.policy_request("Once", group).await;
    policy["commandId"] = json!("one");
    let requests = [
        ("policy_create", policy),
        ("clock_advance", json!({ "by": "PT1H", "commandId": "two" })),
        (
            "usage_try",
            json!({ "user": UNLICENSED, "service": "copilotChat", "commandId": "three" }),
        ),
        (
            "usage_try",
            json!({ "user": UNLICENSED, "service": "retrievalApi", "commandId": "four" }),
        ),
    ];
    for (name, request) in requests {
        let first = book.call(name, request.clone()).await;
        book.call("clock_advance", json!({ "by": "PT1M" })).await;
        let (head, figures) = (book.call("journal_head", json!({})).await, book.metered("actual").await);
        assert_eq!(
            book.call(name, request.clone()).await,
            first,
            "{name} is answered as before, whatever happened since"
        );
        assert_eq!(
            book.call("journal_head", json!({})).await,
            head,
            "{name} again is no act"
        );
        assert_eq!(book.metered("actual").await, figures, "{name} again adds no usage");
        let app = book.second_app().await;
        assert_eq!(
            read(&app, name, request).await,
            first,
            "{name} from another process too"
        );
    }
}

#[tokio::test]
async fn a_retried_import_answers_the_first_one_and_leaves_no_second() {
    let book = Book::empty().await;
    let request = json!({ "commandId": "import" });
    let first = book
        .import_as(
            "u.csv",
            &usage_file(&[answer("x", START, "North", "1")]),
            request.clone(),
        )
        .await;
    let (head, figures) = (book.call("journal_head", json!({})).await, book.metered("actual").await);
    let again = book.import_written("u.csv", request).await.unwrap();
    assert_eq!(again, first);
    assert_eq!(book.call("journal_head", json!({})).await, head);
    assert_eq!(book.metered("actual").await, figures);
    let listed = book.call("import_list", json!({})).await;
    assert_eq!(listed["total"], 1, "a retry is not listed: {listed}");
}

#[tokio::test]
async fn a_command_id_belongs_to_one_request() {
    let book = Book::empty().await;
    book.call("clock_advance", json!({ "by": "PT1H", "commandId": "mine" }))
        .await;
    let head = book.call("journal_head", json!({})).await;
    let trying = json!({ "user": UNLICENSED, "service": "copilotChat", "commandId": "mine" });
    for (name, request) in [
        ("clock_advance", json!({ "by": "PT2H", "commandId": "mine" })),
        ("usage_try", trying),
    ] {
        let refused = book.refused(name, request).await;
        assert_eq!(
            (refused.code, refused.field.as_deref()),
            (ErrorCode::Conflict, Some("commandId")),
            "{name}"
        );
    }
    let import = book
        .try_import(
            "u.csv",
            &usage_file(&[answer("x", START, "North", "1")]),
            json!({ "commandId": "mine" }),
        )
        .await
        .unwrap_err();
    assert_eq!(import.field.as_deref(), Some("commandId"));
    assert_eq!(
        book.call("journal_head", json!({})).await,
        head,
        "none of them was done"
    );
}

#[tokio::test]
async fn a_refused_command_may_be_tried_again_under_its_id() {
    let book = Book::empty().await;
    let pilot = book.group("Agent pilot").await;
    let policy = book.policy("Pilot", pilot).await;
    let disconnect = json!({ "service": "copilotChat", "policy": policy["id"], "commandId": "again" });
    book.refused("service_disconnect", disconnect.clone()).await;
    book.call(
        "service_connect",
        json!({ "service": "copilotChat", "policy": policy["id"] }),
    )
    .await;
    book.call("service_disconnect", disconnect).await;
}

#[tokio::test]
async fn a_preview_uses_up_no_command_id() {
    let book = Book::empty().await;
    book.call(
        "clock_advance",
        json!({ "by": "PT2H", "preview": true, "commandId": "mine" }),
    )
    .await;
    book.call("clock_advance", json!({ "by": "PT1H", "commandId": "mine" }))
        .await;
    assert_eq!(book.call("clock_get", json!({})).await["now"], "2026-11-17T11:00:00Z");
}

#[tokio::test]
async fn an_edit_that_rests_on_an_older_state_is_refused() {
    let book = Book::empty().await;
    let pilot = book.group("Agent pilot").await;
    let policy = book.policy("Pilot", pilot).await;
    let at_service =
        |revision: &Value| json!({ "service": "copilotChat", "policy": policy["id"], "revision": revision });
    let shown = book.call("service_list", json!({})).await["rows"][0]["revision"].clone();
    book.call("service_connect", at_service(&shown)).await;
    let stale = [
        ("service_disconnect", at_service(&shown)),
        ("service_connect", at_service(&shown)),
        (
            "policy_delete",
            json!({ "policy": policy["id"], "revision": policy["revision"] }),
        ),
    ];
    let head = book.call("journal_head", json!({})).await;
    for (name, request) in stale {
        let refused = book.refused(name, request).await;
        assert_eq!(refused.code, ErrorCode::ChangedMeanwhile, "{name}: {}", refused.message);
    }
    assert_eq!(
        book.call("journal_head", json!({})).await,
        head,
        "a refusal changes nothing"
    );
    let fresh = book.call("policy_get", json!({ "policy": policy["id"] })).await["revision"].clone();
    book.call("policy_delete", json!({ "policy": policy["id"], "revision": fresh }))
        .await;
}

#[tokio::test]
async fn the_acting_person_is_the_callers_and_is_recorded() {
    let book = Book::empty().await;
    let actors = book.call("tenant_get", json!({})).await["actors"].clone();
    let reader = actors
        .as_array()
        .unwrap()
        .iter()
        .find(|actor| actor["roles"][0] == "Global Reader")
        .unwrap();
    let caller = Caller {
        actor: Some(reader["userPrincipalName"].as_str().unwrap().to_owned()),
        ..Caller::default()
    };
    call(&book.app, &caller, "clock_advance", json!({ "by": "PT1H" }))
        .await
        .unwrap();
    let journal = book.app.journal().await.unwrap();
    assert_eq!(journal.last().unwrap().actor, reader["id"], "the act names who did it");
    let request = book.policy_request("P", json!({ "kind": "allUsers" })).await;
    let refused = call(&book.app, &caller, "policy_create", request).await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::NotAllowed, "a reader may not make policies");
    let nobody = Caller {
        actor: Some("nobody@pellowin.example".to_owned()),
        ..Caller::default()
    };
    let refused = call(&book.app, &nobody, "clock_advance", json!({ "by": "PT1H" }))
        .await
        .unwrap_err();
    assert_eq!(
        (refused.code, refused.field.as_deref()),
        (ErrorCode::NotFound, Some("actor"))
    );
}

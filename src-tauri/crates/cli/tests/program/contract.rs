//! What scripts rely on: names, exit codes, who acts, retries.

use serde_json::{Value, json};

use crate::support::{AI, Book, GLOBAL, READER, REFUSED, WRONG_CALL, answer, chained, printed, problem, run, says};

const REQUIRED: [&str; 19] = [
    "tenant_get",
    "policy_list",
    "policy_get",
    "policy_create",
    "policy_delete",
    "service_list",
    "service_connect",
    "service_disconnect",
    "group_list",
    "user_list",
    "subscription_list",
    "clock_get",
    "clock_advance",
    "happening_list",
    "usage_series",
    "usage_try",
    "import_list",
    "import_revert",
    "journal_head",
];

/// Commands of the list above that can change the workbook.
const WRITING: [&str; 7] = [
    "policy_create",
    "policy_delete",
    "service_connect",
    "service_disconnect",
    "clock_advance",
    "usage_try",
    "import_revert",
];

#[test]
fn every_command_of_the_contract_is_listed_with_its_schemas() {
    let listed = answer(run(["commands"]));
    for name in REQUIRED {
        let command = listed
            .as_array()
            .unwrap()
            .iter()
            .find(|command| command["name"] == name);
        let command = command.unwrap_or_else(|| panic!("{name} is not listed"));
        assert_eq!(command["writes"], WRITING.contains(&name), "{name}");
        assert_eq!(command["request"]["type"], "object", "{name}");
        assert_eq!(
            command["request"]["additionalProperties"], false,
            "{name} takes only what it names"
        );
        assert_eq!(command["response"]["type"], "object", "{name}");
    }
}

#[test]
fn the_answers_of_a_first_policy_are_those_of_the_schemas() {
    let listed = answer(run(["commands"]));
    let book = Book::empty();
    let created = book.call("policy_create", book.policy("Everybody"));
    let policy = json!({ "policy": created["policy"]["id"] });
    let at_chat = json!({ "service": "copilotChat", "policy": policy["policy"] });
    let tried = json!({ "user": GLOBAL, "service": "copilotChat" });
    for (name, request) in [
        ("tenant_get", json!({})),
        ("policy_list", json!({})),
        ("policy_get", policy.clone()),
        ("service_connect", at_chat.clone()),
        ("service_list", json!({})),
        ("group_list", json!({})),
        ("user_list", json!({ "limit": 3 })),
        ("subscription_list", json!({})),
        ("usage_try", tried),
        ("clock_get", json!({})),
        ("clock_advance", json!({ "by": "PT2H" })),
        ("happening_list", json!({})),
        ("usage_series", json!({ "by": "payer" })),
        ("service_disconnect", at_chat),
        ("policy_delete", policy),
        ("import_list", json!({})),
        ("journal_head", json!({})),
    ] {
        let answered = book.call(name, request);
        let schema = listed
            .as_array()
            .unwrap()
            .iter()
            .find(|command| command["name"] == name)
            .unwrap();
        let stated: Vec<_> = schema["response"]["properties"].as_object().unwrap().keys().collect();
        for field in answered.as_object().unwrap().keys() {
            assert!(
                stated.contains(&field),
                "{name} answers {field}, which its schema does not state"
            );
        }
        for field in schema["response"]["required"].as_array().into_iter().flatten() {
            assert!(
                answered.get(field.as_str().unwrap()).is_some(),
                "{name} answers no {field}"
            );
        }
    }
    chained(&book.journal());
}

#[test]
fn the_clock_moves_by_a_duration_and_to_an_instant() {
    let book = Book::empty();
    assert_eq!(
        book.call("clock_get", json!({})),
        json!({ "now": "2026-11-17T10:00:00Z" })
    );
    let moved = book.call("clock_advance", json!({ "by": "PT2H" }));
    assert_eq!(
        (&moved["from"], &moved["now"]),
        (&json!("2026-11-17T10:00:00Z"), &json!("2026-11-17T12:00:00Z"))
    );
    book.call("clock_advance", json!({ "to": "2026-12-01T00:00:00Z" }));
    assert_eq!(
        book.call("clock_get", json!({})),
        json!({ "now": "2026-12-01T00:00:00Z" })
    );
}

#[test]
fn a_refusal_says_why_names_the_field_and_changes_nothing() {
    let book = Book::empty();
    let before = book.head();
    let back = problem(
        &book.try_call("clock_advance", &json!({ "to": "2026-01-01T00:00:00Z" })),
        REFUSED,
    );
    assert_eq!((&back["code"], &back["field"]), (&json!("invalid_field"), &json!("to")));
    says(&back, &["only moves forward"]);
    let mut nameless = book.policy("x");
    nameless["name"] = json!(" ");
    let blank = problem(&book.try_call("policy_create", &nameless), REFUSED);
    assert_eq!(
        (&blank["code"], &blank["field"]),
        (&json!("invalid_field"), &json!("name"))
    );
    let no_role = problem(
        &book.try_call_as("policy_create", &book.policy("Mine"), &["--as", READER]),
        REFUSED,
    );
    assert_eq!(no_role["code"], "not_allowed");
    let unknown = json!({ "policy": "00000000-0000-0000-0000-000000000000" });
    assert_eq!(
        problem(&book.try_call("policy_get", &unknown), REFUSED)["code"],
        "not_found"
    );
    let nobody = book.try_call_as(
        "clock_advance",
        &json!({ "by": "PT1H" }),
        &["--as", "nobody@example.com"],
    );
    says(&problem(&nobody, REFUSED), &["nobody@example.com"]);
    assert_eq!(book.head(), before);
}

#[test]
fn a_wrong_call_is_told_from_a_refusal() {
    let book = Book::empty();
    let before = book.head();
    for (name, request, code) in [
        ("policy_make", "{}", "unknown_command"),
        ("clock_get", "{", "bad_request"),
        ("clock_get", "[]", "bad_request"),
        ("clock_get", "null", "bad_request"),
        ("clock_get", r#"{"zone":"UTC"}"#, "bad_request"),
        ("clock_advance", r#"{"by":2}"#, "bad_request"),
        ("policy_create", "{}", "bad_request"),
        ("usage_series", r#"{"by":"color"}"#, "bad_request"),
    ] {
        let output = book.program("call").args([name, request]).output().unwrap();
        assert_eq!(problem(&output, WRONG_CALL)["code"], code, "{name} {request}");
    }
    let for_a_reading = book.try_call_as("clock_get", &json!({}), &["--command-id", "1"]);
    says(&problem(&for_a_reading, WRONG_CALL), &["--command-id", "clock_get"]);
    assert_eq!(book.head(), before);
}

#[test]
fn wrong_flags_print_how_the_program_is_called() {
    let book = Book::empty();
    for arguments in [
        vec![],
        vec!["frobnicate"],
        vec!["new", "w.meterdesk"],
        vec!["new", "w.meterdesk", "--scenario", "empty", "--seed", "many"],
        vec!["new", "w.meterdesk", "--scenario", "empty", "--at", "yesterday"],
        vec!["call", "w.meterdesk", "clock_get"],
        vec!["call", "w.meterdesk", "clock_get", "{}", "--loud"],
        vec!["import", "w.meterdesk", "u.csv", "--on-overlap", "merge"],
    ] {
        let output = crate::support::program()
            .args(&arguments)
            .current_dir(book.folder())
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(WRONG_CALL), "{arguments:?}");
        assert!(!output.stderr.is_empty() && output.stdout.is_empty(), "{arguments:?}");
    }
    assert!(printed(run(["--help"])).contains("Usage"));
}

#[test]
fn the_acting_person_is_recorded_by_name_and_by_identity() {
    let book = Book::empty();
    let tenant = book.call("tenant_get", json!({}));
    let actors = tenant["actors"].as_array().unwrap();
    let id = |name: &str| {
        let actor = actors.iter().find(|actor| actor["userPrincipalName"] == name);
        actor.unwrap()["id"].as_str().unwrap().to_owned()
    };
    let hour = json!({ "by": "PT1H" });
    answer(book.try_call("clock_advance", &hour));
    answer(book.try_call_as("clock_advance", &hour, &["--as", AI]));
    answer(book.try_call_as("clock_advance", &hour, &["--as", &id(GLOBAL)]));
    answer(book.try_call_as("clock_advance", &hour, &["--as", &AI.to_uppercase()]));
    let journal = book.journal();
    let acted: Vec<_> = journal[journal.len() - 4..]
        .iter()
        .map(|entry| entry["actor"].clone())
        .collect();
    let default = tenant["defaultActor"]["id"].as_str().unwrap().to_owned();
    assert_eq!(acted, [default, id(AI), id(GLOBAL), id(AI)].map(Value::from));
}

#[test]
fn a_retry_returns_the_first_answer_and_acts_once() {
    let book = Book::empty();
    let request = book.policy("Everybody");
    let first = answer(book.try_call_as("policy_create", &request, &["--command-id", "c-1"]));
    let head = book.head();
    assert_eq!(
        answer(book.try_call_as("policy_create", &request, &["--command-id", "c-1"])),
        first
    );
    assert_eq!(book.head(), head);
    assert_eq!(book.journal().last().unwrap()["commandId"], "c-1");
    let other = problem(
        &book.try_call_as("policy_create", &book.policy("Other"), &["--command-id", "c-1"]),
        REFUSED,
    );
    assert_eq!(
        (&other["code"], &other["field"]),
        (&json!("conflict"), &json!("commandId"))
    );
    assert_eq!(book.head(), head);
}

#[test]
fn an_import_is_listed_and_taken_back() {
    let book = Book::empty();
    let before = book.figures();
    let file = book.write(
        "u.csv",
        crate::usage::file(&[crate::usage::row("a", "2026-11-17T10:00:00Z", "2")]),
    );
    let import = book.import(&file);
    assert_eq!((&import["state"], &import["added"]), (&json!("published"), &json!(1)));
    assert_ne!(book.figures(), before);
    let reverted = book.call("import_revert", json!({ "import": import["id"] }));
    assert_eq!((&reverted["removed"], &reverted["restored"]), (&json!(1), &json!(0)));
    assert_eq!(book.figures(), before);
    assert_eq!(book.call("import_list", json!({}))["rows"][0]["state"], "reverted");
}

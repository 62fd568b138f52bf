//! Opening what is no workbook, or not a whole one: said plainly, and the file is left as it was.

use std::collections::BTreeMap;
use std::path::Path;

use meterdesk_api::error::{ApiError, ErrorCode};
use meterdesk_api::{App, COMMANDS};
use serde_json::json;

use crate::support::{Book, START, UNLICENSED, answer, chained, ended, usage_file};

/// Where SQLite's header keeps numbers, four bytes each with the highest first.
const USER_VERSION: usize = 60;
const APPLICATION_ID: usize = 68;
/// Two bytes that say whether the file is written through a log.
const WRITE_AND_READ_VERSION: std::ops::Range<usize> = 18..20;

/// Every file of a folder.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap());
    let file = |entry: std::fs::DirEntry| {
        (
            entry.file_name().into_string().unwrap(),
            std::fs::read(entry.path()).unwrap(),
        )
    };
    entries.map(file).collect()
}

/// Why a file of these bytes is not opened; the file must stay as it is, with nothing beside it.
async fn refusal(bytes: &[u8]) -> ApiError {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("w.meterdesk");
    std::fs::write(&path, bytes).unwrap();
    let before = files(folder.path());
    let opened = App::open(&path, App::no_files()).await;
    let refused = opened.map(|_| ()).expect_err("this is no workbook that can be opened");
    let left: Vec<_> = files(folder.path())
        .into_iter()
        .map(|(name, bytes)| (name, bytes.len()))
        .collect();
    let was: Vec<_> = before.iter().map(|(name, bytes)| (name.clone(), bytes.len())).collect();
    assert_eq!(
        left, was,
        "opening leaves no other file and changes no length: {refused:?}"
    );
    assert!(
        files(folder.path()) == before,
        "opening leaves every byte as it was: {refused:?}"
    );
    refused
}

async fn workbook() -> Vec<u8> {
    let book = Book::empty().await;
    let sales = book.group("Sales team").await;
    book.policy("Quarterly", sales).await;
    book.import("u.csv", &usage_file(&[answer("x", START, "North", "1")]))
        .await;
    book.call("clock_advance", json!({ "by": "PT1H" })).await;
    book.into_bytes().await
}

#[tokio::test]
async fn where_there_is_no_file_there_is_no_workbook_and_none_is_made() {
    let folder = tempfile::tempdir().unwrap();
    for path in [
        folder.path().join("none.meterdesk"),
        folder.path().join("none/none.meterdesk"),
        folder.path().to_owned(),
    ] {
        let refused = App::open(&path, App::no_files()).await.map(|_| ()).unwrap_err();
        assert_eq!(refused.code, ErrorCode::NotFound, "{}", path.display());
    }
    assert_eq!(
        files(folder.path()),
        BTreeMap::new(),
        "looking for a workbook makes none"
    );
}

#[tokio::test]
async fn an_empty_or_a_text_file_is_no_workbook() {
    for bytes in [&b""[..], b"SQLite", b"event_id,time,user\n", &[0; 4096]] {
        assert_eq!(refusal(bytes).await.code, ErrorCode::NotAWorkbook);
    }
}

#[tokio::test]
async fn a_database_of_another_program_is_no_workbook_and_stays_as_it_is() {
    let mut bytes = workbook().await;
    bytes[APPLICATION_ID..APPLICATION_ID + 4].fill(0);
    bytes[WRITE_AND_READ_VERSION].fill(1);
    let refused = refusal(&bytes).await;
    assert_eq!(refused.code, ErrorCode::NotAWorkbook, "{}", refused.message);
}

#[tokio::test]
async fn a_workbook_of_a_newer_format_is_refused_politely_and_stays_as_it_is() {
    let mut bytes = workbook().await;
    bytes[USER_VERSION + 3] += 1;
    bytes[WRITE_AND_READ_VERSION].fill(1);
    let refused = refusal(&bytes).await;
    assert_eq!(refused.code, ErrorCode::NewerWorkbook);
    assert!(
        refused.message.contains("update Meterdesk"),
        "it says how to mend it: {}",
        refused.message
    );
}

/// The bytes with each place where `from` stands holding `to`.
fn replaced(bytes: &[u8], from: &[u8], to: &[u8]) -> Vec<u8> {
    assert_eq!(from.len(), to.len(), "a file's places don't move");
    let mut bytes = bytes.to_vec();
    let places: Vec<_> = (0..=bytes.len() - from.len())
        .filter(|place| bytes[*place..].starts_with(from))
        .collect();
    assert!(!places.is_empty(), "the file holds {:?}", String::from_utf8_lossy(from));
    for place in places {
        bytes[place..place + to.len()].copy_from_slice(to);
    }
    bytes
}

#[tokio::test]
async fn a_journal_that_was_changed_by_hand_is_damaged() {
    let bytes = workbook().await;
    for (from, to) in [
        ("\"Quarterly\"", "\"Quarterlo\""),
        ("policyCreated\u{2}{", "policyCreatec\u{2}{"),
        ("clockAdvanced{", "policyCreated{"),
    ] {
        let changed = replaced(&bytes, from.as_bytes(), to.as_bytes());
        let refused = Book::try_of_bytes(&changed).await.map(|_| ()).unwrap_err();
        assert_eq!(refused.code, ErrorCode::Damaged, "{from} as {to}: {}", refused.message);
        assert!(
            refused.message.contains("backup"),
            "it says how to mend it: {}",
            refused.message
        );
    }
}

#[tokio::test]
async fn a_file_that_was_cut_is_damaged() {
    let bytes = workbook().await;
    for kept in [
        bytes.len() - 1,
        bytes.len() - 4096,
        bytes.len() / 2,
        8192,
        4096,
        4095,
        512,
        100,
        17,
    ] {
        let refused = Book::try_of_bytes(&bytes[..kept]).await.map(|_| ()).unwrap_err();
        let told = [ErrorCode::Damaged, ErrorCode::NotAWorkbook].contains(&refused.code);
        assert!(told, "{kept} of {} bytes: {refused:?}", bytes.len());
    }
}

/// A workbook whose last entry is of a kind that only a newer program knows, as that program would write it.
async fn with_unknown_entry() -> Vec<u8> {
    let book = Book::of_bytes(&workbook().await).await;
    let journal = book.app.journal().await.unwrap();
    let bytes = book.into_bytes().await;
    let [.., before, last] = journal.as_slice() else {
        panic!("the journal has entries")
    };
    let unknown = chained(&before.hash, last, "clockDismissed".get(..last.kind.len()).unwrap());
    let bytes = replaced(&bytes, format!("{}{{", last.kind).as_bytes(), b"clockDismisse{");
    replaced(&bytes, last.hash.as_bytes(), unknown.as_bytes())
}

#[tokio::test]
async fn a_workbook_with_an_unknown_entry_can_be_read_but_not_written() {
    let book = Book::of_bytes(&with_unknown_entry().await).await;
    let tenant = book.call("tenant_get", json!({})).await;
    let reason = tenant["readOnly"].as_str().unwrap();
    assert!(
        reason.contains("clockDismisse") && reason.contains("update Meterdesk"),
        "it says why: {reason}"
    );
    assert_eq!(tenant["now"], START, "the state is that of the entries before");
    let policies = book.call("policy_list", json!({})).await;
    assert_eq!(policies["rows"][0]["name"], "Quarterly");
    assert_eq!(book.metered("actual").await.rows, 1, "figures can be read");
    book.call("happening_list", json!({})).await;
    let import = book.call("import_list", json!({})).await["rows"][0]["id"].clone();
    let policy = policies["rows"][0]["id"].clone();
    let subscription = policies["rows"][0]["subscription"].clone();
    let group = json!({ "kind": "allUsers" });
    let sales = book.group("Sales team").await;
    for command in COMMANDS.iter().filter(|command| command.writes) {
        let at_service = json!({ "service": "copilotChat", "policy": policy });
        let request = match command.name {
            "branch_create" => json!({ "name": "What if" }),
            "branch_delete" => json!({ "branch": "Other" }),
            "branch_rename" => json!({ "branch": "Other", "name": "Another" }),
            "month_close" => json!({ "month": "2026-11" }),
            "usage_plan_switch" => json!({ "goesOn": false }),
            "clock_advance_start" => json!({ "by": "PT1H" }),
            "clock_advance" => json!({ "by": "PT1H" }),
            "policy_create" => book.policy_request("New", group.clone()).await,
            "policy_delete" => json!({ "policy": policy }),
            "policy_budget_set" => json!({ "policy": policy, "budget": { "amount": "5", "reset": "year" } }),
            "service_connect" | "service_disconnect" => at_service,
            "usage_try" => json!({ "user": UNLICENSED, "service": "copilotChat" }),
            "group_create" => json!({ "name": "New" }),
            "group_delete" => json!({ "group": sales["group"] }),
            "group_member_add" | "group_member_remove" => json!({ "group": sales["group"], "user": UNLICENSED }),
            "trial_start" | "trial_extend" => json!({ "product": "copilotStudioTrial" }),
            "licence_buy" => json!({ "lines": [{ "product": "microsoft365Copilot", "licences": 1 }] }),
            "licence_remove" => json!({ "product": "microsoft365Copilot", "licences": 1 }),
            "user_licences_set" => json!({ "users": [UNLICENSED], "add": ["microsoft365Copilot"] }),
            "group_licences_set" => json!({ "group": sales["group"], "add": ["microsoft365Copilot"] }),
            "group_licences_reprocess" => json!({ "group": sales["group"] }),
            "subscription_create" => json!({ "name": "New", "resourceGroup": "rg-new", "region": "UK South" }),
            "subscription_disable" | "subscription_enable" => json!({ "subscription": subscription }),
            "subscription_role_grant" | "subscription_role_remove" => {
                json!({ "subscription": subscription, "user": UNLICENSED, "role": "reader" })
            }
            "resource_group_create" => json!({ "subscription": subscription, "name": "rg-new", "region": "UK South" }),
            "resource_group_delete" => json!({ "subscription": subscription, "name": "rg-new" }),
            "rate_override_set" => {
                json!({ "card": "cc-2026-08", "feature": "retrievalApiCall", "credits": "12", "basis": "A quote" })
            }
            "rate_override_clear" => json!({ "card": "cc-2026-08", "feature": "retrievalApiCall" }),
            "cost_view_save" => json!({ "name": "Claims", "parts": {} }),
            "cost_view_delete" => json!({ "name": "Claims" }),
            "setting_set" => json!({ "key": "overlapPayer", "value": "newestPays" }),
            "plan_budget_set" => json!({ "plan": policy }),
            "plan_budget_raise" => json!({ "plan": policy, "amount": "1" }),
            "capacity_return" => json!({ "packs": 1 }),
            "chat_credits_apply" => json!({ "applied": true }),
            "capacity_purchase" => json!({ "packs": 1 }),
            "capacity_included_set" => json!({ "licences": 1 }),
            "environment_create" => json!({ "name": "New", "kind": "production", "region": "Europe" }),
            "environment_edit"
            | "environment_convert"
            | "environment_extend"
            | "environment_link"
            | "environment_regroup" => json!({ "environment": policy }),
            "environment_group_create" => json!({ "name": "New" }),
            "environment_group_publish" => json!({ "group": policy, "draw": true }),
            "environment_draw_set" => json!({ "environments": [policy], "draw": true }),
            "allocation_set" => json!({ "environment": policy, "credits": "1" }),
            "plan_create" => {
                json!({ "name": "New", "kind": "copilotChat", "subscription": subscription, "resourceGroup": "rg-new" })
            }
            "plan_link" | "plan_unlink" => json!({ "plan": policy, "environment": policy }),
            "plan_environments_change" | "plan_edit" | "plan_delete" => json!({ "plan": policy }),
            "plan_enable" => json!({ "plan": policy, "enabled": false }),
            "prepurchase_buy" => json!({ "family": "agent", "tier": 1, "scope": "shared" }),
            "credit_policy_create" => json!({ "name": "New", "users": group }),
            "credit_policy_delete" => json!({ "creditPolicy": policy }),
            "agent_limit_set" => json!({ "environment": policy, "agent": "New", "limit": "1" }),
            "agent_kind_set" => json!({ "environment": policy, "agent": "New", "kind": "custom" }),
            "import_revert" => json!({ "import": import }),
            "import_start" => {
                book.write("v.csv", &usage_file(&[answer("y", START, "North", "1")]));
                json!({ "file": "v.csv" })
            }
            other => panic!("{other} writes: say how to ask for it"),
        };
        let refused = match book.try_call(command.name, request).await {
            Ok(started) => ended(&book.app, &started).await.map(|_| ()).unwrap_err(),
            Err(refused) => refused,
        };
        assert_eq!(
            refused.code,
            ErrorCode::ReadOnly,
            "{}: {}",
            command.name,
            refused.message
        );
        assert!(
            refused.message.contains(reason),
            "{} says why: {}",
            command.name,
            refused.message
        );
    }
    book.call("clock_advance", json!({ "by": "PT1H", "preview": true }))
        .await;
}

#[tokio::test]
async fn a_workbook_is_not_made_over_another_file() {
    let book = Book::empty().await;
    let new = meterdesk_api::NewWorkbook {
        path: book.path(),
        scenario: "empty".to_owned(),
        seed: 1,
        at: None,
    };
    let refused = App::create(&new, App::no_files()).await.map(|_| ()).unwrap_err();
    assert_eq!(refused.code, ErrorCode::Conflict);
    book.call("clock_get", json!({})).await;
    let unknown = meterdesk_api::NewWorkbook {
        path: book.folder.path().join("other.meterdesk"),
        scenario: "none".to_owned(),
        ..new
    };
    let refused = App::create(&unknown, App::no_files()).await.map(|_| ()).unwrap_err();
    assert_eq!(
        (refused.code, refused.field.as_deref()),
        (ErrorCode::NotFound, Some("scenario"))
    );
    assert!(!unknown.path.exists());
}

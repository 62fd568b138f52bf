//! Branches: what is shared, what is each branch's own, and how two of them are compared.

use std::collections::BTreeMap;

use meterdesk_api::error::{ApiError, ErrorCode};
use meterdesk_api::{Caller, call};
use meterdesk_billing::units::Credits;
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::support::{Book, START, UNLICENSED, amount, answer, ended, report, text, usage_file};

fn on(branch: &str) -> Caller {
    Caller {
        branch: Some(branch.to_owned()),
        ..Caller::default()
    }
}

impl Book {
    async fn try_on(&self, branch: &str, name: &str, request: Value) -> Result<Value, ApiError> {
        call(&self.app, &on(branch), name, request).await
    }

    /// Calls a command on a branch, which must not be refused.
    async fn on(&self, branch: &str, name: &str, request: Value) -> Value {
        let asked = request.to_string();
        match self.try_on(branch, name, request).await {
            Ok(answer) => answer,
            Err(error) => panic!("{name} {asked} on {branch} was refused: {error:?}"),
        }
    }

    async fn import_on(&self, branch: &str, name: &str, file: &str) -> Value {
        self.write(name, file);
        let started = self.on(branch, "import_start", json!({ "file": name })).await;
        ended(&self.app, &started).await.unwrap()
    }

    async fn fork(&self, name: &str, entry: u64) -> Value {
        self.call("branch_create", json!({ "name": name, "entry": entry }))
            .await
    }

    async fn entries(&self, branch: &str) -> u64 {
        self.on(branch, "journal_head", json!({})).await["seq"]
            .as_u64()
            .unwrap()
    }

    /// Everything that screens show of a branch, besides which branches there are.
    async fn seen_on(&self, branch: &str) -> BTreeMap<&'static str, Value> {
        let series =
            |basis: &str| json!({ "from": "2026-10-01", "until": "2026-12-31", "by": "payer", "basis": basis });
        let mut seen = BTreeMap::new();
        for (what, name, request) in [
            ("tenant", "tenant_get", json!({})),
            ("journal", "journal_head", json!({})),
            ("policies", "policy_list", json!({})),
            ("services", "service_list", json!({})),
            ("imports", "import_list", json!({})),
            ("happenings", "happening_list", json!({})),
            ("metered", "usage_series", series("metered")),
            ("reported", "usage_series", series("reported")),
        ] {
            seen.insert(what, self.on(branch, name, request).await);
        }
        seen
    }
}

fn named<'a>(rows: &'a Value, name: &str) -> &'a Value {
    let rows = rows.as_array().unwrap();
    rows.iter().find(|row| row["name"] == name).unwrap()
}

#[tokio::test]
async fn a_branch_begins_as_the_workbook_was_and_goes_its_own_way() {
    let book = Book::empty().await.with_paying_policy().await;
    let before_policy = book.entries("main").await - 2;
    book.import("u.csv", &usage_file(&[answer("x", START, "North", "1")]))
        .await;
    let made = book.fork("Nobody pays", before_policy).await;
    assert_eq!(made["branch"]["parent"], "main");
    assert_eq!(made["branch"]["forkEntry"], before_policy);
    assert_eq!(made["leftBehind"], 3, "the policy, its connection and the import");
    assert_eq!(made["brought"], json!(["u.csv"]), "the usage comes along");
    let policies = book.on("nobody PAYS", "policy_list", json!({})).await;
    assert_eq!(policies["total"], 0, "a branch is found in any case of its letters");
    let compared = book
        .call("branch_compare", json!({ "a": "main", "b": "Nobody pays" }))
        .await;
    let rows = compared["rows"].as_array().unwrap();
    let credits: Vec<_> = rows
        .iter()
        .map(|row| {
            (
                text(&row["label"]),
                text(&row["a"]["credits"]),
                text(&row["b"]["credits"]),
            )
        })
        .collect();
    assert_eq!(
        credits,
        [
            ("Everybody (pay-as-you-go)".to_owned(), "2".to_owned(), "0".to_owned()),
            (
                "Blocked: not covered by a connected policy".to_owned(),
                "0".to_owned(),
                "2".to_owned()
            ),
        ]
    );
    assert_eq!(compared["total"]["usdDifference"], "-0.02");
    assert_eq!(compared["notShared"]["a"]["rows"], 0);
    let differs: Vec<_> = compared["setUp"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| text(&row["what"]))
        .collect();
    assert_eq!(differs, ["Billing policy", "Pay-as-you-go service"]);
}

#[tokio::test]
async fn an_import_after_the_fork_counts_only_where_it_was_published() {
    let book = Book::empty().await.with_paying_policy().await;
    book.import("shared.csv", &usage_file(&[answer("x", START, "North", "1")]))
        .await;
    book.fork("B", book.entries("main").await).await;
    let both = [book.seen_on("main").await, book.seen_on("B").await];
    assert_eq!(both[0]["metered"], both[1]["metered"]);
    // The same event with another content, on one branch each.
    book.import("main.csv", &usage_file(&[answer("x", START, "North", "2")]))
        .await;
    assert_eq!(book.seen_on("B").await, both[1], "B has not heard of it");
    book.import_on(
        "B",
        "b.csv",
        &usage_file(&[answer("x", START, "North", "5"), answer("y", START, "South", "1")]),
    )
    .await;
    book.import_on("B", "r.csv", &report(&[("e1", "2026-11-16", 7, 0)]))
        .await;
    let (main, b) = (book.seen_on("main").await, book.seen_on("B").await);
    assert_eq!(amount(&main["metered"]["total"]), Credits::whole(4));
    assert_eq!(amount(&b["metered"]["total"]), Credits::whole(12));
    assert_eq!(amount(&main["reported"]["total"]), Credits::ZERO);
    assert_eq!(amount(&b["reported"]["total"]), Credits::whole(7));
    let files = |seen: &BTreeMap<&str, Value>| {
        let rows = seen["imports"]["rows"].as_array().unwrap().clone();
        rows.iter().map(|row| text(&row["fileName"])).collect::<Vec<_>>()
    };
    assert_eq!(files(&main), ["main.csv", "shared.csv"]);
    assert_eq!(files(&b), ["r.csv", "b.csv", "shared.csv"]);
    // Taking the shared import back on one branch leaves the other as it is.
    let shared = b["imports"]["rows"][2]["id"].clone();
    book.on("B", "import_revert", json!({ "import": shared })).await;
    assert_eq!(book.seen_on("main").await, main);
    let foreign = b["imports"]["rows"][1]["id"].clone();
    let refused = book.refused("import_revert", json!({ "import": foreign })).await;
    assert_eq!(refused.code, ErrorCode::NotFound, "main knows no import of B");
}

#[tokio::test]
async fn what_imports_replaced_when_the_branch_forked_stands_back_on_it() {
    let book = Book::empty().await.with_paying_policy().await;
    book.import("old.csv", &usage_file(&[answer("x", START, "North", "1")]))
        .await;
    let one = book.entries("main").await;
    let newer = book
        .import("new.csv", &usage_file(&[answer("x", START, "North", "2")]))
        .await;
    book.import("r.csv", &report(&[("e1", "2026-11-16", 7, 0)])).await;
    let both = book.entries("main").await;
    book.revert(&newer).await;
    let fork = async |name: &str, entry: u64| {
        let request = json!({ "name": name, "entry": entry, "withoutLaterImports": true });
        book.call("branch_create", request).await;
        let seen = book.seen_on(name).await;
        (amount(&seen["metered"]["total"]), amount(&seen["reported"]["total"]))
    };
    assert_eq!(fork("One", one).await, (Credits::whole(2), Credits::ZERO));
    assert_eq!(fork("Both", both).await, (Credits::whole(4), Credits::whole(7)));
    let main = book.seen_on("main").await;
    assert_eq!(
        amount(&main["metered"]["total"]),
        Credits::whole(2),
        "main took it back"
    );
}

#[tokio::test]
async fn a_branch_of_a_branch_sees_the_uses_of_its_line_alone() {
    let book = Book::empty().await.with_paying_policy().await;
    let send = json!({ "user": UNLICENSED, "service": "copilotChat", "quantity": "1" });
    book.call("usage_try", send.clone()).await;
    book.fork("B", book.entries("main").await).await;
    book.on("B", "usage_try", send.clone()).await;
    book.call("usage_try", send.clone()).await;
    let entry = book.entries("B").await;
    let request = json!({ "name": "C", "entry": entry });
    book.on("B", "branch_create", request).await;
    book.on("B", "usage_try", send.clone()).await;
    let total = async |branch: &str| amount(&book.seen_on(branch).await["metered"]["total"]).0 / 12_000_000;
    assert_eq!([total("main").await, total("B").await, total("C").await], [2, 3, 2]);
    let listed = book.call("branch_list", json!({})).await["rows"].clone();
    assert_eq!(named(&listed, "C")["parent"], "B");
    let compared = book.call("branch_compare", json!({ "a": "main", "b": "C" })).await;
    assert_eq!(compared["total"]["a"]["credits"], "12", "one use is on both");
    assert_eq!(compared["notShared"]["a"]["credits"], "12");
    assert_eq!(compared["everything"]["a"]["credits"], "24");
    assert_eq!(compared["everything"]["creditsDifference"], "0");
}

#[tokio::test]
async fn a_branch_can_begin_at_what_time_did() {
    let book = Book::empty().await.with_paying_policy().await;
    let policy = book.call("policy_list", json!({})).await["rows"][0]["id"].clone();
    book.call(
        "service_disconnect",
        json!({ "service": "copilotChat", "policy": policy }),
    )
    .await;
    book.call("clock_advance", json!({ "by": "P1D" })).await;
    let happened = book.call("happening_list", json!({ "cause": "time" })).await["rows"][0].clone();
    let request = json!({ "name": "At the end", "happening": happened["id"] });
    let made = book.call("branch_create", request).await;
    assert_eq!(
        made["branch"]["now"], happened["at"],
        "its clock stands where that happened"
    );
    assert_eq!(made["branch"]["ownEntries"], 1);
    assert_eq!(
        book.seen_on("At the end").await["tenant"]["now"],
        "2026-11-17T12:00:00Z"
    );
    assert_eq!(book.seen_on("main").await["tenant"]["now"], "2026-11-18T10:00:00Z");
}

#[tokio::test]
async fn what_names_no_branch_or_place_is_said_at_its_field() {
    let book = Book::empty().await;
    let create = "branch_create";
    let long = "x".repeat(41);
    for (command, request, code, field) in [
        (create, json!({ "name": "  " }), ErrorCode::InvalidField, "name"),
        (create, json!({ "name": "MAIN" }), ErrorCode::InvalidField, "name"),
        (create, json!({ "name": long }), ErrorCode::InvalidField, "name"),
        (
            create,
            json!({ "name": "B", "entry": 0 }),
            ErrorCode::InvalidField,
            "entry",
        ),
        (
            create,
            json!({ "name": "B", "entry": 999 }),
            ErrorCode::InvalidField,
            "entry",
        ),
        (
            create,
            json!({ "name": "B", "entry": 1, "happening": "act-1" }),
            ErrorCode::InvalidField,
            "entry",
        ),
        (
            create,
            json!({ "name": "B", "happening": "time-99" }),
            ErrorCode::NotFound,
            "happening",
        ),
        (
            "branch_rename",
            json!({ "branch": "main", "name": "B" }),
            ErrorCode::Conflict,
            "branch",
        ),
        (
            "branch_rename",
            json!({ "branch": "none", "name": "B" }),
            ErrorCode::NotFound,
            "branch",
        ),
        (
            "branch_compare",
            json!({ "a": "main", "b": "none" }),
            ErrorCode::NotFound,
            "b",
        ),
    ] {
        let refused = book.refused(command, request.clone()).await;
        assert_eq!(
            (refused.code, refused.field.as_deref()),
            (code, Some(field)),
            "{command} {request}: {refused:?}"
        );
        assert!(refused.is_refusal());
    }
    let refused = book.try_on("none", "clock_get", json!({})).await.unwrap_err();
    assert_eq!(
        (refused.code, refused.field.as_deref()),
        (ErrorCode::NotFound, Some("branch"))
    );
    assert_eq!(
        book.call("branch_list", json!({})).await["total"],
        1,
        "nothing was made"
    );
}

#[tokio::test]
async fn a_retry_of_making_a_branch_answers_what_the_first_did() {
    let book = Book::empty().await;
    let request = json!({ "name": "B", "commandId": "once" });
    let first = book.call("branch_create", request.clone()).await;
    assert_eq!(book.call("branch_create", request).await, first);
    assert_eq!(book.call("branch_list", json!({})).await["total"], 2);
    let renamed = book.call("branch_rename", json!({ "branch": "B", "name": "b" })).await;
    assert_eq!(renamed["name"], "b", "a branch may change the case of its own name");
}

#[tokio::test]
async fn a_copy_holds_every_branch_and_replaces_nothing() {
    let book = Book::empty().await;
    book.fork("B", 3).await;
    book.on("B", "clock_advance", json!({ "by": "PT1H" })).await;
    let path = book.folder.path().join("copy.meterdesk");
    book.app.save_copy(&path).await.unwrap();
    let copy = meterdesk_api::App::open(&path, meterdesk_api::App::no_files())
        .await
        .unwrap();
    for branch in ["main", "B"] {
        let head = call(&copy, &on(branch), "journal_head", json!({})).await.unwrap();
        assert_eq!(head, book.on(branch, "journal_head", json!({})).await);
    }
    copy.close().await;
    let before = std::fs::read(&path).unwrap();
    let refused = book.app.save_copy(&path).await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::Conflict);
    assert!(std::fs::read(&path).unwrap() == before);
}

/// Something that is done on a branch.
#[derive(Debug, Clone)]
enum Step {
    Policy(u8, bool),
    Connect(u8, usize),
    Disconnect(u8, usize),
    Delete(usize),
    Send(u8, u8),
    Import(u8, u8),
    Advance(u8),
}

const SERVICES: [&str; 3] = ["copilotChat", "sharePointAgents", "retrievalApi"];

fn steps(most: usize) -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        3 => (0..9_u8, any::<bool>()).prop_map(|(name, all)| Step::Policy(name, all)),
        4 => (0..2_u8, 0..3_usize).prop_map(|(service, policy)| Step::Connect(service, policy)),
        1 => (0..2_u8, 0..3_usize).prop_map(|(service, policy)| Step::Disconnect(service, policy)),
        1 => (0..3_usize).prop_map(Step::Delete),
        3 => (0..2_u8, 1..4_u8).prop_map(|(service, quantity)| Step::Send(service, quantity)),
        2 => (0..3_u8, 1..4_u8).prop_map(|(id, quantity)| Step::Import(id, quantity)),
        2 => (1..40_u8).prop_map(Step::Advance),
    ];
    prop::collection::vec(step, 0..most)
}

/// Does a step on a branch; what the set-up refuses is refused on each branch with the same set-up. Names of files come
/// from `file`, so that the same file may be imported on another branch again.
async fn run(book: &Book, branch: &str, step: &Step, file: &str) -> Option<ErrorCode> {
    let policies = book.on(branch, "policy_list", json!({})).await["rows"].clone();
    let policy = |place: usize| {
        policies[place]["id"]
            .as_str()
            .unwrap_or("00000000-0000-0000-0000-000000000000")
            .to_owned()
    };
    let (command, request) = match step {
        Step::Policy(name, all) => {
            let users = if *all {
                json!({ "kind": "allUsers" })
            } else {
                book.group("Agent pilot").await
            };
            (
                "policy_create",
                book.policy_request(&format!("Policy {name}"), users).await,
            )
        }
        Step::Connect(service, place) => (
            "service_connect",
            json!({ "service": SERVICES[usize::from(*service)], "policy": policy(*place) }),
        ),
        Step::Disconnect(service, place) => (
            "service_disconnect",
            json!({ "service": SERVICES[usize::from(*service)], "policy": policy(*place) }),
        ),
        Step::Delete(place) => ("policy_delete", json!({ "policy": policy(*place) })),
        Step::Send(service, quantity) => (
            "usage_try",
            json!({ "user": UNLICENSED, "service": SERVICES[usize::from(*service)], "quantity": quantity.to_string() }),
        ),
        Step::Advance(hours) => ("clock_advance", json!({ "by": format!("PT{hours}H") })),
        Step::Import(id, quantity) => {
            let line = answer(&format!("id-{id}"), START, "North", &quantity.to_string());
            book.import_on(branch, file, &usage_file(&[line])).await;
            return None;
        }
    };
    book.try_on(branch, command, request)
        .await
        .err()
        .map(|refused| refused.code)
}

/// What is seen of a branch, each identity told by the place where it first appears: another branch makes other ones.
fn without_identities(seen: &BTreeMap<&'static str, Value>) -> String {
    let mut seen = seen.clone();
    // The branch's name, and a hash over identities.
    seen.remove("journal");
    // Happenings of one second are in the order of identities.
    let happened = seen["happenings"]["rows"].as_array().unwrap();
    let mut told: Vec<_> = happened
        .iter()
        .map(|row| format!("{} {}", row["at"], row["text"]))
        .collect();
    told.sort();
    seen.insert("happenings", json!(told));
    let text = serde_json::to_string(&seen).unwrap();
    let (mut known, mut rest, mut told) = (Vec::new(), text.as_str(), String::new());
    while let Some(letter) = rest.chars().next() {
        let id = rest.get(..36).filter(|id| uuid::Uuid::try_parse(id).is_ok());
        if let Some(id) = id {
            let place = known.iter().position(|seen| *seen == id).unwrap_or_else(|| {
                known.push(id);
                known.len() - 1
            });
            told.push_str(&format!("<{place}>"));
            rest = &rest[36..];
        } else {
            told.push(letter);
            rest = &rest[letter.len_utf8()..];
        }
    }
    told
}

async fn replays(before: &[Step], after: &[Step]) -> Result<(), TestCaseError> {
    let book = Book::empty().await;
    for (number, step) in before.iter().enumerate() {
        run(&book, "main", step, &format!("{number}.csv")).await;
    }
    let entry = book.entries("main").await;
    book.fork("B", entry).await;
    prop_assert_eq!(
        book.seen_on("main").await["metered"].clone(),
        book.seen_on("B").await["metered"].clone()
    );
    for (number, step) in after.iter().enumerate() {
        let file = format!("after-{number}.csv");
        let here = run(&book, "main", step, &file).await;
        let there = run(&book, "B", step, &file).await;
        prop_assert_eq!(here, there, "{:?} is answered alike", step);
    }
    let (main, b) = (book.seen_on("main").await, book.seen_on("B").await);
    prop_assert_eq!(without_identities(&main), without_identities(&b));
    let compared = book.call("branch_compare", json!({ "a": "main", "b": "B" })).await;
    for line in ["total", "everything"] {
        prop_assert_eq!(&compared[line]["creditsDifference"], "0");
        prop_assert_eq!(&compared[line]["usdDifference"], "0");
    }
    let same = compared["rows"]
        .as_array()
        .unwrap()
        .iter()
        .all(|row| row["a"] == row["b"]);
    prop_assert!(same, "the same acts make the same policies pay");
    Ok(())
}

async fn keeps_apart(before: &[Step], on_main: &[Step], on_b: &[Step]) -> Result<(), TestCaseError> {
    let book = Book::empty().await;
    for (number, step) in before.iter().enumerate() {
        run(&book, "main", step, &format!("{number}.csv")).await;
    }
    book.fork("B", book.entries("main").await).await;
    let was = book.seen_on("main").await;
    for (number, step) in on_b.iter().enumerate() {
        run(&book, "B", step, &format!("b-{number}.csv")).await;
    }
    prop_assert_eq!(book.seen_on("main").await, was, "what is done on B is not seen on main");
    let was = book.seen_on("B").await;
    for (number, step) in on_main.iter().enumerate() {
        run(&book, "main", step, &format!("main-{number}.csv")).await;
    }
    prop_assert_eq!(book.seen_on("B").await, was, "and the reverse");
    sums_are_exact(&book).await
}

/// Differences are those of the sums, and lines add up to the branches' own figures.
async fn sums_are_exact(book: &Book) -> Result<(), TestCaseError> {
    let compared = book.call("branch_compare", json!({ "a": "main", "b": "B" })).await;
    let rows = compared["rows"].as_array().unwrap();
    let usd = |value: &Value| value.as_str().unwrap().parse::<rust_decimal::Decimal>().unwrap();
    let lines = rows
        .iter()
        .chain([&compared["total"], &compared["notShared"], &compared["everything"]]);
    for line in lines {
        let (a, b) = (&line["a"], &line["b"]);
        prop_assert_eq!(
            amount(&line["creditsDifference"]),
            amount(&b["credits"]) - amount(&a["credits"])
        );
        prop_assert_eq!(usd(&line["usdDifference"]), usd(&b["usd"]) - usd(&a["usd"]));
    }
    for side in ["a", "b"] {
        let credits: Credits = rows.iter().map(|row| amount(&row[side]["credits"])).sum();
        prop_assert_eq!(
            credits,
            amount(&compared["total"][side]["credits"]),
            "rows add up to their total"
        );
        let money: rust_decimal::Decimal = rows.iter().map(|row| usd(&row[side]["usd"])).sum();
        prop_assert_eq!(money, usd(&compared["total"][side]["usd"]));
        let parts = amount(&compared["total"][side]["credits"]) + amount(&compared["notShared"][side]["credits"]);
        prop_assert_eq!(parts, amount(&compared["everything"][side]["credits"]));
    }
    prop_assert_eq!(
        &compared["total"]["a"]["credits"],
        &compared["total"]["b"]["credits"],
        "the same usage is rated alike on both"
    );
    // The branch whose clock is behind has judged nothing later.
    let own = async |branch: &str| {
        let seen = book.seen_on(branch).await;
        (seen["tenant"]["now"].clone(), seen["metered"].clone())
    };
    let ((main_now, main), (b_now, b)) = (own("main").await, own("B").await);
    let (side, figures) = if text(&main_now) <= text(&b_now) {
        ("a", main)
    } else {
        ("b", b)
    };
    prop_assert_eq!(&compared["everything"][side]["credits"], &figures["total"]);
    prop_assert_eq!(&compared["everything"][side]["rows"], &figures["rows"]);
    prop_assert_eq!(
        usd(&compared["everything"][side]["usd"]),
        usd(&figures["payAsYouGoUsd"])
    );
    Ok(())
}

fn block_on<F: Future>(future: F) -> F::Output {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(future)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, max_shrink_iters: 100, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_same_acts_on_a_branch_give_the_same_set_up_and_the_same_figures(before in steps(6), after in steps(6)) {
        block_on(replays(&before, &after))?;
    }

    #[test]
    fn no_act_on_one_branch_is_seen_on_another(before in steps(6), on_main in steps(6), on_b in steps(6)) {
        block_on(keeps_apart(&before, &on_main, &on_b))?;
    }
}

#[tokio::test]
async fn a_deleted_branch_takes_only_what_is_its_own() {
    let book = Book::empty().await;
    book.import("shared.csv", &usage_file(&[answer("a", START, "North", "1")]))
        .await;
    let entry = book.entries("main").await;
    book.fork("Aside", entry).await;
    book.import_on("Aside", "own.csv", &usage_file(&[answer("b", START, "North", "2")]))
        .await;
    let policy = book
        .on(
            "Aside",
            "policy_create",
            book.policy_request("Pilot", json!({ "kind": "allUsers" })).await,
        )
        .await;
    let connect = json!({ "service": "sharePointAgents", "policy": policy["policy"]["id"] });
    book.on("Aside", "service_connect", connect).await;
    let prompt = json!({ "user": UNLICENSED, "service": "sharePointAgents" });
    assert_eq!(book.on("Aside", "usage_try", prompt.clone()).await["outcome"], "paid");
    let made = book.on("Aside", "group_create", json!({ "name": "Newcomers" })).await["group"]["id"].clone();
    book.on("Aside", "branch_create", json!({ "name": "Further" })).await;
    let main = book.seen_on("main").await;

    for (branch, caller, field) in [
        ("main", "Aside", "branch"),
        ("Aside", "Aside", "branch"),
        ("aside", "Further", "branch"),
        ("Aside", "main", "withDescendants"),
        ("Nowhere", "main", "branch"),
    ] {
        let refused = book
            .try_on(caller, "branch_delete", json!({ "branch": branch }))
            .await
            .unwrap_err();
        assert_eq!(
            refused.field.as_deref(),
            Some(field),
            "{branch} from {caller}: {refused:?}"
        );
    }
    let deleted = book
        .call("branch_delete", json!({ "branch": "Aside", "withDescendants": true }))
        .await;
    assert_eq!(deleted["branches"], json!(["Aside", "Further"]));
    assert_eq!(deleted["imports"], json!(["own.csv"]));
    assert_eq!(book.seen_on("main").await, main, "nothing is seen of it elsewhere");
    let gone = book.try_on("Further", "journal_head", json!({})).await.unwrap_err();
    assert_eq!(
        (gone.code, gone.field.as_deref()),
        (ErrorCode::NotFound, Some("branch"))
    );

    // The same steps again meet nothing that was left behind, and give the same identities.
    book.fork("Again", entry).await;
    book.import_on("Again", "own.csv", &usage_file(&[answer("b", START, "North", "2")]))
        .await;
    let again = book
        .on(
            "Again",
            "policy_create",
            book.policy_request("Pilot", json!({ "kind": "allUsers" })).await,
        )
        .await;
    assert_eq!(again["policy"]["id"], policy["policy"]["id"]);
    let connect = json!({ "service": "sharePointAgents", "policy": again["policy"]["id"] });
    book.on("Again", "service_connect", connect).await;
    book.on("Again", "usage_try", prompt).await;
    assert_eq!(
        book.on("Again", "group_create", json!({ "name": "Newcomers" })).await["group"]["id"],
        made
    );
    assert_eq!(book.seen_on("main").await, main);
}

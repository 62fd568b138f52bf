//! Licences: bought, assigned to people and groups, and what that does to who pays.

use meterdesk_api::error::ErrorCode;
use meterdesk_api::{App, NewWorkbook};
use serde_json::{Value, json};

use crate::support::{Book, UNLICENSED, files_beside, text};

/// A workbook of the scenario `empty` that begins at a time.
async fn at(start: &str) -> Book {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("then.meterdesk");
    let new = NewWorkbook {
        path: path.clone(),
        scenario: "empty".to_owned(),
        seed: 0,
        at: Some(start.parse().unwrap()),
    };
    let app = App::create(&new, files_beside(&path)).await.unwrap();
    app.close().await;
    let bytes = std::fs::read(path).unwrap();
    Book::of_bytes(&bytes).await
}

async fn buy(book: &Book, lines: &[(&str, u32)]) -> Value {
    let lines: Vec<_> = lines
        .iter()
        .map(|(product, licences)| json!({ "product": product, "licences": licences }))
        .collect();
    book.call("licence_buy", json!({ "lines": lines })).await
}

async fn stock(book: &Book, product: &str) -> Value {
    let listed = book.call("licence_list", json!({})).await;
    let rows = listed["rows"].as_array().unwrap();
    rows.iter()
        .find(|row| row["product"] == *product)
        .cloned()
        .unwrap_or_default()
}

async fn outcome(book: &Book, user: &str) -> String {
    let tried = json!({ "user": user, "service": "copilotChat", "preview": true });
    text(&book.call("usage_try", tried).await["outcome"])
}

#[tokio::test]
async fn the_user_license_needs_a_base_license_and_both_are_taken_in_one_go() {
    let book = at("2019-12-02T09:00:00Z").await;
    let alone = json!({ "lines": [{ "product": "powerVirtualAgentsUser", "licences": 5 }] });
    let refused = book.refused("licence_buy", alone).await;
    assert_eq!(
        (refused.code, refused.field.as_deref()),
        (ErrorCode::Conflict, Some("products"))
    );
    assert!(refused.message.contains("needs Power Virtual Agents"), "{refused:?}");
    let bought = buy(&book, &[("powerVirtualAgents", 1), ("powerVirtualAgentsUser", 5)]).await;
    assert!(
        text(&bought["effects"][0]).contains("no list price is public"),
        "{bought}"
    );
    assert!(text(&bought["effects"][1]).contains("at no cost"), "{bought}");
    assert_eq!(
        stock(&book, "powerVirtualAgentsUser").await["renewsAt"],
        "2020-12-02T09:00:00Z"
    );
    let base = json!({ "product": "powerVirtualAgents", "licences": 1 });
    let refused = book.refused("licence_remove", base).await;
    assert!(
        refused.message.contains("Power Virtual Agents user license"),
        "{refused:?}"
    );
}

#[tokio::test]
async fn what_went_off_sale_is_refused_and_names_its_successor() {
    let book = Book::empty().await;
    let line = json!({ "lines": [{ "product": "powerVirtualAgents", "licences": 1 }] });
    let refused = book.refused("licence_buy", line).await;
    assert!(refused.message.contains("1 January 2024"), "{refused:?}");
    assert!(refused.message.contains("Copilot Credit capacity pack"), "{refused:?}");
    let offers = book
        .call("licence_offer_list", json!({ "search": "power virtual" }))
        .await;
    assert_eq!(
        (&offers["total"], &offers["rows"][0]["onSale"]),
        (&json!(2), &json!(false))
    );
    let packs = buy(&book, &[("copilotStudioPack", 2), ("copilotStudioUser", 3)]).await;
    assert_eq!(packs["rows"][0]["owned"], 2);
    assert_eq!(book.call("capacity_get", json!({})).await["owned"], "50000");
    let premium = buy(&book, &[("dynamics365Premium", 10)]).await;
    assert!(
        text(&premium["effects"][0]).contains("10,000 Copilot Credits"),
        "{premium}"
    );
    assert_eq!(book.call("capacity_get", json!({})).await["owned"], "60000");
}

#[tokio::test]
async fn a_copilot_license_decides_who_pays_from_its_moment_on() {
    let book = Book::empty().await.with_paying_policy().await;
    let used = json!({ "user": UNLICENSED, "service": "copilotChat" });
    let before = outcome(&book, UNLICENSED).await;
    assert_eq!(before, "paid");
    book.call("usage_try", used.clone()).await;
    buy(&book, &[("microsoft365Copilot", 1)]).await;
    let assign = json!({ "users": [UNLICENSED], "add": ["microsoft365Copilot"] });
    book.call("user_licences_set", assign.clone()).await;
    assert_eq!(outcome(&book, UNLICENSED).await, "included");
    book.call("usage_try", used).await;
    let covered = book
        .call(
            "coverage_list",
            json!({ "service": "copilotChat", "search": UNLICENSED }),
        )
        .await;
    assert_eq!(covered["rows"][0]["standing"], "licensed", "{covered}");
    let rows = book.call("usage_row_list", json!({})).await;
    let outcomes: Vec<_> = rows["rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| text(&row["outcome"]))
        .collect();
    assert!(
        outcomes.contains(&"paid".to_owned()) && outcomes.contains(&"included".to_owned()),
        "what was used before stays paid: {rows}"
    );
    let again = book.refused("user_licences_set", assign).await;
    assert!(again.message.contains("Nothing would change"), "{again:?}");
    let take = json!({ "users": [UNLICENSED], "remove": ["microsoft365Copilot"] });
    book.call("user_licences_set", take).await;
    assert_eq!(outcome(&book, UNLICENSED).await, "paid");
}

#[tokio::test]
async fn more_than_there_are_a_place_that_is_none_and_a_missing_place_are_refused_and_change_nothing() {
    let book = Book::empty().await;
    let seq = |head: &Value| head["seq"].clone();
    let before = seq(&book.call("journal_head", json!({})).await);
    let assign = |location: Option<&str>| {
        let mut request = json!({ "users": [UNLICENSED], "add": ["microsoft365Copilot"] });
        if let Some(location) = location {
            request["usageLocation"] = location.into();
        }
        request
    };
    for (request, code, field, said) in [
        (
            assign(None),
            ErrorCode::LimitReached,
            "products",
            "1 licenses are needed",
        ),
        (
            assign(Some("Germany")),
            ErrorCode::InvalidField,
            "usageLocation",
            "two letters",
        ),
        (assign(Some("KP")), ErrorCode::Conflict, "products", "can't be used"),
        (
            json!({ "users": ["nobody@pellowin.example"], "add": ["microsoft365Copilot"] }),
            ErrorCode::NotFound,
            "users",
            "no person",
        ),
        (
            json!({ "users": [UNLICENSED], "remove": ["microsoft365E3"], "add": ["copilotStudioPack"] }),
            ErrorCode::Conflict,
            "products",
            "for the whole tenant",
        ),
    ] {
        let refused = book.refused("user_licences_set", request.clone()).await;
        assert_eq!(
            (refused.code, refused.field.as_deref()),
            (code, Some(field)),
            "{request}: {refused:?}"
        );
        assert!(refused.message.contains(said), "{refused:?}");
    }
    let too_few = json!({ "product": "microsoft365E3", "licences": 1 });
    let refused = book.refused("licence_remove", too_few).await;
    assert_eq!(
        refused.field.as_deref(),
        Some("licences"),
        "never below what is assigned: {refused:?}"
    );
    assert_eq!(
        seq(&book.call("journal_head", json!({})).await),
        before,
        "nothing changed"
    );
}

#[tokio::test]
async fn a_group_gives_licenses_until_there_are_no_more() {
    let book = Book::empty().await;
    buy(&book, &[("copilotStudioPack", 1), ("copilotStudioUser", 4)]).await;
    let group = book.group("Agent pilot").await["group"].clone();
    let view = book.call("group_get", json!({ "group": group })).await;
    let members = view["group"]["members"].as_u64().unwrap();
    assert!(members > 4, "the group has more members than there are licenses");
    let give = json!({ "group": group, "add": ["copilotStudioUser"] });
    let given = book.call("group_licences_set", give).await;
    assert_eq!(given["failed"].as_u64().unwrap(), members - 4, "{given}");
    let row = stock(&book, "copilotStudioUser").await;
    assert_eq!(
        (&row["assigned"], &row["available"], &row["groups"]),
        (&json!(4), &json!(0), &json!(1))
    );
    let view = book.call("group_get", json!({ "group": group })).await;
    assert_eq!(
        view["licences"][0]["processing"], true,
        "it is processed in the background: {view}"
    );
    assert_eq!(view["licenceFailures"][0]["reason"], "countViolation");
    let refused = book.refused("group_delete", json!({ "group": group })).await;
    assert!(
        refused.message.contains("Microsoft Copilot Studio user license"),
        "{refused:?}"
    );

    let holders = book
        .call("licence_user_list", json!({ "product": "copilotStudioUser" }))
        .await;
    assert_eq!(holders["total"].as_u64().unwrap(), members);
    let rows = holders["rows"].as_array().unwrap();
    let holder = rows.iter().find(|row| row["groups"][0] == "Agent pilot").unwrap();
    let take = json!({ "users": [holder["id"]], "remove": ["copilotStudioUser"] });
    let refused = book.refused("user_licences_set", take).await;
    assert!(
        refused.message.contains("inherits") && refused.message.contains("Agent pilot"),
        "{refused:?}"
    );
    let twice = json!({ "users": [holder["id"]], "add": ["copilotStudioUser"] });
    book.call("user_licences_set", twice).await;
    assert_eq!(
        stock(&book, "copilotStudioUser").await["assigned"],
        4,
        "direct and inherited take one"
    );
    let leave = json!({ "group": group, "user": holder["id"] });
    book.call("group_member_remove", leave).await;
    assert_eq!(
        stock(&book, "copilotStudioUser").await["assigned"],
        4,
        "the direct one stays"
    );
    let take = json!({ "users": [holder["id"]], "remove": ["copilotStudioUser"] });
    book.call("user_licences_set", take).await;
    assert_eq!(
        stock(&book, "copilotStudioUser").await["available"],
        1,
        "the seat is free"
    );

    let again = book.call("group_licences_reprocess", json!({ "group": group })).await;
    assert_eq!(again["failed"].as_u64().unwrap(), members - 5, "{again}");
    book.call("clock_advance", json!({ "by": "PT1H" })).await;
    let view = book.call("group_get", json!({ "group": group })).await;
    assert_eq!(view["licences"][0]["processing"], false);
    book.call(
        "group_licences_set",
        json!({ "group": group, "remove": ["copilotStudioUser"] }),
    )
    .await;
    assert_eq!(stock(&book, "copilotStudioUser").await["assigned"], 0);
    let view = book.call("group_get", json!({ "group": group })).await;
    assert_eq!(view["licenceFailures"], json!([]));
    book.call("group_delete", json!({ "group": group })).await;
}

#[tokio::test]
async fn another_branch_has_the_licenses_of_its_beginning() {
    let book = Book::empty().await;
    buy(&book, &[("microsoft365Copilot", 1)]).await;
    let entry = book.call("journal_head", json!({})).await["seq"].clone();
    let assign = json!({ "users": [UNLICENSED], "add": ["microsoft365Copilot"], "usageLocation": "FR" });
    book.call("user_licences_set", assign).await;
    let here = book.call("user_list", json!({ "search": UNLICENSED })).await["rows"][0].clone();
    assert_eq!(
        (&here["copilotLicensed"], &here["usageLocation"]),
        (&json!(true), &json!("FR"))
    );
    book.call("branch_create", json!({ "name": "Before", "entry": entry }))
        .await;
    let app = meterdesk_api::Caller {
        branch: Some("Before".to_owned()),
        ..Default::default()
    };
    let there = meterdesk_api::call(&book.app, &app, "user_list", json!({ "search": UNLICENSED }));
    let there = there.await.unwrap()["rows"][0].clone();
    assert_eq!(there["copilotLicensed"], false);
    assert_ne!(there["usageLocation"], "FR");
}

#[tokio::test]
async fn a_trial_runs_sixty_days_and_is_extended_once() {
    let book = Book::empty().await;
    let trial = json!({ "user": UNLICENSED, "product": "copilotStudioTrial" });
    let refused = book.refused("trial_extend", trial.clone()).await;
    assert!(refused.message.contains("nothing to extend"), "{refused:?}");
    let begun = book.call("trial_start", trial.clone()).await;
    assert_eq!(
        (&begun["trial"]["daysLeft"], &begun["trial"]["endsAt"]),
        (&json!(60), &json!("2027-01-16T10:00:00Z"))
    );
    let again = book.refused("trial_start", trial.clone()).await;
    assert_eq!(again.field.as_deref(), Some("user"), "{again:?}");
    let held = book.call("user_list", json!({ "search": UNLICENSED })).await["rows"][0]["licences"].clone();
    assert!(held.to_string().contains("trial"), "{held}");
    book.call("clock_advance", json!({ "by": "P61D" })).await;
    let held = book.call("user_list", json!({ "search": UNLICENSED })).await["rows"][0]["licences"].clone();
    assert!(!held.to_string().contains("trial"), "the clock ended it: {held}");
    let extended = book.call("trial_extend", trial.clone()).await;
    assert_eq!(
        (&extended["trial"]["daysLeft"], &extended["trial"]["extended"]),
        (&json!(30), &json!(true))
    );
    let second = book.refused("trial_extend", trial.clone()).await;
    assert!(second.message.contains("extended once"), "{second:?}");
    let off = json!({ "key": "adHocSubscriptions", "value": "refused" });
    book.call("setting_set", off).await;
    let refused = book
        .refused("trial_start", json!({ "product": "copilotStudioTrial" }))
        .await;
    assert_eq!(refused.code, ErrorCode::NotAllowed);
    assert!(refused.message.contains("AllowAdHocSubscriptions"), "{refused:?}");
}

#[tokio::test]
async fn the_demo_has_too_few_licenses_for_a_project() {
    let book = Book::of_bytes(crate::planned::demo_bytes().await).await;
    let project = book.call("group_list", json!({ "search": "Project Lighthouse" })).await["rows"][0].clone();
    assert_eq!(project["members"], 28);
    let view = book.call("group_get", json!({ "group": project["id"] })).await;
    let reasons: Vec<_> = view["licenceFailures"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| text(&row["reason"]))
        .collect();
    let count = |wanted: &str| reasons.iter().filter(|reason| *reason == wanted).count();
    assert_eq!(
        (count("countViolation"), count("prohibitedInUsageLocationViolation")),
        (3, 1)
    );
    assert_eq!(view["licences"][0]["processing"], false);
    let makers = stock(&book, "copilotStudioUser").await;
    assert_eq!((&makers["owned"], &makers["available"]), (&json!(25), &json!(0)));
    let people = book
        .call("licence_user_list", json!({ "product": "copilotStudioUser" }))
        .await;
    let both = people["rows"].as_array().unwrap().iter();
    let both = both.filter(|row| row["direct"] == true && row["groups"] == json!(["Project Lighthouse"]));
    assert_eq!(both.count(), 1, "one has it directly and inherits it");
    let trials = book.call("trial_list", json!({})).await;
    let left: Vec<_> = trials["rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["daysLeft"].clone())
        .collect();
    assert_eq!(left, [json!(4), json!(0)], "one ends in four days, one is over");
}

//! Security groups as acts change them: who is covered then, on which branch, and what is kept of it.

use std::collections::{BTreeMap, BTreeSet};

use meterdesk_api::error::ErrorCode;
use meterdesk_api::{Caller, call};
use meterdesk_billing::ids::GroupId;
use meterdesk_store::Workbook;
use serde_json::{Value, json};

use crate::support::{Book, UNLICENSED, text};

async fn group(book: &Book, name: &str) -> Value {
    let listed = book.call("group_list", json!({ "search": name })).await;
    let rows = listed["rows"].as_array().unwrap().clone();
    rows.into_iter().find(|row| row["name"] == *name).unwrap()
}

/// Two policies at SharePoint agents: for "Agent pilot", and for the younger "Sales team".
async fn covered() -> Book {
    let book = Book::empty().await;
    for (name, group) in [("Pilot", "Agent pilot"), ("Sales", "Sales team")] {
        let users = book.group(group).await;
        let policy = book.policy(name, users).await;
        let request = json!({ "service": "sharePointAgents", "policy": policy["id"] });
        book.call("service_connect", request).await;
    }
    book
}

/// Somebody who is neither in "Agent pilot" nor in "Sales team".
async fn outsider(book: &Book) -> String {
    let mut inside = BTreeSet::new();
    for name in ["Agent pilot", "Sales team"] {
        let of = group(book, name).await;
        let members = book.call("user_list", json!({ "group": of["id"] })).await;
        inside.extend(members["rows"].as_array().unwrap().iter().map(|row| text(&row["id"])));
    }
    let everybody = book.call("user_list", json!({ "copilotLicensed": false })).await;
    let rows = everybody["rows"].as_array().unwrap().clone();
    let found = rows.iter().find(|row| !inside.contains(&text(&row["id"])));
    text(&found.unwrap()["userPrincipalName"])
}

async fn outcome(book: &Book, user: &str) -> String {
    let tried = json!({ "user": user, "service": "sharePointAgents", "preview": true });
    text(&book.call("usage_try", tried).await["outcome"])
}

async fn members(book: &Book, of: &Value) -> Vec<String> {
    let listed = book.call("user_list", json!({ "group": of["id"], "limit": 500 })).await;
    let rows = listed["rows"].as_array().unwrap();
    assert_eq!(listed["total"], rows.len());
    rows.iter().map(|row| text(&row["userPrincipalName"])).collect()
}

#[tokio::test]
async fn who_is_added_is_covered_at_once_and_who_is_removed_no_more() {
    let book = covered().await;
    let (pilot, joining) = (group(&book, "Agent pilot").await, outsider(&book).await);
    assert_eq!(outcome(&book, &joining).await, "blocked");
    let request = json!({ "group": pilot["id"], "user": joining, "revision": pilot["revision"] });
    let added = book.call("group_member_add", request).await;
    assert_eq!(outcome(&book, &joining).await, "paid");
    assert!(text(&added["effects"][0]).contains("\"Pilot\" pays for"), "{added}");
    assert_eq!(added["group"], group(&book, "Agent pilot").await);
    assert!(members(&book, &pilot).await.contains(&joining));

    book.call("usage_try", json!({ "user": joining, "service": "sharePointAgents" }))
        .await;
    let removed = json!({ "group": pilot["id"], "user": joining });
    let removed = book.call("group_member_remove", removed).await;
    assert!(
        text(&removed["effects"][0]).contains("is refused from now on"),
        "{removed}"
    );
    assert_eq!(outcome(&book, &joining).await, "blocked");
    let series =
        json!({ "from": "2026-11-17", "until": "2026-11-18", "by": "payer", "basis": "metered", "timeline": "actual" });
    let series = book.call("usage_series", series).await;
    assert_eq!(
        series["series"][0]["label"], "Pilot (pay-as-you-go)",
        "what was used before stays paid: {series}"
    );
    assert!(!members(&book, &pilot).await.contains(&joining));

    let told = book.call("happening_list", json!({ "search": "Agent pilot" })).await;
    let told: Vec<_> = told["rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| text(&row["text"]))
        .collect();
    assert!(
        told[0].contains("was removed from the group") && told[1].contains("was added to the group"),
        "{told:?}"
    );
}

#[tokio::test]
async fn a_deleted_group_is_offered_nowhere_and_its_policy_covers_nobody_unless_the_setting_says_so() {
    let book = covered().await;
    let sales = group(&book, "Sales team").await;
    book.call("group_delete", json!({ "group": sales["id"] })).await;
    let pilot = group(&book, "Agent pilot").await;
    let in_wizard = book.policy_request("Third", book.group("Agent pilot").await).await;
    let preview = json!({ "group": pilot["id"], "preview": true });
    let preview = book.call("group_delete", preview).await;
    assert_eq!(preview["policies"][0]["name"], "Pilot");
    assert!(
        text(&preview["effects"][0]).contains("covers nobody from now on"),
        "{preview}"
    );
    book.call("group_delete", json!({ "group": pilot["id"], "revision": 0 }))
        .await;

    let stale = book.refused("policy_create", in_wizard).await;
    assert_eq!(
        (stale.code, stale.field.as_deref()),
        (ErrorCode::NotFound, Some("users"))
    );
    let again = book.refused("group_delete", json!({ "group": pilot["id"] })).await;
    assert_eq!(
        (again.code, again.field.as_deref()),
        (ErrorCode::NotFound, Some("group"))
    );
    let listed = book.call("group_list", json!({ "search": "Agent pilot" })).await;
    assert_eq!(listed["total"], 0);
    let policies = book.call("policy_list", json!({})).await["rows"].clone();
    assert_eq!(
        (text(&policies[0]["usersLabel"]), policies[0]["people"].as_u64()),
        ("Agent pilot (deleted group)".to_owned(), Some(0))
    );
    assert_eq!(outcome(&book, UNLICENSED).await, "blocked");
    let keeps = json!({ "key": "deletedGroup", "value": "keepsPaying" });
    book.call("setting_set", keeps).await;
    assert_eq!(outcome(&book, UNLICENSED).await, "paid");
}

#[tokio::test]
async fn a_new_group_can_be_filled_named_by_a_policy_and_deleted() {
    let book = Book::empty().await;
    let made = json!({ "name": "Newcomers", "mail": "newcomers@pellowin.example" });
    let made = book.call("group_create", made).await["group"].clone();
    for (name, mail, field) in [
        ("newcomers", None, "name"),
        ("Others", Some("NEWCOMERS@pellowin.example"), "mail"),
        ("Others", Some("others"), "mail"),
    ] {
        let refused = book
            .refused("group_create", json!({ "name": name, "mail": mail }))
            .await;
        assert_eq!(
            (refused.code, refused.field.as_deref()),
            (ErrorCode::InvalidField, Some(field))
        );
    }
    let request = json!({ "group": made["id"], "user": UNLICENSED });
    book.call("group_member_add", request.clone()).await;
    let twice = book.refused("group_member_add", request.clone()).await;
    assert_eq!(
        (twice.code, twice.field.as_deref()),
        (ErrorCode::Conflict, Some("user"))
    );
    let policy = book
        .policy("New", json!({ "kind": "group", "group": made["id"] }))
        .await;
    let connect = json!({ "service": "sharePointAgents", "policy": policy["id"] });
    book.call("service_connect", connect).await;
    assert_eq!(outcome(&book, UNLICENSED).await, "paid");
    let view = book.call("group_get", json!({ "group": made["id"] })).await;
    assert_eq!(
        (&view["policies"][0]["name"], &view["group"]["members"]),
        (&json!("New"), &json!(1))
    );
    let stale = json!({ "group": made["id"], "revision": made["revision"] });
    assert_eq!(
        book.refused("group_delete", stale).await.code,
        ErrorCode::ChangedMeanwhile
    );
    let emptied = book.call("group_member_remove", request).await;
    let effects = emptied["effects"].as_array().unwrap();
    assert!(
        text(effects.last().unwrap()).contains("\"New\" covers nobody, until somebody joins"),
        "{emptied}"
    );
}

#[tokio::test]
async fn only_who_manages_groups_may_change_them_and_the_refusal_names_them() {
    let book = Book::empty().await;
    let people = book.call("user_list", json!({ "limit": 500 })).await;
    let reader = people["rows"]
        .as_array()
        .unwrap()
        .iter()
        .find(|row| row["roles"].as_array().unwrap().is_empty());
    let caller = Caller {
        actor: Some(text(&reader.unwrap()["id"])),
        branch: None,
    };
    let refused = call(&book.app, &caller, "group_create", json!({ "name": "New" }))
        .await
        .unwrap_err();
    assert_eq!(refused.code, ErrorCode::NotAllowed);
    assert!(refused.message.contains("could do it"), "{}", refused.message);
}

#[tokio::test]
async fn a_nested_groups_members_count_once_the_setting_says_so() {
    let book = Book::of_bytes(crate::planned::demo_bytes().await).await;
    let plant = group(&book, "Plant managers").await;
    let view = book.call("group_get", json!({ "group": plant["id"] })).await;
    assert_eq!(
        (&view["nested"][0]["name"], &view["nested"][0]["members"]),
        (&json!("Warehouse shift leads"), &json!(16))
    );
    let people = async || {
        let policies = book.call("policy_list", json!({})).await["rows"].clone();
        let of_group = policies
            .as_array()
            .unwrap()
            .iter()
            .find(|row| row["usersLabel"] == "Plant managers")
            .cloned();
        of_group.unwrap()["people"].as_u64().unwrap()
    };
    let before = people().await;
    book.call("setting_set", json!({ "key": "nestedGroups", "value": "nestedToo" }))
        .await;
    assert!(
        (before + 1..=before + 16).contains(&people().await),
        "who is in both counts once"
    );
    let inner = &view["nested"][0]["id"];
    book.call("group_delete", json!({ "group": inner })).await;
    assert_eq!(people().await, before);
    assert_eq!(group(&book, "Plant managers").await["nestedGroups"], 0);
}

#[tokio::test]
async fn each_branch_has_its_own_changes_and_those_before_it_forked_off() {
    let book = covered().await;
    let (pilot, joining) = (group(&book, "Agent pilot").await, outsider(&book).await);
    book.call(
        "group_member_remove",
        json!({ "group": pilot["id"], "user": UNLICENSED }),
    )
    .await;
    let before = book.call("journal_head", json!({})).await["seq"].clone();
    book.call("group_member_add", json!({ "group": pilot["id"], "user": joining }))
        .await;
    book.call(
        "group_delete",
        json!({ "group": group(&book, "Sales team").await["id"] }),
    )
    .await;
    book.call("branch_create", json!({ "name": "Earlier", "entry": before }))
        .await;
    book.call("branch_create", json!({ "name": "Same" })).await;
    let of = async |branch: &str| {
        let caller = Caller {
            actor: None,
            branch: Some(branch.to_owned()),
        };
        let listed = call(&book.app, &caller, "user_list", json!({ "group": pilot["id"] }))
            .await
            .unwrap();
        let names: Vec<_> = listed["rows"]
            .as_array()
            .unwrap()
            .iter()
            .map(|row| text(&row["userPrincipalName"]))
            .collect();
        let sales = call(&book.app, &caller, "group_list", json!({ "search": "Sales team" }))
            .await
            .unwrap();
        let has = |user: &str| names.iter().any(|name| name == user);
        (has(UNLICENSED), has(&joining), sales["total"].as_u64())
    };
    assert_eq!(of("main").await, (false, true, Some(0)));
    assert_eq!(of("Same").await, (false, true, Some(0)));
    assert_eq!(
        of("Earlier").await,
        (false, false, Some(1)),
        "later changes are taken back there"
    );
    let there = Caller {
        actor: None,
        branch: Some("Earlier".to_owned()),
    };
    let back = json!({ "group": pilot["id"], "user": UNLICENSED });
    call(&book.app, &there, "group_member_add", back).await.unwrap();
    assert_eq!(of("Earlier").await, (true, false, Some(1)));
    assert_eq!(of("main").await, (false, true, Some(0)));
}

/// Intervals of group, person, from and until, with the places in the journal.
type Intervals = BTreeSet<(String, String, (i64, u64), Option<(i64, u64)>)>;

/// The intervals as the file keeps them on a branch.
async fn kept(workbook: &Workbook, groups: &[String]) -> Intervals {
    let mut snapshot = workbook.read().await.unwrap();
    let mut kept = Intervals::new();
    for group in groups {
        let id = GroupId(group.parse().unwrap());
        let rows = snapshot.memberships(id).await.unwrap();
        let people: Vec<_> = rows.iter().map(|row| row.person).collect();
        let names = snapshot.names_of(&people).await.unwrap();
        for (row, name) in rows.iter().zip(names) {
            kept.insert((group.clone(), name.id, row.span.from, row.span.until));
        }
    }
    kept
}

/// The same, rebuilt from what the dataset stated and the branch's journal alone.
async fn rebuilt(workbook: &Workbook, dataset: &Intervals) -> Intervals {
    let mut intervals: BTreeMap<(String, String), Vec<_>> = BTreeMap::new();
    for (group, person, from, until) in dataset {
        intervals
            .entry((group.clone(), person.clone()))
            .or_default()
            .push((*from, *until));
    }
    for entry in workbook.read().await.unwrap().journal().await.unwrap() {
        let word = |field: &str| entry.body[field].as_str().unwrap_or_default().to_owned();
        let pair = (word("group"), word("person"));
        let point = (entry.at.timestamp(), entry.seq);
        match entry.kind.as_str() {
            "groupMemberAdded" => intervals.entry(pair).or_default().push((point, None)),
            "groupMemberRemoved" => {
                let open = intervals
                    .get_mut(&pair)
                    .unwrap()
                    .iter_mut()
                    .find(|(_, until)| until.is_none());
                open.unwrap().1 = Some(point);
            }
            _ => {}
        }
    }
    let rows = intervals.into_iter().flat_map(|((group, person), rows)| {
        rows.into_iter()
            .map(move |(from, until)| (group.clone(), person.clone(), from, until))
    });
    rows.collect()
}

#[tokio::test]
async fn the_intervals_are_those_that_the_datasets_and_the_journal_give_on_every_branch() {
    let book = Book::empty().await;
    let list = book.call("group_list", json!({})).await;
    let mut groups: Vec<_> = list["rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| text(&row["id"]))
        .collect();
    let workbook = Workbook::open(&book.path()).await.unwrap();
    let dataset = kept(&workbook, &groups).await;
    assert!(dataset.len() > 5, "the scenario has members");
    let everybody = book.call("user_list", json!({ "limit": 500 })).await;
    let people: Vec<_> = everybody["rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| text(&row["id"]))
        .collect();
    let made = book.call("group_create", json!({ "name": "Newcomers" })).await["group"]["id"].clone();
    groups.push(text(&made));
    // A walk that is the same each time: two primes that share nothing with the counts.
    for step in 0..60_usize {
        let (group, person) = (&groups[step * 7 % groups.len()], &people[step * 5 % people.len()]);
        let branch = match step % 3 {
            0 if step > 20 => Some("Earlier".to_owned()),
            1 if step > 40 => Some("Later".to_owned()),
            _ => None,
        };
        let caller = Caller { actor: None, branch };
        let request = json!({ "group": group, "user": person });
        if call(&book.app, &caller, "group_member_add", request.clone())
            .await
            .is_err()
        {
            call(&book.app, &caller, "group_member_remove", request).await.unwrap();
        }
        match step {
            20 => drop(
                book.call("branch_create", json!({ "name": "Earlier", "entry": 12 }))
                    .await,
            ),
            40 => drop(book.call("branch_create", json!({ "name": "Later" })).await),
            step if step % 5 == 0 => drop(book.call("clock_advance", json!({ "by": "PT1H" })).await),
            _ => {}
        }
    }
    for branch in ["main", "Earlier", "Later"] {
        let here = workbook.on(branch);
        assert_eq!(kept(&here, &groups).await, rebuilt(&here, &dataset).await, "{branch}");
    }
}

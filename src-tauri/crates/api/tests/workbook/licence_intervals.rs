//! Licence intervals are a fold of the journal: rebuilt from the first directory and the acts alone, they are what lists show.

use std::collections::{BTreeMap, BTreeSet};

use meterdesk_billing::directory::Product;
use meterdesk_billing::ids::{GroupId, PersonId};
use meterdesk_billing::licences::{Change, Holder, Licensing, MINUTES_UNTIL_PROCESSED, Path};
use meterdesk_billing::tenant::Event;
use serde_json::{Value, json};

use crate::support::{Book, LICENSED, UNLICENSED, text};

const PRODUCTS: [(Product, &str); 3] = [
    (Product::Microsoft365Copilot, "microsoft365Copilot"),
    (Product::Microsoft365E3, "microsoft365E3"),
    (Product::CopilotStudioUser, "copilotStudioUser"),
];

/// The directory before any act: people by identity, which is their order, and who was in which group and had what.
struct Directory {
    people: Vec<String>,
    names: BTreeMap<String, String>,
    members: BTreeMap<GroupId, BTreeSet<u32>>,
    group_names: BTreeMap<GroupId, String>,
    direct: BTreeSet<(Product, u32)>,
    owned: BTreeMap<Product, u32>,
}

async fn every(book: &Book, list: &str, request: Value) -> Vec<Value> {
    let (mut rows, mut request) = (Vec::new(), request);
    request["limit"] = json!(500);
    loop {
        let page = book.call(list, request.clone()).await;
        rows.extend(page["rows"].as_array().unwrap().iter().cloned());
        if page["next"].is_null() {
            return rows;
        }
        request["cursor"] = page["next"].clone();
    }
}

impl Directory {
    async fn of(book: &Book) -> Self {
        let users = every(book, "user_list", json!({})).await;
        let mut people: Vec<String> = users.iter().map(|user| text(&user["id"])).collect();
        people.sort();
        let names = users
            .iter()
            .map(|user| (text(&user["userPrincipalName"]), text(&user["id"])))
            .collect();
        let mut directory = Self {
            people,
            names,
            members: BTreeMap::new(),
            group_names: BTreeMap::new(),
            direct: BTreeSet::new(),
            owned: BTreeMap::new(),
        };
        for group in every(book, "group_list", json!({})).await {
            let id = GroupId(text(&group["id"]).parse().unwrap());
            let members = every(book, "user_list", json!({ "group": group["id"] })).await;
            let members = members.iter().map(|user| directory.place(&text(&user["id"]))).collect();
            directory.members.insert(id, members);
            directory.group_names.insert(id, text(&group["name"]));
        }
        for (product, key) in PRODUCTS {
            for user in every(book, "licence_user_list", json!({ "product": key })).await {
                assert!(
                    user["direct"] == true && user["groups"] == json!([]),
                    "no act did anything yet"
                );
                let place = directory.place(&text(&user["id"]));
                directory.direct.insert((product, place));
            }
            let stock = every(book, "licence_list", json!({})).await;
            let row = stock.iter().find(|row| row["product"] == key);
            let owned = row.map_or(0, |row| row["owned"].as_u64().unwrap());
            directory.owned.insert(product, u32::try_from(owned).unwrap());
        }
        directory
    }

    fn place(&self, id: &str) -> u32 {
        let place = self.people.binary_search_by(|known| known.as_str().cmp(id));
        u32::try_from(place.unwrap()).unwrap()
    }

    fn person(&self, person: PersonId) -> u32 {
        self.place(&person.to_string())
    }
}

/// From, and until where it ended.
type Spans = Vec<(i64, Option<i64>)>;

/// Who has a product, when, and by which path: rebuilt.
#[derive(Default)]
struct Rebuilt {
    spans: BTreeMap<(u32, Product, Path), Spans>,
}

impl Rebuilt {
    /// Folds the journal over the directory. Groups are named by their place in the directory's order, from 1.
    async fn of(book: &Book, directory: &Directory) -> Self {
        let mut licensing = Licensing::default();
        let mut rebuilt = Self::default();
        let mut members = directory.members.clone();
        let mut owned = directory.owned.clone();
        let number = |group: GroupId| {
            let place = directory.members.keys().position(|known| *known == group).unwrap();
            i64::try_from(place).unwrap() + 1
        };
        for (product, person) in &directory.direct {
            rebuilt
                .spans
                .insert((*person, *product, Path::Direct), vec![(i64::MIN, None)]);
        }
        for person in 0..u32::try_from(directory.people.len()).unwrap() {
            let of_person = directory.direct.iter().filter(|(_, other)| *other == person);
            let holder = Holder {
                paths: of_person.map(|(product, _)| (*product, Path::Direct)).collect(),
                ..Holder::default()
            };
            licensing.set_person(person, holder);
        }
        for (product, licences) in &owned {
            licensing.set_owned(*product, *licences);
        }
        let mut grants: BTreeMap<GroupId, BTreeSet<Product>> = BTreeMap::new();
        for entry in book.app.journal().await.unwrap() {
            let now = entry.at.timestamp();
            let changes = match Event::from_stored(&entry.kind, entry.version, entry.body).unwrap() {
                Event::LicencesBought { product, licences } => {
                    let all = owned.entry(product).or_default();
                    *all += licences;
                    licensing.set_owned(product, *all);
                    Vec::new()
                }
                Event::PersonLicencesSet { person, added, removed } => {
                    let person = directory.person(person);
                    let mut changes = Vec::new();
                    for product in removed {
                        licensing.unassign(person, product);
                        changes.push(Change::Ended(person, product, Path::Direct));
                    }
                    for product in added {
                        assert!(licensing.assign(person, product), "the act was not refused");
                        changes.push(Change::Begun(person, product, Path::Direct));
                    }
                    changes
                }
                Event::GroupLicencesSet {
                    group, added, removed, ..
                } => {
                    let gives = grants.entry(group).or_default();
                    gives.extend(added);
                    gives.retain(|product| !removed.contains(product));
                    let gives: Vec<_> = gives.iter().copied().collect();
                    let of_group: Vec<_> = members[&group].iter().copied().collect();
                    licensing.set_group(number(group), &gives, &of_group)
                }
                Event::GroupLicencesReprocessed { group, .. } => {
                    let of_group: Vec<_> = members[&group].iter().copied().collect();
                    licensing.reprocess(number(group), &of_group)
                }
                Event::GroupMemberAdded { group, person } => {
                    let person = directory.person(person);
                    members.entry(group).or_default().insert(person);
                    if grants.get(&group).is_some_and(|gives| !gives.is_empty()) {
                        licensing.join(number(group), person)
                    } else {
                        Vec::new()
                    }
                }
                Event::GroupMemberRemoved { group, person, .. } => {
                    let person = directory.person(person);
                    members.entry(group).or_default().remove(&person);
                    licensing.leave(number(group), person)
                }
                _ => Vec::new(),
            };
            rebuilt.take(&changes, now);
        }
        rebuilt
    }

    fn take(&mut self, changes: &[Change], now: i64) {
        for change in changes {
            match *change {
                Change::Begun(person, product, path) => {
                    let later = MINUTES_UNTIL_PROCESSED * 60;
                    let from = if path == Path::Direct { now } else { now + later };
                    self.spans
                        .entry((person, product, path))
                        .or_default()
                        .push((from, None));
                }
                Change::Ended(person, product, path) => {
                    let spans = self.spans.get_mut(&(person, product, path)).unwrap();
                    spans.last_mut().unwrap().1 = Some(now);
                }
                Change::Failed(..) | Change::Mended(..) => {}
            }
        }
    }

    /// What the lists must show at a time: paths that are or will be, and products held at that very time.
    fn shown(&self, directory: &Directory, now: i64) -> (BTreeSet<String>, BTreeSet<String>) {
        let (mut paths, mut held) = (BTreeSet::new(), BTreeSet::new());
        for ((person, product, path), spans) in &self.spans {
            let person = &directory.people[*person as usize];
            for (from, until) in spans {
                if until.is_none_or(|until| until > now.max(*from)) {
                    let by = match path {
                        Path::Direct => "directly".to_owned(),
                        Path::Group(number) => {
                            let place = usize::try_from(*number).unwrap() - 1;
                            let group = directory.members.keys().nth(place).unwrap();
                            format!("by {}", directory.group_names[group])
                        }
                    };
                    paths.insert(format!("{person} has {product:?} {by}"));
                }
                if *from <= now && until.is_none_or(|until| until > now) {
                    held.insert(format!("{person} holds {}", product.label()));
                }
            }
        }
        (paths, held)
    }
}

async fn shown(book: &Book) -> (BTreeSet<String>, BTreeSet<String>) {
    let (mut paths, mut held) = (BTreeSet::new(), BTreeSet::new());
    for (product, key) in PRODUCTS {
        for user in every(book, "licence_user_list", json!({ "product": key })).await {
            let id = text(&user["id"]);
            if user["direct"] == true {
                paths.insert(format!("{id} has {product:?} directly"));
            }
            for group in user["groups"].as_array().unwrap() {
                paths.insert(format!("{id} has {product:?} by {}", text(group)));
            }
        }
    }
    let labels = PRODUCTS.map(|(product, _)| product.label());
    for user in every(book, "user_list", json!({})).await {
        for product in user["licences"].as_array().unwrap() {
            if labels.contains(&product.as_str().unwrap()) {
                held.insert(format!("{} holds {}", text(&user["id"]), text(product)));
            }
        }
    }
    (paths, held)
}

#[tokio::test]
async fn intervals_rebuilt_from_the_journal_are_those_of_the_workbook_after_every_act() {
    let book = Book::empty().await;
    let directory = Directory::of(&book).await;
    let pilot = book.group("Agent pilot").await["group"].clone();
    let member = directory.names[UNLICENSED].clone();
    let other = directory.names[LICENSED].clone();
    let lines = |licences: u32| {
        json!({ "lines": [{ "product": "copilotStudioPack", "licences": 1 }, { "product": "copilotStudioUser", "licences": licences },
            { "product": "microsoft365Copilot", "licences": 2 }] })
    };
    let group = |more: Value| {
        let mut request = json!({ "group": pilot });
        for (field, value) in more.as_object().unwrap() {
            request[field] = value.clone();
        }
        request
    };
    let acts = [
        ("licence_buy", lines(4)),
        (
            "user_licences_set",
            json!({ "users": [member], "add": ["copilotStudioUser"], "usageLocation": "FR" }),
        ),
        ("group_licences_set", group(json!({ "add": ["copilotStudioUser"] }))),
        ("clock_advance", json!({ "by": "PT2M" })),
        ("group_member_remove", group(json!({ "user": other }))),
        ("clock_advance", json!({ "by": "PT1H" })),
        ("group_licences_reprocess", group(json!({}))),
        ("group_licences_set", group(json!({ "add": ["microsoft365Copilot"] }))),
        (
            "user_licences_set",
            json!({ "users": [member], "remove": ["copilotStudioUser"] }),
        ),
        ("licence_buy", lines(40)),
        ("group_licences_reprocess", group(json!({}))),
        ("clock_advance", json!({ "by": "PT1H" })),
        ("group_member_add", group(json!({ "user": other }))),
        ("group_licences_set", group(json!({ "remove": ["copilotStudioUser"] }))),
        ("clock_advance", json!({ "by": "P1D" })),
        (
            "group_licences_set",
            group(json!({ "remove": ["microsoft365Copilot"] })),
        ),
        (
            "user_licences_set",
            json!({ "users": [member], "remove": ["microsoft365E3"] }),
        ),
    ];
    for (name, request) in acts {
        book.call(name, request).await;
        let rebuilt = Rebuilt::of(&book, &directory).await;
        let now = book.call("clock_get", json!({})).await["now"].clone();
        let now = chrono::DateTime::parse_from_rfc3339(now.as_str().unwrap())
            .unwrap()
            .timestamp();
        let (paths, held) = rebuilt.shown(&directory, now);
        let (shown_paths, shown_held) = shown(&book).await;
        assert_eq!(paths, shown_paths, "after {name}");
        assert_eq!(held, shown_held, "after {name}");
    }
}

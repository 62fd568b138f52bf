//! Pages of metered rows, whatever their order, filter and number: beside a plain sort of what the files state.

use serde_json::{Value, json};

use crate::support::{Book, UNLICENSED, text, usage_file};

/// A row as the file states it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Stated {
    id: String,
    time: String,
    agent: String,
    environment: String,
    quantity: u32,
}

impl Stated {
    fn line(&self) -> String {
        format!(
            "{},{},{UNLICENSED},copilotStudio,{},{},Generative answer,{}",
            self.id, self.time, self.agent, self.environment, self.quantity
        )
    }
}

/// Rows of three days and many hours, several to a second, in no order.
fn stated() -> Vec<Stated> {
    (0..90_u32)
        .map(|number| {
            let scattered = number * 37 % 90;
            Stated {
                id: format!("id-{number:02}"),
                time: format!(
                    "2026-11-{:02}T{:02}:{:02}:00Z",
                    18 + scattered % 3,
                    scattered % 24,
                    scattered % 2 * 59
                ),
                agent: if number % 7 == 0 {
                    String::new()
                } else {
                    format!("Agent {}", number % 4)
                },
                environment: ["North", "south", ""][number as usize % 3].to_owned(),
                quantity: 1 + number % 5,
            }
        })
        .collect()
}

async fn all_pages(book: &Book, mut request: Value) -> (Vec<String>, u64) {
    let mut ids = Vec::new();
    request["limit"] = json!(7);
    request["from"] = json!("2026-11-01T00:00:00Z");
    request["until"] = json!("2026-12-01T00:00:00Z");
    loop {
        let listed = book.call("usage_row_list", request.clone()).await;
        let rows = listed["rows"].as_array().expect("rows");
        ids.extend(rows.iter().map(|row| text(&row["eventId"])));
        match listed["next"].as_str() {
            Some(next) => request["cursor"] = json!(next),
            None => return (ids, listed["total"].as_u64().expect("a number")),
        }
    }
}

/// Newest first among equals, as the list promises.
fn ids(mut rows: Vec<Stated>, key: impl Fn(&Stated) -> (bool, String), descending: bool) -> Vec<String> {
    rows.reverse();
    rows.sort_by_key(|row| std::cmp::Reverse(row.time.clone()));
    rows.sort_by(|one, other| {
        let ((nothing, one), (nothing_either, other)) = (key(one), key(other));
        let order = if descending { other.cmp(&one) } else { one.cmp(&other) };
        nothing.cmp(&nothing_either).then(order)
    });
    rows.into_iter().map(|row| row.id).collect()
}

async fn book(stated: &[Stated], restated: &[Stated]) -> Book {
    let book = Book::empty().await;
    book.call("clock_advance", json!({ "to": "2026-12-01T00:00:00Z" }))
        .await;
    let lines = |rows: &[Stated]| rows.iter().map(Stated::line).collect::<Vec<_>>();
    book.import("a.csv", &usage_file(&lines(stated))).await;
    if !restated.is_empty() {
        book.import("b.csv", &usage_file(&lines(restated))).await;
    }
    book
}

#[tokio::test]
async fn pages_hold_each_row_once_in_every_order() {
    let stated = stated();
    let book = book(&stated, &[]).await;
    let named = |name: &str| (name.is_empty(), name.to_lowercase());
    for descending in [false, true] {
        let expected: [(&str, Vec<String>); 4] = [
            ("at", ids(stated.clone(), |row| (false, row.time.clone()), descending)),
            ("agent", ids(stated.clone(), |row| named(&row.agent), descending)),
            (
                "environment",
                ids(stated.clone(), |row| named(&row.environment), descending),
            ),
            (
                "quantity",
                ids(stated.clone(), |row| (false, row.quantity.to_string()), descending),
            ),
        ];
        for (by, expected) in expected {
            let sort = json!({ "sort": { "by": by, "descending": descending } });
            let (found, total) = all_pages(&book, sort).await;
            assert_eq!(found, expected, "by {by}, descending: {descending}");
            assert_eq!(total, 90);
        }
    }
}

#[tokio::test]
async fn what_a_newer_file_restates_is_on_no_page_and_searches_find_the_rest() {
    let stated = stated();
    let mut restated: Vec<Stated> = stated.iter().filter(|row| row.quantity == 3).cloned().collect();
    for row in &mut restated {
        "2026-11-25T09:00:00Z".clone_into(&mut row.time);
        "Restated".clone_into(&mut row.agent);
    }
    let book = book(&stated, &restated).await;
    let stands = |row: &&Stated| row.quantity != 3;
    let kept: Vec<Stated> = stated.iter().filter(stands).cloned().chain(restated.clone()).collect();
    let by_time = |rows: Vec<Stated>| ids(rows, |row| (false, row.time.clone()), true);
    let (found, total) = all_pages(&book, json!({})).await;
    assert_eq!((found, total), (by_time(kept), 90));
    let (found, _) = all_pages(&book, json!({ "search": "RESTATED" })).await;
    assert_eq!(found, by_time(restated));
    let south: Vec<Stated> = stated
        .iter()
        .filter(stands)
        .filter(|row| row.agent == "Agent 1")
        .cloned()
        .collect();
    let (found, total) = all_pages(&book, json!({ "search": "agent 1", "service": "copilotStudio" })).await;
    assert_eq!(total as usize, south.len());
    assert_eq!(found, by_time(south));
    let (found, total) = all_pages(&book, json!({ "service": "retrievalApi" })).await;
    assert_eq!((found, total), (Vec::new(), 0));
}

//! Licences at scale: a tenant of 300,000 people whose groups give them three products, and the lists of people.
//!
//! Prints what the acts take and the p95 of each list, and judges nothing. The workbook is made anew each time.

#![allow(clippy::print_stdout, reason = "printing the figures is what it is for")]

use std::path::PathBuf;
use std::time::{Duration, Instant};

use meterdesk_api::{App, Caller, NewWorkbook, call};
use meterdesk_scenario::Scenario;
use serde_json::{Value, json};

/// Each person is in exactly one of the first groups of the large scenario, that of a department at a site.
const GROUPS: usize = 100;
const PRODUCTS: [&str; 3] = ["microsoft365Copilot", "copilotStudioUser", "microsoft365E3"];
const CALLS: usize = 40;
const GOAL: Duration = Duration::from_millis(50);

async fn act(app: &App, name: &str, request: Value) -> Value {
    let told = request.to_string();
    let answer = call(app, &Caller::default(), name, request).await;
    answer.unwrap_or_else(|error| panic!("{name} {told}: {}", error.message))
}

async fn timed(what: &str, work: impl Future<Output = ()>) {
    let begun = Instant::now();
    work.await;
    println!("{what}: {} ms", begun.elapsed().as_millis());
}

async fn large(path: PathBuf) -> App {
    for ending in ["", "-wal", "-shm"] {
        let _ = std::fs::remove_file(format!("{}{ending}", path.display()));
    }
    let new = NewWorkbook {
        path,
        scenario: "large".to_owned(),
        seed: 0,
        at: None,
    };
    let made = App::create(&new, App::no_files()).await;
    made.unwrap_or_else(|error| panic!("the workbook can't be made: {}", error.message))
}

async fn set(app: &App, scenario: &Scenario, add: &[&str], remove: &[&str]) {
    for group in &scenario.directory.groups[..GROUPS] {
        let request = json!({ "group": group.id.to_string(), "add": add, "remove": remove });
        act(app, "group_licences_set", request).await;
    }
}

/// Pages through a list, then searches it where it can be searched: p95 of as many answers of each.
async fn list(app: &App, name: &str, request: &Value) {
    let searching = ("searching", &["ma", "smith", "nobody is called that", "a.e"][..]);
    let paging = ("paging", &[""][..]);
    // A product's groups are few, and are not searched.
    let ways = if name == "licence_group_list" {
        vec![paging]
    } else {
        vec![paging, searching]
    };
    for (what, searches) in ways {
        let (mut times, mut total) = (Vec::new(), Value::Null);
        for search in searches {
            let mut cursor = Value::Null;
            for _ in 0..CALLS / searches.len() {
                let mut asked = request.clone();
                asked["limit"] = json!(100);
                if !search.is_empty() {
                    asked["search"] = json!(search);
                }
                asked["cursor"] = cursor;
                let begun = Instant::now();
                let answer = act(app, name, asked).await;
                times.push(begun.elapsed());
                cursor = answer["next"].clone();
                total = answer["total"].clone();
            }
        }
        times.sort_unstable();
        let p95 = times[(times.len() * 95).div_ceil(100) - 1];
        let met = if p95 <= GOAL { "met" } else { "MISSED" };
        println!(
            "{name} {request}, {what}: p95 {}.{:02} ms, goal {} ms, {met}; {total} rows for the last question",
            p95.as_millis(),
            p95.subsec_micros() % 1_000 / 10,
            GOAL.as_millis()
        );
    }
}

#[tokio::main]
async fn main() {
    let folder = PathBuf::from(std::env::args_os().nth(1).expect("a folder to work in"));
    std::fs::create_dir_all(&folder).expect("the folder can be made");
    let scenario = meterdesk_scenario::build("large", 0).expect("there is such a scenario");
    let app = large(folder.join("licences.meterdesk")).await;
    act(&app, "capacity_purchase", json!({ "packs": 1 })).await;
    let lines =
        ["microsoft365Copilot", "copilotStudioUser"].map(|product| json!({ "product": product, "licences": 300_000 }));
    act(&app, "licence_buy", json!({ "lines": lines })).await;
    timed(
        "100 groups give 300,000 people three products",
        set(&app, &scenario, &PRODUCTS, &[]),
    )
    .await;
    act(&app, "clock_advance", json!({ "by": "PT2H" })).await;
    let owned = act(&app, "licence_list", json!({})).await;
    for row in owned["rows"].as_array().into_iter().flatten() {
        println!("{}: {} owned, {} assigned", row["name"], row["owned"], row["assigned"]);
    }
    for product in PRODUCTS {
        list(&app, "licence_user_list", &json!({ "product": product })).await;
    }
    list(&app, "licence_group_list", &json!({ "product": PRODUCTS[0] })).await;
    list(&app, "user_list", &json!({})).await;
    list(&app, "user_list", &json!({ "copilotLicensed": true })).await;
    timed(
        "100 groups take one of them back",
        set(&app, &scenario, &[], &PRODUCTS[..1]),
    )
    .await;
    app.close().await;
}

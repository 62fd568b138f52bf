//! Every read command at the imported workbook, called again and again in one process: at rest, and while an import runs.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use meterdesk_api::{App, COMMANDS, Caller, call};
use serde_json::{Value, json};

use crate::report::{Figure, Report};

/// Reads that begin or follow a work, or write a whole list into a file, are no screens.
const NO_SCREENS: [&str; 8] = [
    "job_get",
    "job_cancel",
    "drill_start",
    "list_export",
    "table_export",
    "credit_report_write",
    "report_row_write",
    "focus_write",
];
const CALLS: usize = 20;
/// No answer may be longer, written as JSON.
const MOST_BYTES: u64 = 200_000;
/// One read must not take the whole bench.
const ENOUGH: Duration = Duration::from_secs(4);
const TOO_SLOW: Duration = Duration::from_secs(2);

/// What a screen would ask for; `None` where this workbook has nothing to ask about.
async fn request(app: &App, name: &str) -> Option<Value> {
    let first = async |list: &str, key: &str| {
        let listed = call(app, &Caller::default(), list, json!({ "limit": 1 })).await.ok()?;
        listed["rows"][0].get(key).cloned()
    };
    Some(match name {
        "policy_get" | "policy_spending" => json!({ "policy": first("policy_list", "id").await? }),
        "budget_preview" => json!({ "amount": "500", "reset": "month" }),
        "licence_user_list" | "licence_group_list" => json!({ "product": "microsoft365Copilot" }),
        "user_licences_get" => json!({ "users": [first("user_list", "id").await?] }),
        "environment_use_get" => json!({ "environment": first("environment_list", "id").await? }),
        "guide_get" => json!({ "guide": "copilotChat" }),
        "group_get" => json!({ "group": first("group_list", "id").await? }),
        "chargeback_list" => json!({ "by": "department" }),
        "chargeback_statement_list" => {
            let charged = call(
                app,
                &Caller::default(),
                "chargeback_list",
                json!({ "by": "department" }),
            )
            .await;
            json!({ "by": "department", "whose": charged.ok()?["rows"][0].get("key")? })
        }
        "report_row_list" => json!({ "report": first("report_list", "id").await? }),
        "conversation_get" => json!({ "conversation": first("conversation_list", "conversation").await? }),
        "coverage_list" => json!({ "service": "sharePointAgents" }),
        "usage_series" => json!({ "from": "2026-10-01", "until": "2026-10-31", "by": "payer" }),
        "usage_receipt" => json!({ "row": first("usage_row_list", "row").await? }),
        "import_rejection_list" => json!({ "import": first("import_list", "id").await? }),
        "branch_compare" => json!({ "a": "main", "b": "main" }),
        "usage_rate" => json!({ "on": "2026-11-17", "lines": [{ "feature": "generativeAnswer", "quantity": "3" }],
            "person": { "copilotLicensed": false }, "audience": "employee", "trigger": "interactive" }),
        "offer_compare" => json!({ "creditsPerMonth": "100000", "months": 12 }),
        "credits_report_list" => json!({ "table": "usersAndAgents" }),
        "session_count" => json!({ "on": "2023-05-03", "turns": 7 }),
        "usage_estimate" => json!({ "users": "100", "interactionsPerUser": "10", "knowledgePercent": "50",
            "tenantGraphPercent": "10",
            "perSession": { "prompt": "1", "mcp": "0", "connector": "0", "rest": "0", "computerUse": "0", "agentFlow": "1" },
            "prompts": { "basic": "1", "standard": "0", "premium": "0" } }),
        "business_central_estimate" => json!({ "agent": "payables", "documents": "10", "linesPerDocument": "3",
            "attachmentShare": "0.5" }),
        _ => json!({}),
    })
}

/// Dearer questions than the plain one that screens ask too.
async fn dearer(app: &App, name: &str) -> Vec<(&'static str, Value)> {
    let days = |by: &str| {
        json!({ "view": { "from": "2026-10-01", "until": "2026-11-01",
            "basis": "settled", "by": by } })
    };
    match name {
        "usage_row_list" => {
            let october = |more: Value| {
                let mut request = json!({ "from": "2026-10-01T00:00:00Z", "until": "2026-11-01T00:00:00Z" });
                if let (Some(request), Some(more)) = (request.as_object_mut(), more.as_object()) {
                    request.extend(more.clone());
                }
                request
            };
            let listed = call(app, &Caller::default(), name, october(json!({ "limit": 50 }))).await;
            let rows = listed.map(|listed| listed["rows"].clone()).unwrap_or_default();
            let person = rows
                .as_array()
                .into_iter()
                .flatten()
                .find_map(|row| row["person"].as_str());
            let mut found = vec![
                ("of October", october(json!({}))),
                ("far back", october(json!({ "cursor": "after-5000000" }))),
            ];
            if let Some(person) = person {
                found.push(("searching a person", october(json!({ "search": person }))));
            }
            found
        }
        "cost_analysis_get" | "cost_analysis_list" => ["person", "agent", "department", "environment"]
            .map(|by| (by, days(by)))
            .to_vec(),
        _ => Vec::new(),
    }
}

/// Calls of one question: how long each took, and the longest answer in bytes.
#[derive(Debug, Clone, Default)]
struct Calls {
    took: Vec<Duration>,
    bytes: u64,
}

impl Calls {
    /// The 95th of a hundred calls, or of those that there were.
    fn p95(&self) -> Duration {
        let mut sorted = self.took.clone();
        sorted.sort_unstable();
        sorted[(sorted.len() * 95).div_ceil(100) - 1]
    }
}

async fn calls(
    app: &App,
    name: &str,
    request: &Value,
    until: impl Fn(usize, Duration) -> bool,
) -> Result<Calls, String> {
    let (begun, mut calls) = (Instant::now(), Calls::default());
    while !until(calls.took.len(), begun.elapsed()) {
        let asked = Instant::now();
        let answer = call(app, &Caller::default(), name, request.clone()).await;
        calls.took.push(asked.elapsed());
        let bytes = answer.map_err(|error| error.message)?.to_string().len();
        calls.bytes = calls.bytes.max(bytes as u64);
    }
    Ok(calls)
}

/// A question to measure: how it is told of, its command, and what it asks.
type Question = (String, &'static str, Value);

async fn questions(app: &App) -> Vec<Question> {
    let mut questions = Vec::new();
    for command in COMMANDS {
        if command.writes || NO_SCREENS.contains(&command.name) {
            continue;
        }
        let name = command.name;
        match request(app, name).await {
            Some(request) => questions.push((name.to_owned(), name, request)),
            None => println!("P4 {name} is left out: this workbook has nothing to ask it about"),
        }
        for (how, request) in dearer(app, name).await {
            questions.push((format!("{name}, {how}"), name, request));
        }
    }
    questions
}

/// Measures P4 on a workbook that has its usage.
pub(crate) async fn measure((rows, workbook): (u64, &Path), busy: &Path, report: &mut Report) {
    let busy = busy.to_owned();
    let app = App::open(workbook, Arc::new(move |_| Ok(busy.clone()))).await;
    let app = app.unwrap_or_else(|error| panic!("the workbook can't be opened: {}", error.message));
    let questions = questions(&app).await;
    let mut idle = BTreeMap::new();
    for (told, name, request) in &questions {
        // The first call warms caches, as a window's does.
        match calls(&app, name, request, |count, took| count > CALLS || took > ENOUGH).await {
            Ok(mut calls) => {
                if calls.took.len() > 1 {
                    let first = calls.took.remove(0);
                    if first > 4 * calls.p95() && first > Duration::from_millis(50) {
                        println!("P4 at rest: {told}: the first answer took {} ms", first.as_millis());
                    }
                }
                idle.insert(told.as_str(), calls);
            }
            Err(problem) => println!("P4 {told} is left out: {problem}"),
        }
    }
    told(rows, "at rest", &idle, 50_000, report);
    longest(rows, &idle, report);
    let started = call(
        &app,
        &Caller::default(),
        "import_start",
        json!({ "file": "busy", "preview": true, "onOverlap": "add" }),
    )
    .await;
    let started = started.unwrap_or_else(|error| panic!("the import does not start: {}", error.message));
    let mut under: BTreeMap<&str, Calls> = BTreeMap::new();
    // What takes seconds at rest would hold up all others, and is far off its goal already.
    let quick = |told: &str| idle.get(told).is_some_and(|calls| calls.p95() < TOO_SLOW);
    let left_out = questions.iter().map(|(told, ..)| told.as_str());
    let left_out: Vec<_> = left_out.filter(|told| !quick(told)).collect();
    if !left_out.is_empty() {
        println!(
            "P4 while an import runs: left out, as too slow at rest: {}",
            left_out.join("; ")
        );
    }
    'import: loop {
        for (told, name, request) in questions.iter().filter(|(told, ..)| quick(told)) {
            let job = call(&app, &Caller::default(), "job_get", started.clone()).await;
            if job.is_ok_and(|job| job["state"] != "running") {
                break 'import;
            }
            if let Ok(found) = calls(&app, name, request, |count, _| count >= 1).await {
                under.entry(told).or_default().took.extend(found.took);
            }
        }
    }
    told(rows, "while an import runs", &under, 150_000, report);
    app.close().await;
}

fn told(rows: u64, when: &str, found: &BTreeMap<&str, Calls>, goal: u64, report: &mut Report) {
    let mut slowest: Vec<_> = found.iter().map(|(name, calls)| (calls.p95(), *name)).collect();
    slowest.sort_unstable();
    slowest.reverse();
    for (took, name) in &slowest {
        if took.as_millis() >= 5 {
            println!(
                "P4 {when}: {name} {}.{} ms",
                took.as_millis(),
                took.subsec_micros() % 1_000 / 100
            );
        }
    }
    let Some((took, name)) = slowest.first() else {
        return;
    };
    let missed = slowest
        .iter()
        .filter(|(took, _)| took.as_micros() > u128::from(goal))
        .count();
    report.add(Figure {
        id: "P4",
        rows,
        what: format!(
            "{name}, the slowest of {} reads {when}, p95; {missed} miss",
            found.len()
        ),
        against: "the goal itself".to_owned(),
        permille: u64::try_from(took.as_micros()).unwrap_or(u64::MAX),
        goal,
        unit: "ms",
        took: None,
    });
}

/// The longest answer of all.
fn longest(rows: u64, found: &BTreeMap<&str, Calls>, report: &mut Report) {
    let Some((name, calls)) = found.iter().max_by_key(|(_, calls)| calls.bytes) else {
        return;
    };
    report.add(Figure {
        id: "P4",
        rows,
        what: format!("{name}, the longest answer"),
        against: "the goal itself".to_owned(),
        permille: calls.bytes,
        goal: MOST_BYTES,
        unit: "kB",
        took: None,
    });
}

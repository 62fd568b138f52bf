//! Every read command at the imported workbook, called again and again in one process: at rest, and while an import runs.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use meterdesk_api::{App, COMMANDS, Caller, call};
use serde_json::{Value, json};

use crate::report::{Figure, Report};

/// Reads that follow a work or write a whole list into a file are no screens.
const NO_SCREENS: [&str; 4] = ["job_get", "job_cancel", "list_export", "table_export"];
const CALLS: usize = 20;
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
        "group_get" => json!({ "group": first("group_list", "id").await? }),
        "coverage_list" => json!({ "service": "sharePointAgents" }),
        "usage_series" => json!({ "from": "2026-10-01", "until": "2026-10-31", "by": "payer" }),
        "usage_receipt" => json!({ "row": first("usage_row_list", "row").await? }),
        "import_rejection_list" => json!({ "import": first("import_list", "id").await? }),
        "branch_compare" => json!({ "a": "main", "b": "main" }),
        "usage_rate" => json!({ "on": "2026-11-17", "lines": [{ "feature": "generativeAnswer", "quantity": "3" }],
            "person": { "copilotLicensed": false }, "audience": "employee", "trigger": "interactive" }),
        "offer_compare" => json!({ "creditsPerMonth": "100000", "months": 12 }),
        // The dearest question: people are in no sum, and each has a cost by day.
        "cost_analysis_get" | "cost_analysis_list" => json!({ "view": { "from": "2026-10-01", "until": "2026-11-01",
            "basis": "settled", "by": "person" } }),
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

/// The 95th of a hundred calls, or of those that there were.
fn p95(times: &[Duration]) -> Duration {
    let mut sorted = times.to_vec();
    sorted.sort_unstable();
    sorted[(sorted.len() * 95).div_ceil(100) - 1]
}

async fn times(
    app: &App,
    name: &str,
    request: &Value,
    until: impl Fn(usize, Duration) -> bool,
) -> Result<Vec<Duration>, String> {
    let (begun, mut times) = (Instant::now(), Vec::new());
    while !until(times.len(), begun.elapsed()) {
        let asked = Instant::now();
        let answer = call(app, &Caller::default(), name, request.clone()).await;
        times.push(asked.elapsed());
        answer.map_err(|error| error.message)?;
    }
    Ok(times)
}

/// Measures P4 on a workbook that has its usage.
pub(crate) async fn measure((rows, workbook): (u64, &Path), busy: &Path, report: &mut Report) {
    let busy = busy.to_owned();
    let app = App::open(workbook, Arc::new(move |_| Ok(busy.clone()))).await;
    let app = app.unwrap_or_else(|error| panic!("the workbook can't be opened: {}", error.message));
    let mut requests = Vec::new();
    for command in COMMANDS {
        if command.writes || NO_SCREENS.contains(&command.name) {
            continue;
        }
        match request(&app, command.name).await {
            Some(request) => requests.push((command.name, request)),
            None => println!(
                "P4 {} is left out: this workbook has nothing to ask it about",
                command.name
            ),
        }
    }
    let mut idle = BTreeMap::new();
    for (name, request) in &requests {
        // The first call warms caches, as a window's does.
        match times(&app, name, request, |count, took| count > CALLS || took > ENOUGH).await {
            Ok(times) => {
                let kept = if times.len() > 1 { &times[1..] } else { &times[..] };
                idle.insert(*name, p95(kept));
            }
            Err(problem) => println!("P4 {name} is left out: {problem}"),
        }
    }
    told(rows, "at rest", &idle, 50_000, report);
    let started = call(
        &app,
        &Caller::default(),
        "import_start",
        json!({ "file": "busy", "preview": true, "onOverlap": "add" }),
    )
    .await;
    let started = started.unwrap_or_else(|error| panic!("the import does not start: {}", error.message));
    let mut under: BTreeMap<&str, Vec<Duration>> = BTreeMap::new();
    // What takes seconds at rest would hold up all others, and is far off its goal already.
    let quick = |name: &str| idle.get(name).is_some_and(|took| *took < TOO_SLOW);
    let left_out: Vec<_> = requests
        .iter()
        .map(|(name, _)| *name)
        .filter(|name| !quick(name))
        .collect();
    if !left_out.is_empty() {
        println!(
            "P4 while an import runs: left out, as too slow at rest: {}",
            left_out.join(", ")
        );
    }
    'import: loop {
        for (name, request) in requests.iter().filter(|(name, _)| quick(name)) {
            let job = call(&app, &Caller::default(), "job_get", started.clone()).await;
            if job.is_ok_and(|job| job["state"] != "running") {
                break 'import;
            }
            if let Ok(found) = times(&app, name, request, |count, _| count >= 1).await {
                under.entry(name).or_default().extend(found);
            }
        }
    }
    let under = under.into_iter().map(|(name, times)| (name, p95(&times))).collect();
    told(rows, "while an import runs", &under, 150_000, report);
    app.close().await;
}

fn told(rows: u64, when: &str, found: &BTreeMap<&'static str, Duration>, goal: u64, report: &mut Report) {
    let mut slowest: Vec<_> = found.iter().map(|(name, took)| (*took, *name)).collect();
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
    report.add(Figure {
        id: "P4",
        rows,
        what: format!("{name}, the slowest of {} reads {when}, p95", found.len()),
        against: "the goal itself".to_owned(),
        permille: u64::try_from(took.as_micros()).unwrap_or(u64::MAX),
        goal,
        unit: "ms",
        took: None,
    });
}

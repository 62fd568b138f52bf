//! *Download report*: the environment, agent and user report, with the columns of the real files.
//!
//! The columns are those by which imports know these files. What the workbook does not know stays empty.

use chrono::DateTime;
use meterdesk_billing::payment::capacity_period;
use meterdesk_billing::platform::Environment;
use meterdesk_billing::settlement::{Outcome, PayAsYouGo, Payer};
use meterdesk_billing::tenant::ImportKind as Kind;
use meterdesk_billing::units::Credits;
use meterdesk_exchange::column_names;
use meterdesk_store::{RunRow, RunTimeline, Snapshot};

use super::agent_sums::agent_sums;
use super::environment::{day, is_of, rows_of_period};
use crate::error::ApiError;
use crate::settle::settle;
use crate::sheet_file::SheetFile;
use crate::text::instant;
use crate::wire::*;
use crate::{App, Caller};

/// The kind of capacity that Copilot Credits are.
const CAPACITY: &str = "MCSMessages";

/// Writes a report of the present capacity period.
///
/// # Errors
/// When the workbook can't be read or the file can't be written.
pub async fn credit_report_write(
    app: &App,
    _caller: &Caller,
    request: CreditReportWrite,
) -> Result<CreditReportWritten, ApiError> {
    let path = (app.files)(&request.file)?;
    settle(app, RunTimeline::Actual).await?;
    let mut snapshot = app.workbook.read().await?;
    let (kind, rows) = match request.report {
        CreditReportKey::Environment => (Kind::EnvironmentReport, by_environment(&mut snapshot).await?),
        CreditReportKey::Agent => (Kind::AgentReport, by_agent(&mut snapshot).await?),
        CreditReportKey::User => (Kind::UserReport, by_user(&mut snapshot).await?),
    };
    let header: Vec<&str> = column_names(kind).collect();
    let mut file = SheetFile::begin(path, &header)?;
    for row in &rows {
        file.write(row)?;
    }
    let (rows, file_name) = file.finish()?;
    let tenant = snapshot.tenant();
    let (from, until) = capacity_period(tenant);
    Ok(CreditReportWritten {
        rows,
        file_name,
        from: day(from),
        until: day(until),
        as_of: instant(tenant.now),
    })
}

/// By environment, billing plan and day. Days without use are left out.
async fn by_environment(snapshot: &mut Snapshot) -> Result<Vec<Vec<String>>, ApiError> {
    let used = rows_of_period(snapshot).await?;
    let tenant = snapshot.tenant();
    let platform = tenant.platform.now();
    let mut rows = Vec::new();
    for known in &platform.environments {
        let of_it: Vec<&RunRow> = used.iter().filter(|row| is_of(tenant, known, row)).collect();
        let mut days: Vec<i64> = of_it.iter().map(|row| row.day).collect();
        days.dedup();
        let plan = known.plan.and_then(|id| platform.plan(id));
        for day in days {
            let sum = |charged: bool| -> Credits {
                let of_day = of_it.iter().filter(|row| row.day == day);
                of_day.filter(|row| is_paid(row, charged)).map(|row| row.credits).sum()
            };
            let (prepaid, charged) = (sum(false), sum(true));
            if prepaid + charged == Credits::ZERO {
                continue;
            }
            rows.push(environment_row(
                known,
                plan.map_or_else(Default::default, |plan| {
                    (plan.facts.plan.to_string(), plan.facts.name.clone())
                }),
                (prepaid, charged),
                day,
            ));
        }
    }
    Ok(rows)
}

fn environment_row(
    known: &Environment,
    (plan, plan_name): (String, String),
    (prepaid, charged): (Credits, Credits),
    day: i64,
) -> Vec<String> {
    let date = DateTime::from_timestamp(day * 86_400, 0).unwrap_or_default();
    vec![
        plan,
        plan_name,
        known.facts.environment.to_string(),
        known.facts.name.clone(),
        CAPACITY.to_owned(),
        known.allocated.to_string(),
        prepaid.to_string(),
        charged.to_string(),
        date.format("%-m/%-d/%Y 12:00:00 AM").to_string(),
    ]
}

/// Whether the row was billed to a plan or, where that is not asked for, paid by prepaid capacity or used over it.
fn is_paid(row: &RunRow, charged: bool) -> bool {
    match row.outcome {
        Outcome::Paid(Payer::Allocation(_) | Payer::TenantPool | Payer::OverCapacity) => !charged,
        Outcome::Paid(Payer::PayAsYouGo(PayAsYouGo::Plan(_)) | Payer::PrePurchase(_, PayAsYouGo::Plan(_))) => charged,
        _ => false,
    }
}

async fn by_agent(snapshot: &mut Snapshot) -> Result<Vec<Vec<String>>, ApiError> {
    let sums = agent_sums(snapshot, false).await?;
    let platform = snapshot.tenant().platform.now();
    let rows = sums.into_iter().map(|(used, sum)| {
        let nothing = String::new;
        vec![
            used.agent.clone(),
            nothing(),
            used.product(platform).to_owned(),
            used.feature.clone(),
            sum.billed().to_string(),
            sum.not_billed.to_string(),
            nothing(),
            nothing(),
            nothing(),
            nothing(),
            nothing(),
            used.environment.map_or_else(String::new, |id| id.to_string()),
            used.environment_name,
        ]
    });
    Ok(rows.collect())
}

async fn by_user(snapshot: &mut Snapshot) -> Result<Vec<Vec<String>>, ApiError> {
    let mut sums = std::collections::BTreeMap::new();
    for (used, sum) in agent_sums(snapshot, true).await? {
        if let Some(person) = used.person {
            let (billable, all) = sums
                .entry((person, used.agent))
                .or_insert((Credits::ZERO, Credits::ZERO));
            *billable += sum.billed();
            *all += sum.billed() + sum.not_billed;
        }
    }
    let people: Vec<_> = sums.keys().map(|(person, _)| *person).collect();
    let names = snapshot.names_of(&people).await?;
    let mut rows = Vec::with_capacity(sums.len());
    for (((_, agent), (billable, all)), name) in sums.into_iter().zip(names) {
        let person = snapshot.person(&name.id).await?;
        rows.push(vec![
            name.id,
            name.user_principal_name,
            String::new(),
            agent,
            billable.to_string(),
            all.to_string(),
            if person.is_some_and(|person| person.copilot_licensed()) {
                "Yes"
            } else {
                "No"
            }
            .to_owned(),
        ]);
    }
    Ok(rows)
}

//! The simulated clock.

use std::sync::Arc;

use chrono::TimeDelta;
use meterdesk_billing::tenant::{Command, Refusal, Tenant};
use meterdesk_billing::time::Instant;

use super::plan_budget_action::BudgetActions;
use super::usage_plan::{ended_between, go_on};
use crate::act::{Start, start};
use crate::error::{ApiError, ErrorCode};
use crate::jobs::{Job, Outcome};
use crate::settle::settle_after_act;
use crate::text::instant;
use crate::wire::*;
use crate::{App, Caller};

/// The simulated time.
///
/// # Errors
/// When the workbook can't be read.
pub async fn clock_get(app: &App, _caller: &Caller, _request: ClockGet) -> Result<ClockView, ApiError> {
    Ok(ClockView {
        now: instant(app.workbook.read().await?.tenant().now),
    })
}

/// Moves the clock forward, adds the use that the scenario plans for the time that passes, and settles what it passed.
///
/// # Errors
/// When the request names no time after now, or the workbook can't be written.
pub async fn clock_advance(app: &App, caller: &Caller, request: ClockAdvance) -> Result<ClockAdvanced, ApiError> {
    advance(app, caller, request, None).await
}

/// The same as a work that `job_get` follows. Stopped, it has changed nothing: time moves when all of it is done.
///
/// # Errors
/// None here: what stands against it, the work says.
pub async fn clock_advance_start(
    app: &App,
    caller: &Caller,
    request: ClockAdvanceStart,
) -> Result<ClockAdvanceStarted, ApiError> {
    let (id, job) = app.jobs.begin("The advance was cancelled; time has not moved");
    let (app, caller) = (app.clone(), caller.clone());
    let request = ClockAdvance {
        by: request.by,
        to: request.to,
        preview: request.preview,
        command_id: request.command_id,
    };
    let work = Arc::clone(&job);
    tokio::spawn(async move {
        let result = Box::pin(advance(&app, &caller, request, Some(work.as_ref()))).await;
        work.end(result.map(Outcome::Clock));
    });
    Ok(ClockAdvanceStarted { job: id })
}

async fn advance(
    app: &App,
    caller: &Caller,
    request: ClockAdvance,
    job: Option<&Job>,
) -> Result<ClockAdvanced, ApiError> {
    // What an action does shows only once the time before it is settled: so time is moved anew with each that was found.
    let mut actions = BudgetActions::default();
    loop {
        match advance_with(app, caller, &request, job, &mut actions).await? {
            Advanced::Done(answer) => {
                if !request.preview {
                    if let Some(job) = job {
                        job.step("Settling who paid");
                    }
                    settle_after_act(app).await;
                }
                return Ok(*answer);
            }
            Advanced::ActionFound => {}
        }
    }
}

/// What came of moving time with the actions that are known.
enum Advanced {
    /// It is done.
    Done(Box<ClockAdvanced>),
    /// Another action is due on the way; nothing was changed.
    ActionFound,
}

async fn advance_with(
    app: &App,
    caller: &Caller,
    request: &ClockAdvance,
    job: Option<&Job>,
    actions: &mut BudgetActions,
) -> Result<Advanced, ApiError> {
    let mut begun = match start(app, caller, request).await? {
        Start::Answered(answer) => return Ok(Advanced::Done(Box::new(answer))),
        Start::Begun(begun) => begun,
    };
    let from = begun.act.tenant().now;
    let to = target(request, from)?;
    actions.begin(&begun);
    let mut happened = actions.run(&mut begun).await?;
    if begun.act.tenant().now != to {
        begun.decide(Command::AdvanceClock { to }).await?;
    }
    let planned_rows = go_on(&mut begun, (from, to), job).await?;
    if let Some(job) = job.filter(|_| actions.are_armed()) {
        job.step("Looking at budgets of billing plans");
    }
    if actions.find(&mut begun, (from, to)).await? {
        return Ok(Advanced::ActionFound);
    }
    let plan_ended = ended_between(begun.act.tenant(), from, to).map(instant);
    happened.extend(disconnected_between(begun.act.tenant(), from, to));
    let of_environments = super::platform_happening::by_time(begun.act.tenant());
    let since = instant(from);
    happened.extend(
        of_environments
            .into_iter()
            .filter(|row| row.at > since)
            .map(|row| row.text),
    );
    let answer = ClockAdvanced {
        from: instant(from),
        now: instant(to),
        happened,
        planned_rows,
        plan_ended,
    };
    Ok(Advanced::Done(Box::new(begun.finish(answer).await?)))
}

fn target(request: &ClockAdvance, now: Instant) -> Result<Instant, ApiError> {
    let invalid = |message: &str, field: &str| ApiError::new(ErrorCode::InvalidField, message).at(field);
    match (&request.by, &request.to) {
        (Some(by), None) => {
            let by = duration(by).ok_or_else(|| invalid("use an ISO 8601 duration such as PT2H or P1D", "by"))?;
            now.checked_add_signed(by)
                .ok_or(Refusal::ClockTooFar { years: 10 }.into())
        }
        (None, Some(to)) => to
            .parse::<Instant>()
            .map_err(|_| invalid("use a time such as 2026-12-01T00:00:00Z", "to"))
            .map(|to| chrono::DateTime::from_timestamp(to.timestamp(), 0).unwrap_or(to)),
        _ => Err(invalid("name either by or to", "by")),
    }
}

/// Weeks, days, hours, minutes and seconds; months and years have no fixed length and are not taken.
fn duration(text: &str) -> Option<TimeDelta> {
    let rest = text.trim().strip_prefix('P')?;
    let (days, time) = rest
        .split_once('T')
        .map_or((rest, None), |(days, time)| (days, Some(time)));
    if time == Some("") || days.is_empty() && time.is_none() {
        return None;
    }
    let mut seconds = parts(days, &[('W', 604_800), ('D', 86_400)])?;
    if let Some(time) = time {
        seconds = seconds.checked_add(parts(time, &[('H', 3_600), ('M', 60), ('S', 1)])?)?;
    }
    TimeDelta::try_seconds(seconds)
}

fn parts(mut text: &str, units: &[(char, i64)]) -> Option<i64> {
    let mut seconds = 0_i64;
    let mut units = units.iter();
    while !text.is_empty() {
        let end = text.find(|letter: char| !letter.is_ascii_digit())?;
        let unit = text[end..].chars().next()?;
        let (_, length) = units.find(|(letter, _)| *letter == unit)?;
        let count: i64 = text[..end].parse().ok()?;
        seconds = seconds.checked_add(count.checked_mul(*length)?)?;
        text = &text[end + 1..];
    }
    Some(seconds)
}

/// Disconnections that reach everybody after `from` and at `to` at the latest, oldest first.
fn disconnected_between(tenant: &Tenant, from: Instant, to: Instant) -> Vec<String> {
    let mut reached: Vec<_> = tenant
        .connections
        .iter()
        .filter_map(|connection| Some((connection.period.until?, connection)))
        .filter(|(until, _)| from < *until && *until <= to)
        .collect();
    reached.sort_by_key(|(until, _)| *until);
    reached
        .into_iter()
        .map(|(_, connection)| super::happening::disconnected_sentence(tenant, connection))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_of_fixed_length_are_read() {
        let seconds = |text| duration(text).map(|by| by.num_seconds());
        assert_eq!(seconds("PT2H"), Some(7_200));
        assert_eq!(seconds("P1D"), Some(86_400));
        assert_eq!(seconds("P1DT12H30M5S"), Some(131_405));
        assert_eq!(seconds("P2W"), Some(1_209_600));
        for text in [
            "",
            "P",
            "PT",
            "2H",
            "PT2",
            "P1M",
            "P1Y",
            "PT-2H",
            "PT2H1D",
            "PT1M2H",
            "PT99999999999999999H",
        ] {
            assert_eq!(seconds(text), None, "{text}");
        }
    }
}

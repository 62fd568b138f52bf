//! Reports › Anomalies: days on which the tenant, an agent or a person used much more than before.

use std::collections::BTreeMap;

use chrono::{DateTime, Days, NaiveDate};
use meterdesk_billing::anomalies::{
    Anomaly, DAYS_BEFORE, LEAST_OF_A_DAY, LEAST_OF_A_PERSON, LEAST_OF_AN_AGENT, LEAST_PAST, TIMES,
};
use meterdesk_billing::time::{day_start, next_day};
use meterdesk_billing::units::Credits;
use meterdesk_billing::usage::{PersonIndex, Service};
use meterdesk_store::{RunTimeline, Snapshot};

use crate::error::{ApiError, ErrorCode};
use crate::far_off::{FarOff, Services, Whose};
use crate::lists::{Cell, Column, columns};
use crate::pages::page;
use crate::settle::settle;
use crate::text::{counted, grouped, instant, second, spoken_day};
use crate::wire::*;
use crate::{App, Caller};

const DAY: i64 = 86_400;
const DEFAULT_DAYS: u64 = 30;
/// As many as a chart has at most.
const MOST_DAYS: i64 = 400;

/// Of more people than these one notification tells of all.
const MOST_TOLD: usize = 3;

columns!(AnomalyListed of AnomalyRow:
    Column::new("day", "Day (UTC)", |row| Cell::text(&row.day)),
    Column::new("of", "Of", |row| Cell::text(&row.of_label)),
    Column::new("name", "Name", |row| Cell::text(&row.name)),
    Column::new("credits", "Used (credits)", |row| Cell::amount(&row.credits)),
    Column::new("median", "Usual: median (credits)", |row| Cell::amount(&row.median)),
    Column::new("distance", "Usual distance (credits)", |row| Cell::amount(&row.distance)),
    Column::new("limit", "Far off above (credits)", |row| Cell::amount(&row.limit)),
    Column::new("past", "Days of the past", |row| Cell::count(row.past)),
    Column::plain("services", "Services", |row| Cell::text(row.services.join(", "))),
    Column::plain("working", "Working", |row| Cell::text(&row.working)),
);

/// Days far above their own past.
///
/// # Errors
/// When the days are none, the page is not one, or the workbook can't be read.
pub async fn anomaly_list(app: &App, _caller: &Caller, request: AnomalyList) -> Result<AnomalyListed, ApiError> {
    let page = page::<AnomalyListed>(app, request.cursor.as_deref(), request.limit, request.sort.as_ref())?;
    settle(app, RunTimeline::Actual).await?;
    let mut snapshot = app.workbook.read().await?;
    let now = snapshot.tenant().now;
    let (from, until) = range(&request, now.date_naive())?;
    let days = (day_number(from), day_number(until));
    let mut found = app.far_off.within(&mut snapshot, days).await?;
    if let Some(services) = request.services {
        let wanted = Services::of(services.into_iter().map(Service::from));
        found.retain(|far| far.services.meets(wanted));
    }
    let mut rows = rows(&mut snapshot, &found).await?;
    let search = request.search.unwrap_or_default().trim().to_lowercase();
    rows.retain(|row| request.of.is_none_or(|of| of == row.of) && row.name.to_lowercase().contains(&search));
    rows.sort_by(|one, two| (&two.day, &one.of_label, &one.name).cmp(&(&one.day, &two.of_label, &two.name)));
    let (rows, total, next) = page.of::<AnomalyListed>(rows);
    Ok(AnomalyListed {
        rows,
        total,
        next,
        from: from.to_string(),
        until: until.to_string(),
        rule: format!(
            "A day is far off where more than {TIMES} times the usual distance lies between it and the median of its own past: of the days \
             with use in the {DAYS_BEFORE} days before it, working days by working days and week-ends by week-ends, of {LEAST_PAST} such \
             days at least. The usual distance is the median of the distances from the median, and at least a quarter of the median. \
             It is told where that is at least {} credits more than usual for the whole tenant, {} for an agent, {} for a person. Blocked use \
             counts nothing.",
            grouped(&LEAST_OF_A_DAY.to_string()),
            grouped(&LEAST_OF_AN_AGENT.to_string()),
            grouped(&LEAST_OF_A_PERSON.to_string()),
        ),
        as_of: instant(now),
    })
}

fn day_number(day: NaiveDate) -> i64 {
    day_start(day) / DAY
}

fn range(request: &AnomalyList, today: NaiveDate) -> Result<(NaiveDate, NaiveDate), ApiError> {
    let invalid = |field: &str, message: String| ApiError::new(ErrorCode::InvalidField, message).at(field);
    let day = |text: &Option<String>, field: &str| {
        let read = text.as_ref().map(|text| text.parse::<NaiveDate>());
        read.transpose()
            .map_err(|_| invalid(field, "use a day such as 2026-11-01".to_owned()))
    };
    let until = day(&request.until, "until")?.unwrap_or(next_day(today));
    let from = day(&request.from, "from")?;
    let from = from
        .or_else(|| until.checked_sub_days(Days::new(DEFAULT_DAYS)))
        .unwrap_or(until);
    match (until - from).num_days() {
        1..=MOST_DAYS => Ok((from, until)),
        ..=0 => Err(invalid("until", "until must be after from".to_owned())),
        _ => Err(invalid("from", format!("at most {MOST_DAYS} days are judged at once"))),
    }
}

/// A notification of each day that is over, of the last thirty, on which somebody used much more than before.
///
/// # Errors
/// When the workbook can't be read.
pub(super) async fn notifications(app: &App, snapshot: &mut Snapshot) -> Result<Vec<HappeningRow>, ApiError> {
    let today = day_number(snapshot.tenant().now.date_naive());
    let days = (today - DEFAULT_DAYS.cast_signed() + 1, today);
    let found = app.far_off.within(snapshot, days).await?;
    let rows = rows(snapshot, &found).await?;
    let (people, others): (Vec<_>, Vec<_>) = rows.into_iter().partition(|row| row.of == AnomalyOf::Person);
    let mut told: Vec<HappeningRow> = others
        .into_iter()
        .map(|row| notification(&row.id, &row.day, &row.text))
        .collect();
    let mut by_day: BTreeMap<String, Vec<AnomalyRow>> = BTreeMap::new();
    for row in people {
        by_day.entry(row.day.clone()).or_default().push(row);
    }
    for (day, rows) in by_day {
        if rows.len() <= MOST_TOLD {
            told.extend(rows.iter().map(|row| notification(&row.id, &day, &row.text)));
            continue;
        }
        let used = |row: &&AnomalyRow| row.credits.parse::<Credits>().unwrap_or_default();
        let most = rows.iter().max_by_key(used).map_or("", |row| &row.text);
        let people = counted(rows.len() as u64, "person", "people");
        let text = format!("{people} used much more than usual for each of them on one day. The most: {most}");
        told.push(notification(&format!("people:{day}"), &day, &text));
    }
    Ok(told)
}

fn notification(id: &str, day: &str, text: &str) -> HappeningRow {
    // It is known of when the day is over.
    let end = day.parse().map_or(0, |day| day_start(next_day(day)));
    HappeningRow {
        id: format!("farOff-{id}"),
        at: second(end),
        cause: HappeningCause::Usage,
        kind: "farOff".to_owned(),
        text: format!("{text} By an assumed rule that is far off."),
        actor: None,
        policy: None,
        service: None,
        import: None,
        day: Some(day.to_owned()),
    }
}

/// Rows of the days found, with the names of agents and people.
async fn rows(snapshot: &mut Snapshot, found: &[FarOff]) -> Result<Vec<AnomalyRow>, ApiError> {
    let agents: Vec<i64> = found
        .iter()
        .filter_map(|far| match far.whose {
            Whose::Agent(agent) => Some(agent),
            _ => None,
        })
        .collect();
    let agents = snapshot.texts_of(&agents).await?;
    let people: Vec<PersonIndex> = found
        .iter()
        .filter_map(|far| match far.whose {
            Whose::Person(person) => Some(person),
            _ => None,
        })
        .collect();
    let mut people = snapshot.names_of(&people).await?.into_iter();
    let mut rows = Vec::with_capacity(found.len());
    for far in found {
        match far.whose {
            Whose::Tenant => rows.push(row(AnomalyOf::Day, "", "All use", far)),
            // Use without an agent is nobody's own past.
            Whose::Agent(agent) => {
                if let Some(name) = agents.get(&agent).filter(|name| !name.is_empty()) {
                    rows.push(row(AnomalyOf::Agent, name, name, far));
                }
            }
            Whose::Person(_) => {
                if let Some(person) = people.next() {
                    rows.push(row(AnomalyOf::Person, &person.id, &person.display_name, far));
                }
            }
        }
    }
    Ok(rows)
}

fn row(of: AnomalyOf, id: &str, name: &str, FarOff { found, services, .. }: &FarOff) -> AnomalyRow {
    let (of_key, of_label) = match of {
        AnomalyOf::Day => ("day", "Tenant"),
        AnomalyOf::Agent => ("agent", "Agent"),
        AnomalyOf::Person => ("person", "Person"),
    };
    let who = match of {
        AnomalyOf::Day => "The tenant".to_owned(),
        AnomalyOf::Agent => format!("The agent \"{name}\""),
        AnomalyOf::Person => name.to_owned(),
    };
    let date = |day: i64| DateTime::from_timestamp(day * DAY, 0).unwrap_or_default().date_naive();
    let credits = |credits: Credits| grouped(&credits.to_string());
    AnomalyRow {
        id: format!("{of_key}:{}:{id}", date(found.day)),
        of,
        of_label: of_label.to_owned(),
        name: name.to_owned(),
        day: date(found.day).to_string(),
        until: date(found.day + 1).to_string(),
        credits: found.credits.to_string(),
        median: found.median.to_string(),
        distance: found.distance.to_string(),
        limit: found.limit.to_string(),
        past: u32::try_from(found.past).unwrap_or(u32::MAX),
        services: services.each().map(|service| service.label().to_owned()).collect(),
        text: format!(
            "{who} used {} Copilot Credits on {}, where {} are usual.",
            credits(found.credits),
            spoken_day(date(found.day)),
            credits(found.median),
        ),
        working: working(found, date(found.day)),
    }
}

fn working(found: &Anomaly, day: NaiveDate) -> String {
    let credits = |credits: Credits| grouped(&credits.to_string());
    format!(
        "{} were used on {}. On {} such days before it was {} in the middle, usually {} off: {} + {TIMES} × {} = {}.",
        credits(found.credits),
        spoken_day(day),
        found.past,
        credits(found.median),
        credits(found.distance),
        credits(found.median),
        credits(found.distance),
        credits(found.limit),
    )
}

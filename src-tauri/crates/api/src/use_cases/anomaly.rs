//! Reports › Anomalies: days on which the tenant, an agent or a person used much more than before.

use std::collections::{BTreeMap, HashMap};

use chrono::{DateTime, Days, NaiveDate};
use meterdesk_billing::anomalies::{
    Anomaly, DAYS_BEFORE, LEAST_OF_A_DAY, LEAST_OF_A_PERSON, LEAST_OF_AN_AGENT, LEAST_PAST, MOST_PAST, TIMES, find,
};
use meterdesk_billing::settlement::{Outcome, RollupKey};
use meterdesk_billing::time::{day_start, next_day};
use meterdesk_billing::units::Credits;
use meterdesk_billing::usage::PersonIndex;
use meterdesk_store::{RunTimeline, Snapshot};

use crate::error::{ApiError, ErrorCode};
use crate::lists::{Cell, Column, columns};
use crate::pages::page;
use crate::settle::settle;
use crate::text::{grouped, instant, spoken_day};
use crate::wire::*;
use crate::{App, Caller};

const DAY: i64 = 86_400;
const DEFAULT_DAYS: u64 = 30;
const MOST_DAYS: i64 = 100;

columns!(AnomalyListed of AnomalyRow:
    Column::new("day", "Day (UTC)", |row| Cell::text(&row.day)),
    Column::new("of", "Of", |row| Cell::text(&row.of_label)),
    Column::new("name", "Name", |row| Cell::text(&row.name)),
    Column::new("credits", "Used (credits)", |row| Cell::amount(&row.credits)),
    Column::new("median", "Usual: median (credits)", |row| Cell::amount(&row.median)),
    Column::new("distance", "Usual distance (credits)", |row| Cell::amount(&row.distance)),
    Column::new("limit", "Far off above (credits)", |row| Cell::amount(&row.limit)),
    Column::new("past", "Days of the past", |row| Cell::count(row.past)),
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
    let used = Used::read(&mut snapshot, (day_number(from) - DAYS_BEFORE, day_number(until))).await?;
    let mut rows = used.rows(&mut snapshot, day_number(from)).await?;
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
            "A day is far off where more than {TIMES} times the usual distance lies between it and the median of its own past: of the last \
             {MOST_PAST} days with use before it, working days by working days and week-ends by week-ends, of {LEAST_PAST} such days at \
             least. The usual distance is the median of the distances from the median, and at least a quarter of the median. \
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

/// Credits by day, of the tenant and of each agent and person.
#[derive(Default)]
struct Used {
    tenant: BTreeMap<i64, Credits>,
    agents: HashMap<i64, BTreeMap<i64, Credits>>,
    people: HashMap<PersonIndex, BTreeMap<i64, Credits>>,
}

impl Used {
    async fn read(snapshot: &mut Snapshot, days: (i64, i64)) -> Result<Self, ApiError> {
        let mut used = Self::default();
        let counts = |key: &RollupKey| !matches!(key.outcome, Outcome::Blocked(_));
        snapshot
            .each_use(days, counts, |key, part| {
                if part.credits == Credits::ZERO {
                    return;
                }
                *used.tenant.entry(key.day).or_default() += part.credits;
                *used.agents.entry(part.agent).or_default().entry(key.day).or_default() += part.credits;
                if let Some(person) = part.person {
                    *used.people.entry(person).or_default().entry(key.day).or_default() += part.credits;
                }
            })
            .await?;
        Ok(used)
    }

    async fn rows(self, snapshot: &mut Snapshot, from: i64) -> Result<Vec<AnomalyRow>, ApiError> {
        let far = |days: &BTreeMap<i64, Credits>, least: Credits| -> Vec<Anomaly> {
            let days: Vec<_> = days.iter().map(|(day, credits)| (*day, *credits)).collect();
            find(&days, from, least)
        };
        let mut rows: Vec<AnomalyRow> = far(&self.tenant, LEAST_OF_A_DAY)
            .iter()
            .map(|found| row(AnomalyOf::Day, "", "All use", found))
            .collect();
        let words: HashMap<i64, String> = snapshot.names().await?.into_iter().collect();
        for (agent, days) in &self.agents {
            // Use without an agent is nobody's own past.
            let name = words.get(agent).filter(|name| !name.is_empty());
            if let Some(name) = name {
                rows.extend(
                    far(days, LEAST_OF_AN_AGENT)
                        .iter()
                        .map(|found| row(AnomalyOf::Agent, name, name, found)),
                );
            }
        }
        let found: Vec<(PersonIndex, Anomaly)> = self
            .people
            .iter()
            .flat_map(|(person, days)| far(days, LEAST_OF_A_PERSON).into_iter().map(|found| (*person, found)))
            .collect();
        let people: Vec<PersonIndex> = found.iter().map(|(person, _)| *person).collect();
        let names = snapshot.names_of(&people).await?;
        rows.extend(
            found
                .iter()
                .zip(names)
                .map(|((_, found), name)| row(AnomalyOf::Person, &name.id, &name.display_name, found)),
        );
        Ok(rows)
    }
}

fn row(of: AnomalyOf, id: &str, name: &str, found: &Anomaly) -> AnomalyRow {
    let (of_key, of_label) = match of {
        AnomalyOf::Day => ("day", "Tenant"),
        AnomalyOf::Agent => ("agent", "Agent"),
        AnomalyOf::Person => ("person", "Person"),
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
        working: format!(
            "{} were used on {}. On {} such days before it was {} in the middle, usually {} off: {} + {TIMES} × {} = {}.",
            credits(found.credits),
            spoken_day(date(found.day)),
            found.past,
            credits(found.median),
            credits(found.distance),
            credits(found.median),
            credits(found.distance),
            credits(found.limit),
        ),
    }
}

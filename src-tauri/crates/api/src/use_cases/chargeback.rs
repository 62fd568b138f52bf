//! Chargeback of a month: settled use by department or cost center, and each one's part of the bills.
//!
//! It reads what the published run keeps of each person's use.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::{DateTime, NaiveDate};
use foldhash::fast::FixedState;
use meterdesk_billing::chargeback::{Chargeback, Charged, divide};
use meterdesk_billing::settlement::{Judged, Outcome, RollupKey};
use meterdesk_billing::time::Month;
use meterdesk_billing::units::{Credits, Usd};
use meterdesk_billing::usage::PersonIndex;
use meterdesk_store::{RunTimeline, Snapshot};

use crate::error::{ApiError, ErrorCode};
use crate::lists::{Cell, Column, columns};
use crate::pages::page;
use crate::settle::settle;
use crate::text::{instant, spoken_month};
use crate::wire::*;
use crate::{App, Caller};

columns!(ChargebackListed of ChargebackRow:
    Column::new("name", "Charged", |row| Cell::text(&row.name)),
    Column::new("people", "People", |row| Cell::count(row.people)),
    Column::new("payAsYouGo", "Pay-as-you-go (credits)", |row| Cell::amount(&row.pay_as_you_go_credits)),
    Column::new("prePurchased", "Pre-purchased (credits)", |row| Cell::amount(&row.pre_purchased_credits)),
    Column::new("prepaid", "Prepaid (credits)", |row| Cell::amount(&row.prepaid_credits)),
    Column::new("notBilled", "Not billed (credits)", |row| Cell::amount(&row.not_billed_credits)),
    Column::new("bill", "Pay-as-you-go (USD)", |row| Cell::amount(&row.bill_usd)),
    Column::new("prepaidUsd", "Prepaid capacity (USD)", |row| Cell::amount(&row.prepaid_usd)),
    Column::new("usd", "Charged (USD)", |row| Cell::amount(&row.usd)),
);

/// The largest cost that is divided: a billion dollars.
const MOST: Usd = Usd(1_000_000_000 * 100_000_000);
const NOBODY: &str = "Nobody (autonomous, external)";
const CENT: i64 = 1_000_000;
const DAY: i64 = 86_400;

/// What departments or cost centers are charged for a month.
///
/// # Errors
/// When there is no such month, the cost is none, the page is not one, or the workbook can't be read.
pub async fn chargeback_list(
    app: &App,
    _caller: &Caller,
    request: ChargebackList,
) -> Result<ChargebackListed, ApiError> {
    let page = page::<ChargebackListed>(app, request.cursor.as_deref(), request.limit, request.sort.as_ref())?;
    let cost = cents(request.prepaid_cost.as_deref())?;
    settle(app, RunTimeline::Actual).await?;
    let mut snapshot = app.workbook.read().await?;
    let months = months(&mut snapshot).await?;
    let month = asked(&snapshot, &months, request.month.as_deref())?;
    let (charged, people) = charged(&mut snapshot, month, request.by, cost).await?;
    let divided: i64 = charged.values().map(|charged| charged.prepaid_cents).sum();
    let mut sum = Charged::default();
    let everybody: BTreeSet<PersonIndex> = people.values().flatten().copied().collect();
    for one in charged.values() {
        sum.pay_as_you_go += one.pay_as_you_go;
        sum.pre_purchased += one.pre_purchased;
        sum.prepaid += one.prepaid;
        sum.not_billed += one.not_billed;
        sum.bill_cents += one.bill_cents;
        sum.prepaid_cents += one.prepaid_cents;
    }
    let search = request.search.unwrap_or_default().trim().to_lowercase();
    let mut found: Vec<_> = charged
        .iter()
        .filter(|(name, _)| name.to_lowercase().contains(&search))
        .collect();
    found.sort_by_key(|(_, charged)| Reverse((charged.bill_cents + charged.prepaid_cents, charged.pay_as_you_go)));
    let rows = found
        .into_iter()
        .map(|(name, charged)| row(name, people[name].len(), charged));
    let (rows, total, next) = page.of::<ChargebackListed>(rows.collect());
    let tenant = snapshot.tenant();
    Ok(ChargebackListed {
        rows,
        total,
        next,
        month: named(month),
        month_label: spoken_month(month.start().timestamp()),
        months: months.into_iter().rev().map(named).collect(),
        sum: row("All", everybody.len(), &sum),
        undivided_usd: dollars(cost - divided),
        as_of: instant(tenant.now),
    })
}

/// Adds a month's use up, and says who used something of each.
async fn charged(
    snapshot: &mut Snapshot,
    month: Month,
    by: ChargedBy,
    cost: i64,
) -> Result<(BTreeMap<String, Charged>, BTreeMap<String, BTreeSet<PersonIndex>>), ApiError> {
    let (belongs, without) = belonging(snapshot, by).await?;
    let mut sums: HashMap<(Option<PersonIndex>, Outcome), Credits, FixedState> = HashMap::default();
    let days = (month.start().timestamp() / DAY, month.end().timestamp() / DAY);
    let used = |key: &RollupKey| !matches!(key.outcome, Outcome::Blocked(_));
    snapshot
        .each_use(days, used, |key, part| {
            *sums.entry((part.person, key.outcome)).or_default() += part.credits;
        })
        .await?;
    let mut chargeback = Chargeback::default();
    let mut people: BTreeMap<String, BTreeSet<PersonIndex>> = BTreeMap::new();
    let (nobody, alone) = ([NOBODY.to_owned()], [without.to_owned()]);
    for ((person, outcome), credits) in sums {
        let whose = match person {
            None => nobody.as_slice(),
            Some(person) => belongs.get(&person).map_or(alone.as_slice(), Vec::as_slice),
        };
        // Evenly, the rest to the first ones.
        let parts = divide(credits.0, &vec![1; whose.len()]);
        for (whose, part) in whose.iter().zip(parts) {
            let credits = Credits(part);
            chargeback.add(whose, Judged { credits, outcome });
            people.entry(whose.clone()).or_default().extend(person);
        }
    }
    Ok((chargeback.finish(&snapshot.tenant().catalogue(), cost), people))
}

/// Who is charged for a person's use, several where the use is divided among them; and what is said where nobody is.
async fn belonging(
    snapshot: &mut Snapshot,
    by: ChargedBy,
) -> Result<(HashMap<PersonIndex, Vec<String>>, &'static str), ApiError> {
    let alone = |belongs: HashMap<PersonIndex, String>| {
        let belongs = belongs.into_iter().map(|(person, name)| (person, vec![name]));
        belongs.collect()
    };
    Ok(match by {
        ChargedBy::Department => (alone(snapshot.departments().await?), "No department"),
        ChargedBy::CostCenter => (alone(snapshot.cost_centers().await?), "No cost center"),
        ChargedBy::Group => {
            let mut belongs: HashMap<PersonIndex, Vec<String>> = HashMap::new();
            // Groups come by name, so the first one is everywhere the same.
            for group in snapshot.groups_with_members().await? {
                for person in group.people {
                    belongs.entry(person).or_default().push(group.name.clone());
                }
            }
            (belongs, "In no group")
        }
    })
}

/// Months with settled use up to the present one.
pub(super) async fn months(snapshot: &mut Snapshot) -> Result<Vec<Month>, ApiError> {
    let now = Month::of(snapshot.tenant().now);
    let began = Month::of(snapshot.tenant().started_at);
    let with_usage = snapshot.months_with_usage().await?;
    let months = with_usage
        .into_iter()
        .filter_map(|(first, _)| DateTime::from_timestamp(first, 0).map(Month::of));
    let mut months: Vec<Month> = months.filter(|month| *month >= began && *month <= now).collect();
    months.sort_unstable();
    Ok(months)
}

/// The month asked for; without one, the newest that is over, or else the newest.
pub(super) fn asked(snapshot: &Snapshot, months: &[Month], month: Option<&str>) -> Result<Month, ApiError> {
    let now = Month::of(snapshot.tenant().now);
    let Some(text) = month else {
        let over = months.iter().rev().find(|month| **month < now);
        return Ok(over.or(months.last()).copied().unwrap_or(now));
    };
    let day = NaiveDate::parse_from_str(&format!("{}-01", text.trim()), "%Y-%m-%d");
    let month = day.ok().map(Month::of_day);
    month
        .filter(|month| months.contains(month) || *month == now)
        .ok_or_else(|| {
            let known: Vec<String> = months.iter().copied().map(named).collect();
            let message = format!("\"{text}\" is no month with settled use; there is {}", known.join(", "));
            ApiError::new(ErrorCode::InvalidField, message).at("month")
        })
}

pub(super) fn named(month: Month) -> String {
    month.first_day().format("%Y-%m").to_string()
}

/// A cost in cents.
fn cents(text: Option<&str>) -> Result<i64, ApiError> {
    let Some(text) = text.filter(|text| !text.trim().is_empty()) else {
        return Ok(0);
    };
    let refused = |message: String| ApiError::new(ErrorCode::InvalidField, message).at("prepaidCost");
    let amount =
        Usd::parse(text).map_err(|error| refused(format!("{error}: write the cost in US dollars, such as 1600")))?;
    if amount > MOST || amount.0 % CENT != 0 {
        return Err(refused(
            "Write the cost in whole cents, at most a billion dollars".to_owned(),
        ));
    }
    Ok(amount.0 / CENT)
}

fn dollars(cents: i64) -> String {
    Usd(cents * CENT).to_string()
}

fn row(name: &str, people: usize, charged: &Charged) -> ChargebackRow {
    ChargebackRow {
        name: name.to_owned(),
        people: u32::try_from(people).unwrap_or(u32::MAX),
        pay_as_you_go_credits: charged.pay_as_you_go.to_string(),
        pre_purchased_credits: charged.pre_purchased.to_string(),
        prepaid_credits: charged.prepaid.to_string(),
        not_billed_credits: charged.not_billed.to_string(),
        bill_usd: dollars(charged.bill_cents),
        prepaid_usd: dollars(charged.prepaid_cents),
        usd: dollars(charged.bill_cents + charged.prepaid_cents),
    }
}

//! Which environment drains the tenant's pool first, and one step that changes many.

use meterdesk_billing::ids::EnvironmentId;
use meterdesk_billing::payment::{Balances, Drawn, capacity_period, standing};
use meterdesk_billing::platform::{Environment, Workload};
use meterdesk_billing::tenant::{Command, EnvironmentCommand, EnvironmentTarget, Event, Tenant};
use meterdesk_billing::units::Credits;
use meterdesk_store::RunTimeline;

use super::environment::{day, rows_of_period, sums_of};
use super::identity;
use super::standing::text;
use crate::act::begin;
use crate::error::ApiError;
use crate::lists::{Cell, Column, columns};
use crate::pages::page;
use crate::settle::{settle, settle_after_act, state_now};
use crate::text::instant;
use crate::wire::*;
use crate::{App, Caller};

columns!(DrainListed of DrainRow:
    Column::new("name", "Environment", |row| Cell::text(&row.name)),
    Column::new("type", "Type", |row| Cell::text(&row.kind_label)),
    Column::new("drawn", "Drawn from the pool (credits)", |row| Cell::amount(&row.drawn)),
    Column::new("percent", "Share (%)", |row| Cell::count(row.percent)),
    Column::new("own", "Left of its own allocation (credits)", |row| Cell::amount(&row.own_left)),
    Column::new("locked", "Locked by", |row| Cell::maybe(row.locked_by.as_ref())),
);

/// Environments that may draw on the tenant's pool, the one that drew the most first.
///
/// # Errors
/// When the page is not one, or the workbook can't be read.
pub async fn drain_list(app: &App, _caller: &Caller, request: DrainList) -> Result<DrainListed, ApiError> {
    let page = page::<DrainListed>(app, request.cursor.as_deref(), request.limit, request.sort.as_ref())?;
    settle(app, RunTimeline::Actual).await?;
    let mut snapshot = app.workbook.read().await?;
    let rows = rows_of_period(&mut snapshot).await?;
    let balances = state_now(&mut snapshot).await?.balances;
    let tenant = snapshot.tenant();
    let platform = tenant.platform.now();
    let search = request.search.unwrap_or_default().trim().to_lowercase();
    let mut drawing: Vec<(&Environment, Credits)> = platform
        .environments
        .iter()
        .map(|known| (known, sums_of(tenant, known, &rows).drawn().pool))
        // A Dynamics 365 environment uses what the environment that it is linked to has.
        .filter(|(known, _)| known.facts.workload != Workload::Dynamics365)
        .filter(|(known, pool)| known.draw || *pool > Credits::ZERO)
        .collect();
    drawing.sort_by_key(|(_, pool)| std::cmp::Reverse(*pool));
    let all: Credits = drawing.iter().map(|(_, pool)| *pool).sum();
    let found = drawing
        .iter()
        .filter(|(known, _)| known.facts.name.to_lowercase().contains(&search))
        .map(|(known, pool)| row(tenant, &balances, known, *pool, all));
    let (rows, total, next) = page.of::<DrainListed>(found.collect());
    let (from, until) = capacity_period(tenant);
    Ok(DrainListed {
        rows,
        total,
        next,
        pool_left: pool_left(tenant, &balances).to_string(),
        from: day(from),
        until: day(until),
        as_of: instant(tenant.now),
    })
}

fn row(tenant: &Tenant, balances: &Balances, known: &Environment, pool: Credits, all: Credits) -> DrainRow {
    let percent = (all > Credits::ZERO).then(|| i128::from(pool.0) * 100 / i128::from(all.0));
    let own_left = (known.allocated - allocation_used(tenant, balances, known)).max(Credits::ZERO);
    DrainRow {
        id: known.facts.environment.to_string(),
        name: known.facts.name.clone(),
        kind_label: known.kind_at(tenant.now).label().to_owned(),
        drawn: pool.to_string(),
        percent: u32::try_from(percent.unwrap_or(0)).unwrap_or(0),
        own_left: own_left.to_string(),
        locked_by: tenant.platform.now().draw_lock(known).map(|group| group.name.clone()),
        revision: known.revision,
    }
}

fn allocation_used(tenant: &Tenant, balances: &Balances, known: &Environment) -> Credits {
    let used = balances.allocation.get(&known.facts.environment).copied();
    Credits(
        used.filter(|_| balances.period == capacity_period(tenant).0)
            .unwrap_or(0),
    )
}

/// What the tenant's pool has left.
fn pool_left(tenant: &Tenant, balances: &Balances) -> Credits {
    let platform = tenant.platform.now();
    let none = Balances::default();
    let balances = if balances.period == capacity_period(tenant).0 {
        balances
    } else {
        &none
    };
    let used = |known: &Environment| allocation_used(tenant, balances, known);
    let reserved: Credits = platform
        .environments
        .iter()
        .map(|known| (known.allocated - used(known)).max(Credits::ZERO))
        .sum();
    let paid = Credits(balances.allocation.values().sum::<i64>() + balances.pool);
    (platform.owned() - paid - reserved).max(Credits::ZERO)
}

/// Lets many environments draw on the tenant's pool, or none of them.
///
/// # Errors
/// The refusal that stands against it, or when the workbook can't be written.
pub async fn environment_draw_set(
    app: &App,
    caller: &Caller,
    request: EnvironmentDrawSet,
) -> Result<EnvironmentDrawChanged, ApiError> {
    let ids = request.environments.iter().map(|text| identity(text, "environments"));
    let ids = ids.collect::<Result<Vec<_>, _>>()?;
    let targets = ids.into_iter().map(|id| EnvironmentTarget {
        environment: EnvironmentId(id),
        revision: None,
    });
    let command = EnvironmentCommand::SetDraw {
        targets: targets.collect(),
        draw: request.draw,
    };
    let preview = request.preview;
    let mut begun = begin!(app, caller, request);
    let balances = state_now(&mut begun.act).await?.balances;
    let before = begun.act.tenant().clone();
    let events = begun.decide(Command::Environment(command)).await?;
    let tenant = begun.act.tenant();
    let platform = tenant.platform.now();
    let changes = events.iter().filter_map(|event| {
        let Event::AllocationSet(facts) = event else {
            return None;
        };
        let known = platform.environment(facts.environment)?;
        let was = standing(&before, &balances, facts.environment, Drawn::default())?;
        let is = standing(tenant, &balances, facts.environment, Drawn::default())?;
        Some(DrawChange {
            id: facts.environment.to_string(),
            name: known.facts.name.clone(),
            left_before: was.left.to_string(),
            left_after: is.left.to_string(),
            text: text(tenant, known, &is),
        })
    });
    let answer = EnvironmentDrawChanged {
        changes: changes.collect(),
        pool_left: pool_left(tenant, &balances).to_string(),
        drawing: u32::try_from(platform.environments.iter().filter(|known| known.draw).count()).unwrap_or(u32::MAX),
    };
    let answer = begun.finish(answer).await?;
    if !preview {
        settle_after_act(app).await;
    }
    Ok(answer)
}

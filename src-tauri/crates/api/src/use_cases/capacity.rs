//! The tenant's prepaid capacity: look at it, buy packs, count licences that include credits.

use meterdesk_billing::offers::Offers;
use meterdesk_billing::payment::{Balances, capacity_period};
use meterdesk_billing::platform::PurchaseChannel;
use meterdesk_billing::tenant::{BuyingCommand, Command, Event, PlatformCommand, Tenant};
use meterdesk_billing::units::{Credits, Usd};
use meterdesk_store::RunTimeline;

use super::environment::day;
use super::licence::require_assigned_left;
use crate::act::{Begun, begin};
use crate::error::ApiError;
use crate::settle::{settle, settle_after_act, state_now};
use crate::text::{counted, grouped, instant};
use crate::wire::*;
use crate::{App, Caller};

/// The tenant's prepaid capacity, and what of it is used.
///
/// # Errors
/// When the workbook can't be read.
pub async fn capacity_get(app: &App, _caller: &Caller, _request: CapacityGet) -> Result<CapacityView, ApiError> {
    settle(app, RunTimeline::Actual).await?;
    let mut snapshot = app.workbook.read().await?;
    let balances = state_now(&mut snapshot).await?.balances;
    let tenant = snapshot.tenant();
    let platform = tenant.platform.now();
    Ok(CapacityView {
        packs: platform.pack_count,
        from_packs: platform.packs.to_string(),
        licences: platform.included.0,
        from_licences: platform.included.1.to_string(),
        owned: platform.owned().to_string(),
        allocated: platform.allocated().to_string(),
        available: (platform.owned() - platform.allocated()).to_string(),
        used: used(tenant, &balances),
        revision: platform.capacity_revision,
    })
}

/// Buys capacity packs.
///
/// # Errors
/// The refusal that stands against it, or when the workbook can't be written.
pub async fn capacity_purchase(
    app: &App,
    caller: &Caller,
    request: CapacityPurchase,
) -> Result<CapacityChanged, ApiError> {
    let command = BuyingCommand::BuyPacks {
        packs: request.packs,
        channel: match request.channel {
            Some(PurchaseChannelKey::PartnerCenter) => PurchaseChannel::PartnerCenter,
            Some(PurchaseChannelKey::AdminCenter) | None => PurchaseChannel::AdminCenter,
        },
    };
    let preview = request.preview;
    let begun = begin!(app, caller, request);
    done(app, *begun, command, preview).await
}

/// Removes capacity packs.
///
/// # Errors
/// The refusal that stands against it, or when the workbook can't be written.
pub async fn capacity_return(app: &App, caller: &Caller, request: CapacityReturn) -> Result<CapacityChanged, ApiError> {
    let command = BuyingCommand::ReturnPacks { packs: request.packs };
    let preview = request.preview;
    let begun = begin!(app, caller, request);
    done(app, *begun, command, preview).await
}

/// Says how many licences include credits.
///
/// # Errors
/// The refusal that stands against it, or when the workbook can't be written.
pub async fn capacity_included_set(
    app: &App,
    caller: &Caller,
    request: CapacityIncludedSet,
) -> Result<CapacityChanged, ApiError> {
    let command = BuyingCommand::SetIncluded {
        licences: request.licences,
    };
    let (preview, licences) = (request.preview, request.licences);
    let mut begun = begin!(app, caller, request);
    require_assigned_left(&mut begun.act, licences).await?;
    done(app, *begun, command, preview).await
}

async fn done(app: &App, mut begun: Begun, command: BuyingCommand, preview: bool) -> Result<CapacityChanged, ApiError> {
    let events = begun
        .decide(Command::Platform(PlatformCommand::Buying(command)))
        .await?;
    let tenant = begun.act.tenant();
    let platform = tenant.platform.now();
    let answer = CapacityChanged {
        owned: platform.owned().to_string(),
        available: (platform.owned() - platform.allocated()).to_string(),
        packs: platform.pack_count,
        licences: platform.included.0,
        effects: events.iter().map(|event| effect(tenant, event)).collect(),
    };
    let answer = begun.finish(answer).await?;
    if !preview {
        settle_after_act(app).await;
    }
    Ok(answer)
}

fn effect(tenant: &Tenant, event: &Event) -> String {
    let price = |packs: u32| {
        let pack = Offers::built_in().pack_on(tenant.now.date_naive());
        pack.map_or_else(String::new, |pack| {
            let usd = Usd(pack.usd_per_month.0 * i64::from(packs));
            format!(", list price {} a month", usd.spoken())
        })
    };
    let credits = |micro: i64| grouped(&Credits(micro).to_string());
    let (packs, verb, micro) = match event {
        Event::CapacityPurchased { packs, credits, .. } => (*packs, "more", *credits),
        Event::CapacityReturned { packs, credits } => (*packs, "less", *credits),
        _ => {
            let (licences, included) = tenant.platform.now().included;
            return format!(
                "{} with {} Copilot Credits a month.",
                counted(u64::from(licences), "licence", "licences"),
                credits(included.0)
            );
        }
    };
    format!(
        "{} {verb}: {} Copilot Credits a month{}. The tenant owns {} then.",
        counted(u64::from(packs), "capacity pack", "capacity packs"),
        credits(micro),
        price(packs),
        credits(tenant.platform.now().owned().0)
    )
}

/// Balances of an earlier period are none of this one.
fn used(tenant: &Tenant, balances: &Balances) -> CapacityUse {
    let (from, until) = capacity_period(tenant);
    let none = Balances::default();
    let balances = if balances.period == from { balances } else { &none };
    let platform = tenant.platform.now();
    let owned = platform.owned().0;
    let of_allocations: i64 = balances.allocation.values().sum();
    let over = balances.over_elsewhere + balances.over.values().sum::<i64>();
    let used_of = |id| balances.allocation.get(&id).copied().unwrap_or(0);
    let environments = platform.environments.iter();
    let reserved: i64 = environments
        .map(|known| (known.allocated.0 - used_of(known.facts.environment)).max(0))
        .sum();
    let prepaid = of_allocations + balances.pool;
    let percent = (owned > 0).then(|| i128::from(prepaid + over) * 100 / i128::from(owned));
    CapacityUse {
        from: day(from),
        until: day(until),
        as_of: instant(tenant.now),
        allocations: Credits(of_allocations).to_string(),
        tenant_pool: Credits(balances.pool).to_string(),
        tenant_pool_left: Credits((owned - prepaid - reserved).max(0)).to_string(),
        over_capacity: Credits(over).to_string(),
        percent: percent.map(|percent| u32::try_from(percent).unwrap_or(u32::MAX)),
    }
}

//! A month's charges as a file in the columns of FOCUS 1.2: what Azure's own export would state of this tenant.
//!
//! What a purchase cost is billed when it is bought, and is the effective cost of the credits that it pays for.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate};
use meterdesk_billing::costs::{Cost, CostBasis, Prices, charged_purchases};
use meterdesk_billing::ids::{PurchaseId, SubscriptionId};
use meterdesk_billing::platform::NewPurchase;
use meterdesk_billing::settlement::{Outcome, PayAsYouGo, Payer};
use meterdesk_billing::tenant::Tenant;
use meterdesk_billing::time::{Month, day_start};
use meterdesk_billing::units::{Credits, Usd};
use meterdesk_exchange::{FOCUS_COLUMNS, FocusAccount, FocusCharge, FocusCommitment, FocusKind};
use meterdesk_store::{PaidRow, RunTimeline};
use rust_decimal::Decimal;

use super::cost::{METER, has_role, month_named, place, tag};
use crate::act::acting;
use crate::error::ApiError;
use crate::payer::purchase_name;
use crate::settle::settle;
use crate::sheet_file::SheetFile;
use crate::text::instant;
use crate::wire::*;
use crate::{App, Caller};

const DAY: i64 = 86_400;
const ACCOUNT: &str = "Microsoft.PowerPlatform/accounts";
const RESERVATION: &str = "Microsoft.Capacity/reservationOrders";

/// Writes the charges of a month's complete days, as far as the acting person has a role for what is charged.
///
/// # Errors
/// When the month is none, the workbook can't be read or the file can't be written.
pub async fn focus_write(app: &App, caller: &Caller, request: FocusWrite) -> Result<FocusWritten, ApiError> {
    let path = (app.files)(&request.file)?;
    settle(app, RunTimeline::Actual).await?;
    let mut snapshot = app.workbook.read().await?;
    let actor = acting(&mut snapshot, caller).await?;
    let now = snapshot.tenant().now;
    let (first, last) = (Month::of(snapshot.tenant().started_at), Month::of(now));
    let month = match &request.month {
        None => last,
        Some(text) => month_named(text, first, last)?,
    };
    let from = month.start().timestamp();
    let until = month.end().timestamp().min(day_start(now.date_naive())).max(from);
    let paid = snapshot.paid_by_day(from / DAY, until / DAY).await?;
    let tenant = snapshot.tenant();
    let sees = |of: PayAsYouGo| {
        place(tenant, of).is_some_and(|at| has_role(tenant, &actor, at.subscription, at.resource_group))
    };
    let (seen, unseen): (Vec<_>, Vec<_>) = used(&paid).into_iter().partition(|((_, of, ..), _)| sees(*of));
    let mut hidden: Vec<_> = unseen.into_iter().map(|((_, of, ..), _)| of).collect();
    hidden.sort_unstable();
    hidden.dedup();
    let purchases = &tenant.platform.now().purchases;
    let prices = Prices::of(CostBasis::Amortized, &tenant.catalogue(), purchases);
    let mut charges: Vec<FocusCharge> = seen
        .into_iter()
        .filter_map(|((day, of, paid_by, tag), credits)| {
            let (day, month) = days(day, month)?;
            usage(tenant, (day, month), of, (paid_by, &prices), tag, credits)
        })
        .collect();
    let began = charged_purchases(purchases, (from / DAY, until / DAY));
    charges.extend(
        began
            .into_iter()
            .filter_map(|(day, purchase, price)| bought(tenant, days(day, month)?, purchase, price)),
    );
    let mut file = SheetFile::begin(path, &FOCUS_COLUMNS)?;
    let mut usd = Decimal::ZERO;
    for charge in &charges {
        usd += charge.billed();
        file.write(&charge.cells())?;
    }
    let (rows, file_name) = file.finish()?;
    let day = |at: i64| {
        DateTime::from_timestamp(at, 0)
            .unwrap_or_default()
            .date_naive()
            .to_string()
    };
    Ok(FocusWritten {
        rows,
        file_name,
        from: day(from),
        until: day(until),
        usd: usd.normalize().to_string(),
        hidden: u32::try_from(hidden.len()).unwrap_or(u32::MAX),
        as_of: instant(now),
    })
}

/// A day, what was charged or would have been, which pre-purchase plan paid for it, and the tag.
type Used = (i64, PayAsYouGo, Option<Payer>, &'static str);

fn used(paid: &[PaidRow]) -> BTreeMap<Used, Credits> {
    let mut used: BTreeMap<Used, Credits> = BTreeMap::new();
    for row in paid {
        let (of, paid_by) = match row.payer {
            Payer::PayAsYouGo(of) => (of, None),
            Payer::PrePurchase(_, of) => (of, Some(row.payer)),
            _ => continue,
        };
        *used.entry((row.day, of, paid_by, tag(row.service))).or_default() += row.credits;
    }
    used.retain(|_, credits| *credits != Credits::ZERO);
    used
}

type Dates = (NaiveDate, (NaiveDate, NaiveDate));

fn days(day: i64, month: Month) -> Option<Dates> {
    let at = DateTime::from_timestamp(day * DAY, 0)?;
    Some((at.date_naive(), (month.first_day(), month.next().first_day())))
}

fn dollars(amount: Usd) -> Decimal {
    Decimal::new(amount.0, 8)
}

fn decimal(credits: Credits) -> Decimal {
    Decimal::new(credits.0, 6)
}

fn usage(
    tenant: &Tenant,
    (day, month): Dates,
    of: PayAsYouGo,
    (paid_by, prices): (Option<Payer>, &Prices),
    tag: &str,
    credits: Credits,
) -> Option<FocusCharge> {
    let at = place(tenant, of)?;
    let commitment = match paid_by {
        Some(payer @ Payer::PrePurchase(id, _)) => {
            let bought = tenant.platform.now().purchase(id)?;
            let cost = prices.cost(Outcome::Paid(payer), credits);
            Some((commitment(&bought.facts), cost.usd()))
        }
        _ => None,
    };
    Some(FocusCharge {
        day,
        month,
        billing_account: billing_account(tenant),
        subscription: subscription(tenant, at.subscription),
        region: region(tenant, of),
        resource: (
            format!(
                "/subscriptions/{}/resourceGroups/{}/providers/{ACCOUNT}/{}",
                at.subscription, at.resource_group, at.name
            ),
            at.name.to_owned(),
        ),
        resource_type: ACCOUNT,
        meter: METER.to_owned(),
        tag: tag.to_owned(),
        unit_price: dollars(tenant.catalogue().usd_per_credit),
        kind: FocusKind::Usage {
            credits: decimal(credits),
            commitment,
        },
    })
}

/// A pre-purchase plan on the day on which it was bought, or began anew.
fn bought(tenant: &Tenant, (day, month): Dates, purchase: PurchaseId, price: Cost) -> Option<FocusCharge> {
    let facts = &tenant.platform.now().purchase(purchase)?.facts;
    let commitment = commitment(facts);
    Some(FocusCharge {
        day,
        month,
        billing_account: billing_account(tenant),
        subscription: None,
        region: String::new(),
        resource: (
            format!("/providers/{RESERVATION}/{}", commitment.id),
            commitment.name.clone(),
        ),
        resource_type: RESERVATION,
        meter: commitment.name.clone(),
        tag: String::new(),
        unit_price: price.usd(),
        kind: FocusKind::Purchase {
            worth: dollars(tenant.catalogue().pay_as_you_go(Credits(facts.credits))),
            commitment,
        },
    })
}

fn commitment(bought: &NewPurchase) -> FocusCommitment {
    FocusCommitment {
        id: bought.purchase.to_string(),
        name: purchase_name(bought),
        kind: "Pre-Purchase Plan".to_owned(),
    }
}

fn billing_account(tenant: &Tenant) -> FocusAccount {
    FocusAccount {
        id: tenant.id.to_string(),
        name: tenant.name.clone(),
    }
}

fn subscription(tenant: &Tenant, id: SubscriptionId) -> Option<FocusAccount> {
    let known = tenant.subscription(id)?;
    Some(FocusAccount {
        id: id.to_string(),
        name: known.name.clone(),
    })
}

fn region(tenant: &Tenant, of: PayAsYouGo) -> String {
    match of {
        PayAsYouGo::Policy(id) => tenant.policy_ever(id).map(|known| known.region.clone()),
        PayAsYouGo::Plan(id) => tenant.platform.now().plan(id).map(|known| known.facts.region.clone()),
    }
    .unwrap_or_default()
}

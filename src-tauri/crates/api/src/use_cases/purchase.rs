//! What can be bought, and what is owned.

use meterdesk_billing::catalogue::Catalogue;
use meterdesk_billing::directory::Product;
use meterdesk_billing::licences::Products;
use meterdesk_billing::offers::{Offers, PlanName};
use meterdesk_billing::platform::PurchaseChannel;
use meterdesk_billing::settings::{Choice, SettingKey};
use meterdesk_billing::tenant::{Event, Tenant};
use meterdesk_billing::units::{Credits, Usd};

use super::licence;
use crate::error::ApiError;
use crate::lists::{Cell, Column, columns};
use crate::pages::page;
use crate::payer::purchase_name;
use crate::text::instant;
use crate::wire::*;
use crate::{App, Caller};

columns!(ProductListed of ProductRow:
    Column::new("name", "Product name", |row| Cell::text(&row.name)),
    Column::new("quantity", "Quantity", |row| Cell::count(row.quantity)),
    Column::new("assigned", "Assigned", |row| row.assigned.map_or(Cell::Nothing, Cell::count)),
    Column::new("available", "Available", |row| row.available.map_or(Cell::Nothing, Cell::count)),
    Column::new("credits", "Copilot Credits", |row| row.credits.as_deref().map_or(Cell::Nothing, Cell::amount)),
    Column::new("per", "Credits are for", |row| Cell::text(&row.credits_per)),
    Column::new("usd", "List price (USD)", |row| row.usd.as_deref().map_or(Cell::Nothing, Cell::amount)),
    Column::new("channel", "Bought through", |row| Cell::text(&row.channel)),
    Column::new("since", "Since (UTC)", |row| Cell::maybe(row.since.as_ref())),
    Column::new("renews", "Renews (UTC)", |row| Cell::maybe(row.renews_at.as_ref())),
);

/// What can be bought at the simulated time.
///
/// # Errors
/// When the workbook can't be read.
pub async fn purchase_offer_get(
    app: &App,
    _caller: &Caller,
    _request: PurchaseOfferGet,
) -> Result<PurchaseOffers, ApiError> {
    let snapshot = app.workbook.read().await?;
    let tenant = snapshot.tenant();
    let day = tenant.now.date_naive();
    let offers = Offers::built_in();
    let pack = offers.pack_on(day);
    let included = offers.included.iter().rev().find(|offer| offer.from <= day);
    let families = [PlanName::CopilotCredit, PlanName::Agent];
    let plans = families.into_iter().filter_map(|family| offers.plan_on(family, day));
    let retail = Catalogue::built_in().usd_per_credit;
    let tiers = plans.flat_map(|plan| {
        plan.tiers.iter().map(move |tier| PrepurchaseTier {
            family: match plan.name {
                PlanName::CopilotCredit => PurchaseFamilyKey::CopilotCredit,
                PlanName::Agent => PurchaseFamilyKey::Agent,
            },
            name: plan.name.label().to_owned(),
            tier: tier.tier,
            credits: plan.credits(tier, retail).to_string(),
            usd: tier.usd.to_string(),
            discount_percent: tier.discount_percent.to_string(),
            months: plan.months,
            certainty: tier.certainty.key().to_owned(),
        })
    });
    Ok(PurchaseOffers {
        pack_credits: pack.map(|pack| pack.credits_per_month.to_string()),
        pack_usd: pack.map(|pack| pack.usd_per_month.to_string()),
        pack_source: pack.map(|pack| pack.source.clone()),
        licences: included.map_or_else(Vec::new, |offer| offer.licences.clone()),
        licence_credits: included.map(|offer| offer.credits_per_user_month.to_string()),
        tiers: tiers.collect(),
        self_service: tenant.settings.now(SettingKey::SelfServicePurchase) == Choice::Allowed,
        as_of: instant(tenant.now),
    })
}

/// The products that are owned.
///
/// # Errors
/// When the page is not one, or the workbook can't be read.
pub async fn product_list(app: &App, _caller: &Caller, request: ProductList) -> Result<ProductListed, ApiError> {
    let page = page::<ProductListed>(app, request.cursor.as_deref(), request.limit, request.sort.as_ref())?;
    let mut snapshot = app.workbook.read().await?;
    let search = request.search.unwrap_or_default().trim().to_lowercase();
    let premium = licence::row(&mut snapshot, Product::Dynamics365Premium).await?;
    let mut rows = products(snapshot.tenant(), premium);
    for product in Product::ALL {
        let shown_above = matches!(product, Product::CopilotStudioPack | Product::Dynamics365Premium);
        if let (false, Some(owned)) = (shown_above, licence::row(&mut snapshot, product).await?) {
            rows.push(of_licences(snapshot.tenant(), owned));
        }
    }
    rows.retain(|row| row.name.to_lowercase().contains(&search));
    let (rows, total, next) = page.of::<ProductListed>(rows);
    Ok(ProductListed { rows, total, next })
}

/// Licences without credits.
fn of_licences(tenant: &Tenant, owned: LicenceRow) -> ProductRow {
    let facts = Products::of(owned.product.into());
    let each = facts.usd_per_month(tenant.now.date_naive());
    let all = each.and_then(|usd| usd.0.checked_mul(i64::from(owned.owned)).map(Usd));
    ProductRow {
        id: word_of(owned.product),
        kind: ProductKind::Licences,
        name: owned.name,
        quantity: owned.owned,
        assigned: owned.assigned,
        available: owned.available,
        renews_at: owned.renews_at,
        product: Some(owned.product),
        credits: None,
        credits_per: "a month".to_owned(),
        usd: all.map(|usd| usd.to_string()),
        channel: String::new(),
        since: owned.since,
    }
}

/// The word of a product in the contract.
fn word_of(product: LicenceProduct) -> String {
    let word = serde_json::to_value(product).unwrap_or_default();
    word.as_str().unwrap_or_default().to_owned()
}

fn products(tenant: &Tenant, premium: Option<LicenceRow>) -> Vec<ProductRow> {
    let platform = tenant.platform.now();
    let mut rows = Vec::new();
    if platform.pack_count > 0 {
        let pack = Offers::built_in().pack_on(tenant.now.date_naive());
        rows.push(ProductRow {
            id: "capacityPacks".to_owned(),
            kind: ProductKind::CapacityPacks,
            name: "Copilot Credit capacity pack".to_owned(),
            quantity: platform.pack_count,
            assigned: None,
            available: None,
            renews_at: tenant.licences_renew(Product::CopilotStudioPack).map(instant),
            product: Some(LicenceProduct::CopilotStudioPack),
            credits: Some(platform.packs.to_string()),
            credits_per: "a month".to_owned(),
            usd: pack.map(|pack| Usd(pack.usd_per_month.0 * i64::from(platform.pack_count)).to_string()),
            channel: channels(tenant),
            since: platform.first_pack.map(instant),
        });
    }
    if platform.included.0 > 0 {
        rows.push(ProductRow {
            id: "includedCredits".to_owned(),
            kind: ProductKind::IncludedCredits,
            name: "Dynamics 365 Premium licence with included credits".to_owned(),
            quantity: platform.included.0,
            assigned: premium.as_ref().and_then(|row| row.assigned),
            available: premium.as_ref().and_then(|row| row.available),
            renews_at: premium.and_then(|row| row.renews_at),
            product: Some(LicenceProduct::Dynamics365Premium),
            credits: Some(platform.included.1.to_string()),
            credits_per: "a month".to_owned(),
            usd: None,
            channel: String::new(),
            since: None,
        });
    }
    rows.extend(platform.purchases.iter().map(|purchase| ProductRow {
        id: purchase.facts.purchase.to_string(),
        kind: ProductKind::PrePurchasePlan,
        name: purchase_name(&purchase.facts),
        quantity: 1,
        assigned: None,
        available: None,
        renews_at: None,
        product: None,
        credits: Some(Credits(purchase.facts.credits).to_string()),
        credits_per: format!("{} months", purchase.facts.months),
        usd: Some(Usd(purchase.facts.price).to_string()),
        channel: "Azure › Reservations".to_owned(),
        since: Some(instant(purchase.bought_at)),
    }));
    rows
}

/// Every channel through which packs were bought, each once.
fn channels(tenant: &Tenant) -> String {
    let bought = |wanted| {
        let mut history = tenant.platform.history().iter();
        history.any(|known| matches!(known.event, Event::CapacityPurchased { channel, .. } if channel == wanted))
    };
    let channels = [PurchaseChannel::AdminCenter, PurchaseChannel::PartnerCenter];
    let known = channels.into_iter().filter(|channel| bought(*channel));
    known.map(PurchaseChannel::label).collect::<Vec<_>>().join(", ")
}

//! Pre-purchase plans: list and buy.

use meterdesk_billing::ids::SubscriptionId;
use meterdesk_billing::offers::PlanName;
use meterdesk_billing::payment::Balances;
use meterdesk_billing::platform::{Purchase, PurchaseScope};
use meterdesk_billing::tenant::{BuyingCommand, Command, PlanRefusal, PlatformCommand, Refusal, Tenant};
use meterdesk_billing::units::{Credits, Usd};
use meterdesk_store::RunTimeline;

use super::identity;
use crate::act::begin;
use crate::error::{ApiError, ErrorCode};
use crate::lists::{Cell, Column, columns};
use crate::pages::page;
use crate::payer::purchase_name;
use crate::settle::{settle, settle_after_act, state_now};
use crate::text::{instant, second};
use crate::wire::*;
use crate::{App, Caller};

columns!(PrepurchaseListed of PrepurchaseRow:
    Column::new("name", "Name", |row| Cell::text(&row.name)),
    Column::new("scope", "Scope", |row| Cell::text(&row.scope_label)),
    Column::new("credits", "Copilot Credits of the term", |row| Cell::amount(&row.credits)),
    Column::new("used", "Used in this term", |row| row.used.as_deref().map_or(Cell::Nothing, Cell::amount)),
    Column::new("usd", "Price of the term (USD)", |row| Cell::amount(&row.usd)),
    Column::new("ends", "Term ends (UTC)", |row| Cell::maybe(row.ends_at.as_ref())),
    Column::new("renewal", "Renewal", |row| Cell::text(if row.auto_renew { "On" } else { "Off" })),
);

/// Pre-purchase plans, oldest first, with what they have paid in their present term.
///
/// # Errors
/// When the page is not one, or the workbook can't be read.
pub async fn prepurchase_list(
    app: &App,
    _caller: &Caller,
    request: PrepurchaseList,
) -> Result<PrepurchaseListed, ApiError> {
    let page = page::<PrepurchaseListed>(app, request.cursor.as_deref(), request.limit, request.sort.as_ref())?;
    settle(app, RunTimeline::Actual).await?;
    let mut snapshot = app.workbook.read().await?;
    let balances = state_now(&mut snapshot).await?.balances;
    let search = request.search.unwrap_or_default().trim().to_lowercase();
    let tenant = snapshot.tenant();
    let rows = tenant.platform.now().purchases.iter().map(|purchase| PrepurchaseRow {
        used: Some(used(tenant, purchase, &balances).to_string()),
        ..row(tenant, purchase)
    });
    let found = rows.filter(|row| row.name.to_lowercase().contains(&search) || row.id.contains(&search));
    let (rows, total, next) = page.of::<PrepurchaseListed>(found.collect());
    Ok(PrepurchaseListed { rows, total, next })
}

/// Buys a pre-purchase plan.
///
/// # Errors
/// The refusal that stands against it, or when the workbook can't be written.
pub async fn prepurchase_buy(
    app: &App,
    caller: &Caller,
    request: PrepurchaseBuy,
) -> Result<PrepurchaseBought, ApiError> {
    let command = BuyingCommand::BuyPrePurchase {
        family: match request.family {
            PurchaseFamilyKey::CopilotCredit => PlanName::CopilotCredit,
            PurchaseFamilyKey::Agent => PlanName::Agent,
        },
        tier: request.tier,
        within: scope(&request)?,
        auto_renew: request.auto_renew.unwrap_or(true),
    };
    let preview = request.preview;
    let mut begun = begin!(app, caller, request);
    begun
        .decide(Command::Platform(PlatformCommand::Buying(command)))
        .await?;
    let tenant = begun.act.tenant();
    let bought = tenant.platform.now().purchases.last();
    let purchase = bought.ok_or(Refusal::from(PlanRefusal::Unknown))?;
    let answer = PrepurchaseBought {
        purchase: row(tenant, purchase),
    };
    let answer = begun.finish(answer).await?;
    if !preview {
        settle_after_act(app).await;
    }
    Ok(answer)
}

fn scope(request: &PrepurchaseBuy) -> Result<PurchaseScope, ApiError> {
    let missing = |field: &str| {
        let message = "This scope names a subscription, and for a resource group that too";
        ApiError::new(ErrorCode::InvalidField, message).at(field)
    };
    let subscription = || {
        let text = request.subscription.as_deref().ok_or_else(|| missing("subscription"))?;
        Ok::<_, ApiError>(SubscriptionId(identity(text, "subscription")?))
    };
    Ok(match request.scope {
        PurchaseScopeKey::Shared => PurchaseScope::Shared,
        PurchaseScopeKey::ManagementGroup => PurchaseScope::ManagementGroup {
            management_group: request.management_group.clone().unwrap_or_default().trim().to_owned(),
        },
        PurchaseScopeKey::Subscription => PurchaseScope::Subscription {
            subscription: subscription()?,
        },
        PurchaseScopeKey::ResourceGroup => PurchaseScope::ResourceGroup {
            subscription: subscription()?,
            resource_group: request.resource_group.clone().ok_or_else(|| missing("resourceGroup"))?,
        },
    })
}

fn scope_label(tenant: &Tenant, within: &PurchaseScope) -> String {
    let name = |id| tenant.subscription(id).map_or("", |known| known.name.as_str());
    match within {
        PurchaseScope::Shared => "Shared".to_owned(),
        PurchaseScope::ManagementGroup { management_group } => format!("Management group \"{management_group}\""),
        PurchaseScope::Subscription { subscription } => format!("Subscription \"{}\"", name(*subscription)),
        PurchaseScope::ResourceGroup {
            subscription,
            resource_group,
        } => format!("Resource group \"{resource_group}\" of \"{}\"", name(*subscription)),
    }
}

fn used(tenant: &Tenant, purchase: &Purchase, balances: &Balances) -> Credits {
    let term = purchase.term_at(tenant.now.timestamp());
    let known = balances.purchases.get(&purchase.facts.purchase);
    let (_, used) = known.filter(|(of, _)| Some(*of) == term).copied().unwrap_or_default();
    Credits(used)
}

fn row(tenant: &Tenant, purchase: &Purchase) -> PrepurchaseRow {
    let facts = &purchase.facts;
    let (scope, subscription, resource_group) = match &facts.within {
        PurchaseScope::Shared => (PurchaseScopeKey::Shared, None, None),
        PurchaseScope::ManagementGroup { .. } => (PurchaseScopeKey::ManagementGroup, None, None),
        PurchaseScope::Subscription { subscription } => (PurchaseScopeKey::Subscription, Some(subscription), None),
        PurchaseScope::ResourceGroup {
            subscription,
            resource_group,
        } => (
            PurchaseScopeKey::ResourceGroup,
            Some(subscription),
            Some(resource_group.clone()),
        ),
    };
    PrepurchaseRow {
        id: facts.purchase.to_string(),
        family: match facts.family {
            PlanName::CopilotCredit => PurchaseFamilyKey::CopilotCredit,
            PlanName::Agent => PurchaseFamilyKey::Agent,
        },
        name: purchase_name(facts),
        tier: facts.tier,
        credits: Credits(facts.credits).to_string(),
        usd: Usd(facts.price).to_string(),
        scope,
        subscription: subscription.map(ToString::to_string),
        resource_group,
        management_group: match &facts.within {
            PurchaseScope::ManagementGroup { management_group } => Some(management_group.clone()),
            _ => None,
        },
        scope_label: scope_label(tenant, &facts.within),
        bought_at: instant(purchase.bought_at),
        ends_at: purchase.ends_after(tenant.now.timestamp()).map(second),
        auto_renew: facts.auto_renew,
        used: None,
    }
}

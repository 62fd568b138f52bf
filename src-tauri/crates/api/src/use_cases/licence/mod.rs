//! Licences: what is offered and owned, and buying and removing it.
//!
//! Assigning to people is in [`people`], to groups in [`group`]; what an act does to the members of groups, in [`reach`].

pub(crate) mod group;
mod lists;
pub(crate) mod people;
pub(super) mod reach;
mod trial;

use meterdesk_billing::directory::Product;
use meterdesk_billing::licences::{AssignmentError, ProductFacts, ProductKind, Products};
use meterdesk_billing::tenant::{Command, Event, LicenceCommand, LicenceLine as Line, Refusal, Standing};
use meterdesk_store::Snapshot;

pub(super) use group::of_group;
pub use group::{group_licences_reprocess, group_licences_set, licence_group_list};
pub use lists::{licence_user_list, user_licences_get};
pub use people::user_licences_set;
pub use trial::{trial_extend, trial_list, trial_start};

use crate::act::{Begun, begin};
use crate::error::ApiError;
use crate::lists::{Cell, Column, columns};
use crate::pages::{page, plain_page};
use crate::settle::settle_after_act;
use crate::text::{counted, grouped, instant, spoken_day};
use crate::wire::*;
use crate::{App, Caller};

columns!(LicenceListed of LicenceRow:
    Column::new("name", "Product", |row| Cell::text(&row.name)),
    Column::new("owned", "Total licenses", |row| Cell::count(row.owned)),
    Column::new("assigned", "Assigned", |row| row.assigned.map_or(Cell::Nothing, Cell::count)),
    Column::new("available", "Available", |row| row.available.map_or(Cell::Nothing, Cell::count)),
    Column::new("groups", "Groups", |row| Cell::count(row.groups)),
    Column::new("failures", "Errors", |row| Cell::count(row.failures)),
    Column::new("renews", "Renews (UTC)", |row| Cell::maybe(row.renews_at.as_ref())),
);

/// Products that can be bought, and those that could be once: on sale first, each by the order of the catalogue.
///
/// # Errors
/// When the page is not one, or the workbook can't be read.
pub async fn licence_offer_list(
    app: &App,
    _caller: &Caller,
    request: LicenceOfferList,
) -> Result<LicenceOfferListed, ApiError> {
    let page = plain_page(request.cursor.as_deref(), request.limit)?;
    let mut snapshot = app.workbook.read().await?;
    let now = snapshot.tenant().now;
    let search = request.search.unwrap_or_default().trim().to_lowercase();
    let mut rows = Vec::new();
    for facts in Products::built_in() {
        let name = facts.key.label();
        let sought = [name, &facts.about]
            .iter()
            .any(|text| text.to_lowercase().contains(&search));
        if facts.kind != ProductKind::Trial && sought {
            rows.push(offer(&mut snapshot, facts).await?);
        }
    }
    rows.sort_by_key(|row| !row.on_sale);
    let (rows, total, next) = page.cut(rows);
    Ok(LicenceOfferListed {
        rows,
        total,
        next,
        as_of: instant(now),
    })
}

async fn offer(snapshot: &mut Snapshot, facts: &ProductFacts) -> Result<LicenceOfferRow, ApiError> {
    let day = snapshot.tenant().now.date_naive();
    let sale = match facts.until {
        Some(until) if until <= day => {
            let instead = facts
                .successor
                .map_or_else(String::new, |successor| format!(" Today it is {}.", successor.label()));
            format!("Not sold since {}.{instead}", spoken_day(until))
        }
        _ if facts.from > day => format!("Sold from {} on.", spoken_day(facts.from)),
        _ => format!("Sold since {}.", spoken_day(facts.from)),
    };
    let standing = standing(snapshot, facts.key).await?;
    Ok(LicenceOfferRow {
        product: facts.key.into(),
        name: facts.key.label().to_owned(),
        kind: facts.kind.into(),
        about: facts.about.clone(),
        on_sale: facts.is_sold_on(day),
        sale,
        usd_per_month: facts.usd_per_month(day).map(|usd| usd.to_string()),
        needs: facts
            .needs_owned
            .iter()
            .map(|needed| needed.label().to_owned())
            .collect(),
        owned: snapshot.tenant().licences_owned(facts.key, standing.brought),
        source: facts.source.clone(),
        certainty: facts.certainty.key().to_owned(),
        note: facts.note.clone(),
    })
}

/// Products that the tenant owns, by the order of the catalogue.
///
/// # Errors
/// When the page is not one, or the workbook can't be read.
pub async fn licence_list(app: &App, _caller: &Caller, request: LicenceList) -> Result<LicenceListed, ApiError> {
    let page = page::<LicenceListed>(app, request.cursor.as_deref(), request.limit, request.sort.as_ref())?;
    let mut snapshot = app.workbook.read().await?;
    let search = request.search.unwrap_or_default().trim().to_lowercase();
    let mut rows = Vec::new();
    for product in Product::ALL {
        if product.label().to_lowercase().contains(&search) {
            rows.extend(row(&mut snapshot, product).await?);
        }
    }
    let (rows, total, next) = page.of::<LicenceListed>(rows);
    Ok(LicenceListed { rows, total, next })
}

/// The row of a product; `None` where the tenant owns none.
pub(super) async fn row(snapshot: &mut Snapshot, product: Product) -> Result<Option<LicenceRow>, ApiError> {
    let standing = standing(snapshot, product).await?;
    let failures = snapshot.failed_assignments(None).await?;
    let failures = failures.iter().filter(|failed| failed.failure.0 == product).count();
    let tenant = snapshot.tenant();
    // What is signed up for is there for whoever has it.
    let owned = match Products::of(product).kind {
        ProductKind::Trial => standing.assigned,
        ProductKind::Tenant | ProductKind::User => tenant.licences_owned(product, standing.brought),
    };
    if owned == 0 && standing.assigned == 0 {
        return Ok(None);
    }
    let for_people = Products::of(product).kind != ProductKind::Tenant;
    let groups = tenant
        .licences
        .grants()
        .filter(|grant| grant.product == product)
        .count();
    Ok(Some(LicenceRow {
        product: product.into(),
        name: product.label().to_owned(),
        kind: Products::of(product).kind.into(),
        owned,
        assigned: for_people.then_some(standing.assigned),
        available: for_people.then(|| owned.saturating_sub(standing.assigned)),
        groups: u32::try_from(groups).unwrap_or(u32::MAX),
        failures: u32::try_from(failures).unwrap_or(u32::MAX),
        renews_at: (owned > 0 && Products::of(product).kind != ProductKind::Trial)
            .then(|| tenant.licences_renew(product))
            .flatten()
            .map(instant),
        since: tenant.licences_since(product).map(instant),
        revision: tenant.licences.revision(product),
    }))
}

/// What the directory knows of a product.
pub(super) async fn standing(snapshot: &mut Snapshot, product: Product) -> Result<Standing, ApiError> {
    Ok(Standing {
        product,
        brought: snapshot.licences_brought(product).await?,
        assigned: snapshot.licences_taken(product).await?,
    })
}

/// Buys licences, all in one go.
///
/// # Errors
/// The refusal that stands against it, or when the workbook can't be written.
pub async fn licence_buy(app: &App, caller: &Caller, request: LicenceBuy) -> Result<LicencesChanged, ApiError> {
    let lines = request.lines.iter().map(line).collect();
    let begun = begin!(app, caller, request);
    stock_changed(app, *begun, LicenceCommand::Buy(lines)).await
}

/// Removes licences, never below what is assigned.
///
/// # Errors
/// The refusal that stands against it, or when the workbook can't be written.
pub async fn licence_remove(app: &App, caller: &Caller, request: LicenceRemove) -> Result<LicencesChanged, ApiError> {
    let (product, licences, revision) = (request.product.into(), request.licences, request.revision);
    let mut begun = begin!(app, caller, request);
    let command = LicenceCommand::Remove {
        line: Line { product, licences },
        standing: standing(&mut begun.act, product).await?,
        revision,
    };
    stock_changed(app, *begun, command).await
}

fn line(line: &LicenceLine) -> Line {
    Line {
        product: line.product.into(),
        licences: line.licences,
    }
}

async fn stock_changed(app: &App, mut begun: Begun, command: LicenceCommand) -> Result<LicencesChanged, ApiError> {
    let preview = begun.act.is_preview();
    let lines = match &command {
        LicenceCommand::Buy(lines) => lines.clone(),
        LicenceCommand::Remove { line, .. } => vec![*line],
        _ => Vec::new(),
    };
    let bought = matches!(command, LicenceCommand::Buy(_));
    begun.decide(Command::Licence(command)).await?;
    let (mut rows, mut effects) = (Vec::new(), Vec::new());
    for Line { product, licences } in lines {
        let owned = row(&mut begun.act, product).await?;
        effects.push(effect(&begun.act, product, (licences, bought), owned.as_ref()));
        rows.extend(owned);
    }
    let answer = begun.finish(LicencesChanged { rows, effects }).await?;
    if !preview {
        settle_after_act(app).await;
    }
    Ok(answer)
}

fn effect(snapshot: &Snapshot, product: Product, (licences, bought): (u32, bool), row: Option<&LicenceRow>) -> String {
    let tenant = snapshot.tenant();
    let price = Products::of(product).usd_per_month(tenant.now.date_naive());
    let price = match price {
        _ if !bought => String::new(),
        None => ", no list price is public".to_owned(),
        Some(usd) if usd.0 == 0 => ", at no cost".to_owned(),
        Some(usd) => {
            let all = meterdesk_billing::units::Usd(usd.0.saturating_mul(i64::from(licences)));
            format!(", list price {} a month", all.spoken())
        }
    };
    let credits = match product {
        Product::Dynamics365Premium => format!(
            " All of them include {} Copilot Credits a month.",
            grouped(&tenant.platform.now().included.1.to_string())
        ),
        Product::CopilotStudioPack => format!(
            " The tenant owns {} Copilot Credits a month then.",
            grouped(&tenant.platform.now().owned().to_string())
        ),
        _ => String::new(),
    };
    format!(
        "{} {} of {}{price}; {} owned then.{credits}",
        counted(u64::from(licences), "license", "licenses"),
        if bought { "more" } else { "fewer" },
        product.label(),
        row.map_or(0, |row| row.owned),
    )
}

/// The sentence of an event about licences; empty for any other.
pub(super) fn sentence(
    event: &Event,
    person: impl Fn(&meterdesk_billing::ids::PersonId) -> String,
    group: impl Fn(&meterdesk_billing::ids::GroupId) -> String,
) -> String {
    let of = |products: &[Product]| {
        let labels: Vec<_> = products.iter().map(|product| product.label().to_owned()).collect();
        crate::text::listed(&labels)
    };
    let changes = |added: &[Product], removed: &[Product]| {
        let mut parts = Vec::new();
        if !added.is_empty() {
            parts.push(format!("{} assigned", of(added)));
        }
        if !removed.is_empty() {
            parts.push(format!("{} taken away", of(removed)));
        }
        parts.join(", and ")
    };
    let number = |licences: u32| counted(u64::from(licences), "license", "licenses");
    match event {
        Event::LicencesBought { product, licences } => {
            format!("{} of {} were bought.", number(*licences), product.label())
        }
        Event::LicencesRemoved { product, licences } => {
            format!("{} of {} were removed.", number(*licences), product.label())
        }
        Event::UsageLocationSet { person: who, location } => {
            format!("The usage location of {} was set to {location}.", person(who))
        }
        Event::PersonLicencesSet {
            person: who,
            added,
            removed,
        } => format!(
            "The licenses of {} were changed: {}.",
            person(who),
            changes(added, removed)
        ),
        Event::GroupLicencesSet {
            group: which,
            added,
            removed,
            ..
        } => format!(
            "The licenses of the group \"{}\" were changed: {}.",
            group(which),
            changes(added, removed)
        ),
        Event::LicenceTrialStarted {
            person: who,
            product,
            ends_at,
        } => format!(
            "{} signed up for {}, until {}.",
            person(who),
            product.label(),
            crate::text::spoken(*ends_at)
        ),
        Event::LicenceTrialExtended {
            person: who,
            product,
            ends_at,
            ..
        } => format!(
            "{} extended {} until {}.",
            person(who),
            product.label(),
            crate::text::spoken(*ends_at)
        ),
        Event::GroupLicencesReprocessed { group: which, .. } => {
            format!(
                "The licenses of the group \"{}\" were tried again for its members.",
                group(which)
            )
        }
        _ => String::new(),
    }
}

/// Refuses that fewer Dynamics 365 Premium licences are left than people take.
pub(super) async fn require_assigned_left(snapshot: &mut Snapshot, left: u32) -> Result<(), ApiError> {
    let product = Product::Dynamics365Premium;
    let assigned = standing(snapshot, product).await?.assigned;
    let enough = meterdesk_billing::tenant::require_enough_left(product, left, assigned);
    Ok(enough.map_err(Refusal::from)?)
}

impl From<LicenceProduct> for Product {
    fn from(product: LicenceProduct) -> Self {
        match product {
            LicenceProduct::Microsoft365Copilot => Self::Microsoft365Copilot,
            LicenceProduct::Microsoft365E3 => Self::Microsoft365E3,
            LicenceProduct::Office365E1 => Self::Office365E1,
            LicenceProduct::PowerVirtualAgents => Self::PowerVirtualAgents,
            LicenceProduct::PowerVirtualAgentsUser => Self::PowerVirtualAgentsUser,
            LicenceProduct::PowerVirtualAgentsTrial => Self::PowerVirtualAgentsTrial,
            LicenceProduct::CopilotStudioPack => Self::CopilotStudioPack,
            LicenceProduct::CopilotStudioUser => Self::CopilotStudioUser,
            LicenceProduct::CopilotStudioTrial => Self::CopilotStudioTrial,
            LicenceProduct::Dynamics365Premium => Self::Dynamics365Premium,
        }
    }
}

impl From<Product> for LicenceProduct {
    fn from(product: Product) -> Self {
        match product {
            Product::Microsoft365Copilot => Self::Microsoft365Copilot,
            Product::Microsoft365E3 => Self::Microsoft365E3,
            Product::Office365E1 => Self::Office365E1,
            Product::PowerVirtualAgents => Self::PowerVirtualAgents,
            Product::PowerVirtualAgentsUser => Self::PowerVirtualAgentsUser,
            Product::PowerVirtualAgentsTrial => Self::PowerVirtualAgentsTrial,
            Product::CopilotStudioPack => Self::CopilotStudioPack,
            Product::CopilotStudioUser => Self::CopilotStudioUser,
            Product::CopilotStudioTrial => Self::CopilotStudioTrial,
            Product::Dynamics365Premium => Self::Dynamics365Premium,
        }
    }
}

impl From<ProductKind> for LicenceProductKind {
    fn from(kind: ProductKind) -> Self {
        match kind {
            ProductKind::Tenant => Self::Tenant,
            ProductKind::User => Self::User,
            ProductKind::Trial => Self::Trial,
        }
    }
}

impl From<AssignmentError> for LicenceFailureReason {
    fn from(error: AssignmentError) -> Self {
        match error {
            AssignmentError::CountViolation => Self::CountViolation,
            AssignmentError::MutuallyExclusiveViolation => Self::MutuallyExclusiveViolation,
            AssignmentError::DependencyViolation => Self::DependencyViolation,
            AssignmentError::ProhibitedInUsageLocationViolation => Self::ProhibitedInUsageLocationViolation,
        }
    }
}

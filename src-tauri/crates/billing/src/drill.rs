//! What would mend an environment that runs out: the tenant as it were with one more act.
//!
//! The acts are those that an administrator could do now. Nothing is done, and who then pays, settlement says.

use uuid::Uuid;

use crate::ids::{EnvironmentId, PlanId};
use crate::offers::Offers;
use crate::platform::{
    AllocationFacts, BillingPlan, Environment, NewPlan, PlanKind, PlanProduct, PlanStatus, PurchaseChannel,
};
use crate::tenant::{Event, SubscriptionState, Tenant, not_linkable};
use crate::units::{Credits, Usd};

/// One more act.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mend {
    /// Give it what is left to allocate or, where nothing is, what another environment would have left at the end.
    Reallocate {
        /// The environment with most left at the end, and how much.
        spare: Option<(EnvironmentId, Credits)>,
    },
    /// Buy one capacity pack, and allocate its credits to it.
    Buy,
    /// Link it to a billing plan.
    LinkPlan,
}

/// The tenant with one more act.
#[derive(Debug, Clone)]
pub struct Mended {
    /// The set-up then.
    pub tenant: Tenant,
    /// What was done.
    pub done: Done,
}

/// What was done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Done {
    /// Credits a month were allocated that were nobody's.
    Allocated(Credits),
    /// Credits a month were moved from another environment.
    Moved(EnvironmentId, Credits),
    /// A pack was bought for so much a month.
    Bought(Credits, Usd),
    /// It was linked to a plan; `None` for a new one.
    Linked(Option<PlanId>),
}

/// Why a mend is not possible.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotPossible {
    /// There is nothing to give it.
    #[error("Everything owned is allocated, and no environment would have anything left at the end of the month")]
    NothingLeft,
    /// Packs are not on sale.
    #[error("The capacity pack is not on sale at this time")]
    NotOnSale,
    /// A plan pays already.
    #[error("A billing plan pays for it already")]
    PlanPays,
    /// It can't be linked, for a reason that the decision gives.
    #[error("{0}")]
    NotLinkable(String),
    /// There is nothing to charge.
    #[error("The tenant has no active Azure subscription with a resource group")]
    NoSubscription,
}

impl Mend {
    /// The tenant with this act done for an environment.
    ///
    /// # Errors
    /// Why it can't be done.
    pub fn of(self, tenant: &Tenant, environment: &Environment) -> Result<Mended, NotPossible> {
        let (events, done) = match self {
            Self::Reallocate { spare } => reallocate(tenant, environment, spare)?,
            Self::Buy => buy(tenant, environment)?,
            Self::LinkPlan => link(tenant, environment)?,
        };
        let mut mended = tenant.clone();
        for event in &events {
            mended.apply(tenant.now, tenant.default_actor, event);
        }
        Ok(Mended { tenant: mended, done })
    }
}

type Acts = (Vec<Event>, Done);

fn allocated(environment: &Environment, credits: Credits) -> Event {
    Event::AllocationSet(AllocationFacts {
        environment: environment.facts.environment,
        credits: credits.0,
        draw: environment.draw,
        bill_to_plan: environment.bill_to_plan,
    })
}

fn reallocate(
    tenant: &Tenant,
    environment: &Environment,
    spare: Option<(EnvironmentId, Credits)>,
) -> Result<Acts, NotPossible> {
    let platform = tenant.platform.now();
    let free = platform.owned() - platform.allocated();
    // What is nobody's is the tenant's pool: an environment that draws on it has it already.
    if free > Credits::ZERO && !environment.draw {
        let event = allocated(environment, environment.allocated + free);
        return Ok((vec![event], Done::Allocated(free)));
    }
    let other = spare.and_then(|(id, credits)| Some((platform.environment(id)?, credits)));
    let (other, credits) = other
        .filter(|(other, credits)| *credits > Credits::ZERO && other.facts.environment != environment.facts.environment)
        .ok_or(NotPossible::NothingLeft)?;
    let events = vec![
        allocated(other, other.allocated - credits),
        allocated(environment, environment.allocated + credits),
    ];
    Ok((events, Done::Moved(other.facts.environment, credits)))
}

fn buy(tenant: &Tenant, environment: &Environment) -> Result<Acts, NotPossible> {
    let pack = Offers::built_in()
        .pack_on(tenant.now.date_naive())
        .ok_or(NotPossible::NotOnSale)?;
    let credits = pack.credits_per_month;
    let bought = Event::CapacityPurchased {
        packs: 1,
        credits: credits.0,
        channel: PurchaseChannel::AdminCenter,
    };
    let events = vec![bought, allocated(environment, environment.allocated + credits)];
    Ok((events, Done::Bought(credits, pack.usd_per_month)))
}

fn link(tenant: &Tenant, environment: &Environment) -> Result<Acts, NotPossible> {
    let platform = tenant.platform.now();
    let now = tenant.now.timestamp();
    let pays = |plan: &&BillingPlan| {
        plan.facts.plan_kind == PlanKind::AzureSubscription
            && plan.status_at(now) == PlanStatus::Enabled
            && plan.meters_credits()
    };
    let linked = environment.plan.and_then(|id| platform.plan(id));
    if linked.as_ref().is_some_and(pays) && environment.bill_to_plan {
        return Err(NotPossible::PlanPays);
    }
    let known = platform
        .present_plans()
        .filter(pays)
        .find(|plan| plan.facts.region == environment.facts.region);
    let (facts, done) = match known {
        Some(plan) => (plan.facts.clone(), Done::Linked(Some(plan.facts.plan))),
        None => (new_plan(tenant, environment)?, Done::Linked(None)),
    };
    if let Some(refusal) = not_linkable(tenant, &facts, environment) {
        return Err(NotPossible::NotLinkable(refusal.to_string()));
    }
    let link = Event::PlanLinked {
        plan: facts.plan,
        environment: environment.facts.environment,
    };
    let bill = Event::AllocationSet(AllocationFacts {
        environment: environment.facts.environment,
        credits: environment.allocated.0,
        draw: environment.draw,
        bill_to_plan: true,
    });
    let made = (done == Done::Linked(None)).then_some(Event::PlanCreated(facts));
    Ok((made.into_iter().chain([link, bill]).collect(), done))
}

/// A plan that doesn't exist yet, ready at once.
fn new_plan(tenant: &Tenant, environment: &Environment) -> Result<NewPlan, NotPossible> {
    let mut subscriptions = tenant.subscriptions.iter();
    let place = subscriptions.find_map(|known| {
        let group = known.resource_groups.first()?;
        (known.state == SubscriptionState::Active).then(|| (known.id, group.name.clone()))
    });
    let (subscription, resource_group) = place.ok_or(NotPossible::NoSubscription)?;
    Ok(NewPlan {
        plan: PlanId(Uuid::nil()),
        name: format!("A plan for {}", environment.facts.name),
        plan_kind: PlanKind::AzureSubscription,
        subscription,
        resource_group,
        region: environment.facts.region.clone(),
        products: vec![PlanProduct::CopilotStudio],
        ready_at: None,
    })
}

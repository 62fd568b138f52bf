//! Decisions about what is bought and what it may be used for: capacity packs, licences with credits, pre-purchase plans,
//! credits for Copilot Chat.

use super::Context;
use super::platform::{chat_environment, named, require, require_group};
use crate::directory::{ActorFacts, AdminRole};
use crate::ids::{CreditPolicyId, PurchaseId};
use crate::offers::{Offers, PlanName};
use crate::platform::{NewCreditPolicy, NewPurchase, Platform, PurchaseScope};
use crate::settings::{Choice, SettingKey};
use crate::tenant::buying::{BuyingCommand, BuyingRefusal};
use crate::tenant::event::Event;
use crate::tenant::platform::PlatformRefusal;
use crate::tenant::refusal::Refusal;
use crate::tenant::state::{AzureRole, Scope, Subscription, Tenant};
use crate::time::Instant;
use crate::units::Credits;

/// Packs that can be bought at once; with [`MOST_PACKS_OWNED`] it keeps every sum of credits exact.
const MOST_PACKS: u32 = 10_000;

/// Packs that a tenant can own here: 2.5 thousand million credits a month.
const MOST_PACKS_OWNED: u32 = 100_000;

/// Licences with credits that a tenant can own here.
const MOST_LICENCES: u32 = 1_000_000;

/// Copilot credit policies of a tenant. Source: Use Copilot Studio capacity packs for Microsoft 365 Copilot Chat
/// (2026-09-25).
pub const MOST_CREDIT_POLICIES: usize = 10;

/// Source of who may do what: Microsoft, Use Copilot Studio capacity packs for Microsoft 365 Copilot Chat (2026-09-25).
pub(super) const BUYERS: [AdminRole; 2] = [AdminRole::Global, AdminRole::Billing];

pub(super) fn decide(
    tenant: &Tenant,
    command: BuyingCommand,
    context: &mut Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    let actor = &context.facts.actor;
    let platform = tenant.platform.now();
    let event = match command {
        BuyingCommand::BuyPacks { packs, channel } => {
            // Source: Microsoft, Manage self-service purchases and trials (for admins): users then buy without a role.
            if tenant.settings.now(SettingKey::SelfServicePurchase) != Choice::Allowed {
                require(actor, &BUYERS)?;
            }
            let credits = packs_bought(platform, packs, context.at)?;
            Event::CapacityPurchased {
                packs,
                credits,
                channel,
            }
        }
        BuyingCommand::ReturnPacks { packs } => {
            require(actor, &BUYERS)?;
            returned(platform, packs)?
        }
        BuyingCommand::SetIncluded { licences } => {
            require(actor, &BUYERS)?;
            included(platform, licences, context.at)?
        }
        BuyingCommand::BuyPrePurchase {
            family,
            tier,
            within,
            auto_renew,
        } => {
            require_purchaser(tenant, actor, &within)?;
            let purchase = PurchaseId(context.ids.next_id());
            Event::PrePurchaseBought(bought(purchase, (family, tier), within, auto_renew, context.at)?)
        }
        BuyingCommand::ApplyCreditsToChat { applied } => {
            require(actor, &[AdminRole::Global])?;
            return chat_credits(platform, applied, context);
        }
        BuyingCommand::CreateCreditPolicy { name, scope } => {
            require(actor, &[AdminRole::Global])?;
            if !context.facts.group_exists {
                return Err(Refusal::GroupUnknown);
            }
            return credit_policy(platform, &name, scope, context);
        }
        BuyingCommand::DeleteCreditPolicy { credit_policy } => {
            require(actor, &[AdminRole::Global])?;
            let known = platform.credit_policies.iter();
            let present = known
                .filter(|policy| policy.deleted_at.is_none())
                .any(|policy| policy.facts.credit_policy == credit_policy);
            if !present {
                return Err(PlatformRefusal::CreditPolicyUnknown.into());
            }
            Event::CreditPolicyDeleted { credit_policy }
        }
    };
    Ok(vec![event])
}

/// Micro-credits a month of so many packs. Source: Copilot Credit capacity packs (2025-09-18): 25,000 a month each.
pub(super) fn packs_bought(platform: &Platform, packs: u32, at: Instant) -> Result<i64, PlatformRefusal> {
    let most = MOST_PACKS.min(MOST_PACKS_OWNED - platform.pack_count.min(MOST_PACKS_OWNED));
    if packs == 0 || packs > most {
        return Err(PlatformRefusal::Amount {
            message: format!("Buy 1 to {most} capacity packs"),
            field: "packs",
        });
    }
    let pack = Offers::built_in()
        .pack_on(at.date_naive())
        .ok_or(PlatformRefusal::NotOnSale("The capacity pack"))?;
    Ok(pack.credits_per_month.0 * i64::from(packs))
}

/// Source: a third party, citing the Dynamics 365 Licensing Guide (May 2026), page 41.
pub(super) fn included(platform: &Platform, licences: u32, at: Instant) -> Result<Event, PlatformRefusal> {
    let offers = Offers::built_in().included.iter();
    let offer = offers
        .rev()
        .find(|offer| offer.from <= at.date_naive())
        .ok_or(PlatformRefusal::NotOnSale("The licence with included credits"))?;
    if licences > MOST_LICENCES {
        return Err(PlatformRefusal::Amount {
            message: format!("A tenant can have 0 to {MOST_LICENCES} of these licences here"),
            field: "licences",
        });
    }
    let credits = Credits(offer.credits_per_user_month.0 * i64::from(licences));
    if platform.included == (licences, credits) {
        return Err(PlatformRefusal::AsBefore(format!(
            "{licences} licences are counted already"
        )));
    }
    let allocated = platform.allocated();
    if platform.packs + credits < allocated {
        return Err(PlatformRefusal::Allocated { allocated });
    }
    Ok(Event::IncludedCreditsSet {
        licences,
        credits: credits.0,
    })
}

/// Packs are removed whole, and never below what is allocated. Every pack known so far has the same size, so each takes an
/// equal share of what is owned with it.
pub(super) fn returned(platform: &Platform, packs: u32) -> Result<Event, Refusal> {
    let owned = platform.pack_count;
    if packs == 0 || packs > owned {
        let message = match owned {
            0 => "The tenant owns no capacity packs".to_owned(),
            _ => format!("Remove 1 to {owned} capacity packs"),
        };
        return Err(PlatformRefusal::Amount {
            message,
            field: "packs",
        }
        .into());
    }
    let credits = Credits(platform.packs.0 / i64::from(owned) * i64::from(packs));
    let allocated = platform.allocated();
    let left = platform.owned() - credits;
    if left < allocated {
        return Err(BuyingRefusal::BelowAllocated { left, allocated }.into());
    }
    Ok(Event::CapacityReturned {
        packs,
        credits: credits.0,
    })
}

/// Applying credits to Copilot Chat makes or reuses the environment *Microsoft 365 Copilot Chat*.
fn chat_credits(platform: &Platform, applied: bool, context: &mut Context<'_>) -> Result<Vec<Event>, Refusal> {
    if platform.chat_credits == applied {
        return Err(BuyingRefusal::ChatAsBefore(applied).into());
    }
    if applied {
        require_credits(platform)?;
    }
    let changed = Event::ChatCreditsApplied { applied };
    let made = if applied {
        chat_environment(platform, context).1
    } else {
        None
    };
    Ok([changed].into_iter().chain(made).collect())
}

/// The section *Copilot Credits* is there once a pack is owned.
fn require_credits(platform: &Platform) -> Result<(), BuyingRefusal> {
    if platform.owned() > Credits::ZERO {
        Ok(())
    } else {
        Err(BuyingRefusal::NothingOwned)
    }
}

/// Source: Copilot Credit Pre-Purchase Plan (2026-07-17): a subscription's Owner buys it.
fn require_purchaser(tenant: &Tenant, actor: &ActorFacts, within: &PurchaseScope) -> Result<(), Refusal> {
    let owns = |subscription: &Subscription| {
        let roles = subscription.role_assignments.iter();
        roles
            .filter(|held| held.person == actor.id && held.resource_group.is_none())
            .any(|held| held.role == AzureRole::Owner)
    };
    if let PurchaseScope::ManagementGroup { management_group } = within
        && management_group.trim().is_empty()
    {
        return Err(BuyingRefusal::ManagementGroupBlank.into());
    }
    let missing = |place: String| {
        Refusal::AzureRightMissing(format!("{} needs the Azure role Owner on {place}", actor.display_name))
    };
    match within {
        PurchaseScope::Shared | PurchaseScope::ManagementGroup { .. } if tenant.subscriptions.iter().any(owns) => {
            Ok(())
        }
        PurchaseScope::Shared | PurchaseScope::ManagementGroup { .. } => Err(missing("a subscription".to_owned())),
        PurchaseScope::Subscription { subscription } | PurchaseScope::ResourceGroup { subscription, .. } => {
            let subscription = tenant.subscription(*subscription).ok_or(Refusal::SubscriptionUnknown)?;
            if let PurchaseScope::ResourceGroup { resource_group, .. } = within {
                require_group(subscription, resource_group)?;
            }
            if owns(subscription) {
                Ok(())
            } else {
                Err(missing(format!("the subscription \"{}\"", subscription.name)))
            }
        }
    }
}

fn bought(
    purchase: PurchaseId,
    (family, tier): (PlanName, u8),
    within: PurchaseScope,
    auto_renew: bool,
    at: Instant,
) -> Result<NewPurchase, PlatformRefusal> {
    let plan = Offers::built_in()
        .plan_on(family, at.date_naive())
        .ok_or(PlatformRefusal::NotOnSale("This pre-purchase plan"))?;
    let of_tier = plan.tiers.iter().find(|known| known.tier == tier);
    let of_tier = of_tier.ok_or(PlatformRefusal::TierUnknown {
        tier,
        most: plan.tiers.len(),
    })?;
    let retail = crate::catalogue::Catalogue::built_in().usd_per_credit;
    Ok(NewPurchase {
        purchase,
        family,
        tier,
        credits: plan.credits(of_tier, retail).0,
        price: of_tier.usd.0,
        months: plan.months,
        within,
        auto_renew,
    })
}

/// A credit policy draws on the environment *Microsoft 365 Copilot Chat*, which is made with the first one.
fn credit_policy(
    platform: &Platform,
    name: &str,
    scope: Scope,
    context: &mut Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    let present = || {
        platform
            .credit_policies
            .iter()
            .filter(|known| known.deleted_at.is_none())
    };
    let name = named(
        "Copilot credit policy",
        name,
        present().map(|known| known.facts.name.as_str()),
    )?;
    if present().count() >= MOST_CREDIT_POLICIES {
        return Err(PlatformRefusal::TooManyCreditPolicies(MOST_CREDIT_POLICIES).into());
    }
    let created = Event::CreditPolicyCreated(NewCreditPolicy {
        credit_policy: CreditPolicyId(context.ids.next_id()),
        name,
        scope,
    });
    let (_, made) = chat_environment(platform, context);
    Ok([created].into_iter().chain(made).collect())
}

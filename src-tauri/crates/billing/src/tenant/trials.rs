//! Trials that people sign up for by themselves: what somebody asks, when it is refused, and for how long a trial runs.
//!
//! A trial's end is part of its beginning: the clock ends it, and no act does. Who has tried what, the directory knows.
//!
//! Sources: Microsoft, Licensing for Power Virtual Agents (2019-12-02 and 2021-01-21); Sign up for a Power Virtual Agents
//! trial (2020-01-13): 60 days, one extension of 30, a work account.

use chrono::TimeDelta;

use super::event::Event;
use super::state::Tenant;
use crate::articles::ArticleKey;
use crate::directory::Product;
use crate::ids::PersonId;
use crate::licences::{ProductKind, Products};
use crate::settings::{Choice, SettingKey};
use crate::time::Instant;

/// Days that a trial runs.
pub const TRIAL_DAYS: i64 = 60;

/// Days that its only extension adds.
pub const EXTENSION_DAYS: i64 = 30;

/// A trial, and what the directory knows of the person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrialStanding {
    /// Identity of the person.
    pub person: PersonId,
    /// Name as shown.
    pub name: String,
    /// Whether the person is a guest, whose account is no work account of this tenant.
    pub guest: bool,
    /// The product.
    pub product: Product,
    /// When the person tried it, oldest first: the trial and, if there was one, its extension.
    pub spans: Vec<(Instant, Instant)>,
}

/// What somebody asks about trials.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TrialCommand {
    /// Sign up.
    Start(TrialStanding),
    /// Extend it.
    Extend(TrialStanding),
}

/// Why something is refused about trials.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TrialRefusal {
    /// The product is no trial.
    #[error("{0} is not signed up for; choose a trial")]
    NoTrial(&'static str),
    /// It isn't offered at the simulated time.
    #[error("{0} can't be signed up for at the simulated time")]
    NotOffered(&'static str),
    /// The tenant doesn't allow it.
    #[error(
        "Self-service sign-up is turned off for this tenant (AllowAdHocSubscriptions); an administrator can allow it in Settings"
    )]
    SignUpOff,
    /// The tenant doesn't allow it for this product.
    #[error("Self-service is disabled for {0} (AllowSelfServicePurchase); an administrator can allow it in Settings")]
    ProductOff(&'static str),
    /// A work account is needed.
    #[error("{0} has no work or school account of this tenant, which a trial needs")]
    NoWorkAccount(String),
    /// It was tried before.
    #[error("{person} has signed up for {product} before; a trial is there once")]
    TriedBefore {
        /// Name of the person.
        person: String,
        /// The product.
        product: &'static str,
    },
    /// It was never tried.
    #[error("{person} has not signed up for {product}; there is nothing to extend")]
    NotTried {
        /// Name of the person.
        person: String,
        /// The product.
        product: &'static str,
    },
    /// It was extended before.
    #[error("{person} has extended {product} already; a trial is extended once")]
    ExtendedBefore {
        /// Name of the person.
        person: String,
        /// The product.
        product: &'static str,
    },
}

impl TrialRefusal {
    /// The code of the contract.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::SignUpOff | Self::ProductOff(_) => "not_allowed",
            Self::NoTrial(_)
            | Self::NotOffered(_)
            | Self::NoWorkAccount(_)
            | Self::TriedBefore { .. }
            | Self::NotTried { .. }
            | Self::ExtendedBefore { .. } => "conflict",
        }
    }

    /// The request's field to blame, where one is.
    #[must_use]
    pub const fn field(&self) -> Option<&'static str> {
        match self {
            Self::SignUpOff => None,
            Self::NoTrial(_) | Self::NotOffered(_) | Self::ProductOff(_) => Some("product"),
            Self::NoWorkAccount(_) | Self::TriedBefore { .. } | Self::NotTried { .. } | Self::ExtendedBefore { .. } => {
                Some("user")
            }
        }
    }

    /// The public article that says why.
    #[must_use]
    pub const fn article(&self) -> Option<ArticleKey> {
        Some(ArticleKey::SelfServiceSignUp)
    }
}

pub(super) fn decide(tenant: &Tenant, command: TrialCommand, at: Instant) -> Result<Vec<Event>, TrialRefusal> {
    match command {
        TrialCommand::Start(trial) => start(tenant, trial, at),
        TrialCommand::Extend(trial) => extend(trial, at),
    }
}

fn start(tenant: &Tenant, trial: TrialStanding, at: Instant) -> Result<Vec<Event>, TrialRefusal> {
    let TrialStanding { product, name, .. } = trial;
    let facts = Products::of(product);
    if facts.kind != ProductKind::Trial {
        return Err(TrialRefusal::NoTrial(product.label()));
    }
    if !facts.is_sold_on(at.date_naive()) {
        return Err(TrialRefusal::NotOffered(product.label()));
    }
    if tenant.settings.now(SettingKey::AdHocSubscriptions) == Choice::Refused {
        return Err(TrialRefusal::SignUpOff);
    }
    let by_product = product == Product::CopilotStudioTrial;
    if by_product && tenant.settings.now(SettingKey::SelfServiceTrials) == Choice::Refused {
        return Err(TrialRefusal::ProductOff(product.label()));
    }
    if trial.guest {
        return Err(TrialRefusal::NoWorkAccount(name));
    }
    if !trial.spans.is_empty() {
        return Err(TrialRefusal::TriedBefore {
            person: name,
            product: product.label(),
        });
    }
    Ok(vec![Event::LicenceTrialStarted {
        person: trial.person,
        product,
        ends_at: at + TimeDelta::days(TRIAL_DAYS),
    }])
}

/// A trial that has ended goes on from now; one that runs, from its end.
fn extend(trial: TrialStanding, at: Instant) -> Result<Vec<Event>, TrialRefusal> {
    let TrialStanding { product, name, .. } = trial;
    let label = product.label();
    let ended = match trial.spans.as_slice() {
        [] => {
            return Err(TrialRefusal::NotTried {
                person: name,
                product: label,
            });
        }
        [(_, ends_at)] => *ends_at,
        _ => {
            return Err(TrialRefusal::ExtendedBefore {
                person: name,
                product: label,
            });
        }
    };
    let from = ended.max(at);
    Ok(vec![Event::LicenceTrialExtended {
        person: trial.person,
        product,
        from,
        ends_at: from + TimeDelta::days(EXTENSION_DAYS),
    }])
}

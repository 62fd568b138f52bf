//! Closing months: what a closed month showed, it goes on showing.
//!
//! Only what has been closed and when is known here. The figures of a closed month, and the corrections that later differences
//! become in the first open month, are kept with the settlement runs.

use super::event::Event;
use super::state::Tenant;
use crate::directory::{ActorFacts, AdminRole};
use crate::ids::PersonId;
use crate::time::{Instant, Month};

/// A closed month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClosedMonth {
    /// The month.
    pub month: Month,
    /// When it was closed.
    pub at: Instant,
    /// Who closed it.
    pub by: PersonId,
}

impl Tenant {
    /// When and by whom the month was closed; `None` for an open one.
    #[must_use]
    pub fn closed(&self, month: Month) -> Option<&ClosedMonth> {
        self.closed_months.iter().find(|closed| closed.month == month)
    }

    /// The first open month. What changes in a closed one is corrected here.
    #[must_use]
    pub fn first_open_month(&self) -> Month {
        self.closed_months
            .last()
            .map_or(Month::of(self.started_at), |closed| closed.month.next())
    }
}

/// Why a month can't be closed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ClosingRefusal {
    /// The acting person may only look.
    #[error("{0} may look at months but not close them: an administrator role is needed")]
    MayOnlyLook(String),
    /// It ended before the workbook began, so nothing in it was judged.
    #[error("This workbook begins in {}, so nothing earlier was settled; close months from then on", named(*.0))]
    BeforeWorkbook(Month),
    /// It is closed already.
    #[error("{} is closed already", named(*.0))]
    Already(Month),
    /// Months are closed in order.
    #[error("Close {} first: months are closed in their order", named(*.0))]
    EarlierOpen(Month),
    /// It isn't over.
    #[error("{} isn't over: it can be closed from {} on, simulated time", named(*.0), .0.end().format("%Y-%m-%d %H:%M UTC"))]
    NotOver(Month),
}

fn named(month: Month) -> impl std::fmt::Display {
    month.first_day().format("%B %Y")
}

impl ClosingRefusal {
    /// The code of the contract.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::MayOnlyLook(_) => "not_allowed",
            Self::BeforeWorkbook(_) | Self::NotOver(_) => "invalid_field",
            Self::Already(_) | Self::EarlierOpen(_) => "conflict",
        }
    }

    /// The request's field to blame, where one is.
    #[must_use]
    pub const fn field(&self) -> Option<&'static str> {
        match self {
            Self::MayOnlyLook(_) => None,
            _ => Some("month"),
        }
    }
}

/// Decides whether a month may be closed. Closing belongs to the rehearsal, so every administrator may do it; who may only look, may not.
pub(super) fn close(tenant: &Tenant, month: Month, actor: &ActorFacts) -> Result<Vec<Event>, ClosingRefusal> {
    let next = tenant.first_open_month();
    if !actor.roles.iter().any(|role| *role != AdminRole::GlobalReader) {
        Err(ClosingRefusal::MayOnlyLook(actor.display_name.clone()))
    } else if tenant.closed(month).is_some() {
        Err(ClosingRefusal::Already(month))
    } else if month < next {
        Err(ClosingRefusal::BeforeWorkbook(next))
    } else if month > next {
        Err(ClosingRefusal::EarlierOpen(next))
    } else if tenant.now < month.end() {
        Err(ClosingRefusal::NotOver(month))
    } else {
        Ok(vec![Event::MonthClosed {
            month: month.first_day(),
        }])
    }
}

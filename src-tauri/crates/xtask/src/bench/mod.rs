//! Benches: each prints both sides and their ratio. Nothing is judged, but that settlement agrees with SQL to the micro-credit.

mod licences;
mod python;
mod start;
mod tenants;
mod usage;

pub(crate) use licences::licences;
pub(crate) use start::start;
pub(crate) use tenants::tenants;
pub(crate) use usage::usage;

use crate::Outcome;

/// All but the window's start, which needs a window: first whether the results are right, then what they cost.
pub(crate) fn all() -> Outcome {
    tenants()?;
    usage(&[])
}

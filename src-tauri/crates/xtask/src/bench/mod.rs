//! Benches: each prints both sides and their ratio. Nothing is judged, but that settlement agrees with SQL to the micro-credit.

mod python;
mod start;
mod tenants;

pub(crate) use start::start;
pub(crate) use tenants::tenants;

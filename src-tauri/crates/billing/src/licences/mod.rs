//! Licences: what products there are, what the tenant owns of them, and how groups give them to people.
//!
//! Who holds what since when the store keeps as intervals; nothing here knows a person's name or reads a clock.

mod groups;
mod product;
mod stock;

pub use groups::{AssignmentError, Change, Failure, Holder, Licensing, Path};
pub use product::{ProductFacts, ProductKind, Products};
pub use stock::{GroupGrant, Licences, MINUTES_UNTIL_PROCESSED};

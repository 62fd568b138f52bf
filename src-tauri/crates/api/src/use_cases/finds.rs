//! What use cases keep in memory of what they found, for the pages and charts that ask for the same again.
//!
//! How long anything is kept, [`Kept`] says.

use super::billed_table::BilledTable;
use super::buying_mix::Priced;
use super::chargeback::Read;
use super::cost_analysis::Found;
use super::usage_row::FirstRows;
use crate::kept::Kept;

/// What is kept for a workbook, of all its branches. Cheap to clone.
#[derive(Debug, Clone)]
pub(crate) struct Finds {
    pub(crate) costs: Kept<Found>,
    pub(crate) billed: Kept<BilledTable>,
    pub(crate) chargebacks: Kept<Read>,
    pub(crate) mixes: Kept<Priced>,
    pub(crate) rows: Kept<FirstRows>,
}

impl Default for Finds {
    /// A find by person takes some thirty megabytes where the directory has hundreds of thousands; the others, one or two.
    fn default() -> Self {
        Self {
            costs: Kept::the_latest(3),
            billed: Kept::the_latest(4),
            chargebacks: Kept::the_latest(3),
            mixes: Kept::the_latest(4),
            rows: Kept::the_latest(4),
        }
    }
}

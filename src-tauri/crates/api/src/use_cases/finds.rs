//! What use cases keep in memory of what they found, for the pages and charts that ask for the same again.
//!
//! How long anything is kept, [`Kept`] says.

use std::sync::Arc;

use tokio::sync::Mutex;

use super::billed_table::BilledTable;
use super::buying_mix::Priced;
use super::chargeback::{Charges, Lines};
use super::cost_analysis::Found;
use super::import::PageEnd;
use super::usage_row::FirstRows;
use crate::kept::{Held, Kept};

/// What is kept for a workbook, of all its branches. Cheap to clone.
#[derive(Debug, Clone)]
pub(crate) struct Finds {
    pub(crate) costs: Kept<Found>,
    pub(crate) billed: Kept<BilledTable>,
    pub(crate) chargebacks: Kept<Charges>,
    pub(crate) statements: Kept<Lines>,
    pub(crate) mixes: Kept<Priced>,
    pub(crate) rows: Kept<FirstRows>,
    /// Of the import whose rejected rows were read last.
    pub(crate) rejected: Arc<Mutex<Option<PageEnd>>>,
}

impl Default for Finds {
    /// By person, a find has a row for everybody: of a directory of hundreds of thousands two are kept.
    fn default() -> Self {
        Self {
            costs: Kept::up_to(700_000),
            billed: Kept::up_to(100_000),
            chargebacks: Kept::up_to(700_000),
            statements: Kept::up_to(200_000),
            mixes: Kept::up_to(20_000),
            rows: Kept::up_to(100_000),
            rejected: Arc::default(),
        }
    }
}

impl Held for Found {
    fn rows(&self) -> usize {
        self.groups()
    }
}

impl Held for BilledTable {
    fn rows(&self) -> usize {
        self.rows.len()
    }
}

impl Held for Charges {
    fn rows(&self) -> usize {
        self.people_known()
    }
}

impl Held for Lines {
    fn rows(&self) -> usize {
        self.count()
    }
}

impl Held for Priced {
    fn rows(&self) -> usize {
        self.rows.len()
    }
}

impl Held for FirstRows {
    fn rows(&self) -> usize {
        self.numbers.len()
    }
}

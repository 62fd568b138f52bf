//! Compiled coverages in memory, so that asking what became of one use need not read a large directory anew.
//!
//! Compiling is the caller's; a coverage is kept until the branch's journal goes on. An act that is under way must not ask here.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use meterdesk_billing::coverage::Coverage;

use crate::{Head, Snapshot};

/// How many are kept: one takes a few megabytes for hundreds of thousands of people.
const MOST: usize = 3;

/// What a coverage was compiled from.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Key {
    branch: i64,
    head: Head,
    /// The range of seconds that it is for.
    range: (i64, i64),
}

/// The latest last.
#[derive(Debug, Default)]
pub(crate) struct KeptCoverages(Mutex<Vec<(Key, Arc<Coverage>)>>);

impl KeptCoverages {
    /// What is kept stays whole when a holder panics.
    fn lock(&self) -> MutexGuard<'_, Vec<(Key, Arc<Coverage>)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Snapshot {
    fn coverage_key(&self, range: (i64, i64)) -> Key {
        Key {
            branch: self.branch.id,
            head: self.head().clone(),
            range,
        }
    }

    /// The coverage under the actual set-up that was kept for a range of seconds, if one was.
    #[must_use]
    pub fn kept_coverage(&self, range: (i64, i64)) -> Option<Arc<Coverage>> {
        let key = self.coverage_key(range);
        let kept = self.workbook.kept().coverages.lock();
        kept.iter()
            .find(|(of, _)| *of == key)
            .map(|(_, coverage)| Arc::clone(coverage))
    }

    /// Keeps a coverage for a range of seconds in place of the oldest.
    pub fn keep_coverage(&self, range: (i64, i64), coverage: &Arc<Coverage>) {
        let key = self.coverage_key(range);
        let mut kept = self.workbook.kept().coverages.lock();
        if kept.len() >= MOST {
            kept.remove(0);
        }
        kept.push((key, Arc::clone(coverage)));
    }
}

//! The contract of test ids: each that is documented is on some screen, none is on one that isn't, and none is there twice.

use std::collections::{BTreeMap, BTreeSet};

use meterdesk_e2e::{Documented, Page};

/// The test ids of the screens looked at so far.
#[derive(Debug, Default)]
pub(crate) struct Seen {
    /// Each id that was seen, with the screen where it was seen first.
    ids: BTreeMap<String, String>,
    /// Ids that stood on a screen more than once.
    doubled: Vec<String>,
}

impl Seen {
    pub(crate) async fn look(&mut self, page: &Page, screen: &str) {
        let mut here = BTreeSet::new();
        for id in page.test_ids().await {
            if !here.insert(id.clone()) {
                self.doubled.push(format!("{id} on {screen}"));
            }
            self.ids.entry(id).or_insert_with(|| screen.to_owned());
        }
    }

    /// Every screen has been looked at by now.
    pub(crate) fn judge(&self) {
        let documented = Documented::all();
        let mut missing = documented.clone();
        let mut undocumented = Vec::new();
        for (id, screen) in &self.ids {
            match Documented::of(id, &documented) {
                Some(known) => {
                    missing.remove(&known);
                }
                None => undocumented.push(format!("{id} on {screen}")),
            }
        }
        let missing: Vec<_> = missing.iter().map(Documented::pattern).collect();
        assert_eq!(undocumented, [""; 0], "each test id is in the README's table");
        assert_eq!(self.doubled, [""; 0], "a test id stands once on a screen");
        assert_eq!(missing, [""; 0], "each test id of the README's table is on some screen");
    }
}

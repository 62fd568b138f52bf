//! The contract of test ids: the walk over every screen sees each documented id, each at most once on a screen, and none
//! that isn't documented.

use std::collections::{BTreeMap, BTreeSet};

use meterdesk_e2e::{Documented, Page};

use crate::every_screen;

/// What the walk has seen so far.
#[derive(Debug, Default)]
struct Seen {
    /// Each id that was seen, with the screen where it was seen first.
    ids: BTreeMap<String, String>,
    /// Ids that stood on a screen more than once.
    doubled: Vec<String>,
}

impl Seen {
    async fn look(&mut self, page: &Page, screen: &str) {
        let mut here = BTreeSet::new();
        for id in page.test_ids().await {
            if !here.insert(id.clone()) {
                self.doubled.push(format!("{id} on {screen}"));
            }
            self.ids.entry(id).or_insert_with(|| screen.to_owned());
        }
    }
}

#[tokio::test]
async fn each_documented_test_id_exists_once_and_none_is_undocumented() {
    let mut seen = Seen::default();
    // A narrow window has everything that a wide one has, and the button that opens the navigation.
    every_screen::walk(
        |start| start.window(640, 800),
        async |page, screen| seen.look(page, screen).await,
    )
    .await;

    let documented = Documented::all();
    let mut missing = documented.clone();
    let mut undocumented = Vec::new();
    for (id, screen) in &seen.ids {
        match Documented::of(id, &documented) {
            Some(known) => {
                missing.remove(&known);
            }
            None => undocumented.push(format!("{id} on {screen}")),
        }
    }
    let missing: Vec<_> = missing.iter().map(Documented::pattern).collect();
    assert_eq!(undocumented, [""; 0], "each test id is in the README's table");
    assert_eq!(seen.doubled, [""; 0], "a test id stands once on a screen");
    assert_eq!(missing, [""; 0], "each test id of the README's table is on some screen");
}

//! The rules of accessibility, on whatever screen is looked at.

use meterdesk_e2e::{Page, Violation};

/// What breaks a rule, on the screens looked at so far.
#[derive(Debug)]
pub(crate) struct Accessibility {
    colours: &'static str,
    faults: Vec<String>,
}

impl Accessibility {
    /// On screens in these colours: light or dark.
    pub(crate) const fn of(colours: &'static str) -> Self {
        Self {
            colours,
            faults: Vec::new(),
        }
    }

    pub(crate) async fn look(&mut self, page: &Page, screen: &str) {
        if page.count_test_id("page-title").await == 1 {
            assert_eq!(page.colours().await, self.colours, "{screen} has the colours");
        }
        let found = page.axe_violations().await;
        self.faults.extend(found.iter().map(|fault| said(fault, screen)));
    }

    pub(crate) fn judge(&self) {
        let Self { colours, faults } = self;
        assert!(faults.is_empty(), "in {colours} colours:\n{}", faults.join("\n"));
    }
}

fn said(Violation { rule, help, places }: &Violation, screen: &str) -> String {
    format!("{screen}: {rule}, {help}\n  {}", places.join("\n  "))
}

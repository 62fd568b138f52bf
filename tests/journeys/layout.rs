//! The layout, on whatever screen is looked at: no two boxes overlap, nothing is cut off and no page scrolls sideways.

use meterdesk_e2e::Page;

/// What is wrong with the layout of the screens looked at so far.
#[derive(Debug, Default)]
pub(crate) struct Layout(Vec<String>);

impl Layout {
    pub(crate) async fn look(&mut self, page: &Page, screen: &str) {
        let found = page.layout_faults().await;
        self.0
            .extend(found.into_iter().map(|fault| format!("{screen}: {fault}")));
    }

    pub(crate) fn judge(&self) {
        assert!(self.0.is_empty(), "\n{}", self.0.join("\n"));
    }
}

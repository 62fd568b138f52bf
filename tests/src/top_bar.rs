//! The bar on top: simulated time and who is acting.

use crate::page::Page;

impl Page {
    /// Advances simulated time by a step of the menu, and gives the new time.
    pub async fn advance_time(&self, step: &str) -> String {
        let before = self.value("clock-now").await;
        self.press("button", "Advance time").await;
        self.press("menuitem", step).await;
        let after = self.value("clock-now").await;
        assert_ne!(before, after, "simulated time has moved");
        after
    }

    /// Acts as another administrator from now on.
    pub async fn act_as(&self, person: &str) {
        self.press_id("actor-switch").await;
        self.press_id(&format!("actor-{person}")).await;
    }
}

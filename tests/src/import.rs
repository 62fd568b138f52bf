//! Rehearsal › Import, as an administrator uses it.

use crate::page::Page;

impl Page {
    /// Imports the next file that the window was told of at its start, having looked at what it would do.
    pub async fn import_file(&self) {
        // In a narrow window the navigation is folded away.
        self.go("/rehearsal/import").await;
        self.press("button", "Choose a file").await;
        self.by_test_id("import-preview").await;
        self.press("button", "Import").await;
        self.by_test_id("import-result").await;
        self.wait_idle().await;
    }

    /// A fact of the file that is looked at or was imported, as its exact value.
    pub async fn import_fact(&self, name: &str) -> String {
        let fact = self.by_test_id(&format!("import-fact-{name}")).await;
        let value = fact.find(thirtyfour::By::Css("[data-value]")).await;
        let value = value.unwrap_or_else(|problem| panic!("the fact {name} has no value: {problem}"));
        let exact = value.attr("data-value").await;
        exact
            .unwrap_or_else(|problem| panic!("the fact {name} can't be read: {problem}"))
            .unwrap_or_default()
    }
}

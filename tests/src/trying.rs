//! Reports › Usage › Send a prompt, as an administrator tries somebody's use.

use serde_json::{Value, json};
use thirtyfour::Key;

use crate::{cli::Cli, page::Page};

/// Somebody of the directory.
#[derive(Debug, Clone)]
pub struct Person {
    /// Identity.
    pub id: String,
    /// Name as shown.
    pub name: String,
}

impl Person {
    /// Everybody in a group, or outside it, with or without a Microsoft 365 Copilot licence.
    ///
    /// # Panics
    /// When the command line does not answer as documented.
    #[must_use]
    pub fn all(cli: &Cli, licensed: bool) -> Vec<Self> {
        let people = cli.call("user_list", &json!({ "copilotLicensed": licensed }));
        let rows = people["rows"].as_array().expect("a list has rows");
        let text = |value: &Value| value.as_str().expect("it is a text").to_owned();
        rows.iter()
            .map(|row| Self {
                id: text(&row["id"]),
                name: text(&row["displayName"]),
            })
            .collect()
    }
}

impl Page {
    /// Chooses in a list that is searched by typing.
    ///
    /// # Panics
    /// When there is no such field or choice.
    pub async fn search_and_choose(&self, field: &str, typed: &str, id: &str) {
        let searched = self.by_role_name("combobox", field).await;
        searched
            .send_keys(Key::Control + "a")
            .await
            .unwrap_or_else(|problem| panic!("{field} can't be cleared: {problem}"));
        searched
            .send_keys(typed)
            .await
            .unwrap_or_else(|problem| panic!("{field} takes no text: {problem}"));
        self.wait_idle().await;
        self.press_id(&format!("picker-option-{id}")).await;
    }

    /// Sends prompts as somebody on the open panel, and gives what became of it: `paid`, `blocked` and so on.
    ///
    /// # Panics
    /// When it can't be sent.
    pub async fn send_prompt(&self, person: &Person, service: &str) -> String {
        self.search_and_choose("Person", &person.name, &person.id).await;
        self.choose("Service", service).await;
        self.press("button", "Send").await;
        self.attribute("try-result", "data-outcome").await
    }
}

//! What a person sees and does in the window. Lookups wait until what they look for is there.

use std::time::Duration;

use serde_json::{Value, json};
use thirtyfour::{By, WebDriver, WebElement};

use crate::{
    axe::{self, Violation},
    wait::{until, within},
};

const FIND_BY_ROLE: &str = include_str!("find_by_role.js");

/// The driver's own scrolling takes half an edge for enough, also when the rest is behind a panel's foot.
const BRING_INTO_VIEW: &str = "const [element] = arguments;
    const { x, y, width, height } = element.getBoundingClientRect();
    const there = document.elementFromPoint(x + width / 2, y + height / 2);
    if (!element.contains(there)) element.scrollIntoView({ block: 'center', inline: 'center' });
    const at = element.getBoundingClientRect();
    return [at.x, at.y];";

/// The program's window.
#[derive(Debug, Clone)]
pub struct Page {
    window: WebDriver,
}

/// How often a field is filled anew that doesn't hold what was written.
const MOST_FILLS: usize = 3;

impl Page {
    pub(crate) fn new(window: WebDriver) -> Self {
        Self { window }
    }

    /// The driver itself, for what this page object has no word for.
    #[must_use]
    pub const fn driver(&self) -> &WebDriver {
        &self.window
    }

    /// Waits until the program has nothing more to do.
    ///
    /// # Panics
    /// When it does not come to rest.
    pub async fn wait_idle(&self) {
        until(async || {
            let state = self
                .run(
                    "return document.querySelector('[data-app-state]')?.dataset.appState ?? 'not there'",
                    vec![],
                )
                .await?;
            if state == "idle" {
                Ok(())
            } else {
                Err(format!("the page is {state}"))
            }
        })
        .await
        .unwrap_or_else(|reason| panic!("the program did not come to rest: {reason}"));
    }

    /// The one element with the role and the accessible name.
    ///
    /// # Panics
    /// When there is none, or more than one.
    pub async fn by_role_name(&self, role: &str, name: &str) -> WebElement {
        self.one_by_role(role, Some(name), None).await
    }

    /// The one element with the role and the accessible name inside another element.
    ///
    /// # Panics
    /// When there is none, or more than one.
    pub async fn by_role_name_in(&self, scope: &WebElement, role: &str, name: &str) -> WebElement {
        self.one_by_role(role, Some(name), Some(scope)).await
    }

    /// The one element with the role, whatever its name.
    ///
    /// # Panics
    /// When there is none, or more than one.
    pub async fn by_role(&self, role: &str) -> WebElement {
        self.one_by_role(role, None, None).await
    }

    /// The accessible names of all elements that have the role now, in the page's order.
    ///
    /// # Panics
    /// When the page can't be asked.
    pub async fn names_by_role(&self, role: &str) -> Vec<String> {
        let (_, names) = self
            .find_by_role(role, None, None)
            .await
            .unwrap_or_else(|reason| panic!("{reason}"));
        names
    }

    /// The accessible names of all elements with the role inside the one landmark of another role.
    ///
    /// # Panics
    /// When the page can't be asked, or the landmark is not there.
    pub async fn names_by_role_in(&self, landmark: &str, role: &str) -> Vec<String> {
        let landmark = self.by_role(landmark).await;
        let (_, names) = self
            .find_by_role(role, None, Some(&landmark))
            .await
            .unwrap_or_else(|reason| panic!("{reason}"));
        names
    }

    /// The one element with the documented test id.
    ///
    /// # Panics
    /// When there is none, or more than one.
    pub async fn by_test_id(&self, id: &str) -> WebElement {
        until(async || self.one_by_test_id(id).await)
            .await
            .unwrap_or_else(|reason| panic!("{reason}"))
    }

    /// The one element that a selector of the contract's attributes matches.
    ///
    /// # Panics
    /// When there is none, or more than one.
    pub async fn by_css(&self, selector: &str) -> WebElement {
        until(async || {
            let found = self.window.find_all(By::Css(selector)).await;
            one(found.map_err(|problem| problem.to_string())?)
                .map_err(|count| format!("{count} elements match {selector}"))
        })
        .await
        .unwrap_or_else(|reason| panic!("{reason}"))
    }

    /// The same by test id, with a deadline that is itself what is tested.
    ///
    /// # Panics
    /// When there is none, or more than one, after the deadline.
    pub async fn by_test_id_within(&self, deadline: Duration, id: &str) -> WebElement {
        within(deadline, async || self.one_by_test_id(id).await)
            .await
            .unwrap_or_else(|reason| panic!("after {deadline:?}, {reason}"))
    }

    /// How many elements have the test id now.
    ///
    /// # Panics
    /// When the page can't be asked.
    pub async fn count_test_id(&self, id: &str) -> usize {
        self.all_by_test_id(id)
            .await
            .unwrap_or_else(|reason| panic!("{reason}"))
            .len()
    }

    /// Waits until no element has the test id.
    ///
    /// # Panics
    /// When one stays.
    pub async fn wait_gone(&self, id: &str) {
        until(async || {
            if self.all_by_test_id(id).await?.is_empty() {
                Ok(())
            } else {
                Err(format!("{id} is still there"))
            }
        })
        .await
        .unwrap_or_else(|reason| panic!("{reason}"));
    }

    /// An attribute of what has the test id; empty where it has none.
    ///
    /// # Panics
    /// When it is not there.
    pub async fn attribute(&self, id: &str, name: &str) -> String {
        let element = self.by_test_id(id).await;
        let value = element.attr(name).await;
        value
            .unwrap_or_else(|problem| panic!("{id} can't be read: {problem}"))
            .unwrap_or_default()
    }

    /// The exact value that stands beside the formatted text.
    ///
    /// # Panics
    /// When it is not there.
    pub async fn value(&self, id: &str) -> String {
        self.attribute(id, "data-value").await
    }

    /// Waits until that exact value is this one: what another program did reaches the window by itself.
    ///
    /// # Panics
    /// When it stays another.
    pub async fn wait_value(&self, id: &str, expected: &str) {
        until(async || match self.value(id).await {
            value if value == expected => Ok(()),
            value => Err(format!("{id} is {value}")),
        })
        .await
        .unwrap_or_else(|reason| panic!("it does not become {expected}: {reason}"));
    }

    /// The text that has the test id.
    ///
    /// # Panics
    /// When it is not there.
    pub async fn text(&self, id: &str) -> String {
        let element = self.by_test_id(id).await;
        let text = element.text().await;
        text.unwrap_or_else(|problem| panic!("{id} can't be read: {problem}"))
    }

    /// Presses what has the role and the name, and waits until the program is at rest again.
    ///
    /// # Panics
    /// When it is not there or can't be pressed.
    pub async fn press(&self, role: &str, name: &str) {
        let element = self.by_role_name(role, name).await;
        self.press_element(&element, name).await;
    }

    /// Presses what has the test id, and waits until the program is at rest again.
    ///
    /// # Panics
    /// When it is not there or can't be pressed.
    pub async fn press_id(&self, id: &str) {
        let element = self.by_test_id(id).await;
        self.press_element(&element, id).await;
    }

    /// Presses what has the test id and does not wait for what comes of it.
    ///
    /// # Panics
    /// When it is not there or can't be pressed.
    pub async fn begin(&self, id: &str) {
        let element = self.by_test_id(id).await;
        let pressed = element.click().await;
        pressed.unwrap_or_else(|problem| panic!("{id} can't be pressed: {problem}"));
    }

    /// Waits until what has the test id can be used.
    ///
    /// # Panics
    /// When it stays disabled.
    pub async fn wait_enabled(&self, id: &str) {
        until(async || match self.attribute(id, "aria-disabled").await.as_str() {
            "true" => Err(format!("{id} is disabled")),
            _ => Ok(()),
        })
        .await
        .unwrap_or_else(|reason| panic!("{reason}"));
    }

    /// Replaces the text of the field with this accessible name.
    ///
    /// # Panics
    /// When it is not there or takes no text.
    pub async fn fill(&self, name: &str, text: &str) {
        for _ in 0..MOST_FILLS {
            let field = self.by_role_name("textbox", name).await;
            field
                .clear()
                .await
                .unwrap_or_else(|problem| panic!("{name} can't be cleared: {problem}"));
            field
                .send_keys(text)
                .await
                .unwrap_or_else(|problem| panic!("{name} takes no text: {problem}"));
            self.wait_idle().await;
            // What another program changed may renew a form between the two.
            let held = field.prop("value").await.ok().flatten();
            if held.as_deref() == Some(text) {
                break;
            }
        }
    }

    /// Chooses in the list that opens from the field with this accessible name.
    ///
    /// # Panics
    /// When there is no such field or choice.
    pub async fn choose(&self, field: &str, option: &str) {
        self.press("combobox", field).await;
        self.press("option", option).await;
    }

    /// `light` or `dark`: the title is written in the other one.
    ///
    /// # Panics
    /// When the page can't be asked.
    pub async fn colours(&self) -> &'static str {
        const TITLE_IS_BRIGHT: &str = "const title = document.querySelector('[data-testid=page-title]');
            const [red, green, blue] = getComputedStyle(title).color.match(/\\d+/g).map(Number);
            return red + green + blue > 3 * 128;";
        let is_bright = self
            .run(TITLE_IS_BRIGHT, vec![])
            .await
            .unwrap_or_else(|reason| panic!("{reason}"));
        if is_bright == true { "dark" } else { "light" }
    }

    /// Test ids that stand on more than one element of the page as it is.
    ///
    /// # Panics
    /// When the page can't be asked.
    pub async fn doubled_test_ids(&self) -> Vec<String> {
        const DOUBLED: &str =
            "const ids = [...document.querySelectorAll('[data-testid]')].map((each) => each.dataset.testid);
            return ids.filter((id, place) => ids.indexOf(id) !== place);";
        let doubled = self
            .run(DOUBLED, vec![])
            .await
            .unwrap_or_else(|reason| panic!("{reason}"));
        let doubled = doubled.as_array().into_iter().flatten();
        doubled.filter_map(Value::as_str).map(str::to_owned).collect()
    }

    /// What breaks an accessibility rule on the page as it stands.
    pub async fn axe_violations(&self) -> Vec<Violation> {
        axe::violations(&self.window).await
    }

    async fn press_element(&self, element: &WebElement, what: &str) {
        // A click on a disabled control succeeds silently.
        until(async || match element.is_enabled().await {
            Ok(true) => Ok(()),
            Ok(false) => Err("it is disabled".to_owned()),
            Err(problem) => Err(problem.to_string()),
        })
        .await
        .unwrap_or_else(|reason| panic!("{what} can't be pressed: {reason}"));
        // A list that opened follows its field a turn after the page scrolls: what still moves would be missed.
        let mut stood = Value::Null;
        until(async || {
            let brought = element.to_json().map_err(|problem| problem.to_string())?;
            let stands = self.run(BRING_INTO_VIEW, vec![brought]).await?;
            if stands == stood {
                return Ok(());
            }
            stood = stands;
            Err("it moves".to_owned())
        })
        .await
        .unwrap_or_else(|reason| panic!("{what} can't be brought into view: {reason}"));
        element
            .click()
            .await
            .unwrap_or_else(|problem| panic!("{what} can't be pressed: {problem}"));
        self.wait_idle().await;
    }

    async fn one_by_test_id(&self, id: &str) -> Result<WebElement, String> {
        one(self.all_by_test_id(id).await?).map_err(|count| format!("{count} elements have the test id {id}"))
    }

    async fn all_by_test_id(&self, id: &str) -> Result<Vec<WebElement>, String> {
        self.window
            .find_all(By::Css(format!("[data-testid=\"{id}\"]")))
            .await
            .map_err(|problem| problem.to_string())
    }

    async fn one_by_role(&self, role: &str, name: Option<&str>, scope: Option<&WebElement>) -> WebElement {
        until(async || {
            let (found, names) = self.find_by_role(role, name, scope).await?;
            one(found).map_err(|count| format!("{count} elements are a {role} named {name:?}; there are {names:?}"))
        })
        .await
        .unwrap_or_else(|reason| panic!("{reason}"))
    }

    async fn find_by_role(
        &self,
        role: &str,
        name: Option<&str>,
        scope: Option<&WebElement>,
    ) -> Result<(Vec<WebElement>, Vec<String>), String> {
        let scope = scope
            .map(WebElement::to_json)
            .transpose()
            .map_err(|problem| problem.to_string())?;
        let arguments = vec![json!(role), json!(name), scope.unwrap_or(Value::Null)];
        let mut answer = self.run(FIND_BY_ROLE, arguments.clone()).await?;
        if answer.is_null() {
            axe::bring(&self.window).await;
            answer = self.run(FIND_BY_ROLE, arguments).await?;
        }
        let elements = answer["elements"].as_array().into_iter().flatten();
        let elements = elements
            .map(|element| WebElement::from_json(element.clone(), self.window.handle().clone()))
            .collect::<Result<_, _>>()
            .map_err(|problem| problem.to_string())?;
        let names = answer["names"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .map(str::to_owned)
            .collect();
        Ok((elements, names))
    }

    async fn run(&self, script: &str, arguments: Vec<Value>) -> Result<Value, String> {
        match self.window.execute(script, arguments).await {
            Ok(answer) => Ok(answer.json().clone()),
            Err(problem) => Err(problem.to_string()),
        }
    }
}

fn one(mut found: Vec<WebElement>) -> Result<WebElement, usize> {
    match (found.pop(), found.len()) {
        (Some(element), 0) => Ok(element),
        (None, _) => Err(0),
        (Some(_), others) => Err(others + 1),
    }
}

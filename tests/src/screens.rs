//! Addresses of the window, and what can be measured of a screen as it stands.

use serde_json::Value;
use thirtyfour::{Key, WebElement};

use crate::{page::Page, wait::until};

const LAYOUT: &str = include_str!("layout.js");

/// Done when the window has noticed the address: it calls itself busy in the same turn.
const GO: &str = "const [address, done] = arguments;
    if (location.hash === '#' + address) return done();
    addEventListener('hashchange', () => done(), { once: true });
    location.hash = address;";

/// What has the focus, by test id; else by its element's name.
const FOCUSED: &str =
    "const at = document.activeElement; return at?.dataset.testid ?? at?.tagName.toLowerCase() ?? 'nothing';";

/// Tab stops of the longest screen, with much to spare.
const MOST_STOPS: usize = 250;

impl Page {
    /// Opens an address of the window, as Back or a start-up flag would.
    ///
    /// # Panics
    /// When the program does not come to rest there, or asks before it leaves where it is.
    pub async fn go(&self, address: &str) {
        let arrived = self.driver().execute_async(GO, vec![Value::from(address)]).await;
        arrived.unwrap_or_else(|problem| panic!("{address} can't be opened: {problem}"));
        self.wait_idle().await;
        let stands = self.execute("return location.hash.slice(1)").await;
        assert_eq!(stands, address, "the window is where it was sent");
    }

    /// The addresses that the navigation leads to.
    ///
    /// # Panics
    /// When the page can't be asked.
    pub async fn addresses(&self) -> Vec<String> {
        let found = self
            .execute(
                "return [...document.querySelectorAll('[data-testid^=\"nav-\"][href]')]
                    .map((link) => link.hash.slice(1))",
            )
            .await;
        texts(&found)
    }

    /// Every test id that stands on the page, as often as it stands there.
    ///
    /// # Panics
    /// When the page can't be asked.
    pub async fn test_ids(&self) -> Vec<String> {
        let found = self
            .execute("return [...document.querySelectorAll('[data-testid]')].map((each) => each.dataset.testid)")
            .await;
        texts(&found)
    }

    /// What is wrong with the layout of the page as it stands: boxes that overlap, texts that are cut off, contents that
    /// stand outside the window, and a page that scrolls sideways.
    ///
    /// # Panics
    /// When the page can't be asked.
    pub async fn layout_faults(&self) -> Vec<String> {
        texts(&self.execute(LAYOUT).await)
    }

    /// The test id of what has the focus; where it has none, the element's name.
    ///
    /// # Panics
    /// When the page can't be asked.
    pub async fn focused(&self) -> String {
        let focused = self.execute(FOCUSED).await;
        focused.as_str().unwrap_or_default().to_owned()
    }

    /// Waits until what has the test id has the focus.
    ///
    /// # Panics
    /// When something else keeps it.
    pub async fn wait_focus(&self, id: &str) {
        let look = async || match self.focused().await {
            focused if focused == id => Ok(()),
            focused => Err(format!("{focused} has the focus, not {id}")),
        };
        until(look).await.unwrap_or_else(|reason| panic!("{reason}"));
    }

    /// Presses keys on what has the focus, and waits until the program is at rest again.
    ///
    /// # Panics
    /// When nothing takes them.
    pub async fn type_keys(&self, keys: impl Into<thirtyfour::TypingData>) {
        let element: WebElement = self
            .driver()
            .active_element()
            .await
            .unwrap_or_else(|problem| panic!("nothing has the focus: {problem}"));
        element
            .send_keys(keys)
            .await
            .unwrap_or_else(|problem| panic!("the keys are not taken: {problem}"));
        self.wait_idle().await;
    }

    /// Walks with the Tab key alone to what has the test id.
    ///
    /// # Panics
    /// When it is not reached.
    pub async fn tab_to(&self, id: &str) {
        let _ = self.by_test_id(id).await;
        let mut passed = Vec::new();
        for _ in 0..MOST_STOPS {
            let focused = self.focused().await;
            if focused == id {
                return;
            }
            passed.push(focused);
            self.type_keys(Key::Tab).await;
        }
        panic!("the Tab key does not lead to {id}; it passes {passed:?}");
    }

    /// Waits for what the window does outside of itself.
    ///
    /// # Panics
    /// When it does not become so.
    pub async fn until(&self, mut is_so: impl AsyncFnMut() -> bool) {
        let look = async || {
            if is_so().await {
                Ok(())
            } else {
                Err("it did not become so".to_owned())
            }
        };
        until(look).await.unwrap_or_else(|reason| panic!("{reason}"));
    }

    async fn execute(&self, script: &str) -> Value {
        let answer = self.driver().execute(script, Vec::new()).await;
        let answer = answer.unwrap_or_else(|problem| panic!("the page can't be asked: {problem}"));
        answer.json().clone()
    }
}

fn texts(list: &Value) -> Vec<String> {
    let list = list.as_array().into_iter().flatten();
    list.filter_map(Value::as_str).map(str::to_owned).collect()
}

//! axe in the page: accessibility rules, and the names and roles that lookups go by.

use std::fs;

use serde_json::Value;
use thirtyfour::WebDriver;

use crate::programs::ui;

/// A rule of WCAG 2.2 A or AA that the page breaks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation {
    /// The rule's name.
    pub rule: String,
    /// What the rule asks for.
    pub help: String,
    /// The places that break it: selector and markup.
    pub places: Vec<String>,
}

// Addresses of the window's pages begin with #, which the rule about skip links would take for places on the page.
const RULES: &str = r##"
const done = arguments[arguments.length - 1];
axe.configure({ rules: [{ id: "skip-link", selector: "[data-testid=skip-link]" }] });
axe
  .run(
    { exclude: [["[data-tabster-dummy]"]] },
    { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"], resultTypes: ["violations"] },
  )
  .then((result) => done({ violations: result.violations }), (problem) => done({ problem: String(problem) }));
"##;

/// Brings axe into the page, once for each document.
pub(crate) async fn bring(window: &WebDriver) {
    let path = ui("node_modules/axe-core/axe.min.js");
    let source = fs::read_to_string(&path)
        .unwrap_or_else(|problem| panic!("{} ({problem}): run `npm ci` in ui", path.display()));
    window
        .execute(source, Vec::new())
        .await
        .expect("axe can be brought into the page");
}

/// What breaks a rule on the page as it stands.
pub(crate) async fn violations(window: &WebDriver) -> Vec<Violation> {
    let present = window
        .execute("return typeof axe !== 'undefined'", Vec::new())
        .await
        .expect("the page runs scripts");
    if present.json() != &Value::Bool(true) {
        bring(window).await;
    }
    let answer = window.execute_async(RULES, Vec::new()).await.expect("axe ends");
    let answer = answer.json();
    let found = answer["violations"]
        .as_array()
        .unwrap_or_else(|| panic!("axe failed: {}", answer["problem"]));
    found.iter().map(violation).collect()
}

fn violation(found: &Value) -> Violation {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let places = found["nodes"].as_array().into_iter().flatten();
    Violation {
        rule: text(&found["id"]),
        help: text(&found["help"]),
        places: places
            .map(|node| format!("{} {}", node["target"], text(&node["html"])))
            .collect(),
    }
}

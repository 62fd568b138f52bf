//! Every screen keeps the rules of accessibility, in light and in dark.

use meterdesk_e2e::{Start, Violation};

use crate::every_screen;

async fn every_screen_is_accessible(prepare: impl Fn(Start) -> Start, colours: &str) {
    let mut faults = Vec::new();
    let mut titled = 0;
    every_screen::walk(prepare, async |page, screen| {
        if page.count_test_id("page-title").await == 1 {
            titled += 1;
            assert_eq!(page.colours().await, colours, "{screen} has the colours");
        }
        let found = page.axe_violations().await;
        faults.extend(found.iter().map(|fault| said(fault, screen)));
    })
    .await;
    assert!(titled > 100, "the colours were looked at on {titled} screens");
    assert!(faults.is_empty(), "in {colours} colours:\n{}", faults.join("\n"));
}

fn said(Violation { rule, help, places }: &Violation, screen: &str) -> String {
    format!("{screen}: {rule}, {help}\n  {}", places.join("\n  "))
}

#[tokio::test]
async fn every_screen_is_accessible_in_light_colours() {
    every_screen_is_accessible(|start| start, "light").await;
}

#[tokio::test]
async fn every_screen_is_accessible_in_dark_colours() {
    every_screen_is_accessible(Start::dark, "dark").await;
}

//! The exhaustion drill, as an administrator reads it: what stops first, what would mend it, and the way there.

use meterdesk_e2e::{Start, journey};
use serde_json::json;

#[tokio::test]
async fn the_drill_names_what_stops_first_and_leads_to_what_mends_it() {
    journey(Start::demo().route("/rehearsal/drill"), async |session| {
        let (page, cli) = (&session.page, &session.cli);
        page.wait_idle().await;
        let before = cli.call("journal_head", &json!({}));
        page.press("button", "Run the drill").await;
        let line = page.text("drill-events").await;
        let first = "The first agent flow or agent of Dynamics 365 is blocked in \"Customer Care Production\"";
        assert!(line.contains(first), "it says what stops first: {line}");
        let today = page.text("drill-course-today").await;
        assert!(!today.starts_with("Today's set-up Never"), "{today}");
        for mend in ["reallocate", "buy", "linkPlan"] {
            let course = page.text(&format!("drill-course-{mend}")).await;
            assert!(course.contains("Never"), "with {mend} no flow is blocked: {course}");
        }
        assert_eq!(page.axe_violations().await, [], "the page is accessible");
        page.press_id("drill-go-reallocate").await;
        page.by_test_id("panel-capacity").await;
        assert_eq!(cli.call("journal_head", &json!({})), before, "nothing was done");
    })
    .await;
}

//! Use that goes on by itself in the demo: it fills the figures as time passes, is refused where nobody pays, and stops.

use meterdesk_e2e::{Start, journey, millionths};

#[tokio::test]
async fn a_day_passes_and_its_use_is_there() {
    journey(Start::demo().route("/reports/usage"), async |session| {
        let page = &session.page;
        page.wait_idle().await;
        assert_eq!(page.attribute("usage-plan", "data-goes-on").await, "true");
        assert_eq!(page.count_test_id("usage-refused").await, 0);
        let before = millionths(&page.value("usage-total").await);

        page.advance_time("1 day").await;
        let after_a_day = millionths(&page.value("usage-total").await);
        assert!(before < after_a_day, "a working day's use was added");
        assert_ne!(
            page.value("usage-refused").await,
            "0",
            "the Retrieval API is disconnected and goes on being called"
        );
        page.by_test_id("usage-remark-refused").await;
        assert_eq!(page.axe_violations().await, [], "the page is accessible");

        page.press("switch", "Planned use goes on").await;
        assert_eq!(page.attribute("usage-plan", "data-goes-on").await, "false");
        page.advance_time("2 hours").await;
        assert_eq!(
            millionths(&page.value("usage-total").await),
            after_a_day,
            "nothing is invented any more"
        );
    })
    .await;
}

//! The window itself: it opens, says where the person is, and is accessible from the start.

use meterdesk_e2e::{Start, journey};

#[tokio::test]
async fn the_window_opens_on_a_new_demo_workbook() {
    journey(Start::demo(), async |session| {
        session.page.wait_idle().await;
        let heading = session.page.by_role("heading").await;
        assert!(
            !heading.text().await.expect("the heading can be read").is_empty(),
            "the page says what it is"
        );
        assert_eq!(session.page.axe_violations().await, [], "the first page is accessible");
    })
    .await;
}

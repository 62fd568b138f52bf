//! The window itself: it opens, says where the person is, and says plainly when its workbook can't be opened.

use std::fs;

use meterdesk_e2e::{Start, journey};

#[tokio::test]
async fn the_window_opens_on_a_new_demo_workbook() {
    journey(Start::demo(), async |session| {
        session.page.wait_idle().await;
        assert_eq!(session.page.text("page-title").await, "Home");
        assert_eq!(session.page.text("simulated-badge").await, "Simulated");
        assert_eq!(session.page.value("clock-now").await, "2026-11-17T10:00:00Z");
    })
    .await;
}

#[tokio::test]
async fn a_file_that_is_no_workbook_is_left_alone_and_said_to_be_none() {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let path = folder.path().join("letter.meterdesk");
    fs::write(&path, "Dear colleagues").expect("the folder can be written");
    journey(Start::on(&path), async |session| {
        session.page.wait_idle().await;
        assert_eq!(
            session.page.attribute("start-problem", "data-code").await,
            "not_a_workbook"
        );
        assert_eq!(session.page.axe_violations().await, [], "the page is accessible");
    })
    .await;
    assert_eq!(fs::read_to_string(&path).ok().as_deref(), Some("Dear colleagues"));
}

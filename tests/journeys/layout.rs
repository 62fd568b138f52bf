//! No two boxes overlap, nothing is cut off and no page scrolls sideways, in a wide, a narrow and the narrowest window.

use meterdesk_e2e::{Start, journey};

use crate::every_screen::{self, Files};

async fn nothing_overlaps(width: u16, height: u16) {
    let mut faults = Vec::new();
    journey(Start::demo().window(width, height), async |session| {
        every_screen::of_demo(session, async |page, screen| {
            let found = page.layout_faults().await;
            faults.extend(found.into_iter().map(|fault| format!("{screen}: {fault}")));
        })
        .await;
    })
    .await;
    let files = Files::new();
    journey(files.start().window(width, height), async |session| {
        every_screen::of_empty(session, &files, async |page, screen| {
            let found = page.layout_faults().await;
            faults.extend(found.into_iter().map(|fault| format!("{screen}: {fault}")));
        })
        .await;
    })
    .await;
    assert!(faults.is_empty(), "at {width} pixels:\n{}", faults.join("\n"));
}

#[tokio::test]
async fn nothing_overlaps_at_1280_pixels() {
    nothing_overlaps(1280, 800).await;
}

#[tokio::test]
async fn nothing_overlaps_at_640_pixels() {
    nothing_overlaps(640, 800).await;
}

#[tokio::test]
async fn nothing_overlaps_at_320_pixels() {
    nothing_overlaps(320, 640).await;
}

//! No two boxes overlap, nothing is cut off and no page scrolls sideways, in a wide, a narrow and the narrowest window.

use crate::every_screen;

async fn nothing_overlaps(width: u16, height: u16) {
    let mut faults = Vec::new();
    every_screen::walk(
        |start| start.window(width, height),
        async |page, screen| {
            let found = page.layout_faults().await;
            faults.extend(found.into_iter().map(|fault| format!("{screen}: {fault}")));
        },
    )
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

//! Every screen of the window, in wide and narrow windows, in light and dark: accessible, in order, and with its test ids.

use meterdesk_e2e::Start;

use crate::{accessibility::Accessibility, contract::Seen, every_screen::walk, layout::Layout};

#[tokio::test]
async fn every_screen_of_a_wide_window_is_accessible_and_nothing_overlaps() {
    let (mut accessibility, mut layout) = (Accessibility::of("light"), Layout::default());
    walk(
        |start| start.window(1280, 800),
        async |page, screen| {
            layout.look(page, screen).await;
            accessibility.look(page, screen).await;
        },
    )
    .await;
    layout.judge();
    accessibility.judge();
}

#[tokio::test]
async fn every_screen_in_dark_colours_is_accessible() {
    let mut accessibility = Accessibility::of("dark");
    walk(Start::dark, async |page, screen| accessibility.look(page, screen).await).await;
    accessibility.judge();
}

#[tokio::test]
async fn each_documented_test_id_is_once_on_a_narrow_screen_and_nothing_overlaps() {
    let (mut seen, mut layout) = (Seen::default(), Layout::default());
    // A narrow window has everything that a wide one has, and the button that opens the navigation.
    walk(
        |start| start.window(640, 800),
        async |page, screen| {
            layout.look(page, screen).await;
            seen.look(page, screen).await;
        },
    )
    .await;
    layout.judge();
    seen.judge();
}

#[tokio::test]
async fn nothing_overlaps_in_the_narrowest_window() {
    let mut layout = Layout::default();
    walk(
        |start| start.window(320, 640),
        async |page, screen| layout.look(page, screen).await,
    )
    .await;
    layout.judge();
}

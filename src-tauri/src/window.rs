//! The main window and what it is told at its start.

use meterdesk_api::error::ApiError;
use serde::Serialize;
use tauri::{Manager, State, Url, WebviewUrl, WebviewWindowBuilder, webview::NewWindowResponse};

use crate::{
    flags::{Flags, WindowSize},
    workbook::Workbook,
};

const LABEL: &str = "main";

/// What the window starts with: what the start-up flags ask of it, and how the workbook's opening went.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct WindowOptions {
    /// The workbook's name as shown.
    workbook: String,
    /// Why the workbook can't be opened; every other command then answers the same.
    problem: Option<ApiError>,
    /// Who acts, where the flags name somebody.
    acting_as: Option<String>,
    /// First page.
    route: String,
    /// Show changes without motion.
    reduced_motion: bool,
    /// Nothing dismisses itself.
    test: bool,
}

/// Answers what the window starts with.
#[tauri::command]
pub(crate) async fn window_options(
    flags: State<'_, Flags>,
    workbook: State<'_, Workbook>,
) -> Result<WindowOptions, ApiError> {
    Ok(WindowOptions {
        workbook: workbook.name(),
        problem: workbook.opened().await.err(),
        acting_as: flags.acting_as.clone(),
        route: flags.route.clone(),
        reduced_motion: flags.reduced_motion,
        test: flags.test,
    })
}

/// Opens the main window. It shows Meterdesk's own pages and nothing else.
pub(crate) fn open_main(app: &tauri::App) -> tauri::Result<()> {
    let size = app.state::<Flags>().window;
    WebviewWindowBuilder::new(app, LABEL, WebviewUrl::default())
        .title(format!("{} – Meterdesk", app.state::<Workbook>().name()))
        .inner_size(size.width.into(), size.height.into())
        .min_inner_size(WindowSize::LEAST.width.into(), WindowSize::LEAST.height.into())
        .on_navigation(is_own_page)
        .on_new_window(|_, _| NewWindowResponse::Deny)
        .build()?;
    Ok(())
}

fn is_own_page(url: &Url) -> bool {
    // Linux and macOS serve the pages under a scheme of their own, Windows under a host of its own.
    url.scheme() == "tauri" || url.host_str() == Some("tauri.localhost")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_window_never_leaves_its_own_pages() {
        for (address, own) in [
            ("tauri://localhost/index.html#/policies", true),
            ("http://tauri.localhost/", true),
            ("https://learn.microsoft.com/", false),
            ("file:///etc/passwd", false),
            ("data:text/html,hello", false),
        ] {
            let url = Url::parse(address).expect("the example is an address");
            assert_eq!(is_own_page(&url), own, "{address}");
        }
    }
}

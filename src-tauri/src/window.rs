//! The main window and what it is told at its start.

use meterdesk_api::error::ApiError;
use serde::Serialize;
use tauri::{AppHandle, Manager, State, Url, WebviewUrl, WebviewWindowBuilder, webview::NewWindowResponse};

use crate::{
    flags::{Flags, WindowSize},
    workbook::Workbook,
};

const LABEL: &str = "main";

/// What the start-up flags ask of the window. The page finds it as `meterdeskWindow` before anything of its own runs.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct WindowOptions<'a> {
    /// The workbook's name as shown.
    workbook: String,
    /// Who acts, where the flags name somebody.
    acting_as: Option<&'a str>,
    /// The branch, where the flags name one.
    branch: Option<&'a str>,
    /// First page.
    route: &'a str,
    /// Show changes without motion.
    reduced_motion: bool,
    /// Nothing dismisses itself.
    test: bool,
}

impl WindowOptions<'_> {
    fn script(&self) -> serde_json::Result<String> {
        Ok(format!(
            "globalThis.meterdeskWindow = {};",
            serde_json::to_string(self)?
        ))
    }
}

/// Answers once the workbook is open, or why it can't be opened; every other command then answers the same.
#[tauri::command]
pub(crate) async fn workbook_opened(workbook: State<'_, Workbook>) -> Result<(), ApiError> {
    workbook.opened().await.map(drop)
}

/// Opens the main window. It shows Meterdesk's own pages and nothing else.
pub(crate) fn open_main(app: &tauri::App) -> tauri::Result<()> {
    let flags = app.state::<Flags>();
    let workbook = app.state::<Workbook>().name();
    let title = title(&workbook);
    let options = WindowOptions {
        workbook,
        acting_as: flags.acting_as.as_deref(),
        branch: flags.branch.as_deref(),
        route: &flags.route,
        reduced_motion: flags.reduced_motion,
        test: flags.test,
    };
    let size = flags.window;
    WebviewWindowBuilder::new(app, LABEL, WebviewUrl::default())
        .title(title)
        .inner_size(size.width.into(), size.height.into())
        .min_inner_size(WindowSize::LEAST.width.into(), WindowSize::LEAST.height.into())
        .initialization_script(options.script()?)
        .on_navigation(is_own_page)
        .on_new_window(|_, _| NewWindowResponse::Deny)
        .build()?;
    Ok(())
}

/// Names the window after another workbook.
pub(crate) fn name_after(app: &AppHandle, workbook: &str) {
    if let Some(window) = app.get_webview_window(LABEL) {
        // A title that can't be set is no reason to stop: the bar on top names the workbook too.
        let _ = window.set_title(&title(workbook));
    }
}

fn title(workbook: &str) -> String {
    format!("{workbook} – Meterdesk")
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

//! What the web view may call.

use tauri::{Wry, ipc::Invoke};

/// Answers every call of the web view.
pub(crate) fn handler() -> impl Fn(Invoke<Wry>) -> bool + Send + Sync + 'static {
    tauri::generate_handler![
        crate::window::window_options,
        crate::files::file_choose,
        crate::links::link_open
    ]
}

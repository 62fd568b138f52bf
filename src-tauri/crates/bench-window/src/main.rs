//! Opens a window of Meterdesk's kind that shows one page: `baseline.html` with the design system and a line of text, or
//! `blank.html` with nothing. No workbook, no commands.

// The same windows: what paints Meterdesk paints these.
#[cfg(target_os = "linux")]
#[path = "../../../src/painting.rs"]
mod painting;

use tauri::{WebviewUrl, WebviewWindowBuilder};

fn main() -> tauri::Result<()> {
    #[cfg(target_os = "linux")]
    painting::suit_machine();
    let page = std::env::args().nth(1).unwrap_or_else(|| "baseline.html".to_owned());
    tauri::Builder::default()
        .setup(move |app| {
            let page = WebviewUrl::App(page.into());
            WebviewWindowBuilder::new(app, "main", page)
                .title("Baseline")
                .inner_size(1280.0, 800.0)
                .build()?;
            Ok(())
        })
        .run(tauri::generate_context!())
}

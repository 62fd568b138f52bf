//! Starts Meterdesk's window.
//!
//! The shell owns the window, the start-up flags, file dialogs and links to the outside. It decides nothing about billing:
//! every command of the table goes to the `meterdesk-api` crate as it comes.

#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

mod changes;
mod commands;
mod files;
mod flags;
mod links;
#[cfg(target_os = "linux")]
mod painting;
mod window;
mod workbook;
mod workbook_files;

use clap::Parser;
use tauri::{Manager, RunEvent};

use crate::{changes::Watch, files::Files, flags::Flags, workbook::Workbook, workbook_files::WorkbookFiles};

fn main() -> tauri::Result<()> {
    #[cfg(target_os = "linux")]
    painting::suit_machine();
    let flags = Flags::parse();
    let files = Files::new(flags.import.clone(), flags.export.clone());
    // The workbook is opened while the web view starts; commands wait for it.
    let workbook = Workbook::of(&flags, files.source());
    tauri::Builder::default()
        .plugin(tauri_plugin_dialog::init())
        .manage(files)
        .manage(WorkbookFiles::new(flags.workbook_file.clone()))
        .manage(workbook)
        .manage(flags)
        .invoke_handler(commands::handler())
        .setup(|app| {
            app.manage(Watch::start(app.handle()));
            window::open_main(app)?;
            Ok(())
        })
        .build(tauri::generate_context!())?
        .run(|app, event| {
            if let RunEvent::Exit = event {
                tauri::async_runtime::block_on(async {
                    app.state::<Watch>().end().await;
                    app.state::<Workbook>().close().await;
                });
            }
        });
    Ok(())
}

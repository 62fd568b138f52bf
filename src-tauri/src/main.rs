//! Starts Meterdesk's window.
//!
//! The shell owns the window, the start-up flags, file dialogs and links to the outside. It decides nothing about billing:
//! every command of the table goes to the `meterdesk-api` crate as it comes.

#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

mod commands;
mod files;
mod flags;
mod links;
mod window;
mod workbook;

use clap::Parser;
use tauri::Manager;

use crate::{files::Files, flags::Flags, workbook::Workbook};

fn main() -> tauri::Result<()> {
    let flags = Flags::parse();
    // The workbook is opened while the web view starts; commands wait for it.
    let workbook = Workbook::of(&flags);
    tauri::Builder::default()
        .plugin(tauri_plugin_dialog::init())
        .manage(Files::new(flags.import.clone()))
        .manage(workbook)
        .manage(flags)
        .invoke_handler(commands::handler())
        .setup(|app| {
            let handle = app.handle().clone();
            tauri::async_runtime::spawn(async move { handle.state::<Workbook>().opened().await.map(drop) });
            window::open_main(app)?;
            Ok(())
        })
        .run(tauri::generate_context!())
}

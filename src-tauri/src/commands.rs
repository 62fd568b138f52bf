//! What the web view may call: every command of the table, and what the shell answers itself.
//!
//! A command of the table passes through as it comes; nothing is decided here.

use meterdesk_api::{Caller, error::ApiError, use_cases, wire::*};
use tauri::{State, Wry, ipc::Invoke};

use crate::workbook::Workbook;

macro_rules! make_commands {
    ($($access:ident $name:ident($request:ident) -> $answer:ident;)+) => {
        $(#[tauri::command]
        async fn $name(
            workbook: State<'_, Workbook>,
            request: $request,
            actor: Option<String>,
            branch: Option<String>,
        ) -> Result<$answer, ApiError> {
            workbook
                .ask(async move |app| {
                    let caller = Caller { actor, branch };
                    use_cases::$name(&app.on_branch_of(&caller), &caller, request).await
                })
                .await
        })+

        /// Answers every call of the web view.
        pub(crate) fn handler() -> impl Fn(Invoke<Wry>) -> bool + Send + Sync + 'static {
            tauri::generate_handler![
                $($name,)+
                crate::window::workbook_opened,
                crate::files::file_choose,
                crate::files::file_choose_several,
                crate::files::file_choose_folder,
                crate::files::file_choose_to_write,
                crate::workbook_files::workbook_start_over,
                crate::workbook_files::workbook_save_copy,
                crate::workbook_files::workbook_open,
                crate::workbook_files::workbook_new,
                crate::links::link_open
            ]
        }
    };
}

meterdesk_api::for_each_command!(make_commands);

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    const CAPABILITY: &str = include_str!("../capabilities/main.json");
    /// What the shell answers itself.
    const OWN: [&str; 10] = [
        "workbook_opened",
        "file_choose",
        "file_choose_several",
        "file_choose_folder",
        "file_choose_to_write",
        "workbook_start_over",
        "workbook_save_copy",
        "workbook_open",
        "workbook_new",
        "link_open",
    ];

    #[test]
    fn the_window_may_call_the_table_and_the_shell_and_nothing_else() {
        let capability: serde_json::Value = serde_json::from_str(CAPABILITY).expect("the capability is JSON");
        let permissions = capability["permissions"].as_array().expect("it lists permissions");
        let granted: BTreeSet<String> = permissions
            .iter()
            .filter_map(|permission| permission.as_str()?.strip_prefix("allow-"))
            .map(|name| name.replace('-', "_"))
            .collect();
        let table = meterdesk_api::COMMANDS.iter().map(|command| command.name);
        let expected: BTreeSet<String> = table.chain(OWN).map(str::to_owned).collect();
        assert_eq!(
            granted, expected,
            "the capability lists the table's commands and the shell's own"
        );
    }

    #[test]
    fn of_tauri_itself_the_window_may_only_listen() {
        let capability: serde_json::Value = serde_json::from_str(CAPABILITY).expect("the capability is JSON");
        let permissions = capability["permissions"].as_array().expect("it lists permissions");
        let of_tauri: Vec<&str> = permissions
            .iter()
            .filter_map(serde_json::Value::as_str)
            .filter(|permission| !permission.starts_with("allow-"))
            .collect();
        assert_eq!(of_tauri, ["core:event:allow-listen", "core:event:allow-unlisten"]);
    }
}

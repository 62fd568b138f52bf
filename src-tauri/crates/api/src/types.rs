//! The TypeScript of every type that crosses the edge.
//!
//! The files are committed with the user interface; a test compares them with what this module writes.

use std::path::Path;

use ts_rs::{Config, ExportError, TS};

use crate::{error::ApiError, wire::*};

/// Writes the TypeScript types, and the map of command names to them, into the folder.
///
/// # Errors
/// When the folder can't be written.
pub fn export_types(folder: &Path) -> Result<(), ExportError> {
    let config = Config::new().with_out_dir(folder).with_large_int("number");
    let mut commands = String::from("// Made by `cargo xtask types` from the command table. Do not edit.\n");
    let mut imports = std::collections::BTreeSet::new();
    let mut lines = String::new();
    ApiError::export_all(&config)?;
    macro_rules! export {
        ($($access:ident $name:ident($request:ident) -> $answer:ident;)+) => {$(
            $request::export_all(&config)?;
            $answer::export_all(&config)?;
            imports.insert(stringify!($request));
            imports.insert(stringify!($answer));
            lines.push_str(&format!(
                "  {}: {{ request: {}; answer: {}; writes: {} }};\n",
                stringify!($name), stringify!($request), stringify!($answer), stringify!($access) == "write",
            ));
        )+};
    }
    crate::for_each_command!(export);
    for name in imports {
        commands.push_str(&format!("import type {{ {name} }} from \"./{name}\";\n"));
    }
    commands.push_str(&format!("\nexport interface Commands {{\n{lines}}}\n"));
    std::fs::write(folder.join("commands.ts"), commands)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    fn files(folder: &Path) -> BTreeMap<String, String> {
        std::fs::read_dir(folder)
            .expect("the folder exists")
            .map(|entry| entry.expect("the folder can be read").path())
            .filter(|path| path.is_file())
            .map(|path| {
                let name = path
                    .file_name()
                    .expect("files have names")
                    .to_string_lossy()
                    .into_owned();
                (name, std::fs::read_to_string(&path).expect("the file is text"))
            })
            .collect()
    }

    #[test]
    fn the_committed_typescript_is_what_the_table_gives() {
        let fresh = tempfile::tempdir().expect("a temporary folder");
        export_types(fresh.path()).expect("the types can be written");
        let committed = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../ui/src/generated");
        assert_eq!(
            files(&committed),
            files(fresh.path()),
            "run `cargo xtask types` and commit what it writes"
        );
    }
}

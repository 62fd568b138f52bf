//! Writes the TypeScript of the command table into the folder given as the only argument.

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = std::env::args_os().nth(1).ok_or("name the folder to write to")?;
    let folder = std::path::PathBuf::from(folder);
    if folder.exists() {
        std::fs::remove_dir_all(&folder)?;
    }
    std::fs::create_dir_all(&folder)?;
    meterdesk_api::types::export_types(&folder)?;
    Ok(())
}

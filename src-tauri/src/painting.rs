//! Chooses who paints the pages: the graphics device, or the processor where there is none.
//!
//! Without a device WebKitGTK would paint through a software OpenGL, which compiles a program for each kind of shape before
//! it can show the first of them. Painting at once with the processor shows the first screen sooner.

use std::os::unix::process::CommandExt;
use std::path::Path;
use std::{env, fs};

/// Where Linux lists its graphics devices.
const DEVICES: &str = "/dev/dri";
/// How the name begins of what a program may render with. (Others only show a picture.)
const RENDERER: &str = "renderD";
/// By this variable WebKitGTK paints with the processor. It is read once, before any window.
const PAINT_WITH_PROCESSOR: &str = "WEBKIT_SKIA_ENABLE_CPU_RENDERING";

/// Has pages painted by the processor if this machine has no graphics device that renders and nobody chose otherwise. To be
/// called first of all: the program begins anew with the variable set, in the same process.
pub(crate) fn suit_machine() {
    if env::var_os(PAINT_WITH_PROCESSOR).is_some() || renders(Path::new(DEVICES)) {
        return;
    }
    if let Ok(program) = env::current_exe() {
        let mut again = std::process::Command::new(program);
        again.args(env::args_os().skip(1)).env(PAINT_WITH_PROCESSOR, "1");
        // It comes back only where the program can't be begun anew; then it goes on as it is.
        drop(again.exec());
    }
}

fn renders(devices: &Path) -> bool {
    fs::read_dir(devices).is_ok_and(|mut entries| {
        entries.any(|entry| entry.is_ok_and(|entry| entry.file_name().to_string_lossy().starts_with(RENDERER)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_device_that_renders_counts() {
        let devices = tempfile::tempdir().expect("a temporary folder can be made");
        assert!(!renders(&devices.path().join("dri")), "no folder at all");
        fs::write(devices.path().join("card0"), "").expect("a file can be written");
        assert!(!renders(devices.path()), "a card that only shows a picture");
        fs::write(devices.path().join("renderD128"), "").expect("a file can be written");
        assert!(renders(devices.path()));
    }
}

//! Chooses who paints the pages: the graphics device, or the processor where there is none.
//!
//! Without a device WebKitGTK would paint through a software OpenGL, which compiles a program for each kind of shape before
//! it can show the first of them. Painting at once with the processor shows the first screen sooner.

use std::{fs, path::Path};

use tauri::WebviewWindow;
use webkit2gtk::{HardwareAccelerationPolicy, SettingsExt, WebViewExt};

/// Where Linux lists its graphics devices.
const DEVICES: &str = "/dev/dri";
/// How the name begins of what a program may render with. (Others only show a picture.)
const RENDERER: &str = "renderD";

/// Has the window's pages painted by the processor if this machine has no graphics device that renders.
///
/// # Errors
/// If the window is gone.
pub(crate) fn suit_machine(window: &WebviewWindow) -> tauri::Result<()> {
    if renders(Path::new(DEVICES)) {
        return Ok(());
    }
    window.with_webview(|view| {
        if let Some(settings) = WebViewExt::settings(&view.inner()) {
            settings.set_hardware_acceleration_policy(HardwareAccelerationPolicy::Never);
        }
    })
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

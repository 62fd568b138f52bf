//! What is kept of a failed test: a picture, the page's source, the driver's log.

use std::{
    fs,
    path::{Path, PathBuf},
};

use thirtyfour::WebDriver;

/// The folder of a test's evidence, without what an earlier run left.
pub(crate) fn folder(test: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("failures")
        .join(test.replace("::", "."));
    if folder.exists() {
        fs::remove_dir_all(&folder).expect("an earlier run's evidence can be removed");
    }
    folder
}

/// Keeps all that can be had; a broken window must not hide the failure that broke it.
pub(crate) async fn keep(folder: &Path, window: &WebDriver, log: &Path) {
    keep_log(folder, log);
    if let Err(problem) = window.screenshot(&folder.join("screenshot.png")).await {
        eprintln!("no screenshot: {problem}");
    }
    match window.source().await {
        Ok(source) => write(&folder.join("page.html"), source),
        Err(problem) => eprintln!("no page source: {problem}"),
    }
}

/// Keeps the log alone, where no window came up.
pub(crate) fn keep_log(folder: &Path, log: &Path) {
    fs::create_dir_all(folder).expect("the evidence's folder can be made");
    write(&folder.join("driver.log"), fs::read(log).unwrap_or_default());
}

fn write(path: &Path, content: impl AsRef<[u8]>) {
    if let Err(problem) = fs::write(path, content) {
        eprintln!("{} could not be kept: {problem}", path.display());
    }
}

//! The machinery around one session: a display without a screen, WebKitGTK's driver, and the session with the program.

use std::{fs::File, net::TcpListener, path::Path, process::Stdio};

use serde_json::json;
use thirtyfour::{Capabilities, WebDriver};
use tokio::{
    io::{AsyncBufReadExt, BufReader},
    net::TcpStream,
    process::{Child, Command},
};

use crate::{
    programs::{built, spawn},
    start::Start,
    wait::until,
};

/// The processes that a session stands on. They end when this is dropped.
#[derive(Debug)]
pub(crate) struct Driver {
    _driver: Child,
    _display: Child,
    address: String,
}

impl Driver {
    /// Starts the display and the driver. What they, and the program under them, say goes into the log.
    pub(crate) async fn start(start: &Start, folder: &Path, log: &Path) -> Self {
        let (display, name) = display().await;
        let port = free_port();
        let log = File::create(log).expect("the session's folder can be written");
        let mut command = Command::new("WebKitWebDriver");
        command
            .arg(format!("--port={port}"))
            .stdin(Stdio::null())
            .stdout(log.try_clone().expect("a file handle can be shared"))
            .stderr(log)
            .env("DISPLAY", name)
            .env("GDK_BACKEND", "x11")
            .env("LANG", "C.UTF-8")
            .env("NO_AT_BRIDGE", "1")
            .env("TAURI_WEBVIEW_AUTOMATION", "true")
            // A session knows nothing of the person whose machine it runs on.
            .env("HOME", folder)
            .env("XDG_RUNTIME_DIR", folder)
            .env_remove("DBUS_SESSION_BUS_ADDRESS")
            .env_remove("LC_ALL")
            .env_remove("WAYLAND_DISPLAY")
            .env_remove("XDG_CACHE_HOME")
            .env_remove("XDG_CONFIG_HOME")
            .env_remove("XDG_DATA_HOME")
            .envs(start.environment().iter().copied());
        let mut driver = spawn(&mut command, "webkit2gtk-driver");
        until(async || {
            if let Some(status) = driver.try_wait().map_err(|problem| problem.to_string())? {
                panic!("WebKitWebDriver ended at once ({status}); see {}", folder.display());
            }
            TcpStream::connect(("127.0.0.1", port))
                .await
                .map_err(|problem| problem.to_string())
        })
        .await
        .unwrap_or_else(|reason| panic!("WebKitWebDriver does not listen: {reason}"));
        Self {
            _driver: driver,
            _display: display,
            address: format!("http://127.0.0.1:{port}"),
        }
    }

    /// Opens the program's window.
    pub(crate) async fn open(&self, start: &Start, workbook: &Path) -> Result<WebDriver, String> {
        self.open_program(&built("meterdesk"), &start.arguments(workbook)).await
    }

    /// Opens the window of a program.
    pub(crate) async fn open_program(&self, binary: &Path, arguments: &[String]) -> Result<WebDriver, String> {
        let mut capabilities = Capabilities::new();
        capabilities
            .set(
                "webkitgtk:browserOptions",
                json!({ "binary": binary, "args": arguments }),
            )
            .expect("the capability is JSON");
        WebDriver::new(&self.address, capabilities)
            .await
            .map_err(|problem| format!("the window did not open: {problem}"))
    }
}

/// A display that the server itself finds free. It ends by being killed: one that ends by itself tidies up its number while
/// another may just be taking it.
async fn display() -> (Child, String) {
    let mut command = Command::new("Xvfb");
    command
        .args(["-displayfd", "1", "-screen", "0", "1920x1200x24", "-nolisten", "tcp"])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null());
    let mut server = spawn(&mut command, "xvfb");
    let mut number = String::new();
    let answer = server.stdout.take().expect("the server's answer is piped");
    BufReader::new(answer)
        .read_line(&mut number)
        .await
        .expect("Xvfb tells the number of its display");
    assert!(!number.trim().is_empty(), "Xvfb ended without a display");
    (server, format!(":{}", number.trim()))
}

fn free_port() -> u16 {
    TcpListener::bind(("127.0.0.1", 0))
        .and_then(|listener| listener.local_addr())
        .expect("this machine has a free port")
        .port()
}

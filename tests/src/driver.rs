//! The machinery around one session: a display without a screen, a driver, and the session with the program.

use std::{fs::File, net::TcpListener, path::Path, process::Stdio};

use serde_json::json;
use thirtyfour::{Capabilities, WebDriver};
use tokio::{
    io::{AsyncBufReadExt, BufReader},
    net::TcpStream,
    process::{Child, Command},
};

use crate::{
    programs::{built, spawn, tool},
    start::Start,
    wait::until,
};

/// The processes that a session stands on. They end when this is dropped.
#[derive(Debug)]
pub(crate) struct Driver {
    driver: Child,
    _display: Child,
    address: String,
}

impl Driver {
    /// Starts the display and WebKitGTK's driver. What they, and the program under them, say goes into the log.
    pub(crate) async fn start(start: &Start, folder: &Path, log: &Path) -> Self {
        let port = free_port();
        let mut command = Command::new("WebKitWebDriver");
        command.arg(format!("--port={port}"));
        Self::listening(command, [port, port], (start, folder, log)).await
    }

    /// The same with the driver that other people's clients come through.
    pub(crate) async fn start_for_other_clients(start: &Start, folder: &Path, log: &Path) -> Self {
        let (port, native) = (free_port(), free_port());
        let mut command = Command::new(tool("tauri-driver", "2.1.0"));
        command.args(["--port", &port.to_string(), "--native-port", &native.to_string()]);
        Self::listening(command, [port, native], (start, folder, log)).await
    }

    /// Waits for the port that clients talk to and for the one behind it: tauri-driver does not wait for its own driver.
    async fn listening(mut command: Command, ports: [u16; 2], (start, folder, log): (&Start, &Path, &Path)) -> Self {
        let (display, name) = display().await;
        let log = File::create(log).expect("the session's folder can be written");
        command
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
            .envs(start.environment().iter().map(|(name, value)| (name, value)));
        let mut driver = spawn(&mut command, "webkit2gtk-driver");
        until(async || {
            if let Some(status) = driver.try_wait().map_err(|problem| problem.to_string())? {
                panic!("the driver ended at once ({status}); see {}", folder.display());
            }
            for port in ports {
                let connected = TcpStream::connect(("127.0.0.1", port)).await;
                connected.map_err(|problem| problem.to_string())?;
            }
            Ok(())
        })
        .await
        .unwrap_or_else(|reason| panic!("the driver does not listen: {reason}"));
        Self {
            driver,
            _display: display,
            address: format!("127.0.0.1:{}", ports[0]),
        }
    }

    /// Host and port that the driver listens at.
    pub(crate) fn address(&self) -> &str {
        &self.address
    }

    /// Asks the driver to end, so that it ends what it started itself.
    pub(crate) async fn end(mut self) {
        if let Some(id) = self.driver.id() {
            let asked = Command::new("kill").arg(id.to_string()).status().await;
            assert!(
                asked.is_ok_and(|status| status.success()),
                "the driver can be asked to end"
            );
            let ended = until(async || {
                self.driver
                    .try_wait()
                    .ok()
                    .flatten()
                    .ok_or_else(|| "it runs".to_owned())
            });
            ended
                .await
                .unwrap_or_else(|reason| panic!("the driver does not end: {reason}"));
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
        WebDriver::new(format!("http://{}", self.address), capabilities)
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

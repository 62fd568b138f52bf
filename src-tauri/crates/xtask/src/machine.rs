//! What the machine must have before anything can be built: system packages, Rust's tools, Node.

use std::path::Path;

use crate::{
    Outcome,
    program::{Program, root},
};

/// What building and showing the window takes, as Debian names it.
const TO_RUN: [&str; 3] = ["build-essential", "pkg-config", "libwebkit2gtk-4.1-dev"];
/// What driving the window without a screen takes besides.
const TO_TEST: [&str; 2] = ["webkit2gtk-driver", "xvfb"];

const OTHER_LINUX: &str = "\
This system is neither Debian nor Ubuntu. Install a C compiler, pkg-config and WebKitGTK 4.1 with its headers, then start again:
  Fedora    sudo dnf install gcc gcc-c++ make pkgconf-pkg-config webkit2gtk4.1-devel
  Arch      sudo pacman -S --needed base-devel webkit2gtk-4.1
  openSUSE  sudo zypper install gcc gcc-c++ make pkg-config webkit2gtk3-devel";
const OTHER_SYSTEM: &str = "\
Besides Rust and Node, Meterdesk needs here:
  macOS    the Xcode command line tools: xcode-select --install
  Windows  the C++ build tools of Visual Studio, and WebView2 (part of Windows 11)";
const NODE: &str = "Node 20.19 or newer with npm, from https://nodejs.org";
const OLDEST_NODE: (u32, u32) = (20, 19);

/// Sees to what building and opening the window takes.
pub(crate) fn ready_to_run() -> Outcome {
    if is_debian() {
        install(&TO_RUN)?;
    } else if cfg!(target_os = "linux") {
        let webkit = Program::new("pkg-config", "pkg-config").args(["--exists", "webkit2gtk-4.1"]);
        webkit.output().map_err(|_| OTHER_LINUX.to_owned())?;
    } else {
        println!("{OTHER_SYSTEM}");
    }
    node()
}

/// Sees to what every test takes.
pub(crate) fn ready_to_test() -> Outcome {
    if is_debian() {
        install(&[&TO_RUN[..], &TO_TEST[..]].concat())?;
    } else if !cfg!(target_os = "linux") {
        return Err("The end-to-end tests drive WebKitGTK, which is there on Linux only.".to_owned());
    }
    Program::new("WebKitWebDriver", "WebKitGTK's driver (Debian: webkit2gtk-driver)")
        .arg("--help")
        .output()?;
    Program::new("Xvfb", "Xvfb (Debian: xvfb)").arg("-help").output()?;
    for component in ["fmt", "clippy"] {
        let version = Program::cargo().args([component, "--version"]).output();
        version
            .map_err(|_| format!("`cargo {component}` is missing. Install it: rustup component add rustfmt clippy"))?;
    }
    ready_to_run()
}

/// Sees to the driver that other people's WebDriver clients come through; cargo leaves it alone where it is there.
pub(crate) fn driver_of_other_clients() -> Outcome {
    Program::cargo()
        .args(["install", "--quiet", "--locked", "--debug"])
        .args(["tauri-driver", "--version", "2.1.0", "--root"])
        .arg(root().join("target/tools"))
        .run()
}

fn is_debian() -> bool {
    Path::new("/etc/debian_version").exists()
}

fn node() -> Outcome {
    Program::new("npm", NODE).arg("--version").output()?;
    let version = Program::new("node", NODE).arg("--version").output()?;
    if parse_version(&version).is_some_and(|version| version >= OLDEST_NODE) {
        Ok(())
    } else {
        Err(format!("This machine has Node {}. Install {NODE}.", version.trim()))
    }
}

fn parse_version(text: &str) -> Option<(u32, u32)> {
    let mut parts = text
        .trim()
        .trim_start_matches('v')
        .split('.')
        .map(|part| part.parse().ok());
    Some((parts.next()??, parts.next()??))
}

/// Installs the missing ones of these packages, and asks for nothing where none is missing.
fn install(packages: &[&'static str]) -> Outcome {
    let missing: Vec<_> = packages
        .iter()
        .copied()
        .filter(|package| !is_installed(package))
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    println!("Missing system packages: {}", missing.join(" "));
    apt(&["update"], &missing)?;
    apt(
        &[&["install", "--yes", "--no-install-recommends"], missing.as_slice()].concat(),
        &missing,
    )
}

fn is_installed(package: &str) -> bool {
    let query = Program::new("dpkg-query", "dpkg").args(["--show", "--showformat=${db:Status-Status}", package]);
    query.output().is_ok_and(|status| status == "installed")
}

fn apt(arguments: &[&str], missing: &[&str]) -> Outcome {
    let by_hand = format!("Install the packages yourself: apt-get install {}", missing.join(" "));
    let is_root = Program::new("id", "coreutils").arg("--user").output()?.trim() == "0";
    let command = if is_root {
        Program::new("env", "coreutils")
    } else {
        Program::new("sudo", "sudo, or run this once as root").arg("env")
    };
    let command = command
        .args(["DEBIAN_FRONTEND=noninteractive", "apt-get"])
        .args(arguments);
    command.run().map_err(|reason| format!("{reason}\n{by_hand}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn node_versions_compare_by_number() {
        assert_eq!(parse_version("v20.20.2\n"), Some((20, 20)));
        assert!(parse_version("v20.9.0") < Some(OLDEST_NODE), "9 is less than 19");
        assert_eq!(parse_version("nonsense"), None);
    }
}

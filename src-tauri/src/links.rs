//! Links to the outside: opened in the system's browser, and only to the places listed here.

use meterdesk_api::error::{ApiError, ErrorCode};
use tauri::Url;

/// Hosts of the documentation and the admin centers that help texts point to.
const HOSTS: [&str; 6] = [
    "admin.cloud.microsoft",
    "admin.microsoft.com",
    "admin.powerplatform.microsoft.com",
    "azure.microsoft.com",
    "learn.microsoft.com",
    "portal.azure.com",
];

/// Opens a listed address in the system's browser.
#[tauri::command]
pub(crate) async fn link_open(address: String) -> Result<(), ApiError> {
    let address = listed(&address)?;
    open::that_detached(address.as_str()).map_err(|problem| {
        ApiError::new(
            ErrorCode::Io,
            format!("No browser could be started ({problem}). The address is {address}"),
        )
    })
}

fn listed(address: &str) -> Result<Url, ApiError> {
    Url::parse(address)
        .ok()
        .filter(|url| {
            url.scheme() == "https" && url.port().is_none() && url.username().is_empty() && url.password().is_none()
        })
        .filter(|url| url.host_str().is_some_and(|host| HOSTS.contains(&host)))
        .ok_or_else(|| {
            ApiError::new(
                ErrorCode::NotAllowed,
                "Meterdesk opens only its listed https addresses.",
            )
            .at("address")
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_documentation_page_is_listed() {
        assert!(listed("https://learn.microsoft.com/en-us/copilot/").is_ok());
    }

    #[test]
    fn everything_else_is_refused() {
        for address in [
            "http://learn.microsoft.com/",
            "https://learn.microsoft.com.example.org/",
            "https://example.org/?https://learn.microsoft.com/",
            "https://learn.microsoft.com@example.org/",
            "https://user@learn.microsoft.com/",
            "https://learn.microsoft.com:8443/",
            "file:///etc/passwd",
            "javascript:alert(1)",
            "learn.microsoft.com",
            "--help",
            "",
        ] {
            let refused = listed(address).expect_err("only listed addresses may be opened");
            assert_eq!(refused.code, ErrorCode::NotAllowed, "{address}");
        }
    }
}

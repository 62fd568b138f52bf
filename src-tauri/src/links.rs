//! Links to the outside: opened in the system's browser, and only to the articles of the list.

use meterdesk_api::{
    error::{ApiError, ErrorCode},
    use_cases::article_address,
    wire::ArticleKey,
};

/// Opens an article in the system's browser. The web view names it; no address comes from there.
#[tauri::command]
pub(crate) async fn link_open(article: ArticleKey) -> Result<(), ApiError> {
    let address =
        article_address(article).ok_or_else(|| ApiError::new(ErrorCode::NotFound, "There is no such article."))?;
    open::that_detached(address).map_err(|problem| {
        ApiError::new(
            ErrorCode::Io,
            format!("No browser could be started ({problem}). The address is {address}"),
        )
    })
}

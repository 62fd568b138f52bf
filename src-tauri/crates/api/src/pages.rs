//! Pages of lists: cursors and limits.

use meterdesk_store::Page;

use crate::error::{ApiError, ErrorCode};

const DEFAULT_LIMIT: u32 = 100;
const MAX_LIMIT: u32 = 500;

/// Reads what a list request says of its page.
///
/// # Errors
/// When the limit is out of range or the cursor is not one that an answer gave.
pub(crate) fn page(cursor: Option<&str>, limit: Option<u32>) -> Result<Page, ApiError> {
    let limit = limit.unwrap_or(DEFAULT_LIMIT);
    if !(1..=MAX_LIMIT).contains(&limit) {
        let message = format!("a page holds 1 to {MAX_LIMIT} rows, not {limit}");
        return Err(ApiError::new(ErrorCode::InvalidField, message).at("limit"));
    }
    let unknown = || ApiError::new(ErrorCode::InvalidField, "use the cursor that the answer before gave").at("cursor");
    let offset = match cursor {
        None => 0,
        Some(cursor) => cursor
            .strip_prefix("after-")
            .and_then(|rest| rest.parse().ok())
            .ok_or_else(unknown)?,
    };
    Ok(Page { offset, limit })
}

/// The cursor of the rows after this page; `None` after the last.
pub(crate) fn next(page: Page, shown: usize, total: u32) -> Option<String> {
    let end = page.offset.saturating_add(u32::try_from(shown).unwrap_or(u32::MAX));
    (end < total && shown > 0).then(|| format!("after-{end}"))
}

/// The page of a list that is held in memory, with its total and the cursor of the next.
pub(crate) fn cut<T>(rows: Vec<T>, page: Page) -> (Vec<T>, u32, Option<String>) {
    let total = u32::try_from(rows.len()).unwrap_or(u32::MAX);
    let shown: Vec<T> = rows
        .into_iter()
        .skip(page.offset as usize)
        .take(page.limit as usize)
        .collect();
    let next = next(page, shown.len(), total);
    (shown, total, next)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn following_the_cursor_gives_every_row_once() {
        let mut seen = Vec::new();
        let mut cursor = None;
        loop {
            let page = page(cursor.as_deref(), Some(3)).expect("valid");
            let (rows, total, next) = cut((0..8).collect::<Vec<_>>(), page);
            assert_eq!(total, 8);
            seen.extend(rows);
            match next {
                Some(next) => cursor = Some(next),
                None => break,
            }
        }
        assert_eq!(seen, (0..8).collect::<Vec<_>>());
    }

    #[test]
    fn a_page_too_large_or_a_made_up_cursor_is_refused() {
        assert_eq!(
            page(None, Some(501)).expect_err("too large").field.as_deref(),
            Some("limit")
        );
        assert_eq!(
            page(None, Some(0)).expect_err("too small").field.as_deref(),
            Some("limit")
        );
        assert_eq!(
            page(Some("1; DROP TABLE journal"), None)
                .expect_err("made up")
                .field
                .as_deref(),
            Some("cursor")
        );
    }
}

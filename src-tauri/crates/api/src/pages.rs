//! Pages of lists: cursors and limits.

use meterdesk_store as store;

use crate::App;
use crate::error::{ApiError, ErrorCode};
use crate::lists::{Listed, Order, order, ordered};
use crate::wire::ListSort;

const DEFAULT_LIMIT: u32 = 100;
const MAX_LIMIT: u32 = 500;

/// What a list request says of the part of the list that it wants.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Page {
    /// Where it begins and how long it may be.
    pub(crate) rows: store::Page,
    /// The order of the list; its own where none is named.
    pub(crate) order: Option<Order>,
}

/// Reads what a list request says of its page.
///
/// # Errors
/// When the limit is out of range, the list has no such order, or the cursor is not one that an answer gave in that order.
pub(crate) fn page<L: Listed>(
    app: &App,
    cursor: Option<&str>,
    limit: Option<u32>,
    sort: Option<&ListSort>,
) -> Result<Page, ApiError> {
    let limit = match app.rows_at_once {
        Some(rows) => rows,
        None => rows_wanted(limit)?,
    };
    part(cursor, limit, order::<L>(sort)?)
}

/// The same of a list that has only its own order.
///
/// # Errors
/// When the limit is out of range, or the cursor is not one that an answer gave.
pub(crate) fn plain_page(cursor: Option<&str>, limit: Option<u32>) -> Result<Page, ApiError> {
    part(cursor, rows_wanted(limit)?, None)
}

fn rows_wanted(limit: Option<u32>) -> Result<u32, ApiError> {
    let limit = limit.unwrap_or(DEFAULT_LIMIT);
    if (1..=MAX_LIMIT).contains(&limit) {
        return Ok(limit);
    }
    let message = format!("a page holds 1 to {MAX_LIMIT} rows, not {limit}");
    Err(ApiError::new(ErrorCode::InvalidField, message).at("limit"))
}

fn part(cursor: Option<&str>, limit: u32, order: Option<Order>) -> Result<Page, ApiError> {
    let unknown = || {
        let message = "use the cursor that the answer before gave, with the same order";
        ApiError::new(ErrorCode::InvalidField, message).at("cursor")
    };
    let offset = match cursor {
        None => 0,
        Some(cursor) => cursor
            .strip_prefix("after-")
            .and_then(|rest| rest.strip_suffix(&mark(order)))
            .and_then(|rest| rest.parse().ok())
            .ok_or_else(unknown)?,
    };
    Ok(Page {
        rows: store::Page { offset, limit },
        order,
    })
}

/// How a cursor tells the order that it belongs to: in another one it would lead elsewhere.
fn mark(order: Option<Order>) -> String {
    order.map_or_else(String::new, |Order { by, descending }| {
        format!("-{by}-{}", if descending { "descending" } else { "ascending" })
    })
}

impl Page {
    /// The cursor of the rows after this page; `None` after the last.
    pub(crate) fn next(&self, shown: usize, total: u32) -> Option<String> {
        let end = self
            .rows
            .offset
            .saturating_add(u32::try_from(shown).unwrap_or(u32::MAX));
        (end < total && shown > 0).then(|| format!("after-{end}{}", mark(self.order)))
    }

    /// The page of a list that is held in memory, with its total and the cursor of the next. The list has its order already.
    pub(crate) fn cut<T>(&self, rows: Vec<T>) -> (Vec<T>, u32, Option<String>) {
        let total = u32::try_from(rows.len()).unwrap_or(u32::MAX);
        let (offset, limit) = (self.rows.offset as usize, self.rows.limit as usize);
        let shown: Vec<T> = rows.into_iter().skip(offset).take(limit).collect();
        let next = self.next(shown.len(), total);
        (shown, total, next)
    }

    /// The same of a list that is kept, which stays as it is.
    pub(crate) fn cut_of<'a, T>(&self, rows: &'a [T]) -> (&'a [T], u32, Option<String>) {
        self.cut_among(rows, rows.len())
    }

    /// The same of a list of `total` rows of which only the first, with this page, are at hand.
    pub(crate) fn cut_among<'a, T>(&self, rows: &'a [T], total: usize) -> (&'a [T], u32, Option<String>) {
        let total = u32::try_from(total).unwrap_or(u32::MAX);
        let first = rows.len().min(self.rows.offset as usize);
        let end = rows.len().min(first.saturating_add(self.rows.limit as usize));
        let shown = &rows[first..end];
        (shown, total, self.next(shown.len(), total))
    }

    /// The same of a list that has its own order still.
    pub(crate) fn of<L: Listed>(&self, rows: Vec<L::Row>) -> (Vec<L::Row>, u32, Option<String>) {
        self.cut(ordered::<L>(rows, self.order))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::UserListed;

    async fn app() -> (tempfile::TempDir, App) {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let new = crate::NewWorkbook {
            path: folder.path().join("w.meterdesk"),
            scenario: "empty".to_owned(),
            seed: 0,
            at: None,
        };
        let app = App::create(&new, App::no_files()).await.expect("it can be made");
        (folder, app)
    }

    #[tokio::test]
    async fn following_the_cursor_gives_every_row_once() {
        let (_folder, app) = app().await;
        let sort = ListSort {
            by: "name".to_owned(),
            descending: true,
        };
        for sort in [None, Some(&sort)] {
            let mut seen = Vec::new();
            let mut cursor = None;
            loop {
                let page = page::<UserListed>(&app, cursor.as_deref(), Some(3), sort).expect("valid");
                let (rows, total, next) = page.cut((0..8).collect::<Vec<_>>());
                assert_eq!(total, 8);
                seen.extend(rows);
                match next {
                    Some(next) => cursor = Some(next),
                    None => break,
                }
            }
            assert_eq!(seen, (0..8).collect::<Vec<_>>());
        }
        let other = page::<UserListed>(&app, Some("after-3"), None, Some(&sort)).expect_err("of another order");
        assert_eq!(other.field.as_deref(), Some("cursor"));
    }

    #[tokio::test]
    async fn a_page_too_large_or_a_made_up_cursor_is_refused() {
        let (_folder, app) = app().await;
        for (cursor, limit, field) in [
            (None, Some(501), "limit"),
            (None, Some(0), "limit"),
            (Some("1; DROP TABLE journal"), None, "cursor"),
        ] {
            let refused = page::<UserListed>(&app, cursor, limit, None).expect_err("refused");
            assert_eq!(refused.field.as_deref(), Some(field));
        }
    }
}

//! Lists: the columns that each has, by which it is ordered and written into files.
//!
//! A column says once what a row has in it; order and files both follow from that. Lists too long to be held in memory
//! are ordered by the store, by the same names.

use std::cmp::Ordering;
use std::str::FromStr;

use rust_decimal::Decimal;

use crate::error::{ApiError, ErrorCode};
use crate::wire::ListSort;

/// What a row has in a column.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Cell {
    /// Words, or a time as RFC 3339.
    Text(String),
    /// A number.
    Number(Decimal),
    /// Nothing; it comes last in either order.
    Nothing,
}

impl Cell {
    /// Words; nothing where there are none.
    pub(crate) fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        if text.is_empty() {
            Self::Nothing
        } else {
            Self::Text(text)
        }
    }

    /// Words that may be missing.
    pub(crate) fn maybe(text: Option<&String>) -> Self {
        text.map_or(Self::Nothing, Self::text)
    }

    /// A count.
    pub(crate) fn count(count: impl Into<u64>) -> Self {
        Self::Number(Decimal::from(count.into()))
    }

    /// An exact decimal text, as amounts cross the edge.
    pub(crate) fn amount(decimal: &str) -> Self {
        Decimal::from_str(decimal).map_or(Self::Nothing, Self::Number)
    }

    /// As a file has it.
    pub(crate) fn written(self) -> String {
        match self {
            Self::Text(text) => text,
            Self::Number(number) => number.to_string(),
            Self::Nothing => String::new(),
        }
    }

    fn compare(&self, other: &Self, descending: bool) -> Ordering {
        let order = match (self, other) {
            (Self::Nothing, Self::Nothing) => return Ordering::Equal,
            (Self::Nothing, _) => return Ordering::Greater,
            (_, Self::Nothing) => return Ordering::Less,
            (Self::Number(one), Self::Number(two)) => one.cmp(two),
            (Self::Text(one), Self::Text(two)) => one.to_lowercase().cmp(&two.to_lowercase()),
            (Self::Number(_), Self::Text(_)) => Ordering::Less,
            (Self::Text(_), Self::Number(_)) => Ordering::Greater,
        };
        if descending { order.reverse() } else { order }
    }
}

/// A column of a list.
pub(crate) struct Column<Row: 'static> {
    /// Its name in requests.
    pub(crate) key: &'static str,
    /// Its heading.
    pub(crate) label: &'static str,
    /// What a row has in it.
    pub(crate) cell: fn(&Row) -> Cell,
    /// Whether the list can be ordered by it.
    pub(crate) orders: bool,
}

impl<Row> Column<Row> {
    pub(crate) const fn new(key: &'static str, label: &'static str, cell: fn(&Row) -> Cell) -> Self {
        Self {
            key,
            label,
            cell,
            orders: true,
        }
    }

    /// A column that orders nothing.
    pub(crate) const fn plain(key: &'static str, label: &'static str, cell: fn(&Row) -> Cell) -> Self {
        Self {
            orders: false,
            ..Self::new(key, label, cell)
        }
    }
}

/// A page of a list, as its command answers it.
pub(crate) trait Listed {
    type Row: 'static;
    /// The columns, in the order of the screen.
    const COLUMNS: &'static [Column<Self::Row>];

    fn into_rows(self) -> (Vec<Self::Row>, Option<String>);

    /// The time that the rows are of, where it is not the present one.
    fn as_of(&self) -> Option<String> {
        None
    }
}

/// Says which columns a list has.
macro_rules! columns {
    ($answer:ident of $row:ident: $($columns:tt)+) => {
        impl crate::lists::Listed for $answer {
            type Row = $row;
            const COLUMNS: &'static [crate::lists::Column<$row>] = &[$($columns)+];

            fn into_rows(self) -> (Vec<$row>, Option<String>) {
                (self.rows, self.next)
            }
        }
    };
}
pub(crate) use columns;

/// An order that was checked against the list's columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Order {
    pub(crate) by: &'static str,
    pub(crate) descending: bool,
}

/// Checks the order that a request names; `None` where it names none.
pub(crate) fn order<L: Listed>(sort: Option<&ListSort>) -> Result<Option<Order>, ApiError> {
    let Some(ListSort { by, descending }) = sort else {
        return Ok(None);
    };
    let known = L::COLUMNS.iter().find(|column| column.orders && column.key == by);
    let Some(column) = known else {
        let keys: Vec<_> = L::COLUMNS
            .iter()
            .filter(|column| column.orders)
            .map(|column| column.key)
            .collect();
        let message = format!("This list is not ordered by \"{by}\"; use one of: {}", keys.join(", "));
        return Err(ApiError::new(ErrorCode::InvalidField, message).at("sort"));
    };
    Ok(Some(Order {
        by: column.key,
        descending: *descending,
    }))
}

/// The rows in that order; those with the same in the column stay as they were.
pub(crate) fn ordered<L: Listed>(rows: Vec<L::Row>, order: Option<Order>) -> Vec<L::Row> {
    match order {
        Some(order) => ordered_by::<L, _>(rows, order, |row| row),
        None => rows,
    }
}

/// The same of what has a row in it.
pub(crate) fn ordered_by<L: Listed, T>(rows: Vec<T>, order: Order, row_of: impl Fn(&T) -> &L::Row) -> Vec<T> {
    let Some(column) = L::COLUMNS.iter().find(|column| column.key == order.by) else {
        return rows;
    };
    let mut keyed: Vec<_> = rows.into_iter().map(|row| ((column.cell)(row_of(&row)), row)).collect();
    keyed.sort_by(|(one, _), (two, _)| one.compare(two, order.descending));
    keyed.into_iter().map(|(_, row)| row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Row(&'static str, Option<u32>);

    struct Rows {
        rows: Vec<Row>,
        next: Option<String>,
    }

    columns!(Rows of Row:
        Column::new("name", "Name", |row| Cell::text(row.0)),
        Column::new("count", "Count", |row| row.1.map_or(Cell::Nothing, Cell::count)),
        Column::plain("note", "Note", |_| Cell::Nothing),
    );

    fn names(by: &str, descending: bool) -> Result<Vec<&'static str>, ApiError> {
        let rows = vec![Row("b", Some(9)), Row("A", None), Row("c", Some(10)), Row("a", Some(9))];
        let sort = ListSort {
            by: by.to_owned(),
            descending,
        };
        let order = order::<Rows>(Some(&sort))?;
        let (rows, _) = Rows {
            rows: ordered::<Rows>(rows, order),
            next: None,
        }
        .into_rows();
        Ok(rows.into_iter().map(|row| row.0).collect())
    }

    #[test]
    fn words_and_numbers_have_their_own_order_and_nothing_comes_last() {
        assert_eq!(names("name", false).expect("known"), ["A", "a", "b", "c"]);
        assert_eq!(names("name", true).expect("known"), ["c", "b", "A", "a"]);
        assert_eq!(names("count", false).expect("known"), ["b", "a", "c", "A"]);
        assert_eq!(names("count", true).expect("known"), ["c", "b", "a", "A"]);
    }

    #[test]
    fn an_order_that_the_list_does_not_have_is_refused_at_its_field() {
        for by in ["note", "rows; DROP TABLE journal", ""] {
            let refused = names(by, false).expect_err("it has no such order");
            assert_eq!(refused.field.as_deref(), Some("sort"));
            assert!(refused.message.contains("name, count"), "{}", refused.message);
        }
    }
}

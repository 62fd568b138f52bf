//! Exact amounts: decimal text as a whole number of millionths.

/// The millionths of a decimal text, `1.5` being 1,500,000.
///
/// # Panics
/// When the text is no decimal number with at most six places.
#[must_use]
pub fn millionths(decimal: &str) -> i64 {
    let (whole, places) = decimal.split_once('.').unwrap_or((decimal, ""));
    assert!(places.len() <= 6, "{decimal} has more than six places");
    format!("{whole}{places:0<6}")
        .parse()
        .unwrap_or_else(|_| panic!("{decimal:?} is no amount"))
}

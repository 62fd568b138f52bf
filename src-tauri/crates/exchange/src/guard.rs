//! Keeps text from being taken for a formula when a file is opened in a spreadsheet, and takes the mark off again.
//!
//! A cell that begins with `= + - @`, TAB or CR gets a leading apostrophe. So does one that already begins with
//! apostrophes before such a character: that makes [`unguard`] the exact inverse of [`csv_guard`]. Only text is guarded;
//! numbers and times never are.

use std::borrow::Cow;

/// Whether the text would be taken for a formula, or for the guarded form of one.
fn reads_as_formula(text: &str) -> bool {
    text.trim_start_matches('\'')
        .starts_with(['=', '+', '-', '@', '\t', '\r'])
}

/// The text as it is written into a cell.
#[must_use]
pub fn csv_guard(text: &str) -> Cow<'_, str> {
    if reads_as_formula(text) {
        Cow::Owned(format!("'{text}"))
    } else {
        Cow::Borrowed(text)
    }
}

/// The text that a cell stands for: the inverse of [`csv_guard`].
#[must_use]
pub fn unguard(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(text) if reads_as_formula(text) => text,
        _ => cell,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_formula_is_guarded_and_plain_text_is_not() {
        for text in ["=1+1", "+49", "-5", "@SUM(A1)", "\tx", "\rx", "'=1"] {
            assert_eq!(csv_guard(text), format!("'{text}"), "{text:?} may not start a formula");
        }
        for text in ["", "a=b", "'quoted'", " =1", "5"] {
            assert_eq!(csv_guard(text), text);
        }
    }

    proptest! {
        #[test]
        fn a_guarded_text_comes_back(text in "['=+@\t\r-]{0,4}.{0,8}") {
            let guarded = csv_guard(&text).into_owned();
            prop_assert_eq!(unguard(&guarded), text.as_str());
            prop_assert!(!guarded.starts_with(['=', '+', '-', '@', '\t', '\r']));
        }
    }
}

//! Small helps with a cell's text: shown short in messages, freed of invisible marks.

use std::borrow::Cow;

/// How many characters of a cell a message shows.
const SHOWN: usize = 60;

/// The text as a message shows it: at most a line's worth, with control characters made visible.
pub(crate) fn shortened(text: &str) -> String {
    let mut shown: String = text
        .chars()
        .take(SHOWN)
        .map(|c| if c.is_control() { '\u{fffd}' } else { c })
        .collect();
    if text.chars().nth(SHOWN).is_some() {
        shown.push('…');
    }
    shown
}

/// Marks of writing direction and of byte order, which exports put around figures and which mean nothing.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// The text without such marks.
pub(crate) fn without_marks(text: &str) -> Cow<'_, str> {
    if text.is_ascii() || !text.contains(is_mark) {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.chars().filter(|c| !is_mark(*c)).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_is_cut_and_a_control_character_shown() {
        assert_eq!(shortened(&"x".repeat(60)), "x".repeat(60));
        assert_eq!(shortened(&"x".repeat(61)), format!("{}…", "x".repeat(60)));
        assert_eq!(shortened("a\nb\0"), "a\u{fffd}b\u{fffd}");
    }
}

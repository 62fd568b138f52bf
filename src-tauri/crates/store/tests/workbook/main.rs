//! What holds for the workbook's file: opening a strange one, the journal's chain, and works that never came to their end.

#![expect(clippy::unwrap_used, reason = "a test stops where its preparation fails")]

mod failures;
mod format;
mod opening;
mod support;
mod unfinished;

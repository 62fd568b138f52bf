//! What is dear to find and asked for page by page, kept in memory for as long as the workbook that it was found in stands.
//!
//! It knows nothing of what is kept. Of different questions only the latest few are.

use std::fmt;
use std::sync::Arc;

use meterdesk_store::Snapshot;
use tokio::sync::{Mutex, OwnedMutexGuard};

use crate::error::ApiError;

/// What a find holds, which says how much memory it takes.
pub(crate) trait Held {
    /// How many rows, people or the like.
    fn rows(&self) -> usize;
}

/// Finds of one kind, the latest last, each with what was asked and of which workbook.
type Finds<V> = Vec<(String, Arc<V>)>;

/// Finds of one kind. Cheap to clone.
pub(crate) struct Kept<V> {
    finds: Arc<Mutex<Finds<V>>>,
    most: usize,
}

impl<V: Held> Kept<V> {
    /// Keeps the latest of them, with at most so many rows together; the very latest in any case.
    pub(crate) fn up_to(most: usize) -> Self {
        Self {
            finds: Arc::default(),
            most,
        }
    }

    /// What was found for a question before, or the place for it. While somebody has a place, whoever asks anything of this kind
    /// waits, as two parts of a window that ask the same at once should not both go and find it.
    ///
    /// # Errors
    /// When the workbook can't be read.
    pub(crate) async fn look(&self, snapshot: &mut Snapshot, asked: &str) -> Result<Looked<V>, ApiError> {
        let key = format!("{asked}\n{}", state(snapshot).await?);
        let finds = Arc::clone(&self.finds).lock_owned().await;
        let found = finds.iter().find(|(known, _)| *known == key);
        Ok(match found.map(|(_, found)| Arc::clone(found)) {
            Some(found) => Looked::Found(found),
            None => Looked::NotYet(Place {
                finds,
                key,
                most: self.most,
            }),
        })
    }
}

impl<V> Clone for Kept<V> {
    fn clone(&self) -> Self {
        Self {
            finds: Arc::clone(&self.finds),
            most: self.most,
        }
    }
}

impl<V> fmt::Debug for Kept<V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Kept").field("most", &self.most).finish_non_exhaustive()
    }
}

/// What a find counts for besides its rows.
const LEAST: usize = 1_000;

/// What somebody who looked has in hand.
pub(crate) enum Looked<V> {
    /// What was found before.
    Found(Arc<V>),
    /// Where it is kept once it is found.
    NotYet(Place<V>),
}

/// Where something will be kept.
pub(crate) struct Place<V> {
    finds: OwnedMutexGuard<Finds<V>>,
    key: String,
    most: usize,
}

impl<V: Held> Place<V> {
    /// Keeps what was found now, in place of the oldest.
    pub(crate) fn keep(mut self, found: V) -> Arc<V> {
        let found = Arc::new(found);
        self.finds.push((self.key, Arc::clone(&found)));
        // One that holds nothing takes a little too.
        let rows = |(_, find): &(String, Arc<V>)| find.rows() + LEAST;
        let mut held: usize = self.finds.iter().map(rows).sum();
        while held > self.most && self.finds.len() > 1 {
            held -= rows(&self.finds.remove(0));
        }
        found
    }
}

/// A text that is the same exactly where the branch's journal and what its runs were made from are.
async fn state(snapshot: &mut Snapshot) -> Result<String, ApiError> {
    let head = snapshot.head();
    let mut state = format!("{}\n{} {}", snapshot.branch().name(), head.seq, head.hash);
    for (month, content) in snapshot.run_contents().await? {
        state.push_str(&format!("\n{month} {content}"));
    }
    Ok(state)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::{App, Caller, call};

    #[derive(Debug, PartialEq)]
    struct Rows(usize);

    impl Held for Rows {
        fn rows(&self) -> usize {
            self.0
        }
    }

    async fn found(kept: &Kept<Rows>, snapshot: &mut Snapshot, asked: &str) -> Result<Arc<Rows>, Place<Rows>> {
        match kept.look(snapshot, asked).await.expect("readable") {
            Looked::Found(found) => Ok(found),
            Looked::NotYet(place) => Err(place),
        }
    }

    #[tokio::test]
    async fn it_is_found_again_until_something_happens_and_the_oldest_goes() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let new = crate::NewWorkbook {
            path: folder.path().join("w.meterdesk"),
            scenario: "empty".to_owned(),
            seed: 0,
            at: None,
        };
        let app = App::create(&new, App::no_files()).await.expect("it can be made");
        let kept = Kept::up_to(2 * (LEAST + 500));
        let mut snapshot = app.workbook.read().await.expect("readable");
        for asked in ["a", "b"] {
            let place = found(&kept, &mut snapshot, asked).await;
            place.expect_err("nobody asked this before").keep(Rows(500));
        }
        let again = found(&kept, &mut snapshot, "a").await.ok();
        assert_eq!(again.as_deref(), Some(&Rows(500)));
        let place = found(&kept, &mut snapshot, "c").await;
        place.expect_err("nobody asked this before").keep(Rows(1));
        let gone = found(&kept, &mut snapshot, "a").await.ok();
        assert_eq!(gone, None, "no more rows are kept than may be");
        drop(snapshot);
        let advance = json!({ "by": "P1D" });
        call(&app, &Caller::default(), "clock_advance", advance)
            .await
            .expect("a day passes");
        let mut snapshot = app.workbook.read().await.expect("readable");
        let later = found(&kept, &mut snapshot, "c").await.ok();
        assert_eq!(later, None, "the workbook is another by now");
    }
}

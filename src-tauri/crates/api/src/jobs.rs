//! Long works of one process: progress, cancelling, and what came of them.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use uuid::Uuid;

use crate::error::{ApiError, ErrorCode};
use crate::wire::{ClockAdvanced, DrillView, ImportView, JobState, JobView};

/// How many ended works are remembered.
const REMEMBERED: usize = 50;

/// The works of this process.
#[derive(Debug, Clone, Default)]
pub(crate) struct Jobs {
    known: Arc<Mutex<Known>>,
    begun: Arc<AtomicU64>,
}

/// Works by the order of their beginning and their id.
type Known = BTreeMap<(u64, String), Arc<Job>>;

/// What came of a work.
#[derive(Debug, Clone)]
pub(crate) enum Outcome {
    /// Of a file.
    Import(Box<ImportView>),
    /// Of the clock.
    Clock(ClockAdvanced),
    /// Of an exhaustion drill.
    Drill(Box<DrillView>),
}

/// One work. Its numbers may be read while it goes on.
#[derive(Debug, Default)]
pub(crate) struct Job {
    pub(crate) rows: AtomicU64,
    pub(crate) bytes: AtomicU64,
    pub(crate) total_bytes: AtomicU64,
    /// Simulated seconds that have passed, and that are to pass.
    pub(crate) seconds: AtomicU64,
    pub(crate) total_seconds: AtomicU64,
    /// What is said once it was stopped.
    stopped: Mutex<&'static str>,
    cancelled: AtomicBool,
    step: Mutex<&'static str>,
    ended: Mutex<Option<Result<Outcome, ApiError>>>,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Jobs {
    /// Begins a work, with what is said once it was stopped.
    pub(crate) fn begin(&self, stopped: &'static str) -> (String, Arc<Job>) {
        let job = Arc::new(Job {
            stopped: Mutex::new(stopped),
            ..Job::default()
        });
        let id = Uuid::new_v4().to_string();
        let mut known = lock(&self.known);
        while known.len() >= REMEMBERED {
            let Some(oldest) = known
                .iter()
                .find(|(_, job)| lock(&job.ended).is_some())
                .map(|(key, _)| key.clone())
            else {
                break;
            };
            known.remove(&oldest);
        }
        known.insert(
            (self.begun.fetch_add(1, Ordering::Relaxed), id.clone()),
            Arc::clone(&job),
        );
        (id, job)
    }

    /// The work with this id.
    pub(crate) fn find(&self, id: &str) -> Result<Arc<Job>, ApiError> {
        let known = lock(&self.known);
        let found = known
            .iter()
            .find(|((_, known), _)| known == id)
            .map(|(_, job)| Arc::clone(job));
        found.ok_or_else(|| ApiError::new(ErrorCode::NotFound, "There is no such work in this process").at("job"))
    }
}

impl Job {
    /// Says what the work is doing.
    pub(crate) fn step(&self, step: &'static str) {
        *lock(&self.step) = step;
    }

    /// Says otherwise what is told once it was stopped.
    pub(crate) fn once_stopped(&self, stopped: &'static str) {
        *lock(&self.stopped) = stopped;
    }

    /// Asks the work to stop.
    pub(crate) fn cancel(&self) {
        self.cancelled.store(true, Ordering::Relaxed);
    }

    /// An error once the work was asked to stop.
    pub(crate) fn go_on(&self) -> Result<(), ApiError> {
        if self.cancelled.load(Ordering::Relaxed) {
            Err(ApiError::new(ErrorCode::Cancelled, *lock(&self.stopped)))
        } else {
            Ok(())
        }
    }

    /// Ends the work.
    pub(crate) fn end(&self, result: Result<Outcome, ApiError>) {
        *lock(&self.ended) = Some(result);
    }

    /// How it stands.
    pub(crate) fn view(&self, id: &str) -> JobView {
        let ended = lock(&self.ended).clone();
        let (state, outcome, problem) = match ended {
            None => (JobState::Running, None, None),
            Some(Ok(outcome)) => (JobState::Done, Some(outcome), None),
            Some(Err(problem)) if problem.code == ErrorCode::Cancelled => (JobState::Cancelled, None, Some(problem)),
            Some(Err(problem)) => (JobState::Failed, None, Some(problem)),
        };
        let (import, clock, drill) = match outcome {
            Some(Outcome::Import(import)) => (Some(*import), None, None),
            Some(Outcome::Clock(clock)) => (None, Some(clock), None),
            Some(Outcome::Drill(drill)) => (None, None, Some(*drill)),
            None => (None, None, None),
        };
        JobView {
            job: id.to_owned(),
            state,
            step: (*lock(&self.step)).to_owned(),
            rows: self.rows.load(Ordering::Relaxed),
            bytes: self.bytes.load(Ordering::Relaxed),
            total_bytes: self.total_bytes.load(Ordering::Relaxed),
            seconds: self.seconds.load(Ordering::Relaxed),
            total_seconds: self.total_seconds.load(Ordering::Relaxed),
            import,
            clock,
            drill,
            problem,
        }
    }
}

//! Waiting: for something to become so, never for time to pass.

use std::time::Duration;

use tokio::time::{Instant, MissedTickBehavior, interval};

/// Long enough for a loaded machine with two cores; a test that works does not come near it.
pub(crate) const DEADLINE: Duration = Duration::from_secs(30);
const BETWEEN_LOOKS: Duration = Duration::from_millis(25);

/// Looks until there is an answer. After the deadline, the last reason for there being none.
pub(crate) async fn until<T>(look: impl AsyncFnMut() -> Result<T, String>) -> Result<T, String> {
    within(DEADLINE, look).await
}

/// The same with a deadline that is itself what is tested.
pub(crate) async fn within<T>(
    deadline: Duration,
    mut look: impl AsyncFnMut() -> Result<T, String>,
) -> Result<T, String> {
    let end = Instant::now() + deadline;
    let mut looks = interval(BETWEEN_LOOKS);
    looks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        looks.tick().await;
        match look().await {
            Ok(answer) => return Ok(answer),
            Err(reason) if Instant::now() >= end => return Err(reason),
            Err(_) => {}
        }
    }
}

//! Seeded draws with integers only, each purpose from a stream of its own.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

/// A stream of draws.
#[derive(Debug)]
pub(crate) struct Draw(ChaCha8Rng);

impl Draw {
    pub(crate) fn new(purpose: u64) -> Self {
        let mut key = [0; 32];
        key[..8].copy_from_slice(&purpose.to_le_bytes());
        Self(ChaCha8Rng::from_seed(key))
    }

    /// A number from 0 up to, but without, `bound`.
    pub(crate) fn below(&mut self, bound: u32) -> u32 {
        ((u64::from(self.0.next_u32()) * u64::from(bound)) >> 32) as u32
    }

    /// Mostly a low number, as a few people and agents have most of the use.
    pub(crate) fn low(&mut self, bound: u32) -> u32 {
        let reach = self.below(bound) + 1;
        self.below(reach)
    }
}

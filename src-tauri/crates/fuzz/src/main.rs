//! The engine's program for one parser, which the variable `METERDESK_FUZZ_TARGET` names: an input for which it panics, or takes
//! more memory than a parser may, is a finding.
//!
//! `cargo xtask fuzz` builds it instrumented and runs it.

#![no_main]

use std::alloc::System;
use std::env;
use std::sync::OnceLock;

use cap::Cap;
use libfuzzer_sys::fuzz_target;
use meterdesk_fuzz::{Target, target};

/// What a parser may take beside its input, in bytes.
const MOST_MEMORY: usize = 64 * 1024 * 1024;

#[global_allocator]
static MEMORY: Cap<System> = Cap::new(System, usize::MAX);

static CHOSEN: OnceLock<Target> = OnceLock::new();

fuzz_target!(
    init: {
        let name = env::var("METERDESK_FUZZ_TARGET").expect("METERDESK_FUZZ_TARGET names a parser");
        let chosen = target(&name).unwrap_or_else(|| panic!("no parser is called {name}"));
        CHOSEN.get_or_init(|| chosen);
    },
    |input: &[u8]| {
        let (_, parse) = CHOSEN.get().expect("it was chosen at the start");
        MEMORY
            .set_limit(MEMORY.allocated() + MOST_MEMORY)
            .expect("more than is taken now");
        parse(input);
        MEMORY.set_limit(usize::MAX).expect("more than is taken now");
    }
);

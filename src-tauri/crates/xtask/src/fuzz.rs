//! Trying the parsers with inputs that nobody thought of, ten minutes each.
//!
//! The engine is libFuzzer, which wants code that counts its branches; stable Rust builds that. What it finds beside failures, the
//! inputs that reach something new, is kept in the package's `corpus`, an input a line, for every test run.

use std::{
    fs,
    path::{Path, PathBuf},
};

use crate::{
    Outcome,
    program::{Program, root},
};

const PACKAGE: &str = "meterdesk-fuzz";
const CORPUS: &str = "src-tauri/crates/fuzz/corpus";
const WORK: &str = "target/fuzz";
const SECONDS: u32 = 600;

/// The longest input that is tried, in bytes.
const LONGEST: u32 = 2_048;

/// Without these the engine sees no branch (LLVM documentation, "SanitizerCoverage").
const INSTRUMENTED: &str = "-Cpasses=sancov-module -Ccodegen-units=1 -Cllvm-args=-sanitizer-coverage-level=4 \
    -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
    -Cllvm-args=-sanitizer-coverage-trace-compares";

/// Tries the named parsers, or every one, for so many seconds each.
pub(crate) fn fuzz(options: &[&str]) -> Outcome {
    let (seconds, named) = match options {
        ["--seconds", seconds, named @ ..] => {
            let seconds = seconds
                .parse()
                .map_err(|_| format!("\"{seconds}\" is no number of seconds"))?;
            (seconds, named)
        }
        named => (SECONDS, named),
    };
    let program = built()?;
    for target in targets()? {
        if named.is_empty() || named.contains(&target.as_str()) {
            try_one(&program, &target, seconds)?;
        }
    }
    Ok(())
}

/// The parsers are those that have a corpus.
fn targets() -> Outcome<Vec<String>> {
    let folder = root().join(CORPUS);
    let entries = fs::read_dir(&folder).map_err(|problem| format!("{}: {problem}", folder.display()))?;
    let mut names: Vec<String> = entries
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .collect();
    names.sort();
    Ok(names)
}

/// Builds the engine's program; says so where the toolchain lacks what it needs.
fn built() -> Outcome<PathBuf> {
    Program::new("c++", "a C++ compiler (Debian: g++); the engine is C++")
        .arg("--version")
        .output()?;
    let host = Program::new("rustc", "Rust, from https://rustup.rs")
        .arg("-vV")
        .output()?;
    let host = host.lines().find_map(|line| line.strip_prefix("host: "));
    let host = host.ok_or("`rustc -vV` names no host")?;
    Program::cargo()
        .args(["build", "--locked", "--profile", "release", "--package", PACKAGE])
        // A target of its own keeps the flags from build scripts.
        .args(["--features", "engine", "--target", host, "--target-dir", WORK])
        .env("RUSTFLAGS", INSTRUMENTED)
        .env("CARGO_PROFILE_RELEASE_LTO", "off")
        .env("CARGO_PROFILE_RELEASE_DEBUG_ASSERTIONS", "true")
        .env("CARGO_PROFILE_RELEASE_OVERFLOW_CHECKS", "true")
        .run()
        .map_err(|problem| format!("{problem}. This toolchain can't build what counts its branches."))?;
    Ok(root().join(WORK).join(host).join("release").join(PACKAGE))
}

fn try_one(program: &Path, target: &str, seconds: u32) -> Outcome {
    let work = root().join(WORK);
    let (found, kept) = (work.join("found").join(target), work.join("kept").join(target));
    let corpus = root().join(CORPUS).join(target);
    for folder in [&found, &kept] {
        let _ = fs::remove_dir_all(folder);
        fs::create_dir_all(folder).map_err(|problem| format!("{}: {problem}", folder.display()))?;
    }
    unpack(&corpus, &found)?;
    let engine = || {
        Program::new(program, "nothing: it was built a moment ago")
            .env("METERDESK_FUZZ_TARGET", target)
            .arg(format!("-artifact_prefix={}/{target}-", work.display()))
            .arg(format!("-max_len={LONGEST}"))
            .args(["-timeout=10", "-verbosity=0"])
    };
    engine()
        .arg(format!("-max_total_time={seconds}"))
        .arg("-print_final_stats=1")
        .arg(&found)
        .run()
        .map_err(|problem| format!("{target}: {problem}. The input lies in {}.", work.display()))?;
    engine().arg("-merge=1").arg(&kept).arg(&found).run()?;
    pack(&kept, &corpus)
}

/// Writes each input of a corpus into a file of its own.
fn unpack(corpus: &Path, folder: &Path) -> Outcome {
    let text = fs::read_to_string(corpus).map_err(|problem| format!("{}: {problem}", corpus.display()))?;
    for (number, line) in text.lines().enumerate() {
        let pairs = line.as_bytes().chunks_exact(2);
        let bytes: Option<Vec<u8>> = pairs
            .map(|pair| u8::from_str_radix(str::from_utf8(pair).ok()?, 16).ok())
            .collect();
        let bytes = bytes.ok_or_else(|| format!("{}: line {} is not hexadecimal", corpus.display(), number + 1))?;
        fs::write(folder.join(number.to_string()), bytes).map_err(|problem| problem.to_string())?;
    }
    Ok(())
}

/// Writes the inputs of a folder as a corpus, the shortest first.
fn pack(folder: &Path, corpus: &Path) -> Outcome {
    let problem = |problem: std::io::Error| format!("{}: {problem}", corpus.display());
    let mut inputs = Vec::new();
    for entry in fs::read_dir(folder).map_err(problem)? {
        inputs.push(fs::read(entry.map_err(problem)?.path()).map_err(problem)?);
    }
    inputs.sort_by(|one, other| (one.len(), one).cmp(&(other.len(), other)));
    let line = |input: &Vec<u8>| input.iter().map(|byte| format!("{byte:02x}")).collect::<String>() + "\n";
    fs::write(corpus, inputs.iter().map(line).collect::<String>()).map_err(problem)
}

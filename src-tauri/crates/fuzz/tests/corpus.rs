//! Every input that was found is tried again. A corpus is text: an input a line, in hexadecimal digits.

use std::fs;
use std::path::Path;

use meterdesk_fuzz::TARGETS;

fn bytes(line: &str) -> Vec<u8> {
    let digits = line.as_bytes().chunks_exact(2);
    digits
        .map(|pair| u8::from_str_radix(str::from_utf8(pair).expect("digits"), 16).expect("digits"))
        .collect()
}

#[test]
fn every_parser_takes_what_was_found() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    for (name, parse) in TARGETS {
        let corpus = fs::read_to_string(folder.join(name)).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert!(corpus.lines().count() > 1, "{name} has a corpus");
        for line in corpus.lines() {
            parse(&bytes(line));
        }
    }
}

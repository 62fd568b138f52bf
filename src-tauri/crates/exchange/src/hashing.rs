//! The identity of a file's content: SHA-256 and length, taken while the bytes stream by.
//!
//! Knows nothing of what the bytes mean.

use std::fmt;
use std::io::{self, Read};

use sha2::{Digest, Sha256};

/// What identifies a file's content, whatever the file is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fingerprint {
    /// SHA-256 of all bytes.
    pub sha256: [u8; 32],
    /// How many bytes there are.
    pub bytes: u64,
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.sha256.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

/// Reads `input` to its end for its fingerprint alone.
///
/// # Errors
/// Gives the input's own error.
pub fn fingerprint(input: impl Read) -> io::Result<Fingerprint> {
    let mut hashing = HashingReader::new(input);
    hashing.drain()?;
    Ok(hashing.fingerprint())
}

/// Passes bytes on and hashes them on the way.
#[derive(Debug)]
pub(crate) struct HashingReader<R> {
    input: R,
    hash: Sha256,
    bytes: u64,
}

impl<R: Read> HashingReader<R> {
    pub(crate) fn new(input: R) -> Self {
        Self {
            input,
            hash: Sha256::new(),
            bytes: 0,
        }
    }

    /// Fills the front of `buffer`; fewer bytes than it holds mean that the input has ended.
    pub(crate) fn fill(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut filled = 0;
        while filled < buffer.len() {
            match self.input.read(&mut buffer[filled..]) {
                Ok(0) => break,
                Ok(count) => filled += count,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        self.hash.update(&buffer[..filled]);
        self.bytes += filled as u64;
        Ok(filled)
    }

    /// Reads what is left.
    pub(crate) fn drain(&mut self) -> io::Result<()> {
        let mut buffer = vec![0; CHUNK];
        while self.fill(&mut buffer)? > 0 {}
        Ok(())
    }

    /// The fingerprint of what was read so far.
    pub(crate) fn fingerprint(&self) -> Fingerprint {
        Fingerprint {
            sha256: self.hash.clone().finalize().into(),
            bytes: self.bytes,
        }
    }
}

const CHUNK: usize = 256 * 1024;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fingerprint_is_the_published_sha_256() {
        let print = fingerprint(&b"abc"[..]).unwrap();
        assert_eq!(
            print.to_string(),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
        assert_eq!(print.bytes, 3);
    }
}

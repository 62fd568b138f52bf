//! Reading amounts from the catalogue's decimal texts.

use serde::{Deserialize, Deserializer, de::Error};

use crate::units::{Credits, Usd};

/// Credits, or another amount of at most six places.
pub(crate) fn credits<'de, D: Deserializer<'de>>(input: D) -> Result<Credits, D::Error> {
    String::deserialize(input)?.parse().map_err(D::Error::custom)
}

/// US dollars of at most six places.
pub(crate) fn usd<'de, D: Deserializer<'de>>(input: D) -> Result<Usd, D::Error> {
    let millionths = credits(input)?.0;
    millionths
        .checked_mul(100)
        .map(Usd)
        .ok_or_else(|| D::Error::custom("the price is too large"))
}

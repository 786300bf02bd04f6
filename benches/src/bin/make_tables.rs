//! Generates the tables of a variant: `make_tables VARIANT FOLDER`.
//!
//! The variants are `text`, `sorted`, `integer`, `dictionary` (1,000,000 leads
//! and 20,000,000 events) and `small` (10,000 and 200,000).

use std::path::Path;

use leadgrade_benches::tables::{Failure, Ids, generate, write_variant};

/// The seed of the data in the records.
const SEED: u64 = 20_261_122;

fn main() -> Result<(), Failure> {
    let mut arguments = std::env::args().skip(1);
    let (Some(variant), Some(folder)) = (arguments.next(), arguments.next()) else {
        return Err("usage: make_tables VARIANT FOLDER".into());
    };
    let ids = match variant.as_str() {
        "text" | "sorted" | "small" => Ids::Text,
        "integer" => Ids::Integer,
        "dictionary" => Ids::Dictionary,
        _ => return Err(format!("no variant `{variant}`").into()),
    };
    let (leads, events) = match variant.as_str() {
        "small" => (10_000, 200_000),
        _ => (1_000_000, 20_000_000),
    };
    let mut data = generate(leads, events, SEED);
    if variant != "sorted" {
        data.shuffle(SEED + 1);
    }
    write_variant(&data, ids, Path::new(&folder))
}

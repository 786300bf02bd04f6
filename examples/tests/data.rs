//! The committed sample data equal what the generator writes.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test stops at once and says where"
)]

use leadgrade_examples::{bundled, sample_data};

#[test]
fn the_committed_files_equal_the_generated_ones() {
    let files = sample_data::files();
    for (name, made) in [
        ("profiles.csv", files.profiles),
        ("events.csv", files.events),
    ] {
        let committed = std::fs::read_to_string(bundled::data_folder().join(name)).unwrap();
        assert!(
            committed == made,
            "{name} differs; run `cargo run --release --example generate_data`"
        );
        assert!(committed.len() < 2_000_000, "{name} is too long");
    }
}

#[test]
fn there_are_enough_leads_and_events() {
    let files = sample_data::files();
    assert!(files.profiles.lines().count() > 2_000);
    assert!(files.events.lines().count() > 20_000);
}

//! The made-up data: what the generator makes is what is committed.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test stops at once and says where"
)]

use leadgrade_examples::{bundled, made_up};

#[test]
fn the_committed_files_are_those_that_are_generated() {
    let files = made_up::files();
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
    let files = made_up::files();
    assert!(files.profiles.lines().count() > 2_000);
    assert!(files.events.lines().count() > 20_000);
}

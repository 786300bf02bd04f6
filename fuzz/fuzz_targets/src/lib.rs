//! Properties that must hold for any bytes.
//!
//! Each is a function that panics if the property does not hold. `bins/` has a program per property
//! that searches for such bytes with libFuzzer; `tests/smoke.rs` tries random bytes and mutated valid
//! ones without it.

mod any_array;
mod arrays;
mod feed;
mod histories;
mod ipc;
mod models;
mod rows;
mod seeds;
mod wire;

pub use arrays::arrow_arrays;
pub use histories::{history_bytes, history_json};
pub use ipc::arrow_ipc;
pub use models::{model_json, model_toml};
pub use rows::csv_rows;
pub use seeds::seeds;
pub use wire::wire_requests;

/// A property.
pub type Target = fn(&[u8]);

/// All properties by name.
pub const TARGETS: [(&str, Target); 8] = [
    ("history_bytes", history_bytes),
    ("history_json", history_json),
    ("model_toml", model_toml),
    ("model_json", model_json),
    ("wire_requests", wire_requests),
    ("arrow_arrays", arrow_arrays),
    ("arrow_ipc", arrow_ipc),
    ("csv_rows", csv_rows),
];

/// A lead to assess with every model.
fn lead() -> (leadgrade::Profile, Vec<leadgrade::Event>) {
    let profile = leadgrade::Profile::new("L-7")
        .with("employees", 250)
        .with("industry", "Legal");
    let event = |name: &str, at: &str| {
        leadgrade::Event::new(name, at)
            .value(12.5)
            .with("topic", vec!["paper"])
    };
    let events = vec![
        event("visit", "2026-11-20T10:00:00Z").id(1),
        event("join", "2026-11-21"),
        event("order", "2026-11-21T23:30:00"),
    ];
    (profile, events)
}

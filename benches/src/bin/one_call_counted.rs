//! Answers a request from JSON text to JSON text, to count instructions: `valgrind --tool=callgrind`.

use std::hint::black_box;

use leadgrade::wire;

fn main() {
    let Ok(model) = leadgrade_benches::typical() else {
        return;
    };
    let request = leadgrade_benches::request(20);
    for _ in 0..1_000 {
        black_box(wire::call("assess", &[&model], black_box(&request)));
    }
}

//! Runs the hot path, to count instructions: `valgrind --tool=callgrind`.

use std::hint::black_box;

fn main() {
    let Ok(model) = leadgrade_benches::typical() else {
        return;
    };
    let Ok(as_of) = model.as_of("2026-11-22T09:30:00Z") else {
        return;
    };
    let (profile, events) = leadgrade_benches::lead(20);
    for _ in 0..1_000 {
        black_box(model.assess(black_box(&profile), black_box(&events), as_of));
    }
}

//! Searches the next change within 90 days, to count instructions: `valgrind --tool=callgrind`.

use std::hint::black_box;

use leadgrade::HORIZON_DAYS;

fn main() {
    let Ok(model) = leadgrade_benches::office_supplies() else {
        return;
    };
    let Ok(as_of) = model.as_of("2026-11-22T09:30:00Z") else {
        return;
    };
    let (profile, events) = leadgrade_benches::customer(20);
    for _ in 0..1_000 {
        let change = model
            .lead(black_box(&profile), black_box(&events))
            .next_change(as_of, HORIZON_DAYS);
        let _ = black_box(change);
    }
}

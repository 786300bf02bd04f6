//! Histories: adding one event, and assessing a lead.

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use leadgrade::History;

fn history(criterion: &mut Criterion) {
    let Ok(model) = leadgrade_benches::typical() else {
        return;
    };
    let Ok(as_of) = model.as_of("2026-11-22T09:30:00Z") else {
        return;
    };
    let (profile, events) = leadgrade_benches::lead(20);
    let stored = leadgrade_benches::history(&model, 20);
    let bytes = stored.to_bytes();
    criterion.bench_function("history/observe", |bench| {
        let (mut history, mut next) = (stored.clone(), events.iter().cycle());
        bench.iter(|| {
            next.next()
                .map(|event| history.observe(&model, black_box(event)))
        });
    });
    criterion.bench_function("history/observe_with_id", |bench| {
        let with_ids: Vec<_> = (0_i64..)
            .zip(&events)
            .map(|(id, event)| event.clone().id(id))
            .collect();
        let (mut history, mut next) = (stored.clone(), with_ids.iter().cycle());
        bench.iter(|| {
            next.next()
                .map(|event| history.observe(&model, black_box(event)))
        });
    });
    criterion.bench_function("history/assess_20_events", |bench| {
        bench.iter(|| {
            model
                .recall(black_box(&profile), black_box(&stored))
                .assess(as_of)
        });
    });
    criterion.bench_function(&format!("history/from_{}_bytes", bytes.len()), |bench| {
        bench.iter(|| History::from_bytes(black_box(&bytes)));
    });
    criterion.bench_function("history/to_bytes", |bench| {
        bench.iter(|| black_box(&stored).to_bytes())
    });
}

criterion_group!(benches, history);
criterion_main!(benches);

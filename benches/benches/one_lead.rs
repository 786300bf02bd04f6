//! One lead: from parsed values to an assessment, and to canonical text.

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use leadgrade::{Model, wire};

fn one_lead(criterion: &mut Criterion) {
    let Ok(model) = leadgrade_benches::typical() else {
        return;
    };
    let Ok(as_of) = model.as_of("2026-11-22T09:30:00Z") else {
        return;
    };
    for count in [0, 20, 200] {
        let (profile, events) = leadgrade_benches::lead(count);
        criterion.bench_function(&format!("assess/{count}_events"), |bench| {
            bench.iter(|| model.assess(black_box(&profile), black_box(&events), as_of));
        });
    }
    let (profile, events) = leadgrade_benches::lead(20);
    criterion.bench_function("explain/20_events", |bench| {
        bench.iter(|| model.explain(black_box(&profile), black_box(&events), as_of));
    });
    let request = leadgrade_benches::request(20);
    criterion.bench_function("call/20_events", |bench| {
        bench.iter(|| wire::call("assess", &[&model], black_box(&request)));
    });
    let assessment = model.assess(&profile, &events, as_of);
    criterion.bench_function("canonical_text", |bench| {
        bench.iter(|| black_box(&assessment).to_canonical_json())
    });
    criterion.bench_function("compile/typical", |bench| {
        bench.iter(leadgrade_benches::typical)
    });
    if let Ok(office) = leadgrade_benches::office_supplies() {
        let (profile, events) = leadgrade_benches::customer(20);
        criterion.bench_function("assess/office_supplies", |bench| {
            bench.iter(|| office.assess(black_box(&profile), black_box(&events), as_of));
        });
        criterion.bench_function("next_change/90_days", |bench| {
            bench.iter(|| {
                office
                    .lead(black_box(&profile), black_box(&events))
                    .next_change(as_of, 90)
            });
        });
        let (profile, events) = leadgrade_benches::buyer();
        criterion.bench_function("next_change/late", |bench| {
            bench.iter(|| {
                office
                    .lead(black_box(&profile), black_box(&events))
                    .next_change(as_of, 90)
            });
        });
    }
    let rules = leadgrade_benches::rules(100);
    criterion.bench_function("compile/200_rules", |bench| {
        bench.iter(|| Model::from_json(black_box(&rules)));
    });
}

criterion_group!(benches, one_lead);
criterion_main!(benches);

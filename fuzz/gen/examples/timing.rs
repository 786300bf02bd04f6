//! Measures the time of the reference per case, and the size of cases: `cargo run --release --example timing [seeds]`.

use std::time::Instant;

use leadgrade_gen::case;
use leadgrade_reference::Reference;

fn main() {
    let seeds: u64 = std::env::args()
        .nth(1)
        .and_then(|text| text.parse().ok())
        .unwrap_or(10_000);
    let (mut made, mut asked) = (0.0, 0.0);
    let (mut leads, mut events, mut bytes) = (0, 0, 0);
    let mut slowest = (0.0, 0);
    for seed in 0..seeds {
        let start = Instant::now();
        let case = case(seed);
        made += start.elapsed().as_secs_f64();
        bytes += case.model.to_string().len();
        let start = Instant::now();
        let reference = Reference::new(&case.model);
        for lead in &case.leads {
            std::hint::black_box(reference.assess(&lead.profile, &lead.events, &lead.as_of));
            leads += 1;
            events += lead.events.len();
        }
        let took = start.elapsed().as_secs_f64();
        asked += took;
        if took > slowest.0 {
            slowest = (took, seed);
        }
    }
    let per = |total: f64, count: f64| total / count * 1e6;
    println!(
        "{seeds} cases, {leads} leads, {events} events, {} bytes of model on average",
        bytes / seeds as usize
    );
    println!("making a case: {:.0} us", per(made, seeds as f64));
    println!(
        "reference: {:.0} us a case, {:.0} us a lead",
        per(asked, seeds as f64),
        per(asked, f64::from(leads))
    );
    println!(
        "slowest case: seed {}, {:.1} ms",
        slowest.1,
        slowest.0 * 1e3
    );
}

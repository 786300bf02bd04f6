//! `differential [FIRST [COUNT]]`: compares the cases of so many seeds, on all cores.

use std::sync::atomic::{AtomicU64, Ordering};

fn main() {
    let mut numbers = std::env::args().skip(1).map(|text| text.parse::<u64>());
    let (first, count) = match (
        numbers.next().unwrap_or(Ok(0)),
        numbers.next().unwrap_or(Ok(20_000)),
    ) {
        (Ok(first), Ok(count)) => (first, count),
        _ => {
            eprintln!("usage: differential [FIRST SEED [COUNT]]");
            std::process::exit(2);
        }
    };
    let (next, bad) = (AtomicU64::new(0), AtomicU64::new(0));
    let workers = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| work(first, count, &next, &bad));
        }
    });
    let bad = bad.into_inner();
    println!("differential: {} cases agree, {bad} differ", count - bad);
    if bad > 0 {
        std::process::exit(1);
    }
}

/// Takes seeds until there are none left.
fn work(first: u64, count: u64, next: &AtomicU64, bad: &AtomicU64) {
    loop {
        let at = next.fetch_add(1, Ordering::Relaxed);
        if at >= count {
            return;
        }
        let found = leadgrade_differential::differences(first + at);
        if !found.is_empty() && bad.fetch_add(1, Ordering::Relaxed) < 20 {
            for difference in found.iter().take(4) {
                println!("{difference}");
            }
        }
    }
}

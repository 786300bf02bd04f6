//! `differential [FIRST [COUNT [ways]]]`: compares the cases of `COUNT` seeds on all
//! cores. With `ways` it compares only requests as text, histories and tables with
//! single calls, without the reference.

use std::sync::atomic::{AtomicU64, Ordering};

fn main() {
    let ways = std::env::args().nth(3).is_some_and(|word| word == "ways");
    let numbers = std::env::args().skip(1).take(2);
    let mut numbers = numbers.map(|text| text.parse::<u64>());
    let (first, count) = match (
        numbers.next().unwrap_or(Ok(0)),
        numbers.next().unwrap_or(Ok(20_000)),
    ) {
        (Ok(first), Ok(count)) => (first, count),
        _ => {
            eprintln!("usage: differential [FIRST SEED [COUNT [ways]]]");
            std::process::exit(2);
        }
    };
    let (next, bad) = (AtomicU64::new(0), AtomicU64::new(0));
    let workers = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| work((first, count, ways), &next, &bad));
        }
    });
    let bad = bad.into_inner();
    println!("differential: {} cases agree, {bad} differ", count - bad);
    if bad > 0 {
        std::process::exit(1);
    }
}

/// Compares seeds until none are left.
fn work((first, count, ways): (u64, u64, bool), next: &AtomicU64, bad: &AtomicU64) {
    loop {
        let at = next.fetch_add(1, Ordering::Relaxed);
        if at >= count {
            return;
        }
        let found = match ways {
            true => leadgrade_differential::other_ways(first + at),
            false => leadgrade_differential::differences(first + at),
        };
        if !found.is_empty() && bad.fetch_add(1, Ordering::Relaxed) < 20 {
            for difference in found.iter().take(4) {
                println!("{difference}");
            }
        }
    }
}

//! Measures the time and the peak memory of a stream of generated events that is sorted by
//! lead: `sorted_stream BLOCKS`, of 250,000 events each.

use std::io::Write;
use std::time::Instant;

use leadgrade::arrow::{ArrowTableError, TableRequest};
use leadgrade_benches::tables::{AS_OF_MICROS, Failure, events, streams};

fn main() -> Result<(), Failure> {
    let blocks = std::env::args()
        .nth(1)
        .ok_or("usage: sorted_stream BLOCKS")?;
    let blocks = blocks.parse()?;
    let model = leadgrade_benches::typical()?;
    let as_of = leadgrade::Instant::from_micros(AS_OF_MICROS).ok_or("`as_of` is out of range")?;
    let request = TableRequest::at(as_of);
    let (profiles, deeds, making) = streams(blocks)?;
    let start = Instant::now();
    let mut leads = 0;
    model.assess_sorted(profiles, deeds, &request, |scored| {
        leads += scored.leads.num_rows();
        Ok::<(), ArrowTableError>(())
    })?;
    let made = making.get();
    let took = start.elapsed().saturating_sub(made);
    writeln!(
        std::io::stdout(),
        "{} events, {leads} leads: {took:.2?} beside {made:.2?} to make them; at most {}",
        events(blocks),
        peak().unwrap_or_else(|| "unknown memory".to_owned()),
    )?;
    Ok(())
}

/// The peak memory of the process, from Linux.
fn peak() -> Option<String> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    Some(line.trim_start_matches("VmHWM:").trim().to_owned())
}

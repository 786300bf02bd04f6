//! What a backtest of twelve instants costs, beside one run of the same tables:
//! `backtest [LEADS [tables|plain|rules|none]]`. With a name, only that is measured, so that instructions can be
//! counted; `none` makes the tables only.

use std::io::Write;
use std::time::{Duration, Instant as Clock};

use leadgrade::calibrate::{BacktestRequest, Outcomes, SampleRequest};
use leadgrade::tables::{AsOf, Chunk, Column, Known, TableOptions};
use leadgrade::{Instant, Model};
use leadgrade_benches::tables::Failure;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

/// Number of events of a lead.
const EVENTS: usize = 20;
const DAY: i64 = 86_400_000_000;
/// The first instant of an event, 2025-01-01.
const FIRST: i64 = 1_735_689_600_000_000;
/// Days with events.
const DAYS: u32 = 400;
const NAMES: [&str; 12] = [
    "page_view",
    "page_view",
    "page_view",
    "pricing_view",
    "email_open",
    "email_open",
    "email_click",
    "download",
    "webinar",
    "form",
    "order",
    "unsubscribe",
];

fn main() -> Result<(), Failure> {
    let mut arguments = std::env::args().skip(1);
    let leads = arguments.next().map_or(Ok(100_000), |text| text.parse())?;
    let only = arguments.next();
    let is_wanted = |name: &str| only.as_deref().is_none_or(|only| only == name);
    let model = leadgrade_benches::typical()?;
    let mut dice = ChaCha8Rng::seed_from_u64(20_261_201);
    let (profiles, events) = ([profiles(leads, &mut dice)], [events(leads, &mut dice)]);
    let last = model.as_of("2026-02-04")?;
    let mut out = std::io::stdout().lock();
    writeln!(out, "{leads} leads, {} events", leads * EVENTS)?;
    if is_wanted("tables") {
        let took = seconds(|| {
            let options = TableOptions::default();
            model.assess_chunks(&profiles, &events, &AsOf::One(last), &options)?;
            Ok(())
        })?;
        writeln!(out, "tables, one instant: {:.3} s", took.as_secs_f64())?;
    }
    for (name, rules) in [("plain", false), ("rules", true)] {
        if is_wanted(name) {
            let took = seconds(|| backtest(&model, &profiles, &events, rules))?;
            writeln!(out, "{name}, twelve instants: {:.3} s", took.as_secs_f64())?;
        }
    }
    Ok(())
}

fn backtest(
    model: &Model,
    profiles: &[Chunk<'_>],
    events: &[Chunk<'_>],
    rules: bool,
) -> Result<(), Failure> {
    // The ends of the last day of twelve months.
    let months = (1..=12).map(|month| {
        let (year, month) = if month < 12 {
            (2025, month + 1)
        } else {
            (2026, 1)
        };
        model.as_of(&format!("{year}-{month:02}-01"))
    });
    let at: Vec<Instant> = months.collect::<Result<_, _>>()?;
    let mut sample = SampleRequest::new(at, 30, Outcomes::Signal("order".to_owned()));
    sample.again = true;
    let mut request = BacktestRequest::new(sample);
    request.rules = rules;
    let found = model.backtest(profiles, events, &request)?;
    assert!(found.overall.all.conversions > 0, "some leads order");
    Ok(())
}

/// The shortest of three runs.
fn seconds(mut run: impl FnMut() -> Result<(), Failure>) -> Result<Duration, Failure> {
    let mut best = Duration::MAX;
    for _ in 0..3 {
        let start = Clock::now();
        run()?;
        best = best.min(start.elapsed());
    }
    Ok(best)
}

fn ids(all: impl Iterator<Item = usize>) -> Column<'static> {
    let ids: Vec<String> = all.map(|lead| format!("L-{lead:07}")).collect();
    Column::Texts(Box::new(ids))
}

fn profiles(leads: usize, dice: &mut ChaCha8Rng) -> Chunk<'static> {
    let numbers = |dice: &mut ChaCha8Rng, end: u32| {
        let numbers: Vec<f64> = (0..leads)
            .map(|_| f64::from(dice.next_u32() % end))
            .collect();
        Column::Doubles(numbers.into(), Known::All)
    };
    Chunk::new(leads)
        .with("lead", ids(0..leads))
        .with("employees", numbers(dice, 2_000))
        .with("revenue", numbers(dice, 20_000_000))
        .with("reorder", numbers(dice, 120))
}

fn events(leads: usize, dice: &mut ChaCha8Rng) -> Chunk<'static> {
    let rows = leads * EVENTS;
    let mut below = |end: u32| dice.next_u32() % end;
    let of: Vec<usize> = (0..rows)
        .map(|_| below(u32::try_from(leads).unwrap_or(1)) as usize)
        .collect();
    let names: Vec<&str> = (0..rows)
        .map(|_| NAMES.get(below(12) as usize).copied().unwrap_or_default())
        .collect();
    let micros: Vec<i64> = (0..rows)
        .map(|_| FIRST + i64::from(below(DAYS)) * DAY + i64::from(below(86_400)) * 1_000_000)
        .collect();
    Chunk::new(rows)
        .with("lead", ids(of.into_iter()))
        .with("event", Column::Texts(Box::new(names)))
        .with(
            "at",
            Column::Instants {
                micros: micros.into(),
                known: Known::All,
                local: false,
            },
        )
}

//! What it takes to learn the points of 50 criteria from rows with one instant, beside one run of the same table:
//! `refit [LEADS]`.

use std::io::Write;
use std::time::Instant as Clock;

use leadgrade::Model;
use leadgrade::calibrate::{Outcomes, RefitRequest, SampleRequest};
use leadgrade::tables::{AsOf, Chunk, Column, Known, TableOptions};
use leadgrade_benches::tables::Failure;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

/// Number of criteria, each with four cases.
const RULES: usize = 50;

fn main() -> Result<(), Failure> {
    let leads = std::env::args()
        .nth(1)
        .map_or(Ok(100_000), |text| text.parse())?;
    let mut dice = ChaCha8Rng::seed_from_u64(20_261_201);
    let mut text = "format = 1\nname = \"fifty\"\n".to_owned();
    for rule in 0..RULES {
        text += &format!("[attributes.a{rule}]\ntype = \"number\"\n");
    }
    for rule in 0..RULES {
        text += &format!(
            "[[fit.criteria]]\nname = \"r{rule}\"\nfact = \"profile.a{rule}\"\ncases = [{{ gte = 75, points = 3 }}, {{ gte = 50, points = 2 }}, {{ gte = 25, points = 1 }}]\n"
        );
    }
    let model = Model::from_toml(&text)?;
    let wholes = |list: Vec<i64>| Column::Wholes(list.into(), Known::All);
    let ids: Vec<i64> = (0..i64::try_from(leads)?).collect();
    let mut odds = vec![-3.0; leads];
    let mut profiles = Chunk::new(leads).with("lead", wholes(ids.clone()));
    for rule in 0..RULES {
        let weight = f64::from(u32::try_from(rule % 7)?) / 10.0;
        let values: Vec<i64> = (0..leads)
            .map(|_| i64::from(dice.next_u32() % 100))
            .collect();
        for (odds, value) in odds.iter_mut().zip(&values) {
            *odds += weight * if *value >= 50 { 0.5 } else { -0.5 };
        }
        profiles = profiles.with(&format!("a{rule}"), wholes(values));
    }
    let mut buys =
        |odds: f64| f64::from(dice.next_u32()) / 4_294_967_296.0 < 1.0 / (1.0 + (-odds).exp());
    let buyers: Vec<i64> = ids
        .iter()
        .zip(&odds)
        .filter(|(_, odds)| buys(**odds))
        .map(|(id, _)| *id)
        .collect();
    let count = buyers.len();
    let outcomes = Chunk::new(count)
        .with("lead", wholes(buyers))
        .with("at", Column::Days(vec![20_500; count].into(), Known::All));
    let profiles = [profiles];
    let at = model.as_of("2026-01-10")?;
    let mut sample = SampleRequest::new([at], 90, Outcomes::Table(outcomes));
    sample.observed_until = Some(model.as_of("2026-12-31")?);
    let mut out = std::io::stdout().lock();
    writeln!(out, "{leads} leads, {count} buy")?;
    let start = Clock::now();
    model.assess_chunks(&profiles, &[], &AsOf::One(at), &TableOptions::default())?;
    writeln!(
        out,
        "tables, one instant: {:.3} s",
        start.elapsed().as_secs_f64()
    )?;
    let start = Clock::now();
    let found = model.refit(&profiles, &[], &RefitRequest::new(sample))?;
    writeln!(
        out,
        "refit: {:.3} s, {:?}, {:?}",
        start.elapsed().as_secs_f64(),
        found.settings,
        found.gain
    )?;
    Ok(())
}

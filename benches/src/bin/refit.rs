//! What it takes to learn the points of 50 criteria from rows with one instant, beside one run of the
//! same table: `refit [LEADS]`.

#![allow(clippy::float_arithmetic, reason = "chances of made-up leads")]

use std::fmt::Write as _;
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
    let leads = std::env::args().nth(1);
    let leads = leads.map_or(Ok(100_000), |text| text.parse())?;
    let model = model()?;
    let (profiles, outcomes) = tables(leads)?;
    let (profiles, at) = ([profiles], model.as_of("2026-01-10")?);
    let mut out = std::io::stdout().lock();
    writeln!(out, "{leads} leads")?;
    let start = Clock::now();
    model.assess_chunks(&profiles, &[], &AsOf::One(at), &TableOptions::default())?;
    let took = start.elapsed().as_secs_f64();
    writeln!(out, "tables, one instant: {took:.3} s")?;
    let mut sample = SampleRequest::new([at], 90, Outcomes::Table(outcomes));
    sample.observed_until = Some(model.as_of("2026-12-31")?);
    let start = Clock::now();
    let found = model.refit(&profiles, &[], &RefitRequest::new(sample))?;
    let (took, settings) = (start.elapsed().as_secs_f64(), found.settings);
    writeln!(out, "refit: {took:.3} s, {settings:?}, {:?}", found.gain)?;
    Ok(())
}

/// A model with 50 criteria for as many attributes.
fn model() -> Result<Model, Failure> {
    let mut text = "format = 1\nname = \"fifty\"\n".to_owned();
    for rule in 0..RULES {
        writeln!(text, "[attributes.a{rule}]\ntype = \"number\"")?;
    }
    for rule in 0..RULES {
        let cases = "{ gte = 75, points = 3 }, { gte = 50, points = 2 }, { gte = 25, points = 1 }";
        let fact = format!("fact = \"profile.a{rule}\"");
        writeln!(
            text,
            "[[fit.criteria]]\nname = \"r{rule}\"\n{fact}\ncases = [{cases}]"
        )?;
    }
    Ok(Model::from_toml(&text)?)
}

/// Leads of whom about one in twelve buys, more of those with large values of some attributes; and what they buy.
fn tables(leads: usize) -> Result<(Chunk<'static>, Chunk<'static>), Failure> {
    let mut dice = ChaCha8Rng::seed_from_u64(20_261_201);
    let wholes = |list: Vec<i64>| Column::Wholes(list.into(), Known::All);
    let ids: Vec<i64> = (0..i64::try_from(leads)?).collect();
    let mut odds = vec![-3.0; leads];
    let mut profiles = Chunk::new(leads).with("lead", wholes(ids.clone()));
    for rule in 0..RULES {
        let weight = f64::from(u32::try_from(rule % 7)?) / 20.0;
        let values = (0..leads).map(|_| i64::from(dice.next_u32() % 100));
        let values: Vec<i64> = values.collect();
        for (odds, value) in odds.iter_mut().zip(&values) {
            *odds += if *value >= 50 { weight } else { -weight };
        }
        profiles = profiles.with(format!("a{rule}"), wholes(values));
    }
    let mut buys = |odds: f64| {
        let chance = 1.0 / (1.0 + (-odds).exp());
        f64::from(dice.next_u32()) / 4_294_967_296.0 < chance
    };
    let buyers = ids.iter().zip(&odds).filter(|(_, odds)| buys(**odds));
    let buyers: Vec<i64> = buyers.map(|(id, _)| *id).collect();
    let count = buyers.len();
    let outcomes = Chunk::new(count)
        .with("lead", wholes(buyers))
        .with("at", Column::Days(vec![20_500; count].into(), Known::All));
    Ok((profiles, outcomes))
}

//! Points learnt from real calls of a bank: `LEADGRADE_DATA` names a folder with `bank-full.csv`, the UCI
//! set Bank Marketing.

#![expect(clippy::unwrap_used, reason = "a test may stop at once")]
#![expect(clippy::print_stdout, reason = "it reports what it measured")]

use std::fs;
use std::time::Instant;

use leadgrade::Model;
use leadgrade::calibrate::{Outcomes, ProposeRequest, Refit, RefitRequest, SampleRequest, Split};
use leadgrade::tables::{Chunk, Column, Known};

/// The columns and the outcome; `duration` is known only after a call.
struct Bank {
    columns: Vec<(String, Vec<String>)>,
    buys: Vec<bool>,
}

fn bank() -> Bank {
    let folder = std::env::var("LEADGRADE_DATA").unwrap();
    let text = fs::read_to_string(format!("{folder}/bank-full.csv")).unwrap();
    let mut lines = text.lines().map(|line| {
        line.split(';')
            .map(|cell| cell.trim_matches('"').to_owned())
    });
    let mut columns: Vec<(String, Vec<String>)> = lines
        .next()
        .unwrap()
        .map(|name| (name, Vec::new()))
        .collect();
    for line in lines {
        columns
            .iter_mut()
            .zip(line)
            .for_each(|((_, own), cell)| own.push(cell));
    }
    let (_, outcome) = columns.pop().unwrap();
    columns.retain(|(name, _)| name != "duration");
    Bank {
        buys: outcome.iter().map(|cell| cell == "yes").collect(),
        columns,
    }
}

/// Criteria and points from the rows whose period is `fit` and `choose`.
fn learn(bank: &Bank, periods: &[&'static str]) -> (Model, Refit) {
    let rows = bank.buys.len();
    let ids: Vec<i64> = (0..i64::try_from(rows).unwrap()).collect();
    let wholes = |list: Vec<i64>| Column::Wholes(list.into(), Known::All);
    let buyers = ids.iter().zip(&bank.buys).filter(|(_, buys)| **buys);
    let buyers: Vec<i64> = buyers.map(|(id, _)| *id).collect();
    let count = buyers.len();
    let outcomes = Chunk::new(count)
        .with("lead", wholes(buyers))
        .with("at", Column::Days(vec![20_500; count].into(), Known::All));
    let mut profiles = Chunk::new(rows)
        .with("lead", wholes(ids))
        .with("period", Column::Texts(Box::new(periods.to_vec())));
    for (name, cells) in &bank.columns {
        let numbers: Result<Vec<i64>, _> = cells.iter().map(|cell| cell.parse()).collect();
        let column = match numbers {
            Ok(numbers) => wholes(numbers),
            Err(_) => Column::Texts(Box::new(cells.clone())),
        };
        profiles = profiles.with(name, column);
    }
    let profiles = [profiles];
    let model = Model::from_toml("format = 1\nname = \"bank\"").unwrap();
    let mut sample = SampleRequest::new(
        [model.as_of("2026-01-10").unwrap()],
        90,
        Outcomes::Table(outcomes),
    );
    sample.observed_until = Some(model.as_of("2026-12-31").unwrap());
    let split = Split::Column("period".to_owned());
    let mut request = ProposeRequest::new(sample.clone());
    request.split = split.clone();
    let proposed = model.propose(&profiles, &[], &request).unwrap().model;
    let mut request = RefitRequest::new(sample);
    request.split = split;
    let found = proposed.refit(&profiles, &[], &request).unwrap();
    (proposed, found)
}

/// A number below `end` for a row, always the same.
fn hash(row: usize, end: u64) -> u64 {
    let mut mixed = row as u64 ^ 0x9E37_79B9_7F4A_7C15;
    for _ in 0..3 {
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    }
    mixed % end
}

/// Trained on the first 80 % and judged by the last 20 %, logistic regression has an AUC of 0.683.
#[test]
#[ignore = "needs real calls: LEADGRADE_DATA=FOLDER cargo test --release --features calibrate --test bank_refit -- --ignored --nocapture"]
fn later_rows() {
    let bank = bank();
    let rows = bank.buys.len();
    // In the first 60 % hardly anybody was called in an earlier campaign, which later tells most: rows to
    // choose come from the same time as those to fit.
    let period = |row| match row * 10 / rows {
        8.. => "report",
        _ if hash(row + rows, 4) == 0 => "choose",
        _ => "fit",
    };
    let periods: Vec<&str> = (0..rows).map(period).collect();
    let start = Instant::now();
    let (_, found) = learn(&bank, &periods);
    let auc = |own: Option<leadgrade::calibrate::Auc>| own.unwrap().area;
    println!(
        "given {:.4}, learnt {:.4}, {:?}, {:?}, {:?}",
        auc(found.gain.given),
        auc(found.gain.learnt),
        found.settings,
        found.refused,
        start.elapsed()
    );
    assert!(auc(found.gain.learnt) >= 0.698);
}

/// In five folds, logistic regression has an AUC of 0.766.
#[test]
#[ignore = "needs real calls: LEADGRADE_DATA=FOLDER cargo test --release --features calibrate --test bank_refit -- --ignored --nocapture"]
fn five_folds() {
    let bank = bank();
    let rows = bank.buys.len();
    // Folds with equal shares of buyers.
    let mut order: Vec<usize> = (0..rows).collect();
    order.sort_by_key(|row| (bank.buys[*row], hash(*row, u64::MAX)));
    let mut folds = vec![0; rows];
    for (at, row) in order.iter().enumerate() {
        folds[*row] = at % 5;
    }
    let mut sum = 0.0;
    for fold in 0..5 {
        let period = |row: usize| match folds[row] {
            own if own == fold => "report",
            _ if hash(row + rows, 4) == 0 => "choose",
            _ => "fit",
        };
        let periods: Vec<&str> = (0..rows).map(period).collect();
        let start = Instant::now();
        let (_, found) = learn(&bank, &periods);
        let area = found.gain.learnt.unwrap().area;
        println!(
            "given {:.4}, learnt {area:.4}, {:?}, {:?}, {:?}",
            found.gain.given.unwrap().area,
            found.settings,
            found.refused,
            start.elapsed()
        );
        sum += area;
    }
    println!("mean {:.4}", sum / 5.0);
    assert!(sum / 5.0 >= 0.775);
}

//! Backtests of random tables, compared with a slow implementation.

use leadgrade::calibrate::{Backtest, BacktestRequest, Outcomes, SampleRequest};
use leadgrade::exact::Zone;
use leadgrade::tables::{Column, Known};
use leadgrade::{Instant, Model};

use crate::reference::{check, check_predictions};
use crate::slow_rows::{Data, HORIZON, MODEL, Random, Row, data, rows};
use crate::tables::{instants, table};

fn backtest(model: &Model, data: &Data, at: &[Instant]) -> Backtest {
    let profiles = table(&["lead", "size", "trade"], &data.profiles);
    // `size` is a number.
    let sizes: Vec<f64> = data
        .profiles
        .iter()
        .map(|row| row[1].parse().unwrap_or(f64::NAN))
        .collect();
    let profiles = profiles.with("size", Column::Doubles(sizes.into(), Known::All));
    let events = table(&["lead", "event", "at"], &data.events);
    let outcomes = Outcomes::Table(table(&["lead", "at"], &data.outcomes));
    let request = BacktestRequest::new(SampleRequest::new(at.to_vec(), HORIZON, outcomes));
    model.backtest(&[profiles], &[events], &request).unwrap()
}

#[test]
fn figures_are_those_of_their_definitions() {
    let model = Model::from_toml(MODEL).unwrap();
    let zone = Zone::get("Asia/Tehran").unwrap();
    for seed in 0..8 {
        let mut random = Random(seed);
        let mut data = data(&mut random);
        // Either some instants are within a day, or all are the ends of days.
        let texts = if seed % 2 == 0 {
            [
                "2026-02-10T20:00:00Z",
                "2026-03-20T21:00:00Z",
                "2026-04-18",
                "2026-06-05T03:00:00Z",
            ]
        } else {
            ["2026-02-10", "2026-03-21", "2026-04-18", "2026-06-05"]
        };
        let at = instants(&model, &texts);
        let found = backtest(&model, &data, &at);
        let rows = rows(&model, &data, &at, found.observed_until);
        let all: Vec<&Row> = rows.iter().collect();
        check(&found.overall, &all, None);
        for (number, figures) in found.instants.iter().enumerate() {
            assert_eq!(figures.at, Some(at[number]));
            let own: Vec<&Row> = rows.iter().filter(|row| row.at == number).collect();
            let until = zone.day_of(found.observed_until);
            let is_whole = zone.end_of(until) <= found.observed_until;
            let whole = i64::from(until.since(zone.day_of(at[number]))) - i64::from(!is_whole);
            check(figures, &own, Some(whole));
        }
        assert!(
            found
                .instants
                .iter()
                .any(|figures| figures.all.open_rows > 0)
        );
        check_predictions(&found, &rows, &at, &zone);
        // The order of rows, and the order of instants, do not matter.
        for list in [&mut data.profiles, &mut data.events, &mut data.outcomes] {
            list.sort_by_cached_key(|row| (random.below(1_000), row.clone()));
        }
        let reversed: Vec<Instant> = at.iter().rev().copied().collect();
        assert_eq!(backtest(&model, &data, &reversed), found);
    }
}

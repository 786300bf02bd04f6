//! Bins of texts: those with similar rates together, rare ones apart.

use std::collections::BTreeMap;

use serde_json::json;

use super::bins::{Bin, BinTest, Costs, Cut, add};
use super::fit_rows::FitRows;
use crate::calibrate::stats::bins::{BinCell, LEAST_ROWS, best_bins};
use crate::document::phrasing::quoted;

/// A text of a column: the form in which it is compared and the spelling that is shown.
#[derive(Clone, Debug)]
pub(crate) struct Spelled {
    pub(crate) compared: String,
    pub(crate) shown: String,
}

/// A text with its rows.
#[derive(Clone, Debug, Default)]
struct Level {
    shown: String,
    cell: BinCell,
    /// The position of its bin.
    bin: usize,
}

/// Cuts texts into bins. Texts with fewer than 50 rows are together; with 50 rows or more they may join
/// a bin, which then is that of all texts without a case. `None` if all texts are rare.
pub(crate) fn cut(
    fact: String,
    values: &[Option<Spelled>],
    rows: &FitRows,
    costs: Costs,
) -> Option<Cut> {
    let mut levels = levels(values, rows);
    let mut ranked: Vec<(Option<&str>, BinCell)> = levels
        .iter()
        .filter(|(_, level)| level.cell.rows >= LEAST_ROWS)
        .map(|(compared, level)| (Some(compared.as_str()), level.cell))
        .collect();
    if ranked.is_empty() {
        return None;
    }
    let rare = levels.values().filter(|level| level.cell.rows < LEAST_ROWS);
    let rare = rare.map(|level| level.cell).reduce(BinCell::joined);
    ranked.extend(
        rare.filter(|cell| cell.rows >= LEAST_ROWS)
            .map(|cell| (None, cell)),
    );
    // Best rate first, equal ones by name: a best division of texts keeps this order (Breiman 1984).
    let product = |one: &BinCell, two: &BinCell| u128::from(one.conversions) * u128::from(two.rows);
    ranked.sort_by(|(name, one), (other, two)| {
        let rate = product(two, one).cmp(&product(one, two));
        rate.then_with(|| name.cmp(other))
    });
    let cells: Vec<BinCell> = ranked.iter().map(|(_, cell)| *cell).collect();
    let starts = best_bins(&cells, LEAST_ROWS, costs.bin);
    let mut bins: Vec<Bin> = Vec::new();
    let mut places = BTreeMap::new();
    for (at, start) in starts.iter().enumerate() {
        let end = starts.get(at + 1).copied().unwrap_or(ranked.len());
        let members = ranked.get(*start..end).unwrap_or_default();
        // The bin of the rare texts needs no case.
        if members.iter().any(|(name, _)| name.is_none()) {
            continue;
        }
        let names = || members.iter().filter_map(|(name, _)| *name);
        let shown = names().filter_map(|name| levels.get(name));
        let mut shown: Vec<String> = shown.map(|level| level.shown.clone()).collect();
        shown.sort_unstable();
        let words: Vec<String> = shown.iter().map(|text| quoted(text)).collect();
        let test = match shown.as_slice() {
            [only] => BinTest::Case("eq", json!(only)),
            list => BinTest::Case("in", json!(list)),
        };
        places.extend(names().map(|name| (name.to_owned(), bins.len())));
        bins.push(Bin::new(test, words.join(", ")));
    }
    let rest = bins.len();
    bins.push(Bin::new(BinTest::Otherwise, "other".to_owned()));
    bins.push(Bin::new(BinTest::Missing, "missing".to_owned()));
    for (name, level) in &mut levels {
        level.bin = places.get(name).copied().unwrap_or(rest);
    }
    let bin = |value: &Option<Spelled>| match value {
        Some(text) => levels.get(&text.compared).map_or(rest, |level| level.bin),
        None => rest + 1,
    };
    Some(Cut {
        fact,
        of_row: values.iter().map(bin).collect(),
        bins,
    })
}

/// The texts in their compared form, each with the spelling that is least in UTF-8 bytes.
fn levels(values: &[Option<Spelled>], rows: &FitRows) -> BTreeMap<String, Level> {
    let mut levels: BTreeMap<String, Level> = BTreeMap::new();
    for (row, value) in rows.rows.iter().zip(values) {
        let Some(text) = value else {
            continue;
        };
        let level = levels.entry(text.compared.clone()).or_default();
        if level.cell.rows == 0 || text.shown < level.shown {
            level.shown.clone_from(&text.shown);
        }
        add(&mut level.cell, row.converts);
    }
    levels
}

/// Cuts flags into the bins of yes and no.
pub(crate) fn cut_flags(fact: String, values: &[Option<bool>]) -> Cut {
    let bins = vec![
        Bin::new(BinTest::Case("eq", json!(true)), "yes".to_owned()),
        Bin::new(BinTest::Otherwise, "no".to_owned()),
        Bin::new(BinTest::Missing, "missing".to_owned()),
    ];
    let bin = |value: &Option<bool>| match value {
        Some(true) => 0,
        Some(false) => 1,
        None => 2,
    };
    Cut {
        fact,
        bins,
        of_row: values.iter().map(bin).collect(),
    }
}

//! The same rows in every layout, some with invalid UTF-8, give the same points and rejects as
//! plain values.

use std::sync::Arc;

use arrow_array::{Array, ArrayRef};
use arrow_buffer::Buffer;
use arrow_schema::{DataType, Field};
use leadgrade::tables::{AsOf, Chunk, Column, TableOptions};
use leadgrade::{Reject, Value};
use leadgrade_gen::Dice;
use leadgrade_raw::Parts;

use super::bytes::stored;
use super::{assess, now, shown, table, visits};
use leadgrade::arrow::Batches;

type Cell = Option<&'static [u8]>;

const CELLS: [Cell; 12] = [
    None,
    Some(b"Riyadh"),
    Some(b"riyadh "),
    Some("Zu\u{308}rich, where a text is longer than a view".as_bytes()),
    Some(b""),
    Some(b" "),
    Some(b"paper"),
    Some("\u{feff}paper".as_bytes()),
    Some(&[0x43, 0x61, 0x66, 0xe9]),
    Some(&[0xc3]),
    Some(&[0xa9, b'a']),
    Some(b"more than twelve bytes, and then \xed\xa0\x80"),
];

fn cells(dice: &mut Dice, count: usize) -> Vec<Cell> {
    // Also columns that are mostly valid, because these are read in place.
    let kinds = if dice.below(3) == 0 { 8 } else { CELLS.len() };
    (0..count).map(|_| CELLS[dice.below(kinds)]).collect()
}

fn value(cell: &Cell) -> Value {
    cell.map_or(Value::Null, |bytes| match std::str::from_utf8(bytes) {
        Ok(text) => Value::from(text),
        Err(_) => Value::NotUnicode,
    })
}

type Said = (Vec<String>, Vec<String>, Vec<[String; 4]>);

/// The leads, their points, and the rejects.
fn expected(columns: Vec<(&str, Vec<Value>)>) -> Said {
    let rows = columns[0].1.len();
    let mut chunk = Chunk::new(rows);
    for (name, values) in columns {
        chunk = chunk.with(name, Column::Values(values.into()));
    }
    let options = TableOptions::default();
    let found = visits().assess_chunks(&[chunk], &[], &AsOf::One(now()), &options);
    let found = found.unwrap();
    let points = found
        .rows
        .iter()
        .map(|row| row.fit.unwrap().points.to_f64());
    let reject = |one: &Reject| {
        let lead = one.lead.clone().unwrap_or_else(|| "null".to_owned());
        let row = one.row.unwrap().to_string();
        [
            row,
            lead,
            one.column.clone().unwrap(),
            one.code.word().to_owned(),
        ]
    };
    (
        found.leads.iter().map(str::to_owned).collect(),
        points.map(|points| format!("{points:?}")).collect(),
        found.rejects.iter().map(reject).collect(),
    )
}

fn said(columns: Vec<(&str, ArrayRef)>) -> Said {
    let found = assess(&visits(), &table(columns), &Batches::none());
    let columns = ["row", "lead", "column", "code"].map(|column| shown(&found.rejects, column));
    let reject = |at: usize| [0, 1, 2, 3].map(|column: usize| columns[column][at].clone());
    (
        shown(&found.leads, "lead"),
        shown(&found.leads, "fit_points"),
        (0..found.rejects.num_rows()).map(reject).collect(),
    )
}

/// With rows before and after that are cut away again.
fn padded(own: &[Cell], before: &[Cell], after: &[Cell]) -> Vec<ArrayRef> {
    let all = [before, own, after].concat();
    let arrays = stored(&all).into_iter();
    arrays
        .map(|array| array.slice(before.len(), own.len()))
        .collect()
}

#[test]
fn texts_equal_plain_values() {
    let (mut rejects, mut sound) = (0, 0);
    for seed in 0..16 {
        let mut dice = Dice::new(seed);
        let rows = dice.below(20);
        let (ids, cities) = (cells(&mut dice, rows), cells(&mut dice, rows));
        let (before, after) = (dice.below(3), dice.below(3));
        let (before, after) = (cells(&mut dice, before), cells(&mut dice, after));
        let ids = padded(&ids, &before, &after)
            .into_iter()
            .zip(std::iter::repeat(ids));
        let expected = |ids: &[Cell]| {
            let values = |cells: &[Cell]| cells.iter().map(value).collect();
            expected(vec![("lead", values(ids)), ("city", values(&cities))])
        };
        for ((leads, ids), cities) in ids.zip(padded(&cities, &after, &before)) {
            let layout = leads.data_type().clone();
            let expected = expected(&ids);
            rejects += expected.2.len();
            sound += usize::from(expected.2.is_empty());
            let found = said(vec![("lead", leads), ("city", cities)]);
            assert_eq!(found, expected, "seed {seed}, {layout}");
        }
    }
    assert!(
        rejects > 300 && sound > 10,
        "{rejects} rejects, {sound} tables without"
    );
}

/// Lists over members, with the given lengths; `None` is a null list.
fn listed(members: &ArrayRef, lengths: &[Option<usize>]) -> [ArrayRef; 4] {
    let field = Arc::new(Field::new_list_field(members.data_type().clone(), true));
    let mut offsets = vec![0_i64];
    for length in lengths {
        let last = offsets.last().copied().unwrap_or_default();
        offsets.push(last + length.unwrap_or(0) as i64);
    }
    let sizes: Vec<i64> = offsets.windows(2).map(|pair| pair[1] - pair[0]).collect();
    let nulls: Vec<bool> = lengths.iter().map(Option::is_some).collect();
    let narrow = |list: &[i64]| {
        let list: Vec<i32> = list.iter().map(|number| *number as i32).collect();
        Buffer::from_vec(list)
    };
    let wide = |list: &[i64]| Buffer::from_slice_ref(list);
    let list = |type_: DataType, buffers: Vec<Buffer>| {
        let parts = Parts {
            nulls: Some(nulls.clone().into()),
            buffers,
            members: vec![members.to_data()],
            offset: 0,
        };
        leadgrade_raw::array(type_, lengths.len(), parts)
    };
    let firsts = &offsets[..lengths.len()];
    [
        list(DataType::List(Arc::clone(&field)), vec![narrow(&offsets)]),
        list(
            DataType::LargeList(Arc::clone(&field)),
            vec![wide(&offsets)],
        ),
        list(
            DataType::ListView(Arc::clone(&field)),
            vec![narrow(firsts), narrow(&sizes)],
        ),
        list(
            DataType::LargeListView(field),
            vec![wide(firsts), wide(&sizes)],
        ),
    ]
}

#[test]
fn lists_equal_plain_values() {
    let mut rejects = 0;
    for seed in 0..16 {
        let mut dice = Dice::new(seed);
        let rows = 1 + dice.below(8);
        let lengths: Vec<Option<usize>> = (0..rows)
            .map(|_| (dice.below(5) > 0).then(|| dice.below(4)))
            .collect();
        let count = lengths.iter().flatten().sum();
        let members = cells(&mut dice, count);
        let mut rest = members.iter().map(value);
        let mut own = |length: &Option<usize>| match length {
            None => Value::Null,
            Some(length) => Value::List(rest.by_ref().take(*length).collect()),
        };
        let tags: Vec<Value> = lengths.iter().map(&mut own).collect();
        let names: Vec<String> = (0..rows).map(|row| format!("L{row}")).collect();
        let ids = || {
            names
                .iter()
                .map(|name| Value::from(name.as_str()))
                .collect()
        };
        let expected = expected(vec![("lead", ids()), ("topics", tags)]);
        rejects += expected.2.len();
        for members in stored(&members) {
            for topics in listed(&members, &lengths) {
                let layout = topics.data_type().clone();
                let leads = super::texts(names.iter().map(String::as_str));
                let found = said(vec![("lead", leads), ("topics", topics)]);
                assert_eq!(found, expected, "seed {seed}, {layout}");
            }
        }
    }
    assert!(rejects > 10, "only {rejects} rejects");
}

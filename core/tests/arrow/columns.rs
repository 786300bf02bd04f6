//! Rows of JSON as record batches, each column stored in one of the ways that
//! can hold its cells.

use std::sync::Arc;

use arrow_array::builder::{ListBuilder, StringBuilder};
use arrow_array::types::{Int8Type, Int32Type, UInt16Type, UInt64Type};
use arrow_array::{
    Array, ArrayRef, BooleanArray, Decimal128Array, DictionaryArray, Float64Array, Int32Array,
    Int64Array, LargeStringArray, NullArray, RecordBatch, RunArray, StringArray, StringViewArray,
    StructArray,
};
use leadgrade::arrow::Batches;
use leadgrade::exact::Decimal;
use leadgrade_gen::Dice;
use serde_json::Value;

/// A row: cells by column.
pub(crate) type Row = Vec<(String, Value)>;

/// Rows as batches, cut wherever a column would need two types; `None` where
/// Arrow has no type for a cell.
pub(crate) fn batches(rows: &[Row], needed: &[&str], dice: &mut Dice) -> Option<Batches> {
    let mut found = Vec::new();
    gather(rows, needed, dice, &mut found)?;
    Some(found.into())
}

fn gather(
    rows: &[Row],
    needed: &[&str],
    dice: &mut Dice,
    found: &mut Vec<RecordBatch>,
) -> Option<()> {
    let most = 1 + dice.below(40);
    if rows.len() <= most
        && let Some(batch) = batch(rows, needed, dice)
    {
        found.push(batch);
        return Some(());
    }
    if rows.len() <= 1 {
        return None;
    }
    let (first, second) = rows.split_at(rows.len() / 2);
    gather(first, needed, dice, found)?;
    gather(second, needed, dice, found)
}

fn batch(rows: &[Row], needed: &[&str], dice: &mut Dice) -> Option<RecordBatch> {
    let mut names: Vec<&str> = needed.to_vec();
    let of_rows = rows.iter().flatten().map(|(name, _)| name.as_str());
    names.extend(of_rows);
    names.sort_unstable();
    names.dedup();
    dice.shuffle(&mut names);
    // Slicing off extra rows before and after leaves offsets other than zero.
    let (before, after) = (dice.below(4), dice.below(4));
    let mut columns = Vec::new();
    for name in names {
        let cell = |row: &Row| {
            let found = row.iter().rev().find(|(known, _)| known == name);
            found.map_or(Value::Null, |(_, value)| value.clone())
        };
        let mut cells: Vec<Value> = rows.iter().map(cell).collect();
        let filler = cells
            .iter()
            .find(|cell| !cell.is_null())
            .cloned()
            .unwrap_or(Value::Null);
        cells.splice(0..0, vec![filler.clone(); before]);
        cells.extend(vec![filler; after]);
        let array = column(&cells, dice)?.slice(before, rows.len());
        columns.push((name, array, true));
    }
    let batch = RecordBatch::try_from_iter_with_nullable(columns).unwrap();
    assert_eq!(batch.num_rows(), rows.len());
    Some(batch)
}

/// Cells of one type as a column.
pub(crate) fn column(cells: &[Value], dice: &mut Dice) -> Option<ArrayRef> {
    let known = || cells.iter().filter(|cell| !cell.is_null());
    if known().next().is_none() {
        return Some(match dice.below(2) {
            0 => Arc::new(NullArray::new(cells.len())),
            _ => Arc::new(Float64Array::from(vec![None; cells.len()])),
        });
    }
    let array: ArrayRef = if known().all(Value::is_string) {
        text(&cells.iter().map(Value::as_str).collect::<Vec<_>>(), dice)
    } else if known().all(Value::is_number) {
        number(&cells.iter().map(Value::as_f64).collect::<Vec<_>>(), dice)
    } else if known().all(Value::is_boolean) {
        Arc::new(cells.iter().map(Value::as_bool).collect::<BooleanArray>())
    } else if known().all(Value::is_array) {
        list(cells, dice)?
    } else if known().all(Value::is_object) {
        let inner: ArrayRef = Arc::new(Int32Array::from(vec![1; cells.len()]));
        let field = Arc::new(arrow_schema::Field::new(
            "a",
            inner.data_type().clone(),
            false,
        ));
        let nulls = cells.iter().map(|cell| !cell.is_null()).collect::<Vec<_>>();
        Arc::new(StructArray::new(
            vec![field].into(),
            vec![inner],
            Some(nulls.into()),
        ))
    } else {
        return None;
    };
    Some(array)
}

fn text(cells: &[Option<&str>], dice: &mut Dice) -> ArrayRef {
    let cells = cells.iter().copied();
    match dice.below(7) {
        0 => Arc::new(cells.collect::<StringArray>()),
        1 => Arc::new(cells.collect::<LargeStringArray>()),
        2 => Arc::new(cells.collect::<StringViewArray>()),
        3 => Arc::new(cells.collect::<DictionaryArray<Int8Type>>()),
        4 => Arc::new(cells.collect::<DictionaryArray<UInt16Type>>()),
        5 => Arc::new(cells.collect::<RunArray<Int32Type>>()),
        _ => coded(Arc::new(cells.collect::<StringViewArray>())),
    }
}

/// Codes in reverse order over all values, nulls among them.
fn coded(values: ArrayRef) -> ArrayRef {
    let last = values.len() as u64;
    let reversed: Vec<u64> = (0..last).rev().collect();
    let values = arrow_select::take::take(
        &values,
        &arrow_array::UInt64Array::from(reversed.clone()),
        None,
    )
    .unwrap();
    Arc::new(DictionaryArray::<UInt64Type>::new(reversed.into(), values))
}

fn number(cells: &[Option<f64>], dice: &mut Dice) -> ArrayRef {
    let doubles: ArrayRef = Arc::new(cells.iter().copied().collect::<Float64Array>());
    let whole = |value: &f64| value.fract() == 0.0 && value.abs() < 1e15;
    let wholes = cells.iter().flatten().all(whole);
    let small = wholes && cells.iter().flatten().all(|value| value.abs() < 2e9);
    match dice.below(5) {
        0 if wholes => Arc::new(
            cells
                .iter()
                .map(|cell| cell.map(|value| value as i64))
                .collect::<Int64Array>(),
        ),
        1 if small => Arc::new(
            cells
                .iter()
                .map(|cell| cell.map(|value| value as i32))
                .collect::<Int32Array>(),
        ),
        2 => decimal(cells).unwrap_or(doubles),
        3 => coded(doubles),
        _ => doubles,
    }
}

/// The decimals that doubles represent, if 38 digits can hold all of them.
fn decimal(cells: &[Option<f64>]) -> Option<ArrayRef> {
    let decimals: Vec<Option<Decimal>> = cells
        .iter()
        .map(|cell| cell.and_then(Decimal::from_f64))
        .collect();
    let places = decimals
        .iter()
        .flatten()
        .map(|decimal| -decimal.exponent)
        .max()?
        .max(0);
    let places = i8::try_from(places).ok().filter(|places| *places <= 38)?;
    let digits: Option<Vec<Option<i128>>> = decimals
        .iter()
        .map(|decimal| match decimal {
            None => Some(None),
            Some(decimal) => decimal.scaled(places.unsigned_abs().into()).map(Some),
        })
        .collect();
    let digits = digits?;
    let most = 10_i128.pow(38);
    let fits = digits
        .iter()
        .flatten()
        .all(|digits| -most < *digits && *digits < most);
    fits.then(|| {
        let array = Decimal128Array::from(digits)
            .with_precision_and_scale(38, places)
            .unwrap();
        Arc::new(array) as ArrayRef
    })
}

fn list(cells: &[Value], dice: &mut Dice) -> Option<ArrayRef> {
    let members = || cells.iter().filter_map(Value::as_array).flatten();
    if !members().all(|member| member.is_string() || member.is_null()) {
        return numbers(cells);
    }
    let mut builder = ListBuilder::new(StringBuilder::new());
    for cell in cells {
        let own = cell.as_array().into_iter().flatten();
        own.for_each(|member| builder.values().append_option(member.as_str()));
        builder.append(!cell.is_null());
    }
    let list = builder.finish();
    Some(match dice.below(3) {
        0 => Arc::new(list),
        1 => Arc::new(arrow_array::ListViewArray::from(list)),
        _ => {
            let (_, offsets, values, nulls) = list.into_parts();
            let wide: Vec<i64> = offsets.iter().map(|offset| i64::from(*offset)).collect();
            let field = Arc::new(arrow_schema::Field::new_list_field(
                values.data_type().clone(),
                true,
            ));
            let offsets = arrow_buffer::OffsetBuffer::new(wide.into());
            Arc::new(arrow_array::LargeListArray::new(
                field, offsets, values, nulls,
            ))
        }
    })
}

/// Lists of anything else, if it is of one type.
fn numbers(cells: &[Value]) -> Option<ArrayRef> {
    let members: Vec<Value> = cells
        .iter()
        .filter_map(Value::as_array)
        .flatten()
        .cloned()
        .collect();
    let values = column(&members, &mut Dice::new(0))?;
    let lengths = cells.iter().map(|cell| cell.as_array().map_or(0, Vec::len));
    let offsets = arrow_buffer::OffsetBuffer::<i32>::from_lengths(lengths);
    let nulls: Vec<bool> = cells.iter().map(|cell| !cell.is_null()).collect();
    let field = Arc::new(arrow_schema::Field::new_list_field(
        values.data_type().clone(),
        true,
    ));
    Some(Arc::new(arrow_array::ListArray::new(
        field,
        offsets,
        values,
        Some(nulls.into()),
    )))
}

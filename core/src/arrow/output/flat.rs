//! Columns of one value per row, built from the flat fields of an assessment.

use arrow_array::types::Date32Type;

use super::ResultRows;
use super::build::{Flags, Instants, NumberBuilder, Points, Wholes, built};
use super::column_sink::{AnySink, Once, each};
use super::labels::labels;
use crate::assessment::{Field, FieldReader, rank, whole};

/// The column of a field.
pub(super) fn column<'a>(rows: &ResultRows<'a>, field: &'static Field) -> AnySink<'a> {
    let (document, count) = (rows.document, rows.count());
    match field.read {
        FieldReader::Points(points) => each(Points::new(rows.decimals, count), points),
        FieldReader::Whole(whole) => each(Wholes::new(count), whole),
        FieldReader::Day(day) => {
            let days = NumberBuilder::<Date32Type>::new(count);
            each(days, move |row| Some(day(row)?.0))
        }
        FieldReader::Flag(flag) => each(Flags::new(count), flag),
        FieldReader::Label(label) => labels(rows, label),
        FieldReader::Rank => each(Wholes::new(count), move |row| rank(row, document)),
    }
}

/// The instants of the rows.
pub(super) fn as_of<'a>(rows: &ResultRows<'a>) -> AnySink<'a> {
    let list = &rows.found.as_of;
    Box::new(Once(move || {
        let micros = list.iter().map(|instant| Some(instant.micros()));
        built(Instants(NumberBuilder::new(list.len())), micros)
    }))
}

/// The number of rejects that name each lead.
pub(super) fn rejects<'a>(rows: &ResultRows<'a>) -> AnySink<'a> {
    each(Wholes::new(rows.count()), |row| Some(whole(row.rejects)))
}

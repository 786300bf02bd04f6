//! Columns of whole numbers, days, flags and instants.

use arrow_array::types::Date32Type;

use super::Rows;
use super::build::{Flags, Instants, Numbers, Wholes, built};
use super::sink::{AnySink, Once, each};
use crate::tables::Scored;

fn of<'a>(rows: &Rows<'a>, whole: impl Fn(&'a Scored) -> Option<i64> + Send + 'a) -> AnySink<'a> {
    each(Wholes::new(rows.count()), whole)
}

/// A count; one that 64 bits cannot hold takes longer to reach than there are
/// years.
fn count(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

pub(super) fn as_of<'a>(rows: &Rows<'a>) -> AnySink<'a> {
    let list = &rows.found.as_of;
    Box::new(Once(move || {
        let micros = list.iter().map(|instant| Some(instant.micros()));
        built(Instants(Numbers::new(list.len())), micros)
    }))
}

pub(super) fn ready<'a>(rows: &Rows<'a>) -> AnySink<'a> {
    let flags = Flags::new(rows.count());
    each(flags, |row: &Scored| row.readiness.map(|found| found.1))
}

pub(super) fn cycle_due<'a>(rows: &Rows<'a>) -> AnySink<'a> {
    let days = Numbers::<Date32Type>::new(rows.count());
    each(days, |row: &Scored| row.course.map(|course| course.2.0))
}

/// The name of each rank is a number.
pub(super) fn rank<'a>(rows: &Rows<'a>) -> AnySink<'a> {
    let section = rows.document.engagement.iter();
    let bands = section.flat_map(|engagement| &engagement.ranks);
    let names: Vec<i64> = bands.map(|band| i64::from(band.name)).collect();
    of(rows, move |row| {
        names.get(row.engagement?.1 as usize).copied()
    })
}

pub(super) fn fit_known<'a>(rows: &Rows<'a>) -> AnySink<'a> {
    of(rows, |row| row.known.map(i64::from))
}

pub(super) fn cycle_length_days<'a>(rows: &Rows<'a>) -> AnySink<'a> {
    of(rows, |row| row.course.map(|course| course.0))
}

pub(super) fn cycle_elapsed_days<'a>(rows: &Rows<'a>) -> AnySink<'a> {
    of(rows, |row| row.course.map(|course| course.1))
}

pub(super) fn cycle_overdue_days<'a>(rows: &Rows<'a>) -> AnySink<'a> {
    of(rows, Scored::overdue_days)
}

pub(super) fn cycle_phase<'a>(rows: &Rows<'a>) -> AnySink<'a> {
    of(rows, Scored::phase)
}

pub(super) fn completeness_level<'a>(rows: &Rows<'a>) -> AnySink<'a> {
    of(rows, |row| row.completeness.map(i64::from))
}

pub(super) fn purchases_count<'a>(rows: &Rows<'a>) -> AnySink<'a> {
    of(rows, |row| row.purchases.map(|found| count(found.0)))
}

pub(super) fn purchases_products<'a>(rows: &Rows<'a>) -> AnySink<'a> {
    of(rows, |row| row.purchases.map(|found| count(found.2)))
}

pub(super) fn purchases_days_since<'a>(rows: &Rows<'a>) -> AnySink<'a> {
    of(rows, |row| row.purchased.map(|days| days.0))
}

pub(super) fn purchases_days_since_first<'a>(rows: &Rows<'a>) -> AnySink<'a> {
    of(rows, |row| row.purchased.map(|days| days.1))
}

pub(super) fn activity_days_since<'a>(rows: &Rows<'a>) -> AnySink<'a> {
    of(rows, |row| row.active)
}

pub(super) fn rejects<'a>(rows: &Rows<'a>) -> AnySink<'a> {
    of(rows, |row| Some(count(row.rejects)))
}

//! Columns of whole numbers, days, flags and instants.

use std::sync::Arc;

use arrow_array::{ArrayRef, BooleanArray, Date32Array, TimestampMicrosecondArray};
use arrow_schema::ArrowError;

use super::Rows;
use super::build::wholes;
use crate::tables::Scored;

type Built = Result<ArrayRef, ArrowError>;

fn of(rows: &Rows<'_>, whole: fn(&Scored) -> Option<i64>) -> Built {
    Ok(wholes(rows.each().map(whole)))
}

/// A count; one that 64 bits cannot hold takes longer to reach than there are
/// years.
fn count(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

pub(super) fn as_of(rows: &Rows<'_>) -> Built {
    let micros = rows.found.as_of.iter().map(|instant| instant.micros());
    let array = TimestampMicrosecondArray::from_iter_values(micros);
    Ok(Arc::new(array.with_timezone("UTC")))
}

pub(super) fn ready(rows: &Rows<'_>) -> Built {
    let flags = rows.each().map(|row| row.readiness.map(|found| found.1));
    let array: BooleanArray = flags.collect();
    Ok(Arc::new(array))
}

pub(super) fn cycle_due(rows: &Rows<'_>) -> Built {
    let days = rows.each().map(|row| row.course.map(|course| course.2.0));
    let array: Date32Array = days.collect();
    Ok(Arc::new(array))
}

/// The name of each rank is a number.
pub(super) fn rank(rows: &Rows<'_>) -> Built {
    let bands = rows
        .document
        .engagement
        .as_ref()
        .map(|section| &section.ranks);
    let names: Vec<i64> = bands
        .into_iter()
        .flatten()
        .map(|band| i64::from(band.name))
        .collect();
    let name = |row: &Scored| names.get(row.engagement?.1 as usize).copied();
    Ok(wholes(rows.each().map(name)))
}

pub(super) fn fit_known(rows: &Rows<'_>) -> Built {
    of(rows, |row| row.known.map(i64::from))
}

pub(super) fn cycle_length_days(rows: &Rows<'_>) -> Built {
    of(rows, |row| row.course.map(|course| course.0))
}

pub(super) fn cycle_elapsed_days(rows: &Rows<'_>) -> Built {
    of(rows, |row| row.course.map(|course| course.1))
}

pub(super) fn cycle_overdue_days(rows: &Rows<'_>) -> Built {
    of(rows, Scored::overdue_days)
}

pub(super) fn cycle_phase(rows: &Rows<'_>) -> Built {
    of(rows, Scored::phase)
}

pub(super) fn completeness_level(rows: &Rows<'_>) -> Built {
    of(rows, |row| row.completeness.map(i64::from))
}

pub(super) fn purchases_count(rows: &Rows<'_>) -> Built {
    of(rows, |row| row.purchases.map(|found| count(found.0)))
}

pub(super) fn purchases_products(rows: &Rows<'_>) -> Built {
    of(rows, |row| row.purchases.map(|found| count(found.2)))
}

pub(super) fn purchases_days_since(rows: &Rows<'_>) -> Built {
    of(rows, |row| row.purchased.map(|days| days.0))
}

pub(super) fn purchases_days_since_first(rows: &Rows<'_>) -> Built {
    of(rows, |row| row.purchased.map(|days| days.1))
}

pub(super) fn activity_days_since(rows: &Rows<'_>) -> Built {
    of(rows, |row| row.active)
}

pub(super) fn rejects(rows: &Rows<'_>) -> Built {
    of(rows, |row| Some(count(row.rejects)))
}

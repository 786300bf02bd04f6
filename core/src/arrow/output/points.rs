//! Columns of points.

use arrow_array::ArrayRef;
use arrow_schema::ArrowError;

use super::Rows;
use super::build;
use crate::exact::Milli;
use crate::tables::Scored;

fn of(rows: &Rows<'_>, points: fn(&Scored) -> Option<Milli>) -> Result<ArrayRef, ArrowError> {
    build::points(rows.decimals, rows.each().map(points))
}

pub(super) fn fit(rows: &Rows<'_>) -> Result<ArrayRef, ArrowError> {
    of(rows, |row| row.fit.map(|fit| fit.0))
}

pub(super) fn engagement(rows: &Rows<'_>) -> Result<ArrayRef, ArrowError> {
    of(rows, |row| row.engagement.map(|engagement| engagement.0))
}

pub(super) fn cycle(rows: &Rows<'_>) -> Result<ArrayRef, ArrowError> {
    of(rows, |row| row.cycle)
}

pub(super) fn readiness(rows: &Rows<'_>) -> Result<ArrayRef, ArrowError> {
    of(rows, |row| row.readiness.map(|readiness| readiness.0))
}

pub(super) fn priority(rows: &Rows<'_>) -> Result<ArrayRef, ArrowError> {
    of(rows, |row| row.priority)
}

pub(super) fn purchases_value(rows: &Rows<'_>) -> Result<ArrayRef, ArrowError> {
    of(rows, |row| row.purchases.map(|purchases| purchases.1))
}

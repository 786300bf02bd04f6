//! Columns of points.

use super::Rows;
use super::build::Points;
use super::sink::{AnySink, each};
use crate::exact::Milli;
use crate::tables::Scored;

fn of<'a>(
    rows: &Rows<'a>,
    points: impl Fn(&'a Scored) -> Option<Milli> + Send + 'a,
) -> AnySink<'a> {
    each(Points::new(rows.decimals, rows.count()), points)
}

pub(super) fn fit<'a>(rows: &Rows<'a>) -> AnySink<'a> {
    of(rows, |row| row.fit.map(|fit| fit.0))
}

pub(super) fn engagement<'a>(rows: &Rows<'a>) -> AnySink<'a> {
    of(rows, |row| row.engagement.map(|engagement| engagement.0))
}

pub(super) fn cycle<'a>(rows: &Rows<'a>) -> AnySink<'a> {
    of(rows, |row| row.cycle)
}

pub(super) fn readiness<'a>(rows: &Rows<'a>) -> AnySink<'a> {
    of(rows, |row| row.readiness.map(|readiness| readiness.0))
}

pub(super) fn priority<'a>(rows: &Rows<'a>) -> AnySink<'a> {
    of(rows, |row| row.priority)
}

pub(super) fn purchases_value<'a>(rows: &Rows<'a>) -> AnySink<'a> {
    of(rows, |row| row.purchases.map(|purchases| purchases.1))
}

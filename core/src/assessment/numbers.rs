//! The numbers of an assessment: what changes where labels do not.

use super::{Assessment, Body};
use crate::evaluate::Purchases;
use crate::exact::Milli;

/// Every number that may differ from day to day; what only goes with a label
/// (the priority of a step) or is a date or an instant is left out.
#[derive(Debug, PartialEq)]
pub(super) struct Numbers<'a> {
    completeness: Option<(u32, [u32; 4])>,
    fit: Option<(Milli, &'a [Milli], Option<u32>)>,
    engagement: Option<(Milli, &'a [Milli])>,
    cycle: Option<(Milli, Option<(i64, i64)>)>,
    readiness: Option<Milli>,
    /// By name: their order follows from points.
    interests: Vec<(&'a str, Milli)>,
    priority: Option<Milli>,
    purchases: Option<Purchases>,
    activity: Option<i64>,
}

impl<'a> Numbers<'a> {
    fn of(body: &'a Body) -> Self {
        let interests = body.interests.iter();
        let mut interests: Vec<_> = interests.map(|one| (&*one.name, one.points)).collect();
        interests.sort_unstable();
        Self {
            completeness: body.completeness.as_ref().map(|one| (one.level, one.known)),
            fit: body
                .fit
                .as_ref()
                .map(|fit| (fit.points, &*fit.groups, fit.known)),
            engagement: body
                .engagement
                .as_ref()
                .map(|one| (one.points, &*one.groups)),
            cycle: body.cycle.as_ref().map(|cycle| {
                let course = cycle.course.map(|course| (course.length, course.elapsed));
                (cycle.points, course)
            }),
            readiness: body.readiness.map(|(points, _)| points),
            interests,
            priority: body.priority,
            purchases: body.purchases,
            activity: body.activity,
        }
    }
}

impl Assessment {
    /// Its numbers, where there are any.
    pub(super) fn numbers(&self) -> Option<Numbers<'_>> {
        self.body().map(Numbers::of)
    }
}

//! Bounds of points that no lead exceeds.
//!
//! The bounds are sound but not tight: parts that exclude each other are still added up, and
//! an unlimited number of events gives no bound.

use crate::exact::{FACTOR_ONE, Factors, Instant, Milli, Number};
use crate::model::ids::{GroupId, Id, SignalId};
use crate::model::plan::{
    Clamp, Compiled, CriterionPlan, ReadinessPart, SectionPlan, SignalPlan, Worth,
};

use super::ranges::{Cut, Ranges};

const MICROS_PER_DAY: i64 = 86_400_000_000;

/// The least and greatest points in thousandths; `None` means unbounded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Reach {
    pub(super) least: Option<i128>,
    pub(super) most: Option<i128>,
}

impl Reach {
    pub(super) const ZERO: Self = Self {
        least: Some(0),
        most: Some(0),
    };

    /// From 0 to positive points, or from negative points to 0.
    pub(super) fn up_to(points: i128) -> Self {
        Self {
            least: Some(points.min(0)),
            most: Some(points.max(0)),
        }
    }

    /// One of several points.
    fn any_of(points: impl IntoIterator<Item = Milli>) -> Self {
        let all: Vec<i128> = points.into_iter().map(|one| i128::from(one.0)).collect();
        Self {
            least: Some(all.iter().copied().min().unwrap_or(0)),
            most: Some(all.iter().copied().max().unwrap_or(0)),
        }
    }

    /// The sum of two.
    pub(super) fn plus(self, other: Self) -> Self {
        let sum = |one: Option<i128>, two: Option<i128>| Some(one?.saturating_add(two?));
        Self {
            least: sum(self.least, other.least),
            most: sum(self.most, other.most),
        }
    }

    fn clamped(self, clamp: Clamp) -> Self {
        let bound = |points: Option<i128>, without_end: Option<Milli>| {
            let points = points.or_else(|| without_end.map(|one| i128::from(one.0)))?;
            let points = clamp
                .min
                .map_or(points, |min| points.max(i128::from(min.0)));
            Some(
                clamp
                    .max
                    .map_or(points, |max| points.min(i128::from(max.0))),
            )
        };
        Self {
            least: bound(self.least, clamp.min),
            most: bound(self.most, clamp.max),
        }
    }

    /// As the possible numbers of a fact.
    pub(super) fn ranges(self) -> Ranges {
        let cut = |bound: Option<i128>, after: bool, end: Cut| {
            let milli = bound.and_then(|bound| i64::try_from(bound).ok());
            milli.map_or(end, |milli| Cut::At(Number::milli(Milli(milli)), after))
        };
        Ranges::between(
            cut(self.least, false, Cut::Start),
            cut(self.most, true, Cut::End),
        )
    }
}

/// Thousandths as points.
pub(super) fn points(thousandths: i128) -> Milli {
    Milli(i64::try_from(thousandths).unwrap_or(if thousandths < 0 { i64::MIN } else { i64::MAX }))
}

/// Bounds of fit or engagement.
#[derive(Debug)]
pub(super) struct SectionReach {
    pub(super) groups: Vec<Reach>,
    pub(super) total: Reach,
}

/// Bounds of everything that has points.
#[derive(Debug)]
pub(super) struct Bounds {
    pub(super) fit: Option<SectionReach>,
    pub(super) engagement: Option<SectionReach>,
    pub(super) cycle: Option<Reach>,
    pub(super) readiness: Option<Reach>,
    pub(super) interest: Reach,
}

impl Bounds {
    pub(super) fn new(model: &Compiled) -> Self {
        let signals = signals(model);
        let personas = model.document.personas.iter().flatten();
        let persona = Reach::any_of(personas.map(|persona| persona.points).chain([Milli::ZERO]));
        let fit = model
            .fit
            .as_ref()
            .map(|section| sum_up(section, &[], &signals, persona));
        let engagement = model.engagement.as_ref().map(|plan| {
            let inactivity = plan.inactivity.as_ref().map_or(Reach::ZERO, |plan| Reach {
                least: match plan.min {
                    Some(min) => Some(i128::from(min.0)),
                    None => (plan.points == Milli::ZERO).then_some(0),
                },
                most: Some(0),
            });
            sum_up(&plan.section, &model.signals, &signals, inactivity)
        });
        let cycle = model.cycle.as_ref().map(|plan| {
            let has_length = plan.length.is_some() || plan.otherwise.is_some();
            let course = if has_length {
                Reach::up_to(i128::from(plan.ready_points.0))
            } else {
                Reach::ZERO
            };
            let seasons = plan.seasons.iter();
            seasons
                .map(|season| Reach::up_to(i128::from(season.points.0)))
                .fold(course, Reach::plus)
        });
        let listed = model
            .intake
            .interest
            .as_ref()
            .and_then(|interest| interest.signals.as_ref());
        let interest = signals
            .iter()
            .enumerate()
            .filter(|(at, _)| listed.is_none_or(|listed| listed.contains(&SignalId::new(*at))))
            .fold(Reach::ZERO, |sum, (_, reach)| sum.plus(*reach));
        let mut bounds = Self {
            fit,
            engagement,
            cycle,
            readiness: None,
            interest,
        };
        bounds.readiness = model.readiness.as_ref().map(|parts| {
            let parts = parts.iter().map(|part| bounds.part(*part));
            parts.fold(Reach::ZERO, Reach::plus)
        });
        bounds
    }

    fn part(&self, part: ReadinessPart) -> Reach {
        let total = |section: &Option<SectionReach>| section.as_ref().map(|section| section.total);
        let group = |section: &Option<SectionReach>, id: GroupId| {
            section
                .as_ref()
                .and_then(|section| section.groups.get(id.at()).copied())
        };
        let reach = match part {
            ReadinessPart::Cycle => self.cycle,
            ReadinessPart::Engagement => total(&self.engagement),
            ReadinessPart::Fit => total(&self.fit),
            ReadinessPart::FitGroup(id) => group(&self.fit, id),
            ReadinessPart::EngagementGroup(id) => group(&self.engagement, id),
        };
        reach.unwrap_or(Reach::ZERO)
    }
}

/// Adds signals and criteria to groups, and groups and the rest to the total.
fn sum_up(
    section: &SectionPlan,
    plans: &[SignalPlan],
    signals: &[Reach],
    rest: Reach,
) -> SectionReach {
    let mut groups = vec![Reach::ZERO; section.groups.len()];
    let mut total = rest;
    let signals = plans
        .iter()
        .map(|plan| plan.group)
        .zip(signals.iter().copied());
    let criteria = section
        .criteria
        .iter()
        .map(|plan| (plan.group, criterion(plan)));
    for (group, reach) in signals.chain(criteria) {
        match group.and_then(|id| groups.get_mut(id.at())) {
            Some(sum) => *sum = sum.plus(reach),
            None => total = total.plus(reach),
        }
    }
    for (sum, clamp) in groups.iter_mut().zip(&section.groups) {
        *sum = sum.clamped(*clamp);
        total = total.plus(*sum);
    }
    SectionReach {
        groups,
        total: total.clamped(section.total),
    }
}

fn criterion(plan: &CriterionPlan) -> Reach {
    let cases = plan.cases.iter().map(|(_, points)| *points);
    let missing = plan.slot.map(|_| plan.missing);
    Reach::any_of(cases.chain([plan.otherwise]).chain(missing))
}

fn signals(model: &Compiled) -> Vec<Reach> {
    let mut known = Vec::new();
    let mut reach = |plan: &SignalPlan| match plan.worth {
        Worth::Event(Milli::ZERO) | Worth::Unit(Milli::ZERO) => Reach::ZERO,
        // Values may be of any size and sign.
        Worth::Unit(_) => Reach {
            least: None,
            most: None,
        },
        Worth::Event(points) => events(points, plan, &mut known),
    };
    let clamp = |plan: &SignalPlan| Clamp {
        min: plan.min,
        max: plan.max,
    };
    let plans = model.signals.iter();
    plans.map(|plan| reach(plan).clamped(clamp(plan))).collect()
}

/// The sum of the factors of one event per day, by decay.
type KnownSums = Vec<(Factors, Option<i128>)>;

/// The bounds of the sum of a signal's events.
fn events(points: Milli, plan: &SignalPlan, known: &mut KnownSums) -> Reach {
    let one = i128::from(FACTOR_ONE);
    let limit = (plan.limit < u64::MAX).then(|| i128::from(plan.limit).saturating_mul(one));
    let daily = if plan.limit_per_day < u64::MAX {
        days(&plan.factors, known).map(|days| days.saturating_mul(i128::from(plan.limit_per_day)))
    } else {
        None
    };
    let factors = match (limit, daily) {
        (Some(limit), Some(daily)) => Some(limit.min(daily)),
        (limit, daily) => limit.or(daily),
    };
    let sum = factors.map(|factors| {
        let exact = i128::from(points.0).saturating_mul(factors);
        // Rounded away from zero, so that no rounded sum exceeds it.
        let away = if exact < 0 { 1 - one } else { one - 1 };
        exact.saturating_add(away) / one
    });
    match sum {
        Some(sum) => Reach::up_to(sum),
        None if points < Milli::ZERO => Reach {
            least: None,
            most: Some(0),
        },
        None => Reach {
            least: Some(0),
            most: None,
        },
    }
}

/// The sum of the factors of one event per day; `None` if it is unbounded.
fn days(factors: &Factors, known: &mut KnownSums) -> Option<i128> {
    if let Some((_, sum)) = known.iter().find(|(one, _)| one == factors) {
        return *sum;
    }
    let micros = Instant::LAST
        .micros()
        .saturating_sub(Instant::FIRST.micros());
    // No event is older than the whole range of instants.
    let oldest = u32::try_from(micros / MICROS_PER_DAY + 1).unwrap_or(u32::MAX);
    let ends = factors.factor(oldest) == 0;
    let sum = ends.then(|| {
        let ages = (0..=oldest).map(|age| i128::from(factors.factor(age)));
        // If a clock is set back over midnight, two days have the age 0.
        ages.sum::<i128>().saturating_add(i128::from(FACTOR_ONE))
    });
    known.push((factors.clone(), sum));
    sum
}

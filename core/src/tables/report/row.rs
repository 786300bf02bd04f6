//! What a table says of a lead: points and positions of labels, packed.

use crate::assessment::Assessment;
use crate::evaluate::{Course, Qualified, State};
use crate::exact::{Day, Milli};
use crate::model::plan::Compiled;

/// What is said of a lead at an instant. Labels are positions in the model's
/// lists; a section that the model lacks, or a lead that failed or is
/// excluded, has none.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scored {
    /// The exclusion that holds.
    pub excluded: Option<u32>,
    /// The persona that holds.
    pub persona: Option<u32>,
    /// Points and grade of fit.
    pub fit: Option<(Milli, u32)>,
    /// Whole percent of known criteria.
    pub known: Option<u32>,
    /// Points and rank of engagement.
    pub engagement: Option<(Milli, u32)>,
    /// Points of the cycle.
    pub cycle: Option<Milli>,
    /// Length, elapsed days and due day of the cycle.
    pub course: Option<(i64, i64, Day)>,
    /// Points of readiness, and whether they are enough.
    pub readiness: Option<(Milli, bool)>,
    /// Level of completeness.
    pub completeness: Option<u32>,
    /// The lifecycle stage.
    pub stage: Option<u32>,
    /// The segments that hold.
    pub segments: Vec<u32>,
    /// The qualification: a rule, then the default, then disqualified.
    pub qualification: Option<u32>,
    /// 0 to 100.
    pub priority: Option<Milli>,
    /// Count, value and different products of purchases.
    pub purchases: Option<(u64, Milli, u64)>,
    /// Days since the latest and the first purchase.
    pub purchased: Option<(i64, i64)>,
    /// Days since the latest activity.
    pub active: Option<i64>,
    /// Whether a sum was beyond its range; then nothing else is known.
    pub failed: bool,
    /// Rejects that name the lead.
    pub rejects: u64,
    /// Everything, where it was asked for.
    pub details: Option<Box<Assessment>>,
}

impl Scored {
    /// Days since the cycle was full; 0 before.
    pub fn overdue_days(&self) -> Option<i64> {
        self.cycle_course().map(|course| course.overdue())
    }

    /// Elapsed of the cycle's length in whole percent.
    pub fn phase(&self) -> Option<i64> {
        self.cycle_course().map(|course| course.phase())
    }

    fn cycle_course(&self) -> Option<Course> {
        // A length is at least a day.
        let (length, elapsed, due) = self.course.filter(|course| course.0 > 0)?;
        Some(Course {
            length,
            elapsed,
            due,
        })
    }

    /// What evaluation found.
    pub(crate) fn of(state: &State<'_>) -> Self {
        let (base, outcome) = (&state.base, &state.base.outcome);
        if outcome.excluded.is_some() {
            return Self {
                excluded: outcome.excluded,
                ..Self::default()
            };
        }
        let course = outcome.cycle.as_ref().and_then(|cycle| cycle.course);
        let purchases = base.purchases();
        Self {
            excluded: None,
            persona: outcome.persona,
            fit: outcome.fit.as_ref().map(|fit| (fit.points, fit.band)),
            known: outcome.fit.as_ref().and_then(|fit| fit.known),
            engagement: outcome
                .engagement
                .as_ref()
                .map(|one| (one.points, one.band)),
            cycle: outcome.cycle.as_ref().map(|cycle| cycle.points),
            course: course.map(|course| (course.length, course.elapsed, course.due)),
            readiness: outcome.readiness,
            completeness: outcome.completeness,
            stage: outcome.stage,
            segments: outcome.segments.as_deref().unwrap_or_default().to_vec(),
            qualification: outcome
                .qualification
                .map(|found| position(found, base.plan)),
            priority: outcome.priority,
            purchases: purchases.map(|all| (all.count, all.value, all.products)),
            purchased: purchases.and_then(|all| all.days),
            active: base
                .days_since(base.plan.counting.activity)
                .map(|(newest, _)| newest),
            failed: false,
            rejects: 0,
            details: None,
        }
    }
}

/// The position of a qualification among all that a model has.
fn position(found: Qualified, plan: &Compiled) -> u32 {
    let rules = plan.qualification.as_ref().map_or(0, Vec::len);
    let rules = u32::try_from(rules).unwrap_or(u32::MAX);
    match found {
        Qualified::Rule(at) => at,
        Qualified::Default => rules,
        Qualified::Disqualified => rules.saturating_add(1),
    }
}

//! Compiles seasons and the buying cycle.

use super::compiler::{Compiler, pointer, suggestion};
use super::fact::{FactType, Local, Phase, View};
use super::ids::{ById, SeasonId};
use super::plan::{CyclePlan, CycleSeasonPlan, LengthPlan, SeasonPlan};
use crate::document::problems::Path;
use crate::document::{BuyingCycle, Length, Overdue, Season, Unit};
use crate::exact::Day;

impl Compiler<'_> {
    pub(super) fn compile_seasons(&self) -> ById<SeasonId, SeasonPlan> {
        let plan = |season: &Season| match season {
            Season::Yearly { from, to } => SeasonPlan::Yearly {
                from: *from,
                to: *to,
            },
            Season::Dates(ranges) => {
                let mut ranges: Vec<_> = ranges
                    .iter()
                    .map(|(from, to)| (Day(*from), Day(*to)))
                    .collect();
                ranges.sort_unstable();
                SeasonPlan::Dates(ranges)
            }
        };
        self.document.seasons.values().map(plan).collect()
    }

    pub(super) fn compile_cycle(&mut self) -> Option<CyclePlan> {
        let cycle = self.document.buying_cycle.as_ref()?;
        let path = Path::ROOT;
        let path = path.key("buying_cycle");
        if self.document.purchases.is_none() {
            self.missing(
                Some("/purchases".to_owned()),
                "needs_purchases",
                &path,
                "found `buying_cycle` without `purchases`",
                "name the signals that are purchases under `purchases`",
            );
        }
        Some(CyclePlan {
            ready_points: cycle.ready_points,
            length: cycle
                .length
                .as_ref()
                .and_then(|length| self.length(length, &path.key("length"))),
            otherwise: cycle
                .otherwise
                .as_ref()
                .and_then(|length| self.length(length, &path.key("otherwise"))),
            by_day: cycle.step == Some(Unit::Days),
            overdue: match cycle.overdue {
                Overdue::Hold => None,
                Overdue::Fade { hold, fade } => Some((hold, fade)),
            },
            seasons: self.cycle_seasons(cycle, &path.key("seasons")),
        })
    }

    fn length(&mut self, length: &Length, path: &Path<'_>) -> Option<LengthPlan> {
        Some(match length {
            Length::Months(months) => LengthPlan::Months(*months),
            Length::Days(days) => LengthPlan::Days(*days),
            Length::Fact { fact, unit } => {
                let view = View::before(Phase::Cycle);
                let found = self.fact_of(fact, FactType::Number.word(), view, &path.key("fact"))?;
                LengthPlan::Fact {
                    slot: self.plain_slot(found, view),
                    months: *unit == Unit::Months,
                }
            }
            Length::Median {
                min_intervals,
                last,
            } => LengthPlan::Observed {
                median: true,
                min_intervals: *min_intervals,
                last: *last,
                prior: None,
            },
            Length::Mean {
                min_intervals,
                last,
                prior,
            } => LengthPlan::Observed {
                median: false,
                min_intervals: *min_intervals,
                last: *last,
                prior: prior.as_ref().map(|prior| (prior.days, prior.weight)),
            },
        })
    }

    fn cycle_seasons(&mut self, cycle: &BuyingCycle, path: &Path<'_>) -> Vec<CycleSeasonPlan> {
        let mut plans = Vec::new();
        for (at, entry) in cycle.seasons.iter().enumerate() {
            let path = path.index(at);
            let when = entry.when.as_ref().map(|when| {
                self.condition(
                    when,
                    View::with(Phase::Cycle, Local::Season),
                    &path.key("when"),
                )
            });
            match self.names.seasons.find(&entry.season) {
                Some(season) => plans.push(CycleSeasonPlan {
                    season,
                    points: entry.points,
                    when,
                }),
                None => {
                    let help = suggestion(&entry.season, self.names.seasons.iter(), "season");
                    self.missing(
                        pointer("seasons", &entry.season),
                        "unknown_season",
                        &path.key("season"),
                        format!("there is no season `{}`", entry.season),
                        help,
                    );
                }
            }
        }
        plans
    }

    /// Whether the days of purchases are needed one by one.
    pub(super) fn needs_purchase_days(&self) -> bool {
        let Some(cycle) = &self.document.buying_cycle else {
            return false;
        };
        let observed =
            |length: &Length| matches!(length, Length::Median { .. } | Length::Mean { .. });
        cycle.length.as_ref().is_some_and(observed)
            || cycle.seasons.iter().any(|season| season.when.is_some())
    }
}

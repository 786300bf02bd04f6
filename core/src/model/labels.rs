//! Seasons, scope, personas, cycle, readiness, stages, segments, qualification.

use super::compiler::{Compiler, pointer, suggestion};
use super::fact::{Fact, FactType, Local, Phase, View};
use super::ids::{ById, SeasonId, SegmentId};
use super::plan::{
    CyclePlan, CycleSeasonPlan, InterestsPlan, LengthPlan, ReadinessPart, SeasonPlan, StagesPlan,
};
use crate::condition::Check;
use crate::document::problems::Path;
use crate::document::{BuyingCycle, Length, Overdue, Season, Stage, Unit};
use crate::exact::{Day, Milli};

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

    pub(super) fn compile_scope(&mut self) -> Vec<Check> {
        let path = Path::ROOT;
        let path = path.key("scope");
        let path = path.key("exclude");
        let exclude = self.document.scope.iter().flat_map(|scope| &scope.exclude);
        exclude
            .enumerate()
            .map(|(at, one)| {
                self.condition(
                    &one.when,
                    View::before(Phase::Completeness),
                    &path.index(at).key("when"),
                )
            })
            .collect()
    }

    pub(super) fn compile_personas(&mut self) -> Option<Vec<Check>> {
        let path = Path::ROOT;
        let path = path.key("personas");
        let personas = self.document.personas.as_ref()?;
        let each = personas.iter().enumerate();
        Some(
            each.map(|(at, one)| {
                self.condition(
                    &one.when,
                    View::before(Phase::Persona),
                    &path.index(at).key("when"),
                )
            })
            .collect(),
        )
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

    pub(super) fn compile_readiness(&mut self) -> Option<Vec<ReadinessPart>> {
        let readiness = self.document.readiness.as_ref()?;
        let document = self.document;
        let Some(names) = &readiness.parts else {
            let cycle = document.buying_cycle.as_ref().map(|_| ReadinessPart::Cycle);
            return Some(
                cycle
                    .into_iter()
                    .chain(
                        document
                            .engagement
                            .as_ref()
                            .map(|_| ReadinessPart::Engagement),
                    )
                    .collect(),
            );
        };
        let path = Path::ROOT;
        let path = path.key("readiness");
        let path = path.key("parts");
        let mut parts = Vec::new();
        for (at, name) in names.iter().enumerate() {
            match self.part(name) {
                Some(part) => parts.push(part),
                None => {
                    let help = "a part is `cycle`, `engagement`, `fit`, `fit.groups.<group>` or `engagement.groups.<group>` of a section that exists";
                    self.missing(
                        Some(about_part(name)),
                        "unknown_part",
                        &path.index(at),
                        format!("there is no part `{name}`"),
                        help,
                    );
                }
            }
        }
        Some(parts)
    }

    fn part(&self, name: &str) -> Option<ReadinessPart> {
        let document = self.document;
        match name {
            "cycle" => document.buying_cycle.as_ref().map(|_| ReadinessPart::Cycle),
            "engagement" => document
                .engagement
                .as_ref()
                .map(|_| ReadinessPart::Engagement),
            "fit" => document.fit.as_ref().map(|_| ReadinessPart::Fit),
            _ => match name.split_once(".groups.") {
                Some(("fit", group)) => self
                    .names
                    .fit_groups
                    .find(group)
                    .map(ReadinessPart::FitGroup),
                Some(("engagement", group)) => self
                    .names
                    .engagement_groups
                    .find(group)
                    .map(ReadinessPart::EngagementGroup),
                _ => None,
            },
        }
    }

    pub(super) fn compile_interest_stages(&mut self) -> Option<InterestsPlan> {
        let interests = self.document.interests.as_ref()?;
        let path = Path::ROOT;
        let path = path.key("interests");
        let view = View::with(Phase::Interests, Local::Interest { stage: false });
        let stages = interests
            .stages
            .as_ref()
            .map(|stages| self.stages(stages, view, &path.key("stages")));
        Some(InterestsPlan {
            named: Vec::new(),
            stages,
        })
    }

    pub(super) fn compile_lifecycle(&mut self) -> Option<StagesPlan> {
        let lifecycle = self.document.lifecycle.as_ref()?;
        let path = Path::ROOT;
        let path = path.key("lifecycle");
        Some(self.stages(
            &lifecycle.stages,
            View::before(Phase::Stage),
            &path.key("stages"),
        ))
    }

    fn stages(&mut self, stages: &[Stage], view: View, path: &Path<'_>) -> StagesPlan {
        let when = |(at, stage): (usize, &Stage)| {
            stage
                .when
                .as_ref()
                .map(|when| self.condition(when, view, &path.index(at).key("when")))
        };
        StagesPlan {
            whens: stages.iter().enumerate().map(when).collect(),
        }
    }

    pub(super) fn compile_segments(&mut self) -> Option<ById<SegmentId, Check>> {
        let segments = self.document.segments.as_ref()?;
        let path = Path::ROOT;
        let path = path.key("segments");
        Some(
            segments
                .iter()
                .map(|(name, when)| {
                    self.condition(when, View::before(Phase::Segments), &path.key(name))
                })
                .collect(),
        )
    }

    pub(super) fn compile_qualification(&mut self) -> Option<Vec<Check>> {
        let qualification = self.document.qualification.as_ref()?;
        let path = Path::ROOT;
        let path = path.key("qualification");
        let path = path.key("rules");
        let view = View::before(Phase::Qualification);
        let rules = qualification.rules.iter().enumerate();
        Some(
            rules
                .map(|(at, rule)| self.condition(&rule.when, view, &path.index(at).key("when")))
                .collect(),
        )
    }

    /// A weight above 0 needs its section.
    pub(super) fn check_priority(&mut self) {
        let Some(priority) = &self.document.priority else {
            return;
        };
        let document = self.document;
        let weights = [
            ("fit", priority.fit, document.fit.is_some()),
            (
                "engagement",
                priority.engagement,
                document.engagement.is_some(),
            ),
            (
                "readiness",
                priority.readiness,
                document.readiness.is_some(),
            ),
            (
                "lifecycle",
                priority.lifecycle,
                document.lifecycle.is_some(),
            ),
        ];
        for (name, weight, exists) in weights {
            if weight > Milli::ZERO && !exists {
                let help = "a weight above 0 needs its section";
                self.missing(
                    Some(format!("/{name}")),
                    "needs_section",
                    &Path::ROOT.key("priority").key(name),
                    format!("found the weight `{weight}` without a section `{name}`"),
                    help,
                );
            }
        }
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

    /// A text fact that gives a channel, content, topic or hours.
    pub(super) fn text_fact(
        &mut self,
        name: &str,
        view: View,
        path: &Path<'_>,
    ) -> Option<(Fact, crate::document::Compare)> {
        let found = self.fact_of(name, "text", view, path)?;
        match found.type_ {
            FactType::Text(compare) => Some((found.fact, compare)),
            _ => None,
        }
    }
}

/// The pointer of the section that a part of readiness speaks of.
fn about_part(name: &str) -> String {
    match name.split('.').next() {
        Some("cycle") => "/buying_cycle".into(),
        head => format!("/{}", head.unwrap_or_default()),
    }
}

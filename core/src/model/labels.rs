//! Scope, personas, readiness, stages, segments, qualification, priority.

use super::compiler::Compiler;
use super::fact::{Fact, FactType, Local, Phase, View};
use super::ids::{ById, SegmentId};
use super::plan::{InterestsPlan, ReadinessPart, StagesPlan};
use crate::condition::Check;
use crate::document::problems::Path;
use crate::document::{Condition, Stage};
use crate::exact::Milli;

impl Compiler<'_> {
    pub(super) fn compile_scope(&mut self) -> Vec<Check> {
        let path = Path::ROOT;
        let path = path.key("scope");
        let exclude = self.document.scope.iter().flat_map(|scope| &scope.exclude);
        let whens = exclude.map(|one| &one.when);
        let view = View::before(Phase::Completeness);
        self.whens(whens, view, &path.key("exclude"))
    }

    pub(super) fn compile_personas(&mut self) -> Option<Vec<Check>> {
        let personas = self.document.personas.as_ref()?;
        let whens = personas.iter().map(|one| &one.when);
        let view = View::before(Phase::Persona);
        Some(self.whens(whens, view, &Path::ROOT.key("personas")))
    }

    /// The conditions `when` of the list at `path`, one of each element.
    fn whens<'c>(
        &mut self,
        whens: impl Iterator<Item = &'c Condition>,
        view: View,
        path: &Path<'_>,
    ) -> Vec<Check> {
        whens
            .enumerate()
            .map(|(at, when)| self.condition(when, view, &path.index(at).key("when")))
            .collect()
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
        let whens = qualification.rules.iter().map(|rule| &rule.when);
        let view = View::before(Phase::Qualification);
        Some(self.whens(whens, view, &path.key("rules")))
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

/// The pointer to the section that a part of readiness names.
fn about_part(name: &str) -> String {
    match name.split('.').next() {
        Some("cycle") => "/buying_cycle".into(),
        head => format!("/{}", head.unwrap_or_default()),
    }
}

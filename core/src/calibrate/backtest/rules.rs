//! How much each criterion, signal and group helps to tell rows apart.

use serde_json::json;

use super::error::BacktestError;
use super::leaks::{Leak, TELLS};
use super::rule_sections::{Clamp, Omitted, SectionRules};
use crate::assessment::Row;
use crate::calibrate::sample::rows::SampleRow;
use crate::calibrate::sample::study::Study;
use crate::calibrate::sample::times::ScoredLead;
use crate::calibrate::stats::auc::{Auc, ScoredRow, auc};
use crate::model::Model;
use crate::tables::{TableError, TableOptions, parallel};

/// The section of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum RuleSection {
    /// Fit.
    Fit,
    /// Engagement.
    Engagement,
}

/// What a rule is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum RuleKind {
    /// A criterion.
    Criterion,
    /// A signal with points.
    Signal,
    /// A persona with points.
    Persona,
    /// A group, with all of its criteria and signals.
    Group,
}

/// How much a rule helps to tell rows that convert from the others.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[non_exhaustive]
pub struct RuleFigures {
    /// The section to which the rule gives points.
    pub section: RuleSection,
    /// What the rule is.
    pub kind: RuleKind,
    /// Its name.
    pub name: String,
    /// The AUC of the points of the section if the rule gave 0, with clamps applied again. If it is
    /// greater than that of the section, the rule does harm. `None` unless some rows convert and others
    /// do not.
    pub without: Option<Auc>,
}

/// A copy of a model in which each criterion and each signal with points is a group of its own and
/// nothing is clamped, so that the groups of an assessment are the points of rules.
#[derive(Debug)]
pub(crate) struct RuleBook {
    model: Model,
    sections: Vec<SectionRules>,
}

impl RuleBook {
    /// The rules of a model.
    ///
    /// # Errors
    /// The copy is not valid, for example because the model is too large.
    pub(crate) fn new(model: &Model) -> Result<Self, BacktestError> {
        let document = model.document();
        let mut changed = json!(document);
        let mut sections = Vec::new();
        for name in [
            "tests",
            "buying_cycle",
            "readiness",
            "interests",
            "lifecycle",
            "segments",
            "qualification",
            "channels",
            "next_steps",
            "priority",
        ] {
            changed.as_object_mut().and_then(|all| all.remove(name));
        }
        if let Some(fit) = &document.fit {
            let clamp = Clamp::new(fit.min, fit.max);
            let mut rules = SectionRules::new(RuleSection::Fit, clamp, &fit.groups);
            rules.add_criteria(&fit.criteria);
            rules.rewrite(&mut changed, "fit", &fit.groups);
            sections.push(rules);
        }
        if let Some(one) = &document.engagement {
            let clamp = Clamp::new(one.min, one.max);
            let mut rules = SectionRules::new(RuleSection::Engagement, clamp, &one.groups);
            rules.add_signals(document);
            rules.add_criteria(&one.criteria);
            rules.rewrite(&mut changed, "engagement", &one.groups);
            sections.push(rules);
        }
        let model = Model::from_value(&changed).map_err(BacktestError::Rules)?;
        Ok(Self { model, sections })
    }

    /// Scores the tables at the mature instants of a sample and keeps the points of each rule.
    ///
    /// # Errors
    /// Those of scoring tables.
    pub(crate) fn fill(&self, study: &mut Study<'_>) -> Result<(), TableError> {
        let options = TableOptions {
            details: true,
            ..study.options.clone()
        };
        let (sample, leads) = (&mut study.sample, &study.leads);
        let mature: Vec<bool> = sample.moments.iter().map(|one| one.is_mature).collect();
        let is_mature = |at: u32| mature.get(at as usize).copied().unwrap_or_default();
        let keep = |scored: ScoredLead<'_>| {
            let key = (leads.get(scored.id)?, scored.moment);
            Some((key, self.points(scored.row)))
        };
        let tables = study.tables;
        let times = &study.times;
        let scored = times.score(&self.model, tables, &options, is_mature, keep)?;
        for (key, points) in scored.rows.into_iter().flatten() {
            let rows = &mut sample.rows;
            let at = rows.binary_search_by_key(&key, |row| (row.lead, row.moment));
            if let Some(own) = at.ok().and_then(|at| rows.get_mut(at)) {
                own.rules = points;
            }
        }
        Ok(())
    }

    /// For each section: the points of each rule, then those of everything else. Empty for a lead that
    /// failed.
    fn points(&self, row: &Row) -> Box<[i64]> {
        let Some(details) = &row.details else {
            return Box::default();
        };
        let mut found = Vec::new();
        for section in &self.sections {
            let (groups, all) = match section.section {
                RuleSection::Fit => (&details.fit_groups, row.fit.map(|one| one.points)),
                RuleSection::Engagement => (
                    &details.engagement_groups,
                    row.engagement.map(|one| one.points),
                ),
            };
            let before = found.len();
            found.extend(groups.iter().map(|points| points.0));
            let ruled: i64 = found.iter().skip(before).sum();
            found.push(all.map_or(0, |all| all.0) - ruled);
        }
        found.into()
    }

    /// The figures of each rule over mature rows.
    pub(crate) fn figures(&self, rows: &[&SampleRow]) -> Vec<RuleFigures> {
        let (mut first, mut found) = (0, Vec::new());
        for section in &self.sections {
            let sums = parallel::rows(rows.len(), |at| {
                let points = rows.get(at).and_then(|row| row.rules.get(first..));
                points
                    .filter(|points| !points.is_empty())
                    .map(|points| section.sums(points))
            });
            let omitted: Vec<Omitted> = section.all().collect();
            found.extend(parallel::each(None, omitted.len(), |at| {
                let omitted = *omitted.get(at)?;
                let named = section.named(omitted)?;
                let scored = rows.iter().zip(&sums).filter_map(|(row, sums)| {
                    let points = row.rules.get(first..)?;
                    Some(ScoredRow {
                        score: Some(section.without(points, sums.as_ref()?, omitted)),
                        lead: row.lead,
                        converts: row.converts(),
                    })
                });
                Some(RuleFigures {
                    section: section.section,
                    kind: named.kind,
                    name: named.name.to_owned(),
                    without: auc(scored.collect()),
                })
            }));
            first += section.points();
        }
        found.into_iter().flatten().collect()
    }

    /// Rules whose points alone tell mature rows apart almost without fail.
    pub(crate) fn telling(&self, rows: &[&SampleRow]) -> Vec<Leak> {
        let all = self.omissions();
        let found = parallel::each(None, all.len(), |at| {
            let one = all.get(at)?;
            let Omitted::Rule(rule) = one.omitted else {
                return None;
            };
            let area = auc_by(rows, |row| row.rules.get(one.first + rule).copied())?.area;
            let named = one.section.named(one.omitted)?;
            (area > TELLS).then(|| Leak::RuleTells {
                section: one.section.section,
                kind: named.kind,
                name: named.name.to_owned(),
                auc: area,
            })
        });
        found.into_iter().flatten().collect()
    }

    /// Everything that can be left out.
    fn omissions(&self) -> Vec<Omission<'_>> {
        let (mut first, mut found) = (0, Vec::new());
        for section in &self.sections {
            found.extend(section.all().map(|omitted| Omission {
                section,
                first,
                omitted,
            }));
            first += section.points();
        }
        found
    }
}

/// Something that can be left out.
#[derive(Clone, Copy)]
struct Omission<'b> {
    section: &'b SectionRules,
    /// The position of the points of its section among those of a row.
    first: usize,
    omitted: Omitted,
}

/// The AUC of a score; rows without one are left out.
fn auc_by(rows: &[&SampleRow], score: impl Fn(&SampleRow) -> Option<i64>) -> Option<Auc> {
    let scored = rows.iter().filter_map(|row| {
        Some(ScoredRow {
            score: Some(score(row)?),
            lead: row.lead,
            converts: row.converts(),
        })
    });
    auc(scored.collect())
}

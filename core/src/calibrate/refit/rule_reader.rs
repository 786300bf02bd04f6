//! Reads what each rule says about each row: a case of a criterion, or the amount of a signal.

use serde_json::{Map, Value as Json, json};

use super::error::RefitError;
use super::rules::{LearntRule, RefitRules};
use crate::assessment::{Label, Row};
use crate::calibrate::backtest::rules::{RuleKind, RuleSection};
use crate::calibrate::regression::design::NONE;
use crate::calibrate::sample::study::Study;
use crate::calibrate::sample::times::ScoredLead;
use crate::document::{Document, Group};
use crate::exact::Milli;
use crate::model::Model;
use crate::tables::{TableError, TableOptions};

/// Sections that are evaluated after the points, or not needed for them.
const LATER: [&str; 10] = [
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
];

/// What the rules say about a row.
#[derive(Clone, Debug)]
pub(crate) struct RowColumns {
    /// The column of each criterion, then of the persona.
    pub(crate) chosen: Box<[u32]>,
    /// The amount of each signal, then all points that stay.
    pub(crate) values: Box<[f64]>,
}

/// A copy of a model whose points say which case of a criterion holds: each learnt rule is a group of its
/// own, nothing is clamped, and the cases of learnt criteria give 1, 2, 3 and so on.
pub(crate) struct RuleReader<'r> {
    model: Model,
    rules: &'r RefitRules,
    /// The column of each persona, or [`NONE`].
    personas: Vec<u32>,
    fit: SectionGroups,
    engagement: SectionGroups,
}

/// The groups of a section of the copy.
#[derive(Debug, Default)]
struct SectionGroups {
    /// Number of groups of rules that stay; those of learnt rules follow.
    kept: usize,
}

impl<'r> RuleReader<'r> {
    /// A reader; `decay` replaces that of learnt signals.
    ///
    /// # Errors
    /// The copy is not valid, for example because the model is too large.
    pub(crate) fn new(
        document: &Document,
        rules: &'r RefitRules,
        decay: Option<&Json>,
    ) -> Result<Self, RefitError> {
        let mut copy = json!(document);
        if let Some(copy) = copy.as_object_mut() {
            copy.retain(|key, _| !LATER.contains(&key.as_str()));
        }
        let own = |section| {
            let all = rules.rules.iter();
            let is_grouped = |rule: &&LearntRule| rule.kind != RuleKind::Persona;
            all.filter(move |rule| rule.section == section)
                .filter(is_grouped)
        };
        let mut reader = Self {
            model: Model::from_value(&json!({ "format": 1, "name": "rules" }))
                .map_err(RefitError::Model)?,
            rules,
            personas: persona_columns(document, rules),
            fit: SectionGroups::default(),
            engagement: SectionGroups::default(),
        };
        if let Some(fit) = &document.fit {
            reader.fit.kept = fit.groups.len();
            let groups = CopiedGroups::new(&fit.groups, own(RuleSection::Fit));
            groups.rewrite(&mut copy, "fit");
        }
        if let Some(one) = &document.engagement {
            reader.engagement.kept = one.groups.len();
            let groups = CopiedGroups::new(&one.groups, own(RuleSection::Engagement));
            groups.rewrite(&mut copy, "engagement");
            groups.rewrite_signals(&mut copy, decay);
        }
        let all = copy.get_mut("personas").and_then(Json::as_array_mut);
        for (persona, column) in all.into_iter().flatten().zip(&reader.personas) {
            if *column != NONE {
                set(persona, "points", json!(0));
            }
        }
        reader.model = Model::from_value(&copy).map_err(RefitError::Model)?;
        Ok(reader)
    }

    /// What the rules say about each mature row of a study, in the order of rows. `None` for rows that the
    /// copy cannot score, and for open ones.
    ///
    /// # Errors
    /// Those of scoring tables.
    pub(crate) fn read_all(
        &self,
        study: &Study<'_>,
    ) -> Result<Vec<Option<RowColumns>>, TableError> {
        let options = TableOptions {
            details: true,
            ..study.options.clone()
        };
        let sample = &study.sample;
        let mature: Vec<bool> = sample.moments.iter().map(|one| one.is_mature).collect();
        let is_mature = |at: u32| mature.get(at as usize).copied().unwrap_or_default();
        let keep = |scored: ScoredLead<'_>| {
            let key = (study.leads.get(scored.id)?, scored.moment);
            let rows = &sample.rows;
            let at = rows.binary_search_by_key(&key, |row| (row.lead, row.moment));
            Some((at.ok()?, self.read(scored.row)?))
        };
        let scored = study
            .times
            .score(&self.model, study.tables, &options, is_mature, keep)?;
        let mut found = vec![None; sample.rows.len()];
        for (at, columns) in scored.rows.into_iter().flatten() {
            if let Some(own) = found.get_mut(at) {
                *own = Some(columns);
            }
        }
        Ok(found)
    }

    /// What the rules say about a row; `None` if it failed.
    fn read(&self, row: &Row) -> Option<RowColumns> {
        let details = row.details.as_ref()?;
        let mut fit = details.fit_groups.iter().skip(self.fit.kept);
        let groups = &details.engagement_groups;
        let mut engagement = groups.iter().skip(self.engagement.kept);
        let fit_points = row.fit.map_or(0, |one| one.points.0);
        let mut rest = fit_points + row.engagement.map_or(0, |one| one.points.0);
        let (mut chosen, mut values) = (Vec::new(), Vec::new());
        for rule in &self.rules.rules {
            if rule.kind == RuleKind::Persona {
                continue;
            }
            let points = match rule.section {
                RuleSection::Fit => fit.next(),
                RuleSection::Engagement => engagement.next(),
            };
            let points = points.map_or(0, |points| points.0);
            rest -= points;
            if rule.kind == RuleKind::Signal {
                let given = rule.values.first().map_or(1, |value| value.given.0);
                values.push(points as f64 / given as f64);
            } else {
                let case = usize::try_from(points / 1_000 - 1).unwrap_or(usize::MAX);
                let column = rule.values.get(case).map(|value| value.column);
                chosen.push(column.and_then(|at| u32::try_from(at).ok()).unwrap_or(NONE));
            }
        }
        let persona = row.position(Label::Persona);
        let column = persona.and_then(|at| self.personas.get(at as usize));
        chosen.push(column.copied().unwrap_or(NONE));
        values.push(rest as f64 / 1_000.0);
        Some(RowColumns {
            chosen: chosen.into(),
            values: values.into(),
        })
    }
}

/// The column of each persona of a document.
fn persona_columns(document: &Document, rules: &RefitRules) -> Vec<u32> {
    let column = |name: &str| {
        let mut all = rules.rules.iter();
        let own = all.find(|rule| rule.kind == RuleKind::Persona && rule.name == name)?;
        u32::try_from(own.values.first()?.column).ok()
    };
    let all = document.personas.iter().flatten();
    all.map(|one| column(&one.name).unwrap_or(NONE)).collect()
}

/// The groups of a section of the copy: first those of rules that stay, then one for each learnt rule.
struct CopiedGroups<'r> {
    /// The weights of the groups of the document, by name.
    weights: Vec<(&'r str, Milli)>,
    learnt: Vec<&'r LearntRule>,
}

impl<'r> CopiedGroups<'r> {
    fn new(
        groups: &'r std::collections::BTreeMap<String, Group>,
        learnt: impl Iterator<Item = &'r LearntRule>,
    ) -> Self {
        let weights = groups.iter().map(|(name, one)| (name.as_str(), one.weight));
        Self {
            weights: weights.collect(),
            learnt: learnt.collect(),
        }
    }

    /// The name of a group of rules that stay. CopiedGroups are in the order of their names.
    fn kept(&self, group: &str) -> Option<String> {
        let at = self.weights.iter().position(|(name, _)| *name == group)?;
        Some(format!("kept {at:06}"))
    }

    fn learnt(&self, kind: RuleKind, name: &str) -> Option<String> {
        let mut all = self.learnt.iter();
        let at = all.position(|rule| rule.kind == kind && rule.name == name)?;
        Some(format!("learnt {at:06}"))
    }

    fn weight(&self, group: Option<&str>) -> Json {
        let mut all = self.weights.iter();
        let own = all.find(|(name, _)| Some(*name) == group);
        own.map_or_else(|| json!(1), |(_, weight)| json!(weight))
    }

    /// Removes the clamps of a section and rewrites its groups and criteria.
    fn rewrite(&self, copy: &mut Json, key: &str) {
        let mut groups = Map::new();
        for (at, (_, weight)) in self.weights.iter().enumerate() {
            groups.insert(format!("kept {at:06}"), json!({ "weight": weight }));
        }
        for (at, rule) in self.learnt.iter().enumerate() {
            let weight = match rule.kind {
                RuleKind::Signal => self.weight(rule.group.as_deref()),
                _ => json!(1),
            };
            groups.insert(format!("learnt {at:06}"), json!({ "weight": weight }));
        }
        let Some(section) = copy.get_mut(key).and_then(Json::as_object_mut) else {
            return;
        };
        section.remove("min");
        section.remove("max");
        section.insert("groups".to_owned(), groups.into());
        let all = section.get_mut("criteria").and_then(Json::as_array_mut);
        for criterion in all.into_iter().flatten() {
            let name = criterion.get("name").and_then(Json::as_str).unwrap_or("");
            match self.learnt(RuleKind::Criterion, name) {
                Some(group) => {
                    number_cases(criterion);
                    set(criterion, "group", group.into());
                }
                None => self.keep_group(criterion),
            }
        }
    }

    /// Rewrites the groups and the decay of signals.
    fn rewrite_signals(&self, copy: &mut Json, decay: Option<&Json>) {
        let signals = copy.get_mut("signals").and_then(Json::as_object_mut);
        for (name, signal) in signals.into_iter().flatten() {
            match self.learnt(RuleKind::Signal, name) {
                Some(group) => {
                    set(signal, "group", group.into());
                    if let Some(decay) = decay {
                        set(signal, "decay", decay.clone());
                    }
                }
                None => self.keep_group(signal),
            }
        }
    }

    /// Renames the group of a rule that stays.
    fn keep_group(&self, rule: &mut Json) {
        let own = rule.get("group").and_then(Json::as_str);
        if let Some(group) = own.and_then(|group| self.kept(group)) {
            set(rule, "group", group.into());
        }
    }
}

/// Makes the cases of a criterion give 1, 2, 3 and so on.
fn number_cases(criterion: &mut Json) {
    let mut number = 0;
    let cases = criterion.get_mut("cases").and_then(Json::as_array_mut);
    for case in cases.into_iter().flatten() {
        number += 1;
        set(case, "points", json!(number));
    }
    set(criterion, "otherwise", json!(number + 1));
    set(criterion, "missing", json!(number + 2));
    set(criterion, "weight", json!(1));
}

fn set(table: &mut Json, key: &str, value: Json) {
    if let Some(table) = table.as_object_mut() {
        table.insert(key.to_owned(), value);
    }
}

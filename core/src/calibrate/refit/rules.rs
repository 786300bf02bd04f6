//! The rules whose points are learnt, with a column for each of their values.

use std::collections::BTreeMap;

use serde_json::{Value as Json, json};

use super::error::RefitError;
use super::request::{RefitRequest, Sign};
use crate::calibrate::backtest::rules::{RuleKind, RuleSection};
use crate::document::{Case, Criterion, Document, Group, Signal};
use crate::exact::Milli;
use crate::text::nearest;

/// The most values: cases, signals and personas.
const MOST_VALUES: usize = 1_000;

/// A rule whose points are learnt.
#[derive(Clone, Debug)]
pub(crate) struct LearntRule {
    pub(crate) section: RuleSection,
    pub(crate) kind: RuleKind,
    pub(crate) name: String,
    /// The group that limits it.
    pub(crate) group: Option<String>,
    pub(crate) sign: Option<Sign>,
    /// Whether its section or group has a lower limit.
    pub(crate) has_lower_limit: bool,
    pub(crate) values: Vec<RuleValue>,
}

/// A number of points in the document.
#[derive(Clone, Debug)]
pub(crate) struct RuleValue {
    /// Its column in a design.
    pub(crate) column: usize,
    /// Its JSON Pointer in the document.
    pub(crate) path: String,
    /// When it applies, in words.
    pub(crate) label: String,
    pub(crate) given: Milli,
    /// What one point adds to the points of the section: the weight of the criterion and its group.
    pub(crate) unit: f64,
}

/// All rules whose points are learnt. Column 0 is the intercept; those of criteria and personas follow,
/// then those of signals; the last is for all points that stay.
#[derive(Clone, Debug)]
pub(crate) struct RefitRules {
    pub(crate) rules: Vec<LearntRule>,
    /// Rules that keep their points.
    pub(crate) kept: Vec<LearntRule>,
    pub(crate) columns: usize,
    pub(crate) signals: usize,
}

impl RefitRules {
    /// The rules of a model that a request does not freeze: criteria, personas and signals with points.
    /// Points per unit of a value stay.
    ///
    /// # Errors
    /// Names that the model does not have, no rule at all, and too many values.
    pub(crate) fn new(document: &Document, request: &RefitRequest<'_>) -> Result<Self, RefitError> {
        let mut rules = Vec::new();
        if let Some(fit) = &document.fit {
            rules.extend(criteria(
                RuleSection::Fit,
                fit.min,
                &fit.criteria,
                &fit.groups,
            ));
            rules.extend(personas(document));
        }
        if let Some(one) = &document.engagement {
            let section = RuleSection::Engagement;
            rules.extend(criteria(section, one.min, &one.criteria, &one.groups));
            rules.extend(signals(document, &one.groups));
        }
        check_names("freeze", request.freeze.iter(), &rules)?;
        check_names("signs", request.signs.keys(), &rules)?;
        // Where the weight is 0, points say nothing.
        let counts = |rule: &LearntRule| rule.values.iter().all(|value| value.unit > 0.0);
        rules.retain(counts);
        let is_kept = |rule: &LearntRule| request.freeze.contains(&rule.name);
        let (kept, mut rules): (Vec<_>, Vec<_>) = rules.into_iter().partition(is_kept);
        let (mut columns, mut count) = (1, 0);
        rules.sort_by_key(|rule| match rule.kind {
            RuleKind::Signal => 2,
            RuleKind::Persona => 1,
            _ => 0,
        });
        for rule in &mut rules {
            rule.sign = request.signs.get(&rule.name).copied();
            count += usize::from(rule.kind == RuleKind::Signal);
            for value in &mut rule.values {
                value.column = columns;
                columns += 1;
            }
        }
        match columns - 1 {
            0 => Err(RefitError::NoRules),
            found if found > MOST_VALUES => Err(RefitError::TooManyValues { found }),
            _ => Ok(Self {
                rules,
                kept,
                columns: columns + 1,
                signals: count,
            }),
        }
    }

    /// The column of the points that stay.
    pub(crate) fn rest(&self) -> usize {
        self.columns - 1
    }

    /// Each value with its rule.
    pub(crate) fn values(&self) -> impl Iterator<Item = (&LearntRule, &RuleValue)> {
        let all = self.rules.iter();
        all.flat_map(|rule| rule.values.iter().map(move |value| (rule, value)))
    }
}

/// Whether a signal has points whose number is learnt.
pub(crate) fn has_points(signal: &Signal) -> bool {
    signal.points.0 != 0 && signal.points_per_unit.is_none()
}

fn criteria<'d>(
    section: RuleSection,
    min: Option<Milli>,
    list: &'d [Criterion],
    groups: &'d BTreeMap<String, Group>,
) -> impl Iterator<Item = LearntRule> + use<'d> {
    let key = match section {
        RuleSection::Fit => "fit",
        RuleSection::Engagement => "engagement",
    };
    list.iter().enumerate().map(move |(at, own)| {
        let path = format!("/{key}/criteria/{at}");
        let unit = weight(own.weight) * group_weight(own.group.as_deref(), groups);
        let value = |path: String, label: String, given| RuleValue {
            column: 0,
            path,
            label,
            given,
            unit,
        };
        let cases = own.cases.iter().enumerate().map(|(case, one)| {
            let label = case_label(&json!(one));
            let (Case::Operator { points, .. } | Case::When { points, .. }) = one;
            value(format!("{path}/cases/{case}/points"), label, *points)
        });
        let mut values: Vec<RuleValue> = cases.collect();
        values.push(value(
            format!("{path}/otherwise"),
            "otherwise".to_owned(),
            own.otherwise,
        ));
        if own.fact.is_some() {
            values.push(value(
                format!("{path}/missing"),
                "missing".to_owned(),
                own.missing,
            ));
        }
        LearntRule {
            section,
            kind: RuleKind::Criterion,
            name: own.name.clone(),
            group: own.group.clone(),
            sign: None,
            has_lower_limit: min.is_some() || group_min(own.group.as_deref(), groups).is_some(),
            values,
        }
    })
}

fn personas(document: &Document) -> impl Iterator<Item = LearntRule> + use<'_> {
    let all = document.personas.iter().flatten().enumerate();
    all.map(|(at, persona)| LearntRule {
        section: RuleSection::Fit,
        kind: RuleKind::Persona,
        name: persona.name.clone(),
        group: None,
        sign: None,
        has_lower_limit: false,
        values: vec![RuleValue {
            column: 0,
            path: format!("/personas/{at}/points"),
            label: "points".to_owned(),
            given: persona.points,
            unit: 1.0,
        }],
    })
}

fn signals<'d>(
    document: &'d Document,
    groups: &'d BTreeMap<String, Group>,
) -> impl Iterator<Item = LearntRule> + use<'d> {
    let counts = |signal: &Signal| group_weight(signal.group.as_deref(), groups) > 0.0;
    let all = document.signals.iter();
    all.filter(move |(_, signal)| has_points(signal) && counts(signal))
        .map(|(name, signal)| LearntRule {
            section: RuleSection::Engagement,
            kind: RuleKind::Signal,
            name: name.clone(),
            group: signal.group.clone(),
            sign: None,
            has_lower_limit: false,
            values: vec![RuleValue {
                column: 0,
                path: format!("/signals/{}/points", pointer_part(name)),
                label: "points".to_owned(),
                given: signal.points,
                // Its column has the weight of the group already.
                unit: 1.0,
            }],
        })
}

fn check_names<'n>(
    key: &'static str,
    names: impl Iterator<Item = &'n String>,
    rules: &[LearntRule],
) -> Result<(), RefitError> {
    for name in names {
        let mut all = rules.iter().map(|rule| rule.name.as_str());
        if !all.any(|own| own == name) {
            let all = rules.iter().map(|rule| rule.name.as_str());
            return Err(RefitError::UnknownRule {
                key,
                rule: name.clone(),
                nearest: nearest(name, all).map(str::to_owned),
            });
        }
    }
    Ok(())
}

/// A name as a part of a JSON Pointer.
pub(crate) fn pointer_part(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

fn weight(weight: Milli) -> f64 {
    weight.0 as f64 / 1_000.0
}

fn group_weight(group: Option<&str>, groups: &BTreeMap<String, Group>) -> f64 {
    let group = group.and_then(|name| groups.get(name));
    group.map_or(1.0, |group| weight(group.weight))
}

fn group_min(group: Option<&str>, groups: &BTreeMap<String, Group>) -> Option<Milli> {
    group.and_then(|name| groups.get(name))?.min
}

/// A case without its points, such as `gte 40`.
fn case_label(case: &Json) -> String {
    let keys = case.as_object().into_iter().flatten();
    let tests = keys.filter(|(key, _)| *key != "points");
    let tests = tests.map(|(key, value)| match value {
        Json::String(text) => format!("{key} {text}"),
        value => format!("{key} {value}"),
    });
    tests.collect::<Vec<_>>().join(", ")
}

//! Changes of a document: learnt points, and what follows from them.

use std::collections::BTreeMap;

use serde_json::{Value as Json, json};

use super::report::RefitDecay;
use super::rules::{LearntRule, RefitRules, RuleValue, pointer_part};
use crate::calibrate::backtest::rules::{RuleKind, RuleSection};
use crate::document::{Document, Group, Signal};
use crate::exact::Milli;

/// A change of a value of the document.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Edit {
    /// Its JSON Pointer.
    pub(crate) path: String,
    /// The new value; `None` removes the key.
    pub(crate) value: Option<Json>,
}

impl Edit {
    pub(crate) fn set(path: impl Into<String>, value: impl Into<Json>) -> Self {
        Self {
            path: path.into(),
            value: Some(value.into()),
        }
    }

    fn remove(path: String) -> Self {
        Self { path, value: None }
    }

    /// The pointer of the table, and the key or position there.
    pub(crate) fn place(&self) -> (&str, String) {
        let (table, key) = self.path.rsplit_once('/').unwrap_or_default();
        (table, key.replace("~1", "/").replace("~0", "~"))
    }

    /// Applies the change to a document as JSON.
    pub(crate) fn apply(&self, document: &mut Json) {
        let (table, key) = self.place();
        match (document.pointer_mut(table), &self.value) {
            (Some(Json::Object(table)), Some(value)) => {
                table.insert(key, value.clone());
            }
            (Some(Json::Object(table)), None) => {
                table.remove(&key);
            }
            _ => {}
        }
    }
}

impl RefitDecay {
    /// As a value of a document.
    pub(crate) fn json(self) -> Json {
        match self {
            Self::HalfLifeDays(days) => json!({ "half_life_days": days }),
            Self::WindowDays(days) => json!({ "window_days": days }),
        }
    }
}

/// The changes for learnt points, which are given by column. Limits of signals, groups and sections are
/// scaled with the points of their members; the decay and the activity of signals stay as they are, or the
/// decay becomes the chosen one.
pub(crate) fn edits(
    document: &Document,
    rules: &RefitRules,
    points: &[i64],
    decay: Option<RefitDecay>,
) -> Vec<Edit> {
    let mut edits = Vec::new();
    for (rule, value) in rules.values() {
        let new = points.get(value.column).copied().unwrap_or_default();
        if value.given.0 != new * 1_000 {
            edits.push(Edit::set(&value.path, new));
        }
        if rule.kind == RuleKind::Signal
            && let Some(signal) = document.signals.get(&rule.name)
        {
            edits.extend(signal_edits(document, &rule.name, signal, new, decay));
        }
    }
    if let Some(fit) = &document.fit {
        let members = Members::new(rules, RuleSection::Fit, points);
        edits.extend(members.limits("/fit", fit.min, fit.max, &fit.groups));
    }
    if let Some(one) = &document.engagement {
        let members = Members::new(rules, RuleSection::Engagement, points);
        edits.extend(members.limits("/engagement", one.min, one.max, &one.groups));
    }
    edits
}

/// What follows from the new points of a signal.
fn signal_edits(
    document: &Document,
    name: &str,
    signal: &Signal,
    new: i64,
    decay: Option<RefitDecay>,
) -> Vec<Edit> {
    let path = format!("/signals/{}", pointer_part(name));
    let key = |key: &str| format!("{path}/{key}");
    let mut edits = Vec::new();
    let (was_gain, is_gain) = (signal.points.0 > 0, new > 0);
    let purchases = document.purchases.iter().flat_map(|own| &own.signals);
    let is_purchase = purchases.into_iter().any(|own| own == name);
    // Points above 0 make events activity unless the model says otherwise.
    if signal.activity.is_none() && !is_purchase && was_gain != is_gain {
        edits.push(Edit::set(key("activity"), was_gain));
    }
    if new == 0 {
        // Without points these say nothing, and are not allowed.
        let unused = [
            ("limit", signal.limit.is_some()),
            ("limit_per_day", signal.limit_per_day.is_some()),
        ];
        let unused = unused.iter().filter(|(_, is_set)| *is_set);
        edits.extend(unused.map(|(own, _)| Edit::remove(key(own))));
        return edits;
    }
    let inherited = document
        .engagement
        .as_ref()
        .and_then(|one| one.decay.as_ref());
    match (decay, &signal.decay, inherited) {
        (Some(decay), ..) => edits.push(Edit::set(key("decay"), decay.json())),
        // Signals without points above 0 do not inherit a decay.
        (None, None, Some(decay)) if was_gain && !is_gain => {
            edits.push(Edit::set(key("decay"), json!(decay)));
        }
        (None, None, Some(_)) if !was_gain && is_gain => {
            edits.push(Edit::set(key("decay"), "none"));
        }
        _ => {}
    }
    let scaled =
        |limit: Option<Milli>| limit.map(|limit| scale(limit, new * 1_000, signal.points.0));
    let (min, max) = match was_gain == is_gain {
        true => (scaled(signal.min), scaled(signal.max)),
        // The least loss becomes the greatest gain.
        false => (scaled(signal.max), scaled(signal.min)),
    };
    edits.extend(limit_edit(key("min"), signal.min, min));
    edits.extend(limit_edit(key("max"), signal.max, max));
    edits
}

fn limit_edit(path: String, old: Option<Milli>, new: Option<Milli>) -> Option<Edit> {
    (old != new).then(|| Edit {
        path,
        value: new.map(|limit| json!(limit)),
    })
}

/// `limit * new / old`, rounded to the nearest thousandth.
fn scale(limit: Milli, new: i64, old: i64) -> Milli {
    let product = i128::from(limit.0) * i128::from(new);
    let old = i128::from(old);
    let half = old.abs() / 2 * product.signum() * old.signum();
    let found = (product + half * old.signum())
        .checked_div(old)
        .unwrap_or_default();
    Milli(i64::try_from(found).unwrap_or(limit.0))
}

/// How many points the rules of groups and of a section can give, before and after.
struct Members {
    groups: BTreeMap<String, Reach>,
    section: Reach,
}

/// The most points of rules: the sums of their greatest gains and losses, before and after.
#[derive(Clone, Copy, Debug, Default)]
struct Reach {
    gain: [f64; 2],
    loss: [f64; 2],
}

impl Reach {
    /// `new` returns the new points of a value in thousandths.
    fn of(rule: &LearntRule, new: impl Fn(&RuleValue) -> i64) -> Self {
        let mut reach = Self::default();
        for value in &rule.values {
            let both = [value.given.0, new(value)].map(|points| points as f64 / 1_000.0);
            for (at, own) in both.into_iter().enumerate() {
                let own = own * value.unit;
                if let (Some(gain), Some(loss)) = (reach.gain.get_mut(at), reach.loss.get_mut(at)) {
                    *gain = gain.max(own);
                    *loss = loss.min(own);
                }
            }
        }
        reach
    }

    fn add(&mut self, other: Self) {
        for at in 0..2 {
            if let (Some(gain), Some(loss), Some(more), Some(less)) = (
                self.gain.get_mut(at),
                self.loss.get_mut(at),
                other.gain.get(at),
                other.loss.get(at),
            ) {
                *gain += more;
                *loss += less;
            }
        }
    }
}

impl Members {
    fn new(rules: &RefitRules, section: RuleSection, points: &[i64]) -> Self {
        let mut members = Self {
            groups: BTreeMap::new(),
            section: Reach::default(),
        };
        let is_member = |rule: &&LearntRule| rule.section == section;
        let learnt = rules.rules.iter().filter(is_member).map(|rule| {
            let new = |value: &RuleValue| points.get(value.column).map_or(0, |new| new * 1_000);
            (rule, Reach::of(rule, new))
        });
        let kept = rules.kept.iter().filter(is_member);
        let kept = kept.map(|rule| (rule, Reach::of(rule, |value| value.given.0)));
        for (rule, reach) in learnt.chain(kept) {
            members.section.add(reach);
            if let Some(group) = &rule.group {
                members.groups.entry(group.clone()).or_default().add(reach);
            }
        }
        members
    }

    fn limits(
        &self,
        path: &str,
        min: Option<Milli>,
        max: Option<Milli>,
        groups: &BTreeMap<String, Group>,
    ) -> Vec<Edit> {
        let mut edits = scaled_limits(path, &self.section, min, max);
        for (name, group) in groups {
            if let Some(reach) = self.groups.get(name) {
                let path = format!("{path}/groups/{}", pointer_part(name));
                edits.extend(scaled_limits(&path, reach, group.min, group.max));
            }
        }
        edits
    }
}

/// Limits scaled with the most points of their members, to whole points. A limit stays if its members
/// cannot reach it either before or after.
fn scaled_limits(path: &str, reach: &Reach, min: Option<Milli>, max: Option<Milli>) -> Vec<Edit> {
    let scaled = |limit: Option<Milli>, [old, new]: [f64; 2]| {
        limit.map(|limit| {
            if old == 0.0 || new == 0.0 {
                return limit;
            }
            Milli::nearest((limit.0 as f64 / 1_000.0 * new / old).round()).unwrap_or(limit)
        })
    };
    let edits = [
        limit_edit(format!("{path}/min"), min, scaled(min, reach.loss)),
        limit_edit(format!("{path}/max"), max, scaled(max, reach.gain)),
    ];
    edits.into_iter().flatten().collect()
}

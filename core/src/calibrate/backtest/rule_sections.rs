//! The rules of a section: their clamps, and a copy of the section that shows the points of each.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::rules::{RuleKind, RuleSection};
use crate::document::{Criterion, Document, Group};
use crate::exact::Milli;

/// The rules of a section.
#[derive(Debug)]
pub(crate) struct SectionRules {
    pub(crate) section: RuleSection,
    clamp: Clamp,
    /// By name.
    groups: Vec<GroupClamp>,
    rules: Vec<Rule>,
}

/// The least and the greatest points of a group or section.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Clamp {
    min: Option<Milli>,
    max: Option<Milli>,
}

#[derive(Debug)]
struct GroupClamp {
    name: String,
    clamp: Clamp,
}

#[derive(Debug)]
struct Rule {
    kind: RuleKind,
    name: String,
    /// Position of its group.
    group: Option<usize>,
}

impl Clamp {
    pub(crate) fn new(min: Option<Milli>, max: Option<Milli>) -> Self {
        Self { min, max }
    }

    fn apply(self, points: i64) -> i64 {
        let low = self.min.map_or(points, |min| points.max(min.0));
        self.max.map_or(low, |max| low.min(max.0))
    }
}

/// The sums of a section of a row before it is clamped.
#[derive(Debug)]
pub(crate) struct SectionSums {
    /// The sum of each group, before its clamp.
    groups: Box<[i64]>,
    /// The sum of everything, with clamped groups.
    all: i64,
}

/// What is left out of a section.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Omitted {
    /// A criterion or signal, by position among the rules.
    Rule(usize),
    /// A group, by position.
    Group(usize),
}

/// What is left out, by name.
pub(crate) struct Named<'s> {
    pub(crate) kind: RuleKind,
    pub(crate) name: &'s str,
}

impl SectionRules {
    pub(crate) fn new(
        section: RuleSection,
        clamp: Clamp,
        groups: &BTreeMap<String, Group>,
    ) -> Self {
        let group = |(name, group): (&String, &Group)| GroupClamp {
            name: name.clone(),
            clamp: Clamp::new(group.min, group.max),
        };
        Self {
            section,
            clamp,
            groups: groups.iter().map(group).collect(),
            rules: Vec::new(),
        }
    }

    /// Everything that can be left out.
    pub(crate) fn all(&self) -> impl Iterator<Item = Omitted> + use<> {
        let rules = (0..self.rules.len()).map(Omitted::Rule);
        rules.chain((0..self.groups.len()).map(Omitted::Group))
    }

    /// The number of points of a row: those of each rule, and of everything else.
    pub(crate) fn points(&self) -> usize {
        self.rules.len() + 1
    }

    fn add(&mut self, kind: RuleKind, name: &str, group: Option<&String>) {
        let group = group.and_then(|name| self.groups.iter().position(|one| one.name == *name));
        self.rules.push(Rule {
            kind,
            name: name.to_owned(),
            group,
        });
    }

    pub(crate) fn add_criteria(&mut self, criteria: &[Criterion]) {
        for criterion in criteria {
            self.add(
                RuleKind::Criterion,
                &criterion.name,
                criterion.group.as_ref(),
            );
        }
    }

    /// Adds the signals with points.
    pub(crate) fn add_signals(&mut self, document: &Document) {
        for (name, signal) in &document.signals {
            if signal.points.0 != 0 || signal.points_per_unit.is_some_and(|one| one.0 != 0) {
                self.add(RuleKind::Signal, name, signal.group.as_ref());
            }
        }
    }

    /// Gives each rule a group of its own, with the weight of its group, and removes all clamps.
    pub(crate) fn rewrite(
        &self,
        document: &mut Value,
        key: &str,
        groups: &BTreeMap<String, Group>,
    ) {
        let weights: Vec<Milli> = groups.values().map(|group| group.weight).collect();
        let (mut own, mut of_signals, mut of_criteria) = (Map::new(), Map::new(), Vec::new());
        for (at, rule) in self.rules.iter().enumerate() {
            // Groups are in the order of their names.
            let name = format!("rule {at:06}");
            let weight = rule.group.and_then(|group| weights.get(group));
            let weight = weight.map_or_else(|| json!(1), |weight| json!(weight));
            own.insert(name.clone(), json!({ "weight": weight }));
            match rule.kind {
                RuleKind::Signal => {
                    of_signals.insert(rule.name.clone(), name.into());
                }
                _ => of_criteria.push(Value::from(name)),
            }
        }
        if self.section == RuleSection::Engagement {
            let signals = document.get_mut("signals").and_then(Value::as_object_mut);
            for (name, signal) in signals.into_iter().flatten() {
                set_group(signal, of_signals.remove(name));
            }
        }
        let Some(section) = document.get_mut(key).and_then(Value::as_object_mut) else {
            return;
        };
        section.remove("min");
        section.remove("max");
        section.insert("groups".to_owned(), own.into());
        let all = section.get_mut("criteria").and_then(Value::as_array_mut);
        for (criterion, name) in all.into_iter().flatten().zip(of_criteria) {
            set_group(criterion, Some(name));
        }
    }

    /// The sums of a row before clamps; `points` are those of its rules and of everything else.
    pub(crate) fn sums(&self, points: &[i64]) -> SectionSums {
        let mut sums = SectionSums {
            groups: vec![0; self.groups.len()].into(),
            all: points.get(self.rules.len()).copied().unwrap_or_default(),
        };
        for (rule, points) in self.rules.iter().zip(points) {
            match rule.group.and_then(|group| sums.groups.get_mut(group)) {
                Some(group) => *group += points,
                None => sums.all += points,
            }
        }
        let groups = self.groups.iter().zip(&sums.groups);
        sums.all += groups
            .map(|(group, sum)| group.clamp.apply(*sum))
            .sum::<i64>();
        sums
    }

    /// The points of the section if something gave 0; `points` and `sums` are those of a row.
    pub(crate) fn without(&self, points: &[i64], sums: &SectionSums, omitted: Omitted) -> i64 {
        let group = |at: usize| {
            let clamp = self.groups.get(at).map(|group| group.clamp);
            (
                clamp.unwrap_or_default(),
                sums.groups.get(at).copied().unwrap_or_default(),
            )
        };
        let all = match omitted {
            Omitted::Group(at) => {
                let (clamp, sum) = group(at);
                sums.all - clamp.apply(sum)
            }
            Omitted::Rule(at) => {
                let own = points.get(at).copied().unwrap_or_default();
                match self.rules.get(at).and_then(|rule| rule.group) {
                    None => sums.all - own,
                    Some(at) => {
                        let (clamp, sum) = group(at);
                        sums.all - clamp.apply(sum) + clamp.apply(sum - own)
                    }
                }
            }
        };
        self.clamp.apply(all)
    }

    /// The name of something that can be left out.
    pub(crate) fn named(&self, omitted: Omitted) -> Option<Named<'_>> {
        match omitted {
            Omitted::Rule(at) => self.rules.get(at).map(|rule| Named {
                kind: rule.kind,
                name: &rule.name,
            }),
            Omitted::Group(at) => self.groups.get(at).map(|group| Named {
                kind: RuleKind::Group,
                name: &group.name,
            }),
        }
    }
}

/// Sets or removes the group of a criterion or signal.
fn set_group(one: &mut Value, group: Option<Value>) {
    if let Some(one) = one.as_object_mut() {
        one.remove("group");
        one.extend(group.map(|group| ("group".to_owned(), group)));
    }
}

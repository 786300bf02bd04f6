//! The labels of each lead in both models, and the points of rules for each pair of labels.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use rustc_hash::FxHashMap;

use super::report::ImpactChange;
use crate::assessment::{Explanation, Label};
use crate::document::Document;
use crate::evaluate::EntrySource;
use crate::exact::{Instant, Milli};
use crate::model::Model;
use crate::tables::run::instants::InstantRow;
use crate::tables::{Chunk, Explain, TableError, TableOptions};

/// The labels that are compared.
pub(crate) const COMPARED: [Label; 3] = [Label::Cell, Label::Stage, Label::Qualification];

/// The positions of the labels of a lead; the greatest number stands for none, so that it comes last.
pub(crate) type Labels = [u32; COMPARED.len()];
const NONE: u32 = u32::MAX;

/// The name of a position.
pub(crate) fn name(label: Label, document: &Document, at: u32) -> Option<String> {
    (at != NONE).then(|| label.name(document, at).map(String::from))?
}

/// A pair of values of a label.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Move {
    /// Position in [`COMPARED`].
    pub(crate) label: usize,
    pub(crate) from: u32,
    pub(crate) to: u32,
}

/// The labels of a lead in both models.
#[derive(Clone, Copy, Debug)]
pub(crate) struct BothLabels {
    from: Labels,
    to: Labels,
}

impl BothLabels {
    pub(crate) fn moves(self) -> impl Iterator<Item = Move> {
        let pairs = self.from.into_iter().zip(self.to).enumerate();
        pairs.map(|(label, (from, to))| Move { label, from, to })
    }
}

/// What two models are compared on.
pub(crate) struct Compared<'c> {
    pub(crate) profiles: &'c [Chunk<'c>],
    pub(crate) events: &'c [Chunk<'c>],
    pub(crate) at: Instant,
    pub(crate) options: TableOptions,
}

/// A rule: its section, source and name.
type RuleKey = (&'static str, &'static str, String);
/// The sum of thousandths of each rule, for each pair.
type Sums = BTreeMap<Move, BTreeMap<RuleKey, (EntrySource, i128)>>;

impl Compared<'_> {
    /// The labels of each lead in both models.
    ///
    /// # Errors
    /// Those of scoring tables.
    pub(crate) fn labels(
        &self,
        old: &Model,
        new: &Model,
    ) -> Result<FxHashMap<Box<str>, BothLabels>, TableError> {
        let mut leads = FxHashMap::default();
        for (id, from) in self.each(old)? {
            leads.insert(
                id,
                BothLabels {
                    from,
                    to: [NONE; COMPARED.len()],
                },
            );
        }
        for (id, to) in self.each(new)? {
            let own = leads.entry(id).or_insert(BothLabels {
                from: [NONE; COMPARED.len()],
                to,
            });
            own.to = to;
        }
        Ok(leads)
    }

    /// The labels of each lead.
    fn each(&self, model: &Model) -> Result<Vec<(Box<str>, Labels)>, TableError> {
        let document = model.document();
        let labels = |found: InstantRow<'_>| {
            let at = |label: Label| label.position_of(found.row, document).unwrap_or(NONE);
            Some((found.lead.into(), COMPARED.map(at)))
        };
        let (profiles, events) = (self.profiles, self.events);
        let found = model.assess_instants(profiles, events, &[self.at], &self.options, labels)?;
        Ok(found.rows.into_iter().flatten().collect())
    }

    /// How much each rule gives the leads of each pair in the new model less what it gives in the old one.
    ///
    /// Explanations are added up one by one, so memory does not grow with their number.
    ///
    /// # Errors
    /// Those of scoring tables.
    pub(crate) fn changes(
        &self,
        old: &Model,
        new: &Model,
        leads: &FxHashMap<Box<str>, BothLabels>,
    ) -> Result<BTreeMap<Move, Vec<ImpactChange>>, TableError> {
        let sums: Mutex<Sums> = Mutex::default();
        for (model, sign) in [(old, -1), (new, 1)] {
            let add = |found: InstantRow<'_>| {
                let (labels, why) = (leads.get(found.lead)?, found.explanation?);
                let mut sums = sums.lock().unwrap_or_else(PoisonError::into_inner);
                for one in labels.moves() {
                    let own = sums.entry(one).or_default();
                    for (key, source, points) in entries(why) {
                        own.entry(key).or_insert((source, 0)).1 += sign * i128::from(points.0);
                    }
                }
                None::<()>
            };
            let options = TableOptions {
                explain: Explain::All,
                ..self.options.clone()
            };
            let (profiles, events) = (self.profiles, self.events);
            model.assess_instants(profiles, events, &[self.at], &options, add)?;
        }
        let sums = sums.into_inner().unwrap_or_else(PoisonError::into_inner);
        let changes = sums.into_iter().map(|(one, rules)| (one, sorted(rules)));
        Ok(changes.collect())
    }
}

/// The entries of all sections.
fn entries(why: &Explanation) -> impl Iterator<Item = (RuleKey, EntrySource, Milli)> {
    let sections = [
        ("fit", &why.fit),
        ("engagement", &why.engagement),
        ("cycle", &why.cycle),
        ("readiness", &why.readiness),
    ];
    sections.into_iter().flat_map(|(section, own)| {
        let entries = own.iter().flat_map(|own| &own.entries);
        entries.map(move |entry| {
            let key = (section, entry.source.word(), entry.name.clone());
            (key, entry.source, entry.points)
        })
    })
}

/// Changes other than 0, the largest first, then in the order of sections and names.
fn sorted(rules: BTreeMap<RuleKey, (EntrySource, i128)>) -> Vec<ImpactChange> {
    let changes = rules.into_iter().filter(|(_, (_, points))| *points != 0);
    let changes = changes.map(|((section, _, name), (source, points))| ImpactChange {
        section,
        source,
        name,
        points: Milli(i64::try_from(points).unwrap_or(i64::MAX)),
    });
    let mut changes: Vec<ImpactChange> = changes.collect();
    changes.sort_by_key(|change| std::cmp::Reverse(change.points.0.unsigned_abs()));
    changes
}

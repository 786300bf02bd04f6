//! What may have told a model the outcome in advance.

use super::rules::{RuleKind, RuleSection};
use crate::calibrate::sample::counts::RecordedLater;
use crate::calibrate::sample::request::Outcomes;
use crate::calibrate::sample::rows::Sample;
use crate::calibrate::sample::study::Study;
use crate::calibrate::stats::ratio::ratio;
use crate::document::{Document, Signal};
use crate::model::ids::Id;
use crate::model::plan::Compiled;
use crate::tables::{Chunk, KnownAt};

/// Points of one rule with a greater AUC may have told the outcome in advance.
pub(crate) const TELLS: f64 = 0.95;

/// Something that may have told a model the outcome in advance, so that figures are too good.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[serde(tag = "leak", rename_all = "snake_case")]
#[non_exhaustive]
pub enum Leak {
    /// Rows that were recorded after the last instant were used, because the request says that all rows
    /// are known.
    RecordedLater {
        /// Number of rows of profiles.
        profiles: u64,
        /// Number of events.
        events: u64,
    },
    /// Profiles say neither from when on they are valid nor when they were recorded, so the attributes
    /// may be newer than the instants.
    Undated {
        /// The attributes that the model reads, by name.
        attributes: Vec<String>,
    },
    /// A rule tells rows apart by itself, almost without fail.
    RuleTells {
        /// The section of the rule.
        section: RuleSection,
        /// What the rule is.
        kind: RuleKind,
        /// Its name.
        name: String,
        /// The AUC of its points, above 0.95.
        auc: f64,
    },
    /// Whether the attribute is known tells rows apart by itself: it may be filled in because of the
    /// outcome.
    KnownTells {
        /// The attribute.
        attribute: String,
        /// The AUC of its being known; below 0.4 or above 0.6.
        auc: f64,
    },
    /// More than half of the events of a signal, up to the first outcome of their lead, lie on the day
    /// of the outcome or the day before: they may be part of it.
    LateSignal {
        /// The signal.
        signal: String,
        /// Number of its events up to the first outcome of their lead.
        events: u64,
        /// Number of those on the day of the outcome or the day before.
        late: u64,
    },
    /// The outcome is a signal with points.
    OutcomeHasPoints {
        /// The signal.
        signal: String,
    },
}

/// The events of one signal up to the first outcome of their lead.
#[derive(Clone, Copy, Debug, Default)]
struct LateCounts {
    events: u64,
    late: u64,
}

/// Rows in which an attribute is known.
#[derive(Clone, Copy, Debug, Default)]
struct KnownCounts {
    conversions: u64,
    others: u64,
}

impl KnownCounts {
    fn add(&mut self, converts: bool) {
        self.conversions += u64::from(converts);
        self.others += u64::from(!converts);
    }

    /// The AUC of being known, where `all` counts all rows.
    fn area(self, all: Self) -> Option<f64> {
        let product = |conversions: u64, others: u64| u128::from(conversions) * u128::from(others);
        let (unknown, unknown_others) =
            (all.conversions - self.conversions, all.others - self.others);
        // Twice the pairs in which the row that converts is known and the other is not; ties count half.
        let wins = 2 * product(self.conversions, unknown_others)
            + product(self.conversions, self.others)
            + product(unknown, unknown_others);
        ratio(wins, 2 * product(all.conversions, all.others))
    }
}

impl Leak {
    /// Rows that were recorded after the last instant, if they were used.
    pub(crate) fn recorded_later(known: KnownAt, rows: RecordedLater) -> Vec<Self> {
        let is_leak = known == KnownAt::Now && rows != RecordedLater::default();
        let leak = is_leak.then_some(Self::RecordedLater {
            profiles: rows.profiles,
            events: rows.events,
        });
        leak.into_iter().collect()
    }

    /// Attributes that the model reads from profiles without times.
    pub(crate) fn undated(plan: &Compiled, profiles: &[Chunk<'_>]) -> Vec<Self> {
        let has = |chunk: &Chunk<'_>, name: &str| chunk.column(name).is_some();
        let is_dated = |chunk: &&Chunk<'_>| has(chunk, "valid_from") || has(chunk, "recorded_at");
        let undated = |name: &str| {
            let mut chunks = profiles.iter().filter(|chunk| !is_dated(chunk));
            chunks.any(|chunk| has(chunk, name))
        };
        let read = plan.intake.attributes.iter().filter(|field| field.is_read);
        let read = read.filter(|field| undated(&field.name));
        let attributes: Vec<String> = read.map(|field| field.name.clone()).collect();
        let leak = (!attributes.is_empty()).then_some(Self::Undated { attributes });
        leak.into_iter().collect()
    }

    /// Attributes whose being known tells mature rows apart.
    pub(crate) fn known_tells(sample: &Sample, document: &Document) -> Vec<Self> {
        let mut known = vec![KnownCounts::default(); document.attributes.len()];
        let mut all = KnownCounts::default();
        for row in sample.mature() {
            all.add(row.converts());
            for at in &row.known {
                if let Some(own) = known.get_mut(*at as usize) {
                    own.add(row.converts());
                }
            }
        }
        let leak = |(name, own): (&String, KnownCounts)| {
            let area = own.area(all)?;
            (!(0.4..=0.6).contains(&area)).then(|| Self::KnownTells {
                attribute: name.clone(),
                auc: area,
            })
        };
        let attributes = document.attributes.keys().zip(known);
        attributes.filter_map(leak).collect()
    }

    /// Signals most of whose events lie close to the first outcome of their lead.
    pub(crate) fn late_signals(study: &Study<'_>, plan: &Compiled) -> Vec<Self> {
        let outcomes = &study.data.outcomes;
        let (zone, signals) = (&plan.zone, &plan.document.signals);
        let mut counts = vec![LateCounts::default(); signals.len()];
        study.walk.each(|event| {
            let lead = study.leads.get(event.lead);
            let outcome = lead.and_then(|lead| outcomes.of(lead).first());
            let Some(outcome) = outcome.filter(|outcome| event.at <= outcome.at) else {
                return;
            };
            let late = zone.day_of(outcome.at).since(zone.day_of(event.at)) <= 1;
            for signal in event.signals {
                if let Some(counts) = counts.get_mut(signal.at()) {
                    counts.events += 1;
                    counts.late += u64::from(late);
                }
            }
        });
        let leak = |(name, counts): (&String, LateCounts)| {
            (2 * counts.late > counts.events).then(|| Self::LateSignal {
                signal: name.clone(),
                events: counts.events,
                late: counts.late,
            })
        };
        signals.keys().zip(counts).filter_map(leak).collect()
    }

    /// The outcome, if it is a signal with points.
    pub(crate) fn outcome_has_points(outcomes: &Outcomes<'_>, document: &Document) -> Vec<Self> {
        let Outcomes::Signal(name) = outcomes else {
            return Vec::new();
        };
        let per_unit = |signal: &Signal| signal.points_per_unit.is_some_and(|one| one.0 != 0);
        let has_points = |signal: &&Signal| signal.points.0 != 0 || per_unit(signal);
        let signal = document.signals.get(name).filter(has_points);
        let leak = signal.map(|_| Self::OutcomeHasPoints {
            signal: name.clone(),
        });
        leak.into_iter().collect()
    }
}

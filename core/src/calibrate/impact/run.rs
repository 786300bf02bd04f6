//! Compares two models on the same leads.

use std::collections::BTreeMap;

use rustc_hash::FxHashSet;

use super::error::ImpactError;
use super::moves::{COMPARED, Compared, Move, name};
use super::report::{Impact, ImpactEntry, ImpactMatrix};
use super::request::ImpactRequest;
use crate::calibrate::sample::request::{At, SampleRequest};
use crate::calibrate::sample::study::Study;
use crate::calibrate::stats::rate::{LeadCounts, RateSums};
use crate::model::Model;
use crate::tables::{Chunk, TableOptions};

impl Model {
    /// Finds which leads a new model moves to another cell, stage or qualification, and which rules move
    /// them.
    ///
    /// The tables are scored twice by each model. Explanations are added up one by one, so that tables may be
    /// large.
    ///
    /// # Errors
    /// Tables that cannot be scored, and outcomes that allow no rates.
    ///
    /// ```
    /// use leadgrade::calibrate::ImpactRequest;
    /// use leadgrade::tables::{Chunk, Column};
    /// use leadgrade::Model;
    /// let text = |points: u32| format!(r#"
    ///     format = 1
    ///     name = "shop"
    ///     engagement = {{}}
    ///     [fit]
    ///     [signals]
    ///     visit = {{ points = {points} }}
    /// "#);
    /// let (old, new) = (Model::from_toml(&text(10))?, Model::from_toml(&text(30))?);
    /// let texts = |list: &[&'static str]| Column::Texts(Box::new(list.to_vec()));
    /// let events = Chunk::new(3)
    ///     .with("lead", texts(&["a", "a", "b"]))
    ///     .with("event", texts(&["visit", "visit", "visit"]))
    ///     .with("at", texts(&["2026-01-05", "2026-01-07", "2026-01-07"]));
    /// let request = ImpactRequest::new(old.as_of("2026-01-10")?);
    /// let found = old.impact(&new, &[], &[events], &request)?;
    /// let cells = &found.matrices[0].entries;
    /// // The lead with two visits has 60 points instead of 20: rank 2 instead of 4.
    /// assert_eq!((cells[0].from.as_deref(), cells[0].to.as_deref()), (Some("E4"), Some("E2")));
    /// assert_eq!(cells[0].changes[0].points.to_string(), "40");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn impact(
        &self,
        new: &Self,
        profiles: &[Chunk<'_>],
        events: &[Chunk<'_>],
        request: &ImpactRequest<'_>,
    ) -> Result<Impact, ImpactError> {
        let compared = Compared {
            profiles,
            events,
            at: request.as_of,
            options: TableOptions {
                known: request.known,
                ..TableOptions::default()
            },
        };
        let leads = compared.labels(self, new)?;
        let mut changes = compared.changes(self, new, &leads)?;
        let judged = self.judged(profiles, events, request)?;
        let mut entries: BTreeMap<Move, Counts> = BTreeMap::new();
        for (id, labels) in &leads {
            for one in labels.moves() {
                entries.entry(one).or_default().add(judged.of(id));
            }
        }
        let matrices = COMPARED.iter().enumerate();
        let matrices = matrices.filter(|(_, label)| {
            label.count(self.document()) > 0 || label.count(new.document()) > 0
        });
        let matrices = matrices.map(|(at, label)| ImpactMatrix {
            label: *label,
            entries: entries
                .iter()
                .filter(|(one, _)| one.label == at)
                .map(|(one, counts)| ImpactEntry {
                    from: name(*label, self.document(), one.from),
                    to: name(*label, new.document(), one.to),
                    leads: counts.leads,
                    changes: changes.remove(one).unwrap_or_default(),
                    rows: counts.rates.rows,
                    conversions: counts.rates.conversions,
                    rate: counts.rates.rate(),
                    interval: counts.rates.interval(),
                })
                .collect(),
        });
        Ok(Impact {
            as_of: request.as_of,
            leads: leads.len() as u64,
            matrices: matrices.collect(),
        })
    }

    /// Which leads convert.
    fn judged(
        &self,
        profiles: &[Chunk<'_>],
        events: &[Chunk<'_>],
        request: &ImpactRequest<'_>,
    ) -> Result<Judged, ImpactError> {
        let Some(own) = &request.outcomes else {
            return Ok(Judged::default());
        };
        let at = At::Instants(vec![request.as_of]);
        let mut sample = SampleRequest::new(at, own.horizon_days, own.outcomes.clone());
        sample.observed_until = own.observed_until;
        sample.known = Some(request.known);
        let study = Study::take(self, profiles, events, &sample)?;
        let mut judged = Judged::default();
        for row in study.sample.mature() {
            let id: Box<str> = study.leads.id(row.lead).into();
            if row.converts() {
                judged.convert.insert(id.clone());
            }
            judged.all.insert(id);
        }
        Ok(judged)
    }
}

/// The leads whose outcome is known.
#[derive(Default)]
struct Judged {
    all: FxHashSet<Box<str>>,
    convert: FxHashSet<Box<str>>,
}

impl Judged {
    /// The row of a lead, if its outcome is known.
    fn of(&self, id: &str) -> LeadCounts {
        LeadCounts {
            rows: u64::from(self.all.contains(id)),
            conversions: u64::from(self.convert.contains(id)),
        }
    }
}

/// The leads of a pair.
#[derive(Default)]
struct Counts {
    leads: u64,
    rates: RateSums,
}

impl Counts {
    fn add(&mut self, lead: LeadCounts) {
        self.leads += 1;
        self.rates.add(lead);
    }
}

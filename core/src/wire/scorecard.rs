//! Scores of a loaded data set for a binding: the grid, which leads moved, lists of leads, and
//! single leads as requests.

use serde::Serialize;

use super::argument::{LEAD_OF_TABLES, SCORECARD};
use super::lead_filter::LeadFilter;
use super::refusal::{MAX_LISTED, refusal, tables_refusal};
use super::request::{ArgumentError, Request};
use super::{json, problem};
use crate::assessment::canonical;
use crate::lead::{Hint, Reject, UnknownEvents};
use crate::model::Model;
use crate::tables::report::lead_list::LeadColumns;
use crate::tables::{AsOf, Dataset, Grid, Place, Scoring, TableOptions};

/// The leads of a data set, scored by a model at one instant.
///
/// ```
/// use leadgrade::wire::{self, Scorecard, json::Numbers};
/// let mut data = leadgrade::tables::Dataset::default();
/// let rows = r#"{"lead": "a", "event": "visit", "at": "2026-11-20"}"#;
/// data.add_events(wire::rows(rows, Numbers::Nearest, false).unwrap()).unwrap();
/// let model = |points: u32| {
///     let text = format!("format = 1\nname = \"n\"\n[signals.visit]\npoints = {points}\n[engagement]");
///     wire::compile(&text, wire::Format::Toml).unwrap()
/// };
/// let as_of = r#"{"as_of": "2026-11-22"}"#;
/// let before = Scorecard::new(&mut data, &model(10), as_of).unwrap();
/// let after = Scorecard::new(&mut data, &model(30), as_of).unwrap();
/// assert_eq!(before.grid(), r#"{"counts":[[[0,0,0,0,1,0]]],"grades":[],"leads":1,"ranks":[1,2,3,4,5],"stages":[]}"#);
/// assert!(after.moves(&before).contains(r#""moved":1"#));
/// let asked = r#"{"at": {"rank": 4}, "from": {"rank": 5}}"#;
/// assert!(after.leads(asked, Some(&before)).unwrap().contains(r#""lead":["a"]"#));
/// ```
#[derive(Debug)]
pub struct Scorecard {
    model: Model,
    scoring: Scoring,
    grid: Grid,
}

/// The number of leads at each place of the grid.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "Grid"))]
pub(crate) struct GridAnswer<'g> {
    /// The stages of the model, earliest first.
    stages: &'g [String],
    /// The grades, best first.
    grades: &'g [String],
    /// The ranks, strongest first.
    ranks: &'g [u32],
    /// The number of leads.
    leads: usize,
    /// The number of leads by stage, grade and rank. Each list has one more entry at its
    /// end, for leads without such a label.
    counts: Vec<Vec<&'g [u32]>>,
}

/// The leads that moved since an earlier scorecard.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "Moves"))]
pub(crate) struct MovesAnswer<'g> {
    /// The number of leads whose stage, grade or rank differs.
    moved: usize,
    /// The number of leads that are new.
    came: usize,
    /// The number of leads that are gone.
    left: usize,
    /// Where they moved from and to, most leads first.
    flows: Vec<Flow<'g>>,
}

/// Leads that moved from one place to another.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(crate) struct Flow<'g> {
    /// Where they were.
    from: Place<'g>,
    /// Where they are.
    to: Place<'g>,
    /// The number of leads.
    leads: u32,
}

/// One page of the leads that match.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "Leads"))]
pub(crate) struct LeadsAnswer<'g> {
    /// The number of leads that match.
    count: usize,
    /// Their scores.
    leads: LeadColumns<'g>,
    /// Their scores in the earlier scorecard, in the same order; null without one.
    before: Option<LeadColumns<'g>>,
}

/// What was found while the data set was scored.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(crate) struct TablesReport<'g> {
    /// The number of values, rows and leads that could not be used.
    rejected: usize,
    /// The first 1,000 of them, each with its reason.
    rejects: &'g [Reject],
    /// Valid data that is probably a mistake.
    hints: &'g [Hint],
    /// Events whose instant was local time without an offset.
    without_offset: u64,
    /// Events without a value that a signal with `points_per_unit` matched.
    without_value: u64,
    /// Events whose name no signal names.
    unknown_events: &'g UnknownEvents,
    /// Ids under which events with different contents came.
    id_conflicts: u64,
}

impl Scorecard {
    /// Scores all leads at the `as_of` of the request.
    ///
    /// # Errors
    /// A refusal with all problems of the request, or of a model with more than 1,000,000
    /// combinations of stage, grade and rank.
    pub fn new(data: &mut Dataset, model: &Model, request: &str) -> Result<Self, String> {
        let as_of = Request::read(request, SCORECARD).instant(model);
        let as_of = AsOf::One(as_of.map_err(|problems| refusal(&problems))?);
        let scored = data
            .read(model)
            .and_then(|tables| tables.assess(model, &as_of, &TableOptions::default()));
        let scoring = scored.map_err(|error| tables_refusal(&error))?;
        let grid = scoring.grid(model).ok_or_else(|| {
            let message = "stages, grades and ranks make more than 1,000,000 places".to_owned();
            let help = "fewer of them, for a grid";
            refusal(&[problem("too_large", String::new(), message, help)])
        })?;
        Ok(Self {
            model: model.clone(),
            scoring,
            grid,
        })
    }

    /// The number of leads at each place, as canonical JSON text.
    pub fn grid(&self) -> String {
        let (grades, ranks) = (self.grid.grades().len() + 1, self.grid.ranks().len() + 1);
        let stages = self.grid.counts().chunks(grades * ranks);
        canonical(&GridAnswer {
            stages: self.grid.stages(),
            grades: self.grid.grades(),
            ranks: self.grid.ranks(),
            leads: self.scoring.leads.len(),
            counts: stages.map(|stage| stage.chunks(ranks).collect()).collect(),
        })
    }

    /// Rejects, hints and counts, as canonical JSON text.
    pub fn report(&self) -> String {
        let all = &self.scoring.rejects;
        canonical(&TablesReport {
            rejected: all.len(),
            rejects: all.get(..MAX_LISTED).unwrap_or(all),
            hints: &self.scoring.hints,
            without_offset: self.scoring.without_offset,
            without_value: self.scoring.without_value,
            unknown_events: &self.scoring.unknown_events,
            id_conflicts: self.scoring.id_conflicts,
        })
    }

    /// The leads that moved since an earlier scorecard, as canonical JSON text.
    pub fn moves(&self, before: &Self) -> String {
        let moves = self.moved(before);
        let mut flows: Vec<(&(u32, u32), &u32)> = moves.flows.iter().collect();
        flows.sort_by_key(|(_, leads)| std::cmp::Reverse(**leads));
        let flow = |((from, to), leads): (&(u32, u32), &u32)| Flow {
            from: before.grid.at(*from),
            to: self.grid.at(*to),
            leads: *leads,
        };
        canonical(&MovesAnswer {
            moved: moves.rows.len(),
            came: moves.came.len(),
            left: moves.left.len(),
            flows: flows.into_iter().map(flow).collect(),
        })
    }

    fn moved(&self, before: &Self) -> crate::tables::Moves {
        let (leads, leads_before) = (&self.scoring.leads, &before.scoring.leads);
        before.grid.moves(leads_before, &self.grid, leads)
    }

    /// Leads by priority, the greatest first, as canonical JSON text. With an earlier scorecard,
    /// only the leads that moved, with their earlier scores.
    ///
    /// # Errors
    /// A refusal with all problems of the request.
    pub fn leads(&self, request: &str, before: Option<&Self>) -> Result<String, String> {
        let filter = LeadFilter::read(request, before.is_some());
        let filter = filter.map_err(|problems| refusal(&problems))?;
        let here = self.grid.wanted(|place| filter.at.matches(&place));
        let stands = |grid: &Grid, wanted: &[bool], row: u32| {
            let place = grid.places().get(row as usize);
            place.is_some_and(|place| wanted.get(*place as usize).copied().unwrap_or_default())
        };
        let is_wanted = |row: &u32| {
            let lead = self.scoring.leads.get(*row as usize);
            lead.is_some_and(|lead| lead.contains(&filter.contains))
                && stands(&self.grid, &here, *row)
        };
        let Some(before) = before else {
            let rows = 0..u32::try_from(self.scoring.leads.len()).unwrap_or(u32::MAX);
            let rows = self.scoring.by_priority(rows.filter(is_wanted).collect());
            return Ok(canonical(&LeadsAnswer {
                count: rows.len(),
                leads: self.scoring.columns(&self.model, filter.page(&rows)),
                before: None,
            }));
        };
        let there = before.grid.wanted(|place| filter.from.matches(&place));
        let pairs = self.moved(before).rows.into_iter();
        let were: std::collections::BTreeMap<u32, u32> = pairs
            .filter(|(was, row)| is_wanted(row) && stands(&before.grid, &there, *was))
            .map(|(was, row)| (row, was))
            .collect();
        let rows = self.scoring.by_priority(were.keys().copied().collect());
        let page = filter.page(&rows);
        let page_before: Vec<u32> = page
            .iter()
            .filter_map(|row| were.get(row).copied())
            .collect();
        Ok(canonical(&LeadsAnswer {
            count: rows.len(),
            leads: self.scoring.columns(&self.model, page),
            before: Some(before.scoring.columns(&before.model, &page_before)),
        }))
    }
}

/// A lead of a data set as arguments of a request, `{"events": [..], "profile": {..}}`: the
/// profile that applies at an instant, and all events. Returns `null` if no row has the lead's id.
///
/// # Errors
/// A refusal with all problems of the request.
///
/// ```
/// use leadgrade::wire::{self, json::Numbers};
/// let mut data = leadgrade::tables::Dataset::default();
/// data.add_profiles(wire::rows(r#"{"lead": "a", "size": "12"}"#, Numbers::Nearest, true).unwrap()).unwrap();
/// let model = wire::compile("format = 1\nname = \"n\"\nattributes.size = { type = \"number\" }", wire::Format::Toml).unwrap();
/// let lead = wire::lead_of_tables(&mut data, &model, r#"{"lead": "a", "as_of": "2026-11-22"}"#).unwrap();
/// assert_eq!(lead, r#"{"events":[],"profile":{"lead":"a","size":12}}"#);
/// ```
pub fn lead_of_tables(data: &mut Dataset, model: &Model, request: &str) -> Result<String, String> {
    let mut request = Request::read(request, LEAD_OF_TABLES);
    let id = request.part("lead", |raw| json::text(raw).ok_or(ArgumentError::Type));
    let as_of = request
        .instant(model)
        .map_err(|problems| refusal(&problems))?;
    let tables = data.read(model).map_err(|error| tables_refusal(&error))?;
    let lead = tables.lead(model, &id.unwrap_or_default(), as_of);
    Ok(lead.map_or_else(
        || "null".to_owned(),
        |(profile, events)| super::lead(&profile, &events),
    ))
}

//! Tables that stay as loaded, scored across a language border: the grid, who
//! moved, lists of leads, and one lead as a request.

use serde::Serialize;

use super::leads::LeadsAsked;
use super::operation::{LEAD_OF_TABLES, TO_GRADE};
use super::refused::MOST_LISTED;
use super::request::{Given, Refused};
use super::{problem, raw, refusal, tables_refusal};
use crate::assessment::canonical;
use crate::lead::{Hint, Reject, UnknownEvents};
use crate::model::Model;
use crate::tables::report::lead_list::LeadColumns;
use crate::tables::{AsOf, Dataset, Grid, Place, Scoring, TableOptions};

/// The leads of tables as a model grades them at one instant.
///
/// ```
/// use leadgrade::wire::{self, Graded, raw::Numbers};
/// let mut data = leadgrade::tables::Dataset::default();
/// let rows = r#"{"lead": "a", "event": "visit", "at": "2026-11-20"}"#;
/// data.add_events(wire::rows(rows, Numbers::Nearest, false).unwrap()).unwrap();
/// let model = |points: u32| {
///     let text = format!("format = 1\nname = \"n\"\n[signals.visit]\npoints = {points}\n[engagement]");
///     wire::compile(&text, wire::Format::Toml).unwrap()
/// };
/// let as_of = r#"{"as_of": "2026-11-22"}"#;
/// let before = Graded::of(&mut data, &model(10), as_of).unwrap();
/// let after = Graded::of(&mut data, &model(30), as_of).unwrap();
/// assert_eq!(before.grid(), r#"{"counts":[[[0,0,0,0,1,0]]],"grades":[],"leads":1,"ranks":[1,2,3,4,5],"stages":[]}"#);
/// assert!(after.moves(&before).contains(r#""moved":1"#));
/// let asked = r#"{"at": {"rank": 4}, "from": {"rank": 5}}"#;
/// assert!(after.leads(asked, Some(&before)).unwrap().contains(r#""lead":["a"]"#));
/// ```
#[derive(Debug)]
pub struct Graded {
    model: Model,
    scoring: Scoring,
    grid: Grid,
}

/// How many leads stand where.
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
    /// How many leads there are.
    leads: usize,
    /// How many stand at each place: by stage, grade and rank, each list with one
    /// more entry at its end for leads without such a label.
    counts: Vec<Vec<&'g [u32]>>,
}

/// Who stands elsewhere than before.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "Moves"))]
pub(crate) struct MovesAnswer<'g> {
    /// Leads whose stage, grade or rank differs by name.
    moved: usize,
    /// Leads that were not there before.
    came: usize,
    /// Leads that are not there any more.
    left: usize,
    /// From where to where they went, most leads first.
    flows: Vec<Flow<'g>>,
}

/// Leads that went from one place to another.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(crate) struct Flow<'g> {
    /// Where they stood.
    from: Place<'g>,
    /// Where they stand.
    to: Place<'g>,
    /// How many.
    leads: u32,
}

/// Some leads of all that were asked for.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "Leads"))]
pub(crate) struct LeadsAnswer<'g> {
    /// How many there are in all.
    count: usize,
    /// What is said of them.
    leads: LeadColumns<'g>,
    /// What was said of them before, in the same order; null without a before.
    before: Option<LeadColumns<'g>>,
}

/// What was noticed while tables were scored.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(crate) struct TablesReport<'g> {
    /// How many values, rows and leads could not be used.
    rejected: usize,
    /// The first 1,000 of them, and why.
    rejects: &'g [Reject],
    /// What is valid, but probably not meant.
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

impl Graded {
    /// Scores all leads; the request says `as_of`.
    ///
    /// # Errors
    /// A refusal with everything that is wrong with the request, or of a model
    /// with more than a million places, which nobody can look at.
    pub fn of(data: &mut Dataset, model: &Model, request: &str) -> Result<Self, String> {
        let as_of = Given::read(request, TO_GRADE).instant(model);
        let as_of = AsOf::One(as_of.map_err(|problems| refusal(&problems))?);
        let scored = data
            .read(model)
            .and_then(|tables| tables.score(model, &as_of, &TableOptions::default()));
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

    /// How many leads stand where, as canonical JSON text.
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

    /// What was noticed, as canonical JSON text.
    pub fn report(&self) -> String {
        let all = &self.scoring.rejects;
        canonical(&TablesReport {
            rejected: all.len(),
            rejects: all.get(..MOST_LISTED).unwrap_or(all),
            hints: &self.scoring.hints,
            without_offset: self.scoring.without_offset,
            without_value: self.scoring.without_value,
            unknown_events: &self.scoring.unknown_events,
            id_conflicts: self.scoring.id_conflicts,
        })
    }

    /// Who stands elsewhere than before, as canonical JSON text.
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

    /// Leads by priority, the greatest first, as canonical JSON text. With a
    /// grading from before only those that stand elsewhere, and what was said of
    /// them then.
    ///
    /// # Errors
    /// A refusal with everything that is wrong with the request.
    pub fn leads(&self, request: &str, before: Option<&Self>) -> Result<String, String> {
        let asked = LeadsAsked::read(request, before.is_some());
        let asked = asked.map_err(|problems| refusal(&problems))?;
        let here = self.grid.wanted(|place| asked.at.fits(&place));
        let stands = |grid: &Grid, wanted: &[bool], row: u32| {
            let place = grid.places().get(row as usize);
            place.is_some_and(|place| wanted.get(*place as usize).copied().unwrap_or_default())
        };
        let is_wanted = |row: &u32| {
            let lead = self.scoring.leads.get(*row as usize);
            lead.is_some_and(|lead| lead.contains(&asked.contains))
                && stands(&self.grid, &here, *row)
        };
        let Some(before) = before else {
            let rows = 0..u32::try_from(self.scoring.leads.len()).unwrap_or(u32::MAX);
            let rows = self.scoring.by_priority(rows.filter(is_wanted).collect());
            return Ok(canonical(&LeadsAnswer {
                count: rows.len(),
                leads: self.scoring.columns(&self.model, asked.page(&rows)),
                before: None,
            }));
        };
        let there = before.grid.wanted(|place| asked.from.fits(&place));
        let pairs = self.moved(before).rows.into_iter();
        let were: std::collections::BTreeMap<u32, u32> = pairs
            .filter(|(was, row)| is_wanted(row) && stands(&before.grid, &there, *was))
            .map(|(was, row)| (row, was))
            .collect();
        let rows = self.scoring.by_priority(were.keys().copied().collect());
        let page = asked.page(&rows);
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

/// A lead of tables as a request says it, `{"events": [..], "profile": {..}}`:
/// the profile that counts at an instant, and all events. The answer is `null`
/// for a lead that no row names.
///
/// # Errors
/// A refusal with everything that is wrong with the request.
///
/// ```
/// use leadgrade::wire::{self, raw::Numbers};
/// let mut data = leadgrade::tables::Dataset::default();
/// data.add_profiles(wire::rows(r#"{"lead": "a", "size": "12"}"#, Numbers::Nearest, true).unwrap()).unwrap();
/// let model = wire::compile("format = 1\nname = \"n\"\nattributes.size = { type = \"number\" }", wire::Format::Toml).unwrap();
/// let lead = wire::lead_of_tables(&mut data, &model, r#"{"lead": "a", "as_of": "2026-11-22"}"#).unwrap();
/// assert_eq!(lead, r#"{"events":[],"profile":{"lead":"a","size":12}}"#);
/// ```
pub fn lead_of_tables(data: &mut Dataset, model: &Model, request: &str) -> Result<String, String> {
    let mut given = Given::read(request, LEAD_OF_TABLES);
    let id = given.part("lead", |raw| raw::text(raw).ok_or(Refused::Type));
    let as_of = given
        .instant(model)
        .map_err(|problems| refusal(&problems))?;
    let tables = data.read(model).map_err(|error| tables_refusal(&error))?;
    let lead = tables.lead(model, &id.unwrap_or_default(), as_of);
    Ok(lead.map_or_else(
        || "null".to_owned(),
        |(profile, events)| super::lead(&profile, &events),
    ))
}

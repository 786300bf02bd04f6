//! Labels and their names. Only this module turns the position of a label into a name.

use std::borrow::Cow;

use super::row::Row;
use crate::document::{Document, Pipeline};

/// A label of an assessment.
///
/// ```
/// use leadgrade::{Label, Model, Profile};
/// let model = Model::from_toml("format = 1\nname = \"n\"\n[fit]\n[engagement]")?;
/// let found = model.assess(&Profile::new("L-7"), &[], model.as_of("2026-11-22")?);
/// assert_eq!(Label::Cell.name_of(found.row(), model.document()).as_deref(), Some("E5"));
/// let ranks: Vec<_> = Label::Rank.names(model.document()).flatten().collect();
/// assert_eq!(ranks, ["1", "2", "3", "4", "5"]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Label {
    /// Why the lead is not scored.
    Excluded,
    /// The first persona that applies.
    Persona,
    /// The grade of fit, best first.
    Grade,
    /// The rank of engagement, strongest first.
    Rank,
    /// Grade and rank, such as `B3`.
    Cell,
    /// Whether the lead is ready to buy: `false`, then `true`.
    Ready,
    /// The lifecycle stage, earliest first.
    Stage,
    /// The pipeline of the stage.
    Pipeline,
    /// The qualification: the rules in their order, then the default, then disqualified.
    Qualification,
    /// A segment; a lead may be in several.
    Segment,
}

impl Label {
    /// The number of positions in a model.
    pub(crate) fn count(self, document: &Document) -> usize {
        let scope = document.scope.as_ref();
        let qualification = document.qualification.as_ref();
        match self {
            Self::Excluded => scope.map_or(0, |scope| scope.exclude.len()),
            Self::Persona => document.personas.as_ref().map_or(0, Vec::len),
            Self::Grade => document.fit.as_ref().map_or(0, |fit| fit.grades.len()),
            Self::Rank => document
                .engagement
                .as_ref()
                .map_or(0, |one| one.ranks.len()),
            Self::Cell => {
                let [grades, ranks] = [Self::Grade, Self::Rank].map(|one| one.count(document));
                grades.saturating_mul(ranks)
            }
            Self::Ready => usize::from(document.readiness.is_some()) * 2,
            Self::Stage | Self::Pipeline => document
                .lifecycle
                .as_ref()
                .map_or(0, |one| one.stages.len()),
            Self::Qualification => qualification.map_or(0, |one| one.rules.len() + 2),
            Self::Segment => document.segments.as_ref().map_or(0, |all| all.len()),
        }
    }

    /// The name at a position; `None` past the end, and for a stage without a pipeline.
    pub fn name(self, document: &Document, at: u32) -> Option<Cow<'_, str>> {
        let at = at as usize;
        Some(match self {
            Self::Excluded => (&*document.scope.as_ref()?.exclude.get(at)?.name).into(),
            Self::Persona => (&*document.personas.as_ref()?.get(at)?.name).into(),
            Self::Grade => (&*document.fit.as_ref()?.grades.get(at)?.name).into(),
            Self::Rank => rank(document, at)?.to_string().into(),
            Self::Cell => cell(document, at)?.into(),
            Self::Ready => {
                document.readiness.as_ref()?;
                (*["false", "true"].get(at)?).into()
            }
            Self::Stage => (&*document.lifecycle.as_ref()?.stages.get(at)?.name).into(),
            Self::Pipeline => {
                let stage = document.lifecycle.as_ref()?.stages.get(at)?;
                stage.pipeline.map(pipeline)?.into()
            }
            Self::Qualification => {
                let all = document.qualification.as_ref()?;
                match at.checked_sub(all.rules.len()) {
                    None => (&*all.rules.get(at)?.name).into(),
                    Some(0) => (&*all.default).into(),
                    Some(1) => (&*all.disqualified).into(),
                    Some(_) => return None,
                }
            }
            Self::Segment => document.segments.as_ref()?.keys().nth(at)?.as_str().into(),
        })
    }

    /// The names of all positions, in the order of the model.
    pub fn names<'d>(self, document: &'d Document) -> impl Iterator<Item = Option<Cow<'d, str>>> {
        (0_u32..)
            .take(self.count(document))
            .map(move |at| self.name(document, at))
    }

    /// The position of the label of a row. Cells are numbered grade by grade.
    pub(crate) fn position_of(self, row: &Row, document: &Document) -> Option<u32> {
        if self != Self::Cell {
            return row.position(self);
        }
        let ranks = u32::try_from(Self::Rank.count(document)).ok()?;
        let grade = row.position(Self::Grade)?.checked_mul(ranks)?;
        grade.checked_add(row.position(Self::Rank)?)
    }

    /// The name of the label of a row; `None` if the row does not have the label. A row may be in
    /// several segments, so [`Label::Segment`] always gives `None`.
    pub fn name_of<'d>(self, row: &Row, document: &'d Document) -> Option<Cow<'d, str>> {
        self.name(document, self.position_of(row, document)?)
    }
}

/// The name of a rank, which is a number.
pub(super) fn rank(document: &Document, at: usize) -> Option<u32> {
    Some(document.engagement.as_ref()?.ranks.get(at)?.name)
}

fn cell(document: &Document, at: usize) -> Option<String> {
    let ranks = Label::Rank.count(document);
    let grade = document.fit.as_ref()?.grades.get(at.checked_div(ranks)?)?;
    Some(format!("{}{}", grade.name, rank(document, at % ranks)?))
}

fn pipeline(pipeline: Pipeline) -> &'static str {
    match pipeline {
        Pipeline::Attract => "attract",
        Pipeline::Sell => "sell",
        Pipeline::Account => "account",
    }
}

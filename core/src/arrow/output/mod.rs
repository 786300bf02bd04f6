//! What tables give, as record batches.

mod build;
mod details;
mod explained;
mod filled;
mod flat;
mod interests;
mod labels;
mod nest;
mod reported;
mod sink;
mod steps;
mod switches;

use std::sync::Arc;

use arrow_array::{RecordBatch, RecordBatchOptions};
use arrow_schema::{ArrowError, DataType, Field, Schema};

use super::error::ArrowTableError;
use crate::assessment::{FIELDS, Field as AnswerField, ModelSection};
use crate::document::Document;
use crate::tables::Scoring;
use crate::text::nearest;

use sink::{AnySink, filled};

pub(super) use explained::explanations;
pub(super) use reported::{hints, rejects, unknown_events};

/// Rows that become columns.
pub(super) struct Rows<'a> {
    document: &'a Document,
    found: &'a Scoring,
    /// Points as decimals.
    decimals: bool,
}

/// How a column is built of rows.
type Build = for<'a> fn(&Rows<'a>) -> AnySink<'a>;

/// A column of the result.
#[derive(Clone, Copy)]
pub(super) enum Column {
    /// Every row has a value.
    Always(&'static str, Build),
    /// A flat field of an answer.
    Flat(&'static AnswerField),
    /// It needs the whole assessment of a lead by a model with a section.
    Nested(&'static str, ModelSection, Build),
}

impl Column {
    fn name(&self) -> &'static str {
        match self {
            Self::Always(name, _) | Self::Nested(name, ..) => name,
            Self::Flat(field) => field.name,
        }
    }

    fn sink<'a>(&self, rows: &Rows<'a>) -> AnySink<'a> {
        match self {
            Self::Always(_, build) | Self::Nested(_, _, build) => build(rows),
            Self::Flat(field) => flat::column(rows, field),
        }
    }
}

/// Every column that there is, in order.
fn columns() -> impl Iterator<Item = Column> {
    use Column::{Always, Nested};
    let first = [Always("lead", labels::lead), Always("as_of", flat::as_of)];
    let last = [
        Always("rejects", flat::rejects),
        Nested("fit_groups", ModelSection::Fit, details::fit_groups),
        Nested(
            "engagement_groups",
            ModelSection::Engagement,
            details::engagement_groups,
        ),
        Nested("cycle_seasons", ModelSection::Cycle, details::cycle_seasons),
        Nested(
            "completeness_missing",
            ModelSection::Completeness,
            details::completeness_missing,
        ),
        Nested(
            "completeness_kinds",
            ModelSection::Completeness,
            details::completeness_kinds,
        ),
        Nested("interests", ModelSection::Interests, interests::column),
        Nested("segments", ModelSection::Segments, details::segments),
        Nested("switches", ModelSection::Switches, switches::switches),
        Nested("next_steps", ModelSection::NextSteps, steps::next_steps),
    ];
    first
        .into_iter()
        .chain(FIELDS.iter().map(Column::Flat))
        .chain(last)
}

/// The columns that were asked for, in that order; all (those of details only
/// where these are wanted) if none were.
pub(super) fn chosen(
    output: Option<&[String]>,
    details: bool,
) -> Result<Vec<Column>, ArrowTableError> {
    let Some(names) = output else {
        let wanted = columns().filter(|column| details || !matches!(column, Column::Nested(..)));
        return Ok(wanted.collect());
    };
    let mut found: Vec<Column> = Vec::with_capacity(names.len());
    for name in names {
        let column = columns().find(|column| column.name() == name);
        let column = column.ok_or_else(|| unknown(name))?;
        // A frame has each column once.
        if !found.iter().any(|known| known.name() == column.name()) {
            found.push(column);
        }
    }
    Ok(found)
}

fn unknown(name: &str) -> ArrowTableError {
    let names = || columns().map(|column| column.name());
    ArrowTableError::UnknownOutput {
        name: name.to_owned(),
        near: nearest(name, names()).map(str::to_owned),
        allowed: names().map(str::to_owned).collect(),
    }
}

/// Whether one of the columns needs the whole assessment of each lead.
pub(super) fn need_details(columns: &[Column]) -> bool {
    columns
        .iter()
        .any(|column| matches!(column, Column::Nested(..)))
}

/// What was found as a record batch. Its schema depends on the model, the
/// columns and the kind of points only.
pub(super) fn table(
    document: &Document,
    found: &Scoring,
    columns: &[Column],
    decimals: bool,
) -> Result<RecordBatch, ArrowTableError> {
    let rows = Rows {
        document,
        found,
        decimals,
    };
    let sinks = columns.iter().map(|column| column.sink(&rows)).collect();
    let mut arrays = Vec::with_capacity(columns.len());
    let mut fields = Vec::with_capacity(columns.len());
    for (column, array) in columns.iter().zip(filled(&rows, sinks)) {
        let array = array.map_err(|error| too_large(column.name(), error))?;
        let type_ = array.data_type().clone();
        // Labels are in the model's order.
        let ordered = matches!(type_, DataType::Dictionary(..));
        let is_always = matches!(column, Column::Always(..));
        let field = Field::new(column.name(), type_, !is_always);
        fields.push(field.with_dict_is_ordered(ordered));
        arrays.push(array);
    }
    let options = RecordBatchOptions::new().with_row_count(Some(found.leads.len()));
    let schema = Arc::new(Schema::new(fields));
    Ok(RecordBatch::try_new_with_options(schema, arrays, &options)?)
}

fn too_large(column: &str, error: ArrowError) -> ArrowTableError {
    match error {
        ArrowError::OffsetOverflowError(_) => ArrowTableError::TooLarge {
            column: column.to_owned(),
        },
        error => error.into(),
    }
}

impl Rows<'_> {
    /// How many there are.
    fn count(&self) -> usize {
        self.found.rows.len()
    }
}

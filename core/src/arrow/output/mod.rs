//! The results of tables as record batches.

mod build;
mod details;
mod explained;
mod filled;
mod flat;
mod interests;
mod labels;
mod nest;
mod reported;
mod column_sink;
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

use column_sink::{AnySink, filled};

pub(super) use explained::explanations;
pub(super) use reported::{hints, rejects, unknown_events};

/// The rows from which columns are built.
pub(super) struct ResultRows<'a> {
    document: &'a Document,
    found: &'a Scoring,
    /// Whether points are decimals.
    decimals: bool,
}

/// Builds a column.
type Build = for<'a> fn(&ResultRows<'a>) -> AnySink<'a>;

/// A column of the result.
#[derive(Clone, Copy)]
pub(super) enum OutputColumn {
    /// A column in which every row has a value.
    Always(&'static str, Build),
    /// A flat field of an assessment.
    Flat(&'static AnswerField),
    /// A nested column of a section; it needs the whole assessment of each lead.
    Nested(&'static str, ModelSection, Build),
}

impl OutputColumn {
    fn name(&self) -> &'static str {
        match self {
            Self::Always(name, _) | Self::Nested(name, ..) => name,
            Self::Flat(field) => field.name,
        }
    }

    fn sink<'a>(&self, rows: &ResultRows<'a>) -> AnySink<'a> {
        match self {
            Self::Always(_, build) | Self::Nested(_, _, build) => build(rows),
            Self::Flat(field) => flat::column(rows, field),
        }
    }
}

/// All columns, in order.
fn columns() -> impl Iterator<Item = OutputColumn> {
    use OutputColumn::{Always, Nested};
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
        .chain(FIELDS.iter().map(OutputColumn::Flat))
        .chain(last)
}

/// The requested columns, in their order; without a request all, with the nested ones if `details` holds.
pub(super) fn chosen(
    output: Option<&[String]>,
    details: bool,
) -> Result<Vec<OutputColumn>, ArrowTableError> {
    let Some(names) = output else {
        let wanted =
            columns().filter(|column| details || !matches!(column, OutputColumn::Nested(..)));
        return Ok(wanted.collect());
    };
    let mut found: Vec<OutputColumn> = Vec::with_capacity(names.len());
    for name in names {
        let column = columns().find(|column| column.name() == name);
        let column = column.ok_or_else(|| unknown(name))?;
        // A data frame cannot have a column twice.
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
pub(super) fn need_details(columns: &[OutputColumn]) -> bool {
    columns
        .iter()
        .any(|column| matches!(column, OutputColumn::Nested(..)))
}

/// The result as a record batch. Its schema depends only on the model, the columns and `decimals`.
pub(super) fn table(
    document: &Document,
    found: &Scoring,
    columns: &[OutputColumn],
    decimals: bool,
) -> Result<RecordBatch, ArrowTableError> {
    let rows = ResultRows {
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
        // Labels are in the order of the model.
        let ordered = matches!(type_, DataType::Dictionary(..));
        let is_always = matches!(column, OutputColumn::Always(..));
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

impl ResultRows<'_> {
    /// The number of rows.
    fn count(&self) -> usize {
        self.found.rows.len()
    }
}

//! What tables give, as record batches.

mod build;
mod counted;
mod details;
mod explained;
mod filled;
mod interests;
mod labels;
mod nest;
mod points;
mod reported;
mod sink;
mod steps;
mod switches;

use std::sync::Arc;

use arrow_array::{RecordBatch, RecordBatchOptions};
use arrow_schema::{ArrowError, DataType, Field, Schema};

use super::error::ArrowTableError;
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
pub(super) struct Column {
    name: &'static str,
    /// Whether every row has a value.
    always: bool,
    /// Whether it needs the whole assessment of a lead.
    details: bool,
    build: Build,
}

const fn always(name: &'static str, build: Build) -> Column {
    Column {
        name,
        always: true,
        details: false,
        build,
    }
}

const fn plain(name: &'static str, build: Build) -> Column {
    Column {
        name,
        always: false,
        details: false,
        build,
    }
}

const fn nested(name: &'static str, build: Build) -> Column {
    Column {
        name,
        always: false,
        details: true,
        build,
    }
}

/// Every column that there is, in order.
static COLUMNS: [Column; 39] = [
    always("lead", labels::lead),
    always("as_of", counted::as_of),
    plain("excluded", labels::excluded),
    plain("persona", labels::persona),
    plain("fit_points", points::fit),
    plain("grade", labels::grade),
    plain("fit_known", counted::fit_known),
    plain("engagement_points", points::engagement),
    plain("rank", counted::rank),
    plain("cell", labels::cell),
    plain("cycle_points", points::cycle),
    plain("cycle_length_days", counted::cycle_length_days),
    plain("cycle_elapsed_days", counted::cycle_elapsed_days),
    plain("cycle_due", counted::cycle_due),
    plain("cycle_overdue_days", counted::cycle_overdue_days),
    plain("cycle_phase", counted::cycle_phase),
    plain("readiness_points", points::readiness),
    plain("ready", counted::ready),
    plain("completeness_level", counted::completeness_level),
    plain("stage", labels::stage),
    plain("pipeline", labels::pipeline),
    plain("qualification", labels::qualification),
    plain("priority", points::priority),
    plain("purchases_count", counted::purchases_count),
    plain("purchases_value", points::purchases_value),
    plain("purchases_products", counted::purchases_products),
    plain("purchases_days_since", counted::purchases_days_since),
    plain(
        "purchases_days_since_first",
        counted::purchases_days_since_first,
    ),
    plain("activity_days_since", counted::activity_days_since),
    always("rejects", counted::rejects),
    nested("fit_groups", details::fit_groups),
    nested("engagement_groups", details::engagement_groups),
    nested("cycle_seasons", details::cycle_seasons),
    nested("completeness_missing", details::completeness_missing),
    nested("completeness_kinds", details::completeness_kinds),
    nested("interests", interests::interests),
    nested("segments", details::segments),
    nested("switches", switches::switches),
    nested("next_steps", steps::next_steps),
];

/// The columns that were asked for, in that order; all (those of details only
/// where these are wanted) if none were.
pub(super) fn chosen(
    output: Option<&[String]>,
    details: bool,
) -> Result<Vec<&'static Column>, ArrowTableError> {
    let Some(names) = output else {
        let wanted = COLUMNS.iter().filter(|column| details || !column.details);
        return Ok(wanted.collect());
    };
    let mut found: Vec<&Column> = Vec::with_capacity(names.len());
    for name in names {
        let column = COLUMNS.iter().find(|column| column.name == name);
        let column = column.ok_or_else(|| unknown(name))?;
        // A frame has each column once.
        if !found.iter().any(|known| known.name == column.name) {
            found.push(column);
        }
    }
    Ok(found)
}

fn unknown(name: &str) -> ArrowTableError {
    let names = || COLUMNS.iter().map(|column| column.name);
    ArrowTableError::UnknownOutput {
        name: name.to_owned(),
        near: nearest(name, names()).map(str::to_owned),
        allowed: names().map(str::to_owned).collect(),
    }
}

/// Whether one of the columns needs the whole assessment of each lead.
pub(super) fn need_details(columns: &[&Column]) -> bool {
    columns.iter().any(|column| column.details)
}

/// What was found as a record batch. Its schema depends on the model, the
/// columns and the kind of points only.
pub(super) fn table(
    document: &Document,
    found: &Scoring,
    columns: &[&Column],
    decimals: bool,
) -> Result<RecordBatch, ArrowTableError> {
    let rows = Rows {
        document,
        found,
        decimals,
    };
    let sinks = columns.iter().map(|column| (column.build)(&rows)).collect();
    let mut arrays = Vec::with_capacity(columns.len());
    let mut fields = Vec::with_capacity(columns.len());
    for (column, array) in columns.iter().zip(filled(&rows, sinks)) {
        let array = array.map_err(|error| too_large(column.name, error))?;
        let type_ = array.data_type().clone();
        // Labels are in the model's order.
        let ordered = matches!(type_, DataType::Dictionary(..));
        let field = Field::new(column.name, type_, !column.always);
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

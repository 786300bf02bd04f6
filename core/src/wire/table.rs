//! Requests about Arrow tables (feature `arrow`). The tables are passed as Arrow, the options as
//! JSON text.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::value::RawValue;

use super::json::{self, JsonKind};
use super::refusal::table_problems;
use super::request::{ArgumentError, Request};
use super::{AS_OF, Argument, TABLE_OPTIONS, problem, refusal};
use crate::arrow::{ArrowTableError, AsOf, Batches, TableRequest};
use crate::document::Problem;
use crate::model::Model;
use crate::tables::{Explain, KnownAt};

/// Parses the options of a table request. `instants` is a table of leads and instants that
/// replaces `as_of`.
///
/// # Errors
/// All problems of the request: `{"error": {"problems": [..]}}`.
///
/// ```
/// use leadgrade::wire;
/// let model = wire::compile("format = 1\nname = \"n\"", wire::Format::Toml).unwrap();
/// let request = wire::table_request(r#"{"as_of": "2026-11-22", "output": ["lead", "cell"]}"#, &model, None).unwrap();
/// assert_eq!(request.output.unwrap(), ["lead", "cell"]);
/// let refused = wire::table_request(r#"{"outputs": 1}"#, &model, None).unwrap_err();
/// assert!(refused.contains("did you mean `output`?") && refused.contains("`as_of` is missing"));
/// ```
pub fn table_request(
    text: &str,
    model: &Model,
    instants: Option<Batches>,
) -> Result<TableRequest, String> {
    read(text, model, instants).map_err(|problems| refusal(&problems))
}

fn read(
    text: &str,
    model: &Model,
    instants: Option<Batches>,
) -> Result<TableRequest, Vec<Problem>> {
    let as_of = instants.is_none().then_some(&AS_OF);
    let arguments: Vec<&Argument> = as_of
        .into_iter()
        .chain(TABLE_OPTIONS.iter().copied())
        .collect();
    let mut request = Request::read(text, &arguments);
    let mut is = |name| request.part(name, flag).unwrap_or_default();
    let (coerce, details, decimals, strict) =
        (is("coerce"), is("details"), is("decimals"), is("strict"));
    let columns = request.part("columns", names).unwrap_or_default();
    let output = match request.part("output", output) {
        Some(Output::All) => None,
        Some(Output::These(names)) => Some(names),
        None => Some(filled(model, details)),
    };
    let explain = request.part("explain", explain).unwrap_or_default();
    let known = request.part("known", known).unwrap_or_default();
    let as_of = match instants {
        Some(instants) => request.check().map(|()| AsOf::Each(instants))?,
        None => AsOf::One(request.instant(model)?),
    };
    Ok(TableRequest {
        as_of,
        columns,
        coerce,
        output,
        details,
        decimals,
        explain,
        strict,
        known,
        typed_ids: false,
        progress: None,
    })
}

/// The columns of the result.
enum Output {
    All,
    These(Vec<String>),
}

fn output(raw: &RawValue) -> Result<Output, ArgumentError> {
    match json::text(raw).as_deref() {
        Some("all") => Ok(Output::All),
        _ => list(raw).map(Output::These),
    }
}

fn filled(model: &Model, details: bool) -> Vec<String> {
    let names = model.columns_filled(details).into_iter();
    names.map(str::to_owned).collect()
}

fn flag(raw: &RawValue) -> Result<bool, ArgumentError> {
    match JsonKind::of(raw) {
        JsonKind::Flag => Ok(raw.get() == "true"),
        _ => Err(ArgumentError::Type),
    }
}

fn known(raw: &RawValue) -> Result<KnownAt, ArgumentError> {
    match json::text(raw).as_deref() {
        Some("now") => Ok(KnownAt::Now),
        Some("then") => Ok(KnownAt::Then),
        _ => Err(ArgumentError::Type),
    }
}

fn list(raw: &RawValue) -> Result<Vec<String>, ArgumentError> {
    let list = json::elements(raw).ok_or(ArgumentError::Type)?.into_iter();
    list.map(|raw| json::text(raw).ok_or(ArgumentError::Type))
        .collect()
}

fn names(raw: &RawValue) -> Result<BTreeMap<String, String>, ArgumentError> {
    let members = json::members(raw).ok_or(ArgumentError::Type)?.0.into_iter();
    let text = |(name, raw)| Ok((name, json::text(raw).ok_or(ArgumentError::Type)?));
    members.map(text).collect()
}

fn explain(raw: &RawValue) -> Result<Explain, ArgumentError> {
    match JsonKind::of(raw) {
        JsonKind::Flag if raw.get() == "true" => Ok(Explain::All),
        JsonKind::Flag => Ok(Explain::None),
        _ => Ok(Explain::Some(ids(raw)?)),
    }
}

/// Reads a list of ids: texts, or whole numbers, which become their digits.
fn ids(raw: &RawValue) -> Result<BTreeSet<String>, ArgumentError> {
    let list = json::elements(raw).ok_or(ArgumentError::Type)?.into_iter();
    let id = |raw: &RawValue| {
        let digits = raw.get().strip_prefix('-').unwrap_or(raw.get());
        match JsonKind::of(raw) {
            JsonKind::Number if digits.bytes().all(|byte| byte.is_ascii_digit()) => {
                Some(raw.get().to_owned())
            }
            _ => json::text(raw),
        }
    };
    list.map(|raw| id(raw).ok_or(ArgumentError::Type)).collect()
}

/// The refusal of tables that cannot be read or scored. `path` is the JSON Pointer to the table
/// in question, or empty.
pub fn table_refusal(error: &ArrowTableError, path: &str) -> String {
    let (code, help) = match error {
        ArrowTableError::Table(error) => {
            let columns = "`columns` maps names such as `lead` to your columns";
            return refusal(&table_problems(error, path, columns));
        }
        ArrowTableError::UnknownName { .. } => ("unknown_name", ""),
        ArrowTableError::UnknownColumn { .. } => ("unknown_column", ""),
        ArrowTableError::TwoColumns { .. } => ("two_columns", ""),
        ArrowTableError::UnknownOutput { .. } => ("unknown_output", ""),
        ArrowTableError::NoSuchLead { .. } => (
            "unknown_lead",
            "expected ids as the tables have them, texts or whole numbers",
        ),
        ArrowTableError::InstantsOfStreams => ("instants_of_streams", ""),
        ArrowTableError::TooLarge { .. } => ("too_large", ""),
        ArrowTableError::Damaged { .. }
        | ArrowTableError::NothingIn { .. }
        | ArrowTableError::Arrow(_) => ("unreadable_arrow", "expected a complete Arrow table"),
    };
    refusal(&[problem(code, path.to_owned(), error.to_string(), help)])
}

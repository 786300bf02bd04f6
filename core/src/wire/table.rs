//! What is asked of tables of Arrow across a language border (feature `arrow`):
//! the tables come as they are, everything else as JSON text.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::value::RawValue;

use super::problem;
use super::raw::{self, Kind};
use super::request::{Given, Refused};
use super::{AS_OF, Argument, TABLE_OPTIONS, refusal, refused};
use crate::arrow::{ArrowTableError, AsOf, Batches, TableRequest};
use crate::document::Problem;
use crate::model::Model;
use crate::tables::{Explain, KnownAt};

/// Reads a table request: JSON text, and the table of leads and instants where
/// that takes the place of `as_of`.
///
/// # Errors
/// The answer that says everything that is wrong: `{"error": {"problems": [..]}}`.
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
    let mut given = Given::read(text, &arguments);
    let mut is = |name| given.part(name, flag).unwrap_or_default();
    let (coerce, details, decimals, strict) =
        (is("coerce"), is("details"), is("decimals"), is("strict"));
    let columns = given.part("columns", names).unwrap_or_default();
    let output = match given.part("output", output) {
        Some(Output::All) => None,
        Some(Output::These(names)) => Some(names),
        None => Some(filled(model, details)),
    };
    let explain = given.part("explain", explain).unwrap_or_default();
    let known = given.part("known", known).unwrap_or_default();
    let as_of = match instants {
        Some(instants) => given.check().map(|()| AsOf::Each(instants))?,
        None => AsOf::One(given.instant(model)?),
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

/// Which columns are wanted.
enum Output {
    All,
    These(Vec<String>),
}

fn output(raw: &RawValue) -> Result<Output, Refused> {
    match raw::text(raw).as_deref() {
        Some("all") => Ok(Output::All),
        _ => list(raw).map(Output::These),
    }
}

fn filled(model: &Model, details: bool) -> Vec<String> {
    let names = model.columns_filled(details).into_iter();
    names.map(str::to_owned).collect()
}

fn flag(raw: &RawValue) -> Result<bool, Refused> {
    match Kind::of(raw) {
        Kind::Flag => Ok(raw.get() == "true"),
        _ => Err(Refused::Type),
    }
}

fn known(raw: &RawValue) -> Result<KnownAt, Refused> {
    match raw::text(raw).as_deref() {
        Some("now") => Ok(KnownAt::Now),
        Some("then") => Ok(KnownAt::Then),
        _ => Err(Refused::Type),
    }
}

fn list(raw: &RawValue) -> Result<Vec<String>, Refused> {
    let list = raw::elements(raw).ok_or(Refused::Type)?.into_iter();
    list.map(|raw| raw::text(raw).ok_or(Refused::Type))
        .collect()
}

fn names(raw: &RawValue) -> Result<BTreeMap<String, String>, Refused> {
    let members = raw::members(raw).ok_or(Refused::Type)?.0.into_iter();
    let text = |(name, raw)| Ok((name, raw::text(raw).ok_or(Refused::Type)?));
    members.map(text).collect()
}

fn explain(raw: &RawValue) -> Result<Explain, Refused> {
    match Kind::of(raw) {
        Kind::Flag if raw.get() == "true" => Ok(Explain::All),
        Kind::Flag => Ok(Explain::None),
        _ => Ok(Explain::Some(ids(raw)?)),
    }
}

/// A list of ids: texts, or whole numbers as their digits.
fn ids(raw: &RawValue) -> Result<BTreeSet<String>, Refused> {
    let list = raw::elements(raw).ok_or(Refused::Type)?.into_iter();
    let id = |raw: &RawValue| {
        let digits = raw.get().strip_prefix('-').unwrap_or(raw.get());
        match Kind::of(raw) {
            Kind::Number if digits.bytes().all(|byte| byte.is_ascii_digit()) => {
                Some(raw.get().to_owned())
            }
            _ => raw::text(raw),
        }
    };
    list.map(|raw| id(raw).ok_or(Refused::Type)).collect()
}

/// The answer to tables that cannot be read or scored; `path` is the JSON
/// Pointer to the table that it is about, or empty.
pub fn table_refusal(error: &ArrowTableError, path: &str) -> String {
    let (code, help) = match error {
        ArrowTableError::Table(error) => {
            let columns = "`columns` says what the tables call their columns";
            return refusal(&refused::problems(error, path, columns));
        }
        ArrowTableError::UnknownName { .. } => ("unknown_name", ""),
        ArrowTableError::UnknownColumn { .. } => ("unknown_column", ""),
        ArrowTableError::TwoColumns { .. } => ("two_columns", ""),
        ArrowTableError::UnknownOutput { .. } => ("unknown_output", ""),
        ArrowTableError::NoSuchLead { .. } => (
            "unknown_lead",
            "ids as the tables have them, texts or whole numbers",
        ),
        ArrowTableError::InstantsOfStreams => ("instants_of_streams", ""),
        ArrowTableError::TooLarge { .. } => ("too_large", ""),
        ArrowTableError::Damaged { .. }
        | ArrowTableError::NothingIn { .. }
        | ArrowTableError::Arrow(_) => ("unreadable_arrow", "a table of Arrow, whole"),
    };
    refusal(&[problem(code, path.to_owned(), error.to_string(), help)])
}

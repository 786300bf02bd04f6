//! The types of columns, told from their values.

use std::collections::BTreeMap;

use serde_json::{Value as Json, json};

use super::error::ProposeError;
use super::report::Omitted;
use super::request::ProposeRequest;
use crate::calibrate::sample::error::SampleError;
use crate::calibrate::sample::split::Split;
use crate::document::{Document, Type};
use crate::exact::Day;
use crate::intake::is_blank;
use crate::lead::Value;
use crate::model::Model;
use crate::tables::Chunk;
use crate::tables::columns::column::Column;
use crate::text::name_fault;

/// Columns of profiles that are no attributes.
use crate::document::lead::RESERVED_ATTRIBUTES;

/// The columns to look at, with the reason for those that cannot have a criterion.
pub(crate) struct Columns {
    pub(crate) names: BTreeMap<String, Option<Omitted>>,
    /// The given model with the columns as attributes.
    pub(crate) model: Model,
    /// The same as JSON.
    pub(crate) json: Json,
}

impl Columns {
    /// Finds the columns of a request and declares them. Attributes of the given model keep their
    /// declaration.
    ///
    /// # Errors
    /// Unknown and reserved names, no columns at all, and a model that becomes too large.
    pub(crate) fn declare(
        model: &Model,
        profiles: &[Chunk<'_>],
        request: &ProposeRequest<'_>,
    ) -> Result<Self, ProposeError> {
        let document = model.document();
        let mut names = BTreeMap::new();
        let mut json = json!(document);
        for name in wanted(profiles, request)? {
            let omitted = match told(document, profiles, &name) {
                Ok(Some(type_)) => {
                    if let Some(json) = json.as_object_mut() {
                        let attributes = json.entry("attributes").or_insert_with(|| json!({}));
                        if let Some(attributes) = attributes.as_object_mut() {
                            attributes.insert(name.clone(), json!({ "type": type_ }));
                        }
                    }
                    None
                }
                Ok(None) => None,
                Err(omitted) => Some(omitted),
            };
            names.insert(name, omitted);
        }
        let model = Model::from_value(&json).map_err(ProposeError::Model)?;
        Ok(Self { names, model, json })
    }
}

/// The names of the columns to look at.
fn wanted(
    profiles: &[Chunk<'_>],
    request: &ProposeRequest<'_>,
) -> Result<Vec<String>, ProposeError> {
    let is_free = |name: &str| !RESERVED_ATTRIBUTES.contains(&name);
    let mut all: Vec<&str> = profiles.iter().flat_map(Chunk::names).collect();
    let deals = |name: &str| matches!(&request.split, Split::Column(own) if own == name);
    all.retain(|name| is_free(name) && !deals(name));
    all.sort_unstable();
    all.dedup();
    let check = |key, name: &String| {
        if all.contains(&name.as_str()) {
            return Ok(());
        }
        Err(if is_free(name) {
            SampleError::unknown_column(key, name, profiles).into()
        } else {
            ProposeError::ReservedColumn {
                column: name.clone(),
            }
        })
    };
    let listed = request.columns.iter().flatten();
    listed.clone().try_for_each(|name| check("columns", name))?;
    request
        .trends
        .keys()
        .try_for_each(|name| check("trends", name))?;
    let names: Vec<String> = match &request.columns {
        Some(listed) => listed.clone(),
        None => all.iter().map(|name| (*name).to_owned()).collect(),
    };
    if names.is_empty() {
        return Err(ProposeError::NoColumns);
    }
    Ok(names)
}

/// The type of a column; `None` if the model declares the attribute.
fn told(document: &Document, profiles: &[Chunk<'_>], name: &str) -> Result<Option<Type>, Omitted> {
    let fact = format!("profile.{name}");
    let criteria = document.fit.iter().flat_map(|fit| &fit.criteria);
    let mut own = criteria.filter(|one| one.fact.as_ref().is_some_and(|own| is_of(own, &fact)));
    if let Some(criterion) = own.next() {
        return Err(Omitted::HasCriterion {
            criterion: criterion.name.clone(),
        });
    }
    if let Some(attribute) = document.attributes.get(name) {
        return match attribute.type_ {
            Type::Tags => Err(Omitted::Type {
                found: "sets of tags",
            }),
            _ => Ok(None),
        };
    }
    if let Some(fault) = name_fault(name) {
        return Err(Omitted::Name { fault });
    }
    let mut found = Found::default();
    for chunk in profiles {
        if let Some(column) = chunk.column(name) {
            chunk
                .range()
                .for_each(|row| found.add(&column.value(row), column));
        }
    }
    found.type_().map(Some)
}

/// Whether a fact is that of an attribute, or a field of it.
fn is_of(fact: &str, attribute: &str) -> bool {
    let rest = fact.strip_prefix(attribute);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

/// The kinds of values that a column holds.
#[derive(Clone, Copy, Debug, Default)]
struct Found {
    numbers: bool,
    flags: bool,
    dates: bool,
    /// Texts that are dates, that are numbers, and others.
    date_texts: bool,
    number_texts: bool,
    texts: bool,
    others: bool,
}

impl Found {
    fn add(&mut self, value: &Value, column: &Column<'_>) {
        let is_time = matches!(column, Column::Instants { .. });
        match value {
            Value::Null => {}
            Value::Number(_) | Value::LargeDouble(_) | Value::LongWhole(_) => self.numbers = true,
            Value::Flag(_) => self.flags = true,
            Value::Day(_) | Value::Instant(_) | Value::Local(_) => self.dates = true,
            Value::Text(text) if is_blank(text) => {}
            Value::Text(_) if is_time => self.dates = true,
            Value::Text(text) if Day::parse(text.trim()).is_some() => self.date_texts = true,
            Value::Text(text) if text.trim().parse::<f64>().is_ok() => self.number_texts = true,
            Value::Text(_) => self.texts = true,
            _ => self.others = true,
        }
    }

    fn type_(self) -> Result<Type, Omitted> {
        let has_texts = self.texts || self.number_texts;
        let kinds = [
            self.numbers,
            self.flags,
            self.dates || self.date_texts,
            has_texts,
        ];
        let several = kinds.iter().filter(|kind| **kind).count() > 1;
        // Dates among other texts are texts.
        let are_texts = has_texts && self.date_texts && !self.numbers && !self.flags && !self.dates;
        match self {
            Self { others: true, .. } => Err(Omitted::Type {
                found: "lists or unreadable values",
            }),
            _ if several && !are_texts => Err(Omitted::Type {
                found: "values of several types",
            }),
            Self {
                texts: false,
                number_texts: true,
                ..
            } if !are_texts => Err(Omitted::Type {
                found: "numbers as texts",
            }),
            Self { numbers: true, .. } => Ok(Type::Number),
            Self { flags: true, .. } => Ok(Type::Flag),
            _ if has_texts => Ok(Type::Text),
            _ if self.dates || self.date_texts => Ok(Type::Date),
            _ => Err(Omitted::NoValues),
        }
    }
}

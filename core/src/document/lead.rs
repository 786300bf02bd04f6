//! Attributes of a profile and properties of events.

use serde::Serialize;

use super::Scalar;
use super::condition::read::scalar;
use super::reader::At;
use super::table_reader::TableReader;
pub use crate::text::Compare;

/// The type of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Type {
    /// A decimal number.
    Number,
    /// A text.
    Text,
    /// True or false.
    Flag,
    /// A civil date.
    Date,
    /// A set of texts.
    Tags,
}

/// Where the knowledge of an attribute comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "Kind"))]
#[serde(rename_all = "lowercase")]
pub enum AttributeKind {
    /// Who the lead is.
    Semantic,
    /// Our dealings with the lead.
    Episodic,
    /// Assumptions and data from outside sources.
    Hypothetical,
    /// What the lead values.
    Value,
}

/// An attribute of a profile.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Attribute {
    /// The type of its values.
    #[serde(rename = "type")]
    pub type_: Type,
    /// How its texts compare.
    pub compare: Compare,
    /// Where the knowledge comes from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<AttributeKind>,
    /// Texts and values of the type that mean "not known", such as `Select` or `-1`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "schema", schemars(default))]
    pub not_known: Vec<Scalar>,
}

/// A property of events.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Property {
    /// The type of its values.
    #[serde(rename = "type")]
    pub type_: Type,
    /// How its texts compare.
    pub compare: Compare,
    /// Texts and values of the type that mean "not known", such as `Select` or `-1`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "schema", schemars(default))]
    pub not_known: Vec<Scalar>,
}

/// Reserved names of attributes.
pub(crate) const RESERVED_ATTRIBUTES: [&str; 3] = ["lead", "valid_from", "recorded_at"];
/// Reserved names of properties.
pub(crate) const RESERVED_PROPERTIES: [&str; 6] =
    ["event", "at", "value", "id", "lead", "recorded_at"];

const TYPES: [(&str, Type); 5] = [
    ("number", Type::Number),
    ("text", Type::Text),
    ("flag", Type::Flag),
    ("date", Type::Date),
    ("tags", Type::Tags),
];
const COMPARES: [(&str, Compare); 3] = [
    ("fold", Compare::Fold),
    ("exact", Compare::Exact),
    ("loose", Compare::Loose),
];
/// The default of how texts compare.
const COMPARE: Compare = Compare::Fold;
const KINDS: [(&str, AttributeKind); 4] = [
    ("semantic", AttributeKind::Semantic),
    ("episodic", AttributeKind::Episodic),
    ("hypothetical", AttributeKind::Hypothetical),
    ("value", AttributeKind::Value),
];

fn compare(table: &TableReader<'_>) -> Compare {
    table
        .read("compare", |at| at.word(&COMPARES))
        .unwrap_or(COMPARE)
}

/// Reads the values that mean "not known": texts, or values of the type.
fn not_known(table: &TableReader<'_>, type_: Option<Type>) -> Vec<Scalar> {
    let allowed = match type_ {
        Some(Type::Number) => "a text or a number",
        Some(Type::Flag) => "a text, true or false",
        _ => "a text",
    };
    let one = |at: &At<'_>| match (scalar(at)?, type_) {
        (text @ Scalar::Text(_), _) => Some(text),
        (number @ Scalar::Number(_), Some(Type::Number)) => Some(number),
        (flag @ Scalar::Flag(_), Some(Type::Flag)) => Some(flag),
        (other, None) => Some(other),
        _ => at.refuse("wrong_type", allowed),
    };
    table
        .read("not_known", |at| at.list(one))
        .unwrap_or_default()
}

impl Attribute {
    /// Reads one attribute.
    pub(crate) fn read(at: &At<'_>) -> Option<Self> {
        Self::with_keys(at, &["type", "compare", "kind", "not_known"])
    }

    /// Reads an attribute or a property. Properties have no kind.
    #[inline(never)]
    fn with_keys(at: &At<'_>, keys: &[&'static str]) -> Option<Self> {
        let table = at.table(keys)?;
        let type_ = table.need("type", |at| at.word(&TYPES));
        let compare = compare(&table);
        let has_kind = keys.contains(&"kind");
        let kind = if has_kind {
            table.read("kind", |at| at.word(&KINDS))
        } else {
            None
        };
        let not_known = not_known(&table, type_);
        Some(Self {
            type_: type_?,
            compare,
            kind,
            not_known,
        })
    }
}

impl Property {
    /// Reads one property.
    pub(crate) fn read(at: &At<'_>) -> Option<Self> {
        let read = Attribute::with_keys(at, &["type", "compare", "not_known"])?;
        Some(Self {
            type_: read.type_,
            compare: read.compare,
            not_known: read.not_known,
        })
    }
}

//! Scope, completeness and personas: the leads that the model is about.

use std::collections::BTreeMap;

use serde::Serialize;

use super::Condition;
use super::condition::read::{PLACEHOLDER, named_condition};
use super::reader::At;
use super::scalars::NameSet;
use super::tree::TreeValue;
use crate::exact::Milli;

/// Leads that are not scored.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Scope {
    /// The first exclusion whose condition holds excludes the lead.
    pub exclude: Vec<Exclusion>,
}

/// A reason not to score a lead.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Exclusion {
    /// The name that the assessment gives in `excluded`.
    #[cfg_attr(feature = "schema", schemars(with = "crate::document::shapes::Name"))]
    pub name: String,
    /// The condition under which it applies.
    pub when: Condition,
}

/// How complete the profile of a lead is.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Completeness {
    /// The lists of entries, from the first level up. The level of a lead is the number of lists that it
    /// meets, counted up to the first list that it does not meet.
    pub levels: Vec<Vec<Entry>>,
}

/// An entry of a completeness level.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum Entry {
    /// A fact that must be known.
    #[cfg_attr(
        feature = "schema",
        schemars(with = "crate::document::shapes::Reference")
    )]
    Fact(String),
    /// A condition that must hold.
    Condition(Condition),
}

/// A type of customer.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Persona {
    /// The name.
    #[cfg_attr(feature = "schema", schemars(with = "crate::document::shapes::Name"))]
    pub name: String,
    /// The condition under which it applies.
    pub when: Condition,
    /// Whether leads of this persona are sales targets.
    pub target: bool,
    /// The points that it adds to fit.
    pub points: Milli,
}

/// The groups of a section by name.
pub type Groups = BTreeMap<String, super::Group>;

impl Scope {
    /// Reads the section.
    pub(crate) fn read(at: &At<'_>) -> Option<Self> {
        let table = at.table(&["exclude"])?;
        let mut seen = NameSet::new();
        let one = |at: &At<'_>| {
            named_condition(at, &mut seen).map(|(name, when)| Exclusion { name, when })
        };
        let exclude = table.need("exclude", |at| at.list(one));
        Some(Self { exclude: exclude? })
    }
}

impl Completeness {
    /// Reads the section.
    pub(crate) fn read(at: &At<'_>) -> Option<Self> {
        let levels = at
            .table(&["levels"])?
            .need("levels", |at| at.list(|at| at.list(Entry::read)));
        Some(Self { levels: levels? })
    }
}

impl Entry {
    fn read(at: &At<'_>) -> Option<Self> {
        match at.node.value {
            TreeValue::Text(_) => at.reference().map(Self::Fact),
            TreeValue::Table(_) => Condition::read(at).map(Self::Condition),
            _ => at.refuse("wrong_type", "a fact's name or a condition"),
        }
    }
}

impl Persona {
    /// Reads the section.
    pub(crate) fn read_all(at: &At<'_>) -> Option<Vec<Self>> {
        let mut seen = NameSet::new();
        at.list(|at| Self::read(at, &mut seen))
    }

    fn read(at: &At<'_>, seen: &mut NameSet) -> Option<Self> {
        let table = at.table(&["name", "when", "target", "points"])?;
        let name = table.need("name", |at| at.new_name(seen));
        let when = table.need("when", Condition::read);
        let target = table.read("target", At::flag).unwrap_or(true);
        let points = table.read("points", At::points).unwrap_or(Milli::ZERO);
        Some(Self {
            name: name.unwrap_or_default(),
            when: when.unwrap_or(PLACEHOLDER),
            target,
            points,
        })
    }
}

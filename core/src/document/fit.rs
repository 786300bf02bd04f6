//! Fit: criteria, groups and grades.

mod read;

use serde::Serialize;
use serde::ser::Serializer;

use super::Case;
use super::audience::Groups;
use crate::exact::Milli;

/// Who they are: points and grade.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Fit {
    /// Best first; the last has no minimum.
    #[cfg_attr(feature = "schema", schemars(with = "crate::document::shapes::Grades"))]
    pub grades: Vec<Band<String>>,
    /// Least total.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min: Option<Milli>,
    /// Greatest total.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max: Option<Milli>,
    /// Groups with clamps and weights.
    #[cfg_attr(
        feature = "schema",
        schemars(with = "crate::document::shapes::Things<Group>")
    )]
    pub groups: Groups,
    /// In the order of evaluation.
    pub criteria: Vec<Criterion>,
}

/// A grade or rank with the least points that reach it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Band<T> {
    /// The grade or rank.
    pub name: T,
    /// Least points; `None` for the last.
    pub from: Option<Milli>,
}

/// A group of signals and criteria.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Group {
    /// Least sum, 0 or less.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(
        feature = "schema",
        schemars(with = "Option<crate::document::shapes::Loss>")
    )]
    pub min: Option<Milli>,
    /// Greatest sum, 0 or more.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(
        feature = "schema",
        schemars(with = "Option<crate::document::shapes::Gain>")
    )]
    pub max: Option<Milli>,
    /// Multiplies points when the model is loaded; 0 to 1,000.
    #[cfg_attr(feature = "schema", schemars(with = "crate::document::shapes::Weight"))]
    pub weight: Milli,
}

/// A criterion: the first case that holds gives its points.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Criterion {
    /// What it is called.
    #[cfg_attr(feature = "schema", schemars(with = "crate::document::shapes::Name"))]
    pub name: String,
    /// The fact that its cases test.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(
        feature = "schema",
        schemars(with = "Option<crate::document::shapes::Reference>")
    )]
    pub fact: Option<String>,
    /// In the order of evaluation.
    pub cases: Vec<Case>,
    /// When no case holds.
    pub otherwise: Milli,
    /// When no case holds and the fact is missing.
    pub missing: Milli,
    /// The group it belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(
        feature = "schema",
        schemars(with = "Option<crate::document::shapes::Reference>")
    )]
    pub group: Option<String>,
    /// Multiplies its points when the model is loaded; 0 to 1,000.
    #[cfg_attr(feature = "schema", schemars(with = "crate::document::shapes::Weight"))]
    pub weight: Milli,
}

impl<T: Serialize> Serialize for Band<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.from {
            Some(from) => (&self.name, from).serialize(serializer),
            None => [&self.name].serialize(serializer),
        }
    }
}

//! Fit: criteria, groups and grades.

mod read;

use serde::Serialize;
use serde::ser::Serializer;

use super::Case;
use super::audience::Groups;
use crate::exact::Milli;

/// Who leads are: points and grade.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Fit {
    /// The grades, best first. The last grade has no minimum.
    #[cfg_attr(feature = "schema", schemars(with = "crate::document::shapes::Grades"))]
    pub grades: Vec<Band<String>>,
    /// The lower limit of the total.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min: Option<Milli>,
    /// The upper limit of the total.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max: Option<Milli>,
    /// The groups, with limits and weights.
    #[cfg_attr(
        feature = "schema",
        schemars(with = "crate::document::shapes::Things<Group>")
    )]
    pub groups: Groups,
    /// In the order of evaluation.
    pub criteria: Vec<Criterion>,
}

/// A grade or rank with its minimum points.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Band<T> {
    /// The grade or rank.
    pub name: T,
    /// The minimum points; `None` for the last.
    pub from: Option<Milli>,
}

/// A group of signals and criteria.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Group {
    /// The lower limit of the sum: 0 or less.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(
        feature = "schema",
        schemars(with = "Option<crate::document::shapes::Loss>")
    )]
    pub min: Option<Milli>,
    /// The upper limit of the sum: 0 or more.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(
        feature = "schema",
        schemars(with = "Option<crate::document::shapes::Gain>")
    )]
    pub max: Option<Milli>,
    /// The factor of all points in the group, applied when the model is compiled: 0 to 1,000.
    #[cfg_attr(feature = "schema", schemars(with = "crate::document::shapes::Weight"))]
    pub weight: Milli,
}

/// A criterion. The first case that holds gives its points.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Criterion {
    /// The name.
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
    /// The points if no case holds.
    pub otherwise: Milli,
    /// The points if no case holds and the fact is missing.
    pub missing: Milli,
    /// The group it belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(
        feature = "schema",
        schemars(with = "Option<crate::document::shapes::Reference>")
    )]
    pub group: Option<String>,
    /// The factor of its points, applied when the model is compiled: 0 to 1,000.
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

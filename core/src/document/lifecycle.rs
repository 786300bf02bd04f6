//! Lifecycle stages and qualification.

use serde::Serialize;

use super::Condition;
use super::condition::read::named_condition;
use super::reader::At;
use super::scalars::NameSet;

/// Where leads are in their lifecycle, from first visitor to raving fan.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Lifecycle {
    /// The stages, earliest first.
    #[cfg_attr(feature = "schema", schemars(with = "crate::document::shapes::Stages"))]
    pub stages: Vec<Stage>,
}

/// A stage of the lifecycle or of an interest.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Stage {
    /// The name.
    #[cfg_attr(feature = "schema", schemars(with = "crate::document::shapes::Name"))]
    pub name: String,
    /// The condition of the stage. Only the first stage may omit it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub when: Option<Condition>,
    /// The team that works on leads in this stage.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pipeline: Option<Pipeline>,
}

/// The team that works on leads in a stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Pipeline {
    /// Marketing.
    Attract,
    /// Sales.
    Sell,
    /// Customer success.
    Account,
}

/// What marketing and sales call leads, such as MQL and SQL.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Qualification {
    /// The rules. The first whose condition holds applies.
    pub rules: Vec<Rule>,
    /// The label if no rule applies.
    #[cfg_attr(feature = "schema", schemars(with = "crate::document::shapes::Name"))]
    pub default: String,
    /// The label of a lead whose persona is not a target; it takes precedence over the rules.
    #[cfg_attr(feature = "schema", schemars(with = "crate::document::shapes::Name"))]
    pub disqualified: String,
}

/// A rule of the qualification.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Rule {
    /// The name.
    #[cfg_attr(feature = "schema", schemars(with = "crate::document::shapes::Name"))]
    pub name: String,
    /// The condition under which it applies.
    pub when: Condition,
}

const PIPELINES: [(&str, Pipeline); 3] = [
    ("attract", Pipeline::Attract),
    ("sell", Pipeline::Sell),
    ("account", Pipeline::Account),
];
/// The default labels: if no rule applies, and if the persona is not a target.
const UNQUALIFIED: &str = "unqualified";
const DISQUALIFIED: &str = "disqualified";

impl Lifecycle {
    /// Reads the section.
    pub(crate) fn read(at: &At<'_>) -> Option<Self> {
        let stages = at.table(&["stages"])?.need("stages", Stage::read_all);
        Some(Self { stages: stages? })
    }
}

impl Stage {
    /// Reads a list of stages. Only the first may omit `when`.
    pub(crate) fn read_all(at: &At<'_>) -> Option<Vec<Self>> {
        let (mut seen, mut first) = (NameSet::new(), true);
        at.filled(|at| {
            let later = !std::mem::take(&mut first);
            let table = at.table(&["name", "when", "pipeline"])?;
            let name = table.need("name", |at| at.new_name(&mut seen));
            if later && table.is_whole() && !table.has("when") {
                table.missing("when", "only the first stage may omit `when`");
            }
            let when = table.read("when", Condition::read);
            let pipeline = table.read("pipeline", |at| at.word(&PIPELINES));
            Some(Self {
                name: name.unwrap_or_default(),
                when,
                pipeline,
            })
        })
    }
}

impl Qualification {
    /// Reads the section.
    pub(crate) fn read(at: &At<'_>) -> Option<Self> {
        let table = at.table(&["rules", "default", "disqualified"])?;
        let mut seen = NameSet::new();
        let rule =
            |at: &At<'_>| named_condition(at, &mut seen).map(|(name, when)| Rule { name, when });
        Some(Self {
            rules: table.read("rules", |at| at.list(rule)).unwrap_or_default(),
            default: table
                .read("default", At::name)
                .unwrap_or_else(|| UNQUALIFIED.to_owned()),
            disqualified: table
                .read("disqualified", At::name)
                .unwrap_or_else(|| DISQUALIFIED.to_owned()),
        })
    }
}

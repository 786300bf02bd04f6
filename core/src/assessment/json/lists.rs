//! The lists of an assessment: segments, interests, next steps and switches.

use serde::{Serialize, Serializer};

use crate::assessment::Row;
use crate::assessment::details::{InterestDetail, SwitchDetail};
use crate::document::Document;
use crate::evaluate::{Reason, StepOutcome};
use crate::exact::{Instant, Milli};
use crate::text::in_order;

/// One interest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct AssessedInterest<'a> {
    /// What it is called.
    pub name: &'a str,
    /// Its points.
    pub points: Milli,
    /// Its stage.
    pub stage: Option<&'a str>,
}

/// Something to do.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct AssessedStep<'a> {
    /// What it is called.
    pub name: &'a str,
    /// The channel that the step asks for.
    pub wanted: Option<&'a str>,
    /// The first that may be used of it and its fallbacks.
    pub channel: Option<&'a str>,
    /// Whether there is one, or none is needed.
    pub permitted: bool,
    /// Why the wanted one may not be used.
    #[cfg_attr(
        feature = "schema",
        schemars(with = "Option<crate::assessment::shapes::StepReason>")
    )]
    pub reason: Option<&'static str>,
    /// The script or mail to use.
    pub template: Option<&'a str>,
    /// What kind of content it is.
    pub content: Option<&'a str>,
    /// What it is about.
    pub topic: Option<&'a str>,
    /// Greatest first.
    pub priority: Milli,
    /// How soon, in minutes.
    pub due_minutes: Option<u32>,
    /// The first instant inside the hours of the channel, in UTC.
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    pub earliest: Option<Instant>,
}

/// A state turned on and off by events.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct AssessedSwitch<'a> {
    /// The switch's name.
    pub name: &'a str,
    /// On or off, or the values that are on.
    pub value: SwitchValue<'a>,
}

/// A flag, or of a switch with `by` the values that are on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum SwitchValue<'a> {
    /// On or off.
    Flag(bool),
    /// The values that are on.
    Values(&'a [String]),
}

in_order! {
    AssessedStep<'_> {
        channel, content, due_minutes, earliest, name, permitted, priority, reason, template,
        topic, wanted
    }
}

/// An instant is written in UTC.
impl Serialize for Instant {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

pub(crate) fn interests<'a>(
    row: &'a Row,
    document: &'a Document,
) -> Option<Vec<AssessedInterest<'a>>> {
    let stages = document.interests.as_ref()?.stages.as_ref();
    let name = |at: u32| stages?.get(at as usize).map(|stage| stage.name.as_str());
    let named = |one: &'a InterestDetail| AssessedInterest {
        name: &one.name,
        points: one.points,
        stage: one.stage.and_then(name),
    };
    Some(row.details.as_ref()?.interests.iter().map(named).collect())
}

pub(crate) fn segments<'a>(row: &Row, document: &'a Document) -> Option<Vec<&'a str>> {
    let names = document.segments.as_ref().filter(|_| row.is_scored())?;
    let name = |at: &u32| names.keys().nth(*at as usize);
    let held = row.segments.iter().filter_map(name);
    Some(held.map(String::as_str).collect())
}

pub(crate) fn steps<'a>(row: &'a Row, document: &'a Document) -> Option<Vec<AssessedStep<'a>>> {
    let steps = document.next_steps.as_ref()?;
    let channels = &document.channels;
    let channel = |at: Option<u32>| channels.keys().nth(at? as usize).map(String::as_str);
    let named = |found: &'a StepOutcome| {
        let step = steps.get(found.step as usize)?;
        Some(AssessedStep {
            name: &step.name,
            wanted: channel(found.wanted),
            channel: channel(found.channel),
            permitted: found.permitted,
            reason: found.reason.map(Reason::word),
            template: step.template.as_deref(),
            content: found.content.as_deref(),
            topic: found.topic.as_deref(),
            priority: step.priority,
            due_minutes: step.due_minutes,
            earliest: found.earliest,
        })
    };
    let found = row.details.as_ref()?.steps.iter();
    Some(found.filter_map(named).collect())
}

pub(crate) fn switches<'a>(
    row: &'a Row,
    document: &'a Document,
) -> Option<Vec<AssessedSwitch<'a>>> {
    let names = document.switches.as_ref()?.keys();
    let named = |(name, state): (&'a String, &'a SwitchDetail)| AssessedSwitch {
        name,
        value: match state {
            SwitchDetail::Flag(flag) => SwitchValue::Flag(*flag),
            SwitchDetail::Values(values) => SwitchValue::Values(values),
        },
    };
    Some(
        names
            .zip(&row.details.as_ref()?.switches)
            .map(named)
            .collect(),
    )
}

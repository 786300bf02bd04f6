//! The lists of an assessment with names: segments, interests, next steps and switches.

use serde::{Serialize, Serializer};

use crate::assessment::Row;
use crate::assessment::details::{InterestDetail, SwitchDetail};
use crate::document::Document;
use crate::evaluate::{Reason, StepOutcome};
use crate::exact::{Instant, Milli};
use crate::text::in_order;

/// An interest of a lead.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct AssessedInterest<'a> {
    /// The name of the interest.
    pub name: &'a str,
    /// Its points.
    pub points: Milli,
    /// Its stage; null if the model has no stages of interests.
    pub stage: Option<&'a str>,
}

/// A next step that applies.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct AssessedStep<'a> {
    /// The name of the step.
    pub name: &'a str,
    /// The channel that the step asks for.
    pub wanted: Option<&'a str>,
    /// The first channel that may be used, of the wanted one and its fallbacks.
    pub channel: Option<&'a str>,
    /// Whether a channel may be used, or the step needs none.
    pub permitted: bool,
    /// Why the wanted channel may not be used.
    #[cfg_attr(
        feature = "schema",
        schemars(with = "Option<crate::assessment::shapes::StepReason>")
    )]
    pub reason: Option<&'static str>,
    /// The script or mail to use.
    pub template: Option<&'a str>,
    /// The kind of content.
    pub content: Option<&'a str>,
    /// The topic of the step.
    pub topic: Option<&'a str>,
    /// Its priority; steps are listed greatest first.
    pub priority: Milli,
    /// Within how many minutes it is due.
    pub due_minutes: Option<u32>,
    /// The first instant within the hours of the channel, in UTC.
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    pub earliest: Option<Instant>,
}

/// A switch: a state that events turn on and off.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct AssessedSwitch<'a> {
    /// The name of the switch.
    pub name: &'a str,
    /// On or off, or the values that are on.
    pub value: SwitchValue<'a>,
}

/// The state of a switch: a flag, or with `by` the values that are on.
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

/// Instants are written in UTC.
impl Serialize for Instant {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// The interests of a row; `None` if the model has none, or without details.
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

/// The names of the segments of a row; `None` if the model has none, or the lead is not scored.
pub(crate) fn segments<'a>(row: &Row, document: &'a Document) -> Option<Vec<&'a str>> {
    let names = document.segments.as_ref().filter(|_| row.is_scored())?;
    let name = |at: &u32| names.keys().nth(*at as usize);
    let held = row.segments.iter().filter_map(name);
    Some(held.map(String::as_str).collect())
}

/// The next steps of a row; `None` if the model has none, or without details.
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

/// The switches of a row; `None` if the model has none, or without details.
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

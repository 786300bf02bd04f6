//! The next steps of each lead, with every key of the assessment.

use std::sync::Arc;

use arrow_array::{ArrayRef, BooleanArray, TimestampMicrosecondArray};
use arrow_schema::ArrowError;

use super::Rows;
use super::build::{lists, some_texts, structs, wholes};
use crate::assessment::Assessment;
use crate::document::NextStep;
use crate::evaluate::{Reason, StepOutcome};
use crate::exact::SCALE;

/// A step as the model has it, and what was found.
type Step<'a> = (&'a NextStep, &'a StepOutcome);

/// Steps of all leads and the channels of the model.
struct Steps<'a> {
    all: Vec<Step<'a>>,
    channels: Vec<&'a str>,
}

impl<'a> Steps<'a> {
    fn texts(&self, of: impl Fn(&Step<'a>) -> Option<&'a str>) -> Result<ArrayRef, ArrowError> {
        let texts: Vec<Option<&str>> = self.all.iter().map(of).collect();
        some_texts(&texts)
    }

    fn channel(&self, at: Option<u32>) -> Option<&'a str> {
        self.channels.get(at? as usize).copied()
    }

    fn columns(&self) -> Result<Vec<(&'static str, ArrayRef)>, ArrowError> {
        let all = || self.all.iter();
        let permitted = BooleanArray::from_iter(all().map(|(_, found)| Some(found.permitted)));
        // Priorities of steps are whole numbers.
        let priorities = all().map(|(step, _)| Some(step.priority.0 / SCALE));
        let minutes = all().map(|(step, _)| step.due_minutes.map(i64::from));
        let earliest = all().map(|(_, found)| found.earliest.map(|instant| instant.micros()));
        let earliest: TimestampMicrosecondArray = earliest.collect();
        Ok(vec![
            ("name", self.texts(|(step, _)| Some(&step.name))?),
            (
                "wanted",
                self.texts(|(_, found)| self.channel(found.wanted))?,
            ),
            (
                "channel",
                self.texts(|(_, found)| self.channel(found.channel))?,
            ),
            ("permitted", Arc::new(permitted)),
            (
                "reason",
                self.texts(|(_, found)| found.reason.map(Reason::word))?,
            ),
            (
                "template",
                self.texts(|(step, _)| step.template.as_deref())?,
            ),
            (
                "content",
                self.texts(|(_, found)| found.content.as_deref())?,
            ),
            ("topic", self.texts(|(_, found)| found.topic.as_deref())?),
            ("priority", wholes(priorities)),
            ("due_minutes", wholes(minutes)),
            ("earliest", Arc::new(earliest.with_timezone("UTC"))),
        ])
    }
}

pub(super) fn next_steps(rows: &Rows<'_>) -> Result<ArrayRef, ArrowError> {
    let listed = rows.document.next_steps.as_deref().unwrap_or_default();
    let mut steps = Steps {
        all: Vec::new(),
        channels: rows.document.channels.keys().map(String::as_str).collect(),
    };
    let mut lengths = Vec::with_capacity(rows.each().len());
    for found in rows.details() {
        let own = found.and_then(Assessment::step_outcomes);
        let before = steps.all.len();
        for outcome in own.unwrap_or_default() {
            let step = listed.get(outcome.step as usize);
            steps.all.extend(step.map(|step| (step, outcome)));
        }
        lengths.push(own.map(|_| steps.all.len() - before));
    }
    let columns = steps.columns()?;
    lists(&lengths, structs(steps.all.len(), columns, None)?)
}

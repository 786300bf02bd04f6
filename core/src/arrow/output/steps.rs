//! The next steps of each lead, with every key of the assessment.

use super::Rows;
use super::build::{Build, Built, Flags, Instants, Numbers, Wholes};
use super::nest::{Lists, Texts, structs};
use super::sink::{AnySink, Sink};
use crate::assessment::Assessment;
use crate::document::NextStep;
use crate::evaluate::{Reason, StepOutcome};
use crate::exact::SCALE;
use crate::tables::Scored;

struct Steps<'a> {
    /// The steps and channels of the model.
    steps: &'a [NextStep],
    channels: Vec<&'a str>,
    lists: Lists,
    members: usize,
    names: Texts,
    wanted: Texts,
    channel: Texts,
    permitted: Flags,
    reasons: Texts,
    templates: Texts,
    contents: Texts,
    topics: Texts,
    priorities: Wholes,
    minutes: Wholes,
    earliest: Instants,
}

impl Steps<'_> {
    fn push(&mut self, step: &NextStep, found: &StepOutcome) {
        let channel = |at: Option<u32>| self.channels.get(at? as usize).copied();
        self.members += 1;
        self.names.push(Some(&step.name));
        self.wanted.push(channel(found.wanted));
        self.channel.push(channel(found.channel));
        self.permitted.push(Some(found.permitted));
        self.reasons.push(found.reason.map(Reason::word));
        self.templates.push(step.template.as_deref());
        self.contents.push(found.content.as_deref());
        self.topics.push(found.topic.as_deref());
        // Priorities of steps are whole numbers.
        self.priorities.push(Some(step.priority.0 / SCALE));
        self.minutes.push(step.due_minutes.map(i64::from));
        self.earliest
            .push(found.earliest.map(|instant| instant.micros()));
    }
}

impl<'a> Sink<'a> for Steps<'a> {
    fn take(&mut self, rows: &[&'a Scored]) {
        for row in rows {
            let found = row.details.as_deref().and_then(Assessment::step_outcomes);
            let before = self.members;
            for outcome in found.unwrap_or_default() {
                if let Some(step) = self.steps.get(outcome.step as usize) {
                    self.push(step, outcome);
                }
            }
            self.lists.push(found.map(|_| self.members - before));
        }
    }

    fn finish(self: Box<Self>) -> Built {
        let columns = vec![
            ("name", self.names.finish()?),
            ("wanted", self.wanted.finish()?),
            ("channel", self.channel.finish()?),
            ("permitted", self.permitted.finish()?),
            ("reason", self.reasons.finish()?),
            ("template", self.templates.finish()?),
            ("content", self.contents.finish()?),
            ("topic", self.topics.finish()?),
            ("priority", self.priorities.finish()?),
            ("due_minutes", self.minutes.finish()?),
            ("earliest", self.earliest.finish()?),
        ];
        self.lists.over(structs(self.members, columns, None)?)
    }
}

pub(super) fn next_steps<'a>(rows: &Rows<'a>) -> AnySink<'a> {
    let texts = || Texts::new(0);
    Box::new(Steps {
        steps: rows.document.next_steps.as_deref().unwrap_or_default(),
        channels: rows.document.channels.keys().map(String::as_str).collect(),
        lists: Lists::new(rows.count()),
        members: 0,
        names: texts(),
        wanted: texts(),
        channel: texts(),
        permitted: Flags::new(0),
        reasons: texts(),
        templates: texts(),
        contents: texts(),
        topics: texts(),
        priorities: Wholes::new(0),
        minutes: Wholes::new(0),
        earliest: Instants(Numbers::new(0)),
    })
}

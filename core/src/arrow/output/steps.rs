//! The next steps of each lead, with all keys of the assessment.

use super::ResultRows;
use super::build::{Build, Built, Flags, Instants, NumberBuilder, Wholes};
use super::column_sink::{AnySink, ColumnSink};
use super::nest::{ListBuilder, TextBuilder, structs};
use crate::assessment::{AssessedStep, Row, steps};
use crate::document::Document;
use crate::exact::SCALE;

struct Steps<'a> {
    document: &'a Document,
    lists: ListBuilder,
    members: usize,
    names: TextBuilder,
    wanted: TextBuilder,
    channel: TextBuilder,
    permitted: Flags,
    reasons: TextBuilder,
    templates: TextBuilder,
    contents: TextBuilder,
    topics: TextBuilder,
    priorities: Wholes,
    minutes: Wholes,
    earliest: Instants,
}

impl Steps<'_> {
    fn push(&mut self, step: &AssessedStep<'_>) {
        self.members += 1;
        self.names.push(Some(step.name));
        self.wanted.push(step.wanted);
        self.channel.push(step.channel);
        self.permitted.push(Some(step.permitted));
        self.reasons.push(step.reason);
        self.templates.push(step.template);
        self.contents.push(step.content);
        self.topics.push(step.topic);
        // Priorities of steps are whole numbers.
        self.priorities.push(Some(step.priority.0 / SCALE));
        self.minutes.push(step.due_minutes.map(i64::from));
        self.earliest
            .push(step.earliest.map(|instant| instant.micros()));
    }
}

impl<'a> ColumnSink<'a> for Steps<'a> {
    fn take(&mut self, rows: &[&'a Row]) {
        for row in rows {
            let found = steps(row, self.document);
            self.lists.push(found.as_ref().map(Vec::len));
            found.iter().flatten().for_each(|step| self.push(step));
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

pub(super) fn next_steps<'a>(rows: &ResultRows<'a>) -> AnySink<'a> {
    let texts = || TextBuilder::new(0);
    Box::new(Steps {
        document: rows.document,
        lists: ListBuilder::new(rows.count()),
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
        earliest: Instants(NumberBuilder::new(0)),
    })
}

//! The switches of each lead.

use arrow_buffer::NullBufferBuilder;
use arrow_schema::ArrowError;

use super::Rows;
use super::build::{Build, Built, Flags};
use super::nest::{TextLists, structs};
use super::sink::{AnySink, Sink};
use crate::assessment::SwitchPart;
use crate::document::Switch;
use crate::tables::Scored;

/// States of switches, a field for each.
struct Switches<'a> {
    columns: Vec<(&'a str, State)>,
    known: NullBufferBuilder,
}

/// On or off, or the values that are on.
enum State {
    Flags(Flags),
    Values(TextLists),
}

impl State {
    fn push(&mut self, part: Option<SwitchPart<'_>>) {
        match (self, part) {
            (Self::Flags(flags), Some(SwitchPart::Flag(flag))) => flags.push(Some(flag)),
            (Self::Flags(flags), _) => flags.push(None),
            (Self::Values(lists), Some(SwitchPart::Values(values))) => {
                lists.push(Some(values.iter().map(String::as_str)));
            }
            (Self::Values(lists), _) => lists.push(None::<std::iter::Empty<&str>>),
        }
    }

    fn finish(self) -> Built {
        match self {
            Self::Flags(flags) => flags.finish(),
            Self::Values(lists) => lists.finish(),
        }
    }
}

impl<'a> Sink<'a> for Switches<'a> {
    fn take(&mut self, rows: &[&'a Scored]) {
        for row in rows {
            let details = row.details.as_deref();
            self.known
                .append(details.and_then(|found| found.switch(0)).is_some());
            for (at, (_, state)) in self.columns.iter_mut().enumerate() {
                state.push(details.and_then(|found| found.switch(at)));
            }
        }
    }

    fn finish(mut self: Box<Self>) -> Built {
        let rows = self.known.len();
        let finished = self
            .columns
            .into_iter()
            .map(|(name, state)| Ok((name, state.finish()?)));
        structs(
            rows,
            finished.collect::<Result<_, ArrowError>>()?,
            self.known.finish(),
        )
    }
}

pub(super) fn switches<'a>(rows: &Rows<'a>) -> AnySink<'a> {
    let column = |(name, switch): (&'a String, &'a Switch)| {
        let state = match switch.by {
            None => State::Flags(Flags::new(rows.count())),
            Some(_) => State::Values(TextLists::new(rows.count())),
        };
        (name.as_str(), state)
    };
    Box::new(Switches {
        columns: rows
            .document
            .switches
            .iter()
            .flatten()
            .map(column)
            .collect(),
        known: NullBufferBuilder::new(rows.count()),
    })
}

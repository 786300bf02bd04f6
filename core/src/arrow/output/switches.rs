//! The switches of each lead.

use arrow_buffer::NullBufferBuilder;
use arrow_schema::ArrowError;

use super::Rows;
use super::build::{Build, Built, Flags};
use super::nest::{TextLists, structs};
use super::sink::{AnySink, Sink};
use crate::assessment::{Row, SwitchDetail};
use crate::document::Switch;

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
    fn push(&mut self, detail: Option<&SwitchDetail>) {
        match (self, detail) {
            (Self::Flags(flags), Some(SwitchDetail::Flag(flag))) => flags.push(Some(*flag)),
            (Self::Flags(flags), _) => flags.push(None),
            (Self::Values(lists), Some(SwitchDetail::Values(values))) => {
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
    fn take(&mut self, rows: &[&'a Row]) {
        for row in rows {
            let switches = row
                .details
                .as_deref()
                .map_or(&[][..], |details| &details.switches);
            self.known.append(!switches.is_empty());
            for (at, (_, state)) in self.columns.iter_mut().enumerate() {
                state.push(switches.get(at));
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

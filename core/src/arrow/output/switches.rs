//! The switches of each lead.

use arrow_buffer::NullBufferBuilder;
use arrow_schema::ArrowError;

use super::ResultRows;
use super::build::{Build, Built, Flags};
use super::column_sink::{AnySink, ColumnSink};
use super::nest::{TextLists, structs};
use crate::assessment::{Row, SwitchDetail};
use crate::document::Switch;

/// The states of switches, one field per switch.
struct Switches<'a> {
    columns: Vec<(&'a str, SwitchColumn)>,
    known: NullBufferBuilder,
}

/// Builds the field of a switch: flags, or lists of the values that are on.
enum SwitchColumn {
    Flags(Flags),
    Values(TextLists),
}

impl SwitchColumn {
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

impl<'a> ColumnSink<'a> for Switches<'a> {
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

pub(super) fn switches<'a>(rows: &ResultRows<'a>) -> AnySink<'a> {
    let column = |(name, switch): (&'a String, &'a Switch)| {
        let state = match switch.by {
            None => SwitchColumn::Flags(Flags::new(rows.count())),
            Some(_) => SwitchColumn::Values(TextLists::new(rows.count())),
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

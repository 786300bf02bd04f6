//! Nested columns: groups, seasons, completeness and segments.

use arrow_buffer::NullBufferBuilder;
use arrow_schema::ArrowError;

use super::ResultRows;
use super::build::{Build, Built, Points, Wholes};
use super::column_sink::{AnySink, ColumnSink};
use super::nest::{ListBuilder, TextBuilder, TextLists, structs};
use crate::assessment::{KINDS, Row};
use crate::document::AttributeKind;
use crate::exact::Milli;

/// The points of each group, one field per group.
struct Groups<'a> {
    columns: Vec<(&'a str, Points)>,
    known: NullBufferBuilder,
    of: fn(&Row) -> Option<&[Milli]>,
}

impl<'a> Groups<'a> {
    fn sink(
        rows: &ResultRows<'a>,
        names: impl Iterator<Item = &'a String>,
        of: fn(&Row) -> Option<&[Milli]>,
    ) -> AnySink<'a> {
        let column = |name: &'a String| (name.as_str(), Points::new(rows.decimals, rows.count()));
        Box::new(Self {
            columns: names.map(column).collect(),
            known: NullBufferBuilder::new(rows.count()),
            of,
        })
    }
}

impl<'a> ColumnSink<'a> for Groups<'a> {
    fn take(&mut self, rows: &[&'a Row]) {
        for row in rows {
            let groups = (self.of)(row);
            self.known.append(groups.is_some());
            for (at, (_, points)) in self.columns.iter_mut().enumerate() {
                points.push(groups.and_then(|groups| groups.get(at).copied()));
            }
        }
    }

    fn finish(mut self: Box<Self>) -> Built {
        let rows = self.known.len();
        let finished = self
            .columns
            .into_iter()
            .map(|(name, points)| Ok((name, points.finish()?)));
        structs(
            rows,
            finished.collect::<Result<_, ArrowError>>()?,
            self.known.finish(),
        )
    }
}

pub(super) fn fit_groups<'a>(rows: &ResultRows<'a>) -> AnySink<'a> {
    let names = rows.document.fit.iter().flat_map(|fit| fit.groups.keys());
    Groups::sink(rows, names, |row| {
        row.fit?;
        Some(&row.details.as_ref()?.fit_groups)
    })
}

pub(super) fn engagement_groups<'a>(rows: &ResultRows<'a>) -> AnySink<'a> {
    let section = rows.document.engagement.iter();
    let names = section.flat_map(|engagement| engagement.groups.keys());
    Groups::sink(rows, names, |row| {
        row.engagement?;
        Some(&row.details.as_ref()?.engagement_groups)
    })
}

/// Lists of names, from positions in a list of the model.
struct NamedLists<'a> {
    names: Vec<&'a str>,
    of: fn(&Row) -> Option<&[u32]>,
    lists: TextLists,
}

impl<'a> ColumnSink<'a> for NamedLists<'a> {
    fn take(&mut self, rows: &[&'a Row]) {
        for row in rows {
            let positions = (self.of)(row);
            let name = |at: &u32| self.names.get(*at as usize).copied();
            let names = positions.map(|positions| positions.iter().filter_map(name));
            self.lists.push(names);
        }
    }

    fn finish(self: Box<Self>) -> Built {
        self.lists.finish()
    }
}

pub(super) fn cycle_seasons<'a>(rows: &ResultRows<'a>) -> AnySink<'a> {
    let names = rows.document.seasons.keys().map(String::as_str);
    Box::new(NamedLists {
        names: names.collect(),
        of: |row| {
            row.cycle?;
            Some(&row.details.as_ref()?.seasons)
        },
        lists: TextLists::new(rows.count()),
    })
}

pub(super) fn segments<'a>(rows: &ResultRows<'a>) -> AnySink<'a> {
    let names = rows.document.segments.iter().flat_map(|all| all.keys());
    let held: fn(&Row) -> Option<&[u32]> = match rows.document.segments {
        Some(_) => |row| row.details.as_ref().map(|_| &row.segments[..]),
        None => |_| None,
    };
    Box::new(NamedLists {
        names: names.map(String::as_str).collect(),
        of: held,
        lists: TextLists::new(rows.count()),
    })
}

/// The facts that are missing for the next level of completeness.
struct Missing(TextLists);

impl<'a> ColumnSink<'a> for Missing {
    fn take(&mut self, rows: &[&'a Row]) {
        for row in rows {
            let details = row.completeness.and(row.details.as_deref());
            let facts = details.map(|details| &details.missing);
            self.0
                .push(facts.map(|facts| facts.iter().map(String::as_str)));
        }
    }

    fn finish(self: Box<Self>) -> Built {
        self.0.finish()
    }
}

pub(super) fn completeness_missing<'a>(rows: &ResultRows<'a>) -> AnySink<'a> {
    Box::new(Missing(TextLists::new(rows.count())))
}

/// The number of known attributes of each kind.
struct KindColumn {
    /// The kinds that the model has.
    listed: Vec<ListedKind>,
    lists: ListBuilder,
    kinds: TextBuilder,
    known: Wholes,
    of: Wholes,
    members: usize,
}

/// A kind of attributes that a model has.
struct ListedKind {
    /// Its position in [`KINDS`].
    at: usize,
    word: &'static str,
    /// Number of attributes of the model.
    count: i64,
}

fn word(kind: AttributeKind) -> &'static str {
    match kind {
        AttributeKind::Semantic => "semantic",
        AttributeKind::Episodic => "episodic",
        AttributeKind::Hypothetical => "hypothetical",
        AttributeKind::Value => "value",
    }
}

impl<'a> ColumnSink<'a> for KindColumn {
    fn take(&mut self, rows: &[&'a Row]) {
        for row in rows {
            let details = row.completeness.and(row.details.as_deref());
            let counts = details.map(|details| details.known_kinds);
            self.lists.push(counts.map(|_| self.listed.len()));
            let Some(counts) = counts else { continue };
            for kind in &self.listed {
                self.kinds.push(Some(kind.word));
                self.known
                    .push(counts.get(kind.at).map(|count| i64::from(*count)));
                self.of.push(Some(kind.count));
                self.members += 1;
            }
        }
    }

    fn finish(self: Box<Self>) -> Built {
        let columns = vec![
            ("kind", self.kinds.finish()?),
            ("known", self.known.finish()?),
            ("of", self.of.finish()?),
        ];
        self.lists.over(structs(self.members, columns, None)?)
    }
}

pub(super) fn completeness_kinds<'a>(rows: &ResultRows<'a>) -> AnySink<'a> {
    let attributes = || rows.document.attributes.values();
    let listed = KINDS.into_iter().enumerate().filter_map(|(at, kind)| {
        let own = attributes().filter(|one| one.kind == Some(kind));
        let count = i64::try_from(own.count()).ok().filter(|of| *of > 0)?;
        let word = word(kind);
        Some(ListedKind { at, word, count })
    });
    Box::new(KindColumn {
        listed: listed.collect(),
        lists: ListBuilder::new(rows.count()),
        kinds: TextBuilder::new(0),
        known: Wholes::new(0),
        of: Wholes::new(0),
        members: 0,
    })
}

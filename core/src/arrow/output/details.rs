//! Nested columns: groups, seasons, completeness and segments.

use arrow_buffer::NullBufferBuilder;
use arrow_schema::ArrowError;

use super::Rows;
use super::build::{Build, Built, Points, Wholes};
use super::nest::{Lists, TextLists, Texts, structs};
use super::sink::{AnySink, Sink};
use crate::assessment::{KINDS, Row};
use crate::document::AttributeKind;
use crate::exact::Milli;

/// Points by group, a field for each.
struct Groups<'a> {
    columns: Vec<(&'a str, Points)>,
    known: NullBufferBuilder,
    of: fn(&Row) -> Option<&[Milli]>,
}

impl<'a> Groups<'a> {
    fn sink(
        rows: &Rows<'a>,
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

impl<'a> Sink<'a> for Groups<'a> {
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

pub(super) fn fit_groups<'a>(rows: &Rows<'a>) -> AnySink<'a> {
    let names = rows.document.fit.iter().flat_map(|fit| fit.groups.keys());
    Groups::sink(rows, names, |row| {
        row.fit?;
        Some(&row.details.as_ref()?.fit_groups)
    })
}

pub(super) fn engagement_groups<'a>(rows: &Rows<'a>) -> AnySink<'a> {
    let section = rows.document.engagement.iter();
    let names = section.flat_map(|engagement| engagement.groups.keys());
    Groups::sink(rows, names, |row| {
        row.engagement?;
        Some(&row.details.as_ref()?.engagement_groups)
    })
}

/// Names by their positions in a list of the model.
struct Named<'a> {
    names: Vec<&'a str>,
    of: fn(&Row) -> Option<&[u32]>,
    lists: TextLists,
}

impl<'a> Sink<'a> for Named<'a> {
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

pub(super) fn cycle_seasons<'a>(rows: &Rows<'a>) -> AnySink<'a> {
    let names = rows.document.seasons.keys().map(String::as_str);
    Box::new(Named {
        names: names.collect(),
        of: |row| {
            row.cycle?;
            Some(&row.details.as_ref()?.seasons)
        },
        lists: TextLists::new(rows.count()),
    })
}

pub(super) fn segments<'a>(rows: &Rows<'a>) -> AnySink<'a> {
    let names = rows.document.segments.iter().flat_map(|all| all.keys());
    let held: fn(&Row) -> Option<&[u32]> = match rows.document.segments {
        Some(_) => |row| row.details.as_ref().map(|_| &row.segments[..]),
        None => |_| None,
    };
    Box::new(Named {
        names: names.map(String::as_str).collect(),
        of: held,
        lists: TextLists::new(rows.count()),
    })
}

/// Facts that the next level of completeness lacks.
struct Missing(TextLists);

impl<'a> Sink<'a> for Missing {
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

pub(super) fn completeness_missing<'a>(rows: &Rows<'a>) -> AnySink<'a> {
    Box::new(Missing(TextLists::new(rows.count())))
}

/// How many attributes of each kind are known.
struct Kinds {
    /// Position, word and number of attributes of the kinds that there are.
    listed: Vec<(usize, &'static str, i64)>,
    lists: Lists,
    kinds: Texts,
    known: Wholes,
    of: Wholes,
    members: usize,
}

fn word(kind: AttributeKind) -> &'static str {
    match kind {
        AttributeKind::Semantic => "semantic",
        AttributeKind::Episodic => "episodic",
        AttributeKind::Hypothetical => "hypothetical",
        AttributeKind::Value => "value",
    }
}

impl<'a> Sink<'a> for Kinds {
    fn take(&mut self, rows: &[&'a Row]) {
        for row in rows {
            let details = row.completeness.and(row.details.as_deref());
            let counts = details.map(|details| details.known_kinds);
            self.lists.push(counts.map(|_| self.listed.len()));
            let Some(counts) = counts else { continue };
            for (at, kind, of) in &self.listed {
                self.kinds.push(Some(kind));
                self.known
                    .push(counts.get(*at).map(|count| i64::from(*count)));
                self.of.push(Some(*of));
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

pub(super) fn completeness_kinds<'a>(rows: &Rows<'a>) -> AnySink<'a> {
    let attributes = || rows.document.attributes.values();
    let listed = KINDS.into_iter().enumerate().filter_map(|(at, kind)| {
        let own = attributes().filter(|one| one.kind == Some(kind));
        let of = i64::try_from(own.count()).ok().filter(|of| *of > 0)?;
        Some((at, word(kind), of))
    });
    Box::new(Kinds {
        listed: listed.collect(),
        lists: Lists::new(rows.count()),
        kinds: Texts::new(0),
        known: Wholes::new(0),
        of: Wholes::new(0),
        members: 0,
    })
}

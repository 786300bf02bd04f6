//! Nested columns: groups, seasons, completeness, interests, segments and
//! switches.

use std::sync::Arc;

use arrow_array::{ArrayRef, BooleanArray};
use arrow_schema::ArrowError;

use super::Rows;
use super::build::{lists, nulls, points, some_texts, structs, text_lists, texts, wholes};
use crate::assessment::{Assessment, SwitchPart, kinds};
use crate::document::Kind;
use crate::exact::Milli;

type Built = Result<ArrayRef, ArrowError>;

/// A field for each group.
fn groups<'d>(
    rows: &Rows<'_>,
    names: impl Iterator<Item = &'d String>,
    of: fn(&Assessment) -> Option<&[Milli]>,
) -> Built {
    let mut columns = Vec::new();
    for (at, name) in names.enumerate() {
        let own = rows.details().map(|found| of(found?)?.get(at).copied());
        columns.push((name.as_str(), points(rows.decimals, own)?));
    }
    let known = nulls(rows.details().map(|found| of(found?)));
    structs(rows.each().len(), columns, known)
}

pub(super) fn fit_groups(rows: &Rows<'_>) -> Built {
    let names = rows.document.fit.iter().flat_map(|fit| fit.groups.keys());
    groups(rows, names, Assessment::fit_groups)
}

pub(super) fn engagement_groups(rows: &Rows<'_>) -> Built {
    let section = rows.document.engagement.iter();
    let names = section.flat_map(|engagement| engagement.groups.keys());
    groups(rows, names, Assessment::engagement_groups)
}

/// Names by their positions in a list.
fn named<'r>(rows: &Rows<'r>, names: &[&'r str], of: fn(&Assessment) -> Option<&[u32]>) -> Built {
    let own = rows.details().map(|found| {
        let positions = of(found?)?.iter();
        Some(positions.filter_map(|at| names.get(*at as usize).copied()))
    });
    text_lists(own)
}

pub(super) fn cycle_seasons(rows: &Rows<'_>) -> Built {
    let names: Vec<&str> = rows.document.seasons.keys().map(String::as_str).collect();
    named(rows, &names, Assessment::cycle_seasons)
}

pub(super) fn segments(rows: &Rows<'_>) -> Built {
    let names = rows.document.segments.iter().flat_map(|all| all.keys());
    let names: Vec<&str> = names.map(String::as_str).collect();
    named(rows, &names, Assessment::segment_positions)
}

pub(super) fn completeness_missing(rows: &Rows<'_>) -> Built {
    let own = rows.details().map(|found| {
        let facts = found?.missing_facts()?.iter();
        Some(facts.map(String::as_str))
    });
    text_lists(own)
}

fn word(kind: Kind) -> &'static str {
    match kind {
        Kind::Semantic => "semantic",
        Kind::Episodic => "episodic",
        Kind::Hypothetical => "hypothetical",
        Kind::Value => "value",
    }
}

pub(super) fn completeness_kinds(rows: &Rows<'_>) -> Built {
    let attributes = || rows.document.attributes.values();
    let of = kinds().map(|kind| attributes().filter(|one| one.kind == Some(kind)).count());
    let listed: Vec<_> = kinds()
        .into_iter()
        .zip(of)
        .enumerate()
        .filter(|(_, (_, of))| *of > 0)
        .collect();
    let (mut lengths, mut names, mut known, mut all) =
        (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for found in rows.details() {
        let counts = found.and_then(Assessment::known_kinds);
        lengths.push(counts.map(|_| listed.len()));
        for (at, (kind, of)) in listed.iter().filter(|_| counts.is_some()) {
            names.push(word(*kind));
            known.push(counts.and_then(|counts| counts.get(*at).map(|count| i64::from(*count))));
            all.push(i64::try_from(*of).ok());
        }
    }
    let columns = vec![
        ("kind", Arc::new(texts(names.into_iter())?) as ArrayRef),
        ("known", wholes(known.into_iter())),
        ("of", wholes(all.iter().copied())),
    ];
    lists(&lengths, structs(all.len(), columns, None)?)
}

pub(super) fn interests(rows: &Rows<'_>) -> Built {
    let (mut lengths, mut all) = (Vec::with_capacity(rows.each().len()), Vec::new());
    for found in rows.details() {
        let own = found.and_then(Assessment::interests);
        lengths.push(own.as_ref().map(Vec::len));
        all.extend(own.into_iter().flatten());
    }
    let names = texts(all.iter().map(|(name, ..)| *name))?;
    let stages: Vec<Option<&str>> = all.iter().map(|(_, _, stage)| *stage).collect();
    let columns = vec![
        ("name", Arc::new(names) as ArrayRef),
        (
            "points",
            points(rows.decimals, all.iter().map(|one| Some(one.1)))?,
        ),
        ("stage", some_texts(&stages)?),
    ];
    lists(&lengths, structs(all.len(), columns, None)?)
}

/// A field for each switch: a flag, or the values that are on.
pub(super) fn switches(rows: &Rows<'_>) -> Built {
    let all = rows.document.switches.iter().flatten();
    let mut columns = Vec::new();
    for (at, (name, switch)) in all.enumerate() {
        let states = rows.details().map(move |found| found?.switch(at));
        let column = match switch.by {
            None => flags(states),
            Some(_) => values(states)?,
        };
        columns.push((name.as_str(), column));
    }
    let known = nulls(rows.details().map(|found| found?.switch(0)));
    structs(rows.each().len(), columns, known)
}

fn flags<'s>(states: impl Iterator<Item = Option<SwitchPart<'s>>>) -> ArrayRef {
    let flag = |state| match state {
        Some(SwitchPart::Flag(flag)) => Some(flag),
        _ => None,
    };
    let array: BooleanArray = states.map(flag).collect();
    Arc::new(array)
}

fn values<'s>(states: impl Iterator<Item = Option<SwitchPart<'s>>>) -> Built {
    let own = states.map(|state| match state {
        Some(SwitchPart::Values(values)) => Some(values.iter().map(String::as_str)),
        _ => None,
    });
    text_lists(own)
}

//! Writes the character classes that patterns can name, and the characters that differ only by
//! case, in a sixth of the size of the original tables. `src/text/regex/classes.rs` reads them.

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::Write;
use std::fs;
use std::path::Path;

use regex_syntax::hir::{Class, HirKind};

use crate::{signed, unsigned};

pub(crate) const NAMES: &str = "build/classes.txt";

/// Writes the classes as numbers into `classes.bin`, their names into `classes.txt`, and cases into
/// `cases.bin`.
pub(crate) fn write(out: &Path) -> Result<(), Box<dyn Error>> {
    let mut tables = Tables::default();
    let mut names = String::new();
    for line in fs::read_to_string(NAMES)?.lines() {
        let Some((property, values)) = line.split_once(' ') else {
            continue;
        };
        let name = values.split(' ').next().unwrap_or_default();
        let class = |property| edges(&format!(r"\p{{{property}{name}}}"));
        let class = match property {
            "#" => continue,
            "bool" => class("")?,
            _ => class(&format!("{property}="))?,
        };
        write!(names, "{property} {}", tables.place(class))?;
        if property == "sc" {
            let class = edges(&format!(r"\p{{scx={name}}}"))?;
            write!(names, ",{}", tables.place(class))?;
        }
        writeln!(names, " {values}")?;
    }
    fs::write(out.join("classes.txt"), names)?;
    fs::write(out.join("classes.bin"), tables.bytes)?;
    fs::write(out.join("cases.bin"), cases()?)?;
    Ok(())
}

/// The starts and ends of the ranges of a class, alternating.
fn edges(pattern: &str) -> Result<Vec<u32>, Box<dyn Error>> {
    let read = regex_syntax::parse(pattern)?;
    let mut edges = Vec::new();
    let mut push = |first: char, last: char| edges.extend([u32::from(first), u32::from(last) + 1]);
    match read.kind() {
        HirKind::Class(Class::Unicode(class)) => {
            let ranges = class.ranges().iter();
            ranges.for_each(|range| push(range.start(), range.end()));
        }
        HirKind::Class(Class::Bytes(class)) => {
            let ranges = class.ranges().iter();
            ranges.for_each(|range| push(range.start().into(), range.end().into()));
        }
        HirKind::Literal(text) => {
            let text = std::str::from_utf8(&text.0)?;
            text.chars().for_each(|one| push(one, one));
        }
        other => return Err(format!("{pattern} is no class but {other:?}").into()),
    }
    Ok(edges)
}

/// The classes so far, each as the edges that it does not share with an earlier class.
#[derive(Default)]
struct Tables {
    known: BTreeMap<Vec<u32>, usize>,
    in_order: Vec<Vec<u32>>,
    bytes: Vec<u8>,
}

impl Tables {
    /// The position of a class. Writes the class if it is new.
    fn place(&mut self, class: Vec<u32>) -> usize {
        if let Some(place) = self.known.get(&class) {
            return *place;
        }
        let place = self.in_order.len();
        let alone = (0, written(0, &class));
        let (_, shortest) = self
            .in_order
            .iter()
            .enumerate()
            .fold(alone, |best, (at, other)| {
                let bytes = written(place - at, &toggled(other, &class));
                if bytes.len() < best.1.len() {
                    (at, bytes)
                } else {
                    best
                }
            });
        self.bytes.extend(shortest);
        self.known.insert(class.clone(), place);
        self.in_order.push(class);
        place
    }
}

/// The distance to the other class (0: none), and the edges as distances.
fn written(before: usize, edges: &[u32]) -> Vec<u8> {
    let mut bytes = Vec::new();
    unsigned(&mut bytes, before as u64);
    unsigned(&mut bytes, edges.len() as u64);
    let mut last = 0;
    for edge in edges {
        unsigned(&mut bytes, u64::from(edge - last));
        last = *edge;
    }
    bytes
}

/// The edges that only one of the two classes has.
fn toggled(one: &[u32], other: &[u32]) -> Vec<u32> {
    let mut all = [one, other].concat();
    all.sort_unstable();
    let alone = all.chunk_by(|a, b| a == b).filter(|same| same.len() == 1);
    alone.flatten().copied().collect()
}

/// For each character with case variants: the distance from the previous such character, and the
/// distance to its next variant (from the last to the first).
fn cases() -> Result<Vec<u8>, Box<dyn Error>> {
    let mut bytes = Vec::new();
    let mut last = 0;
    let cased = edges(r"[\p{cased}\p{changes_when_casefolded}\p{changes_when_casemapped}]")?;
    for one in members(&cased).filter_map(char::from_u32) {
        let all = edges(&format!(r"(?i)\x{{{:x}}}", u32::from(one)))?;
        let one = u32::from(one);
        let next = members(&all).find(|other| *other > one);
        if let Some(next) = next.or(all.first().copied()).filter(|next| *next != one) {
            unsigned(&mut bytes, u64::from(one - last));
            signed(&mut bytes, i64::from(next) - i64::from(one));
            last = one;
        }
    }
    Ok(bytes)
}

fn members(edges: &[u32]) -> impl Iterator<Item = u32> {
    let (ranges, _) = edges.as_chunks();
    ranges.iter().flat_map(|[first, end]| *first..*end)
}

//! The character classes that patterns can name, and the characters that differ only by case,
//! as `build.rs` writes them.

use std::sync::LazyLock;

use regex_syntax::ast::ClassUnicodeKind;

const NAMES: &str = include_str!(concat!(env!("OUT_DIR"), "/classes.txt"));
const CLASSES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/classes.bin"));
const CASES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/cases.bin"));

/// The starts and ends of the ranges of a class, alternating.
pub(super) type Edges = Vec<u32>;

/// All classes, in the order of the file.
static ALL: LazyLock<Vec<Edges>> = LazyLock::new(|| {
    let mut bytes = CLASSES;
    let mut all: Vec<Edges> = Vec::new();
    while let Some(before) = number(&mut bytes) {
        let mut last = 0;
        let mut edges: Edges = (0..number(&mut bytes).unwrap_or_default())
            .map_while(|_| {
                last += number(&mut bytes)?;
                Some(last)
            })
            .collect();
        if before > 0 {
            let other = all.iter().nth_back(before as usize - 1);
            edges = toggled(other.map_or(&[], Vec::as_slice), &edges);
        }
        all.push(edges);
    }
    all
});

/// Characters that differ only by case, as rings: each character with the next one of its ring, and
/// the last with the first. Sorted by character.
static NEXT: LazyLock<Vec<(u32, u32)>> = LazyLock::new(|| {
    let mut bytes = CASES;
    let mut last = 0;
    std::iter::from_fn(|| {
        last += number(&mut bytes)?;
        let by = number(&mut bytes)?;
        let away = by >> 1;
        let next = if by & 1 == 0 {
            last + away
        } else {
            last - away - 1
        };
        Some((last, next))
    })
    .collect()
});

/// Takes a number in the variable-length format of `postcard`.
fn number(bytes: &mut &[u8]) -> Option<u32> {
    let (number, rest) = postcard::take_from_bytes(bytes).ok()?;
    *bytes = rest;
    Some(number)
}

/// The edges that are in one of the lists but not in both.
fn toggled(one: &[u32], other: &[u32]) -> Edges {
    let mut all = [one, other].concat();
    all.sort_unstable();
    let alone = all.chunk_by(|a, b| a == b).filter(|same| same.len() == 1);
    alone.flatten().copied().collect()
}

/// The class with a name. Returns `None` if no class has it.
pub(super) fn named(kind: &ClassUnicodeKind) -> Option<&'static [u32]> {
    let place = match kind {
        ClassUnicodeKind::OneLetter(letter) => alone(&letter.to_string()),
        ClassUnicodeKind::Named(name) => alone(name),
        ClassUnicodeKind::NamedValue { name, value, .. } => {
            let (property, second) = match &*plain(name) {
                "generalcategory" | "gc" => ("gc", false),
                "script" | "sc" => ("sc", false),
                "scriptextensions" | "scx" => ("sc", true),
                "age" => ("age", false),
                "graphemeclusterbreak" | "gcb" => ("gcb", false),
                "wordbreak" | "wb" => ("wb", false),
                "sentencebreak" | "sb" => ("sb", false),
                _ => return None,
            };
            place(property, second, &plain(value))
        }
    };
    ALL.get(place?).map(Vec::as_slice)
}

/// The place of the class of a name without a property.
fn alone(name: &str) -> Option<usize> {
    let name = plain(name);
    let properties = ["bool", "gc", "sc"].iter();
    properties
        .copied()
        .find_map(|property| place(property, false, &name))
}

fn place(property: &str, second: bool, name: &str) -> Option<usize> {
    NAMES.lines().find_map(|line| {
        let mut words = line.split(' ');
        let own = words.next() == Some(property);
        let places = words.next()?;
        if !own || !words.any(|word| word == name) {
            return None;
        }
        let mut places = places.split(',');
        let place = if second {
            places.next_back()
        } else {
            places.next()
        };
        place?.parse().ok()
    })
}

/// A name without case, spaces, `_`, `-` and a leading `is`, which do not distinguish names.
fn plain(name: &str) -> String {
    let bytes = name.as_bytes();
    let is = bytes
        .get(..2)
        .is_some_and(|two| two.eq_ignore_ascii_case(b"is"));
    let rest = bytes.get(if is { 2 } else { 0 }..).unwrap_or_default();
    let counts = |byte: &&u8| byte.is_ascii() && !matches!(byte, b' ' | b'_' | b'-');
    let name: String = rest
        .iter()
        .filter(counts)
        .map(|byte| char::from(byte.to_ascii_lowercase()))
        .collect();
    // `isc` is a name itself, not the category `c`.
    if is && name == "c" {
        "isc".to_owned()
    } else {
        name
    }
}

/// A class with all characters that differ only by case from one of its own.
pub(super) fn folded(edges: &[u32]) -> Edges {
    let (ranges, _) = edges.as_chunks();
    let mut all = ranges.to_vec();
    let inside = |one| edges.partition_point(|edge| *edge <= one) % 2 == 1;
    for [first, end] in ranges {
        let from = NEXT.partition_point(|(one, _)| one < first);
        let cased = NEXT.iter().skip(from).take_while(|(one, _)| one < end);
        for (one, _) in cased {
            let others = std::iter::successors(next(*one), |other| next(*other));
            // Most classes already contain nearly all of them.
            let others = others
                .take_while(|other| other != one)
                .filter(|other| !inside(*other));
            all.extend(others.map(|other| [other, other + 1]));
        }
    }
    all.sort_unstable();
    let mut edges = Edges::new();
    for [first, end] in all {
        match edges.last_mut() {
            Some(last) if *last >= first => *last = end.max(*last),
            _ => edges.extend([first, end]),
        }
    }
    edges
}

/// The next character that differs only by case.
fn next(one: u32) -> Option<u32> {
    let at = NEXT.binary_search_by_key(&one, |(one, _)| *one).ok()?;
    NEXT.get(at).map(|(_, next)| *next)
}

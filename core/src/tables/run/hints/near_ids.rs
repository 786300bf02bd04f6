//! Hints on ids of leads that are spelt differently in profiles and events.

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use crate::lead::{Hint, HintCode, TableName};
use crate::tables::columns::chunk::Chunk;
use crate::tables::columns::column::Column;
use crate::tables::run::call::TableCall;
use crate::tables::run::lead_group::FirstSeen;
use crate::text::{Compare, prepare, shortened};

/// The hint on leads without a profile whose id differs from that of a profile only by white space,
/// invisible characters, case or `.0`.
pub(super) fn near_ids(tables: &TableCall<'_>, only_events: &[FirstSeen]) -> Option<Hint> {
    let whole = |chunk: &Chunk<'_>| matches!(chunk.column("lead"), Some(Column::Wholes(..)));
    if only_events.is_empty() || tables.profiles.iter().chain(tables.events).all(whole) {
        return None;
    }
    let ids: Vec<Cow<'_, str>> = only_events
        .iter()
        .map(|first| tables.lead(*first))
        .collect();
    // Ids that mean the same share a position.
    let mut strays: FxHashMap<Box<str>, usize> = FxHashMap::default();
    let mut places = Vec::with_capacity(ids.len());
    // Most ids of profiles are similar to none of these; sketches rule them out quickly.
    let mut sketches = vec![false; SKETCHES];
    for id in &ids {
        if let Some(is_there) = sketches.get_mut(sketch(id)) {
            *is_there = true;
        }
        let (id, next) = (meant(id), strays.len());
        let place = strays.get(&*id).copied().unwrap_or(next);
        if place == next {
            strays.insert(id.into(), place);
        }
        places.push(place);
    }
    let mut near: Vec<Option<String>> = vec![None; strays.len()];
    for chunk in tables.profiles {
        let Some(column) = chunk.column("lead") else {
            continue;
        };
        for row in chunk.range() {
            let Ok(Some(id)) = column.id(row) else {
                continue;
            };
            if sketches.get(sketch(&id)) != Some(&true) {
                continue;
            }
            let place = strays.get(&*meant(&id));
            if let Some(near) = place.and_then(|place| near.get_mut(*place)) {
                near.get_or_insert_with(|| shortened(&id));
            }
        }
    }
    let (mut count, mut first) = (0, None);
    for (id, place) in ids.iter().zip(places) {
        if let Some(Some(profile)) = near.get(place) {
            first.get_or_insert((id, profile));
            count += 1;
        }
    }
    let (stray, profile) = first?;
    Some(Hint {
        code: HintCode::NearId,
        table: TableName::Events,
        column: Some("lead".to_owned()),
        message: format!(
            "events name the lead `{}`, which has no profile, but there is a profile of `{profile}`",
            shortened(stray)
        ),
        help: Some("write the ids of leads alike in both tables".to_owned()),
        count,
    })
}

/// Number of values of a sketch, a power of two.
const SKETCHES: usize = 1 << 16;

/// A short hash of the result of [`meant`], in most cases without allocation.
#[inline]
fn sketch(id: &str) -> usize {
    let bits = |bytes: &[u8]| {
        let step = |bits: u32, byte: &u8| {
            (bits.rotate_left(5) ^ u32::from(byte.to_ascii_lowercase())).wrapping_mul(0x9e37_79b9)
        };
        bytes.iter().fold(0, step) >> 16
    };
    let bits = match id.as_bytes() {
        [first, .., last]
            if first.is_ascii_graphic() && last.is_ascii_graphic() && id.is_ascii() =>
        {
            bits(id.strip_suffix(".0").unwrap_or(id).as_bytes())
        }
        _ => bits(meant(id).as_bytes()),
    };
    bits as usize
}

/// An id without differences that people overlook: case, white space, invisible characters, `.0`.
fn meant(id: &str) -> Cow<'_, str> {
    match prepare(id, Compare::Fold) {
        Cow::Borrowed(id) => Cow::Borrowed(id.strip_suffix(".0").unwrap_or(id)),
        Cow::Owned(mut id) => {
            if id.ends_with(".0") {
                id.truncate(id.len() - 2);
            }
            Cow::Owned(id)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_that_mean_the_same_have_one_sketch() {
        for (id, other) in [
            ("L-7", "l-7 "),
            ("7", "7.0"),
            ("B", "b\u{200b}"),
            ("\u{dc}1", "\u{fc}1.0"),
        ] {
            assert_eq!(meant(id), meant(other));
            assert_eq!(sketch(id), sketch(other));
        }
    }
}

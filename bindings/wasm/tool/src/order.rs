//! The order in which functions compress best: alike ones near each other.
//!
//! gzip writes what it has seen before as a reference, but sees no further back than 32 kB, and the code
//! is forty times that. So a function that is much like another one saves nothing where they stand far
//! apart. What they have in common is counted in shingles: runs of a few bytes, wherever they begin.

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};

/// How long a shingle is. Shorter ones are in functions that have nothing to do with each other.
const SHINGLE: usize = 6;

/// How far back gzip sees.
const WINDOW: usize = 32 * 1024;

/// Added to what a function could share, for a small one with all of its few shingles in sight to be
/// no more alike than a large one with most of its many.
const FEW: usize = 32;

/// A shingle that several functions have: how many, and up to where in the new order it is in sight.
#[derive(Default)]
struct Shingle {
    functions: usize,
    seen_until: Cell<usize>,
}

struct Function<'a> {
    index: usize,
    size: usize,
    /// Those that other functions have as well: what is nowhere else is no cheaper anywhere.
    shingles: Vec<&'a Shingle>,
}

impl Function<'_> {
    /// How much of what the function could share is in sight at that place, in millionths.
    fn likeness(&self, place: usize) -> usize {
        let is_seen = |shingle: &&&Shingle| shingle.seen_until.get() > place;
        let seen = self.shingles.iter().filter(is_seen).count();
        seen * 1_000_000 / (self.shingles.len() + FEW)
    }
}

/// The indexes of all bodies, in the order in which they compress best: the next one is always that
/// which is most like those just before it.
pub fn by_likeness(bodies: &[&[u8]]) -> Vec<usize> {
    let shingles = count(bodies);
    let mut left = functions(bodies, &shingles);
    let mut order = Vec::with_capacity(left.len());
    let mut place = 0;
    while let Some(at) = most_alike(&left, place) {
        let function = left.swap_remove(at);
        place += function.size;
        for shingle in function.shingles {
            shingle.seen_until.set(place + WINDOW);
        }
        order.push(function.index);
    }
    order
}

/// Which of those left is to stand at that place; the last of several that are as much alike.
fn most_alike(left: &[Function], place: usize) -> Option<usize> {
    let likeness = left.iter().map(|function| function.likeness(place));
    likeness.zip(0..).max().map(|(_, at)| at)
}

/// The shingles that more than one of the bodies has.
fn count<'a>(bodies: &[&'a [u8]]) -> BTreeMap<&'a [u8], Shingle> {
    let mut shingles = BTreeMap::<_, Shingle>::new();
    for shingle in bodies.iter().flat_map(|body| distinct(body)) {
        shingles.entry(shingle).or_default().functions += 1;
    }
    shingles.retain(|_, shingle| shingle.functions > 1);
    shingles
}

fn functions<'a>(bodies: &[&[u8]], shingles: &'a BTreeMap<&[u8], Shingle>) -> Vec<Function<'a>> {
    let known = |shingle: &[u8]| shingles.get(shingle);
    let function = |(index, body): (usize, &&[u8])| Function {
        index,
        size: body.len(),
        shingles: distinct(body).into_iter().filter_map(known).collect(),
    };
    bodies.iter().enumerate().map(function).collect()
}

fn distinct(body: &[u8]) -> BTreeSet<&[u8]> {
    body.windows(SHINGLE).collect()
}

#[cfg(test)]
#[path = "order_tests.rs"]
mod tests;

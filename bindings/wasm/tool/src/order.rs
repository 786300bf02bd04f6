//! Finds an order of functions that compresses well: similar ones near each other.
//!
//! gzip replaces repeated bytes with a reference, but looks back only 32 kB, and the code is forty times
//! as large. So similar functions save nothing if they are far apart. Similarity is the number of
//! common shingles: runs of a few bytes at any position.

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};

/// Bytes in a shingle. Shorter ones occur in unrelated functions too.
const SHINGLE: usize = 6;

/// How many bytes gzip looks back.
const WINDOW: usize = 32 * 1024;

/// Added to the number of shingles of a function, so that a small function with few shingles, all of
/// them in the window, is not preferred to a large one with most of its many.
const FEW: usize = 32;

/// A shingle that several functions have: how many, and up to which position it is in the window.
#[derive(Default)]
struct Shingle {
    functions: usize,
    seen_until: Cell<usize>,
}

struct Function<'a> {
    index: usize,
    size: usize,
    /// The shingles that other functions have too; others compress equally anywhere.
    shingles: Vec<&'a Shingle>,
}

impl Function<'_> {
    /// The share of the shingles that are in the window at a position, in millionths.
    fn likeness(&self, place: usize) -> usize {
        let is_seen = |shingle: &&&Shingle| shingle.seen_until.get() > place;
        let seen = self.shingles.iter().filter(is_seen).count();
        seen * 1_000_000 / (self.shingles.len() + FEW)
    }
}

/// The indexes of all bodies in the new order: each next one is the most similar to those just before it.
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

/// The remaining function that is the most similar at a position; the last one if several are equal.
fn most_alike(left: &[Function], place: usize) -> Option<usize> {
    let likeness = left.iter().map(|function| function.likeness(place));
    likeness.zip(0..).max().map(|(_, at)| at)
}

/// The shingles that occur in more than one body.
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

//! Sets of numbers as ranges: what comparisons with literals accept.

use crate::exact::Number;

/// A cut between numbers: just before a number (false) or just after it (true).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Cut {
    Start,
    At(Number, bool),
    End,
}

/// A set of numbers: ordered, disjoint ranges from cut to cut.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Ranges(Vec<(Cut, Cut)>);

impl Ranges {
    /// Every number.
    pub(super) fn all() -> Self {
        Self::between(Cut::Start, Cut::End)
    }

    /// The numbers between two cuts.
    pub(super) fn between(from: Cut, to: Cut) -> Self {
        Self(if from < to {
            vec![(from, to)]
        } else {
            Vec::new()
        })
    }

    /// From a number to another, both included.
    pub(super) fn closed(from: Number, to: Number) -> Self {
        Self::between(Cut::At(from, false), Cut::At(to, true))
    }

    /// One number.
    pub(super) fn point(number: Number) -> Self {
        Self::closed(number, number)
    }

    /// Several numbers.
    pub(super) fn points(numbers: impl IntoIterator<Item = Number>) -> Self {
        let ranges = numbers
            .into_iter()
            .map(|number| (Cut::At(number, false), Cut::At(number, true)));
        let mut points = Self(ranges.collect());
        points.tidy();
        points
    }

    /// A number and everything above it.
    pub(super) fn from(number: Number) -> Self {
        Self::between(Cut::At(number, false), Cut::End)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The cost of looking at it.
    pub(super) fn size(&self) -> usize {
        self.0.len()
    }

    /// The same whole numbers, with cuts just before whole numbers only.
    pub(super) fn whole(mut self) -> Self {
        for (from, to) in &mut self.0 {
            (*from, *to) = (before_whole(*from), before_whole(*to));
        }
        self.tidy();
        self
    }

    /// Adds the numbers of another set.
    pub(super) fn add(&mut self, other: &Self) {
        self.0.extend_from_slice(&other.0);
        self.tidy();
    }

    /// The numbers of both sets.
    pub(super) fn and(&self, other: &Self) -> Self {
        let mut both = Vec::new();
        let (mut left, mut right) = (self.0.iter().peekable(), other.0.iter().peekable());
        while let (Some(one), Some(two)) = (left.peek(), right.peek()) {
            let (from, to) = (one.0.max(two.0), one.1.min(two.1));
            if from < to {
                both.push((from, to));
            }
            if one.1 < two.1 {
                left.next();
            } else {
                right.next();
            }
        }
        Self(both)
    }

    /// The numbers that are not in the set.
    pub(super) fn not(&self) -> Self {
        let mut gaps = Vec::new();
        let mut from = Cut::Start;
        for (begin, end) in &self.0 {
            if from < *begin {
                gaps.push((from, *begin));
            }
            from = *end;
        }
        if from < Cut::End {
            gaps.push((from, Cut::End));
        }
        Self(gaps)
    }

    /// Whether it contains every number of another set.
    pub(super) fn covers(&self, other: &Self) -> bool {
        other.0.iter().all(|(from, to)| {
            let at = self.0.partition_point(|(_, end)| end <= from);
            self.0
                .get(at)
                .is_some_and(|(begin, end)| begin <= from && to <= end)
        })
    }

    /// Whether all its numbers are greater than all of another set.
    pub(super) fn lies_above(&self, other: &Self) -> bool {
        match (self.0.first(), other.0.last()) {
            (Some((from, _)), Some((_, to))) => to <= from,
            _ => true,
        }
    }

    /// Describes the range in words. Cuts of whole numbers are just before a number.
    pub(super) fn words(&self, whole: bool) -> String {
        let (first, last) = (self.0.first(), self.0.last());
        let from = match first {
            Some((Cut::At(number, _), _)) => Some(number.to_f64()),
            _ => None,
        };
        let to = match last {
            Some((_, Cut::At(number, after))) if whole && !after => number
                .floor()
                .map(|above| Number::whole(above - 1).to_f64()),
            Some((_, Cut::At(number, _))) => Some(number.to_f64()),
            _ => None,
        };
        match (from, to) {
            (Some(from), Some(to)) if from == to => format!("always {from}"),
            (Some(from), Some(to)) => format!("from {from} to {to}"),
            (Some(from), None) => format!("{from} or more"),
            (None, Some(to)) => format!("{to} or less"),
            (None, None) => "any number".to_owned(),
        }
    }

    /// Sorts the ranges, joins adjacent ones and drops empty ones.
    fn tidy(&mut self) {
        self.0.retain(|(from, to)| from < to);
        self.0.sort_unstable();
        self.0.dedup_by(|next, last| {
            let touches = next.0 <= last.1;
            if touches {
                last.1 = last.1.max(next.1);
            }
            touches
        });
    }
}

/// The cut before the first whole number after a cut.
fn before_whole(cut: Cut) -> Cut {
    let Cut::At(number, after) = cut else {
        return cut;
    };
    // Beyond 64 bits the cut stays, which is still correct for the set.
    let Some(below) = number.floor() else {
        return cut;
    };
    if Number::whole(below) == number && !after {
        return cut;
    }
    Cut::At(Number::whole(below.saturating_add(1)), false)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn whole(from: i64, to: i64) -> Ranges {
        Ranges::closed(Number::whole(from), Number::whole(to)).whole()
    }

    #[test]
    fn whole_numbers_that_follow_each_other_touch() {
        let mut ranges = whole(1, 3);
        ranges.add(&whole(4, 5));
        assert_eq!(ranges, whole(1, 5));
        assert!(ranges.covers(&whole(2, 5)) && !ranges.covers(&whole(2, 6)));
        let above = Ranges::between(Cut::At(Number::from(2.5), true), Cut::End).whole();
        assert_eq!(above, Ranges::from(Number::whole(3)).whole());
    }

    #[test]
    fn a_set_and_its_complement() {
        let set = Ranges::points([5, 1, 5].map(Number::whole));
        assert!(set.and(&set.not()).is_empty());
        let mut all = set.not();
        all.add(&set);
        assert_eq!(all, Ranges::all());
        assert_eq!(set.not().not(), set);
        assert!(Ranges::default().not().covers(&set));
        assert!(Ranges::point(Number::from(2.5)).whole().is_empty());
    }
}

//! Sets of possible values of a fact, and whether it may be missing.

use std::collections::BTreeSet;

use super::ranges::Ranges;

/// A set of values of one fact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Set {
    /// Whether the set contains "missing".
    pub(super) missing: bool,
    pub(super) values: ValueSet,
}

/// Known values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum ValueSet {
    /// Numbers, and also dates, levels and flags as numbers.
    Ranges(Ranges),
    /// Prepared texts: the listed texts, or all texts except these.
    Texts {
        listed: BTreeSet<Box<str>>,
        all_but: bool,
    },
}

impl ValueSet {
    /// Every text.
    pub(super) fn texts() -> Self {
        Self::Texts {
            listed: BTreeSet::new(),
            all_but: true,
        }
    }

    /// These texts and no others.
    pub(super) fn these<T: Into<Box<str>>>(texts: impl IntoIterator<Item = T>) -> Self {
        Self::Texts {
            listed: texts.into_iter().map(Into::into).collect(),
            all_but: false,
        }
    }

    /// No value of the same type.
    pub(super) fn none(&self) -> Self {
        match self {
            Self::Ranges(_) => Self::Ranges(Ranges::default()),
            Self::Texts { .. } => Self::these([] as [&str; 0]),
        }
    }

    fn is_empty(&self) -> bool {
        match self {
            Self::Ranges(ranges) => ranges.is_empty(),
            Self::Texts { listed, all_but } => !all_but && listed.is_empty(),
        }
    }

    fn not(&self) -> Self {
        match self {
            Self::Ranges(ranges) => Self::Ranges(ranges.not()),
            Self::Texts { listed, all_but } => Self::Texts {
                listed: listed.clone(),
                all_but: !all_but,
            },
        }
    }

    /// The values of both sets, which have the same type.
    fn and(&self, other: &Self) -> Self {
        match (self, other) {
            (Self::Ranges(one), Self::Ranges(two)) => Self::Ranges(one.and(two)),
            (
                Self::Texts { listed, all_but },
                Self::Texts {
                    listed: others,
                    all_but: all_but_others,
                },
            ) => match (all_but, all_but_others) {
                (true, true) => Self::Texts {
                    listed: listed.union(others).cloned().collect(),
                    all_but: true,
                },
                (false, true) => Self::these(listed.difference(others).cloned()),
                (true, false) => Self::these(others.difference(listed).cloned()),
                (false, false) => Self::these(listed.intersection(others).cloned()),
            },
            _ => self.clone(),
        }
    }

    fn add(&mut self, other: &Self) {
        match (&mut *self, other) {
            (Self::Ranges(one), Self::Ranges(two)) => one.add(two),
            (
                Self::Texts {
                    listed,
                    all_but: false,
                },
                Self::Texts {
                    listed: others,
                    all_but: false,
                },
            ) => listed.extend(others.iter().cloned()),
            (Self::Texts { .. }, Self::Texts { .. }) => {
                *self = self.not().and(&other.not()).not();
            }
            _ => {}
        }
    }

    fn covers(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Ranges(one), Self::Ranges(two)) => one.covers(two),
            (
                Self::Texts {
                    listed,
                    all_but: false,
                },
                Self::Texts {
                    listed: others,
                    all_but: false,
                },
            ) => others.is_subset(listed),
            _ => other.and(&self.not()).is_empty(),
        }
    }

    fn size(&self) -> usize {
        match self {
            Self::Ranges(ranges) => ranges.size(),
            Self::Texts { listed, .. } => listed.len(),
        }
    }
}

impl Set {
    /// Known values only.
    pub(super) fn known(values: ValueSet) -> Self {
        Self {
            missing: false,
            values,
        }
    }

    /// Nothing, of the same type.
    pub(super) fn none(&self) -> Self {
        Self::known(self.values.none())
    }

    pub(super) fn is_empty(&self) -> bool {
        !self.missing && self.values.is_empty()
    }

    /// The values in both sets.
    pub(super) fn and(&self, other: &Self) -> Self {
        Self {
            missing: self.missing && other.missing,
            values: self.values.and(&other.values),
        }
    }

    /// The possible values that are not in the set.
    pub(super) fn not(&self, domain: &Self) -> Self {
        let rest = Self {
            missing: !self.missing,
            values: self.values.not(),
        };
        rest.and(domain)
    }

    /// Adds another set.
    pub(super) fn add(&mut self, other: &Self) {
        self.missing |= other.missing;
        self.values.add(&other.values);
    }

    /// Whether it contains another set.
    pub(super) fn covers(&self, other: &Self) -> bool {
        (self.missing || !other.missing) && self.values.covers(&other.values)
    }

    /// Whether all its numbers are greater than all of another set.
    pub(super) fn lies_above(&self, other: &Self) -> bool {
        match (&self.values, &other.values) {
            (ValueSet::Ranges(ranges), ValueSet::Ranges(others)) => ranges.lies_above(others),
            _ => false,
        }
    }

    /// The cost of looking at it.
    pub(super) fn size(&self) -> usize {
        self.values.size()
    }
}

//! Ids: positions in the lists of a compiled model, with a type for each list.

use std::marker::PhantomData;
use std::ops::{Deref, DerefMut};

/// A position in a list of its own.
pub(crate) trait Id: Copy {
    /// The id of a position.
    fn new(at: usize) -> Self;
    /// The position.
    fn at(self) -> usize;
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub(crate) struct $name(pub(crate) u32);

        impl Id for $name {
            #[inline]
            fn new(at: usize) -> Self {
                // A document has at most 1 MiB, so a list that comes from it is never longer.
                Self(u32::try_from(at).unwrap_or(u32::MAX))
            }

            #[inline]
            fn at(self) -> usize {
                self.0 as usize
            }
        }
    )*};
}

ids! {
    /// An attribute, by the order of their names.
    AttributeId;
    /// A property of events, by the order of their names.
    PropertyId;
    /// A signal, by the order of their names.
    SignalId;
    /// A kind of events: the kinds of the model, then those that are added while events are read.
    KindId;
    /// A switch, by the order of their names.
    SwitchId;
    /// A season, by the order of their names.
    SeasonId;
    /// A segment, by the order of their names.
    SegmentId;
    /// A group of fit or of engagement, by the order of their names.
    GroupId;
    /// A counter: first that of each signal, then those of sets of signals.
    CounterId;
}

/// Lists without an id type of their own.
impl Id for u32 {
    #[inline]
    fn new(at: usize) -> Self {
        Self::try_from(at).unwrap_or(Self::MAX)
    }

    #[inline]
    fn at(self) -> usize {
        self as usize
    }
}

impl From<SignalId> for CounterId {
    /// The counter of a signal.
    fn from(signal: SignalId) -> Self {
        Self(signal.0)
    }
}

/// A list whose elements are looked up by ids of one type.
#[derive(Clone, Debug)]
pub(crate) struct ById<I, T> {
    list: Vec<T>,
    id: PhantomData<I>,
}

impl<I: Id, T> ById<I, T> {
    /// The element of an id. Every id comes from the list, so `None` is a mistake of the program.
    #[inline]
    pub(crate) fn by_id(&self, id: I) -> Option<&T> {
        let found = self.list.get(id.at());
        debug_assert!(
            found.is_some(),
            "no element {} of {}",
            id.at(),
            self.list.len()
        );
        found
    }

    /// [`ById::by_id`] to change the element.
    #[inline]
    pub(crate) fn by_id_mut(&mut self, id: I) -> Option<&mut T> {
        debug_assert!(id.at() < self.list.len(), "no element {}", id.at());
        self.list.get_mut(id.at())
    }

    /// The elements with their ids.
    pub(crate) fn with_ids(&self) -> impl DoubleEndedIterator<Item = (I, &T)> + ExactSizeIterator {
        let list = self.list.iter().enumerate();
        list.map(|(at, one)| (I::new(at), one))
    }

    /// Resizes the list; new elements are copies of `value`.
    pub(crate) fn resize(&mut self, length: usize, value: T)
    where
        T: Clone,
    {
        self.list.resize(length, value);
    }

    /// Appends an element and returns its id.
    pub(crate) fn push(&mut self, value: T) -> I {
        self.list.push(value);
        I::new(self.list.len() - 1)
    }
}

impl<'l, I, T> IntoIterator for &'l ById<I, T> {
    type Item = &'l T;
    type IntoIter = std::slice::Iter<'l, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.list.iter()
    }
}

impl<I, T> Default for ById<I, T> {
    fn default() -> Self {
        Self::from(Vec::new())
    }
}

impl<I, T> From<Vec<T>> for ById<I, T> {
    fn from(list: Vec<T>) -> Self {
        Self {
            list,
            id: PhantomData,
        }
    }
}

impl<I, T> FromIterator<T> for ById<I, T> {
    fn from_iter<L: IntoIterator<Item = T>>(list: L) -> Self {
        Self::from(Vec::from_iter(list))
    }
}

impl<I, T> Deref for ById<I, T> {
    type Target = [T];

    #[inline]
    fn deref(&self) -> &[T] {
        &self.list
    }
}

impl<I, T> DerefMut for ById<I, T> {
    #[inline]
    fn deref_mut(&mut self) -> &mut [T] {
        &mut self.list
    }
}

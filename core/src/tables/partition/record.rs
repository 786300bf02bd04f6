//! What is kept of an event: whose it is, its kind and its day.

use crate::exact::Day;
use crate::tables::columns::lead_key::Key;

/// The first day that a record can hold: a day before the first instant.
pub(crate) const FIRST_DAY: i32 = -25_570;
/// Bits of a day in a record; 300 years have fewer days than that.
const DAY_BITS: u32 = 17;
const DAY_MASK: u32 = (1 << DAY_BITS) - 1;
/// Set where a value follows.
const VALUED: u32 = 1 << DAY_BITS;
/// Where the kind begins.
const KIND: u32 = DAY_BITS + 1;
/// No signal: the event only proves that there is such a lead.
const NOTHING: u32 = (1 << (32 - KIND)) - 1;
/// The row must be read again: it says more than a record can hold.
const BY_ROW: u32 = NOTHING - 1;

/// An event of a lead.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Record<const N: usize> {
    pub(crate) key: Key<N>,
    pub(crate) what: PackedEvent,
    /// Row in the piece of work.
    pub(crate) row: u32,
}

impl<const N: usize> Record<N> {
    pub(crate) const NONE: Self = Self {
        key: Key::NONE,
        what: PackedEvent::NOTHING,
        row: 0,
    };
}

/// What an event is, packed: kind, whether a value follows, and day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct PackedEvent(u32);

/// What an event is.
pub(crate) enum Unpacked {
    Nothing,
    ByRow,
    Counts { kind: u32, valued: bool, day: Day },
}

impl PackedEvent {
    /// No signal.
    pub(crate) const NOTHING: Self = Self(NOTHING << KIND);
    /// The row must be read again.
    pub(crate) const BY_ROW: Self = Self(BY_ROW << KIND);

    #[inline]
    pub(crate) fn counts(kind: u32, day: Day, valued: bool) -> Self {
        let days = day.0.wrapping_sub(FIRST_DAY).cast_unsigned();
        if kind >= BY_ROW || days > DAY_MASK {
            return Self::BY_ROW;
        }
        Self(kind << KIND | days | if valued { VALUED } else { 0 })
    }

    /// Events of a kind on a day that is not known yet; none of too high a kind.
    pub(crate) fn of_kind(kind: u32) -> Option<Self> {
        (kind < BY_ROW).then_some(Self(kind << KIND))
    }

    /// No signal: the name of that number is unknown to the model.
    pub(crate) fn unknown(number: usize) -> Option<Self> {
        let number = u32::try_from(number).ok().filter(|n| *n <= DAY_MASK)?;
        Some(Self(NOTHING << KIND | number))
    }

    /// The number of an unknown name.
    #[inline]
    pub(crate) fn number(self) -> usize {
        (self.0 & DAY_MASK) as usize
    }

    /// The same with a value.
    #[inline]
    pub(crate) fn with_value(self) -> Self {
        Self(self.0 | VALUED)
    }

    /// An event of that kind so many days after the first that a record can
    /// hold; the day must be within the years.
    #[inline]
    pub(crate) fn on(self, days: u32) -> Self {
        Self(self.0 | days & DAY_MASK)
    }

    /// Whether it is of a kind.
    #[inline]
    pub(crate) fn is_of_kind(self) -> bool {
        self.0 < BY_ROW << KIND
    }

    /// Whether the row must be read again.
    #[inline]
    pub(crate) fn is_by_row(self) -> bool {
        self.kind() == BY_ROW
    }

    #[inline]
    pub(crate) fn kind(self) -> u32 {
        self.0 >> KIND
    }

    #[inline]
    pub(crate) fn unpack(self) -> Unpacked {
        match self.kind() {
            NOTHING => Unpacked::Nothing,
            BY_ROW => Unpacked::ByRow,
            kind => Unpacked::Counts {
                kind,
                valued: self.valued(),
                day: Day((self.0 & DAY_MASK).cast_signed() + FIRST_DAY),
            },
        }
    }

    #[inline]
    pub(crate) fn valued(self) -> bool {
        self.0 & VALUED != 0
    }
}

/// Records of one part.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Bucket<'s, const N: usize> {
    pub(crate) records: &'s [Record<N>],
    /// Values in thousandths of the records that have one, in their order.
    pub(crate) values: &'s [i64],
}

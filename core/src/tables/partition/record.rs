//! Records of events: lead, kind and day in a few bytes.

use crate::exact::Day;
use crate::model::ids::KindId;
use crate::tables::columns::lead_key::LeadKey;

/// The first day that a record can hold: a day before the first instant.
pub(crate) const FIRST_DAY: i32 = -25_570;
/// Bits of a day in a record; they are enough for 300 years.
const DAY_BITS: u32 = 17;
const DAY_MASK: u32 = (1 << DAY_BITS) - 1;
/// Set if the event has a value.
const VALUED: u32 = 1 << DAY_BITS;
/// The first bit of the kind.
const KIND: u32 = DAY_BITS + 1;
/// The kind of events that match no signal; they only show that the lead exists.
const NOTHING: u32 = (1 << (32 - KIND)) - 1;
/// The kind of rows that must be read again, because a record cannot hold all that they say.
const BY_ROW: u32 = NOTHING - 1;

/// An event of a lead.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Record<const N: usize> {
    pub(crate) key: LeadKey<N>,
    pub(crate) event: PackedEvent,
    /// Row, counted from the first of the piece of work.
    pub(crate) row: u32,
}

impl<const N: usize> Record<N> {
    pub(crate) const NONE: Self = Self {
        key: LeadKey::NONE,
        event: PackedEvent::NOTHING,
        row: 0,
    };
}

/// The kind of an event, whether it has a value, and its day, packed into 32 bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct PackedEvent(u32);

/// A [`PackedEvent`] in parts.
pub(crate) enum Unpacked {
    /// It matches no signal.
    Nothing { day: Day },
    /// Its row must be read again.
    ByRow,
    /// It counts.
    Counts {
        kind: KindId,
        valued: bool,
        day: Day,
    },
}

impl PackedEvent {
    /// An event that matches no signal, on the first day.
    pub(crate) const NOTHING: Self = Self(NOTHING << KIND);
    /// An event whose row must be read again.
    pub(crate) const BY_ROW: Self = Self(BY_ROW << KIND);

    /// An event of a kind on a day; [`PackedEvent::BY_ROW`] if these do not fit.
    #[inline]
    pub(crate) fn counts(kind: KindId, day: Day, valued: bool) -> Self {
        if kind.0 >= BY_ROW {
            return Self::BY_ROW;
        }
        Self(kind.0 << KIND | if valued { VALUED } else { 0 }).on_day(day)
    }

    /// An event that matches no signal, on a day; [`PackedEvent::BY_ROW`] if the day does not fit.
    pub(crate) fn nothing(day: Day) -> Self {
        Self::NOTHING.on_day(day)
    }

    #[inline]
    fn on_day(self, day: Day) -> Self {
        let days = day.0.wrapping_sub(FIRST_DAY).cast_unsigned();
        if days > DAY_MASK {
            return Self::BY_ROW;
        }
        self.on(days)
    }

    /// An event of a kind whose day is set later; `None` if the kind does not fit.
    pub(crate) fn of_kind(kind: KindId) -> Option<Self> {
        (kind.0 < BY_ROW).then_some(Self(kind.0 << KIND))
    }

    /// An event whose name the model does not know, by the number of the name; `None` if it does not
    /// fit.
    pub(crate) fn unknown(number: usize) -> Option<Self> {
        let number = u32::try_from(number).ok().filter(|n| *n <= DAY_MASK)?;
        Some(Self(NOTHING << KIND | number))
    }

    /// The number of an unknown name.
    #[inline]
    pub(crate) fn number(self) -> usize {
        (self.0 & DAY_MASK) as usize
    }

    /// The same event with a value.
    #[inline]
    pub(crate) fn with_value(self) -> Self {
        Self(self.0 | VALUED)
    }

    /// The same event on a day, given as days since [`FIRST_DAY`], which must be within the years.
    #[inline]
    pub(crate) fn on(self, days: u32) -> Self {
        Self(self.0 | days & DAY_MASK)
    }

    /// Whether it is of a kind of the model.
    #[inline]
    pub(crate) fn is_of_kind(self) -> bool {
        self.0 < BY_ROW << KIND
    }

    /// Whether the row must be read again.
    #[inline]
    pub(crate) fn is_by_row(self) -> bool {
        self.kind().0 == BY_ROW
    }

    /// Its kind.
    #[inline]
    pub(crate) fn kind(self) -> KindId {
        KindId(self.0 >> KIND)
    }

    /// Its parts.
    #[inline]
    pub(crate) fn unpack(self) -> Unpacked {
        match self.kind().0 {
            NOTHING => Unpacked::Nothing { day: self.day() },
            BY_ROW => Unpacked::ByRow,
            kind => Unpacked::Counts {
                kind: KindId(kind),
                valued: self.valued(),
                day: self.day(),
            },
        }
    }

    #[inline]
    fn day(self) -> Day {
        Day((self.0 & DAY_MASK).cast_signed() + FIRST_DAY)
    }

    /// Whether it has a value.
    #[inline]
    pub(crate) fn valued(self) -> bool {
        self.0 & VALUED != 0
    }
}

/// The records of one partition from one piece of work.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Bucket<'s, const N: usize> {
    pub(crate) records: &'s [Record<N>],
    /// The values, in thousandths, of those records that have one, in the same order.
    pub(crate) values: &'s [i64],
}

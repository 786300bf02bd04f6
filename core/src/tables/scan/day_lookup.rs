//! The days of the years before an instant, found without looking for the
//! clock changes of the zone.

use crate::exact::{Instant, Zone};
use crate::tables::partition::record::FIRST_DAY;

/// Microseconds of a day.
const DAY: u64 = 86_400_000_000;
/// A stride is 2^41 microseconds, some 25 days.
const STRIDE: u32 = 41;
/// So many strides are more than four years.
const STRIDES: u32 = 64;

/// Days by instant.
pub(crate) struct Days<'z> {
    zone: &'z Zone,
    /// The beginning of the first stride.
    first: i64,
    strides: Vec<Stride>,
}

/// What is added to microseconds since 1970 in a stride to get local time since
/// the first day that a record can hold.
struct Stride {
    /// From here on as after the change.
    change: i64,
    before: i64,
    after: i64,
}

impl<'z> Days<'z> {
    /// Those up to an instant.
    pub(crate) fn until(zone: &'z Zone, end: Instant) -> Self {
        let first = end.micros() - i64::from(STRIDES - 1) * (1 << STRIDE);
        let starts = (0..i64::from(STRIDES)).map(|at| first + (at << STRIDE));
        // Up to the first with two changes; mostly there is none.
        let strides = starts.map_while(|start| Stride::of(zone, start)).collect();
        Self {
            zone,
            first,
            strides,
        }
    }

    /// The day of some microseconds since 1970, which must be within the years;
    /// counted from the first day that a record can hold.
    #[inline]
    pub(crate) fn day(&self, micros: i64) -> u32 {
        let stride = micros.wrapping_sub(self.first).cast_unsigned() >> STRIDE;
        let stride = usize::try_from(stride).ok();
        let Some(stride) = stride.and_then(|at| self.strides.get(at)) else {
            return self.older(micros);
        };
        let ahead = if micros < stride.change {
            stride.before
        } else {
            stride.after
        };
        // INVARIANT: a local time within the years is after the first day.
        let since = micros.wrapping_add(ahead).cast_unsigned();
        u32::try_from(since / DAY).unwrap_or_default()
    }

    #[cold]
    fn older(&self, micros: i64) -> u32 {
        let day = Instant::from_micros(micros).map(|instant| self.zone.day_of(instant));
        day.map_or(0, |day| day.0.wrapping_sub(FIRST_DAY).cast_unsigned())
    }
}

impl Stride {
    /// None where clocks change twice.
    fn of(zone: &Zone, start: i64) -> Option<Self> {
        let since = |ahead: i64| ahead - i64::from(FIRST_DAY) * DAY.cast_signed();
        let last = start + (1 << STRIDE) - 1;
        let (before, change) = zone.segment(Instant::from_micros(start)?);
        let Some(change) = change.filter(|change| change.micros() <= last) else {
            return Some(Self {
                change: i64::MAX,
                before: since(before),
                after: since(before),
            });
        };
        let (after, next) = zone.segment(change);
        next.is_none_or(|next| next.micros() > last)
            .then_some(Self {
                change: change.micros(),
                before: since(before),
                after: since(after),
            })
    }
}

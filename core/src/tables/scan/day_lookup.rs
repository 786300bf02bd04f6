//! The days of instants, looked up without searching the clock changes of the zone.

use crate::exact::{Instant, Zone};
use crate::tables::partition::record::FIRST_DAY;

/// Microseconds of a day.
const DAY: u64 = 86_400_000_000;
/// A stride has 2 to the power of this many microseconds, about 25 days.
const STRIDE: u32 = 41;
/// Number of strides; together they have more than four years.
const STRIDES: u32 = 64;

/// Days by instant, for the years before an end.
pub(crate) struct DayLookup<'z> {
    zone: &'z Zone,
    /// The beginning of the first stride.
    first: i64,
    strides: Vec<Stride>,
}

/// The UTC offsets of a stride, in microseconds. They include the difference between 1970 and
/// [`FIRST_DAY`].
struct Stride {
    /// The instant from which `after` applies.
    change: i64,
    before: i64,
    after: i64,
}

impl<'z> DayLookup<'z> {
    /// A lookup for instants up to `end`; earlier and later ones are found more slowly.
    pub(crate) fn until(zone: &'z Zone, end: Instant) -> Self {
        let first = end.micros() - i64::from(STRIDES - 1) * (1 << STRIDE);
        let starts = (0..i64::from(STRIDES)).map(|at| first + (at << STRIDE));
        // Ends at the first stride with two clock changes, which is rare.
        let strides = starts.map_while(|start| Stride::new(zone, start)).collect();
        Self {
            zone,
            first,
            strides,
        }
    }

    /// The day of an instant (in microseconds since 1970), which must be within the years, as days
    /// since [`FIRST_DAY`].
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
        // INVARIANT: a local time within the years is after `FIRST_DAY`.
        let since = micros.wrapping_add(ahead).cast_unsigned();
        u32::try_from(since / DAY).unwrap_or_default()
    }

    /// [`DayLookup::day`] of an instant outside the strides.
    #[cold]
    fn older(&self, micros: i64) -> u32 {
        let day = Instant::from_micros(micros).map(|instant| self.zone.day_of(instant));
        day.map_or(0, |day| day.0.wrapping_sub(FIRST_DAY).cast_unsigned())
    }
}

impl Stride {
    /// The stride from `start` on; `None` if the clock changes twice in it.
    fn new(zone: &Zone, start: i64) -> Option<Self> {
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

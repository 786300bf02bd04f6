//! Time zones: the day of an instant and the instants of a day.
//!
//! The zone database is part of the library and never read from the system, so that a day
//! begins at the same instant everywhere. A zone is loaded once into the spans between its
//! clock changes; the day of an instant then takes two lookups and a division.

use std::fmt;
use std::sync::Arc;

use super::day::Day;
use super::instant::{DAY, Instant, MINUTE};
use super::when::{When, WhenError};
use super::zones;

/// The greatest distance of a local time from UTC, and the greatest length of a skipped or
/// repeated time: 26 hours, in microseconds.
const REACH: i64 = 26 * 60 * MINUTE;
/// The index has an entry for each 2^41 microseconds (about 25 days).
const STRIDE: u32 = 41;

/// A time zone of the IANA database, from 1900 to 2200; cheap to clone.
///
/// ```
/// use leadgrade::exact::{Day, Instant, Zone};
/// let berlin = Zone::get("Europe/Berlin").unwrap();
/// let day = Day::parse("2026-07-01").unwrap();
/// assert_eq!(berlin.start_of(day).to_string(), "2026-06-30T22:00:00Z");
/// assert_eq!(berlin.day_of(berlin.start_of(day)), day);
/// ```
#[derive(Clone)]
pub struct Zone(Arc<ZoneData>);

struct ZoneData {
    name: &'static str,
    /// Spans that cover all of time in order, without gaps. At least one.
    spans: Box<[OffsetSpan]>,
    /// For each stride since the first instant, the span that contains its start.
    index: Box<[u16]>,
}

/// A span of time with one offset; all fields are in microseconds.
#[derive(Clone, Copy)]
pub(super) struct OffsetSpan {
    pub(super) start: i64,
    /// Not included.
    pub(super) end: i64,
    /// The offset of local clocks from UTC; positive if they are ahead.
    pub(super) offset: i64,
}

/// The fallback of lookups that cannot fail.
const UTC: OffsetSpan = OffsetSpan {
    start: i64::MIN,
    end: i64::MAX,
    offset: 0,
};

impl Zone {
    /// The zone with exactly this name, such as `Europe/Berlin` or `UTC`. Returns `None` if the
    /// database has no such zone. Upper and lower case matter.
    pub fn get(name: &str) -> Option<Zone> {
        let (name, spans) = zones::get(name)?;
        Some(Zone(Arc::new(ZoneData {
            name,
            index: index(&spans),
            spans,
        })))
    }

    /// The zone UTC, which has no clock changes.
    pub fn utc() -> Zone {
        let spans = Box::new([UTC]);
        Zone(Arc::new(ZoneData {
            name: "UTC",
            index: index(&*spans),
            spans,
        }))
    }

    /// The offset of local clocks from UTC at an instant, in microseconds, and the next instant
    /// at which it changes; `None` if it never changes again.
    pub fn segment(&self, instant: Instant) -> (i64, Option<Instant>) {
        let span = self.span_of(instant.micros());
        (span.offset, Instant::from_micros(span.end))
    }

    /// The name as the database spells it.
    pub fn name(&self) -> &str {
        self.0.name
    }

    /// The names of all zones.
    pub fn names() -> impl Iterator<Item = &'static str> {
        zones::names()
    }

    /// The version of the zone database, such as `2026f`.
    pub fn database_version() -> &'static str {
        zones::VERSION
    }

    /// The date of an instant.
    #[inline]
    pub fn day_of(&self, instant: Instant) -> Day {
        day_of_local(self.local_micros(instant))
    }

    /// The date of an instant, and the minute of that day on local clocks: 0 to 1439.
    pub fn local(&self, instant: Instant) -> (Day, u32) {
        let local = self.local_micros(instant);
        let minute = local.rem_euclid(DAY) / MINUTE;
        (
            day_of_local(local),
            u32::try_from(minute).unwrap_or_default(),
        )
    }

    /// The first instant whose date is `day` or later. Clamped to the range of instants.
    pub fn start_of(&self, day: Day) -> Instant {
        Instant::clamped(self.first_of(day))
    }

    /// The last instant (microsecond) whose date is `day` or earlier. Clamped to the range of
    /// instants.
    pub fn end_of(&self, day: Day) -> Instant {
        Instant::clamped(self.last_of(day))
    }

    /// [`Zone::end_of`]. Returns `None` for a day that the zone skips, or that ends outside the
    /// range of instants.
    pub fn end_within(&self, day: Day) -> Option<Instant> {
        let end = Instant::from_micros(self.last_of(day))?;
        (self.day_of(end) == day).then_some(end)
    }

    /// [`Zone::end_of`]. Returns `None` outside the range of instants.
    pub(crate) fn end_in_range(&self, day: Day) -> Option<Instant> {
        Instant::from_micros(self.last_of(day))
    }

    /// The instant of a parsed time. Returns `None` outside the range of instants.
    ///
    /// A local time that occurs twice is the first of the two. A local time that a clock change
    /// skips uses the offset before the change. A date is its first instant.
    #[inline]
    pub fn resolve(&self, when: When) -> Option<Instant> {
        match when {
            When::Instant(instant) => Some(instant),
            When::Local(local) => Instant::from_micros(self.instant_of(local)?),
            When::Day(day) => Instant::from_micros(self.first_of(day)),
        }
    }

    /// Parses a date. For an instant or a local time, returns its day in this zone.
    ///
    /// # Errors
    /// Fails if the text is not a date or time, or if the time is outside the range of instants.
    ///
    /// ```
    /// use leadgrade::exact::{Day, Zone};
    /// let berlin = Zone::get("Europe/Berlin").unwrap();
    /// assert_eq!(berlin.day_of_text("2026-11-22T23:30:00Z").ok(), Day::parse("2026-11-23"));
    /// ```
    pub fn day_of_text(&self, text: &str) -> Result<Day, WhenError> {
        if let Some(day) = Day::parse(text.trim()) {
            return Ok(day);
        }
        let instant = self
            .resolve(When::parse(text)?)
            .ok_or(WhenError::OutOfRange)?;
        Ok(self.day_of(instant))
    }

    /// Whether local clocks skip the day, so that no instant has that date.
    ///
    /// ```
    /// use leadgrade::exact::{Day, Zone};
    /// let apia = Zone::get("Pacific/Apia").unwrap();
    /// assert!(apia.skips(Day::parse("2011-12-30").unwrap()));
    /// ```
    pub fn skips(&self, day: Day) -> bool {
        let midnight = midnight(day);
        !self.spans_around(midnight).iter().any(|span| {
            let first = span.start.max(midnight - span.offset);
            first < span.end.min(midnight + DAY - span.offset)
        })
    }

    /// The instant of a minute of a day on local clocks, 0 to 1440, by the same rule as
    /// [`Zone::resolve`]. Clamped to the range of instants.
    pub fn at_minute(&self, day: Day, minute: u32) -> Instant {
        let local = midnight(day) + i64::from(minute.min(1_440)) * MINUTE;
        Instant::clamped(self.instant_of(local).unwrap_or(local))
    }

    #[inline]
    fn local_micros(&self, instant: Instant) -> i64 {
        instant.micros() + self.span_of(instant.micros()).offset
    }

    /// [`Zone::start_of`] in microseconds, perhaps outside the years.
    fn first_of(&self, day: Day) -> i64 {
        let midnight = midnight(day);
        let spans = self.spans_around(midnight).iter();
        spans
            .map(|span| (span, span.start.max(midnight - span.offset)))
            .find_map(|(span, first)| (first < span.end).then_some(first))
            .unwrap_or(midnight)
    }

    /// [`Zone::end_of`] in microseconds, perhaps outside the years.
    fn last_of(&self, day: Day) -> i64 {
        let midnight = midnight(day) + DAY;
        let spans = self.spans_around(midnight).iter().rev();
        let end = spans
            .map(|span| (span, span.end.min(midnight - span.offset)))
            .find_map(|(span, end)| (end > span.start).then_some(end));
        end.unwrap_or(midnight) - 1
    }

    /// Microseconds of a local time, which may lie outside the years.
    fn instant_of(&self, local: i64) -> Option<i64> {
        let mut before = None;
        for span in self.spans_around(local) {
            let instant = local.checked_sub(span.offset)?;
            if instant < span.start {
                // Skipped by the change at the start of this span.
                return local.checked_sub(before.unwrap_or(span.offset));
            }
            if instant < span.end {
                return Some(instant);
            }
            before = Some(span.offset);
        }
        None
    }

    /// All spans in which clocks may show a local time, and perhaps some more.
    fn spans_around(&self, local: i64) -> &[OffsetSpan] {
        let first = self.place_of(local.saturating_sub(2 * REACH));
        let last = self.place_of(local.saturating_add(2 * REACH));
        self.0.spans.get(first..=last).unwrap_or_default()
    }

    /// The span that contains an instant, in microseconds since 1970.
    #[inline]
    fn span_of(&self, micros: i64) -> OffsetSpan {
        let spans = self.0.spans.get(self.known_place(micros)..);
        // A stride holds few changes, mostly none.
        let span = spans.unwrap_or_default().iter().find(|s| micros < s.end);
        span.copied().unwrap_or(UTC)
    }

    /// The index of the span that contains an instant.
    fn place_of(&self, micros: i64) -> usize {
        let known = self.known_place(micros);
        let later = self.0.spans.get(known..).unwrap_or_default();
        known + later.iter().take_while(|span| span.end <= micros).count()
    }

    /// The index of the span that contains the start of the instant's stride.
    #[inline]
    fn known_place(&self, micros: i64) -> usize {
        let stride = micros.saturating_sub(Instant::FIRST.micros()) >> STRIDE;
        let known = usize::try_from(stride.max(0))
            .ok()
            .and_then(|s| self.0.index.get(s));
        usize::from(known.or(self.0.index.last()).copied().unwrap_or_default())
    }
}

impl fmt::Debug for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Zone").field(&self.0.name).finish()
    }
}

/// The date on local clocks.
#[inline]
fn day_of_local(local: i64) -> Day {
    Day(i32::try_from(local.div_euclid(DAY)).unwrap_or_default())
}

/// Microseconds of local midnight at the start of a day. Days far outside the range are
/// clamped to a day outside the range.
fn midnight(day: Day) -> i64 {
    i64::from(day.0.clamp(-100_000, 100_000)) * DAY
}

/// The index of the span at the start of each stride.
fn index(spans: &[OffsetSpan]) -> Box<[u16]> {
    let strides = (Instant::LAST.micros() - Instant::FIRST.micros()) >> STRIDE;
    let mut later = spans.iter().map(|span| span.end).peekable();
    let mut place = 0;
    (0..=strides)
        .map(|stride| {
            let start = Instant::FIRST.micros() + (stride << STRIDE);
            while later.next_if(|end| *end <= start).is_some() {
                place += 1;
            }
            place
        })
        .collect()
}

#[cfg(test)]
#[path = "zone_tests.rs"]
mod tests;

//! Specification, section 2: days and local times in the model's zone.

use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;

use crate::time::{
    DAY, Fault, Instant, SECOND, Written, in_range, plus_days, read, timestamp, unix_wall,
    wall_unix,
};

/// A stretch of time with one offset from UTC, `start` included, `end` not.
#[derive(Clone, Copy, Debug)]
struct Stretch {
    start: Instant,
    end: Instant,
    offset: i64,
}

/// The model's zone.
#[derive(Clone, Debug)]
pub struct Zone(TimeZone);

impl Zone {
    /// "The model names one IANA zone; the library carries its own zone database."
    pub fn new(name: &str) -> Zone {
        Zone(TimeZone::get(name).unwrap_or(TimeZone::UTC))
    }

    fn offset(&self, at: Instant) -> i64 {
        i64::from(self.0.to_offset(timestamp(at)).seconds()) * SECOND
    }

    /// The clock on the wall.
    pub fn wall(&self, at: Instant) -> DateTime {
        unix_wall(at + self.offset(at))
    }

    /// "A day is a civil date in the model's zone."
    pub fn day(&self, at: Instant) -> Date {
        self.wall(at).date()
    }

    /// The stretches of constant offset that cover `from..=to`, in order.
    fn stretches(&self, from: Instant, to: Instant) -> Vec<Stretch> {
        let mut all = Vec::new();
        let mut start = from;
        for change in self.0.following(timestamp(from)) {
            let at = change.timestamp().as_microsecond();
            if at > to {
                break;
            }
            all.push(Stretch {
                start,
                end: at,
                offset: self.offset(start),
            });
            start = at;
        }
        all.push(Stretch {
            start,
            end: to + 1,
            offset: self.offset(start),
        });
        all
    }

    fn stretches_around(&self, wall: Instant) -> Vec<Stretch> {
        self.stretches(wall - 3 * DAY, wall + 3 * DAY)
    }

    /// "Its first instant is the first whose date is that day or later."
    pub fn first_instant(&self, day: Date) -> Instant {
        let midnight = wall_unix(day.to_datetime(jiff::civil::Time::midnight()));
        let firsts = self
            .stretches_around(midnight)
            .into_iter()
            .filter_map(|stretch| {
                let at = stretch.start.max(midnight - stretch.offset);
                (at < stretch.end).then_some(at)
            });
        firsts.min().expect("a day within three days")
    }

    /// "Its end the last whose date is that day or earlier."
    pub fn last_instant(&self, day: Date) -> Instant {
        let midnight = wall_unix(plus_days(day, 1).to_datetime(jiff::civil::Time::midnight()));
        let lasts = self
            .stretches_around(midnight)
            .into_iter()
            .filter_map(|stretch| {
                let at = (stretch.end - 1).min(midnight - stretch.offset - 1);
                (at >= stretch.start).then_some(at)
            });
        lasts.max().expect("a day within three days")
    }

    /// Whether any instant has this date ("days that a zone skips").
    pub fn exists(&self, day: Date) -> bool {
        self.day(self.first_instant(day)) == day
    }

    /// "One that occurs twice is the first, one that a clock change skips is read with the offset before the change."
    pub fn local(&self, wall: DateTime, micros: i64) -> Instant {
        let wall = wall_unix(wall) + micros;
        let stretches = self.stretches_around(wall);
        for stretch in &stretches {
            let at = wall - stretch.offset;
            if stretch.start <= at && at < stretch.end {
                return at;
            }
        }
        // Skipped: too late for the stretch before the change, too early for the one after.
        for (before, after) in stretches.iter().zip(&stretches[1..]) {
            if wall - before.offset >= before.end && wall - after.offset < after.start {
                return wall - before.offset;
            }
        }
        wall - stretches[0].offset
    }

    /// The first instant from `from` on at which `open` gives hours (start and end of them, in minutes) for the day
    /// on the wall and the clock is inside them.
    pub fn first_open(
        &self,
        from: Instant,
        open: &dyn Fn(Date) -> Option<(i64, i64)>,
    ) -> Option<Instant> {
        for stretch in self.stretches(from, from + 40 * DAY) {
            let mut day = unix_wall(stretch.start + stretch.offset).date();
            let last = unix_wall(stretch.end - 1 + stretch.offset).date();
            while day <= last {
                if let Some((start, end)) = open(day) {
                    let midnight =
                        wall_unix(day.to_datetime(jiff::civil::Time::midnight())) - stretch.offset;
                    let at = stretch.start.max(midnight + start * 60 * SECOND);
                    if at < stretch.end.min(midnight + end * 60 * SECOND) {
                        return Some(at);
                    }
                }
                day = plus_days(day, 1);
            }
        }
        None
    }

    /// What a text of an event means. "A bare date in events is the day's first instant."
    pub fn event_instant(&self, written: Written) -> Result<Instant, Fault> {
        self.resolve(written, |zone, day| zone.first_instant(day))
    }

    /// What `as_of` means: a bare date "means the end of that day".
    pub fn as_of(&self, text: &str) -> Result<Instant, Fault> {
        self.resolve(read(text)?, |zone, day| zone.last_instant(day))
    }

    fn resolve(
        &self,
        written: Written,
        bare: impl Fn(&Zone, Date) -> Instant,
    ) -> Result<Instant, Fault> {
        let near = |year: i16| {
            if (1890..=2210).contains(&year) {
                Ok(())
            } else {
                Err(Fault::OutOfRange)
            }
        };
        let at = match written {
            Written::Instant(at) => at,
            Written::Local(wall, micros) => {
                near(wall.year())?;
                self.local(wall, micros)
            }
            Written::Day(day) => {
                near(day.year())?;
                bare(self, day)
            }
        };
        if in_range(at) {
            Ok(at)
        } else {
            Err(Fault::OutOfRange)
        }
    }

    /// "Instants are accepted for a date (their day counts)."
    pub fn date(&self, text: &str) -> Result<Date, Fault> {
        match read(text)? {
            Written::Day(day) if day.year() < 1 => Err(Fault::OutOfRange),
            Written::Day(day) => Ok(day),
            instant => Ok(self.day(self.event_instant(instant)?)),
        }
    }
}

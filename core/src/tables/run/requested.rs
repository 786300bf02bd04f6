//! The instants at which the leads of a call are assessed.

use std::borrow::Cow;

use super::as_of_table::AsOfTable;
#[cfg(feature = "calibrate")]
use crate::exact::Zone;
use crate::exact::{Day, Instant};

/// The instants at which the leads of a call are assessed.
#[derive(Clone, Copy)]
pub(crate) enum RequestedInstants<'t> {
    /// One instant for all leads.
    One(Instant),
    /// Several instants for all leads.
    #[cfg(feature = "calibrate")]
    Several(&'t Instants),
    /// Those of a table of leads and instants.
    Table(&'t AsOfTable),
}

/// Several instants for all leads.
#[cfg(feature = "calibrate")]
#[derive(Debug)]
pub(crate) struct Instants {
    /// Earliest first, each once.
    pub(crate) all: Vec<RequestedInstant>,
    /// Whether the day of an event says at which of the instants it exists.
    pub(crate) are_days: bool,
}

/// An instant at which a lead is assessed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct RequestedInstant {
    /// Its position: among the instants, or among the valid rows of the table.
    pub(crate) at: usize,
    pub(crate) as_of: Instant,
    /// Packed events after this day do not exist.
    pub(crate) last_day: Day,
    /// Whether a failed lead becomes a reject: of several instants, at the last.
    pub(crate) is_reported: bool,
}

impl RequestedInstant {
    /// An instant for which all packed events exist.
    pub(crate) fn new(at: usize, as_of: Instant) -> Self {
        let last_day = Day(i32::MAX);
        Self {
            at,
            as_of,
            last_day,
            is_reported: true,
        }
    }
}

impl RequestedInstants<'_> {
    /// The instants of all leads, earliest first; none if leads have their own.
    pub(crate) fn instants(&self) -> Cow<'_, [RequestedInstant]> {
        match self {
            Self::One(as_of) => vec![RequestedInstant::new(0, *as_of)].into(),
            #[cfg(feature = "calibrate")]
            Self::Several(instants) => (&instants.all).into(),
            Self::Table(_) => Cow::default(),
        }
    }

    /// The last instant of all leads; `None` if they have their own.
    pub(crate) fn last(&self) -> Option<Instant> {
        self.instants().last().map(|last| last.as_of)
    }

    /// The instant, if there is one for all leads.
    pub(crate) fn one(&self) -> Option<Instant> {
        match self {
            Self::One(as_of) => Some(*as_of),
            _ => None,
        }
    }

    /// The table of leads and instants, if there is one.
    pub(crate) fn table(&self) -> Option<&AsOfTable> {
        match self {
            Self::Table(table) => Some(table),
            _ => None,
        }
    }
}

#[cfg(feature = "calibrate")]
impl Instants {
    /// Instants, which must be sorted and distinct, in a zone.
    pub(crate) fn new(instants: &[Instant], zone: &Zone) -> Self {
        let all = instants
            .iter()
            .enumerate()
            .map(|(at, as_of)| RequestedInstant {
                at,
                as_of: *as_of,
                last_day: zone.day_of(*as_of),
                is_reported: at + 1 == instants.len(),
            });
        Self {
            all: all.collect(),
            are_days: instants.iter().all(|as_of| ends_day(*as_of, zone)),
        }
    }
}

/// Whether an instant is the last one of its day, and no earlier one has a later day.
#[cfg(feature = "calibrate")]
fn ends_day(as_of: Instant, zone: &Zone) -> bool {
    /// More than clocks are ever set back, in microseconds.
    const LONGEST: i64 = 26 * 3_600_000_000;
    let day = zone.day_of(as_of);
    let start = Instant::clamped(as_of.micros() - LONGEST);
    // Clocks that are set back after midnight return to the day before.
    let changes = std::iter::successors(zone.segment(start).1, |change| zone.segment(*change).1);
    let mut changes = changes.take_while(|change| *change <= as_of);
    let is_later = |change: Instant| zone.day_of(Instant::clamped(change.micros() - 1)) > day;
    zone.end_within(day) == Some(as_of) && !changes.any(is_later)
}

#[cfg(all(test, feature = "calibrate"))]
mod tests {
    use super::*;

    #[test]
    fn the_end_of_a_day_may_come_twice() {
        let zone = |name| Zone::get(name).unwrap();
        let end = |zone: &Zone, day| zone.end_of(Day::parse(day).unwrap());
        let berlin = zone("Europe/Berlin");
        assert!(ends_day(end(&berlin, "2026-01-31"), &berlin));
        // Clocks are set back at three o'clock of the next day.
        assert!(ends_day(end(&berlin, "2026-10-24"), &berlin));
        let before = Instant::from_micros(end(&berlin, "2026-01-31").micros() - 1).unwrap();
        assert!(!ends_day(before, &berlin));
        // In Havana, 2026-11-01 begins at midnight, and one o'clock is midnight again: the same day.
        let havana = zone("America/Havana");
        assert!(ends_day(end(&havana, "2026-10-31"), &havana));
        // In Asuncion, midnight of 2023-03-26 was eleven o'clock of the day before, which ended later.
        let asuncion = zone("America/Asuncion");
        assert!(ends_day(end(&asuncion, "2023-03-25"), &asuncion));
        // In St. John's, a minute after midnight of 2010-11-07 it was 2010-11-06 again.
        let st_johns = zone("America/St_Johns");
        assert!(!ends_day(end(&st_johns, "2010-11-06"), &st_johns));
        assert!(ends_day(end(&st_johns, "2010-11-07"), &st_johns));
    }
}

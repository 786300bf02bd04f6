//! Writes the buying cycle in the form in which it is read.

use serde::ser::{Serialize, SerializeMap, Serializer};

use super::{Length, Overdue, Unit};

/// `"month"` or `"day"`.
#[expect(clippy::ref_option, reason = "the shape that serde calls")]
pub(super) fn step<S: Serializer>(step: &Option<Unit>, serializer: S) -> Result<S::Ok, S::Error> {
    step.map(Unit::in_step).serialize(serializer)
}

impl Unit {
    /// The word for the unit in `step`.
    pub(crate) fn in_step(self) -> &'static str {
        match self {
            Self::Months => "month",
            Self::Days => "day",
        }
    }
}

impl Serialize for Length {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        let (observed, min_intervals, last, prior) = match self {
            Self::Months(months) => {
                map.serialize_entry("months", months)?;
                return map.end();
            }
            Self::Days(days) => {
                map.serialize_entry("days", days)?;
                return map.end();
            }
            Self::Fact { fact, unit } => {
                map.serialize_entry("fact", fact)?;
                map.serialize_entry("unit", unit)?;
                return map.end();
            }
            Self::Median {
                min_intervals,
                last,
            } => ("median", min_intervals, last, None),
            Self::Mean {
                min_intervals,
                last,
                prior,
            } => ("mean", min_intervals, last, prior.as_ref()),
        };
        map.serialize_entry("observed", observed)?;
        map.serialize_entry("min_intervals", min_intervals)?;
        if let Some(last) = last {
            map.serialize_entry("last", last)?;
        }
        if let Some(prior) = prior {
            map.serialize_entry("prior", prior)?;
        }
        map.end()
    }
}

impl Serialize for Overdue {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Hold => serializer.serialize_str("hold"),
            Self::Fade { hold, fade } => {
                let mut map = serializer.serialize_map(Some(2))?;
                map.serialize_entry("hold", hold)?;
                map.serialize_entry("fade", fade)?;
                map.end()
            }
        }
    }
}

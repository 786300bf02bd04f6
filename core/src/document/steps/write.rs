//! Writes channels and steps in the form in which they are read.

use serde::ser::{Serialize, SerializeMap, Serializer};

use super::{Hours, HoursSource, Said};
use crate::document::condition::write::one;

/// Writes `per = "interest"`. Skipped for steps that are not per interest.
#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "the shape that serde calls"
)]
pub(super) fn per<S: Serializer>(_: &bool, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str("interest")
}

impl Serialize for Said {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Text(text) => serializer.serialize_str(text),
            Self::Fact(fact) => one(serializer, "fact", fact),
        }
    }
}

impl Serialize for Hours {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        match &self.source {
            HoursSource::Fixed(from, to) => {
                map.serialize_entry("from", &time(*from))?;
                map.serialize_entry("to", &time(*to))?;
            }
            HoursSource::Fact { fact, otherwise } => {
                map.serialize_entry("fact", fact)?;
                if let Some((from, to)) = otherwise {
                    map.serialize_entry("otherwise", &[time(*from), time(*to)])?;
                }
            }
        }
        if let Some(weekdays) = &self.weekdays {
            map.serialize_entry("weekdays", weekdays)?;
        }
        map.end()
    }
}

fn time(minutes: u16) -> String {
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

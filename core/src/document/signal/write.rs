//! Writes signals, factors and seasons in the form in which they are read.

use serde::ser::{Serialize, SerializeMap, Serializer};

use super::{Millionths, Season, Signal};
use crate::exact::{Day, nearest};

impl Serialize for Signal {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("event", &self.event)?;
        optional(&mut map, "where", self.where_.as_ref())?;
        match self.points_per_unit {
            Some(points) => map.serialize_entry("points_per_unit", &points)?,
            None => map.serialize_entry("points", &self.points)?,
        }
        optional(&mut map, "group", self.group.as_ref())?;
        optional(&mut map, "decay", self.decay.as_ref())?;
        optional(&mut map, "min", self.min.as_ref())?;
        optional(&mut map, "max", self.max.as_ref())?;
        optional(&mut map, "limit", self.limit.as_ref())?;
        optional(&mut map, "limit_per_day", self.limit_per_day.as_ref())?;
        optional(&mut map, "activity", self.activity.as_ref())?;
        map.end()
    }
}

/// Writes a member unless it is `None`.
fn optional<M: SerializeMap, T: Serialize>(
    map: &mut M,
    key: &str,
    value: Option<&T>,
) -> Result<(), M::Error> {
    value.map_or(Ok(()), |value| map.serialize_entry(key, value))
}

impl Serialize for Millionths {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            0 => serializer.serialize_i64(0),
            1_000_000 => serializer.serialize_i64(1),
            millionths => nearest(&format!("0.{millionths:06}")).serialize(serializer),
        }
    }
}

impl Serialize for Season {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        match self {
            Self::Yearly { from, to } => {
                map.serialize_entry("from", &format!("{:02}-{:02}", from.0, from.1))?;
                map.serialize_entry("to", &format!("{:02}-{:02}", to.0, to.1))?;
            }
            Self::Dates(ranges) => {
                let written: Vec<_> = ranges
                    .iter()
                    .map(|(from, to)| [date(*from), date(*to)])
                    .collect();
                map.serialize_entry("dates", &written)?;
            }
        }
        map.end()
    }
}

fn date(day: i32) -> String {
    let (year, month, day) = Day(day).civil();
    format!("{year:04}-{month:02}-{day:02}")
}

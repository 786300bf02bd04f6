//! Requests for the leads of a grid.

use serde_json::value::RawValue;

use super::argument::{LEADS, LEADS_MOVED};
use super::json::{self, JsonKind};
use super::request::{ArgumentError, Request};
use crate::document::Problem;
use crate::tables::Place;

/// How many leads an answer has without a `limit`.
const DEFAULT_LIMIT: usize = 100;

/// How many leads an answer has at most.
pub(crate) const MAX_LEADS: u32 = 100_000;

/// The leads to list: where they are and were, a part of their id, and which page of them.
pub(super) struct LeadFilter {
    pub(super) at: PlaceFilter,
    pub(super) from: PlaceFilter,
    pub(super) contains: String,
    offset: usize,
    limit: usize,
}

/// Places in the grid. A label that is `None` may be any; `Some(None)` is a missing label.
#[derive(Default)]
pub(super) struct PlaceFilter {
    stage: Option<Option<String>>,
    grade: Option<Option<String>>,
    rank: Option<Option<String>>,
}

impl PlaceFilter {
    /// Whether a place has all the labels of the filter.
    pub(super) fn matches(&self, place: &Place<'_>) -> bool {
        let is = |wanted: &Option<Option<String>>, name: Option<&str>| {
            wanted
                .as_ref()
                .is_none_or(|wanted| wanted.as_deref() == name)
        };
        let rank = place.rank.map(|rank| rank.to_string());
        is(&self.stage, place.stage)
            && is(&self.grade, place.grade)
            && is(&self.rank, rank.as_deref())
    }

    fn read(raw: &RawValue) -> Result<Self, ArgumentError> {
        let mut place = Self::default();
        for (name, raw) in json::members(raw).ok_or(ArgumentError::Type)?.0 {
            let (part, is_rank) = match name.as_str() {
                "stage" => (&mut place.stage, false),
                "grade" => (&mut place.grade, false),
                "rank" => (&mut place.rank, true),
                _ => return Err(ArgumentError::Type),
            };
            *part = Some(match JsonKind::of(raw) {
                JsonKind::Null => None,
                JsonKind::Number if is_rank => Some(raw.get().to_owned()),
                JsonKind::Text if !is_rank => Some(json::text(raw).ok_or(ArgumentError::Type)?),
                _ => return Err(ArgumentError::Type),
            });
        }
        Ok(place)
    }
}

impl LeadFilter {
    pub(super) fn read(text: &str, moved: bool) -> Result<Self, Vec<Problem>> {
        let mut request = Request::read(text, if moved { LEADS_MOVED } else { LEADS });
        let at = request.part("at", PlaceFilter::read).unwrap_or_default();
        let from = request.part("from", PlaceFilter::read).unwrap_or_default();
        let contains = request.part("contains", |raw| json::text(raw).ok_or(ArgumentError::Type));
        let offset = request.part("offset", |raw| whole(raw, u32::MAX));
        let limit = request.part("limit", |raw| whole(raw, MAX_LEADS));
        request.check()?;
        Ok(Self {
            at,
            from,
            contains: contains.unwrap_or_default(),
            offset: offset.unwrap_or_default(),
            limit: limit.unwrap_or(DEFAULT_LIMIT),
        })
    }

    /// The page of all matching rows.
    pub(super) fn page<'r>(&self, rows: &'r [u32]) -> &'r [u32] {
        let rest = rows.get(self.offset..).unwrap_or_default();
        rest.get(..self.limit).unwrap_or(rest)
    }
}

fn whole(raw: &RawValue, most: u32) -> Result<usize, ArgumentError> {
    let number: u32 = raw.get().parse().map_err(|_| ArgumentError::Type)?;
    if number > most {
        let help = format!("expected a whole number from 0 to {most}");
        return Err(ArgumentError::Value {
            code: "out_of_range",
            help,
        });
    }
    usize::try_from(number).map_err(|_| ArgumentError::Type)
}

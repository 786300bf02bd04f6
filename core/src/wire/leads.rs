//! Which leads of a grid are asked for.

use serde_json::value::RawValue;

use super::operation::{LEADS, LEADS_MOVED};
use super::raw::{self, Kind};
use super::request::{Given, Refused};
use crate::document::Problem;
use crate::tables::Place;

/// Leads of one answer without a `limit`.
const PAGE: usize = 100;

/// Leads of one answer at most.
pub(crate) const MOST_LEADS: u32 = 100_000;

/// Which leads are asked for.
pub(super) struct LeadsAsked {
    pub(super) at: PlaceAsked,
    pub(super) from: PlaceAsked,
    pub(super) contains: String,
    offset: usize,
    limit: usize,
}

/// Of which places: what is said of them must be so.
#[derive(Default)]
pub(super) struct PlaceAsked {
    stage: Option<Option<String>>,
    grade: Option<Option<String>>,
    rank: Option<Option<String>>,
}

impl PlaceAsked {
    pub(super) fn fits(&self, place: &Place<'_>) -> bool {
        let is = |asked: &Option<Option<String>>, name: Option<&str>| {
            asked.as_ref().is_none_or(|asked| asked.as_deref() == name)
        };
        let rank = place.rank.map(|rank| rank.to_string());
        is(&self.stage, place.stage)
            && is(&self.grade, place.grade)
            && is(&self.rank, rank.as_deref())
    }

    fn read(raw: &RawValue) -> Result<Self, Refused> {
        let mut place = Self::default();
        for (name, raw) in raw::members(raw).ok_or(Refused::Type)?.0 {
            let (part, is_rank) = match name.as_str() {
                "stage" => (&mut place.stage, false),
                "grade" => (&mut place.grade, false),
                "rank" => (&mut place.rank, true),
                _ => return Err(Refused::Type),
            };
            *part = Some(match Kind::of(raw) {
                Kind::Null => None,
                Kind::Number if is_rank => Some(raw.get().to_owned()),
                Kind::Text if !is_rank => Some(raw::text(raw).ok_or(Refused::Type)?),
                _ => return Err(Refused::Type),
            });
        }
        Ok(place)
    }
}

impl LeadsAsked {
    pub(super) fn read(request: &str, moved: bool) -> Result<Self, Vec<Problem>> {
        let mut given = Given::read(request, if moved { LEADS_MOVED } else { LEADS });
        let at = given.part("at", PlaceAsked::read).unwrap_or_default();
        let from = given.part("from", PlaceAsked::read).unwrap_or_default();
        let contains = given.part("contains", |raw| raw::text(raw).ok_or(Refused::Type));
        let offset = given.part("offset", |raw| whole(raw, u32::MAX));
        let limit = given.part("limit", |raw| whole(raw, MOST_LEADS));
        given.check()?;
        Ok(Self {
            at,
            from,
            contains: contains.unwrap_or_default(),
            offset: offset.unwrap_or_default(),
            limit: limit.unwrap_or(PAGE),
        })
    }

    /// The rows that are wanted of all that fit.
    pub(super) fn page<'r>(&self, rows: &'r [u32]) -> &'r [u32] {
        let rest = rows.get(self.offset..).unwrap_or_default();
        rest.get(..self.limit).unwrap_or(rest)
    }
}

fn whole(raw: &RawValue, most: u32) -> Result<usize, Refused> {
    let number: u32 = raw.get().parse().map_err(|_| Refused::Type)?;
    if number > most {
        let help = format!("a whole number from 0 to {most}");
        return Err(Refused::Value {
            code: "out_of_range",
            help,
        });
    }
    usize::try_from(number).map_err(|_| Refused::Type)
}

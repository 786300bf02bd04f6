//! Reading the buying cycle and readiness.

use super::{BuyingCycle, CycleSeason, Length, Overdue, Prior, Readiness, Unit};
use crate::document::Condition;
use crate::document::reader::At;
use crate::document::scalars::NameSet;
use crate::document::table_reader::TableReader;
use crate::exact::{MAX_CYCLE_DAYS, MAX_WEIGHT, Milli};

/// The default points of a full cycle, and the default points from which a lead is ready.
const READY_POINTS: Milli = Milli::whole(60);
const THRESHOLD: Milli = Milli::whole(60);
/// The defaults for how long points stay after a full cycle and then fall, in lengths of a cycle.
const HOLD: Milli = Milli(500);
const FADE: Milli = Milli(1_500);
/// The default of `min_intervals`, without and with a prior.
const MIN_INTERVALS: u32 = 1;
const MIN_INTERVALS_WITH_PRIOR: u32 = 0;
/// 100 years, like the limit in days.
const MAX_CYCLE_MONTHS: i64 = 1_200;

const CYCLE_KEYS: [&str; 6] = [
    "ready_points",
    "length",
    "otherwise",
    "step",
    "overdue",
    "seasons",
];
const LENGTH_KEYS: [&str; 8] = [
    "months",
    "days",
    "fact",
    "unit",
    "observed",
    "min_intervals",
    "last",
    "prior",
];
const FORMS: [&str; 4] = ["months", "days", "fact", "observed"];
/// The forms of a fixed length.
const FIXED: [&str; 2] = ["months", "days"];
const OVERDUE: &str = "`\"hold\"` or a table such as `{ hold = 0.5, fade = 1.5 }`";
const NO_LENGTH: &str = "the kind of length is missing";
const PARTS: &str =
    "`cycle`, `engagement`, `fit`, `fit.groups.<group>` or `engagement.groups.<group>`";

impl BuyingCycle {
    /// Reads the section.
    pub(crate) fn read(at: &At<'_>) -> Option<Self> {
        let table = at.table(&CYCLE_KEYS)?;
        Some(Self {
            ready_points: table
                .read("ready_points", At::points)
                .unwrap_or(READY_POINTS),
            length: table.read("length", Length::read),
            otherwise: table.read("otherwise", Length::read_fixed),
            step: table.read("step", |at| {
                at.word(&[("month", Unit::Months), ("day", Unit::Days)])
            }),
            overdue: table
                .read("overdue", Overdue::read)
                .unwrap_or(Overdue::Fade {
                    hold: HOLD,
                    fade: FADE,
                }),
            seasons: table
                .read("seasons", |at| at.list(CycleSeason::read))
                .unwrap_or_default(),
        })
    }
}

impl Length {
    fn read(at: &At<'_>) -> Option<Self> {
        let table = at.table(&LENGTH_KEYS)?;
        let help = "use one of `months`, `days`, `fact` with `unit`, and `observed`";
        table.exclude(&FORMS, help);
        let Some(form) = table.present(&FORMS).first().copied() else {
            if !table.misspells(&FORMS) {
                at.report("missing_key", NO_LENGTH, help);
            }
            return None;
        };
        let own: &[&str] = match form {
            "fact" => &["unit"],
            "observed" => &["min_intervals", "last", "prior"],
            _ => &[],
        };
        for key in table.present(&["unit", "min_intervals", "last", "prior"]) {
            if !own.contains(&key) {
                at.conflict(
                    format!("`{key}` conflicts with `{form}`"),
                    "use `unit` with `fact`, the others with `observed`",
                );
            }
        }
        match form {
            "months" => table.read("months", months),
            "days" => table.read("days", days),
            "fact" => {
                let fact = table.read("fact", At::reference);
                let unit = table.need("unit", |at| {
                    at.word(&[("months", Unit::Months), ("days", Unit::Days)])
                });
                Some(Self::Fact {
                    fact: fact?,
                    unit: unit.unwrap_or(Unit::Days),
                })
            }
            _ => Self::read_observed(at, &table),
        }
    }

    /// Reads a length that is the median or the mean of the lead's own gaps.
    fn read_observed(at: &At<'_>, table: &TableReader<'_>) -> Option<Self> {
        let median = table.read("observed", |at| {
            at.word(&[("median", true), ("mean", false)])
        });
        let prior = table.read("prior", Prior::read);
        let fewest = if table.has("prior") {
            MIN_INTERVALS_WITH_PRIOR
        } else {
            MIN_INTERVALS
        };
        let min_intervals = table
            .read("min_intervals", |at| at.whole32(fewest, u32::MAX))
            .unwrap_or(fewest);
        let last = table.read("last", At::count);
        if !median? {
            return Some(Self::Mean {
                min_intervals,
                last,
                prior,
            });
        }
        if table.has("prior") {
            at.conflict(
                "`prior` conflicts with `observed = \"median\"`",
                "use `prior` with `observed = \"mean\"`",
            );
        }
        Some(Self::Median {
            min_intervals,
            last,
        })
    }

    /// Reads a fixed length.
    fn read_fixed(at: &At<'_>) -> Option<Self> {
        let table = at.table(&FIXED)?;
        let help = "use `months` or `days`";
        table.exclude(&FIXED, help);
        if table.present(&FIXED).is_empty() && !table.misspells(&FIXED) {
            at.report("missing_key", NO_LENGTH, help);
        }
        table
            .read("months", months)
            .or_else(|| table.read("days", days))
    }
}

fn months(at: &At<'_>) -> Option<Length> {
    at.whole(1, MAX_CYCLE_MONTHS)
        .and_then(|months| u32::try_from(months).ok())
        .map(Length::Months)
}

fn days(at: &At<'_>) -> Option<Length> {
    at.whole(1, MAX_CYCLE_DAYS)
        .and_then(|days| u32::try_from(days).ok())
        .map(Length::Days)
}

impl Prior {
    fn read(at: &At<'_>) -> Option<Self> {
        let table = at.table(&["days", "weight"])?;
        let days = table.need("days", At::days);
        let weight = table.need("weight", |at| {
            let weight = at.weight()?;
            if weight == Milli::ZERO {
                at.refuse::<Milli>(
                    "out_of_range",
                    "a number above 0, at most 1,000, with at most three places",
                );
            }
            Some(weight)
        });
        Some(Self {
            days: days?,
            weight: weight?,
        })
    }
}

impl Overdue {
    fn read(at: &At<'_>) -> Option<Self> {
        if at.is_word("hold", OVERDUE)? {
            return Some(Self::Hold);
        }
        let table = at.table(&["hold", "fade"])?;
        let lengths = |at: &At<'_>| at.decimal(0, MAX_WEIGHT);
        let hold = table.read("hold", lengths).unwrap_or(HOLD);
        Some(Self::Fade {
            hold,
            fade: table.read("fade", lengths).unwrap_or(FADE),
        })
    }
}

impl CycleSeason {
    fn read(at: &At<'_>) -> Option<Self> {
        let table = at.table(&["season", "points", "when"])?;
        let (season, points) = (
            table.need("season", At::reference),
            table.need("points", At::points),
        );
        let when = table.read("when", Condition::read);
        Some(Self {
            season: season.unwrap_or_default(),
            points: points.unwrap_or(Milli::ZERO),
            when,
        })
    }
}

impl Readiness {
    /// Reads the section.
    pub(crate) fn read(at: &At<'_>) -> Option<Self> {
        let table = at.table(&["threshold", "parts"])?;
        let mut seen = NameSet::new();
        Some(Self {
            threshold: table.read("threshold", At::points).unwrap_or(THRESHOLD),
            parts: table.read("parts", |at| at.filled(|at| part(at, &mut seen))),
        })
    }
}

fn part(at: &At<'_>, seen: &mut NameSet) -> Option<String> {
    let part = at.reference()?;
    let group = part
        .strip_prefix("fit.groups.")
        .or_else(|| part.strip_prefix("engagement.groups."));
    if !matches!(part.as_str(), "cycle" | "engagement" | "fit") && group.is_none_or(str::is_empty) {
        return at.refuse("not_allowed", PARTS);
    }
    at.is_first(&part, seen);
    Some(part)
}

//! Reading channels, next steps and priority.

use super::{
    Channel, Cooldown, Full, Hours, HoursSource, Limit, NextStep, Priority, Said, Weekday,
};
use crate::document::Condition;
use crate::document::condition::read::{PLACEHOLDER, fact};
use crate::document::reader::At;
use crate::document::scalars::NameSet;
use crate::document::tree::TreeValue;
use crate::exact::{MAX_DAYS, MAX_FULL, MAX_POINTS, Milli};

/// The points at which a share of the priority is full.
const FULL_FIT: Milli = Milli::whole(100);
const FULL_ENGAGEMENT: Milli = Milli::whole(100);
const FULL_READINESS: Milli = Milli::whole(60);
/// Minutes of a day.
const DAY_MINUTES: u16 = 24 * 60;
/// The limit of `due_minutes`: the limit of days, in minutes.
const MAX_DUE_MINUTES: u32 = MAX_DAYS * DAY_MINUTES as u32;

const STEP_KEYS: [&str; 12] = [
    "name",
    "when",
    "non_target",
    "per",
    "channel",
    "fallback",
    "template",
    "content",
    "topic",
    "priority",
    "due_minutes",
    "cooldown",
];
const WEEKDAYS: [(&str, Weekday); 7] = [
    ("mon", Weekday::Mon),
    ("tue", Weekday::Tue),
    ("wed", Weekday::Wed),
    ("thu", Weekday::Thu),
    ("fri", Weekday::Fri),
    ("sat", Weekday::Sat),
    ("sun", Weekday::Sun),
];

impl Channel {
    /// Reads a channel.
    pub(crate) fn read(at: &At<'_>) -> Option<Self> {
        let table = at.table(&["allowed", "limits", "hours"])?;
        Some(Self {
            allowed: table.read("allowed", Condition::read),
            limits: table
                .read("limits", |at| at.list(Limit::read))
                .unwrap_or_default(),
            hours: table.read("hours", Hours::read),
        })
    }
}

impl Limit {
    fn read(at: &At<'_>) -> Option<Self> {
        let table = at.table(&["signal", "count", "within_days", "when"])?;
        let signal = table.need("signal", At::signals);
        let (count, within_days) = (
            table.need("count", At::count),
            table.need("within_days", At::days),
        );
        let when = table.read("when", Condition::read);
        Some(Self {
            signal: signal.unwrap_or_default(),
            count: count.unwrap_or(1),
            within_days: within_days.unwrap_or(1),
            when,
        })
    }
}

impl Hours {
    fn read(at: &At<'_>) -> Option<Self> {
        let table = at.table(&["from", "to", "fact", "otherwise", "weekdays"])?;
        let mut seen = NameSet::new();
        let weekdays = table.read("weekdays", |at| {
            at.filled(|at| {
                let day = at.word(&WEEKDAYS)?;
                if let Some((word, _)) = WEEKDAYS.iter().find(|(_, other)| *other == day) {
                    at.is_first(word, &mut seen);
                }
                Some(day)
            })
        });
        let source = if table.has("fact") {
            for key in table.present(&["from", "to"]) {
                at.conflict(
                    format!("`{key}` conflicts with `fact`"),
                    "use `from` and `to`, or `fact`",
                );
            }
            let fact = table.read("fact", At::reference);
            let pair = |at: &At<'_>| {
                let (from, to) =
                    at.pair("two times of day, such as `[\"09:00\", \"18:00\"]`", time)?;
                ordered(at, from, to)
            };
            HoursSource::Fact {
                otherwise: table.read("otherwise", pair),
                fact: fact?,
            }
        } else {
            if table.has("otherwise") {
                at.conflict("`otherwise` needs `fact`", "use `from` and `to`, or `fact`");
            }
            let (from, to) = (table.need("from", time), table.need("to", time));
            let (from, to) = ordered(at, from?, to?)?;
            HoursSource::Fixed(from, to)
        };
        Some(Self { source, weekdays })
    }
}

fn ordered(at: &At<'_>, from: u16, to: u16) -> Option<(u16, u16)> {
    if from >= to {
        at.report(
            "wrong_order",
            "the hours end before they start",
            "the end must be after the start; `24:00` ends the day",
        );
    }
    Some((from, to))
}

/// Reads a time of day, in minutes from midnight.
fn time(at: &At<'_>) -> Option<u16> {
    let allowed = "a time of day from `00:00` to `24:00`";
    let TreeValue::Text(text) = &at.node.value else {
        return at.refuse("wrong_type", allowed);
    };
    minutes(text).or_else(|| at.refuse("bad_time", allowed))
}

/// Parses `HH:MM` into minutes from midnight; `24:00` is the end of the day. Returns
/// `None` for any other form.
pub(crate) fn minutes(text: &str) -> Option<u16> {
    let two_digits = |part: &str| {
        let digits = part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_digit());
        if digits {
            part.parse::<u16>().ok()
        } else {
            None
        }
    };
    let (hour, minute) = text.split_once(':')?;
    let (hour, minute) = (two_digits(hour)?, two_digits(minute)?);
    let minutes = hour.checked_mul(60)?.checked_add(minute)?;
    (minute < 60 && minutes <= DAY_MINUTES).then_some(minutes)
}

impl Said {
    fn read(at: &At<'_>) -> Option<Self> {
        match at.node.value {
            TreeValue::Table(_) => fact(at).map(Self::Fact),
            TreeValue::Text(_) => at.filled_text().map(Self::Text),
            _ => at.refuse("wrong_type", "a text, or `{ fact = \"..\" }`"),
        }
    }

    /// Reads a channel. Its name is compared in NFC.
    fn read_channel(at: &At<'_>) -> Option<Self> {
        match at.node.value {
            TreeValue::Text(_) => at.reference().map(Self::Text),
            _ => Self::read(at),
        }
    }
}

impl NextStep {
    /// Reads a step. Its name must be new.
    pub(crate) fn read(at: &At<'_>, seen: &mut NameSet) -> Option<Self> {
        let table = at.table(&STEP_KEYS)?;
        let name = table.need("name", |at| at.new_name(seen));
        let when = table.need("when", Condition::read);
        let non_target = table.read("non_target", At::flag).unwrap_or(false);
        let per_interest = table
            .read("per", |at| at.word(&[("interest", ())]))
            .is_some();
        let channel = table.read("channel", Said::read_channel);
        let fallback = table
            .read("fallback", |at| at.list(At::reference))
            .unwrap_or_default();
        let template = table.read("template", At::filled_text);
        let (content, topic) = (
            table.read("content", Said::read),
            table.read("topic", Said::read),
        );
        let priority = table
            .read("priority", |at| at.whole(-MAX_POINTS, MAX_POINTS))
            .map_or(Milli::ZERO, Milli::whole);
        let due_minutes = table.read("due_minutes", |at| at.whole32(0, MAX_DUE_MINUTES));
        let cooldown = table.read("cooldown", Cooldown::read);
        Some(Self {
            name: name.unwrap_or_default(),
            when: when.unwrap_or(PLACEHOLDER),
            non_target,
            per_interest,
            channel,
            fallback,
            template,
            content,
            topic,
            priority,
            due_minutes,
            cooldown,
        })
    }
}

impl Cooldown {
    fn read(at: &At<'_>) -> Option<Self> {
        let table = at.table(&["signal", "days"])?;
        let (signal, days) = (
            table.need("signal", At::signals),
            table.need("days", At::days),
        );
        Some(Self {
            signal: signal?,
            days: days?,
        })
    }
}

impl Priority {
    /// Reads the section.
    pub(crate) fn read(at: &At<'_>) -> Option<Self> {
        const WEIGHTS: [&str; 4] = ["fit", "engagement", "readiness", "lifecycle"];
        let table = at.table(&["fit", "engagement", "readiness", "lifecycle", "full"])?;
        let [fit, engagement, readiness, lifecycle] = WEIGHTS.map(|key| match table.get(key) {
            Some(at) => at.weight(),
            None => Some(Milli::ZERO),
        });
        let full = table.read("full", Full::read).unwrap_or(Full::DEFAULT);
        let (fit, engagement, readiness, lifecycle) = (fit?, engagement?, readiness?, lifecycle?);
        if [fit, engagement, readiness, lifecycle]
            .iter()
            .all(|weight| *weight == Milli::ZERO)
        {
            at.report(
                "all_zero",
                "every weight is 0",
                "set at least one weight above 0",
            );
        }
        Some(Self {
            fit,
            engagement,
            readiness,
            lifecycle,
            full,
        })
    }
}

impl Full {
    /// The defaults.
    const DEFAULT: Self = Self {
        fit: FULL_FIT,
        engagement: FULL_ENGAGEMENT,
        readiness: FULL_READINESS,
    };

    fn read(at: &At<'_>) -> Option<Self> {
        let table = at.table(&["fit", "engagement", "readiness"])?;
        let full = |key, default| {
            table
                .read(key, |at| at.decimal(1, MAX_FULL))
                .unwrap_or(default)
        };
        Some(Self {
            fit: full("fit", FULL_FIT),
            engagement: full("engagement", FULL_ENGAGEMENT),
            readiness: full("readiness", FULL_READINESS),
        })
    }
}

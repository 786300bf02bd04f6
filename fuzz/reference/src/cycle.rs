//! Specification, section 4.6: the points of the buying cycle.

use jiff::civil::Date;
use num_traits::{One, Zero};
use serde_json::{Value, json};

use crate::condition::holds;
use crate::fit::entry;
use crate::lead::{Failure, Lead, Place, checked};
use crate::length::{Length, length, purchase_days};
use crate::model::{list, text};
use crate::number::{
    Exact, at_least_zero, milli, number, round_away, thousandths_json, to_i128, whole,
};
use crate::seasons;
use crate::time::{full_months, plus_days};

/// The result of the buying cycle.
#[derive(Debug)]
pub struct Cycle {
    /// In thousandths, with seasons.
    pub points: i128,
    /// Absent: "no cycle".
    pub running: Option<Running>,
    /// Seasons that gave points, each once.
    pub seasons: Vec<String>,
    /// Entries of the explanation.
    pub entries: Vec<Value>,
}

/// A running cycle.
#[derive(Debug)]
pub struct Running {
    /// L
    pub length_days: i64,
    /// e
    pub elapsed_days: i64,
    /// o
    pub overdue_days: i64,
    /// "elapsed/length in whole percent, rounded down"
    pub phase: i64,
    /// The day after the length.
    pub due: Date,
}

/// "`g = min(m, M)/M` with m full months of M (`step = "month"`), else `min(e, L)/L`."
fn elapsed_share(
    section: &Value,
    length: Length,
    elapsed: i64,
    latest: Date,
    today: Date,
) -> Exact {
    match length.months {
        Some(months) if text(section, "step").unwrap_or("month") == "month" => {
            Exact::new(full_months(latest, today).min(months).into(), months.into())
        }
        _ => Exact::new(elapsed.min(length.days).into(), length.days.into()),
    }
}

/// "`r = 1` while `o <= hold*L`, then `max(0, 1 - (o - hold*L)/(fade*L))` (0 if fade is 0)"; "`hold` keeps the points
/// for ever".
fn overdue_share(section: &Value, length: i64, overdue: i64) -> Exact {
    let rule = section.get("overdue");
    if rule.and_then(Value::as_str) == Some("hold") {
        return Exact::one();
    }
    let of = |key: &str, otherwise: Exact| {
        rule.and_then(|rule| rule.get(key))
            .map_or(otherwise, |n| number(Some(n), 0))
            * whole(length)
    };
    let hold = of("hold", Exact::new(1.into(), 2.into()));
    let fade = of("fade", Exact::new(3.into(), 2.into()));
    let overdue = whole(overdue);
    if overdue <= hold {
        Exact::one()
    } else if fade.is_zero() {
        Exact::zero()
    } else {
        at_least_zero(Exact::one() - (overdue - hold) / fade)
    }
}

/// The whole section.
pub fn evaluate(lead: &Lead) -> Result<Option<Cycle>, Failure> {
    let Some(section) = lead.model.get(&["buying_cycle"]) else {
        return Ok(None);
    };
    let (mut points, mut entries, mut running) = (0, Vec::new(), None);
    if let Some(latest) = purchase_days(lead).pop()
        && let Some(length) = length(lead, section, latest)
    {
        // "e = days since the latest purchase day, o = max(0, e - L)."
        let elapsed = lead.age(latest);
        let overdue = (elapsed - length.days).max(0);
        let full = Exact::from_integer(milli(section.get("ready_points"), 60_000).into())
            * elapsed_share(section, length, elapsed, latest, lead.today);
        // "`round(ready_points * g * r)`, one rounding": what overdue takes away is the difference.
        let before = to_i128(&round_away(&full));
        points = to_i128(&round_away(
            &(full * overdue_share(section, length.days, overdue)),
        ));
        let detail = json!({"elapsed_days": elapsed, "length_days": length.days});
        push_unless_zero(&mut entries, "elapsed", "cycle", before, detail);
        push_unless_zero(
            &mut entries,
            "overdue",
            "cycle",
            points - before,
            json!({"overdue_days": overdue}),
        );
        let (phase, due) = (elapsed * 100 / length.days, plus_days(latest, length.days));
        running = Some(Running {
            length_days: length.days,
            elapsed_days: elapsed,
            overdue_days: overdue,
            phase,
            due,
        });
    }
    let mut seasons = Vec::new();
    for (season, given) in season_points(lead, section) {
        points += given;
        push_unless_zero(&mut entries, "season", season, given, Value::Null);
        if !seasons.iter().any(|named| named == season) {
            seasons.push(season.to_owned());
        }
    }
    checked(points, "buying_cycle")?;
    Ok(Some(Cycle {
        points,
        running,
        seasons,
        entries,
    }))
}

fn push_unless_zero(
    entries: &mut Vec<Value>,
    source: &str,
    name: &str,
    points: i128,
    detail: Value,
) {
    if points != 0 {
        entries.push(entry(source, name, points, detail));
    }
}

/// "Seasons add up and need no purchase": those in which today lies and whose `when` holds.
fn season_points<'a>(lead: &Lead, section: &'a Value) -> Vec<(&'a str, i128)> {
    let mut applying = Vec::new();
    for rule in list(section.get("seasons")) {
        let season = text(rule, "season").unwrap_or_default();
        let place = Place {
            season: Some(season),
            ..Place::default()
        };
        if seasons::lies_in(lead.model, season, lead.today)
            && rule.get("when").is_none_or(|when| holds(lead, place, when))
        {
            applying.push((season, milli(rule.get("points"), 0)));
        }
    }
    applying
}

/// `cycle` of the assessment.
pub fn json(lead: &Lead) -> Value {
    let Some(cycle) = &lead.cycle else {
        return Value::Null;
    };
    let running = cycle.running.as_ref();
    json!({
        "points": thousandths_json(cycle.points),
        "length_days": running.map(|running| running.length_days),
        "elapsed_days": running.map(|running| running.elapsed_days),
        "due": running.map(|running| running.due.to_string()),
        "overdue_days": running.map(|running| running.overdue_days),
        "phase": running.map(|running| running.phase),
        "seasons": cycle.seasons,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn overdue_holds_then_fades() {
        let rule = json!({});
        let share = |overdue| overdue_share(&rule, 90, overdue);
        assert_eq!(share(45), Exact::one());
        // (46 - 45) / 135 is taken away.
        assert_eq!(share(46), Exact::new(134.into(), 135.into()));
        assert_eq!(share(180), Exact::zero());
        assert_eq!(share(1000), Exact::zero());
        assert_eq!(
            overdue_share(&json!({"overdue": "hold"}), 90, 1000),
            Exact::one()
        );
        assert_eq!(
            overdue_share(&json!({"overdue": {"hold": 1, "fade": 0}}), 90, 90),
            Exact::one()
        );
        assert_eq!(
            overdue_share(&json!({"overdue": {"hold": 1, "fade": 0}}), 90, 91),
            Exact::zero()
        );
    }
}

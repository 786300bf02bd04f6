//! A slow backtest: single calls for each lead and instant, and figures by their definitions.

use std::collections::BTreeMap;

use leadgrade::calibrate::{
    Backtest, BacktestRequest, Figures, Measure, MeasureFigures, Outcomes, ValueFigures,
};
use leadgrade::exact::Zone;
use leadgrade::{Event, Instant, Label, Model, Profile};

use crate::tables::{instants, table};

const Z: f64 = 1.959963984540054;
const HORIZON: u32 = 40;
const MODEL: &str = r#"
    format = 1
    name = "shop"
    timezone = "Asia/Tehran"
    attributes.size = { type = "number" }
    attributes.trade = { type = "text" }
    purchases = { signals = ["order"] }
    scope = { exclude = [{ name = "own staff", when = { fact = "profile.trade", eq = "own" } }] }
    personas = [
        { name = "student", when = { fact = "profile.trade", eq = "student" }, target = false },
        { name = "boss", when = { fact = "profile.trade", eq = "boss" }, points = 5 },
    ]
    engagement = { decay = { half_life_days = 20 } }
    buying_cycle = { length = { days = 30 } }
    readiness = { threshold = 30 }
    qualification = { rules = [
        { name = "sql", when = { fact = "readiness.ready", eq = true } },
        { name = "mql", when = { fact = "fit.grade", or_better = "C" } },
    ] }
    priority = { fit = 1, engagement = 1 }
    lifecycle = { stages = [
        { name = "new" },
        { name = "active", when = { fact = "signals.visit.count", gte = 2 } },
        { name = "customer", when = { fact = "purchases.count", gte = 1 } },
    ] }
    [signals]
    visit = { points = 9 }
    call = { points = 21 }
    order = {}
    [segments]
    big = { fact = "profile.size", gte = 500 }
    quiet = { not = { fact = "signals.visit.count", within_days = 14, gte = 1 } }
    [fit]
    criteria = [{ name = "size", fact = "profile.size", cases = [
        { gte = 800, points = 80 }, { gte = 400, points = 45 }, { gte = 100, points = 20 },
    ] }]
"#;
const LABELS: [Label; 7] = [
    Label::Grade,
    Label::Rank,
    Label::Cell,
    Label::Ready,
    Label::Stage,
    Label::Persona,
    Label::Qualification,
];

/// SplitMix64.
pub(crate) struct Random(pub(crate) u64);

impl Random {
    pub(crate) fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (mixed ^ (mixed >> 31)) % end
    }
}

struct Data {
    /// Lead, size, trade.
    profiles: Vec<Vec<String>>,
    /// Lead, event, at.
    events: Vec<Vec<String>>,
    outcomes: Vec<Vec<String>>,
}

fn data(random: &mut Random) -> Data {
    let mut data = Data {
        profiles: Vec::new(),
        events: Vec::new(),
        outcomes: Vec::new(),
    };
    let instant = |random: &mut Random, from: u64, days: u64| {
        let day = from + random.below(days);
        let (month, day) = (1 + day / 28, 1 + day % 28);
        let (hour, minute) = (random.below(24), random.below(60));
        format!("2026-{month:02}-{day:02}T{hour:02}:{minute:02}:00Z")
    };
    for lead in 0..70 {
        let id = format!("L{lead}");
        let size = if random.below(5) == 0 {
            String::new()
        } else {
            random.below(1_000).to_string()
        };
        let trade = ["", "shop", "own", "student", "boss", "boss"][random.below(6) as usize];
        if random.below(5) > 0 {
            data.profiles.push(vec![id.clone(), size, trade.to_owned()]);
        }
        let keen = random.below(4);
        for _ in 0..random.below(5) + keen {
            let name = ["visit", "visit", "call", "order", "other"][random.below(5) as usize];
            let at = instant(random, 0, 160);
            data.events.push(vec![id.clone(), name.to_owned(), at]);
        }
        for _ in 0..random.below(2) + keen / 3 {
            let at = instant(random, 40, 130);
            data.outcomes.push(vec![id.clone(), at]);
        }
    }
    data
}

struct Row {
    lead: String,
    at: usize,
    mature: bool,
    days: Option<i64>,
    labels: Vec<Option<String>>,
    segments: Vec<String>,
    scores: BTreeMap<u8, Option<i64>>,
}

const MEASURES: [Measure; 9] = [
    Measure::Fit,
    Measure::Engagement,
    Measure::Readiness,
    Measure::Cycle,
    Measure::Total,
    Measure::Priority,
    Measure::Grade,
    Measure::Rank,
    Measure::Stage,
];

fn scores(row: &leadgrade::Row) -> BTreeMap<u8, Option<i64>> {
    let worse = |label| row.position(label).map(|at| -i64::from(at));
    let list = [
        row.fit.map(|one| one.points.0),
        row.engagement.map(|one| one.points.0),
        row.readiness.map(|one| one.points.0),
        row.cycle.map(|one| one.points.0),
        row.total().map(|one| one.0),
        row.priority.map(|one| one.0),
        worse(Label::Grade),
        worse(Label::Rank),
        row.position(Label::Stage).map(i64::from),
    ];
    (0..).zip(list).collect()
}

/// The rows, by single calls.
fn rows(model: &Model, data: &Data, at: &[Instant], until: Instant) -> Vec<Row> {
    let zone = Zone::get(&model.document().timezone).unwrap();
    let instant = |text: &str| model.as_of(text).unwrap();
    let mut leads: Vec<String> = Vec::new();
    for row in data.profiles.iter().chain(&data.events) {
        if !leads.contains(&row[0]) {
            leads.push(row[0].clone());
        }
    }
    let mut rows = Vec::new();
    for (number, t) in at.iter().enumerate() {
        for lead in &leads {
            let profile = data.profiles.iter().find(|row| row[0] == *lead);
            let own: Vec<&Vec<String>> = data.events.iter().filter(|row| row[0] == *lead).collect();
            if profile.is_none() && own.iter().all(|row| instant(&row[2]) > *t) {
                continue;
            }
            let mut attributes = Profile::new(lead.as_str());
            if let Some(row) = profile {
                if !row[1].is_empty() {
                    attributes = attributes.with("size", row[1].parse::<f64>().unwrap());
                }
                attributes = attributes.with("trade", row[2].as_str());
            }
            let events: Vec<Event> = own
                .iter()
                .map(|row| Event::new(row[1].as_str(), row[2].as_str()))
                .collect();
            let found = model.assess(&attributes, &events, *t);
            let outcomes = data.outcomes.iter().filter(|row| row[0] == *lead);
            let mut outcomes: Vec<Instant> = outcomes.map(|row| instant(&row[1])).collect();
            outcomes.sort();
            if found.row().excluded.is_some() || outcomes.first().is_some_and(|first| first <= t) {
                continue;
            }
            let day = zone.day_of(*t);
            let next = outcomes.iter().find(|outcome| *outcome > t);
            let days = next.map(|next| i64::from(zone.day_of(*next).since(day)));
            let last = leadgrade::Day(day.0 + HORIZON as i32);
            let row = found.row();
            let names = |label: Label| label.name_of(row, model.document()).map(String::from);
            let segments = Label::Segment.names(model.document());
            let segments: Vec<String> = segments.flatten().map(String::from).collect();
            rows.push(Row {
                lead: lead.clone(),
                at: number,
                mature: zone.end_of(last) <= until,
                days: days.filter(|days| *days <= i64::from(HORIZON)),
                labels: LABELS.map(names).into(),
                segments: row
                    .segments
                    .iter()
                    .map(|at| segments[*at as usize].clone())
                    .collect(),
                scores: scores(row),
            });
        }
    }
    rows
}

fn close(found: Option<f64>, expected: Option<f64>, what: &str) {
    match (found, expected) {
        (Some(one), Some(two)) => assert!((one - two).abs() < 1e-9, "{what}: {one}, not {two}"),
        (one, two) => assert_eq!(one, two, "{what}"),
    }
}

/// Checks the figures of rows with one value.
fn check_value(found: &ValueFigures, rows: &[&Row], all: &[&Row], what: &str) {
    let mature: Vec<&&Row> = rows.iter().filter(|row| row.mature).collect();
    let all: Vec<&&Row> = all.iter().filter(|row| row.mature).collect();
    let converting = |rows: &[&&Row]| rows.iter().filter(|row| row.days.is_some()).count() as f64;
    let (n, c) = (mature.len() as f64, converting(&mature));
    assert_eq!(
        (found.rows, found.conversions),
        (n as u64, c as u64),
        "{what}"
    );
    assert_eq!(
        found.open_rows as usize,
        rows.len() - mature.len(),
        "{what}"
    );
    let mut leads: BTreeMap<&str, (f64, f64)> = BTreeMap::new();
    for row in &mature {
        let lead = leads.entry(&row.lead).or_default();
        lead.0 += 1.0;
        lead.1 += f64::from(row.days.is_some());
    }
    assert_eq!(found.leads as usize, leads.len(), "{what}");
    let p = c / n;
    let total = converting(&all);
    close(found.rate, (n > 0.0).then_some(p), what);
    close(
        found.lift,
        (n > 0.0 && total > 0.0).then(|| p / (total / all.len() as f64)),
        what,
    );
    close(found.share, (total > 0.0).then(|| c / total), what);
    let spread: f64 = leads.values().map(|(m, c)| (c - p * m).powi(2)).sum();
    let least = n * n / leads.values().map(|(m, _)| m * m).sum::<f64>();
    let effective = if c == 0.0 || c == n {
        least
    } else {
        (n * n * p * (1.0 - p) / spread).max(least).min(n)
    };
    let square = Z * Z / effective;
    let by = Z * (p * (1.0 - p) / effective + square / effective / 4.0).sqrt();
    let bound = |by: f64| (n > 0.0).then(|| (p + square / 2.0 + by) / (1.0 + square));
    close(found.interval.map(|one| one.low), bound(-by), what);
    close(found.interval.map(|one| one.high), bound(by), what);
    let mut days: Vec<i64> = mature.iter().filter_map(|row| row.days).collect();
    days.sort();
    let middle =
        (!days.is_empty()).then(|| (days[(days.len() - 1) / 2] + days[days.len() / 2] + 1) / 2);
    assert_eq!(found.median_days.map(i64::from), middle, "{what}");
}

/// Checks a survival curve; `whole` is the number of days from the instant to the last whole day.
fn check_survival(found: &ValueFigures, rows: &[&Row], whole: i64, what: &str) {
    let end = whole.min(i64::from(HORIZON));
    let (mut share, mut sum, mut steps) = (1.0, 0.0, found.survival.iter());
    for day in 0..=end {
        let time = |row: &Row| row.days.filter(|days| *days <= end).unwrap_or(end);
        let risk = rows.iter().filter(|row| time(row) >= day).count() as f64;
        let here = rows.iter().filter(|row| row.days == Some(day)).count() as f64;
        if here > 0.0 {
            share *= 1.0 - here / risk;
            sum += here / (risk * (risk - here));
            let step = steps.next().unwrap();
            assert_eq!(
                (i64::from(step.day), step.at_risk as f64),
                (day, risk),
                "{what}"
            );
            close(Some(step.share), Some(share), what);
            let by = Z * sum.sqrt() / share.ln();
            let bound = |by: f64| (share > 0.0).then(|| share.powf(by.exp()));
            close(step.interval.map(|one| one.low), bound(-by), what);
            close(step.interval.map(|one| one.high), bound(by), what);
        }
    }
    assert_eq!(steps.next(), None, "{what}");
}

fn check_measure(found: &MeasureFigures, key: u8, rows: &[&Row], what: &str) {
    let rows: Vec<&&Row> = rows.iter().filter(|row| row.mature).collect();
    let score = |row: &Row| row.scores[&key];
    let (yes, no): (Vec<&&&Row>, Vec<&&&Row>) = rows.iter().partition(|row| row.days.is_some());
    let win = |one: &Row, two: &Row| match score(one).cmp(&score(two)) {
        std::cmp::Ordering::Greater => 1.0,
        std::cmp::Ordering::Equal => 0.5,
        std::cmp::Ordering::Less => 0.0,
    };
    let (n1, n0) = (yes.len() as f64, no.len() as f64);
    if n1 * n0 == 0.0 {
        assert_eq!(found.auc, None, "{what}");
    } else {
        let auc = found.auc.unwrap();
        let area = yes
            .iter()
            .flat_map(|one| no.iter().map(|two| win(one, two)))
            .sum::<f64>()
            / n1
            / n0;
        close(Some(auc.area), Some(area), what);
        let mut leads: BTreeMap<&str, [f64; 4]> = BTreeMap::new();
        for one in &yes {
            let lead = leads.entry(&one.lead).or_default();
            lead[0] += no.iter().map(|two| win(one, two)).sum::<f64>() / n0 - area;
            lead[1] += 1.0;
        }
        for two in &no {
            let lead = leads.entry(&two.lead).or_default();
            lead[2] += yes.iter().map(|one| win(one, two)).sum::<f64>() / n1 - area;
            lead[3] += 1.0;
        }
        let having = |at: usize| leads.values().filter(|lead| lead[at] > 0.0).count() as f64;
        let sum = |of: fn(&[f64; 4]) -> f64| leads.values().map(of).sum::<f64>();
        let (i1, i0, i) = (having(1), having(3), leads.len() as f64);
        if i1 < 2.0 || i0 < 2.0 {
            assert_eq!(auc.interval, None, "{what}");
        } else {
            let s10 = i1 / ((i1 - 1.0) * n1) * sum(|lead| lead[0] * lead[0]);
            let s01 = i0 / ((i0 - 1.0) * n0) * sum(|lead| lead[2] * lead[2]);
            let s11 = i / (i - 1.0) * sum(|lead| lead[0] * lead[2]);
            let by = Z
                * (s10 / n1 + s01 / n0 + 2.0 * s11 / (n1 * n0))
                    .max(0.0)
                    .sqrt();
            let interval = auc.interval.unwrap();
            // Where the spread is 0, its root is as good as half of the digits.
            let near =
                |one: f64, two: f64| assert!((one - two).abs() < 1e-7, "{what}: {one}, not {two}");
            near(interval.low, (area - by).max(0.0));
            near(interval.high, (area + by).min(1.0));
        }
    }
    for gain in &found.gains {
        let best = rows.len() as f64 * f64::from(gain.percent) / 100.0;
        let share: f64 = yes
            .iter()
            .map(|one| {
                let above = rows.iter().filter(|row| score(row) > score(one)).count() as f64;
                let equal = rows.iter().filter(|row| score(row) == score(one)).count() as f64;
                ((best - above) / equal).clamp(0.0, 1.0)
            })
            .sum();
        close(gain.share, (n1 > 0.0).then(|| share / n1), what);
    }
    // The best rising curve by max and min of means.
    if key < 5 {
        let mut sorted: Vec<(i64, f64)> = rows
            .iter()
            .map(|row| (score(row).unwrap(), f64::from(row.days.is_some())))
            .collect();
        sorted.sort_by_key(|one| one.0);
        let starts: Vec<usize> = (0..sorted.len())
            .filter(|at| *at == 0 || sorted[at - 1].0 < sorted[*at].0)
            .collect();
        let ends: Vec<usize> = (1..=sorted.len())
            .filter(|at| *at == sorted.len() || sorted[*at].0 > sorted[at - 1].0)
            .collect();
        for (start, end) in starts.iter().zip(&ends) {
            let mean = |a: usize, b: usize| {
                sorted[a..b].iter().map(|one| one.1).sum::<f64>() / (b - a) as f64
            };
            let rate = starts
                .iter()
                .filter(|a| *a <= start)
                .map(|a| {
                    ends.iter()
                        .filter(|b| *b >= end)
                        .map(|b| mean(*a, *b))
                        .fold(2.0, f64::min)
                })
                .fold(-1.0, f64::max);
            let points = sorted[*start].0;
            let block = found
                .curve
                .iter()
                .find(|block| block.from.0 <= points && points <= block.to.0);
            close(block.map(|block| block.rate), Some(rate), what);
        }
    }
}

fn check(found: &Figures, rows: &[&Row], whole: Option<i64>) {
    check_value(&found.all, rows, rows, "all");
    for label in &found.labels {
        for value in &label.values {
            let what = format!("{:?} {:?} of {:?}", label.label, value.value, found.at);
            let of = |row: &&&Row| match LABELS.iter().position(|one| *one == label.label) {
                Some(at) => row.labels[at] == value.value,
                None => row.segments.contains(value.value.as_ref().unwrap()),
            };
            let own: Vec<&Row> = rows.iter().filter(of).copied().collect();
            check_value(value, &own, rows, &what);
            match whole {
                Some(whole) => check_survival(value, &own, whole, &what),
                None => assert!(value.survival.is_empty()),
            }
        }
        let sum: u64 = label
            .values
            .iter()
            .map(|value| value.rows + value.open_rows)
            .sum();
        assert!(label.label == Label::Segment || sum as usize == rows.len());
    }
    assert_eq!(found.measures.len(), MEASURES.len());
    for (key, measure) in (0..).zip(&found.measures) {
        assert_eq!(measure.measure, MEASURES[key as usize]);
        check_measure(
            measure,
            key,
            rows,
            &format!("{:?} of {:?}", measure.measure, found.at),
        );
    }
}

fn backtest(model: &Model, data: &Data, at: &[Instant]) -> Backtest {
    let profiles = table(&["lead", "size", "trade"], &data.profiles);
    // Sizes are numbers.
    let sizes: Vec<f64> = data
        .profiles
        .iter()
        .map(|row| row[1].parse().unwrap_or(f64::NAN))
        .collect();
    let profiles = profiles.with(
        "size",
        leadgrade::tables::Column::Doubles(sizes.into(), leadgrade::tables::Known::All),
    );
    let events = table(&["lead", "event", "at"], &data.events);
    let outcomes = Outcomes::Table(table(&["lead", "at"], &data.outcomes));
    let request = BacktestRequest::new(at.iter().copied(), HORIZON, outcomes);
    model.backtest(&[profiles], &[events], &request).unwrap()
}

#[test]
fn figures_are_those_of_their_definitions() {
    let model = Model::from_toml(MODEL).unwrap();
    let zone = Zone::get("Asia/Tehran").unwrap();
    for seed in 0..6 {
        let mut random = Random(seed);
        let mut data = data(&mut random);
        let texts = [
            "2026-02-10T20:00:00Z",
            "2026-03-20T21:00:00Z",
            "2026-04-18",
            "2026-06-05T03:00:00Z",
        ];
        let at = instants(&model, &texts);
        let found = backtest(&model, &data, &at);
        let rows = rows(&model, &data, &at, found.observed_until);
        let all: Vec<&Row> = rows.iter().collect();
        check(&found.overall, &all, None);
        for (number, figures) in found.instants.iter().enumerate() {
            assert_eq!(figures.at, Some(at[number]));
            let own: Vec<&Row> = rows.iter().filter(|row| row.at == number).collect();
            let until = zone.day_of(found.observed_until);
            let is_whole = zone.end_of(until) <= found.observed_until;
            let whole = i64::from(until.since(zone.day_of(at[number]))) - i64::from(!is_whole);
            check(figures, &own, Some(whole));
        }
        assert!(
            found
                .instants
                .iter()
                .any(|figures| figures.all.open_rows > 0)
        );
        check_predictions(&found, &rows, &at, &zone);
        // The order of rows, and the order of instants, do not matter.
        for list in [&mut data.profiles, &mut data.events, &mut data.outcomes] {
            list.sort_by_cached_key(|row| (random.below(1_000), row.clone()));
        }
        let reversed: Vec<Instant> = at.iter().rev().copied().collect();
        assert_eq!(backtest(&model, &data, &reversed), found);
    }
}

fn check_predictions(found: &Backtest, rows: &[Row], at: &[Instant], zone: &Zone) {
    let last = rows
        .iter()
        .filter(|row| row.mature)
        .map(|row| row.at)
        .max()
        .unwrap();
    let ends = |at: Instant| zone.end_of(leadgrade::Day(zone.day_of(at).0 + HORIZON as i32));
    let earlier: Vec<&Row> = rows
        .iter()
        .filter(|row| row.mature && row.at < last && ends(at[row.at]) < at[last])
        .collect();
    assert!(!earlier.is_empty());
    for prediction in &found.predictions {
        let key = MEASURES
            .iter()
            .position(|one| *one == prediction.measure)
            .unwrap() as u8;
        let score = |row: &Row| row.scores[&key].unwrap();
        let mut sorted: Vec<(i64, f64)> = earlier
            .iter()
            .map(|row| (score(row), f64::from(row.days.is_some())))
            .collect();
        sorted.sort_by_key(|one| one.0);
        let rate_at = |index: usize| {
            let points = sorted[index].0;
            let mean = |a: usize, b: usize| {
                sorted[a..b].iter().map(|one| one.1).sum::<f64>() / (b - a) as f64
            };
            let starts = (0..sorted.len())
                .filter(|a| sorted[*a].0 <= points && (*a == 0 || sorted[a - 1].0 < sorted[*a].0));
            let ends = |b: &usize| {
                sorted[b - 1].0 >= points && (*b == sorted.len() || sorted[*b].0 > sorted[b - 1].0)
            };
            starts
                .map(|a| {
                    (1..=sorted.len())
                        .filter(ends)
                        .map(|b| mean(a, b))
                        .fold(2.0, f64::min)
                })
                .fold(-1.0, f64::max)
        };
        let own: Vec<&Row> = rows.iter().filter(|row| row.at == last).collect();
        let squares = own.iter().map(|row| {
            let below = sorted
                .iter()
                .rposition(|one| one.0 <= score(row))
                .unwrap_or(0);
            (rate_at(below) - f64::from(row.days.is_some())).powi(2)
        });
        let brier = squares.sum::<f64>() / own.len() as f64;
        assert_eq!(
            (prediction.earlier_rows, prediction.rows),
            (earlier.len() as u64, own.len() as u64)
        );
        close(prediction.brier, Some(brier), &format!("{prediction:?}"));
    }
}

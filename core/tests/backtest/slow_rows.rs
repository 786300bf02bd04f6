//! The rows of a slow backtest, by single calls for each lead and instant.

use std::collections::BTreeMap;

use leadgrade::calibrate::Measure;
use leadgrade::exact::Zone;
use leadgrade::{Event, Instant, Label, Model, Profile};

pub(crate) const HORIZON: u32 = 40;
pub(crate) const MODEL: &str = r#"
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
pub(crate) const LABELS: [Label; 7] = [
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

pub(crate) struct Data {
    /// Lead, size, trade.
    pub(crate) profiles: Vec<Vec<String>>,
    /// Lead, event, at.
    pub(crate) events: Vec<Vec<String>>,
    pub(crate) outcomes: Vec<Vec<String>>,
}

pub(crate) fn data(random: &mut Random) -> Data {
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

pub(crate) struct Row {
    pub(crate) lead: String,
    pub(crate) at: usize,
    pub(crate) mature: bool,
    pub(crate) days: Option<i64>,
    pub(crate) labels: Vec<Option<String>>,
    pub(crate) segments: Vec<String>,
    pub(crate) scores: BTreeMap<u8, Option<i64>>,
}

pub(crate) const MEASURES: [Measure; 9] = [
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

pub(crate) fn scores(row: &leadgrade::Row) -> BTreeMap<u8, Option<i64>> {
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
pub(crate) fn rows(model: &Model, data: &Data, at: &[Instant], until: Instant) -> Vec<Row> {
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

//! Made-up leads whose chance to buy follows from known points.

#![allow(clippy::float_arithmetic, reason = "chances of made-up leads")]

use leadgrade::calibrate::{Outcomes, RefitRequest, SampleRequest};
use leadgrade::tables::{Chunk, Column, Known};
use leadgrade::{Instant, Model};

/// SplitMix64.
pub(crate) struct Random(pub(crate) u64);

impl Random {
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    pub(crate) fn below(&mut self, end: u64) -> u64 {
        self.next() % end
    }

    /// A number from 0 to below 1.
    pub(crate) fn share(&mut self) -> f64 {
        f64::from(u32::try_from(self.next() >> 32).unwrap()) / 4_294_967_296.0
    }

    pub(crate) fn shuffle<T>(&mut self, list: &mut [T]) {
        for at in (1..list.len()).rev() {
            let other = usize::try_from(self.below(at as u64 + 1)).unwrap();
            list.swap(at, other);
        }
    }
}

/// A lead with the days of its visits and of its order, counted from 2026-01-01.
#[derive(Clone)]
pub(crate) struct Lead {
    pub(crate) id: String,
    pub(crate) employees: Option<f64>,
    pub(crate) trade: &'static str,
    pub(crate) visits: Vec<i32>,
    pub(crate) downloads: Vec<i32>,
    pub(crate) order: Option<i32>,
}

/// 2026-01-01 in days since 1970.
const START: i32 = 20_454;
/// The instants, as days.
pub(crate) const DAYS: [i32; 6] = [60, 90, 120, 150, 180, 210];

/// Leads that order at a rate that follows from their points. Without `signal` they order by chance.
pub(crate) fn leads(count: u32, seed: u64, signal: bool) -> Vec<Lead> {
    let mut random = Random(seed);
    let day = |random: &mut Random| i32::try_from(random.below(240)).unwrap();
    (0..count)
        .map(|at| {
            let employees = (random.below(10) > 0)
                .then(|| f64::from(u32::try_from(random.below(200)).unwrap()));
            let trade = ["law", "toys", "food", "steel"][usize::try_from(random.below(4)).unwrap()];
            let visits: Vec<i32> = (0..random.below(6)).map(|_| day(&mut random)).collect();
            let downloads: Vec<i32> = (0..random.below(3)).map(|_| day(&mut random)).collect();
            let mut lead = Lead {
                id: format!("L{at}"),
                employees,
                trade,
                visits,
                downloads,
                order: None,
            };
            for today in 0..240 {
                let odds = if signal { lead.odds(today) } else { -6.0 };
                if random.share() < 1.0 / (1.0 + (-odds).exp()) {
                    lead.order = Some(today);
                    break;
                }
            }
            lead
        })
        .collect()
}

impl Lead {
    /// The log odds of an order on a day: visits count for a week, downloads say nothing.
    fn odds(&self, today: i32) -> f64 {
        let recent = self
            .visits
            .iter()
            .filter(|day| (0..30).contains(&(today - **day)));
        let visits = f64::from(u32::try_from(recent.count()).unwrap());
        let size = if self.employees.is_some_and(|own| own >= 100.0) {
            0.9
        } else {
            0.0
        };
        let trade = match self.trade {
            "law" => 1.2,
            "toys" => -0.9,
            _ => 0.0,
        };
        -7.2 + size + trade + 0.8 * visits
    }
}

pub(crate) const MODEL: &str = r#"# Guesses of the first year.
format = 1
name = "shop"

[attributes]
employees = { type = "number" }
trade = { type = "text" }

[signals]
# Whoever looks comes back.
visit = { points = 3, max = 30, group = "web" }
download = { points = 10, group = "web" }
order = {}

[[fit.criteria]]
name = "size"
fact = "profile.employees"
cases = [
    { gte = 100, points = 2 }, # large
]

[[fit.criteria]]
name = "trade"
fact = "profile.trade"
cases = [{ eq = "law", points = -3 }, { eq = "toys", points = 4 }]

[engagement]
decay = { half_life_days = 90 }
groups.web = { max = 60 }

[readiness]
threshold = 20
parts = ["fit", "engagement"]
"#;

pub(crate) fn texts(list: impl Iterator<Item = String>) -> Column<'static> {
    Column::Texts(Box::new(list.collect::<Vec<String>>()))
}

/// The profiles and events of leads; orders are events, too.
pub(crate) fn tables(leads: &[Lead]) -> (Chunk<'static>, Chunk<'static>) {
    let employees: Vec<f64> = leads
        .iter()
        .map(|lead| lead.employees.unwrap_or(f64::NAN))
        .collect();
    let profiles = Chunk::new(leads.len())
        .with("lead", texts(leads.iter().map(|lead| lead.id.clone())))
        .with("employees", Column::Doubles(employees.into(), Known::All))
        .with(
            "trade",
            texts(leads.iter().map(|lead| lead.trade.to_owned())),
        );
    let mut events = Vec::new();
    for lead in leads {
        let own = |name: &'static str, days: &[i32]| -> Vec<(String, &str, i32)> {
            let days = days.iter().map(|day| (lead.id.clone(), name, START + day));
            days.collect()
        };
        events.extend(own("visit", &lead.visits));
        events.extend(own("download", &lead.downloads));
        events.extend(own("order", &lead.order.into_iter().collect::<Vec<i32>>()));
    }
    (profiles, event_table(&events))
}

pub(crate) fn event_table(events: &[(String, &'static str, i32)]) -> Chunk<'static> {
    let names: Vec<&str> = events.iter().map(|event| event.1).collect();
    let days: Vec<i32> = events.iter().map(|event| event.2).collect();
    Chunk::new(events.len())
        .with("lead", texts(events.iter().map(|event| event.0.clone())))
        .with("event", Column::Texts(Box::new(names)))
        .with("at", Column::Days(days.into(), Known::All))
}

pub(crate) fn model() -> Model {
    Model::from_toml(MODEL).unwrap()
}

pub(crate) fn instants(model: &Model) -> Vec<Instant> {
    let day = |day: &i32| {
        let date = leadgrade::exact::Day(START + day).to_string();
        model.as_of(&date).unwrap()
    };
    DAYS.iter().map(day).collect()
}

/// Orders within 29 days of six instants.
pub(crate) fn request(model: &Model) -> RefitRequest<'static> {
    let outcome = Outcomes::Signal("order".to_owned());
    let mut sample = SampleRequest::new(instants(model), 29, outcome);
    let end = leadgrade::exact::Day(START + 240).to_string();
    sample.observed_until = Some(model.as_of(&end).unwrap());
    RefitRequest::new(sample)
}

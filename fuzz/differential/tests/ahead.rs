//! The search for the next change skips days. Its result must equal that of assessing every
//! day.
//!
//! `AHEAD=100000 cargo test --release --test ahead` tries more cases.

use leadgrade::exact::{When, Zone};
use leadgrade::{Assessment, Day, Event, Instant, Model, Profile, TimelineDetail};
use leadgrade_gen::{Lead, dice::Dice};
use serde_json::Value;

/// All labels of an assessment.
#[derive(Debug, PartialEq)]
struct Labels {
    names: Vec<Option<String>>,
    rank: Option<u32>,
    ready: Option<bool>,
    segments: Option<Vec<String>>,
    interests: Vec<(String, String)>,
    steps: Vec<(String, Option<String>, bool)>,
}

fn labels(found: &Assessment) -> Labels {
    let own = |name: Option<&str>| name.map(str::to_owned);
    let mut interests: Vec<_> = found
        .interests()
        .into_iter()
        .flatten()
        .filter_map(|one| Some((one.name.to_owned(), one.stage?.to_owned())))
        .collect();
    interests.sort();
    let steps = found.next_steps().into_iter().flatten();
    Labels {
        names: [
            found.excluded(),
            found.persona(),
            found.grade(),
            found.stage(),
            found.qualification(),
        ]
        .map(own)
        .to_vec(),
        rank: found.rank(),
        ready: found.ready(),
        segments: found
            .segments()
            .map(|names| names.into_iter().map(str::to_owned).collect()),
        interests,
        steps: steps
            .map(|step| (step.name.to_owned(), own(step.channel), step.permitted))
            .collect(),
    }
}

/// A lead to assess day by day.
struct Subject<'m> {
    model: &'m Model,
    zone: Zone,
    profile: Profile,
    events: Vec<Event>,
}

impl Subject<'_> {
    fn labels(&self, at: Instant) -> Labels {
        labels(&self.model.assess(&self.profile, &self.events, at))
    }

    /// The first day on which the labels differ.
    fn first_change(&self, now: &Labels, days: std::ops::RangeInclusive<i32>) -> Option<Day> {
        let mut ends = days.filter_map(|day| Some((Day(day), self.zone.end_within(Day(day))?)));
        ends.find(|(_, end)| self.labels(*end) != *now)
            .map(|(day, _)| day)
    }
}

/// The events up to an instant.
fn known(lead: &Lead, zone: &Zone, as_of: Instant) -> Vec<Event> {
    let at = |event: &Value| zone.resolve(When::parse(event["at"].as_str()?).ok()?);
    let events = lead.events.iter();
    let known = events.filter(|event| at(event).is_none_or(|at| at <= as_of));
    known.map(Event::from_json).collect()
}

/// A horizon: mostly a season or two, sometimes the maximum.
fn span(dice: &mut Dice) -> i32 {
    let most = *dice.pick(&[30, 90, 90, 200, 400, 400, 1_000, 3_649]);
    i32::try_from(dice.between(1, most)).unwrap()
}

fn check(seed: u64) -> Vec<String> {
    let case = leadgrade_gen::case(seed);
    let model = Model::from_value(&case.model).expect("generated models are valid");
    let zone = Zone::get(&model.document().timezone).expect("a valid zone");
    let mut dice = Dice::new(seed);
    let mut found = Vec::new();
    for (at, lead) in case.leads.iter().enumerate() {
        let as_of = model
            .as_of(&lead.as_of)
            .expect("generated instants can be read");
        let today = zone.day_of(as_of).0;
        let mut subject = Subject {
            model: &model,
            zone: zone.clone(),
            profile: Profile::from_json(&lead.profile).expect("generated profiles are objects"),
            events: known(lead, &zone, as_of),
        };
        let horizon = span(&mut dice);
        let events: Vec<Event> = lead.events.iter().map(Event::from_json).collect();
        let change = model
            .lead(&subject.profile, &events)
            .next_change(as_of, horizon.unsigned_abs())
            .unwrap();
        let expected = subject.first_change(&subject.labels(as_of), today + 1..=today + horizon);
        if change.as_ref().map(|change| change.day) != expected {
            found.push(format!(
                "seed {seed}, lead {at}: {expected:?} day by day, but {change:?} within {horizon} of {}",
                lead.as_of
            ));
        }
        subject.events = events;
        let from = today - i32::try_from(dice.between(0, 300)).unwrap();
        let to = from + span(&mut dice);
        let rows = model
            .lead(&subject.profile, &subject.events)
            .timeline(Day(from), Day(to), TimelineDetail::Label)
            .unwrap();
        let mut days = Vec::new();
        let mut last = None;
        for day in from..=to {
            let Some(end) = zone.end_within(Day(day)) else {
                continue;
            };
            let now = subject.labels(end);
            if last.as_ref() != Some(&now) {
                days.push(Day(day));
            }
            last = Some(now);
        }
        let rows: Vec<Day> = rows.iter().map(|row| row.day).collect();
        if rows != days {
            found.push(format!(
                "seed {seed}, lead {at}: {days:?} day by day, but {rows:?}"
            ));
        }
    }
    found
}

#[test]
fn every_day_would_say_the_same() {
    let count = std::env::var("AHEAD").map_or(300, |text| text.parse().expect("a number"));
    let first = std::env::var("FIRST").map_or(0, |text| text.parse().expect("a seed"));
    let found: Vec<String> = (first..first + count).flat_map(check).take(5).collect();
    assert!(found.is_empty(), "{}", found.join("\n"));
}

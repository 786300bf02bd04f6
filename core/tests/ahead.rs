//! The search for the next change on difficult models, in which labels change and change back
//! between days that look alike. Its result must equal that of assessing every day.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "tests stop at once and say where"
)]

use leadgrade::exact::Zone;
use leadgrade::{Day, Event, Explanation, Instant, KnownLead, Model, Profile, TimelineDetail};

const AS_OF: &str = "2026-11-22";
/// More than a year and its seasons.
const DAYS: i32 = 430;
/// The horizon in days.
const HORIZONS: [u32; 6] = [1, 7, 90, 365, 366, DAYS.unsigned_abs()];

/// The common part of all models.
const HEAD: &str = r#"
format = 1
name = "m"
[attributes]
born = { type = "date" }
renewal = { type = "date" }
size = { type = "number" }
[properties]
topic = { type = "text" }
[signals]
visit = { points = 40, decay = { half_life_days = 20 } }
view = { points = 30, decay = { linear_days = 50 } }
flat = { points = 21, decay = "none" }
spend = { points_per_unit = 0.5, decay = { half_life_days = 10 } }
order = {}
mail = {}
[purchases]
signals = "order"
[engagement]
"#;

/// An event a number of days before the instant, with a value and a topic.
fn event(name: &str, days: i32, value: i32, topic: &str) -> Event {
    let day = Day(Day::parse(AS_OF).unwrap().0 - days);
    let event = Event::new(name, format!("{day}T10:00:00Z")).with("topic", topic);
    event.value(value)
}

fn events() -> Vec<Event> {
    vec![
        event("visit", 3, 0, "paper"),
        event("visit", 25, 0, "toner"),
        event("view", 1, 0, "toner"),
        event("view", 40, 0, "paper"),
        event("flat", 2, 0, "chairs"),
        event("order", 25, 50, "paper"),
        event("order", 20, -100, "toner"),
        event("order", 5, 100, "toner"),
        event("mail", 5, 0, ""),
        event("mail", 4, 0, ""),
    ]
}

/// The cases, named by their difficulty.
const CASES: &[(&str, &str)] = &[
    (
        "values within days fall and rise",
        "[segments]\ns = { fact = \"purchases.value\", within_days = 30, gte = 20 }",
    ),
    (
        "values within days that are beyond for a while, asked only how many there are",
        "[segments]\ns = { fact = \"purchases.count\", within_days = 30, gte = 5000 }",
    ),
    (
        "a length that comes back after a year",
        "[buying_cycle]\nlength = { fact = \"profile.born.days_to_anniversary\", unit = \"days\" }\n[readiness]\nparts = [\"cycle\"]",
    ),
    (
        "a length that comes back after a year, held for ever",
        "[buying_cycle]\noverdue = \"hold\"\nlength = { fact = \"profile.born.days_to_anniversary\", unit = \"days\" }\n[readiness]\nparts = [\"cycle\"]",
    ),
    (
        "a cycle that is full and fades",
        "[buying_cycle]\nlength = { days = 40 }\n[segments]\nfull = { fact = \"cycle.points\", gte = 59 }",
    ),
    (
        "a penalty that fades alone",
        "[engagement.groups.g]\n[signals.annoyed]\nevent = \"mail\"\npoints = -60\ngroup = \"g\"\ndecay = { half_life_days = 9 }\n\
         [signals.calmed]\nevent = \"mail\"\npoints = 60\ngroup = \"g\"\ndecay = { window_days = 12 }\n\
         [segments]\nhurt = { fact = \"engagement.groups.g\", lt = -5 }",
    ),
    (
        "a table that rises alone",
        "[engagement.groups.g]\n[signals.return]\nevent = \"view\"\npoints = 25\ngroup = \"g\"\ndecay = { table = [[0, 1], [12, 0], [60, 1]] }\n\
         [segments]\nback = { fact = \"engagement.groups.g\", gte = 25 }",
    ),
    (
        "money that comes and goes alone",
        "[engagement.groups.g]\n[signals.money]\nevent = \"order\"\npoints_per_unit = 1\ngroup = \"g\"\ndecay = { window_days = 30 }\n\
         [segments]\nrich = { fact = \"engagement.groups.g\", gte = 20 }",
    ),
    (
        "a length that grows every day",
        "[buying_cycle]\nlength = { fact = \"signals.visit.days_since\", unit = \"days\" }\n[readiness]\nparts = [\"cycle\"]\n\
         [segments]\nlate = { fact = \"cycle.phase\", between = [110, 180] }",
    ),
    (
        "an anniversary within, once a year",
        "[segments]\nweek = { fact = \"profile.born.days_to_anniversary\", lte = 7 }\nfar = { fact = \"profile.born.days_to_anniversary\", gte = 360 }",
    ),
    (
        "ages in every operator",
        "[segments]\na = { fact = \"signals.visit.days_since\", in = [5, 9, 100] }\nb = { fact = \"signals.visit.days_since\", not_in = [30] }\n\
         c = { fact = \"signals.visit.days_since\", ne = 12 }\nd = { not = { fact = \"signals.visit.days_since_first\", between = [40, 41] } }\n\
         e = { fact = \"profile.renewal.days_until\", eq = 0 }\nf = { fact = \"activity.days_since\", gt = 33 }",
    ),
    (
        "numbers that meet and part",
        "[segments]\na = { fact = \"signals.visit.days_since\", eq = { fact = \"profile.renewal.days_until\" } }\n\
         b = { fact = \"engagement.points\", gt = { fact = \"signals.visit.days_since\" } }\n\
         c = { fact = \"engagement.points\", lt = { fact = \"profile.size\" } }",
    ),
    (
        "a penalty that fades and a table that rises",
        "[signals.annoyed]\nevent = \"mail\"\npoints = -60\ndecay = { half_life_days = 9 }\n\
         [signals.return]\nevent = \"view\"\npoints = 25\ndecay = { table = [[0, 1], [12, 0], [30, 1]] }",
    ),
    (
        "money that comes and goes",
        "[signals.money]\nevent = \"order\"\npoints_per_unit = 1\ndecay = { half_life_days = 15 }",
    ),
    (
        "the first interest",
        "[interests]\nproperty = \"topic\"\n[segments]\npaper = { fact = \"interests.top\", eq = \"paper\" }\nchairs = { fact = \"interests.top\", eq = \"chairs\" }",
    ),
    (
        "what a step is about decides whether it may be taken",
        "[interests]\nproperty = \"topic\"\n[channels.post]\nallowed = { fact = \"step.topic\", in = [\"paper\", \"chairs\"] }\n\
         [[next_steps]]\nname = \"write\"\nper = \"interest\"\nwhen = { fact = \"interest.points\", gte = 3 }\nchannel = \"post\"",
    ),
    (
        "the first interest is the channel",
        "[interests]\nproperty = \"topic\"\n[channels]\ntoner = { allowed = { all = [] } }\nchairs = { allowed = { all = [] } }\n\
         [[next_steps]]\nname = \"write\"\nwhen = { all = [] }\nchannel = { fact = \"interests.top\" }",
    ),
    (
        "numbers of interests",
        "[interests]\nproperty = \"topic\"\nstages = [{ name = \"a\" }, { name = \"b\", when = { fact = \"interest.points\", between = [8, 25] } },\n\
         { name = \"c\", when = { fact = \"interest.signals.visit.count\", within_days = 30, eq = 1 } },\n\
         { name = \"d\", when = { fact = \"interest.purchases.days_since\", in = [33, 44] } }]\n\
         [segments]\nnamed = { fact = \"interests.toner.points\", lt = 5 }\nstaged = { fact = \"interests.paper.stage\", eq = \"d\" }",
    ),
    (
        "a number of each interest against another fact",
        "[interests]\nproperty = \"topic\"\nstages = [{ name = \"a\" }, { name = \"b\", when = { fact = \"interest.points\", gt = { fact = \"profile.size\" } } }]",
    ),
    (
        "a number of a season against another fact",
        "[seasons]\nautumn = { from = \"11-01\", to = \"12-31\" }\n[readiness]\nthreshold = 5\n[buying_cycle]\n\
         seasons = [{ season = \"autumn\", points = 10, when = { fact = \"signals.visit.count\", within_days = 30, gt = { fact = \"season.purchases.count\" } } }]",
    ),
    (
        "limits and cooldowns",
        "[channels.email]\nallowed = { all = [] }\nlimits = [{ signal = \"mail\", count = 1, within_days = 9 }, { signal = \"visit\", count = 2, within_days = 40 }]\n\
         [[next_steps]]\nname = \"a\"\nwhen = { all = [] }\nchannel = \"email\"\ncooldown = { signal = [\"mail\", \"order\"], days = 12 }\n\
         [[next_steps]]\nname = \"b\"\nwhen = { all = [] }\nchannel = \"email\"",
    ),
    (
        "a cycle by months, overdue, and what it adds up to",
        "[buying_cycle]\nlength = { months = 2 }\noverdue = { hold = 0.25, fade = 1 }\n[readiness]\nthreshold = 65\n\
         [segments]\na = { fact = \"cycle.points\", between = [25, 35] }\nb = { fact = \"cycle.overdue_days\", in = [3, 4] }\nc = { fact = \"readiness.points\", gte = 55 }\n\
         d = { fact = \"cycle.elapsed_days\", eq = { fact = \"cycle.length_days\" } }",
    ),
    (
        "seasons that touch, and a leap day",
        "[seasons]\na = { from = \"02-28\", to = \"02-28\" }\nb = { from = \"12-15\", to = \"12-14\" }\nc = { dates = [[\"2026-12-01\", \"2026-12-03\"], [\"2026-12-04\", \"2026-12-04\"]] }\n\
         [segments]\na = { fact = \"seasons.a\", eq = true }\nc = { fact = \"seasons.c\", eq = true }\n[readiness]\nthreshold = 5\nparts = [\"cycle\"]\n\
         [buying_cycle]\nseasons = [{ season = \"b\", points = 10, when = { fact = \"season.purchases.count\", gte = 1 } }]",
    ),
    (
        "who is left out for some days",
        "[scope]\nexclude = [{ name = \"now\", when = { fact = \"signals.visit.days_since\", between = [10, 20] } },\n\
         { name = \"then\", when = { fact = \"signals.view.count\", within_days = 30, eq = 0 } }]",
    ),
    (
        "what follows from what",
        "[completeness]\nlevels = [[{ fact = \"signals.visit.count\", within_days = 15, gte = 1 }], [\"profile.born\", { fact = \"profile.renewal.days_since\", gte = 0 }]]\n\
         [[personas]]\nname = \"p\"\npoints = 30\nwhen = { fact = \"completeness.level\", gte = 1 }\n[fit]\n\
         [[fit.criteria]]\nname = \"c\"\nfact = \"signals.view.days_since\"\ncases = [{ lt = 20, points = 40 }, { lt = 60, points = 10 }]\notherwise = -5\n\
         [[engagement.criteria]]\nname = \"e\"\nfact = \"signals.visit.count\"\ncases = [{ within_days = 28, gte = 2, points = 25 }, { within_days = 50, eq = 1, points = 10 }]\n\
         [qualification]\nrules = [{ name = \"a\", when = { fact = \"cell\", in = [\"B3\", \"C4\"] } }, { name = \"b\", when = { fact = \"persona\", known = false } }]",
    ),
    (
        "losses of inactivity",
        "inactivity = { after_days = 6, every_days = 5, points = -4, min = -30, since = \"profile.born\" }",
    ),
];

/// Each case with several ranks, and with a single one.
const RANKS: [&str; 2] = ["", "ranks = [[1]]\n"];

fn model(ranks: &str, rest: &str) -> Model {
    Model::from_toml(&format!("{HEAD}{ranks}{rest}"))
        .unwrap_or_else(|error| panic!("{rest}: {error}"))
}

struct Subject {
    model: Model,
    zone: Zone,
    profile: Profile,
    events: Vec<Event>,
}

impl Subject {
    fn lead(&self) -> KnownLead<'_> {
        self.model.lead(&self.profile, &self.events)
    }

    fn seen(&self, day: i32) -> Explanation {
        let end: Instant = self.zone.end_of(Day(day));
        self.model.explain(&self.profile, &self.events, end)
    }

    /// The days of a range on which labels differ from the day before.
    fn changes(&self, from: i32, to: i32) -> Vec<i32> {
        let mut before = self.seen(from);
        let mut found = Vec::new();
        for day in from + 1..=to {
            let now = self.seen(day);
            if !before.compare(&now).labels.is_empty() {
                found.push(day);
            }
            before = now;
        }
        found
    }
}

fn leads() -> [(Profile, Vec<Event>); 4] {
    let profile = Profile::default()
        .with("born", "1990-11-27")
        .with("renewal", "2027-01-01")
        .with("size", 12);
    let huge = (0..1_001).map(|_| event("order", 2, 1_000_000_000, "paper"));
    let balanced = (0..1_001).map(|_| event("order", 20, -1_000_000_000, "paper"));
    let some = events().into_iter().step_by(3).collect();
    [
        (profile.clone(), events()),
        (profile.clone().with("born", "1996-02-29"), some),
        (profile.clone(), huge.chain(balanced).collect()),
        (profile, Vec::new()),
    ]
}

#[test]
fn assessing_every_day_gives_the_same_changes() {
    for (about, rest) in CASES {
        let each = RANKS
            .iter()
            .flat_map(|ranks| leads().map(|lead| (ranks, lead)));
        for (at, (ranks, (profile, events))) in each.enumerate() {
            // Only values within days depend on a thousand orders.
            if events.len() > 1_000 && !about.starts_with("values") {
                continue;
            }
            let subject = Subject {
                model: model(ranks, rest),
                zone: Zone::utc(),
                profile,
                events,
            };
            let today = Day::parse(AS_OF).unwrap().0;
            let changes = subject.changes(today, today + DAYS);
            let as_of = subject.zone.end_of(Day(today));
            for horizon in HORIZONS {
                let found = subject.lead().next_change(as_of, horizon);
                let found = found.unwrap().map(|change| change.day.0 - today);
                let first = changes.first().map(|day| day - today);
                let expected = first.filter(|days| *days <= horizon.cast_signed());
                assert_eq!(found, expected, "{about}: lead {at} within {horizon}");
            }
            let rows =
                subject
                    .lead()
                    .timeline(Day(today), Day(today + DAYS), TimelineDetail::Label);
            let days: Vec<i32> = rows.unwrap().iter().skip(1).map(|row| row.day.0).collect();
            assert_eq!(days, changes, "{about}: lead {at}");
        }
    }
}

//! Writing and reading a document gives the same document, for TOML and JSON.

use leadgrade::document::{
    Case, Condition, Decay, Document, HoursSource, Length, Operand, Operator, Overdue, Scalar,
    Season, Unit,
};
use leadgrade::exact::Milli;

/// The examples of the specification and every other form that it names.
const WHOLE: &str = r#"
format = 1
name = "office-supplies"
revision = 7
description = "everything at once"
timezone = "Europe/Berlin"
note = "means nothing"

[attributes]
employees = { type = "number", kind = "semantic" }
industry = { type = "text", compare = "exact" }
created = { type = "date", note = "from the shop" }
wants = { type = "tags", compare = "loose", kind = "value" }
note = { type = "flag", kind = "episodic" }

[properties]
path = { type = "text" }
category = { type = "tags" }

[signals.visit]
event = "page_view"
where = { fact = "event.path", starts_with = "/pricing" }
points = 10
group = "web"
decay = { half_life_days = 30 }
max = 40
limit = 5
limit_per_day = 1
activity = true

[signals.order]
points_per_unit = 0.125
decay = "none"
min = -5.5

[signals."bühne 1"]
decay = { table = [[0, 1], [30, 0.5], [90, 0.000001], [91, 0]] }
[signals.linear]
decay = { linear_days = 10 }
[signals.window]
decay = { window_days = 10 }
[signals.step]
decay = { step_days = 7, keep = 0.875 }

[purchases]
signals = "order"
product = "category"

[switches]
newsletter = { on = "visit", off = ["order", "linear"], by = "category" }
calls = { on = [], off = "order", default = true }

[seasons]
tax = { from = "03-01", to = "04-15" }
ramadan = { dates = [[2026-02-18, "2026-03-19"]] }

[scope]
exclude = [{ name = "staff", when = { fact = "profile.industry", eq = "us" } }]

[completeness]
levels = [["profile.employees", { fact = "purchases.count", gte = 1 }], []]

[[personas]]
name = "buyer"
when = { all = [] }
[[personas]]
name = "student"
when = { not = { any = [] } }
target = false
points = -2.5

[fit]
grades = [["A", 80], ["B", 12.5], ["C"]]
max = 100
min = -3
groups.company = { max = 60, weight = 1.5 }
[[fit.criteria]]
name = "company size"
fact = "profile.employees"
cases = [{ gte = 1000, points = 30 }, { between = [10, 999.5], points = 20 }, { when = { fact = "profile.note", known = true }, points = 5 }]
otherwise = -10
missing = 1
group = "company"
weight = 0.5
[[fit.criteria]]
name = "texts"
fact = "profile.industry"
cases = [
  { eq = "a", points = 1 }, { ne = { fact = "profile.wants" }, points = 1 }, { in = ["a", "b"], points = 1 },
  { not_in = [1, 2.5, true], points = 1 }, { contains = "x", points = 1 }, { contains = ["x", "y"], points = 1 },
  { ends_with = "z", points = 1 }, { matches = "^a.*\\d$", points = 1 }, { has = "t", points = 1 },
  { has = ["t", "u"], points = 1 }, { has = { fact = "interests.top" }, points = 1 }, { has_all = ["t"], points = 1 },
  { gt = 1e300, points = 1 }, { lt = -0.0, points = 1 }, { lte = "2026-01-01", points = 1 }, { known = false, points = 1 },
]

[engagement]
min = 0
decay = { half_life_days = 60 }
reset_on = ["deal_lost"]
inactivity = { after_days = 30, every_days = 7, points = -5, min = -50, since = "profile.created" }
groups.web = { max = 60 }
[[engagement.criteria]]
name = "three visits in a week"
fact = "signals.visit.count"
cases = [{ within_days = 7, gte = 3, points = 15 }]
group = "web"

[buying_cycle]
length = { observed = "mean", prior = { days = 90, weight = 2 }, last = 8 }
otherwise = { months = 3 }
step = "day"
overdue = { fade = 2 }
seasons = [{ season = "tax", points = 20, when = { fact = "season.purchases.count", gte = 1 } }]

[readiness]
parts = ["cycle", "fit.groups.company"]

[interests]
property = "category"
signals = "visit"
stages = [{ name = "look" }, { name = "decision", when = { fact = "interest.points", gt = 10 } }]

[lifecycle]
stages = [{ name = "lead", pipeline = "attract" }, { name = "customer", when = { fact = "purchases.count", gte = 1 }, pipeline = "account" }]

[segments]
regular = { all = [{ fact = "stage", or_better = "customer" }, { fact = "engagement.rank", or_worse = 3 }] }

[qualification]
rules = [{ name = "mql", when = { fact = "fit.grade", or_better = "B" } }]
default = "none"

[channels.phone]
allowed = { all = [] }
limits = [{ signal = "visit", count = 3, within_days = 7, when = { fact = "step.topic", eq = "x" } }]
hours = { fact = "profile.call_hours", otherwise = ["09:00", "24:00"], weekdays = ["sun", "mon"] }
[channels.mail]
hours = { from = "10:00", to = "14:30" }

[[next_steps]]
name = "call"
when = { all = [] }
non_target = true
per = "interest"
channel = { fact = "profile.channel" }
fallback = ["phone", "mail"]
template = "script-3"
content = "offer"
topic = { fact = "interests.top" }
priority = 10
due_minutes = 60
cooldown = { signal = ["visit", "order"], days = 30 }
[[next_steps]]
name = "write"
when = { any = [] }
channel = "mail"

[priority]
fit = 1
lifecycle = 0.125
full = { readiness = 80 }

[[tests]]
name = "nothing known"
profile = { employees = 3.5 }
events = [{ event = "page_view", at = 2026-11-22T09:30:00Z, value = 12 }]
as_of = 2026-11-22
expect = { fit = { points = 0 } }
"#;

#[test]
fn a_document_survives_writing_and_reading() {
    let document = Document::from_toml(WHOLE).unwrap();
    let json = serde_json::to_string(&document).unwrap();
    assert_eq!(Document::from_json(&json).unwrap(), document);
    let toml = toml::to_string(&document).unwrap();
    assert_eq!(Document::from_toml(&toml).unwrap(), document);
    let toml = toml::to_string_pretty(&document).unwrap();
    assert_eq!(Document::from_toml(&toml).unwrap(), document);
    let value = serde_json::to_value(&document).unwrap();
    assert_eq!(Document::from_value(&value).unwrap(), document);
}

#[test]
fn the_least_document_and_empty_sections() {
    for sections in [
        "",
        "fit = {}",
        "engagement = {}",
        "buying_cycle = {}",
        "readiness = {}",
        "qualification = {}",
        "segments = {}\nswitches = {}\npersonas = []\nnext_steps = []\nscope = { exclude = [] }\ncompleteness = { levels = [] }",
        "interests = { property = 'p' }\nbuying_cycle = { length = { observed = 'median' }, overdue = 'hold' }",
        "buying_cycle = { length = { fact = 'profile.a', unit = 'months' }, step = 'month', otherwise = { days = 90 } }",
        "signals.a = { points = 0, limit = 1 }\nsignals.b = { points_per_unit = 0 }",
        "channels.c = {}",
    ] {
        let document =
            Document::from_toml(&format!("format = 1\nname = 'm'\n{sections}\n")).unwrap();
        let json = serde_json::to_string(&document).unwrap();
        assert_eq!(Document::from_json(&json).unwrap(), document, "{json}");
        let toml = toml::to_string(&document).unwrap();
        assert_eq!(Document::from_toml(&toml).unwrap(), document, "{toml}");
    }
}

#[test]
fn values_are_what_was_written() {
    let document = Document::from_toml(WHOLE).unwrap();
    assert_eq!(document.revision.as_deref(), Some("7"));
    let visit = &document.signals["visit"];
    assert_eq!(
        (visit.event.as_str(), visit.points, visit.limit),
        ("page_view", Milli::whole(10), Some(5))
    );
    let order = &document.signals["order"];
    assert_eq!(
        (order.event.as_str(), order.points_per_unit),
        ("order", Some(Milli(125)))
    );
    assert!(
        matches!(&document.signals["bühne 1"].decay, Some(Decay::Table { table }) if table[2].1.0 == 1)
    );
    assert_eq!(
        document.seasons["tax"],
        Season::Yearly {
            from: (3, 1),
            to: (4, 15)
        }
    );
    assert!(
        matches!(&document.seasons["ramadan"], Season::Dates(dates) if dates[0].1 - dates[0].0 == 29)
    );
    let fit = document.fit.as_ref().unwrap();
    assert_eq!(fit.grades[1].from, Some(Milli(12_500)));
    assert!(matches!(&fit.criteria[0].cases[2], Case::When { .. }));
    let fact = Operand::Fact("profile.wants".to_owned());
    assert!(
        matches!(&fit.criteria[1].cases[1], Case::Operator { operator: Operator::Ne(other), .. } if *other == fact)
    );
    let zero = Operator::Lt(Operand::Literal(Scalar::Number(0.0)));
    assert!(
        matches!(&fit.criteria[1].cases[13], Case::Operator { operator, .. } if *operator == zero)
    );
    let cycle = document.buying_cycle.as_ref().unwrap();
    assert!(matches!(
        &cycle.length,
        Some(Length::Mean {
            min_intervals: 0,
            last: Some(8),
            prior: Some(_)
        })
    ));
    assert_eq!(
        cycle.overdue,
        Overdue::Fade {
            hold: Milli(500),
            fade: Milli(2_000)
        }
    );
    assert_eq!(cycle.step, Some(Unit::Days));
    assert!(
        matches!(&document.segments.as_ref().unwrap()["regular"], Condition::All(list) if list.len() == 2)
    );
    let hours = document.channels["phone"].hours.as_ref().unwrap();
    assert!(matches!(
        &hours.source,
        HoursSource::Fact {
            otherwise: Some((540, 1440)),
            ..
        }
    ));
    assert_eq!(document.tests[0]["events"][0]["at"], "2026-11-22T09:30:00Z");
    assert_eq!(document.tests[0]["profile"]["employees"], 3.5);
}

#[test]
fn defaults_are_those_of_the_specification() {
    let text = "format = 1\nname = 'm'\nfit = {}\nengagement = {}\nbuying_cycle = {}\nreadiness = {}\n\
                qualification = {}\npriority = { fit = 1 }\nsignals.a = {}\nattributes.b = { type = 'text' }\n";
    let document = Document::from_toml(text).unwrap();
    let json = serde_json::to_value(&document).unwrap();
    let expected = serde_json::json!({
        "format": 1, "name": "m", "timezone": "UTC",
        "attributes": { "b": { "type": "text", "compare": "fold" } },
        "signals": { "a": { "event": "a", "points": 0 } },
        "fit": { "grades": [["A", 80], ["B", 60], ["C", 40], ["D", 20], ["E"]], "groups": {}, "criteria": [] },
        "engagement": {
            "ranks": [[1, 80], [2, 60], [3, 40], [4, 20], [5]], "reset_on": [], "groups": {}, "criteria": []
        },
        "buying_cycle": { "ready_points": 60, "overdue": { "hold": 0.5, "fade": 1.5 }, "seasons": [] },
        "readiness": { "threshold": 60 },
        "qualification": { "rules": [], "default": "unqualified", "disqualified": "disqualified" },
        "priority": {
            "fit": 1, "engagement": 0, "readiness": 0, "lifecycle": 0,
            "full": { "fit": 100, "engagement": 100, "readiness": 60 }
        },
    });
    assert_eq!(json, expected);
}

#[test]
fn the_same_model_in_other_words() {
    let toml = "format = 1.0\nname = 'e\u{301}'\nsignals.a = { points = 3.0 }\nsegments.s = { fact = 'a', eq = 0x1e }\n";
    let json = "\u{feff}{\"format\": 1, \"name\": \"\u{e9}\", \"fit\": null, \"signals\": {\"a\": {\"points\": 3e0, \
                \"max\": null}, \"b\": null}, \"segments\": {\"s\": {\"fact\": \"a\", \"eq\": 30.0, \"ne\": null}}}";
    assert_eq!(
        Document::from_toml(toml).unwrap(),
        Document::from_json(json).unwrap()
    );
}

//! The messages of the model compiler and the reasons of rejects: every message once, as a
//! reviewed snapshot.

#![allow(clippy::unwrap_used, reason = "tests stop at once and say where")]

use std::collections::BTreeSet;

use leadgrade::{COMPILE_CODES, Event, Model, Profile, Value};

/// A model in which everything below exists.
const BASE: &str = r#"
format = 1
name = "m"
[attributes]
size = { type = "number" }
title = { type = "text" }
created = { type = "date" }
tags = { type = "tags" }
vip = { type = "flag" }
[properties]
path = { type = "text" }
seconds = { type = "number" }
[signals.visit]
event = "page_view"
[signals.order]
[engagement.groups]
web = {}
"#;

fn refused(rest: &str) -> String {
    let error = Model::from_toml(&format!("{BASE}{rest}")).unwrap_err();
    let problems = error.problems.iter();
    let line = |problem: &leadgrade::Problem| {
        format!(
            "[{}] {}: {} ({})",
            problem.code, problem.path, problem.message, problem.help
        )
    };
    problems.map(line).collect::<Vec<_>>().join("\n")
}

const COMPILED: &[(&str, &str)] = &[
    (
        "[segments]\ns = { fact = \"profile.title\", matches = \"(\" }",
        "[bad_pattern] /segments/s/matches: `(` is not a valid regular expression: unclosed group (use the syntax of the Rust crate `regex`)",
    ),
    (
        "[segments]\ns = { fact = \"profile.title\", matches = '\\w{99}\\w{99}\\w{99}' }",
        "[bad_pattern] /segments/s/matches: `\\w{99}\\w{99}\\w{99}` is too large when compiled (a compiled pattern takes at most 1,048,576 bytes)",
    ),
    (
        "[segments]\ns = { fact = \"segments.t\", eq = true }\nt = { fact = \"profile.vip\", eq = true }",
        "[fact_too_late] /segments/s/fact: the fact `segments.t` is computed later than this section (a section sees only what is computed before it)",
    ),
    (
        "[[fit.criteria]]\nname = \"c\"\nfact = \"fit.points\"\ncases = []",
        "[fact_too_late] /fit/criteria/0/fact: the fact `fit.points` is computed later than this section (a section sees only what is computed before it)",
    ),
    (
        "[buying_cycle]\nlength = { days = 3 }",
        "[needs_purchases] /buying_cycle: found `buying_cycle` without `purchases` (name the signals that are purchases under `purchases`)",
    ),
    (
        "[priority]\nfit = 1",
        "[needs_section] /priority/fit: found the weight `1` without a section `fit` (a weight above 0 needs its section)",
    ),
    (
        "[[next_steps]]\nname = \"s\"\nwhen = { all = [] }\nper = \"interest\"",
        "[needs_section] /next_steps/0/per: found `per = \"interest\"` without `interests` (say what events are about under `interests`)",
    ),
    (
        "[segments]\ns = { fact = \"profile.size\", gte = 3, within_days = 7 }",
        "[no_window] /segments/s/within_days: the fact `profile.size` has no time window (`within_days` works with `.count` and `.value` of signals, purchases and activity)",
    ),
    (
        "[[next_steps]]\nname = \"s\"\nwhen = { all = [] }\nchannel = \"phone\"\n[channels.email]",
        "[unknown_channel] /next_steps/0/channel: there is no channel `phone` (known: `email`)",
    ),
    (
        "[segments]\ns = { fact = \"profile.sise\", gte = 3 }",
        "[unknown_fact] /segments/s/fact: there is no fact `profile.sise` here (did you mean `profile.size`?)",
    ),
    (
        "[segments]\ns = { fact = \"signals.visits.count\", gte = 3 }",
        "[unknown_fact] /segments/s/fact: there is no fact `signals.visits.count` here (did you mean `signals.visit.count`?)",
    ),
    (
        "[segments]\ns = { fact = \"event.path\", eq = \"a\" }",
        "[unknown_fact] /segments/s/fact: there is no fact `event.path` here (`event.*` works in `where` only)",
    ),
    (
        "[segments]\ns = { fact = \"quite.another\", eq = \"a\" }",
        "[unknown_fact] /segments/s/fact: there is no fact `quite.another` here (the reference lists all facts; facts of absent sections do not exist)",
    ),
    (
        "[signals.other]\nwhere = { fact = \"profile.size\", eq = 1 }",
        "[unknown_fact] /signals/other/where/fact: there is no fact `profile.size` here (known here: `event.value`, `event.path`, `event.seconds`)",
    ),
    (
        "[[engagement.criteria]]\nname = \"c\"\ncases = []\ngroup = \"wep\"",
        "[unknown_group] /engagement/criteria/0/group: there is no group `wep` (did you mean `web`?)",
    ),
    (
        "[segments]\ns = { fact = \"engagement.rank\", eq = 7 }",
        "[unknown_level] /segments/s/eq: there is no rank `7` (known: `1`, `2`, `3`, `4`, `5`)",
    ),
    (
        "[segments]\ns = { fact = \"engagement.rank\", or_better = \"B\" }",
        "[unknown_level] /segments/s/or_better: there is no rank `B` (known: `1`, `2`, `3`, `4`, `5`)",
    ),
    (
        "[readiness]\nparts = [\"fit\"]",
        "[unknown_part] /readiness/parts/0: there is no part `fit` (a part is `cycle`, `engagement`, `fit`, `fit.groups.<group>` or `engagement.groups.<group>` of a section that exists)",
    ),
    (
        "[purchases]\nsignals = [\"order\"]\nproduct = \"pathh\"",
        "[unknown_property] /purchases/product: there is no property `pathh` (did you mean `path`?)",
    ),
    (
        "[purchases]\nsignals = [\"order\"]\nproduct = \"seconds\"",
        "[wrong_type] /purchases/product: the property `seconds` is not a text (expected a property of type text or tags)",
    ),
    (
        "[purchases]\nsignals = [\"order\"]\n[buying_cycle]\nseasons = [{ season = \"tax\", points = 1 }]",
        "[unknown_season] /buying_cycle/seasons/0/season: there is no season `tax` (the model declares no season)",
    ),
    (
        "[purchases]\nsignals = \"ordre\"",
        "[unknown_signal] /purchases/signals: there is no signal `ordre` (did you mean `order`?)",
    ),
    (
        "[segments]\ns = { fact = \"profile.size\", contains = \"a\" }",
        "[wrong_operator] /segments/s/contains: `contains` does not work with the number `profile.size` (operators for number: eq, ne, gt, gte, lt, lte, between, in, not_in, known)",
    ),
    (
        "[segments]\ns = { fact = \"profile.tags\", eq = \"a\" }",
        "[wrong_operator] /segments/s/eq: `eq` does not work with the tags `profile.tags` (operators for tags: has, has_all, known)",
    ),
    (
        "[segments]\ns = { fact = \"profile.vip\", in = [1] }",
        "[wrong_operator] /segments/s/in: `in` does not work with the flag `profile.vip` (operators for flag: eq, ne, known)",
    ),
    (
        "[segments]\ns = { fact = \"profile.size\", eq = \"a\" }",
        "[wrong_type] /segments/s/eq: found `a` (expected a number)",
    ),
    (
        "[segments]\ns = { fact = \"profile.size\", eq = { fact = \"profile.title\" } }",
        "[wrong_type] /segments/s/eq/fact: the fact `profile.title` is of type text (expected a fact of type number)",
    ),
    (
        "[segments]\ns = { fact = \"profile.title\", in = [\"a\", 1] }",
        "[wrong_type] /segments/s/in/1: found `1` (expected a text)",
    ),
    (
        "[segments]\ns = { fact = \"profile.created\", gt = \"soon\" }",
        "[bad_date] /segments/s/gt: `soon` is not a date (write dates as `2026-11-22`)",
    ),
    (
        "[segments]\ns = { fact = \"profile.created\", between = [\"2026-02-01T00:00:00Z\", \"2026-01-01\"] }",
        "[wrong_order] /segments/s/between: `2026-02-01T00:00:00Z` is greater than `2026-01-01` (`between = [a, b]` needs a <= b)",
    ),
    (
        "[purchases]\nsignals = [\"order\"]\n[buying_cycle]\nlength = { fact = \"profile.title\", unit = \"days\" }",
        "[wrong_type] /buying_cycle/length/fact: the fact `profile.title` is a text (expected a number fact)",
    ),
    (
        "[[tests]]\nname = \"t\"\nas_of = \"soon\"\nexpect = {}",
        "[unreadable_instant] /tests/0/as_of: `as_of` is `soon`, expected an instant such as `2026-11-22T09:30:00Z` or a date such as `2026-11-22` (use a value that an assessment accepts)",
    ),
    (
        "[signals.other]\npoints = 0.001\ngroup = \"half\"\n[engagement.groups.half]\nweight = 0.5",
        "[too_many_places] /signals/other/points: `0.001` times `0.5` has more than three decimal places (points have at most three decimal places after weighting)",
    ),
    (
        "[signals.other]\npoints = 1000000\ngroup = \"twice\"\n[engagement.groups.twice]\nweight = 2",
        "[out_of_range] /signals/other/points: `1000000` times `2` is too large (the limit for weighted points is 1,000,000)",
    ),
];

#[test]
fn every_message_of_the_compiler() {
    let mut seen = BTreeSet::new();
    let mut wrong = Vec::new();
    for (rest, expected) in COMPILED {
        let found = refused(rest);
        seen.extend(
            found
                .split('[')
                .skip(1)
                .filter_map(|part| part.split(']').next().map(str::to_owned)),
        );
        if found != *expected {
            wrong.push(format!("{rest}\n{found}\n"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    seen.extend(["needs_engagement", "too_many_patterns"].map(str::to_owned));
    for (code, _) in COMPILE_CODES {
        assert!(seen.contains(code), "`{code}` is not pinned");
    }
}

/// Facts are looked up even where the rest of their rule has a problem, and one
/// mistake is one problem.
const TOGETHER: &[(&str, &str)] = &[
    (
        "[segments]\ns = { fact = \"profile.sise\", equals = 3 }",
        "[unknown_fact] /segments/s/fact: there is no fact `profile.sise` here (did you mean `profile.size`?)\n\
         [unknown_key] /segments/s/equals: `equals` is not known here (known here: ..)",
    ),
    (
        "[segments]\ns = { fact = \"profile.sise\", gte = \"\", lt = [] }",
        "[conflicting_keys] /segments/s: `gte` and `lt` exclude each other (use one operator, or `all` for several)\n\
         [unknown_fact] /segments/s/fact: there is no fact `profile.sise` here (did you mean `profile.size`?)",
    ),
    (
        "[[fit.criteria]]\nfact = \"Lead Origin\"\ncases = [{ eqq = 3, points = \"a\" }]",
        "[missing_key] /fit/criteria/0/name: `name` is missing (`name` is required here)\n\
         [unknown_fact] /fit/criteria/0/fact: there is no fact `Lead Origin` here (the reference lists all facts; facts of absent sections do not exist)\n\
         [unknown_key] /fit/criteria/0/cases/0/eqq: `eqq` is not known here (did you mean `eq`?)\n\
         [wrong_type] /fit/criteria/0/cases/0/points: found the text `a` (expected a number from -1,000,000 to 1,000,000 with at most three places)",
    ),
    (
        "[fit]\ngrades = { A = 80 }",
        "[wrong_type] /fit/grades: found a table (expected a list such as `[[\"A\", 80], [\"B\"]]`)",
    ),
    (
        "[signals.other]\ndecay = \"30 days\"",
        "[not_allowed] /signals/other/decay: found the text `30 days` (expected `\"none\"` or a table such as `{ half_life_days = 30 }`)",
    ),
];

#[test]
fn every_problem_once_and_together() {
    for (rest, expected) in TOGETHER {
        let found = refused(rest);
        let lines = found
            .lines()
            .map(|line| match line.split_once("(known here: ") {
                Some((start, list)) if list.starts_with("`fact`, `all`") => {
                    format!("{start}(known here: ..)")
                }
                _ => line.to_owned(),
            });
        assert_eq!(lines.collect::<Vec<_>>().join("\n"), *expected, "{rest}");
    }
}

#[test]
fn messages_that_need_a_model_of_their_own() {
    let error =
        Model::from_toml("format = 1\nname = 'm'\n[signals.visit]\npoints = 10\n").unwrap_err();
    assert_eq!(
        error.to_string(),
        "the model has 1 problem:\n  4:1: [needs_engagement] /signals/visit/points: found `10` without an `engagement` \
         section (points other than 0 need an `engagement` section)"
    );
    let patterns: Vec<String> = (0..600)
        .map(|at| format!("{{ fact = 'profile.title', matches = 'a{at}' }}"))
        .collect();
    let error = refused(&format!(
        "[segments]\ns = {{ any = [{}] }}",
        patterns.join(", ")
    ));
    let first = error.lines().next().unwrap_or_default();
    assert_eq!(
        first,
        "[too_many_patterns] /segments/s/any/512/matches: `a512` exceeds the pattern budget of the model (all \
         patterns together are at most 16,384 bytes of text and 8,388,608 bytes compiled; `contains`, `starts_with` and \
         `ends_with` are not counted)"
    );
}

#[test]
fn every_reason_of_a_reject() {
    let model = Model::from_toml(BASE).unwrap();
    let as_of = model.as_of("2026-11-22").unwrap();
    let profile = Profile::new(vec!["a"])
        .with("size", "about 200")
        .with("title", 7)
        .with("created", "31/02/2025")
        .with("tags", vec![Value::from(1)])
        .with("vip", 1)
        .with("later", 1);
    let long = "x".repeat(100);
    let events = [
        Event::new(Value::Null, Value::Null),
        Event::new(3, true),
        Event::new("visit", "yesterday"),
        Event::new("visit", "1850-01-01"),
        Event::new("visit", "2026-11-22")
            .value(f64::INFINITY)
            .id(1.5),
        Event::new("visit", "2026-11-22").value(5_000_000_000_i64),
        Event::new("visit", "2026-11-22")
            .value("ten")
            .with("path", vec!["a"])
            .with("seconds", Value::NotUnicode),
        Event::new("visit", long.as_str()),
        Event::new("visit", 1_732_267_800_000_i64),
        Event::new("visit", "1732267800"),
    ];
    let assessment = model.assess(&profile, &events, as_of);
    let rejects = assessment.report().rejects.iter();
    let line = |reject: &leadgrade::Reject| {
        let code = serde_json::to_value(reject.code).unwrap();
        let column = reject.column.clone().unwrap_or_default();
        format!(
            "{} {column} {}: {}",
            reject.row.unwrap_or_default(),
            code.as_str().unwrap_or_default(),
            reject.reason
        )
    };
    let found: Vec<String> = rejects.map(line).collect();
    assert_eq!(found.join("\n"), REJECTS.trim());
}

const REJECTS: &str = r#"
0 lead wrong_type: expected a text or a whole number, found a list of length 1
0 created wrong_type: expected a date such as `2026-11-22`, found the text `31/02/2025`
0 size wrong_type: expected a number, found the text `about 200`
0 tags wrong_type: expected a list of texts, found the number `1`
0 title wrong_type: expected a text, found the number `7`
0 vip wrong_type: expected true or false, found the number `1`
0 event missing: an event needs a name
0 at missing: an event needs an instant
1 event wrong_type: expected the name of an event, found the number `3`
1 at wrong_type: expected an instant such as `2026-11-22T09:30:00Z`, found the flag `true`
2 at unreadable_instant: expected an instant such as `2026-11-22T09:30:00Z`, found the text `yesterday`
3 at out_of_range: `1850-01-01` is outside the years 1900 to 2200
4 value not_finite: found a number that is not finite
4 id wrong_type: expected a text or a whole number, found the number `1.5`
5 value out_of_range: the value `5000000000` is beyond 1,000,000,000
6 value wrong_type: expected a number, found the text `ten`
6 path wrong_type: expected a text, found a list of length 1
6 seconds not_unicode: expected a number, found a text that is not valid Unicode
7 at unreadable_instant: expected an instant such as `2026-11-22T09:30:00Z`, found the text `xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…`
8 at wrong_type: expected an instant such as `2026-11-22T09:30:00Z`, found the number `1732267800000`; convert seconds or milliseconds since 1970 first
9 at unreadable_instant: expected an instant such as `2026-11-22T09:30:00Z`, found the text `1732267800`; convert seconds or milliseconds since 1970 first
"#;

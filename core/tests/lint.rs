//! The exact text of every lint finding, each with a similar model that has no finding.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may stop at once"
)]

use std::collections::BTreeSet;

use leadgrade::{Day, Event, Finding, LINTS, Milli, Model, Profile, Value};
use proptest::prelude::*;
use serde_json::json;

fn model(text: &str) -> Model {
    Model::from_toml(&format!("format = 1\nname = \"office\"\n{text}")).unwrap()
}

fn lines(findings: &[Finding]) -> String {
    let lines: Vec<String> = findings.iter().map(ToString::to_string).collect();
    lines.join("\n")
}

/// Checks all findings of a model, one a line.
#[track_caller]
fn finds(text: &str, expected: &str) {
    assert_eq!(lines(&model(text).lint()), expected, "{text}");
}

/// Checks that a model has no findings: the near miss.
#[track_caller]
fn clean(text: &str) {
    finds(text, "");
}

/// Attributes of every type, all of them read.
const PEOPLE: &str = r#"
attributes.age = { type = "number" }
attributes.title = { type = "text" }
attributes.born = { type = "date" }
attributes.vip = { type = "flag" }
attributes.needs = { type = "tags" }
completeness.levels = [["profile.age", "profile.title", "profile.born", "profile.vip", "profile.needs"]]
"#;

/// Checks all findings of a model with [`PEOPLE`].
#[track_caller]
fn people(text: &str, expected: &str) {
    finds(&format!("{PEOPLE}{text}"), expected);
}

/// Checks the findings of a condition, as that of a segment.
#[track_caller]
fn condition(condition: &str, expected: &str) {
    people(&format!("[segments]\ns = {condition}\n"), expected);
}

#[test]
fn cases_that_an_earlier_one_takes() {
    let criterion = |cases: &str| {
        format!(
            "[fit]\ngrades = [[\"A\"]]\n[[fit.criteria]]\nname = \"c\"\nfact = \"profile.age\"\ncases = [{cases}]\n"
        )
    };
    people(
        &criterion("{ gte = 10, points = 5 }, { gte = 100, points = 30 }"),
        r##"[unreachable] /fit/criteria/0/cases/1: the case `gte = 100` is never reached: the case `gte = 10` comes first and covers it (put the narrower condition first, or remove it)"##,
    );
    people(
        &criterion("{ gte = 100, points = 30 }, { gte = 10, points = 5 }"),
        "",
    );
    people(
        &criterion(
            "{ lt = 10, points = 1 }, { gte = 20, points = 2 }, { in = [5, 25], points = 3 }",
        ),
        r##"[unreachable] /fit/criteria/0/cases/2: the case `in = [5, 25]` is never reached: those before it cover it (put the narrower condition first, or remove it)"##,
    );
    people(
        &criterion(
            "{ lt = 10, points = 1 }, { gte = 20, points = 2 }, { in = [5, 15], points = 3 }",
        ),
        "",
    );
    people(
        &criterion(
            "{ known = true, points = 1 }, { when = { fact = \"profile.age\", gt = 3 }, points = 2 }",
        ),
        r##"[unreachable] /fit/criteria/0/cases/1: the case with `when` is never reached: the case `known = true` comes first and covers it (put the narrower condition first, or remove it)"##,
    );
    people(
        &criterion("{ when = { all = [] }, points = 1 }, { known = false, points = 2 }"),
        r##"[unreachable] /fit/criteria/0/cases/1: the case `known = false` is never reached: the case with `when` comes first and covers it (put the narrower condition first, or remove it)"##,
    );
}

#[test]
fn cases_on_texts_and_tags() {
    let criterion = |fact: &str, cases: &str| {
        format!(
            "[fit]\ngrades = [[\"A\"]]\n[[fit.criteria]]\nname = \"c\"\nfact = \"profile.{fact}\"\ncases = [{cases}]\n"
        )
    };
    people(
        &criterion(
            "title",
            "{ contains = \"manager\", points = 5 }, { contains = [\"Office Manager\", \"it manager\"], points = 9 }",
        ),
        r##"[unreachable] /fit/criteria/0/cases/1: the case `contains = ["Office Manager", "it manager"]` is never reached: the case `contains = "manager"` comes first and covers it (put the narrower condition first, or remove it)"##,
    );
    people(
        &criterion(
            "title",
            "{ contains = \"manager\", points = 5 }, { contains = [\"office manager\", \"buyer\"], points = 9 }",
        ),
        "",
    );
    people(
        &criterion(
            "title",
            "{ in = [\"CEO\", \"CFO\"], points = 5 }, { eq = \"ceo \", points = 9 }",
        ),
        r##"[unreachable] /fit/criteria/0/cases/1: the case `eq = "ceo "` is never reached: the case `in = ["CEO", "CFO"]` comes first and covers it (put the narrower condition first, or remove it)"##,
    );
    people(
        &criterion(
            "title",
            "{ starts_with = \"head\", points = 5 }, { eq = \"Head of sales\", points = 9 }, { ends_with = \"head\", points = 1 }",
        ),
        r##"[unreachable] /fit/criteria/0/cases/1: the case `eq = "Head of sales"` is never reached: the case `starts_with = "head"` comes first and covers it (put the narrower condition first, or remove it)"##,
    );
    people(
        &criterion(
            "needs",
            "{ has = [\"price\", \"speed\"], points = 5 }, { has_all = [\"speed\", \"green\"], points = 9 }",
        ),
        r##"[unreachable] /fit/criteria/0/cases/1: the case `has_all = ["speed", "green"]` is never reached: the case `has = ["price", "speed"]` comes first and covers it (put the narrower condition first, or remove it)"##,
    );
    people(
        &criterion(
            "needs",
            "{ has_all = [\"speed\", \"green\"], points = 9 }, { has = [\"price\", \"speed\"], points = 5 }",
        ),
        "",
    );
    people(
        &criterion(
            "title",
            "{ matches = \"^chief\", points = 9 }, { matches = \"^chief\", points = 5 }",
        ),
        r##"[unreachable] /fit/criteria/0/cases/1: the case `matches = "^chief"` is never reached: the case `matches = "^chief"` comes first and covers it (put the narrower condition first, or remove it)"##,
    );
}

#[test]
fn cases_on_counts_within_days() {
    let criterion = |cases: &str| {
        format!(
            "signals.visit = {{}}\n[fit]\ngrades = [[\"A\"]]\n[[fit.criteria]]\nname = \"c\"\nfact = \"signals.visit.count\"\ncases = [{cases}]\n"
        )
    };
    finds(
        &criterion(
            "{ within_days = 30, gte = 2, points = 5 }, { within_days = 7, gte = 3, points = 9 }",
        ),
        r##"[unreachable] /fit/criteria/0/cases/1: the case `gte = 3` within 7 days is never reached: the case `gte = 2` within 30 days comes first and covers it (put the narrower condition first, or remove it)"##,
    );
    clean(&criterion(
        "{ within_days = 7, gte = 2, points = 9 }, { within_days = 30, gte = 3, points = 5 }",
    ));
    clean(&criterion(
        "{ within_days = 30, gte = 3, points = 5 }, { within_days = 7, gte = 2, points = 9 }",
    ));
    clean(&criterion(
        "{ within_days = 30, lte = 3, points = 5 }, { within_days = 7, lte = 2, points = 9 }",
    ));
}

#[test]
fn what_the_cases_leave_to_otherwise() {
    let criterion = |rest: &str| {
        format!(
            "[fit]\ngrades = [[\"A\"]]\n[[fit.criteria]]\nname = \"c\"\nfact = \"profile.vip\"\n{rest}\n"
        )
    };
    people(
        &criterion(
            "cases = [{ eq = true, points = 5 }, { eq = false, points = 1 }]\notherwise = 3",
        ),
        r##"[unreachable] /fit/criteria/0/otherwise: `otherwise` is never reached: the cases cover every lead (remove `otherwise`, or the case that covers the rest)"##,
    );
    people(
        &criterion("cases = [{ eq = true, points = 5 }, { eq = false, points = 1 }]\nmissing = 3"),
        "",
    );
    people(
        &criterion("cases = [{ eq = true, points = 5 }]\notherwise = 3"),
        "",
    );
}

#[test]
fn personas_rules_and_exclusions_that_an_earlier_one_takes() {
    people(
        r#"
[scope]
exclude = [
  { name = "young", when = { fact = "profile.age", lt = 18 } },
  { name = "child", when = { all = [{ fact = "profile.age", lt = 12 }, { fact = "profile.vip", eq = false }] } },
]
[[personas]]
name = "buyer"
when = { any = [{ fact = "profile.title", contains = "buyer" }, { fact = "profile.vip", eq = true }] }
[[personas]]
name = "senior buyer"
when = { fact = "profile.title", contains = "senior buyer" }
[[personas]]
name = "nobody"
when = { any = [] }
[qualification]
rules = [
  { name = "all", when = { all = [] } },
  { name = "mql", when = { fact = "profile.age", gte = 18 } },
]
"#,
        r##"[unreachable] /scope/exclude/1: the exclusion `child` is never reached: the exclusion `young` comes first and covers it (put the narrower condition first, or remove it)
[unreachable] /personas/1: the persona `senior buyer` is never reached: the persona `buyer` comes first and covers it (put the narrower condition first, or remove it)
[unreachable] /personas/2: the persona `nobody` is never reached: its condition never holds (give it a condition that can hold, or remove it)
[unreachable] /qualification/rules/1: the rule `mql` is never reached: the rule `all` comes first and covers it (put the narrower condition first, or remove it)"##,
    );
    people(
        r#"
[scope]
exclude = [
  { name = "child", when = { fact = "profile.age", lt = 12 } },
  { name = "young", when = { fact = "profile.age", lt = 18 } },
]
[[personas]]
name = "senior buyer"
when = { fact = "profile.title", contains = "senior buyer" }
[[personas]]
name = "buyer"
when = { any = [{ fact = "profile.title", contains = "buyer" }, { fact = "profile.vip", eq = true }] }
[qualification]
rules = [
  { name = "mql", when = { fact = "profile.age", gte = 18 } },
  { name = "all", when = { all = [] } },
]
"#,
        "",
    );
}

#[test]
fn stages_that_a_later_one_takes() {
    let stages = |second: u32, third: u32| {
        format!(
            "signals.order = {{}}\npurchases = {{ signals = [\"order\"] }}\n[lifecycle]\nstages = [\n{{ name = \"visitor\" }},\n{{ name = \"second\", when = {{ fact = \"purchases.count\", gte = {second} }} }},\n{{ name = \"third\", when = {{ fact = \"purchases.count\", gte = {third} }} }},\n]\n"
        )
    };
    finds(
        &stages(4, 2),
        r##"[unreachable] /lifecycle/stages/1: the stage `second` is never reached: the stage `third` comes later and covers it (put the stage with the narrower condition later, or remove one)"##,
    );
    clean(&stages(2, 4));
    people(
        r#"
[lifecycle]
stages = [
  { name = "visitor" },
  { name = "never", when = { any = [] } },
  { name = "known", when = { fact = "profile.age", known = true } },
  { name = "unknown", when = { fact = "profile.age", known = false } },
]
"#,
        r##"[unreachable] /lifecycle/stages/0: the stage `visitor` is never reached: later ones cover it (put the stage with the narrower condition later, or remove one)
[unreachable] /lifecycle/stages/1: the stage `never` is never reached: its condition never holds (give it a condition that can hold, or remove it)"##,
    );
}

#[test]
fn interest_stages_that_a_later_one_takes() {
    let stages = |first: &str, second: &str| {
        format!(
            "properties.category = {{ type = \"text\" }}\nsignals.visit = {{ points = 5, decay = {{ linear_days = 9 }} }}\nengagement.ranks = [[1]]\n[interests]\nproperty = \"category\"\nstages = [{{ name = \"a\" }}, {{ name = \"b\", when = {first} }}, {{ name = \"c\", when = {second} }}]\n"
        )
    };
    let many = "{ fact = \"interest.signals.visit.count\", within_days = 9, gte = 9 }";
    let few = "{ fact = \"interest.signals.visit.count\", within_days = 9, gte = 2 }";
    finds(
        &stages(many, few),
        r##"[unreachable] /interests/stages/1: the interest stage `b` is never reached: the interest stage `c` comes later and covers it (put the stage with the narrower condition later, or remove one)"##,
    );
    clean(&stages(few, many));
}

#[test]
fn grades_and_ranks_beyond_the_points() {
    let fit = |rest: &str, points: &str| {
        format!(
            "[fit]\n{rest}\n[[fit.criteria]]\nname = \"c\"\nfact = \"profile.age\"\ncases = [{{ gte = 18, points = {points} }}]\n"
        )
    };
    people(
        &fit("grades = [[\"A\", 40.5], [\"B\", 40], [\"C\"]]", "40"),
        r##"[unreachable] /fit/grades/0: the grade `A` needs 40.5 points, but fit adds up to at most 40 (lower the threshold of the grade, or give more points)"##,
    );
    people(
        &fit("grades = [[\"A\", 40], [\"B\", 20], [\"C\"]]", "40"),
        "",
    );
    people(
        &fit("grades = [[\"A\", 40], [\"B\", 0], [\"C\"]]", "40"),
        r##"[unreachable] /fit/grades/2: the grade `C` is for less than 0 points, but fit adds up to at least 0 (raise the threshold of the grade above, or remove this one)"##,
    );
    people(
        &fit(
            "max = 30\ngroups.g = { max = 20 }\ngrades = [[\"A\", 31], [\"B\"]]",
            "40",
        ),
        r##"[unreachable] /fit/grades/0: the grade `A` needs 31 points, but fit adds up to at most 30 (lower the threshold of the grade, or give more points)
[unused] /fit/groups/g: nothing belongs to the group `g` (use it or remove it)"##,
    );
    let engagement = |signal: &str, rest: &str| {
        format!(
            "signals.visit = {{ points = 10, {signal} }}\n[engagement]\nranks = [[1, 50], [2]]\ndecay = {{ window_days = 4 }}\n{rest}"
        )
    };
    for bounded in [
        "max = 40",
        "limit = 4",
        "limit_per_day = 1, decay = { window_days = 3 }",
    ] {
        finds(
            &engagement(bounded, ""),
            r##"[unreachable] /engagement/ranks/0: the rank `1` needs 50 points, but engagement adds up to at most 40 (lower the threshold of the rank, or give more points)"##,
        );
    }
    for unbounded in [
        "max = 50",
        "limit = 5",
        "limit_per_day = 1",
        "activity = true",
    ] {
        clean(&engagement(unbounded, ""));
    }
    finds(
        &engagement("group = \"web\"", "groups.web = { max = 20 }"),
        r##"[unreachable] /engagement/ranks/0: the rank `1` needs 50 points, but engagement adds up to at most 20 (lower the threshold of the rank, or give more points)"##,
    );
    clean(&engagement(
        "group = \"web\"",
        "groups.web = { max = 20, weight = 2 }\n[[engagement.criteria]]\nname = \"more\"\nfact = \"signals.visit.count\"\ncases = [{ within_days = 2, gte = 2, points = 30 }]\n",
    ));
}

#[test]
fn conditions_that_never_hold() {
    condition(
        "{ all = [{ fact = \"profile.age\", gte = 30 }, { fact = \"profile.age\", lt = 20 }] }",
        r##"[never_holds] /segments/s/all: the conditions of `all` exclude each other (use `any` if one of them is enough, or remove the contradictions)"##,
    );
    condition(
        "{ all = [{ fact = \"profile.age\", gte = 20 }, { fact = \"profile.age\", lt = 30 }] }",
        "",
    );
    condition(
        "{ fact = \"profile.born.days_to_anniversary\", gt = 365 }",
        r##"[never_holds] /segments/s/gt: `gt = 365` never holds: `profile.born.days_to_anniversary` is a whole number, from 0 to 365 (compare with a possible value, or remove the condition)"##,
    );
    condition(
        "{ fact = \"profile.born.days_to_anniversary\", gte = 365 }",
        "",
    );
    condition(
        "{ fact = \"completeness.level\", eq = 0.5 }",
        r##"[never_holds] /segments/s/eq: `eq = 0.5` never holds: `completeness.level` is a whole number, from 0 to 1 (compare with a possible value, or remove the condition)"##,
    );
    condition(
        "{ fact = \"completeness.level\", known = false }",
        r##"[never_holds] /segments/s/known: `known = false` never holds: `completeness.level` is never missing (compare with a possible value, or remove the condition)"##,
    );
    condition(
        "{ any = [] }",
        r##"[never_holds] /segments/s: the segment has no leads: its condition never holds (give it a condition that can hold, or remove it)"##,
    );
    condition(
        "{ not = { any = [{ fact = \"profile.vip\", eq = true }, { fact = \"profile.vip\", ne = true }, { fact = \"profile.vip\", known = false }] } }",
        r##"[always_holds] /segments/s/not/any: the conditions of `any` cover every lead (use `all` if every one must hold, or write `all = []` for every lead)"##,
    );
}

#[test]
fn conditions_that_always_hold() {
    condition(
        "{ any = [{ fact = \"profile.age\", gte = 20 }, { not = { fact = \"profile.age\", gt = 30 } }] }",
        r##"[always_holds] /segments/s/any: the conditions of `any` cover every lead (use `all` if every one must hold, or write `all = []` for every lead)"##,
    );
    // A missing age satisfies neither.
    condition(
        "{ any = [{ fact = \"profile.age\", gte = 20 }, { fact = \"profile.age\", lt = 20 }] }",
        "",
    );
    condition(
        "{ fact = \"completeness.level\", gte = 0 }",
        r##"[always_holds] /segments/s/gte: `gte = 0` always holds: `completeness.level` is a whole number, from 0 to 1 (compare with a value that tells leads apart, or remove the condition)"##,
    );
    condition("{ fact = \"completeness.level\", gte = 1 }", "");
    condition("{ all = [] }", "");
    finds(
        "signals.visit = {}\ncompleteness.levels = [[\"signals.visit.count\"]]",
        r##"[always_holds] /completeness/levels/0/0: `known = true` always holds: `signals.visit.count` is never missing (compare with a value that tells leads apart, or remove the condition)"##,
    );
    clean("signals.visit = {}\ncompleteness.levels = [[\"signals.visit.days_since\"]]");
    // The last case may be meant for all other leads.
    clean(
        r#"
signals.visit = { points = 10, decay = { half_life_days = 9 } }
[engagement]
ranks = [[1]]
[[engagement.criteria]]
name = "c"
fact = "signals.visit.count"
cases = [{ within_days = 7, gte = 1, points = 5 }, { within_days = 7, gte = 0, points = -5 }]
"#,
    );
}

#[test]
fn thresholds_beyond_the_points() {
    let readiness = |threshold: &str, points: &str| {
        format!(
            "signals.order = {{}}\npurchases = {{ signals = [\"order\"] }}\n[buying_cycle]\nready_points = 50\nlength = {{ days = 30 }}\nseasons = [{{ season = \"sale\", points = 10 }}]\n[seasons]\nsale = {{ from = \"11-01\", to = \"11-30\" }}\n[readiness]\n{threshold}\n[segments]\ns = {{ fact = \"cycle.points\", gte = {points} }}\n"
        )
    };
    finds(
        &readiness("threshold = 60.001", "61"),
        r##"[beyond_points] /readiness/threshold: no lead is ever ready: the parts add up to at most 60, below 60.001 (lower the threshold, or give more points)
[beyond_points] /segments/s/gte: `gte = 61` never holds: `cycle.points` is from 0 to 60 (compare with a number that the points can add up to)"##,
    );
    clean(&readiness("", "60"));
    finds(
        &readiness("threshold = 0", "0"),
        r##"[always_holds] /readiness/threshold: every lead is always ready: the parts add up to at least 0 (raise the threshold)
[always_holds] /segments/s/gte: `gte = 0` always holds: `cycle.points` is from 0 to 60 (compare with a value that tells leads apart, or remove the condition)"##,
    );
    people(
        r#"
[fit]
grades = [["A", 20], ["B"]]
groups.g = { min = -5 }
[[fit.criteria]]
name = "c"
fact = "profile.age"
cases = [{ gte = 18, points = 10 }]
otherwise = -10
group = "g"
weight = 2
[segments]
a = { fact = "fit.points", lt = -5 }
b = { fact = "fit.groups.g", between = [21, 30] }
c = { fact = "fit.points", lt = 0 }
"#,
        r##"[beyond_points] /segments/a/lt: `lt = -5` never holds: `fit.points` is from -5 to 20 (compare with a number that the points can add up to)
[beyond_points] /segments/b/between: `between = [21, 30]` never holds: `fit.groups.g` is from -5 to 20 (compare with a number that the points can add up to)"##,
    );
}

#[test]
fn names_that_the_model_does_not_have() {
    let text = |name: &str, cell: &str, rule: &str, step: &str| {
        format!(
            r#"{PEOPLE}
[[personas]]
name = "Office Manager"
when = {{ fact = "profile.age", gte = 18 }}
[fit]
grades = [["A"]]
[engagement]
ranks = [[1]]
[segments]
s = {{ all = [{{ fact = "persona", {name} }}, {{ fact = "cell", {cell} }}] }}
[qualification]
rules = [{{ name = "mql", when = {{ fact = "profile.vip", eq = true }} }}]
[channels.mail]
allowed = {{ fact = "step.content", {step} }}
limits = []
[[next_steps]]
name = "write"
when = {{ fact = "qualification", {rule} }}
channel = "mail"
content = "Newsletter"
"#
        )
    };
    finds(
        &text(
            "in = [\"office manager\", \"ofice manager\"]",
            "ne = \"B1\"",
            "eq = \"sql\"",
            "eq = \"news\"",
        ),
        r##"[unknown_name] /segments/s/all/0/in: there is no persona `ofice manager` (did you mean `Office Manager`?)
[unknown_name] /segments/s/all/1/ne: there is no cell `B1` (did you mean `A1`?)
[unknown_name] /channels/mail/allowed/eq: no step has the content `news` (did you mean `Newsletter`?)
[channel_never_allowed] /next_steps/0/channel: the channel `mail` is never allowed (say under `channels` when `mail` is `allowed`)
[unknown_name] /next_steps/0/when/eq: there is no qualification `sql` (did you mean `mql`?)"##,
    );
    finds(
        &text(
            "eq = \"office manager\"",
            "starts_with = \"A\"",
            "ne = \"Unqualified\"",
            "eq = \"newsletter\"",
        ),
        r##"[always_holds] /segments/s/all/1/starts_with: `starts_with = "A"` always holds: `cell` allows nothing else (compare with a value that tells leads apart, or remove the condition)"##,
    );
}

#[test]
fn the_same_condition_twice() {
    let twice = |first: &str, second: &str| {
        format!(
            "[segments]\na = {{ any = [{first}, {{ fact = \"profile.age\", gte = 18 }}, {second}] }}\nb = {first}\n"
        )
    };
    let vip = "{ fact = \"profile.vip\", eq = true }";
    people(
        &twice(vip, vip),
        r##"[duplicate_condition] /segments/a/any/2: `any` already has the same condition, at index 0 (remove one, or correct it)"##,
    );
    people(&twice(vip, "{ fact = \"profile.age\", lt = 3 }"), "");
    people(
        "[segments]\na = { fact = \"profile.age\", eq = 1 }\nb = { fact = \"profile.age\", eq = 1.0 }\n",
        r##"[duplicate_condition] /segments/b: the segment `b` has the same condition as `a` (remove one, or correct it)"##,
    );
}

#[test]
fn unused_declarations() {
    finds(
        r#"
attributes.age = { type = "number" }
attributes.born = { type = "date", kind = "semantic" }
properties.path = { type = "text" }
signals.visit = {}
signals.away = { activity = false }
switches.news = { on = "visit", off = "visit_end" }
signals.visit_end = {}
seasons.sale = { from = "11-01", to = "11-30" }
fit.grades = [["A"]]
fit.groups.company = {}
engagement.ranks = [[1]]
engagement.groups.web = {}
channels.phone = { allowed = { all = [] } }
"#,
        r##"[unused] /attributes/age: nothing reads the attribute `age` (use it or remove it)
[unused] /attributes/born: nothing reads the attribute `born` (use it or remove it)
[unused] /properties/path: nothing reads the property `path` (use it or remove it)
[unused] /signals/away: nothing counts or reads the signal `away` (give it points, use it in a condition, or remove it)
[unused] /switches/news: nothing reads the switch `news` (read it in a condition, or remove it)
[unused] /seasons/sale: nothing reads the season `sale` (use it or remove it)
[unused] /fit/groups/company: nothing belongs to the group `company` (use it or remove it)
[unused] /engagement/groups/web: nothing belongs to the group `web` (use it or remove it)
[unused] /channels/phone: nothing uses the channel `phone` (use it or remove it)"##,
    );
    // No condition reads these, but they are used: by a kind, an interest, a fact that names
    // the channel, a cooldown, a limit, a length, hours, and as activity.
    clean(
        r#"
attributes.born = { type = "date", kind = "semantic" }
attributes.created = { type = "date" }
attributes.reorder = { type = "number" }
attributes.hours = { type = "text" }
attributes.preferred = { type = "text" }
properties.product = { type = "text" }
properties.topic = { type = "text" }
signals.visit = { activity = true }
signals.order = {}
signals.call = {}
signals.mail = {}
signals.yes = {}
signals.no = {}
purchases = { signals = "order", product = "product" }
switches.news = { on = "yes", off = "no", by = "topic" }
completeness.levels = []
engagement.ranks = [[1, -9], [2]]
engagement.inactivity = { after_days = 30, every_days = 7, points = -5, since = "profile.created" }
buying_cycle.length = { fact = "profile.reorder", unit = "months" }
[channels.phone]
allowed = { fact = "switches.news", has = "calls" }
limits = [{ signal = "mail", count = 3, within_days = 7 }]
hours = { fact = "profile.hours" }
[[next_steps]]
name = "call"
when = { all = [] }
channel = { fact = "profile.preferred" }
cooldown = { signal = "call", days = 9 }
"#,
    );
}

#[test]
fn settings_without_effect() {
    finds(
        r#"
signals.visit = { points = 5, limit = 3, limit_per_day = 3 }
[engagement]
ranks = [[1]]
inactivity = { after_days = 30, every_days = 7, points = 0 }
[[engagement.criteria]]
name = "empty"
cases = [{ when = { fact = "signals.visit.count", within_days = 7, gte = 3 }, points = 0 }]
"#,
        r##"[no_effect] /signals/visit/limit_per_day: `limit_per_day = 3` has no effect with `limit = 3` (use a `limit_per_day` below `limit`, or remove it)
[no_effect] /engagement/criteria/0: the criterion `empty` gives 0 points to every lead (give a case points, or remove it)
[no_effect] /engagement/inactivity/points: inactivity costs 0 points (use points below 0, or remove `inactivity`)"##,
    );
    people(
        r#"
signals.visit = { points = 5, limit = 3, limit_per_day = 2 }
[fit]
grades = [["A"]]
[[fit.criteria]]
name = "counts among what is known"
fact = "profile.age"
cases = []
[engagement]
ranks = [[1]]
inactivity = { after_days = 30, every_days = 7, points = -1 }
[[engagement.criteria]]
name = "switched off"
weight = 0
cases = [{ when = { fact = "signals.visit.count", within_days = 7, gte = 3 }, points = 9 }]
"#,
        "",
    );
    let cycle = |rest: &str| {
        format!(
            "signals.order = {{}}\npurchases = {{ signals = \"order\" }}\n[buying_cycle]\n{rest}"
        )
    };
    finds(
        &cycle(""),
        r##"[no_effect] /buying_cycle: a buying cycle without length and seasons gives no points (add `length`, or remove the section)"##,
    );
    finds(
        &cycle("length = { days = 90 }\notherwise = { days = 60 }"),
        r##"[no_effect] /buying_cycle/otherwise: `otherwise` never applies: `length` always gives a length (remove `otherwise`)"##,
    );
    finds(
        &cycle(
            "length = { observed = \"median\", min_intervals = 3, last = 2 }\notherwise = { days = 60 }",
        ),
        r##"[no_effect] /buying_cycle/length/min_intervals: `last = 2` leaves fewer gaps than `min_intervals = 3`, so no length is ever observed (`last` must be at least `min_intervals`)"##,
    );
    clean(&cycle(
        "length = { observed = \"mean\", min_intervals = 2, last = 2 }\notherwise = { days = 60 }",
    ));
}

#[test]
fn signals_that_count_the_same() {
    let signals = |first: &str, second: &str| {
        format!(
            "properties.path = {{ type = \"text\" }}\nengagement.ranks = [[1]]\nengagement.decay = {{ half_life_days = 9 }}\nsignals.a = {{ event = \"view\", {first} }}\nsignals.b = {{ event = \"view\", {second} }}\nsignals.c = {{ points = 1, where = {{ fact = \"event.path\", known = true }} }}"
        )
    };
    let price = "where = { fact = \"event.path\", eq = \"/price\" }";
    finds(
        &signals("points = 1", "points = 2"),
        r##"[same_event] /signals/b: the signal `b` counts the same events as `a` (use one signal, or tell them apart with `where`)"##,
    );
    finds(
        &signals(
            &format!("points = 1, {price}"),
            &format!("points = 2, {price}"),
        ),
        r##"[same_event] /signals/b: the signal `b` counts the same events as `a` (use one signal, or tell them apart with `where`)"##,
    );
    clean(&signals("points = 1", &format!("points = 2, {price}")));
    clean(&signals("points = 1", "points_per_unit = 2"));
}

#[test]
fn one_event_beyond_the_clamp() {
    let signal = |points: &str, weight: &str| {
        format!(
            "engagement.ranks = [[1]]\nengagement.decay = {{ half_life_days = 9 }}\nengagement.groups.g = {{ weight = {weight} }}\nsignals.a = {{ points = {points}, group = \"g\", min = -15, max = 15 }}"
        )
    };
    finds(
        &signal("10", "2"),
        r##"[clamped_at_once] /signals/a/max: one event is worth 20 points, beyond `max = 15` (clamps are not weighted: lower the points, or widen the clamp)"##,
    );
    finds(
        &signal("-10", "2"),
        r##"[clamped_at_once] /signals/a/min: one event is worth -20 points, beyond `min = -15` (clamps are not weighted: lower the points, or widen the clamp)"##,
    );
    clean(&signal("10", "1.5"));
}

#[test]
fn switches_that_stay() {
    let switch = |text: &str| {
        format!(
            "signals.a = {{}}\nsignals.b = {{}}\nswitches.s = {{ {text} }}\nsegments.x = {{ any = [{{ fact = \"switches.s\", eq = true }}, {{ fact = \"signals.a.count\", gte = 1 }}, {{ fact = \"signals.b.count\", gte = 1 }}] }}"
        )
    };
    finds(
        &switch("on = [\"a\"], off = [\"a\", \"b\"]"),
        r##"[stuck_switch] /switches/s: no event turns the switch `s` on (name a signal under `on` that is not under `off`)"##,
    );
    finds(
        &switch("on = \"a\", off = [], default = true"),
        r##"[stuck_switch] /switches/s: no event turns the switch `s` off (name a signal under `off`)"##,
    );
    clean(&switch("on = [\"a\", \"b\"], off = \"a\""));
    clean(&switch("on = [], off = \"a\", default = true"));
}

#[test]
fn points_that_never_fade() {
    let engagement = |signal: &str, rest: &str| {
        format!(
            "signals.visit = {{ points = 5, {signal} }}\nsignals.spam = {{ points = -5 }}\n[engagement]\nranks = [[1]]\n{rest}"
        )
    };
    finds(
        &engagement("max = 9", ""),
        r##"[no_decay] /engagement: points never fade: there is no decay, no inactivity and no `within_days` (add `decay = { half_life_days = 60 }`, or `decay = "none"` if they are meant to stay)"##,
    );
    clean(&engagement("decay = { linear_days = 30 }", ""));
    clean(&engagement("max = 9", "decay = \"none\""));
    clean(&engagement(
        "max = 9",
        "inactivity = { after_days = 9, every_days = 9, points = -1 }",
    ));
    clean(&engagement(
        "max = 9",
        "[[engagement.criteria]]\nname = \"c\"\nfact = \"signals.visit.count\"\ncases = [{ within_days = 7, gte = 3, points = 9 }]",
    ));
}

#[test]
fn penalties_that_fade() {
    let signals = |decay: &str| {
        format!(
            "signals.visit = {{ points = 5 }}\nsignals.spam = {{ points = -5{decay} }}\n[engagement]\nranks = [[1]]\ndecay = {{ half_life_days = 30 }}"
        )
    };
    finds(
        &signals(", decay = { step_days = 7, keep = 0.5 }"),
        r##"[penalty_decays] /signals/spam/decay: the penalty `spam` fades by itself (remove `decay`, unless penalties should fade)"##,
    );
    clean(&signals(", decay = \"none\""));
    clean(&signals(""));
}

#[test]
fn inactivity_of_what() {
    let signal = |activity: &str| {
        format!(
            "signals.letter = {{ {activity} }}\nsegments.s = {{ fact = \"signals.letter.days_since\", lt = 9 }}\n[engagement]\nranks = [[1]]\ninactivity = {{ after_days = 30, every_days = 7, points = -5 }}"
        )
    };
    finds(
        &signal(""),
        r##"[inactivity_without_activity] /engagement/inactivity: inactivity costs points, but no signal counts as activity (give signals points above 0, or `activity = true`)"##,
    );
    clean(&signal("activity = true"));
    clean(&signal("points = 5"));
}

#[test]
fn windows_longer_than_the_points_last() {
    let condition = |days: u32, decay: &str| {
        format!(
            "signals.visit = {{ points = 5, decay = {{ {decay} }} }}\nengagement.ranks = [[1]]\nsegments.s = {{ fact = \"signals.visit.count\", within_days = {days}, gte = 3 }}"
        )
    };
    finds(
        &condition(31, "window_days = 30"),
        r##"[window_too_short] /segments/s/within_days: `within_days = 31` looks back further than the 30 days for which `visit` has points (use the same number of days for both)"##,
    );
    clean(&condition(30, "window_days = 30"));
    clean(&condition(31, "half_life_days = 30"));
}

#[test]
fn a_cycle_that_holds_for_ever() {
    let cycle = |overdue: &str| {
        format!(
            "signals.order = {{}}\npurchases = {{ signals = \"order\" }}\n[buying_cycle]\nlength = {{ days = 30 }}\noverdue = {overdue}"
        )
    };
    finds(
        &cycle("\"hold\""),
        r##"[overdue_hold] /buying_cycle/overdue: the points stay forever: customers who left look ready to buy (use `overdue = { hold = 0.5, fade = 1.5 }`, the default)"##,
    );
    clean(&cycle("{ hold = 1, fade = 0 }"));
}

#[test]
fn equal_to_a_count() {
    let cases = |cases: &str| {
        format!(
            "signals.visit = {{}}\n[fit]\ngrades = [[\"A\"]]\n[[fit.criteria]]\nname = \"c\"\nfact = \"signals.visit.count\"\ncases = [{cases}]\n"
        )
    };
    finds(
        &cases("{ eq = 3, points = 5 }"),
        r##"[eq_on_count] /fit/criteria/0/cases/0/eq: `eq = 3` on the count `signals.visit.count` stops holding at the next event (use `gte = 3`)"##,
    );
    clean(&cases(
        "{ eq = 1, points = 5 }, { eq = 2, points = 9 }, { gte = 3, points = 12 }",
    ));
    clean(&cases("{ eq = 0, points = -5 }"));
    finds(
        "signals.visit = {}\nsegments.s = { fact = \"activity.count\", within_days = 7, eq = 1 }\nsegments.t = { fact = \"signals.visit.days_since\", eq = 1 }",
        r##"[eq_on_count] /segments/s/eq: `eq = 1` on the count `activity.count` stops holding at the next event (use `gte = 1`)"##,
    );
}

#[test]
fn labels_on_counts_of_all_times() {
    let text = |test: &str| {
        format!(
            r#"
signals.visit = {{}}
signals.order = {{}}
purchases.signals = "order"
[[personas]]
name = "p"
when = {{ fact = "signals.visit.count", {test} }}
[lifecycle]
stages = [{{ name = "a" }}, {{ name = "b", when = {{ fact = "signals.visit.count", {test} }} }}]
[segments]
s = {{ not = {{ fact = "activity.count", {test} }} }}
customers = {{ any = [{{ fact = "purchases.count", gte = 3 }}, {{ fact = "signals.order.count", gte = 2 }}] }}
[qualification]
rules = [{{ name = "mql", when = {{ fact = "signals.visit.count", {test} }} }}]
"#
        )
    };
    finds(
        &text("gte = 3"),
        r##"[unwindowed_count] /personas/0/when: the persona counts `signals.visit.count` without a time limit (add `within_days`)
[unwindowed_count] /lifecycle/stages/1/when: the stage counts `signals.visit.count` without a time limit (add `within_days`)
[unwindowed_count] /segments/s/not: the segment counts `activity.count` without a time limit (add `within_days`)
[unwindowed_count] /qualification/rules/0/when: the rule counts `signals.visit.count` without a time limit (add `within_days`)"##,
    );
    clean(&text("within_days = 30, gte = 3"));
    // Whether it ever happened is a lasting state.
    clean(&text("gte = 1"));
    clean(&text("eq = 0"));
}

#[test]
fn negations_of_negations() {
    condition(
        "{ not = { fact = \"profile.age\", ne = 3 } }",
        r##"[double_negative] /segments/s/not/ne: `ne` directly under `not` also holds where `profile.age` is missing (use `eq`, in `any` with `known = false` if missing should hold too)"##,
    );
    condition(
        "{ not = { fact = \"profile.title\", not_in = [\"ceo\"] } }",
        r##"[double_negative] /segments/s/not/not_in: `not_in` directly under `not` also holds where `profile.title` is missing (use `in`, in `any` with `known = false` if missing should hold too)"##,
    );
    condition(
        "{ not = { not = { fact = \"profile.age\", eq = 3 } } }",
        r##"[double_negative] /segments/s/not/not: `not` directly under `not` changes nothing (write only the inner condition)"##,
    );
    condition("{ not = { fact = \"profile.age\", eq = 3 } }", "");
    condition(
        "{ not = { any = [{ fact = \"profile.age\", ne = 3 }, { fact = \"profile.vip\", eq = true }] } }",
        "",
    );
}

#[test]
fn blank_texts() {
    condition(
        "{ fact = \"profile.title\", eq = \"\" }",
        r##"[blank_literal] /segments/s/eq: `eq` has a blank text, but no value is blank: a blank text is missing (write a text, or use `known = false`)"##,
    );
    condition(
        "{ fact = \"profile.title\", contains = [\"a\", \" \"] }",
        r##"[blank_literal] /segments/s/contains: `contains` has a blank text, and every text contains a blank text (write a text, or use `known = true`)"##,
    );
    condition(
        "{ fact = \"profile.needs\", has = \" \" }",
        r##"[blank_literal] /segments/s/has: `has` has a blank text, but no value is blank: a blank text is missing (write a text, or use `known = false`)"##,
    );
    condition("{ fact = \"profile.title\", known = false }", "");
}

#[test]
fn texts_that_comparing_trims() {
    condition(
        "{ fact = \"profile.title\", contains = \"vp \" }",
        r##"[trimmed_literal] /segments/s/contains: comparing ignores the outer white space of `vp ` (use `matches` with `\b` where a word ends, or `compare = "exact"`)"##,
    );
    condition(
        "{ fact = \"profile.title\", starts_with = \"vp \" }",
        r##"[trimmed_literal] /segments/s/starts_with: comparing ignores the outer white space of `vp ` (use `matches` with `\b` where a word ends, or `compare = "exact"`)"##,
    );
    condition("{ fact = \"profile.title\", starts_with = \" vp\" }", "");
    condition("{ fact = \"profile.title\", eq = \"vp \" }", "");
    clean(
        "attributes.t = { type = \"text\", compare = \"exact\" }\nsegments.s = { fact = \"profile.t\", contains = \"vp \" }",
    );
}

#[test]
fn patterns() {
    condition(
        "{ fact = \"profile.title\", matches = \"buyer\" }",
        r##"[plain_pattern] /segments/s/matches: the regular expression `buyer` is a plain text (use `contains`, which compares as the fact does)"##,
    );
    condition("{ fact = \"profile.title\", matches = \"^buyer\" }", "");
    condition(
        "{ fact = \"profile.title\", matches = \"ceo|cfo|\" }",
        r##"[pattern_fits_all] /segments/s/matches: the regular expression `ceo|cfo|` matches every text (remove the part that may be empty, or use `known = true`)"##,
    );
    condition("{ fact = \"profile.title\", matches = \"ceo|cfo|^$\" }", "");
    condition("{ fact = \"profile.title\", matches = \"ceo|cfo\" }", "");
}

#[test]
fn criteria_that_punish_silence() {
    let criterion = |fact: &str| {
        format!(
            "[fit]\ngrades = [[\"A\"]]\n[[fit.criteria]]\nname = \"c\"\n{fact}\ncases = [{{ when = {{ fact = \"profile.age\", gte = 18 }}, points = 5 }}]\n"
        )
    };
    people(
        &criterion("otherwise = -5"),
        r##"[otherwise_without_fact] /fit/criteria/0/otherwise: `otherwise = -5` also penalizes leads without data (name the criterion's `fact`, so that `missing` applies to them)"##,
    );
    people(&criterion("otherwise = -5\nfact = \"profile.age\""), "");
    people(&criterion("otherwise = 5"), "");
}

#[test]
fn points_for_a_missing_fact() {
    let criterion = |fact: &str, cases: &str| {
        format!(
            "signals.visit = {{}}\n[segments]\ns = {{ fact = \"signals.visit.days_since\", lt = 3 }}\n[fit]\ngrades = [[\"A\"]]\n[[fit.criteria]]\nname = \"c\"\n{fact}\nmissing = -5\ncases = [{cases}]\n"
        )
    };
    let case = "{ when = { fact = \"profile.age\", gte = 18 }, points = 5 }";
    people(
        &criterion("", case),
        r##"[idle_missing] /fit/criteria/0/missing: `missing` needs a `fact` that can be missing, and the criterion has none (name the criterion's `fact`, or remove `missing`)"##,
    );
    people(
        &criterion("fact = \"signals.visit.count\"", case),
        r##"[idle_missing] /fit/criteria/0/missing: `signals.visit.count` is never missing (remove `missing`; the cases and `otherwise` decide)"##,
    );
    people(
        &criterion("fact = \"profile.age\"", "{ known = false, points = 5 }"),
        r##"[idle_missing] /fit/criteria/0/missing: a case covers the leads whose `profile.age` is missing (remove `missing`, or the case)"##,
    );
    people(&criterion("fact = \"signals.visit.days_since\"", case), "");
}

#[test]
fn more_groups_than_five() {
    let groups = |section: &str, bands: &str, count: usize| {
        let mut text = format!("[{section}]\n{bands}\n");
        for at in 1..=count {
            text.push_str(&format!("groups.g{at} = {{}}\n"));
        }
        for at in 1..=count {
            text.push_str(&format!("[[{section}.criteria]]\nname = \"c{at}\"\nfact = \"profile.age\"\ngroup = \"g{at}\"\ncases = [{{ gte = {at}, points = 1 }}]\n"));
        }
        text
    };
    people(
        &groups("fit", "grades = [[\"A\"]]", 6),
        r##"[too_many_groups] /fit/groups: there are 6 groups in fit (up to 5 are easy to understand)"##,
    );
    people(
        &groups("engagement", "ranks = [[1]]", 6),
        r##"[too_many_groups] /engagement/groups: there are 6 groups in engagement (up to 5 are easy to understand)"##,
    );
    people(&groups("fit", "grades = [[\"A\"]]", 5), "");
}

#[test]
fn outside_of_readiness() {
    let text = |parts: &str| {
        format!(
            r#"{PEOPLE}
signals.visit = {{ points = 5, group = "web" }}
signals.fair = {{ points = 5, group = "person" }}
signals.form = {{ points = 5 }}
[fit]
grades = [["A"]]
groups.company = {{}}
[[fit.criteria]]
name = "size"
fact = "profile.age"
group = "company"
cases = [{{ gte = 18, points = 5 }}]
[[fit.criteria]]
name = "title"
fact = "profile.title"
cases = [{{ eq = "buyer", points = 5 }}]
[engagement]
ranks = [[1]]
decay = {{ half_life_days = 9 }}
groups.web = {{}}
groups.person = {{}}
[readiness]
threshold = 10
{parts}
"#
        )
    };
    finds(
        &text("parts = [\"fit.groups.company\", \"engagement.groups.web\"]"),
        r##"[outside_readiness] /readiness/parts: worth points of fit, but outside every part: `title` (add their groups, or `fit` as a whole)
[outside_readiness] /readiness/parts: worth points of engagement, but outside every part: `fair`, `form` (add their groups, or `engagement` as a whole)"##,
    );
    finds(
        &text("parts = [\"fit\"]"),
        r##"[outside_readiness] /readiness/parts: worth points of engagement, but outside every part: `fair`, `form`, `visit` (add their groups, or `engagement` as a whole)"##,
    );
    clean(&text(""));
    clean(&text("parts = [\"engagement\"]"));
    clean(&text("parts = [\"fit\", \"engagement\"]"));
    finds(
        &text("parts = [\"engagement\", \"fit\", \"engagement.groups.web\"]"),
        r##"[counted_twice] /readiness/parts/2: `engagement.groups.web` counts twice: it is a part of `engagement` (name `engagement`, or its groups one by one)"##,
    );
}

#[test]
fn steps_without_a_way_out() {
    let steps = |allowed: &str, step: &str| {
        format!(
            "channels.phone = {{ {allowed} }}\nchannels.post = {{ allowed = {{ any = [] }} }}\nchannels.mail = {{ allowed = {{ all = [] }} }}\n[[next_steps]]\nname = \"a\"\nwhen = {{ all = [] }}\n{step}\n[[next_steps]]\nname = \"b\"\nwhen = {{ all = [] }}\nchannel = \"mail\"\nfallback = [\"phone\", \"post\"]\n"
        )
    };
    finds(
        &steps("", "channel = \"phone\""),
        r##"[channel_never_allowed] /next_steps/0/channel: the channel `phone` is never allowed (say under `channels` when `phone` is `allowed`)"##,
    );
    finds(
        &steps("", "channel = \"phone\"\nfallback = [\"post\"]"),
        r##"[channel_never_allowed] /next_steps/0/channel: none of the step's channels is ever allowed (say under `channels` when one of them is `allowed`)"##,
    );
    clean(&steps(
        "",
        "channel = \"phone\"\nfallback = [\"post\", \"mail\"]",
    ));
    clean(&steps("allowed = { all = [] }", "channel = \"phone\""));
    finds(
        &steps("", "fallback = [\"mail\"]"),
        r##"[idle_fallback] /next_steps/0/fallback: a step without a channel never falls back (name its `channel`, or remove `fallback`)"##,
    );
    finds(
        &steps("", "channel = \"mail\"\nfallback = [\"phone\", \"mail\"]"),
        r##"[idle_fallback] /next_steps/0/fallback/1: the channel `mail` is tried before (list each channel once)"##,
    );
}

#[test]
fn names_that_look_equal() {
    finds(
        r#"
attributes.Age = { type = "number" }
attributes.age = { type = "number" }
signals.visit = { event = "page_view" }
signals.form = { event = "Page_View" }
[fit]
grades = [["A"]]
[[fit.criteria]]
name = "Size"
fact = "profile.Age"
cases = [{ gte = 18, points = 5 }]
[[fit.criteria]]
name = "size "
fact = "profile.age"
cases = [{ gte = 18, points = 5 }]
[segments]
s = { any = [{ fact = "signals.visit.count", gte = 1 }, { fact = "signals.form.count", gte = 1 }] }
[qualification]
rules = [{ name = "UnQualified", when = { fact = "profile.age", gte = 3 } }]
"#,
        r##"[look_alike] /attributes/age: the attribute `age` looks like `Age` (give it another name, or use one for both)
[look_alike] /signals/visit/event: the event `page_view` looks like `Page_View` (event names compare exactly: use one spelling)
[look_alike] /fit/criteria/1: the criterion `size ` looks like `Size` (give it another name, or use one for both)
[look_alike] /qualification/default: the qualification `unqualified` looks like `UnQualified` (give it another name, or use one for both)"##,
    );
    clean(
        r#"
attributes.age1 = { type = "number" }
attributes.age2 = { type = "number" }
segments.age1 = { fact = "profile.age1", gte = 3 }
segments.age2 = { fact = "profile.age2", gte = 3 }
"#,
    );
}

#[test]
fn seasons_that_are_over() {
    let model = model(
        r#"
seasons.sale = { dates = [["2026-11-01", "2026-11-30"], ["2025-11-01", "2025-11-30"]] }
seasons.tax = { from = "03-01", to = "04-15" }
segments.s = { any = [{ fact = "seasons.sale", eq = true }, { fact = "seasons.tax", eq = true }] }
"#,
    );
    let on = |day: &str| lines(&model.lint_as_of(Day::parse(day).unwrap()));
    assert_eq!(on("2026-11-30"), "");
    assert_eq!(lines(&model.lint()), "");
    assert_eq!(
        on("2026-12-01"),
        "[season_over] /seasons/sale/dates: the season `sale` ended on 2026-11-30 (add the next dates, or remove the season)"
    );
}

#[test]
fn findings_come_in_the_order_of_the_document() {
    let mut personas = String::new();
    for at in 0..12 {
        personas.push_str(&format!(
            "[[personas]]\nname = \"p{at}\"\nwhen = {{ fact = \"profile.age\", eq = 3 }}\n"
        ));
    }
    let text = format!(
        "attributes.age = {{ type = \"number\" }}\nseasons.x = {{ from = \"01-01\", to = \"02-01\" }}\n{personas}"
    );
    let paths: Vec<String> = model(&text)
        .lint()
        .into_iter()
        .map(|one| one.path)
        .collect();
    let mut expected = vec!["/seasons/x".to_owned()];
    expected.extend((1..12).map(|at| format!("/personas/{at}")));
    assert_eq!(paths, expected);
}

#[test]
fn a_large_model_is_linted_in_time() {
    let mut text = String::from(
        "attributes.age = { type = \"number\" }\nattributes.title = { type = \"text\" }\n[fit]\ngrades = [[\"A\"]]\n",
    );
    for fact in ["age", "title"] {
        text.push_str(&format!(
            "[[fit.criteria]]\nname = \"{fact}\"\nfact = \"profile.{fact}\"\ncases = [\n"
        ));
        for at in 0..4_900 {
            let value = if fact == "age" {
                format!("{at}")
            } else {
                format!("\"t{at}\"")
            };
            text.push_str(&format!("{{ eq = {value}, points = 1 }},\n"));
        }
        text.push_str("]\n");
    }
    let model = model(&text);
    let begun = std::time::Instant::now();
    assert_eq!(model.lint(), []);
    assert!(begun.elapsed().as_secs() < 60, "took {:?}", begun.elapsed());
}

/// The codes that the findings above are pinned with.
#[test]
fn every_code_is_tested() {
    let known: BTreeSet<&str> = LINTS.iter().map(|(code, _)| *code).collect();
    assert_eq!(known.len(), LINTS.len(), "a code is listed twice");
    let source = include_str!("lint.rs");
    for code in known {
        assert!(source.contains(&format!("[{code}] /")), "{code}");
    }
}

#[test]
fn a_finding_serialises() {
    let found = model("attributes.age = { type = \"number\" }").lint();
    assert_eq!(
        serde_json::to_value(&found).unwrap(),
        json!([{
            "code": "unused", "path": "/attributes/age",
            "message": "nothing reads the attribute `age`", "help": "use it or remove it",
        }])
    );
}

/// What a lead of the tests below knows of itself: every combination matters.
const AGES: [Option<f64>; 14] = [
    None,
    Some(-0.5),
    Some(0.0),
    Some(0.5),
    Some(1.0),
    Some(1.5),
    Some(2.0),
    Some(2.5),
    Some(3.0),
    Some(3.5),
    Some(4.0),
    Some(4.5),
    Some(5.0),
    Some(5.5),
];
const FLAGS: [Option<bool>; 3] = [None, Some(true), Some(false)];
const TITLES: [Option<&str>; 6] = [
    None,
    Some("a"),
    Some("b"),
    Some("ab"),
    Some("ba"),
    Some("c"),
];

fn profiles() -> Vec<Profile> {
    let mut profiles = Vec::new();
    for age in AGES {
        for flag in FLAGS {
            for title in TITLES {
                let profile = Profile::default()
                    .with("age", age.map_or(Value::Null, Value::from))
                    .with("vip", flag.map_or(Value::Null, Value::from))
                    .with("title", title.map_or(Value::Null, Value::from));
                profiles.push(profile);
            }
        }
    }
    profiles
}

fn on_age() -> impl Strategy<Value = serde_json::Value> {
    let number = || 0..6_i32;
    prop_oneof![
        (
            prop::sample::select(vec!["eq", "ne", "gt", "gte", "lt", "lte"]),
            number()
        )
            .prop_map(|(key, number)| json!({ key: number })),
        (number(), number()).prop_map(|(a, b)| json!({ "between": [a.min(b), a.max(b)] })),
        prop::collection::vec(number(), 1..4).prop_map(|list| json!({ "in": list })),
        prop::collection::vec(number(), 1..4).prop_map(|list| json!({ "not_in": list })),
        any::<bool>().prop_map(|known| json!({ "known": known })),
    ]
}

fn on_title() -> impl Strategy<Value = serde_json::Value> {
    let text = || prop::sample::select(vec!["a", "b", "ab", "ba", "c"]);
    prop_oneof![
        (
            prop::sample::select(vec![
                "eq",
                "ne",
                "contains",
                "starts_with",
                "ends_with",
                "matches"
            ]),
            text()
        )
            .prop_map(|(key, text)| json!({ key: text })),
        prop::collection::vec(text(), 1..4).prop_map(|list| json!({ "in": list })),
        prop::collection::vec(text(), 1..4).prop_map(|list| json!({ "not_in": list })),
    ]
}

fn on_vip() -> impl Strategy<Value = serde_json::Value> {
    (prop::sample::select(vec!["eq", "ne"]), any::<bool>())
        .prop_map(|(key, flag)| json!({ key: flag }))
}

fn conditions() -> impl Strategy<Value = serde_json::Value> {
    let about = |fact: &'static str| {
        move |mut test: serde_json::Value| {
            test["fact"] = json!(format!("profile.{fact}"));
            test
        }
    };
    let test = prop_oneof![
        3 => on_age().prop_map(about("age")),
        1 => on_title().prop_map(about("title")),
        1 => on_vip().prop_map(about("vip")),
    ];
    test.prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(|list| json!({ "all": list })),
            prop::collection::vec(inner.clone(), 0..4).prop_map(|list| json!({ "any": list })),
            inner.prop_map(|one| json!({ "not": one })),
        ]
    })
}

/// A model with one criterion whose cases give 1, 2, 3, .. points.
fn with_cases(fact: &str, cases: Vec<serde_json::Value>) -> Model {
    let cases: Vec<_> = (1..)
        .zip(cases)
        .map(|(points, mut case)| {
            case["points"] = json!(points);
            case
        })
        .collect();
    let criterion =
        json!({ "name": "c", "fact": fact, "cases": cases, "otherwise": 100, "missing": 200 });
    Model::from_value(&json!({
        "format": 1, "name": "m",
        "attributes": {
            "age": { "type": "number" }, "vip": { "type": "flag" }, "title": { "type": "text" },
        },
        "fit": { "grades": [["A"]], "criteria": [criterion] },
    }))
    .unwrap()
}

/// The points that any of the profiles gets.
fn reached(model: &Model) -> BTreeSet<Milli> {
    let as_of = model.as_of("2026-11-22").unwrap();
    let points = |profile: &Profile| model.assess(profile, &[], as_of).fit_points();
    profiles().iter().filter_map(points).collect()
}

/// The points of the cases that lint reports as unreachable.
fn said_unreachable(model: &Model) -> BTreeSet<Milli> {
    let mut said = BTreeSet::new();
    for finding in model.lint() {
        let rest = finding.path.strip_prefix("/fit/criteria/0/");
        match (finding.code, rest.unwrap_or_default()) {
            ("unreachable", "otherwise") => said.insert(Milli::whole(100)),
            ("idle_missing", "missing") => said.insert(Milli::whole(200)),
            ("unreachable", case) => {
                let at: i64 = case.strip_prefix("cases/").unwrap().parse().unwrap();
                said.insert(Milli::whole(at + 1))
            }
            ("never_holds", case) if case.split('/').count() == 3 && !case.ends_with("/when") => {
                let at: i64 = case.split('/').nth(1).unwrap().parse().unwrap();
                said.insert(Milli::whole(at + 1))
            }
            _ => false,
        };
    }
    said
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    /// No profile reaches a case that lint reports as unreachable.
    #[test]
    fn what_is_unreachable_nobody_reaches(cases in prop::collection::vec(conditions(), 1..5)) {
        let cases = cases.into_iter().map(|when| json!({ "when": when })).collect();
        let model = with_cases("profile.age", cases);
        let (said, reached) = (said_unreachable(&model), reached(&model));
        prop_assert!(said.is_disjoint(&reached), "said {said:?}, reached {reached:?}");
    }

    /// Of cases on one number nothing is overlooked.
    #[test]
    fn every_unreachable_case_on_a_number_is_found(cases in prop::collection::vec(on_age(), 1..6)) {
        let count = i64::try_from(cases.len()).unwrap();
        let model = with_cases("profile.age", cases);
        let (said, reached) = (said_unreachable(&model), reached(&model));
        let all = (1..=count).chain([100, 200]).map(Milli::whole).collect::<BTreeSet<_>>();
        prop_assert_eq!(said, &all - &reached);
    }

    /// No events lead to a rank that lint reports as unreachable.
    #[test]
    fn ranks_beyond_the_points_nobody_reaches(
        points in prop::sample::select(vec![-7, 5, 12]),
        decay in prop::sample::select(vec![
            json!("none"), json!({ "window_days": 3 }), json!({ "linear_days": 4 }),
            json!({ "half_life_days": 1 }), json!({ "step_days": 1, "keep": 0.5 }),
            json!({ "table": [[0, 1], [1, 0.2], [2, 0.9], [4, 0]] }),
        ]),
        limits in (prop::option::of(1..9), prop::option::of(1..4)),
        clamps in (prop::option::of(-30..=0), prop::option::of(0..50), prop::option::of(-20..=0), prop::option::of(0..40)),
        weight in prop::sample::select(vec![0.5, 1.0, 2.0]),
        days in prop::collection::vec(0..9_u8, 0..30),
    ) {
        let (limit, daily) = limits;
        let (min, max, group_min, group_max) = clamps;
        let ranks: Vec<_> = (0..40)
            .map(|at| json!([at + 1, 76 - 4 * at]))
            .chain([json!([99])])
            .collect();
        let model = Model::from_value(&json!({
            "format": 1, "name": "m",
            "signals": { "visit": {
                "points": points, "decay": decay, "limit": limit, "limit_per_day": daily,
                "min": min, "max": max, "group": "web",
            } },
            "engagement": {
                "ranks": ranks,
                "groups": { "web": { "min": group_min, "max": group_max, "weight": weight } },
            },
        })).unwrap();
        let event = |day: &u8| Event::new("visit", format!("2026-11-{:02}T12:00:00Z", 22 - day));
        let events: Vec<Event> = days.iter().map(event).collect();
        let assessment = model.assess(&Profile::default(), &events, model.as_of("2026-11-22").unwrap());
        let rank = assessment.rank().unwrap();
        let at = if rank == 99 { 40 } else { rank - 1 };
        for finding in model.lint() {
            prop_assert!(finding.path != format!("/engagement/ranks/{at}"), "{finding}");
        }
    }

    /// A segment that lint reports as never or always true is so.
    #[test]
    fn what_never_or_always_holds_does_so(condition in conditions()) {
        let model = Model::from_value(&json!({
            "format": 1, "name": "m",
            "attributes": {
                "age": { "type": "number" }, "vip": { "type": "flag" }, "title": { "type": "text" },
            },
            "segments": { "s": condition },
        })).unwrap();
        let as_of = model.as_of("2026-11-22").unwrap();
        let holds: BTreeSet<bool> = profiles()
            .iter()
            .map(|profile| !model.assess(profile, &[], as_of).segments().unwrap().is_empty())
            .collect();
        for finding in model.lint() {
            let is_root = ["/segments/s", "/segments/s/all", "/segments/s/any"].contains(&finding.path.as_str());
            match finding.code {
                "never_holds" if is_root => prop_assert!(!holds.contains(&true), "{finding}"),
                "always_holds" if is_root => prop_assert!(!holds.contains(&false), "{finding}"),
                _ => {}
            }
        }
    }
}

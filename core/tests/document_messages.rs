//! The exact messages of all problems of a document: what was found, where, and what is
//! allowed. All problems of a text are reported at once, in the order of the text.

#![expect(clippy::unwrap_used, reason = "a test may stop at once")]

use leadgrade::document::{CODES, Document, ModelError};

/// The problems of a refused text, one a line.
fn problems(read: Result<Document, ModelError>) -> String {
    let lines: Vec<String> = read
        .unwrap_err()
        .problems
        .iter()
        .map(ToString::to_string)
        .collect();
    lines.join("\n")
}

/// Checks the problems of a TOML text.
fn toml(text: &str, expected: &str) {
    assert_eq!(problems(Document::from_toml(text)), expected, "{text}");
}

/// Checks the problems of a JSON text.
fn json(text: &str, expected: &str) {
    assert_eq!(problems(Document::from_json(text)), expected, "{text}");
}

#[test]
fn the_top_level() {
    toml(
        r##"format = 2
timezone = "Europe/Berln"
"##,
        r##"1:1: [not_allowed] /format: found 2 (expected `format = 1`)
1:1: [missing_key] /name: `name` is missing (`name` is required here)
2:1: [unknown_timezone] /timezone: there is no time zone `Europe/Berln` (did you mean `Europe/Berlin`?)"##,
    );
    toml(
        r##"format = 1
name = "m.1"
revision = true
description = 3
fitt = {}
weather = 1
"##,
        r##"2:1: [bad_name] /name: the name `m.1` has a dot (names have 1 to 100 characters and no dots, control or format characters)
3:1: [wrong_type] /revision: found true (expected a text or a number)
4:1: [wrong_type] /description: found 3 (expected a text)
5:1: [unknown_key] /fitt: `fitt` is not known here (did you mean `fit`?)
6:1: [unknown_key] /weather: `weather` is not known here (known here: `format`, `name`, `revision`, `description`, `timezone`, `attributes`, `properties`, `signals`, `purchases`, `switches`, `seasons`, `scope`, `completeness`, `personas`, `fit`, `engagement`, `buying_cycle`, `readiness`, `interests`, `lifecycle`, `segments`, `qualification`, `channels`, `next_steps`, `priority` or `tests`)"##,
    );
    toml(
        r##"format = 1
name = ""
signals = []
next_steps = {}
"##,
        r##"2:1: [bad_name] /name: the name `` is empty (names have 1 to 100 characters and no dots, control or format characters)
3:1: [wrong_type] /signals: found a list (expected a table)
4:1: [wrong_type] /next_steps: found a table (expected a list; in TOML each element begins with `[[next_steps]]`)"##,
    );
}

#[test]
fn mistakes_in_toml() {
    toml(
        r##"format = 1
name = "m"
[fit]
max = 10
timezone = "UTC"
personas = []
[fit.channels.phone]
"##,
        r##"5:1: [misplaced_section] /fit/timezone: `timezone` belongs to the top level of the document, not in `fit` (in TOML, write `timezone = ..` before the first `[table]`)
6:1: [misplaced_section] /fit/personas: `personas` belongs to the top level of the document, not in `fit` (in TOML, write `[[personas]]`, or `personas = ..` before the first `[table]`)
7:6: [misplaced_section] /fit/channels: `channels` belongs to the top level of the document, not in `fit` (in TOML, write `[channels]`, or `channels = ..` before the first `[table]`)"##,
    );
    toml(
        r##"format = 1
name = "m"
[attributes.annual.revenue]
type = "number"
[signals.a.fit]
points = 3
[segments.a.b]
fact = "x"
eq = 3
"##,
        r##"3:20: [dotted_name] /attributes/annual/revenue: `annual.revenue` is read as `revenue` inside `annual` (TOML reads a dot as nesting, and names have no dots: use `_` or a space)
5:12: [dotted_name] /signals/a/fit: `a.fit` is read as `fit` inside `a` (TOML reads a dot as nesting, and names have no dots: use `_` or a space)
7:13: [dotted_name] /segments/a/b: `a.b` is read as `b` inside `a` (TOML reads a dot as nesting, and names have no dots: use `_` or a space)"##,
    );
    toml(
        r##"format = 1
name = "m"
[signals.a]
fit = { max = 3 }
when = { fact = "event.value", gt = 3 }
[attributes.b]
tipe = "text"
"##,
        r##"4:1: [dotted_name] /signals/a/fit: `a.fit` is read as `fit` inside `a` (TOML reads a dot as nesting, and names have no dots: use `_` or a space)
5:1: [unknown_key] /signals/a/when: `when` is not known here (known here: `event`, `where`, `points`, `points_per_unit`, `group`, `decay`, `min`, `max`, `limit`, `limit_per_day` or `activity`)
7:1: [unknown_key] /attributes/b/tipe: `tipe` is not known here (did you mean `type`?)"##,
    );
    toml(
        r##"format = 1
name = "m"
[fit.criteria]
name = "c"
[[engagement]]
"##,
        r##"3:6: [wrong_type] /fit/criteria: found a table (expected a list; in TOML each element begins with `[[fit.criteria]]`)
5:3: [wrong_type] /engagement: found a list (expected a table)"##,
    );
}

#[test]
fn syntax_of_toml() {
    toml(
        r##"format = 1
name = "m
x =
[a
[fit]
[fit]
"##,
        r##"2:10: [syntax] /: invalid basic string (expected `"`)
3:4: [syntax] /: string values must be quoted (expected literal string)
4:3: [syntax] /: unclosed table (expected `]`)
6:2: [duplicate_key] /: the key `fit` occurs twice (remove one of them)"##,
    );
    toml(
        r##"format = 1
name = "m"
name = "n"
[fit]
max = inf
min = -1e999
"##,
        r##"3:1: [duplicate_key] /: the key `name` occurs twice (remove one of them)"##,
    );
    toml(
        r##"format = 1
name = "m"
a.b.c.d.e.f.g.h.i.j = 1
"##,
        r##"3:1: [too_deep] /: a key has too many dots (at most 8 dots in a key outside of a `[header]`)"##,
    );
}

#[test]
fn names() {
    toml(
        r##"format = 1
name = "m"
[attributes]
lead = { type = "text" }
"a\u200Eb" = { type = "text" }
"x.y" = { type = "text" }
[properties]
value = { type = "number" }
"##,
        r##"4:1: [reserved_name] /attributes/lead: the name `lead` is reserved (use another name than `lead`, `valid_from` or `recorded_at`)
5:1: [bad_name] /attributes/a‎b: the name `a\u{200e}b` has a control or format character (names have 1 to 100 characters and no dots, control or format characters)
6:1: [bad_name] /attributes/x.y: the name `x.y` has a dot (names have 1 to 100 characters and no dots, control or format characters)
8:1: [reserved_name] /properties/value: the name `value` is reserved (use another name than `event`, `at`, `value`, `id`, `lead` or `recorded_at`)"##,
    );
    toml(
        r##"format = 1
name = "m"
[signals]
"é" = {}
"é" = {}
"##,
        r##"5:1: [duplicate_name] /signals/é: `é` occurs twice (names must be unique after Unicode NFC)"##,
    );
    toml(
        r##"format = 1
name = "m"
next_steps = [{ name = "a", when = { all = [] } }, { name = "a", when = { all = [] } }]
"##,
        r##"3:54: [duplicate_name] /next_steps/1/name: `a` occurs twice (names must be unique after Unicode NFC)"##,
    );
}

#[test]
fn attributes_and_signals() {
    toml(
        r##"format = 1
name = "m"
[attributes.a]
type = "numbr"
compare = 3
kind = "semantic "
[attributes.b]
note = 3
"##,
        r##"4:1: [not_allowed] /attributes/a/type: found `numbr` (did you mean `number`? allowed: `number`, `text`, `flag`, `date` or `tags`)
5:1: [wrong_type] /attributes/a/compare: found 3 (expected `fold`, `exact` or `loose`)
6:1: [not_allowed] /attributes/a/kind: found `semantic ` (did you mean `semantic`? allowed: `semantic`, `episodic`, `hypothetical` or `value`)
7:13: [missing_key] /attributes/b/type: `type` is missing (`type` is required here)
8:1: [wrong_type] /attributes/b/note: found 3 (expected a text)"##,
    );
    toml(
        r##"format = 1
name = "m"
[signals.a]
event = ""
points = 1.2345
points_per_unit = 2000
min = 1
max = -1
limit = 0
limit_per_day = 2.5
activity = "yes"
[signals.b]
limit = 3
points = -1000000.001
"##,
        r##"3:10: [conflicting_keys] /signals/a: `points` and `points_per_unit` exclude each other (use one of them)
4:1: [empty_text] /signals/a/event: found an empty text (expected a text that is not empty)
5:1: [too_many_places] /signals/a/points: found 1.2345 (expected a number from -1,000,000 to 1,000,000 with at most three places)
6:1: [out_of_range] /signals/a/points_per_unit: found 2000 (expected a number from -1,000 to 1,000 with at most three places)
7:1: [out_of_range] /signals/a/min: found 1 (expected a number from -1,000,000 to 0 with at most three places)
8:1: [out_of_range] /signals/a/max: found -1 (expected a number from 0 to 1,000,000 with at most three places)
9:1: [out_of_range] /signals/a/limit: found 0 (expected a whole number from 1 to 4,294,967,295)
10:1: [not_whole] /signals/a/limit_per_day: found 2.5 (expected a whole number from 1 to 4,294,967,295)
11:1: [wrong_type] /signals/a/activity: found the text `yes` (expected true or false)
14:1: [out_of_range] /signals/b/points: found -1000000.001 (expected a number from -1,000,000 to 1,000,000 with at most three places)"##,
    );
    toml(
        r##"format = 1
name = "m"
[signals]
a.decay = "nun"
b.decay = 3
c.decay = {}
d.decay = { half_life_days = 0, linear_days = 3 }
e.decay = { step_days = 3, keep = 1 }
f.decay = { table = [[1, 1], [30, 0.1234567], [30, 2], [4], [20, 0.5]], keep = 0.5 }
"##,
        r##"4:3: [not_allowed] /signals/a/decay: found the text `nun` (expected `"none"` or a table such as `{ half_life_days = 30 }`)
5:3: [wrong_type] /signals/b/decay: found 3 (expected `"none"` or a table such as `{ half_life_days = 30 }`)
6:3: [missing_key] /signals/c/decay: the kind of decay is missing (use `"none"`, or one of `half_life_days`, `linear_days`, `window_days`, `step_days` with `keep`, and `table`)
7:3: [conflicting_keys] /signals/d/decay: `half_life_days` and `linear_days` exclude each other (use `"none"`, or one of `half_life_days`, `linear_days`, `window_days`, `step_days` with `keep`, and `table`)
7:13: [out_of_range] /signals/d/decay/half_life_days: found 0 (expected a whole number from 1 to 3,650)
8:28: [out_of_range] /signals/e/decay/keep: found 1 (expected a number above 0 and below 1 with at most three places)
9:3: [conflicting_keys] /signals/f/decay: `keep` conflicts with `table` (use `keep` with `step_days`)
9:22: [wrong_order] /signals/f/decay/table/0: the first row is not day 0 with factor 1 (put `[0, 1]` first)
9:35: [too_many_places] /signals/f/decay/table/1/1: found 0.1234567 (expected a number from 0 to 1 with at most six places)
9:52: [out_of_range] /signals/f/decay/table/2/1: found 2 (expected a number from 0 to 1 with at most six places)
9:56: [bad_row] /signals/f/decay/table/3: found a list of length 1 (expected a day and a factor, such as `[30, 0.5]`)"##,
    );
    toml(
        r##"format = 1
name = "m"
[purchases]
signals = []
[switches]
a = { on = [], off = [] }
b = { on = "x", off = "y", by = "p", default = true }
c = { on = "x" }
"##,
        r##"4:1: [empty_list] /purchases/signals: found an empty list (add at least one element)
6:1: [empty_list] /switches/a: neither `on` nor `off` names a signal (name at least one signal)
7:1: [conflicting_keys] /switches/b: `default = true` conflicts with `by` (with `by`, a switch is off before its first event)
8:1: [missing_key] /switches/c/off: `off` is missing (`off` is required here)"##,
    );
    toml(
        r##"format = 1
name = "m"
[seasons]
a = { from = "02-29", to = "13-01" }
b = { dates = [["2026-03-19", "2026-02-18"], ["2026-02-30", 3], []], from = "01-01" }
c = {}
"##,
        r##"4:7: [bad_date] /seasons/a/from: found the text `02-29` (expected `02-28`, which includes 29 February, or `03-01`)
4:23: [bad_date] /seasons/a/to: found the text `13-01` (expected a month and a day such as `03-01`)
5:1: [conflicting_keys] /seasons/b: `from` conflicts with `dates` (use `from` and `to`, or `dates`)
5:16: [wrong_order] /seasons/b/dates/0: the first date is after the last (put the earlier date first)
5:47: [bad_date] /seasons/b/dates/1/0: found the text `2026-02-30` (expected a date such as `2026-02-18`)
5:61: [wrong_type] /seasons/b/dates/1/1: found 3 (expected a date such as `2026-02-18`)
5:65: [bad_row] /seasons/b/dates/2: found a list of length 0 (expected the first and the last date, such as `["2026-02-18", "2026-03-19"]`)
6:1: [missing_key] /seasons/c/from: `from` is missing (`from` is required here)
6:1: [missing_key] /seasons/c/to: `to` is missing (`to` is required here)"##,
    );
}

#[test]
fn fit_and_engagement() {
    toml(
        r##"format = 1
name = "m"
[fit]
grades = [["A", 80], ["B", 90], ["A"], ["C", 3]]
min = 5
max = 4
groups.g = { min = 1, max = -1, weight = 1001 }
"##,
        r##"3:2: [wrong_order] /fit: `min` is greater than `max` (`min` must be at most `max`)
4:22: [wrong_order] /fit/grades/1: the points do not decrease from row to row (put the best first)
4:33: [bad_row] /fit/grades/2: found a list of length 1 (expected a list of the name and its least points)
4:40: [bad_row] /fit/grades/3: found a list of length 2 (expected a list of the name alone)
7:14: [out_of_range] /fit/groups/g/min: found 1 (expected a number from -1,000,000 to 0 with at most three places)
7:23: [out_of_range] /fit/groups/g/max: found -1 (expected a number from 0 to 1,000,000 with at most three places)
7:33: [out_of_range] /fit/groups/g/weight: found 1001 (expected a number from 0 to 1,000 with at most three places)"##,
    );
    toml(
        r##"format = 1
name = "m"
[engagement]
ranks = [[0, 80], [1.5, 60], "x", [2]]
inactivity = { after_days = 30, points = 5, min = 3, evry_days = 3 }
groups = []
[fit]
grades = []
"##,
        r##"4:11: [out_of_range] /engagement/ranks/0/0: found 0 (expected a whole number from 1 to 4,294,967,295)
4:20: [not_whole] /engagement/ranks/1/0: found 1.5 (expected a whole number from 1 to 4,294,967,295)
4:30: [wrong_type] /engagement/ranks/2: found the text `x` (expected a list of the name and its least points)
5:33: [out_of_range] /engagement/inactivity/points: found 5 (expected a number from -1,000,000 to 0 with at most three places)
5:45: [out_of_range] /engagement/inactivity/min: found 3 (expected a number from -1,000,000 to 0 with at most three places)
5:54: [unknown_key] /engagement/inactivity/evry_days: `evry_days` is not known here (did you mean `every_days`?)
6:1: [wrong_type] /engagement/groups: found a list (expected a table)
8:1: [empty_list] /fit/grades: found an empty list (add at least one element)"##,
    );
    toml(
        r##"format = 1
name = "m"
[[fit.criteria]]
name = "c"
cases = [{ gte = 3, points = 3 }, { when = { all = [] }, points = 1, within_days = 3, eq = 1 }, { points = 3 }, { has = "a" }]
[[fit.criteria]]
name = "c"
fact = ""
"##,
        r##"3:1: [missing_key] /fit/criteria/0/fact: `fact` is missing (add `fact`, which the operators of the cases test, or use `when` in each case)
5:35: [conflicting_keys] /fit/criteria/0/cases/1: `eq` conflicts with `when` (a case has an operator on the criterion's fact, or `when`)
5:35: [conflicting_keys] /fit/criteria/0/cases/1: `within_days` conflicts with `when` (a case has an operator on the criterion's fact, or `when`)
5:97: [missing_operator] /fit/criteria/0/cases/2: the operator is missing (use one of `eq`, `ne`, `gt`, `gte`, `lt`, `lte`, `between`, `or_better`, `or_worse`, `in`, `not_in`, `contains`, `starts_with`, `ends_with`, `matches`, `has`, `has_all` or `known`)
5:113: [missing_key] /fit/criteria/0/cases/3/points: `points` is missing (`points` is required here)
6:1: [missing_key] /fit/criteria/1/cases: `cases` is missing (`cases` is required here)
7:1: [duplicate_name] /fit/criteria/1/name: `c` occurs twice (names must be unique after Unicode NFC)
8:1: [empty_text] /fit/criteria/1/fact: found an empty text (expected a text that is not empty)"##,
    );
}

#[test]
fn conditions() {
    toml(
        r##"format = 1
name = "m"
[segments]
a = { fact = "x" }
b = { eq = 1 }
c = { fact = "x", eq = 1, ne = 2 }
d = { all = [], any = [] }
e = { all = [], eq = 3 }
f = {}
g = 3
h = { any = {} }
"##,
        r##"4:1: [missing_operator] /segments/a: the operator is missing (use one of `eq`, `ne`, `gt`, `gte`, `lt`, `lte`, `between`, `or_better`, `or_worse`, `in`, `not_in`, `contains`, `starts_with`, `ends_with`, `matches`, `has`, `has_all` or `known`)
5:1: [missing_key] /segments/b/fact: `fact` is missing (a condition has one of `fact`, `all`, `any` or `not`)
6:1: [conflicting_keys] /segments/c: `eq` and `ne` exclude each other (use one operator, or `all` for several)
7:1: [conflicting_keys] /segments/d: `any` conflicts with `all` (a condition has one of `fact`, `all`, `any` and `not`, and operators only with `fact`)
8:1: [conflicting_keys] /segments/e: `eq` conflicts with `all` (a condition has one of `fact`, `all`, `any` and `not`, and operators only with `fact`)
9:1: [missing_operator] /segments/f: the operator is missing (use one of `eq`, `ne`, `gt`, `gte`, `lt`, `lte`, `between`, `or_better`, `or_worse`, `in`, `not_in`, `contains`, `starts_with`, `ends_with`, `matches`, `has`, `has_all` or `known`)
9:1: [missing_key] /segments/f/fact: `fact` is missing (a condition has one of `fact`, `all`, `any` or `not`)
10:1: [wrong_type] /segments/g: found 3 (expected a table)
11:7: [wrong_type] /segments/h/any: found a table (expected a list; in TOML each element begins with `[[segments.h.any]]`)"##,
    );
    toml(
        r##"format = 1
name = "m"
[segments]
a = { fact = "x", between = [3, 1] }
b = { fact = "x", between = ["2026-02-01", "2026-01-01"] }
c = { fact = "x", between = [1, "a"] }
d = { fact = "x", between = [1] }
e = { fact = "x", in = [] }
f = { fact = "x", in = "a" }
g = { fact = "x", matches = 3 }
h = { fact = "x", eq = { fct = "x" } }
i = { fact = "x", known = 1 }
j = { fact = "x", has = [1] }
k = { fact = "x", gt = [] }
l = { fact = "x", eq = 1, within_days = 0 }
m = { fact = "x", startswith = "a" }
"##,
        r##"4:19: [wrong_order] /segments/a/between: the first value is greater than the second (put the smaller one first)
5:19: [wrong_order] /segments/b/between: the first value is greater than the second (put the smaller one first)
6:19: [wrong_type] /segments/c/between: found two values of different types (expected a list of two numbers or two dates)
7:19: [bad_row] /segments/d/between: found a list of length 1 (expected a list of two numbers or two dates)
8:19: [empty_list] /segments/e/in: found an empty list (add at least one element)
9:19: [wrong_type] /segments/f/in: found the text `a` (expected a list)
10:19: [wrong_type] /segments/g/matches: found 3 (expected a text)
11:26: [unknown_key] /segments/h/eq/fct: `fct` is not known here (did you mean `fact`?)
12:19: [wrong_type] /segments/i/known: found 1 (expected true or false)
13:26: [wrong_type] /segments/j/has/0: found 1 (expected a text)
14:19: [wrong_type] /segments/k/gt: found a list (expected a number, a text, true or false)
15:27: [out_of_range] /segments/l/within_days: found 0 (expected a whole number from 1 to 3,650)
16:19: [unknown_key] /segments/m/startswith: `startswith` is not known here (did you mean `starts_with`?)"##,
    );
}

#[test]
fn cycle_and_readiness() {
    toml(
        r##"format = 1
name = "m"
[buying_cycle]
length = { observed = "median", min_intervals = 0, prior = { days = 90, weight = 0 } }
otherwise = { fact = "x" }
step = "week"
overdue = "held"
seasons = [{ season = "t" }]
[readiness]
parts = ["cycle", "fit.groups.", "cycle"]
"##,
        r##"4:1: [conflicting_keys] /buying_cycle/length: `prior` conflicts with `observed = "median"` (use `prior` with `observed = "mean"`)
4:73: [out_of_range] /buying_cycle/length/prior/weight: found 0 (expected a number above 0, at most 1,000, with at most three places)
5:1: [missing_key] /buying_cycle/otherwise: the kind of length is missing (use `months` or `days`)
5:15: [unknown_key] /buying_cycle/otherwise/fact: `fact` is not known here (known here: `months` or `days`)
6:1: [not_allowed] /buying_cycle/step: found `week` (allowed: `month` or `day`)
7:1: [not_allowed] /buying_cycle/overdue: found the text `held` (expected `"hold"` or a table such as `{ hold = 0.5, fade = 1.5 }`)
8:12: [missing_key] /buying_cycle/seasons/0/points: `points` is missing (`points` is required here)
10:19: [not_allowed] /readiness/parts/1: found the text `fit.groups.` (expected `cycle`, `engagement`, `fit`, `fit.groups.<group>` or `engagement.groups.<group>`)
10:34: [duplicate_name] /readiness/parts/2: `cycle` occurs twice (names must be unique after Unicode NFC)"##,
    );
    toml(
        r##"format = 1
name = "m"
[buying_cycle]
length = { months = 3, days = 90, unit = "days" }
overdue = { hold = -1, fade = 0.0001 }
[readiness]
parts = []
"##,
        r##"4:1: [conflicting_keys] /buying_cycle/length: `months` and `days` exclude each other (use one of `months`, `days`, `fact` with `unit`, and `observed`)
4:1: [conflicting_keys] /buying_cycle/length: `unit` conflicts with `months` (use `unit` with `fact`, the others with `observed`)
5:13: [out_of_range] /buying_cycle/overdue/hold: found -1 (expected a number from 0 to 1,000 with at most three places)
5:24: [too_many_places] /buying_cycle/overdue/fade: found 0.0001 (expected a number from 0 to 1,000 with at most three places)
7:1: [empty_list] /readiness/parts: found an empty list (add at least one element)"##,
    );
    toml(
        r##"format = 1
name = "m"
[buying_cycle]
length = {}
overdue = 3
otherwise = { days = 36501 }
"##,
        r##"4:1: [missing_key] /buying_cycle/length: the kind of length is missing (use one of `months`, `days`, `fact` with `unit`, and `observed`)
5:1: [wrong_type] /buying_cycle/overdue: found 3 (expected `"hold"` or a table such as `{ hold = 0.5, fade = 1.5 }`)
6:15: [out_of_range] /buying_cycle/otherwise/days: found 36501 (expected a whole number from 1 to 36,500)"##,
    );
}

#[test]
fn leads_stages_and_labels() {
    toml(
        r##"format = 1
name = "m"
[lifecycle]
stages = [{ name = "a" }, { name = "b" }, { name = "c", pipeline = "sel", when = {all = []} }]
[interests]
stages = []
"##,
        r##"4:27: [missing_key] /lifecycle/stages/1/when: `when` is missing (only the first stage may omit `when`)
4:57: [not_allowed] /lifecycle/stages/2/pipeline: found `sel` (did you mean `sell`? allowed: `attract`, `sell` or `account`)
5:2: [missing_key] /interests/property: `property` is missing (`property` is required here)
6:1: [empty_list] /interests/stages: found an empty list (add at least one element)"##,
    );
    toml(
        r##"format = 1
name = "m"
[scope]
[completeness]
levels = [[1, "", { fact = "x" }], "x"]
[qualification]
default = ""
rules = [{}]
[[personas]]
name = "a"
target = 1
"##,
        r##"3:2: [missing_key] /scope/exclude: `exclude` is missing (`exclude` is required here)
5:12: [wrong_type] /completeness/levels/0/0: found 1 (expected a fact's name or a condition)
5:15: [empty_text] /completeness/levels/0/1: found an empty text (expected a text that is not empty)
5:19: [missing_operator] /completeness/levels/0/2: the operator is missing (use one of `eq`, `ne`, `gt`, `gte`, `lt`, `lte`, `between`, `or_better`, `or_worse`, `in`, `not_in`, `contains`, `starts_with`, `ends_with`, `matches`, `has`, `has_all` or `known`)
5:36: [wrong_type] /completeness/levels/1: found the text `x` (expected a list)
7:1: [bad_name] /qualification/default: the name `` is empty (names have 1 to 100 characters and no dots, control or format characters)
8:10: [missing_key] /qualification/rules/0/name: `name` is missing (`name` is required here)
8:10: [missing_key] /qualification/rules/0/when: `when` is missing (`when` is required here)
9:1: [missing_key] /personas/0/when: `when` is missing (`when` is required here)
11:1: [wrong_type] /personas/0/target: found 1 (expected true or false)"##,
    );
}

#[test]
fn steps_and_priority() {
    toml(
        r##"format = 1
name = "m"
[channels]
a.hours = { from = "14:00", to = "10:00", weekdays = ["mon", "mon", "tues"] }
b.hours = { from = "24:01", to = 10:00:00, otherwise = 3 }
c.hours = { fact = "x", from = "10:00", otherwise = ["9:00"], weekdays = [] }
d.limits = [{ signal = [], count = 0 }]
"##,
        r##"4:3: [wrong_order] /channels/a/hours: the hours end before they start (the end must be after the start; `24:00` ends the day)
4:62: [duplicate_name] /channels/a/hours/weekdays/1: `mon` occurs twice (names must be unique after Unicode NFC)
4:69: [not_allowed] /channels/a/hours/weekdays/2: found `tues` (did you mean `tue`? allowed: `mon`, `tue`, `wed`, `thu`, `fri`, `sat` or `sun`)
5:3: [conflicting_keys] /channels/b/hours: `otherwise` needs `fact` (use `from` and `to`, or `fact`)
5:13: [bad_time] /channels/b/hours/from: found the text `24:01` (expected a time of day from `00:00` to `24:00`)
5:29: [bad_time] /channels/b/hours/to: found the text `10:00:00` (expected a time of day from `00:00` to `24:00`)
6:3: [conflicting_keys] /channels/c/hours: `from` conflicts with `fact` (use `from` and `to`, or `fact`)
6:41: [bad_row] /channels/c/hours/otherwise: found a list of length 1 (expected two times of day, such as `["09:00", "18:00"]`)
6:63: [empty_list] /channels/c/hours/weekdays: found an empty list (add at least one element)
7:13: [missing_key] /channels/d/limits/0/within_days: `within_days` is missing (`within_days` is required here)
7:15: [empty_list] /channels/d/limits/0/signal: found an empty list (add at least one element)
7:28: [out_of_range] /channels/d/limits/0/count: found 0 (expected a whole number from 1 to 4,294,967,295)"##,
    );
    toml(
        r##"format = 1
name = "m"
[[next_steps]]
name = "s"
per = "intrest"
channel = 3
fallback = "x"
priority = 1.5
due_minutes = -1
cooldown = { signal = "a", days = 4000 }
"##,
        r##"3:1: [missing_key] /next_steps/0/when: `when` is missing (`when` is required here)
5:1: [not_allowed] /next_steps/0/per: found `intrest` (did you mean `interest`? allowed: `interest`)
6:1: [wrong_type] /next_steps/0/channel: found 3 (expected a text, or `{ fact = ".." }`)
7:1: [wrong_type] /next_steps/0/fallback: found the text `x` (expected a list)
8:1: [not_whole] /next_steps/0/priority: found 1.5 (expected a whole number from -1,000,000 to 1,000,000)
9:1: [out_of_range] /next_steps/0/due_minutes: found -1 (expected a whole number from 0 to 5,256,000)
10:28: [out_of_range] /next_steps/0/cooldown/days: found 4000 (expected a whole number from 1 to 3,650)"##,
    );
    toml(
        r##"format = 1
name = "m"
[priority]
fit = 0
lifecycle = 0
full = { fit = 0, engagement = 100001 }
"##,
        r##"3:2: [all_zero] /priority: every weight is 0 (set at least one weight above 0)
6:10: [out_of_range] /priority/full/fit: found 0 (expected a number from 1 to 100,000 with at most three places)
6:19: [out_of_range] /priority/full/engagement: found 100001 (expected a number from 1 to 100,000 with at most three places)"##,
    );
    toml(
        r##"format = 1
name = "m"
[[tests]]
name = "t"
events = 3
[[tests]]
name = "t"
profile = {}
events = []
as_of = 2026
expect = []
"##,
        r##"3:1: [missing_key] /tests/0/as_of: `as_of` is missing (`as_of` is required here)
3:1: [missing_key] /tests/0/expect: `expect` is missing (`expect` is required here)
5:1: [wrong_type] /tests/0/events: found 3 (expected a list of events)
7:1: [duplicate_name] /tests/1/name: `t` occurs twice (names must be unique after Unicode NFC)
10:1: [wrong_type] /tests/1/as_of: found 2026 (expected an instant or a date as a text)
11:1: [wrong_type] /tests/1/expect: found a list (expected a table)"##,
    );
}

#[test]
fn syntax_and_shape_of_json() {
    json(
        r##"{"format": 1, "name": "m", "fit": {"max": 1, "max": 2}, "format": 2,
 "signals": {"x": {"points": 1e400}}, "attributes": {"a/b~c": {"b": {"type": "text"}}}, "personas": [null]}"##,
        r##"1:46: [duplicate_key] /fit/max: the key `max` occurs twice (remove one of them)
1:57: [duplicate_key] /format: the key `format` occurs twice (remove one of them)
2:30: [not_finite] /signals/x/points: found `1e400` (expected a finite number)
2:54: [missing_key] /attributes/a~1b~0c/type: `type` is missing (`type` is required here)
2:64: [unknown_key] /attributes/a~1b~0c/b: `b` is not known here (known here: `type`, `compare`, `kind` or `not_known`)
2:102: [wrong_type] /personas/0: found nothing (expected a table)"##,
    );
    json(
        r##"{"format": 1,
 "näme": tru}"##,
        r##"2:13: [syntax] /: expected `true`, `false` or `null` (write valid JSON)"##,
    );
    json(
        r##"{"format": 1, "näme": "ü", "name": "\ud800"}"##,
        r##"1:15: [unknown_key] /näme: `näme` is not known here (did you mean `name`?)
1:43: [syntax] /name: unexpected end of hex escape (write valid JSON)"##,
    );
    json(
        r##"{"format": 1, "name": "x""##,
        r##"1:25: [syntax] /: the text ends while parsing an object (write valid JSON)"##,
    );
    json(
        r##"[]"##,
        r##"1:1: [wrong_type] /: found a list (expected a table)"##,
    );
    json(
        r##"{"format": 1, "name": "m"} x"##,
        r##"1:28: [syntax] /: trailing characters (write valid JSON)"##,
    );
    json(
        r##""##,
        r##"1:1: [syntax] /: the text ends while parsing a value (write valid JSON)"##,
    );
}

#[test]
fn every_code_is_shown_here_or_is_a_limit() {
    let shown = include_str!("document_messages.rs");
    let limits = include_str!("document_hostile.rs");
    for (code, meaning) in CODES {
        assert!(
            shown.contains(&format!("[{code}]")) || limits.contains(code),
            "{code}"
        );
        assert!(
            meaning.starts_with(char::is_lowercase) && !meaning.ends_with('.'),
            "{code}"
        );
    }
    assert!(CODES.is_sorted());
}

#[test]
fn the_path_of_a_file_is_not_a_document() {
    for path in [
        "office.toml",
        "C:\\models\\Office.TOML",
        "/etc/office v2.json\n",
    ] {
        for read in [Document::from_toml, Document::from_json] {
            let shown = read(path).unwrap_err().to_string();
            assert!(
                shown.contains(
                    "looks like a path (pass the text of the model: read the file first)"
                ),
                "{shown}"
            );
        }
    }
}

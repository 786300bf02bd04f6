//! Checks the reference documentation: its models load, their tests pass, every
//! key and code is documented, and every wrong snippet gives the code and the
//! message next to it.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests stop at once and say where"
)]

use std::collections::BTreeSet;

use leadgrade::document::CODES;
use leadgrade::{COMPILE_CODES, LINTS, Model, ModelError, RejectCode};

const LANGUAGE: &str = include_str!("../docs/language.md");
const ASSESSMENT: &str = include_str!("../docs/assessment.md");
const ERRORS: &str = include_str!("../docs/errors.md");
const COOKBOOK: &str = include_str!("../docs/cookbook.md");

/// What stands above a snippet that does not say it itself.
const HEAD: &str = "format = 1\nname = \"m\"\n";

/// The fenced blocks of a page, with the words behind the fence.
fn blocks(page: &str) -> Vec<(&str, String)> {
    let mut found = Vec::new();
    let mut open: Option<(&str, String)> = None;
    for line in page.lines() {
        match (line.strip_prefix("```"), &mut open) {
            (Some(words), None) => open = Some((words, String::new())),
            (Some(_), Some(_)) => found.extend(open.take()),
            (None, Some((_, text))) => {
                text.push_str(line);
                text.push('\n');
            }
            (None, None) => {}
        }
    }
    assert!(open.is_none(), "a block is not closed");
    found
}

/// Loads a snippet of TOML.
fn load(snippet: &str) -> Result<Model, ModelError> {
    if snippet.contains("format =") {
        Model::from_toml(snippet)
    } else {
        Model::from_toml(&format!("{HEAD}{snippet}"))
    }
}

#[test]
fn the_blocks_of_the_language_are_one_model_whose_test_passes() {
    let parts: Vec<String> = blocks(LANGUAGE)
        .into_iter()
        .filter(|(words, _)| *words == "toml")
        .map(|(_, text)| text)
        .collect();
    let model = Model::from_toml(&parts.join("\n")).unwrap_or_else(|error| panic!("{error}"));
    let tests = model.run_tests();
    assert_eq!(tests.len(), 1);
    for test in tests {
        assert!(test.passed, "{:#?}", test.differences);
    }
}

/// The code of every language loads the files, and readers see the blocks.
#[test]
fn the_models_of_the_cookbook_are_its_files() {
    let docs = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/");
    let mut shown = BTreeSet::new();
    for (_, text) in blocks(COOKBOOK)
        .into_iter()
        .filter(|(words, _)| *words == "toml")
    {
        let name = text.lines().next().unwrap().trim_start_matches("# ");
        let file = std::fs::read_to_string(format!("{docs}{name}")).expect(name);
        assert_eq!(text, file, "{name}");
        shown.insert(name.to_owned());
    }
    let files: BTreeSet<String> = std::fs::read_dir(format!("{docs}cookbook"))
        .unwrap()
        .map(|file| format!("cookbook/{}", file.unwrap().file_name().display()))
        .collect();
    assert_eq!(shown, files);
}

#[test]
fn every_recipe_of_the_cookbook_is_in_every_language() {
    for recipe in COOKBOOK.split("\n## ").skip(1) {
        let title = recipe.lines().next().unwrap();
        let blocks = blocks(recipe);
        let words: Vec<&str> = blocks.iter().map(|(words, _)| *words).collect();
        assert_eq!(words, ["toml", "python", "js", "rust"], "{title}");
    }
}

/// Words between backticks.
fn quoted(text: &str) -> impl Iterator<Item = &str> {
    text.split('`').skip(1).step_by(2)
}

/// A document with an unknown key in each kind of table; the help of each
/// problem lists the keys that are known there.
const UNKNOWN_KEYS: &str = r#"
format = 1
name = "m"
qqqqqqqqq = 1
attributes.a = { type = "date", qqqqqqqqq = 1 }
properties.p = { type = "text", qqqqqqqqq = 1 }
signals.s = { points = 1, qqqqqqqqq = 1 }
signals.t.decay = { window_days = 3, qqqqqqqqq = 1 }
purchases = { signals = "s", qqqqqqqqq = 1 }
switches.s = { on = "s", off = "t", qqqqqqqqq = 1 }
seasons.s = { from = "01-01", to = "01-02", qqqqqqqqq = 1 }
scope = { exclude = [{ name = "a", when = { all = [] }, qqqqqqqqq = 1 }], qqqqqqqqq = 1 }
completeness = { levels = [], qqqqqqqqq = 1 }
personas = [{ name = "a", when = { fact = "seasons.s", eq = true, qqqqqqqqq = 1 }, qqqqqqqqq = 1 }]
channels.c = { limits = [{ signal = "s", count = 1, within_days = 1, qqqqqqqqq = 1 }], hours = { from = "10:00", to = "11:00", qqqqqqqqq = 1 }, qqqqqqqqq = 1 }
next_steps = [{ name = "a", when = { all = [] }, cooldown = { signal = "s", days = 1, qqqqqqqqq = 1 }, qqqqqqqqq = 1 }]
tests = [{ name = "a", profile = {}, events = [], as_of = "2026-01-01", expect = {}, qqqqqqqqq = 1 }]
readiness = { qqqqqqqqq = 1 }
interests = { property = "p", qqqqqqqqq = 1 }
lifecycle = { stages = [{ name = "a", qqqqqqqqq = 1 }], qqqqqqqqq = 1 }
qualification = { rules = [{ name = "a", when = { all = [] }, qqqqqqqqq = 1 }], qqqqqqqqq = 1 }
priority = { fit = 1, full = { qqqqqqqqq = 1 }, qqqqqqqqq = 1 }
[fit]
qqqqqqqqq = 1
groups.g = { qqqqqqqqq = 1 }
criteria = [{ name = "c", cases = [{ when = { all = [] }, points = 1, qqqqqqqqq = 1 }], qqqqqqqqq = 1 }]
[engagement]
qqqqqqqqq = 1
inactivity = { after_days = 1, every_days = 1, points = -1, qqqqqqqqq = 1 }
[buying_cycle]
qqqqqqqqq = 1
length = { observed = "mean", prior = { days = 3, weight = 1, qqqqqqqqq = 1 }, qqqqqqqqq = 1 }
otherwise = { days = 3, qqqqqqqqq = 1 }
overdue = { qqqqqqqqq = 1 }
seasons = [{ season = "s", points = 1, qqqqqqqqq = 1 }]
"#;

#[test]
fn every_key_of_a_model_is_in_the_language() {
    let documented: BTreeSet<&str> = LANGUAGE
        .split(|c: char| !(c.is_ascii_alphanumeric() || c == '_'))
        .collect();
    let error = Model::from_toml(UNKNOWN_KEYS).expect_err("unknown keys");
    let tables = UNKNOWN_KEYS.matches("qqqqqqqqq").count();
    assert_eq!(error.problems.len(), tables, "{error}");
    for problem in error.problems {
        let (code, path) = (problem.code, &problem.path);
        assert_eq!(code, "unknown_key", "{path}");
        assert!(problem.help.starts_with("known here: "), "{path}");
        for key in quoted(&problem.help) {
            assert!(documented.contains(key), "`{key}` of {path}");
        }
    }
}

/// Headings of codes with what stands below them.
fn sections() -> Vec<(&'static str, &'static str)> {
    let sections = ERRORS.split("\n### `").skip(1);
    sections
        .map(|section| {
            let (code, rest) = section.split_once('`').unwrap();
            (code, rest.split("\n## ").next().unwrap_or(rest))
        })
        .collect()
}

#[test]
fn every_code_is_documented() {
    let explained: Vec<&str> = sections().iter().map(|(code, _)| *code).collect();
    let unique: BTreeSet<&str> = explained.iter().copied().collect();
    assert_eq!(unique.len(), explained.len(), "a code is there twice");
    let known = CODES.iter().chain(&COMPILE_CODES).map(|(code, _)| *code);
    let known: BTreeSet<&str> = known.collect();
    assert_eq!(
        unique, known,
        "errors.md explains exactly the codes that exist"
    );
    for (code, _) in LINTS {
        assert!(ERRORS.contains(&format!("\n| `{code}` |")), "`{code}`");
    }
}

#[test]
fn wrong_snippets_yield_code_and_message_and_right_ones_load() {
    let mut checked = 0;
    for (code, section) in sections() {
        let blocks = blocks(section);
        if let [("rust", text)] = blocks.as_slice() {
            assert!(
                text.contains(code),
                "`{code}`: the example does not name it"
            );
            continue;
        }
        let [("toml", wrong), ("toml", right)] = blocks.as_slice() else {
            panic!("`{code}`: a wrong and a right snippet are needed");
        };
        let error = load(wrong).expect_err(code);
        let shown = section.replace('\n', " ");
        for problem in &error.problems {
            assert_eq!(problem.code, code, "{error}");
            let message = format!("“{}”", problem.message);
            assert!(shown.contains(&message), "`{code}`: {message} is not shown");
        }
        load(right).unwrap_or_else(|error| panic!("`{code}`: {error}"));
        checked += 1;
    }
    assert!(checked >= 40, "only {checked} snippets were found");
}

#[test]
fn every_reject_code_is_listed() {
    let codes = [
        RejectCode::Missing,
        RejectCode::WrongType,
        RejectCode::UnreadableInstant,
        RejectCode::OutOfRange,
        RejectCode::NotFinite,
        RejectCode::DuplicateLead,
        RejectCode::NotUnicode,
        RejectCode::TotalOutOfRange,
    ];
    for code in codes {
        let word = serde_json::to_value(code).unwrap();
        let row = format!("\n| `{}` |", word.as_str().unwrap());
        assert!(ASSESSMENT.contains(&row), "{word}");
    }
}

/// Every limit of the library by its number.
#[test]
fn the_limits_are_those_of_the_library() {
    use leadgrade::exact as bound;
    let grouped = |number: i64| {
        let digits = number.to_string();
        let mut parts: Vec<&str> = digits
            .as_bytes()
            .rchunks(3)
            .map(|part| std::str::from_utf8(part).unwrap())
            .collect();
        parts.reverse();
        parts.join(",")
    };
    let limits = LANGUAGE.split("\n## Limits\n").nth(1).unwrap();
    let row = |what: &str| {
        let found = limits
            .lines()
            .find(|line| line.starts_with(&format!("| {what}")));
        found
            .unwrap_or_else(|| panic!("`{what}` is not there"))
            .to_owned()
    };
    let holds = |what: &str, number: String| {
        let row = row(what);
        assert!(
            row.split([' ', '|'])
                .any(|word| word.trim_matches(',') == number),
            "{number}: {row}"
        );
    };
    let count = |number: usize| grouped(i64::try_from(number).unwrap());
    holds("conditions inside", count(bound::MAX_CONDITION_DEPTH));
    holds("criteria, cases", count(bound::MAX_RULES));
    holds("signals", count(bound::MAX_SIGNALS));
    holds("a name", count(bound::MAX_NAME_CHARS));
    holds("points |", grouped(bound::MAX_POINTS));
    holds(
        "`points_per_unit`, weights",
        grouped(bound::MAX_WEIGHT.max(bound::MAX_POINTS_PER_UNIT)),
    );
    holds("a number of days", grouped(i64::from(bound::MAX_DAYS)));
    holds("length of a cycle", grouped(bound::MAX_CYCLE_DAYS));
    holds("unknown event names", count(bound::MAX_UNKNOWN_NAMES));
    holds("instants", bound::INSTANT_YEARS.0.to_string());
    holds("instants", bound::INSTANT_YEARS.1.to_string());
    holds("date attributes", bound::DATE_YEARS.1.to_string());
    assert_eq!(
        (bound::MAX_VALUE, bound::MAX_TOTAL),
        (10_i64.pow(9), 10_i64.pow(12))
    );
    holds("value of an event", "10^9".to_owned());
    holds("a sum of points", "10^12".to_owned());
    assert_eq!(
        (bound::MAX_DOCUMENT_BYTES, bound::MAX_PATTERN_BYTES),
        (1 << 20, 1 << 10)
    );
    assert_eq!(
        (
            bound::MAX_PATTERNS_BYTES >> 10,
            bound::MIN_PATTERN_CHARGE,
            bound::MAX_REGEXES_COMPILED_BYTES >> 20
        ),
        (16, 32, 8)
    );
}

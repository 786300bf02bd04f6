//! The reference documentation says what is so: its models load, its tests
//! pass, and every code of a problem has an example that yields it.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "tests stop at once and say where"
)]

use std::collections::BTreeSet;
use std::path::Path;

use leadgrade::document::CODES;
use leadgrade::{Model, RejectCode};

const LANGUAGE: &str = include_str!("../docs/language.md");
const ASSESSMENT: &str = include_str!("../docs/assessment.md");
const ERRORS: &str = include_str!("../docs/errors.md");

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

fn load(language: &str, text: &str) -> Result<Model, leadgrade::ModelError> {
    match language {
        "toml" => Model::from_toml(text),
        "json" => Model::from_json(text),
        other => panic!("`{other}`?"),
    }
}

#[test]
fn the_language_s_blocks_are_one_model_whose_test_passes() {
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

/// The codes in the sources of the compiler: where a problem is reported, or chosen.
fn compiler_codes() -> BTreeSet<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/model");
    let mut codes = BTreeSet::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let text = std::fs::read_to_string(entry.unwrap().path()).unwrap();
        for mark in ["problem(", "=> (", "code:"] {
            for rest in text.split(mark).skip(1) {
                let word = rest.trim_start().strip_prefix('"');
                codes.extend(
                    word.and_then(|word| word.split('"').next())
                        .map(str::to_owned),
                );
            }
        }
    }
    // Keys, not codes.
    codes.remove("points");
    codes.remove("points_per_unit");
    codes
}

#[test]
fn every_code_has_its_place() {
    let explained: Vec<&str> = sections().iter().map(|(code, _)| *code).collect();
    let unique: BTreeSet<&str> = explained.iter().copied().collect();
    assert_eq!(unique.len(), explained.len(), "a code is there twice");
    let compiled = compiler_codes();
    assert!(compiled.contains("unknown_fact") && compiled.contains("bad_pattern"));
    for (code, _) in CODES {
        assert!(unique.contains(code), "`{code}` is not in errors.md");
    }
    for code in &compiled {
        assert!(
            unique.contains(code.as_str()),
            "`{code}` is not in errors.md"
        );
    }
    for code in unique {
        let known = compiled.contains(code) || CODES.iter().any(|(known, _)| *known == code);
        assert!(known, "`{code}` is no code");
    }
}

#[test]
fn wrong_snippets_yield_their_code_and_right_ones_load() {
    for (code, section) in sections() {
        let blocks = blocks(section);
        if blocks.iter().any(|(words, _)| words.starts_with("rust")) {
            assert!(
                blocks.iter().any(|(_, text)| text.contains(code)),
                "`{code}`: the example does not name it"
            );
            continue;
        }
        let [(words, wrong), (other, right)] = blocks.as_slice() else {
            panic!("`{code}`: a wrong and a right snippet are needed");
        };
        let whole = |language: &str, text: &str| match language {
            "toml" if !text.contains("format =") => {
                format!("format = 1\nname = \"m\"\n{text}")
            }
            _ => text.to_owned(),
        };
        let error = load(words, &whole(words, wrong)).expect_err(code);
        assert!(
            error.problems.iter().all(|problem| problem.code == code),
            "`{code}`: {error}"
        );
        load(other, &whole(other, right)).unwrap_or_else(|error| panic!("`{code}`: {error}"));
    }
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
        let word = word.as_str().unwrap();
        assert!(ASSESSMENT.contains(&format!("| `{word}` |")), "`{word}`");
    }
}

/// A message of the page is a message of the library: of each wrong snippet
/// the page shows the message and the help.
#[test]
fn messages_are_shown_as_they_are() {
    for (code, section) in sections() {
        let blocks = blocks(section);
        let [(words, wrong), _] = blocks.as_slice() else {
            continue;
        };
        if words.starts_with("rust") {
            continue;
        }
        let text = if wrong.contains("format =") || *words == "json" {
            wrong.clone()
        } else {
            format!("format = 1\nname = \"m\"\n{wrong}")
        };
        let error = load(words, &text).expect_err(code);
        for problem in &error.problems {
            assert!(
                section
                    .replace('\n', " ")
                    .contains(&format!("“{}”", problem.message)),
                "`{code}`: the page does not show “{}” ({})",
                problem.message,
                problem.help
            );
        }
    }
}

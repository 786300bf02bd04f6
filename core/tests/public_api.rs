//! The public API is the committed list `core/public-api.txt`, so that a review shows every change of
//! it. `LEADGRADE_WRITE=1 make api` writes the list anew.

#![allow(clippy::unwrap_used, reason = "helpers of tests")]

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

const LIST: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/public-api.txt");

/// Crates without a stable version yet, and crates whose types are details of the implementation.
const INTERNAL_CRATES: [&str; 6] = [
    "chrono",
    "compact_str",
    "regex_automata",
    "regex_syntax",
    "simdutf8",
    "smallvec",
];

/// Compiles the crate's documentation as JSON. The format is unstable, which `RUSTC_BOOTSTRAP` allows a
/// stable compiler to write. The variable rebuilds dependencies, so the target folder is separate.
fn rustdoc_json() -> PathBuf {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("public-api");
    let status = Command::new(env!("CARGO"))
        .args(["rustdoc", "--locked", "--quiet", "--lib"])
        .args([
            "--features",
            "schema,arrow,parallel,calibrate",
            "--target-dir",
        ])
        .arg(&target)
        .args(["--", "-Z", "unstable-options", "--output-format", "json"])
        .env("RUSTC_BOOTSTRAP", "1")
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .status()
        .unwrap();
    assert!(status.success(), "cargo rustdoc failed");
    target.join("doc/leadgrade.json")
}

/// Lines of one list that another one does not have.
fn missing(list: &str, other: &str, sign: char) -> String {
    let lines = list
        .lines()
        .filter(|line| !other.lines().any(|known| known == *line));
    lines.map(|line| format!("{sign} {line}\n")).collect()
}

/// Whether an item has a tuple of three or more elements, other than the arguments of a function.
fn has_long_tuple(item: &str) -> bool {
    // Each `(` that does not follow a name, with the text after it.
    let starts = item.match_indices('(').map(|(at, _)| item.split_at(at));
    let tuples = starts.filter(|(before, _)| before.ends_with([' ', '<', '(', '&', '[']));
    tuples.into_iter().any(|(_, tuple)| {
        let (mut depth, mut commas) = (0, 0);
        for c in tuple.chars() {
            match c {
                '(' | '<' | '[' => depth += 1,
                ')' | '>' | ']' => depth -= 1,
                ',' if depth == 1 => commas += 1,
                _ => {}
            }
            if depth == 0 {
                break;
            }
        }
        commas >= 2
    })
}

#[test]
fn the_public_api_is_the_committed_list() {
    let read = public_api::Builder::from_rustdoc_json(rustdoc_json())
        .omit_blanket_impls(true)
        .omit_auto_trait_impls(true)
        .omit_auto_derived_impls(true)
        .build();
    // Each version of `public-api` reads one version of the format, so it needs one version of the compiler.
    let api = match read {
        Ok(api) => api,
        Err(error) => {
            // The output of `println!` is hidden if the test passes.
            let skipped = format!("SKIPPED: the compiler's format differs: {error}\n");
            std::io::stderr().write_all(skipped.as_bytes()).unwrap();
            return;
        }
    };
    let found: String = api.items().map(|item| format!("{item}\n")).collect();
    for item in found.lines() {
        let internal = INTERNAL_CRATES.iter().find(|name| item.contains(*name));
        assert_eq!(internal, None, "{item}");
        assert!(!has_long_tuple(item), "{item}");
    }
    if std::env::var_os("LEADGRADE_WRITE").is_some() {
        std::fs::write(LIST, &found).unwrap();
    }
    let committed = std::fs::read_to_string(LIST).unwrap_or_default();
    let difference = missing(&committed, &found, '-') + &missing(&found, &committed, '+');
    assert!(
        found == committed,
        "the public API differs from core/public-api.txt; if that is meant, run \
         `LEADGRADE_WRITE=1 make api`\n{difference}"
    );
}

#[test]
fn long_tuples_are_found() {
    assert!(has_long_tuple("pub fn f() -> (i32, u8, u8)"));
    assert!(has_long_tuple(
        "pub a::B::c: core::option::Option<(i64, i64, a::Day)>"
    ));
    assert!(!has_long_tuple("pub fn f(a, b, c) -> (u8, u8)"));
    assert!(!has_long_tuple("pub a::B::C(x, y, z)"));
    assert!(!has_long_tuple("pub a::b: (u8, Option<(u8, u8)>)"));
}

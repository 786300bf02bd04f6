use proptest::prelude::*;

use super::{expand, read_regex};

const NAMES: &str = include_str!("../../../build/classes.txt");

fn same(pattern: &str, folds: bool) {
    let spelt = expand::read_regex(pattern, folds);
    assert!(spelt == read_regex(pattern, folds), "{pattern}, {folds}");
}

/// Each class by each of its names, alone and as the value of a property.
#[test]
fn every_name_is_the_class_of_the_library() {
    for line in NAMES.lines().filter(|line| !line.starts_with('#')) {
        let (property, names) = line.split_once(' ').unwrap();
        for name in names.split(' ') {
            for folds in [false, true] {
                same(&format!(r"\p{{{name}}}"), folds);
                same(&format!(r"[^a\P{{{property}={name}}}]"), folds);
                same(&format!(r"\p{{scx!={name}}}"), folds);
            }
        }
    }
}

#[test]
fn names_are_written_as_one_likes() {
    for name in [
        "L",
        "IsGreek",
        "is greek",
        "G-r_e eK",
        "Isc",
        "IS",
        "cf",
        "SC",
        "lc",
        "",
        "é",
        "block",
        "age=3.0",
        "Age:V3_0",
        "General_Category=L",
        "Script=Latin",
        "sc=",
        "nothing=L",
        "blk=Latin",
        "Alphabetic=yes",
        "Grapheme_Cluster_Break=CR",
        "ScriptExtensions!=Arab",
        "Any",
        "Assigned",
        "InCB",
        "Other",
        "wb=LE",
        "Surrogate",
        "gc=Cs",
        "gcb=other",
        "age=unassigned",
    ] {
        for pattern in [format!(r"\p{{{name}}}"), format!(r"[\P{{{name}}}&&\w]")] {
            same(&pattern, false);
            same(&pattern, true);
        }
    }
}

/// All characters of the planes that have letters with cases; those that are
/// most used one by one.
#[test]
fn characters_fold_as_in_the_library() {
    for one in 0..0x600 {
        same(&format!(r"\x{{{one:x}}}"), true);
    }
    for first in (0..0x2_0000)
        .step_by(16)
        .filter(|first| !(0xd800..0xe000).contains(first))
    {
        same(&format!(r"[\x{{{first:x}}}-\x{{{:x}}}]", first + 15), true);
    }
}

/// Parts of patterns with every kind of what is written out, in all flags.
fn patterns() -> impl Strategy<Value = String> {
    let item = prop::sample::select(vec![
        "a",
        "K",
        "ß",
        "σ",
        "a-c",
        "A-k",
        "Α-ω",
        r"\x41",
        r"\xFF",
        r"\u{1E9E}",
        r"\d",
        r"\W",
        r"\s",
        "[:alpha:]",
        "[:^lower:]",
        "[:word:]",
        r"\pL",
        r"\PL",
        r"\p{Lu}",
        r"\p{Greek}",
        r"\P{scx=Latin}",
        "[^k]",
        r"\-",
    ]);
    let items = prop::collection::vec(item, 1..4).prop_map(|all| all.concat());
    let op = prop::sample::select(vec!["&&", "--", "~~"]);
    let class = prop_oneof![
        (items.clone(), any::<bool>())
            .prop_map(|(all, not)| format!("[{}{all}]", if not { "^" } else { "" })),
        (items.clone(), op, items).prop_map(|(one, op, other)| format!("[{one}{op}{other}]")),
    ];
    let word = prop::sample::select(vec![
        "a",
        "Stra",
        "ß",
        "ς",
        "K",
        r"\x61",
        r"\xFF",
        ".",
        "^",
        "$",
        r"\b",
        r"\B",
        r"\w",
        r"\D",
        r"\pL",
        r"\P{Cyrillic}",
        r"\p{age=6.0}",
        r"\p{foo}",
        "7",
        " ",
        "#x\n",
    ]);
    let flags = prop::sample::select(vec![
        "i", "-i", "i-u", "u", "-u", "is", "x-i", "iU", "s-i", "R", "m",
    ]);
    let leaf = prop_oneof![
        class,
        word.prop_map(str::to_owned),
        flags.clone().prop_map(|all| format!("(?{all})"))
    ];
    leaf.prop_recursive(4, 32, 4, move |inner| {
        let all = prop::collection::vec(inner, 1..4);
        prop_oneof![
            all.clone().prop_map(|all| all.concat()),
            all.clone().prop_map(|all| all.join("|")),
            all.clone().prop_map(|all| format!("({})", all.concat())),
            (flags.clone(), all.clone())
                .prop_map(|(flags, all)| format!("(?{flags}:{})", all.concat())),
            (all, "[*+?]|\\{2\\}").prop_map(|(all, often)| format!("(?:{}){often}", all.join("|"))),
        ]
    })
}

proptest! {
    #[test]
    fn patterns_are_read_as_by_the_library(pattern in patterns(), folds: bool) {
        let spelt = expand::read_regex(&pattern, folds);
        prop_assert!(spelt == read_regex(&pattern, folds), "{}", pattern);
    }
}

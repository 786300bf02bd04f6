//! The differences between two models.

#![expect(clippy::unwrap_used, reason = "a test may stop at once")]

use leadgrade::Model;
use leadgrade::calibrate::{Change, ChangeKind, Difference};
use serde_json::{Value, json};

const MODEL: &str = r#"
    format = 1
    name = "shop"
    attributes.size = { type = "number" }
    personas = [
        { name = "boss", when = { fact = "profile.size", gte = 500 }, points = 5 },
        { name = "student", when = { fact = "profile.size", lt = 2 }, target = false },
    ]
    engagement = {}
    [signals]
    visit = { points = 10 }
    "trade fair" = { points = 30 }
    [fit]
    grades = [["A", 80], ["B", 40], ["C"]]
    criteria = [
        { name = "size", fact = "profile.size", cases = [{ gte = 800, points = 80 }, { gte = 100, points = 20 }] },
        { name = "known", fact = "profile.size", cases = [], missing = -5 },
    ]
"#;

/// The differences after replacing texts of the model.
fn after(changes: &[(&str, &str)]) -> Difference {
    let mut text = MODEL.to_owned();
    for (from, to) in changes {
        assert!(text.contains(from), "{from}");
        text = text.replace(from, to);
    }
    let (old, new) = (
        Model::from_toml(MODEL).unwrap(),
        Model::from_toml(&text).unwrap(),
    );
    old.diff(&new)
}

fn lines(changes: &[(&str, &str)]) -> String {
    after(changes).to_string()
}

#[test]
fn values_that_change() {
    assert_eq!(
        lines(&[("visit = { points = 10 }", "visit = { points = 12.5 }")]),
        "changed `signals.visit.points`: 10 to 12.5"
    );
    assert_eq!(
        lines(&[("gte = 100, points = 20", "gte = 100, points = 25")]),
        "changed `fit.criteria.size.cases[2].points`: 20 to 25"
    );
    assert_eq!(
        lines(&[("gte = 100, points = 20", "gte = 50, points = 20")]),
        "changed `fit.criteria.size.cases[2].gte`: 100 to 50"
    );
    assert_eq!(
        lines(&[("\"B\", 40", "\"B\", 50")]),
        r#"changed `fit.grades.B`: ["B",40] to ["B",50]"#
    );
    assert_eq!(
        lines(&[(
            "name = \"shop\"",
            "name = \"shop\"\n    description = \"ours\""
        )]),
        r#"added `description`: "ours""#
    );
}

#[test]
fn things_that_come_and_go() {
    assert_eq!(
        lines(&[
            ("visit = { points = 10 }", ""),
            (", missing = -5", ", missing = -6")
        ]),
        "changed `fit.criteria.known.missing`: -5 to -6\nremoved `signals.visit`: {\"activity\":true,\"decay\":\"none\",\"event\":\"visit\",\"points\":10}"
    );
    let found = after(&[(
        "\"trade fair\" = { points = 30 }",
        "\"trade fair\" = { points = 30 }\n    call = { points = 3 }",
    )]);
    let [change] = &found.changes[..] else {
        panic!("{found}")
    };
    assert_eq!(
        (change.kind, change.place.as_str()),
        (ChangeKind::Added, "signals.call")
    );
    assert_eq!(
        (change.old.as_deref(), change.new.as_deref()),
        (None, Some("/signals/call"))
    );
    assert_eq!(change.to.as_ref().unwrap()["points"], json!(3));
    assert_eq!(
        lines(&[("points = 30", "points = 31")]),
        "changed `signals.\"trade fair\".points`: 30 to 31"
    );
}

#[test]
fn things_that_move() {
    let boss = "{ name = \"boss\", when = { fact = \"profile.size\", gte = 500 }, points = 5 },";
    let student =
        "{ name = \"student\", when = { fact = \"profile.size\", lt = 2 }, target = false },";
    let found = after(&[(boss, "HERE"), (student, boss), ("HERE", student)]);
    let [change] = &found.changes[..] else {
        panic!("{found}")
    };
    assert_eq!(change.kind, ChangeKind::Moved);
    // Either of the two may be said to move.
    let found = [
        &change.place,
        change.old.as_ref().unwrap(),
        change.new.as_ref().unwrap(),
    ];
    let either = [
        ["personas.boss", "/personas/0", "/personas/1"],
        ["personas.student", "/personas/1", "/personas/0"],
    ];
    assert!(either.contains(&found.map(String::as_str)), "{found:?}");
}

#[test]
fn how_a_document_is_written_is_no_difference() {
    assert!(
        after(&[(
            "gte = 500 }, points = 5",
            "gte = 500 }, target = true, points = 5"
        )])
        .is_empty()
    );
    assert!(
        after(&[(
            "visit = { points = 10 }",
            "visit = { points = 10.0, activity = true }"
        )])
        .is_empty()
    );
}

/// Every value that a change names is where its pointers say, and the way back has the opposite changes.
#[test]
fn pointers_and_opposites() {
    let model = |seed| Model::from_value(&leadgrade_gen::case(seed).model).unwrap();
    let mut kinds = Vec::new();
    for seed in 0..150 {
        let (old, new) = (model(seed), model(seed + 1));
        assert!(old.diff(&old).is_empty());
        let (there, back) = (old.diff(&new), new.diff(&old));
        let (one, two) = (json!(old.document()), json!(new.document()));
        for change in &there.changes {
            kinds.push(change.kind);
            let at =
                |all: &Value, pointer: &Option<String>| all.pointer(pointer.as_deref()?).cloned();
            // Defaults that are filled in stand in no document.
            let is = |found: Option<Value>, named: &Option<Value>| {
                found.is_none()
                    || named.is_none()
                    || found == *named
                    || found.is_some_and(|found| found.is_object())
            };
            assert!(
                is(at(&one, &change.old), &change.from),
                "seed {seed}: {change:?}"
            );
            assert!(
                is(at(&two, &change.new), &change.to),
                "seed {seed}: {change:?}"
            );
        }
        let sorted = |changes: Vec<Change>| {
            let mut texts: Vec<String> = changes
                .iter()
                .filter(|one| one.kind != ChangeKind::Moved)
                .map(|one| format!("{one:?}"))
                .collect();
            texts.sort();
            texts
        };
        let opposite = |change: &Change| {
            let mut opposite = change.clone();
            opposite.kind = match change.kind {
                ChangeKind::Added => ChangeKind::Removed,
                ChangeKind::Removed => ChangeKind::Added,
                kind => kind,
            };
            (opposite.old, opposite.new) = (change.new.clone(), change.old.clone());
            (opposite.from, opposite.to) = (change.to.clone(), change.from.clone());
            // Places count in the new model.
            opposite.place.clear();
            opposite
        };
        let plain = |change: &Change| {
            let mut plain = change.clone();
            plain.place.clear();
            plain
        };
        assert_eq!(
            sorted(there.changes.iter().map(opposite).collect()),
            sorted(back.changes.iter().map(plain).collect()),
            "seed {seed}"
        );
    }
    for kind in [
        ChangeKind::Added,
        ChangeKind::Removed,
        ChangeKind::Changed,
        ChangeKind::Moved,
    ] {
        assert!(kinds.contains(&kind), "{kind:?}");
    }
}

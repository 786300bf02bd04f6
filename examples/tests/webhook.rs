//! The webhook service is killed repeatedly: no event is lost, none counts twice.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests stop at once and say where"
)]

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use leadgrade::{Event, History, Model};
use leadgrade_examples::{bundled, webhook};

/// The number of rows of the bundled example that are sent.
const ROWS: usize = 1_500;

/// The first events of the bundled example; every fifth of those with an id is sent again.
fn events(folder: &Path) -> PathBuf {
    let text = std::fs::read_to_string(bundled::data_folder().join("events.csv")).unwrap();
    let mut lines: Vec<&str> = text.lines().take(ROWS + 1).collect();
    let with_id = |line: &&&str| line.split(',').nth(4).is_some_and(|id| !id.is_empty());
    let again: Vec<&str> = lines
        .iter()
        .skip(1)
        .filter(with_id)
        .step_by(5)
        .copied()
        .collect();
    assert!(again.len() > 10, "retries are part of the test");
    lines.extend(again);
    lines.push("L-0001,visit,yesterday,,,,,");
    lines.push(",visit,2026-01-01,,,,,");
    let path = folder.join("events.csv");
    std::fs::write(&path, lines.join("\n") + "\n").unwrap();
    path
}

fn arguments(store: &Path, events: &Path) -> Vec<OsString> {
    let profiles = bundled::data_folder().join("profiles.csv");
    let paths = [
        ("--store", store),
        ("--events", events),
        ("--profiles", &profiles),
    ];
    paths
        .iter()
        .flat_map(|(name, path)| [OsString::from(name), path.into()])
        .collect()
}

/// Runs the program in this process and returns its output.
fn run(arguments: &[OsString]) -> String {
    let name = OsString::from("webhook");
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let code = webhook::run(
        std::iter::once(&name).chain(arguments).cloned(),
        &mut out,
        &mut err,
    );
    let err = String::from_utf8(err).unwrap();
    // The bundled profiles have rows that cannot be used, which notes report.
    assert!(
        code == 0 && err.lines().all(|line| line.starts_with("note: ")),
        "{err}"
    );
    String::from_utf8(out).unwrap()
}

/// Collects lines by their numbers; a repeated number must have the same text.
fn numbered(text: &str, lines: &mut BTreeMap<u64, String>) {
    for line in text.lines() {
        let (number, words) = line.split_once(' ').unwrap();
        let Ok(number) = number.parse() else { continue };
        let before = lines.insert(number, words.to_owned());
        assert!(
            before.is_none_or(|before| before == words),
            "line {number} says two things"
        );
    }
}

/// The program, which cargo built together with this test.
fn program() -> PathBuf {
    let test = std::env::current_exe().unwrap();
    let folder = test.parent().unwrap().parent().unwrap();
    folder
        .join("examples")
        .join(format!("webhook{}", std::env::consts::EXE_SUFFIX))
}

#[test]
fn killed_repeatedly_it_ends_like_an_undisturbed_run() {
    let folder = tempfile::tempdir().unwrap();
    let events = events(folder.path());
    let (calm, killed) = (
        folder.path().join("calm.redb"),
        folder.path().join("killed.redb"),
    );
    let mut expected = BTreeMap::new();
    numbered(&run(&arguments(&calm, &events)), &mut expected);
    assert!(expected.len() > 500, "labels change");

    let (mut found, mut kills) = (BTreeMap::new(), 0_u64);
    loop {
        let out_path = folder.path().join("out.txt");
        let out = std::fs::File::create(&out_path).unwrap();
        let mut child = Command::new(program())
            .args(arguments(&killed, &events))
            .stdout(Stdio::from(out))
            .stderr(Stdio::null())
            .spawn()
            .expect("`cargo test` builds the examples");
        // A different delay each time: the first ones during the creation of the store, later ones long
        // enough to finish.
        let moment = match kills {
            0..20 => 1 + kills / 2,
            _ => 20 + kills * 37 % 211 + kills * 3,
        };
        std::thread::sleep(Duration::from_millis(moment));
        let ended = child.try_wait().unwrap();
        if ended.is_none() {
            child.kill().unwrap();
            kills += 1;
        }
        let status = child.wait().unwrap();
        let text = std::fs::read_to_string(&out_path).unwrap();
        // The last line may be incomplete; it is printed again.
        let whole = text.rfind('\n').map_or("", |end| text.split_at(end).0);
        numbered(whole, &mut found);
        if ended.is_some() {
            assert!(status.success(), "nobody killed it: {status}");
            break;
        }
        assert!(kills < 2_000, "it never ends");
    }
    assert!(kills > 3, "killed {kills} times");
    assert_eq!(found, expected);
    // Equal bytes: the counts of rejected rows and repeated ids are the same too.
    let bytes = |store: &Path| -> Vec<(String, Vec<u8>)> {
        let histories = webhook::histories(store).unwrap().into_iter();
        histories
            .map(|(lead, history)| (lead, history.to_bytes()))
            .collect()
    };
    assert_eq!(bytes(&killed), bytes(&calm));
    let due = |store: &Path| {
        run(&[
            "--store".into(),
            store.into(),
            "--due".into(),
            "2030-01-01".into(),
        ])
    };
    assert_eq!(due(&killed), due(&calm));
    assert!(!due(&calm).is_empty());
    // All events were received already.
    assert_eq!(run(&arguments(&killed, &events)), "");
}

#[test]
fn a_store_interrupted_during_creation_is_created_again() {
    let folder = tempfile::tempdir().unwrap();
    let events = events(folder.path());
    let (calm, cut) = (
        folder.path().join("calm.redb"),
        folder.path().join("cut.redb"),
    );
    std::fs::write(folder.path().join("cut.redb.new"), [0; 4096]).unwrap();
    assert_eq!(
        run(&arguments(&cut, &events)),
        run(&arguments(&calm, &events))
    );
    assert!(!folder.path().join("cut.redb.new").exists());
}

#[test]
fn histories_equal_those_of_all_events_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let events = events(folder.path());
    let store = folder.path().join("one.redb");
    let said = run(&arguments(&store, &events));
    let lines = std::fs::read_to_string(&events).unwrap();
    let last = lines.lines().count();
    assert!(
        said.contains(&format!(
            "line {}: `at`: expected an instant such as `2026-11-22T09:30:00Z`, found the text `yesterday`",
            last - 1
        )),
        "{said}"
    );
    assert!(said.contains(&format!(
        "line {last}: `lead`: every row needs the id of its lead"
    )));
    let model = std::fs::read_to_string(bundled::model("office-supplies")).unwrap();
    let model = Model::from_toml(&model).unwrap();
    let mut rows = csv::Reader::from_reader(lines.as_bytes());
    let header = rows.headers().unwrap().clone();
    let mut by_lead: BTreeMap<String, Vec<Event>> = BTreeMap::new();
    for row in rows.records().map(Result::unwrap) {
        let cells = header
            .iter()
            .zip(row.iter())
            .filter(|(name, _)| *name != "lead");
        let event = model.event_from_text(cells);
        by_lead
            .entry(row.get(0).unwrap().to_owned())
            .or_default()
            .push(event);
    }
    by_lead.remove("");
    let whole: Vec<(String, History)> = by_lead
        .into_iter()
        .map(|(lead, events)| (lead, model.history(&events).0))
        .collect();
    assert_eq!(webhook::histories(&store).unwrap(), whole);
}

//! The program `score_files` on files with broken rows: which errors reject a row, and which end
//! the program.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test stops at once and says where"
)]

mod common;

use std::process::{Command, Stdio};

use common::{Folder, Ran};

/// Runs the program itself on two files of a folder.
fn run(folder: &Folder, profiles: &str, events: &str, more: &[&str]) -> Ran {
    let ran = Command::new(common::program("score_files"))
        .args(["--model".into(), folder.path("model.toml")])
        .args(["--profiles".into(), folder.path(profiles)])
        .args(["--events".into(), folder.path(events)])
        .args(["--as-of", "2026-11-22"])
        .args(more)
        .stdin(Stdio::null())
        .output()
        .unwrap();
    Ran {
        code: u8::try_from(ran.status.code().unwrap()).unwrap(),
        out: String::from_utf8(ran.stdout).unwrap(),
        err: String::from_utf8(ran.stderr).unwrap(),
    }
}

/// Scores profiles without any event.
fn profiles(name: &str, text: impl AsRef<[u8]>) -> (Folder, Ran) {
    let folder = Folder::new();
    folder.file(name, text);
    folder.file("events.csv", "lead,event,at\n");
    let out = folder.path("out.jsonl").display().to_string();
    let ran = run(&folder, name, "events.csv", &["--out", &out]);
    (folder, ran)
}

/// The error that ends a run.
fn error(text: impl AsRef<[u8]>) -> String {
    let (folder, ran) = profiles("p.csv", text);
    assert_eq!((ran.code, ran.out.as_str()), (1, ""));
    folder.plain(&ran.err)
}

/// The leads that were scored, each with its grade, and the printed rejects.
fn scored(name: &str, text: impl AsRef<[u8]>) -> (Vec<String>, String) {
    let (folder, ran) = profiles(name, text);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    let lines = std::fs::read_to_string(folder.path("out.jsonl")).unwrap();
    let lead = |line: &str| {
        let json: serde_json::Value = serde_json::from_str(line).unwrap();
        format!(
            "{} {}",
            json["lead"].as_str().unwrap(),
            json["fit"]["grade"].as_str().unwrap()
        )
    };
    let from = ran.out.find("rejected").unwrap();
    (
        lines.lines().map(lead).collect(),
        ran.out[from..].to_owned(),
    )
}

const UNCLOSED: &str = "the quote that opens a cell here is never closed; write a quote inside a cell twice, and put the cell in quotes";

#[test]
fn a_quote_that_is_never_closed_is_an_error_that_names_its_line() {
    let text = "lead,employees,industry\na,1200,\"Acme 5\nb,1200,y\nc,1200,z\n";
    let message = format!("error: `p.csv`, line 2: {UNCLOSED}\n");
    assert_eq!(error(text), message);
    assert_eq!(error(text.replace('\n', "\r\n")), message);
    assert_eq!(error(text.replace('\n', "\r")), message);
    assert_eq!(error(text.trim_end()), message);
}

#[test]
fn a_quote_that_swallows_thousands_of_lines_is_an_error() {
    let rows: String = (0..20_000).map(|row| format!("L-{row},5,x\n")).collect();
    let text = format!("lead,employees,industry\n{rows}a,1,\"x\n{rows}");
    assert_eq!(
        error(text),
        format!("error: `p.csv`, line 20002: {UNCLOSED}\n")
    );
}

#[test]
fn a_row_without_end_is_an_error_before_it_fills_the_memory() {
    let rows = "L-1,5,xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\n".repeat(400_000);
    let text = format!("lead,employees,industry\na,1,x\na,1,\"x\n{rows}\"\n");
    assert_eq!(
        error(text),
        "error: `p.csv`, line 3: the row that starts here is longer than 16 MiB; is a quote not closed, or a line break missing?\n"
    );
}

#[test]
fn a_quote_that_a_later_one_closes_is_an_error_that_names_both_lines() {
    for (text, line, place) in [
        ("a,1200,\"Acme 5\nb,1200,\"y\"\n", 2, " on line 3"),
        (
            "a,1200,\"Acme 5\nb,1200,y\nc,1200,\"Zed\"\n",
            2,
            " on line 4",
        ),
        ("a,1200,y\nb,1200,\"Acme\" 5\n", 3, ""),
        ("a,1200,y\n\"b\" ,1200,y\n", 3, ""),
        ("a,1200,y\nb,1200,\"5\" pipe\"\n", 3, ""),
    ] {
        assert_eq!(
            error(format!("lead,employees,industry\n{text}")),
            format!(
                "error: `p.csv`, line {line}: the quote that opens a cell here is closed{place} with text after it; write a quote inside a cell twice\n"
            ),
            "{text}"
        );
    }
}

#[test]
fn a_quoted_cell_with_lines_like_rows_is_reported() {
    let text = "lead,employees,industry\na,1200,\"Acme 5\nb,1200,y\nc,1200,z\"\nd,1,\"x\ny\"\n";
    let (_, ran) = profiles("p.csv", text);
    let notice = "noticed\n  1 row has a quoted cell with lines that look like rows, the first in p.csv, from line 2; is its quote closed too late?\n";
    assert!(ran.code == 0 && ran.out.contains(notice), "{}", ran.out);
    let (_, ran) = profiles(
        "p.csv",
        "lead,employees,industry\na,1200,\"Acme 5,\nLtd\"\n",
    );
    assert!(!ran.out.contains("noticed"), "{}", ran.out);
}

#[test]
fn an_open_quote_in_the_events_is_an_error_as_well() {
    let folder = Folder::new();
    folder.file("p.csv", "lead\na\n");
    folder.file(
        "e.csv",
        "lead,event,at\na,visit,2026-11-20\na,\"visit,2026-11-20\n",
    );
    let ran = run(&folder, "p.csv", "e.csv", &[]);
    assert_eq!(ran.code, 1);
    assert_eq!(
        folder.plain(&ran.err),
        format!("error: `e.csv`, line 3: {UNCLOSED}\n")
    );
}

#[test]
fn a_quote_within_a_cell_without_quotes_rejects_its_row() {
    let (leads, rejects) = scored(
        "p.csv",
        "lead,employees,industry\na,120,5\" pipes\nb,120, \"Legal\"\nc,120,\"5\"\" pipes\"\n",
    );
    assert_eq!(leads, ["c B"]);
    let reason = "the cell of `industry` has a quote but does not start with one; put the cell in quotes, and write the quotes inside it twice";
    assert_eq!(
        rejects,
        format!(
            "rejected: 2 values and rows\n  malformed_row (2)\n    p.csv, line 2: {reason}\n    p.csv, line 3: {reason}\n"
        )
    );
}

#[test]
fn a_row_with_too_many_or_too_few_cells_is_rejected_alone() {
    let (leads, rejects) = scored(
        "p.csv",
        "lead,employees\na,120\nb,120,x\n\nc\nd,120\n\n\ne,\n",
    );
    assert_eq!(leads, ["a B", "d B", "e E"]);
    let help = "put a cell that contains a delimiter or a line break in quotes";
    assert_eq!(
        rejects,
        format!(
            "rejected: 2 values and rows\n  malformed_row (2)\n    \
             p.csv, line 3: found 3 cells, but the header names 2 columns; {help}\n    \
             p.csv, line 5: found 1 cell, but the header names 2 columns; {help}\n"
        )
    );
}

#[test]
fn a_broken_line_of_json_is_rejected_alone() {
    let (leads, rejects) = scored(
        "p.jsonl",
        b"{\"lead\": \"a\", \"employees\": 120}\n[1]\n{\"lead\": \xff}\n\n{\"lead\": \"b\n{\"\\ud800\": 1}\n{\"lead\": \"c\"}",
    );
    assert_eq!(leads, ["a B", "c E"]);
    for part in [
        "malformed_row (2)\n    p.jsonl, line 2: found a list;",
        "    p.jsonl, line 5: invalid JSON at column ",
        "not_unicode (2)\n    p.jsonl, line 3: found bytes that are not UTF-8;",
        "    p.jsonl, line 6: found a key that escapes half of a surrogate pair;",
    ] {
        assert!(rejects.contains(part), "{rejects}");
    }
}

#[test]
fn invalid_utf8_matters_only_in_columns_that_are_read() {
    let (leads, rejects) = scored(
        "p.csv",
        b"lead,note,industry,employees\na,\xfc,Legal,120\n\xfc,x,Legal,120\nb,x,M\xfcller,120\nc,x,x,120\n",
    );
    assert_eq!(leads, ["a B", "b B", "c B"]);
    assert_eq!(
        rejects,
        "rejected: 2 values and rows\n  not_unicode (2)\n    \
         p.csv, line 3, column `lead`: the text is not UTF-8\n    \
         p.csv, line 4, lead b, column `industry`: the text is not UTF-8\n"
    );
}

#[test]
fn two_columns_with_one_name_that_is_not_read_are_fine() {
    let (leads, _) = scored_without_rejects("p.csv", "lead,x,x,,,employees\na,1,2,3,4,120\n");
    assert_eq!(leads, ["a B"]);
}

fn scored_without_rejects(name: &str, text: impl AsRef<[u8]>) -> (Vec<String>, Ran) {
    let (leads, rejects) = scored(name, text.as_ref());
    assert_eq!(rejects, "rejected\n");
    (leads, profiles(name, text).1)
}

#[test]
fn a_byte_order_mark_is_ignored() {
    for (name, text) in [
        ("p.csv", "\u{feff}lead,employees\na,120\n"),
        (
            "p.csv",
            "\u{feff}\"lead\",\"employees\"\r\n\"a\",\"120\"\r\n",
        ),
        ("p.jsonl", "\u{feff}{\"lead\": \"a\", \"employees\": 120}\n"),
        (
            "p.ndjson",
            "\u{feff}\n{\"lead\": \"a\", \"employees\": 120}",
        ),
    ] {
        assert_eq!(scored_without_rejects(name, text).0, ["a B"], "{text}");
    }
    let folder = Folder::new();
    folder.file("p.csv", "lead,employees\na,120\n");
    folder.file("e.csv", "\u{feff}lead,event,at\na,visit,2026-11-20\n");
    folder.file("model.toml", format!("\u{feff}{}", common::MODEL));
    let ran = run(&folder, "p.csv", "e.csv", &["--explain", "a"]);
    assert!(
        ran.out.contains("cell          B5"),
        "{}{}",
        ran.out,
        ran.err
    );
}

#[test]
fn every_kind_of_line_end_and_none_at_the_end_is_read() {
    let text = "lead,employees\na,120\n\"b\",\"120\"\nc,5";
    for end in ["\n", "\r\n", "\r", "\n\n", "\r\n\r\n"] {
        let text = text.replace('\n', end);
        assert_eq!(
            scored_without_rejects("p.csv", text).0,
            ["a B", "b B", "c E"],
            "{end:?}"
        );
    }
}

#[test]
fn ids_keep_all_digits_in_every_format() {
    let ids = [
        "9007199254740992",
        "9007199254740993",
        "18446744073709551615",
    ];
    let csv = |id: &&str| format!("{id},120\n");
    let json = |id: &&str| format!("{{\"lead\": {id}, \"employees\": 120}}\n");
    let text: String = ids.iter().map(json).collect();
    let csv: String = ids.iter().map(csv).collect();
    let expected = ids.map(|id| format!("{id} B"));
    assert_eq!(scored_without_rejects("p.jsonl", text).0, expected);
    assert_eq!(
        scored_without_rejects("p.csv", format!("lead,employees\n{csv}")).0,
        expected
    );
}

#[test]
fn ids_of_events_keep_all_their_digits() {
    let folder = Folder::new();
    folder.file("p.csv", "lead\n18446744073709551615\n");
    let ids = ["9007199254740992", "9007199254740993"];
    let csv = |id| format!("18446744073709551615,visit,2026-11-20,{id}\n");
    let json = |id| {
        format!(
            "{{\"lead\": 18446744073709551615, \"event\": \"visit\", \"at\": \"2026-11-20\", \"id\": {id}}}\n"
        )
    };
    let csv: String = ids.map(csv).concat();
    folder.file("e.csv", format!("lead,event,at,id\n{csv}{csv}"));
    let json: String = ids.map(json).concat();
    folder.file("e.jsonl", format!("{json}{json}"));
    for events in ["e.csv", "e.jsonl"] {
        let ran = run(
            &folder,
            "p.csv",
            events,
            &["--explain", "18446744073709551615"],
        );
        assert!(
            ran.out.contains("engagement: 20 points"),
            "{}{}",
            ran.out,
            ran.err
        );
    }
}

#[test]
fn a_number_that_cannot_be_an_id_is_rejected() {
    let (leads, rejects) = scored(
        "p.jsonl",
        "{\"lead\": 7.0, \"employees\": 120}\n{\"lead\": 1e30}\n{\"lead\": 7.5}\n",
    );
    assert_eq!(leads, ["7 B"]);
    for part in [
        "out_of_range (1)\n    p.jsonl, line 2, column `lead`: the id `1e+30` is a double of 2^53 or more in size",
        "pass the id as text or as an exact integer",
        "wrong_type (1)\n    p.jsonl, line 3, column `lead`: expected a text or a whole number, found the number `7.5`",
    ] {
        assert!(rejects.contains(part), "{rejects}");
    }
}

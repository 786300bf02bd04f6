//! The messages of all errors that end a program.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test stops at once and says where"
)]

mod common;

use common::{Folder, score};

/// Runs the program with profiles, and compares its error message.
fn refused(profiles: (&str, &[u8]), message: &str) {
    let folder = Folder::new();
    folder.file(profiles.0, profiles.1);
    folder.file("events.csv", "lead,event,at\n");
    let ran = folder.score(profiles.0, "events.csv", &[]);
    assert_eq!((ran.code, ran.out.as_str()), (1, ""));
    assert_eq!(folder.plain(&ran.err), format!("error: {message}\n"));
}

#[test]
fn files_that_cannot_be_used() {
    refused(
        ("p.txt", b""),
        "`p.txt` has an unknown extension; rows are read from `.csv`, `.jsonl` and `.ndjson` files",
    );
    refused(
        ("p.csv", b""),
        "`p.csv` is empty; the first line must name the columns, among them `lead`",
    );
    refused(
        ("p.csv", b"Lead,size\nL-1,2\n"),
        "`p.csv`, line 1: there is no column `lead`; found `Lead`, `size`; did you mean `Lead`?",
    );
    refused(
        ("p.csv", b"lead;size\nL-1;2\n"),
        "`p.csv`, line 1: there is no column `lead`; found `lead;size`; if the file has another delimiter, pass `--delimiter ';'`",
    );
    refused(
        ("p.csv", b"lead,industry,x,industry\n"),
        "`p.csv`, line 1: there are two columns `industry`; found `lead`, `industry`, `x` before it",
    );
    refused(
        ("p.csv", b"lead,\xff\n"),
        "`p.csv`, line 1: the header is not UTF-8 text; save the file as UTF-8",
    );
    refused(
        ("p.csv", b"\n\nlead|size\n"),
        "`p.csv`, line 3: there is no column `lead`; found `lead|size`; if the file has another delimiter, pass `--delimiter '|'`",
    );
    refused(
        ("p.csv", b"lead,5\" pipes\n"),
        "`p.csv`, line 1: the cell of column 2 has a quote but does not start with one; put the cell in quotes, and write the quotes inside it twice",
    );
    let allowed = "each line is one JSON object, such as {\"lead\": \"L-1\", ..}";
    for (text, found) in [
        (&b"[1]\n"[..], "found a list"),
        (b"{\"lead\": }\n", "invalid JSON at column 10"),
        (b"{\n", "invalid JSON at column 1"),
    ] {
        refused(
            ("p.jsonl", text),
            &format!("`p.jsonl`, line 1: {found}; {allowed}"),
        );
    }
}

#[test]
fn files_that_are_not_text() {
    for (bytes, message) in [
        (
            &b"\xff\xfel\0e\0a\0d\0\n\0"[..],
            "is UTF-16; save it as text in UTF-8",
        ),
        (b"\xfe\xff\0l\0e", "is UTF-16; save it as text in UTF-8"),
        (
            b"l\0e\0a\0d\0\r\0\n\0",
            "is UTF-16; save it as text in UTF-8",
        ),
        (
            b"PK\x03\x04\x14\0\x06",
            "is a zip archive, as `.xlsx` workbooks are; save the table as CSV in UTF-8",
        ),
        (
            b"\x1f\x8b\x08\0",
            "is compressed with gzip; decompress it first",
        ),
        (
            b"PAR1\x15\x04",
            "is a Parquet file; write the table as CSV or JSON Lines",
        ),
        (
            b"lead,\0\x01\x02\n",
            "is not text: there is a zero byte in its first line; expected CSV or JSON Lines in UTF-8",
        ),
    ] {
        for name in ["p.csv", "p.jsonl"] {
            refused((name, bytes), &format!("`{name}` {message}"));
        }
    }
    refused(
        ("p.csv", b"\x89PNG\r\n\x1a\n"),
        "`p.csv`, line 1: the header is not UTF-8 text; save the file as UTF-8",
    );
}

#[test]
fn models_that_are_not_text() {
    let folder = Folder::new();
    folder.file("p.csv", "lead\n");
    for (bytes, message) in [
        (
            &b"\xff\xfef\0"[..],
            "`model.toml` is UTF-16; save it as text in UTF-8",
        ),
        (
            b"format = 1\nname = \"\xfc\"\n",
            "`model.toml`, line 2: not UTF-8 text; save the file as UTF-8",
        ),
    ] {
        folder.file("model.toml", bytes);
        let ran = folder.score("p.csv", "p.csv", &[]);
        assert_eq!(folder.plain(&ran.err), format!("error: {message}\n"));
        assert_eq!(ran.code, 1);
    }
}

#[test]
fn a_missing_file() {
    let folder = Folder::new();
    let ran = folder.score("none.csv", "none.csv", &[]);
    assert_eq!(ran.code, 1);
    assert_eq!(folder.plain(&ran.err), "error: `none.csv` does not exist\n");
}

#[test]
fn events_without_a_required_column() {
    let folder = Folder::new();
    folder.file("p.csv", "lead\n");
    folder.file("e.csv", "lead,event,time\n");
    let ran = folder.score("p.csv", "e.csv", &[]);
    let message =
        "error: `e.csv`, line 1: there is no column `at`; found `lead`, `event`, `time`\n";
    assert_eq!((ran.code, folder.plain(&ran.err).as_str()), (1, message));
}

#[test]
fn a_model_with_problems_shows_all_of_them() {
    let folder = Folder::new();
    folder.file("p.csv", "lead\n");
    folder.file(
        "model.toml",
        "format = 1\nname = \"x\"\n[fitt]\n[signals.visit]\npoints = \"10\"\n",
    );
    let ran = folder.score("p.csv", "p.csv", &[]);
    assert_eq!(
        folder.plain(&ran.err),
        "error: the model `model.toml` has 2 problems:\n  \
         3:2: [unknown_key] /fitt: `fitt` is not known here (did you mean `fit`?)\n  \
         5:1: [wrong_type] /signals/visit/points: found the text `10` (expected a number from -1,000,000 to 1,000,000 with at most three places)\n"
    );
    assert_eq!(ran.code, 1);
}

#[test]
fn a_model_with_an_unknown_extension() {
    let ran = score(&[
        "--model",
        "model.yaml",
        "--events",
        "e.csv",
        "--as-of",
        "2026-11-22",
    ]);
    let message = "error: `model.yaml` has an unknown extension; models are read from `.toml` and `.json` files\n";
    assert_eq!((ran.code, ran.err.as_str()), (1, message));
}

#[test]
fn an_unknown_lead() {
    let ran = score(&["--explain", "L-00O7"]);
    assert_eq!(ran.code, 1);
    assert_eq!(
        ran.err,
        "error: there is no lead `L-00O7`; did you mean `L-0007`?\n"
    );
}

#[test]
fn arguments_that_cannot_be_used() {
    let ran = score(&["--as-of", "last week"]);
    assert_eq!(ran.code, 2);
    assert_eq!(
        ran.err,
        "error: `--as-of` is `last week`, expected an instant such as `2026-11-22T09:30:00Z` or a date such as `2026-11-22`\n"
    );
    for (args, part) in [
        (&["--model", "m.toml"][..], "--as-of <TIME>"),
        (&["--profiles", "p.csv"], "--model <FILE>"),
        (&["--profil", "p.csv"], "unexpected argument '--profil'"),
        (
            &["--delimiter", "ab"],
            "expected one ASCII character other than a quote, or `tab`",
        ),
        (&["--explain", "L-1", "--out", "x"], "cannot be used with"),
    ] {
        let ran = score(args);
        assert_eq!(ran.code, 2, "{args:?}");
        assert!(ran.err.contains(part), "{}", ran.err);
    }
    let help = score(&["--help"]);
    assert_eq!((help.code, help.err.as_str()), (0, ""));
    assert!(help.out.contains("--explain <LEAD>"));
}

#[test]
fn a_file_that_cannot_be_written() {
    let ran = score(&["--out", "no/such/folder/out.jsonl"]);
    assert_eq!(ran.code, 1);
    let start = "error: `no/such/folder/out.jsonl` cannot be written: ";
    assert!(ran.err.starts_with(start), "{}", ran.err);
}

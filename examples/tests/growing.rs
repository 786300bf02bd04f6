//! The program `webhook` on a file that another program writes: it grows, is truncated, or is replaced.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops at once and says where"
)]

mod common;

use std::io::Write;
use std::process::Command;

use common::{Folder, Ran};
use leadgrade::Model;
use leadgrade_examples::webhook;

const MODEL: &str = r#"format = 1
name = "orders"
[signals.order]
points_per_unit = 1
[engagement]
"#;

const HEADER: &str = "lead,event,at,value\n";
const FIRST: &str = "a,order,2026-11-20T10:00:00Z,1";

/// A folder with a model, a store and a file of events.
struct Receiver(Folder, &'static str);

impl Receiver {
    fn new(name: &'static str, text: impl AsRef<[u8]>) -> Self {
        let folder = Folder::new();
        folder.file("model.toml", MODEL);
        folder.file(name, text);
        Self(folder, name)
    }

    fn write(&self, text: impl AsRef<[u8]>) {
        self.0.file(self.1, text);
    }

    fn append(&self, text: impl AsRef<[u8]>) {
        let path = self.0.path(self.1);
        let mut file = std::fs::OpenOptions::new().append(true).open(path).unwrap();
        file.write_all(text.as_ref()).unwrap();
    }

    fn run(&self, more: &[&str]) -> Ran {
        let ran = Command::new(common::program("webhook"))
            .args(["--store".into(), self.0.path("store.redb")])
            .args(["--model".into(), self.0.path("model.toml")])
            .args(["--events".into(), self.0.path(self.1)])
            .args(more)
            .output()
            .unwrap();
        let text = |bytes| self.0.plain(&String::from_utf8(bytes).unwrap());
        Ran {
            code: u8::try_from(ran.status.code().unwrap()).unwrap(),
            out: text(ran.stdout),
            err: text(ran.stderr),
        }
    }

    /// Runs the program, which must succeed, and returns its output.
    fn receives(&self) -> String {
        let ran = self.run(&[]);
        assert_eq!(ran.code, 0, "{}", ran.err);
        ran.err
    }

    /// Runs the program, which must fail, and returns its error.
    fn refuses(&self) -> String {
        let ran = self.run(&[]);
        assert_eq!((ran.code, ran.out.as_str()), (1, ""));
        ran.err
    }

    /// The points of every lead, from its stored history.
    fn points(&self) -> Vec<(String, f64)> {
        let model = Model::from_toml(MODEL).unwrap();
        let as_of = model.as_of("2026-11-22").unwrap();
        let points = |lead: &str, history| {
            let profile = leadgrade::Profile::new(lead);
            let found = model.recall(&profile, history).assess(as_of).unwrap();
            found.engagement_points().unwrap().to_f64()
        };
        let all = webhook::histories(&self.0.path("store.redb")).unwrap();
        all.iter()
            .map(|(lead, history)| (lead.clone(), points(lead, history)))
            .collect()
    }

    fn has(&self, points: &[(&str, f64)]) {
        let owned = points
            .iter()
            .map(|(lead, points)| ((*lead).to_owned(), *points));
        assert_eq!(self.points(), owned.collect::<Vec<_>>());
    }
}

#[test]
fn a_last_line_waits_until_it_has_an_end() {
    for (name, header, first) in [
        ("e.csv", HEADER, FIRST),
        (
            "e.jsonl",
            "",
            r#"{"lead": "a", "event": "order", "at": "2026-11-20T10:00:00Z", "value": 1"#,
        ),
    ] {
        for end in ["\n", "\r\n"] {
            let close = if header.is_empty() { "}" } else { "" };
            let receiver = Receiver::new(name, format!("{header}{first}"));
            let line = if header.is_empty() { 1 } else { 2 };
            let note = format!(
                "note: `{name}`, line {line}: is not complete; it is received once it has a line end\n"
            );
            assert_eq!(receiver.receives(), note);
            assert_eq!(receiver.receives(), note);
            receiver.has(&[]);
            receiver.append(format!("25{close}{end}"));
            assert_eq!(receiver.receives(), "");
            receiver.has(&[("a", 125.0)]);
            assert_eq!(receiver.receives(), "");
            receiver.has(&[("a", 125.0)]);
        }
    }
}

#[test]
fn a_complete_object_without_a_line_end_waits_too() {
    let object = r#"{"lead": "a", "event": "order", "at": "2026-11-20", "value": 1}"#;
    let receiver = Receiver::new("e.jsonl", format!("\u{feff}{object}\n{object}"));
    receiver.receives();
    receiver.has(&[("a", 1.0)]);
    receiver.append("\n");
    receiver.receives();
    receiver.has(&[("a", 2.0)]);
}

#[test]
fn a_carriage_return_may_still_get_its_line_feed() {
    let receiver = Receiver::new("e.csv", format!("lead,event,at,value\r\n{FIRST}\r"));
    receiver.receives();
    receiver.has(&[]);
    receiver.append(format!("\n{FIRST}\r\n"));
    receiver.receives();
    receiver.has(&[("a", 2.0)]);
    receiver.append("\r\n\r\n");
    receiver.receives();
    receiver.append(format!("b{}\n", FIRST.strip_prefix('a').unwrap()));
    receiver.receives();
    receiver.has(&[("a", 2.0), ("b", 1.0)]);
}

#[test]
fn a_header_may_come_in_pieces() {
    let receiver = Receiver::new("e.csv", "");
    assert_eq!(receiver.receives(), "");
    receiver.write("lead,eve");
    assert!(receiver.receives().contains("line 1: is not complete"));
    receiver.write(format!("{HEADER}{FIRST}\n"));
    receiver.receives();
    receiver.has(&[("a", 1.0)]);
}

#[test]
fn a_quoted_cell_may_come_in_pieces() {
    let receiver = Receiver::new("e.csv", format!("{HEADER}{FIRST}\na,\"ord"));
    assert!(receiver.receives().contains("line 3: is not complete"));
    receiver.append("er\",2026-11-20,5\n");
    receiver.receives();
    receiver.has(&[("a", 6.0)]);
}

#[test]
fn a_quote_that_is_open_over_lines_is_an_error_after_what_came_before() {
    let receiver = Receiver::new(
        "e.csv",
        format!("{HEADER}{FIRST}\na,\"order,2026-11-20,5\n{FIRST}\n"),
    );
    let ran = receiver.run(&[]);
    assert_eq!(ran.code, 1);
    assert!(
        ran.err.starts_with(
            "error: `e.csv`, line 3: the quote that opens a cell here is never closed"
        ),
        "{}",
        ran.err
    );
    receiver.has(&[("a", 1.0)]);
    receiver.write(format!("{HEADER}{FIRST}\na,order,2026-11-20,5\n{FIRST}\n"));
    receiver.receives();
    receiver.has(&[("a", 7.0)]);
}

fn changed(lines: u64, reason: &str) -> String {
    format!(
        "error: `e.csv` is not the file whose first {lines} lines were received before: {reason}; pass that file, or pass `--new-file` to receive this one from its first row\n"
    )
}

#[test]
fn a_file_that_became_shorter_is_an_error() {
    let receiver = Receiver::new("e.csv", format!("{HEADER}{FIRST}\n{FIRST}\n"));
    receiver.receives();
    for text in [
        String::new(),
        "lead,ev".to_owned(),
        HEADER.to_owned(),
        format!("{HEADER}{FIRST}\n"),
    ] {
        receiver.write(text);
        assert_eq!(receiver.refuses(), changed(3, "it is shorter now"));
    }
    receiver.has(&[("a", 2.0)]);
}

#[test]
fn a_file_with_another_beginning_is_an_error() {
    let whole = format!("{HEADER}{FIRST}\n{FIRST}\n");
    let receiver = Receiver::new("e.csv", &whole);
    receiver.receives();
    for text in [
        // Of the same length, longer, with another header, and different only at the end.
        whole.replace("a,order", "b,order"),
        format!("{HEADER}b,order,2026-11-20,7\n{FIRST}\n{FIRST}\n"),
        format!("lead,event,at,value,x\n{FIRST},\n{FIRST},\n"),
        format!("{HEADER}{FIRST}\n{FIRST}1\n"),
    ] {
        receiver.write(text);
        assert_eq!(receiver.refuses(), changed(3, "its beginning differs now"));
    }
    receiver.has(&[("a", 2.0)]);
    receiver.write(whole + FIRST + "\n");
    receiver.receives();
    receiver.has(&[("a", 3.0)]);
}

#[test]
fn a_new_file_is_received_from_its_first_row_once() {
    let receiver = Receiver::new("e.csv", format!("{HEADER}{FIRST}\n"));
    receiver.receives();
    receiver.write(format!("{HEADER}b,order,2026-11-20,7\n"));
    receiver.refuses();
    for _ in 0..2 {
        let ran = receiver.run(&["--new-file"]);
        assert_eq!((ran.code, ran.err.as_str()), (0, ""));
        receiver.has(&[("a", 1.0), ("b", 7.0)]);
    }
    receiver.append("b,order,2026-11-20,1\n");
    receiver.receives();
    receiver.has(&[("a", 1.0), ("b", 8.0)]);
}

#[test]
fn errors_in_rows_are_printed_and_the_other_rows_are_received() {
    let receiver = Receiver::new("e.csv", [HEADER.as_bytes(), b"a,order\n,order,2026-11-20,1\n\xff,order,2026-11-20,1\na,\xff,2026-11-20,1\n\x1b[2J,order,soon,1\na,ord\"er,2026-11-20,1\n", FIRST.as_bytes(), b"\n"].concat());
    let ran = receiver.run(&[]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    for part in [
        "1 line 2: found 2 cells, but the header names 4 columns",
        "2 line 3: `lead`: every row needs the id of its lead",
        "3 line 4: `lead`: the text is not UTF-8",
        "4 line 5: `event`: the text is not UTF-8",
        "5 line 6: `at`: expected an instant such as `2026-11-22T09:30:00Z`, found the text `soon`",
        "6 line 7: the cell of `event` has a quote but does not start with one",
    ] {
        assert!(ran.out.contains(part), "{}", ran.out);
    }
    assert!(receiver.points().contains(&("a".to_owned(), 1.0)));
}

#[test]
fn errors_in_profiles_are_printed() {
    let receiver = Receiver::new("e.csv", format!("{HEADER}{FIRST}\n{FIRST}\n"));
    let model = MODEL.replace(
        "[signals",
        "[attributes]\nsize = { type = \"number\" }\n[signals",
    );
    receiver.0.file("model.toml", model);
    let profiles = receiver
        .0
        .file("p.csv", "lead,size\na,many\na,2\n,3\nb,1,2\n");
    let ran = receiver.run(&["--profiles", &profiles]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    for part in [
        "line 3: lead `a` already has a profile, which is kept",
        "line 4: `lead`: every row needs the id of its lead",
        "line 5: found 3 cells, but the header names 2 columns",
    ] {
        assert!(ran.err.contains(part), "{}", ran.err);
    }
    let said = "a profile: `size`: expected a number, found the text `many`";
    assert_eq!(ran.out.matches(said).count(), 1, "{}", ran.out);
}

#[test]
fn names_on_the_terminal_are_escaped() {
    let receiver = Receiver::new(
        "e.csv",
        format!("{HEADER}\x1b[31mx\u{202e},order,2026-11-20,70\n"),
    );
    let ran = receiver.run(&[]);
    assert!(
        ran.out.contains(r"\u{1b}[31mx\u{202e} rank: 5 -> "),
        "{}",
        ran.out
    );
    assert!(!ran.out.contains('\x1b') && !ran.out.contains('\u{202e}'));
}

#[test]
fn other_delimiters_are_received() {
    let text = format!("{HEADER}{FIRST}\n").replace(',', ";");
    let receiver = Receiver::new("e.csv", text);
    let error = receiver.refuses();
    assert!(error.contains("pass `--delimiter ';'`"), "{error}");
    let ran = receiver.run(&["--delimiter", ";"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    receiver.has(&[("a", 1.0)]);
}

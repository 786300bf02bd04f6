//! The program `score_files`, as a user runs it.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test stops at once and says where"
)]

mod common;

use common::{Folder, score};

const PROFILES: &str = "lead,employees,industry,needs\n\
    L-1,120,Legal,price;quality\n\
    L-2,about 200,\"Law, tax\",\n\
    L-1,5,,\n\
    ,5,,\n";
const EVENTS: &str = "lead,event,at,value,id\n\
    L-1,visit,2026-11-22T10:00:00Z,,\n\
    L-1,visit,2026-11-21 10:00,,\n\
    L-9,visit,2026-11-23,,\n\
    L-8,visit,never,,\n\
    L-7,visit,2026-11-20,,\n\
    L-2,review,2026-11-20,1e999,\n\
    L-2,veiw,2026-11-20,,\n";

fn small() -> Folder {
    let folder = Folder::new();
    folder.file("profiles.csv", PROFILES);
    folder.file("events.csv", EVENTS);
    folder
}

#[test]
fn the_bundled_example_shows_ready_leads_and_rejects() {
    let ran = score(&[]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    for part in [
        "office-supplies as of 2026-11-22T23:59:59.999999Z (Europe/London): 2,401 leads, 33,809 events read",
        "           rank 1  rank 2  rank 3  rank 4  rank 5    all\n  grade A ",
        "\n  raving fan ",
        "\n  disqualified ",
        "ready to buy: ",
        "the first 15 by priority",
        "rejected: 19 values and rows",
        "profiles.csv, line 112, lead L-0111, column `employees`: expected a number, found the text `about 200`",
        "lead `L-0777` already has the profile of line 778",
        "`page_veiw` (2), `chat_started` (1)",
        "5 events left out: another event has the same id and different contents",
        "These leads are made up.",
    ] {
        assert!(ran.out.contains(part), "no `{part}` in\n{}", ran.out);
    }
}

#[test]
fn rejects_name_file_line_lead_and_column() {
    let folder = small();
    let ran = folder.score("profiles.csv", "events.csv", &[]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let from = ran.out.find("rejected").unwrap();
    assert_eq!(
        &ran.out[from..],
        "rejected: 5 values and rows\n  \
         wrong_type (1)\n    \
         profiles.csv, line 3, lead L-2, column `employees`: expected a number, found the text `about 200`\n  \
         duplicate_lead (1)\n    \
         profiles.csv, line 4, lead L-1, column `lead`: lead `L-1` already has the profile of line 2\n  \
         missing (1)\n    \
         profiles.csv, line 5, column `lead`: every row needs the id of its lead\n  \
         unreadable_instant (1)\n    \
         events.csv, line 5, lead L-8, column `at`: expected an instant such as `2026-11-22T09:30:00Z`, found the text `never`\n  \
         not_finite (1)\n    \
         events.csv, line 7, lead L-2, column `value`: found a number that is not finite\n\
         \nnoticed\n  \
         1 event with a name that no signal uses: `veiw` (1)\n  \
         1 event without an offset, read as local time in the model's time zone\n"
    );
}

#[test]
fn leads_are_in_the_order_in_which_they_become_known() {
    let folder = small();
    let out = folder.path("out.jsonl").display().to_string();
    let ran = folder.score("profiles.csv", "events.csv", &["--out", &out]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let lines = std::fs::read_to_string(out).unwrap();
    let leads: Vec<String> = lines
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap()["lead"].to_string())
        .collect();
    // L-9 has only an event of tomorrow, L-8 only one that cannot be read.
    assert_eq!(leads, [r#""L-1""#, r#""L-2""#, r#""L-7""#]);
}

#[test]
fn json_lines_and_csv_give_the_same() {
    let folder = small();
    folder.file(
        "profiles.ndjson",
        "\u{feff}{\"lead\": \"L-1\", \"employees\": 120, \"industry\": \"Legal\", \"needs\": [\"price\", \"quality\"]}\n\
         \n{\"lead\": \"L-2\", \"employees\": \"about 200\", \"industry\": \"Law, tax\"}\n",
    );
    let out = |name: &str| folder.path(name).display().to_string();
    folder.score("profiles.csv", "events.csv", &["--out", &out("a.jsonl")]);
    let ran = folder.score("profiles.ndjson", "events.csv", &["--out", &out("b.jsonl")]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let read = |name| std::fs::read_to_string(out(name)).unwrap();
    assert_eq!(read("a.jsonl"), read("b.jsonl"));
    let reject = "profiles.ndjson, line 3, lead L-2, column `employees`";
    assert!(ran.out.contains(reject), "{}", ran.out);
}

#[test]
fn the_latest_valid_profile_counts() {
    let folder = small();
    folder.file(
        "dated.csv",
        "lead,valid_from,employees\nL-1,2027-01-01,5000\nL-1,2026-01-01,500\nL-1,,1\nL-1,2026-01-01T00:00:00+01:00,7\nL-3,soon,1\n",
    );
    let ran = folder.score("dated.csv", "events.csv", &["--explain", "L-1"]);
    assert!(ran.out.contains("employees is 500 "), "{}", ran.out);
    let ran = folder.score("dated.csv", "events.csv", &[]);
    for part in [
        "line 5, lead L-1, column `lead`: lead `L-1` already has the profile of line 3",
        "line 6, lead L-3, column `valid_from`: expected an instant such as `2026-11-22T09:30:00Z` or a date, found the text `soon`",
    ] {
        assert!(ran.out.contains(part), "{}", ran.out);
    }
}

#[test]
fn a_ledger_adds_up_and_shows_what_is_missing() {
    let folder = small();
    let ran = folder.score("profiles.csv", "events.csv", &["--explain", "L-1"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert_eq!(
        ran.out,
        "L-1 as of 2026-11-22T22:59:59.999999Z\n  \
         cell          B4\n\
         \nfit: 60 points\n  \
         size  employees is 120  +60\n  \
         sum                      60\n\
         \nengagement: 20 points\n  \
         visit  2 times, 2026-11-21 to 2026-11-22  +20\n  \
         sum                                        20\n\
         \nreadiness: 20 points\n  \
         engagement     +20\n  \
         sum             20\n\
         \nwhat is missing\n  \
         20 more points to grade A\n  \
         20 more points to rank 3\n"
    );
}

#[test]
fn other_delimiters_are_read() {
    let folder = small();
    folder.file(
        "semi.csv",
        PROFILES
            .replace(',', ";")
            .replace("price;quality", "[\"\"price\"\"]"),
    );
    folder.file("tab.csv", EVENTS.replace(',', "\t"));
    let args = ["--delimiter", "tab"];
    let ran = folder.score("tab.csv", "tab.csv", &args);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let ran = folder.score("semi.csv", "semi.csv", &["--delimiter", ";"]);
    assert_eq!(ran.code, 1, "{}", ran.out);
}

#[test]
fn a_cell_that_is_not_utf8_rejects_only_its_row() {
    let folder = small();
    folder.file(
        "latin.csv",
        b"lead,industry,employees\nL-1,\xfcber,120\nL-2,Legal,130\n",
    );
    let ran = folder.score("latin.csv", "events.csv", &[]);
    let reject = "latin.csv, line 2, lead L-1, column `industry`: the text is not UTF-8";
    assert!(ran.out.contains(reject), "{}", ran.out);
}

/// Forty rejects of one code, and one of another.
fn rejected() -> Folder {
    let folder = Folder::new();
    let rows: String = (0..40)
        .map(|row| format!("L-{row},\"many, \"\"{row}\"\"\"\n"))
        .collect();
    folder.file("p.csv", format!("lead,employees\n{rows}x\n"));
    folder.file("events.csv", "lead,event,at\nL-1,visit,soon\n");
    folder
}

#[test]
fn all_rejects_are_written_to_a_file() {
    let folder = rejected();
    let file = |name: &str| folder.path(name).display().to_string();
    let ran = folder.score("p.csv", "events.csv", &[]);
    for part in [
        "rejected: 42 values and rows\n  wrong_type (40)\n",
        "  malformed_row (1)\n",
        "    and 37 more\n",
        "  unreadable_instant (1)\n",
        "  `--rejects FILE` writes all of them\n",
    ] {
        assert!(ran.out.contains(part), "no `{part}` in {}", ran.out);
    }
    for name in ["rejects.csv", "rejects.jsonl", "rejects.ndjson"] {
        let ran = folder.score("p.csv", "events.csv", &["--rejects", &file(name)]);
        assert_eq!((ran.code, ran.err.as_str()), (0, ""));
        assert!(!ran.out.contains("--rejects"), "{}", ran.out);
    }
    let mut csv = csv::Reader::from_path(file("rejects.csv")).unwrap();
    let header = ["table", "row", "line", "lead", "column", "code", "reason"];
    assert_eq!(csv.headers().unwrap(), &header[..]);
    let csv: Vec<csv::StringRecord> = csv.records().map(Result::unwrap).collect();
    let reason = |row| format!("expected a number, found the text `many, \"{row}\"`");
    assert_eq!(csv.len(), 42);
    assert_eq!(
        csv[7],
        [
            "profiles",
            "7",
            "9",
            "L-7",
            "employees",
            "wrong_type",
            &reason(7)
        ][..]
    );
    assert_eq!(csv[40][5], *"malformed_row");
    assert_eq!((&csv[40][3], &csv[40][4]), ("", ""));
    assert_eq!(&csv[41][0], "events");
    let json = std::fs::read_to_string(file("rejects.jsonl")).unwrap();
    let json: Vec<serde_json::Value> = json
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(json.len(), 42);
    assert_eq!(
        json[39],
        serde_json::json!({"table": "profiles", "row": 39, "line": 41, "lead": "L-39",
            "column": "employees", "code": "wrong_type", "reason": reason(39)})
    );
    assert_eq!(json[40]["lead"], serde_json::Value::Null);
    let ran = folder.score("p.csv", "events.csv", &["--rejects", &file("rejects.txt")]);
    assert_eq!(
        (ran.code, folder.plain(&ran.err).as_str()),
        (
            1,
            "error: `rejects.txt` has an unknown extension; rejects are written to `.csv`, `.jsonl` and `.ndjson` files\n"
        )
    );
}

#[test]
fn strict_fails_on_rejects_after_writing_all_files() {
    let folder = rejected();
    let out = folder.path("out.jsonl").display().to_string();
    let ran = folder.score("p.csv", "events.csv", &["--strict", "--out", &out]);
    assert_eq!(
        (ran.code, ran.err.as_str()),
        (
            1,
            "error: 42 values and rows were rejected, and `--strict` allows none\n"
        )
    );
    assert!(ran.out.contains("rejected: 42 values and rows"));
    assert_eq!(std::fs::read_to_string(out).unwrap().lines().count(), 40);
    folder.file("one.csv", "lead,employees\nL-1,many\n");
    folder.file("none.csv", "lead,event,at\n");
    let ran = folder.score("one.csv", "none.csv", &["--strict"]);
    let one = "error: 1 value or row was rejected, and `--strict` allows none\n";
    assert_eq!((ran.code, ran.err.as_str()), (1, one));
    folder.file("one.csv", "lead,employees\nL-1,12\n");
    assert_eq!(folder.score("one.csv", "none.csv", &["--strict"]).code, 0);
}

/// A text that would clear the screen, return to the start of the line and reverse its end.
const HOSTILE: &str = "\u{1b}[2J\r\u{202e}\u{9b}x";
const ESCAPED: &str = r"\u{1b}[2J\r\u{202e}\u{9b}x";

#[test]
fn nothing_from_a_file_moves_the_cursor() {
    let folder = Folder::new();
    folder.file(
        "p.csv",
        format!("lead,employees,\"{HOSTILE}\",company\n\"{HOSTILE}\",\"{HOSTILE}\",1,\"{HOSTILE}\"\n\"{HOSTILE}\",1,,\nL-2,500,,\"{HOSTILE}\"\n"),
    );
    folder.file(
        "events.csv",
        format!("lead,event,at\n\"{HOSTILE}\",\"{HOSTILE}\",2026-11-20\nL-2,visit,2026-11-20\nL-2,visit,2026-11-20\nL-1,visit,\"{HOSTILE}\"\n"),
    );
    let summary = folder.score("p.csv", "events.csv", &[]);
    let ledger = folder.score("p.csv", "events.csv", &["--explain", HOSTILE]);
    let unknown = folder.score(
        "p.csv",
        "events.csv",
        &["--explain", &format!("{HOSTILE}y")],
    );
    let time = score(&["--as-of", HOSTILE]);
    folder.file("h.csv", format!("lead,employees\n\"{HOSTILE}\""));
    folder.file("bad.csv", format!("\"{HOSTILE}\",x\n"));
    let header = folder.score("bad.csv", "events.csv", &[]);
    folder.file(
        "model.toml",
        format!("format = 1\nname = \"x\"\n\"{}\" = 1\n", r"\u001b[2J\u202e"),
    );
    let model = folder.score("p.csv", "events.csv", &[]);
    for (ran, code) in [
        (summary, 0),
        (ledger, 0),
        (unknown, 1),
        (time, 2),
        (header, 1),
        (model, 1),
    ] {
        let text = ran.out + &ran.err;
        assert_eq!(ran.code, code, "{text}");
        let known = |character: char| character == '\n' || !character.is_control();
        assert!(
            text.chars().all(known) && !text.contains('\u{202e}'),
            "{text:?}"
        );
        assert!(
            text.contains(ESCAPED) || text.contains(r"\u{1b}[2J\u{202e}"),
            "{text}"
        );
    }
}

#[test]
fn hints_report_probable_mistakes() {
    let folder = Folder::new();
    let rows: String = (0..60)
        .map(|row| format!("{row},1200,{}\n", ["Legal", "N/A"][row / 50]))
        .collect();
    folder.file(
        "model.toml",
        common::MODEL.replace(
            "[engagement]",
            "[[fit.criteria]]\nname = \"trade\"\nfact = \"profile.industry\"\ncases = [ { eq = \"legal\", points = 7 } ]\n[engagement]",
        ),
    );
    folder.file("p.csv", format!("lead,Employees,industry\n{rows}"));
    folder.file(
        "events.csv",
        "lead,event,at\n7.0,visit,2026-11-20\n8,vsit,2026-11-20\n",
    );
    let json = |line: &str| {
        let cells: Vec<&str> = line.split(',').collect();
        format!(
            "{{\"lead\": \"{}\", \"Employees\": 1200, \"industry\": \"{}\"}}\n",
            cells[0], cells[2]
        )
    };
    folder.file("p.jsonl", rows.lines().map(json).collect::<String>());
    for profiles in ["p.csv", "p.jsonl"] {
        let ran = folder.score(profiles, "events.csv", &[]);
        assert_eq!((ran.code, ran.err.as_str()), (0, ""));
        let from = ran.out.find("\n4 hints\n").unwrap();
        assert_eq!(
            &ran.out[from..],
            "\n4 hints\n  \
             no column of `profiles` fills `employees`, which the model reads; did you mean the column `Employees`? rename it\n  \
             events name the lead `7.0`, which has no profile, but there is a profile of `7`; write the ids of leads alike in both tables\n  \
             no signal counts the event `vsit`; did you mean `visit`?\n  \
             `N/A` stands in 10 of 60 values of `industry`; if it means that the value is not known, declare it: `not_known = [\"N/A\"]`\n"
        );
    }
}

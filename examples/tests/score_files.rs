//! `score_files` as a user meets it.

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
fn the_bundled_example_tells_who_is_ready_and_what_is_wrong() {
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
        "profiles.csv, line 112, row 110, lead L-0111, column `employees`: found the text `about 200`, a number is needed",
        "lead `L-0777` already has the profile of line 778",
        "`page_veiw` (2), `chat_started` (1)",
        "5 events left out: another one has the same id, but other contents",
        "These leads are made up.",
    ] {
        assert!(ran.out.contains(part), "no `{part}` in\n{}", ran.out);
    }
}

#[test]
fn rejects_say_file_line_row_and_column() {
    let folder = small();
    let ran = folder.score("profiles.csv", "events.csv", &[]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let from = ran.out.find("rejected").unwrap();
    assert_eq!(
        &ran.out[from..],
        "rejected: 5 values and rows\n  \
         wrong_type (1)\n    \
         profiles.csv, line 3, row 1, lead L-2, column `employees`: found the text `about 200`, a number is needed\n  \
         duplicate_lead (1)\n    \
         profiles.csv, line 4, row 2, lead L-1, column `lead`: lead `L-1` already has the profile of line 2\n  \
         missing (1)\n    \
         profiles.csv, line 5, row 3, column `lead`: every row needs the id of its lead\n  \
         unreadable_instant (1)\n    \
         events.csv, line 5, row 3, lead L-8, column `at`: `never` cannot be read, an instant such as `2026-11-22T09:30:00Z` is needed\n  \
         not_finite (1)\n    \
         events.csv, line 7, row 5, lead L-2, column `value`: found a number that is not finite\n\
         \nnoticed\n  \
         1 event with a name that no signal has: `veiw` (1)\n  \
         1 event without an offset, read as local time of the model's zone\n"
    );
}

#[test]
fn leads_stand_in_the_order_in_which_they_become_known() {
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
    let reject = "profiles.ndjson, line 3, row 1, lead L-2, column `employees`";
    assert!(ran.out.contains(reject), "{}", ran.out);
}

#[test]
fn of_several_profiles_the_latest_valid_one_counts() {
    let folder = small();
    folder.file(
        "dated.csv",
        "lead,valid_from,employees\nL-1,2027-01-01,5000\nL-1,2026-01-01,500\nL-1,,1\nL-1,2026-01-01T00:00:00+01:00,7\nL-3,soon,1\n",
    );
    let ran = folder.score("dated.csv", "events.csv", &["--explain", "L-1"]);
    assert!(ran.out.contains("employees is 500 "), "{}", ran.out);
    let ran = folder.score("dated.csv", "events.csv", &[]);
    for part in [
        "line 5, row 3, lead L-1, column `lead`: lead `L-1` already has the profile of line 3",
        "line 6, row 4, lead L-3, column `valid_from`: found the text `soon`, an instant such as",
    ] {
        assert!(ran.out.contains(part), "{}", ran.out);
    }
}

#[test]
fn a_ledger_adds_up_and_says_what_is_missing() {
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
fn a_cell_that_is_no_text_rejects_its_row_alone() {
    let folder = small();
    folder.file(
        "latin.csv",
        b"lead,industry,employees\nL-1,\xfcber,120\nL-2,Legal,130\n",
    );
    let ran = folder.score("latin.csv", "events.csv", &[]);
    let reject = "latin.csv, line 2, row 0, lead L-1, column `industry`: the text is not UTF-8";
    assert!(ran.out.contains(reject), "{}", ran.out);
    let notes = "profiles: no column for the attributes `needs`\n";
    assert!(ran.out.contains(notes), "{}", ran.out);
}

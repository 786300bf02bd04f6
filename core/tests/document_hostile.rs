//! Hostile texts are rejected, on a small stack. With quadratic work these tests would take hours.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may stop at once"
)]

use std::thread;

use leadgrade::document::{Document, ModelError};

const MIB: usize = 1 << 20;

/// Reads in a thread with 1 MiB of stack.
fn refused(text: String, read: fn(&str) -> Result<Document, ModelError>) -> ModelError {
    let work = move || read(&text).unwrap_err();
    let thread = thread::Builder::new().stack_size(1 << 20).spawn(work);
    let error = thread.unwrap().join().unwrap();
    assert!(error.problems.len() <= 1_001);
    error
}

fn code(error: &ModelError) -> &'static str {
    error.problems[0].code
}

#[test]
fn too_large() {
    for read in [Document::from_toml, Document::from_json] {
        let error = refused(" ".repeat(MIB + 1), read);
        assert_eq!(
            error.problems[0].to_string(),
            "[too_large] /: the text has 1,048,577 bytes (at most 1,048,576 bytes (1 MiB))"
        );
    }
}

#[test]
fn a_mebibyte_of_brackets() {
    for bracket in ["[", "{", "[[", "{\"a\":", "]", "}"] {
        let text = bracket.repeat(MIB / bracket.len());
        assert_eq!(
            code(&refused(text.clone(), Document::from_json)),
            "syntax",
            "{bracket}"
        );
        refused(text.clone(), Document::from_toml);
        refused(
            format!("a = {}", text.split_at(MIB - 16).0),
            Document::from_toml,
        );
        refused(
            format!("a = {}", text.replace("\":", "=").split_at(MIB / 2).0),
            Document::from_toml,
        );
    }
}

#[test]
fn closed_but_too_deep() {
    let half = MIB / 2 - 8;
    let text = format!("{}{}", "[".repeat(half), "]".repeat(half));
    assert_eq!(
        refused(text.clone(), Document::from_json).problems[0].to_string(),
        "1:81: [too_deep] /: values are nested too deeply (at most 80 lists and tables inside each other)"
    );
    assert_eq!(
        code(&refused(format!("a = {text}"), Document::from_toml)),
        "too_deep"
    );
}

#[test]
fn dotted_keys() {
    let key = vec!["a"; MIB / 2 - 8].join(".");
    assert_eq!(
        code(&refused(format!("[{key}]"), Document::from_toml)),
        "too_deep"
    );
    assert_eq!(
        code(&refused(format!("{key} = 1"), Document::from_toml)),
        "too_deep"
    );
    // As deep as the parser allows: headers, keys and inline tables.
    let header = vec!["a"; 78].join(".");
    for dots in [8, 9, 78] {
        let key = vec!["a"; dots + 1].join(".");
        let inline = format!("{}1{}", format!("{{{key}=").repeat(79), "}".repeat(79));
        let text = format!("[{header}]\n{key} = {inline}\n");
        assert_eq!(
            code(&refused(text.clone(), Document::from_toml)),
            "too_deep"
        );
        refused(
            format!("{text}{key} = {inline}\n[{header}]\n"),
            Document::from_toml,
        );
        refused(text.replace('}', ")"), Document::from_toml);
        refused(text.replace('=', "= ["), Document::from_toml);
        refused(
            text.replace('=', "]= ").replace('{', "{\n["),
            Document::from_toml,
        );
    }
}

#[test]
fn many_keys_and_many_problems() {
    let keys: String = (0..90_000).map(|n| format!("k{n} = 1\n")).collect();
    let error = refused(keys, Document::from_toml);
    assert_eq!(error.problems.len(), 1_001);
    let last = error.problems.last().unwrap();
    assert_eq!(
        last.to_string(),
        "[too_many_problems] /: 89002 more problems (only the first are listed)"
    );
    let keys: Vec<String> = (0..80_000).map(|n| format!("\"k{n}\":1")).collect();
    refused(format!("{{{}}}", keys.join(",")), Document::from_json);
    refused(
        format!("{{{}}}", vec!["\"k\":1"; 150_000].join(",")),
        Document::from_json,
    );
    refused("a = 1\n".repeat(MIB / 6), Document::from_toml);
    refused("[a]\n".repeat(MIB / 4), Document::from_toml);
    refused("[[a]]\n".repeat(MIB / 6), Document::from_toml);
}

#[test]
fn huge_keys_do_not_multiply() {
    let name = "x".repeat(MIB / 2);
    let inside = vec!["\"y\":[]"; 60_000].join(",");
    for text in [
        format!("{{\"signals\":{{\"{name}\":{{{inside}}}}}}}"),
        format!("{{\"{name}\":{{{inside}}}}}"),
        format!("{{\"fit\":{{\"{name}\":{{{inside}}}}}}}"),
    ] {
        let error = refused(text, Document::from_json);
        let bytes: usize = error
            .problems
            .iter()
            .map(|p| p.path.len() + p.message.len() + p.help.len())
            .sum();
        assert!(bytes < 5 * MIB, "{bytes}");
    }
    refused(format!("[{name}]\n{name} = 1"), Document::from_toml);
}

#[test]
fn deep_conditions() {
    let nested = |n: usize| {
        format!(
            "{}{{\"all\":[]}}{}",
            "{\"all\":[".repeat(n - 1),
            "]}".repeat(n - 1)
        )
    };
    let model = |n| {
        format!(
            "{{\"format\":1,\"name\":\"m\",\"segments\":{{\"s\":{}}}}}",
            nested(n)
        )
    };
    assert!(Document::from_json(&model(32)).is_ok());
    let error = refused(model(33), Document::from_json);
    assert_eq!(error.problems.len(), 1);
    assert_eq!(
        error.problems[0].message,
        "conditions are nested too deeply"
    );
    assert_eq!(
        error.problems[0].help,
        "at most 32 conditions inside each other"
    );
    // The deepest place of a condition.
    let case = |n| {
        let case = format!("{{\"points\":1,\"when\":{}}}", nested(n));
        let fit = format!("{{\"criteria\":[{{\"name\":\"c\",\"cases\":[{case}]}}]}}");
        format!("{{\"format\":1,\"name\":\"m\",\"fit\":{fit}}}")
    };
    let document = Document::from_json(&case(32)).unwrap();
    let toml = toml::to_string(&document).unwrap();
    assert_eq!(Document::from_toml(&toml).unwrap(), document);
    assert_eq!(code(&refused(case(33), Document::from_json)), "too_deep");
}

#[test]
fn too_many_rules() {
    let model = |n: usize| {
        let conditions = vec!["{\"all\":[]}"; n - 1].join(",");
        format!("{{\"format\":1,\"name\":\"m\",\"segments\":{{\"s\":{{\"any\":[{conditions}]}}}}}}")
    };
    assert!(Document::from_json(&model(10_000)).is_ok());
    let error = refused(model(10_002), Document::from_json);
    assert_eq!(
        error.to_string(),
        "the model has 1 problem:\n  1:110037: [too_many_rules] /segments/s/any/9999: too many criteria, cases, signals and \
         conditions (at most 10,000 together)"
    );
}

#[test]
fn a_value_of_any_depth() {
    let mut value = serde_json::json!({});
    for _ in 0..1_000 {
        value = serde_json::json!({ "fit": value });
    }
    let error = Document::from_value(&value).unwrap_err();
    assert!(
        error
            .problems
            .iter()
            .any(|problem| problem.code == "too_deep")
    );
}

#[test]
fn regular_expressions_and_signals_have_limits() {
    let long = format!(
        "{{\"format\":1,\"name\":\"m\",\"segments\":{{\"s\":{{\"fact\":\"a\",\"matches\":\"{}\"}}}}}}",
        "é".repeat(513)
    );
    let error = refused(long, Document::from_json);
    assert_eq!(
        error.problems[0].message,
        "the regular expression has 1026 bytes"
    );
    assert_eq!(error.problems[0].help, "at most 1024 bytes");
    assert_eq!(code(&error), "too_long");
    let signals = |n: usize| {
        let each: Vec<String> = (0..n).map(|n| format!("\"s{n}\":{{}}")).collect();
        format!(
            "{{\"format\":1,\"name\":\"m\",\"signals\":{{{}}}}}",
            each.join(",")
        )
    };
    assert!(Document::from_json(&signals(1_000)).is_ok());
    assert_eq!(
        code(&refused(signals(1_001), Document::from_json)),
        "too_many_signals"
    );
}

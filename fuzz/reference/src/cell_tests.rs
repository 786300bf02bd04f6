//! Expectations computed by hand from sections 4 and 4.1.

use super::*;
use serde_json::json;

fn of(declaration: Value, value: Value) -> Result<Option<Cell>, Code> {
    read_declared(&Zone::new("Europe/Berlin"), &declaration, &value)
}

#[test]
fn placeholders_of_any_type_are_missing() {
    let listed = json!(["Select", "N/A", "-"]);
    for kind in ["number", "text", "flag", "date", "tags"] {
        let declaration = json!({"type": kind, "not_known": listed});
        for value in [" select", "n/a ", "\u{200B}-"] {
            assert_eq!(of(declaration.clone(), json!(value)), Ok(None), "{kind}");
        }
    }
    let exact = json!({"type": "text", "compare": "exact", "not_known": ["Select"]});
    assert_eq!(of(exact.clone(), json!("Select")), Ok(None));
    assert_eq!(
        of(exact, json!("select")),
        Ok(Some(Cell::Text("select".to_owned())))
    );
    // `compare` of a number means nothing.
    let number = json!({"type": "number", "not_known": ["-"]});
    assert_eq!(of(number.clone(), json!("--")), Err("wrong_type"));
    assert_eq!(of(number, json!("12")), Err("wrong_type"));
}

#[test]
fn values_of_the_type_are_missing() {
    let number = json!({"type": "number", "not_known": [-1, "0"]});
    assert_eq!(of(number.clone(), json!(-1.0)), Ok(None));
    assert_eq!(of(number.clone(), json!("-1")), Err("wrong_type"));
    assert_eq!(of(number, json!(0)), Ok(Some(Cell::Number(whole(0)))));
    let flag = json!({"type": "flag", "not_known": [false]});
    assert_eq!(of(flag, json!(false)), Ok(None));
    let date = json!({"type": "date", "not_known": ["1900-01-01"]});
    assert_eq!(of(date.clone(), json!("1900-01-01")), Ok(None));
    // 04:00 in Berlin on that day.
    assert_eq!(of(date.clone(), json!("1900-01-01T03:00:00Z")), Ok(None));
    assert!(of(date, json!("1900-01-02")).unwrap().is_some());
}

#[test]
fn members_that_are_not_known_are_left_out() {
    let tags = json!({"type": "tags", "compare": "loose", "not_known": ["keine", "-"]});
    assert_eq!(of(tags.clone(), json!(["Keine", " - ", null])), Ok(None));
    assert_eq!(
        of(tags.clone(), json!(["KEINE", "a"])),
        Ok(Some(Cell::Tags(vec!["a".to_owned()])))
    );
    assert_eq!(of(tags, json!(["-", 1])), Err("wrong_type"));
}

#[test]
fn ids_of_every_form() {
    let id = |value: Value| read_id(Some(&value));
    let is = |text: &str| Ok(Some(text.to_owned()));
    assert_eq!(id(json!(7)), is("7"));
    assert_eq!(id(json!(7.0)), is("7"));
    assert_eq!(id(json!(-0.0)), is("0"));
    assert_eq!(id(json!(1e3)), is("1000"));
    assert_eq!(id(json!(9_007_199_254_740_993_u64)), is("9007199254740993"));
    assert_eq!(id(json!(u64::MAX)), is("18446744073709551615"));
    assert_eq!(id(json!(9_007_199_254_740_991.0)), is("9007199254740991"));
    assert_eq!(id(json!(9_007_199_254_740_992.0)), Err("out_of_range"));
    assert_eq!(id(json!(-1e300)), Err("out_of_range"));
    assert_eq!(id(json!(7.5)), Err("wrong_type"));
    assert_eq!(id(json!("007")), is("007"));
    assert_eq!(id(json!(" 7\u{200B}")), is(" 7\u{200B}"));
    assert_eq!(id(json!("\u{200B} ")), Ok(None));
}

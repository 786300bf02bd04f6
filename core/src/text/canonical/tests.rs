use super::*;
use proptest::prelude::*;
use serde::Serialize;
use serde_json::Value;

fn thousandths(milli: i64) -> Value {
    serde_json::from_str(&format!("{milli}e-3")).unwrap()
}

fn any_json() -> impl Strategy<Value = Value> {
    let key = prop_oneof![
        "[a-c]{0,3}",
        any::<String>(),
        "[\u{e000}\u{1f600}\"\\\\]{1,2}"
    ];
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        (-10_000_000_i64..10_000_000).prop_map(thousandths),
        (-2_000_000_000_000_000_i64..2_000_000_000_000_000).prop_map(thousandths),
        "[\0-\u{20}\"\\\\]{1,3}".prop_map(Value::from),
        any::<String>().prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 64, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::hash_map(key.clone(), inner, 0..6)
                .prop_map(|members| members.into_iter().collect()),
        ]
    })
}

proptest! {
    #[test]
    fn it_is_what_the_other_writer_says(value in any_json()) {
        let expected = serde_json_canonicalizer::to_string(&value).unwrap();
        prop_assert_eq!(canonical(&value).unwrap(), expected);
    }
}

#[derive(Serialize)]
struct Unsorted {
    b: u8,
    ab: [f32; 2],
    a: Option<&'static str>,
    z: Inner,
}

#[derive(Serialize)]
struct Inner {
    y: i128,
    #[serde(rename = "x\"y")]
    x: char,
}

#[test]
fn members_stand_in_the_order_of_their_keys() {
    let value = Unsorted {
        b: 1,
        ab: [0.5, -0.0],
        a: None,
        z: Inner {
            y: 1 << 60,
            x: '\u{7f}',
        },
    };
    let expected = "{\"a\":null,\"ab\":[0.5,0],\"b\":1,\"z\":{\"x\\\"y\":\"\u{7f}\",\"y\":1152921504606847000}}";
    assert_eq!(canonical(&value).unwrap(), expected);
    assert!(canonical(&f64::NAN).is_ok_and(|text| text == "null"));
}

struct Ordered {
    days_since_first: u8,
    name: &'static str,
    days_since: u8,
}

in_order! {
    Ordered { days_since, days_since_first, name }
}

#[test]
fn what_is_written_in_order_stays_there() {
    let value = Ordered {
        days_since_first: 2,
        name: "n",
        days_since: 1,
    };
    let expected = "{\"days_since\":1,\"days_since_first\":2,\"name\":\"n\"}";
    assert_eq!(canonical(&value).unwrap(), expected);
    // A writer that sorts nothing.
    assert_eq!(serde_json::to_string(&value).unwrap(), expected);
}

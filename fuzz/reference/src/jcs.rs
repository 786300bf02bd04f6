//! RFC 8785: the canonical text of a JSON value.

use serde_json::Value;

/// The canonical text.
pub fn canonical(value: &Value) -> String {
    match value {
        Value::Number(number) => ecmascript(number.as_f64().unwrap_or(0.0)),
        Value::Array(items) => format!(
            "[{}]",
            items.iter().map(canonical).collect::<Vec<_>>().join(",")
        ),
        Value::Object(table) => {
            let mut keys: Vec<&String> = table.keys().collect();
            // RFC 8785 section 3.2.3: by UTF-16 code units.
            keys.sort_by_key(|key| key.encode_utf16().collect::<Vec<u16>>());
            let parts = keys
                .iter()
                .map(|key| format!("{}:{}", Value::from(key.as_str()), canonical(&table[*key])));
            format!("{{{}}}", parts.collect::<Vec<_>>().join(","))
        }
        // serde_json escapes exactly what RFC 8785 escapes, in the same spelling.
        other => other.to_string(),
    }
}

/// `Number.prototype.toString` of ECMAScript.
fn ecmascript(double: f64) -> String {
    if double == 0.0 {
        return "0".to_owned();
    }
    let text = format!("{:e}", double.abs());
    let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    let digits = mantissa.replace('.', "");
    let count = digits.len() as i32;
    let point = exponent.parse::<i32>().unwrap_or(0) + 1;
    let size = if (count..=21).contains(&point) {
        format!("{digits}{}", "0".repeat((point - count) as usize))
    } else if (1..=21).contains(&point) {
        format!(
            "{}.{}",
            &digits[..point as usize],
            &digits[point as usize..]
        )
    } else if (-5..=0).contains(&point) {
        format!("0.{}{digits}", "0".repeat(-point as usize))
    } else {
        let rest = if count > 1 {
            format!(".{}", &digits[1..])
        } else {
            String::new()
        };
        format!(
            "{}{rest}e{}{}",
            &digits[..1],
            if point > 0 { "+" } else { "-" },
            (point - 1).abs()
        )
    };
    if double < 0.0 {
        format!("-{size}")
    } else {
        size
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn numbers_of_the_rfc() {
        let pairs = [
            (1e21, "1e+21"),
            (123e18, "123000000000000000000"),
            (1e-6, "0.000001"),
            (1e-7, "1e-7"),
            (-0.0, "0"),
            (1.5, "1.5"),
            (333_333_333.333_333_3, "333333333.3333333"),
            (5e-324, "5e-324"),
            (-1.7976931348623157e308, "-1.7976931348623157e+308"),
        ];
        for (double, text) in pairs {
            assert_eq!(ecmascript(double), text);
        }
    }

    #[test]
    fn keys_are_sorted_and_strings_escaped() {
        let value =
            json!({"b": [1.0, null, true], "a": "\u{7}\"é\n", "\u{10000}": 1, "\u{fb33}": 2});
        assert_eq!(
            canonical(&value),
            "{\"a\":\"\\u0007\\\"é\\n\",\"b\":[1,null,true],\"\u{10000}\":1,\"\u{fb33}\":2}"
        );
    }
}

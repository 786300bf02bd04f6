//! How messages show parts of the model.

use crate::document::{Operand, Operator, Scalar};
use crate::text::number_text;

/// The most characters of a text in a message.
const SHOWN: usize = 60;
/// The most members of a list in a message.
const LISTED: usize = 5;

/// User text in backticks, shortened, with invisible characters escaped.
pub(super) fn quoted(text: &str) -> String {
    let mut shown = String::from("`");
    for (index, character) in text.chars().enumerate() {
        if index == SHOWN {
            shown.push('…');
            break;
        }
        if character.is_control() {
            shown.extend(character.escape_unicode());
        } else {
            shown.push(character);
        }
    }
    shown.push('`');
    shown
}

/// The first texts in backticks, separated by commas.
pub(super) fn listed<'t>(texts: impl IntoIterator<Item = &'t str>) -> String {
    let mut shown: Vec<String> = Vec::new();
    for (index, text) in texts.into_iter().enumerate() {
        if index == LISTED {
            shown.push("…".to_owned());
            break;
        }
        shown.push(quoted(text));
    }
    shown.join(", ")
}

/// The key and value of an operator: `` `gte = 10` ``.
pub(super) fn operator(operator: &Operator) -> String {
    let value = match operator {
        Operator::Eq(operand)
        | Operator::Ne(operand)
        | Operator::Gt(operand)
        | Operator::Gte(operand)
        | Operator::Lt(operand)
        | Operator::Lte(operand) => match operand {
            Operand::Literal(literal) => scalar(literal),
            Operand::Fact(fact) => format!("{{ fact = \"{fact}\" }}"),
        },
        Operator::Between(low, high) => format!("[{}, {}]", scalar(low), scalar(high)),
        Operator::OrBetter(level) | Operator::OrWorse(level) => scalar(level),
        Operator::In(list) | Operator::NotIn(list) => bracketed(list.iter().map(scalar).collect()),
        Operator::Contains(list)
        | Operator::StartsWith(list)
        | Operator::EndsWith(list)
        | Operator::Has(list)
        | Operator::HasAll(list) => match list.as_slice() {
            [one] => format!("\"{one}\""),
            _ => bracketed(list.iter().map(|one| format!("\"{one}\"")).collect()),
        },
        Operator::Matches(pattern) => format!("\"{pattern}\""),
        Operator::HasFact(fact) => format!("{{ fact = \"{fact}\" }}"),
        Operator::Known(known) => known.to_string(),
    };
    quoted(&format!("{} = {value}", operator.key()))
}

fn bracketed(members: Vec<String>) -> String {
    format!("[{}]", members.join(", "))
}

/// A literal as written in the document.
fn scalar(scalar: &Scalar) -> String {
    match scalar {
        Scalar::Number(number) => number_text(*number),
        Scalar::Text(text) => format!("\"{text}\""),
        Scalar::Flag(flag) => flag.to_string(),
    }
}

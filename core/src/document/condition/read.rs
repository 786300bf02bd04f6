//! Reading conditions, operators and cases.

use super::{Case, Condition, Operand, Operator, Scalar, Test};
use crate::document::phrasing::{any_of, expected};
use crate::document::reader::At;
use crate::document::scalars::NameSet;
use crate::document::table_reader::TableReader;
use crate::document::tree::TreeValue;
use crate::exact::{Day, MAX_CONDITION_DEPTH, MAX_PATTERN_BYTES, Milli};

/// The keys of all operators.
const OPERATORS: [&str; 18] = [
    "eq",
    "ne",
    "gt",
    "gte",
    "lt",
    "lte",
    "between",
    "or_better",
    "or_worse",
    "in",
    "not_in",
    "contains",
    "starts_with",
    "ends_with",
    "matches",
    "has",
    "has_all",
    "known",
];
/// The keys that make a table a condition.
const FORMS: [&str; 4] = ["fact", "all", "any", "not"];
const CONDITION_KEYS: [&str; 23] = with(["fact", "all", "any", "not", "within_days"]);
const CASE_KEYS: [&str; 21] = with(["when", "within_days", "points"]);

/// The given keys followed by the keys of the operators.
const fn with<const N: usize, const M: usize>(first: [&'static str; N]) -> [&'static str; M] {
    let mut keys = [""; M];
    let (mut rest, mut operators, mut at): (&[&str], &[&str], usize) = (&first, &OPERATORS, 0);
    while at < M {
        if let [key, others @ ..] = rest {
            rest = others;
            if let Some(place) = keys.split_at_mut(at).1.first_mut() {
                *place = key;
            }
        } else if let [key, others @ ..] = operators {
            operators = others;
            if let Some(place) = keys.split_at_mut(at).1.first_mut() {
                *place = key;
            }
        }
        at += 1;
    }
    keys
}

/// Takes the place of a condition that could not be read and is reported, so
/// that the facts around it are still checked.
pub(crate) const PLACEHOLDER: Condition = Condition::All(Vec::new());

impl Condition {
    /// Reads a condition.
    pub(crate) fn read(at: &At<'_>) -> Option<Self> {
        read(at, 1)
    }
}

/// Reads a table of a name and a condition. Reports a name that is in `seen` already.
pub(crate) fn named_condition(at: &At<'_>, seen: &mut NameSet) -> Option<(String, Condition)> {
    let table = at.table(&["name", "when"])?;
    let name = table.need("name", |at| at.new_name(seen));
    let when = table.need("when", Condition::read);
    Some((name.unwrap_or_default(), when.unwrap_or(PLACEHOLDER)))
}

fn read(at: &At<'_>, depth: usize) -> Option<Condition> {
    at.count_rule();
    if depth > MAX_CONDITION_DEPTH {
        let help = format!("at most {MAX_CONDITION_DEPTH} conditions inside each other");
        at.report("too_deep", "conditions are nested too deeply", help);
        return None;
    }
    let inner = |at: &At<'_>| Some(read(at, depth.saturating_add(1)).unwrap_or(PLACEHOLDER));
    let table = at.table(&CONDITION_KEYS)?;
    let form = *table.present(&FORMS).first().unwrap_or(&"fact");
    if form == "fact" {
        table.exclude(
            &FORMS,
            "a condition has one of `fact`, `all`, `any` and `not`",
        );
        return test(&table).map(Condition::Test);
    }
    for key in CONDITION_KEYS
        .iter()
        .filter(|key| **key != form && table.has(key))
    {
        let message = format!("`{key}` conflicts with `{form}`");
        at.conflict(
            message,
            "a condition has one of `fact`, `all`, `any` and `not`, and operators only with `fact`",
        );
    }
    let list = |key| table.read(key, |at| at.list(inner));
    match form {
        "all" => list("all").map(Condition::All),
        "any" => list("any").map(Condition::Any),
        _ => table
            .read("not", inner)
            .map(|condition| Condition::Not(Box::new(condition))),
    }
}

fn test(table: &TableReader<'_>) -> Option<Test> {
    let help = format!("a condition has one of {}", any_of(&FORMS));
    if table.is_whole() && !table.has("fact") {
        table.missing("fact", &help);
    }
    let fact = table.read("fact", At::reference);
    let within_days = table.read("within_days", At::days);
    let operator = operator(table).unwrap_or(Operator::Known(true));
    Some(Test {
        fact: fact?,
        within_days,
        operator,
    })
}

/// Reads the operator of a condition or a case. Exactly one is allowed.
fn operator(table: &TableReader<'_>) -> Option<Operator> {
    let present = table.present(&OPERATORS);
    table.exclude(&OPERATORS, "use one operator, or `all` for several");
    let Some(key) = present.first() else {
        if table.is_whole() {
            table.report(
                "missing_operator",
                "the operator is missing",
                format!("use one of {}", any_of(&OPERATORS)),
            );
        }
        return None;
    };
    table.read(key, |at| value(key, at))
}

fn value(key: &str, at: &At<'_>) -> Option<Operator> {
    match key {
        "eq" => operand(at).map(Operator::Eq),
        "ne" => operand(at).map(Operator::Ne),
        "gt" => operand(at).map(Operator::Gt),
        "gte" => operand(at).map(Operator::Gte),
        "lt" => operand(at).map(Operator::Lt),
        "lte" => operand(at).map(Operator::Lte),
        "between" => between(at),
        "or_better" => scalar(at).map(Operator::OrBetter),
        "or_worse" => scalar(at).map(Operator::OrWorse),
        "in" => at.filled(scalar).map(Operator::In),
        "not_in" => at.filled(scalar).map(Operator::NotIn),
        "contains" => at.one_or_filled(At::text).map(Operator::Contains),
        "starts_with" => at.one_or_filled(At::text).map(Operator::StartsWith),
        "ends_with" => at.one_or_filled(At::text).map(Operator::EndsWith),
        "matches" => pattern(at).map(Operator::Matches),
        "has" if matches!(at.node.value, TreeValue::Table(_)) => fact(at).map(Operator::HasFact),
        "has" => at.one_or_filled(At::text).map(Operator::Has),
        "has_all" => at.filled(At::text).map(Operator::HasAll),
        _ => at.flag().map(Operator::Known),
    }
}

/// Reads `{ fact = ".." }`.
pub(crate) fn fact(at: &At<'_>) -> Option<String> {
    at.table(&["fact"])?.need("fact", At::reference)
}

fn operand(at: &At<'_>) -> Option<Operand> {
    match at.node.value {
        TreeValue::Table(_) => fact(at).map(Operand::Fact),
        _ => scalar(at).map(Operand::Literal),
    }
}

const SCALAR: &str = "a number, a text, true or false";

/// A number, a text or a flag.
pub(crate) fn scalar(at: &At<'_>) -> Option<Scalar> {
    match &at.node.value {
        TreeValue::Number(_) | TreeValue::Digits(_) => at.number(SCALAR).map(Scalar::Number),
        TreeValue::Text(text) => Some(Scalar::Text(text.clone())),
        TreeValue::Flag(flag) => Some(Scalar::Flag(*flag)),
        _ => at.refuse("wrong_type", SCALAR),
    }
}

fn between(at: &At<'_>) -> Option<Operator> {
    let allowed = "a list of two numbers or two dates";
    let (from, to) = at.pair(allowed, scalar)?;
    let falls = match (&from, &to) {
        (Scalar::Number(from), Scalar::Number(to)) => from > to,
        (Scalar::Text(from), Scalar::Text(to)) => Day::parse(from)
            .zip(Day::parse(to))
            .is_some_and(|(from, to)| from > to),
        _ => {
            at.report(
                "wrong_type",
                "found two values of different types",
                expected(allowed),
            );
            return None;
        }
    };
    if falls {
        at.report(
            "wrong_order",
            "the first value is greater than the second",
            "put the smaller one first",
        );
    }
    Some(Operator::Between(from, to))
}

fn pattern(at: &At<'_>) -> Option<String> {
    let pattern = at.text()?;
    if pattern.len() > MAX_PATTERN_BYTES {
        let message = format!("the regular expression has {} bytes", pattern.len());
        at.report(
            "too_long",
            message,
            format!("at most {MAX_PATTERN_BYTES} bytes"),
        );
    }
    Some(pattern)
}

impl Case {
    /// Reads a case of a criterion. Sets `tests_fact` if the case has an operator, which tests the fact of
    /// the criterion.
    pub(crate) fn read(at: &At<'_>, tests_fact: &mut bool) -> Option<Self> {
        at.count_rule();
        let table = at.table(&CASE_KEYS)?;
        let points = table.need("points", At::points).unwrap_or(Milli::ZERO);
        if table.has("when") {
            for key in OPERATORS
                .iter()
                .chain(&["within_days"])
                .filter(|key| table.has(key))
            {
                let message = format!("`{key}` conflicts with `when`");
                at.conflict(
                    message,
                    "a case has an operator on the criterion's fact, or `when`",
                );
            }
            let when = table.read("when", Condition::read).unwrap_or(PLACEHOLDER);
            return Some(Self::When { when, points });
        }
        *tests_fact |= !table.present(&OPERATORS).is_empty();
        let within_days = table.read("within_days", At::days);
        let operator = operator(&table).unwrap_or(Operator::Known(true));
        Some(Self::Operator {
            within_days,
            operator,
            points,
        })
    }
}

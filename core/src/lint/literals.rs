//! Literals that cannot have the intended effect.

use super::names::names;
use super::walk::Leaf;
use super::words::{listed, quoted};
use super::{Findings, Lint};
use crate::condition::{Needles, Test, TextForm, TextPart, TextTest};
use crate::document::{Compare, Operand, Operator, Scalar};
use crate::model::fact::Fact;
use crate::text::{nearest, prepare};

/// Characters with a special meaning in a pattern.
const SPECIAL: [char; 14] = [
    '\\', '.', '+', '*', '?', '(', ')', '|', '[', ']', '{', '}', '^', '$',
];

/// Names that do not exist, blank and trimmed texts, patterns.
pub(super) fn lint<'m>(lint: &Lint<'m, '_>, findings: &mut Findings<'m>) {
    for leaf in lint.leaves {
        let (Some(operator), Some(form)) = (leaf.operator, leaf.key.form) else {
            continue;
        };
        let (TextForm::Prepared(how) | TextForm::ForRegex(how)) = form;
        for text in texts(operator) {
            if text.chars().all(char::is_whitespace) {
                blank(leaf, operator, findings);
            } else {
                unknown(lint, leaf, text, how, findings);
                trimmed(leaf, operator, text, how, findings);
            }
        }
        if let Operator::Matches(pattern) = operator {
            matches(leaf, pattern, findings);
        }
    }
}

/// The texts that an operator compares with.
fn texts(operator: &Operator) -> Vec<&String> {
    match operator {
        Operator::Eq(Operand::Literal(Scalar::Text(text)))
        | Operator::Ne(Operand::Literal(Scalar::Text(text))) => vec![text],
        Operator::In(list) | Operator::NotIn(list) => list
            .iter()
            .filter_map(|one| match one {
                Scalar::Text(text) => Some(text),
                _ => None,
            })
            .collect(),
        Operator::Contains(list)
        | Operator::StartsWith(list)
        | Operator::EndsWith(list)
        | Operator::Has(list)
        | Operator::HasAll(list) => list.iter().collect(),
        _ => Vec::new(),
    }
}

fn blank<'m>(leaf: &Leaf<'m>, operator: &Operator, findings: &mut Findings<'m>) {
    let is_part = matches!(leaf.test, Test::Text(_));
    let (message, help) = if is_part {
        (
            "every text contains a blank text",
            "write a text, or use `known = true`",
        )
    } else {
        (
            "no value is blank: a blank text is missing",
            "write a text, or use `known = false`",
        )
    };
    let message = format!("`{}` has a blank text, but {message}", operator.key());
    let message = if is_part {
        message.replace(", but ", ", and ")
    } else {
        message
    };
    findings.add("blank_literal", &leaf.at_operator(), message, help);
}

/// Whole names that do not exist in the model.
fn unknown<'m>(
    lint: &Lint<'m, '_>,
    leaf: &Leaf<'m>,
    text: &str,
    how: Compare,
    findings: &mut Findings<'m>,
) {
    let key = leaf.key.fact;
    let whole = matches!(
        leaf.operator,
        Some(Operator::Eq(_) | Operator::Ne(_) | Operator::In(_) | Operator::NotIn(_))
    );
    let Some(known) = names(lint.document, key).filter(|_| whole) else {
        return;
    };
    let wanted = prepare(text, how);
    if known.iter().any(|name| prepare(name, how) == wanted) {
        return;
    }
    let shown = quoted(text);
    let message = match key {
        Fact::Persona => format!("there is no persona {shown}"),
        Fact::Qualification => format!("there is no qualification {shown}"),
        Fact::Cell => format!("there is no cell {shown}"),
        Fact::StepContent => format!("no step has the content {shown}"),
        _ => format!("no step has the topic {shown}"),
    };
    let known: Vec<&str> = known.iter().map(String::as_str).collect();
    let help = match nearest(text, known.iter().copied()) {
        Some(near) => format!("did you mean {}?", quoted(near)),
        None if known.is_empty() => "the model has none".to_owned(),
        None => format!("known: {}", listed(known)),
    };
    findings.add("unknown_name", &leaf.at_operator(), message, help);
}

/// Outer white space, which the comparison ignores.
fn trimmed<'m>(
    leaf: &Leaf<'m>,
    operator: &Operator,
    text: &str,
    how: Compare,
    findings: &mut Findings<'m>,
) {
    let before = text.trim_start() != text;
    let after = text.trim_end() != text;
    let matters = match operator {
        Operator::Contains(_) => before || after,
        Operator::StartsWith(_) => after,
        Operator::EndsWith(_) => before,
        _ => false,
    };
    if matters && how != Compare::Exact {
        findings.add(
            "trimmed_literal",
            &leaf.at_operator(),
            format!(
                "comparing ignores the outer white space of {}",
                quoted(text)
            ),
            "use `matches` with `\\b` where a word ends, or `compare = \"exact\"`",
        );
    }
}

fn matches<'m>(leaf: &Leaf<'m>, pattern: &str, findings: &mut Findings<'m>) {
    if !pattern.contains(SPECIAL) {
        findings.add(
            "plain_pattern",
            &leaf.at_operator(),
            format!("the regular expression {} is a plain text", quoted(pattern)),
            "use `contains`, which compares as the fact does",
        );
    }
    let Test::Text(TextTest {
        part: TextPart::Anywhere,
        needles: Needles::Pattern(compiled),
    }) = leaf.test
    else {
        return;
    };
    // Without an anchor or word boundary, a pattern that matches the empty text matches at the start
    // of any text.
    let borders = ["^", "$", "\\b", "\\B", "\\A", "\\z", "\\<", "\\>"];
    if !borders.iter().any(|border| pattern.contains(border)) && compiled.is_match("") {
        findings.add(
            "pattern_fits_all",
            &leaf.at_operator(),
            format!(
                "the regular expression {} matches every text",
                quoted(pattern)
            ),
            "remove the part that may be empty, or use `known = true`",
        );
    }
}

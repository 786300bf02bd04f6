//! Compiles the conditions of a document into programs over slots.

use super::compiler::{Compiler, own_form};
use super::fact::{FactType, Resolved, View};
use crate::condition::{
    Accept, Check, Needle, Needles, Right, SlotId, Test, TextForm, TextPart, TextTest,
};
use crate::document::problems::Path;
use crate::document::{Condition, Operand, Operator, Scalar};
use crate::text::{Compare, prepare};

impl Compiler<'_> {
    /// Compiles a condition. After a problem, the returned check is never used.
    pub(crate) fn condition(
        &mut self,
        condition: &Condition,
        view: View,
        path: &Path<'_>,
    ) -> Check {
        match condition {
            Condition::All(list) => Check::All(self.conditions(list, view, &path.key("all"))),
            Condition::Any(list) => Check::Any(self.conditions(list, view, &path.key("any"))),
            Condition::Not(inner) => {
                Check::Not(Box::new(self.condition(inner, view, &path.key("not"))))
            }
            Condition::Test(test) => {
                let Some(found) = self.fact(&test.fact, view, &path.key("fact")) else {
                    return nothing();
                };
                self.operator(
                    &test.fact,
                    found,
                    test.within_days,
                    &test.operator,
                    view,
                    path,
                )
            }
        }
    }

    fn conditions(&mut self, list: &[Condition], view: View, path: &Path<'_>) -> Box<[Check]> {
        list.iter()
            .enumerate()
            .map(|(at, one)| self.condition(one, view, &path.index(at)))
            .collect()
    }

    /// Compiles an operator on a fact that is known to exist.
    pub(crate) fn operator(
        &mut self,
        name: &str,
        found: Resolved,
        within: Option<u32>,
        operator: &Operator,
        view: View,
        path: &Path<'_>,
    ) -> Check {
        let fact = match within {
            None => found.fact,
            Some(days) => match self.within(found, days) {
                Some(fact) => fact,
                None => {
                    let help = "`within_days` works with `.count` and `.value` of signals, purchases and activity";
                    self.problem(
                        "no_window",
                        &path.key("within_days"),
                        format!("the fact `{name}` has no time window"),
                        help,
                    );
                    return nothing();
                }
            },
        };
        let path = path.key(operator.key());
        match self.test(name, found, operator, view, &path) {
            Some((test, form)) => {
                let slot = self.slot(found, fact, form, view);
                let memo = self.memo(slot, &test, view);
                Check::Test(slot, test, memo)
            }
            None => nothing(),
        }
    }

    /// The test of an operator, and the form of the fact that it needs.
    fn test(
        &mut self,
        name: &str,
        found: Resolved,
        operator: &Operator,
        view: View,
        path: &Path<'_>,
    ) -> Option<(Test, Option<TextForm>)> {
        let type_ = found.type_;
        let own = own_form(type_);
        let compare = |accept, operand: &Operand, this: &mut Self| {
            Some((
                Test::Compare(accept, this.right(type_, operand, view, path)?),
                own,
            ))
        };
        match (operator, type_) {
            (Operator::Known(wanted), _) => Some((Test::Known(*wanted), own)),
            (Operator::Eq(_) | Operator::Ne(_), FactType::Tags(_)) => {
                self.unsuited(name, operator, type_, path)
            }
            (Operator::Eq(operand), _) => compare(Accept::EQ, operand, self),
            (Operator::Ne(operand), _) => compare(Accept::NE, operand, self),
            (Operator::Gt(operand), FactType::Number | FactType::Date) => {
                compare(Accept::GT, operand, self)
            }
            (Operator::Gte(operand), FactType::Number | FactType::Date) => {
                compare(Accept::GTE, operand, self)
            }
            (Operator::Lt(operand), FactType::Number | FactType::Date) => {
                compare(Accept::LT, operand, self)
            }
            (Operator::Lte(operand), FactType::Number | FactType::Date) => {
                compare(Accept::LTE, operand, self)
            }
            (Operator::Between(low, high), FactType::Number | FactType::Date) => {
                self.between(type_, low, high, path).map(|test| (test, own))
            }
            (Operator::OrBetter(level), FactType::Level(domain)) => self
                .towards(domain, level, true, path)
                .map(|test| (test, own)),
            (Operator::OrWorse(level), FactType::Level(domain)) => self
                .towards(domain, level, false, path)
                .map(|test| (test, own)),
            (
                Operator::In(list),
                FactType::Number | FactType::Text(_) | FactType::Date | FactType::Level(_),
            ) => self.member(type_, list, true, path).map(|test| (test, own)),
            (
                Operator::NotIn(list),
                FactType::Number | FactType::Text(_) | FactType::Date | FactType::Level(_),
            ) => self
                .member(type_, list, false, path)
                .map(|test| (test, own)),
            (Operator::Contains(list), FactType::Text(how)) => {
                Some((part(TextPart::Anywhere, list, how), own))
            }
            (Operator::StartsWith(list), FactType::Text(how)) => {
                Some((part(TextPart::Start, list, how), own))
            }
            (Operator::EndsWith(list), FactType::Text(how)) => {
                Some((part(TextPart::End, list, how), own))
            }
            (Operator::Matches(pattern), FactType::Text(how)) => self
                .pattern(pattern, how, path)
                .map(|test| (test, Some(TextForm::ForRegex(how)))),
            (Operator::Has(list), FactType::Tags(how)) => {
                Some((Test::Has(prepared(list, how), false), own))
            }
            (Operator::HasAll(list), FactType::Tags(how)) => {
                Some((Test::Has(prepared(list, how), true), own))
            }
            (Operator::HasFact(other), FactType::Tags(how)) => Some((
                Test::HasSlot(self.right_slot(FactType::Tags(how), other, view, path)?),
                own,
            )),
            _ => self.unsuited(name, operator, type_, path),
        }
    }

    fn unsuited<T>(
        &mut self,
        name: &str,
        operator: &Operator,
        type_: FactType,
        path: &Path<'_>,
    ) -> Option<T> {
        let help = format!("operators for {}: {}", type_.word(), operators(type_));
        self.problem(
            "wrong_operator",
            path,
            format!(
                "`{}` does not work with the {} `{name}`",
                operator.key(),
                type_.word()
            ),
            help,
        );
        None
    }

    fn right(
        &mut self,
        type_: FactType,
        operand: &Operand,
        view: View,
        path: &Path<'_>,
    ) -> Option<Right> {
        match operand {
            Operand::Fact(name) => self.right_slot(type_, name, view, path).map(Right::Slot),
            Operand::Literal(Scalar::Text(text)) if matches!(type_, FactType::Text(_)) => {
                let FactType::Text(how) = type_ else {
                    return None;
                };
                Some(Right::Text(prepare(text, how).into()))
            }
            Operand::Literal(scalar) => self.literal(type_, scalar, path).map(Right::Value),
        }
    }

    /// A fact on the right-hand side. It must have the type of the left one, and compares like it.
    fn right_slot(
        &mut self,
        type_: FactType,
        name: &str,
        view: View,
        path: &Path<'_>,
    ) -> Option<SlotId> {
        let found = self.fact(name, view, &path.key("fact"))?;
        let fits = match (type_, found.type_) {
            (FactType::Text(_), FactType::Text(_)) => true,
            // A tag, or any of several.
            (FactType::Tags(_), FactType::Text(_) | FactType::Tags(_)) => true,
            (left, right) => left == right,
        };
        if !fits {
            let help = format!("expected a fact of type {}", type_.word());
            self.problem(
                "wrong_type",
                &path.key("fact"),
                format!("the fact `{name}` is of type {}", found.type_.word()),
                help,
            );
            return None;
        }
        Some(self.slot(found, found.fact, own_form(type_), view))
    }
}

/// A placeholder after a problem. A model with problems is never used.
pub(crate) fn nothing() -> Check {
    Check::All(Box::default())
}

fn part(part: TextPart, list: &[String], how: Compare) -> Test {
    let needles = list.iter().map(|text| Needle::new(prepare(text, how)));
    Test::Text(TextTest {
        part,
        needles: Needles::Texts(needles.collect()),
    })
}

fn prepared(list: &[String], how: Compare) -> Box<[Box<str>]> {
    list.iter().map(|text| prepare(text, how).into()).collect()
}

fn operators(type_: FactType) -> &'static str {
    match type_ {
        FactType::Number => "eq, ne, gt, gte, lt, lte, between, in, not_in, known",
        FactType::Date => "eq, ne, gt, gte, lt, lte, between, in, not_in, known",
        FactType::Text(_) => "eq, ne, in, not_in, contains, starts_with, ends_with, matches, known",
        FactType::Flag => "eq, ne, known",
        FactType::Tags(_) => "has, has_all, known",
        FactType::Level(_) => "eq, ne, or_better, or_worse, in, not_in, known",
    }
}

//! Conditions of the document become programs over slots.

use super::compiler::{Compiler, own_form};
use super::fact::{Domain, FactType, Resolved, View};
use super::patterns::PatternFault;
use crate::condition::{
    Accept, Check, Form, Needle, Needles, Right, Slot, SlotId, Test, TextPart, TextTest,
};
use crate::document::problems::Path;
use crate::document::words::grouped;
use crate::document::{Condition, Operand, Operator, Scalar};
use crate::exact::{
    Day, MAX_PATTERNS_BYTES, MAX_REGEX_COMPILED_BYTES, MAX_REGEXES_COMPILED_BYTES, Number,
};
use crate::text::{Compare, number_text, prepare};

impl Compiler<'_> {
    /// Compiles a condition; a problem leaves a check that is never used.
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
                    let help = "`within_days` goes with `.count` and `.value` of signals, purchases and activity";
                    self.problem(
                        "no_window",
                        &path.key("within_days"),
                        format!("the fact `{name}` has no days to look back"),
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

    /// The test of an operator and the form in which it wants the fact.
    fn test(
        &mut self,
        name: &str,
        found: Resolved,
        operator: &Operator,
        view: View,
        path: &Path<'_>,
    ) -> Option<(Test, Option<Form>)> {
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
                .map(|test| (test, Some(Form::Seen(how)))),
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
                "`{}` does not suit the {} `{name}`",
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

    /// A fact on the right: of the same type, compared as the left one is.
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
            let help = format!("a fact of the type {} is needed here", type_.word());
            self.problem(
                "wrong_type",
                &path.key("fact"),
                format!("the fact `{name}` is of the type {}", found.type_.word()),
                help,
            );
            return None;
        }
        Some(self.slot(found, found.fact, own_form(type_), view))
    }

    /// A literal of any type but text.
    fn literal(&mut self, type_: FactType, scalar: &Scalar, path: &Path<'_>) -> Option<Slot> {
        let slot = match (type_, scalar) {
            (FactType::Number, Scalar::Number(number)) => Number::of(*number).map(Slot::Number),
            (FactType::Flag, Scalar::Flag(flag)) => Some(Slot::Flag(*flag)),
            (FactType::Date, Scalar::Text(text)) => return self.date(text, path).map(Slot::Day),
            (FactType::Level(domain), scalar) => {
                return self.level(domain, scalar, path).map(Slot::Level);
            }
            _ => None,
        };
        if slot.is_none() {
            self.problem(
                "wrong_type",
                path,
                format!("found {}", shown(scalar)),
                format!("a {} is needed here", type_.word()),
            );
        }
        slot
    }

    fn date(&mut self, text: &str, path: &Path<'_>) -> Option<Day> {
        let day = self.zone.day_of_text(text).ok();
        if day.is_none() {
            self.problem(
                "bad_date",
                path,
                format!("`{text}` is not a date"),
                "a date is written `2026-11-22`",
            );
        }
        day
    }

    /// The position of a grade, rank or stage.
    fn level(&mut self, domain: Domain, scalar: &Scalar, path: &Path<'_>) -> Option<u32> {
        let known = self.levels(domain);
        let found = match (domain, scalar) {
            (Domain::Rank, Scalar::Number(number)) => {
                known.iter().position(|rank| *rank == number_text(*number))
            }
            (Domain::Rank, _) => None,
            (_, Scalar::Text(text)) => {
                let name = crate::text::nfc(text);
                known.iter().position(|one| *one == name)
            }
            _ => None,
        };
        if found.is_none() {
            let what = FactType::Level(domain).word();
            let list: Vec<_> = known.iter().map(|one| format!("`{one}`")).collect();
            self.missing(
                Some(levels_of(domain).to_owned()),
                "unknown_level",
                path,
                format!("there is no {what} {}", shown(scalar)),
                format!("known: {}", list.join(", ")),
            );
        }
        u32::try_from(found?).ok()
    }

    fn levels(&self, domain: Domain) -> Vec<String> {
        let document = self.document;
        match domain {
            Domain::Grade => document
                .fit
                .iter()
                .flat_map(|fit| &fit.grades)
                .map(|grade| grade.name.clone())
                .collect(),
            Domain::Rank => document
                .engagement
                .iter()
                .flat_map(|engagement| &engagement.ranks)
                .map(|rank| rank.name.to_string())
                .collect(),
            Domain::Stage => document
                .lifecycle
                .iter()
                .flat_map(|lifecycle| &lifecycle.stages)
                .map(|stage| stage.name.clone())
                .collect(),
            Domain::InterestStage => {
                let stages = document
                    .interests
                    .as_ref()
                    .and_then(|interests| interests.stages.as_ref());
                stages
                    .into_iter()
                    .flatten()
                    .map(|stage| stage.name.clone())
                    .collect()
            }
        }
    }

    /// Better is nearer the start for grades and ranks, nearer the end for stages.
    fn towards(
        &mut self,
        domain: Domain,
        level: &Scalar,
        better: bool,
        path: &Path<'_>,
    ) -> Option<Test> {
        let position = self.level(domain, level, path)?;
        let best_first = matches!(domain, Domain::Grade | Domain::Rank);
        let accept = if better == best_first {
            Accept::LTE
        } else {
            Accept::GTE
        };
        Some(Test::Compare(accept, Right::Value(Slot::Level(position))))
    }

    fn between(
        &mut self,
        type_: FactType,
        low: &Scalar,
        high: &Scalar,
        path: &Path<'_>,
    ) -> Option<Test> {
        let (first, second) = (
            self.literal(type_, low, &path.index(0)),
            self.literal(type_, high, &path.index(1)),
        );
        let (first, second) = (first?, second?);
        let turned = match (first, second) {
            (Slot::Day(a), Slot::Day(b)) => a > b,
            (Slot::Number(a), Slot::Number(b)) => a > b,
            _ => false,
        };
        if turned {
            self.problem(
                "wrong_order",
                path,
                format!("{} is beyond {}", shown(low), shown(high)),
                "`between = [a, b]` needs a <= b",
            );
            return None;
        }
        Some(Test::Between(first, second))
    }

    fn member(
        &mut self,
        type_: FactType,
        list: &[Scalar],
        wanted: bool,
        path: &Path<'_>,
    ) -> Option<Test> {
        let FactType::Text(how) = type_ else {
            let slots: Vec<_> = list
                .iter()
                .enumerate()
                .map(|(at, one)| self.literal(type_, one, &path.index(at)))
                .collect();
            return Some(Test::In(slots.into_iter().collect::<Option<_>>()?, wanted));
        };
        let mut texts = Vec::with_capacity(list.len());
        for (at, one) in list.iter().enumerate() {
            match one {
                Scalar::Text(text) => texts.push(prepare(text, how).into()),
                other => self.problem(
                    "wrong_type",
                    &path.index(at),
                    format!("found {}", shown(other)),
                    "a text is needed here",
                ),
            }
        }
        Some(Test::InTexts(texts.into(), wanted))
    }

    fn pattern(&mut self, pattern: &str, how: Compare, path: &Path<'_>) -> Option<Test> {
        let fault = match self.patterns.get(pattern, how) {
            Ok(pattern) => {
                let needles = Needles::Pattern(pattern);
                let part = TextPart::Anywhere;
                return Some(Test::Text(TextTest { part, needles }));
            }
            Err(fault) => fault,
        };
        let pattern = crate::text::shortened(pattern);
        let (code, message, help) = match fault {
            PatternFault::Syntax(reason) => (
                "bad_pattern",
                format!("`{pattern}` is no regular expression: {reason}"),
                "the syntax is that of the Rust crate `regex`".to_owned(),
            ),
            PatternFault::TooLarge => (
                "bad_pattern",
                format!("`{pattern}` stands for too much"),
                format!(
                    "a compiled pattern takes at most {} bytes",
                    bytes(MAX_REGEX_COMPILED_BYTES)
                ),
            ),
            PatternFault::Exhausted => (
                "too_many_patterns",
                format!("`{pattern}` is more than the patterns of one model may be"),
                format!(
                    "all patterns together are at most {} bytes of text and {} bytes compiled; \
                     `contains`, `starts_with` and `ends_with` are not counted",
                    bytes(MAX_PATTERNS_BYTES),
                    bytes(MAX_REGEXES_COMPILED_BYTES)
                ),
            ),
        };
        self.problem(code, path, message, help);
        None
    }
}

/// Where the list of a domain stands.
fn levels_of(domain: Domain) -> &'static str {
    match domain {
        Domain::Grade => "/fit",
        Domain::Rank => "/engagement",
        Domain::Stage => "/lifecycle",
        Domain::InterestStage => "/interests",
    }
}

/// Stands where a problem was found; a model with problems is never used.
pub(crate) fn nothing() -> Check {
    Check::All(Box::default())
}

fn bytes(count: usize) -> String {
    grouped(i64::try_from(count).unwrap_or(i64::MAX))
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

fn shown(scalar: &Scalar) -> String {
    match scalar {
        Scalar::Number(number) => format!("`{number}`"),
        Scalar::Text(text) => format!("`{text}`"),
        Scalar::Flag(flag) => format!("`{flag}`"),
    }
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

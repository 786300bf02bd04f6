//! The right-hand sides of conditions: literals, levels, members and patterns.

use super::compiler::Compiler;
use super::fact::{Domain, FactType};
use super::patterns::PatternFault;
use crate::condition::{Accept, Needles, Right, Slot, Test, TextPart, TextTest};
use crate::document::Scalar;
use crate::document::phrasing::grouped;
use crate::document::problems::Path;
use crate::exact::{
    Day, MAX_PATTERNS_BYTES, MAX_REGEX_COMPILED_BYTES, MAX_REGEXES_COMPILED_BYTES, Number,
};
use crate::text::{Compare, number_text, prepare};

impl Compiler<'_> {
    /// A literal of any type but text.
    pub(super) fn literal(
        &mut self,
        type_: FactType,
        scalar: &Scalar,
        path: &Path<'_>,
    ) -> Option<Slot> {
        let slot = match (type_, scalar) {
            (FactType::Number, Scalar::Number(number)) => {
                Number::from_f64(*number).map(Slot::Number)
            }
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
                format!("expected a {}", type_.word()),
            );
        }
        slot
    }

    pub(super) fn date(&mut self, text: &str, path: &Path<'_>) -> Option<Day> {
        let day = self.zone.day_of_text(text).ok();
        if day.is_none() {
            self.problem(
                "bad_date",
                path,
                format!("`{text}` is not a date"),
                "write dates as `2026-11-22`",
            );
        }
        day
    }

    /// The position of a grade, rank or stage.
    pub(super) fn level(
        &mut self,
        domain: Domain,
        scalar: &Scalar,
        path: &Path<'_>,
    ) -> Option<u32> {
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

    pub(super) fn levels(&self, domain: Domain) -> Vec<String> {
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

    /// Better means closer to the start for grades and ranks, and closer to the end for stages.
    pub(super) fn towards(
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

    pub(super) fn between(
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
                format!("{} is greater than {}", shown(low), shown(high)),
                "`between = [a, b]` needs a <= b",
            );
            return None;
        }
        Some(Test::Between(first, second))
    }

    pub(super) fn member(
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
                    "expected a text",
                ),
            }
        }
        Some(Test::InTexts(texts.into(), wanted))
    }

    pub(super) fn pattern(&mut self, pattern: &str, how: Compare, path: &Path<'_>) -> Option<Test> {
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
                format!("`{pattern}` is not a valid regular expression: {reason}"),
                "use the syntax of the Rust crate `regex`".to_owned(),
            ),
            PatternFault::TooLarge => (
                "bad_pattern",
                format!("`{pattern}` is too large when compiled"),
                format!(
                    "a compiled pattern takes at most {} bytes",
                    bytes(MAX_REGEX_COMPILED_BYTES)
                ),
            ),
            PatternFault::Exhausted => (
                "too_many_patterns",
                format!("`{pattern}` exceeds the pattern budget of the model"),
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

/// The pointer to the list of a domain.
fn levels_of(domain: Domain) -> &'static str {
    match domain {
        Domain::Grade => "/fit",
        Domain::Rank => "/engagement",
        Domain::Stage => "/lifecycle",
        Domain::InterestStage => "/interests",
    }
}

fn bytes(count: usize) -> String {
    grouped(i64::try_from(count).unwrap_or(i64::MAX))
}

fn shown(scalar: &Scalar) -> String {
    match scalar {
        Scalar::Number(number) => format!("`{number}`"),
        Scalar::Text(text) => format!("`{text}`"),
        Scalar::Flag(flag) => format!("`{flag}`"),
    }
}

//! The values of a fact that a test accepts.

use super::domain::Domain;
use super::ranges::{Cut, Ranges};
use super::set::{Set, ValueSet};
use crate::condition::{Accept, Needles, Right, Slot, Test, TextPart, TextTest};
use crate::exact::Number;

impl Domain {
    /// Describes the possible values; `None` if the description would say nothing.
    pub(super) fn words(&self) -> String {
        let ValueSet::Ranges(ranges) = &self.set.values else {
            return String::new();
        };
        let words = ranges.words(self.whole);
        if self.whole && !words.starts_with("always") {
            format!("a whole number, {words}")
        } else {
            words
        }
    }

    /// Whether only listed texts are possible.
    pub(super) fn is_listed(&self) -> bool {
        matches!(self.set.values, ValueSet::Texts { all_but: false, .. })
    }

    /// The values that a test accepts. If they are not known exactly, a superset (`over`) or a
    /// subset of them.
    pub(super) fn accepted(&self, test: &Test, over: bool) -> Set {
        let accepted = match exact(test) {
            Some(ValueSet::Ranges(ranges)) if self.whole => ValueSet::Ranges(ranges.whole()),
            Some(values) => values,
            None => match test {
                Test::Known(false) => {
                    return Set {
                        missing: self.set.missing,
                        values: self.set.values.none(),
                    };
                }
                Test::Known(true) => self.set.values.clone(),
                Test::Text(test) => self.with_part(test, over),
                _ if over => self.set.values.clone(),
                _ => self.set.values.none(),
            },
        };
        Set::known(accepted).and(&self.set)
    }

    /// Of listed texts, those with the part; otherwise unknown.
    fn with_part(&self, test: &TextTest, over: bool) -> ValueSet {
        match (&self.set.values, &test.needles) {
            (
                ValueSet::Texts {
                    listed,
                    all_but: false,
                },
                Needles::Texts(needles),
            ) => ValueSet::these(
                listed
                    .iter()
                    .filter(|text| {
                        needles
                            .iter()
                            .any(|needle| has_part(text, test.part, needle))
                    })
                    .cloned(),
            ),
            (values, _) if over => values.clone(),
            (values, _) => values.none(),
        }
    }
}

/// Whether a text has a part where it should be.
pub(super) fn has_part(text: &str, part: TextPart, needle: &str) -> bool {
    match part {
        TextPart::Anywhere => text.contains(needle),
        TextPart::Start => text.starts_with(needle),
        TextPart::End => text.ends_with(needle),
    }
}

/// The known values that a test accepts, if only literals decide.
fn exact(test: &Test) -> Option<ValueSet> {
    match test {
        Test::Compare(accept, Right::Value(slot)) => {
            Some(ValueSet::Ranges(compared(*accept, number(*slot)?)))
        }
        Test::Compare(accept, Right::Text(text)) => {
            let equal = ValueSet::these([text.clone()]);
            Some(if accept.equal { equal } else { but(equal) })
        }
        Test::Between(low, high) => {
            let ranges = Ranges::closed(number(*low)?, number(*high)?);
            Some(ValueSet::Ranges(ranges))
        }
        Test::In(list, wanted) => {
            let numbers: Option<Vec<Number>> = list.iter().map(|slot| number(*slot)).collect();
            let ranges = Ranges::points(numbers?);
            Some(ValueSet::Ranges(if *wanted {
                ranges
            } else {
                ranges.not()
            }))
        }
        Test::InTexts(list, wanted) => {
            let listed = ValueSet::these(list.iter().cloned());
            Some(if *wanted { listed } else { but(listed) })
        }
        _ => None,
    }
}

/// All texts except those.
fn but(values: ValueSet) -> ValueSet {
    match values {
        ValueSet::Texts { listed, all_but } => ValueSet::Texts {
            listed,
            all_but: !all_but,
        },
        ValueSet::Ranges(ranges) => ValueSet::Ranges(ranges.not()),
    }
}

fn compared(accept: Accept, number: Number) -> Ranges {
    let (before, after) = (Cut::At(number, false), Cut::At(number, true));
    let mut ranges = Ranges::default();
    if accept.less {
        ranges.add(&Ranges::between(Cut::Start, before));
    }
    if accept.equal {
        ranges.add(&Ranges::point(number));
    }
    if accept.greater {
        ranges.add(&Ranges::between(after, Cut::End));
    }
    ranges
}

/// The number of a value that is not a text.
fn number(slot: Slot) -> Option<Number> {
    match slot {
        Slot::Number(number) => Some(number),
        Slot::Flag(flag) => Some(Number::whole(i64::from(flag))),
        Slot::Level(level) => Some(Number::whole(i64::from(level))),
        Slot::Day(day) => Some(Number::whole(i64::from(day.0))),
        Slot::Missing | Slot::Text(_) | Slot::Tags(_) => None,
    }
}

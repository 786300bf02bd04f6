//! The state that all parts of the compiler share: names, slots, windows, problems.

use super::fact::{Fact, FactType, Resolved, View, Windowed};
use super::ids::{PropertyId, SignalId};
use super::names::{Declared, DeclaredNames};
use super::patterns::Patterns;
use super::plan::WindowPlan;
use super::resolve::resolve;
use super::signals::SignalSets;
use super::slots::{SlotKey, SlotTable};
use crate::condition::{Memo, SlotId, Test, TextForm};
use crate::document::problems::Path;
use crate::document::{CODES, Document, Problem};
use crate::exact::Zone;

/// Every code that compiling a document can report in addition to
/// [`CODES`](crate::document::CODES), with its meaning.
pub const COMPILE_CODES: [(&str, &str); 17] = [
    (
        "bad_pattern",
        "a regular expression is not valid, or too large when compiled",
    ),
    (
        "fact_too_late",
        "a fact is computed later than the section that names it",
    ),
    (
        "needs_engagement",
        "a signal is worth points, but there is no section for them",
    ),
    ("needs_purchases", "a buying cycle without purchases"),
    (
        "needs_section",
        "something needs a section that does not exist",
    ),
    (
        "no_window",
        "`within_days` with a fact that has no time window",
    ),
    (
        "too_many_patterns",
        "the regular expressions of the model exceed their budget",
    ),
    ("unknown_channel", "no channel has that name"),
    ("unknown_fact", "no fact has that name here"),
    ("unknown_group", "the section has no group of that name"),
    ("unknown_level", "there is no such grade, rank or stage"),
    ("unknown_part", "readiness has no such part"),
    ("unknown_property", "no property has that name"),
    ("unknown_season", "no season has that name"),
    ("unknown_signal", "no signal has that name"),
    ("unreadable_instant", "an instant of a test is not readable"),
    (
        "wrong_operator",
        "an operator does not work with the type of its fact",
    ),
];

/// A problem, and the pointer to the missing thing.
pub(crate) struct CompileProblem {
    problem: Problem,
    about: Option<String>,
}

impl CompileProblem {
    /// The problem. Returns `None` if it only follows from a problem found by reading.
    pub(crate) fn unless_consequence(self, read: &[Problem]) -> Option<Problem> {
        let same = |known: &Problem| known.path == self.problem.path;
        let follows = read.iter().any(same)
            || self.about.as_ref().is_some_and(|about| {
                let within = |inner: &str, outer: &str| {
                    let rest = inner.strip_prefix(outer);
                    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
                };
                read.iter()
                    .any(|known| within(&known.path, about) || within(about, &known.path))
            });
        (!follows).then_some(self.problem)
    }
}

/// The pointer to a thing in a section.
pub(crate) fn pointer(section: &str, name: &str) -> Option<String> {
    Some(Path::ROOT.key(section).key(name).to_string())
}

/// The pointer to the thing that a fact is about.
fn about_fact(name: &str) -> Option<String> {
    let mut parts = name.split('.');
    let (head, next) = (parts.next()?, parts.next().unwrap_or_default());
    match head {
        "profile" => pointer("attributes", next),
        "event" => pointer("properties", next),
        "signals" | "switches" | "seasons" | "segments" => pointer(head, next),
        "persona" => Some("/personas".into()),
        "cycle" => Some("/buying_cycle".into()),
        "stage" => Some("/lifecycle".into()),
        "cell" | "total" => Some("/fit".into()),
        "interest" => Some("/interests".into()),
        _ => Some(format!("/{head}")),
    }
}

/// The state of a compilation. Problems are collected.
pub(crate) struct Compiler<'d> {
    pub(crate) document: &'d Document,
    pub(crate) names: DeclaredNames<'d>,
    pub(crate) zone: Zone,
    /// Slots of the lead's facts.
    pub(crate) slots: SlotTable,
    /// Slots of an event's facts.
    pub(crate) event_slots: SlotTable,
    /// SignalSets of signals with a counter of their own.
    pub(crate) sets: SignalSets,
    pub(super) patterns: Patterns,
    pub(crate) windows: Vec<WindowPlan>,
    /// The windows of each interest.
    pub(crate) interest_windows: Vec<WindowPlan>,
    problems: Vec<CompileProblem>,
}

impl<'d> Compiler<'d> {
    pub(crate) fn new(document: &'d Document, zone: Zone) -> Self {
        Self {
            document,
            names: DeclaredNames::new(document),
            zone,
            slots: SlotTable::default(),
            event_slots: SlotTable::default(),
            sets: SignalSets::default(),
            patterns: Patterns::default(),
            windows: Vec::new(),
            interest_windows: Vec::new(),
            problems: Vec::new(),
        }
    }

    pub(crate) fn problem(
        &mut self,
        code: &'static str,
        path: &Path<'_>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.missing(None, code, path, message, help);
    }

    /// Adds a problem that is dropped if the thing at the pointer `about` was written but could
    /// not be read.
    pub(crate) fn missing(
        &mut self,
        about: Option<String>,
        code: &'static str,
        path: &Path<'_>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        let mut known = COMPILE_CODES.iter().chain(&CODES);
        debug_assert!(
            known.any(|(known, _)| *known == code),
            "`{code}` is not listed"
        );
        let problem = Problem {
            code,
            path: path.to_string(),
            line: None,
            column: None,
            message: message.into(),
            help: help.into(),
        };
        self.problems.push(CompileProblem { problem, about });
    }

    pub(crate) fn take_problems(&mut self) -> Vec<CompileProblem> {
        std::mem::take(&mut self.problems)
    }

    /// Resolves a fact, or reports why it cannot be resolved.
    pub(crate) fn fact(&mut self, name: &str, view: View, path: &Path<'_>) -> Option<Resolved> {
        match resolve(name, view, &self.names) {
            Ok(found) => Some(found),
            Err(fault) => {
                self.missing(
                    about_fact(name),
                    fault.code,
                    path,
                    fault.message,
                    fault.help,
                );
                None
            }
        }
    }

    /// Resolves a fact of one type, as `length` and `hours` need it.
    pub(crate) fn fact_of(
        &mut self,
        name: &str,
        wanted: &str,
        view: View,
        path: &Path<'_>,
    ) -> Option<Resolved> {
        let found = self.fact(name, view, path)?;
        if found.type_.word() == wanted {
            return Some(found);
        }
        self.problem(
            "wrong_type",
            path,
            format!("the fact `{name}` is a {}", found.type_.word()),
            format!("expected a {wanted} fact"),
        );
        None
    }

    /// The fact within a number of last days, which is a window of its counter. Returns `None` if
    /// the fact has no window.
    pub(crate) fn within(&mut self, found: Resolved, days: u32) -> Option<Fact> {
        Some(match found.windowed {
            Windowed::No => return None,
            Windowed::Count(counter) => {
                Fact::WindowCount(self.window(WindowPlan { counter, days }))
            }
            Windowed::Value(counter) => {
                Fact::WindowValue(self.window(WindowPlan { counter, days }))
            }
            Windowed::InterestCount(counter) => Fact::InterestWindowCount(window(
                &mut self.interest_windows,
                WindowPlan { counter, days },
            )),
        })
    }

    /// The id of a window.
    pub(crate) fn window(&mut self, wanted: WindowPlan) -> u32 {
        window(&mut self.windows, wanted)
    }

    /// The slot of a fact in the form that its type needs.
    pub(crate) fn slot(
        &mut self,
        found: Resolved,
        fact: Fact,
        form: Option<TextForm>,
        view: View,
    ) -> SlotId {
        let table = if view.local == super::fact::Local::Event {
            &mut self.event_slots
        } else {
            &mut self.slots
        };
        table.slot(SlotKey { fact, form }, found.phase)
    }

    /// The memo of a test on the text of a lead.
    pub(crate) fn memo(&mut self, slot: SlotId, test: &Test, view: View) -> Memo {
        if view.local == super::fact::Local::Event || !test.is_of_text() {
            return Memo::NONE;
        }
        Memo::after(self.slots.count_test(slot))
    }

    /// The slot of a fact in the form in which it compares by default.
    pub(crate) fn plain_slot(&mut self, found: Resolved, view: View) -> SlotId {
        self.slot(found, found.fact, own_form(found.type_), view)
    }

    /// The ids of a list of signals. Unknown signals are reported.
    pub(crate) fn signals(&mut self, list: &[String], path: &Path<'_>) -> Vec<SignalId> {
        let mut ids = Vec::new();
        for (at, name) in list.iter().enumerate() {
            match self.names.signals.find(name) {
                Some(id) => ids.push(id),
                None => self.unknown_signal(name, &path.index(at)),
            }
        }
        ids
    }

    fn unknown_signal(&mut self, name: &str, path: &Path<'_>) {
        let help = suggestion(name, self.names.signals.iter(), "signal");
        self.missing(
            pointer("signals", name),
            "unknown_signal",
            path,
            format!("there is no signal `{name}`"),
            help,
        );
    }

    /// The id of a property of type text or tags. Any other is reported.
    pub(crate) fn text_property(&mut self, name: &str, path: &Path<'_>) -> Option<PropertyId> {
        use crate::document::Type;
        let Some(id) = self.names.properties.find(name) else {
            let help = suggestion(name, self.names.properties.iter(), "property");
            self.missing(
                pointer("properties", name),
                "unknown_property",
                path,
                format!("there is no property `{name}`"),
                help,
            );
            return None;
        };
        self.names.read(Declared::Property(id));
        match self
            .document
            .properties
            .get(name)
            .map(|property| property.type_)
        {
            Some(Type::Text | Type::Tags) => Some(id),
            _ => {
                self.problem(
                    "wrong_type",
                    path,
                    format!("the property `{name}` is not a text"),
                    "expected a property of type text or tags",
                );
                None
            }
        }
    }
}

/// The form in which a fact compares by default.
pub(crate) fn own_form(type_: FactType) -> Option<TextForm> {
    match type_ {
        FactType::Text(how) | FactType::Tags(how) => Some(TextForm::Prepared(how)),
        _ => None,
    }
}

fn window(windows: &mut Vec<WindowPlan>, wanted: WindowPlan) -> u32 {
    let at = windows
        .iter()
        .position(|known| *known == wanted)
        .unwrap_or_else(|| {
            windows.push(wanted);
            windows.len() - 1
        });
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// Help for an unknown name: the nearest known name, or a list of known names.
pub(crate) fn suggestion<'a>(
    name: &str,
    known: impl Iterator<Item = &'a str>,
    what: &str,
) -> String {
    let known: Vec<&str> = known.collect();
    match crate::text::nearest(name, known.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => {
            let names: Vec<_> = known
                .iter()
                .take(10)
                .map(|name| format!("`{name}`"))
                .collect();
            if names.is_empty() {
                format!("the model declares no {what}")
            } else {
                format!("known: {}", names.join(", "))
            }
        }
    }
}

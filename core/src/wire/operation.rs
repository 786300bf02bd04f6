//! The list of operations that every binding offers, with the same names.

use serde::Serialize;

use super::argument::{AS_OF, Argument, EVENTS, EVERY, FROM, HORIZON, OTHER_AS_OF, PROFILE, TO};
use super::problem;
use crate::document::Problem;
use crate::model::Model;
use crate::text::{nearest, shortened};

/// An operation on a model and usually a lead.
///
/// ```
/// use leadgrade::wire::OPERATIONS;
/// let compare = OPERATIONS.iter().find(|operation| operation.name == "compare").unwrap();
/// assert_eq!(compare.models, (1, 2));
/// assert!(compare.arguments.iter().any(|argument| argument.name == "other_as_of"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Operation {
    /// Its name, such as `run_tests`; `runTests` in languages that use camelCase.
    pub name: &'static str,
    /// What it returns, in words.
    pub about: &'static str,
    /// The least and the greatest number of models that it takes.
    pub models: (usize, usize),
    /// The arguments of its request.
    pub arguments: &'static [&'static Argument],
    /// The type of its answer, as the schema calls it.
    pub answer: &'static str,
}

/// All operations. Compiling a model is not among them, since it does not have a model yet.
pub const OPERATIONS: &[Operation] = &[
    Operation {
        name: "assess",
        about: "the assessment of a lead at an instant, and what could not be used",
        models: (1, 1),
        arguments: &[&PROFILE, &EVENTS, &AS_OF],
        answer: "Assessed",
    },
    Operation {
        name: "explain",
        about: "the assessment, the source of every point, and what could not be used",
        models: (1, 1),
        arguments: &[&PROFILE, &EVENTS, &AS_OF],
        answer: "Explained",
    },
    Operation {
        name: "compare",
        about: "what differs between two instants, or between two models at one instant",
        models: (1, 2),
        arguments: &[&PROFILE, &EVENTS, &AS_OF, &OTHER_AS_OF],
        answer: "Comparison",
    },
    Operation {
        name: "next_change",
        about: "the next day on which a label changes without new events, and what changes",
        models: (1, 1),
        arguments: &[&PROFILE, &EVENTS, &AS_OF, &HORIZON],
        answer: "NextChangeAnswer",
    },
    Operation {
        name: "timeline",
        about: "the days on which labels or numbers changed, each with its assessment",
        models: (1, 1),
        arguments: &[&PROFILE, &EVENTS, &FROM, &TO, &EVERY],
        answer: "Timeline",
    },
    Operation {
        name: "run_tests",
        about: "the results of the model's own tests",
        models: (1, 1),
        arguments: &[],
        answer: "TestOutcomes",
    },
    Operation {
        name: "lint",
        about: "parts of the model that are valid but suspicious",
        models: (1, 1),
        arguments: &[],
        answer: "Findings",
    },
    Operation {
        name: "info",
        about: "names, labels and sections of the model, and the versions that affect its scores",
        models: (1, 1),
        arguments: &[],
        answer: "Info",
    },
    Operation {
        name: "document",
        about: "the model document with every default filled in",
        models: (1, 1),
        arguments: &[],
        answer: "Document",
    },
];

/// The list of operations as JSON, for the tests of other languages.
pub fn surface() -> serde_json::Value {
    serde_json::json!({ "format": 1, "operations": OPERATIONS })
}

pub(super) fn find(name: &str) -> Result<&'static Operation, Problem> {
    let found = OPERATIONS.iter().find(|operation| operation.name == name);
    found.ok_or_else(|| {
        let names = OPERATIONS.iter().map(|operation| operation.name);
        let help = match nearest(name, names.clone()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!(
                "known: {}",
                names
                    .map(|name| format!("`{name}`"))
                    .collect::<Vec<_>>()
                    .join(", ")
            ),
        };
        problem(
            "unknown_operation",
            String::new(),
            format!("unknown operation `{}`", shortened(name)),
            help,
        )
    })
}

impl Operation {
    /// Whether it is about a lead, not about the model alone.
    pub(super) fn about_lead(&self) -> bool {
        self.arguments.contains(&&EVENTS)
    }

    /// The arguments if a history replaces the events.
    pub(super) fn without_events(&self) -> Result<Vec<&'static Argument>, Vec<Problem>> {
        if !self.about_lead() {
            let message = format!("`{}` was called with a history", self.name);
            let help = "it is not about a lead";
            return Err(vec![problem("wrong_history", String::new(), message, help)]);
        }
        let others = self.arguments.iter().copied();
        Ok(others.filter(|argument| **argument != EVENTS).collect())
    }

    /// The first model.
    ///
    /// # Errors
    /// If the operation takes another number of models.
    pub(super) fn model<'m>(&self, models: &[&'m Model]) -> Result<&'m Model, Vec<Problem>> {
        let (least, most) = self.models;
        match models.first() {
            Some(model) if (least..=most).contains(&models.len()) => Ok(model),
            _ => {
                let message = format!("`{}` was called with {} models", self.name, models.len());
                let help = if least == most {
                    format!("it takes {least}")
                } else {
                    format!("it takes {least} to {most}")
                };
                Err(vec![problem("wrong_models", String::new(), message, help)])
            }
        }
    }
}

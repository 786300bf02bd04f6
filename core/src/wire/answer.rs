//! Answers of `assess` and `explain`, kept as values so that a binding can read single parts.

use serde::Serialize;

use super::refusal::problem;
use crate::assessment::{Assessment, Explanation, NextChange, canonical};
use crate::document::Problem;
use crate::lead::Report;
use crate::text::part;
use crate::wire::operation::Operation;

/// The answer of `assess` or `explain` as a value.
///
/// ```
/// use leadgrade::{Event, wire};
/// let model = wire::compile("format = 1\nname = \"n\"\n[signals.visit]\npoints = 10\n[engagement]", wire::Format::Toml).unwrap();
/// let models = [&model];
/// let events = vec![Event::new("visit", "2026-11-20")];
/// let call = wire::Call::new("assess", &models);
/// let answer = call.lead_answer(None, Some(events), r#"{"as_of": "2026-11-22"}"#).unwrap();
/// assert_eq!(answer.part("assessment.engagement.rank").unwrap(), "5");
/// assert_eq!(answer.part("assessment.fit").unwrap(), "null");
/// assert_eq!(answer.part("assessment.rank"), None);
/// ```
#[derive(Clone, Debug)]
#[expect(clippy::large_enum_variant, reason = "there is one for a call")]
#[non_exhaustive]
pub enum LeadAnswer {
    /// The answer of `assess`.
    Assessed(Assessment),
    /// The answer of `explain`.
    Explained(Box<Explanation>),
}

impl LeadAnswer {
    /// The whole answer as canonical JSON text.
    pub fn text(&self) -> String {
        canonical(self)
    }

    /// One part as canonical JSON text. The path is the names of its members, joined by dots.
    /// Returns `None` if the answer has no such part.
    pub fn part(&self, path: &str) -> Option<String> {
        match path.strip_prefix("assessment.") {
            Some(path) => self.assessment().part(path),
            None => part(&self.body(), path),
        }
    }

    fn assessment(&self) -> &Assessment {
        match self {
            Self::Assessed(assessment) => assessment,
            Self::Explained(explanation) => explanation.assessment(),
        }
    }

    fn body(&self) -> AnswerBody<'_> {
        match self {
            Self::Assessed(assessment) => AnswerBody::new(assessment, None, None),
            Self::Explained(explanation) => {
                AnswerBody::new(explanation.assessment(), Some(explanation), None)
            }
        }
    }
}

impl Serialize for LeadAnswer {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.body().serialize(serializer)
    }
}

/// Whether [`LeadAnswer`] holds the answer of an operation.
pub(super) fn is_lead_answer(operation: &Operation) -> bool {
    matches!(operation.name, "assess" | "explain")
}

/// The problem of asking another operation for a [`LeadAnswer`].
pub(super) fn not_lead_answer(operation: &Operation) -> Problem {
    let message = format!("`{}` answers with text", operation.name);
    let help = "expected `assess` or `explain`";
    problem("unknown_operation", String::new(), message, help)
}

/// An assessment with its report as canonical JSON text, as `assess` and `explain` answer; with
/// the next change for programs that add it, `null` if no label changes within the horizon.
pub fn answered(
    assessment: &Assessment,
    explanation: Option<&Explanation>,
    next_change: Option<&Option<NextChange>>,
) -> String {
    canonical(&AnswerBody::new(assessment, explanation, next_change))
}

/// The JSON object of an answer.
#[derive(Serialize)]
pub(super) struct AnswerBody<'a> {
    assessment: &'a Assessment,
    #[serde(skip_serializing_if = "Option::is_none")]
    explanation: Option<&'a Explanation>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next_change: Option<&'a Option<NextChange>>,
    report: &'a Report,
}

impl<'a> AnswerBody<'a> {
    pub(super) fn new(
        assessment: &'a Assessment,
        explanation: Option<&'a Explanation>,
        next_change: Option<&'a Option<NextChange>>,
    ) -> Self {
        Self {
            assessment,
            explanation,
            next_change,
            report: assessment.report(),
        }
    }
}

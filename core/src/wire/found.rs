//! The answers of `assess` and `explain` before they are text: a binding reads the parts
//! that somebody looks at.

use serde::Serialize;

use super::operation::{self, Operation};
use super::{Answered, Call, known, problem, refusal};
use crate::assessment::{Assessment, Explanation, canonical};
use crate::document::Problem;
use crate::lead::{Event, EventList, Profile};
use crate::text::part;

/// The answer of `assess` or `explain`, as values.
///
/// ```
/// use leadgrade::{Event, wire};
/// let model = wire::compile("format = 1\nname = \"n\"\n[signals.visit]\npoints = 10\n[engagement]", wire::Format::Toml).unwrap();
/// let models = [&model];
/// let events = vec![Event::new("visit", "2026-11-20")];
/// let call = wire::Call::of("assess", &models);
/// let found = call.find(None, Some(events), r#"{"as_of": "2026-11-22"}"#).unwrap();
/// assert_eq!(found.part("assessment.engagement.rank").unwrap(), "5");
/// assert_eq!(found.part("assessment.fit").unwrap(), "null");
/// assert_eq!(found.part("assessment.rank"), None);
/// ```
#[derive(Clone, Debug)]
#[expect(clippy::large_enum_variant, reason = "there is one for a call")]
#[non_exhaustive]
pub enum Found {
    /// Of `assess`.
    Assessed(Assessment),
    /// Of `explain`.
    Explained(Box<Explanation>),
}

impl Found {
    fn view(&self) -> Answered<'_> {
        match self {
            Self::Assessed(assessment) => Answered::of(assessment, None, None),
            Self::Explained(why) => Answered::of(why.assessment(), Some(why), None),
        }
    }

    /// All of it as canonical JSON text.
    pub fn text(&self) -> String {
        canonical(self)
    }

    /// One part as canonical JSON text, by the names of its members with dots between them;
    /// `None` where the answer has no such part.
    pub fn part(&self, path: &str) -> Option<String> {
        match path.strip_prefix("assessment.") {
            Some(path) => self.assessment().part(path),
            None => part(&self.view(), path),
        }
    }

    fn assessment(&self) -> &Assessment {
        match self {
            Self::Assessed(assessment) => assessment,
            Self::Explained(why) => why.assessment(),
        }
    }
}

impl Serialize for Found {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.view().serialize(serializer)
    }
}

/// Whether an operation answers what [`Call::find`] gives.
pub(super) fn is_found(operation: &Operation) -> bool {
    matches!(operation.name, "assess" | "explain")
}

impl Call<'_> {
    /// [`Call::answer_of`] of `assess` and `explain`, before the answer is text.
    ///
    /// # Errors
    /// As those of [`Call::answer`]; other operations are refused.
    pub fn find(
        &self,
        profile: Option<Profile>,
        events: Option<Vec<Event>>,
        request: &str,
    ) -> Result<Found, String> {
        let found = operation::find(self.operation).map_err(|problem| vec![problem]);
        let found = found.and_then(|operation| match is_found(operation) {
            true => self.found(operation, (profile, events), request),
            false => Err(vec![not_found(operation)]),
        });
        found.map_err(|problems| refusal(&problems))
    }

    pub(super) fn found(
        &self,
        operation: &Operation,
        lead: (Option<Profile>, Option<Vec<Event>>),
        request: &str,
    ) -> Result<Found, Vec<Problem>> {
        let model = operation.model(self.models)?;
        let explains = operation.name == "explain";
        let (profile, events, as_of) = self.given(operation, lead, request)?.unread(model)?;
        let events = match events {
            EventList::Rows(rows) if !explains && self.history.is_none() => {
                return Ok(Found::Assessed(model.assess_rows(&profile, &rows, as_of)));
            }
            events => events.into_values(),
        };
        let lead = known(model, &profile, &events, self.history);
        let found = match explains {
            true => lead
                .explain(as_of)
                .map(|why| Found::Explained(Box::new(why))),
            false => lead.assess(as_of).map(Found::Assessed),
        };
        found.map_err(|error| vec![error.problem("/as_of")])
    }
}

fn not_found(operation: &Operation) -> Problem {
    let message = format!("`{}` answers with text", operation.name);
    let help = "`assess` or `explain`";
    problem("unknown_operation", String::new(), message, help)
}

//! The leads of the tests in a model. Their data must be valid.

use serde_json::Value as Json;

use super::instant::AsOfError;
use super::profile::read_profile;
use super::read_event::Readable;
use crate::document::Problem;
use crate::document::problems::Path;
use crate::exact::Instant;
use crate::lead::{Event, Profile, RejectCode, Report};
use crate::model::Model;

/// The lead of a test and the instant at which it is assessed.
pub(crate) struct TestLead {
    pub(crate) profile: Profile,
    pub(crate) events: Vec<Event>,
    pub(crate) as_of: Result<Instant, AsOfError>,
}

impl TestLead {
    /// Reads a test of a document.
    pub(crate) fn read(model: &Model, test: &Json) -> Self {
        let as_of = test.get("as_of").and_then(Json::as_str);
        let profile = test.get("profile").map(Profile::from_json);
        let mut events = Vec::new();
        if let Some(list) = test.get("events").and_then(Json::as_array) {
            for event in list {
                events.push(Event::from_json(event));
            }
        }
        Self {
            profile: profile.and_then(Result::ok).unwrap_or_default(),
            events,
            as_of: model.as_of(as_of.unwrap_or_default()),
        }
    }
}

/// The problems of all data in the tests of a model that an assessment would reject.
pub(super) fn test_problems(model: &Model) -> Vec<Problem> {
    let mut problems = Vec::new();
    let tests = Path::ROOT.key("tests");
    for (at, test) in model.document().tests.iter().enumerate() {
        let lead = TestLead::read(model, test);
        problems_of(model, &lead, &tests.index(at), &mut problems);
    }
    problems
}

fn problems_of(model: &Model, lead: &TestLead, test: &Path<'_>, problems: &mut Vec<Problem>) {
    let plan = &model.0;
    let mut report = Report::default();
    let _ = read_profile(plan, &lead.profile, &mut report);
    if let Err(error) = &lead.as_of {
        let code = match error {
            AsOfError::Unreadable(_) => RejectCode::UnreadableInstant,
            AsOfError::OutOfRange(_) => RejectCode::OutOfRange,
        };
        problems.push(problem(code, &test.key("as_of"), error.to_string()));
    }
    let profile = test.key("profile");
    for reject in report.rejects {
        let column = reject.column.unwrap_or_default();
        problems.push(problem(reject.code, &profile.key(&column), reject.reason));
    }
    for (row, event) in lead.events.iter().enumerate() {
        let Err(faults) = event.read(plan) else {
            continue;
        };
        let events = test.key("events");
        let event = events.index(row);
        for (column, fault) in faults {
            problems.push(problem(fault.code, &event.key(&column), fault.reason));
        }
    }
}

/// A value that an assessment would reject, as a problem of the model.
fn problem(code: RejectCode, path: &Path<'_>, message: String) -> Problem {
    Problem {
        code: match code {
            RejectCode::Missing => "missing_key",
            other => other.word(),
        },
        path: path.to_string(),
        line: None,
        column: None,
        message,
        help: "use a value that an assessment accepts".to_owned(),
    }
}

//! One line in, one line out: assessments for programs in any language.
//!
//! A request is `{"model": .., "profile": .., "events": [..], "as_of": "..",
//! "explain": false}`; the answer an assessment, or with `explain` an object of
//! assessment, explanation and report, or `{"error": {"problems": [..]}}`.
//! Answers are canonical JSON (RFC 8785), so equal answers are equal bytes.

mod models;
mod request;

use std::io::{self, BufRead, BufReader, BufWriter, Read, Write};

use leadgrade::{Model, Problem};
use serde::Serialize;

use models::Models;
use request::Request;

/// Bytes read and written at once.
const BUFFER: usize = 1 << 18;

/// Answers requests; remembers the models that it has compiled.
#[derive(Debug, Default)]
pub struct Door {
    models: Models,
}

impl Door {
    /// The answer to one line, without a line break.
    pub fn answer(&mut self, line: &[u8]) -> String {
        match self.assess(line) {
            Ok(answer) => answer,
            Err(problems) => refusal(&problems),
        }
    }

    fn assess(&mut self, line: &[u8]) -> Result<String, Vec<Problem>> {
        let (request, mut problems) = Request::read(line)?;
        let model = match &request.model {
            Some(text) => self
                .models
                .get(text)
                .map_err(|found| problems.extend(found)),
            None => Err(()),
        };
        let Ok(model) = model else {
            return Err(problems);
        };
        match request.as_of.as_deref().map(|text| model.as_of(text)) {
            Some(Ok(as_of)) if problems.is_empty() => Ok(said(&model, &request, as_of)),
            Some(Err(error)) => {
                problems.push(request::bad_as_of(&error));
                Err(problems)
            }
            _ => Err(problems),
        }
    }
}

fn said(model: &Model, request: &Request<'_>, as_of: leadgrade::Instant) -> String {
    if !request.explain {
        return model
            .assess(&request.profile, &request.events, as_of)
            .to_canonical_json();
    }
    let explanation = model.explain(&request.profile, &request.events, as_of);
    canonical(&Explained {
        assessment: explanation.assessment(),
        explanation: &explanation,
        report: explanation.assessment().report(),
    })
}

#[derive(Serialize)]
struct Explained<'a> {
    assessment: &'a leadgrade::Assessment,
    explanation: &'a leadgrade::Explanation,
    report: &'a leadgrade::Report,
}

#[derive(Serialize)]
struct Refusal<'a> {
    error: Problems<'a>,
}

#[derive(Serialize)]
struct Problems<'a> {
    problems: &'a [Problem],
}

fn refusal(problems: &[Problem]) -> String {
    canonical(&Refusal {
        error: Problems { problems },
    })
}

/// Plain values always have a canonical text; an empty one keeps this total.
fn canonical<T: Serialize>(value: &T) -> String {
    serde_json_canonicalizer::to_string(value).unwrap_or_default()
}

/// Answers every line of `requests` until they end.
///
/// Answers are held back only while another whole line is already waiting, so
/// that a program at the other end can send one request and wait for its answer.
///
/// # Errors
/// When reading or writing fails.
pub fn serve<R: Read>(requests: R, answers: impl Write) -> io::Result<()> {
    let mut requests = BufReader::with_capacity(BUFFER, requests);
    let mut answers = BufWriter::with_capacity(BUFFER, answers);
    let mut door = Door::default();
    let mut line = Vec::new();
    while requests.read_until(b'\n', &mut line)? > 0 {
        let answer = door.answer(line.trim_ascii_end());
        answers.write_all(answer.as_bytes())?;
        answers.write_all(b"\n")?;
        line.clear();
        if !requests.buffer().contains(&b'\n') {
            answers.flush()?;
        }
    }
    answers.flush()
}

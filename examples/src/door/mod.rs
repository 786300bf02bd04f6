//! One line in, one line out: assessments for programs in any language.
//!
//! A request is `{"model": .., "profile": .., "events": [..], "as_of": "..",
//! "explain": false, "next_change": false}`; the answer an assessment, or with
//! one of the last two an object of assessment, report and what was asked for,
//! or `{"error": {"problems": [..]}}`. Answers are canonical JSON (RFC 8785),
//! so equal answers are equal bytes.

mod models;
mod request;

use std::io::{self, BufRead, BufReader, BufWriter, Read, Write};

use leadgrade::wire::{self, Lead};
use leadgrade::{HORIZON_DAYS, Model, Problem};

use models::Models;
use request::ScoreRequest;

/// Bytes read and written at once.
const BUFFER: usize = 1 << 18;

/// Bytes of the longest line.
const LONGEST: u64 = 1 << 28;

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
            Err(problems) => wire::refusal(&problems),
        }
    }

    fn assess(&mut self, line: &[u8]) -> Result<String, Vec<Problem>> {
        let line = ScoreRequest::read(line)?;
        let compiled = line.model.as_ref().map(|text| self.models.get(text));
        let model = match compiled {
            Some(Ok(model)) => model,
            refused => {
                let mut problems = line.request.into_problems();
                problems.extend(refused.and_then(Result::err).unwrap_or_default());
                return Err(problems);
            }
        };
        let (explain, change) = (line.explain, line.next_change);
        let lead = line.request.lead(&model)?;
        if !explain && !change {
            let assessment = model.assess(&lead.profile, &lead.events, lead.as_of);
            return Ok(assessment.to_canonical_json());
        }
        Ok(more(&model, &lead, explain, change))
    }
}

/// An assessment with its report, why, and when it will change.
fn more(model: &Model, lead: &Lead, explain: bool, change: bool) -> String {
    let (profile, events, as_of) = (&lead.profile, &lead.events, lead.as_of);
    // The usual horizon is a valid one.
    let ahead = || model.lead(profile, events).next_change(as_of, HORIZON_DAYS);
    let next_change = change.then(|| ahead().unwrap_or_default());
    if explain {
        let explanation = model.explain(profile, events, as_of);
        let assessment = explanation.assessment();
        wire::answered(assessment, Some(&explanation), next_change.as_ref())
    } else {
        let assessment = model.assess(profile, events, as_of);
        wire::answered(&assessment, None, next_change.as_ref())
    }
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
    while (&mut requests).take(LONGEST).read_until(b'\n', &mut line)? > 0 {
        let answer = if is_cut(&line, LONGEST) {
            skip_line(&mut requests)?;
            wire::refusal(&[request::too_long()])
        } else {
            door.answer(line.trim_ascii_end())
        };
        answers.write_all(answer.as_bytes())?;
        answers.write_all(b"\n")?;
        line.clear();
        if !requests.buffer().contains(&b'\n') {
            answers.flush()?;
        }
    }
    answers.flush()
}

/// Whether a line does not end within what was read of it.
fn is_cut(line: &[u8], longest: u64) -> bool {
    u64::try_from(line.len()).is_ok_and(|length| length >= longest) && line.last() != Some(&b'\n')
}

/// Passes the rest of a line by.
fn skip_line(requests: &mut impl BufRead) -> io::Result<()> {
    loop {
        let buffer = requests.fill_buf()?;
        let end = memchr::memchr(b'\n', buffer);
        let length = end.map_or(buffer.len(), |end| end.saturating_add(1));
        requests.consume(length);
        if end.is_some() || length == 0 {
            return Ok(());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_is_too_long_is_refused_and_passed_by() {
        let line = io::repeat(b' ').take(LONGEST + 5);
        let mut answers = Vec::new();
        serve(line.chain(&b"\n{}\n"[..]), &mut answers).unwrap();
        let answers = String::from_utf8(answers).unwrap();
        let lines: Vec<&str> = answers.lines().collect();
        assert_eq!(lines.len(), 2, "{answers}");
        assert!(lines.iter().all(|line| line.starts_with("{\"error\":")));
        let message = "the line is longer than 256 MiB";
        assert!(lines.first().is_some_and(|line| line.contains(message)));
    }
}
